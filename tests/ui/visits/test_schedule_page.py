"""Lịch: the month with its days, the pane of the day, and every step that leads on from them."""

from __future__ import annotations

from datetime import date

import pytest
from builders import beside
from checks import SIZES, assert_screen_is_sound, bring_up, words_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton

from dcapp.features.visits.duty import ShiftForm, add_shift, keep_shift
from dcapp.features.visits.duty_queries import shift_line, shifts_between
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.schedule import (
    HeldForm,
    SessionForm,
    hold_session,
    miss_session,
    note_posted,
    plan_session,
    postpone_session,
)
from dcapp.features.visits.schedule_queries import session_card, sessions_between
from dcapp.features.visits.service import record_visit
from dcapp.features.visits.terms import Matter, SessionState, ShiftState
from ui.features.visits.schedule_dialogs import HeldDialog, MissDialog, PostedDialog, PostponeDialog, SessionDialog
from ui.features.visits.schedule_page import schedule_page
from ui.features.visits.schedule_ticks import Tick, TickList

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
TODAY = date(2026, 11, 23)
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture(autouse=True)
def in_november_2026(monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", TODAY.isoformat())


@pytest.fixture
def plan(office):
    """Plans a session on a day of November."""

    def on(day, **values):
        form = {"held_on": date(2026, 11, day), "chair": "Lê Văn Thử", "starts_at": "07:30", **values}
        return office.run(plan_session, SessionForm(**form))

    return on


@pytest.fixture
def page(desk, qtbot, quiet):
    """Opens the calendar on the screen."""

    def bring(at=desk, size=(1366, 696)):
        found = schedule_page(at)
        qtbot.addWidget(found)
        found.resize(*size)
        bring_up(found)
        quiet(at.tasks)
        return found

    return bring


def step(page, words):
    """The button of a step in the pane of the day."""
    found = [one for one in page.pane.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(page)]
    assert found, [one.text() for one in page.pane.findChildren(QPushButton) if one.isVisibleTo(page)]
    return found[0]


def offered(page, words):
    return any(one.text() == words and one.isVisibleTo(page) for one in page.pane.findChildren(QPushButton))


def dialog(page, kind):
    """The dialog of a kind that is open."""
    found = [one for one in page.window().findChildren(kind) if one.isVisible()]
    assert found
    return found[0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [100, 125])
def test_the_calendar_is_sound_at_every_size(page, plan, office, look, size, scale):
    look("dark", scale)
    key = plan(5)
    office.run(note_posted, [key], date(2026, 10, 28))
    office.run(hold_session, key, HeldForm(held_on=date(2026, 11, 5), chair="Lê Văn Thử"))
    plan(26)
    office.run(add_shift, ShiftForm(day=TODAY, officer="Võ Thị Én"))
    found = page(size=size)
    assert_screen_is_sound(found, traps=False)
    found.show_day(date(2026, 11, 5))
    assert_screen_is_sound(found, traps=False)


def test_the_header_tells_announced_and_held_days_and_the_banner_what_is_amiss(page, plan, monkeypatch):
    plan(26)
    found = page()
    assert "đã công bố 0 ngày, đã tiếp 0 ngày; luật yêu cầu ít nhất 2 ngày" in found.header.subtitle.full_text()
    assert "Tháng 11/2026: 1 ngày" in found.banner.text.text()
    told = []
    monkeypatch.setattr("ui.kit.messages.show", lambda _parent, message: told.append(message.body) or 0)
    found.all_warnings.click()
    assert "18/11/2026" in told[0]


def test_arrows_move_and_leave_the_month(page, quiet):
    found = page()
    assert found.grid.day == TODAY
    QTest.keyClick(found.grid, Qt.Key.Key_Right)
    assert found.grid.day == date(2026, 11, 24)
    assert "Ngày" in found.grid.accessibleDescription()
    QTest.keyClick(found.grid, Qt.Key.Key_Down)
    quiet()
    assert (found.grid.day, found.month) == (date(2026, 12, 1), date(2026, 12, 1))
    QTest.keyClick(found.grid, Qt.Key.Key_PageUp)
    quiet()
    assert found.name.text() == "Tháng 11/2026"
    QTest.keyClick(found.grid, Qt.Key.Key_Home)
    QTest.keyClick(found.grid, Qt.Key.Key_End)
    assert found.grid.day == date(2026, 11, 30)
    found.step(1)
    quiet()
    assert found.grid.day == date(2026, 12, 1)
    found.actions_of_page["today"].trigger()
    quiet()
    assert found.grid.day == TODAY
    assert found.grid.hasFocus()


def test_a_click_picks_and_enter_begins_a_session_on_an_empty_day(page, quiet):
    found = page()
    spot = next(
        QPoint(x, y)
        for x in range(0, found.grid.width(), 10)
        for y in range(0, found.grid.height(), 10)
        if found.grid._day_at(x, y) == date(2026, 11, 11)
    )
    QTest.mouseClick(found.grid, Qt.MouseButton.LeftButton, pos=spot)
    assert found.pane.title.text() == "Thứ Tư, 11/11/2026"
    QTest.keyClick(found.grid, Qt.Key.Key_Return)
    asked = dialog(found, SessionDialog)
    assert asked.day.value() == date(2026, 11, 11)
    asked.close_now()


def test_enter_on_a_full_day_goes_to_its_steps(page, plan, quiet, office):
    plan(19)
    found = page()
    found.show_day(date(2026, 11, 19))
    quiet()
    QTest.keyClick(found.grid, Qt.Key.Key_Return)
    assert found.pane.isAncestorOf(found.focusWidget())


def test_a_session_is_planned_from_the_calendar(page, quiet, office):
    found = page()
    found.show_day(date(2026, 11, 30))
    found.begin_new()
    asked = dialog(found, SessionDialog)
    quiet()
    assert "20/11/2026" in asked.posting.text()
    asked.place.setText("Phòng tiếp công dân")
    asked.agree.click()
    quiet()
    line = office.run(sessions_between, *NOVEMBER)[0]
    assert (line.held_on, line.place, line.chair) == (date(2026, 11, 30), "Phòng tiếp công dân", "Lê Văn Thử")
    assert found.pane.card.id == line.id
    assert found.desk.toasts[-1][1] is not None


def test_an_unscheduled_session_asks_for_its_reason(page, quiet, office):
    found = page()
    found.add_session()
    asked = dialog(found, SessionDialog)
    assert not asked.form.cells["reason"].isVisibleTo(asked)
    asked.kind.setCurrentIndex(1)
    assert asked.form.cells["reason"].isVisibleTo(asked)
    asked.agree.click()
    quiet()
    assert asked.form.cells["reason"].problem.text()
    asked.reason.setPlainText("Vụ việc đông người ở thôn Một")
    asked.agree.click()
    quiet()
    assert office.run(sessions_between, TODAY, TODAY)[0].post_by is None


def test_a_past_session_is_marked_held_and_concluded_or_taken_back(page, plan, quiet, office):
    key = plan(19)
    found = page()
    found.show_record(("ReceptionSession", key))
    quiet()
    step(found, "Ghi đã tiếp…").click()
    asked = dialog(found, HeldDialog)
    asked.who.setCurrentIndex(1)
    asked.agree.click()
    assert asked.form.cells["delegate"].problem.text()
    asked.delegate.setText("Trần Văn Phó")
    asked.delegation.setText("QĐ 12/QĐ-UBND")
    asked.agree.click()
    quiet()
    card = office.run(session_card, key)
    assert (card.line.state, card.line.delegate) == (SessionState.HELD, "Trần Văn Phó")
    assert "ủy quyền 1 ngày" in found.header.subtitle.full_text()
    step(found, "Ghi lại là chưa tiếp").click()
    quiet()
    assert office.run(session_card, key).line.state is SessionState.PLANNED


def test_a_past_session_is_marked_missed(page, plan, quiet, office):
    key = plan(19)
    found = page()
    found.show_record(key)
    quiet()
    step(found, "Không tiếp…").click()
    asked = dialog(found, MissDialog)
    asked.agree.click()
    quiet()
    assert asked.form.cells["reason"].problem.text()
    asked.reason.setPlainText("Bão số 9")
    asked.agree.click()
    quiet()
    assert office.run(session_card, key).line.state is SessionState.MISSED
    step(found, "Ghi lại là chưa tiếp").click()
    quiet()
    assert office.run(session_card, key).line.state is SessionState.PLANNED


def test_a_session_is_posted_postponed_and_found_again(page, plan, quiet, office):
    key = plan(30)
    found = page()
    found.show_record(key)
    quiet()
    assert not offered(found, "Ghi đã tiếp…")
    step(found, "Ghi niêm yết…").click()
    dialog(found, PostedDialog).agree.click()
    quiet()
    assert office.run(session_card, key).line.posted_on == TODAY
    assert offered(found, "Bỏ ghi niêm yết")
    assert not offered(found, "Xóa")
    step(found, "Hoãn…").click()
    asked = dialog(found, PostponeDialog)
    asked.day.set_value(date(2026, 12, 8))
    asked.reason.setPlainText("Họp Hội đồng nhân dân")
    asked.agree.click()
    quiet()
    step(found, "Xem buổi thay thế").click()
    quiet()
    assert found.grid.day == date(2026, 12, 8)
    assert "30/11/2026" in words_of(found.pane)
    found.show_record(key)
    quiet()
    step(found, "Bỏ hoãn").click()
    quiet()
    assert office.run(session_card, key).line.state is SessionState.PLANNED


def test_why_the_schedule_must_be_up_by_a_day_is_explained(page, plan, quiet):
    found = page()
    plan(30)
    quiet()
    found.show_day(date(2026, 11, 30))
    quiet()
    found.pane.why.click()
    quiet()
    from ui.registers.deadline_dialog import DeadlineDialog

    shown = dialog(found, DeadlineDialog)
    assert "20/11/2026" in words_of(shown)
    shown.close_now()


def test_a_session_is_removed_after_a_question(page, plan, quiet, office, answers):
    key = plan(30)
    found = page()
    found.show_record(key)
    quiet()
    answers.extend([1, 0])
    step(found, "Xóa").click()
    quiet()
    assert office.run(sessions_between, *NOVEMBER)
    step(found, "Xóa").click()
    quiet()
    assert not office.run(sessions_between, *NOVEMBER)
    assert found.pane.card is None


def test_two_sessions_of_a_day_are_chosen_from_a_list(page, plan, quiet):
    plan(26)
    afternoon = plan(26, starts_at="13:30")
    found = page()
    found.show_record(("ReceptionSession", afternoon))
    quiet()
    assert found.pane.sessions.isVisibleTo(found)
    assert found.pane.card.id == afternoon
    QTest.keyClick(found.pane.sessions, Qt.Key.Key_Up)
    quiet()
    assert found.pane.card.line.starts_at == "07:30"


def test_duties_are_confirmed_and_opened_again_in_the_pane(page, quiet, office):
    key = office.run(add_shift, ShiftForm(day=TODAY, officer="Võ Thị Én"))
    found = page()
    found.show_record(("DutyShift", key))
    quiet()
    step(found, "Xác nhận đã trực").click()
    quiet()
    assert office.run(shift_line, key).state is ShiftState.KEPT
    step(found, "Bỏ xác nhận").click()
    quiet()
    step(found, "Xóa ca").click()
    quiet()
    assert not office.run(shifts_between, *NOVEMBER)


def test_a_denouncer_is_nowhere_to_be_read(page, plan, quiet, office):
    key = plan(23)
    secret = VisitForm(
        received_on=TODAY, name="Bà Kín", content="Thu tiền sai", matter=Matter.DENUNCIATION, session_id=key
    )
    office.run(record_visit, secret)
    found = page()
    found.show_record(key)
    quiet()
    assert "Bà Kín" not in words_of(found)
    assert "Thu tiền" not in words_of(found)


def test_who_only_looks_is_offered_no_step(page, plan, quiet, office, desk_of):
    plan(19)
    office.run(add_shift, ShiftForm(day=date(2026, 11, 19), officer="Võ Thị Én"))
    reader = desk_of(beside(office, "xem", "KS"))
    found = page(reader)
    found.show_day(date(2026, 11, 19))
    quiet(reader.tasks)
    for words in ("Ghi đã tiếp…", "Hoãn…", "Sửa…", "Xác nhận đã trực", "Đổi ca…"):
        assert not offered(found, words)
    assert found.pane.card is not None
    found.open_day(TODAY)
    assert not found.findChildren(SessionDialog)


def test_every_state_of_a_session_shows_its_steps(page, plan, quiet, office):
    missed, put_off, held = plan(12), plan(17), plan(5)
    office.run(miss_session, missed, "Bão")
    office.run(postpone_session, put_off, date(2026, 11, 27), "Họp")
    office.run(hold_session, held, HeldForm(held_on=date(2026, 11, 5), chair="Lê Văn Thử"))
    office.run(keep_shift, office.run(add_shift, ShiftForm(day=date(2026, 11, 5), officer="Võ Thị Én")))
    found = page()
    wanted = ((12, "Sửa…"), (17, "Bỏ hoãn"), (5, "Ghi kết luận…"), (27, "Ghi niêm yết…"))
    for day, words in wanted:
        found.show_day(date(2026, 11, day))
        quiet()
        assert offered(found, words), day


def test_changes_made_elsewhere_show_at_once(page, plan, quiet):
    found = page()
    plan(26)
    quiet()
    assert found.grid.shown(date(2026, 11, 26)).sessions


def test_ticks_keep_the_contract_of_models(qtbot):
    shown = TickList("Danh sách", numbered=True)
    qtbot.addWidget(shown)
    QAbstractItemModelTester(shown.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown.lines.show_lines([Tick(1, "Một", is_ticked=False), Tick(2, "Hai", is_ticked=False)])
    shown.show()
    for row in (1, 0):
        shown.setCurrentIndex(shown.lines.index(row, 0))
        QTest.keyClick(shown, Qt.Key.Key_Space)
    assert shown.chosen() == (2, 1)
    assert shown.lines.data(shown.lines.index(1, 0)) == "1. Hai"
    QTest.keyClick(shown, Qt.Key.Key_Space)
    assert shown.chosen() == (2,)
    shown.lines.show_lines(())


def test_behind_a_tab_the_calendar_fits_and_finds_its_records(desk, qtbot, quiet, plan, office):
    from ui.features.visits.page import reception_page
    from ui.features.visits.schedule_list import shifts_page

    key = plan(26)
    duty = office.run(add_shift, ShiftForm(day=TODAY, officer="Võ Thị Én"))
    beside_it = (("Lịch", ("ReceptionSession",), schedule_page), ("Ca trực", ("DutyShift",), shifts_page))
    found = reception_page(desk, beside_it)
    qtbot.addWidget(found)
    found.resize(1366, 696)
    bring_up(found)
    found.show_record(("ReceptionSession", key))
    quiet()
    calendar = found.books.page
    assert calendar.pane.card.id == key
    assert calendar.grid.visibleRegion().boundingRect().height() == calendar.grid.height()
    kept = found.shown_record()
    found.show_record(("DutyShift", duty))
    quiet()
    assert found.books.page.table.current_line()["id"] == duty
    found.show_record(kept)
    quiet()
    assert found.books.page.grid.day == date(2026, 11, 26)
