"""What lies beside the data file and belongs to the open office: encrypted files and key slots."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dcapp.db.blobs import BlobStore
    from dcapp.db.keys.cabinet import Keys
    from dcapp.db.vault import Vault


@dataclass(slots=True)
class Storage:
    """The folder of the office, the keys in hand, the store of encrypted files, and the vault where it may be opened.

    Keys and vault change while the office is open: a vault is made, or its key is changed.
    """

    folder: Path
    keys: Keys
    blobs: BlobStore
    vault: Vault | None = None
