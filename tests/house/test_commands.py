"""The commands of the README: they exist, prepare themselves, and never call a check passed that did not run."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys

import pytest

TARGETS = ("run", "test", "lint", "tour", "bench", "faults")


@pytest.fixture
def check(root, monkeypatch):
    """The script behind `make test`."""
    spec = importlib.util.spec_from_file_location("check_script", root / "installer" / "check.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "check_script", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("target", TARGETS)
def test_make_knows_the_command(root, target):
    recipe = re.search(rf"^{target}:\n((?:\t.+\n)+)", (root / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe, target
    assert recipe[1].splitlines()[0].startswith("\t@bash installer/setup.sh")
    scripts = re.findall(r"\S+\.(?:py|sh)", recipe[1])
    assert [script for script in scripts if not (root / script).exists()] == []


def test_the_build_server_runs_make_test(root):
    run = root / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert re.search(r"^make test\b", run.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    "closing",
    ["12 passed in 3.40s", "1 failed, 11 passed in 3.40s", "12 passed, 2 skipped in 63.01s (0:01:03)"],
)
def test_the_build_server_ends_with_the_closing_line_of_pytest(root, tmp_path, closing):
    (tmp_path / ".ci").mkdir()
    shutil.copy(root / ".ci" / "run", tmp_path / ".ci" / "run")
    script = f"test:\n\t@echo '{closing}'\n\t@echo '==' ; echo 'FAILED pytest (3 s)'; exit 1\n"
    (tmp_path / "Makefile").write_text(script, "utf-8")
    ended = subprocess.run([tmp_path / ".ci" / "run"], capture_output=True, check=False, text=True)
    assert ended.returncode != 0
    assert ended.stdout.splitlines()[-1] == closing


def test_a_check_whose_tool_is_missing_was_not_run(check, capsys):
    missing = check.Check("types", "no_such_tool_at_all", ("-c", "pass"))
    assert check.outcome_of(missing) == ("NOT RUN", 0.0)


def test_make_test_fails_when_a_check_did_not_run(check, monkeypatch, capsys):
    there = check.Check("there", "sys", ("-c", "pass"))
    missing = check.Check("types", "no_such_tool_at_all", ("-c", "pass"))
    monkeypatch.setattr(sys, "argv", ["check.py", "--no-tests"])
    monkeypatch.setattr(check, "STATIC", (there, missing))
    assert check.main() == 1
    assert "NOT RUN  types" in capsys.readouterr().out
    monkeypatch.setattr(check, "STATIC", (there,))
    assert check.main() == 0


def test_make_test_checks_style_types_imports_catalogue_and_tests(check):
    assert [entry.name for entry in (*check.STATIC, check.TESTS)] == [
        "ruff",
        "mypy",
        "import-linter",
        "catalogue",
        "pytest",
    ]
