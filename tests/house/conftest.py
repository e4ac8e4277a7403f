"""The files of the checkout and their syntax trees, read once for all house tests."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__"}


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file of the program."""

    name: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        return self.name.split("/", 1)[0]


def _files_git_knows(root: Path) -> list[Path]:
    if not (root / ".git").exists() or shutil.which("git") is None:
        return []
    command = ["git", "-c", "safe.directory=*", "-C", str(root)]
    command += ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, capture_output=True, check=False)
    names = answer.stdout.decode().split("\0") if answer.returncode == 0 else []
    return [root / name for name in names if name]


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in NOT_OURS and not name.endswith("_cache")]
        yield from (Path(folder) / name for name in files if not name.endswith(".pyc"))


@pytest.fixture(scope="session")
def our_files(root: Path) -> list[Path]:
    """Every file that is or may be committed."""
    return sorted(path for path in (_files_git_knows(root) or list(_walk(root))) if path.is_file())


@pytest.fixture(scope="session")
def sources(root: Path) -> list[Source]:
    """Every Python file of main.py, dcapp and ui."""
    paths = [path for room in ("dcapp", "ui") for path in sorted((root / room).rglob("*.py"))]
    paths += [root / "main.py"] if (root / "main.py").exists() else []
    texts = [(path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in paths]
    return [Source(name, text, ast.parse(text, name)) for name, text in texts]


@pytest.fixture(scope="session")
def program(root: Path):
    """Runs Python in a process of its own at the root of the checkout and gives what it printed."""
    import sys

    def run(code: str, **environment: str) -> str:
        settings = {**os.environ, **environment}
        ended = subprocess.run([sys.executable, "-c", code], cwd=root, env=settings, capture_output=True, check=False)
        assert ended.returncode == 0, ended.stderr.decode()
        return ended.stdout.decode()

    return run
