"""A cabinet with two accounts; guesses are cheap here, so that tests are quick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dcapp.db import keys
from dcapp.db.keys import AccountCard, Keys, cost, door

CHEAP = cost.Cost(memory_kib=64, passes=1, lanes=1)
HANG, BINH = "hang", "binh"
PASSWORDS = {HANG: "bốn mùa hoa ban", BINH: "thuyền về bến đợi"}


@pytest.fixture(autouse=True)
def cheap() -> Iterator[None]:
    cost.use(CHEAP)
    yield
    cost.use(None)


@dataclass
class Clock:
    """The two clocks of the door, moved by hand."""

    wall: float = 1_700_000_000.0
    running: float = 5_000.0

    def __call__(self) -> tuple[float, float]:
        return self.wall, self.running

    def pass_(self, seconds: float) -> None:
        self.wall += seconds
        self.running += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(door, "clocks", clock)
    return clock


@dataclass
class Office:
    folder: Path
    keys: Keys
    code: str


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = tmp_path / "văn phòng"
    opened, code = keys.create(folder, AccountCard(HANG, "Nguyễn Thị Hằng", "Chủ tịch UBND xã"), PASSWORDS[HANG])
    keys.add_account(opened, AccountCard(BINH, "Lò Văn Bình", "Công chức Văn phòng – Thống kê"), PASSWORDS[BINH])
    return Office(folder, opened, code)
