"""The words that a value is shown with, on screen and on paper alike."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.numbers import money, vn_number
from dcapp.registers.spec import Field, Kind, Line

Align = Literal["left", "center", "right"]
YES, NO = N_("Có"), N_("Không")
FIRST_DATE = date(1900, 3, 1)
"""Before it Excel's calendar is off by a day or has none: such dates travel as text."""


def heading(field: Field) -> str:
    """The heading of a column."""
    return _(field.label)


def shown_text(field: Field, line: Line) -> str:
    """What a cell of this line says; an empty value is an empty text."""
    return value_text(field, line[field.shown_by or field.key])


def value_text(field: Field, value: Any) -> str:
    """The words of one value."""
    if value is None or value == "":
        return ""
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.NAME | Kind.REFERENCE:
            return str(value)
        case Kind.DATE:
            return vn_date(value)
        case Kind.MOMENT:
            return moment_text(value)
        case Kind.NUMBER:
            return number_text(value)
        case Kind.ORDINAL:
            return str(value)
        case Kind.MONEY:
            return money(value)
        case Kind.PROGRESS:
            return f"{value} %"
        case Kind.YES_NO:
            return _(YES) if value else _(NO)
        case Kind.CHOICE:
            return _(field.labels[value]) if value in field.labels else str(value)


def moment_text(moment: datetime) -> str:
    """Day and time of the office's clock, "15/05/2023 07:30"."""
    local = moment.astimezone()
    return f"{vn_date(local.date())} {local:%H:%M}"


def number_text(value: int | float | Decimal) -> str:
    """A number with as many decimals as it has, six at most."""
    if isinstance(value, int):
        return vn_number(value)
    exact = Decimal(str(value)).normalize()
    if not exact.is_finite():
        return str(value)
    return vn_number(exact, max(0, min(6, -int(exact.as_tuple().exponent))))


def align_of(field: Field) -> Align:
    """Where a column of this kind is aligned, on screen and paper."""
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.NAME | Kind.REFERENCE | Kind.CHOICE | Kind.DATE | Kind.MOMENT:
            return "left"
        case Kind.NUMBER | Kind.ORDINAL | Kind.MONEY | Kind.PROGRESS:
            return "right"
        case Kind.YES_NO:
            return "center"
