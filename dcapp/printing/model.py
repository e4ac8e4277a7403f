"""What an official paper says, part by part; the PDF, Word and plain-text writers all read this and nothing else.

Every text is printed as it stands here: writers add only the dashes of lists, the words "Kính gửi:" and "Nơi nhận:",
table numbers, page numbers and ruled lines. Ready-made endings, numbers and dates come from `dcapp.printing.wording`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

ADDRESSEES_LEAD = "Kính gửi:"
RECIPIENTS_LEAD = "Nơi nhận:"


class House(StrEnum):
    """Whose layout rules the paper follows: the State's decree or the Party's guidance."""

    STATE = "state"
    PARTY = "party"


class Align(StrEnum):
    """How the lines of a paragraph or cell stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Words: TypeAlias = str | tuple[Run, ...]
"""Plain words, or runs where some are bold or italic; `\\n` breaks the line."""


def runs_of(words: Words) -> tuple[Run, ...]:
    """The words as runs, whichever way they were given."""
    return (Run(words),) if isinstance(words, str) else words


def flat(words: Words) -> str:
    """The words without their styles."""
    return words if isinstance(words, str) else "".join(run.text for run in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Head of the first page: boxes 1 to 4 of the decree, or the Party's head.

    `brief`: a book, whose head is the office alone on one line. `number` is the whole line ("Số: 05/KH-UBND", "Số
    36-QĐ/ĐU"), and so is `place_date` ("Phổ Châu, ngày 05 tháng 02 năm 2026").
    """

    issuing_body: str
    parent_body: str = ""
    number: str = ""
    place_date: str = ""
    house: House = House.STATE
    brief: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """Boxes 10a, 10b, 11, 12 and 13: stamped or noted signs, each empty when it does not apply."""

    secrecy: str = ""
    urgency: str = ""
    circulation: str = ""
    drafter: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Division:
    """Phần, Chương, Mục, Tiểu mục: its word and number on one centred line, its title in capitals below."""

    mark: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Big section of a plan or report: "I." and a bold title in capitals."""

    mark: str
    title: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A bold title of its own line; level 1 centred, 2 indented, 3 indented bold italic."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text: justified, first line indented; `signing`: centred in the right half, where signatures stand."""

    words: Words
    align: Align = Align.JUSTIFY
    indented: bool = True
    keep_with_next: bool = False
    signing: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """A khoản ("1.") or điểm ("a)"); `title` is bold and stands alone when there are no words."""

    mark: str
    words: Words = ""
    title: str = ""
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Dash:
    """A dashed line of text; `mark` is "-" or, one step deeper, "+"."""

    words: Words
    mark: str = "-"
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """Điều n.: with a title on its own bold line, or with its words beginning on the same line."""

    number: str
    title: str = ""
    words: Words = ""
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `weight` is its share of the width, `over` a heading shared with its neighbours."""

    title: str
    weight: float = 1.0
    align: Align = Align.LEFT
    over: str = ""


class RowKind(StrEnum):
    """What a table row is: data, the heading of a group (one cell over the whole width), or a bold total."""

    DATA = "data"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; cells in the order of the columns (the number column is not counted)."""

    cells: tuple[Words, ...]
    kind: RowKind = RowKind.DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ruled table whose head repeats on each page and whose rows never break between pages.

    With `number_title` a first column counts the data rows; `counts_columns` sets (1), (2), … below the titles; `size`
    is that of the letters in points where it is not the layout's.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    number_title: str = ""
    counts_columns: bool = False
    size: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyValue:
    """Label and value in two columns without rules; `label_share` is the labels' share of the width."""

    pairs: tuple[tuple[str, Words], ...]
    label_share: float = 0.3


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty room, in millimetres."""

    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture as PNG bytes, `width_mm` wide (never wider than the text)."""

    png: bytes
    width_mm: float
    alternative: str
    align: Align = Align.CENTER


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Go on with a new page."""


Block: TypeAlias = (
    Division | Part | Heading | Paragraph | Numbered | Dash | Article | Table | KeyValue | Spacer | Image | PageBreak
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Boxes 7a–7c: who signs, in whose name; `note` stands in brackets where the signature goes ("(Đã ký)")."""

    authority: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Signs that are not part of the paper itself; they stand in the margins only, on every page."""

    sample: bool = False
    draft: bool = False
    audit_head: str = ""
    copy_number: str = ""
    footer: str = ""

    @property
    def left_head(self) -> str:
        """What the upper left margin says."""
        return " · ".join(word for word, on in (("MẪU", self.sample), ("DỰ THẢO", self.draft)) if on)

    def __bool__(self) -> bool:
        return bool(self.left_head or self.audit_head or self.copy_number or self.footer)


NO_MARKS = Marks()
NO_STAMPS = Stamps()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appendix:
    """Phụ lục: new page, own page numbers; `reference` is the line "(Kèm theo …)"."""

    mark: str = "Phụ lục"
    title: str = ""
    reference: str = ""
    blocks: tuple[Block, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole paper. A letter (công văn) has no `type_name`; its `subject` ("V/v …") goes below the number."""

    letterhead: Letterhead | None = None
    type_name: str = ""
    subject: str = ""
    addressees: tuple[str, ...] = ()
    issuer_line: str = ""
    bases: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    closing: Words = ""
    recipients: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    stamps: Stamps = NO_STAMPS
    marks: Marks = NO_MARKS
    appendices: tuple[Appendix, ...] = ()
    landscape: bool = False
    language: str = "vi-VN"

    @property
    def is_letter(self) -> bool:
        """A công văn: no name of type, its subject stands below the number."""
        return self.letterhead is not None and not self.type_name and bool(self.subject)

    @property
    def house(self) -> House:
        """Whose layout the paper follows."""
        return self.letterhead.house if self.letterhead else House.STATE

    @property
    def title(self) -> str:
        """Title for the file's properties and the preview."""
        return " ".join(part for part in (self.type_name, self.subject.replace("\n", " ")) if part)

    @property
    def body(self) -> Iterator[Block]:
        """The blocks and, as a last paragraph, the closing words."""
        yield from self.blocks
        if flat(self.closing).strip():
            yield Paragraph(self.closing)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSheet:
    """What a printed register says besides its rows; `size` is that of the cells in points."""

    columns: tuple[Column, ...]
    title: str
    subtitle: str = ""
    letterhead: Letterhead | None = None
    marks: Marks = NO_MARKS
    landscape: bool = True
    size: float = 10.0
