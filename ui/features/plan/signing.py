"""Before a plan is signed: what is still in the way, and the number that it gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.papers.signing import TOPICS, SigningFinding
from dcapp.features.plan.queries import SignedPlan
from dcapp.features.plan.signing import PlanNumberForm, SigningMaterial, number_plan, plan_findings, signing_material
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import _, ngettext
from dcapp.kernel.ids import PlanId
from ui.kit import errors
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.detail import part, part_title
from ui.kit.dialogs import Sheet
from ui.kit.fields import TextArea, TextLine
from ui.kit.form import Form
from ui.kit.labels import label, selectable
from ui.kit.notices import Banner
from ui.kit.states import LoadingState
from ui.kit.theme import Tone


class SigningSheet(Sheet):
    """Lists what to put right before a plan is signed, topic by topic, each with what helps."""

    def __init__(self, desk: Desk, plan_id: PlanId, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Kiểm tra trước khi ký"),
            _("Kiểm tra lại"),
            parent,
            width=720,
            hint=_("Chương trình chỉ nhắc, không chặn việc ký."),
        )
        self._desk, self._plan_id = desk, plan_id
        self.findings: tuple[SigningFinding, ...] = ()
        self._shown: QWidget = LoadingState(_("Đang kiểm tra…"))
        self.add(self._shown)
        self.agreed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Read the plan and draw it off the window's thread."""
        self.set_busy(True, _("Đang kiểm tra…"))
        self._desk.tasks.run(signing_material, self._plan_id, done=self._draw, failed=self._refused, owner=self)

    def _draw(self, material: SigningMaterial) -> None:
        office = self._desk.app.office
        self._desk.tasks.start(lambda: plan_findings(material, office), self.show_findings, self._refused, owner=self)

    def show_findings(self, findings: Sequence[SigningFinding]) -> None:
        """Show what was found, or that nothing is in the way."""
        self.set_busy(False)
        self.findings = tuple(findings)
        pieces: list[QWidget] = []
        if findings:
            count = ngettext("Còn {count} chỗ cần xem.", "Còn {count} chỗ cần xem.", len(findings))
            pieces.append(Banner(count.format(count=len(findings)), Tone.WARNING))
        else:
            pieces.append(Banner(_("Không thấy chỗ nào cần sửa. Đọc lại một lượt rồi trình ký."), Tone.SUCCESS))
        for topic in TOPICS:
            mine = [finding for finding in findings if finding.topic == topic]
            if mine:
                pieces.append(part_title(_(topic)))
            for finding in mine:
                pieces.append(selectable(finding.message))
                pieces.append(label(finding.hint, "hint", wrap=True))
        self._replace(part(*pieces))

    def _replace(self, shown: QWidget) -> None:
        old, self._shown = self._shown, shown
        self.body.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.add(shown)
        if self.isVisible():
            self.fit()

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        self._shown.hide()
        if isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)


class NumberPlanDialog(Sheet):
    """Takes a number from the book of issued documents for a plan that has none (lấy số)."""

    def __init__(self, desk: Desk, plan: SignedPlan, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Lấy số cho kế hoạch"),
            _("Lấy số"),
            parent,
            hint=_("Số kế tiếp được ghi vào kế hoạch và sổ văn bản đi cùng lúc. Số đã lấy không hoàn tác được."),
        )
        self._desk, self._plan = desk, plan
        self.form = Form()
        self.day = DateField(plan.signed_on or clock.today())
        self.kept_by, self.copies, self.remark = TextLine(), TextLine(), TextArea(rows=2)
        self.form.add("issued_on", _("Ngày ban hành"), self.day, span=3, required=True)
        self.form.add("copies", _("Số lượng bản"), self.copies, span=3)
        self.form.add("kept_by", _("Đơn vị, người nhận bản lưu"), self.kept_by)
        self.form.add("note", _("Ghi chú"), self.remark)
        self.form.changed.connect(self.touch)
        self.add(label(plan.title, "strong", wrap=True))
        self.add(self.form)
        self.agreed.connect(self._save)
        self.form.focus_first()

    def _filled_in(self) -> PlanNumberForm:
        day, copies = self.day.value(), self.copies.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày."), field="issued_on")
        if copies and not copies.isdigit():
            raise Invalid(_("Số lượng bản phải là số."), field="copies")
        return PlanNumberForm(
            issued_on=day,
            kept_by=self.kept_by.value(),
            copies=int(copies) if copies else None,
            note=self.remark.value(),
        )

    def _save(self) -> None:
        try:
            form = self._filled_in()
        except Invalid as error:
            self.form.show_error(error)
            return
        self.set_busy(True, _("Đang ghi…"))
        self._desk.tasks.run(number_plan, self._plan.id, form, done=self._saved, failed=self._refused, owner=self)

    def _saved(self, number: Any) -> None:
        self._desk.toast(_("Đã lấy số {number}.").format(number=number))
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        if isinstance(error, Invalid) and self.form.show_error(error):
            return
        if isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)
