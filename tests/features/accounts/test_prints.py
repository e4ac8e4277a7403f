"""The recovery sheet and every printed book are Vietnamese, whatever language the screens speak."""

from __future__ import annotations

import pytest
from builders import a_number, a_paper, an_incoming

from dcapp.catalogue import REGISTERS
from dcapp.features.accounts.prints import recovery_sheet
from dcapp.features.office.prints import register_sheet
from dcapp.features.papers.issuing import marks_of
from dcapp.features.papers.service import add_incoming, add_paper, cancel_number, take_number
from dcapp.kernel.i18n import use_language
from dcapp.printing.text import plain_text
from dcapp.registers.finding import Query
from dcapp.registers.use_cases import tabling


@pytest.fixture
def speaking():
    """Lets a test change the language of the screens."""
    yield use_language
    use_language("vi")


def in_both(speaking, draw):
    drawn = []
    for language in ("vi", "en"):
        speaking(language)
        drawn.append(draw())
    return drawn


def test_the_recovery_sheet_is_the_same_in_both_languages(app, speaking):
    marks = marks_of(app.office, app.database.audit_head())
    vi, en = in_both(speaking, lambda: recovery_sheet("AGE-SECRET-KEY-1QPZRY9", app.office, "Thử", marks))
    assert vi == en
    assert "PHIẾU MÃ KHÔI PHỤC" in plain_text(vi)


def test_marks_are_the_same_in_both_languages(app, speaking):
    vi, en = in_both(speaking, lambda: marks_of(app.office, app.database.audit_head()))
    assert vi == en


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)
def test_every_printed_book_is_the_same_in_both_languages(app, speaking, register):
    app.run(add_paper, a_paper())
    app.run(add_incoming, an_incoming())
    app.run(cancel_number, app.run(take_number, a_number()), "nhầm")

    def draw():
        table = app.run(tabling(register), Query())
        return table, register_sheet(table, app.office, marks_of(app.office))

    vi, en = in_both(speaking, draw)
    assert vi == en
