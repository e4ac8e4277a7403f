"""The dialogs of the schedule and its books: laying out, rota, notices, conclusions, lists."""

from __future__ import annotations

from datetime import date

import pytest
from checks import assert_screen_is_sound, bring_up, words_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dcapp.features.commitments.queries import commitments_of
from dcapp.features.commitments.service import MeetForm, meet_commitment
from dcapp.features.office.absences import AbsenceForm, add_absence
from dcapp.features.office.service import OfficerForm, add_officer
from dcapp.features.visits.duty import ShiftForm, add_shift
from dcapp.features.visits.duty_queries import shift_line, shifts_between
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.opening import reception_figures
from dcapp.features.visits.schedule import BOOK, HeldForm, SessionForm, hold_session, plan_session
from dcapp.features.visits.schedule_queries import session_card, sessions_between
from dcapp.features.visits.service import record_visit
from dcapp.features.visits.terms import ReceptionKind, SessionState, ShiftState
from ui.features.visits.duty_dialogs import HALVES, MissShiftDialog, RotaDialog, ShiftDialog, SwapDialog
from ui.features.visits.schedule_conclusion import ConclusionDialog, PointDialog
from ui.features.visits.schedule_dialogs import HeldDialog, MissDialog, PostponeDialog, SessionDialog
from ui.features.visits.schedule_layout_dialog import LayoutDialog
from ui.features.visits.schedule_list import figures_page, sessions_page, shifts_page
from ui.features.visits.schedule_papers import ConclusionPaperDialog, PostingDialog
from ui.registers.form import FormDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
TODAY = date(2026, 11, 23)
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
DECEMBER = date(2026, 12, 1), date(2026, 12, 31)


@pytest.fixture(autouse=True)
def in_november_2026(monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", TODAY.isoformat())


@pytest.fixture
def host(qtbot):
    """The window that dialogs hang over; they die with it at the latest."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 696)
    window.show()
    return window


@pytest.fixture
def opened(desk, host, quiet):
    """Opens a dialog of the schedule."""

    def bring(kind, *arguments):
        dialog = kind(desk, *arguments, host)
        dialog.open()
        quiet()
        return dialog

    return bring


@pytest.fixture
def previewed(monkeypatch):
    """Documents that were to be seen."""
    seen = []
    room = "ui.features.visits.schedule_papers.preview_document"
    monkeypatch.setattr(room, lambda _desk, document, *rest: seen.append(document))
    return seen


@pytest.fixture
def held(office):
    """A session that was held, with one visit."""
    day = date(2026, 11, 5)
    key = office.run(plan_session, SessionForm(held_on=day, chair="Lê Văn Thử", starts_at="07:30"))
    office.run(record_visit, VisitForm(received_on=day, name="Trần Thị An", content="Mương", session_id=key))
    office.run(hold_session, key, HeldForm(held_on=day, chair="Lê Văn Thử"))
    return key


@pytest.fixture
def officers(office):
    """Ids of two officers."""
    return tuple(office.run(add_officer, OfficerForm(full_name=name)) for name in ("Võ Thị Én", "Trần Văn Địa"))


def tick(shown, *keys, checked=True):
    """Tick lines by their keys."""
    state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
    for key in keys:
        row = next(number for number, line in enumerate(shown.lines.lines) if line.key == key)
        shown.lines.setData(shown.lines.index(row, 0), state, Qt.ItemDataRole.CheckStateRole)


def test_a_month_is_laid_out_with_only_the_ticked_days(opened, quiet, office):
    dialog = opened(LayoutDialog, date(2026, 11, 1))
    dialog.repeat.setCurrentIndex(1)
    dialog.numbers.setText("10, 24")
    dialog.numbers.editingFinished.emit()
    quiet()
    lines = [line.words for line in dialog.found.lines.lines]
    assert lines[0] == "Thứ Ba, 10/11/2026"
    assert lines[1].startswith("Thứ Tư, 25/11/2026 · dời từ 24/11/2026 (")
    assert "Ngày 10 và 24 hằng tháng: 2 ngày được chọn trên 2 ngày." in dialog.said.text()
    assert not dialog.warning.text()
    tick(dialog.found, date(2026, 11, 10), checked=False)
    assert "1 ngày, luật yêu cầu ít nhất 2 ngày" in dialog.warning.text()
    assert not office.run(sessions_between, *NOVEMBER)
    dialog.agree.click()
    quiet()
    assert [line.held_on for line in office.run(sessions_between, *NOVEMBER)] == [date(2026, 11, 25)]


def test_laying_out_says_what_is_unclear_and_offers_nothing(opened, quiet):
    dialog = opened(LayoutDialog, date(2026, 11, 1))
    assert dialog.agree.isEnabled()
    dialog.repeat.setCurrentIndex(2)
    dialog.numbers.setText("9")
    dialog.numbers.editingFinished.emit()
    quiet()
    assert "từ 1 đến 5" in dialog.said.text()
    assert not dialog.agree.isEnabled()
    dialog.numbers.setText("1, 3")
    dialog.numbers.editingFinished.emit()
    dialog.until.set_value(date(2026, 10, 1))
    quiet()
    assert "sớm hơn" in dialog.said.text()
    dialog.until.set_value(date(2026, 6, 30))
    dialog.since.set_value(date(2026, 6, 1))
    quiet()
    assert "tuần" in dialog.warning.text().lower()
    assert_screen_is_sound(dialog)
    dialog.close_now()


def test_officers_take_turns_in_the_order_of_their_ticks(opened, quiet, office, officers):
    away = AbsenceForm(officer_id=officers[0], deputy_id=officers[1], since=date(2026, 12, 3), until=date(2026, 12, 3))
    office.run(add_absence, away)
    dialog = opened(RotaDialog, date(2026, 12, 1))
    assert not dialog.agree.isEnabled()
    tick(dialog.officers, officers[0], officers[1])
    quiet()
    first = [line.words for line in dialog.found.lines.lines[:3]]
    assert first == [
        "Thứ Ba, 01/12/2026 · Võ Thị Én",
        "Thứ Tư, 02/12/2026 · Võ Thị Én",
        "Thứ Năm, 03/12/2026 · Trần Văn Địa · thay Võ Thị Én (nghỉ)",
    ]
    dialog.parts.setCurrentIndex(1)
    quiet()
    assert "sáng" in dialog.found.lines.lines[0].words
    dialog.parts.setCurrentIndex(0)
    quiet()
    tick(dialog.found, 0, checked=False)
    assert_screen_is_sound(dialog)
    dialog.agree.click()
    quiet()
    lines = office.run(shifts_between, *DECEMBER)
    assert (len(lines), lines[0].day, lines[0].officer) == (22, date(2026, 12, 2), "Võ Thị Én")
    assert len(HALVES) == 2


def test_a_rota_in_a_year_without_a_calendar_is_refused_in_words(opened, quiet, officers):
    dialog = opened(RotaDialog, date(2031, 1, 1))
    tick(dialog.officers, officers[0])
    quiet()
    assert "2031" in dialog.said.text()
    assert not dialog.agree.isEnabled()


def test_one_duty_is_written_and_changed(opened, quiet, office, officers):
    dialog = opened(ShiftDialog, None, TODAY)
    dialog.agree.click()
    quiet()
    assert dialog.form.cells["officer"].problem.text()
    dialog.officer.choose(officers[0])
    dialog.agree.click()
    quiet()
    line = office.run(shifts_between, TODAY, TODAY)[0]
    assert line.officer == "Võ Thị Én"
    change = opened(ShiftDialog, line, None)
    assert change.officer.value() == officers[0]
    change.officer.choose(None)
    change.named.setText("Cộng tác viên")
    change.agree.click()
    quiet()
    assert office.run(shift_line, line.id).officer == "Cộng tác viên"


def test_duties_are_swapped_and_missed(opened, quiet, office):
    mine = office.run(add_shift, ShiftForm(day=TODAY, officer="Võ Thị Én"))
    theirs = office.run(add_shift, ShiftForm(day=date(2026, 11, 25), officer="Trần Văn Địa"))
    swap = opened(SwapDialog, office.run(shift_line, mine))
    swap.agree.click()
    assert swap.form.cells["other"].problem.text()
    swap.other.choose(theirs)
    swap.agree.click()
    quiet()
    assert office.run(shift_line, mine).officer == "Trần Văn Địa"
    miss = opened(MissShiftDialog, office.run(shift_line, mine))
    miss.reason.setPlainText("Đi họp")
    miss.agree.click()
    quiet()
    assert office.run(shift_line, mine).state is ShiftState.MISSED


def test_a_conclusion_with_its_points(opened, quiet, office, held, officers):
    dialog = opened(ConclusionDialog, office.run(session_card, held))
    dialog.words.setPlainText("Giao rà soát các hộ ven mương.")
    dialog.add_step.click()
    point = dialog.findChildren(PointDialog)[0]
    quiet()
    point.agree.click()
    assert point.form.cells["words"].problem.text()
    point.words.setPlainText("Nạo vét mương")
    point.agree.click()
    assert point.form.cells["owner"].problem.text()
    point.officer.choose(officers[1])
    point.due.set_value(date(2026, 11, 20))
    point.to_whom.choose("Trần Thị An")
    assert_screen_is_sound(point)
    point.agree.click()
    quiet()
    dialog.agree.click()
    quiet()
    found = office.run(commitments_of, BOOK, held)
    assert [(one.title, one.owner, one.to_whom) for one in found] == [("Nạo vét mương", "Trần Văn Địa", "Trần Thị An")]


def test_points_are_changed_and_left_out_and_closed_ones_stay(opened, quiet, office, held):
    from dcapp.features.visits.schedule_conclusion import PointForm, conclude_session

    due = date(2026, 11, 20)
    points = [PointForm(words=words, owner="Địa chính", due_on=due) for words in ("Một", "Hai", "Ba")]
    office.run(conclude_session, held, "Kết luận", points)
    first = office.run(commitments_of, BOOK, held)[0]
    office.run(meet_commitment, first.id, MeetForm(met_on=date(2026, 11, 10), answer="Xong"))
    dialog = opened(ConclusionDialog, office.run(session_card, held))
    assert [row.words for row in dialog.list.lines.rows] == ["Hai", "Ba", "Một"]
    dialog.edit_step.click()
    point = dialog.findChildren(PointDialog)[0]
    point.words.setPlainText("Hai sửa")
    point.agree.click()
    quiet()
    dialog.list.setCurrentIndex(dialog.list.lines.index(1, 0))
    dialog.drop_step.click()
    dialog.list.setCurrentIndex(dialog.list.lines.index(1, 0))
    assert not dialog.drop_step.isEnabled()
    dialog.agree.click()
    quiet()
    assert [one.title for one in office.run(commitments_of, BOOK, held)] == ["Một", "Hai sửa"]


def test_the_posting_notice_takes_its_number_and_notes_the_posting(opened, quiet, office, previewed):
    key = office.run(plan_session, SessionForm(held_on=date(2026, 12, 10), chair="Lê Văn Thử", starts_at="07:30"))
    dialog = opened(PostingDialog, date(2026, 12, 1))
    assert "1 buổi tiếp" in dialog.state.text()
    dialog.hours.setText("Sáng từ 07 giờ 30")
    dialog.number.setChecked(True)
    dialog.post.setChecked(True)
    assert_screen_is_sound(dialog)
    dialog.agree.click()
    quiet()
    card = office.run(session_card, key)
    assert card.posting
    assert card.line.posted_on == TODAY
    assert card.posting in previewed[0].letterhead.number
    assert not previewed[0].marks.draft
    again = opened(PostingDialog, date(2026, 12, 1))
    assert again.hours.value() == "Sáng từ 07 giờ 30"
    assert not again.number.isEnabled()
    assert not again.post.isEnabled()
    again.period.setCurrentIndex(1)
    quiet()
    assert (again.since.value(), again.until.value()) == (date(2026, 10, 1), date(2026, 12, 31))
    again.period.setCurrentIndex(3)
    quiet()
    again.since.line.setText("sai")
    again.agree.click()
    assert again.form.cells["since"].problem.text()
    again.close_now()


def test_a_notice_without_a_number_is_a_draft(opened, quiet, office, previewed):
    office.run(plan_session, SessionForm(held_on=date(2026, 12, 10), chair="Lê Văn Thử"))
    dialog = opened(PostingDialog, date(2026, 12, 1))
    dialog.agree.click()
    quiet()
    assert previewed[0].marks.draft
    empty = opened(PostingDialog, date(2027, 3, 1))
    assert "Chưa có buổi tiếp" in empty.state.text()
    empty.close_now()


def test_the_notice_of_conclusion_takes_its_number(opened, quiet, office, held, previewed):
    dialog = opened(ConclusionPaperDialog, office.run(session_card, held))
    dialog.number.setChecked(True)
    assert_screen_is_sound(dialog)
    dialog.agree.click()
    quiet()
    symbol = office.run(session_card, held).conclusion_symbol
    assert symbol
    assert symbol in previewed[0].letterhead.number
    again = opened(ConclusionPaperDialog, office.run(session_card, held))
    assert not again.number.isEnabled()
    again.agree.click()
    quiet()
    assert len(previewed) == 2


@pytest.mark.parametrize("kind", [SessionDialog, PostponeDialog, HeldDialog, MissDialog])
def test_the_dialogs_of_a_session_are_sound(opened, office, held, kind):
    card = office.run(session_card, held)
    dialog = opened(kind, card, None) if kind is SessionDialog else opened(kind, card)
    assert_screen_is_sound(dialog)
    dialog.close_now()


def test_the_book_of_sessions_leads_on(desk, qtbot, quiet, office, held):
    page = sessions_page(desk)
    qtbot.addWidget(page)
    page.resize(1366, 696)
    bring_up(page)
    quiet()
    page.show_record(held)
    quiet()
    assert_screen_is_sound(page, traps=False)
    assert page.actions_of_page["conclude"].isEnabled()
    assert not page.actions_of_page["held"].isEnabled()
    page.actions_of_page["edit"].trigger()
    quiet()
    change = page.findChildren(SessionDialog)[0]
    change.place.setText("Hội trường")
    change.agree.click()
    quiet()
    assert office.run(session_card, held).line.place == "Hội trường"
    page.begin_new()
    assert page.findChildren(SessionDialog)
    planned = office.run(plan_session, SessionForm(held_on=date(2026, 11, 19), chair="Lê Văn Thử"))
    for one in page.findChildren(SessionDialog):
        one.close_now()
    quiet()
    page.show_record(planned)
    quiet()
    for name, kind in (("held", HeldDialog), ("missed", MissDialog), ("postpone", PostponeDialog)):
        page.actions_of_page[name].trigger()
        quiet()
        page.findChildren(kind)[0].close_now()
    assert office.run(session_card, planned).line.state is SessionState.PLANNED


def test_the_book_of_duties_leads_on(desk, qtbot, quiet, office):
    key = office.run(add_shift, ShiftForm(day=TODAY, officer="Võ Thị Én"))
    page = shifts_page(desk)
    qtbot.addWidget(page)
    page.resize(1366, 696)
    bring_up(page)
    quiet()
    page.show_record(key)
    quiet()
    assert_screen_is_sound(page, traps=False)
    page.actions_of_page["keep"].trigger()
    quiet()
    assert office.run(shift_line, key).state is ShiftState.KEPT
    assert not page.actions_of_page["keep"].isEnabled()
    page.actions_of_page["reopen"].trigger()
    quiet()
    for name, kind in (("miss", MissShiftDialog), ("swap", SwapDialog), ("edit", ShiftDialog), ("rota", RotaDialog)):
        page.actions_of_page[name].trigger()
        quiet()
        page.findChildren(kind)[0].close_now()
        quiet()
    page.add_line()
    assert page.findChildren(ShiftDialog)


def test_the_book_of_figures_takes_a_month(desk, qtbot, quiet, office):
    page = figures_page(desk)
    qtbot.addWidget(page)
    page.resize(1366, 696)
    bring_up(page)
    quiet()
    page.begin_new()
    quiet()
    form = page.findChildren(FormDialog)[0]
    words = words_of(form)
    assert "Đoàn đông người" in words
    for key, value in (("year", 2026), ("month", 3), ("visits", 4), ("people", 9)):
        form.form.cells[key].editor.setText(str(value))
    form.agree.click()
    quiet()
    assert office.run(reception_figures, date(2026, 3, 1), date(2026, 3, 31)).of(ReceptionKind.REGULAR).people == 9
