"""Sealed scans: the paper in the denouncer's own hand, each file under a random id and a key of its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dcapp.db.blobs import BlobStore
from dcapp.db.folder import OfficeFolder

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class ScanKey:
    """A sealed scan: its random id, and the key without which nobody reads it."""

    id: str
    name: str = field(repr=False)
    key: bytes = field(repr=False)
    byte_count: int


def put_scan(folder: Path, name: str, content: bytes | Path) -> ScanKey:
    """Encrypt a scan under a fresh key; nobody finds the file again without what is returned."""
    key = secrets.token_bytes(KEY_BYTES)
    kept = BlobStore(folder, key, root=OfficeFolder(folder).sealed_blobs).put(content)
    return ScanKey(kept.id, name, key, kept.size)


def scan_content(folder: Path, scan: ScanKey) -> bytes:
    """The bytes of a sealed scan. Raises Damaged, or EnvironmentFault where the file is missing."""
    return BlobStore(folder, scan.key, root=OfficeFolder(folder).sealed_blobs).open(scan.id)


def sweep_scans(folder: Path, known: Iterable[str]) -> tuple[str, ...]:
    """Remove sealed scans that the vault does not name; all envelopes must have been taken in before."""
    return BlobStore(folder, bytes(KEY_BYTES), root=OfficeFolder(folder).sealed_blobs).sweep(known)
