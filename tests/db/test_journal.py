"""Drafts, undo and the bin: typed words stay alive, and taking back never costs newer work."""

from __future__ import annotations

import pytest
from builders import a_paper, a_plan, an_app, beside, read_with, set_roles
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import func, inspect, select

from dcapp.db import journal
from dcapp.db.base import Base
from dcapp.db.images import Change
from dcapp.db.journal import (
    bin_content,
    draft_of,
    drop_draft,
    empty_bin,
    keep_draft,
    last_step,
    merged,
    undo,
    undo_last,
    undo_step,
)
from dcapp.db.quick_find import quick_find
from dcapp.db.use_case import allowed
from dcapp.features.office.service import VillageForm, add_village, edit_village
from dcapp.features.papers.models import Paper
from dcapp.features.papers.queries import paper_card
from dcapp.features.papers.service import FollowUpForm, add_follow_up, add_paper, edit_paper, remove_paper
from dcapp.features.papers.terms import FollowUpKind
from dcapp.features.plan.models import Plan, PlanPassage
from dcapp.features.plan.queries import plans, signed_plan
from dcapp.features.plan.service import remove_plan, take_in_plan
from dcapp.kernel.errors import NotAllowed, RuleViolation, Stale


def counts(app):
    def ask(uow):
        kinds = sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)
        return {
            mapper.class_.__name__: uow.session.scalar(select(func.count()).select_from(mapper.class_))
            for mapper in kinds
            if mapper.class_.__module__.startswith("dcapp.")
        }

    return read_with(app, ask)


def row_of(app, kind, key):
    def ask(uow):
        record = uow.session.get(kind, key)
        return record and {attribute.key: getattr(record, attribute.key) for attribute in inspect(kind).column_attrs}

    return read_with(app, ask)


WORDS = {"changed_at", "changed_by", "edition"}


def without_stamps(row):
    return {key: value for key, value in row.items() if key not in WORDS}


# -- undo
def test_an_added_record_is_taken_back(app):
    before = counts(app)
    paper = app.run(add_paper, a_paper())
    assert app.run(last_step).label == "Thêm văn bản căn cứ"
    assert app.run(undo_last) == "Thêm văn bản căn cứ"
    assert counts(app) == before
    assert row_of(app, Paper, paper) is None
    assert app.run(quick_find, "12/QĐ-UBND") == []


def test_a_change_is_taken_back_word_for_word(app):
    paper = app.run(add_paper, a_paper())
    before = row_of(app, Paper, paper)
    app.run(edit_paper, paper, a_paper(subject="khác", number="99/QĐ-UBND", issued_on=None, is_checked=False))
    app.run(undo_last)
    assert without_stamps(row_of(app, Paper, paper)) == without_stamps(before)


def test_several_changes_of_one_record_are_taken_back_one_after_the_other(app):
    paper = app.run(add_paper, a_paper(subject="một"))
    for subject in ("hai", "ba", "bốn"):
        app.run(edit_paper, paper, a_paper(subject=subject))
    for subject in ("ba", "hai", "một"):
        app.run(undo_last)
        assert row_of(app, Paper, paper)["subject"] == subject
    app.run(undo_last)
    assert row_of(app, Paper, paper) is None


def test_taking_back_never_overwrites_newer_work(app):
    paper = app.run(add_paper, a_paper())
    app.run(edit_paper, paper, a_paper(subject="của tôi"))
    step = app.run(last_step)
    other = beside(app, "hoa")
    other.run(edit_paper, paper, a_paper(subject="của Hoa"))
    with pytest.raises(Stale):
        app.run(undo, step.id)
    assert row_of(app, Paper, paper)["subject"] == "của Hoa"


def test_an_added_record_that_somebody_went_on_with_stays(app):
    paper = app.run(add_paper, a_paper())
    step = app.run(last_step)
    beside(app, "hoa").run(edit_paper, paper, a_paper(note="đã xem"))
    with pytest.raises(Stale):
        app.run(undo, step.id)


def test_an_added_record_that_others_rest_on_stays_with_a_sentence(app):
    paper = app.run(add_paper, a_paper())
    step = app.run(last_step)
    beside(app, "hoa").run(take_in_plan, a_plan())
    with pytest.raises(RuleViolation, match="đang được dùng"):
        app.run(undo, step.id)
    assert row_of(app, Paper, paper) is not None


def test_a_step_is_taken_back_once(app):
    app.run(add_paper, a_paper())
    step = app.run(last_step)
    app.run(undo, step.id)
    with pytest.raises(RuleViolation):
        app.run(undo, step.id)
    with pytest.raises(RuleViolation):
        app.run(undo, 9999)


def test_nobody_takes_back_the_work_of_another_but_the_administrator(app):
    app.run(add_paper, a_paper())
    step = app.run(last_step)
    clerk = beside(app, "hoa", "TN")
    with pytest.raises(NotAllowed):
        clerk.run(undo, step.id)
    assert clerk.run(undo_last) == ""
    keeper = beside(app, "quan", "QT")
    with pytest.raises(NotAllowed, match="Chỉ người đã làm"):
        keeper.run(undo, step.id)  # the administrator looks after the bin, not after what others write
    app.run(remove_paper, app.run(add_paper, a_paper(number="13/QĐ-UBND")))
    [thrown] = app.run(bin_content)
    with pytest.raises(NotAllowed):
        clerk.run(undo, thrown.id)
    assert keeper.run(undo, thrown.id) == thrown.label


def test_taking_back_asks_for_the_right_of_the_action_again(app):
    app.run(add_paper, a_paper())
    set_roles(app, "thu", ("QT", "BC"))  # no longer somebody who writes papers
    with pytest.raises(NotAllowed):
        app.run(undo_last)
    set_roles(app, "thu", ("TN",))
    assert app.run(undo_last) == "Thêm văn bản căn cứ"


def test_a_whole_imported_plan_is_taken_back_by_one_step(app):
    before = counts(app)
    app.run(take_in_plan, a_plan())
    assert counts(app) != before
    assert app.run(undo_last) == "Nhập kế hoạch đã ký"
    assert counts(app) == before
    assert app.run(plans) == []


def test_only_the_newest_steps_are_kept_and_the_bin_is_not_counted(app, monkeypatch):
    monkeypatch.setattr(journal, "KEPT_STEPS", 3)
    thrown = app.run(add_paper, a_paper(number="01/QĐ-UBND"))
    app.run(remove_paper, thrown)
    for number in range(6):
        app.run(add_village, VillageForm(name=f"Thôn {number}"))
    kept = read_with(app, lambda uow: list(uow.session.execute(select(undo_step.c.label, undo_step.c.binned))))
    assert [label for label, binned in kept if not binned] == ["Thêm thôn"] * 3
    assert len([label for label, binned in kept if binned]) == 1
    assert len(app.run(bin_content)) == 1


# -- bin
def test_what_is_thrown_away_comes_back_under_its_own_id(app):
    paper = app.run(add_paper, a_paper())
    app.run(add_follow_up, paper, FollowUpForm(done_on=a_paper().issued_on, kind=FollowUpKind.FINAL_REVIEW))
    before = row_of(app, Paper, paper)
    card = app.run(paper_card, paper)
    app.run(remove_paper, paper)
    [step] = app.run(bin_content)
    assert step.label == "Xóa văn bản Quyết định 12/QĐ-UBND"
    app.run(undo, step.id)
    after = row_of(app, Paper, paper)
    assert without_stamps(after) == without_stamps(before)
    assert after["created_at"] == before["created_at"]
    assert app.run(paper_card, paper) == card
    assert app.run(bin_content) == []
    assert [hit.record_id for hit in app.run(quick_find, "12/QĐ-UBND")] == [paper]


def test_a_new_record_never_takes_the_place_of_what_lies_in_the_bin(app):
    first = app.run(add_paper, a_paper())
    app.run(remove_paper, first)
    second = app.run(add_paper, a_paper(number="13/QĐ-UBND"))
    assert second != first
    [step] = app.run(bin_content)
    app.run(undo, step.id)
    assert {row_of(app, Paper, key)["number"] for key in (first, second)} == {"12/QĐ-UBND", "13/QĐ-UBND"}


def test_many_at_once_never_take_the_place_of_what_lies_in_the_bin(app):
    first = app.run(add_paper, a_paper())
    app.run(remove_paper, first)

    @allowed("papers.edit")
    def many(uow):
        return uow.bulk(Paper, [{"type_name": "Quyết định", "number": f"{n}/QĐ"} for n in range(3)], label="nhập")

    assert first not in app.run(many)


def test_editions_go_on_where_they_were_after_the_bin(app):
    paper = app.run(add_paper, a_paper())
    app.run(edit_paper, paper, a_paper(subject="hai"))
    edition = row_of(app, Paper, paper)["edition"]
    app.run(remove_paper, paper)
    app.run(undo_last)
    assert row_of(app, Paper, paper)["edition"] > edition


def test_a_whole_plan_goes_to_the_bin_and_comes_back_word_for_word(app):
    plan = app.run(take_in_plan, a_plan())
    before, how_many = app.run(signed_plan, plan), counts(app)
    app.run(remove_plan, plan)
    assert counts(app)["PlanPassage"] == 0
    app.run(undo_last)
    assert app.run(signed_plan, plan) == before
    assert counts(app) == how_many


def test_everybody_sees_what_they_threw_away_and_the_administrator_all(app):
    app.run(remove_paper, app.run(add_paper, a_paper()))
    clerk = beside(app, "hoa", "TN")
    assert clerk.run(bin_content) == []
    assert len(beside(app, "quan", "QT").run(bin_content)) == 1


def test_an_emptied_bin_is_empty_for_good(app):
    app.run(remove_paper, app.run(add_paper, a_paper()))
    [step] = app.run(bin_content)
    assert app.run(empty_bin) == 1
    assert app.run(bin_content) == []
    with pytest.raises(RuleViolation):
        app.run(undo, step.id)


# -- drafts
def test_a_draft_is_kept_per_account_form_and_record_and_replaced(app):
    other = beside(app, "hoa")
    app.run(keep_draft, "papers.edit", "7", {"subject": "một"})
    app.run(keep_draft, "papers.edit", "7", {"subject": "hai"})
    app.run(keep_draft, "papers.edit", "8", {"subject": "ba"})
    other.run(keep_draft, "papers.edit", "7", {"subject": "của Hoa"})
    assert app.run(draft_of, "papers.edit", "7").payload == {"subject": "hai"}
    assert other.run(draft_of, "papers.edit", "7").payload == {"subject": "của Hoa"}
    app.run(drop_draft, "papers.edit", "7")
    assert app.run(draft_of, "papers.edit", "7") is None
    assert app.run(draft_of, "papers.edit", "8").payload == {"subject": "ba"}
    assert other.run(draft_of, "papers.edit", "7") is not None


def test_drafts_are_neither_audited_nor_told_of_nor_undone(app):
    from dcapp.db.audit import audit_record

    told = []
    app.on_changed = told.append
    before = read_with(app, lambda uow: uow.session.scalar(select(func.max(audit_record.c.seq))))
    app.run(keep_draft, "papers.edit", "7", {"subject": "mật"})
    assert read_with(app, lambda uow: uow.session.scalar(select(func.max(audit_record.c.seq)))) == before
    assert told == []
    assert app.run(last_step) is None


# -- images
def test_an_insert_and_its_later_changes_are_one_insert():
    found = merged([Change("A", 1, None, {"x": 1, "y": 1}), Change("A", 1, {"x": 1}, {"x": 2})])
    assert found == [Change("A", 1, None, {"x": 2, "y": 1})]


def test_what_came_and_went_in_one_action_leaves_nothing():
    assert merged([Change("A", 1, None, {"x": 1}), Change("A", 1, {"x": 1}, None)]) == []


def test_a_change_and_a_removal_remember_the_first_words():
    found = merged([Change("A", 1, {"x": 1}, {"x": 2}), Change("A", 1, {"x": 2, "y": 5}, None)])
    assert found == [Change("A", 1, {"x": 1, "y": 5}, None)]


class TakingBack(RuleBasedStateMachine):
    """Whatever was done, undoing everything in turn leads back to each earlier state."""

    def __init__(self):
        super().__init__()
        self.app = an_app()
        self.number = 0
        self.villages = []
        self.states = [self.state()]

    def state(self):
        def ask(uow):
            from dcapp.features.office.models import HouseholdCount, Village

            found = []
            for kind in (Village, HouseholdCount):
                columns = [a.key for a in inspect(kind).column_attrs if a.key not in WORDS]
                found += [[getattr(r, c) for c in columns] for r in uow.session.query(kind).order_by(kind.id)]
            return found

        return read_with(self.app, ask)

    def done(self):
        self.states.append(self.state())

    @rule(people=st.none() | st.integers(20, 90))
    def add(self, people):
        self.number += 1
        form = VillageForm(name=f"Thôn {self.number}", households=20 if people else None, people=people)
        self.villages.append(self.app.run(add_village, form))
        self.done()

    @precondition(lambda self: self.state())
    @rule(data=st.data(), note=st.text("abc ", max_size=5), people=st.none() | st.integers(20, 90))
    def edit(self, data, note, people):
        row = data.draw(st.sampled_from([row for row in self.state() if isinstance(row[1], str)]))
        form = VillageForm(name=row[1], note=note, households=15 if people else None, people=people)
        before = self.app.run(last_step)
        self.app.run(edit_village, row[0], form)
        if self.app.run(last_step) != before:
            self.done()

    @precondition(lambda self: self.state())
    @rule(data=st.data())
    def remove(self, data):
        from dcapp.features.office.service import remove_village

        row = data.draw(st.sampled_from([row for row in self.state() if isinstance(row[1], str)]))
        self.app.run(remove_village, row[0])
        self.done()

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def take_back(self):
        self.app.run(undo_last)
        self.states.pop()

    @invariant()
    def is_where_it_was(self):
        assert self.state() == self.states[-1]

    def teardown(self):
        while len(self.states) > 1:
            self.take_back()
            self.is_where_it_was()
        self.app.close()


TestTakingBack = TakingBack.TestCase
TestTakingBack.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)


def test_passages_of_a_binned_plan_leave_quick_find(app):
    app.run(take_in_plan, a_plan())
    assert app.run(quick_find, "công khai thông tin")
    app.run(remove_plan, app.run(plans)[0].id)
    assert app.run(quick_find, "công khai thông tin") == []
    assert read_with(app, lambda uow: uow.session.scalar(select(func.count()).select_from(PlanPassage))) == 0
    assert read_with(app, lambda uow: uow.session.scalar(select(func.count()).select_from(Plan))) == 0
