"""Dates and rhythms in running text: "trước ngày 15/5/2023", "Quý II/2026", "hàng tháng, quý, 6 tháng"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from dcapp.reading.rhythms import ANNUAL, EACH, MONTHLY, ON_REQUEST, QUARTERLY, RHYTHMS, SEMIANNUAL

LAST_OF_ANY_MONTH = 31
ROMAN_QUARTER = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A place that says when: a date, or a rhythm."""

    start: int
    end: int
    due: date | None = None
    before: bool = False
    day: int | None = None
    every: str = ""
    is_doubtful: bool = False


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


_HOUR = r"(?:\s*\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2})?\s*(?:phút)?\s*,?)?"
_BEFORE = (
    r"(?P<before>(?:xong|hoàn thành|gửi|nộp|báo cáo|kết thúc)?\s*trước|"
    r"(?:chậm|muộn) nhất(?:\s+là)?(?:\s+(?:trước|đến hết|đến|vào|trong))?|không (?:quá|muộn hơn)|hạn (?:cuối|"
    r"chót)(?:\s+là)?|xong|đến hết|đến|hết|vào|trong|từ nay đến)"
    rf"{_HOUR}"
)
DAY = re.compile(
    rf"(?:\b{_BEFORE}\s+)?(?:(?P<word>ngày)\s+)?(?<![\d/])(?P<d>\d{{1,2}})\s*[/.\-]\s*(?P<m>\d{{1,2}})(?:\s*[/.\-]\s*(?P<y>\d{{4}}))?(?![\d/%]|[.,]\d|\s*(?:%|tỷ|triệu|ha\b|km|m2|đồng|điểm))",
    re.IGNORECASE,
)
LONG_DAY = re.compile(
    rf"(?:\b{_BEFORE}\s+)?ngày\s+(?P<d>\d{{1,2}})\s+tháng\s+(?P<m>\d{{1,2}})(?:\s+năm\s+(?P<y>\d{{4}}))?", re.IGNORECASE
)
MONTH = re.compile(
    rf"(?:\b{_BEFORE}\s+)?(?:\b(?:cuối|đầu|giữa|hết)\s+)?\btháng\s+(?P<m>\d{{1,2}})\b(?!\s*(?:đầu|"
    rf"cuối))(?:\s*(?:[/-]|năm)\s*(?P<y>\d{{4}}))?",
    re.IGNORECASE,
)
QUARTER = re.compile(
    rf"(?:\b{_BEFORE}\s+)?(?:\b(?:cuối|đầu|giữa|hết)\s+)?\b[Qq]uý\s+(?P<q>IV|I{{1,3}}|[1-4])\b(?:\s*(?:/|năm|"
    rf"-)\s*(?P<y>\d{{4}}))?"
)
DAY_OF_MONTH = re.compile(
    rf"(?:\b(?P<before>trước|(?:chậm|muộn) nhất(?:\s+là)?(?:\s+(?:vào|trước))?|"
    rf"vào)\s+)?(?:các\s+)?ngày\s+(?:m[ùồ]ng\s+)?(?P<days>(?:\d{{1,2}}\s*(?:,|và)\s*(?:ngày\s+)?){{0,4}}\d{{1,2}})\s+(?:của\s+)?"
    rf"(?P<unit>{EACH}\s+(?:tháng|quý)|tháng\s+(?:sau|kế tiếp|tiếp theo)|tháng\s+(?:đầu|cuối)(?:\s+(?:tiên|cùng))?"
    rf"(?:\s+của)?(?:\s+(?:mỗi|{EACH}))?\s+quý(?:\s+sau)?|tháng\s+thứ\s+(?:ba|3|03)(?:\s+của)?(?:\s+{EACH})?\s+quý|"
    rf"cuối quý)",
    re.IGNORECASE,
)
LONE_DAY = re.compile(
    r"(?:\b(?P<before>trước|(?:chậm|muộn) nhất(?:\s+là)?(?:\s+(?:vào|trước))?|"
    r"vào)\s+)?ngày\s+(?:m[ùồ]ng\s+)?(?P<d>\d{1,2})\b(?!\s*[/.\-]\s*\d|\s+tháng\s+\d|\s+ngày)",
    re.IGNORECASE,
)
FURTHER_DAY = re.compile(r"(?<=[\s(])(?P<d>\d{1,2})\s*/\s*(?P<m>\d{1,2})(?!\s*[/\d])")
NEAR = 12
LEADING_WORDS = 120
LISTED = re.compile(r"\s*(?:,|và|,\s*và|/|;)\s*(?:lần \d\s*)?")
_Q = r"(?:IV|I{1,3}|[1-4])"
QUARTERS = re.compile(
    rf"(?:\b{_BEFORE}\s+)?\b[Qq]uý\s+(?P<list>{_Q}(?:\s*(?:,|và|&)\s*(?:[Qq]uý\s+)?{_Q}){{1,3}})\b(?:\s*(?:/|năm|-)\s*"
    rf"(?P<y>\d{{4}}))?"
)
MONTHS = re.compile(
    rf"(?:\b{_BEFORE}\s+)?\b[Tt]háng\s+(?P<list>\d{{1,2}}(?:\s*(?:,|và|&)\s*(?:tháng\s+)?\d{{1,2}}){{1,11}})\b"
    rf"(?![.,]\d|\s+(?:cuộc|lần|thôn|đơn vị|lớp|hội nghị|người|buổi))(?:\s*(?:/|năm|-)\s*(?P<y>\d{{4}}))?"
)
ANY_QUARTER = re.compile(rf"(?:quý\s+)?({_Q})", re.IGNORECASE)
ANY_MONTH = re.compile(r"(?:tháng\s+)?(\d+)", re.IGNORECASE)
FIGURE = re.compile(r"\d+")
BARE_MONTH = re.compile(r"(?<![\w/.\-])(?:T\.?\s*)?(?P<m>\d{1,2})\s*/\s*(?P<y>\d{4})(?P<before>)")
BARE_QUARTER = re.compile(r"\bQ\.?\s*(?P<q>IV|I{1,3}|[1-4])\s*[/-]\s*(?P<y>\d{4})(?P<before>)")
QUARTER_RANGE = re.compile(
    rf"\b[Qq]uý\s+{_Q}\s*[-–]\s*(?:[Qq]uý\s+)?(?P<q>{_Q})\b(?:\s*(?:/|năm)\s*(?P<y>\d{{4}}))?(?P<before>)"
)
MONTH_RANGE = re.compile(r"\b[Tt]háng\s+\d{1,2}\s*[-–]\s*(?P<m>\d{1,2})\b(?:\s*(?:/|năm)\s*(?P<y>\d{4}))?(?P<before>)")
UP_TO = re.compile(r"\s*(?:đến|tới|[-–])\s")
YEARLY = re.compile(rf"\s*(?:của\s+)?\(?{EACH}\s+năm\b", re.IGNORECASE)
ONLY_WHEN = re.compile(
    r"^(?:và\s+)?(?:(?:thời gian|thời hạn|tiến độ|hạn)(?:\s+(?:thực hiện|hoàn thành|báo cáo|gửi|tổ chức|nộp))?|hoàn "
    r"thành(?: việc này)?|xong|"
    r"thực hiện|kết thúc|thời điểm)?[\s:]*$",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[,;]")
REGULAR = re.compile(
    rf"định kỳ|báo cáo|{EACH}\s+(?:tháng|quý|năm)|sơ kết|tổng kết|giao ban|họp|thống kê|số liệu|lần\b", re.IGNORECASE
)
ON_REQUEST_ALONE = re.compile(r"khi (?:có|được) yêu cầu|theo yêu cầu|báo cáo đột xuất", re.IGNORECASE)
OF_REPORT = re.compile(r"(?:báo cáo|sơ kết|định kỳ)[^,.;:]{0,25}$", re.IGNORECASE)
HALF_NAMED = re.compile(r"\s*(?:đầu|cuối) năm", re.IGNORECASE)
HISTORY = re.compile(
    r"(?:\btừ|giai đoạn|có hiệu lực(?: từ)?|kể từ|tính từ|bắt đầu từ|đã\s+\w+|khóa|khoá|tổ chức họp)\s*$", re.IGNORECASE
)
OF_PLAN = re.compile(
    r"(?:nhiệm vụ|kế hoạch|chỉ tiêu|chương trình|dự toán|bình quân|kinh phí|ngân sách|chất lượng|thi đua|chi thường "
    r"xuyên|"
    r"xếp loại|công tác năm|phương hướng|mục tiêu)\s*(?:công tác\s*)?$",
    re.IGNORECASE,
)
INTRODUCED = re.compile(
    r"(?:^|[:(]|thời gian(?: thực hiện| hoàn thành)?|hoàn thành|thực hiện|dự kiến|tổ chức|kết thúc|tiến độ)\s*$",
    re.IGNORECASE,
)


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
        if last and last.due and trigger.due and LISTED.fullmatch(text[last.end : trigger.start]):
            trigger = replace(trigger, before=trigger.before or last.before)
            if trigger.every == ANNUAL and not last.every and last.is_doubtful:
                alike[-1] = replace(last, every=ANNUAL)
        alike.append(trigger)
    return alike


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
        elif last and trigger.due and last.due == trigger.due and not CLAUSE.search(words[last.end : trigger.start]):
            once[-1] = replace(trigger, start=last.start, before=last.before or trigger.before)
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
        return match["before"].lower() not in ("đến", "hết", "vào", "trong") or bool(
            match["y"] or match.groupdict().get("word") or match.re is LONG_DAY
        )
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
    if of < 1900:
        return None
    last = date(of, month, calendar.monthrange(of, month)[1])
    if _says_before(match):  # "trước tháng 6": the first day of the month is the bound
        last = date(of, month - 2 if match.re in (QUARTER, QUARTERS) else month, 1)
    yearly = YEARLY.match(match.string, match.end())
    return Trigger(
        match.start(),
        yearly.end() if yearly else match.end(),
        due=last,
        before=_says_before(match),
        every=ANNUAL if yearly else "",
        is_doubtful=given is None,
    )
