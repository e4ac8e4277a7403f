"""The book of a period is read in a handful of statements, however many visits it has, and loses nothing by it."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import event

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.commitments.models import Commitment
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.terms import IssueState
from dcapp.features.visits.models import Visit
from dcapp.features.visits.queries import book_between, visit_card
from dcapp.features.visits.terms import VisitPaper

FIRST = date(2023, 5, 4)
LAST = FIRST + timedelta(days=30)


def put(app, kind, rows):
    """Lines written in bulk; gives their ids."""
    with app.database.begin(NOBODY, "test", write=True) as uow:
        return uow.bulk(kind, rows, label="x")


def fill(app, count):
    """So many visits, every second one with two things owed and two numbers, one of them given back."""
    before = app.run(book_between, date.min, date.max)
    start = len(before) + 1
    common = {"year": 2023, "name": "An", "content": "Hỏi", "phone": "", "village": ""}
    numbers = range(start, start + count)
    visits = [{"number": at, "received_on": FIRST + timedelta(days=at % 31)} | common for at in numbers]
    keys = put(app, Visit, visits)
    days = {"made_on": FIRST, "start_on": FIRST, "warn_on": FIRST}
    put(
        app,
        Commitment,
        [
            {"book": book, "record_id": key, "title": f"{book} {key}", "due_on": FIRST + timedelta(days=later)} | days
            for key in keys[::2]
            for book, later in (("visits", 9), ("visits", 3), ("papers", 1))
        ],
    )
    kinds = ((VisitPaper.GUIDANCE, IssueState.RESERVED), (VisitPaper.FORWARDING, IssueState.CANCELLED))
    papers = [
        {"source_kind": f"visit.{paper.value}", "source_id": key, "state": state}
        for key in keys[::2]
        for paper, state in kinds
    ]
    common = {"year": 2023, "issued_on": FIRST, "type_name": "Phiếu", "signer": "Lê Văn Thử"}
    lines = [
        {"series": f"s{start}", "number": at, "symbol": f"{at}/PHD"} | common | line
        for at, line in enumerate(papers, start=1)
    ]
    put(app, IssuedPaper, lines)


def statements(app, *arguments):
    """How many statements the book of a period takes."""
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(app.database.reader, "before_cursor_execute", note)
    try:
        app.run(book_between, *arguments)
    finally:
        event.remove(app.database.reader, "before_cursor_execute", note)
    return len(asked)


def test_more_visits_take_no_more_statements(app):
    fill(app, 3)
    few = statements(app, FIRST, LAST)
    fill(app, 60)
    assert statements(app, FIRST, LAST) == few < 10


def test_every_visit_of_the_book_has_what_it_owes_and_its_numbers(app):
    fill(app, 9)
    read = app.run(book_between, FIRST, FIRST + timedelta(days=6))
    assert [card.number for card in read] == [1, 2, 3, 4, 5, 6]
    for card in read:
        whole = app.run(visit_card, card.id)
        assert card.commitments == whole.commitments
        assert card.papers == whole.papers
        assert [owed.due_on for owed in card.commitments] == sorted(owed.due_on for owed in card.commitments)
    assert [len(card.commitments) for card in read] == [2, 0] * 3
    assert [[line.paper for line in card.papers] for card in read] == [[VisitPaper.GUIDANCE], []] * 3
