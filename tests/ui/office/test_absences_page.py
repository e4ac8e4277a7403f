"""The book of absences on screen: who is away, the deputy, refusals at their field."""

from __future__ import annotations

from datetime import date

import pytest
from builders import set_roles
from checks import assert_screen_is_sound, bring_up
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from dcapp.features.office.absences import AbsenceForm, absent_for, add_absence, deputies_today
from dcapp.features.office.service import OfficerForm, add_officer, edit_officer
from ui.features.admin.absences import AbsenceDialog, absences_page
from ui.kit import theme
from ui.kit.dialogs import Sheet

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def people(office):
    """Ids of three officers."""
    return [office.run(add_officer, OfficerForm(full_name=name)) for name in ("Lê Văn An", "Trần Bình", "Võ Cúc")]


@pytest.fixture
def opened(desk, qtbot, quiet):
    """Opens the page at the size of a window, on its first line."""

    def bring(size=(1366, 696)):
        page = absences_page(desk)
        qtbot.addWidget(page)
        page.resize(*size)
        bring_up(page)
        quiet()
        page.table.setCurrentIndex(page.model.index(0, 0))
        quiet()
        return page

    return bring


def start(page, quiet, step):
    page.actions_of_page[step].trigger()
    quiet()
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Sheet) and w.isVisible())


def an_absence(people, **values):
    made = {"officer_id": people[0], "deputy_id": people[1], "since": date(2023, 5, 8), "until": date(2023, 5, 12)}
    return AbsenceForm(**{**made, **values})


@pytest.mark.parametrize("scale", [100, 150])
def test_page_and_dialog_are_sound_at_every_size_of_type(office, people, opened, quiet, look, scale):
    office.run(add_absence, an_absence(people))
    look("light", scale)
    page = opened((1366 - theme.px(220), 696))
    page.frame.open_detail()
    assert page.pane.title.text() == "Lê Văn An"
    assert_screen_is_sound(page)
    dialog = start(page, quiet, "edit")
    assert_screen_is_sound(dialog)
    dialog.close_now()
    QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete
    assert not isValid(dialog)


def test_an_absence_is_written_and_what_cannot_be_is_said_at_its_field(office, people, desk, opened, quiet):
    office.run(add_absence, an_absence(people, officer_id=people[2]))
    page = opened()
    dialog = start(page, quiet, "add")
    assert isinstance(dialog, AbsenceDialog)
    dialog.agree.click()
    assert dialog.form.cells["officer_id"].problem.text() == "Ô này cần có."
    dialog.officer.choose(people[0])
    dialog.deputy.choose(people[2])
    dialog.until.set_value(date(2023, 5, 11))
    dialog.agree.click()
    quiet()
    assert "Võ Cúc cũng nghỉ" in dialog.form.cells["deputy_id"].problem.text()
    dialog.deputy.choose(people[1])
    dialog.agree.click()
    quiet()
    assert len(office.run(deputies_today)) == 2
    assert desk.toasts[-1][0] == "Đã ghi cán bộ nghỉ và người thay."


def test_an_earlier_return_is_written_also_for_somebody_who_has_left(office, people, opened, quiet):
    office.run(add_absence, an_absence(people))
    office.run(edit_officer, people[0], OfficerForm(full_name="Lê Văn An", left_on=date(2023, 6, 1)))
    page = opened()
    dialog = start(page, quiet, "edit")
    assert dialog.officer.value() == people[0]
    dialog.until.set_value(date(2023, 5, 9))
    dialog.agree.click()
    quiet()
    assert office.run(absent_for, people[0]) is None


def test_without_the_right_nothing_is_offered_that_writes(office, people, opened):
    office.run(add_absence, an_absence(people))
    set_roles(office, "thu", ("TN",))
    page = opened()
    assert page.model.rowCount() == 1
    assert not {step.id for step in page.actions_of_page.steps} & {"add", "edit", "remove"}
