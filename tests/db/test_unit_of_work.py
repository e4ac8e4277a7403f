"""The staircase: what `App.run` refuses, what it tells, and what becomes of a race."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from functools import partial

import pytest
from builders import a_paper, an_app, beside, read_with, reopen, set_roles
from sqlalchemy import select, update

from dcapp.app import App
from dcapp.db.images import revived
from dcapp.db.types import canonical_json
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed, declaration
from dcapp.features.accounts.models import Account, AccountRole, RightOverride
from dcapp.features.office.models import Office, Post, StoredSetting, Village
from dcapp.features.office.service import OfficeForm, edit_office
from dcapp.features.papers.models import Paper
from dcapp.features.papers.queries import paper_card
from dcapp.features.papers.service import add_paper, edit_paper, remove_paper
from dcapp.kernel.errors import EnvironmentFault, NotAllowed, RuleViolation, Stale


def test_an_undeclared_use_case_is_refused(app):
    with pytest.raises(TypeError, match="without @allowed"):
        app.run(lambda uow: None)


def test_a_partial_is_declared_by_its_function(app):
    assert declaration(partial(add_paper)).right == "papers.edit"
    with pytest.raises(ValueError, match="nothing to undo"):
        allowed("papers.view", reads=True, undo="x")


def test_a_right_that_the_roles_lack_is_refused_and_nothing_is_written():
    app = an_app("BC")
    with pytest.raises(NotAllowed):
        app.run(add_paper, a_paper())
    assert read_with(app, lambda uow: uow.session.scalar(select(Paper.id).where(Paper.number == "12/QĐ-UBND"))) is None
    app.close()


def test_a_right_that_no_matrix_knows_is_refused(app):
    @allowed("no.such")
    def strange(uow):
        return 1

    with pytest.raises((NotAllowed, LookupError, ValueError)):
        app.run(strange)


def test_roles_are_read_anew_for_every_action(app):
    app.run(add_paper, a_paper())
    with app.database.begin(app.viewer, "x", write=True) as uow:
        for held in uow.session.query(AccountRole):
            uow.session.delete(held)
    with pytest.raises(NotAllowed):
        app.run(add_paper, a_paper(number="13/QĐ-UBND"))


def test_a_blocked_account_does_nothing_more(app):
    paper = app.run(add_paper, a_paper())
    with app.database.begin(app.viewer, "x", write=True) as uow:
        uow.session.query(Account).filter_by(name="thu").one().is_active = False
    with pytest.raises(NotAllowed):
        app.run(edit_paper, paper, a_paper())
    with pytest.raises(NotAllowed):
        app.run(paper_card, paper)


def test_the_office_own_cells_of_the_matrix_hold_at_once(app):
    clerk = beside(app, "hoa", "TN")
    clerk.run(add_paper, a_paper())
    with app.database.begin(app.viewer, "x", write=True) as uow:
        uow.add(RightOverride(role="TN", action="papers.edit", grant="-"))
    with pytest.raises(NotAllowed):
        clerk.run(add_paper, a_paper(number="13/QĐ-UBND"))


def test_the_thread_of_the_window_is_barred_and_others_are_not(app):
    app.bar_this_thread()
    with pytest.raises(RuntimeError, match="GUI thread"):
        app.run(paper_card, 1)
    done = []
    worker = threading.Thread(target=lambda: done.append(app.run(add_paper, a_paper())))
    worker.start()
    worker.join()
    assert len(done) == 1


def test_what_changed_is_told_by_name_after_the_commit(app):
    told = []

    def hear(kinds):
        number = select(Paper.number).order_by(Paper.id.desc()).limit(1)
        told.append((kinds, read_with(app, lambda uow: uow.session.scalar(number))))

    app.on_changed = hear
    paper = app.run(add_paper, a_paper())
    assert told == [(frozenset({"Paper"}), "12/QĐ-UBND")]
    app.run(paper_card, paper)
    assert len(told) == 1
    with pytest.raises(RuleViolation):
        app.run(_refused)
    assert len(told) == 1


@allowed("papers.edit")
def _refused(uow):
    add_paper(uow, a_paper(number="77/QĐ-UBND"))
    raise RuleViolation("không")


def test_bulk_removal_and_edits_are_told_as_well(app):
    told = []
    app.on_changed = told.append
    paper = app.run(add_paper, a_paper())
    app.run(edit_paper, paper, a_paper(subject="khác"))
    app.run(remove_paper, paper)
    assert told == [frozenset({"Paper"})] * 3

    @allowed("office.edit")
    def many(uow):
        uow.bulk(Village, [{"name": "A"}], label="x")
        assert uow.bulk(Village, [], label="x") == []

    app.run(many)
    assert told[-1] == frozenset({"Village"})


def test_the_name_of_the_office_is_known_at_once(app):
    app.run(edit_office, OfficeForm(name="UBND xã Mới"))
    assert app.office.name == "UBND xã Mới"


# -- races
def test_a_record_that_changed_between_reading_and_writing_is_stale(app):
    paper = app.run(add_paper, a_paper())

    @allowed("papers.edit")
    def race(uow):
        record = uow.get(Paper, paper)
        uow.session.execute(
            update(Paper.__table__).where(Paper.__table__.c.id == paper).values(edition=Paper.__table__.c.edition + 1)
        )
        record.subject = "của người chậm"

    with pytest.raises(Stale):
        app.run(race)
    assert app.run(paper_card, paper).subject == "về việc thử"


def test_a_removed_record_is_stale_for_whoever_edits_it(app):
    paper = app.run(add_paper, a_paper())
    app.run(remove_paper, paper)
    with pytest.raises(Stale):
        app.run(edit_paper, paper, a_paper(subject="chậm"))


def test_two_writers_of_the_real_file_take_turns(real_app):
    other = App(real_app.database, "thu", real_app.storage)
    first = real_app.run(add_paper, a_paper())
    failures = []

    def work(app, start):
        try:
            for number in range(start, start + 8):
                app.run(add_paper, a_paper(number=f"{number}/QĐ-A"))
                app.run(edit_paper, first, a_paper(subject=f"lần {number}"))
        except (Stale, EnvironmentFault) as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(app, start)) for app, start in ((real_app, 100), (other, 200))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    written = read_with(
        real_app, lambda uow: list(uow.session.scalars(select(Paper.number).where(Paper.number.contains("/QĐ-A"))))
    )
    assert len(written) == 16
    assert real_app.run(paper_card, first).subject.startswith("lần ")


def test_the_engine_refusals_become_sentences(app):
    def twice(uow):
        uow.session.add_all([StoredSetting(key="a", value=1), StoredSetting(key="a", value=2)])

    def loose(uow):
        uow.add(AccountRole(account_id=9999, role="QT"))

    def empty(uow):
        uow.add(Office(name=None))

    for harm, words in ((twice, "Đã có bản ghi"), (loose, "đang được dùng"), (empty, "chưa đủ hoặc chưa đúng")):
        with pytest.raises(RuleViolation, match=words):
            app.run(allowed("papers.edit")(harm))


# -- small things
def test_who_and_when_are_stamped_once_and_renewed(app):
    paper = app.run(add_paper, a_paper())
    other = beside(app, "hoa")
    other.run(edit_paper, paper, a_paper(subject="khác"))
    record = read_with(app, lambda uow: uow.session.get(Paper, paper))
    assert (record.created_by, record.changed_by) == (app.viewer.account_id, other.viewer.account_id)
    assert record.created_at.tzinfo is not None
    assert record.changed_at >= record.created_at
    assert record.edition == 2


def test_an_edit_that_changes_nothing_writes_nothing(app):
    paper = app.run(add_paper, a_paper())
    told = []
    app.on_changed = told.append
    app.run(edit_paper, paper, a_paper())
    assert told == []
    assert read_with(app, lambda uow: uow.session.get(Paper, paper).edition) == 1


def test_bulk_rows_get_defaults_that_are_made_for_each(app):
    @allowed("office.edit")
    def many(uow):
        return uow.bulk(Post, [{"key": "a", "title": "A"}, {"key": "b", "title": "B"}], label="x")

    ids = app.run(many)
    rows = read_with(
        app, lambda uow: [(p.roles, p.abbreviation) for p in uow.session.query(Post).filter(Post.id.in_(ids))]
    )
    assert rows == [([], ""), ([], "")]


def test_moments_without_a_zone_are_refused(app):
    @allowed("papers.edit")
    def naive(uow):
        from dcapp.db.journal import draft

        uow.session.execute(
            draft.insert().values(account_id=1, form="x", record="", payload={}, saved_at=datetime(2023, 1, 1))
        )

    with pytest.raises(Exception, match="without a time zone"):
        app.run(naive)


def test_equal_values_are_equal_bytes():
    assert canonical_json({"b": 1, "a": ["ộ"]}) == canonical_json({"a": ["ộ"], "b": 1}) == '{"a":["ộ"],"b":1}'


def test_a_stored_image_comes_back_in_its_types(app):
    from sqlalchemy import inspect

    mapper = inspect(Paper)
    assert revived(mapper, "issued_on", "2022-03-01") == a_paper().issued_on
    assert revived(mapper, "created_at", "2022-03-01T00:00:00+00:00") == datetime(2022, 3, 1, tzinfo=UTC)
    assert revived(mapper, "subject", None) is None


def test_a_unit_of_work_without_a_folder_says_so(app):
    @allowed("attachments.add")
    def beside_the_file(uow: UnitOfWork):
        return uow.beside

    with pytest.raises(RuntimeError, match="no office folder"):
        app.run(beside_the_file)


def test_refused_attempts_are_noted_where_a_screen_asks(app):
    from dcapp.db.audit import audit_record

    app.note_refusal(NotAllowed("không"), "papers.edit")
    app.note_refusal(RuleViolation("không"), "papers.edit")
    actions = read_with(app, lambda uow: list(uow.session.scalars(select(audit_record.c.action))))
    assert actions.count("refused") == 1


def test_a_read_only_opener_cannot_write(office_folder):
    app = reopen(office_folder, alone=False)
    with pytest.raises(EnvironmentFault):
        app.run(add_paper, a_paper())
    assert app.run(paper_card, 1).id == 1
    app.close()


def test_rights_of_the_screen_follow_the_roles(app):
    assert app.may("papers.edit")
    set_roles(app, "thu", ("BC",))
    assert not app.may("papers.edit")
