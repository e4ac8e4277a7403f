"""Opens a foreign Excel workbook carefully and gives its cells as plain values.

Pure: no database, no screen, so that it can run in a child process with limits. The zip is measured by really
unpacking it before the reader (python-calamine) sees it; a file that lies about its size, a cell in row one
million or an XML entity is refused with a sentence.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from dcapp.kernel.errors import EnvironmentFault, Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.numbers import vn_number

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None

MOST_PACKED = 100 * 2**20
MOST_ENTRIES = 2_000
MOST_BYTES = 300 * 2**20  # unpacked
MOST_RATIO = 250  # unpacked : packed; real sheets of equal rows reach about 100
RATIO_COUNTS_FROM = 20 * 2**20
MOST_ROWS = 200_000
MOST_COLUMNS = 512
MOST_CELLS = 8_000_000

_CHUNK = 2**20
_OVERLAP = 64
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,3})([0-9]{1,10})[\"']")
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError, LookupError)


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One sheet: row 0 of `rows` is row 1 of Excel, empty cells are None."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    is_hidden: bool = False


def read_table(path: Path) -> tuple[SheetCells, ...]:
    """Every sheet of an .xlsx file. Raises Invalid (field "file") with a sentence for anything else.

    The file is read once into memory: what is refused afterwards is its content, never the disk.
    """
    _refuse_by_name(path)
    try:
        if path.stat().st_size > MOST_PACKED:
            raise _too_large()
        raw = path.read_bytes()
    except OSError as error:
        raise EnvironmentFault(
            _("Không đọc được tệp {name}.").format(name=path.name),
            advice=_("Kiểm tra tệp còn đó, USB còn cắm và tệp không bị chương trình khác khóa."),
            technical=str(error),
        ) from error
    _refuse_by_content(raw)
    return _read(raw)


def _read(raw: bytes) -> tuple[SheetCells, ...]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    sheets = []
    try:
        with CalamineWorkbook.from_filelike(BytesIO(raw)) as book:
            for about in book.sheets_metadata:
                if about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                cells = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
                rows = tuple(tuple(None if cell == "" else cell for cell in row) for row in cells)
                sheets.append(SheetCells(about.name, rows, about.visible is not SheetVisibleEnum.Visible))
    except (CalamineError, *_BROKEN):
        raise _damaged() from None
    return tuple(sheets)


def _refuse_by_name(path: Path) -> None:
    match path.suffix.lower():
        case ".xlsx":
            return
        case ".xls":
            message = _("Tệp .xls là dạng cũ. Mở bằng Excel, lưu lại thành .xlsx rồi chọn tệp mới.")
        case ".xlsm" | ".xlsb" | ".xltm":
            message = _("Tệp này có thể chứa macro nên không nhập. Lưu lại thành .xlsx rồi chọn tệp mới.")
        case _:
            message = _("Chọn tệp Excel có đuôi .xlsx.")
    raise _invalid(message)


def _refuse_by_content(raw: bytes) -> None:
    if not raw:
        raise _invalid(_("Tệp này rỗng, không có gì để nhập."))
    if raw.startswith(_OLE):
        raise _invalid(_inside_ole(raw))
    if not raw.startswith(_ZIP):
        raise _invalid(_("Tệp này mang đuôi .xlsx nhưng không phải Excel. Mở lại bằng Excel và lưu thành .xlsx."))
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            _measure(archive, len(raw))
    except _BROKEN:
        raise _damaged() from None


def _inside_ole(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _("Tệp này có mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại rồi chọn tệp mới.")
    return _("Tệp này là dạng .xls cũ được đổi tên. Mở bằng Excel, lưu lại thành .xlsx rồi chọn tệp mới.")


def _measure(archive: zipfile.ZipFile, packed: int) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES:
        raise _too_large()
    if "xl/workbook.xml" not in names:
        raise _invalid(_("Tệp này không phải bảng tính Excel .xlsx."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _invalid(_("Tệp này chứa macro nên không nhập. Lưu lại thành .xlsx rồi chọn tệp mới."))
    total = 0
    for entry in entries:
        extent = _Extent()
        for chunk in _unpacked(archive, entry):
            total += len(chunk) - (_OVERLAP if extent.seen else 0)
            if total > MOST_BYTES or (total > RATIO_COUNTS_FROM and total > MOST_RATIO * packed):
                raise _too_large()
            if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
                raise _invalid(_("Tệp này có phần khai báo lạ nên không nhập. Lưu lại bằng Excel rồi chọn tệp mới."))
            if entry.filename.startswith("xl/worksheets/"):
                extent.grow(chunk)
            extent.seen = True


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content in pieces, each with the end of the one before in front, so that no mark is cut in two."""
    tail = b""
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            yield tail + piece
            tail = (tail + piece)[-_OVERLAP:].rjust(_OVERLAP)


class _Extent:
    """How far the cells of a sheet reach; a far cell would make the reader fill memory up to it."""

    def __init__(self) -> None:
        self.seen = False
        self._rows = self._columns = 0

    def grow(self, chunk: bytes) -> None:
        letters, rows = set(), self._rows
        for column, row in _PLACE.findall(chunk):
            letters.add(column)
            rows = max(rows, int(row))
        self._rows = rows
        self._columns = max(self._columns, *map(_column_number, letters)) if letters else self._columns
        if self._rows > MOST_ROWS or self._columns > MOST_COLUMNS or self._rows * self._columns > MOST_CELLS:
            words = _("Trang tính kéo tới dòng {rows}, cột {columns} nên chưa nhập được. Xóa phần trống hoặc chia nhỏ.")
            raise _invalid(words.format(rows=vn_number(self._rows), columns=self._columns))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def column_letters(index: int) -> str:
    """The letters of a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _too_large() -> Invalid:
    return _invalid(_("Tệp này quá lớn hoặc nén bất thường nên không nhập. Chia thành nhiều tệp nhỏ hơn."))


def _damaged() -> Invalid:
    return _invalid(_("Tệp này bị hỏng nên không đọc được. Mở bằng Excel, lưu lại rồi chọn tệp mới."))


def _invalid(message: str) -> Invalid:
    return Invalid(message, field="file")
