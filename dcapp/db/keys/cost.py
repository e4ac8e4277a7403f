"""How expensive it is to try a password (Argon2id): never below the floor, calibrated up on a fast machine."""

from __future__ import annotations

import time
from dataclasses import dataclass

from dcapp.db.faults import fault_of
from dcapp.kernel.errors import Damaged
from dcapp.kernel.i18n import _

KEK_BYTES = 32
WANTED_SECONDS = 0.6
MOST_PASSES = 16
MOST_MEMORY_KIB = 1024 * 1024


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """Parameters of Argon2id: memory in KiB, passes, lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def is_below(self, other: Cost) -> bool:
        """True where a guess is cheaper than under `other`."""
        return self.memory_kib < other.memory_kib or self.passes < other.passes

    @property
    def is_sane(self) -> bool:
        """True within the bounds that this program ever writes; altered parameters must not exhaust the PC."""
        return 8 * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB and 1 <= self.passes <= 64 and 1 <= self.lanes <= 16


FLOOR = Cost(memory_kib=64 * 1024, passes=3, lanes=1)  # decision 2; ASVS 5.0 asks for 46 MiB, one pass

_chosen: list[Cost] = []
_measured: list[Cost] = []


def use(cost: Cost | None) -> None:
    """Take this cost for new slots instead of measuring; None measures again. Tests take a small one."""
    _chosen[:] = [] if cost is None else [cost]


def floor() -> Cost:
    """Slots below this are made dearer at the next login."""
    return _chosen[0] if _chosen else FLOOR


def calibrated() -> Cost:
    """The cost for new slots: the floor, with more passes where this PC is fast. Measured once per run."""
    if _chosen:
        return _chosen[0]
    if not _measured:
        started = time.perf_counter()
        stretch(b"calibration", bytes(16), FLOOR)
        elapsed = max(time.perf_counter() - started, 0.001)
        passes = min(MOST_PASSES, max(FLOOR.passes, round(FLOOR.passes * WANTED_SECONDS / elapsed)))
        _measured.append(Cost(FLOOR.memory_kib, passes, FLOOR.lanes))
    return _measured[0]


def stretch(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """The key (32 bytes) that wraps an account's private key. Takes about half a second: not on the GUI thread."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    if not cost.is_sane:
        raise Damaged(_("Ngăn khóa của tài khoản này bị hỏng."), technical=f"argon2 {cost}")
    try:
        return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEK_BYTES, Type.ID)
    except (HashingError, MemoryError) as error:
        raise fault_of(MemoryError(str(error))) or error from error
