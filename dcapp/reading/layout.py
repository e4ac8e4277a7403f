"""Where the head, the title, the body and the end of a paper lie, and what the head says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dcapp.reading.closing import Tail, read_tail
from dcapp.reading.reflow import Line, columns_of, is_marked
from dcapp.reading.wordings import (
    ADDRESSED,
    BASIS,
    DASHED,
    NATION,
    NUMBER_LINE,
    PARTY_HEAD,
    PLACE_DATE,
    TAIL_TITLES,
    TITLE_TYPES,
    is_upper,
)

HEAD_LINES = 45
SUBJECT_OPEN = re.compile(
    r"\b(?:số|của|và|về|ngày|tại|với|cho|các|trên|năm|Ban Thường vụ|Ban Chấp hành|Ban Thường trực|Ủy ban|Hội đồng)$"
)
"""Words that no subject ends with."""
DATED_BELOW = 3
SUBJECT_LINES = 6
UNIT_LINE = re.compile(r"^(?:XÃ|PHƯỜNG|THỊ TRẤN|HUYỆN|QUẬN|TỈNH|THÀNH PHỐ|THỊ XÃ|ĐẶC KHU|TP\.?)\s", re.IGNORECASE)
BODY_START = re.compile(
    r"^(?:UBND|HĐND|MTTQ|UBMTTQ|ỦY BAN|UỶ BAN|HỘI|ĐẢNG|BAN|PHÒNG|SỞ|VĂN PHÒNG|TỈNH|HUYỆN|THÀNH|THỊ|QUẬN|XÃ|PHƯỜNG|"
    r"ĐẶC KHU|TRƯỜNG|TRUNG TÂM|"
    r"CÔNG|MẶT TRẬN|LIÊN|ĐOÀN|CHI|THANH TRA|BỘ|TỔ|THƯỜNG TRỰC|TỔNG|KHỐI|CỤC|VIỆN|TÒA ÁN|ĐÀI|TRẠM|NGÂN HÀNG|KHO BẠC|"
    r"BẢO HIỂM|QUỐC HỘI|CHÍNH PHỦ|THỦ TƯỚNG|BCĐ|BCH)\b",
    re.IGNORECASE,
)
HEAD_CUT = re.compile(
    r"\s+(?=C[ỘO]NG\s+H[ÒO][ÀA]\s+X[ÃA]\s+H[ỘO]I|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–])|"
    r"(?<=\w)\s+(?=[^\W\d_][^,\d]{1,40},\s*ngày\s)",
    re.IGNORECASE,
)
BROKEN_NATION = re.compile(r"^(?:(?:HỘI )?CHỦ )?(?:NGHĨA )?VIỆT NAM$|^(?:TỰ DO [-–] )?HẠNH PHÚC$", re.IGNORECASE)
STANDING = re.compile(r"^BAN (?:THƯỜNG TRỰC|THƯỜNG VỤ)$")
OWN_NUMBER = re.compile(r"\d+[a-zA-Z]?\s*(?:/\s*\d{4}\s*)?[-/]\s*[^\s,;]+(?:\s?[-/]\s?[^\s,;]+)*")
ABOUT = re.compile(r"^[“”\"']?(?:V/v|Về việc|Vv)\s*:?\s*", re.IGNORECASE)


@dataclass
class Head:
    """What the head of a paper says."""

    number: str = ""
    day: date | None = None
    place: str = ""
    issuer: str = ""
    parent_body: str = ""
    is_party: bool = False
    type_name: str = ""
    subject: str = ""
    addressees: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    title_lines: list[Line] = field(default_factory=list)


@dataclass
class Zones:
    """A paper cut into its zones; `appendix` follows the signature."""

    head: Head
    body: list[Line]
    tail: Tail
    appendix: list[Line]


def zones_of(lines: Sequence[Line]) -> Zones:
    """Cut a paper into head, body, end and appendices."""
    start, head = _read_head(list(lines))
    end, tail, appendix = read_tail(list(lines), start)
    body = list(lines[start:end])
    if head.day is None:
        _take_late_date(head, body, tail)
    return Zones(head, body, tail, appendix)


def _take_late_date(head: Head, body: list[Line], tail: Tail) -> None:
    """A letter of the old fashion says place and day at its end, over the signature."""
    for line in (*body[-DATED_BELOW:], *tail.lines):
        for text in columns_of(line):
            placed = PLACE_DATE.fullmatch(" ".join(text.split()).rstrip("."))
            if placed and placed["place"][:1].isupper() and head.day is None:
                _take_place(head, placed)
                if line in body and len(columns_of(line)) == 1:
                    body.remove(line)
                    tail.signing.append((" ".join(text.split()), line))


def _type_at(line: Line) -> tuple[str, str] | None:
    """The name of a type that a line begins with in capitals, and what follows it."""
    text = " ".join(line.text.split())
    for name in TITLE_TYPES:
        if text[: len(name)].upper() == name.upper() and is_upper(text[: len(name)]):
            rest = text[len(name) :]
            if not rest or not rest[0].isalpha():
                if rest.strip().startswith(":"):
                    return None
                return name, rest.strip()
    return None


def _read_head(lines: list[Line]) -> tuple[int, Head]:
    head = Head()
    limit = min(len(lines), HEAD_LINES)
    title = next((i for i in range(limit) if _type_at(lines[i]) and not _is_body_start(lines, i)), None)
    addressed = next((i for i in range(limit) if ADDRESSED.match(lines[i].text)), None)
    if title is None or (addressed is not None and addressed < title and _is_letter(lines[:addressed])):
        return _read_letter_head(lines, addressed, head)
    head.lines = lines[:title]
    _read_head_lines(head, lines[:title])
    found = _type_at(lines[title])
    if found is not None:
        head.type_name = found[0]
    subject = [found[1]] if found and found[1] else []
    head.title_lines = [lines[title]]
    position = title + 1
    while position < len(lines) and len(subject) < SUBJECT_LINES and _continues_subject(lines, position, subject):
        subject.append(" ".join(lines[position].text.split()))
        head.title_lines.append(lines[position])
        position += 1
        is_long = lines[position - 1].is_whole and len(" ".join(subject)) > 60
        if is_long and not _is_styled(lines, position) and not SUBJECT_OPEN.search(subject[-1]):
            break
    head.subject = " ".join(subject).strip(" -–")
    if position < len(lines) and ADDRESSED.match(lines[position].text):
        position = _read_addressees(lines, position, head)
    return position, head


def _is_body_start(lines: list[Line], index: int) -> bool:
    """A heading in capitals such as "QUYẾT ĐỊNH:" stands in the body, not over the paper."""
    return lines[index].text.rstrip().endswith(":") or is_marked(lines[index].text)


def _is_letter(before: Sequence[Line]) -> bool:
    return any(ABOUT.match(part) for line in before for part in columns_of(line))


def _is_styled(lines: list[Line], index: int) -> bool:
    return index < len(lines) and (lines[index].bold or lines[index].centred)


def _continues_subject(lines: list[Line], index: int, subject: list[str]) -> bool:
    line = lines[index]
    text = line.text
    if line.cells or is_marked(text) or text.startswith(("Căn cứ", "Kính gửi", "Xét ", "Theo đề nghị")):
        return False
    if text.rstrip()[-1] in ";:." or len(text) > 300:
        return False
    if not subject:
        return not _is_basis(text)
    if _is_basis(text):
        return False
    if is_upper(text) and not is_upper(" ".join(subject)):
        return False  # "CHỦ TỊCH ỦY BAN NHÂN DÂN …" over the bases of a decision
    if line.bold or line.centred or text[0].islower():
        return True
    if BASIS.match(text) and len(text) > 40 and not text.startswith(("Thực hiện", "Triển khai")):
        return False
    if SUBJECT_OPEN.search(subject[-1]):
        return True
    widest = max(len(other.text) for other in lines[index : index + 12])
    if line.is_whole:
        return len(text) < 120 and not BASIS.match(text)
    is_wrapped = len(lines[index - 1].text) >= 0.6 * widest and _ends_apart(lines, index)
    return (len(text) < 0.75 * widest or is_wrapped) and (line.gap <= lines[index - 1].gap + 1)


def _is_basis(text: str) -> bool:
    """A line that begins with "Thực hiện Kế hoạch số 3/…" opens the body; a subject cites in small letters."""
    return bool(BASIS.match(text) and re.search(r"\bsố\s*:?\s*\d+", text))


def _ends_apart(lines: list[Line], index: int) -> bool:
    """Whether the lines that go on from here stand apart from the body that follows: by room, a basis or a number."""
    return lines[index].gap <= lines[index - 1].gap and any(
        line.gap > lines[index].gap or BASIS.match(line.text) or is_marked(line.text)
        for line in lines[index + 1 : index + 4]
    )


def _read_letter_head(lines: list[Line], addressed: int | None, head: Head) -> tuple[int, Head]:
    if addressed is None:
        first = next((i for i, line in enumerate(lines[:HEAD_LINES]) if is_marked(line.text) or len(line.text) > 60), 0)
        head.lines = lines[:first]
        _read_head_lines(head, head.lines)
        return first, head
    head.lines = lines[:addressed]
    _read_head_lines(head, head.lines)
    return _read_addressees(lines, addressed, head), head


def _read_addressees(lines: list[Line], index: int, head: Head) -> int:
    first = ADDRESSED.sub("", lines[index].text, count=1).strip().removeprefix("-").strip()
    names = [first] if first else []
    head.title_lines.append(lines[index])
    index += 1
    while index < len(lines):
        text = lines[index].text
        dashed = DASHED.match(text)
        if dashed and (len(text) < 160) and (not names or names[-1].endswith((";", ",")) or not first):
            names.append(text[dashed.end() :])
        elif names and not names[-1].endswith((".", ";")) and text[0].islower():
            names[-1] = f"{names[-1]} {text}"
        else:
            break
        head.title_lines.append(lines[index])
        index += 1
        if names[-1].endswith("."):
            break
    head.addressees = [name.strip(" ;.,") for name in names if name.strip(" ;.,")]
    return index


def _read_head_lines(head: Head, lines: Sequence[Line]) -> None:
    left: list[str] = []
    about: list[str] = []
    in_about = False
    for line in lines:
        for text in head_columns(line):
            placed = PLACE_DATE.match(text)
            numbered = NUMBER_LINE.match(text)
            if PARTY_HEAD.search(text):
                head.is_party = True
            elif NATION.search(text) or BROKEN_NATION.match(text):
                continue
            elif placed:
                _take_place(head, placed)
                in_about = False
            elif numbered:
                number = OWN_NUMBER.search(numbered.group(1))
                head.number = re.sub(r"\s+", "", number.group()).rstrip(".,") if number else ""
                in_about = False
            elif ABOUT.match(text):
                about.append(ABOUT.sub("", text, count=1))
                in_about = True
            elif in_about and not is_upper(text):
                about.append(text)
            elif is_upper(text) and not TAIL_TITLES.match(text) and text[0].isalpha():
                left.append(text)
    head.parent_body, head.issuer = _bodies(left)
    if about:
        head.subject = " ".join(about).strip(' “”"')
        head.type_name = head.type_name or "Công văn"


def _take_place(head: Head, placed: re.Match[str]) -> None:
    head.place = placed["place"].strip(" ,*-")
    if placed["day"].isdigit() and placed["month"].isdigit():
        try:
            head.day = date(int(placed["year"]), int(placed["month"]), int(placed["day"]))
        except ValueError:
            head.day = None


def _bodies(lines: list[str]) -> tuple[str, str]:
    """Superior and issuer from the lines at the upper left; "ỦY BAN NHÂN DÂN" and "XÃ …" are one name."""
    names: list[str] = []
    for text in lines:
        if (names and (UNIT_LINE.match(text) or STANDING.match(text)) and not UNIT_LINE.search(names[-1])) or (
            names and not _is_body(text)
        ):
            names[-1] = f"{names[-1]} {text}"
        else:
            names.append(text)
    if not names:
        return "", ""
    return " ".join(names[:-1]), names[-1]


def _is_body(text: str) -> bool:
    return bool(BODY_START.match(text))


def head_columns(line: Line) -> list[str]:
    """The columns of a line of the letterhead, also where only one space was left between them."""
    pieces: list[str] = []
    for part in columns_of(line):
        text = " ".join(part.split())
        numbered = NUMBER_LINE.match(text)
        if numbered or NATION.search(text) or PARTY_HEAD.search(text):
            own = OWN_NUMBER.search(text) if numbered else None
            cut = HEAD_CUT.search(text, own.end() if own else 0)
            pieces += [text[: cut.start()], text[cut.end() :]] if cut and cut.start() else [text]
        else:
            pieces.append(text)
    return pieces
