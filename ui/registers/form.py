"""The plain form of any register: questions in the order of its fields, answered as the service's dataclass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import _
from dcapp.registers.cells import heading, value_text
from dcapp.registers.forming import filled_form
from dcapp.registers.spec import Field, Kind, Options, Register, form_fields
from dcapp.registers.values import labelled, understood
from ui.kit import errors
from ui.kit.dates import DateField
from ui.kit.dialogs import Sheet
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.form import COLUMNS, Form
from ui.kit.tasks import Tasks

Editor = TextLine | TextArea | DateField | QCheckBox | Choice


class PlainForm(Form):
    """Asks for what the register's form dataclass needs."""

    def __init__(self, register: Register, options: Options | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.register = register
        self.editors: dict[str, Editor] = {}
        for field in form_fields(register):
            editor = self.editors[field.key] = _editor(field, options or {})
            self.add(
                field.key,
                heading(field),
                editor,
                span=_span(field),
                required=field.required,
                hint=_(field.hint),
                check=partial(self._problem, field),
            )
        self.fill_up()

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show these values by field key; fields without one keep what they show."""
        for field in form_fields(self.register):
            if field.key in values:
                _show(self.editors[field.key], field, values[field.key])

    def filled_in(self) -> Any:
        """The answers as the register's form dataclass. Marks every wrong field and raises Invalid for the first."""
        values: dict[str, Any] = {}
        wrong: list[Invalid] = []
        self.clear_problems()
        for field in form_fields(self.register):
            try:
                values[field.key] = self._value(field)
            except Invalid as error:
                wrong.append(Invalid(str(error), field=field.key))
        for refused in reversed(wrong):
            self.show_error(refused)
        if wrong:
            raise wrong[0]
        return filled_form(self.register, values)

    def _problem(self, field: Field) -> str:
        try:
            self._value(field)
        except Invalid as error:
            return str(error)
        return ""

    def _value(self, field: Field) -> Any:
        editor = self.editors[field.key]
        match editor:
            case QCheckBox():
                return editor.isChecked()
            case Choice() if field.required and editor.value() is None:
                raise Invalid(_("Chưa chọn {label}.").format(label=heading(field)), field=field.key)
            case Choice():
                return editor.value()
            case DateField() if editor.line.text().strip():
                return editor.value()
            case DateField():
                return understood(field, None).value
            case TextLine() | TextArea():
                return understood(field, editor.value()).value


class FormDialog(Sheet):
    """Adds or changes one line of a register through a use case of its slice."""

    def __init__(
        self,
        register: Register,
        tasks: Tasks,
        save: Callable[..., Any],
        *arguments: Any,
        options: Options | None = None,
        values: Mapping[str, Any] | None = None,
        done: Callable[[Any], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`save(uow, *arguments, form)` writes it; `values` fill the form at first; `done` gets what `save` gives."""
        words = _("Sửa {noun}") if arguments else _("Thêm {noun}")
        super().__init__(words.format(noun=_(register.noun)), _("Lưu"), parent, width=720)
        self._tasks, self._save, self._arguments = tasks, save, arguments
        self._after = done
        self.form = PlainForm(register, options)
        self.form.fill(values or {})
        self.form.changed.connect(self.touch)
        self.add(self.form)
        self.agreed.connect(self._agree)
        Drafts(self, self.form, tasks, f"register.{register.key}", str(arguments[0]) if arguments else "")
        self.form.focus_first()

    def _agree(self) -> None:
        try:
            filled = self.form.filled_in()
        except Invalid as error:
            self.show_problem(_("Có ô cần sửa: {problem}").format(problem=error))
            return
        self.show_problem("")
        self.set_busy(True, _("Đang lưu…"))
        self._tasks.run(self._save, *self._arguments, filled, done=self._saved, failed=self._refused, owner=self)

    def _saved(self, result: Any) -> None:
        self.is_touched = False
        self.accept()
        if self._after is not None:
            self._after(result)

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        if isinstance(error, Invalid):
            self.form.show_error(error)
        if isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            self.show_problem(_("Chưa lưu được. Nội dung vừa gõ vẫn còn trên màn hình."))
            errors.present(self, error)


def _editor(field: Field, options: Options) -> Editor:
    nothing = (None, _("(chưa chọn)"))
    match field.kind:
        case Kind.TEXT | Kind.NAME | Kind.NUMBER | Kind.ORDINAL | Kind.MONEY | Kind.PROGRESS:
            return TextLine()
        case Kind.MOMENT:
            return TextLine(placeholder=_("ngày/tháng/năm giờ:phút"))
        case Kind.LONG_TEXT:
            return TextArea(rows=3)
        case Kind.DATE:
            return DateField()
        case Kind.YES_NO:
            return QCheckBox(heading(field))
        case Kind.CHOICE:
            return Choice([nothing, *labelled(field)])
        case Kind.REFERENCE:
            return Choice([nothing, *options.get(field.key, ())])


def _span(field: Field) -> int:
    match field.kind:
        case Kind.LONG_TEXT:
            return COLUMNS
        case Kind.TEXT | Kind.NAME | Kind.REFERENCE:
            return COLUMNS // 2
        case Kind.DATE | Kind.MOMENT | Kind.YES_NO | Kind.CHOICE:
            return COLUMNS // 3
        case Kind.NUMBER | Kind.ORDINAL | Kind.MONEY | Kind.PROGRESS:
            return COLUMNS // 3


def _show(editor: Editor, field: Field, value: Any) -> None:
    match editor:
        case QCheckBox():
            editor.setChecked(bool(value))
        case Choice():
            editor.choose(value)
        case DateField():
            editor.set_value(value)
        case TextArea():
            editor.setPlainText(value_text(field, value))
        case TextLine():
            editor.setText(value_text(field, value))
