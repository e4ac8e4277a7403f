"""Dates as the office writes them, and the periods it reports on."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.text import fold

# Two-figure years up to this one belong to this century, the others to the last one.
LAST_SHORT_YEAR = 49

_WEEKDAYS = (
    N_("Thứ Hai"),
    N_("Thứ Ba"),
    N_("Thứ Tư"),
    N_("Thứ Năm"),
    N_("Thứ Sáu"),
    N_("Thứ Bảy"),
    N_("Chủ Nhật"),
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.\- ])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})")
_FIGURES = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2}|[0-9]{4})")
_IN_WORDS = re.compile(r"(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})")
_MONTH_YEAR = re.compile(r"(?:thang )?([0-9]{1,2})(?:[/.\-]| nam )([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"(?:nam )?([0-9]{4})")


def vn_date(day: date) -> str:
    """The date as dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def document_date(day: date) -> str:
    """The date as documents write it, "ngày 05 tháng 02 năm 2026" (Decree 30/2020, Annex I.II.4: days under
    10 and months 1, 2 take a leading 0). Papers are Vietnamese in every language of the screen.
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def weekday_name(day: date) -> str:
    """The name of the weekday, "Thứ Hai" … "Chủ Nhật"."""
    return _(_WEEKDAYS[day.weekday()])


def weekday_date(day: date) -> str:
    """The date with its weekday, "Thứ Hai, 15/05/2023"."""
    return f"{weekday_name(day)}, {vn_date(day)}"


def last_day_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _full_year(figures: str) -> int:
    year = int(figures)
    if len(figures) == 4:
        return year
    return year + (2000 if year <= LAST_SHORT_YEAR else 1900)


def _day(year: int, month: int, day: int, text: str, field: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Invalid(_("Không có ngày {text} trong lịch.").format(text=_shown(text)), field=field) from None


def _shown(text: str) -> str:
    """What was typed, short enough for a message."""
    text = " ".join(text.split())
    return text if len(text) <= 30 else text[:29] + "…"


def parse_date(text: str, *, field: str = "date", default_year: int | None = None) -> date:
    """The day that an officer typed: 1/5/23, 1-5-2023, 1.5.2023, 010523, 01052023, 2023-05-01,
    "ngày 1 tháng 5 năm 2023"; with `default_year` also 1/5. Anything doubtful raises Invalid.
    """
    typed = fold(text).lstrip("'").strip()
    if found := _YEAR_FIRST.fullmatch(typed):
        return _day(int(found[1]), int(found[3]), int(found[4]), text, field)
    if found := _DAY_FIRST.fullmatch(typed):
        return _day(_full_year(found[4]), int(found[3]), int(found[1]), text, field)
    if (found := _FIGURES.fullmatch(typed)) or (found := _IN_WORDS.fullmatch(typed)):
        return _day(_full_year(found[3]), int(found[2]), int(found[1]), text, field)
    if default_year is not None and (found := _DAY_MONTH.fullmatch(typed)):
        return _day(default_year, int(found[2]), int(found[1]), text, field)
    if not typed:
        raise Invalid(_("Nhập ngày."), field=field)
    raise Invalid(
        _("Chưa đọc được ngày “{text}”. Nhập theo mẫu 15/05/2023.").format(text=_shown(text)),
        field=field,
    )


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which perhaps only the month or the year is known (old papers, dates of birth)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        if self.day is not None:
            return self.first
        return last_day_of_month(self.year, self.month or 12)

    @property
    def code(self) -> str:
        """What is stored, sorted by text: 2023, 2023-05 or 2023-05-01."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def __str__(self) -> str:
        if self.day is not None:
            return vn_date(self.first)
        return f"{self.year:04d}" if self.month is None else f"{self.month:02d}/{self.year:04d}"


def parse_partial_date(text: str, *, field: str = "date") -> PartialDate:
    """A date, a month (05/2023, "tháng 5 năm 2023", 2023-05) or a year (2023); else Invalid."""
    typed = fold(text).lstrip("'").strip()
    try:
        if found := _YEAR.fullmatch(typed):
            return PartialDate(int(found[1]))
        if found := _YEAR_MONTH.fullmatch(typed):
            return PartialDate(int(found[1]), int(found[2]))
        if found := _MONTH_YEAR.fullmatch(typed):
            return PartialDate(int(found[2]), int(found[1]))
    except ValueError:
        raise Invalid(_("Không có ngày {text} trong lịch.").format(text=_shown(text)), field=field) from None
    day = parse_date(text, field=field)
    return PartialDate(day.year, day.month, day.day)


class PeriodKind(StrEnum):
    """The lengths of time that reports cover."""

    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    NINE_MONTHS = "9M"
    YEAR = "Y"


_SPAN = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
_COUNT = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF: 2,
    PeriodKind.NINE_MONTHS: 1,
    PeriodKind.YEAR: 1,
}
_ROMAN = ("I", "II", "III", "IV")
_PERIOD = re.compile(r"([0-9]{4})(?:-(?:(M)([0-9]{1,2})|(Q)([1-4])|(H)([12])|(9M)))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month, quarter, half-year, the first nine months or a year; `index` counts from 1 in its year."""

    kind: PeriodKind
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.index <= _COUNT[self.kind]):
            raise ValueError(f"no such period: {self.year} {self.kind} {self.index}")

    @classmethod
    def parse(cls, text: str, *, field: str = "period") -> Period:
        """2025-M05, 2025-Q2, 2025-H1, 2025-9M or 2025; else Invalid."""
        found = _PERIOD.fullmatch(text.strip().upper())
        try:
            if found:
                kind = PeriodKind(next((found[group] for group in (2, 4, 6, 8) if found[group]), "Y"))
                index = next((int(found[group]) for group in (3, 5, 7) if found[group]), 1)
                return cls(kind, int(found[1]), index)
        except ValueError:
            pass
        raise Invalid(
            _("Chưa đọc được kỳ “{text}”. Nhập 2025-M05, 2025-Q2, 2025-H1, 2025-9M hoặc 2025.").format(
                text=_shown(text)
            ),
            field=field,
        )

    @classmethod
    def holding(cls, day: date, kind: PeriodKind) -> Period:
        """The period of this kind in which the day lies; October to December lie in no nine months: ValueError."""
        index = (day.month - 1) // _SPAN[kind] + 1
        return cls(kind, day.year, index)

    @property
    def code(self) -> str:
        """The written form that `parse` reads back."""
        year = f"{self.year:04d}"
        if self.kind is PeriodKind.YEAR:
            return year
        if self.kind is PeriodKind.NINE_MONTHS:
            return f"{year}-9M"
        number = f"{self.index:02d}" if self.kind is PeriodKind.MONTH else str(self.index)
        return f"{year}-{self.kind}{number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.index - 1) * _SPAN[self.kind] + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return last_day_of_month(self.year, self.index * _SPAN[self.kind])

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def months(self) -> tuple[Period, ...]:
        """The months it is made of."""
        return tuple(
            Period(PeriodKind.MONTH, self.year, month) for month in range(self.first.month, self.last.month + 1)
        )

    def shifted(self, steps: int) -> Period:
        """The period of the same kind `steps` later (earlier when negative)."""
        year, index = divmod(self.year * _COUNT[self.kind] + self.index - 1 + steps, _COUNT[self.kind])
        return Period(self.kind, year, index + 1)

    def a_year_before(self) -> Period:
        """The same period of the year before, which reports compare with."""
        return Period(self.kind, self.year - 1, self.index)

    @property
    def label(self) -> str:
        """Its name in reports: "tháng 5 năm 2025", "quý II năm 2025", "06 tháng đầu năm 2025", "năm 2025".

        Reports are Vietnamese papers: the name is the same in every language of the screen.
        """
        if self.kind is PeriodKind.MONTH:
            month = f"{self.index:02d}" if self.index < 3 else str(self.index)
            return f"tháng {month} năm {self.year}"
        if self.kind is PeriodKind.QUARTER:
            return f"quý {_ROMAN[self.index - 1]} năm {self.year}"
        if self.kind is PeriodKind.HALF:
            return f"06 tháng {'đầu' if self.index == 1 else 'cuối'} năm {self.year}"
        if self.kind is PeriodKind.NINE_MONTHS:
            return f"09 tháng đầu năm {self.year}"
        return f"năm {self.year}"

    def __str__(self) -> str:
        return self.code
