"""The pane of a visit: who and what, what is still owed, papers with their numbers, files."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dcapp.features.commitments.queries import CommitmentCard, explained
from dcapp.features.commitments.terms import COMMITMENT_KINDS, CommitmentState
from dcapp.features.visits.lists import document_line, member_line
from dcapp.features.visits.queries import VisitCard, visit_card
from dcapp.features.visits.register import VISITS
from dcapp.features.visits.rules import ground_of
from dcapp.features.visits.terms import CAPACITIES, VISIT_PAPERS, Capacity
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CommitmentId, VisitId
from dcapp.registers.spec import Line
from dcapp.rules.counting import Deadline
from ui.kit.buttons import button
from ui.kit.cards import KeyValues
from ui.kit.desk import Desk
from ui.kit.detail import part
from ui.kit.labels import label
from ui.kit.theme import Tone
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.deadline_dialog import DeadlineDialog
from ui.registers.files import FilesPart
from ui.registers.line_pane import LinePane, LongText

VISIT = "Visit"


class VisitPane(LinePane):
    """One visit. It edits nothing; the entry screen and the dialogs do."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(VISITS, parent)
        self._desk, self._asked = desk, 0
        self.card: VisitCard | None = None
        self.more = KeyValues()
        self.told = {
            "request": LongText(_("Yêu cầu, đề nghị")),
            "earlier": LongText(_("Cơ quan đã giải quyết, kết quả")),
            "reply": LongText(_("Đã trả lời, giải thích")),
            "result": LongText(_("Theo dõi kết quả giải quyết")),
            "group": LongText(_("Danh sách đoàn")),
            "documents": LongText(_("Tài liệu nhận")),
            "note": LongText(_("Ghi chú")),
        }
        holder = self.values.parentWidget()
        room = holder.layout() if holder is not None else None
        if isinstance(room, QVBoxLayout):
            for number, found in enumerate((self.more, *self.told.values())):
                room.insertWidget(room.indexOf(self.values) + 1 + number, found)
        self.owed = TwoLineList(_("Việc phải trả lời"))
        self.nothing = label(_("Lượt này không còn việc phải trả lời."), "hint", wrap=True)
        self.go = button(_("Mở việc phải trả lời"), "secondary", "next", self.open_owed)
        self.why = button(_("Vì sao đến hạn ngày này?"), "link", None, self.explain)
        self._owed_tab = self.add_tab(_("Trả lời"), part(self.nothing, self.owed, self.go, self.why))
        self.papers = TwoLineList(_("Giấy tờ đã lấy số"))
        self.files = FilesPart(desk, VISIT)
        self.sealed = label(_("Lượt tố cáo chưa giữ tệp ở đây: bản chụp có thể lộ người tố cáo."), "hint", wrap=True)
        self._files_tab = self.add_tab(_("Giấy tờ"), part(self.papers, self.files, self.sealed))
        desk.changes.shows((VISIT, "Commitment", "IssuedPaper", "Attachment"), self.look_again, self)

    def show_line(self, line: Line) -> None:
        super().show_line(line)
        self._asked = int(line["id"])
        self.look_again()

    def look_again(self) -> None:
        """Read the visit anew: what it owes and its papers are no part of its line."""
        if self._asked:
            key = VisitId(self._asked)
            self._desk.tasks.run(visit_card, key, done=self._take, failed=_gone, owner=self, key="visit-card")

    def open_owed(self) -> None:
        """Go to the promise, where the answer is written."""
        if key := self.owed.key():
            self._desk.open("visits", ("Commitment", key))

    def explain(self) -> None:
        """Show why the current answer is due on its day."""
        if key := self.owed.key():
            self._desk.tasks.run(explained, CommitmentId(key), done=self._explain, owner=self)

    def _explain(self, found: Deadline | None) -> None:
        if found is None:
            self._desk.toast(_("Ngày này do đơn vị hứa, không có quy định nào đếm."))
        else:
            DeadlineDialog(self._desk, _("Hạn trả lời công dân"), found, self).open()

    def _take(self, card: VisitCard) -> None:
        if card.id != self._asked:
            return
        self.card = card
        self.more.show_rows(_rows(card))
        for key in ("request", "earlier", "reply", "result", "note"):
            self.told[key].say(getattr(card, key))
        self.told["group"].say("\n".join(member_line(one) for one in card.members))
        self.told["documents"].say("\n".join(document_line(one) for one in card.documents))
        self.owed.show_rows([_owed_row(one) for one in card.commitments])
        for found in (self.owed, self.go, self.why):
            found.setVisible(bool(card.commitments))
        self.nothing.setVisible(not any(one.state is CommitmentState.OPEN for one in card.commitments))
        number = sum(1 for one in card.commitments if one.state is CommitmentState.OPEN)
        self.tabs.rename(self._owed_tab, _("Trả lời {count}").format(count=number) if number else _("Trả lời"))
        self.papers.show_rows(
            [
                TwoLines(number, _(VISIT_PAPERS[one.paper]), f"{one.symbol} · {vn_date(one.issued_on)}")
                for number, one in enumerate(card.papers, start=1)
            ]
        )
        self.papers.setVisible(bool(card.papers))
        self.files.setVisible(not card.code)
        self.sealed.setVisible(bool(card.code))
        if not card.code:
            self.files.show_files_of(card.id)


def _rows(card: VisitCard) -> list[tuple[str, str]]:
    ground = ground_of(card.ground, card.received_on)
    competent = {True: _("Thuộc thẩm quyền"), False: _("Không thuộc thẩm quyền"), None: ""}
    acts = _(CAPACITIES[card.capacity]) if card.capacity is not Capacity.SELF else ""
    return [
        (_("Giờ tiếp"), card.received_at),
        (_("Năm sinh"), str(card.birth_year or "")),
        (_("Số giấy tờ"), card.id_number),
        (_("Điện thoại"), card.phone),
        (_("Địa chỉ"), card.address),
        (_("Tư cách"), acts),
        (_("Thay mặt ai"), card.on_behalf_of),
        (_("Giấy tờ chứng minh"), card.authority),
        (_("Ngày cử người đại diện"), vn_date(card.appointed_on) if card.appointed_on else ""),
        (_("Thẩm quyền"), competent[card.is_competent]),
        (_("Cơ quan có thẩm quyền"), card.sent_to),
        (_("Lý do từ chối"), ground.short if ground is not None else ""),
        (_("Nói rõ thêm"), card.ground_words),
        (_("Ghi sổ"), card.recorder),
        (_("Địa điểm"), card.place),
        (_("Thời hạn lưu"), _("cần kiểm tra") if card.keep_until else ""),
        (_("Đã tiêu hủy"), vn_date(card.destroyed_on) if card.destroyed_on else ""),
        (_("Biên bản tiêu hủy"), card.destruction),
        (_("Nguồn"), _("mang sang từ sổ cũ") if card.is_opening else ""),
    ]


def _owed_row(one: CommitmentCard) -> TwoLines:
    late = one.is_late(clock.today())
    if one.state is CommitmentState.MET:
        answered = _("Trả lời chậm {day}") if late else _("Đã trả lời {day}")
        below = answered.format(day=vn_date(one.met_on) if one.met_on else "")
        tone = Tone.WARNING if late else Tone.SUCCESS
    elif one.state is CommitmentState.DROPPED:
        below, tone = _("Không làm nữa: {reason}").format(reason=one.reason), Tone.NEUTRAL
    else:
        words = _("Quá hạn {day}") if late else _("Hạn {day}")
        below, tone = words.format(day=vn_date(one.due_on)), Tone.DANGER if late else Tone.INFO
    return TwoLines(one.id, _(COMMITMENT_KINDS[one.kind]), below, tone)


def _gone(_error: Exception) -> None:
    """The visit was removed meanwhile; the table says so."""
