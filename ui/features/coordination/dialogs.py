"""Dialogs of a coordination plan: its head with both signers, and its number."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from dcapp.features.coordination.queries import (
    Beginning,
    CoordinationCard,
    coordination_beginning,
    coordination_card,
)
from dcapp.features.coordination.rules import symbol_of
from dcapp.features.coordination.service import (
    CoordinationForm,
    JointNumberForm,
    add_coordination,
    edit_coordination,
    number_coordination,
)
from dcapp.features.coordination.terms import OUR_TITLE
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CoordinationId, TaskId
from dcapp.registers.spec import Line
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, Number, TextArea, TextLine
from ui.kit.labels import label
from ui.kit.saving_sheet import SavingSheet

FIRST_YEAR, LAST_YEAR = 1990, 2100


class CoordinationDialog(SavingSheet):
    """Writes a coordination plan down, or changes its head."""

    def __init__(
        self,
        desk: Desk,
        line: Line | None,
        parent: QWidget | None = None,
        after: Callable[[object], object] | None = None,
    ) -> None:
        title = _("Thêm kế hoạch phối hợp") if line is None else _("Sửa kế hoạch phối hợp")
        super().__init__(desk, title, _("Lưu"), parent, width=760, after=after)
        self._key = None if line is None else CoordinationId(line["id"])
        self.year = Number(FIRST_YEAR, LAST_YEAR)
        self.year.setGroupSeparatorShown(False)
        self.year.setValue(clock.today().year)
        self.title_words, self.partner = TextArea(rows=2), TextLine()
        self.purpose, self.recipients = TextArea(rows=4), TextArea(rows=3)
        self.number, self.signed_on = TextLine(), DateField()
        self.our_title, self.our_signer = TextArea(OUR_TITLE, rows=2), TextLine(desk.app.office.chairman)
        self.their_title, self.their_signer = TextArea(rows=2), TextLine()
        self.plan = Choice([(None, _("(không gắn kế hoạch nào)"))])
        self.task = Choice([(None, _("(không gắn việc nào)"))])
        self._known: dict[TaskId, str] = {}
        self._lay_out()
        if line is not None:
            self._fill(line)
        desk.tasks.run(coordination_beginning, done=self._offer, owner=self)
        if self._key is not None:
            desk.tasks.run(coordination_card, self._key, done=self._take_card, owner=self)
        Drafts(self, self.form, desk.tasks, "coordination", "" if line is None else str(line["id"]))
        self.is_touched = False
        self.form.focus_first()

    def _lay_out(self) -> None:
        self.form.add("year", _("Năm"), self.year, span=2, required=True)
        self.form.add("partner", _("Bên phối hợp"), self.partner, span=4, required=True)
        self.form.add("title", _("Tên kế hoạch"), self.title_words, required=True)
        lines = _("Mỗi dòng một ý.")
        self.form.add("purpose", _("Mục đích, yêu cầu"), self.purpose, hint=lines)
        numbered = _("Để trống khi chưa ký: bấm Lấy số sau khi soạn xong.")
        self.form.add("number", _("Số, ký hiệu"), self.number, span=3, hint=numbered)
        self.form.add("signed_on", _("Ngày ký"), self.signed_on, span=3)
        upper = _("Dòng trên ghi thẩm quyền, dòng dưới ghi chức vụ.")
        self.form.add("our_title", _("Chức vụ bên UBND"), self.our_title, span=3, hint=upper)
        self.form.add("their_title", _("Chức vụ bên phối hợp"), self.their_title, span=3)
        self.form.add("our_signer", _("Người ký bên UBND"), self.our_signer, span=3)
        self.form.add("their_signer", _("Người ký bên phối hợp"), self.their_signer, span=3)
        self.form.add("recipients", _("Nơi nhận"), self.recipients, hint=_("Mỗi dòng một nơi, dòng cuối là Lưu."))
        self.form.add("plan_id", _("Theo kế hoạch năm"), self.plan, span=3)
        self.form.add("task_id", _("Thực hiện việc trong kế hoạch"), self.task, span=3)

    def _fill(self, line: Line) -> None:
        self.year.setValue(line["year"])
        self.title_words.setPlainText(line["title"])
        for key, area in (
            ("purpose", self.purpose),
            ("recipients", self.recipients),
            ("our_title", self.our_title),
            ("their_title", self.their_title),
        ):
            area.setPlainText(line[key])
        for key, field in (
            ("partner", self.partner),
            ("number", self.number),
            ("our_signer", self.our_signer),
            ("their_signer", self.their_signer),
        ):
            field.setText(line[key])
        self.signed_on.set_value(line["signed_on"])

    def _offer(self, found: Beginning) -> None:
        self._quietly(self.plan, [(None, _("(không gắn kế hoạch nào)")), *((p.id, p.words) for p in found.plans)])
        self._known.update({option.id: option.title for option in found.tasks})
        self._show_tasks(self.task.value())
        if self._key is None and not self.is_touched:
            self.partner.setText(found.partner)
            self.their_title.setPlainText(found.their_title)
            self.their_signer.setText(found.their_signer)
            self.recipients.setPlainText(found.recipients)
            if found.plans:
                self._quietly(self.plan, None, found.plans[0].id)
            self.is_touched = False

    def _take_card(self, card: CoordinationCard) -> None:
        self._quietly(self.plan, None, card.plan_id)
        if card.task_id is not None:
            self._known[card.task_id] = card.task
            self._show_tasks(card.task_id)

    def _show_tasks(self, chosen: TaskId | None) -> None:
        self._quietly(self.task, [(None, _("(không gắn việc nào)")), *self._known.items()], chosen)

    def _quietly(self, choice: Choice, choices: list[tuple[object, str]] | None, value: object = None) -> None:
        """Fill a list, or choose in it, without counting it as typed."""
        if choices is not None:
            choice.fill(choices)
        if value is not None:
            choice.blockSignals(True)
            choice.choose(value)
            choice.blockSignals(False)

    def send(self) -> None:
        form = CoordinationForm(
            year=self.year.value(),
            title=self.title_words.value(),
            partner=self.partner.value(),
            purpose=self.purpose.value(),
            number=self.number.value(),
            signed_on=self.signed_on.value(),
            our_title=self.our_title.value(),
            our_signer=self.our_signer.value(),
            their_title=self.their_title.value(),
            their_signer=self.their_signer.value(),
            recipients=self.recipients.value(),
            plan_id=self.plan.value(),
            task_id=self.task.value(),
        )
        if self._key is None:
            self.run(add_coordination, form)
        else:
            self.run(edit_coordination, self._key, form)


class JointNumberDialog(SavingSheet):
    """Takes a number from the office's book for a joint plan (lấy số)."""

    def __init__(
        self,
        desk: Desk,
        card: CoordinationCard,
        parent: QWidget | None = None,
        after: Callable[[object], object] | None = None,
    ) -> None:
        super().__init__(
            desk,
            _("Lấy số kế hoạch phối hợp"),
            _("Lấy số"),
            parent,
            hint=_("Số lấy ở sổ văn bản đi của UBND, bên chủ trì. Số đã lấy không hoàn tác được."),
            after=after,
        )
        self._card = card
        self.body.insertWidget(0, label(card.title, "strong", wrap=True))
        self.day = DateField(card.signed_on or clock.today())
        self.symbol = TextLine(symbol_of(card.partner))
        self.kept_by, self.copies = TextLine(), TextLine()
        self.form.add("issued_on", _("Ngày ban hành"), self.day, span=3, required=True)
        hint = _("Đứng sau ký hiệu của UBND, ví dụ KH-UBND-KDV.")
        self.form.add("partner_symbol", _("Ký hiệu bên phối hợp"), self.symbol, span=3, hint=hint)
        self.form.add("kept_by", _("Đơn vị, người nhận bản lưu"), self.kept_by, span=3)
        self.form.add("copies", _("Số lượng bản"), self.copies, span=3)
        self.form.focus_first()

    def send(self) -> None:
        day, copies = self.day.value(), self.copies.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày."), field="issued_on")
        if copies and not copies.isdigit():
            raise Invalid(_("Số lượng bản phải là số."), field="copies")
        form = JointNumberForm(
            issued_on=day,
            partner_symbol=self.symbol.value(),
            kept_by=self.kept_by.value(),
            copies=int(copies) if copies else None,
        )
        self.run(number_coordination, self._card.id, form)
