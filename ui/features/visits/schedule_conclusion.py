"""The chairman's conclusion after a session: his words, and who does what by when."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dcapp.features.commitments.queries import CommitmentCard
from dcapp.features.commitments.terms import CommitmentState
from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.features.visits.schedule_conclusion import PointForm, conclude_session
from dcapp.features.visits.schedule_queries import SessionCard
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import OfficerId
from ui.features.visits.schedule_dialogs import day_of
from ui.kit.buttons import button
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.fitting import lay
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.asking import AskSheet


class ConclusionDialog(AskSheet):
    """Writes the conclusion; each point is followed as something owed until it is answered."""

    def __init__(self, desk: Desk, card: SessionCard, parent: QWidget | None = None) -> None:
        hint = _("Buổi tiếp ngày {day}. Mỗi việc giao vào sổ việc phải trả lời và được nhắc đến khi xong.")
        super().__init__(
            desk,
            _("Ghi kết luận buổi tiếp"),
            _("Lưu kết luận"),
            parent,
            width=720,
            hint=hint.format(day=vn_date(card.line.held_on)),
        )
        self._card = card
        self.words = TextArea(card.conclusion, rows=5)
        self.form.add(
            "conclusion",
            _("Kết luận"),
            self.words,
            hint=_("Mỗi ý một dòng; dòng bắt đầu bằng dấu gạch thì in thành gạch đầu dòng."),
        )
        closed = [point for point in card.points if point.state is not CommitmentState.OPEN]
        self.points = [_form_of(point) for point in card.points if point.state is CommitmentState.OPEN]
        self._closed = [TwoLines(-number, point.title, _("đã đóng")) for number, point in enumerate(closed, start=1)]
        self.list = TwoLineList(_("Việc giao"), rows=3)
        steps = QWidget()
        row = QHBoxLayout(steps)
        lay(row, spacing=8)
        self.add_step = button(_("Thêm việc…"), "secondary", "add", self.add_point)
        self.edit_step = button(_("Sửa việc…"), "secondary", "edit", self.edit_point)
        self.drop_step = button(_("Bỏ việc"), "secondary", "delete", self.drop_point)
        for step in (self.add_step, self.edit_step, self.drop_step):
            row.addWidget(step)
        row.addStretch(1)
        self.form.add("points", _("Việc giao: ai làm, hạn nào"), self.list)
        self.form.add_wide(steps)
        self.list.picked.connect(lambda _key: self._look())
        self._officers: list[OfficerCard] = []
        self._show()
        self.is_touched = False
        self.form.focus_first()
        Drafts(self, self.form, desk.tasks, "visits.session-conclusion", str(card.id))
        desk.tasks.run(officers_of, done=self._know, owner=self)

    def answer(self) -> None:
        self.save(conclude_session, self._card.id, self.words.value(), tuple(self.points), words=_("Đã ghi kết luận."))

    def add_point(self) -> None:
        """Ask for one more thing to be done."""
        PointDialog(self.desk, self._card, None, self._officers, self._added, self).open()

    def edit_point(self) -> None:
        """Change the current one."""
        at = self.list.key() - 1
        if 0 <= at < len(self.points):
            PointDialog(
                self.desk, self._card, self.points[at], self._officers, lambda form: self._put(at, form), self
            ).open()

    def drop_point(self) -> None:
        """Leave the current one out."""
        at = self.list.key() - 1
        if 0 <= at < len(self.points):
            del self.points[at]
            self._show()
            self.touch()

    def _know(self, officers: list[OfficerCard]) -> None:
        self._officers = officers

    def _added(self, form: PointForm) -> None:
        self.points.append(form)
        self._show()
        self.touch()

    def _put(self, at: int, form: PointForm) -> None:
        self.points[at] = form
        self._show()
        self.touch()

    def _show(self) -> None:
        rows = [_row(number, point) for number, point in enumerate(self.points, start=1)]
        self.list.show_rows([*rows, *self._closed])
        self._look()

    def _look(self) -> None:
        for step in (self.edit_step, self.drop_step):
            step.setEnabled(self.list.key() > 0)
            step.setToolTip("" if self.list.key() > 0 else _("Chọn một việc chưa đóng trong danh sách."))


class PointDialog(AskSheet):
    """One thing to be done after a session; it is written with the conclusion."""

    def __init__(
        self,
        desk: Desk,
        card: SessionCard,
        point: PointForm | None,
        officers: Sequence[OfficerCard],
        done: Callable[[PointForm], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, _("Việc giao sau buổi tiếp"), _("Đưa vào kết luận"), parent)
        self._point, self._done = point, done
        self.words = TextArea(point.words if point else "", rows=3)
        choices: list[tuple[OfficerId | None, str]] = [(None, _("(ghi ở ô bên)"))]
        self.officer = Choice([*choices, *((one.id, one.full_name) for one in officers)])
        self.owner = TextLine(point.owner if point and point.owner_id is None else "")
        self.due = DateField(point.due_on if point else None)
        names = dict.fromkeys(line.shown_name for line in card.visits)
        kept = (point.to_whom,) if point and point.to_whom else ()
        self.to_whom = Choice([("", _("(chung)")), *((name, name) for name in dict.fromkeys((*names, *kept)))])
        if point is not None:
            self.officer.choose(point.owner_id)
            self.to_whom.choose(point.to_whom)
        add = self.form.add
        add("words", _("Việc cần làm"), self.words, required=True)
        add("officer_id", _("Cán bộ làm"), self.officer, span=3)
        add("owner", _("Hoặc đơn vị, người làm"), self.owner, span=3)
        add("due_on", _("Hạn xong"), self.due, span=3, required=True)
        add("to_whom", _("Trả lời ai"), self.to_whom, span=3)
        self.form.focus_first()

    def answer(self) -> None:
        words, owner_id = self.words.value(), self.officer.value()
        if not words:
            raise Invalid(_("Chưa ghi việc cần làm."), field="words")
        if owner_id is None and not self.owner.value():
            raise Invalid(_("Chọn cán bộ, hoặc ghi đơn vị làm."), field="owner")
        form = PointForm(
            words=words,
            due_on=day_of(self.due, "due_on"),
            owner_id=owner_id,
            owner=self.owner.value() if owner_id is None else self.officer.currentText(),
            to_whom=self.to_whom.value(),
            id=self._point.id if self._point is not None else None,
        )
        self.is_touched = False
        self._done(form)
        self.accept()


def _form_of(point: CommitmentCard) -> PointForm:
    return PointForm(
        words=point.title,
        due_on=point.due_on,
        owner_id=point.owner_id,
        owner=point.owner,
        to_whom=point.to_whom,
        id=point.id,
    )


def _row(number: int, point: PointForm) -> TwoLines:
    due = _("hạn {day}").format(day=vn_date(point.due_on))
    return TwoLines(number, point.words, " · ".join(part for part in (point.owner, due, point.to_whom) if part))
