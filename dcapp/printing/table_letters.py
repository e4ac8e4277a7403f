"""Letters of one face for a fast table: widths by word, lines by cell, bytes by letter."""

from __future__ import annotations

from typing import Any

from dcapp.printing.composing import clean
from dcapp.printing.fonts import NEEDED, face_name

_CACHED_CELLS = 50_000


class Letters:
    """One face at one size inside one PDF file; common letters share one 8-bit subset."""

    def __init__(self, document: Any, size: float, *, bold: bool) -> None:
        from reportlab.pdfbase import pdfmetrics

        self.size = size
        self._document = document
        self._font = pdfmetrics.getFont(face_name(bold=bold, italic=False))
        self._widths: dict[str, float] = {}
        self._wrapped: dict[tuple[str, float], tuple[tuple[str, float], ...]] = {}
        self._codes: dict[int, str] = {}
        self._common = self._preload()

    def _preload(self) -> str:
        """Give every common letter its code in the first subset; returns the subset's name in the file."""
        for letter in NEEDED:
            ((subset, code),) = self._font.splitString(letter, self._document)
            if subset == 0:
                self._codes[ord(letter)] = f"{code[0]:02X}"
        return str(self._font.getSubsetInternalName(0, self._document))

    def width(self, text: str) -> float:
        """Width of a text in points."""
        known = self._widths.get(text)
        if known is None:
            known = float(self._font.stringWidth(text, self.size))
            if len(self._widths) < _CACHED_CELLS:
                self._widths[text] = known
        return known

    def wrapped(self, text: str, room: float) -> tuple[tuple[str, float], ...]:
        """The lines that a text needs in a cell, each with its width; long words are broken, none is lost."""
        key = (text, room)
        lines = self._wrapped.get(key)
        if lines is None:
            lines = tuple(line for part in clean(text).split("\n") for line in self._lines(part, room))
            if len(self._wrapped) >= _CACHED_CELLS:
                self._wrapped.clear()
            self._wrapped[key] = lines
        return lines

    def _lines(self, text: str, room: float) -> list[tuple[str, float]]:
        whole = self.width(text)
        if whole <= room:
            return [(text, whole)]
        space = self.width(" ")
        lines: list[tuple[str, float]] = []
        words: list[str] = []
        used = 0.0
        for word in text.split(" "):
            for piece in self._pieces(word, room):
                wide = self.width(piece)
                if words and used + space + wide > room:
                    lines.append((" ".join(words), used))
                    words, used = [], 0.0
                used += wide + (space if words else 0.0)
                words.append(piece)
        lines.append((" ".join(words), used))
        return lines

    def _pieces(self, word: str, room: float) -> list[str]:
        if self.width(word) <= room:
            return [word]
        pieces, piece = [], ""
        for letter in word:
            if piece and self.width(piece + letter) > room:
                pieces.append(piece)
                piece = ""
            piece += letter
        return [*pieces, piece]

    def shown(self, text: str, x: float, y: float) -> str:
        """The PDF words that show one line of text at a point."""
        codes = text.translate(self._codes)
        if codes.isascii() and len(codes) == 2 * len(text) and all(ord(letter) in self._codes for letter in text):
            return f"{self._common} {self.size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{codes}> Tj"
        parts = [f"1 0 0 1 {x:.2f} {y:.2f} Tm"]
        for subset, encoded in self._font.splitString(text, self._document):
            name = self._font.getSubsetInternalName(subset, self._document)
            parts.append(f"{name} {self.size:g} Tf <{bytes(encoded).hex().upper()}> Tj")
        return " ".join(parts)
