"""A book with very many visits: page, filters and counts walk indexes; returning citizens come from the search."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from builders import read_with
from sqlalchemy import event

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.people.models import Person
from dcapp.features.people.queries import OFFERED, people_like
from dcapp.features.visits.models import Visit
from dcapp.features.visits.queries import (
    NEWEST,
    bodies_sent_to,
    next_number,
    places_of_reception,
    returning,
    visits_of_person,
    visits_on,
)
from dcapp.features.visits.register import VISITS
from dcapp.features.visits.terms import Matter, Outcome, ReceptionKind
from dcapp.registers.finding import Query
from dcapp.registers.spec import Filter, Op
from dcapp.registers.use_cases import counting, jumping, reading

DAY = date(2023, 5, 4)
CHOSEN = {
    "matter": Matter.COMPLAINT.value,
    "outcome": Outcome.REFUSED.value,
    "field": "land",
    "village_id": 1,
}


def put(app, kind, rows):
    """Lines written in bulk; gives their ids."""
    with app.database.begin(NOBODY, "test", write=True) as uow:
        return uow.bulk(kind, rows, label="x")


def a_visit(number, **values):
    """A line of the book."""
    made = {"year": 2023, "number": number, "received_on": DAY, "name": f"Lê Thị {number}", "content": "Hỏi việc"}
    return made | {"phone": "", "village": ""} | values


def a_person(name, **values):
    """Somebody whom the office knows."""
    empty = dict.fromkeys(("address", "id_number", "old_id_number", "phone", "village"), "")
    return {"full_name": name} | empty | values


def asked_of(app, use_case, *arguments):
    """Every statement of a use case that reads visits, people or the search, with its values."""
    asked = []

    def note(_connection, _cursor, statement, parameters, *_rest):
        if any(name in statement for name in ("FROM visit", "FROM person", "findable")):
            asked.append((statement, parameters))

    event.listen(app.database.reader, "before_cursor_execute", note)
    app.run(use_case, *arguments)
    event.remove(app.database.reader, "before_cursor_execute", note)
    assert asked
    return asked


def plans_of(app, use_case, *arguments):
    """How the database goes about every one of them."""
    asked = asked_of(app, use_case, *arguments)

    def explain(uow):
        connection = uow.session.connection()
        return [
            [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            for statement, parameters in asked
        ]

    return read_with(app, explain)


def questions():
    """Every filter and preset of the book, alone and two at a time, and whether it leads into the wide index."""
    assert set(CHOSEN) == set(VISITS.filters)
    yield "all", ()
    for key, value in CHOSEN.items():
        yield key, (Filter(key, Op.IS, value),)
    for preset in VISITS.presets:
        yield preset.key, preset.filters
    yield "two", (Filter("matter", Op.IS, CHOSEN["matter"]), Filter("outcome", Op.IS, CHOSEN["outcome"]))
    yield "in a village", (Filter("village_id", Op.IS, 1), Filter("outcome", Op.IS, CHOSEN["outcome"]))
    yield "crowds of a field", (Filter("people_count", Op.FROM, 5), Filter("field", Op.IS, "land"))


QUESTIONS = dict(questions())


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_filter_of_the_book_walks_an_index_in_its_order(app, name):
    query = Query(filters=QUESTIONS[name])
    for use_case, arguments in ((reading(VISITS), (query,)), (jumping(VISITS), (query, 1))):
        for steps in plans_of(app, use_case, *arguments):
            assert any("visit USING" in step and "ix_visit_by_" in step for step in steps), steps
            assert not any("TEMP B-TREE" in step for step in steps), steps
            assert not any(step == "SCAN visit" for step in steps), steps


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_count_of_the_book_reads_no_line(app, name):
    query = Query(filters=QUESTIONS[name])
    for cap in (None, 1000):
        [steps] = plans_of(app, counting(VISITS), query, cap)
        assert any("visit USING" in step and "INDEX ix_visit_" in step for step in steps), steps
        if name != "outdated":  # those of which the time is over are few: their own index leads to them
            assert any("visit USING COVERING INDEX" in step for step in steps), steps


@pytest.mark.parametrize("key", ["name", "number", "keep_until"])
def test_the_book_is_sorted_by_indexes(app, key):
    for descending in (False, True):
        for steps in plans_of(app, reading(VISITS), Query(order=key, descending=descending)):
            assert any("SCAN visit USING INDEX" in step for step in steps), steps
            assert not any("TEMP B-TREE" in step for step in steps), steps


@pytest.mark.parametrize(
    ("use_case", "arguments"),
    [(next_number, (2023,)), (visits_on, (DAY,)), (visits_of_person, (1,))],
    ids=["next_number", "visits_on", "visits_of_person"],
)
def test_what_stands_beside_the_entry_is_looked_up(app, use_case, arguments):
    for steps in plans_of(app, use_case, *arguments):
        assert any(step.startswith("SEARCH visit USING") for step in steps), steps
        assert not any("SCAN visit" in step or "TEMP B-TREE" in step for step in steps), steps


def test_places_and_bodies_are_those_of_late(app):
    old = [a_visit(number, place="Nhà cũ", sent_to="Cơ quan cũ") for number in range(1, 4)]
    late = [a_visit(number, place="Phòng mới", sent_to="Sở mới") for number in range(4, NEWEST + 4)]
    late[0] |= {"place": "Hội trường", "sent_to": "Sở khác"}
    put(app, Visit, [*old, *late])
    assert app.run(places_of_reception) == ["Phòng mới", "Hội trường"]
    assert app.run(bodies_sent_to) == ["Sở mới", "Sở khác"]


# -- returning citizens
@pytest.mark.parametrize("words", ["ng", "nguyen", "nguyen van", "0200 12", "thon"])
def test_returning_citizens_come_from_the_search_alone(app, words):
    rows = [a_person("Nguyễn Văn Thôn", phone=f"0200 12{number:02d} 00") for number in range(20)]
    keys = put(app, Person, rows)
    put(app, Visit, [a_visit(1, person_id=keys[-1])])
    for steps in plans_of(app, returning, words):
        assert not any(step.startswith(("SCAN visit", "SCAN person", "SCAN findable ")) for step in steps), steps
        assert not any(step == "SCAN findable" for step in steps), steps
        assert not any("uq_findable_kind_record_id" in step for step in steps), steps  # all people of the office


def test_the_newest_of_many_are_offered_however_many_other_records_hold_the_words(app):
    people = put(app, Person, [a_person(f"Nguyễn Văn {number}") for number in range(30)])
    put(app, Visit, [a_visit(number, name="Nguyễn Văn Tèo") for number in range(1, 60)])
    found = app.run(people_like, "ng va")
    assert [one.id for one in found] == people[: -OFFERED - 1 : -1]


def test_returning_citizens_are_those_of_plain_python(app):
    names = ("Nguyễn Văn An", "Ngô Thị Án", "Trần Văn Ngà", "Lê Ngọc Đỗ", "Đỗ Thị Ngọc")
    rows = [
        a_person(names[number % 5], id_number=f"0991{number:08d}", phone=f"0200 {number:03d} 111")
        for number in range(12)
    ]
    keys = put(app, Person, rows)
    came = [keys[number % 4] for number in range(9)]
    put(
        app,
        Visit,
        [
            a_visit(number, person_id=key, received_on=DAY + timedelta(days=number), kind=ReceptionKind.REGULAR)
            for number, key in enumerate(came, start=1)
        ],
    )
    times = Counter(came)
    last = {key: DAY + timedelta(days=number) for number, key in enumerate(came, start=1)}
    for words, wanted in (
        ("ng", keys[-1 : -OFFERED - 1 : -1]),
        ("đỗ", [key for key, row in zip(keys, rows, strict=True) if "Đỗ" in row["full_name"]][::-1]),
        ("van nga", [key for key, row in zip(keys, rows, strict=True) if row["full_name"] == "Trần Văn Ngà"][::-1]),
        ("0991 0000 0003", [keys[3]]),
        ("0200 004 11", [keys[4]]),
        ("0200.005", [keys[5]]),
        ("099100000011", [keys[11]]),
        ("kindperson", keys[-1 : -OFFERED - 1 : -1]),
        ("khong co ai", []),
        ("n", []),
        ("--", []),
    ):
        found = app.run(returning, words)
        assert [one.person.id for one in found] == wanted, words
        for one in found:
            assert (one.visits, one.last_on) == (times[one.person.id], last.get(one.person.id))
