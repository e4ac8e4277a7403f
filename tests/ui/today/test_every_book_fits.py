"""The pages of the plan in the room that the window leaves them: a page that asks for more would be cut by it.

A page alone in a window makes the window wider; here it stands in a room of a fixed size, as it does in use.
"""

import pytest
from checks import clipped, name_of, nameless, overflowing, shown, tab_traps
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton, QWidget

from ui.kit import theme
from ui.kit.header import FilterBar
from ui.navigation import PAGES
from ui.registers.page import RegisterPage
from ui.registers.tab_strip import TabStrip

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

KINDS = (
    *("Task", "PlanPassage", "PlanDuty", "PlanObligation", "TaskDelivery", "Difficulty", "Adjustment"),
    *("Check", "Committee", "Coordination", "Meeting", "Opinion"),
)
SIDEBAR, RAIL, RAIL_BELOW = 216, 52, 1050


@pytest.fixture
def room(desk, qtbot, quiet):
    """A window of this size with the plan's pages where the menu leaves them room; answers the page of the books."""

    held = []

    def open_in(width, height):
        desk.pages = frozenset(page.key for page in PAGES)
        page = next(page for page in PAGES if page.key == "plan").factory(desk)
        window = QWidget()
        window.setFixedSize(width, height)
        qtbot.addWidget(window)
        held.append(window)
        menu = theme.px(RAIL if width * 100 / theme.current().scale < RAIL_BELOW else SIDEBAR)
        page.setParent(window)
        page.setGeometry(menu, 0, width - menu, height)
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        quiet()
        return page

    yield open_in
    held.clear()


def choose_first(page):
    table = page.findChild(QAbstractItemView)
    if table is not None and table.model() is not None and table.model().rowCount():
        table.setCurrentIndex(table.model().index(min(1, table.model().rowCount() - 1), 0))


@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [(1366, 696, 100), (1366, 696, 125), (1366, 696, 150), (1280, 660, 100), (1280, 660, 150)],
)
def test_every_book_fits_with_and_without_its_pane(busy, room, look, quiet, width, height, scale):
    look("dark" if scale == 125 else "light", scale)
    page = room(width, height)
    for kind in KINDS:
        page.books.show_kind(kind)
        quiet()
        assert page.width() < width
        assert clipped(page) == [], kind
        assert page.minimumSizeHint().width() <= page.width(), kind
        choose_first(page.books.page)
        quiet()
        if isinstance(page.books.page, RegisterPage):
            page.books.page.frame.open_detail()
            quiet()
        assert clipped(page) == [], f"{kind} with its pane"
        assert overflowing(page) == [], f"{kind} with its pane"
        assert nameless(page) == [], kind
        if isinstance(page.books.page, RegisterPage):
            page.books.page.frame.close_detail()


@pytest.mark.parametrize("kind", ["TaskDelivery", "Check", "Committee", "Coordination", "Meeting", "Opinion"])
def test_a_book_is_worked_with_the_keyboard_alone(busy, room, quiet, kind):
    page = room(1366, 696)
    page.books.show_kind(kind)
    quiet()
    book = page.books.page
    choose_first(book)
    quiet()
    assert tab_traps(page) == []
    book.filters.bar._presets[""].setFocus(Qt.FocusReason.TabFocusReason)
    visited = []
    for _step in range(40):
        focus = QApplication.focusWidget()
        if focus in visited:
            break
        visited.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    names = [name_of(widget) for widget in visited]
    assert book.table in visited or not book.model.rowCount()
    wanted = [b for b in shown(book.pane, QPushButton) if b.isEnabled() and b.isVisible()]
    assert [name_of(b) for b in wanted if b not in visited] == [], names


def test_filters_stand_on_two_lines_where_one_is_too_short(look, qtbot):
    bar = FilterBar((("", "Tất cả"), ("late", "Quá hạn chưa nộp")))
    search = QPushButton("Một nút rất dài để đứng bên phải thanh lọc")
    bar.add(search)
    room = QWidget()  # alone in a window it would never become narrower than it likes
    room.resize(2000, 200)
    bar.setParent(room)
    qtbot.addWidget(room)
    room.show()
    needed = bar._left.sizeHint().width() + bar._right.sizeHint().width() + theme.px(8)
    bar.resize(needed + 40, 40)
    QTest.qWait(0)
    assert not bar.is_on_two_lines
    assert bar.minimumSizeHint().width() < needed
    bar.resize(needed - 20, 100)
    QTest.qWait(0)
    assert bar.is_on_two_lines
    assert clipped(bar) == []


def test_tabs_without_room_stand_in_a_menu_and_none_is_cut(look, qtbot):
    titles = tuple(f"Sổ số {number} của kế hoạch" for number in range(12))
    strip = TabStrip("Các sổ", titles)
    qtbot.addWidget(strip)
    strip.resize(strip.wanted_width() + 2, 40)
    strip.show()
    QTest.qWait(0)
    assert all(strip.bar.isTabVisible(number) for number in range(12))
    assert strip.more.isHidden()
    strip.resize(strip.wanted_width() // 2, 40)
    QTest.qWait(0)
    hidden = [number for number in range(12) if not strip.bar.isTabVisible(number)]
    assert hidden
    assert not strip.more.isHidden()
    strip.bar.setCurrentIndex(hidden[-1])
    assert strip.bar.isTabVisible(hidden[-1])
    right = max(strip.bar.tabRect(number).right() for number in range(12) if strip.bar.isTabVisible(number))
    assert right <= strip.bar.width()
    assert not [one for one in strip.bar.findChildren(QWidget) if one.isVisible()]  # no arrows to scroll
