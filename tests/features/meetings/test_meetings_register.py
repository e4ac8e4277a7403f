"""The books of meetings and checks keep what every book must keep."""

from __future__ import annotations

import pytest

from dcapp.db.base import Base
from dcapp.db.engine import make_engine
from dcapp.db.findable import CREATE_FTS
from dcapp.db.unit_of_work import NOBODY, Database, Security
from dcapp.features.checks.register import CHECKS
from dcapp.features.meetings.register import MEETINGS
from dcapp.rules.permissions import load_matrix
from tests.registers.contract import check_register


@pytest.mark.parametrize("register", [MEETINGS, CHECKS], ids=lambda register: register.key)
def test_the_book_keeps_the_contract(register):
    engine = make_engine(None, None)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA query_only=0")
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(CREATE_FTS)
    database = Database(engine, engine, Security(load_matrix(), b"k" * 32))
    check_register(register, lambda: database.begin(NOBODY, "test", write=True))
    database.close()
