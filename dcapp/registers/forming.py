"""Values by field key as the frozen form that the service takes, and back from a line of the book."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, get_args, get_type_hints

from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.registers.spec import Line, Register, field_of, form_fields


def filled_form(register: Register, values: Mapping[str, Any]) -> Any:
    """The register's form with these values; what is empty takes the form's own default, choices become enums.

    Raises Invalid for an empty value that the form cannot do without.
    """
    if register.form is None:
        raise TypeError(f"register {register.key} takes no form")
    hints = get_type_hints(register.form)
    given: dict[str, Any] = {}
    for attribute in fields(register.form):
        value = values.get(attribute.name)
        if value is not None:
            given[attribute.name] = _as(hints[attribute.name], value)
        elif attribute.default is MISSING and attribute.default_factory is MISSING:
            if type(None) not in get_args(hints[attribute.name]):
                label = _(field_of(register, attribute.name).label)
                raise Invalid(_("Chưa ghi {label}.").format(label=label), field=attribute.name)
            given[attribute.name] = None
    return register.form(**given)


def form_values(register: Register, line: Line) -> dict[str, Any]:
    """What the form of this line starts with."""
    return {field.key: line[field.key] for field in form_fields(register)}


def _as(hint: Any, value: Any) -> Any:
    """The value as the enum that the form asks for; other types are left alone."""
    for wanted in get_args(hint) or (hint,):
        if isinstance(wanted, type) and issubclass(wanted, enum.Enum) and not isinstance(value, wanted):
            return wanted(value)
    return value
