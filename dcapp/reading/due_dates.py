"""Dates and rhythms in running text: "trước ngày 15/5/2023", "Quý II/2026", "hàng tháng, quý, 6 tháng"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MONTHLY, QUARTERLY, SEMIANNUAL, NINE_MONTH, ANNUAL, ON_REQUEST = (
    "monthly",
    "quarterly",
    "semiannual",
    "nine-month",
    "annual",
    "on-request",
)
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


_BEFORE = r"(?P<before>(?:xong|hoàn thành|gửi|nộp|báo cáo|kết thúc)?\s*trước|chậm nhất(?:\s+là)?(?:\s+(?:trước|đến|vào))?|muộn nhất(?:\s+là)?(?:\s+(?:trước|đến|vào))?|không quá|hạn (?:cuối|chót)(?:\s+là)?|xong|đến hết|đến|hết|vào|trong|từ nay đến)"
DAY = re.compile(
    rf"(?:\b{_BEFORE}\s+)?(?:(?P<word>ngày)\s+)?(?P<d>\d{{1,2}})\s*[/.\-]\s*(?P<m>\d{{1,2}})(?:\s*[/.\-]\s*(?P<y>\d{{4}}))?(?![\d/])",
    re.IGNORECASE,
)
LONG_DAY = re.compile(
    rf"(?:\b{_BEFORE}\s+)?ngày\s+(?P<d>\d{{1,2}})\s+tháng\s+(?P<m>\d{{1,2}})(?:\s+năm\s+(?P<y>\d{{4}}))?", re.IGNORECASE
)
MONTH = re.compile(
    rf"\b{_BEFORE}\s+(?:cuối\s+|đầu\s+|hết\s+)?tháng\s+(?P<m>\d{{1,2}})\b(?!\s*(?:đầu|cuối))(?:\s*(?:/|năm)\s*(?P<y>\d{{4}}))?"
    rf"|\btháng\s+(?P<mm>\d{{1,2}})\s*(?:/|năm)\s*(?P<yy>\d{{4}})",
    re.IGNORECASE,
)
QUARTER = re.compile(
    rf"(?:\b{_BEFORE}\s+)?\b[Qq]uý\s+(?P<q>IV|I{{1,3}}|[1-4])\b(?:\s*(?:/|năm|-)\s*(?P<y>\d{{4}}))?"
)
DAY_OF_MONTH = re.compile(
    r"(?:\b(?P<before>trước|chậm nhất(?:\s+là)?(?:\s+vào)?|vào)\s+)?ngày\s+(?:mùng\s+)?(?P<d>\d{1,2})\s+(?:của\s+)?"
    r"(?:(?:tháng cuối\s+)?(?P<unit>(?:hàng|hằng|mỗi)\s+(?:tháng|quý)|tháng sau|tháng cuối (?:của )?(?:mỗi )?quý|cuối quý))",
    re.IGNORECASE,
)
RHYTHMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (MONTHLY, re.compile(r"\b(?:hàng|hằng|mỗi|từng)\s+tháng\b|(?<=báo cáo )tháng\b(?!\s*\d)|(?<=định kỳ )tháng\b|\btháng(?=,\s*quý)", re.IGNORECASE)),
    (QUARTERLY, re.compile(r"\b(?:hàng|hằng|mỗi|từng)\s+quý\b|(?<=, )quý\b(?!\s+[IV\d])|(?<=và )quý\b(?!\s+[IV\d])|(?<=báo cáo )quý\b(?!\s+[IV\d])|(?<=định kỳ )quý\b|\bquý(?=,\s*0?6)", re.IGNORECASE)),
    (SEMIANNUAL, re.compile(r"\b(?:0?6|sáu)\s+tháng\b(?!\s*/)|\bsơ kết\s+(?:0?6|sáu)\s+tháng", re.IGNORECASE)),
    (NINE_MONTH, re.compile(r"\b(?:0?9|chín)\s+tháng\b", re.IGNORECASE)),
    (ANNUAL, re.compile(r"\b(?:hàng|hằng|mỗi)\s+năm\b|\b(?:0?1|một|cả|cuối)\s+năm\b|(?<=tháng, )năm\b(?!\s*\d)|(?<=tháng và )năm\b(?!\s*\d)|(?<=báo cáo )năm\b(?!\s*\d)|(?<=quý, )năm\b(?!\s*\d)", re.IGNORECASE)),
    (ON_REQUEST, re.compile(r"\b(?:khi (?:có|được) yêu cầu|theo yêu cầu|khi cần thiết|đột xuất)\b", re.IGNORECASE)),
)
REGULAR = re.compile(
    r"định kỳ|chế độ (?:thông tin,? )?báo cáo|báo cáo|(?:hàng|hằng|mỗi)\s+(?:tháng|quý|năm|tuần)|sơ kết|tổng kết|giao ban|họp|thống kê|số liệu",
    re.IGNORECASE,
)
HISTORY = re.compile(r"(?:từ|giai đoạn|có hiệu lực(?: từ)?|kể từ|kết quả|trong)\s*$", re.IGNORECASE)
OF_REPORT = re.compile(r"\bbáo cáo\s+(?:kết quả\s+|sơ kết\s+|tổng kết\s+)*$", re.IGNORECASE)


def triggers_in(text: str, taken: Sequence[tuple[int, int]], year: int | None) -> list[Trigger]:
    """What says when in a sentence, in order; `taken` are stretches of citations, whose dates are not due dates."""
    found: list[Trigger] = []

    def is_free(start: int, end: int) -> bool:
        clash = [(a, b) for a, b in taken if a < end and start < b]
        return not clash and not any(t.start < end and start < t.end for t in found)

    for match in DAY_OF_MONTH.finditer(text):
        if is_free(*match.span()) and 1 <= int(match["d"]) <= 31:
            before = (match["before"] or "").lower().startswith("trước")
            every = QUARTERLY if "quý" in match["unit"].lower() else MONTHLY
            found.append(Trigger(*match.span(), before=before, day=int(match["d"]), every=every))
    for pattern in (LONG_DAY, DAY):
        for match in pattern.finditer(text):
            if is_free(*match.span()) and _means_due(text, match):
                trigger = _dated(match, year)
                if trigger is not None:
                    found.append(trigger)
    for match in QUARTER.finditer(text):
        if is_free(*match.span()):
            _add_period(found, match, year, 3 * ROMAN_QUARTER[match["q"]])
    for match in MONTH.finditer(text):
        month = int(match["m"] or match["mm"])
        if is_free(*match.span()) and 1 <= month <= 12:
            _add_period(found, match, year, month)
    if REGULAR.search(text) or ON_REQUEST_ALONE.search(text):
        for every, rhythm in RHYTHMS:
            for match in rhythm.finditer(text):
                if is_free(*match.span()) and not text[match.end() :].lstrip().lower().startswith(("đầu năm", "cuối năm")):
                    found.append(Trigger(*match.span(), every=every))
    return sorted(found, key=lambda trigger: trigger.start)


ON_REQUEST_ALONE = re.compile(r"khi (?:có|được) yêu cầu|theo yêu cầu", re.IGNORECASE)


def _means_due(text: str, match: re.Match[str]) -> bool:
    """A bare fraction or a date of history is nobody's deadline."""
    words = match.groupdict()
    is_bare = not words.get("before") and not words.get("word") and match.re is DAY
    if is_bare and not words.get("y"):
        return False
    before = text[: match.start()]
    if words.get("before"):
        return True
    if HISTORY.search(before):
        return False
    return bool(words.get("y") or words.get("word") or match.re is LONG_DAY)


def _dated(match: re.Match[str], year: int | None) -> Trigger | None:
    given = match["y"]
    if given is None and year is None:
        return None
    try:
        due = date(int(given) if given else year or 0, int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return Trigger(*match.span(), due=due, before=_says_before(match), is_doubtful=given is None)


def _says_before(match: re.Match[str]) -> bool:
    return "trước" in (match["before"] or "").lower()


def _add_period(found: list[Trigger], match: re.Match[str], year: int | None, month: int) -> None:
    given = match["y"] or (match.groupdict().get("yy"))
    if given is None and (year is None or not match.groupdict().get("before")):
        return
    of = int(given) if given else year or 0
    if of < 1900:
        return
    last = date(of, month, calendar.monthrange(of, month)[1])
    if _says_before(match):  # "trước tháng 6": the first day of the month is the bound
        last = date(of, month, 1) if match.re is MONTH else date(of, month - 2, 1)
    found.append(Trigger(*match.span(), due=last, before=_says_before(match), is_doubtful=given is None))
