"""Legal documents: validity and successor in the pane, what was done about each one, and where it is used."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dcapp.features.papers.queries import PaperCard, paper_card
from dcapp.features.papers.register import LEGAL_PAPERS
from dcapp.features.papers.service import FollowUpForm, add_follow_up
from dcapp.features.papers.terms import FOLLOW_UP_KINDS, VALIDITIES, FollowUpKind, Validity
from dcapp.features.plan.sections import UseLine, uses_of
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import PaperId
from dcapp.registers.spec import Line
from ui.kit import errors
from ui.kit.actions import Action
from ui.kit.dates import DateField
from ui.kit.desk import Desk, Screen
from ui.kit.detail import part, part_title
from ui.kit.dialogs import Sheet
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.form import Form
from ui.kit.labels import label, selectable
from ui.kit.notices import Banner
from ui.kit.theme import Tone
from ui.registers.desk_steps import steps_for
from ui.registers.line_pane import LinePane
from ui.registers.page import RegisterPage


def legal_page(desk: Desk) -> Screen:
    """The page of the book, with a pane that knows validity, follow-ups and uses."""

    def follow_up(line: Line | None) -> None:
        if line is not None:
            FollowUpDialog(desk, PaperId(line["id"]), page).open()

    own = (
        [Action("follow_up", N_("Ghi quán triệt, sơ kết"), "note", None, follow_up, _needs_line)]
        if desk.may("papers.edit")
        else []
    )
    page = RegisterPage(desk, LEGAL_PAPERS, steps_for(desk, LEGAL_PAPERS), icon="law", own=own, pane=LegalPane(desk))
    return page


def _needs_line(line: Line | None) -> str | None:
    return None if line is not None else _("Chọn một dòng trước.")


class LegalPane(LinePane):
    """One legal document: fields, the flag of an expired text, follow-ups, and where it is used."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(LEGAL_PAPERS, parent)
        self._desk = desk
        self._shown = 0
        self.flag = Banner("", Tone.WARNING)
        self.done = selectable()
        self.done_title = part_title(_("Quán triệt, sơ kết, tổng kết"))
        self.uses = selectable()
        self.uses_title = part_title(_("Đang được viện dẫn ở"))
        self.add_tab(_("Theo dõi"), part(self.flag, self.done_title, self.done, self.uses_title, self.uses))
        self.flag.hide()
        desk.changes.shows(("Paper", "PaperFollowUp", "Plan", "PlanCitation"), self._look_again, self)

    def show_line(self, line: Line) -> None:
        super().show_line(line)
        self._shown = int(line["id"])
        self._look_again()

    def _look_again(self) -> None:
        """Read what is kept about the shown document; follow-ups and uses are no part of its line."""
        if not self._shown:
            return
        self._desk.tasks.run(paper_card, PaperId(self._shown), done=self._take_card, owner=self, key="legal-card")
        self._desk.tasks.run(uses_of, PaperId(self._shown), done=self._take_uses, owner=self, key="legal-uses")

    def _take_card(self, card: PaperCard) -> None:
        if card.id != self._shown:
            return
        is_over = card.validity in (Validity.EXPIRED, Validity.REPLACED)
        if is_over:
            words = _(VALIDITIES[card.validity])
            successor = _(" Văn bản thay thế: {name}.").format(name=card.replaced_by) if card.replaced_by else ""
            day = vn_date(card.in_force_to) if card.in_force_to else ""
            self.flag.say(f"{words} {day}.{successor}".replace(" .", "."), Tone.DANGER)
        elif not card.is_checked or card.validity is Validity.UNKNOWN:
            self.flag.say(_("Cần kiểm tra hiệu lực của văn bản này."), Tone.WARNING)
        self.flag.setVisible(is_over or not card.is_checked or card.validity is Validity.UNKNOWN)
        lines = []
        for follow_up in card.follow_ups:
            if follow_up.done_on:
                when = vn_date(follow_up.done_on)
            else:
                when = _("hạn {day}").format(day=vn_date(follow_up.due_on)) if follow_up.due_on else ""
            people = _(", {count} người dự").format(count=follow_up.attendance) if follow_up.attendance else ""
            note = f"\n{follow_up.note}" if follow_up.note else ""
            lines.append(f"{_(FOLLOW_UP_KINDS[follow_up.kind])}: {when}{people}{note}")
        self.done.setText("\n".join(lines) or _("Chưa ghi lần nào."))

    def _take_uses(self, uses: list[UseLine]) -> None:
        lines = [f"{use.title} ({use.year})" + (f", {use.section}" if use.section else "") for use in uses]
        self.uses.setText("\n".join(lines) or _("Chưa có kế hoạch nào viện dẫn."))


class FollowUpDialog(Sheet):
    """Records that a legal document was, or is to be, disseminated or reviewed."""

    def __init__(self, desk: Desk, paper_id: PaperId, parent: QWidget | None = None) -> None:
        super().__init__(_("Ghi quán triệt, sơ kết, tổng kết"), _("Lưu"), parent)
        self._desk, self._paper_id = desk, paper_id
        self.form = Form()
        self.kind = Choice()
        self.kind.fill([(kind, _(words)) for kind, words in FOLLOW_UP_KINDS.items()])
        self.kind.choose(FollowUpKind.DISSEMINATION)
        self.due = DateField()
        self.done_on = DateField(clock.today())
        self.attendance = TextLine()
        self.remark = TextArea()
        self.form.add("kind", _("Việc"), self.kind)
        self.form.add("due_on", _("Phải làm trước ngày"), self.due, span=3)
        self.form.add("done_on", _("Đã làm ngày"), self.done_on, span=3)
        self.form.add("attendance", _("Số người dự"), self.attendance, span=3)
        self.form.add("note", _("Ghi chú"), self.remark)
        self.form.changed.connect(self.touch)
        self.add(self.form)
        self.add(label(_("Để trống “Đã làm ngày” khi việc còn ở phía trước."), "hint", wrap=True))
        self.agreed.connect(self._save)
        self.form.focus_first()

    def _save(self) -> None:
        people = self.attendance.value()
        try:
            if people and not people.isdigit():
                raise Invalid(_("Số người dự phải là số."), field="attendance")
            form = FollowUpForm(
                kind=self.kind.value(),
                due_on=self.due.value(),
                done_on=self.done_on.value(),
                attendance=int(people) if people else None,
                note=self.remark.value(),
            )
        except Invalid as error:
            self.form.show_error(error)
            return
        self._desk.tasks.run(add_follow_up, self._paper_id, form, done=self._saved, failed=self._refused, owner=self)

    def _saved(self, _result: object) -> None:
        self._desk.toast(_("Đã ghi."))
        self.accept()

    def _refused(self, error: Exception) -> None:
        if not (isinstance(error, Invalid) and self.form.show_error(error)):
            errors.present(self, error)
