"""Dates and rhythms in running text: "trước ngày 15/5/2023", "Quý II/2026", "hàng tháng, quý, 6 tháng"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from dcapp.reading.date_shapes import (
    ANY_MONTH,
    ANY_QUARTER,
    BARE_MONTH,
    BARE_QUARTER,
    CLAUSE,
    DAY,
    DAY_OF_MONTH,
    FIGURE,
    FURTHER_DAY,
    HALF_NAMED,
    HALF_YEAR,
    HISTORY,
    INTRODUCED,
    LEADING_WORDS,
    LISTED,
    LONE_DAY,
    LONG_DAY,
    MONTH,
    MONTH_RANGE,
    MONTHS,
    NEAR,
    OF_PLAN,
    OF_REPORT,
    ON_REQUEST_ALONE,
    ONLY_WHEN,
    QUARTER,
    QUARTER_RANGE,
    QUARTERS,
    REGULAR,
    ROUGH,
    TARGET,
    UP_TO,
    WEEKS,
    YEAR_END,
    YEARLY,
)
from dcapp.reading.rhythms import ANNUAL, MONTHLY, ON_REQUEST, QUARTERLY, RHYTHMS, SEMIANNUAL

LAST_OF_ANY_MONTH = 31
FIRST_YEAR = 1900
ROMAN_QUARTER = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A place that says when: a date, or a rhythm; `is_rough` where it only says which week or which end of a month."""

    start: int
    end: int
    due: date | None = None
    before: bool = False
    day: int | None = None
    every: str = ""
    is_doubtful: bool = False
    is_rough: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What a paper says of its own time: the year that dates without one take, and its own day.

    `is_plan` says that the paper plans for that year, `is_bare` is set for a cell that holds nothing but a time.
    """

    year: int | None = None
    day: date | None = None
    is_bare: bool = False
    is_plan: bool = False

    def year_of(self, month: int, day: int) -> int | None:
        """The year of a date written without one: the plan's, or the next such day after a letter."""
        if self.day is None or (self.is_plan and self.year):
            return self.year
        return self.day.year + ((month, day) < (self.day.month, self.day.day))


def triggers_in(text: str, taken: Sequence[tuple[int, int]], frame: Frame) -> list[Trigger]:
    """What says when in a sentence, in order; `taken` are stretches of citations, whose dates are not due dates."""
    found: list[Trigger] = []

    def is_free(start: int, end: int) -> bool:
        clash = [(a, b) for a, b in taken if a < end and start < b]
        return not clash and not any(t.start < end and start < t.end for t in found)

    def take(trigger: Trigger | None) -> None:
        if trigger is not None and is_free(trigger.start, trigger.end) and not _is_past(trigger, frame):
            found.append(trigger)

    for match in DAY_OF_MONTH.finditer(text):
        every = QUARTERLY if "quý" in match["unit"].lower() else MONTHLY
        for trigger in _days_of(match, every):
            take(trigger)
    for match in (*MONTH_RANGE.finditer(text), *QUARTER_RANGE.finditer(text)):
        month = int(match["m"]) if match.re is MONTH_RANGE else 3 * ROMAN_QUARTER[match["q"]]
        if 1 <= month <= 12 and (frame.is_bare or match["y"]):
            take(_period(match, frame, month))
    for pattern in (LONG_DAY, DAY):
        for match in pattern.finditer(text):
            if is_free(*match.span()) and (frame.is_bare or _means_due(text, match)):
                take(_dated(text, match, frame))
    if any(trigger.due for trigger in found):
        for match in FURTHER_DAY.finditer(text):
            if re.search(r"(?:,|và|;)\s*$", _leading(text, match)):
                take(_dated(text, match, frame))
    for pattern, named in ((QUARTERS, ROMAN_QUARTER), (MONTHS, {})):
        for match in pattern.finditer(text):
            if _is_period(text, match, frame):
                for trigger in _periods(match, frame, named):
                    take(trigger)
    for match in QUARTER.finditer(text):
        if _is_period(text, match, frame):
            take(_period(match, frame, 3 * ROMAN_QUARTER[match["q"]]))
    for match in MONTH.finditer(text):
        if 1 <= int(match["m"]) <= 12 and _is_period(text, match, frame):
            take(_period(match, frame, int(match["m"])))
    for match in (*BARE_MONTH.finditer(text), *BARE_QUARTER.finditer(text)) if frame.is_bare else ():
        month = int(match["m"]) if match.re is BARE_MONTH else 3 * ROMAN_QUARTER[match["q"]]
        if 1 <= month <= 12:
            take(_period(match, frame, month))
    for match in HALF_YEAR.finditer(text):
        of = int(match["y"] or frame.year or 0)
        if of >= FIRST_YEAR and not TARGET.search(text):
            due = date(of, 6, 30) if match["half"].lower() == "đầu" else date(of, 12, 31)
            take(Trigger(*match.span(), due=due, is_doubtful=not match["y"]))
    for match in YEAR_END.finditer(text):
        if not TARGET.search(text) or frame.is_bare:
            is_rough = "cuối" in match.group().lower()
            take(Trigger(*match.span(), due=date(int(match["y"]), 12, 31), is_rough=is_rough))
    if frame.is_bare or REGULAR.search(text) or ON_REQUEST_ALONE.search(text):
        for every, rhythm in RHYTHMS:
            for match in rhythm.finditer(text):
                if _is_rhythm(text, match, every):
                    half = HALF_NAMED.match(text, match.end())
                    take(Trigger(match.start(), half.end() if half else match.end(), every=every))
    found = _without_starts(text, sorted(found, key=lambda trigger: trigger.start))
    found = _like_before(text, found)
    lone = [match for match in LONE_DAY.finditer(text) if is_free(*match.span())]
    return _once(text, _with_lone_days(found, lone))


def _leading(text: str, match: re.Match[str]) -> str:
    """The last words before a match."""
    return text[max(0, match.start() - LEADING_WORDS) : match.start()]


def _without_starts(text: str, found: list[Trigger]) -> list[Trigger]:
    """Of "từ ngày 01/9 đến ngày 30/9" only the end is a bound."""
    return [
        trigger
        for trigger, following in zip_longest(found, found[1:])
        if trigger
        and not (trigger.due and following and following.due and UP_TO.match(text, trigger.end, following.end))
    ]


def _like_before(text: str, found: list[Trigger]) -> list[Trigger]:
    """In "trước ngày 20/6 và 20/11": what stands in one list is meant alike."""
    alike: list[Trigger] = []
    for trigger in found:
        last = alike[-1] if alike else None
        bound = trigger.due
        if last and last.due and bound and LISTED.fullmatch(text[last.end : trigger.start]):
            shared = _in_year(last.due, bound.year)
            trigger = replace(trigger, before=trigger.before or last.before)
            if last.is_doubtful and not trigger.is_doubtful and shared < bound:  # "12/6 và 12/12/2026"
                alike[-1] = last = replace(last, due=shared, is_doubtful=False)
            if trigger.every == ANNUAL and not last.every and last.is_doubtful:
                alike[-1] = replace(last, every=ANNUAL)
        alike.append(trigger)
    return alike


def _in_year(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def _once(words: str, triggers: Sequence[Trigger]) -> list[Trigger]:
    """A rhythm that the next place says again with its day ("hằng quý (trước ngày 20 tháng cuối quý)") is said once."""
    once: list[Trigger] = []
    for trigger in triggers:
        last = once[-1] if once else None
        if (
            last
            and last.every == trigger.every != ""
            and not (last.day or last.due)
            and (trigger.day or trigger.due)
            and (ONLY_WHEN.match(between := words[last.end : trigger.start].strip(" ,(")) or not CLAUSE.search(between))
        ):
            is_near = trigger.start - last.end <= NEAR
            once[-1] = replace(trigger, start=last.start if is_near else trigger.start)
        elif (
            last
            and trigger.due
            and last.due == trigger.due
            and (not CLAUSE.search(between := words[last.end : trigger.start]) or not between.strip(" ,;:("))
        ):
            once[-1] = replace(trigger, start=last.start, before=last.before or trigger.before)
        elif (
            last
            and last.every == ANNUAL
            and not last.due
            and trigger.due
            and trigger.is_doubtful
            and not trigger.every
            and ONLY_WHEN.match(words[last.end : trigger.start].strip(" ,("))
        ):  # "Hằng năm, trước ngày 30 tháng 11"
            once[-1] = replace(trigger, start=last.start, every=ANNUAL)
        else:
            once.append(trigger)
    return once


def _is_past(trigger: Trigger, frame: Frame) -> bool:
    """A date before the paper's own is what has been, not what is asked."""
    if trigger.due is None:
        return False
    return trigger.due < frame.day if frame.day else bool(frame.year) and trigger.due.year < (frame.year or 0)


def _is_rhythm(text: str, match: re.Match[str], every: str) -> bool:
    if HALF_NAMED.match(text, match.end()):
        return every == SEMIANNUAL and bool(OF_REPORT.search(_leading(text, match)))
    return every == ON_REQUEST or not OF_PLAN.search(_leading(text, match))


def _day_of(match: re.Match[str], every: str) -> Trigger | None:
    before = (match["before"] or "").lower().startswith("trước")
    day = int(match["d"])
    return Trigger(*match.span(), before=before, day=day, every=every) if 1 <= day <= 31 else None


def _days_of(match: re.Match[str], every: str) -> list[Trigger]:
    """Every day of "các ngày 10 và 25 hằng tháng"."""
    before = (match["before"] or "").lower().startswith("trước")
    first = match.start("days")
    figures = list(FIGURE.finditer(match["days"]))
    starts = [match.start(), *(first + figure.start() for figure in figures[1:])]
    ends = [*(first + figure.end() for figure in figures[:-1]), match.end()]
    return [
        Trigger(start, end, before=before, day=int(figure.group()), every=every)
        for figure, start, end in zip(figures, starts, ends, strict=True)
        if 1 <= int(figure.group()) <= 31
    ]


def _with_lone_days(found: list[Trigger], lone: Sequence[re.Match[str]]) -> list[Trigger]:
    """In "Hằng tháng báo cáo … trước ngày 25": the day belongs to the nearest rhythm before it, or to the one after."""
    for match in lone:
        waiting = [t for t in found if t.every in (MONTHLY, QUARTERLY) and t.day is None]
        before = [t for t in waiting if t.end <= match.start()]
        owner = before[-1] if before else (waiting[0] if waiting else None)
        dated = _day_of(match, owner.every) if owner else None
        if owner is None or dated is None:
            continue
        start, end = min(owner.start, match.start()), max(owner.end, match.end())
        if match.start() - owner.end > NEAR:
            start, end = match.span()
        if any(t is not owner and t.start < end and start < t.end for t in found):
            start, end = owner.start, owner.end
        found[found.index(owner)] = replace(dated, start=start, end=end)
    return found


def _means_due(text: str, match: re.Match[str]) -> bool:
    """A bare fraction or a date of history is nobody's deadline."""
    if match["before"]:
        told = match["y"] or match.groupdict().get("word") or match.re is LONG_DAY
        weak = ("đến", "hết", "trong") if REGULAR.search(text) else ("đến", "hết", "vào", "trong")
        return match["before"].lower() not in weak or bool(told)
    if match.re is DAY and not match["word"] and not match["y"]:
        return False
    return not HISTORY.search(_leading(text, match))


def _dated(text: str, match: re.Match[str], frame: Frame) -> Trigger | None:
    given = match.groupdict().get("y")
    year = int(given) if given else frame.year_of(int(match["m"]), int(match["d"]))
    if year is None:
        return None
    try:
        due = date(year, int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    yearly = YEARLY.match(text, match.end())
    return Trigger(
        match.start(),
        yearly.end() if yearly else match.end(),
        due=due,
        before=_says_before(match),
        every=ANNUAL if yearly else "",
        is_doubtful=given is None,
    )


def _says_before(match: re.Match[str]) -> bool:
    return "trước" in (match.groupdict().get("before") or "").lower()


def _is_period(text: str, match: re.Match[str], frame: Frame) -> bool:
    """A month or quarter means a deadline where something leads to it or it stands at either end of the sentence."""
    if match["before"] or frame.is_bare:
        return bool(match["y"] or frame.year)
    ends = not text[match.end() :].strip(" .;,)") and not re.search(
        r"\b(?:của|họp|công tác|nhiệm vụ|giao ban|báo cáo)\s*$", _leading(text, match)
    )
    return bool(match["y"]) and (ends or bool(INTRODUCED.search(_leading(text, match))))


def _periods(match: re.Match[str], frame: Frame, quarters: dict[str, int]) -> list[Trigger]:
    """Every period of "quý I, III/2026" or "tháng 6 và 12/2026"."""
    first = match.start("list")
    found: list[Trigger] = []
    for name in (ANY_QUARTER if quarters else ANY_MONTH).finditer(match["list"]):
        month = 3 * quarters[name[1]] if quarters else int(name[1])
        trigger = _period(match, frame, month) if 1 <= month <= 12 else None
        if trigger is not None:
            start = first + name.start() if found else match.start()
            found.append(replace(trigger, start=start, end=first + name.end()))
    if found:
        found[-1] = replace(found[-1], end=match.end())
    return found


def _period(match: re.Match[str], frame: Frame, month: int) -> Trigger | None:
    given = match["y"]
    of = int(given) if given else frame.year_of(month, LAST_OF_ANY_MONTH) or 0
    if of < FIRST_YEAR:
        return None
    last = date(of, month, calendar.monthrange(of, month)[1])
    if _says_before(match) and not match.groupdict().get("end"):  # "trước tháng 6": its first day is the bound
        last = date(of, month - 2 if match.re in (QUARTER, QUARTERS) else month, 1)
    week, is_rough = _week_of(match)
    if week:
        last = min(last, last.replace(day=week))
    yearly = YEARLY.match(match.string, match.end())
    return Trigger(
        match.start(),
        yearly.end() if yearly else match.end(),
        due=last,
        before=_says_before(match),
        every=ANNUAL if yearly else "",
        is_doubtful=given is None,
        is_rough=is_rough,
    )


def _week_of(match: re.Match[str]) -> tuple[int, bool]:
    """The last day of "tuần đầu tháng 4" (0 where no week is named), and whether the words leave the day open."""
    if match.re is not MONTH:
        return 0, False
    week = (match["week"] or "").lower().split()[-1:]
    return WEEKS.get(week[0], 0) if week else 0, bool(week) or (match["end"] or "").lower() in ROUGH
