"""Hôm nay on the screen: what stands there, what its buttons do, and that it holds at every size."""

from __future__ import annotations

from datetime import timedelta

import pytest
from a_busy_day import TODAY
from checks import SIZES, assert_screen_is_sound, words_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QBoxLayout, QPushButton

from dcapp.features.tasks.models import Task
from dcapp.features.today.terms import Group, Scope


@pytest.fixture
def opened(desk):
    """Where the page sent the officer."""
    found = []
    desk.page_wanted.connect(lambda page, record: found.append((page, record)))
    return found


@pytest.fixture
def shown(desk, qtbot, quiet):
    """Shows the page at a size and waits until it is filled."""
    from ui.features.today.page import today_page

    def show(width=1366, height=696):
        page = today_page(desk)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        quiet()
        return page

    return show


def headings(page):
    from PySide6.QtWidgets import QLabel

    return [one.text() for one in page.list.findChildren(QLabel) if one.property("role") == "caption"]


def verb(page, key):
    return next(row.step for row in page.list.rows if row.line.key == key)


def test_the_page_says_what_is_due_and_the_numbers_are_those_of_the_list(busy, shown):
    page = shown()
    assert page.header.title.full_text() == "Hôm nay, Thứ Tư 10/05/2023"
    assert page.header.subtitle.full_text() == "Chào Lê Thị Thử. Có 2 việc quá hạn và 3 việc cần làm trong ngày."
    assert [tile.number.text() for tile in page.tiles] == ["2", "3", "11", "19/40"]
    assert headings(page) == ["QUÁ HẠN · 2", "HÔM NAY · 3", "7 NGÀY TỚI · 11"]
    assert len(page.list.rows) == 9
    for group in page.view.groups:
        page.narrow(group.group)
        assert page.view.counts.of(group.group) == group.total
    assert page.tiles[3].hint.full_text() == "đã xong 47%"


def test_every_row_does_the_next_thing_with_one_press(busy, shown, opened, qtbot):
    page = shown()
    for row in page.list.rows:
        qtbot.mouseClick(row.step, Qt.MouseButton.LeftButton)
        assert opened[-1] == (row.line.step.page, row.line.step.target)
    assert ("plan", ("Task", busy["late"], "update")) in opened
    assert ("plan", ("Difficulty", busy["difficulty"], "answer")) in opened
    assert ("plan", ("Meeting", busy["meeting"], "edit")) in opened
    assert verb(page, ("Task", busy["reports"])).text() == "In phiếu nhắc"


def test_a_tile_narrows_the_list_and_a_second_press_widens_it(busy, shown, qtbot, quiet):
    page = shown()
    qtbot.mouseClick(page.tiles[2], Qt.MouseButton.LeftButton)
    quiet()
    assert headings(page) == ["7 NGÀY TỚI · 11"]
    assert len(page.list.rows) == 11
    assert page.shown_record() == ("group", "week")
    qtbot.mouseClick(page.tiles[2], Qt.MouseButton.LeftButton)
    quiet()
    assert len(page.list.rows) == 9
    assert not page.every.isVisible()


def test_all_of_a_group_is_one_press_away(busy, shown, quiet):
    page = shown()
    more = next(one for one in page.list.findChildren(QPushButton) if one.text().startswith("Xem cả"))
    assert more.text() == "Xem cả 11 việc"
    more.click()
    quiet()
    assert page.view.only is Group.WEEK
    page.every.click()
    quiet()
    assert page.view.only is None


def test_the_scope_is_a_choice_and_the_own_view_of_nobody_is_empty(busy, shown, quiet):
    page = shown()
    assert page.view.scope is Scope.OFFICE  # the account leads the office
    page.show_record(("group", "overdue"))
    quiet()
    page.narrow(None)
    page.scope.choose(0)
    quiet()
    assert page.view.scope is Scope.MINE
    assert "của" in words_of(page.card)


def test_an_empty_day_says_so_and_offers_the_whole_office(shown, quiet):
    page = shown()
    page.scope.choose(0)
    quiet()
    assert "Không có việc cần làm" in words_of(page.card)
    offer = next(one for one in page.card.findChildren(QPushButton) if one.text() == "Xem cả xã")
    offer.click()
    quiet()
    assert page.view.scope is Scope.OFFICE
    assert "Cả xã không có việc đến hạn" in words_of(page.card)


def test_a_failed_read_says_what_happened_and_can_be_repeated(busy, shown, quiet):
    from dcapp.kernel.errors import EnvironmentFault

    page = shown()
    page._failed(EnvironmentFault("Ổ đĩa không đọc được."))
    assert "Ổ đĩa không đọc được." in words_of(page.card)
    next(one for one in page.card.findChildren(QPushButton) if one.text() == "Tải lại").click()
    quiet()
    assert len(page.list.rows) == 9


def test_what_changes_in_the_books_changes_on_the_page(busy, shown, put, desk, quiet):
    page = shown()
    put(Task(plan_id=busy["plan"], title="Mới giao", last_on=TODAY, due_on=TODAY))
    desk.changes.tell({"Task"})
    quiet()
    assert page.tiles[1].number.text() == "4"


def test_a_page_that_is_not_shown_waits_until_it_is(busy, shown, put, desk, quiet):
    page = shown()
    page.hide()
    put(Task(plan_id=busy["plan"], title="Mới giao", last_on=TODAY, due_on=TODAY))
    desk.changes.tell({"Task"})
    quiet()
    assert page.tiles[1].number.text() == "3"
    page.show()
    quiet()
    assert page.tiles[1].number.text() == "4"


def test_at_midnight_another_day_begins(busy, shown, quiet, monkeypatch):
    page = shown()
    monkeypatch.setenv("DCAPP_TODAY", (TODAY + timedelta(days=1)).isoformat())
    page.look_at_clock()
    quiet()
    assert page.header.title.full_text() == "Hôm nay, Thứ Năm 11/05/2023"
    assert "việc mới đến hạn từ 10/05" in page.header.subtitle.full_text()
    assert any(row.line.is_new for row in page.list.rows)
    assert "mới" in words_of(page.list)


def test_the_menu_gets_its_badges_from_the_same_counts(busy, shown, desk, quiet):
    badges = {}
    desk.badge_wanted.connect(lambda page, count, alarm: badges.update({page: (count, alarm)}))
    page = shown()
    due = page.view.counts.of(Group.OVERDUE) + page.view.counts.of(Group.TODAY)
    assert badges["today"] == (due, True)
    assert badges["plan"] == (due, True)
    assert badges["papers"] == (0, False)


def test_arrows_move_from_verb_to_verb_and_enter_presses(busy, shown, opened):
    page = shown()
    page.activateWindow()
    page.list.focus_first()
    first, second = page.list.rows[0].step, page.list.rows[1].step
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert page.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert opened == [("plan", page.list.rows[1].line.step.target)]
    QTest.keyClick(second, Qt.Key.Key_Up)
    assert page.focusWidget() is first


def test_new_records_are_begun_on_their_own_page(shown, opened):
    page = shown()
    assert [action.data() for action in page.menu.actions()][:3] == ["Visit", "Commitment", "Task"]
    for action in page.menu.actions():
        action.trigger()
        assert opened[-1][1] == ("new", action.data())


def test_whoever_may_write_nothing_is_offered_nothing(office, desk, shown):
    from builders import set_roles

    set_roles(office, "thu", ("KS",))
    page = shown()
    assert page.menu.actions() == []
    assert "Ghi mới" not in words_of(page.header)


def test_the_backup_banner_can_be_put_off_till_tomorrow(shown, desk, monkeypatch, quiet):
    desk.pages = frozenset({"backup"})
    monkeypatch.setenv("DCAPP_TODAY", (TODAY + timedelta(days=2000)).isoformat())
    page = shown()
    assert "Chưa sao lưu lần nào." in words_of(page)
    next(one for one in page.findChildren(QPushButton) if one.text() == "Nhắc lại ngày mai").click()
    assert page._banner.count() == 0
    monkeypatch.setenv("DCAPP_TODAY", (TODAY + timedelta(days=2001)).isoformat())
    page.look_at_clock()
    quiet()
    assert page._banner.count() == 1


def test_a_deputy_reads_whose_work_is_shown(office, desk, put, shown):
    from dcapp.db.unit_of_work import NOBODY
    from dcapp.features.accounts.models import Account
    from dcapp.features.office.models import Absence, BackupReceipt, Officer
    from dcapp.kernel import clock

    me, away = put(Officer(full_name="Lê Thị Thử")), put(Officer(full_name="Lê <b>Nghỉ</b>"))
    put(Absence(officer_id=away, deputy_id=me, since=TODAY, until=TODAY))
    put(BackupReceipt(made_at=clock.now(), is_verified=True))
    with office.database.begin(NOBODY, "test", write=True) as uow:
        uow.session.query(Account).one().officer_id = me
    assert "đang làm thay Lê &lt;b&gt;Nghỉ&lt;/b&gt;" in words_of(shown())


def test_progress_is_a_chart_or_a_table_with_the_same_numbers(busy, shown, quiet):
    page = shown()
    chart = words_of(page.progress)
    assert "11 việc: xong 5, đang làm 5, quá hạn 0, chưa làm 1" in chart
    page.progress.numbers.click()
    quiet()
    table = [one.text() for one in page.progress.findChildren(type(page.progress.title)) if one.isVisibleTo(page)]
    assert table[-4:] == ["4", "0", "0", "5"]


def test_the_week_and_what_expires_stand_at_the_right(busy, shown, opened):
    page = shown()
    assert page.week.count.text() == "2 cuộc"
    assert "30 ngày tới · 2" in words_of(page.expiring)
    next(one for one in page.expiring.findChildren(QPushButton)).click()
    assert opened[-1][0] == "papers"


def test_nothing_stands_in_the_list_and_at_the_right(busy, shown):
    page = shown()
    listed = {line.key for group in page.view.groups for line in group.lines}
    assert not listed & {line.key for line in page.view.expiring.lines}


@pytest.mark.parametrize("scale", [100, 125, 150])
@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_sound(busy, shown, look, scale, width, height, theme):
    look(theme, scale)
    page = shown(width, height)
    assert_screen_is_sound(page)


def test_the_right_column_moves_under_the_list_where_it_is_narrow(busy, shown, look):
    page = shown(1366)
    assert page._columns.direction() is QBoxLayout.Direction.LeftToRight
    page.resize(1280, 660)
    assert page._columns.direction() is QBoxLayout.Direction.TopToBottom
    look("light", 125)
    page.resize(1366, 696)
    assert page._columns.direction() is QBoxLayout.Direction.TopToBottom


def test_the_empty_page_is_sound_too(shown):
    assert_screen_is_sound(shown(1280, 660))
