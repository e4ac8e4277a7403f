"""Cán bộ nghỉ, người thay: who is away, who stands in with whose rights, until when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.office.absence_register import ABSENCES
from dcapp.features.office.absences import AbsenceForm, add_absence, edit_absence, remove_absence
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import AbsenceId
from dcapp.registers.spec import Line, Options
from ui.kit import errors
from ui.kit.dates import DateField
from ui.kit.desk import Desk, Screen
from ui.kit.dialogs import Sheet
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, TextLine
from ui.kit.form import Form
from ui.registers.desk_steps import steps_for, take_back
from ui.registers.page import RegisterPage
from ui.registers.steps import Steps


def absences_page(desk: Desk) -> Screen:
    """The page of the book."""
    base = steps_for(desk, ABSENCES)

    def ask(page: QWidget, line: Line | None) -> AbsenceDialog:
        options = page.options if isinstance(page, RegisterPage) else {}
        return AbsenceDialog(desk, line, options, page, after=told)

    def told(_result: Any) -> None:
        desk.toast(_("Đã ghi cán bộ nghỉ và người thay."), partial(take_back, desk))

    steps = Steps(
        ask=ask,
        remove=remove_absence,
        draw=base.draw,
        undo=base.undo,
        about=base.about,
        add_words=N_("Ghi cán bộ nghỉ"),
    )
    return RegisterPage(desk, ABSENCES, steps, icon="day-off")


class AbsenceDialog(Sheet):
    """Records an absence with its deputy, or an earlier return."""

    def __init__(
        self,
        desk: Desk,
        line: Line | None,
        options: Options,
        parent: QWidget | None = None,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__(
            _("Ghi cán bộ nghỉ") if line is None else _("Sửa cán bộ nghỉ"),
            _("Lưu"),
            parent,
            width=640,
            hint=_(
                "Trong những ngày này người thay thấy việc và dùng quyền của người nghỉ; nhật ký ghi rõ là làm thay."
            ),
        )
        self._desk, self._after = desk, after
        self._key = None if line is None else AbsenceId(line["id"])
        self.form = Form()
        self.officer = self._people("officer_id", line, options)
        self.deputy = self._people("deputy_id", line, options)
        self.since, self.until = DateField(clock.today()), DateField()
        self.reason, self.paper = TextLine(), TextLine()
        self.form.add("officer_id", _("Người nghỉ"), self.officer, span=3, required=True)
        self.form.add("deputy_id", _("Người thay"), self.deputy, span=3, required=True)
        self.form.add("since", _("Từ ngày"), self.since, span=3, required=True)
        self.form.add("until", _("Đến hết ngày"), self.until, span=3, required=True)
        self.form.add("reason", _("Lý do"), self.reason, span=3)
        self.form.add("paper", _("Giấy ủy quyền, quyết định"), self.paper, span=3)
        if line is not None:
            self.since.set_value(line["since"])
            self.until.set_value(line["until"])
            self.reason.setText(line["reason"])
            self.paper.setText(line["paper"])
        self.form.changed.connect(self.touch)
        self.add(self.form)
        self.agreed.connect(self._agree)
        Drafts(self, self.form, desk.tasks, "office.absence", "" if line is None else str(line["id"]))
        self.form.focus_first()

    @staticmethod
    def _people(key: str, line: Line | None, options: Options) -> Choice:
        """The officers of today; who is written in the line stays in the list although they left meanwhile."""
        known = dict(options.get(key, ()))
        if line is not None:
            known.setdefault(line[key], line[key.removesuffix("_id")])
        choice = Choice([(None, _("(chưa chọn)")), *known.items()])
        if line is not None:
            choice.choose(line[key])
        return choice

    def _agree(self) -> None:
        self.show_problem("")
        if not self.form.is_right(_("Ô này cần có.")):
            return
        since, until = self.since.value(), self.until.value()
        if since is None or until is None:
            return
        form = AbsenceForm(
            officer_id=self.officer.value(),
            deputy_id=self.deputy.value(),
            since=since,
            until=until,
            reason=self.reason.value(),
            paper=self.paper.value(),
        )
        self.set_busy(True, _("Đang lưu…"))
        run = self._desk.tasks.run
        if self._key is None:
            run(add_absence, form, done=self._saved, failed=self._refused, owner=self)
        else:
            run(edit_absence, self._key, form, done=self._saved, failed=self._refused, owner=self)

    def _saved(self, result: Any) -> None:
        self.is_touched = False
        self.accept()
        if self._after is not None:
            self._after(result)

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        if isinstance(error, Invalid) and self.form.show_error(error):
            return
        if isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)
