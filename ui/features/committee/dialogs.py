"""Dialogs of a committee: its head, its renewal with those who go on, the number of its decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from dcapp.features.committee.prints import decision_document
from dcapp.features.committee.queries import CommitteeCard, TaskOption, committee_card, committee_tasks
from dcapp.features.committee.service import (
    CommitteeForm,
    DecisionNumberForm,
    edit_committee,
    number_decision,
    renew_committee,
    set_up_committee,
)
from dcapp.features.committee.terms import COMMITTEE_KINDS, DECIDED_BY, CommitteeKind, role_words
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CommitteeId, TaskId
from dcapp.printing.model import NO_MARKS
from dcapp.registers.spec import Line
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.detail import part_title
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.fitting import lay
from ui.kit.labels import label
from ui.kit.saving_sheet import SavingSheet
from ui.kit.theme import px


class CommitteeDialog(SavingSheet):
    """Sets a committee up, or changes its head."""

    def __init__(
        self,
        desk: Desk,
        line: Line | None,
        parent: QWidget | None = None,
        after: Callable[[object], object] | None = None,
    ) -> None:
        title = _("Lập ban, phân công phụ trách") if line is None else _("Sửa ban, phân công")
        super().__init__(desk, title, _("Lưu"), parent, width=720, after=after)
        self._line = line
        self._key = None if line is None else CommitteeId(line["id"])
        self.kind = Choice([(kind, _(words)) for kind, words in COMMITTEE_KINDS.items()])
        self.name, self.tasks = TextArea(rows=2), TextArea(rows=4)
        self.since, self.until = DateField(clock.today() if line is None else None), DateField()
        self.decision, self.decided_by, self.decided_on = TextLine(), TextLine(), DateField()
        self.task = Choice([(None, _("(không gắn việc nào)"))])
        self._known: dict[TaskId, str] = {}
        self._lay_out()
        self._fill()
        desk.tasks.run(committee_tasks, done=self._offer, owner=self)
        if self._key is not None:
            desk.tasks.run(committee_card, self._key, done=self._take_card, owner=self)
        Drafts(self, self.form, desk.tasks, "committee", "" if line is None else str(line["id"]))
        self.form.focus_first()

    def _lay_out(self) -> None:
        self.form.add("kind", _("Loại"), self.kind, span=3, required=True)
        self.form.add("decided_by", _("Ai quyết định"), self.decided_by, span=3)
        self.form.add("name", _("Tên ban, nội dung phân công"), self.name, required=True)
        self.form.add("since", _("Từ ngày"), self.since, span=3, required=True)
        self.form.add("until", _("Đến hết ngày"), self.until, span=3, hint=_("Để trống khi không có nhiệm kỳ."))
        numbered = _("Để trống khi chưa ký: bấm Lấy số sau khi soạn xong.")
        self.form.add("decision", _("Số quyết định"), self.decision, span=3, hint=numbered)
        self.form.add("decided_on", _("Ngày quyết định"), self.decided_on, span=3)
        self.form.add("tasks", _("Nhiệm vụ"), self.tasks, hint=_("Mỗi dòng một nhiệm vụ, in ở Điều 2."))
        self.form.add("task_id", _("Thực hiện việc trong kế hoạch"), self.task)

    def _fill(self) -> None:
        line = self._line
        if line is None:
            self.decided_by.setText(DECIDED_BY)
            return
        self.kind.choose(CommitteeKind(line["kind"]))
        self.name.setPlainText(line["name"])
        self.tasks.setPlainText(line["tasks"])
        self.since.set_value(line["since"])
        self.until.set_value(line["until"])
        self.decision.setText(line["decision"])
        self.decided_on.set_value(line["decided_on"])
        self.decided_by.setText(line["decided_by"])

    def _take_card(self, card: CommitteeCard) -> None:
        if card.task_id is not None:
            self._known[card.task_id] = card.task
            self._show_tasks(card.task_id)

    def _offer(self, options: Sequence[TaskOption]) -> None:
        self._known.update({option.id: option.title for option in options})
        self._show_tasks(self.task.value())

    def _show_tasks(self, chosen: TaskId | None) -> None:
        self.task.fill([(None, _("(không gắn việc nào)")), *self._known.items()])
        self.task.blockSignals(True)
        self.task.choose(chosen)
        self.task.blockSignals(False)

    def send(self) -> None:
        since = self.since.value()
        if since is None:
            raise Invalid(_("Chưa ghi ngày."), field="since")
        form = CommitteeForm(
            kind=self.kind.value(),
            name=self.name.value(),
            since=since,
            until=self.until.value(),
            decision=self.decision.value(),
            decided_on=self.decided_on.value(),
            decided_by=self.decided_by.value(),
            tasks=self.tasks.value(),
            task_id=self.task.value(),
        )
        if self._key is None:
            self.run(set_up_committee, form)
        else:
            self.run(edit_committee, self._key, form)


class RenewDialog(SavingSheet):
    """Puts a new committee in the place of an old one; who goes on is ticked."""

    def __init__(
        self,
        desk: Desk,
        card: CommitteeCard,
        parent: QWidget | None = None,
        after: Callable[[object], object] | None = None,
    ) -> None:
        super().__init__(
            desk,
            _("Kiện toàn, phân công lại"),
            _("Kiện toàn"),
            parent,
            hint=_("Ban cũ kết thúc trước ngày này một ngày và vẫn tra cứu được. Thêm người mới ở Thành viên."),
            width=720,
            after=after,
        )
        self._card = card
        self.name, self.tasks = TextArea(card.name, rows=2), TextArea(card.tasks, rows=3)
        self.since, self.until = DateField(clock.today()), DateField()
        self.decided_by = TextLine(card.decided_by or DECIDED_BY)
        self.form.add("name", _("Tên ban, nội dung phân công"), self.name, required=True)
        self.form.add("since", _("Từ ngày"), self.since, span=3, required=True)
        self.form.add("until", _("Đến hết ngày"), self.until, span=3)
        self.form.add("decided_by", _("Ai quyết định"), self.decided_by)
        self.form.add("tasks", _("Nhiệm vụ"), self.tasks)
        self.kept: dict[int, QCheckBox] = {}
        last = min(clock.today(), card.until or clock.today())
        members = card.members_on(max(last, card.since))
        if members:
            self.add(part_title(_("Ai tiếp tục tham gia")))
        for member in members:
            told = ", ".join(part for part in (member.post, _(role_words(card.kind, member.role))) if part)
            box = QCheckBox(member.name)
            box.setAccessibleDescription(told)
            box.setChecked(True)
            box.toggled.connect(lambda _checked: self.touch())
            self.kept[member.id] = box
            hint = label(told, "hint", wrap=True)
            hint.setIndent(px(30))
            both = QWidget()
            column = QVBoxLayout(both)
            lay(column)
            column.addWidget(box)
            column.addWidget(hint)
            self.add(both)
        self.form.focus_first()

    def send(self) -> None:
        since = self.since.value()
        if since is None:
            raise Invalid(_("Chưa ghi ngày."), field="since")
        form = CommitteeForm(
            kind=self._card.kind,
            name=self.name.value(),
            since=since,
            until=self.until.value(),
            decided_by=self.decided_by.value(),
            tasks=self.tasks.value(),
        )
        kept = tuple(key for key, box in self.kept.items() if box.isChecked())
        self.run(renew_committee, self._card.id, form, kept)


class DecisionNumberDialog(SavingSheet):
    """Takes a number from the book of issued documents for a decision (lấy số)."""

    def __init__(
        self,
        desk: Desk,
        card: CommitteeCard,
        parent: QWidget | None = None,
        after: Callable[[object], object] | None = None,
    ) -> None:
        super().__init__(
            desk,
            _("Lấy số quyết định"),
            _("Lấy số"),
            parent,
            hint=_("Số kế tiếp được ghi vào đây và sổ văn bản đi cùng lúc. Số đã lấy không hoàn tác được."),
            after=after,
        )
        self._card = card
        office = desk.app.office
        drawn = decision_document(card, office, NO_MARKS)
        self.day = DateField(card.decided_on or clock.today())
        self.signer = TextLine(card.signer or office.chairman)
        self.recipients = TextArea("\n".join(drawn.recipients), rows=3)
        self.kept_by, self.copies = TextLine(), TextLine()
        self.body.insertWidget(0, label(drawn.subject, "strong", wrap=True))
        self.form.add("issued_on", _("Ngày ban hành"), self.day, span=3, required=True)
        self.form.add("signer", _("Người ký"), self.signer, span=3)
        self.form.add("recipients", _("Nơi nhận"), self.recipients)
        self.form.add("kept_by", _("Đơn vị, người nhận bản lưu"), self.kept_by, span=3)
        self.form.add("copies", _("Số lượng bản"), self.copies, span=3)
        self.form.focus_first()

    def send(self) -> None:
        day, copies = self.day.value(), self.copies.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày."), field="issued_on")
        if copies and not copies.isdigit():
            raise Invalid(_("Số lượng bản phải là số."), field="copies")
        form = DecisionNumberForm(
            issued_on=day,
            signer=self.signer.value(),
            recipients=self.recipients.value(),
            kept_by=self.kept_by.value(),
            copies=int(copies) if copies else None,
        )
        self.run(number_decision, self._card.id, form)
