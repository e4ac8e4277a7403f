"""The Monday sheet before it is printed: week, blocks, preview, and that it all fits."""

from __future__ import annotations

from datetime import date

import pytest
from checks import assert_screen_is_sound

from dcapp.features.today.terms import BlockKind
from dcapp.printing.layout_check import measured


@pytest.fixture
def dialog(busy, desk, qtbot, quiet):
    """The dialog over a busy office."""
    from ui.features.today.monday_dialog import MondayDialog

    made = MondayDialog(desk)
    made.resize(1280, 660)
    made.show()
    quiet()
    yield made
    made.close()


def words(sheet):
    return " ".join(box.text for page in measured(sheet.pdf) for box in page.texts)


def test_it_opens_on_the_coming_monday_with_every_block_that_has_lines(dialog):
    assert dialog.day.value() == date(2023, 5, 15)
    assert dialog.chosen() == tuple(block.kind for block in dialog.material.blocks if block.total)
    assert [dialog._numbers[block.kind].text() for block in dialog.material.blocks] == [
        str(block.total) for block in dialog.material.blocks
    ]
    assert dialog.preview.page_count == 1
    assert dialog.fit.text() == "Vừa một tờ A4"


def test_a_tick_taken_out_leaves_the_block_out(dialog, quiet):
    assert "Quá hạn (" in words(dialog.sheet)
    dialog.boxes[BlockKind.OVERDUE].click()
    quiet()
    assert "Quá hạn (" not in words(dialog.sheet)
    assert words(dialog.sheet).count("1. ") == 1


def test_another_week_is_another_sheet(dialog, quiet):
    dialog.day.set_value(date(2023, 5, 10))
    quiet()
    assert dialog.material.monday == date(2023, 5, 8)
    assert "tuần từ 8/5 đến 14/5" in words(dialog.sheet)
    dialog.day.line.setText("31/31")
    quiet()
    assert dialog.material.monday == date(2023, 5, 8)


def test_word_is_made_of_the_same_sheet(dialog):
    assert dialog.sheet.docx().startswith(b"PK")


def test_the_page_opens_it_with_its_key(busy, desk, qtbot, quiet):
    from PySide6.QtWidgets import QApplication

    from ui.features.today.monday_dialog import MondayDialog
    from ui.features.today.page import today_page

    page = today_page(desk)
    qtbot.addWidget(page)
    page.show()
    quiet()
    assert page.actions_of_page["monday"].shortcut().toString() == "Ctrl+P"
    page.actions_of_page["monday"].trigger()
    quiet()
    opened = [one for one in QApplication.topLevelWidgets() if isinstance(one, MondayDialog)]
    assert len(opened) == 1
    opened[0].reject()


@pytest.mark.parametrize("scale", [100, 125, 150])
def test_the_dialog_is_sound(dialog, look, quiet, scale):
    look("light", scale)
    dialog.resize(1366, 696)
    quiet()
    assert_screen_is_sound(dialog)
