"""An office for the commands: founded once with cheap keys, a copy for every test."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dcapp import cli
from dcapp.db.keys import cost
from dcapp.kernel.i18n import use_language

sys.path.insert(0, str(Path(__file__).parents[1]))

PASSWORD = "Suoi-trong-79-xanh"
CHEAP = cost.Cost(64, 1, 1)
PATIENCE = 180
"""Seconds that a worker waits for what another one makes."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def cheap_keys():
    cost.use(CHEAP)
    yield
    cost.use(None)
    use_language("vi")


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("DCAPP_PASSWORD", PASSWORD)
    return PASSWORD


@pytest.fixture
def run(capsys):
    """Runs a command in this process."""

    def command(*arguments: str | Path, data: Path | None = None) -> Ended:
        capsys.readouterr()
        words = [str(argument) for argument in arguments]
        try:
            code = cli.main([*words, "--data", str(data)] if data is not None else words)
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return command


def founded(folder: Path, *arguments: str) -> Path:
    cost.use(CHEAP)
    os.environ["DCAPP_PASSWORD"] = PASSWORD
    try:
        assert cli.main(["init", *arguments, "--data", str(folder)]) == 0
    finally:
        del os.environ["DCAPP_PASSWORD"]
    return folder


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """Makes a folder that takes long only once for all workers of a run; each of them gets a copy."""

    def make(name: str, maker: Callable[[Path], object]) -> Path:
        of_worker = tmp_path_factory.getbasetemp()
        room = of_worker.parent if "PYTEST_XDIST_WORKER" in os.environ else of_worker
        made, ready = room / name, room / f"{name}-ready"
        try:
            (room / f"{name}-begun").mkdir()
        except FileExistsError:
            give_up = time.monotonic() + PATIENCE
            while not ready.exists():
                assert time.monotonic() < give_up, f"the other worker did not make {name}"
                time.sleep(0.1)
        else:
            maker(made)
            ready.mkdir()
        return Path(shutil.copytree(made, tmp_path_factory.mktemp(name) / "office"))

    return make


@pytest.fixture(scope="session")
def sample_once(made_once):
    return made_once("sample", lambda folder: founded(folder, "--sample"))


@pytest.fixture(scope="session")
def profile(tmp_path_factory):
    """The description of a small invented office."""
    path = tmp_path_factory.mktemp("cli") / "profile.toml"
    path.write_text(
        'villages = ["thôn Đông", "Tây"]\n'
        'superiors = ["UBND tỉnh Thử", "Sở Thử"]\n'
        '[office]\nname = "UBND xã Thử"\nchairman = "Lê Văn Thử"\n'
        '[account]\nname = "thu"\ndisplay_name = "Lê Thị Thử"\n'
        '[[officers]]\nname = "Trần Văn Bình"\npost = "vice_chairman"\n',
        "utf-8",
    )
    return path


@pytest.fixture(scope="session")
def office_once(tmp_path_factory, profile):
    return founded(tmp_path_factory.mktemp("cli") / "office", "--profile", str(profile))


@pytest.fixture
def sample(sample_once, tmp_path):
    """A practice commune of one's own."""
    return Path(shutil.copytree(sample_once, tmp_path / "sample"))


@pytest.fixture
def office(office_once, tmp_path):
    """A small office of one's own, without any plan."""
    return Path(shutil.copytree(office_once, tmp_path / "office"))


@pytest.fixture
def opened(password):
    """Does something in an open office: (folder, work) → what the work returns."""

    def at_work(folder: Path, work):
        from dcapp.door import Door

        door = Door(folder)
        account = door.cards()[0].name
        app = door.open(door.unlock(account, password), account)
        try:
            return work(app)
        finally:
            app.close()

    return at_work
