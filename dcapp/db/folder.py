"""Where everything of an office lies on disk, and how a small file is replaced without ever being half-written."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dcapp.db.faults import file_faults

APP_NAME = "so-dan-chu"
PART = ".part"


def default_folder() -> Path:
    """The office folder when none is named: the user-data folder of the platform."""
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False)


@dataclass(frozen=True, slots=True)
class OfficeFolder:
    """The paths inside an office folder (reliability.md section 5)."""

    root: Path

    @property
    def lock(self) -> Path:
        """The OS lock of the window and of writing commands."""
        return self.root / "app.lock"

    @property
    def keys_lock(self) -> Path:
        """Held for an instant while key slots or failed attempts are rewritten."""
        return self.root / "keys.lock"

    @property
    def keyslots(self) -> Path:
        """The key slots of the accounts; `keyslots_copy` is the second copy."""
        return self.root / "keyslots.json"

    @property
    def keyslots_copy(self) -> Path:
        """The second copy of the key slots."""
        return self.root / "keyslots.json.1"

    @property
    def auth(self) -> Path:
        """Failed attempts, kept while the data file is closed."""
        return self.root / "auth.json"

    @property
    def machine_key(self) -> Path:
        """Seals `auth`; stays on this machine and is never part of a backup."""
        return self.root / "machine.key"

    @property
    def main(self) -> Path:
        """The encrypted data file."""
        return self.root / "main.db"

    @property
    def vault(self) -> Path:
        """The sealed vault with a key of its own."""
        return self.root / "vault.db"

    @property
    def blobs(self) -> Path:
        """Attachments, encrypted one by one."""
        return self.root / "blobs"

    @property
    def sealed_blobs(self) -> Path:
        """Sealed scans, each under a key of its own that stands in the vault only."""
        return self.root / "sealed"

    @property
    def spool(self) -> Path:
        """Attachments on their way; emptied at start."""
        return self.root / "spool"

    @property
    def snapshots(self) -> Path:
        """Copies kept before an upgrade or a restore."""
        return self.root / "snapshots"

    @property
    def unclean(self) -> Path:
        """Stands here while the data file is open for writing; found at start = the last session broke off."""
        return self.root / "unclean"

    @property
    def founding(self) -> Path:
        """Stands here from the first to the last step of founding; what lies beside it then is no office yet."""
        return self.root / "founding"

    @property
    def exists(self) -> bool:
        """True where an office was created, to the end."""
        if self.founding.exists():
            return False
        return self.keyslots.exists() or self.keyslots_copy.exists() or self.main.exists()

    def make(self) -> None:
        """Create the folder and its rooms, readable by this user only."""
        with file_faults():
            for place in (self.root, self.blobs, self.spool, self.snapshots):
                place.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_folder(self.root)
            sync_folder(self.root.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_all(handle: int, content: bytes) -> None:
    """Write every byte; the system may take a part at a time."""
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


def open_new(path: Path) -> int:
    """A new file of this user only, open for writing; fails where one stands already."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a small file: whoever reads it, whenever the power goes, finds the old or the new content.

    Raises EnvironmentFault; the old file is then still there.
    """
    import secrets  # imported late: the password window needs no random names

    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}{PART}")
    with file_faults():
        try:
            handle = open_new(part)
            try:
                write_all(handle, content)
                os.fsync(handle)
            finally:
                os.close(handle)
            os.replace(part, path)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sweep_parts(folder: Path, stem: str = "") -> None:
    """Remove half-written files that a power cut left; the caller holds the lock under which they are written."""
    with file_faults():
        for part in folder.glob(f"{stem}*{PART}"):
            part.unlink(missing_ok=True)
