"""The door before the cabinet: after each wrong password an account waits longer (1, 2, 4 … 300 seconds).

The count stands in auth.json, outside the data file, sealed with a key of this machine; it survives a restart.
Each try is counted before the password is looked at, so that killing the program saves a guesser nothing.
While the machine runs its running time counts, whatever is done to the clock. After a restart only the clock is
left; where it went back, the wait starts anew.
Who may write the office folder may also delete auth.json: against that only the cost of the password helps.
"""

from __future__ import annotations

import hmac
import json
import math
import secrets
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dcapp.db.faults import file_faults
from dcapp.db.folder import OfficeFolder, write_atomically
from dcapp.db.lock import brief_lock
from dcapp.kernel.errors import WrongPassword
from dcapp.kernel.i18n import _

LONGEST_WAIT = 300
KEPT = 500  # failed attempts kept for the audit; older ones only count
UNKNOWN = "?"  # what was typed as a name may be a password, so it is never written down


@dataclass(frozen=True, slots=True)
class FailedAttempt:
    """A wrong password, to be told in the audit once the file is open."""

    account: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Tries:
    failures: int = 0
    last: float = 0.0
    ran: float = 0.0  # the machine's running time at `last`


@dataclass(frozen=True, slots=True)
class _Book:
    tries: dict[str, _Tries] = field(default_factory=dict)
    failed: tuple[FailedAttempt, ...] = ()


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong passwords in a row."""
    return 0 if failures <= 0 else min(2 ** min(failures - 1, 20), LONGEST_WAIT)


def clocks() -> tuple[float, float]:
    """Wall clock and running time of the machine, in seconds; real time whatever DCAPP_TODAY says."""
    return time.time(), time.monotonic()


def seconds_to_wait(folder: Path, account: str) -> int:
    """How long the account still waits before the next try, rounded up to whole seconds; 0 when it may try."""
    office = OfficeFolder(folder)
    with brief_lock(office.keys_lock):
        return math.ceil(_left(_settled(office, _load(office), account)))


def begin_attempt(folder: Path, account: str, *, known: bool) -> None:
    """Count a try; WrongPassword with `wait_seconds` while the account still waits.

    The last part of a second is waited out here instead of refused: whoever counts whole seconds, and types the right
    password as they end, gets in.
    """
    name = account if known else UNKNOWN
    left = _tried(folder, name)
    if 0 < left < 1:
        pause(left)
        left = _tried(folder, name)
    if left:
        raise too_early(math.ceil(left))


def pause(seconds: float) -> None:
    """Let the rest of the wait pass."""
    time.sleep(seconds)


def note_failure(folder: Path, account: str, *, known: bool) -> WrongPassword:
    """Keep a wrong password for the audit and return the error to raise."""
    office = OfficeFolder(folder)
    name = account if known else UNKNOWN
    with brief_lock(office.keys_lock):
        book = _load(office)
        attempt = FailedAttempt(name, datetime.fromtimestamp(clocks()[0], UTC))
        _save(office, replace(book, failed=(*book.failed, attempt)[-KEPT:]))
        return wrong_password(math.ceil(_left(book.tries.get(name, _Tries()))))


def note_success(folder: Path, account: str) -> None:
    """The password was right: the account starts again without a wait."""
    office = OfficeFolder(folder)
    with brief_lock(office.keys_lock):
        book = _load(office)
        if account in book.tries:
            tries = {name: value for name, value in book.tries.items() if name != account}
            _save(office, replace(book, tries=tries))


def failed_attempts(folder: Path) -> tuple[FailedAttempt, ...]:
    """Wrong passwords since the last `clear_failed_attempts`, oldest first."""
    office = OfficeFolder(folder)
    with brief_lock(office.keys_lock):
        return _load(office).failed


def clear_failed_attempts(folder: Path, count: int) -> None:
    """Forget the `count` oldest attempts once the audit holds them; newer ones stay."""
    office = OfficeFolder(folder)
    with brief_lock(office.keys_lock):
        book = _load(office)
        _save(office, replace(book, failed=book.failed[count:]))


def wrong_password(wait_seconds: int) -> WrongPassword:
    """The one error for a wrong password and for an unknown account."""
    return WrongPassword(
        _("Tên tài khoản hoặc mật khẩu chưa đúng."),
        wait_seconds=wait_seconds,
        advice=_("Đợi {seconds} giây rồi gõ lại.").format(seconds=wait_seconds) if wait_seconds else _("Gõ lại."),
    )


def too_early(wait_seconds: int) -> WrongPassword:
    """The try was not looked at: the account still waits."""
    return WrongPassword(
        _("Vừa gõ sai mật khẩu nên cần đợi {seconds} giây nữa.").format(seconds=wait_seconds),
        wait_seconds=wait_seconds,
        advice=_("Quên mật khẩu thì nhờ quản trị đặt lại, hoặc dùng mã khôi phục."),
    )


def _tried(folder: Path, name: str) -> float:
    """Count a try where the wait is over; else how long it still is."""
    office = OfficeFolder(folder)
    with brief_lock(office.keys_lock):
        book = _load(office)
        tries = _settled(office, book, name)
        left = _left(tries)
        if not left:
            wall, running = clocks()
            _save(office, _noted(book, name, _Tries(tries.failures + 1, wall, running)))
    return left


def _settled(office: OfficeFolder, book: _Book, name: str) -> _Tries:
    """The tries of a name; where a restarted machine's clock stands before the last try, the wait counts from now."""
    tries = book.tries.get(name, _Tries())
    wall, running = clocks()
    if running >= tries.ran or wall >= tries.last:
        return tries
    tries = replace(tries, last=wall, ran=running)
    _save(office, _noted(book, name, tries))
    return tries


def _left(tries: _Tries) -> float:
    wall, running = clocks()
    # The running time never says more than really passed: started anew it begins at nothing, and the clock is not
    # asked, since whoever sits there can set it forward.
    passed = running - tries.ran if running >= tries.ran else wall - tries.last
    return max(0.0, wait_after(tries.failures) - max(passed, 0.0))


def _noted(book: _Book, name: str, tries: _Tries) -> _Book:
    return replace(book, tries={**book.tries, name: tries})


def _load(office: OfficeFolder) -> _Book:
    with file_faults():
        try:
            content = office.auth.read_bytes()
        except FileNotFoundError:
            return _Book()
    key = _machine_key(office)
    try:
        document = json.loads(content)
        body = document["body"]
        if hmac.compare_digest(str(document["seal"]), _seal(key, body)):
            return _revived(json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    # Altered or broken: nobody is let in faster for that, and everybody gets in after the longest wait.
    wall, running = clocks()
    most = _Tries(1 + math.ceil(math.log2(LONGEST_WAIT)), wall, running)
    book = _Book(dict.fromkeys((*_accounts(office), UNKNOWN), most))
    _save(office, book)
    return book


def _accounts(office: OfficeFolder) -> list[str]:
    from dcapp.db.keys import slots

    cabinet, _in_order = slots.read(office)
    return [slot.card.account for slot in cabinet.slots]


def _revived(body: dict[str, Any]) -> _Book:
    tries = {
        name: _Tries(int(failures), float(last), float(ran)) for name, (failures, last, ran) in body["tries"].items()
    }
    failed = tuple(FailedAttempt(account, datetime.fromisoformat(at)) for account, at in body["failed"])
    return _Book(tries, failed)


def _save(office: OfficeFolder, book: _Book) -> None:
    body = json.dumps(
        {
            "tries": {name: [tries.failures, tries.last, tries.ran] for name, tries in book.tries.items()},
            "failed": [[attempt.account, attempt.at.isoformat()] for attempt in book.failed],
        },
        ensure_ascii=False,
    )
    document = {"body": body, "seal": _seal(_machine_key(office), body)}
    write_atomically(office.auth, json.dumps(document, ensure_ascii=False).encode())


def _seal(key: bytes, body: str) -> str:
    return hmac.digest(key, body.encode(), "sha256").hex()


def _machine_key(office: OfficeFolder) -> bytes:
    with file_faults():
        try:
            key = bytes.fromhex(office.machine_key.read_text())
        except (FileNotFoundError, ValueError):
            key = b""
    if len(key) != 32:
        key = secrets.token_bytes(32)
        write_atomically(office.machine_key, key.hex().encode())
    return key
