"""The audit book: whatever is done to it from outside shows, and it stands or falls with the change that it records."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from builders import AUDIT_KEY, a_paper, a_plan, an_app, read_with
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, update

from dcapp.db.audit import Chain, Head, audit_record, broken_links, head, seal
from dcapp.db.engine import begin, make_engine
from dcapp.db.images import SEALED, UNAUDITED, Change
from dcapp.db.migrations.upgrade import upgrade
from dcapp.db.use_case import allowed
from dcapp.features.office.models import Village
from dcapp.features.papers.queries import paper_card
from dcapp.features.papers.service import add_paper, edit_paper, remove_paper
from dcapp.features.plan.service import take_in_plan
from dcapp.kernel.errors import AlreadyThere

MOMENT = datetime(2023, 5, 10, 1, 2, 3, 456_000, tzinfo=UTC)
LENGTH = 12


@pytest.fixture(scope="module")
def book():
    """A book of twelve records that every example finds whole again."""
    engine = make_engine(None, None)
    upgrade(engine)
    with begin(engine, write=True) as connection:
        chain = Chain(connection, AUDIT_KEY, account_id=3, account="thu", at=MOMENT)
        for number in range(LENGTH):
            chain.write("edit_paper", "Paper", number, {"after": {"subject": f"việc {number}"}})
        rows = [dict(row) for row in connection.execute(select(audit_record)).mappings()]
    return engine, rows, Head(LENGTH, rows[-1]["hash"])


def problems(connection, anchor=None):
    return [(found.seq, found.problem) for found in broken_links(connection, AUDIT_KEY, anchor=anchor)]


class Undone(Exception):
    """Rolls an example back."""


def tampered(book, harm, anchor=None):
    engine, _rows, _newest = book
    found = []
    with pytest.raises(Undone), begin(engine, write=True) as connection:  # noqa: PT012 - one transaction
        harm(connection)
        found += problems(connection, anchor)
        raise Undone
    return found


def test_a_whole_book_has_no_findings(book):
    engine, _rows, newest = book
    with begin(engine, write=False) as connection:
        assert problems(connection) == []
        assert problems(connection, newest) == []
        assert head(connection) == newest


COLUMNS = st.sampled_from(["at", "account_id", "account", "action", "kind", "record_id", "content", "previous", "hash"])


@given(seq=st.integers(1, LENGTH), column=COLUMNS, other=st.integers(1, 10**6))
def test_every_changed_record_is_found(book, seq, column, other):
    values = {
        "at": datetime(2024, 1, 1, tzinfo=UTC),
        "account_id": 1000 + other,
        "record_id": 1000 + other,
        "previous": f"{other:064x}",
        "hash": f"{other:064x}",
    }
    value = values.get(column, f"khác {other}")
    found = tampered(
        book, lambda c: c.execute(update(audit_record).where(audit_record.c.seq == seq).values({column: value}))
    )
    assert (seq, "changed") in found


@given(seqs=st.sets(st.integers(1, LENGTH - 1), min_size=1, max_size=LENGTH - 1))
def test_every_removed_record_is_found(book, seqs):
    found = tampered(book, lambda c: c.execute(delete(audit_record).where(audit_record.c.seq.in_(seqs))))
    starts = {seq for seq in seqs if seq - 1 not in seqs}
    assert {seq for seq, problem in found if problem == "removed"} == starts


@given(kept=st.integers(0, LENGTH - 1))
def test_a_cut_tail_is_found_by_the_anchor(book, kept):
    def cut(connection):
        connection.execute(delete(audit_record).where(audit_record.c.seq > kept))

    assert tampered(book, cut) == []  # without the anchor nothing could show it
    assert tampered(book, cut, book[2]) == [(LENGTH, "cut")]


@given(
    after=st.integers(0, LENGTH),
    key=st.binary(min_size=32, max_size=32).filter(lambda key: key != AUDIT_KEY),
    relinked=st.booleans(),
)
def test_a_record_written_without_the_key_is_found(book, after, key, relinked):
    rows = book[1]

    def forge(connection):
        connection.execute(delete(audit_record).where(audit_record.c.seq > after))
        previous = rows[after - 1]["hash"] if after else "0" * 64
        forged = {**rows[0], "seq": after + 1, "content": '{"after":{"subject":"bịa"}}', "previous": previous}
        forged["hash"] = seal(key, forged)
        connection.execute(insert(audit_record), forged)
        for row in rows[after:]:
            moved = {**row, "seq": row["seq"] + 1}
            if relinked:
                moved["previous"] = previous = forged["hash"]
                moved["hash"] = seal(key, moved)
            connection.execute(insert(audit_record), moved)

    assert (after + 1, "changed") in tampered(book, forge)


@given(first=st.integers(1, LENGTH - 1), moved=st.integers(1, LENGTH - 1))
def test_a_genuine_record_in_another_place_is_found(book, first, moved):
    second = 1 + (first + moved - 1) % LENGTH
    if first == second:
        return
    rows = book[1]

    def swap(connection):
        for place, source in ((first, second), (second, first)):
            values = {key: value for key, value in rows[source - 1].items() if key != "seq"}
            connection.execute(update(audit_record).where(audit_record.c.seq == place).values(values))

    assert {seq for seq, _problem in tampered(book, swap)} >= {first, second}


def test_an_old_copy_put_back_and_gone_on_with_is_found(book):
    def go_on(connection):
        connection.execute(delete(audit_record).where(audit_record.c.seq > 6))
        chain = Chain(connection, AUDIT_KEY, account_id=3, account="thu", at=MOMENT)
        for number in range(LENGTH):
            chain.write("edit_paper", "Paper", number, {"after": {"subject": "khác"}})

    assert tampered(book, go_on) == []
    assert tampered(book, go_on, book[2]) == [(LENGTH, "changed")]


# -- in the unit of work
def records(app):
    return read_with(app, lambda uow: [dict(row) for row in uow.session.execute(select(audit_record)).mappings()])


def count(app):
    return read_with(app, lambda uow: uow.session.scalar(select(func.count()).select_from(audit_record)))


def test_a_change_is_recorded_old_and_new_with_who_and_what(app):
    paper = app.run(add_paper, a_paper())
    before = count(app)
    app.run(edit_paper, paper, a_paper(subject="về việc khác"))
    [record] = records(app)[before:]
    content = json.loads(record["content"])
    assert (record["action"], record["kind"], record["record_id"]) == ("edit_paper", "Paper", paper)
    assert (record["account"], record["account_id"]) == ("thu", app.viewer.account_id)
    assert content["before"]["subject"] == "về việc thử"
    assert content["after"]["subject"] == "về việc khác"
    assert "number" not in content["before"]


def test_a_removed_record_is_recorded_as_the_file_had_it(app):
    paper = app.run(add_paper, a_paper())

    @allowed("papers.edit")
    def spoil_and_remove(uow):
        from dcapp.features.papers.models import Paper

        record = uow.get(Paper, paper)
        record.subject = "chưa hề ghi"
        uow.bin(record, "x")

    app.run(spoil_and_remove)
    content = json.loads(records(app)[-1]["content"])
    assert content["before"]["subject"] == "về việc thử"
    assert "after" not in content


def test_the_record_and_the_change_stand_or_fall_together(app):
    before = count(app)

    @allowed("papers.edit")
    def half_way(uow):
        add_paper(uow, a_paper())
        add_paper(uow, a_paper())

    with pytest.raises(AlreadyThere):
        app.run(half_way)
    assert count(app) == before
    assert read_with(app, lambda uow: uow.session.scalar(select(func.count()).select_from(audit_record))) == before
    app.run(add_paper, a_paper())
    assert count(app) == before + 1


def test_reads_write_nothing(app):
    paper = app.run(add_paper, a_paper())
    before = count(app)
    app.run(paper_card, paper)
    assert count(app) == before


def test_a_read_that_tries_to_write_is_stopped_by_the_engine(app):
    from dcapp.features.papers.models import Paper

    @allowed("papers.view", reads=True)
    def sly(uow):
        uow.add(Paper(type_name="x"))

    with pytest.raises(Exception, match=r"readonly|read-only|chỉ"):
        app.run(sly)


def test_sealed_fields_leave_only_a_digest(app):
    class Sealed:
        pass

    setattr(Sealed, SEALED, frozenset({"name"}))

    @allowed("papers.edit")
    def write(uow):
        uow.chain.write_change(
            "x", Sealed(), Change("Sealed", 1, {"name": "Nguyễn A", "day": 1}, {"name": None, "day": 2})
        )

    app.run(write)
    text = records(app)[-1]["content"]
    assert "Nguyễn" not in text
    content = json.loads(text)
    digest = hmac.new(AUDIT_KEY, '"Nguyễn A"'.encode(), hashlib.sha256).hexdigest()[:32]
    assert content["before"] == {"name": f"hmac:{digest}", "day": 1}
    assert content["after"] == {"name": None, "day": 2}


def test_a_bulk_write_leaves_one_record_with_count_and_digest(app):
    @allowed("office.edit")
    def many(uow):
        return uow.bulk(Village, [{"name": f"Thôn {n}"} for n in range(50)], label="nhập")

    before = count(app)
    ids = app.run(many)
    [record] = records(app)[before:]
    assert json.loads(record["content"])["count"] == 50
    assert len(json.loads(record["content"])["digest"]) == 64
    assert read_with(app, lambda uow: sorted(uow.session.scalars(select(Village.id))))[-50:] == ids


def test_a_plan_is_recorded_row_by_row_and_the_chain_holds(app):
    before = count(app)
    app.run(take_in_plan, a_plan())
    kinds = {record["kind"] for record in records(app)[before:]}
    assert kinds >= {"Plan", "PlanPassage", "PlanDuty", "PlanObligation", "ObligationAddressee", "PlanRecipient"}
    assert read_with(app, lambda uow: problems(uow.session.connection())) == []


def test_kinds_that_ask_for_it_are_not_audited(app, monkeypatch):
    monkeypatch.setattr(Village, UNAUDITED, True, raising=False)
    before = count(app)

    @allowed("office.edit")
    def quiet(uow):
        uow.add(Village(name="Yên"))

    app.run(quiet)
    assert count(app) == before


@settings(max_examples=15)
@given(
    subjects=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40), max_size=5)
)
def test_whatever_is_typed_the_book_stays_whole(subjects):
    app = an_app()
    paper = app.run(add_paper, a_paper())
    for subject in subjects:
        app.run(edit_paper, paper, a_paper(subject=subject))
    app.run(remove_paper, paper)
    assert read_with(app, lambda uow: problems(uow.session.connection())) == []
    app.close()
