"""The end of a paper: recipients at the left, who signed at the right, appendices after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dcapp.reading.reflow import Line, columns_of
from dcapp.reading.wordings import (
    APPENDIX,
    AUTHORITY,
    CAPITAL,
    DASHED,
    PLACE_DATE,
    RECIPIENTS,
    SMALL,
    TAIL_TITLES,
    is_person,
    is_upper,
)

SIGNED = re.compile(r"^\(?\s*(?:đã ký|ký tên|ký,? (?:và )?đóng dấu|chữ ký).*\)?$", re.IGNORECASE)
POST = re.compile(
    r"^(?:T/?M\.?|KT\.?)?\s*(?:Trưởng|Phó|Tổ trưởng|Chủ tịch|Bí thư|Giám đốc|Hiệu trưởng|Chánh)\b[^.;:,]{0,40}$"
)
"""A post in small letters over a name, in papers of a thôn."""
TAIL_CUT = re.compile(
    rf"(?<=[;.:,)\w])\s+(?=(?:TM\.|T/M|KT\.|K/T|TL\.|T/L|TUQ\.|Q\.)\s*[{CAPITAL}]{{2}})"
    rf"|(?<=[;.:,])(?<!\bTM\.)(?<!\bKT\.)(?<!\bTL\.)(?<!\bTUQ\.)(?<!\bQ\.)\s+(?=(?:PHÓ |CHỦ TỊCH|BÍ THƯ|TRƯỞNG |"
    rf"CHÁNH |GIÁM ĐỐC|QUYỀN )[{CAPITAL} ]*$)"
    rf"|(?<=[;.,])\s+(?=(?:[{CAPITAL}][{SMALL}’']+\s+){{1,4}}[{CAPITAL}][{SMALL}’']+$)"
)


@dataclass
class Tail:
    """What the end of a paper says."""

    recipients: list[tuple[str, Line]] = field(default_factory=list)
    authority: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    name: str = ""
    lines: list[Line] = field(default_factory=list)
    heading: tuple[str, Line] | None = None
    signing: list[tuple[str, Line]] = field(default_factory=list)


def read_tail(lines: list[Line], start: int) -> tuple[int, Tail, list[Line]]:
    """Where the end begins, what it says, and the lines of the appendices."""
    received = next((i for i in range(start, len(lines)) if RECIPIENTS.match(lines[i].text)), None)
    signed = _signature_start(lines, start, received)
    begins = [i for i in (received, signed) if i is not None]
    if not begins:
        return len(lines), Tail(), []
    begin = min(begins)
    end = next(
        (i for i in range(begin + 1, len(lines)) if lines[i].cells or _is_appendix(lines[i])),
        len(lines),
    )
    tail = Tail(lines=lines[begin:end])
    _read_tail_lines(tail)
    return begin, tail, lines[end:]


def _is_appendix(line: Line) -> bool:
    return bool(APPENDIX.match(line.text)) and len(line.text) < 120 and not line.text.rstrip().endswith((";", "."))


def _signature_start(lines: list[Line], start: int, received: int | None) -> int | None:
    def signs(index: int) -> bool:
        return any(_is_title(part) for part in tail_columns(lines[index]))

    if received is not None:
        first = received
        for index in range(received - 1, max(start, received - 12) - 1, -1):
            text = lines[index].text
            if signs(index) or any(is_person(part) or SIGNED.match(part) for part in tail_columns(lines[index])):
                first = index
            elif first != received or len(text) > 40:
                break
        return first if first < received and any(signs(i) for i in range(first, received)) else None
    for index in range(len(lines) - 1, max(start, len(lines) - 14) - 1, -1):
        if signs(index):
            while index > start and signs(index - 1):
                index -= 1
            return index
    if len(lines) - start > 2 and is_person(lines[-1].text) and POST.match(lines[-2].text):
        return len(lines) - 2
    return None


def tail_columns(line: Line) -> list[str]:
    """The columns of a line at the end: recipients at the left, the signature at the right."""
    return [piece for column in columns_of(line) for piece in _pieces(column)]


def _pieces(column: str) -> list[str]:
    return [piece for piece in TAIL_CUT.split(" ".join(column.split())) if piece]


def _is_title(text: str) -> bool:
    return is_upper(text) and bool(AUTHORITY.match(text) or TAIL_TITLES.match(text))


def _read_tail_lines(tail: Tail) -> None:
    is_listing = False
    for line in tail.lines:
        signers = [column for column in columns_of(line) if _is_title(" ".join(column.split()))]
        others = {piece for column in signers[1:] for piece in _pieces(column)}
        for text in tail_columns(line):
            heading = RECIPIENTS.match(text)
            if heading:
                is_listing = True
                if tail.heading is None:
                    tail.heading = (heading.group().strip(), line)
                else:
                    tail.signing.append((heading.group().strip(), line))
                text = text[heading.end() :]
                if not text:
                    continue
            dashed = DASHED.match(text)
            if _is_title(text) and not dashed:
                if text not in others or text in _pieces(signers[0]):
                    _take_title(tail, text)  # of several who sign side by side the first one is the paper's
            elif dashed and is_listing:
                tail.recipients.append((text[dashed.end() :], line))
                continue
            elif is_person(text) and not (is_listing and _is_open(tail)):
                tail.name = tail.name or text
            elif _names_post(tail, text, is_listing=is_listing):
                _take_title(tail, text)
            elif is_listing and not _is_no_recipient(text) and _take_recipient(tail, text, line):
                continue
            tail.signing.append((text, line))
    tail.recipients = [(_stripped(text), line) for text, line in tail.recipients if _stripped(text)]


def _names_post(tail: Tail, text: str, *, is_listing: bool) -> bool:
    """A further line of a title in capitals, or a post in small letters where nothing stands in capitals."""
    if is_upper(text) and tail.signing and not tail.name and len(text) < 60:
        return True
    return not is_listing and not tail.titles and bool(POST.match(text))


def _is_no_recipient(text: str) -> bool:
    return bool(SIGNED.match(text) or PLACE_DATE.fullmatch(text))


def _is_open(tail: Tail) -> bool:
    """The last recipient goes on in the next line."""
    if not tail.recipients:
        return False
    last = tail.recipients[-1][0]
    return not last.endswith((";", ".", ")")) and not tail.titles and not last.startswith("Lưu")


def _take_recipient(tail: Tail, text: str, line: Line) -> bool:
    if tail.recipients and not tail.recipients[-1][0].endswith((";", ".")):
        words, first = tail.recipients[-1]
        tail.recipients[-1] = (f"{words} {text}", first)
    elif not tail.recipients or not tail.recipients[-1][0].startswith("Lưu"):
        tail.recipients.append((text, line))
    else:
        return False
    return True


def _take_title(tail: Tail, text: str) -> None:
    if tail.name:
        return  # a second signature: the first one is the paper's
    if re.match(r"^(?:TM|T/M)", text) and tail.authority:
        return  # two bodies sign side by side: the first one is the paper's
    if re.match(r"^(?:TM|T/M)", text) or (re.match(r"^(?:TL|T/L|TUQ)", text) and not tail.titles):
        tail.authority.append(text)
    elif text not in tail.titles[-1:]:
        tail.titles.append(text)


def _stripped(text: str) -> str:
    return text.strip().rstrip(";.,").strip()
