"""Removing the practice commune: always in sight, one question, then the first run."""

from __future__ import annotations

from functools import partial

import pytest
from checks import bring_up, words_of
from stand_ins import StandInApp, StandInDoor

from dcapp.kernel.errors import EnvironmentFault, RuleViolation
from ui import bootstrap, main_window
from ui.features.door import first_run
from ui.features.door.login import LoginWindow


class SampleDoor(StandInDoor):
    """A door of the practice commune: what would be removed is only noted."""

    problem = None
    discarded = 0

    def discard_sample(self, app):
        if isinstance(self.problem, RuleViolation):
            raise self.problem
        app.close()
        self.discarded += 1
        if self.problem is not None:
            raise self.problem
        self.founded = False


@pytest.fixture
def front(qtbot, monkeypatch):
    monkeypatch.setattr(main_window, "MainWindow", partial(main_window.MainWindow, pages=()))
    monkeypatch.setattr(first_run, "_posts", tuple)
    made = bootstrap.Front(SampleDoor(app=StandInApp(is_sample=True)))
    made.enter(made.door.app)
    bring_up(made.window)
    yield made
    made.window.close()


def test_the_way_out_is_in_sight_in_words_and_in_the_narrow_menu(front):
    sidebar = front.window.sidebar
    sidebar.set_rail(False)
    assert (sidebar.discard.isVisible(), sidebar.discard_short.isVisible()) == (True, False)
    assert "Bỏ xã mẫu" in words_of(sidebar)
    sidebar.set_rail(True)
    assert (sidebar.discard.isVisible(), sidebar.discard_short.isVisible()) == (False, True)
    assert sidebar.discard_short.accessibleName() == "Bỏ xã mẫu"


def test_one_click_and_one_answer_lead_to_the_first_run(front, answers):
    answers[:] = [0]
    app = front.door.app
    front.window.sidebar.discard.click()
    assert answers.asked == ["Bỏ xã mẫu UBND xã Phổ Châu?"]
    assert (front.door.discarded, app.closed) == (1, True)
    assert isinstance(front.window, first_run.FirstRun)


def test_whoever_keeps_it_loses_nothing(front, answers):
    answers[:] = [1]
    window = front.window
    front.window.sidebar.discard_short.click()
    assert front.door.discarded == 0
    assert front.window is window


def test_a_refusal_is_told_and_the_office_closed_as_it_is(front, answers):
    answers[:] = [0, 0]
    front.door.problem = RuleViolation("Chỉ xã mẫu mới bỏ được.")
    front.window.sidebar.discard.click()
    assert answers.asked[1] == "Chỉ xã mẫu mới bỏ được."
    assert (front.door.discarded, front.door.app.closed) == (0, True)
    assert isinstance(front.window, LoginWindow)


def test_a_fault_of_the_disk_is_told(front, answers):
    answers[:] = [0, 0]
    front.door.problem = EnvironmentFault("Không ghi được vào thư mục.")
    front.window.sidebar.discard.click()
    assert answers.asked[1] == "Không ghi được vào thư mục."
    assert front.door.discarded == 1


def test_a_real_office_has_no_such_button(qtbot):
    window = main_window.MainWindow(StandInApp(), StandInDoor(), pages=())
    qtbot.addWidget(window)
    bring_up(window)
    for rail in (True, False):
        window.sidebar.set_rail(rail)
        assert not window.sidebar.discard.isVisible()
        assert not window.sidebar.discard_short.isVisible()
