"""A changed calendar or rule says which running deadlines moved; the form of a day says it before it is saved."""

from __future__ import annotations

from datetime import date

import pytest
from checks import assert_screen_is_sound, words_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dcapp import catalogue
from dcapp.db.journal import undo_last
from dcapp.db.use_case import allowed
from dcapp.features.commitments.recounting import recount
from dcapp.features.commitments.service import Debt, owe
from dcapp.features.commitments.terms import CommitmentKind
from dcapp.features.office.register import DAYS_OFF
from dcapp.features.office.rulebook import OwnDaysForm, set_own_days
from dcapp.features.office.service import DayOffForm, add_day_off
from dcapp.intake import taking_in
from ui.features.admin.calendar_page import CalendarPage
from ui.features.admin.calendar_rehearsal import DayRehearsal
from ui.features.admin.rule_page import RulePage
from ui.kit.print_preview import PrintPreviewDialog
from ui.registers.deadline_news import DeadlineNews, MovedDialog, news_of
from ui.registers.form import FormDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # the offscreen platform has no windows
STORM = DayOffForm(day=date(2023, 5, 12), name="Nghỉ tránh bão")


@allowed("drafts.own")
def promise(uow, number, rule="TCD-06"):
    debt = Debt(
        kind=CommitmentKind.ANSWER,
        book="visits",
        record_id=number,
        title=f"Trả lời công dân {number}",
        start_on=date(2023, 5, 4),
        rule=rule,
    )
    return owe(uow, debt)


@pytest.fixture(autouse=True)
def counted_anew(monkeypatch):
    monkeypatch.setattr(catalogue, "RECOUNTS", (recount,))


@pytest.fixture
def running(desk):
    """Two answers that citizens wait for."""
    for number in (1, 2):
        desk.app.run(promise, number)
    return desk


def opened(kind, qtbot):
    def found():
        return [window for window in QApplication.topLevelWidgets() if isinstance(window, kind) and window.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=20_000)
    return found()[-1]


def closed(window, qtbot):
    with qtbot.waitSignal(window.destroyed):
        window.close_now()


def run(desk, *work):
    desk.tasks.run(*work, owner=desk)


@pytest.mark.parametrize(("theme", "scale"), [("light", 100), ("dark", 100), ("light", 150)])
def test_a_day_off_says_what_it_would_move_and_then_what_it_moved(running, stand, quiet, qtbot, look, theme, scale):
    look(theme, scale)
    page = stand(CalendarPage(running))
    page.add_day(date(2023, 5, 12))
    form = opened(FormDialog, qtbot)
    foretold = form.findChild(DayRehearsal)
    qtbot.waitUntil(lambda: "<b>2 hạn</b>" in foretold.text.text())
    assert "18/05/2023 → 19/05/2023" in foretold.text.text()
    assert_screen_is_sound(form)
    form.form.editors["day"].line.setText("")
    qtbot.waitUntil(lambda: "Ghi ngày" in foretold.text.text())
    form.form.editors["day"].line.setText("13/05/2023")
    qtbot.waitUntil(lambda: "Không hạn nào" in foretold.text.text())
    form.form.editors["day"].line.setText("12/05/2023")
    qtbot.waitUntil(lambda: "2 hạn" in foretold.text.text())
    form.form.editors["name"].setText("Nghỉ tránh bão")
    form.agree.click()
    told = opened(MovedDialog, qtbot)
    assert told.windowTitle() == "2 hạn đang chạy đã dời"
    assert {(line.before, line.after) for line in told.lines} == {(date(2023, 5, 18), date(2023, 5, 19))}
    assert told.table.model().index(0, 3).data() == "Thêm ngày nghỉ: Nghỉ tránh bão 12/05/2023"
    assert_screen_is_sound(told)
    closed(told, qtbot)
    quiet(running)


def test_a_day_that_is_in_the_calendar_already_foretells_nothing(running, stand, quiet, qtbot):
    running.app.run(add_day_off, STORM)
    page = stand(CalendarPage(running))
    page.add_day(date(2023, 5, 15))
    form = opened(FormDialog, qtbot)
    foretold = form.findChild(DayRehearsal)
    qtbot.waitUntil(lambda: "2 hạn" in foretold.text.text())
    form.form.editors["day"].line.setText("12/05/2023")
    qtbot.waitUntil(lambda: not foretold.isVisible())
    form.close_now()


def test_an_undo_and_an_import_tell_it_too(running, quiet, qtbot):
    news_of(running)
    quiet(running)
    run(running, taking_in(DAYS_OFF), [STORM, DayOffForm(day=date(2023, 5, 15), name="Nghỉ tránh bão")])
    told = opened(MovedDialog, qtbot)
    assert len(told.lines) == 2
    closed(told, qtbot)
    run(running, undo_last)
    told = opened(MovedDialog, qtbot)
    assert {line.after for line in told.lines} == {date(2023, 5, 18)}
    assert told.lines[0].cause.startswith("Hoàn tác: Nhập từ Excel")
    closed(told, qtbot)


def test_a_number_of_the_office_tells_it_on_the_page_of_rules(running, stand, quiet, qtbot):
    stand(RulePage(running))
    own = OwnDaysForm(wording="TCD-06", days=5, since=date(2023, 1, 1), reason="Tỉnh giao", source="Quyết định 12")
    run(running, set_own_days, own)
    told = opened(MovedDialog, qtbot)
    assert told.lines[0].cause == "Đặt số ngày của đơn vị: TCD-06"
    closed(told, qtbot)


def test_nothing_moved_is_not_told(running, stand, quiet):
    stand(CalendarPage(running))
    running.app.run(add_day_off, DayOffForm(day=date(2023, 12, 1), name="Nghỉ khác"))
    quiet(running)
    assert not [window for window in QApplication.topLevelWidgets() if isinstance(window, MovedDialog)]


def test_a_desk_has_one_who_watches(running, quiet):
    assert news_of(running) is news_of(running)
    assert len(running.findChildren(DeadlineNews)) == 1
    quiet(running)


def test_the_history_stays_can_be_copied_and_printed(running, stand, quiet, qtbot):
    page = stand(CalendarPage(running))
    page.moved.click()
    empty = opened(MovedDialog, qtbot)
    assert "Chưa có hạn nào phải dời." in words_of(empty)
    closed(empty, qtbot)
    run(running, add_day_off, STORM)
    closed(opened(MovedDialog, qtbot), qtbot)
    qtbot.mouseClick(page.moved, Qt.MouseButton.LeftButton)
    history = opened(MovedDialog, qtbot)
    assert history.windowTitle() == "Hạn đã dời"
    assert len(history.lines) == 2
    history.copy()
    copied = QApplication.clipboard().text().splitlines()
    assert copied[0].split("\t") == ["Việc", "Hạn cũ", "Hạn mới", "Vì sao"]
    assert copied[1].split("\t")[1:3] == ["18/05/2023", "19/05/2023"]
    history.agree.click()
    opened(PrintPreviewDialog, qtbot).close()
    closed(history, qtbot)
