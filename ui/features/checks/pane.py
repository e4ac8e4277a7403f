"""The pane of a check: its plan, its visits with what they found, and the shortcomings that are left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from dcapp.features.checks.findings import remove_finding, reopen_finding
from dcapp.features.checks.queries import CheckCard, FindingLine, VisitLine, check_card
from dcapp.features.checks.register import CHECKS
from dcapp.features.checks.service import remove_visit, reopen_check
from dcapp.features.checks.terms import CheckState
from dcapp.features.meetings.service import MeetingForm, plan_meeting
from dcapp.features.meetings.terms import MeetingKind
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CheckId, MeetingId
from dcapp.registers.spec import Line
from ui.features.checks.dialogs import FindingDialog, FixDialog, VisitDialog
from ui.features.checks.papers import CheckPapersDialog
from ui.kit import messages
from ui.kit.buttons import button
from ui.kit.desk import Desk
from ui.kit.detail import part, part_title
from ui.kit.fitting import lay
from ui.kit.labels import label
from ui.kit.theme import Tone
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.desk_steps import take_back
from ui.registers.line_pane import LinePane

Step = tuple[str, str, str, Callable[[], object]]


class CheckPane(LinePane):
    """One check. Visits and findings are written through dialogs."""

    shown = Signal(object)  # CheckCard

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(CHECKS, parent)
        self._desk, self._asked = desk, 0
        self.card: CheckCard | None = None
        self._writes = desk.may("plan.edit")
        self._buttons: dict[str, QPushButton] = {}
        holder = self.values.parentWidget()
        room = holder.layout() if holder is not None else None
        if isinstance(room, QVBoxLayout):
            more = (("meet", _("Lên lịch họp"), "people", self.meet), ("reopen", _("Mở kết luận"), "undo", self.reopen))
            room.insertWidget(0, self._grid(*more))
        self.visits = TwoLineList(_("Các buổi kiểm tra"), rows=3)
        self.findings = TwoLineList(_("Nhận xét, tồn tại của buổi này"), rows=4)
        self.visit_hint = label("", "hint", wrap=True)
        visit_steps = self._grid(
            ("add_visit", _("Thêm buổi"), "add", self.add_visit),
            ("edit_visit", _("Ghi buổi"), "edit", self.edit_visit),
            ("print_visit", _("Biên bản"), "print", self.print_visit),
            ("remove_visit", _("Xóa buổi"), "delete", self.remove_visit),
        )
        finding_steps = self._grid(
            ("add_finding", _("Thêm"), "add", self.add_finding),
            ("edit_finding", _("Sửa"), "edit", self.edit_finding),
            ("remove_finding", _("Xóa"), "delete", self.remove_finding),
        )
        self._visits_tab = self.add_tab(
            _("Các buổi"),
            part(
                visit_steps,
                self.visit_hint,
                self.visits,
                part_title(_("Nhận xét, tồn tại")),
                finding_steps,
                self.findings,
            ),
        )
        self.lacking = TwoLineList(_("Tồn tại của cuộc kiểm tra"))
        self.lacking_hint = label("", "hint", wrap=True)
        fix_steps = self._grid(("fix", _("Đã khắc phục"), "done", self.fix))
        self._lacking_tab = self.add_tab(_("Tồn tại"), part(self.lacking_hint, fix_steps, self.lacking))
        self.visits.picked.connect(self._show_findings)
        self.findings.picked.connect(lambda _key: self._look())
        self.lacking.picked.connect(lambda _key: self._look())
        desk.changes.shows(("Check", "CheckVisit", "CheckFinding", "IssuedPaper"), self.look_again, self)

    def show_line(self, line: Line) -> None:
        super().show_line(line)
        self._asked = int(line["id"])
        self.look_again()

    def look_again(self) -> None:
        """Read the check anew: visits and findings are no part of its line."""
        if self._asked:
            self._desk.tasks.run(
                check_card, CheckId(self._asked), done=self._take, failed=_gone, owner=self, key="check-card"
            )

    # -- steps
    def add_visit(self) -> None:
        """Arrange a visit."""
        if self.card is not None:
            VisitDialog(self._desk, self.card.id, None, self).open()

    def edit_visit(self) -> None:
        """Write up the current visit."""
        visit = self._visit()
        if self.card is not None and visit is not None:
            VisitDialog(self._desk, self.card.id, visit, self).open()

    def print_visit(self) -> None:
        """Show the minutes of the current visit."""
        visit = self._visit()
        if self.card is not None and visit is not None:
            CheckPapersDialog(self._desk, self.card, visit.id, self).open()

    def remove_visit(self) -> None:
        """Ask, then throw the current visit away with what it found."""
        visit = self._visit()
        if visit is not None and self._asks(_("Xóa buổi kiểm tra này?"), _("Xóa buổi")):
            self._run(remove_visit, visit.id, _("Đã xóa buổi kiểm tra."))

    def add_finding(self) -> None:
        """Write down what the current visit found."""
        visit = self._visit()
        if visit is not None:
            FindingDialog(self._desk, visit.id, None, self).open()

    def edit_finding(self) -> None:
        """Change the current finding."""
        finding = self._finding(self.findings)
        if finding is not None:
            FindingDialog(self._desk, finding.visit_id, finding, self).open()

    def remove_finding(self) -> None:
        """Ask, then throw the current finding away."""
        finding = self._finding(self.findings)
        if finding is not None and self._asks(_("Xóa nhận xét này?"), _("Xóa")):
            self._run(remove_finding, finding.id, _("Đã xóa nhận xét, tồn tại."))

    def fix(self) -> None:
        """Record that the current shortcoming was put right, or take that back."""
        finding = self._finding(self.lacking)
        if finding is None:
            return
        if finding.is_open:
            FixDialog(self._desk, finding, self).open()
        else:
            self._run(reopen_finding, finding.id, _("Đã mở lại tồn tại."))

    def reopen(self) -> None:
        """Ask, then take the conclusion back."""
        question, what = _("Mở lại kết luận này?"), _("Cuộc kiểm tra trở lại đang kiểm tra, lời kết luận vẫn còn.")
        card = self.card
        if card is not None and messages.ask(self, question, what, yes=_("Mở lại"), no=_("Giữ kết luận")):
            self._run(reopen_check, card.id, _("Đã mở lại kết luận."))

    def meet(self) -> None:
        """Plan a meeting that belongs to the check, and go there."""
        card = self.card
        if card is not None:
            form = MeetingForm(
                title=_("Họp về {title}").format(title=card.title),
                held_on=card.starts_on,
                kind=MeetingKind.CHECK,
                chair=card.head,
                owner_kind="Check",
                owner_id=card.id,
            )
            self._desk.tasks.run(plan_meeting, form, done=self._planned, owner=self)

    # -- inside
    def _planned(self, meeting_id: MeetingId) -> None:
        desk = self._desk
        desk.toast(_("Đã lên lịch họp. Sửa ngày, giờ và thành phần ở đây."), lambda: take_back(desk))
        desk.open("plan", ("Meeting", meeting_id))

    def _grid(self, *steps: Step) -> QWidget:
        """Buttons in two columns; where the account only looks, just what prints."""
        found = QWidget()
        grid = QGridLayout(found)
        lay(grid, spacing=(8, 8))
        offered = [step for step in steps if self._writes or step[0].startswith("print")]
        for number, (key, words, symbol, run) in enumerate(offered):
            self._buttons[key] = button(words, "secondary", symbol, run)
            grid.addWidget(self._buttons[key], number // 2, number % 2)
        return found

    def _take(self, card: CheckCard) -> None:
        if card.id != self._asked:
            return
        self.card = card
        self.visits.show_rows([_visit_row(visit) for visit in card.visits])
        self._show_findings()
        left = sum(1 for finding in card.shortcomings if finding.is_open)
        words = _("{all} tồn tại, còn {left} chưa khắc phục").format(all=len(card.shortcomings), left=left)
        self.lacking_hint.setText(words if card.shortcomings else _("Chưa ghi tồn tại nào."))
        self.lacking.show_rows([_finding_row(finding, where=True) for finding in card.shortcomings])
        self.tabs.rename(self._visits_tab, _("Các buổi {count}").format(count=len(card.visits)))
        self.tabs.rename(self._lacking_tab, _("Tồn tại {count}").format(count=left))
        self._look()
        self.shown.emit(card)

    def _show_findings(self, _key: int = 0) -> None:
        visit = self._visit()
        self.findings.show_rows([_finding_row(finding) for finding in visit.findings] if visit is not None else [])
        self._look()

    def _look(self) -> None:
        """Offer what can be done now, and say why the rest cannot."""
        card, visit = self.card, self._visit()
        closed = card is not None and card.state is CheckState.CONCLUDED
        concluded = _("Cuộc kiểm tra đã kết luận; chỉ còn theo dõi khắc phục.")
        hint = concluded if closed else "" if visit is not None else _("Chưa có buổi kiểm tra nào.")
        self.visit_hint.setText(hint)
        self.visit_hint.setVisible(bool(hint))
        no_visit = "" if visit is not None else _("Chọn một buổi kiểm tra trước.")
        early = visit is not None and visit.visited_on > clock.today()
        not_yet = _("Chưa tới ngày kiểm tra nên chưa ghi kết quả.") if early else ""
        no_finding = "" if self._finding(self.findings) is not None else _("Chọn một nhận xét, tồn tại trước.")
        lacking = self._finding(self.lacking)
        stop = concluded if closed else ""
        not_closed = "" if closed else _("Cuộc kiểm tra này chưa kết luận.")
        reasons = {
            "meet": "" if card is not None else _("Chọn một cuộc kiểm tra trước."),
            "reopen": not_closed,
            "add_visit": stop,
            "edit_visit": stop or no_visit,
            "print_visit": no_visit,
            "remove_visit": stop or no_visit,
            "add_finding": stop or no_visit or not_yet,
            "edit_finding": stop or no_finding,
            "remove_finding": stop or no_finding,
            "fix": "" if lacking is not None else _("Chọn một tồn tại trước."),
        }
        for key, found in self._buttons.items():
            found.setEnabled(not reasons[key])
            found.setToolTip(reasons[key])
        if "fix" in self._buttons:
            done = lacking is not None and not lacking.is_open
            self._buttons["fix"].setText(_("Chưa khắc phục") if done else _("Đã khắc phục"))

    def _visit(self) -> VisitLine | None:
        key = self.visits.key()
        return next((visit for visit in self.card.visits if visit.id == key), None) if self.card is not None else None

    def _finding(self, listed: TwoLineList) -> FindingLine | None:
        key = listed.key()
        return next((found for found in self.card.findings if found.id == key), None) if self.card is not None else None

    def _asks(self, question: str, yes: str) -> bool:
        kept = _("Dòng này vào thùng rác và lấy lại được.")
        return messages.ask(self, question, kept, yes=yes, no=_("Giữ lại"), danger=True)

    def _run(self, use_case: Callable[..., Any], key: int, words: str) -> None:
        desk = self._desk
        desk.tasks.run(use_case, key, done=lambda _result: desk.toast(words, lambda: take_back(desk)), owner=self)


def _visit_row(visit: VisitLine) -> TwoLines:
    lacking = sum(1 for finding in visit.findings if finding.is_shortcoming)
    if lacking:
        said = _("{count} tồn tại").format(count=lacking)
    elif visit.is_written:
        said = _("không có tồn tại")
    else:
        said = _("chưa ghi") if visit.visited_on <= clock.today() else _("trong lịch")
    when = f"{vn_date(visit.visited_on)} {visit.starts_at}".strip()
    return TwoLines(visit.id, visit.place, f"{when} · {said}")


def _finding_row(finding: FindingLine, *, where: bool = False) -> TwoLines:
    today = clock.today()
    tone = None
    if not finding.is_shortcoming:
        state = _("nhận xét")
    elif finding.fixed_on is not None:
        state, tone = _("đã khắc phục {day}").format(day=vn_date(finding.fixed_on)), Tone.SUCCESS
    elif finding.is_late(today) and finding.fix_by is not None:
        state, tone = _("quá hạn {count} ngày").format(count=(today - finding.fix_by).days), Tone.DANGER
    elif finding.fix_by is not None:
        state = _("hạn {day}").format(day=vn_date(finding.fix_by))
    else:
        state = _("không hẹn ngày")
    parts = (state, finding.owner, finding.place if where else "")
    return TwoLines(finding.id, finding.words, " · ".join(words for words in parts if words), tone)


def _gone(_error: Exception) -> None:
    """The line went away meanwhile; the table shows so itself."""
