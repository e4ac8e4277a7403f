"""Opens a foreign file by what it holds, not by what it is called."""

from __future__ import annotations

from pathlib import Path

from dcapp.kernel.errors import EnvironmentFault, UserError
from dcapp.kernel.i18n import N_, _
from dcapp.reading.source import PaperText

MAX_BYTES = 50 * 1024 * 1024

MISSING = N_("Không thấy tệp “{name}”. Kiểm tra lại tên và nơi để tệp, rồi chọn lại.")
FOLDER = N_("“{name}” là thư mục, không phải tệp. Mở thư mục và chọn một tệp .docx, .pdf hoặc .txt.")
NOT_A_FILE = N_("“{name}” không phải là tệp thường nên không đọc. Chọn một tệp .docx, .pdf hoặc .txt.")
EMPTY = N_("Tệp “{name}” trống, không có gì để đọc. Chọn tệp khác.")
NO_WORDS = N_("Tệp “{name}” không có chữ nào để đọc. Mở tệp xem lại, rồi chọn tệp khác.")
TOO_LARGE = N_("Tệp “{name}” lớn hơn {limit} MB nên không đọc. Bớt ảnh trong tệp hoặc tách thành nhiều tệp.")
OLD_WORD = N_(
    "Tệp “{name}” là tệp Word cũ (.doc), không đọc thẳng được. "
    "Mở bằng Word hoặc LibreOffice, lưu thành .docx rồi chọn lại."
)
OLD_OFFICE = N_(
    "Tệp “{name}” là tệp Office cũ, không đọc thẳng được. "
    "Mở bằng Office hoặc LibreOffice, lưu thành .docx rồi chọn lại."
)
LOCKED_WORD = N_("Tệp “{name}” có mật khẩu nên không đọc được. Mở bằng Word, bỏ mật khẩu, lưu lại rồi chọn lại.")
NOT_WORD = N_("Tệp “{name}” không phải là tệp Word .docx. Mở bằng phần mềm đã tạo ra nó, lưu thành .docx rồi chọn lại.")
WRITTEN_TEXT = N_("Tệp “{name}” là kiểu {kind}, không đọc thẳng được. Mở bằng Word, lưu thành .docx rồi chọn lại.")
NOT_PERMITTED = N_("Không được phép đọc tệp “{name}”.")
UNREADABLE = N_("Không đọc được tệp “{name}” từ ổ đĩa.")
COPY_ADVICE = N_("Chép tệp về máy này rồi thử lại.")
RIGHTS_ADVICE = N_("Hỏi người giữ tệp cấp quyền đọc, hoặc chép tệp về thư mục của mình.")

_OLD_OFFICE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_MARK = b"%PDF-"
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PICTURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"GIF8", "GIF"),
)
_WRITTEN = ((b"{\\rtf", "RTF"), (b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<?xml", "XML"))
PICTURE = N_("Tệp “{name}” là ảnh {kind}, không có chữ để đọc. Tìm bản .docx hoặc bản PDF có chữ, hoặc gõ lại.")


def extract(path: Path) -> PaperText:
    """All lines of the file, in Unicode NFC.

    Raises UserError, with what to do, for a file that cannot be read as a paper, and EnvironmentFault where the disk or
    the rights stand in the way.
    """
    paper = _opened(path, _content(path))
    if not any(line.text.strip() for line in paper.lines):
        raise UserError(_(NO_WORDS).format(name=path.name))
    return paper


def _content(path: Path) -> bytes:
    name = path.name
    try:
        if path.is_dir():
            raise UserError(_(FOLDER).format(name=name))
        if not path.exists():
            raise UserError(_(MISSING).format(name=name))
        if not path.is_file():
            raise UserError(_(NOT_A_FILE).format(name=name))
        if path.stat().st_size > MAX_BYTES:
            raise UserError(_(TOO_LARGE).format(name=name, limit=MAX_BYTES // 1024**2))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except PermissionError as fault:
        message = _(NOT_PERMITTED).format(name=name)
        raise EnvironmentFault(message, advice=_(RIGHTS_ADVICE), technical=str(fault)) from fault
    except OSError as fault:
        message = _(UNREADABLE).format(name=name)
        raise EnvironmentFault(message, advice=_(COPY_ADVICE), technical=str(fault)) from fault
    if len(data) > MAX_BYTES:
        raise UserError(_(TOO_LARGE).format(name=name, limit=MAX_BYTES // 1024**2))
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UserError(_(EMPTY).format(name=name))
    return data


def _opened(path: Path, data: bytes) -> PaperText:
    name = path.name
    if data.startswith(_ZIP_MARKS):
        from dcapp.reading.docx_file import read_docx

        return read_docx(data, name)
    if _PDF_MARK in data[:1024]:
        from dcapp.reading.pdf_file import read_pdf

        return read_pdf(data, name)
    if data.startswith(_OLD_OFFICE_MARK):
        raise UserError(_old_office(data).format(name=name))
    for mark, kind in _PICTURES:
        if data.startswith(mark):
            raise UserError(_(PICTURE).format(name=name, kind=kind))
    opening = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, kind in _WRITTEN:
        if opening.startswith(mark):
            raise UserError(_(WRITTEN_TEXT).format(name=name, kind=kind))
    if path.suffix.lower() in {".docx", ".docm"}:
        raise UserError(_(NOT_WORD).format(name=name))
    if path.suffix.lower() == ".pdf":
        from dcapp.reading.pdf_file import DAMAGED

        raise UserError(_(DAMAGED).format(name=name))
    from dcapp.reading.plain import read_plain

    return read_plain(data)


def _old_office(data: bytes) -> str:
    """The refusal that fits a compound file; its folder names parts in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _(LOCKED_WORD)
    return _(OLD_WORD) if "WordDocument".encode("utf-16-le") in data else _(OLD_OFFICE)
