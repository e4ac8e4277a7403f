"""The book of letters: numbers, persons, clocks, parts, ties, what is decided; a denunciation is a code and no word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import an_app, beside, read_with, set_roles
from sqlalchemy import select

from dcapp.db.base import Base
from dcapp.db.unit_of_work import NOBODY
from dcapp.features.accounts.models import Account
from dcapp.features.letters.forms import AccessForm, HandlingForm, LetterForm, SenderForm
from dcapp.features.letters.handling import (
    assign_letter,
    decide_handling,
    give_access,
    propose_handling,
    take_access,
    tie_letters,
)
from dcapp.features.letters.queries import letter_card, letters_of_person, next_number
from dcapp.features.letters.register import LETTERS
from dcapp.features.letters.service import carry_over_letter, edit_letter, record_letter, split_letter
from dcapp.features.letters.terms import ClockState, Handling, LetterKind, LetterState, Source, Tie
from dcapp.features.office.models import Officer, Post, Tenure
from dcapp.kernel.errors import AlreadyThere, Invalid, NotAllowed, RuleViolation
from dcapp.registers.finding import Query
from dcapp.registers.use_cases import reading

DAY = date(2026, 8, 3)
CANARY = "Kiều Thị Hoàng Yến"


@pytest.fixture(autouse=True)
def later(monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", "2026-10-01")


@pytest.fixture
def app(later):
    opened = an_app()
    yield opened
    opened.close()


def letter(**changes):
    made = LetterForm(
        received_on=DAY, sender="Phan Văn Bền", gist="Phản ánh rãnh thoát nước bị sập", phone="0200 111 222"
    )
    return replace(made, **changes)


def denunciation(**changes):
    return letter(kind=LetterKind.DENUNCIATION, sender=CANARY, gist="Cán bộ thu tiền không biên lai", **changes)


def at(app, name, *roles, post=""):
    """The office at the keyboard of an officer with these roles, in a post."""
    other = beside(app, name, *roles)
    with app.database.begin(NOBODY, "officer", write=True) as uow:
        officer = uow.add(Officer(full_name=name.title()))
        uow.session.query(Account).filter_by(name=name).one().officer_id = officer.id
        if post:
            held = uow.session.query(Post).filter_by(key=post).one()
            uow.add(Tenure(officer_id=officer.id, post_id=held.id, since=date(2024, 1, 1)))
    set_roles(other, name, roles)
    other.refresh_identity()
    return other


def card(app, key):
    return app.run(letter_card, key)


def titles(app):
    return [line["title"] for line in app.run(reading(LETTERS), Query(), None, 50).lines]


def running(app, key):
    return {one.rule for one in card(app, key).clocks if one.state is ClockState.RUNNING}


def test_letters_are_numbered_by_year_and_their_clocks_start(app):
    first, second = app.run(record_letter, letter()), app.run(record_letter, letter(kind=LetterKind.COMPLAINT))
    older = app.run(record_letter, letter(received_on=date(2025, 12, 30)))
    assert (first.number, second.number, older.number) == (1, 2, 1)
    assert app.run(next_number, LetterKind.PETITION, DAY) == 3
    assert running(app, first.id) == {"TCD-06", "TCD-15"}
    assert running(app, second.id) == {"KN-02", "TCD-15"}
    assert card(app, second.id).due_on == min(one.due_on for one in card(app, second.id).clocks)


def test_the_same_citizen_is_known_again(app):
    first = app.run(record_letter, letter(id_number="027 080 001234"))
    second = app.run(record_letter, letter(id_number="027080001234", gist="Việc khác"))
    person = card(app, first.id).person_id
    assert card(app, second.id).person_id == person
    assert [one.id for one in app.run(letters_of_person, person)] == [second.id, first.id]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_on": date(2026, 10, 2)}, "received_on"),
        ({"dated_on": date(2026, 8, 4)}, "dated_on"),
        ({"gist": "  "}, "gist"),
        ({"sender": ""}, "sender"),
        ({"source": Source.FORWARDED}, "sender_body"),
        ({"people_count": 0}, "people_count"),
        ({"pages": 0}, "pages"),
        ({"number": 7}, "number"),
    ],
)
def test_what_is_wrong_is_named_at_its_field_and_nothing_is_written(app, changes, field):
    with pytest.raises(Invalid) as refused:
        app.run(record_letter, letter(**changes))
    assert refused.value.field == field
    assert titles(app) == []


def test_an_unsigned_letter_needs_no_sender(app):
    key = app.run(record_letter, letter(sender="", is_anonymous=True)).id
    assert (card(app, key).sender, card(app, key).person_id) == ("", None)


def test_a_crowd_is_counted_with_everybody_who_is_named(app):
    senders = tuple(SenderForm(name=f"Người {number}", is_representative=number == 1) for number in range(6))
    key = app.run(record_letter, letter(people_count=3, senders=senders)).id
    assert (card(app, key).people_count, len(card(app, key).senders)) == (7, 6)


def test_a_denunciation_leaves_no_word_in_the_main_file(app):
    made = app.run(record_letter, denunciation(phone="0912 345 678", address="Ngõ 7"))
    assert (made.code, made.title) == ("TC-2026-001", "TC-2026-001")
    assert running(app, made.id) == {"TC-01", "TCD-15"}

    def every_text(uow):
        tables = Base.metadata.sorted_tables
        return "\n".join(str(tuple(row)) for table in tables for row in uow.session.execute(select(table)))

    written = read_with(app, every_text)
    for secret in (CANARY, "Hoàng Yến", "hoang yen", "biên lai", "0912 345 678", "Ngõ 7"):
        assert secret not in written


def test_a_number_of_the_ordinary_book_tells_nothing_of_denunciations(app):
    app.run(record_letter, letter())
    app.run(record_letter, denunciation())
    assert app.run(record_letter, letter()).number == 2


def test_a_forwarded_denunciation_owes_the_forwarder_an_answer(app):
    form = denunciation(source=Source.FORWARDED, sender_body="Báo Mẫu")
    assert "TC-15" in running(app, app.run(record_letter, form).id)


def test_no_letter_becomes_a_denunciation_or_stops_being_one(app):
    ordinary, sealed = app.run(record_letter, letter()).id, app.run(record_letter, denunciation()).id
    for key, form in ((ordinary, denunciation()), (sealed, letter())):
        with pytest.raises(Invalid) as refused:
            app.run(edit_letter, key, form)
        assert refused.value.field == "kind"


def test_another_kind_starts_its_own_clocks_and_ends_the_old_ones(app):
    key = app.run(record_letter, letter()).id
    app.run(edit_letter, key, letter(kind=LetterKind.COMPLAINT))
    assert running(app, key) == {"KN-02", "TCD-15"}
    assert {one.rule for one in card(app, key).clocks if one.state is ClockState.STOPPED} == {"TCD-06"}


def test_one_letter_of_ten_contents_becomes_ten_letters(app):
    key = app.run(record_letter, letter(kind=LetterKind.SEVERAL)).id
    assert running(app, key) == {"TCD-15"}
    made = app.run(split_letter, key, tuple(letter(gist=f"Nội dung {number}") for number in range(10)))
    assert [one.number for one in made] == list(range(2, 12))
    whole = card(app, key)
    assert (whole.state, whole.handling, len(whole.parts)) == (LetterState.HANDLED, Handling.SPLIT, 10)
    assert running(app, key) == set()
    with pytest.raises(RuleViolation, match="không tách nữa"):
        app.run(split_letter, key, (letter(), letter()))


def test_what_was_decided_of_two_letters_is_remembered_both_ways(app):
    first = app.run(record_letter, letter()).id
    second = app.run(record_letter, letter(received_on=date(2026, 9, 1))).id
    app.run(tie_letters, first, second, Tie.FOLLOW_UP, "gửi lại sau một tháng")
    (later_one,), (earlier,) = card(app, first).ties, card(app, second).ties
    assert (later_one.letter.id, later_one.is_later, earlier.letter.id, earlier.is_later) == (
        second,
        True,
        first,
        False,
    )
    assert card(app, second).follows_id == first
    app.run(tie_letters, second, first, Tie.DIFFERENT)
    assert card(app, second).follows_id is None


def test_a_decision_other_than_the_proposal_needs_its_reason(app):
    key = app.run(record_letter, letter()).id
    app.run(propose_handling, key, Handling.FORWARD, {"competent": False})
    form = HandlingForm(handling=Handling.FILE, done_on=date(2026, 8, 6))
    with pytest.raises(Invalid) as refused:
        app.run(decide_handling, key, form)
    assert refused.value.field == "overruled"
    app.run(decide_handling, key, replace(form, overruled="Đã hướng dẫn một lần"))
    told = card(app, key)
    assert (told.state, told.handling, told.answers) == (LetterState.HANDLED, Handling.FILE, {"competent": False})
    assert {one.state for one in told.clocks} == {ClockState.MET}


def test_what_is_decided_late_says_why(app):
    key = app.run(record_letter, letter()).id
    late = HandlingForm(handling=Handling.FORWARD, done_on=date(2026, 9, 28), sent_to="Điện lực khu vực")
    with pytest.raises(Invalid) as refused:
        app.run(decide_handling, key, late)
    assert refused.value.field == "reason"
    app.run(decide_handling, key, replace(late, reason="Chờ xác minh nơi gửi"))


def test_a_clerk_proposes_and_does_not_accept(app):
    clerk = at(app, "thu.ky", "TN")
    key = clerk.run(record_letter, letter()).id
    clerk.run(propose_handling, key, Handling.ACCEPT, {})
    with pytest.raises(NotAllowed):
        clerk.run(decide_handling, key, HandlingForm(handling=Handling.ACCEPT, done_on=DAY))


def test_a_denunciation_of_the_chairman_goes_above_and_is_not_there_for_him(app):
    chairman = at(app, "chu.tich", "LD", post="chairman")
    clerk = at(app, "thu.ky", "TN")
    key = clerk.run(record_letter, denunciation(respondent_ids=(chairman.viewer.officer_id,))).id
    with pytest.raises(NotAllowed):
        card(chairman, key)
    assert titles(chairman) == []
    deputy = at(app, "pho", "LD", post="vice_chairman")
    with pytest.raises(RuleViolation, match="cấp trên trực tiếp") as refused:
        deputy.run(decide_handling, key, HandlingForm(handling=Handling.ACCEPT, done_on=DAY))
    assert "Điều 13" in (refused.value.citation or "")
    form = HandlingForm(handling=Handling.ABOVE, done_on=DAY, sent_to="Chủ tịch UBND tỉnh")
    deputy.run(decide_handling, key, form)
    assert card(deputy, key).handling is Handling.ABOVE


def test_who_is_not_given_a_denunciation_does_not_see_it(app):
    clerk, leader = at(app, "thu.ky", "TN"), at(app, "lanh.dao", "LD", post="vice_chairman")
    officer, other = at(app, "xu.ly", "TC"), at(app, "khac", "TL")
    admin = at(app, "quan.tri", "QT")
    key = clerk.run(record_letter, denunciation()).id
    assert titles(clerk) == ["TC-2026-001"]
    leader.run(assign_letter, key, officer.viewer.officer_id, "Thụ lý tố cáo")
    assert titles(officer) == ["TC-2026-001"] == titles(leader)
    assert titles(other) == []
    with pytest.raises(NotAllowed):
        titles(admin)
    assert titles(clerk) == []
    leader.run(take_access, key, officer.viewer.officer_id)
    assert titles(officer) == []


def test_access_can_be_given_without_handing_over_and_never_to_the_accused(app):
    leader, officer = at(app, "lanh.dao", "LD", post="vice_chairman"), at(app, "xu.ly", "TC")
    key = app.run(record_letter, denunciation(respondent_ids=(officer.viewer.officer_id,))).id
    with pytest.raises(RuleViolation, match="Không giao đơn"):
        leader.run(give_access, AccessForm(letter_id=key, officer_id=officer.viewer.officer_id))
    assert titles(officer) == []


def test_a_letter_is_carried_over_under_its_own_number_once_and_runs_no_clock(app):
    form = letter(received_on=date(2024, 3, 4), number=41)
    key = app.run(carry_over_letter, form).id
    assert card(app, key).clocks == ()
    with pytest.raises(AlreadyThere):
        app.run(carry_over_letter, form)
    assert app.run(record_letter, letter(received_on=date(2024, 3, 5))).number == 42


def test_restricted_letters_are_in_no_quick_find(app):
    from dcapp.db.quick_find import quick_find

    app.run(record_letter, letter(sender="Tạ Thị Nhài"))
    app.run(record_letter, denunciation())
    assert "Letter" in [hit.kind for hit in app.run(quick_find, "nhai")]
    assert [hit for hit in app.run(quick_find, "TC-2026-001") if hit.kind == "Letter"] == []
    assert app.run(quick_find, "hoang yen") == []


def test_clocks_are_those_of_the_law_in_force_on_the_day(app):
    old = app.run(record_letter, letter(kind=LetterKind.COMPLAINT, received_on=date(2026, 6, 1))).id
    new = app.run(record_letter, letter(kind=LetterKind.COMPLAINT, received_on=date(2026, 7, 1))).id
    first = {key: next(one for one in card(app, key).clocks if one.rule == "KN-02") for key in (old, new)}
    assert (first[old].due_on, first[old].warn_on) == (date(2026, 6, 15), date(2026, 6, 11))
    assert first[new].due_on == date(2026, 7, 10)
