"""Fields behave calmly: the wheel, Tab, input methods, dates, passwords."""

from __future__ import annotations

import datetime as dt

import pytest
from checks import bring_up, text_fields
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from dcapp.kernel.errors import Invalid
from ui.kit.buttons import SegmentedControl
from ui.kit.dates import DateField
from ui.kit.fields import Choice, Number, PasswordField, SearchBox, TextArea, TextLine
from ui.kit.form import Form
from ui.kit.theme import px


def turn_wheel(widget):
    spot = QPointF(5, 5)
    event = QWheelEvent(
        spot,
        widget.mapToGlobal(spot),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_changes_only_what_has_the_focus(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    choice, number, other = Choice(((1, "một"), (2, "hai"))), Number(0, 9), TextLine()
    date = DateField(dt.date(2023, 5, 10))
    for widget in (choice, number, other, date):
        column.addWidget(widget)
    bring_up(room)
    other.setFocus()
    for widget in (choice, number, date.line):
        turn_wheel(widget)
    assert (choice.value(), number.value(), date.value()) == (1, 0, dt.date(2023, 5, 10))
    choice.setFocus()
    turn_wheel(choice)
    assert choice.value() == 2


def test_composed_vietnamese_arrives_whole_in_every_field(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    for widget in (TextLine(), TextArea(), SearchBox()):
        column.addWidget(widget)
    room.show()
    for field in text_fields(room):
        for preedit, commit in (("Trâ", ""), ("Trần Thị La", ""), ("", "Trần Thị Lành")):
            event = QInputMethodEvent(preedit, [])
            if commit:
                event.setCommitString(commit)
            QApplication.sendEvent(field, event)
        text = field.toPlainText() if isinstance(field, TextArea) else field.text()
        assert text == "Trần Thị Lành"


def test_tab_leaves_a_field_of_several_lines(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    area, after = TextArea(), TextLine()
    column.addWidget(area)
    column.addWidget(after)
    bring_up(room)
    area.setFocus()
    qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert (QApplication.focusWidget(), area.value()) == (after, "")


@pytest.mark.parametrize("typed", ["1/5/23", "010523", "01/05/2023", "1.5.2023"])
def test_a_date_is_understood_as_officers_type_it(qtbot, typed):
    field = DateField()
    qtbot.addWidget(field)
    field.line.setText(typed)
    field.line.editingFinished.emit()
    assert (field.value(), field.line.text()) == (dt.date(2023, 5, 1), "01/05/2023")


@pytest.mark.parametrize("typed", ["t", "T", "hôm nay"])
def test_t_means_today_in_a_date_field(qtbot, typed):
    field = DateField()
    qtbot.addWidget(field)
    field.line.setText(typed)
    field.line.editingFinished.emit()
    assert field.value() == dt.date(2023, 5, 10)


def test_a_date_that_does_not_exist_is_said_and_left_as_typed(qtbot):
    field = DateField()
    qtbot.addWidget(field)
    field.line.setText("31/02/2023")
    field.line.editingFinished.emit()
    assert field.line.text() == "31/02/2023"
    assert field.problem()
    with pytest.raises(Invalid):
        field.value()


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_date_that_is_shown_is_read_back(qapp, day):
    field = DateField(day)
    field.line.editingFinished.emit()
    assert field.value() == day
    field.deleteLater()


@given(st.text(max_size=12))
def test_no_text_breaks_a_date_field(qapp, text):
    field = DateField()
    field.line.setText(text)
    field.line.editingFinished.emit()
    assert isinstance(field.problem(), str)
    field.deleteLater()


def test_letters_with_marks_in_a_password_show_the_unikey_hint(qtbot):
    field = PasswordField("Mật khẩu")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.line, "m")
    assert field.warning.isHidden()
    field.line.insert("â")
    assert not field.warning.isHidden()
    assert "Unikey" in field.hint.text()
    field.clear()
    assert field.warning.isHidden()


def test_the_eye_of_a_password_can_be_reached_and_named(qtbot):
    field = PasswordField("Mật khẩu")
    qtbot.addWidget(field)
    field.show()
    assert field.eye.focusPolicy() & Qt.FocusPolicy.TabFocus
    field.eye.click()
    assert field.line.echoMode() is field.line.EchoMode.Normal
    assert field.eye.accessibleName() == "Ẩn mật khẩu"


def test_search_waits_for_a_pause_and_escape_empties_it(qtbot):
    box, heard = SearchBox(), []
    qtbot.addWidget(box)
    box.searched.connect(heard.append)
    with qtbot.waitSignal(box.searched):
        qtbot.keyClicks(box, "muong")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert heard == ["muong", ""]


@pytest.mark.parametrize("scale", [100, 115, 125, 150])
def test_the_words_in_an_empty_search_box_are_not_cut(qtbot, look, scale):
    look("light", scale)
    box = SearchBox()
    qtbot.addWidget(box)
    box.resize(px(180), box.sizeHint().height())  # the narrowest that a list gives it
    words = box.fontMetrics().horizontalAdvance(box.placeholderText())
    assert words + px(24) + 2 * px(14) <= box.width()
    assert box.accessibleName() == "Tìm trong danh sách (Ctrl+F)"


def test_a_form_takes_its_words_back_as_soon_as_they_no_longer_hold(qtbot):
    form = Form()
    qtbot.addWidget(form)
    name, day, note = TextLine(), DateField(), TextArea()
    for key, editor in (("name", name), ("day", day), ("note", note)):
        form.add(key, key, editor, required=True)
    bring_up(form)
    assert not form.is_right("Ô này cần có.")
    qtbot.keyClicks(name, "L")
    qtbot.keyClicks(day.line, "3")
    assert [key for key, cell in form.cells.items() if cell.problem.isVisible()] == ["note"]
    day.line.setText("31/02/2023")
    assert not form.is_right("Ô này cần có.")
    day.line.setText("31/02/202")
    assert form.cells["day"].problem.isVisible()
    day.line.setText("28/02/2023")
    assert not form.cells["day"].problem.isVisible()
    form.show_error(Invalid("Tên này đã có.", field="name"))
    qtbot.keyClicks(name, "e")
    assert not form.cells["name"].problem.isVisible()


def test_a_segmented_control_is_one_tab_stop_and_arrows_move(qtbot):
    control = SegmentedControl(("Khiếu nại", "Tố cáo", "Kiến nghị"), "Loại việc")
    qtbot.addWidget(control)
    bring_up(control)
    parts = control.findChildren(type(control.focusProxy()))
    control.setFocus()
    qtbot.keyClick(control.focusProxy(), Qt.Key.Key_Right)
    assert control.choice() == 1
    assert [bool(p.focusPolicy() & Qt.FocusPolicy.TabFocus) for p in parts] == [False, True, False]


def test_a_form_names_its_fields_and_shows_what_is_wrong_under_them(qtbot):
    form = Form()
    qtbot.addWidget(form)
    name, day = TextLine(), DateField()
    form.add("name", "Họ và tên", name, required=True, hint="Như trên CCCD")
    form.add("day", "Ngày nhận", day, span=3)
    bring_up(form)
    assert (name.accessibleName(), day.line.accessibleName()) == ("Họ và tên", "Ngày nhận")
    assert not form.is_right("Ô này cần có.")
    assert form.cells["name"].problem.text() == "Ô này cần có."
    assert QApplication.focusWidget() is name
    name.setText("Trần Thị Lành")
    assert form.is_right("Ô này cần có.")
    assert form.show_error(Invalid("Ngày này chưa đến.", field="day"))
    assert QApplication.focusWidget() is day.line
    assert not form.show_error(Invalid("?", field="khác"))


def test_read_only_fields_can_still_be_selected(qtbot):
    form = Form()
    qtbot.addWidget(form)
    name = TextLine("Trần Thị Lành")
    form.add("name", "Họ và tên", name)
    form.set_read_only(True)
    assert name.isEnabled()
    assert name.isReadOnly()
