"""What lies beside the data file and belongs to the open office: encrypted files and key slots."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dcapp.db.blobs import BlobStore
    from dcapp.db.keys.cabinet import Keys


@dataclass(frozen=True, slots=True)
class Storage:
    """The folder of the office, the keys it was opened with, and the store of encrypted files."""

    folder: Path
    keys: Keys
    blobs: BlobStore
