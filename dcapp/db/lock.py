"""One window per office: a lock of the operating system, so that a killed program leaves none behind.

    lock = OfficeLock(folder)
    lock.acquire()            # the window;  lock.acquire(wait=30) for writing commands
    ...
    lock.release()

What stands in the file (machine, process, since when) is information for the sentence, never the lock itself.
Readers (decision 11) take no lock.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dcapp.db.faults import file_faults
from dcapp.db.folder import OfficeFolder, write_all
from dcapp.kernel.errors import EnvironmentFault
from dcapp.kernel.i18n import _

LOOK_AGAIN = 0.1  # seconds
FAR_BYTE = 1 << 30  # Windows locks forbid reading: lock a byte beyond the words, so that others can read them


class Busy(EnvironmentFault):
    """Another program holds the office."""


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        os.lseek(handle, FAR_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _give_back(handle: int) -> None:
        os.lseek(handle, FAR_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_back(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class OfficeLock:
    """The right to write into an office folder."""

    def __init__(self, folder: Path) -> None:
        self._path = OfficeFolder(folder).lock
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """True while this object holds the lock."""
        return self._handle is not None

    def acquire(self, wait: float = 0) -> None:
        """Take the lock, waiting up to `wait` seconds; Busy names who holds it and since when."""
        if self._handle is not None:
            return
        handle = _open(self._path)
        with ExitStack() as undo:
            undo.callback(os.close, handle)
            with file_faults():
                taken = _taken_within(handle, wait)
            if not taken:
                raise _busy(self._path)
            with file_faults():
                _describe(handle)
            undo.pop_all()
        self._handle = handle

    def release(self) -> None:
        """Give the lock back; the file stays, removing it would let two programs in."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        try:
            os.ftruncate(handle, 0)
            _give_back(handle)
        finally:
            os.close(handle)

    def __enter__(self) -> OfficeLock:
        self.acquire()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.release()


@contextmanager
def brief_lock(path: Path, *, wait: float = 10) -> Iterator[None]:
    """Hold a lock file for a read-change-write of a small file."""
    handle = _open(path)
    try:
        with file_faults():
            taken = _taken_within(handle, wait)
        if not taken:
            raise _busy(path)
        try:
            yield
        finally:
            _give_back(handle)
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    with file_faults():
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)


def _taken_within(handle: int, wait: float) -> bool:
    until = time.monotonic() + wait
    while not _take(handle):
        if time.monotonic() >= until:
            return False
        time.sleep(LOOK_AGAIN)
    return True


def _describe(handle: int) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    words = json.dumps({"host": socket.gethostname(), "pid": os.getpid(), "since": since})
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    write_all(handle, words.encode())


def _busy(path: Path) -> Busy:
    host, since = _holder(path)
    advice = _("Đóng chương trình đang mở ở đó rồi mở lại.")
    if host is None:
        return Busy(_("Sổ đang được một chương trình khác mở để ghi."), advice=advice)
    message = _("Sổ đang mở trên máy {host} từ {since}.").format(host=host, since=since)
    return Busy(message, advice=advice, technical=str(path))


def _holder(path: Path) -> tuple[str | None, str]:
    try:
        words = json.loads(path.read_bytes())
        since = datetime.fromisoformat(words["since"]).astimezone()
        return str(words["host"]), since.strftime("%H:%M %d/%m/%Y")
    except (OSError, ValueError, KeyError, TypeError):
        return None, ""
