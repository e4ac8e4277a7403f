"""Committees: members who come and go without being forgotten, renewals, terms that end, numbers, tasks fulfilled."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from a_committee import DEPUTY, HEAD, MEMBER, a_committee, a_task
from builders import a_plan, beside, read_with, set_roles

from dcapp.db.journal import undo_last
from dcapp.features.committee.models import Committee, CommitteeMember
from dcapp.features.committee.queries import committee_card, committee_tasks, state_on, terms_ending
from dcapp.features.committee.register import COMMITTEES
from dcapp.features.committee.rules import is_of_the_party, term_state
from dcapp.features.committee.service import (
    DecisionNumberForm,
    MemberForm,
    add_member,
    edit_committee,
    edit_member,
    end_member,
    number_decision,
    remove_committee,
    remove_member,
    renew_committee,
    replace_member,
    set_up_committee,
)
from dcapp.features.committee.terms import CommitteeKind, MemberRole, TermState
from dcapp.features.office.service import OfficerForm, add_officer, edit_officer
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import cancel_number
from dcapp.features.plan.service import take_in_plan
from dcapp.features.tasks.models import TaskFulfilment
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.registers.finding import Query
from dcapp.registers.spec import Filter, Op
from dcapp.registers.use_cases import reading


@pytest.fixture
def committee(app):
    """A committee with head, deputy and one member."""
    return app.run(set_up_committee, a_committee(), (HEAD, DEPUTY, MEMBER))


def names(card, day):
    return [member.name for member in card.members_on(day)]


def card_of(app, key):
    return app.run(committee_card, key)


def key_of(app, key, name):
    return next(member.id for member in card_of(app, key).members if member.name == name)


# -- members
def test_the_head_stands_first_whatever_the_order_of_entry(app):
    key = app.run(set_up_committee, a_committee(), (MEMBER, DEPUTY, HEAD))
    assert names(card_of(app, key), date(2023, 5, 1)) == ["Lê Văn An", "Trần Thị Bình", "Võ Cúc"]


def test_a_replaced_member_stays_readable_for_the_days_before(app, committee):
    old = key_of(app, committee, "Võ Cúc")
    app.run(replace_member, old, MemberForm(name="Đỗ Dũng", post="Tư pháp"), date(2023, 6, 1))
    card = card_of(app, committee)
    assert names(card, date(2023, 5, 31)) == ["Lê Văn An", "Trần Thị Bình", "Võ Cúc"]
    assert names(card, date(2023, 6, 1)) == ["Lê Văn An", "Trần Thị Bình", "Đỗ Dũng"]
    successor = next(member for member in card.members if member.name == "Đỗ Dũng")
    assert (successor.role, successor.charge, successor.since) == (
        MemberRole.MEMBER,
        "Tổng hợp, báo cáo",
        date(2023, 6, 1),
    )
    app.run(undo_last)
    assert names(card_of(app, committee), date(2023, 6, 1)) == ["Lê Văn An", "Trần Thị Bình", "Võ Cúc"]


def test_somebody_who_left_can_come_back_but_not_sit_twice_at_a_time(app, committee):
    app.run(end_member, key_of(app, committee, "Võ Cúc"), date(2023, 5, 31))
    with pytest.raises(Invalid, match="đã là thành viên") as refused:
        app.run(add_member, committee, MemberForm(name="võ  cúc", since=date(2023, 5, 31)))
    assert refused.value.field == "name"
    app.run(add_member, committee, MemberForm(name="Võ Cúc", since=date(2023, 6, 1)))
    assert names(card_of(app, committee), date(2023, 6, 1)).count("Võ Cúc") == 1


@pytest.mark.parametrize("role", [MemberRole.HEAD, MemberRole.STANDING_DEPUTY])
def test_one_head_and_one_standing_deputy_at_a_time(app, committee, role):
    with pytest.raises(Invalid) as refused:
        app.run(add_member, committee, MemberForm(name="Đỗ Dũng", role=role))
    assert refused.value.field == "role"
    app.run(add_member, committee, MemberForm(name="Đỗ Dũng", role=MemberRole.DEPUTY))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"since": date(2023, 2, 28)}, "since"),
        ({"since": date(2024, 1, 1)}, "since"),
        ({"until": date(2024, 1, 1)}, "until"),
        ({"since": date(2023, 6, 2), "until": date(2023, 6, 1)}, "until"),
    ],
)
def test_a_seat_lies_within_the_term(app, committee, values, field):
    with pytest.raises(Invalid) as refused:
        app.run(add_member, committee, MemberForm(**{"name": "Đỗ Dũng", **values}))
    assert refused.value.field == field
    assert len(card_of(app, committee).members) == 3


def test_an_officer_brings_the_post_of_that_day(app, committee):
    officer = app.run(add_officer, OfficerForm(full_name="Đỗ Dũng", post_key="justice", since=date(2022, 1, 1)))
    app.run(edit_officer, officer, OfficerForm(full_name="Đỗ Dũng", post_key="culture", since=date(2023, 4, 1)))
    app.run(add_member, committee, MemberForm(officer_id=officer))
    app.run(end_member, key_of(app, committee, "Đỗ Dũng"), date(2023, 4, 30))
    app.run(add_member, committee, MemberForm(officer_id=officer, since=date(2023, 5, 1)))
    posts = [member.post for member in card_of(app, committee).members if member.officer_id == officer]
    assert posts == ["Tư pháp – Hộ tịch", "Văn hóa – Xã hội"]


def test_an_assignment_says_of_what_somebody_is_in_charge(app):
    form = a_committee(kind=CommitteeKind.CHARGE, name="Phân công phụ trách công tác dân vận")
    with pytest.raises(Invalid) as refused:
        app.run(set_up_committee, form, (HEAD,))
    assert refused.value.field == "charge"
    assert read_with(app, lambda uow: uow.session.query(Committee).count()) == 0


def test_a_member_is_corrected_and_a_wrong_line_taken_out(app, committee):
    member = key_of(app, committee, "Võ Cúc")
    app.run(edit_member, member, MemberForm(name="Võ Thị Cúc", post="Văn phòng"))
    assert "Võ Thị Cúc" in names(card_of(app, committee), date(2023, 5, 1))
    app.run(remove_member, member)
    assert len(card_of(app, committee).members) == 2


# -- the head of the committee
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"until": date(2023, 2, 1)}, "until"),
        ({"decision": "12/QĐ-UBND"}, "decided_on"),
    ],
)
def test_what_is_missing_is_said_at_its_field(app, values, field):
    with pytest.raises(Invalid) as refused:
        app.run(set_up_committee, a_committee(**values))
    assert refused.value.field == field


def test_a_term_is_not_cut_before_somebody_joined(app, committee):
    app.run(add_member, committee, MemberForm(name="Đỗ Dũng", since=date(2023, 9, 1)))
    with pytest.raises(Invalid, match="Đỗ Dũng") as refused:
        app.run(edit_committee, committee, a_committee(until=date(2023, 8, 1)))
    assert refused.value.field == "until"


# -- renewal
def test_a_renewal_ends_the_old_one_the_day_before_and_keeps_it_readable(app, committee):
    kept = (key_of(app, committee, "Lê Văn An"), key_of(app, committee, "Võ Cúc"))
    form = a_committee(since=date(2023, 7, 1), until=None)
    new = app.run(renew_committee, committee, form, kept, (MemberForm(name="Đỗ Dũng"),))
    old_card, new_card = card_of(app, committee), card_of(app, new)
    assert old_card.until == date(2023, 6, 30)
    assert names(old_card, date(2023, 6, 30)) == ["Lê Văn An", "Trần Thị Bình", "Võ Cúc"]
    assert names(old_card, date(2023, 7, 1)) == []
    assert names(new_card, date(2023, 7, 1)) == ["Lê Văn An", "Võ Cúc", "Đỗ Dũng"]
    assert (old_card.after.id, new_card.before.id) == (new, committee)
    with pytest.raises(RuleViolation, match="đã được kiện toàn"):
        app.run(renew_committee, committee, form)
    with pytest.raises(RuleViolation, match="tra cứu"):
        app.run(remove_committee, committee)


def test_a_renewal_begins_after_the_old_one_did(app, committee):
    with pytest.raises(Invalid) as refused:
        app.run(renew_committee, committee, a_committee(since=date(2023, 3, 1)))
    assert refused.value.field == "since"


def test_one_undo_takes_a_whole_renewal_back(app, committee):
    app.run(renew_committee, committee, a_committee(since=date(2023, 7, 1)), (key_of(app, committee, "Võ Cúc"),))
    app.run(undo_last)
    assert card_of(app, committee).until == date(2023, 12, 31)
    assert card_of(app, committee).after is None
    assert read_with(app, lambda uow: uow.session.query(CommitteeMember).count()) == 3


# -- terms
def test_terms_that_end_soon_or_are_over_are_told_until_somebody_renews_them(app, monkeypatch):
    soon = app.run(set_up_committee, a_committee(until=date(2023, 7, 9)))
    app.run(set_up_committee, a_committee(name="Tổ khác", until=date(2023, 7, 10)))
    over = app.run(set_up_committee, a_committee(name="Tổ cũ", until=date(2023, 5, 9)))
    app.run(set_up_committee, a_committee(name="Không nhiệm kỳ", until=None))
    assert [term.id for term in app.run(terms_ending)] == [over, soon]
    app.run(renew_committee, over, a_committee(since=date(2023, 5, 10), until=None))
    assert [term.id for term in app.run(terms_ending)] == [soon]
    assert len(app.run(terms_ending, 61)) == 2


def test_the_state_is_the_same_in_the_book_and_in_the_rule(app):
    days = [date(2023, 1, 1), date(2023, 5, 10), date(2023, 6, 1), date(2023, 12, 31)]
    for since, until in product(days, [None, *days]):
        if until is None or until >= since:
            app.run(set_up_committee, a_committee(since=since, until=until))
    old = app.run(set_up_committee, a_committee(since=date(2023, 1, 1)))
    app.run(renew_committee, old, a_committee(since=date(2023, 5, 1)))
    for on in (*days, date(2024, 1, 1)):
        rows = read_with(app, lambda uow, on=on: uow.session.query(Committee, state_on(on)).all())
        replaced = {committee.replaces_id for committee, _state in rows}
        for committee, state in rows:
            wanted = term_state(committee.since, committee.until, is_replaced=committee.id in replaced, on=on)
            assert TermState(state) is wanted


def test_the_book_counts_the_members_of_today_and_of_the_last_day(app, committee):
    app.run(end_member, key_of(app, committee, "Võ Cúc"), date(2023, 5, 9))
    over = app.run(set_up_committee, a_committee(name="Tổ cũ", until=date(2023, 4, 1)), (HEAD, MEMBER))
    lines = {line["id"]: line for line in app.run(reading(COMMITTEES), Query()).lines}
    assert (lines[committee]["member_count"], lines[committee]["head"]) == (2, "Lê Văn An")
    assert (lines[over]["member_count"], lines[over]["state"]) == (2, "ended")
    active = Filter("state", Op.ONE_OF, ("in_force", "ending"))
    assert [line["id"] for line in app.run(reading(COMMITTEES), Query(filters=(active,))).lines] == [committee]


# -- numbers and tasks
def number_form(**values):
    return DecisionNumberForm(**{"issued_on": date(2023, 5, 8), "signer": "Lê Văn An", **values})


def test_the_number_goes_into_the_committee_and_the_book_of_numbers_at_once(app, committee):
    assert app.run(number_decision, committee, number_form(recipients="Như Điều 3\nLưu: VT")) == "01/QĐ-UBND"
    card = card_of(app, committee)
    assert (card.decision, card.decided_on, card.signer) == ("01/QĐ-UBND", date(2023, 5, 8), "Lê Văn An")
    assert card.recipients == ("Như Điều 3", "Lưu: VT")
    subject = read_with(app, lambda uow: uow.session.query(IssuedPaper.subject, IssuedPaper.source_kind).one())
    assert tuple(subject) == ("Thành lập Ban Chỉ đạo thực hiện dân chủ ở cơ sở", "Committee")
    with pytest.raises(RuleViolation, match="đã có số"):
        app.run(number_decision, committee, number_form())
    with pytest.raises(Invalid, match="sổ văn bản đi"):
        app.run(edit_committee, committee, a_committee(decision="02/QĐ-UBND", decided_on=date(2023, 5, 8)))
    with pytest.raises(RuleViolation, match="không xóa"):
        app.run(remove_committee, committee)


def test_a_cancelled_number_makes_room_for_another(app, committee):
    app.run(number_decision, committee, number_form())
    issued = read_with(app, lambda uow: uow.session.query(IssuedPaper.id).scalar())
    app.run(cancel_number, issued, "Ghi nhầm")
    assert app.run(number_decision, committee, number_form()) == "02/QĐ-UBND"


def test_decisions_of_the_party_get_no_number_of_the_state(app):
    assert is_of_the_party("Ban Thường vụ Đảng ủy")
    assert not is_of_the_party("Chủ tịch UBND xã")
    key = app.run(set_up_committee, a_committee(decided_by="Đảng ủy xã"))
    with pytest.raises(RuleViolation, match="sổ của cấp ủy"):
        app.run(number_decision, key, number_form())
    assert read_with(app, lambda uow: uow.session.query(IssuedPaper).count()) == 0


def fulfilled(app):
    return read_with(
        app, lambda uow: [(f.task_id, f.register, f.title, f.done_on) for f in uow.session.query(TaskFulfilment)]
    )


def test_a_dated_decision_fulfils_the_task_that_asked_for_it(app):
    plan = app.run(take_in_plan, a_plan())
    wanted = a_task(app, plan, "Kiện toàn Ban Chỉ đạo")
    a_task(app, plan, "Họp thôn")
    assert [option.id for option in app.run(committee_tasks)] == [wanted]
    key = app.run(set_up_committee, a_committee(task_id=wanted))
    assert fulfilled(app) == []
    app.run(number_decision, key, number_form())
    title = "Ban Chỉ đạo thực hiện dân chủ ở cơ sở (01/QĐ-UBND)"
    assert fulfilled(app) == [(wanted, "committees", title, date(2023, 5, 8))]
    same = {"decision": "01/QĐ-UBND", "decided_on": date(2023, 5, 8)}
    app.run(edit_committee, key, a_committee(task_id=None, **same))
    assert fulfilled(app) == []


def test_removing_a_committee_takes_back_what_it_fulfilled(app):
    wanted = a_task(app, app.run(take_in_plan, a_plan()), "Lập Ban Chỉ đạo")
    decided = {"decision": "12/QĐ-UBND", "decided_on": date(2023, 3, 1)}
    key = app.run(set_up_committee, a_committee(task_id=wanted, **decided), (HEAD,))
    assert len(fulfilled(app)) == 1
    app.run(remove_committee, key)
    assert fulfilled(app) == []
    assert read_with(app, lambda uow: uow.session.query(CommitteeMember).count()) == 0
    app.run(undo_last)
    assert len(card_of(app, key).members) == 1


def test_who_only_reads_changes_nothing(app, committee):
    reader = beside(app, "doc", "BC")
    assert reader.run(committee_card, committee).members
    with pytest.raises(NotAllowed):
        reader.run(add_member, committee, MemberForm(name="Đỗ Dũng"))
    set_roles(app, "thu", ("TL",))
    with pytest.raises(NotAllowed):
        app.run(number_decision, committee, number_form())
