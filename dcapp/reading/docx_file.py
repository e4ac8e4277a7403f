"""Word files: looked over before they are unpacked, then read part by part."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dcapp.kernel.errors import UserError
from dcapp.kernel.i18n import N_, _
from dcapp.reading.docx_body import Body
from dcapp.reading.docx_numbering import Numbering, W
from dcapp.reading.docx_styles import Styles
from dcapp.reading.legacy import NOTES
from dcapp.reading.plain import paper_of
from dcapp.reading.source import LineKind, PaperText, SourceLine

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DAMAGED = N_("Tệp “{name}” bị hỏng nên không đọc được. Xin gửi lại tệp, hoặc mở bằng Word, lưu lại rồi chọn lại.")
BOMB = N_("Tệp “{name}” nén quá nhiều dữ liệu nên không mở, để máy khỏi bị treo. Xin lại tệp từ nơi gửi.")
NO_BODY = N_("Tệp “{name}” thiếu phần nội dung của Word nên không đọc được. Mở bằng Word, lưu lại rồi chọn lại.")
MACROS = N_("Tệp “{name}” có macro nên không mở, để giữ an toàn. Mở bằng Word, lưu thành .docx rồi chọn lại.")
WRONG_KIND = N_("Tệp “{name}” là {kind}, không phải văn bản Word. Chọn đúng tệp văn bản .docx.")
ENTITIES = N_("Tệp “{name}” có khai báo lạ bên trong nên không mở, để giữ an toàn. Mở bằng Word, lưu lại rồi chọn lại.")
ZIP_LOCKED = N_("Tệp “{name}” có mật khẩu nên không đọc được. Bỏ mật khẩu, lưu lại rồi chọn lại.")

MAX_ENTRIES = 5_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_PART = 64 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM = 2 * 1024 * 1024

_OTHERS = (
    ("xl/", N_("bảng tính Excel")),
    ("ppt/", N_("bài trình chiếu PowerPoint")),
    ("visio/", N_("bản vẽ Visio")),
    ("content.xml", N_("tệp LibreOffice (.odt, .ods)")),
)
_BREAKS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PAGE_NUMBER = re.compile(r"^[\W_]*(?:trang|page)?[\W_]*\d{0,4}(?:\s*(?:/|trên|of)\s*\d{0,4})?[\W_]*$", re.IGNORECASE)


def read_docx(data: bytes, name: str) -> PaperText:
    """The lines of a Word file with the numbers of its lists, its tables, boxes and notes.

    Raises UserError for files that are broken, locked, dangerous or of another kind.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Package(archive, name).paper()
    except _BREAKS as fault:
        raise UserError(_(DAMAGED).format(name=name)) from fault


class _Package:
    """The parts of one file, by name."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._parts = {entry.filename.lstrip("/"): entry for entry in archive.infolist()}
        self._look_over()

    def _refuse(self, sentence: str, kind: str = "") -> UserError:
        return UserError(_(sentence).format(name=self._name, kind=_(kind)))

    def _look_over(self) -> None:
        """Refuse by the directory of the file, before anything is unpacked."""
        entries = self._archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
            raise self._refuse(BOMB)
        if any(e.file_size > RATIO_FROM and e.file_size > MAX_RATIO * max(1, e.compress_size) for e in entries):
            raise self._refuse(BOMB)
        if any(entry.flag_bits & 1 for entry in entries):
            raise self._refuse(ZIP_LOCKED)
        if any(posixpath.basename(part).lower() == "vbaproject.bin" for part in self._parts):
            raise self._refuse(MACROS)
        if not any(part.startswith("word/") for part in self._parts):
            for opening, kind in _OTHERS:
                if any(part.startswith(opening) for part in self._parts):
                    raise self._refuse(WRONG_KIND, kind)

    def paper(self) -> PaperText:
        """Everything that was written, the body first and the margins after it."""
        types = self._bytes("[Content_Types].xml") or b""
        if b"macroEnabled" in types:
            raise self._refuse(MACROS)
        main = self._main_part()
        root = self._xml(main) if main in self._parts else None
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise self._refuse(NO_BODY)
        related = self._related(main)
        styles = Styles(self._first(related, "styles"))
        walker = Body(styles, Numbering(self._first(related, "numbering"), styles.lists()))
        lines = [*walker.lines(body), *self._margins(walker, related), *self._notes(walker, related)]
        note = " ".join(_(NOTES[letters]) for letters in sorted(walker.letters))
        return paper_of(lines, note)

    def _margins(self, walker: Body, related: list[tuple[str, str]]) -> Iterator[SourceLine]:
        """Heads and feet of pages, each wording once, without page numbers."""
        seen: set[str] = set()
        for kind, part in related:
            if kind not in ("header", "footer"):
                continue
            for line in walker.lines(self._xml(part)):
                if line.text and line.text not in seen and not _PAGE_NUMBER.match(line.text):
                    seen.add(line.text)
                    yield replace(line, kind=LineKind.HEADER, cells=())

    def _notes(self, walker: Body, related: list[tuple[str, str]]) -> Iterator[SourceLine]:
        for kind in ("footnotes", "endnotes"):
            root = self._first(related, kind)
            for note in () if root is None else root:
                if note.get(W + "type") in (None, "normal"):
                    yield from (
                        replace(line, kind=LineKind.FOOTNOTE, cells=()) for line in walker.lines(note) if line.text
                    )

    def _main_part(self) -> str:
        targets = [part for kind, part in self._related("") if kind == "officeDocument"]
        return targets[0] if targets and targets[0] in self._parts else "word/document.xml"

    def _related(self, part: str) -> list[tuple[str, str]]:
        """What a part refers to inside the file: (kind, part)."""
        folder, leaf = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{leaf}.rels")
        if name not in self._parts:
            return []
        found = []
        for relation in self._xml(name).iter(_RELATIONS):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                if whole in self._parts:
                    found.append((relation.get("Type", "").rsplit("/", 1)[-1], whole))
        return found

    def _first(self, related: list[tuple[str, str]], kind: str) -> Element | None:
        return next((self._xml(part) for found, part in related if found == kind), None)

    def _bytes(self, part: str) -> bytes | None:
        entry = self._parts.get(part)
        if entry is None:
            return None
        with self._archive.open(entry) as unpacked:
            data = unpacked.read(MAX_PART + 1)
        if len(data) > MAX_PART:
            raise self._refuse(BOMB)
        return data

    def _xml(self, part: str) -> Element:
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import ParseError, fromstring

        try:
            root: Element = fromstring(self._bytes(part) or b"", forbid_dtd=True)
        except DefusedXmlException as fault:
            raise self._refuse(ENTITIES) from fault
        except (ParseError, LookupError) as fault:
            raise self._refuse(DAMAGED) from fault
        return root
