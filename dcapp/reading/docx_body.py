"""The words of a Word body in the order in which a person reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dcapp.kernel.text import nfc
from dcapp.reading.docx_numbering import Numbering, W, value_of, whole_number
from dcapp.reading.docx_styles import Look, Styles
from dcapp.reading.legacy import Letters, decode, letters_of_font
from dcapp.reading.source import MERGED, LineKind, SourceLine

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BEYOND_LATIN1 = re.compile(r"[\u0100-\u024f\u1e00-\u1eff]")
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,4}")
_PRIVATE_SIGN = re.compile(r"[\uf020-\uf0ff]")
_WRAPPERS = {
    W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo")
}
_PASSED_OVER = {W + name for name in ("del", "moveFrom", "sdtPr", "sdtEndPr", "pPr", "rPr", "delText", "instrText")}
_UNSHOWN_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|TOC)\b", re.IGNORECASE)
_LAYOUT_HEAD = re.compile(
    r"C[ỘO]NG\s+H[ÒO][ÀA]?A?\s+X[ÃA]\s+H[ỘO]I|ĐẢNG CỘNG SẢN VIỆT NAM|^\s*Nơi\s*nhận", re.IGNORECASE | re.MULTILINE
)
_LAYOUT_COLUMNS = 2
_LAYOUT_ROWS = 8
_MOST_COLUMNS = 64


@dataclass(slots=True)
class _Paragraph:
    """Pieces of one paragraph as they are met: words with their look; a line break is a piece of its own."""

    pieces: list[tuple[str, Look]] = field(default_factory=list)
    boxes: list[SourceLine] = field(default_factory=list)


@dataclass(slots=True)
class _Field:
    """A field being walked through: its instruction, and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False

    @property
    def is_shown(self) -> bool:
        return self.in_result and not _UNSHOWN_FIELD.match(self.instruction)


class Body:
    """Walks through a part of a Word file; numbered paragraphs must be met once and in order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._fields: list[_Field] = []
        self._carried: list[tuple[str, Look]] = []
        self.letters: set[Letters] = set()

    def lines(self, parent: Element) -> Iterator[SourceLine]:
        """The lines of everything in a body, cell, text box or note."""
        for element in parent:
            if element.tag == W + "p":
                yield from self._paragraph(element)
            elif element.tag == W + "tbl":
                yield from self._table(element)
            elif element.tag == ALTERNATIVES + "AlternateContent":
                yield from self.lines(_chosen(element))
            elif element.tag in _WRAPPERS:
                yield from self.lines(element)

    def _paragraph(self, element: Element) -> Iterator[SourceLine]:
        properties = element.find(W + "pPr")
        found = _Paragraph(pieces=self._carried)
        self._carried = []
        self._collect(element, properties, found)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = found.pieces  # the break after it was deleted, so it runs on into the next
            yield from found.boxes
            return
        texts = self._texts(found.pieces)
        looks = [look for piece, look in found.pieces if piece.strip()]
        bold = bool(looks) and all(look.bold for look in looks)
        centred = self._styles.is_centred(properties)
        number, level, style = self._styles.list_of(properties)
        if number and any(text.strip() for text in texts):
            index = whole_number(level) if level else self._numbering.level_of_style(number, style)
            texts[0] = f"{self._numbering.marker(number, index)} {texts[0].lstrip()}".strip()
        for text in texts:
            yield SourceLine(text.strip(), bold=bold, centred=centred, paragraph=True)
        yield from found.boxes

    def _collect(self, element: Element, properties: Element | None, found: _Paragraph) -> None:
        for child in element:
            if child.tag == W + "r":
                self._run(child, properties, found)
            elif child.tag == W + "fldSimple":
                if not _UNSHOWN_FIELD.match(child.get(W + "instr", "")):
                    self._collect(child, properties, found)
            elif child.tag == ALTERNATIVES + "AlternateContent":
                self._collect(_chosen(child), properties, found)
            elif child.tag in _WRAPPERS:
                self._collect(child, properties, found)

    def _run(self, run: Element, properties: Element | None, found: _Paragraph) -> None:
        look = self._styles.look_of(run.find(W + "rPr"), properties)
        for child in run:
            self._note_field(child)
            if child.tag in _PASSED_OVER:
                continue
            words = _words_of(child, look, at_start=not found.pieces)
            if words and not look.hidden and all(entered.is_shown for entered in self._fields):
                found.pieces.append((words, look))
            if not words:
                found.boxes += self._boxes(child)

    def _note_field(self, element: Element) -> None:
        """Keep account of where the instruction and the result of a field begin and end."""
        if element.tag == W + "instrText" and self._fields:
            self._fields[-1].instruction += element.text or ""
        if element.tag != W + "fldChar":
            return
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _boxes(self, element: Element) -> list[SourceLine]:
        """The lines of text boxes in a drawing; of two drawings of the same box only the first."""
        if element.tag == W + "txbxContent":
            outer, self._fields = self._fields, []
            lines = [line for line in self.lines(element) if line.text]
            self._fields = outer
            return lines
        if element.tag == ALTERNATIVES + "AlternateContent":
            return self._boxes(_chosen(element))
        return [line for child in element for line in self._boxes(child)]

    def _texts(self, pieces: list[tuple[str, Look]]) -> list[str]:
        """The words of a paragraph line by line; pieces in the same old letters are read together."""
        whole = "".join(words for words, _look in pieces)
        is_unicode = bool(_BEYOND_LATIN1.search("".join(words for words, look in pieces if look.letters != "unicode")))
        joined: list[tuple[str, Look]] = []
        for words, look in pieces:
            plain = replace(look, bold=False, letters=Letters.UNICODE if is_unicode else look.letters)
            if joined and joined[-1][1] == plain:
                joined[-1] = (joined[-1][0] + words, plain)
            else:
                joined.append((words, plain))
        if not whole:
            return [""]
        return "".join(self._read(words, look) for words, look in joined).split("\n")

    def _read(self, words: str, look: Look) -> str:
        if look.letters is not Letters.UNICODE:
            words = _PRIVATE_SIGN.sub(lambda sign: chr(ord(sign[0]) - 0xF000), words)
            self.letters |= {look.letters} if not words.isascii() else set()
            words = decode(words, look.letters)
        words = nfc(words)
        return words.upper() if look.capitals else words

    def _table(self, table: Element) -> Iterator[SourceLine]:
        rows = [[self._cell(cell, column) for column, cell in _cells_in(row)] for row in _rows_in(table)]
        if self._is_layout(table, rows):
            for column in sorted({cell.column for row in rows for cell in row}):
                for row in rows:
                    yield from (line for cell in row if cell.column == column for line in cell.lines)
            return
        width = max((cell.column + 1 for row in rows for cell in row), default=0)
        for row in rows:
            cells = [""] * width
            for cell in row:
                words = "\n".join(line.text for line in cell.lines if line.text)
                cells[cell.column] = MERGED if cell.goes_on else words
            if any(words != MERGED for words in cells if words):
                bold = all(line.bold for cell in row for line in cell.lines if line.text)
                text = " | ".join(" ".join(cell.replace(MERGED, "").split()) for cell in cells)
                yield SourceLine(text, LineKind.TABLE, tuple(cells), bold=bold, paragraph=True)

    def _cell(self, cell: Element, column: int) -> _Cell:
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
        lines = tuple(self.lines(cell))
        return _Cell(column, () if goes_on else lines, goes_on)

    def _is_layout(self, table: Element, rows: list[list[_Cell]]) -> bool:
        """Whether a table only places words: a letterhead, or recipients beside a signature."""
        columns = {cell.column for row in rows for cell in row if any(line.text for line in cell.lines)}
        if len(columns) <= 1:
            return len(rows) == 1 or not self._styles.is_ruled(table)
        if len(columns) > _LAYOUT_COLUMNS + 1:
            return False
        words = "\n".join(line.text for row in rows for cell in row for line in cell.lines)
        if len(rows) <= _LAYOUT_ROWS and _LAYOUT_HEAD.search(words):
            return True
        return len(columns) == _LAYOUT_COLUMNS and not self._styles.is_ruled(table)


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    lines: tuple[SourceLine, ...]
    goes_on: bool = False


def _chosen(alternatives: Element) -> Element:
    """Of two ways to draw the same thing the first that has words, so that nothing is read twice."""
    with_words = [child for child in alternatives if next(child.iter(W + "t"), None) is not None]
    return with_words[0] if with_words else next(iter(alternatives), alternatives)


def _rows_in(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == W + "tr" and child.find(f"{W}trPr/{W}del") is None:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows_in(child)


def _cells_in(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row with the column in which each begins."""
    column = whole_number(value_of(row.find(W + "trPr"), "gridBefore"))
    for cell in _plain_cells(row):
        if column >= _MOST_COLUMNS:
            return
        yield max(0, column), cell
        column += max(1, whole_number(value_of(cell.find(W + "tcPr"), "gridSpan"), 1))


def _plain_cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _plain_cells(child)


def _words_of(element: Element, look: Look, *, at_start: bool) -> str:
    """What one child of a run adds to the words."""
    name = element.tag.removeprefix(W)
    if name == "t":
        return (element.text or "").replace("\n", " ")
    if name == "sym":
        code = element.get(W + "char", "")
        if letters_of_font(element.get(W + "font", ""))[0] is not Letters.UNICODE and _HEXADECIMAL.fullmatch(code):
            return chr(int(code, 16) & 0xFF)
        return "- " if at_start else ""
    if name == "br":
        return "" if element.get(W + "type") in ("page", "column") else "\n"
    if name == "softHyphen":
        return "\u00ad" if look.letters is Letters.TCVN3 else ""
    return {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")
