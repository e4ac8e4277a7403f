"""What Word takes from styles when a paragraph, run or table does not say it itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dcapp.reading.docx_numbering import W, value_of
from dcapp.reading.legacy import Letters, letters_of_font

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_NO_LINE = {"none", "nil", ""}


@dataclass(frozen=True, slots=True)
class Look:
    """How the words of a run look."""

    bold: bool = False
    capitals: bool = False
    hidden: bool = False
    letters: Letters = Letters.UNICODE


class Styles:
    """The styles of a file with what they inherit from one another."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default_paragraph = ""
        self._default_run: Element | None = None
        if root is None:
            return
        self._default_run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        for style in root.findall(W + "style"):
            name = style.get(W + "styleId", "")
            self._styles[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._default_paragraph = name

    def lists(self) -> dict[str, str]:
        """List styles by the list that they number with."""
        found = {}
        for name, style in self._styles.items():
            number = value_of(style.find(f"{W}pPr/{W}numPr"), "numId")
            if number:
                found[name] = number
        return found

    def list_of(self, properties: Element | None) -> tuple[str, str, str]:
        """The list, the level and the style that numbers a paragraph; empty where none does."""
        own = None if properties is None else properties.find(W + "numPr")
        name = value_of(properties, "pStyle") or self._default_paragraph
        number, level = value_of(own, "numId"), value_of(own, "ilvl")
        for style in self._chain(name):
            if number:
                break
            inherited = style.find(f"{W}pPr/{W}numPr")
            number, level = value_of(inherited, "numId"), level or value_of(inherited, "ilvl")
        return ("" if number == "0" else number, level, name)

    def is_centred(self, properties: Element | None) -> bool:
        """Whether a paragraph stands in the middle."""
        own = value_of(properties, "jc")
        if own:
            return own == "center"
        name = value_of(properties, "pStyle") or self._default_paragraph
        inherited = (value_of(style.find(W + "pPr"), "jc") for style in self._chain(name))
        return next((found for found in inherited if found), "") == "center"

    def look_of(self, run: Element | None, paragraph: Element | None) -> Look:
        """How a run looks, given its own properties and those of its paragraph."""
        sources = list(self._run_properties(run, paragraph))
        letters, draws_capitals = letters_of_font(self._font(sources))
        return Look(
            bold=_is_on(sources, "b"),
            capitals=draws_capitals or _is_on(sources, "caps") or _is_on(sources, "smallCaps"),
            hidden=_is_on(sources[:1], "vanish"),
            letters=letters,
        )

    def is_ruled(self, table: Element) -> bool:
        """Whether lines are drawn between or around the cells of a table."""
        cells = table.findall(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders")
        if sum(_has_line(borders) for borders in cells) > len(table.findall(f"{W}tr/{W}tc")) / 2:
            return True
        properties = table.find(W + "tblPr")
        own = None if properties is None else properties.find(W + "tblBorders")
        if own is not None:
            return _has_line(own)
        inherited = (style.find(f"{W}tblPr/{W}tblBorders") for style in self._chain(value_of(properties, "tblStyle")))
        return any(_has_line(borders) for borders in inherited if borders is not None)

    def _run_properties(self, run: Element | None, paragraph: Element | None) -> Iterator[Element]:
        if run is not None:
            yield run
            for style in self._chain(value_of(run, "rStyle")):
                yield from style.findall(W + "rPr")
        for style in self._chain(value_of(paragraph, "pStyle") or self._default_paragraph):
            yield from style.findall(W + "rPr")
        if self._default_run is not None:
            yield self._default_run

    @staticmethod
    def _font(sources: list[Element]) -> str:
        for source in sources:
            fonts = source.find(W + "rFonts")
            if fonts is None:
                continue
            name = fonts.get(W + "hAnsi") or fonts.get(W + "ascii") or ""
            if name or fonts.get(W + "hAnsiTheme") or fonts.get(W + "asciiTheme"):
                return name
        return ""

    def _chain(self, name: str) -> Iterator[Element]:
        seen: set[str] = set()
        while name and name not in seen and name in self._styles:
            seen.add(name)
            yield self._styles[name]
            name = value_of(self._styles[name], "basedOn")


def _is_on(sources: list[Element], name: str) -> bool:
    for source in sources:
        switch = source.find(W + name)
        if switch is not None:
            return switch.get(W + "val", "1") not in ("0", "false", "off", "none")
    return False


def _has_line(borders: Element) -> bool:
    return any(value_of(borders, side) not in _NO_LINE for side in _SIDES)
