"""Attachments: each content once, encrypted file by file, named by a keyed digest of what it holds.

    store = BlobStore(folder, keys.subkey("attachments"))
    ref = store.put(Path("scan.pdf"))        # path, bytes or a binary stream → BlobRef(id, size)
    store.open(ref.id)                       # the whole content, proven;  iterate() for large ones

A content is in the store when `put` returns, and only then may a record name it; a crash before leaves an orphan
that `sweep` removes, never a record without a content. The name that the sender gave a file is never a path here.

File: magic · 32 random bytes · chunks of 64 KiB, each AES-256-GCM under a key derived from those bytes; nonce
and additional data carry the chunk's index and whether it is the last, so that cutting, swapping or repeating
chunks fails.
"""

from __future__ import annotations

import io
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from dcapp.db.faults import file_faults
from dcapp.db.folder import PART, OfficeFolder, open_new, sync_folder, write_all
from dcapp.db.keys.wrapping import subkey
from dcapp.kernel.errors import Damaged, EnvironmentFault, Invalid
from dcapp.kernel.i18n import _

if TYPE_CHECKING:
    from blake3 import blake3
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"SDC-BLOB\x00\x00\x00\x01"
SALT_BYTES = 32
CHUNK = 64 * 1024
TAG = 16
LARGEST = 500 * 1024 * 1024
ID = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class BlobRef:
    """A content in the store: its id (64 hex digits) and size in bytes."""

    id: str
    size: int


class Blobs(Protocol):
    """What the rest of the program knows of the store; a server may stand behind it one day (decision 7)."""

    def put(self, content: bytes | Path | BinaryIO) -> BlobRef:
        """Keep a content."""

    def open(self, blob_id: str) -> bytes:
        """The whole content."""

    def iterate(self, blob_id: str) -> Iterator[bytes]:
        """The content in pieces."""

    def exists(self, blob_id: str) -> bool:
        """True where the content is kept."""

    def remove(self, blob_id: str) -> None:
        """Forget a content."""

    def verify(self, blob_id: str) -> int:
        """The size of a content that proves whole."""

    def ids(self) -> Iterator[str]:
        """Everything kept."""


class BlobStore:
    """The store in the office folder: `blobs/ab/<id>`, on its way in `spool/`."""

    def __init__(self, folder: Path, key: bytes, *, largest: int = LARGEST, root: Path | None = None) -> None:
        office = OfficeFolder(folder)
        self._root, self._spool = root or office.blobs, office.spool
        self._naming, self._sealing = subkey(key, "blob names"), subkey(key, "blob contents")
        self._largest = largest
        self.was_fed = False
        """True once something was put in: a refused action may have left a content that no record names."""

    def put(self, content: bytes | Path | BinaryIO) -> BlobRef:
        """Keep a content and return its reference; the same content is kept once.

        Raises Invalid (field file) when it is too large, EnvironmentFault when the disk refuses; then nothing is kept.
        """
        self.was_fed = True
        with file_faults():
            if isinstance(content, Path):
                with content.open("rb") as source:
                    return self._put(source)
            return self._put(io.BytesIO(content) if isinstance(content, bytes) else content)

    def open(self, blob_id: str) -> bytes:
        """The whole content, proven against its id. Raises Damaged, or EnvironmentFault where it is missing."""
        return b"".join(self.iterate(blob_id))

    def iterate(self, blob_id: str) -> Iterator[bytes]:
        """The content in pieces of 64 KiB; Damaged comes at the piece that fails, so keep nothing before the end."""
        digest = self._digest()
        for piece in self._pieces(self._place(blob_id), blob_id):
            digest.update(piece)
            yield piece
        if digest.hexdigest() != blob_id:
            raise _damaged(blob_id)

    def exists(self, blob_id: str) -> bool:
        """True where the content is kept; says nothing of its state."""
        return self._place(blob_id).is_file()

    def remove(self, blob_id: str) -> None:
        """Forget a content; the record that named it is gone already, and a verified backup holds it."""
        place = self._place(blob_id)
        with file_faults():
            if place.exists():
                place.unlink()
                sync_folder(place.parent)

    def verify(self, blob_id: str) -> int:
        """The size of a content that proves whole; Damaged or EnvironmentFault otherwise."""
        return sum(len(piece) for piece in self.iterate(blob_id))

    def ids(self) -> Iterator[str]:
        """Every content kept, in order of id; other files in the folder are passed over."""
        with file_faults():
            for room in sorted(self._root.glob("[0-9a-f][0-9a-f]")):
                for place in sorted(room.iterdir()):
                    if ID.fullmatch(place.name) and place.name.startswith(room.name):
                        yield place.name

    def missing(self, known: Iterable[str]) -> tuple[str, ...]:
        """Contents that records name but the store lacks."""
        return tuple(sorted(blob_id for blob_id in set(known) if not self.exists(blob_id)))

    def sweep(self, known: Iterable[str]) -> tuple[str, ...]:
        """Remove every content that no record names and return their ids.

        `known` must hold all references of every database, the bin and undo steps included.
        """
        kept = frozenset(known)
        orphans = tuple(blob_id for blob_id in self.ids() if blob_id not in kept)
        for orphan in orphans:
            self.remove(orphan)
        return orphans

    def empty_spool(self) -> None:
        """Remove what a crash left on its way; at start, under the office lock."""
        with file_faults():
            for part in self._spool.glob(f"*{PART}"):
                part.unlink(missing_ok=True)

    def _put(self, source: BinaryIO) -> BlobRef:
        self._spool.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self._spool / f"{secrets.token_hex(16)}{PART}"
        try:
            ref = self._spooled(source, part)
            self._prove(part, ref)
            self._settle(part, ref)
        except (OSError, EnvironmentFault, Invalid):
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        return ref

    def _spooled(self, source: BinaryIO, part: Path) -> BlobRef:
        digest, size, salt = self._digest(), 0, secrets.token_bytes(SALT_BYTES)
        cipher = self._cipher(salt)
        handle = open_new(part)
        try:
            write_all(handle, MAGIC + salt)
            for index, piece, last in _chunks(source, CHUNK):
                size += len(piece)
                if size > self._largest:
                    raise Invalid(
                        _("Tệp lớn hơn {limit} MB. Quét lại ở độ phân giải thấp hơn hoặc chia nhỏ tệp.").format(
                            limit=self._largest // (1024 * 1024)
                        ),
                        field="file",
                    )
                digest.update(piece)
                nonce, bound_to = _nonce(index, last=last), _bound_to(index, last=last)
                write_all(handle, cipher.encrypt(nonce, piece, bound_to))
            os.fsync(handle)
        finally:
            os.close(handle)
        return BlobRef(digest.hexdigest(), size)

    def _prove(self, part: Path, ref: BlobRef) -> None:
        digest = self._digest()
        for piece in self._pieces(part, ref.id):
            digest.update(piece)
        if digest.hexdigest() != ref.id:
            raise EnvironmentFault(
                _("Tệp vừa ghi đọc lại không khớp nên chưa được lưu."),
                advice=_("Kiểm tra ổ đĩa rồi thêm tệp lại."),
                technical=f"re-read of {ref.id}",
            )

    def _settle(self, part: Path, ref: BlobRef) -> None:
        place = self._place(ref.id)
        if place.exists() and self._is_whole(ref.id):
            part.unlink()
            return
        if not place.parent.exists():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_folder(self._root)
        os.replace(part, place)
        sync_folder(place.parent)

    def _is_whole(self, blob_id: str) -> bool:
        try:
            self.verify(blob_id)
        except Damaged:
            return False
        return True

    def _place(self, blob_id: str) -> Path:
        if not ID.fullmatch(blob_id):
            raise Damaged(
                _("Mã tệp đính kèm không đúng dạng."),
                advice=_("Chạy kiểm tra dữ liệu, rồi khôi phục từ bản sao lưu nếu cần."),
                technical=f"blob id {blob_id[:80]!r}",
            )
        return self._root / blob_id[:2] / blob_id

    def _pieces(self, place: Path, blob_id: str) -> Iterator[bytes]:
        from cryptography.exceptions import InvalidTag

        try:
            with file_faults(), _found(place) as file:
                head = file.read(len(MAGIC) + SALT_BYTES)
                if len(head) != len(MAGIC) + SALT_BYTES or not head.startswith(MAGIC):
                    raise _damaged(blob_id)
                cipher = self._cipher(head[len(MAGIC) :])
                for index, sealed, last in _chunks(file, CHUNK + TAG):
                    yield cipher.decrypt(_nonce(index, last=last), sealed, _bound_to(index, last=last))
        except InvalidTag as error:
            raise _damaged(blob_id) from error

    def _cipher(self, salt: bytes) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(subkey(self._sealing, salt.hex()))

    def _digest(self) -> blake3:
        from blake3 import blake3

        return blake3(key=self._naming)


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Index, bytes and whether they are the last; an empty source is one empty chunk."""
    index, piece = 0, _filled(source, size)
    while len(piece) == size:
        following = _filled(source, size)
        if not following:
            break
        yield index, piece, False
        index, piece = index + 1, following
    yield index, piece, True


def _filled(source: BinaryIO, size: int) -> bytes:
    """Exactly `size` bytes unless the source ends; a pipe may give fewer at a time."""
    pieces = []
    while size and (piece := source.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _nonce(index: int, *, last: bool) -> bytes:
    return index.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _bound_to(index: int, *, last: bool) -> bytes:
    return MAGIC + _nonce(index, last=last)


def _found(place: Path) -> BinaryIO:
    try:
        return place.open("rb")
    except FileNotFoundError as error:
        raise EnvironmentFault(
            _("Không thấy nội dung của tệp đính kèm này."),
            advice=_("Khôi phục từ bản sao lưu gần nhất."),
            technical=f"{place.name} is missing",
        ) from error


def _damaged(blob_id: str) -> Damaged:
    return Damaged(
        _("Tệp đính kèm này bị hỏng hoặc đã bị thay đổi từ bên ngoài."),
        advice=_("Khôi phục từ bản sao lưu gần nhất."),
        technical=f"blob {blob_id}",
    )
