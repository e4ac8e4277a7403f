"""The board: columns, keys, menu and mouse; late is never where a card is put, done asks for proof."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester

from dcapp.features.tasks.terms import Lane, TaskState
from ui.features.tasks.card_delegate import foot_words, initials
from ui.features.tasks.filters import BOARD
from ui.features.tasks.lane_model import CARD, MIME
from ui.features.tasks.progress_dialog import ProgressDialog

KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def board(page, quiet):
    page.filters.view.choose(BOARD)
    quiet()
    return page.board


def ids_in(board, lane):
    return [card.id for card in board.columns[lane].list.cards.cards]


def carried(task_id):
    data = QMimeData()
    data.setData(MIME, QByteArray(str(task_id).encode()))
    return data


def test_each_task_stands_in_the_column_of_its_state(board, commune):
    ids = commune.ids
    assert ids_in(board, Lane.WAITING) == [ids["waiting"], ids["loose"]]
    assert ids_in(board, Lane.UNDER_WAY) == [ids["reports"], ids["going"]]
    assert ids_in(board, Lane.LATE) == [ids["late"]]
    assert ids_in(board, Lane.DONE) == [ids["done"]]
    assert [column.count.text() for column in board.columns.values()] == ["2", "2", "1", "1"]


def test_more_cards_come_on_demand(page, board, quiet, commune):
    for number in range(9):
        commune.task(f"Việc thêm {number}", section="")
    quiet()
    column = board.columns[Lane.WAITING]
    assert len(column.list.cards.cards) == 5
    assert column.more.text() == "Xem thêm 6 việc"
    column.more.click()
    quiet()
    assert len(column.list.cards.cards) == 11
    assert not column.more.isVisible()


def test_arrows_go_through_the_columns_and_enter_opens_the_task(page, board, qtbot, quiet, commune):
    cards = board.columns[Lane.WAITING].list
    cards.setFocus()
    qtbot.keyClick(cards, Qt.Key.Key_Right)
    qtbot.keyClick(board.columns[Lane.UNDER_WAY].list, Qt.Key.Key_Down)
    quiet()
    assert board.current_card().id == commune.ids["going"]
    qtbot.keyClick(board.columns[Lane.UNDER_WAY].list, Qt.Key.Key_Return)
    quiet()
    assert page.frame.is_detail_open
    assert page.pane.title.text() == "Kiểm tra việc thực hiện dân chủ tại bốn thôn"


def test_late_is_never_a_place_to_drop(board, commune):
    data = carried(commune.ids["waiting"])
    for lane, column in board.columns.items():
        event = QDragMoveEvent(column.list.rect().center(), Qt.DropAction.CopyAction, data, LEFT, KEYS)
        column.list.dragMoveEvent(event)
        assert event.isAccepted() is (lane is not Lane.LATE)


def test_a_card_dropped_on_done_asks_for_proof(board, quiet, commune, answers):
    answers.append(2)
    target = board.columns[Lane.DONE].list
    place, data = QPointF(target.rect().center()), carried(commune.ids["going"])
    target.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, LEFT, KEYS))
    quiet()
    assert answers.asked == ["Việc chưa có minh chứng"]
    assert commune.card(commune.ids["going"]).state is TaskState.OPEN


def test_the_menu_moves_a_card_back_to_the_beginning_and_undo_returns_it(board, quiet, desk, commune):
    board.go_to(commune.ids["going"])
    steps = {step.text(): step for step in board.columns[Lane.UNDER_WAY].list.actions()}
    assert "Chuyển sang Quá hạn" not in steps
    steps["Chuyển sang Chưa làm"].trigger()
    quiet()
    assert commune.ids["going"] in ids_in(board, Lane.WAITING)
    desk.toasts[-1][1]()
    quiet()
    assert commune.ids["going"] in ids_in(board, Lane.UNDER_WAY)


def test_moving_to_under_way_asks_how_far(board, quiet, sheet, commune):
    board.go_to(commune.ids["waiting"])
    steps = {step.text(): step for step in board.columns[Lane.WAITING].list.actions()}
    steps["Chuyển sang Đang làm"].trigger()
    dialog = sheet(ProgressDialog)
    dialog.percent.setText("15")
    dialog.agree.click()
    quiet()
    assert commune.ids["waiting"] in ids_in(board, Lane.UNDER_WAY)
    assert board.current_card().id == commune.ids["waiting"]


def test_the_model_of_a_column_keeps_the_rules_of_qt(board, quiet, commune):
    model = board.columns[Lane.UNDER_WAY].list.cards
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    commune.note(commune.ids["going"], 0)
    quiet()
    assert model.rowCount() == 1
    tester.deleteLater()


def test_a_card_says_all_of_itself_to_a_screen_reader(board, commune):
    cards = board.columns[Lane.LATE].list.cards
    said = cards.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == ("II.2, Gỡ văn bản niêm yết đã hết hiệu lực, Quá hạn 5 ngày, 80%, Nguyễn Thị Hạnh, 0 minh chứng")


def test_the_foot_of_a_card_counts_reminders(board, quiet, commune):
    from dcapp.features.tasks.following import remind

    commune.app.run(remind, [commune.ids["late"]])
    quiet()
    card = board.columns[Lane.LATE].list.cards.index(0, 0).data(CARD)
    assert foot_words(card) == ("bell", "đã nhắc 1 lần")


@pytest.mark.parametrize(("name", "letters"), [("Nguyễn Thị Hạnh", "TH"), ("VP – TK", "VT"), ("", "")])
def test_initials_are_those_of_the_last_words(name, letters):
    assert initials(name) == letters
