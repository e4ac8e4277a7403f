"""Everything that must be done or reported by a date or in a rhythm: one entry per date or rhythm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dcapp.kernel.i18n import N_, _
from dcapp.reading.addressees import BODY, addressees_in
from dcapp.reading.date_shapes import NEAR, ONLY_WHEN
from dcapp.reading.due_dates import Frame, Trigger, triggers_in
from dcapp.reading.names import name_at
from dcapp.reading.result import Obligation, Span
from dcapp.reading.rhythms import ON_REQUEST
from dcapp.reading.wordings import CHARGED_BY

SENTENCE = re.compile(r"[^.;\n]+(?:\.(?!\s|$)[^.;\n]+)*[.;]?")
LEADING = re.compile(
    r"^(?:(?:hàng|hằng|mỗi) (?:tháng|quý|năm)(?=,| )|và|đồng thời|,|;|riêng|trong đó|cụ thể|:|\)|-|"
    r"(?:một|0?1) lần(?=,| )|"
    r"(?:và |hoặc )?đột xuất(?=,| )|chế độ (?:thông tin,? )?báo cáo\s*:)\s*",
    re.IGNORECASE,
)
TRAILING = re.compile(
    r"\s*(?:,|\(|:|và|theo|các|theo định kỳ|gửi|gửi về|về|nộp|vào|hoàn thành|báo cáo về|xong|trong|là|được|"
    r"đến|ngay|"
    r"thời gian(?: thực hiện| hoàn thành)?|ngày|từ ngày [\d/.]+|từ [\d/.]+|(?:trước |vào )?ngày \d{1,2}|"
    r"từ (?:tháng|quý) [\dIVX]+(?:\s*/\s*\d{4}| năm \d{4})?|chậm nhất(?: là)?)\s*$",
    re.IGNORECASE,
)
REPORTING = re.compile(
    r"(?:báo cáo|tổng hợp|văn bản|đăng ký|danh sách|hồ sơ|số liệu|kế hoạch|gửi|nộp|xây dựng|ban hành|tổ chức|hoàn "
    r"thành|"
    r"rà soát|thực hiện|sơ kết|tổng kết|kiểm tra|họp|niêm yết|công khai|lập|cập nhật|trình|chủ trì)\b",
    re.IGNORECASE,
)
DAYLESS = N_("Hạn ghi không có năm; lấy năm của văn bản.")
ROUGH = N_("Hạn chỉ nói khoảng nào của tháng; lấy ngày cuối của khoảng ấy. Ghi lại nếu cần.")
WITHOUT_DAY = N_("Không có ngày hay kỳ cụ thể.")
SENT = re.compile(rf"(?:gửi|nộp|trình)(?:\s+(?:về|đến|cho))?\s+{BODY}\b")
BRACKETED = re.compile(r"^\s*\((?:đối với|báo cáo|sơ kết|tổng kết|với)\b[^()]*\)")
SAME = re.compile(r"\s*\)?\s*(?:,|và|,\s*và|;|hoặc|-|/)?\s*(?:báo cáo|số liệu|theo|hoặc)?\s*")
OPENED = re.compile(r"\s*\((?:đối với\s+)?(?:báo cáo|sơ kết|tổng kết|định kỳ)?[^)]*")
OF_DATE = re.compile(r"\s*\((?P<what>(?:đối với\s+)?(?:báo cáo|sơ kết|tổng kết)[^()]*)\)", re.IGNORECASE)
TURN = re.compile(r"^(?:lần|đợt|kỳ|vòng)\s+(?:thứ\s+)?\w+$", re.IGNORECASE)
TURN_AT_END = re.compile(r"[,:]?\s*(?:lần|đợt|kỳ|vòng)\s+(?:thứ\s+)?\w+$", re.IGNORECASE)
VERB = re.compile(rf"(?:{CHARGED_BY})(?!\w)")
LONGEST_HEAD = 90
ONLY_BEFORE = re.compile(r"\s*(?:định kỳ\s*)?(?:trước|ngày|hằng|hàng|và|tháng|năm|quý|[\d,/.\s])*", re.IGNORECASE)
AFTER_WHEN = re.compile(r"\s*(?:\([^()]{1,60}\)|\))?\s*(?:(?:một|0?1) lần)?\s*,?\s*")
_RHYTHM = (
    r"(?:(?:hằng|hàng|mỗi)\s+(?:tháng|quý|năm)|0?[69]\s+tháng(?:\s+(?:đầu|cuối)\s+năm)?|(?:0?1\s+|cả\s+)?năm|quý|"
    r"tháng)"
)
ONLY_RHYTHM = re.compile(rf"(?:định kỳ\s+)?{_RHYTHM}$", re.IGNORECASE)
RHYTHM_WORDS = re.compile(rf"{_RHYTHM}(?!\w)", re.IGNORECASE)
BARE_REPORT = re.compile(r"(?:thực hiện |gửi |chế độ |định kỳ )*(?:báo cáo|sơ kết|tổng kết)$", re.IGNORECASE)
ASKED_HEAD = re.compile(r"(?:[^:;.]{3,90}:\s*)?(?:(?i:Giao|Đề nghị|Yêu cầu|Phân công)(?:\s+cho)?)?\s*")
ASKING = re.compile(r"^(?:Giao|Đề nghị|Yêu cầu|Phân công|Về [^:;.]{3,80}:)(?:\s+cho)?\s+(?:Giao\s+)?")
ONLY_WHEN_START = re.compile(r"^(?:hoàn thành|xong|thời gian|thời hạn|tháng \d|quý |trước )", re.IGNORECASE)
TIME_OF = re.compile(
    r"(?:thời gian|thời hạn|thời điểm|tiến độ|hạn)(?:\s+(?:thực hiện|hoàn thành|báo cáo|gửi|tổ chức|"
    r"nộp))?\s*:?$",
    re.I,
)
PERIOD_NUMBER = re.compile(r"\s*(?:[IVX]+\b|\d)")
TIME_NAMED = re.compile(r"$|thời gian|thời điểm|thời hạn", re.I)
TIME_LABEL = re.compile(
    r"(?:thời gian|thời hạn|thời điểm|tiến độ|hạn)(?:\s+(?:thực hiện|hoàn thành|báo cáo|gửi|tổ chức|nộp))?\s*:", re.I
)
SHORT = 16
LONGEST_TRAIL = 120
REPORTED_REGULARLY = re.compile(r"(?:^|(?<=báo cáo)|(?<=Báo cáo)|(?<=số liệu)|(?<=kết quả)|(?<=tình hình))\s*định kỳ$")
"""What the rhythm says itself; in "đối thoại định kỳ" the words belong to the name of the thing."""
REPORT = re.compile(
    r"(?:(?:thực hiện\s+)?(?:chế độ|định kỳ)\s+)?(?:(?:tổng hợp|sơ kết|tổng kết|đánh giá),?\s+(?:và\s+)?)*báo cáo\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the paper that may hold obligations: its words, where they stand, who is charged there.

    `title` is what the stretch is about, for sentences that only say when.
    """

    text: str
    offset: int
    who: tuple[str, ...]
    section: str
    taken: tuple[tuple[int, int], ...] = ()
    title: str = ""


def obligations_in(place: Place, frame: Frame) -> list[Obligation]:
    """Every date and rhythm of a passage, with what is due, by whom and to whom."""
    found: list[Obligation] = []
    earlier = place.title
    asked: tuple[str, ...] = ()
    doer: tuple[str, ...] = ()
    for sentence in _sentences(place):
        start = sentence.start()
        words = sentence.group()
        taken = [(a - start, b - start) for a, b in place.taken if b > start and a < sentence.end()]
        triggers = settled(words, triggers_in(words, taken, frame))
        own = _who(words, triggers)
        asked = own if own and ASKING.match(LEADING.sub("", words.strip())) else (() if own else asked)
        who = place.who or own or asked or doer
        doer = (own or doer) if words.endswith(";") else ()
        what = ""
        anybody = addressees_in(words) if triggers else ()
        for first, last in _lists(words, triggers):
            begin = triggers[first - 1].end if first else 0
            end = triggers[last + 1].start if last + 1 < len(triggers) else len(words)
            base = what
            what, at = _what(words, begin, triggers[first], (triggers[last].end, end))
            what = _without(_completed(what, words, triggers[-1].end, earlier), who, triggers[first])
            if base and TURN.match(what):
                what = f"{TURN_AT_END.sub('', base)}, {what}"
            elif base and ONLY_RHYTHM.match(what):
                what = base
            to = addressees_in(words[begin:end]) or anybody
            wording = words[at : _end_of_clause(words, triggers, last)].strip(" ,;")
            for number in range(first, last + 1):
                trigger = triggers[number]
                span_start = at if number == first else trigger.start
                span = Span(place.offset + start + span_start, place.offset + start + trigger.end)
                named = _named_after(words, trigger) or (_report_of(words, trigger) if BARE_REPORT.match(what) else "")
                found.append(_obligation(place, trigger, f"{what} {named}".strip(), to, who, wording, span))
        earlier = words
    return found


def _named_after(words: str, trigger: Trigger) -> str:
    """In "trước ngày 15/6 (báo cáo 6 tháng)": what stands in brackets right after a date says more of it."""
    found = OF_DATE.match(words, trigger.end)
    return f"({found['what']})" if found and (trigger.due or trigger.day) else ""


def _report_of(words: str, trigger: Trigger) -> str:
    """In "báo cáo tháng trước ngày 18" the rhythm names the report."""
    named = RHYTHM_WORDS.match(words, trigger.start) if trigger.due or trigger.day else None
    return named.group() if named and not PERIOD_NUMBER.match(words, named.end()) else ""


def _lists(words: str, triggers: Sequence[Trigger]) -> list[tuple[int, int]]:
    """First and last of the dates and rhythms that stand in one list: "hàng tháng, quý, 6 tháng"."""
    lists: list[tuple[int, int]] = []
    for number, trigger in enumerate(triggers):
        if lists and SAME.fullmatch(BRACKETED.sub("", words[triggers[number - 1].end : trigger.start])):
            lists[-1] = (lists[-1][0], number)
        else:
            lists.append((number, number))
    return lists


def _end_of_clause(words: str, triggers: Sequence[Trigger], last: int) -> int:
    """Where the words end that belong to a date: before what the next one is about."""
    if last + 1 == len(triggers):
        return len(words.rstrip(" .;"))
    _text, at = _what(words, triggers[last].end, triggers[last + 1], (triggers[last + 1].end, len(words)))
    return at if at > triggers[last].end else triggers[last].end


def _sentences(place: Place) -> list[re.Match[str]]:
    return [found for found in SENTENCE.finditer(place.text) if found.group().strip(" .;")]


def settled(words: str, triggers: Sequence[Trigger]) -> list[Trigger]:
    """A rhythm that only names the report of a date ("báo cáo 06 tháng đầu năm gửi trước …") is that date's.

    Where the date has no year ("6 tháng (trước ngày 15/6)") it comes back in that rhythm.
    """
    kept: list[Trigger] = []
    for number, trigger in enumerate(triggers):
        following = triggers[number + 1] if number + 1 < len(triggers) else None
        is_plain = bool(trigger.every) and trigger.day is None and trigger.due is None and trigger.every != ON_REQUEST
        is_listed = (
            number > 0
            and bool(kept)
            and kept[-1] is triggers[number - 1]
            and SAME.fullmatch(words[kept[-1].end : trigger.start])
        )
        names_date = (
            following is not None and following.due and not re.search(r"[,;]", words[trigger.end : following.start])
        )
        last = kept[-1] if kept else None
        if is_plain and last and (last.due or last.day) and OPENED.fullmatch(words[last.end : trigger.start]):
            if last.due and last.is_doubtful:
                kept[-1] = replace(last, every=last.every or trigger.every)
            continue
        if is_plain and names_date and not (is_listed and kept[-1].every and not kept[-1].due and not kept[-1].day):
            continue
        if (
            trigger.every
            and not trigger.due
            and any(k.every == trigger.every and k.day == trigger.day and not k.due for k in kept)
        ):
            continue
        earlier = triggers[number - 1] if number else None
        if (
            trigger.due
            and earlier
            and earlier not in kept
            and not (kept and (kept[-1].due or kept[-1].day) and OPENED.fullmatch(words[kept[-1].end : earlier.start]))
            and earlier.every
            and (trigger.is_doubtful or not trigger.every)
        ):
            every = earlier.every if trigger.is_doubtful and not trigger.every else trigger.every
            is_near = trigger.is_doubtful and trigger.start - earlier.end <= NEAR
            start = earlier.start if is_near else trigger.start
            trigger = replace(trigger, every=every, start=start)
        kept.append(trigger)
    return kept


def _what(words: str, begin: int, trigger: Trigger, after: tuple[int, int]) -> tuple[str, int]:
    """What is due, and where that begins: the words before the date that belong to it, else those after it."""
    before = words[begin : trigger.start]
    pieces = _outside_brackets(before)
    cut = 0
    for place in reversed(pieces):
        piece = LEADING.sub("", before[place:].strip(" ,;"))
        if REPORTING.match(piece) and (begin or len(piece) > 12) and not SENT.match(piece):
            cut = place
            break
    reports = [found.start() for found in REPORT.finditer(before) if _is_level(before[: found.start()])]
    if reports and reports[-1] < cut:
        cut = reports[-1]
    chosen = _trimmed(before[cut:])
    if trigger.every:
        chosen = REPORTED_REGULARLY.sub("", chosen)
    at = begin + cut + _blank(before[cut:])
    if len(chosen) < 8 and not REPORTING.match(chosen) and not TIME_OF.match(before.strip(" ,;")):
        behind = _trimmed(BRACKETED.sub("", words[after[0] : after[1]]).strip(" ,;.:)"))
        if len(behind) > len(chosen):
            return behind, min(at, trigger.start)
    return chosen or words.strip(" ,;.:"), min(at, trigger.start)


def _is_level(text: str) -> bool:
    return text.count("(") == text.count(")")


def _blank(text: str) -> int:
    """How many signs at the beginning say nothing."""
    rest = text.lstrip(" ,;:")
    return len(text) - len(LEADING.sub("", rest))


def _completed(what: str, words: str, after: int, earlier: str) -> str:
    """Words too few to say what is due take the clause before ("…; hoàn thành trước 30/10") or the report after."""
    says_only_when = what == words.strip(" ,;.:") and ONLY_WHEN_START.match(what)
    if ONLY_WHEN.match(what) or says_only_when or (TIME_LABEL.match(what) and not TIME_NAMED.match(earlier)):
        return _trimmed(earlier) or what
    if len(what) < SHORT and not REPORT.search(what):
        report = REPORT.search(words, after)
        if report and _is_level(words[after : report.start()]):
            return f"{_trimmed(words[report.start() :])} {LEADING.sub('', what)}".strip()
    return what


def _without(what: str, who: tuple[str, ...], trigger: Trigger) -> str:
    """The doer's name is not repeated in what is due; a bare "báo cáo" keeps it where no day says more."""
    has_day = bool(trigger.due or trigger.day)
    for name in who:
        head, found, rest = what.partition(name)
        rest = rest.strip(" :,")
        if found and (len(rest) >= 8 or (has_day and BARE_REPORT.match(rest))) and ASKED_HEAD.fullmatch(head):
            return rest
    return what


def _outside_brackets(text: str) -> list[int]:
    depth, cuts = 0, [0]
    for position, letter in enumerate(text):
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth = max(0, depth - 1)
        elif letter == "," and depth == 0:
            cuts.append(position + 1)
    return cuts


def _trimmed(text: str) -> str:
    words = LEADING.sub("", " ".join(text.split()).strip(" ,;.:"))
    while True:
        shorter = words[:-LONGEST_TRAIL] + TRAILING.sub("", words[-LONGEST_TRAIL:])
        if shorter == words:
            break
        words = shorter
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")].rstrip()
    return words.strip(" ,;.:")


def _who(words: str, triggers: Sequence[Trigger]) -> tuple[str, ...]:
    """The office that a sentence begins with, or that stands after "Về …:" or after when, where a verb follows it."""
    clean = LEADING.sub("", words.strip())
    head, colon, rest = clean.partition(":")
    starts = [(clean, False), (rest.strip() if colon and len(head) < LONGEST_HEAD else "", False)]
    for trigger in triggers:
        if not ONLY_BEFORE.fullmatch(words[: trigger.start] if trigger.start < LONGEST_HEAD else words):
            break
        after = AFTER_WHEN.match(words, trigger.end)
        if after:
            starts.append((words[after.end() :], True))
    for start, is_after in starts:
        asked = ASKING.sub("", start, count=1)
        name = name_at(asked)
        if name and (name[0].isupper() or asked != start or is_after) and VERB.match(asked[len(name) :].lstrip(" ,")):
            return (name,)
    return ()


def _obligation(
    place: Place, trigger: Trigger, what: str, to: tuple[str, ...], who: tuple[str, ...], wording: str, span: Span
) -> Obligation:
    return Obligation(
        what=what,
        who=who,
        to=to,
        due=trigger.due,
        before=trigger.before,
        day=trigger.day,
        every=trigger.every,
        wording=wording,
        span=span,
        section=place.section,
        doubt=doubt_of(trigger),
    )


def doubt_of(trigger: Trigger) -> str:
    """What is unsure about a date or rhythm, in a sentence; empty where nothing is."""
    if trigger.is_rough:
        return _(ROUGH)
    if trigger.is_doubtful:
        return _(DAYLESS)
    return _(WITHOUT_DAY) if trigger.every == ON_REQUEST else ""
