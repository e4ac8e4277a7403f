"""The contract of books, over the made-up book and over every book of the office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dcapp.catalogue import REGISTERS
from dcapp.db.base import Base
from dcapp.db.engine import make_engine
from dcapp.db.findable import CREATE_FTS
from dcapp.db.unit_of_work import Database, Security
from dcapp.registers.spec import Field, Kind
from dcapp.rules.permissions import load_matrix
from tests.registers.a_book import NOTES, an_engine, uow
from tests.registers.contract import EVERYBODY, check_description, check_form, check_register


@pytest.fixture(scope="module")
def office():
    """An empty office in memory, with every table of the program."""
    engine = make_engine(None, None)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA query_only=0")
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(CREATE_FTS)
    database = Database(engine, engine, Security(load_matrix(), b"k" * 32))
    yield database
    database.close()


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)
def test_a_book_of_the_office_keeps_the_contract(register, office):
    check_register(register, lambda: office.begin(EVERYBODY, "test", write=True))


def test_the_made_up_book_keeps_the_contract():
    from contextlib import contextmanager

    @contextmanager
    def begin():
        engine = an_engine()
        with uow(engine) as work:
            work.add = lambda record: (record.refold(), work.session.add(record), work.session.flush(), record)[-1]
            yield work
        engine.dispose()

    check_register(NOTES, begin)


def _with(key, /, **changes):
    return tuple(replace(f, **changes) if f.key == key else f for f in NOTES.fields)


@pytest.mark.parametrize(
    "broken",
    [
        replace(NOTES, fields=_with("name", filled_in=False)),
        replace(NOTES, fields=_with("subject", label="Họ và tên")),
        replace(NOTES, fields=_with("mood", tones={"calm": "pink"})),
        replace(NOTES, fields=_with("mood", labels={})),
        replace(NOTES, fields=_with("name", shown=False)),
        replace(NOTES, order="content"),
        replace(NOTES, filters=("content",)),
        replace(NOTES, search_column=""),
        replace(NOTES, fields=_with("cost", kind=Kind.MONEY, key="price")),
    ],
)
def test_a_description_that_contradicts_itself_is_caught(broken):
    with pytest.raises(AssertionError):
        check_description(broken)


@pytest.mark.parametrize("fields", [NOTES.fields[1:], (*NOTES.fields, Field("more", "Thêm"))])
def test_a_form_that_asks_for_too_little_or_too_much_is_caught(fields):
    with pytest.raises(AssertionError):
        check_form(replace(NOTES, fields=fields))
