"""Foreign files are read in a child process that can be stopped and has limits."""

from __future__ import annotations

import sys
import time

import pytest

from dcapp.kernel.errors import UserError
from dcapp.reading import child, codec
from dcapp.reading.extracting import extract
from dcapp.reading.reader import read_paper

SLEEPER = "import time; time.sleep(60)"


def test_a_reading_survives_the_way_as_json(papers):
    for file in sorted(papers.glob("*.txt")):
        reading = read_paper(extract(file))
        assert codec.loads(codec.dumps(reading)) == reading


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"text": 1}', "null"])
def test_other_json_is_no_reading(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any wording will do
        codec.loads(text)


def test_the_child_reads_and_tells_its_steps(papers):
    steps: list[str] = []
    file = papers / "mttq.txt"
    assert child.read_in_child(file, progress=steps.append) == read_paper(extract(file))
    assert len(steps) == 2


def test_a_refusal_of_the_child_is_the_refusal_of_the_program(tmp_path):
    empty = tmp_path / "trống.txt"
    empty.touch()
    with pytest.raises(UserError, match="trống"):
        child.read_in_child(empty)


def test_a_child_that_takes_too_long_is_stopped(monkeypatch, tmp_path):
    monkeypatch.setattr(child, "command", lambda: [sys.executable, "-c", SLEEPER])
    begun = time.monotonic()
    with pytest.raises(UserError, match="giây"):
        child.read_in_child(tmp_path / "a.txt", timeout=0.3)
    assert time.monotonic() - begun < 10


def test_the_officer_can_stop_the_reading(monkeypatch, tmp_path):
    monkeypatch.setattr(child, "command", lambda: [sys.executable, "-c", SLEEPER])
    with pytest.raises(child.Cancelled, match="Đã dừng"):
        child.read_in_child(tmp_path / "a.txt", cancelled=lambda: True)


def test_a_child_that_dies_gives_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(child, "command", lambda: [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(UserError, match="bị hỏng"):
        child.read_in_child(tmp_path / "a.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="memory limits are a matter of POSIX")
def test_a_child_that_needs_too_much_memory_gives_a_sentence(papers):
    with pytest.raises(UserError, match=r"bộ nhớ|bị hỏng"):
        child.read_in_child(papers / "mttq.txt", memory_mb=24)
