"""The page of what is owed: answer, late reason, drop, reopen, a new promise, why it is due."""

from __future__ import annotations

from datetime import date

import pytest
from checks import assert_screen_is_sound, bring_up
from PySide6.QtWidgets import QWidget

from dcapp.features.commitments.queries import commitment_card, open_commitments
from dcapp.features.commitments.service import CommitmentForm, add_commitment
from dcapp.features.commitments.terms import CommitmentState
from dcapp.features.office.service import DayOffForm, add_day_off
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.service import record_visit
from ui.features.commitments.dialogs import AnswerDialog, CommitmentDialog, DropDialog
from ui.features.commitments.page import commitments_page
from ui.registers import deadline_dialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
DAY = date(2023, 5, 8)


@pytest.fixture
def owed(office):
    """An answer that a visit is owed, and a promise that is late."""
    office.run(record_visit, VisitForm(received_on=DAY, name="Lê Thị Mười", content="Hỏi đất"))
    late = CommitmentForm(title="Trả lời việc mượn đất", made_on=date(2023, 4, 3), due_on=date(2023, 4, 10))
    office.run(add_commitment, late)
    first, second = office.run(open_commitments)
    return second, first


@pytest.fixture
def page(desk, qtbot, quiet):
    def bring(size=(1366, 696)):
        found = commitments_page(desk)
        qtbot.addWidget(found)
        found.resize(*size)
        bring_up(found)
        quiet()
        return found

    return bring


@pytest.fixture
def host(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_pane_explains_leads_back_and_tells_how_the_day_moved(page, desk, office, quiet, owed, monkeypatch):
    answer, _promise = owed
    office.run(add_day_off, DayOffForm(day=date(2023, 5, 12), name="Nghỉ tránh bão", source="Công điện"))
    opened = []
    monkeypatch.setattr(
        "ui.features.commitments.page.DeadlineDialog",
        lambda _desk, _title, found, *_rest, **_more: opened.append(found) or deadline_dialog_stand_in(),
    )
    shown = page()
    shown.show_record(answer.id)
    quiet()

    assert shown.pane.moves.lines.rows[0].words == "22/05/2023 → 23/05/2023"
    shown.pane.explain()
    quiet()
    assert opened[0].due == date(2023, 5, 23)
    shown.pane.open_source()
    assert desk.opened[-1] == ("visits", ("Visit", answer.record_id))
    assert deadline_dialog.DeadlineDialog is not None


def deadline_dialog_stand_in():
    class Opened:
        def open(self):
            """Nothing to show."""

    return Opened()


def test_an_answer_in_time_needs_no_reason(desk, office, quiet, owed, host):
    answer, _promise = owed
    dialog = AnswerDialog(desk, answer, host)
    assert not dialog.form.cells["reason"].isVisibleTo(dialog)
    dialog.words.setPlainText("Đã giải thích tại chỗ")

    dialog.agree.click()
    quiet()

    assert office.run(commitment_card, answer.id).state is CommitmentState.MET


def test_a_late_answer_is_asked_why(desk, office, quiet, owed, host):
    _answer, promise = owed
    dialog = AnswerDialog(desk, promise, host)
    assert dialog.form.cells["reason"].isVisibleTo(dialog)
    dialog.words.setPlainText("Đồng ý cho mượn")

    dialog.agree.click()
    quiet()
    assert dialog.form.cells["reason"].problem.text()
    dialog.reason.setText("Chờ họp thôn")
    dialog.agree.click()
    quiet()

    assert office.run(commitment_card, promise.id).reason == "Chờ họp thôn"


def test_a_line_is_dropped_and_opened_again(page, desk, office, quiet, owed, host):
    answer, _promise = owed
    dialog = DropDialog(desk, answer, host)
    dialog.reason.setPlainText("Người dân rút ý kiến")
    dialog.agree.click()
    quiet()
    assert office.run(commitment_card, answer.id).state is CommitmentState.DROPPED

    shown = page()
    shown.show_record(answer.id)
    quiet()
    shown.actions_of_page["reopen"].trigger()
    quiet()
    assert office.run(commitment_card, answer.id).state is CommitmentState.OPEN


def test_a_promise_is_written_and_the_law_s_day_is_not_asked(desk, office, quiet, owed, host):
    dialog = CommitmentDialog(desk, None, host)
    dialog.words.setPlainText("Sửa đèn đường")
    dialog.due.set_value(date(2023, 6, 1))
    dialog.agree.click()
    quiet()
    assert len(office.run(open_commitments)) == 3

    answer, _promise = owed
    changing = CommitmentDialog(desk, answer, host)
    assert not changing.form.cells["due_on"].isVisibleTo(changing)
    changing.words.setPlainText("Trả lời bằng văn bản")
    changing.agree.click()
    quiet()
    assert office.run(commitment_card, answer.id).title == "Trả lời bằng văn bản"


@pytest.mark.parametrize(("theme", "scale"), [("light", 100), ("dark", 100), ("light", 150)])
def test_the_page_is_sound_in_every_look(page, look, quiet, owed, theme, scale):
    look(theme, scale)
    shown = page()
    shown.show_record(owed[0].id)
    quiet()

    assert_screen_is_sound(shown)


def test_dialogs_are_sound(desk, quiet, owed, host):
    for dialog in (
        AnswerDialog(desk, owed[1], host),
        CommitmentDialog(desk, owed[0], host),
        DropDialog(desk, owed[0], host),
    ):
        dialog.show()
        quiet()
        assert_screen_is_sound(dialog)
