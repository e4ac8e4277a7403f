"""Everything that must be done or reported by a date or in a rhythm: one entry per date or rhythm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dcapp.kernel.i18n import N_, _
from dcapp.reading.due_dates import ON_REQUEST, Trigger, triggers_in
from dcapp.reading.result import Obligation, Span
from dcapp.reading.wordings import CHARGED_BY, UNIT_START

BODY = (
    r"(?:UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng|Đảng ủy|Đảng uỷ|Ban|Khối|Văn phòng|Phòng|Sở|Thường trực|Thường vụ|BTV|TT|"
    r"Cơ quan|Huyện ủy|Thị ủy|Thành ủy|Tỉnh ủy|Chủ tịch|MTTQ|UBMTTQ|Mặt trận|Thanh tra|Bộ|Trung tâm|Công an|Chi cục|"
    r"Bí thư|Công chức|Đoàn|Hội|Tổ|cấp trên|cấp có thẩm quyền|cơ quan có thẩm quyền)"
)
ENDING = (
    r"(?=\s+(?:trước|theo|để|khi|và\s+gửi|chậm|đúng|trong|định kỳ|xem xét|tổng hợp|kết quả|về việc|việc|tình hình|"
    r"qua\s|hàng|hằng|muộn|vào|đồng thời|bằng|thông qua|nhằm|chỉ đạo|biết|có|là|trên cơ sở|0?[1-9] tháng)\b"
    r"|\s*\(|\s*[,;.:]|\s+và\s+(?:gửi|báo cáo|đồng thời)|\s*$)"
)
ADDRESSEE = re.compile(
    rf"\b(?:gửi(?:\s+(?:báo cáo\s+)?(?:về|đến|cho))?(?:\s+\d+\s+bản)?(?:\s+(?:về|đến|cho))?|về|báo cáo(?:\s+(?:về|với|cho))?|"
    rf"trình|nộp(?:\s+(?:về|cho))?|cho|đến|tham mưu)\s+(?P<body>{BODY}\b[^,;.:()]*?){ENDING}(?P<via>\s*\((?:qua|thông qua)[^)]*\))?"
)
FURTHER = re.compile(rf"\s*(?:,|và|,\s*đồng thời gửi)\s+(?P<body>{BODY}\b[^,;.:()]*?){ENDING}(?P<via>\s*\((?:qua|thông qua)[^)]*\))?")
VIA = re.compile(r"\bqua\s+(?P<via>(?:Văn phòng|Phòng|Cơ quan|Sở|Ban|Công chức|Khối|Bộ phận)[^,;.()]*?)(?=\s+(?:trước|để|theo|chậm)\b|[,;.()]|$)")
SENTENCE = re.compile(r"[^.;\n]+(?:\.(?!\s|$)[^.;\n]+)*[.;]?")
LEADING = re.compile(r"^(?:và|đồng thời|,|;|riêng|trong đó|cụ thể|:|\)|-)\s*", re.IGNORECASE)
TRAILING = re.compile(
    r"\s*(?:,|\(|:|và|gửi|gửi về|về|nộp|vào|hoàn thành|báo cáo về|xong|trong|là|được|định kỳ|đến|thời gian|ngày)\s*$",
    re.IGNORECASE,
)
REPORTING = re.compile(
    r"(?:báo cáo|tổng hợp|văn bản|đăng ký|danh sách|hồ sơ|số liệu|kế hoạch|gửi|nộp|xây dựng|ban hành|tổ chức|hoàn thành|"
    r"rà soát|thực hiện|sơ kết|tổng kết|kiểm tra|họp|niêm yết|công khai|lập|cập nhật|trình|chủ trì)\b",
    re.IGNORECASE,
)
DAYLESS = N_("Hạn ghi không có năm; lấy năm của văn bản.")
WITHOUT_DAY = N_("Không có ngày hay kỳ cụ thể.")
SAME = re.compile(r"\s*(?:,|và|,\s*và|;|hoặc|-)?\s*(?:báo cáo|số liệu|theo|hoặc)?\s*")
REPORT = re.compile(
    r"(?:(?:thực hiện\s+)?(?:chế độ|định kỳ)\s+)?(?:(?:tổng hợp|sơ kết|tổng kết|đánh giá),?\s+(?:và\s+)?)*báo cáo\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the paper that may hold obligations: its words, where they stand, who is charged there."""

    text: str
    offset: int
    who: tuple[str, ...]
    section: str
    taken: tuple[tuple[int, int], ...] = ()


def obligations_in(place: Place, year: int | None) -> list[Obligation]:
    """Every date and rhythm of a passage, with what is due, by whom and to whom."""
    found: list[Obligation] = []
    earlier = ""
    for sentence in _sentences(place):
        start = sentence.start()
        words = sentence.group()
        taken = [(a - start, b - start) for a, b in place.taken if b > start and a < sentence.end()]
        triggers = _settled(words, triggers_in(words, taken, year))
        who = _who(place, words)
        for first, last in _lists(words, triggers):
            begin = triggers[first - 1].end if first else 0
            end = triggers[last + 1].start if last + 1 < len(triggers) else len(words)
            what, at = _what(words, begin, triggers[first])
            what = _without(_completed(what, words, triggers[-1].end, earlier), who)
            to = _addressees(words[begin:end]) or _addressees(words)
            wording = words[at : _end_of_clause(words, triggers, last)].strip(" ,;")
            for number in range(first, last + 1):
                trigger = triggers[number]
                span_start = at if number == first else trigger.start
                span = Span(place.offset + start + span_start, place.offset + start + trigger.end)
                found.append(_obligation(place, trigger, what, to, who, wording, span))
        earlier = words
    return found


def _lists(words: str, triggers: Sequence[Trigger]) -> list[tuple[int, int]]:
    """First and last of the dates and rhythms that stand in one list: "hàng tháng, quý, 6 tháng"."""
    lists: list[tuple[int, int]] = []
    for number, trigger in enumerate(triggers):
        if lists and SAME.fullmatch(words[triggers[number - 1].end : trigger.start]):
            lists[-1] = (lists[-1][0], number)
        else:
            lists.append((number, number))
    return lists


def _end_of_clause(words: str, triggers: Sequence[Trigger], last: int) -> int:
    """Where the words end that belong to a date: before what the next one is about."""
    if last + 1 == len(triggers):
        return len(words.rstrip(" .;"))
    _text, at = _what(words, triggers[last].end, triggers[last + 1])
    return at if at > triggers[last].end else triggers[last].end


def _sentences(place: Place) -> list[re.Match[str]]:
    return [found for found in SENTENCE.finditer(place.text) if found.group().strip(" .;")]


def _settled(words: str, triggers: Sequence[Trigger]) -> list[Trigger]:
    """A rhythm word that only names the report of a date ("báo cáo 06 tháng đầu năm gửi trước …") is that date's."""
    kept: list[Trigger] = []
    for number, trigger in enumerate(triggers):
        following = triggers[number + 1] if number + 1 < len(triggers) else None
        if (
            trigger.every
            and trigger.day is None
            and trigger.every != ON_REQUEST
            and following is not None
            and following.due is not None
            and not re.search(r"[,;]", words[trigger.end : following.start])
        ):
            continue
        if trigger.every and any(k.every == trigger.every and k.day == trigger.day and not k.due for k in kept):
            continue
        kept.append(trigger)
    return kept


def _what(words: str, begin: int, trigger: Trigger) -> tuple[str, int]:
    """What is due, and where that begins: the words before the date that belong to it, else those after it."""
    before = words[begin : trigger.start]
    pieces = _outside_brackets(before)
    cut = 0
    for place in reversed(pieces):
        piece = LEADING.sub("", before[place:].strip(" ,;"))
        if REPORTING.match(piece) and (begin or len(piece) > 12):
            cut = place
            break
    reports = [found.start() for found in REPORT.finditer(before) if _is_level(before[: found.start()])]
    if reports and reports[-1] < cut:
        cut = reports[-1]
    chosen = _trimmed(before[cut:])
    at = begin + cut + _blank(before[cut:])
    if len(chosen) < 8:
        after = _trimmed(words[trigger.end :].strip(" ,;.:"))
        if len(after) > len(chosen):
            return after, min(at, trigger.start)
    return chosen or words.strip(" ,;.:"), min(at, trigger.start)


def _is_level(text: str) -> bool:
    return text.count("(") == text.count(")")


def _blank(text: str) -> int:
    """How many signs at the beginning say nothing."""
    rest = text.lstrip(" ,;:")
    return len(text) - len(LEADING.sub("", rest))


ONLY_WHEN = re.compile(r"^(?:hoàn thành|xong|thực hiện|thời gian|thời hạn|kết thúc|tiến độ)?[\s:]*$", re.IGNORECASE)
SHORT = 16


def _completed(what: str, words: str, after: int, earlier: str) -> str:
    """Words too few to say what is due take the clause before ("…; hoàn thành trước 30/10") or the report after."""
    if ONLY_WHEN.match(what) or what == words.strip(" ,;.:") and re.match(r"^(?:hoàn thành|xong|thời gian|thời hạn)", what):
        return _trimmed(earlier) or what
    if len(what) < SHORT and not REPORT.search(what):
        report = REPORT.search(words, after)
        if report:
            return f"{_trimmed(words[report.start() :])} {LEADING.sub('', what)}".strip()
    return what


def _without(what: str, who: tuple[str, ...]) -> str:
    """The doer's name is not repeated in what is due."""
    for name in who:
        for head in (f"{name}:", f"Giao {name}", f"Đề nghị {name}", f"Yêu cầu {name}", name):
            rest = what.removeprefix(head).strip(" :,")
            if rest != what and len(rest) >= 8:
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
        shorter = TRAILING.sub("", words)
        if shorter == words:
            break
        words = shorter
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")].rstrip()
    return words.strip(" ,;.:")


def _addressees(words: str) -> tuple[str, ...]:
    names: list[str] = []
    for found in ADDRESSEE.finditer(words):
        while found is not None:
            name = _addressee(found, words)
            if name and name not in names:
                names.append(name)
            further = FURTHER.match(words, found.end())
            found = further  # type: ignore[assignment]  # the loop ends with None
            if further is None:
                break
    return tuple(names)


def _addressee(found: re.Match[str], words: str) -> str:
    name = " ".join(found["body"].split()).strip(" -–")
    via = found["via"]
    if via:
        return f"{name} {' '.join(via.split())}"
    passed = VIA.match(words, found.end() + 1) if words[found.end() :].startswith(" qua") else None
    return f"{name} (qua {' '.join(passed['via'].split())})" if passed else name


def _who(place: Place, words: str) -> tuple[str, ...]:
    if place.who:
        return place.who
    clean = LEADING.sub("", words.strip())
    given = re.match(
        rf"^(?:(?:Giao|Đề nghị|Yêu cầu|Phân công)(?:\s+cho)?\s+)?(?P<who>[^.;:]{{3,120}}?)\s*,?\s+(?:{CHARGED_BY})\b", clean
    )
    if given and UNIT_START.match(given["who"]) and given["who"][0].isupper():
        return (given["who"].strip(" ,"),)
    return ()


def _obligation(
    place: Place, trigger: Trigger, what: str, to: tuple[str, ...], who: tuple[str, ...], wording: str, span: Span
) -> Obligation:
    doubt = ""
    if trigger.is_doubtful:
        doubt = _(DAYLESS)
    elif trigger.every == ON_REQUEST:
        doubt = _(WITHOUT_DAY)
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
        doubt=doubt,
    )
