"""The books of sessions, duties and carried-over figures keep the contract of books."""

from __future__ import annotations

import pytest

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.visits.duty_register import SHIFTS
from dcapp.features.visits.opening_register import OPENING_FIGURES
from dcapp.features.visits.schedule_register import SESSIONS
from tests.registers.contract import check_register


@pytest.mark.parametrize("register", [SESSIONS, SHIFTS, OPENING_FIGURES], ids=lambda register: register.key)
def test_a_book_of_the_schedule_keeps_the_contract(register, app):
    check_register(register, lambda: app.database.begin(NOBODY, "test", write=True))
