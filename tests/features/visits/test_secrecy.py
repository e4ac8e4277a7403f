"""A denouncer's visit (decision 29): what names the person reaches no table, no list, no search, no print."""

from __future__ import annotations

from datetime import date

import pytest
from builders import an_app, beside
from sqlalchemy import inspect

from dcapp.db.engine import begin
from dcapp.db.journal import undo_last
from dcapp.db.quick_find import quick_find
from dcapp.features.commitments.queries import open_commitments
from dcapp.features.visits.forms import DocumentForm, MemberForm, VisitForm
from dcapp.features.visits.prints_register import register_document
from dcapp.features.visits.queries import book_between, returning, visit_card, visits_on
from dcapp.features.visits.register import VISITS
from dcapp.features.visits.service import edit_visit, record_visit
from dcapp.features.visits.terms import Matter, Outcome
from dcapp.kernel.errors import Invalid
from dcapp.kernel.text import fold
from dcapp.printing.model import Marks
from dcapp.registers.finding import Query
from dcapp.registers.use_cases import reading

DAY = date(2023, 5, 9)
SECRETS = ("Hồ Thị Kín Miệng", "0987654321", "051066006600", "Xóm Giấu Mình", "Lê Văn Che Chở")
SAID = "Trưởng thôn thu tiền làm đường hai lần"
FORM = VisitForm(
    received_on=DAY,
    name=SECRETS[0],
    birth_year=1966,
    phone=SECRETS[1],
    id_number=SECRETS[2],
    address=SECRETS[3],
    on_behalf_of=SECRETS[4],
    authority=f"Giấy ủy quyền của {SECRETS[4]}",
    members=(MemberForm(name=SECRETS[4], is_representative=True),),
    documents=(DocumentForm(name="Bản chụp phiếu thu"),),
    matter=Matter.DENUNCIATION,
    outcome=Outcome.LETTER,
    content=SAID,
)


@pytest.fixture
def app():
    made = an_app()
    yield made
    made.close()


@pytest.fixture
def sealed(app):
    return app.run(record_visit, FORM)


def everything_in(app) -> str:
    """Every value of every row of every table."""
    with begin(app.database.reader, write=False) as connection:
        tables = inspect(connection).get_table_names()
        plain = connection.connection.cursor()  # below the engine, which lets no plain statement through
        rows = [row for table in tables for row in plain.execute(f'SELECT * FROM "{table}"').fetchall()]
    return "\n".join(str(value) for row in rows for value in row)


def test_nothing_that_names_a_denouncer_is_written_anywhere(app, sealed):
    stored = everything_in(app)

    for secret in SECRETS:
        assert secret not in stored
        assert fold(secret) not in stored
    assert sealed.code in stored


def test_changing_and_undoing_writes_it_no_more_than_recording(app, sealed):
    app.run(edit_visit, sealed.id, FORM)
    app.run(undo_last)

    assert not [secret for secret in SECRETS if secret in everything_in(app)]


def test_lists_search_and_prints_show_the_code_only(app, sealed):
    listed = app.run(reading(VISITS), Query()).lines
    shown = {
        "list": str(listed),
        "day": str(app.run(visits_on, DAY)),
        "owed": str(app.run(open_commitments)),
        "found": str(app.run(quick_find, "TC001")),
        "print": str(register_document(app.run(book_between, DAY, DAY), DAY, DAY, app.office, Marks())),
    }

    assert [name for name, words in shown.items() if sealed.code not in words] == []
    assert not [(name, secret) for secret in (*SECRETS, SAID) for name, words in shown.items() if secret in words]
    assert app.run(quick_find, "thu tien lam duong") == []
    assert app.run(returning, "ho thi kin") == []


def test_what_was_said_is_read_by_who_wrote_it_down_and_by_nobody_else(app, sealed):
    mine = app.run(visit_card, sealed.id)
    other = beside(app, "tiep", "TD").run(visit_card, sealed.id)

    assert (mine.content, mine.is_sealed) == (SAID, False)
    assert (other.content, other.is_sealed, other.documents) == ("", True, ())


def test_codes_come_from_a_series_of_their_own(app, sealed):
    app.run(record_visit, VisitForm(received_on=DAY, name="Lê Thị Mười", content="Hỏi đất"))
    again = app.run(record_visit, FORM)

    assert (sealed.code, again.code, again.number) == ("TC001/2023", "TC002/2023", 3)


def test_a_named_visit_never_becomes_a_denunciation_nor_the_other_way_round(app, sealed):
    named = app.run(record_visit, VisitForm(received_on=DAY, name="Lê Thị Mười", content="Hỏi đất"))

    with pytest.raises(Invalid, match="Ghi một lượt tiếp mới"):
        app.run(edit_visit, named.id, VisitForm(received_on=DAY, content="x", matter=Matter.DENUNCIATION))
    with pytest.raises(Invalid, match="giữ mã"):
        app.run(edit_visit, sealed.id, VisitForm(received_on=DAY, name="Lê Thị Mười", content="x"))
