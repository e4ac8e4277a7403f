"""The explanation of a deadline for any book: one set of sentences on command line, in the clipboard and on paper."""

from __future__ import annotations

import json
from datetime import date

import pytest
from builders import an_app
from checks import assert_screen_is_sound, words_of
from PySide6.QtWidgets import QApplication, QWidget

from dcapp import cli
from dcapp.features.office.prints_deadline import deadline_document
from dcapp.printing.model import NO_MARKS
from dcapp.printing.text import plain_text
from dcapp.rules.counting import reckon
from dcapp.rules.telling import step_line
from dcapp.rules.working_days import built_in_calendar
from ui.kit.changes import Changes
from ui.kit.desk import Desk
from ui.kit.print_preview import PrintPreviewDialog
from ui.kit.tasks import Tasks
from ui.registers.deadline_dialog import DeadlineDialog

CASES = [("KN-03", "2023-04-13"), ("TC-01", "2024-02-02"), ("TCD-04", "2026-11-30"), ("KN-02", "2026-06-22")]


def squeezed(text):
    return " ".join(text.split())


@pytest.fixture
def desk(qtbot):
    """The desk of a real office in memory: the made-up book knows no deadlines."""
    app = an_app()
    tasks = Tasks(app)
    window = QWidget()
    qtbot.addWidget(window)
    yield Desk(app, tasks, Changes(app), window)
    assert tasks.finish()
    app.close()


@pytest.fixture
def dialog(desk, qtbot):
    made = DeadlineDialog(desk, "Hạn trả lời công dân", reckon("TCD-06", date(2023, 5, 4), built_in_calendar()))
    qtbot.addWidget(made)
    made.open()
    return made


@pytest.mark.parametrize(("name", "start"), CASES)
def test_command_line_clipboard_and_paper_say_the_same(desk, qtbot, capsys, monkeypatch, tmp_path, name, start):
    monkeypatch.delenv("DCAPP_PASSWORD", raising=False)
    found = reckon(name, date.fromisoformat(start), built_in_calendar())
    steps = [step_line(step) for step in found.steps]
    assert cli.main(["deadline", name, "--from", start, "--data", str(tmp_path)]) == 0
    said = capsys.readouterr()
    on_screen = DeadlineDialog(desk, "Hạn", found)
    qtbot.addWidget(on_screen)
    on_screen.card.copy_button.click()
    copied = QApplication.clipboard().text()
    office = desk.app.office
    printed = squeezed(plain_text(deadline_document(found, office, NO_MARKS, on=date(2026, 6, 25))))
    for number, sentence in enumerate(steps, 1):
        line = f"{number}. {sentence}"
        assert line in said.out
        assert line in copied
        assert line in printed
    for note in found.warnings:
        assert note in said.err
        assert note in copied
        assert note in printed
    assert cli.main(["deadline", name, "--from", start, "--data", str(tmp_path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [step["text"] for step in answer["steps"]] == [step.text for step in found.steps]
    assert all(step["text"].startswith(step["head"]) for step in answer["steps"])


@pytest.mark.parametrize(("theme", "scale"), [("light", 100), ("dark", 125), ("light", 150)])
def test_the_dialog_is_sound(desk, qtbot, look, theme, scale):
    look(theme, scale)
    made = DeadlineDialog(desk, "Hạn trả lời", reckon("KN-02", date(2026, 6, 22), built_in_calendar()))
    qtbot.addWidget(made)
    made.open()
    assert_screen_is_sound(made)
    assert "Vì sao đến hạn ngày này?" in words_of(made)


def test_the_slip_is_previewed(dialog, qtbot):
    dialog.agree.click()
    qtbot.waitUntil(lambda: any(isinstance(one, PrintPreviewDialog) for one in QApplication.topLevelWidgets()))


def test_what_was_met_says_so(desk, qtbot):
    found = reckon("TCD-06", date(2023, 5, 4), built_in_calendar())
    made = DeadlineDialog(desk, "Hạn trả lời", found, met_on=date(2023, 5, 10))
    qtbot.addWidget(made)
    assert made.card.chip.text() == "Xong 10/05/2023"
