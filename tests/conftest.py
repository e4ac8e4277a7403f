"""What every test may rely on: no screen, a home of its own, a fixed day, a calm hypothesis."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

TODAY = "2023-05-10"  # a Wednesday
ROOT = Path(__file__).resolve().parents[1]


def _move_home() -> Path:
    """Give the test process an empty home before anything reads where the real one is."""
    home = Path(tempfile.mkdtemp(prefix="so-dan-chu-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folders = {
        "HOME": home,
        "XDG_DATA_HOME": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "run",
        "APPDATA": home / "roaming",
        "LOCALAPPDATA": home / "local",
    }
    for name, folder in folders.items():
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(folder)
    return home


_move_home()
for _name in [name for name in os.environ if name.startswith("DCAPP_") and name != "DCAPP_TEST_XVFB"]:
    del os.environ[_name]
os.environ["DCAPP_TODAY"] = TODAY
os.environ["QT_QPA_PLATFORM"] = "xcb" if os.environ.get("DCAPP_TEST_XVFB") else "offscreen"

import hypothesis  # noqa: E402 - it reads the home folder, which had to be moved first
import pytest  # noqa: E402

from dcapp.db import engine  # noqa: E402

engine.wipes_freed_memory = False

hypothesis.settings.register_profile("dev", deadline=None, database=None)
hypothesis.settings.register_profile("ci", deadline=None, database=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test starts on the fixed day, whatever the one before did."""
    monkeypatch.setenv("DCAPP_TODAY", TODAY)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of papers beside the checkout; where there is none the test has nothing to read."""
    folder = ROOT.parent / "shared"
    return folder if folder.is_dir() else pytest.skip("no shared folder beside the checkout")
