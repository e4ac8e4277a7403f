"""Fonts of the system, found by path and tried letter by letter: a poor one would print blanks without a word."""

from __future__ import annotations

import os
import struct
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from dcapp.kernel.errors import EnvironmentFault
from dcapp.kernel.i18n import _


def _vietnamese_letters() -> str:
    vowels, tones = "aăâeêioôơuưy", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    lower = [unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones]
    accented = [letter for letter in lower if not letter.isascii()] + ["đ"]
    return "".join(accented + [letter.upper() for letter in accented])


VIETNAMESE_LETTERS = _vietnamese_letters()
"""All 134 letters with marks, both cases."""
NEEDED = VIETNAMESE_LETTERS + "".join(map(chr, range(32, 127))) + "–—“”‘’…•₫\u00a0"


@dataclass(frozen=True, slots=True)
class Faces:
    """The four files of one family."""

    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path

    def paths(self) -> tuple[Path, ...]:
        """The files in the order regular, bold, italic, bold italic."""
        return tuple(getattr(self, field.name) for field in fields(self))


_WINDOWS = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
_OWN = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
_SHARE = Path("/usr/share/fonts")
FOLDERS: tuple[Path, ...] = (
    _WINDOWS,
    _OWN,
    _SHARE / "truetype" / "msttcorefonts",
    _SHARE / "truetype" / "liberation2",
    _SHARE / "truetype" / "liberation",
    _SHARE / "liberation-serif-fonts",
    _SHARE / "liberation-serif",
    _SHARE / "liberation-sans-fonts",
    _SHARE / "liberation",
    _SHARE / "truetype" / "noto",
    Path("/usr/local/share/fonts"),
    Path.home() / ".local" / "share" / "fonts",
    Path.home() / ".fonts",
)
SERIF_NAMES: tuple[tuple[str, str, str, str], ...] = (
    ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
    (
        "Times_New_Roman.ttf",
        "Times_New_Roman_Bold.ttf",
        "Times_New_Roman_Italic.ttf",
        "Times_New_Roman_Bold_Italic.ttf",
    ),
    (
        "LiberationSerif-Regular.ttf",
        "LiberationSerif-Bold.ttf",
        "LiberationSerif-Italic.ttf",
        "LiberationSerif-BoldItalic.ttf",
    ),
)
SANS_NAMES: tuple[tuple[str, str, str, str], ...] = (
    ("segoeui.ttf", "segoeuib.ttf", "segoeuii.ttf", "segoeuiz.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "NotoSans-BoldItalic.ttf"),
    (
        "LiberationSans-Regular.ttf",
        "LiberationSans-Bold.ttf",
        "LiberationSans-Italic.ttf",
        "LiberationSans-BoldItalic.ttf",
    ),
)


def _tables(font: bytes) -> dict[bytes, int]:
    count = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(count))
    return {tag: offset for tag, _sum, offset, _length in records}


def _segments(font: bytes, table: int) -> Iterator[tuple[int, int]]:
    """Ranges of characters that a format 4 or 12 table of the font knows."""
    kind = struct.unpack_from(">H", font, table)[0]
    if kind == 12:
        for index in range(struct.unpack_from(">I", font, table + 12)[0]):
            first, last, _glyph = struct.unpack_from(">III", font, table + 16 + 12 * index)
            yield first, last
    elif kind == 4:
        count = struct.unpack_from(">H", font, table + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", font, table + 14)
        starts = struct.unpack_from(f">{count}H", font, table + 16 + 2 * count)
        yield from zip(starts, ends, strict=True)


def lacking(path: Path, letters: str = NEEDED) -> str:
    """Letters that a TrueType file does not have; all of them when it cannot be read as TrueType."""
    try:
        font = path.read_bytes()
        if font[:4] not in (b"\x00\x01\x00\x00", b"true"):
            return letters
        cmap = _tables(font)[b"cmap"]
        known: list[tuple[int, int]] = []
        for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
            platform, _encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * index)
            if platform in (0, 3):
                known += _segments(font, cmap + offset)
    except (OSError, KeyError, struct.error):
        return letters
    return "".join(letter for letter in letters if not any(low <= ord(letter) <= high for low, high in known))


def _find(names: Sequence[tuple[str, str, str, str]], folders: Sequence[Path]) -> tuple[Faces | None, list[str]]:
    """The first whole family with all letters, and what was found but not good enough."""
    refused: list[str] = []
    for family in names:
        for folder in folders:
            paths = [folder / name for name in family]
            if not all(path.is_file() for path in paths):
                continue
            poor = [path for path in paths if lacking(path)]
            if not poor:
                return Faces(*paths), refused
            refused.append(f"{poor[0]}: {len(lacking(poor[0]))}")
    return None, refused


def _advice(debian: str, windows: str) -> str:
    if os.name == "nt":
        return _("Cài lại phông {font} của Windows rồi thử lại.").format(font=windows)
    return _("Cài gói phông bằng lệnh: sudo apt install {package}").format(package=debian)


def serif_faces(folders: Sequence[Path] = FOLDERS) -> Faces:
    """Times New Roman, else Liberation Serif 2 (same widths).

    Raises EnvironmentFault that says what to install when neither is there with all letters.
    """
    faces, refused = _find(SERIF_NAMES, folders)
    if faces is None:
        raise EnvironmentFault(
            _("Máy chưa có phông chữ Times New Roman đủ chữ tiếng Việt để in văn bản."),
            advice=_advice("fonts-liberation2", "Times New Roman"),
            technical="; ".join(refused),
        )
    return faces


def sans_faces(folders: Sequence[Path] = FOLDERS) -> Faces:
    """The letters of the screens: Segoe UI, Noto Sans or Liberation Sans.

    Raises EnvironmentFault that says what to install when none is there with all letters.
    """
    faces, refused = _find(SANS_NAMES, folders)
    if faces is None:
        raise EnvironmentFault(
            _("Máy chưa có phông chữ màn hình đủ chữ tiếng Việt."),
            advice=_advice("fonts-noto-core", "Segoe UI"),
            technical="; ".join(refused),
        )
    return faces


FAMILY = "VanBan"
"""Name under which the PDF writers know the serif family."""
_registering = threading.Lock()


def face_name(*, bold: bool, italic: bool) -> str:
    """The registered name of one face of the family."""
    return FAMILY + ("-Dam" if bold else "") + ("-Nghieng" if italic else "")


@lru_cache(maxsize=1)
def _register() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    styles = ((False, False), (True, False), (False, True), (True, True))
    for path, (bold, italic) in zip(serif_faces().paths(), styles, strict=True):
        pdfmetrics.registerFont(TTFont(face_name(bold=bold, italic=italic), str(path), asciiReadable=0))
    pdfmetrics.registerFontFamily(FAMILY, *(face_name(bold=bold, italic=italic) for bold, italic in styles))


def load_faces() -> None:
    """Make the serif family known to the PDF writers; once per run of the program."""
    with _registering:
        _register()


def text_width(text: str, *, size: float, bold: bool = False, italic: bool = False) -> float:
    """Width of one line of text in points."""
    from reportlab.pdfbase import pdfmetrics

    load_faces()
    return float(pdfmetrics.stringWidth(text, face_name(bold=bold, italic=italic), size))
