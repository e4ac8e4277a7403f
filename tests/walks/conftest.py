"""A virtual screen for the walks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent

SCREEN = "1366x768x24"


@pytest.fixture
def display():
    """A virtual screen of our own; its name."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        pytest.skip("not run: Xvfb")
    reads, writes = os.pipe()
    server = subprocess.Popen(
        [xvfb, "-displayfd", str(writes), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    with os.fdopen(reads) as answer:
        number = answer.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait(10)


@pytest.fixture
def lived(tmp_path, root, display):
    """Lives through a walk of this folder in a process of its own and gives what it noted; pictures go to build/."""

    def live(walk: str, patience: int, today: str = "", **told: Any) -> dict[str, Any]:
        pictures = root / "build" / f"walk-{walk}"
        shutil.rmtree(pictures, ignore_errors=True)
        pictures.mkdir(parents=True)
        folders = {"data": str(tmp_path / "office"), "out": str(tmp_path), "pictures": str(pictures)}
        order = tmp_path / "order.json"
        order.write_text(json.dumps({**folders, "patience": patience, **told}), encoding="utf-8")
        found_in = os.pathsep.join(folder for folder in (str(root), os.environ.get("PYTHONPATH", "")) if folder)
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": found_in}
        environment.pop("WAYLAND_DISPLAY", None)
        if today:
            environment["DCAPP_TODAY"] = today
        ended = subprocess.run(
            [sys.executable, str(HERE / f"{walk}.py"), str(order)],
            cwd=root, env=environment, capture_output=True, text=True, timeout=patience + 30, check=False,
        )  # fmt: skip
        kept = tmp_path / "result.json"
        result = json.loads(kept.read_text("utf-8")) if kept.exists() else {"problem": "no result", "steps": []}
        assert not result["problem"], f"{result['problem']}\n{ended.stderr}"
        assert ended.returncode == 0, ended.stderr
        assert len(list(pictures.glob("*.png"))) == len(result["steps"])
        return result

    return live


@pytest.fixture
def words_of():
    """All words of a PDF, in one line."""
    import pypdfium2

    def read(path: Path) -> str:
        document = pypdfium2.PdfDocument(path)
        found = []
        for page in document:
            words = page.get_textpage()
            found.append(words.get_text_range())
            words.close()
            page.close()
        document.close()
        return " ".join(" ".join(found).split())

    return read
