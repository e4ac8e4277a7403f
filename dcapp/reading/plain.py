"""Plain text files: which letters they are written in, and their lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import replace

from dcapp.kernel.errors import UserError
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.text import nfc
from dcapp.reading.legacy import (
    NOTES,
    Letters,
    capitals_restored,
    decode,
    is_decomposed,
    recognised,
    share_of_syllables,
)
from dcapp.reading.source import LineKind, PaperText, SourceLine

DECOMPOSED = N_("Chữ Unicode tổ hợp đã đổi sang Unicode dựng sẵn.")
UTF16 = N_("Tệp viết bằng UTF-16.")
WINDOWS_1258 = N_("Chữ Windows-1258 đã đổi sang Unicode.")
SAMPLE = 200_000
FEWEST_SYLLABLES = 0.5
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_ROW = re.compile(r"^\|?(?:[^|]*\|){2,}[^|]*\|?$")
_RULED_ROW = re.compile(r"^[\s|+\-=:]+$")


def read_plain(data: bytes) -> PaperText:
    """The lines of a text file; its letters are recognised and converted, and that is said."""
    text, note = decoded(data)
    return PaperText(tuple(_lines(text)), note)


def paper_of(lines: Iterable[SourceLine], note: str = "", page_count: int | None = None) -> PaperText:
    """The paper that some lines make; lines still in letters of the years before Unicode are converted together."""
    kept = tuple(lines)
    letters = recognised("\n".join(line.text for line in kept)[:SAMPLE])
    if letters is not Letters.UNICODE:
        note = " ".join(part for part in (note, _(NOTES[letters])) if part)
    return PaperText(tuple(_unified(line, letters) for line in kept), note, page_count)


def _unified(line: SourceLine, letters: Letters) -> SourceLine:
    def plain(text: str) -> str:
        return converted(text, letters) if letters is not Letters.UNICODE else nfc(text)

    return replace(line, text=plain(line.text), cells=tuple(plain(cell) for cell in line.cells))


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file in NFC, and a sentence on what was converted (empty where nothing was)."""
    text, note = _as_unicode(data)
    if _CONTROL.search(text[:SAMPLE]):
        raise _unreadable()
    if text.isascii():
        return text, note
    letters = recognised(text[:SAMPLE])
    if letters is not Letters.UNICODE:
        return converted(text, letters), _(NOTES[letters])
    if is_decomposed(text):
        return nfc(text), " ".join(part for part in (note, _(DECOMPOSED)) if part)
    return text, note


def converted(text: str, letters: Letters) -> str:
    """Text of the years before Unicode as Unicode NFC, with the capitals that only a font drew."""
    plain = nfc(decode(text, letters))
    return capitals_restored(plain) if letters is Letters.TCVN3 else plain


def _as_unicode(data: bytes) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name), _(UTF16) if name.startswith("utf-16") else ""
    wide = _wide(data)
    if wide:
        return _strict(data, wide), _(UTF16)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _single_byte(data)


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise _unreadable() from None


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: in Vietnamese most of every other byte is 0."""
    sample = data[:4000]
    if len(data) % 2 or len(sample) < 4:
        return ""
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if high > 0.4 * half and low < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if low > 0.4 * half and high < 0.05 * half else ""


def _single_byte(data: bytes) -> tuple[str, str]:
    """One byte per sign: Western signs that hold TCVN3 or VNI, or Windows-1258 with tones apart."""
    western = "".join(_western(byte) for byte in data)
    if _CONTROL.search(western[:SAMPLE]):
        raise _unreadable()
    if recognised(western[:SAMPLE]) is not Letters.UNICODE:
        return western, ""
    windows = nfc(data.decode("cp1258", errors="replace"))
    if "\ufffd" not in windows and share_of_syllables(windows[:SAMPLE]) >= FEWEST_SYLLABLES:
        return windows, _(WINDOWS_1258)
    raise _unreadable()


def _western(byte: int) -> str:
    if not 0x80 <= byte <= 0x9F:
        return chr(byte)
    return bytes([byte]).decode("cp1252", errors="ignore") or " "


def _unreadable() -> UserError:
    return UserError(
        _("Tệp này không phải văn bản chữ, không đọc được. Mở bản gốc và lưu lại thành .docx hoặc .txt (UTF-8).")
    )


def _lines(text: str) -> list[SourceLine]:
    """The lines; rows drawn with bars or tabs, two and more below each other, are a table."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n").split("\n")
    cells = [_cells(line) for line in raw]
    lines: list[SourceLine] = []
    for number, line in enumerate(raw):
        if cells[number] and _has_row_beside(raw, cells, number):
            lines.append(SourceLine(line, LineKind.TABLE, cells[number]))
        elif _RULED_ROW.match(line) and "|" in line:
            lines.append(SourceLine(""))
        else:
            lines.append(SourceLine(line))
    return lines


def _cells(line: str) -> tuple[str, ...]:
    words = line.strip()
    if _RULED_ROW.match(words):
        return ()
    if _ROW.match(words):
        closed = words.removeprefix("|").removesuffix("|") if words.startswith("|") else words
        return tuple(part.strip() for part in closed.split("|"))
    parts = tuple(part.strip() for part in line.strip("\n ").split("\t"))
    return parts if len(parts) >= 3 and sum(map(bool, parts)) >= 2 else ()


def _has_row_beside(raw: list[str], cells: list[tuple[str, ...]], number: int) -> bool:
    def near(step: int) -> tuple[str, ...]:
        place = number + step
        while 0 <= place < len(raw) and (not raw[place].strip() or _RULED_ROW.match(raw[place])):
            place += step
        return cells[place] if 0 <= place < len(raw) else ()

    return any(len(near(step)) == len(cells[number]) for step in (1, -1))
