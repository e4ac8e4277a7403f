"""Quick find: every word counts, marks and case do not, and nobody finds what they may not see."""

from __future__ import annotations

from builders import a_paper, a_plan, an_incoming, read_with
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select, text

from dcapp.db.findable import FTS_TABLE, Findable, findable, hits, index
from dcapp.db.quick_find import FOUND_UNDER, quick_find
from dcapp.features.papers.service import add_incoming, add_paper, edit_paper
from dcapp.features.plan.service import take_in_plan
from dcapp.rules.permissions import load_matrix


def test_marks_case_and_order_of_words_do_not_matter(app):
    paper = app.run(add_paper, a_paper(number="77/QĐ-UBND", subject="về Thực hiện Dân chủ ở cơ sở"))
    for words in ("dan chu thuc hien", "DÂN CHỦ cơ sở 77", "đân", "77/qđ-ubnd", "dân  chủ,"):
        assert paper in [hit.record_id for hit in app.run(quick_find, words) if hit.kind == "Paper"], words
    assert app.run(quick_find, "dân chủ khôngcó") == []


def test_a_changed_record_is_found_by_its_new_words_only(app):
    paper = app.run(add_paper, a_paper(subject="chuyện cũ rích"))
    app.run(edit_paper, paper, a_paper(subject="chuyện mới toanh"))
    assert app.run(quick_find, "cũ rích") == []
    assert [hit.record_id for hit in app.run(quick_find, "mới toanh")] == [paper]
    lines = read_with(app, lambda uow: uow.session.execute(select(findable.c.id).where(findable.c.record_id == paper)))
    assert lines is not None


def test_the_index_and_its_words_stay_in_step(app):
    app.run(take_in_plan, a_plan())
    app.run(add_incoming, an_incoming())

    def ask(uow):
        words = set(uow.session.scalars(text(f"SELECT rowid FROM {FTS_TABLE}")))
        return words, set(uow.session.scalars(select(findable.c.id)))

    words, lines = read_with(app, ask)
    assert words == lines
    assert len(words) > 5


def test_the_newest_come_first_one_by_one_or_many_at_once(app):
    first = [
        app.run(add_paper, a_paper(number=f"{number}/QĐ-UBND", subject=f"chuyện lạ {number}")) for number in range(3)
    ]
    app.run(take_in_plan, a_plan())  # many lines at once
    app.run(edit_paper, first[0], a_paper(number="0/QĐ-UBND", subject="chuyện lạ nhất"))
    assert [hit.record_id for hit in app.run(quick_find, "chuyện lạ") if hit.kind == "Paper"] == [
        first[0],
        first[2],
        first[1],
    ]
    assert [hit.record_id for hit in app.run(quick_find, "chuyện lạ", 2)] == [first[0], first[2]]
    lines = read_with(app, lambda uow: hits(uow.session.connection(), "k", FOUND_UNDER))
    assert len(lines) > 5


def test_any_beginning_of_a_word_finds_it(app):
    paper = app.run(add_paper, a_paper(subject="việc nghiêng ngả-liêu_xiêu (0912345678)"))
    for word in ("nghieng", "nga", "lieu", "xieu", "0912345678"):
        for length in range(1, len(word) + 1):
            assert paper in [hit.record_id for hit in app.run(quick_find, word[:length])], word[:length]
    assert app.run(quick_find, "ghieng") == []


def test_only_rights_that_are_held_are_looked_under(app):
    def ask(uow):
        connection = uow.session.connection()
        return hits(connection, "van phong", []), hits(connection, "", ["papers.view"])

    assert read_with(app, ask) == ([], [])


def test_every_kind_is_found_under_a_right_that_quick_find_looks_under(app):
    app.run(take_in_plan, a_plan())
    app.run(add_incoming, an_incoming())
    needs = read_with(app, lambda uow: set(uow.session.scalars(select(findable.c.needs).distinct())))
    assert needs <= set(FOUND_UNDER)
    assert set(FOUND_UNDER) <= set(load_matrix().actions())


@given(words=st.text(max_size=60))
@example(words="dân-chủ/cơ sở_xã")
@example(words="a\u0315b \u1df5x \uff21\uff3f\uff22 ក្រុង \u1cf2 \u0e33 Ω≈ç")
@example(words="'\"*:^(NOT NEAR)")
def test_whatever_is_typed_is_a_question_that_the_engine_understands(words):
    from dcapp.db.engine import begin, make_engine

    engine = _engine_with_one_line(make_engine)
    with begin(engine, write=False) as connection:
        hits(connection, words, ["papers.view"])
        hits(connection, words, ["papers.view"], kind="Paper")


_ENGINES = []


def _engine_with_one_line(make_engine):
    if not _ENGINES:
        from dcapp.db.engine import begin
        from dcapp.db.migrations.upgrade import upgrade

        engine = make_engine(None, None)
        upgrade(engine)
        with begin(engine, write=True) as connection:
            index(connection, "Paper", 1, Findable("Luật", "dân chủ", "", "papers.view"))
        _ENGINES.append(engine)
    return _ENGINES[0]
