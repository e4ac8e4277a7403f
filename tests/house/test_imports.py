"""Who may import whom: the contracts of pyproject.toml hold, and each of them is seen to break."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"

# contract → the file in which a violation is planted, and the line that is wrong there
PLANTED = {
    "1 ": ("dcapp/kernel/planted.py", "import ui.kit"),
    "2 ": ("dcapp/rules/planted.py", "import dcapp.db"),
    "3 ": ("dcapp/features/office/planted.py", "import dcapp.features.plan"),
    "4 ": ("dcapp/features/plan/models.py", "import dcapp.features.plan.service"),
    "5 ": ("dcapp/registers/planted.py", "import PySide6.QtCore"),
    "6 ": ("dcapp/rules/planted.py", "import sqlalchemy"),
    "7 ": ("ui/kit/planted.py", "from sqlalchemy import select"),
    "8 ": ("ui/features/plan/planted.py", "import dcapp.features.plan.models"),
    "9 ": ("ui/kit/planted.py", "import ui.registers"),
    "10 ": ("ui/features/plan/planted.py", "import ui.features.login"),
    "11 ": ("dcapp/kernel/one/__init__.py", "import dcapp.kernel.two"),
}
COUNTERPARTS = {"11 ": ("dcapp/kernel/two/__init__.py", "import dcapp.kernel.one")}
UNPLACED = {"2 ": "dcapp/attic.py", "3 ": "dcapp/features/attic/__init__.py", "9 ": "ui/attic.py"}
ROOMS = ("dcapp/features/office", "dcapp/features/plan", "ui/features/plan", "ui/features/login")
HEAVY = {"alembic", "babel", "docx", "holidays", "lxml", "openpyxl", "pypdfium2", "reportlab", "xlsxwriter"}


def lint(folder) -> tuple[int, str]:
    """Run import-linter in a folder; its exit code and what it said."""
    ended = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": "", "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        check=False,
    )
    return ended.returncode, ended.stdout.decode() + ended.stderr.decode()


@pytest.fixture
def empty_house(root, tmp_path):
    """The rooms of the program with nothing in them, under the contracts of the program."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    for room in ("dcapp", "ui"):
        for source in (root / room).rglob("*.py"):
            copy = tmp_path / source.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.touch()
    for folder in ROOMS:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "__init__.py").touch()
    for name in ("models", "service"):
        (tmp_path / "dcapp/features/plan" / f"{name}.py").touch()
    return tmp_path


def broken(report: str) -> set[str]:
    lines = [line.strip() for line in report.splitlines() if line.rstrip().endswith("BROKEN")]
    return {line.split(" ", 1)[0] + " " for line in lines}


def test_the_program_keeps_every_contract(root):
    code, report = lint(root)
    assert code == 0, report
    assert report.count(" KEPT") == len(PLANTED)


def test_an_empty_house_keeps_every_contract(empty_house):
    code, report = lint(empty_house)
    assert code == 0, report


@pytest.mark.parametrize("contract", PLANTED, ids=lambda name: f"contract-{name.strip()}")
def test_a_planted_violation_breaks_the_contract(empty_house, contract):
    for planted in (PLANTED, COUNTERPARTS):
        if contract in planted:
            name, line = planted[contract]
            (empty_house / name).parent.mkdir(exist_ok=True)
            (empty_house / name).write_text(line + "\n", "utf-8")
    code, report = lint(empty_house)
    assert code == 1, report
    assert contract in broken(report)


@pytest.mark.parametrize("contract", UNPLACED, ids=lambda name: f"contract-{name.strip()}")
def test_a_new_room_must_be_placed(empty_house, contract):
    (empty_house / UNPLACED[contract]).parent.mkdir(exist_ok=True)
    (empty_house / UNPLACED[contract]).touch()
    code, report = lint(empty_house)
    assert code == 1, report
    assert contract in broken(report)


def loaded_by(program, statement: str) -> set[str]:
    """Top-level names in sys.modules after one statement in a fresh process."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    return set(json.loads(program(code).splitlines()[-1]))


def test_the_command_line_loads_no_qt(program):
    assert loaded_by(program, "import dcapp.cli") & {"PySide6", "shiboken6", "ui"} == set()


def test_asking_for_help_loads_no_qt_and_nothing_heavy(program):
    ask = "import contextlib, dcapp.cli\nwith contextlib.suppress(SystemExit):\n    dcapp.cli.main(['--help'])"
    assert loaded_by(program, ask) & {"PySide6", "ui", "sqlalchemy", *HEAVY} == set()


def test_the_door_before_the_password_loads_no_database(program):
    assert loaded_by(program, "import dcapp.door") & {"sqlalchemy", "alembic", *HEAVY} == set()


def test_the_catalogue_of_registers_loads_nothing_heavy(program):
    assert loaded_by(program, "import dcapp.catalogue") & {"PySide6", *HEAVY} == set()
