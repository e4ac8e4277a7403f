"""Documents that a paper cites, State (675/KH-UBND) and Party (07-KH/KDV) alike, each once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dcapp.kernel.i18n import N_, _
from dcapp.reading.result import CitedDocument, Span
from dcapp.reading.wordings import BY_ABBREVIATION, TYPES

NO_NUMBER = N_("Văn bản không ghi số của luật này.")
NO_SYMBOL = N_("Số của văn bản này không ghi ký hiệu.")
LONGEST_NAME = 200
_TYPE = "|".join(sorted(map(re.escape, {*TYPES, "Giấy mời", "Biên bản"}), key=len, reverse=True))
_SYMBOL = r"[^\W\d_][\w.]*"
NUMBER = rf"\d{{1,6}}[a-zA-Z]?(?:\s*/\s*\d{{4}})?\s*[-/]\s*{_SYMBOL}(?:(?:\s*[-/&]\s*|,(?=[A-ZĐ]{{2}})){_SYMBOL})*"
CITED = re.compile(
    rf"(?:(?P<type>(?i:{_TYPE}))(?i:\s+kết luận|\s+hành động)?\s+)?(?:(?P<so>(?i:số))\s*:?\s*)?"
    rf"(?P<number>{NUMBER})(?![/\d])"
)
DATED = re.compile(
    r"\s*[,(]?\s*(?:ký\s+|ban hành\s+)?ngày\s+(?:"
    r"(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>\d{4})"
    r"|(?P<dd>\d{1,2})\s+tháng\s+(?P<mm>\d{1,2})\s+năm\s+(?P<yy>\d{4}))",
    re.IGNORECASE,
)
SUBJECT_WORDS = (
    "về|ban hành|quy định|thực hiện|hướng dẫn|sửa đổi|phê duyệt|triển khai|công bố|tăng cường|thành lập|quy chế|"
    "kiện toàn|đẩy mạnh|tiếp tục|nâng cao|giao|tổ chức|v/v|chấn chỉnh|xây dựng|bãi bỏ|thông qua|đối thoại|xử lý|"
    "bảo đảm|đảm bảo|kế hoạch"
)
_NEXT_BODY = r"\s(?=Chính phủ|Đoàn Chủ tịch|Thủ tướng|Bộ [A-ZĐ]|Tòa án|Viện )"
ISSUER = re.compile(
    rf"\s*,?\s*(?:của|giữa)\s+(?P<issuer>(?:[^,;.:()“”]|"
    rf",{_NEXT_BODY})+?)(?:\s*\([^()]{{1,40}}\))?(?=\s+(?:{SUBJECT_WORDS}|ngày\s+\d+)\b|\s*[;.:()“]|"
    rf"\s*,(?!{_NEXT_BODY})|"
    rf"\s+và\s+(?:{_TYPE})|\s*$)",
    re.IGNORECASE,
)
COMMITTEE = re.compile(r"(?:Ban Chỉ đạo|Tổ công tác|Tổ|Hội đồng|Ban Tổ chức|Ban)")
COMMITTEE_TASK = re.compile(r"\s+(?P<task>[^,;.:()]+?)(?=\s+(?:về|ban hành|v/v)\b|\s*[,;.:(]|\s*$)")
SUBJECT = re.compile(rf"\s*,?\s*(?P<subject>(?:{SUBJECT_WORDS})\b[^;]*)", re.IGNORECASE)
SUBJECT_END = re.compile(
    rf"\.\s|\.$|\.\/\.|,\s+(?=(?:UBND|Ủy ban|Uỷ ban|Đảng ủy|Đảng uỷ|Ban (?:Chỉ đạo|Thường vụ|Chấp hành|Dân vận)|Hội "
    rf"đồng|Phòng|Sở|Thường trực|Chủ tịch|trong đó|đồng thời|"
    rf"gắn với|theo đó)\b)|\s*[,;]?\s+(?:và\s+)?(?=(?:các\s+)?(?:{_TYPE})\s+(?:số\s+)?\d)|[“(]?\s*trọng tâm\b|\s+gắn "
    rf"với\b"
)
_JOINED = (
    r"\s(?:chống|phòng|khen thưởng|bổ sung|xuất cảnh|quá cảnh|cư trú|chữa cháy|cứu nạn|cứu hộ|tôn giáo|sử dụng|"
    r"vật liệu|thể thao|công chức|viên chức|vệ sinh|an toàn|trật tự|bảo vệ|giám sát|chuyển giao|cho thuê|tạm giữ|tạm "
    r"giam|kiểm dịch|tần số)\b"
)
"""What follows a comma inside the name of a law ("Luật Phòng, chống tham nhũng"); any other comma ends it."""
_LAW = r"\b(?P<type>Luật|Bộ [Ll]uật|Pháp lệnh)\s+(?P<name>"
_NAME = rf"[^\W\d_](?:[^.,;:()“”]|,(?={_JOINED}))*?)"
LAW = re.compile(
    rf"{_LAW}sửa đổi, bổ sung một số điều (?:của )?[^;.:()“”]*?(?=\s+ngày|\s+năm|\s*[;.:()“”]|$)|{_NAME}"
    r"(?=\s+(?:ngày|số|năm|và (?:các|những|Nghị|Luật|Thông|Quyết|hướng)|về|của|được|quy định|theo|trên|tại|đã|để|"
    r"cho|(?:19|20)\d{2}|"
    rf"có hiệu lực|đến|gắn|trong|sửa đổi)\b|\s*(?:[.;:()“”]|,(?!{_JOINED}))|\s*$)"
)
LAW_BEFORE = re.compile(rf"{_LAW}{_NAME}\s*(?P<bracket>\(\s*)?$")
CONSTITUTION = re.compile(r"\b(?P<type>Hiến pháp)(?P<name>)\b(?:\s+nước [^,;.:]{10,60}?)?(?:\s+năm\s+\d{4})?")
BARE = re.compile(rf"(?P<type>(?i:{_TYPE}))\s+số\s*:?\s*(?P<number>\d{{1,5}})(?=\s*,?\s*(?:ký\s+)?ngày\s+\d)")
LAW_NUMBER = re.compile(r"QH\d|/PL|/SL|/L\b")
LATE = re.compile(
    r"\s*,?\s*ngày\s+(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
    r"(?P<body>\s+của\s+[^\s])"
)
ISSUED = re.compile(
    r"\bngày\s+(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}),?\s+"
    r"(?P<issuer>[^\W\d_][^,;.:]{2,80}?)\s+(?:đã\s+)?(?:ban hành|có)\s+$",
    re.IGNORECASE,
)
BRACKET_END = re.compile(r"[^()]{0,60}\)")
PLURAL = re.compile(rf"\bcác\s+(?P<type>(?i:{_TYPE}))\b(?:\s+của\s+(?P<issuer>[^,;.:()]{{3,60}}?)\s*:)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a document is cited; `end` is where its subject ends."""

    cited: CitedDocument
    start: int
    end: int


def normal_number(raw: str) -> str:
    """A number without spaces round its marks, otherwise as it is spelled."""
    return re.sub(r"\s+", "", raw).rstrip(".")


def mentions_in(text: str, offset: int, *, is_basis: bool, section: str) -> list[Mention]:
    """Every citation of a passage, in order; offsets count from the beginning of the paper."""
    numbered = list(_numbered(text, offset, is_basis=is_basis, section=section))
    taken = [(mention.start, mention.end) for mention in numbered]
    laws = _laws(text, offset, taken, is_basis=is_basis, section=section)
    bare = _bare(text, offset, taken, is_basis=is_basis, section=section)
    return sorted([*numbered, *laws, *bare], key=lambda mention: mention.start)


def _numbered(text: str, offset: int, *, is_basis: bool, section: str) -> Iterator[Mention]:
    end = 0
    carried = carried_issuer = ""
    for found in CITED.finditer(text):
        if found.start() < end and not found["type"] and not found["so"]:
            continue
        number = normal_number(found["number"])
        plural = PLURAL.search(text, max(0, found.start() - 90), found.end())
        if plural:
            carried, carried_issuer = plural["type"], " ".join((plural["issuer"] or "").split())
        law = _law_before(text, found, number)
        type_name = found["type"] or (law["type"] if law else "") or carried or _type_of(number)
        if not _is_document(number, found["type"], found["so"]):
            continue
        closed = BRACKET_END.match(text, found.end()) if law and law["bracket"] else None
        day, after = _day_after(text, closed.end() if closed else found.end())
        issuer, after = _issuer_after(text, after)
        if issuer and day is None:
            day, after = _day_after(text, after)
        subject, after = _subject_after(text, after)
        late = None if day or issuer or not subject else LATE.search(subject)
        if late:  # "… về việc … ngày 16/8/2023 của Chính phủ"
            day, _end = _day_after(subject, late.start())
            issuer, _end = _issuer_after(subject, late.start("body"))
            subject = subject[: late.start()].strip(" ,")
        before = None if day or issuer else ISSUED.search(text, max(0, found.start() - LONGEST_NAME), found.start())
        if before:  # "Ngày 10/7/2025, Ban Chỉ đạo ban hành Công văn số …"
            day, _end = _day_after(text, before.start())
            issuer = " ".join(before["issuer"].split())
        start = found.start()
        if law:
            subject, start = " ".join(law["name"].split()), law.start()
        end = after
        span = Span(offset + start, offset + after)
        cited = CitedDocument(
            _named(type_name),
            number,
            day,
            issuer or ("" if found["type"] else carried_issuer),
            subject,
            is_basis,
            (span,),
            section,
        )
        yield Mention(cited, start, after)


def _law_before(text: str, found: re.Match[str], number: str) -> re.Match[str] | None:
    """The name of a law before its number: "Luật Đất đai số …", "Luật Đất đai (Luật số …)"."""
    if not found["so"] or not LAW_NUMBER.search(number):
        return None
    law = LAW_BEFORE.search(text, max(0, found.start() - LONGEST_NAME), found.start())
    return law if law and (not found["type"] or law["bracket"]) else None


def _laws(
    text: str, offset: int, taken: Sequence[tuple[int, int]], *, is_basis: bool, section: str
) -> Iterator[Mention]:
    for found in (*LAW.finditer(text), *CONSTITUTION.finditer(text)):
        if any(start <= found.start() < end for start, end in taken):
            continue
        name = found["name"].strip(" ,")
        is_named = name[:1].isupper() or name.startswith("sửa đổi, bổ sung")
        if found.re is LAW and not (is_named and 3 <= len(name) <= LONGEST_NAME):
            continue
        day, after = _day_after(text, found.end())
        span = Span(offset + found.start(), offset + after)
        doubt = "" if found["type"] == "Hiến pháp" else _(NO_NUMBER)
        cited = CitedDocument(found["type"], "", day, "", name, is_basis, (span,), section, doubt)
        yield Mention(cited, found.start(), after)


def _bare(
    text: str, offset: int, taken: Sequence[tuple[int, int]], *, is_basis: bool, section: str
) -> Iterator[Mention]:
    """Numbers whose letters were left out: "Quyết định số 1211 ngày 02/11/2022"."""
    for found in BARE.finditer(text):
        if any(start <= found.start() < end for start, end in taken):
            continue
        day, after = _day_after(text, found.end())
        issuer, after = _issuer_after(text, after)
        subject, after = _subject_after(text, after)
        span = Span(offset + found.start(), offset + after)
        cited = CitedDocument(
            _named(found["type"]), found["number"], day, issuer, subject, is_basis, (span,), section, _(NO_SYMBOL)
        )
        yield Mention(cited, found.start(), after)


def _is_document(number: str, type_name: str | None, so: str | None) -> bool:
    """A date or a fraction is no document; without "số" the symbol must name a type."""
    symbol = re.split(r"[-/]", number)[1:]
    letters = [part for part in symbol if part and not part.isdigit()]
    if not letters or not any(part[:2].isupper() or part[:1].isupper() for part in letters):
        return False
    return bool(type_name or so) or any(part in BY_ABBREVIATION for part in letters)


def _type_of(number: str) -> str:
    for part in re.split(r"[-/]", number)[1:]:
        if part in BY_ABBREVIATION:
            return BY_ABBREVIATION[part]
        if re.fullmatch(r"QH\d+", part):
            return "Luật"
    return ""


def _named(type_name: str) -> str:
    return type_name[:1].upper() + type_name[1:].lower() if type_name else ""


def _day_after(text: str, at: int) -> tuple[date | None, int]:
    found = DATED.match(text, at)
    if not found:
        return None, at
    day = found["d"] or found["dd"]
    month = found["m"] or found["mm"]
    year = found["y"] or found["yy"]
    try:
        return date(int(year), int(month), int(day)), found.end()
    except ValueError:
        return None, found.end()


def _issuer_after(text: str, at: int) -> tuple[str, int]:
    found = ISSUER.match(text, at)
    if not found:
        return "", at
    issuer, after = " ".join(found["issuer"].split()), found.end()
    task = COMMITTEE_TASK.match(text, after) if COMMITTEE.fullmatch(issuer) else None
    if task:  # "Ban Chỉ đạo thực hiện … xã về …": the task belongs to the name
        return f"{issuer} {' '.join(task['task'].split())}", task.end()
    return issuer, after


def _subject_after(text: str, at: int) -> tuple[str, int]:
    found = SUBJECT.match(text, at)
    if not found:
        return "", at
    subject = found["subject"]
    cut = SUBJECT_END.search(subject)
    if cut and cut.start() > 0:
        subject = subject[: cut.start()]
    after = at + (found.start("subject") - at) + len(subject)
    words = re.sub(r"^(?:về việc|về|v/v)\s+", "", " ".join(subject.split()), flags=re.IGNORECASE)
    return words.strip(" ,.;"), after


def merged(mentions: Sequence[Mention], own_number: str) -> tuple[CitedDocument, ...]:
    """Each document once: what one place leaves out another may say; the paper's own number is not cited."""
    documents: dict[tuple[str, str], CitedDocument] = {}
    by_number = {mention.cited.number.upper() for mention in mentions if mention.cited.number}
    for mention in mentions:
        cited = mention.cited
        if cited.number and own_number and cited.number.upper() == own_number.upper():
            continue
        key = ("", cited.number.upper()) if cited.number else (cited.type_name.lower(), cited.subject.lower())
        known = documents.get(key)
        if known is None:
            documents[key] = cited
            continue
        documents[key] = replace(
            known,
            type_name=known.type_name or cited.type_name,
            date=known.date or cited.date,
            issuer=known.issuer or cited.issuer,
            subject=known.subject or cited.subject,
            is_basis=known.is_basis or cited.is_basis,
            spans=known.spans + cited.spans,
        )
    return tuple(cited for cited in documents.values() if cited.number or not _is_part_of(cited, documents, by_number))


def _is_part_of(law: CitedDocument, documents: dict[tuple[str, str], CitedDocument], numbers: set[str]) -> bool:
    """A law named without its number that stands elsewhere with it is the same law."""
    name = f"{law.type_name} {law.subject}".lower()
    return any(
        other.number and other.number.upper() in numbers and f"{other.type_name} {other.subject}".lower() == name
        for other in documents.values()
    )
