"""Every check of the house, one after the other: style, types, imports, catalogue, tests (`make test`, `make lint`)."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, the module without which it cannot run, and its command line."""

    name: str
    needs: str
    command: tuple[str, ...]


STATIC = (
    Check("ruff", "ruff", ("-m", "ruff", "check", "--quiet", ".")),
    Check("mypy", "mypy", ("-m", "mypy")),
    Check("import-linter", "importlinter", ("-c", LINT_IMPORTS)),
    Check("catalogue", "babel", ("installer/catalogue.py", "check")),
)
TESTS = Check("pytest", "pytest", ("-m", "pytest", "-q", "-n", "2"))


def outcome_of(check: Check) -> tuple[str, float]:
    """Run one check; "passed", "FAILED", or "NOT RUN" when its tool is not there. Seconds beside it."""
    print(f"== {check.name}", flush=True)
    if find_spec(check.needs) is None:
        print(f"not run: {check.needs} is not installed", flush=True)
        return "NOT RUN", 0.0
    before = time.monotonic()
    quiet = {"PYTHONUNBUFFERED": "1", "PYTHONNOUSERSITE": "1"}
    ended = subprocess.run([sys.executable, *check.command], cwd=ROOT, env={**os.environ, **quiet}, check=False)
    return ("passed" if ended.returncode == 0 else "FAILED"), time.monotonic() - before


def main() -> int:
    """Run all checks even when one fails, say how each ended, and fail unless all passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-tests", action="store_true", help="only what needs no test run")
    checks = STATIC if parser.parse_args().no_tests else (*STATIC, TESTS)
    outcomes = [(check.name, *outcome_of(check)) for check in checks]
    print("==")
    for name, outcome, seconds in outcomes:
        print(f"{outcome:8} {name} ({seconds:.0f} s)")
    return 0 if all(outcome == "passed" for _, outcome, _ in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
