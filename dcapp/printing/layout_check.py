"""Measures a finished PDF and says where it leaves the decree's layout: part of the check before signing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dcapp.kernel.i18n import _
from dcapp.printing.geometry import NUMBER_DOWN
from dcapp.printing.model import Document
from dcapp.printing.pages import PDFIUM
from dcapp.printing.profile import POINTS_PER_MM, Profile, profile_for

_TOLERANCE = 1.0
_OVERLAP = 0.3
_OVERHANG = 0.15
"""How far the ink of a slanted letter may lean over its own width, in sizes."""
_FAMILIES = ("TimesNewRoman", "LiberationSerif")


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of text on one line, or a drawn line (`text` empty), in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float = 0.0
    font: str = ""

    @property
    def width(self) -> float:
        """Length in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in points."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Horizontal centre in points."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was measured on one page."""

    number: int
    width: float
    height: float
    texts: tuple[Box, ...]
    rules: tuple[Box, ...]

    def find(self, words: str) -> Box | None:
        """The first stretch of text that holds the words."""
        return next((box for box in self.texts if words in box.text), None)


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure from the layout, in the officer's words."""

    page: int
    message: str


def measured(pdf: bytes) -> tuple[Sheet, ...]:
    """Texts and drawn lines of every page."""
    import pypdfium2

    with PDFIUM, pypdfium2.PdfDocument(pdf) as opened:
        return tuple(_sheet(opened[index], index + 1) for index in range(len(opened)))


def _sheet(page: Any, number: int) -> Sheet:
    width, height = page.get_size()
    return Sheet(number, width, height, tuple(_texts(page)), tuple(_rules(page)))


def _texts(page: Any) -> Iterator[Box]:
    from pypdfium2 import raw

    textpage = page.get_textpage()
    for index in range(textpage.count_rects()):
        left, bottom, right, top = textpage.get_rect(index)
        text = textpage.get_text_bounded(left, bottom, right, top).strip()
        if not text:
            continue
        at = textpage.get_index((left + right) / 2, (bottom + top) / 2, right - left, top - bottom)
        char = at if at is not None and at >= 0 else 0
        yield Box(text, left, bottom, right, top, raw.FPDFText_GetFontSize(textpage, char), _font(textpage, char))
    textpage.close()


def _font(textpage: Any, char: int) -> str:
    import ctypes

    from pypdfium2 import raw

    flags = ctypes.c_int()
    room = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(textpage, char, room, len(room), flags)
    return room.value.decode("utf-8", "replace").partition("+")[2] or room.value.decode("utf-8", "replace")


def _rules(page: Any) -> Iterator[Box]:
    from pypdfium2 import raw

    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,)):
        left, bottom, right, top = item.get_bounds()
        yield Box("", left, bottom, right, top)


def check_layout(pdf: bytes, document: Document, profile: Profile | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with the layout of a printed paper; nothing when it is in order."""
    used = profile or profile_for(document.house)
    findings: list[Finding] = []
    for sheet in measured(pdf):
        findings += _margins(sheet, used)
        findings += _overlaps(sheet)
        findings += _fonts(sheet)
    return tuple(findings)


def _margins(sheet: Sheet, profile: Profile) -> Iterator[Finding]:
    left, right = profile.margin("left") - _TOLERANCE, sheet.width - profile.margin("right") + _TOLERANCE
    top, bottom = sheet.height - profile.margin("top") + _TOLERANCE, profile.margin("bottom") - _TOLERANCE
    edge = 4 * POINTS_PER_MM
    for box in (*sheet.texts, *sheet.rules):
        shown = box.text or _("đường kẻ")
        overhang = _OVERHANG * box.size if "Italic" in box.font else 0.0
        if box.left < left - overhang or box.right > right + overhang:
            yield Finding(sheet.number, _("Vượt lề trái hoặc lề phải: {text}").format(text=shown))
        crosses = box.bottom < top < box.top - 2 or box.bottom + 2 < bottom < box.top
        if crosses or box.top > sheet.height - edge or box.bottom < edge:
            yield Finding(sheet.number, _("Vượt lề trên hoặc lề dưới: {text}").format(text=shown))


def _overlaps(sheet: Sheet) -> Iterator[Finding]:
    boxes = sorted(sheet.texts, key=lambda box: -box.top)
    for at, one in enumerate(boxes):
        for two in boxes[at + 1 :]:
            if two.top < one.bottom:
                break
            across = min(one.right, two.right) - max(one.left, two.left)
            down = min(one.top, two.top) - max(one.bottom, two.bottom)
            if across > _TOLERANCE and down > _OVERLAP * min(one.height, two.height):
                yield Finding(sheet.number, _("Chữ đè lên nhau: {one} / {two}").format(one=one.text, two=two.text))


def _fonts(sheet: Sheet) -> Iterator[Finding]:
    names = {box.font for box in sheet.texts if not box.font.replace("-", "").startswith(_FAMILIES)}
    for name in sorted(names):
        yield Finding(sheet.number, _("Phông chữ không phải Times New Roman: {name}").format(name=name))


def page_number_on(sheet: Sheet) -> str:
    """The page number that stands in the upper margin; empty when there is none."""
    level = sheet.height - NUMBER_DOWN
    numbers = (box.text for box in sheet.texts if abs(box.bottom - level) < 3 and box.text.isdigit())
    return next(numbers, "")
