"""The dialogs of checks: the plan of a check, a visit, what it found, how it was put right, the conclusion."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.checks.findings import FindingForm, add_finding, edit_finding, fix_finding
from dcapp.features.checks.queries import CheckCard, FindingLine, VisitLine, village_choices
from dcapp.features.checks.service import (
    CheckForm,
    ConclusionForm,
    VisitForm,
    add_check,
    add_visit,
    conclude_check,
    edit_check,
    edit_visit,
)
from dcapp.features.checks.terms import CHECK_KINDS
from dcapp.features.meetings.queries import TaskChoice, task_choices
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CheckId, CheckVisitId, VillageId
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.labels import label
from ui.registers.asking import AskSheet


class CheckDialog(AskSheet):
    """Plans a check, or changes its plan."""

    def __init__(self, desk: Desk, card: CheckCard | None, parent: QWidget | None = None) -> None:
        title = _("Thêm cuộc kiểm tra") if card is None else _("Sửa cuộc kiểm tra")
        super().__init__(desk, title, _("Lưu"), parent, width=720)
        self._card = card
        self.name, self.head = TextLine(), TextLine()
        self.kind = Choice([(kind, _(words)) for kind, words in CHECK_KINDS.items()])
        self.starts = DateField(None if card is None else card.starts_on)
        self.ends = DateField(None if card is None else card.ends_on)
        self.scope, self.team, self.basis = TextArea(rows=3), TextArea(rows=3), TextArea(rows=2)
        self.task = Choice([(None, _("(không gắn việc nào)"))])
        self.form.add("title", _("Tên cuộc kiểm tra"), self.name, required=True)
        self.form.add("kind", _("Loại"), self.kind, span=2)
        self.form.add("starts_on", _("Từ ngày"), self.starts, span=2, required=True)
        self.form.add("ends_on", _("Đến ngày"), self.ends, span=2)
        self.form.add("scope", _("Nội dung, phạm vi"), self.scope)
        self.form.add("head", _("Trưởng đoàn"), self.head, span=3)
        self.form.add("team", _("Thành viên đoàn"), self.team, span=3, hint=_("Mỗi dòng một người."))
        self.form.add("basis", _("Căn cứ"), self.basis, hint=_("Mỗi dòng một căn cứ, bắt đầu bằng “Căn cứ”."))
        self.form.add(
            "task_id",
            _("Thuộc việc của kế hoạch"),
            self.task,
            hint=_("Cuộc kiểm tra đã kết luận là minh chứng của việc này."),
        )
        if card is not None:
            self.name.setText(card.title)
            self.kind.choose(card.kind)
            self.head.setText(card.head)
            for area, words in ((self.scope, card.scope), (self.team, card.team), (self.basis, card.basis)):
                area.setPlainText(words)
        self.is_touched = False
        self.form.focus_first()
        kept = card.task_id if card is not None else None
        desk.tasks.run(task_choices, kept, done=self._offer, owner=self)
        Drafts(self, self.form, desk.tasks, "checks.check", "" if card is None else str(card.id))

    def _offer(self, choices: list[TaskChoice]) -> None:
        touched = self.is_touched
        self.task.fill([(None, _("(không gắn việc nào)")), *((choice.id, choice.title) for choice in choices)])
        if self._card is not None and self._card.task_id is not None:
            self.task.choose(self._card.task_id)
        self.is_touched = touched

    def answer(self) -> None:
        starts = self.starts.value()
        if starts is None:
            raise Invalid(_("Chưa ghi ngày bắt đầu."), field="starts_on")
        form = CheckForm(
            title=self.name.value(),
            starts_on=starts,
            ends_on=self.ends.value(),
            kind=self.kind.value(),
            scope=self.scope.value(),
            head=self.head.value(),
            team=self.team.value(),
            basis=self.basis.value(),
            task_id=self.task.value(),
        )
        if self._card is None:
            self.save(add_check, form, words=_("Đã thêm cuộc kiểm tra."))
        else:
            self.save(edit_check, self._card.id, form, words=_("Đã lưu cuộc kiểm tra."))


class VisitDialog(AskSheet):
    """Arranges a visit, or writes up how it went."""

    def __init__(
        self, desk: Desk, check_id: CheckId, visit: VisitLine | None = None, parent: QWidget | None = None
    ) -> None:
        title = _("Thêm buổi kiểm tra") if visit is None else _("Ghi buổi kiểm tra")
        super().__init__(
            desk, title, _("Lưu"), parent, width=680, hint=_("Chưa đi thì để trống nội dung; buổi này nằm trong lịch.")
        )
        self._check_id, self._visit = check_id, visit
        self.day = DateField(clock.today() if visit is None else visit.visited_on)
        self.starts, self.ends = TextLine(placeholder=_("giờ:phút")), TextLine(placeholder=_("giờ:phút"))
        self.village, self.place = Choice([(None, _("(không phải thôn)"))]), TextLine()
        self.met, self.summary = TextArea(rows=2), TextArea(rows=6)
        self.form.add("visited_on", _("Ngày kiểm tra"), self.day, span=2, required=True)
        self.form.add("starts_at", _("Giờ bắt đầu"), self.starts, span=2)
        self.form.add("ends_at", _("Giờ kết thúc"), self.ends, span=2)
        self.form.add("village_id", _("Thôn"), self.village, span=2)
        self.form.add("place", _("Nơi kiểm tra"), self.place, span=4, required=True)
        self.form.add("met_with", _("Làm việc với"), self.met, hint=_("Mỗi dòng một người."))
        self.form.add("summary", _("Nội dung đã kiểm tra"), self.summary)
        if visit is not None:
            self.starts.setText(visit.starts_at)
            self.ends.setText(visit.ends_at)
            self.place.setText(visit.place)
            self.met.setPlainText(visit.met_with)
            self.summary.setPlainText(visit.summary)
        self.village.currentIndexChanged.connect(self._name_place)
        self.is_touched = False
        self.form.focus_first()
        desk.tasks.run(village_choices, done=self._offer, owner=self)
        Drafts(self, self.form, desk.tasks, "checks.visit", f"{check_id}.{visit.id if visit is not None else 0}")

    def _offer(self, villages: list[tuple[VillageId, str]]) -> None:
        touched = self.is_touched
        self.village.fill([(None, _("(không phải thôn)")), *villages])
        if self._visit is not None:
            self.village.choose(self._visit.village_id)
        self.is_touched = touched

    def _name_place(self) -> None:
        """A chosen village names the place while nobody typed another."""
        if self.village.value() is not None and not self.place.value():
            self.place.setText(self.village.currentText())

    def answer(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày kiểm tra."), field="visited_on")
        form = VisitForm(
            visited_on=day,
            place=self.place.value(),
            village_id=self.village.value(),
            starts_at=self.starts.value(),
            ends_at=self.ends.value(),
            met_with=self.met.value(),
            summary=self.summary.value(),
        )
        if self._visit is None:
            self.save(add_visit, self._check_id, form, words=_("Đã thêm buổi kiểm tra."))
        else:
            self.save(edit_visit, self._visit.id, form, words=_("Đã lưu buổi kiểm tra."))


class FindingDialog(AskSheet):
    """Writes down a remark, or a shortcoming with who puts it right by when."""

    def __init__(
        self, desk: Desk, visit_id: CheckVisitId, finding: FindingLine | None = None, parent: QWidget | None = None
    ) -> None:
        title = _("Thêm nhận xét, tồn tại") if finding is None else _("Sửa nhận xét, tồn tại")
        super().__init__(desk, title, _("Lưu"), parent, width=620)
        self._visit_id, self._finding = visit_id, finding
        self.words, self.remedy = TextArea(rows=3), TextArea(rows=2)
        self.lacks = QCheckBox(_("Là tồn tại phải khắc phục"))
        self.lacks.setChecked(finding is None or finding.is_shortcoming)
        self.owner = TextLine("" if finding is None else finding.owner)
        self.fix_by = DateField(None if finding is None else finding.fix_by)
        if finding is not None:
            self.words.setPlainText(finding.words)
            self.remedy.setPlainText(finding.remedy)
        self.form.add("words", _("Nhận xét, tồn tại"), self.words, required=True)
        self.form.add("is_shortcoming", _("Là tồn tại phải khắc phục"), self.lacks)
        self.form.add("remedy", _("Yêu cầu khắc phục"), self.remedy)
        self.form.add("owner", _("Người thực hiện"), self.owner, span=3)
        self.form.add("fix_by", _("Hạn khắc phục"), self.fix_by, span=3)
        self.lacks.toggled.connect(self._look)
        self._look()
        self.is_touched = False
        self.form.focus_first()

    def _look(self) -> None:
        for field in (self.remedy, self.owner, self.fix_by):
            field.setEnabled(self.lacks.isChecked())
            field.setToolTip("" if self.lacks.isChecked() else _("Nhận xét không cần khắc phục."))

    def answer(self) -> None:
        lacks = self.lacks.isChecked()
        form = FindingForm(
            words=self.words.value(),
            is_shortcoming=lacks,
            remedy=self.remedy.value(),
            owner=self.owner.value(),
            fix_by=self.fix_by.value() if lacks else None,
        )
        if self._finding is None:
            self.save(add_finding, self._visit_id, form, words=_("Đã ghi nhận xét, tồn tại."))
        else:
            self.save(edit_finding, self._finding.id, form, words=_("Đã lưu nhận xét, tồn tại."))


class FixDialog(AskSheet):
    """Records that a shortcoming was put right: when and how."""

    def __init__(self, desk: Desk, finding: FindingLine, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Ghi khắc phục tồn tại"), _("Ghi đã khắc phục"), parent)
        self._finding_id = finding.id
        self.day = DateField(clock.today())
        self.outcome = TextArea(rows=3)
        self.form.add_wide(label(finding.words, "strong", wrap=True))
        self.form.add("fixed_on", _("Khắc phục ngày"), self.day, span=3, required=True)
        self.form.add("result", _("Kết quả"), self.outcome)
        self.form.focus_first()

    def answer(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày khắc phục."), field="fixed_on")
        self.save(fix_finding, self._finding_id, day, self.outcome.value(), words=_("Đã ghi khắc phục."))


class ConcludeDialog(AskSheet):
    """Writes the conclusion of a check; afterwards only shortcomings are followed up."""

    def __init__(self, desk: Desk, card: CheckCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Kết luận kiểm tra"), _("Lưu kết luận"), parent, width=680, hint=card.title)
        self._check_id = card.id
        self.words = TextArea(card.conclusion, rows=8)
        self.day = DateField(clock.today())
        self.form.add("concluded_on", _("Ngày kết luận"), self.day, span=3, required=True)
        self.form.add("conclusion", _("Kết luận"), self.words, required=True)
        self.form.focus_first()
        Drafts(self, self.form, desk.tasks, "checks.conclusion", str(card.id))

    def answer(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày kết luận."), field="concluded_on")
        form = ConclusionForm(conclusion=self.words.value(), concluded_on=day)
        self.save(conclude_check, self._check_id, form, words=_("Đã kết luận kiểm tra."))
