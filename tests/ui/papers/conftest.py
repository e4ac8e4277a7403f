"""A desk over an office in memory, for the pages of papers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))


@pytest.fixture
def office():
    """An office in memory; its account holds all roles."""
    from builders import an_app

    app = an_app()
    yield app
    app.close()


@pytest.fixture
def desk(office, qtbot):
    """The desk of the office, its lanes at rest in the end."""
    from ui.kit import memory
    from ui.kit.changes import Changes
    from ui.kit.desk import Desk
    from ui.kit.tasks import Tasks

    memory.forget_all()
    tasks = Tasks(office)
    changes = Changes(office)
    made = Desk(office, tasks, changes)
    made.toasts = []
    made.toast_wanted.connect(lambda text, undo: made.toasts.append((text, undo)))
    yield made
    assert tasks.finish()
    for thing in (made, changes, tasks):
        thing.deleteLater()


@pytest.fixture
def quiet(qtbot, desk):
    """Waits until everything that was asked for has been answered and shown."""

    def wait():
        for _time in range(3):
            qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
            qtbot.wait(5)

    return wait


@pytest.fixture
def answers(monkeypatch):
    """Answers questions: a list of indexes to give; the titles asked are kept."""
    from ui.kit import messages

    class Answers(list):
        asked: list

    given = Answers()
    given.asked = []

    def show(_parent, message):
        given.asked.append(message.title)
        if not given:
            raise AssertionError(f"unexpected message: {message.title} {message.body} {message.detail}")
        return given.pop(0)

    monkeypatch.setattr(messages, "show", show)
    return given
