"""Who is charged with what: by numbered headings, by "Giao …", by the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dcapp.kernel.text import fold
from dcapp.reading.names import loose_name_at, name_at
from dcapp.reading.outline import Entry, bare_number
from dcapp.reading.result import PassageKind
from dcapp.reading.source import MERGED
from dcapp.reading.wordings import APPENDIX, CHARGED_BY, ORGANISING

LONGEST_OFFICER = 170
SHORT_TITLE = 90
LONGEST_HEAD = 60
NOT_INSIDE = -1
PLAIN = 9
LISTED_BELOW = 3
_HAS_TO = (
    r"(?:có trách nhiệm|chịu trách nhiệm(?! thi hành)|có nhiệm vụ|thực hiện các nhiệm vụ(?: sau)?|thực hiện(?= *:))"
)
CHARGE_TAIL = re.compile(rf"\s*,?\s*(?:{_HAS_TO}\s*:?|:)\s*|\s*[.;]?\s*$", re.IGNORECASE)
CHARGED_TAIL = re.compile(rf"\s*,?\s*(?:{_HAS_TO})?\s*:?\s*$", re.IGNORECASE)
ASKED = re.compile(
    r"(?:^|(?<=[.;:]\s)|(?<=[.;:]\s\s)|(?<=đồng thời\s))(?:Giao(?:\s+cho)?|Phân công|Mời|Trân trọng đề nghị|"
    r"Đề nghị|Yêu cầu|Ủy quyền cho|đề "
    r"nghị|yêu cầu|giao)\s+"
)
ASKED_ANYWHERE = re.compile(r"(?i:đề nghị|yêu cầu|giao(?: cho)?(?! ban\b)|phân công)\s+")
VERB = re.compile(rf"(?:{CHARGED_BY})(?!\w)")
CHARGED_LIST = re.compile(r"(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)[^.;:]{0,30}:\s*$")
LEADS = re.compile(
    r"(?:căn cứ (?:Quyết định|Nghị quyết|Quy chế)[^.;]{0,20}thi hành|chủ trì|có trách nhiệm|chịu trách nhiệm|"
    r"phối hợp|có nhiệm vụ|làm đầu mối|là đầu mối)\b"
)
ABOUT = re.compile(r"^(?:Về|Đối với)\s[^:.;]{3,90}:\s*|^(?:Trách nhiệm|Nhiệm vụ) của\s+|^Đối với\s+")
NO_NAME = re.compile(
    r"(?:Thời|Kinh phí|Địa điểm|Phân công|Chế độ|Công tác|Giai đoạn|Tiến độ|Lộ trình|Nguồn|Thành phần|Nội dung|Biện "
    r"pháp|"
    r"Giải pháp|Khen thưởng|Kiểm tra|Báo cáo|Thông tin|Tổ chức|Hằng|Hàng|Định kỳ|Sơ kết|Tổng kết|Căn cứ|Trên cơ sở|"
    r"Quá trình|"
    r"Trong quá trình|Việc|Khi|Nếu|Sau|Trước|Từ|Đến|Bước|Đợt|Phương pháp|Hình thức|Cách|Mục|Yêu cầu|Số lượng|Quy mô|"
    r"Điều kiện)\b"
)
OF_SOMEBODY = re.compile(r"^(?:Trách nhiệm|Nhiệm vụ) của\s", re.IGNORECASE)
PERSON = re.compile(r"^(?:Đồng chí|Đ/c|Đ\.c|Ông|Bà)\s", re.IGNORECASE)
TOGETHER = re.compile(r"^(?:Các (?:ông|bà|đồng chí)[^:]{0,12}|Các ông,? bà|Ông \(bà\)):\s*")
SAID_BY_ISSUER = re.compile(r"(?:đề nghị|yêu cầu|nhận được|ban hành|thông báo|mong|trân trọng|kính)\b", re.IGNORECASE)
HEADS = {
    "officer": (
        "chu tri",
        "don vi thuc hien",
        "co quan thuc hien",
        "nguoi thuc hien",
        "phu trach",
        "don vi chu tri",
        "co quan chu tri",
        "bo phan thuc hien",
        "phan cong",
        "trach nhiem",
        "don vi",
        "thuc hien",
    ),
    "content": ("noi dung", "nhiem vu", "cong viec", "ten viec", "hoat dong", "viec"),
    "support": ("phoi hop",),
    "time": ("thoi gian", "thoi han", "tien do", "han", "hoan thanh"),
    "product": ("san pham", "ket qua"),
}


@dataclass(slots=True)
class Charge:
    """Somebody and the entries that say what they have to do; `words` are duties cut out of a heading."""

    number: str
    officer: str
    entry: int
    duties: list[tuple[str, int]] = field(default_factory=list)
    has_dash: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table of assignments."""

    entry: int
    row: int
    content: str
    officer: str
    support: str
    time: str
    product: str


def is_organising(entry: Entry) -> bool:
    """Whether a part says who does what."""
    return entry.kind is PassageKind.PART and bool(ORGANISING.search(entry.text))


def charges_of(entries: Sequence[Entry], *, is_letter: bool) -> list[Charge]:
    """Every charge, in the order of the paper; the same person twice stays two charges of two headings.

    `is_letter` says that the whole paper charges (letters, notices), not only a part that is named for it.
    """
    charges: list[Charge] = []
    current: Charge | None = None
    current_depth = 0
    general: Charge | None = None
    inside_from = NOT_INSIDE
    is_led = is_plain = False
    for index, entry in enumerate(entries):
        if entry.kind is PassageKind.TABLE:
            continue
        is_led = is_led or (is_letter and entry.depth == PLAIN and entry.text.endswith(":"))
        if is_letter and entry.depth == PLAIN and (asked_all := _asked_all(entry.text)):
            general, current = Charge("", asked_all, index), None
            charges.append(general)
            continue
        if entry.kind in (PassageKind.BASIS, PassageKind.LEAD_IN) and not (
            is_led and _plainly(entry, entries[index + 1 :])
        ):
            continue
        if entry.kind is PassageKind.CLOSING or _is_appendix(entry):
            current, general, inside_from = None, None, NOT_INSIDE
            continue
        if entry.depth <= inside_from:
            inside_from = NOT_INSIDE
        if _is_organising_heading(entry) and not (current and entry.depth > current_depth):
            inside_from = entry.depth if inside_from == NOT_INSIDE else inside_from
            current = None
            continue
        if entry.kind is PassageKind.PART:
            current = None
            continue
        is_named = current is not None and (
            (not _has_words(current) and _is_named_below(entry)) or _is_charged_below(entry, entries[index + 1 :])
        )
        plainly = _plainly(entry, entries[index + 1 :]) if is_led or inside_from != NOT_INSIDE else []
        is_plain_again = is_plain and bool(plainly)
        if current is None or entry.depth <= current_depth or is_named or is_plain_again or _asks_anew(entry):
            has_more = index + 1 < len(entries) and entries[index + 1].depth > entry.depth
            opened = _opened(entry, inside=inside_from != NOT_INSIDE, is_letter=is_letter, has_more=has_more)
            opened = opened or plainly
            if opened:
                number = bare_number(entry.marker) if entry.depth <= 3 else ""
                for officer, duty in opened:
                    current = Charge(number, officer, index)
                    current_depth = entry.depth
                    charges.append(current)
                    if duty:
                        current.duties.append((duty, index))
                is_plain = entry.depth == PLAIN
                if is_plain and opened[-1][1]:
                    current = None
                elif is_plain:
                    current_depth = LISTED_BELOW
                continue
            if entry.depth <= current_depth:
                current = None
        if current is not None:
            _add_duty(current, entry, index)
        elif general is not None and entry.depth != PLAIN:
            _add_duty(general, entry, index)
    return [charge for charge in charges if charge.duties]


def _asked_all(text: str) -> str:
    """Whom a letter asks before its list: "… đề nghị các đơn vị thực hiện các nội dung sau:"."""
    if not text.rstrip().endswith(":"):
        return ""
    places = [found.end() for found in ASKED_ANYWHERE.finditer(text)]
    name = name_at(text[places[-1] :]) if places else ""
    return name if " " in name else ""


def _has_words(charge: Charge) -> bool:
    """Whether the heading itself says what to do."""
    return any(index == charge.entry for _words, index in charge.duties)


def _is_named_below(entry: Entry) -> bool:
    """Under a heading for several, one of them by name: "a) Đồng chí …: theo dõi …"."""
    name = name_at(entry.text) if 2 < entry.depth <= 4 else ""
    rest = entry.text[len(name) :].lstrip()
    return bool(name) and (rest.startswith(":") or (bool(PERSON.match(name)) and bool(VERB.match(rest.lstrip(", ")))))


def _is_charged_below(entry: Entry, following: Sequence[Entry]) -> bool:
    """Under a heading for a body, one that has duties of its own: "3. Phòng … có trách nhiệm:", and a list."""
    goes_on = bool(following) and following[0].depth > entry.depth
    return goes_on and 1 < entry.depth <= 3 and bool(CHARGED_LIST.search(entry.text)) and bool(name_at(entry.text))


def _asks_anew(entry: Entry) -> bool:
    """Plain words that begin with "Giao X" do not belong to the duties above them."""
    return entry.depth == PLAIN and bool(ASKED.match(entry.text))


def _plainly(entry: Entry, following: Sequence[Entry]) -> list[tuple[str, str]]:
    """Without any number: "Văn phòng … chuẩn bị …", or a name alone over a list of dashes."""
    if entry.depth != PLAIN or entry.kind not in (PassageKind.PARAGRAPH, PassageKind.LEAD_IN):
        return []
    officer, duty = _parted(ABOUT.sub("", entry.text, count=1), is_sure=False)
    if " " not in officer or SAID_BY_ISSUER.match(duty):
        return []
    if not duty:
        goes_on = bool(following) and LISTED_BELOW < following[0].depth < PLAIN
        return [(officer, "")] if goes_on and _is_heading(entry.text) else []
    return [(officer, duty)] if VERB.match(duty) or ":" in entry.text[: len(officer) + 25] else []


def _add_duty(charge: Charge, entry: Entry, index: int) -> None:
    """A plus, and plain words after a duty, belong to the duty above; everything else is a duty of its own."""
    if entry.marker == "+" and charge.duties and charge.has_dash:
        words, first = charge.duties[-1]
        charge.duties[-1] = (f"{words}\n+ {entry.text}", first)
    else:
        charge.has_dash = entry.marker != "+"
        charge.duties.append((entry.text, index))


def _is_appendix(entry: Entry) -> bool:
    return entry.depth == PLAIN and bool(APPENDIX.match(entry.text)) and len(entry.text) < LONGEST_OFFICER


def _is_organising_heading(entry: Entry) -> bool:
    """A part or a short numbered heading that says that now the work is given out."""
    if entry.kind is PassageKind.PART:
        return bool(ORGANISING.search(entry.text))
    if OF_SOMEBODY.match(entry.text):
        return False
    return (
        entry.depth <= 2 and len(entry.text) < 90 and bool(ORGANISING.match(entry.text)) and entry.text[-1:] not in ".;"
    )


def _opened(entry: Entry, *, inside: bool, is_letter: bool, has_more: bool) -> list[tuple[str, str]]:
    """Officers and first duties that an entry opens charges with; the duty is empty where they follow below."""
    together = TOGETHER.match(entry.text)
    if together:
        officers, duty = _parted(entry.text[together.end() :], is_sure=False)
        return [(officers, duty)] if officers and duty else []
    text = ABOUT.sub("", entry.text, count=1)
    if ASKED.match(text) or entry.depth == PLAIN:
        return _asked(text)
    officer, duty = _parted(text, is_sure=inside)
    if not officer and (inside or (is_letter and entry.depth <= 3)):
        officer = loose_name_at(text)
        duty = text[len(officer) :].lstrip(" ,") if officer else ""
    if not officer:
        return _asked(text) or (_heading(text) if inside else [])
    if inside or LEADS.match(duty):
        return [(officer, duty)]
    if not duty:
        return [(officer, "")] if has_more and (is_letter or entry.depth <= 3) and _is_heading(text) else []
    return [(officer, duty)] if is_letter and entry.depth <= 3 and VERB.match(duty) else []


def _asked(text: str) -> list[tuple[str, str]]:
    """Every "Giao X …" of a paragraph: it ends where the next one begins."""
    starts = [found for found in ASKED.finditer(text) if name_at(text[found.end() :])]
    asked = []
    for number, found in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        for words in _several(text[found.end() : end]):
            officer, duty = _parted(words, is_sure=True)
            if officer:
                asked.append((officer, duty.strip()))
    return asked


def _several(words: str) -> list[str]:
    """Whom one paragraph asks: "Giao Sở Tài chính bố trí …; Sở Văn hóa đẩy mạnh …" asks two."""
    cuts = [0]
    for mark in re.finditer(r";\s+", words):
        name = name_at(words[mark.end() :])
        if " " in name and name[0].isupper() and VERB.match(words[mark.end() + len(name) :].lstrip(" ,")):
            cuts.append(mark.end())
    return [words[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True)]


def _parted(text: str, *, is_sure: bool) -> tuple[str, str]:
    """Who, and what they have to do; both empty where the text does not begin with an office or a post."""
    name = name_at(text)
    if not name:
        return "", ""
    rest = text[len(name) :]
    while rest.startswith("; ") and (another := name_at(rest[2:])):  # "Phòng Kinh tế; Phòng Nội vụ"
        name = f"{name}; {another}"
        rest = text[len(name) :]
    tail = CHARGE_TAIL.match(rest)
    if tail:
        return name.strip(" ,.;:-–"), rest[tail.end() :].strip()
    clean = rest.lstrip(" ,")
    head, colon, after = text.partition(":")
    if VERB.match(clean):
        return name, "" if clean.endswith(":") else clean
    if colon and len(head) <= LONGEST_OFFICER and (is_sure or len(head) <= len(name) + 40) and "." not in head:
        return CHARGED_TAIL.sub("", head).strip(" ,"), after.strip()
    if not clean.strip(" .;"):
        return name, ""
    if is_sure and _is_heading(text):
        return CHARGED_TAIL.sub("", text).strip(" ,"), ""
    return (
        (name, clean) if is_sure and re.match(r"[^\W\d_]", clean) and clean[0].islower() and " " in name else ("", "")
    )


def _heading(text: str) -> list[tuple[str, str]]:
    """In a part that gives out work a short title is a name, whatever words it is made of."""
    head, colon, rest = text.partition(":")
    if NO_NAME.match(text):
        return []
    if colon and len(head) < SHORT_TITLE:
        return [(CHARGED_TAIL.sub("", head).strip(" ,"), rest.strip())]
    return [(CHARGED_TAIL.sub("", text).strip(" ,"), "")] if _is_heading(text) and len(text) < SHORT_TITLE else []


def _is_heading(text: str) -> bool:
    """Short words without a full stop: a name that stands over its duties."""
    return len(text) <= LONGEST_OFFICER and not text.rstrip().endswith((".", ";"))


def table_rows(entries: Sequence[Entry]) -> list[TableRow]:
    """Rows of tables whose heading names who does what; a cell that goes on from above says the same again."""
    rows: list[TableRow] = []
    for index, entry in enumerate(entries):
        if entry.kind is not PassageKind.TABLE:
            continue
        first, heads = _heading_row(entry.cells)
        above: tuple[str, ...] = ()
        last_officer = ""
        for row, raw in enumerate(entry.cells[first:], start=first):
            cells = tuple(
                above[place] if cell == MERGED and place < len(above) else cell for place, cell in enumerate(raw)
            )
            above = cells
            if _heads(cells).keys() >= {"content", "officer"} and cells == entry.cells[first - 1]:
                continue  # the heading again, on the next page
            found = {name: cells[place].strip() for name, place in heads.items() if place < len(cells)}
            content, officer = found.get("content", ""), found.get("officer", "")
            if not officer and any(found.get(name) for name in ("support", "time", "product")):
                officer = last_officer
            last_officer = officer
            if content and officer and content != officer and not officer.isdigit():
                rows.append(
                    TableRow(
                        index,
                        row,
                        content,
                        officer,
                        found.get("support", ""),
                        found.get("time", ""),
                        found.get("product", ""),
                    )
                )
    return rows


def _heading_row(cells: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The row after the heading, and which column says what; a heading may be two rows high."""
    for row in range(min(3, len(cells) - 1)):
        heads = _heads(cells[row])
        if "content" in heads and "officer" in heads:
            if row + 2 < len(cells):
                both = _heads([f"{above} {below}" for above, below in zip(cells[row], cells[row + 1], strict=False)])
                lower = _heads(cells[row + 1])
                if len(both) > len(heads) and lower and "content" not in lower:
                    return row + 2, both
            return row + 1, heads
    return len(cells), {}


def _heads(cells: Sequence[str]) -> dict[str, int]:
    heads: dict[str, int] = {}
    folded = [fold(cell) if len(cell) < LONGEST_HEAD else "" for cell in cells]
    for name in ("support", "time", "product", "content", "officer"):
        for words in HEADS[name]:
            place = next((i for i, cell in enumerate(folded) if words in cell and i not in heads.values()), None)
            if place is not None:
                heads[name] = place
                break
    return heads
