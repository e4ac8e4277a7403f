from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.dialects import postgresql

from dcapp.kernel.errors import Invalid
from dcapp.kernel.text import fold
from dcapp.registers import finding
from dcapp.registers.finding import Query, count, every_line, line_of, page, page_at
from dcapp.registers.spec import Day, Filter, Op, field_of, sort_column
from tests.registers.a_book import NOTES, Mood, an_engine, fill, uow

SORTABLE = [f.key for f in NOTES.fields if sort_column(f)]

ROWS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Trần Thị Lành", "Lê Văn Đá", "Đỗ Ân", "lành", "Ân"]),
        "subject": st.sampled_from(["", "mương", "Đường", "đất đai"]),
        "written_on": st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2023, 1, 4))),
        "seen_at": st.one_of(
            st.none(), st.datetimes(datetime(2023, 1, 1), datetime(2023, 1, 3), timezones=st.just(UTC))
        ),
        "households": st.one_of(st.none(), st.integers(0, 3)),
        "mood": st.one_of(st.none(), st.sampled_from(Mood)),
        "is_checked": st.booleans(),
    }
)
HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("%_\\'\";-/*()[]{}?:@=&|! đĐĂấưƠ \t\n\0\u0301\u200b’“…ＡＢ"), st.characters(codec="utf-8")
    ),
    max_size=12,
)


def expected_order(line: dict, key: str) -> tuple:
    field = field_of(NOTES, key)
    value = line[sort_column(field)]
    if key == "mood":
        value = len(field.labels) if value is None else list(field.labels).index(value)
    return (value is not None, value if value is not None else 0)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(ROWS, max_size=25), key=st.sampled_from(["", *SORTABLE]), down=st.booleans(), size=st.integers(1, 7)
)
def test_pages_visit_each_line_once_and_in_order(rows, key, down, size):
    engine = an_engine()
    fill(engine, rows)
    query = Query(order=key, descending=down)
    with uow(engine) as work:
        pages, after = [], None
        while True:
            found = page(work, NOTES, query, after=after, size=size)
            pages.append(found.lines)
            after = found.next_cursor
            if after is None:
                break
        lines = [line for lines in pages for line in lines]
        jumped = [page_at(work, NOTES, query, start, size=size).lines for start in range(0, len(rows) + 1, size)]

    key = key or NOTES.order
    assert [line["id"] for line in lines] == [
        line["id"] for line in sorted(lines, key=lambda row: (expected_order(row, key), row["id"]), reverse=down)
    ]
    assert sorted(line["id"] for line in lines) == list(range(1, len(rows) + 1))
    assert all(len(part) == size for part in pages[:-1])
    assert [line for part in jumped for line in part] == lines
    engine.dispose()


@settings(max_examples=40)
@given(
    stored=st.lists(HOSTILE, min_size=1, max_size=8), asked=st.lists(HOSTILE, min_size=1, max_size=40), data=st.data()
)
def test_search_finds_what_the_python_model_finds(stored, asked, data):
    engine = an_engine()
    fill(engine, [{"name": name} for name in stored])
    piece = data.draw(st.sampled_from(stored))
    with uow(engine) as work:
        for words in [*asked, piece, piece[1:4]]:
            wanted = fold(words).split()
            model = {n for n, name in enumerate(stored, start=1) if all(word in fold(f"{name}  ") for word in wanted)}
            query = Query(words=words)
            assert {line["id"] for line in every_line(work, NOTES, query)} == model
            assert count(work, NOTES, query) == (len(model), False)
    engine.dispose()


@pytest.mark.parametrize("words", ["lanh", "LÀNH tran", "thị  lành", "lành dat", "ranh gioi"])
def test_words_are_found_without_marks_and_in_any_field(words):
    engine = an_engine()
    fill(engine, [{"name": "Trần Thị Lành", "subject": "Đất đai", "content": "Ranh giới"}, {"name": "Lê Đá"}])
    with uow(engine) as work:
        assert [line["name"] for line in page(work, NOTES, Query(words=words)).lines] == ["Trần Thị Lành"]
    engine.dispose()


def test_too_many_words_are_refused_and_many_are_searched():
    engine = an_engine()
    with uow(engine) as work:
        assert page(work, NOTES, Query(words=" ".join(f"w{n}" for n in range(180)))).lines == ()
        with pytest.raises(Invalid):
            page(work, NOTES, Query(words="a" * 1001))
    engine.dispose()


def test_half_a_surrogate_pair_does_not_break_the_search():
    engine = an_engine()
    fill(engine, [{"name": "abc"}])
    with uow(engine) as work:
        assert len(page(work, NOTES, Query(words="ab\ud800")).lines) == 1
    engine.dispose()


def test_filters_compare_as_they_say():
    engine = an_engine()
    day = date(2023, 5, 10)
    rows = [
        {"name": "a", "written_on": day - timedelta(days=1), "mood": Mood.LATE, "subject": "x"},
        {"name": "b", "written_on": day, "mood": Mood.CALM, "seen_at": datetime(2023, 5, 10, 9, tzinfo=UTC)},
        {"name": "c", "written_on": day + timedelta(days=7), "is_checked": True},
        {"name": "d", "written_on": day + timedelta(days=8), "seen_at": datetime(2023, 5, 12, 9, tzinfo=UTC)},
        {"name": "e"},
    ]
    fill(engine, rows)

    def names(*filters: Filter) -> str:
        with uow(engine) as work:
            found = page(work, NOTES, Query(filters=filters, order="name", descending=False))
            return "".join(line["name"] for line in found.lines)

    assert names(*NOTES.presets[0].filters) == "bc"
    assert names(*NOTES.presets[1].filters) == "a"
    assert names(Filter("mood", Op.ONE_OF, (Mood.LATE, "calm"))) == "ab"
    assert names(Filter("mood", Op.IS, None)) == "cde"
    assert names(Filter("is_checked", Op.IS, True)) == "c"
    assert names(Filter("written_on", Op.EMPTY)) == "e"
    assert names(Filter("subject", Op.EMPTY)) == "bcde"
    assert names(Filter("subject", Op.FILLED)) == "a"
    assert names(Filter("seen_at", Op.IS, day)) == "b"
    assert names(Filter("seen_at", Op.FROM, Day(1))) == "d"
    assert names(Filter("seen_at", Op.TO, Day(0))) == "b"
    engine.dispose()


def test_counts_stop_at_the_cap():
    engine = an_engine()
    fill(engine, [{"name": str(n)} for n in range(12)])
    with uow(engine) as work:
        assert count(work, NOTES, Query(), cap=10) == (10, True)
        assert count(work, NOTES, Query(), cap=12) == (12, False)
        assert count(work, NOTES, Query(), cap=None) == (12, False)
        assert line_of(work, NOTES, 3)["name"] == "2"
        assert line_of(work, NOTES, 99) is None
    engine.dispose()


def test_an_unknown_column_is_our_mistake_and_words_cannot_sort():
    engine = an_engine()
    with uow(engine) as work:
        for query in (Query(order="id; drop table note"), Query(filters=(Filter("nowhere", Op.EMPTY),))):
            with pytest.raises(KeyError):
                page(work, NOTES, query)
        with pytest.raises(ValueError, match="sort column"):
            page(work, NOTES, Query(order="content"))
    engine.dispose()


@pytest.mark.parametrize("key", ["written_on", "name"])
@pytest.mark.parametrize("down", [True, False])
def test_pages_walk_the_index_and_never_sort_the_book(key, down, monkeypatch):
    engine = an_engine()
    fill(engine, [{"name": str(n), "written_on": date(2023, 1, 1) + timedelta(days=n % 9)} for n in range(50)])
    asked = []
    with uow(engine) as work:
        real = finding._rows

        def note(work, statement, place):
            asked.append(statement.params(place))
            return real(work, statement, place)

        monkeypatch.setattr(finding, "_rows", note)
        first = page(work, NOTES, Query(order=key, descending=down), size=10)
        page(work, NOTES, Query(order=key, descending=down), after=first.next_cursor, size=10)
        for statement in asked:
            sql = str(statement.compile(engine, compile_kwargs={"literal_binds": True}))
            plan = " ".join(row[3] for row in work.session.connection().execute(text(f"EXPLAIN QUERY PLAN {sql}")))
            assert "TEMP B-TREE FOR ORDER BY" not in plan.replace("LAST TERM OF ", "")
            assert f"ix_note_{'name_order' if key == 'name' else key}" in plan
    engine.dispose()


@pytest.mark.parametrize("key", ["", *SORTABLE])
def test_every_question_also_compiles_for_postgresql(key):
    engine = an_engine()
    filters = (Filter("mood", Op.ONE_OF, ("late",)), Filter("seen_at", Op.FROM, Day(-3)), Filter("subject", Op.EMPTY))
    with uow(engine) as work:
        for down in (True, False):
            found = finding._find(work, NOTES, Query("50%_a", filters, key, down))
            for stretch in (*found.stretches(None), *found.stretches(finding.Cursor(None, 7))):
                statement = (
                    finding.select(*found.book.c, found.value).where(found.which, stretch).order_by(*found.order())
                )
                sql = str(statement.compile(dialect=postgresql.dialect()))
                assert "ESCAPE '/'" in sql
                assert "50" not in sql
    engine.dispose()
