"""Understands what somebody wrote in a cell, by the kind of its field; the counterpart of `cells`.

Strict: what can be read two ways is refused or said to be doubtful, never guessed silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from dcapp.kernel.dates import parse_date, vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.numbers import parse_money, parse_number
from dcapp.kernel.text import fold
from dcapp.registers.cells import number_text
from dcapp.registers.spec import Field, Kind
from dcapp.registers.workbook import Cell

Choices = tuple[tuple[Any, str], ...]

YES_WORDS = frozenset({"co", "x", "dung", "roi", "1", "yes", "true"})
NO_WORDS = frozenset({"khong", "chua", "sai", "0", "no", "false", "-"})
FIRST_SERIAL, LAST_SERIAL = 18_264, 73_415  # 1950 … 2100: smaller numbers are rather years or typed figures
_SERIAL_ZERO = date(1899, 12, 30)
_FAULTS = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")
_SWAPPED = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})")
_CLOCK = re.compile(r"(.*?)[ T]+([0-9]{1,2})[:hg]([0-9]{2})(?::[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a cell means, and what is doubtful about it (empty = nothing)."""

    value: Any
    doubt: str = ""


def understood(field: Field, raw: Cell, choices: Choices = ()) -> Understood:
    """The value of a cell. Raises Invalid with one sentence that says what to write instead."""
    if isinstance(raw, str):
        raw = raw.strip()
        if _FAULTS.fullmatch(raw):
            raise _wrong(field, _("Ô này báo lỗi công thức {text}. Gõ lại giá trị.").format(text=raw))
    if raw is None or raw == "":
        return _empty(field)
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.NAME:
            return Understood(cell_words(raw))
        case Kind.DATE:
            return _date(field, raw)
        case Kind.MOMENT:
            return _moment(field, raw)
        case Kind.NUMBER:
            return Understood(_number(field, raw))
        case Kind.ORDINAL:
            return Understood(_ordinal(field, raw))
        case Kind.MONEY:
            return Understood(_money(field, raw))
        case Kind.PROGRESS:
            return _progress(field, raw)
        case Kind.YES_NO:
            return Understood(_yes_no(field, raw))
        case Kind.CHOICE:
            return Understood(_chosen(field, cell_words(raw), labelled(field)))
        case Kind.REFERENCE:
            return Understood(_chosen(field, cell_words(raw), choices))


def labelled(field: Field) -> Choices:
    """The choices of a CHOICE field with their words in the language spoken now."""
    return tuple((value, _(label)) for value, label in field.labels.items())


def cell_words(raw: Cell) -> str:
    """A cell as words: whole numbers without decimals, dates as dd/mm/yyyy."""
    match raw:
        case None:
            return ""
        case str():
            return raw
        case bool():
            return _("Có") if raw else _("Không")
        case float() if raw.is_integer() and abs(raw) < 10**15:
            return str(int(raw))
        case float():
            return number_text(raw)
        case datetime():
            return f"{vn_date(raw.date())} {raw:%H:%M}" if raw.time() != time() else vn_date(raw.date())
        case date():
            return vn_date(raw)
        case time():
            return f"{raw:%H:%M}"
        case int() | timedelta():
            return str(raw)


def _empty(field: Field) -> Understood:
    if field.required:
        raise _wrong(field, _("Chưa ghi {label}.").format(label=_(field.label)))
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.NAME:
            return Understood("")
        case Kind.YES_NO:
            return Understood(False)
        case Kind.DATE | Kind.MOMENT | Kind.CHOICE | Kind.REFERENCE:
            return Understood(None)
        case Kind.NUMBER | Kind.ORDINAL | Kind.MONEY | Kind.PROGRESS:
            return Understood(None)


def _date(field: Field, raw: Cell) -> Understood:
    match raw:
        case datetime():
            doubt = "" if raw.time() == time() else _("Đã bỏ phần giờ {clock}.").format(clock=f"{raw:%H:%M}")
            return Understood(raw.date(), doubt)
        case date():
            return Understood(raw)
        case str():
            return Understood(_date_in_words(field, raw))
        case int() | float() if not isinstance(raw, bool) and float(raw).is_integer():
            return _date_in_figures(field, int(raw))
        case _:
            raise _wrong(field, _("Chưa đọc được ngày “{text}”. Gõ dạng 15/05/2023.").format(text=cell_words(raw)))


def _date_in_words(field: Field, text: str) -> date:
    swapped = _SWAPPED.fullmatch(text)
    if swapped and int(swapped[1]) <= 12 < int(swapped[3]) <= 31:
        better = f"{int(swapped[3]):02d}/{int(swapped[1]):02d}/{swapped[4]}"
        raise _wrong(field, _("Ngày và tháng có thể bị đảo. Nếu đúng vậy, gõ {better}.").format(better=better))
    return parse_date(text, field=field.key)


def _date_in_figures(field: Field, number: int) -> Understood:
    """A date that lost its format: Excel's count of days, or figures typed without slashes."""
    if FIRST_SERIAL <= number <= LAST_SERIAL:
        day = _SERIAL_ZERO + timedelta(days=number)
    elif 1_000_000 <= number <= 31_999_999:
        day = parse_date(f"{number:08d}", field=field.key)
    elif 100_000 <= number <= 319_999:
        day = parse_date(str(number), field=field.key)
    else:
        raise _wrong(field, _("Số {number} không phải ngày. Gõ dạng 15/05/2023.").format(number=number))
    return Understood(day, _("Ô ghi số {number}, đọc là ngày {day}.").format(number=number, day=vn_date(day)))


def _moment(field: Field, raw: Cell) -> Understood:
    match raw:
        case datetime():
            return Understood(raw.astimezone())
        case str() if found := _CLOCK.fullmatch(raw):
            day = _date_in_words(field, found[1])
            try:
                clock = time(int(found[2]), int(found[3]))
            except ValueError:
                raise _wrong(field, _("Không có giờ {text}.").format(text=f"{found[2]}:{found[3]}")) from None
            return Understood(datetime.combine(day, clock).astimezone())
        case _:
            day = _date(field, raw).value
            return Understood(datetime(day.year, day.month, day.day).astimezone())


def _number(field: Field, raw: Cell) -> int | float:
    match raw:
        case bool():
            raise _wrong(field, _("Ô này cần một số."))
        case int():
            return raw
        case float() if isfinite(raw):
            return int(raw) if raw.is_integer() else raw
        case str():
            exact = parse_number(raw, field=field.key)
            return int(exact) if exact == exact.to_integral_value() else float(exact)
        case _:
            raise _wrong(field, _("Ô này cần một số, đang ghi “{text}”.").format(text=cell_words(raw)))


def _ordinal(field: Field, raw: Cell) -> int:
    number = _number(field, raw)
    if isinstance(number, float):
        raise _wrong(field, _("Ô này cần một số nguyên."))
    return number


def _money(field: Field, raw: Cell) -> int:
    if isinstance(raw, str):
        return parse_money(raw, field=field.key)
    amount = _number(field, raw)
    if isinstance(amount, float):
        raise _wrong(field, _("Số tiền tính tròn đến đồng."))
    return amount


def _progress(field: Field, raw: Cell) -> Understood:
    share = _number(field, raw.rstrip("% ") if isinstance(raw, str) else raw)
    doubt = ""
    if isinstance(raw, float) and 0 < share < 1:
        share = round(share * 100)
        doubt = _("Ô ghi {text}, đọc là {percent} %.").format(text=cell_words(raw), percent=share)
    if not 0 <= share <= 100:
        raise _wrong(field, _("Tiến độ tính từ 0 đến 100 %."))
    return Understood(round(share), doubt)


def _yes_no(field: Field, raw: Cell) -> bool:
    if isinstance(raw, bool):
        return raw
    word = fold(cell_words(raw))
    if word in YES_WORDS or word == fold(_("Có")):
        return True
    if word in NO_WORDS or word == fold(_("Không")):
        return False
    raise _wrong(field, _("Ghi “Có” hoặc “Không”, đang ghi “{text}”.").format(text=_short(cell_words(raw))))


def _chosen(field: Field, text: str, choices: Choices) -> Any:
    exact = [value for value, words in choices if words == text]
    alike = exact or [value for value, words in choices if fold(words) == fold(text)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        words = _("Có {number} mục tên “{text}”. Sửa danh mục trước.")
        raise _wrong(field, words.format(number=len(alike), text=_short(text)))
    if 0 < len(choices) <= 6:
        names = ", ".join(words for _value, words in choices)
        raise _wrong(field, _("Không có “{text}”. Chọn một trong: {names}.").format(text=_short(text), names=names))
    raise _wrong(field, _("Không có “{text}” trong danh mục.").format(text=_short(text)))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def _wrong(field: Field, message: str) -> Invalid:
    return Invalid(message, field=field.key)
