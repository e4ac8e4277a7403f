"""What the program stands on: Qt that counts right, fonts with every letter, pins that install on every office PC."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest

CALLS = 1000
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+?)(?: ; (.+?))? \\$", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
OFFICE_PCS = [(system, python) for system in ("win_amd64", "x86_64") for python in (311, 312, 313)]


def lost(action) -> int:
    """How many references to None a thousand void calls of Qt take away."""
    action()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        action()
    return before - sys.getrefcount(None)


def test_void_calls_of_qt_give_none_back(qtbot):
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QLabel, QTableWidget, QTableWidgetItem

    label, table = QLabel(), QTableWidget(1, 1)
    qtbot.addWidget(label)
    qtbot.addWidget(table)
    actions = {
        "setText": lambda: label.setText("x"),
        "setObjectName": lambda: label.setObjectName("x"),
        "setItem": lambda: table.setItem(0, 0, QTableWidgetItem("x")),
        "repaint": label.repaint,
        "processEvents": QCoreApplication.processEvents,
    }
    taken = {name: lost(action) for name, action in actions.items()}
    assert {name: count for name, count in taken.items() if count > CALLS // 2} == {}


def vietnamese_letters() -> set[str]:
    """All 134 letters with marks, both cases."""
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    lower = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones} | {"đ"}
    marked = {letter for letter in lower if not letter.isascii()}
    return marked | {letter.upper() for letter in marked}


@pytest.mark.parametrize("family", ["serif_faces", "sans_faces"])
def test_the_fonts_of_paper_and_screen_have_every_letter(family):
    from fontTools.ttLib import TTFont

    from dcapp.printing import fonts

    letters = vietnamese_letters()
    assert len(letters) == 134
    for path in getattr(fonts, family)().paths():
        with TTFont(path) as font:
            known = font.getBestCmap()
        assert {letter for letter in letters if ord(letter) not in known} == set(), path


def pins(text: str) -> dict[str, tuple[str, set[str]]]:
    """Package → (version, hashes) of a file of pins."""
    found = list(PIN.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return {m[1]: (m[2], set(HASH.findall(text[m.end() : end]))) for m, end in zip(found, ends, strict=True)}


def fits(wheel: str, system: str, python: int) -> bool:
    """Whether a wheel installs on a Python of a system, by its name."""
    tags = re.search(r"-([\w.]+)-([\w.]+)-([\w.]+)\.whl$", wheel)
    pythons, abi, platform = tags[1], tags[2], tags[3]
    if platform != "any" and system not in platform:
        return False
    if "py3" in pythons:
        return True
    oldest = int(pythons.removeprefix("cp"))
    return oldest == python if abi != "abi3" else oldest <= python


@pytest.mark.parametrize(("system", "python"), OFFICE_PCS)
def test_every_pin_has_a_wheel_for_every_office_pc(root, system, python):
    locked = pins((root / "installer" / "requirements.txt").read_text("utf-8"))
    listed = [line.split() for line in (root / "installer" / "wheels.txt").read_text("utf-8").splitlines()]
    assert len(locked) > 25
    without = [
        name
        for name, (version, hashes) in locked.items()
        if not any(
            wheel.lower().startswith(f"{name.replace('-', '_')}-{version}-")
            and digest in hashes
            and fits(wheel, system, python)
            for wheel, digest in listed
        )
    ]
    assert without == []


def test_both_files_of_pins_agree(root):
    runtime = pins((root / "installer" / "requirements.txt").read_text("utf-8"))
    everything = pins((root / "installer" / "requirements-dev.txt").read_text("utf-8"))
    assert {name: pin for name, pin in runtime.items() if everything.get(name) != pin} == {}


def test_the_pins_are_those_of_the_project(root):
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    locked = pins((root / "installer" / "requirements-dev.txt").read_text("utf-8"))
    wanted = [line.split("==") for line in (*project["dependencies"], *project["optional-dependencies"]["dev"])]
    normal = {name.lower().replace("_", "-"): version for name, version in wanted}
    assert {name: version for name, version in normal.items() if locked.get(name, ("",))[0] != version} == {}


def test_what_is_installed_is_what_is_pinned(root):
    from importlib.metadata import PackageNotFoundError, version

    def installed(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "missing"

    locked = pins((root / "installer" / "requirements-dev.txt").read_text("utf-8"))
    here = {name: pin for name, (pin, _) in locked.items() if name != "colorama"}
    assert {name: installed(name) for name, pin in here.items() if installed(name) != pin} == {}
