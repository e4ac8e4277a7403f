"""The book of visits: its numbers, what it keeps of the day, what it owes, changed and taken out, undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import beside

from dcapp.db.journal import bin_content, last_step, undo, undo_last
from dcapp.features.commitments.queries import commitments_of, open_commitments
from dcapp.features.commitments.service import MeetForm, meet_commitment
from dcapp.features.commitments.terms import CommitmentKind, CommitmentState
from dcapp.features.office.service import OfficerForm, VillageForm, add_officer, add_village
from dcapp.features.people.terms import Sex
from dcapp.features.visits.forms import DocumentForm, MemberForm, VisitForm
from dcapp.features.visits.numbering import PaperNumberForm, number_visit_paper
from dcapp.features.visits.queries import (
    bodies_sent_to,
    book_between,
    next_number,
    places_of_reception,
    visit_card,
    visits_of_person,
    visits_on,
)
from dcapp.features.visits.service import (
    carry_over_visit,
    edit_visit,
    note_result,
    record_visit,
    remove_visit,
)
from dcapp.features.visits.terms import DocumentCopy, Matter, Outcome, VisitPaper
from dcapp.kernel.errors import AlreadyThere, Invalid, NotAllowed, RuleViolation, Stale

DAY = date(2023, 5, 9)
FORM = VisitForm(received_on=DAY, name="Lê Thị Mười", content="Hỏi đất")
SECRET = VisitForm(received_on=DAY, content="Thu tiền hai lần", result="Đang xem", matter=Matter.DENUNCIATION)


def recorded(app, **values):
    """A visit of the book; gives its id."""
    return app.run(record_visit, replace(FORM, **values)).id


def carried(app, **values):
    """A line of the old book, with what it was entered under."""
    return app.run(carry_over_visit, replace(FORM, **values))


def numbers_on(app, day=DAY):
    return [line.number for line in app.run(visits_on, day)]


def owed(app, visit_id):
    return {one.kind: one.due_on for one in app.run(open_commitments) if one.record_id == visit_id}


def refused_at(app, use_case, *arguments):
    """At which field a use case refuses."""
    with pytest.raises(Invalid) as refusal:
        app.run(use_case, *arguments)
    return refusal.value.field


# -- numbers
def test_the_book_of_each_year_counts_from_one(app):
    given = [
        app.run(record_visit, replace(FORM, received_on=day)).number
        for day in (date(2022, 12, 30), date(2023, 1, 3), date(2022, 12, 31), DAY)
    ]

    assert given == [1, 1, 2, 2]
    assert [app.run(next_number, year) for year in (2022, 2023, 2024)] == [3, 3, 1]


def test_a_number_that_was_taken_back_is_given_again_and_never_twice(app):
    recorded(app)
    second = recorded(app)
    app.run(remove_visit, second)
    assert app.run(next_number, 2023) == 2
    recorded(app)

    with pytest.raises((RuleViolation, Stale)):
        app.run(undo, app.run(bin_content)[0].id)

    app.run(undo_last)
    app.run(undo_last)
    assert numbers_on(app) == [2, 1]


def test_a_line_of_the_old_book_keeps_its_number_and_the_next_one_goes_on_from_it(app):
    assert carried(app, number=41).number == 41
    assert carried(app).number == 42
    assert app.run(record_visit, FORM).number == 43


def test_a_number_that_the_old_book_has_twice_is_refused_but_free_in_another_year(app):
    carried(app, number=41)

    with pytest.raises(AlreadyThere) as clash:
        carried(app, number=41)

    assert clash.value.field == "number"
    assert str(clash.value) == "Sổ năm 2023 đã có số 41."
    assert carried(app, number=41, received_on=date(2022, 5, 9)).number == 41


def test_only_the_old_book_brings_numbers_of_its_own(app):
    assert refused_at(app, record_visit, replace(FORM, number=7)) == "number"
    assert refused_at(app, carry_over_visit, replace(FORM, number=0)) == "number"


# -- what a line keeps
def test_a_visit_keeps_name_address_and_village_as_they_were_on_the_day(app):
    village = app.run(add_village, VillageForm(name="Châu Me"))
    first = recorded(app, birth_year=1960, village_id=village, address="Nhà cũ", phone="0255 111")
    person = app.run(visit_card, first).person_id
    recorded(app, name="Lê Thị Mười Một", person_id=person, received_on=date(2023, 5, 10), address="Nhà mới")

    card = app.run(visit_card, first)

    assert (card.name, card.address, card.village, card.phone) == ("Lê Thị Mười", "Nhà cũ", "thôn Châu Me", "0255 111")
    assert [line.shown_name for line in app.run(visits_of_person, person)] == ["Lê Thị Mười Một", "Lê Thị Mười"]


def test_a_visit_is_read_back_as_it_was_written(app):
    officer = app.run(add_officer, OfficerForm(full_name="Võ Thị Én"))
    members = (MemberForm(name="Lê Thị Mười", is_representative=True), MemberForm(name="Bùi Ba", birth_year=1970))
    documents = (DocumentForm(name="Đơn", pages=2, copy=DocumentCopy.ORIGINAL, condition="còn rõ"),)
    form = replace(FORM, received_at="7h30", receiver_id=officer, members=members, documents=documents, sex=Sex.FEMALE)

    card = app.run(visit_card, app.run(record_visit, form).id)

    assert (card.received_at, card.receiver, card.recorder) == ("07:30", "Võ Thị Én", "Lê Thị Thử")
    assert (card.members, card.documents, card.representatives) == (members, documents, members[:1])
    assert (card.people_count, card.has_documents, card.sex) == (2, True, Sex.FEMALE)
    assert card.keep_until == date(2043, 12, 31)


def test_empty_lines_of_a_list_are_neither_people_nor_papers(app):
    blanks = (MemberForm(name=" "),) * 6
    card = app.run(visit_card, recorded(app, members=blanks, documents=(DocumentForm(name="\t"),)))

    assert (card.people_count, card.members, card.has_documents, card.documents) == (1, (), False, ())


def test_the_visits_of_a_day_come_newest_first_with_the_first_words_of_what_was_said(app):
    recorded(app, content="Mương " * 40)
    recorded(app, received_on=date(2023, 5, 8))
    recorded(app)

    assert numbers_on(app) == [3, 1]
    assert app.run(visits_on, DAY)[1].gist.endswith("Mương…")
    assert [card.number for card in app.run(book_between, date(2023, 5, 8), DAY)] == [1, 2, 3]


def test_places_and_bodies_that_come_often_are_offered_first(app):
    for place, body in (("Nhà văn hóa", "Công an xã"), ("Trụ sở", "Tòa án"), ("Trụ  sở", "Tòa án"), ("", "")):
        recorded(app, place=place, sent_to=body, outcome=Outcome.GUIDED)

    assert app.run(places_of_reception) == ["Trụ sở", "Nhà văn hóa"]
    assert app.run(bodies_sent_to) == ["Tòa án", "Công an xã"]


# -- the same matter again
def test_every_further_visit_of_a_matter_leads_to_its_first(app):
    first = recorded(app)
    second = recorded(app, follows_id=first)
    third = recorded(app, follows_id=second)
    assert [app.run(visit_card, key).follows_id for key in (second, third)] == [first, first]

    earlier = carried(app, received_on=date(2023, 1, 4)).id
    app.run(edit_visit, first, replace(FORM, follows_id=earlier))

    assert {app.run(visit_card, key).follows_id for key in (first, second, third)} == {earlier}


def test_a_visit_follows_neither_itself_nor_a_later_one_nor_one_that_follows_it(app):
    first = recorded(app)
    second = recorded(app, follows_id=first)
    later = recorded(app, received_on=date(2023, 5, 10))

    for wrong in (first, second, later):
        assert refused_at(app, edit_visit, first, replace(FORM, follows_id=wrong)) == "follows_id"
    assert app.run(visit_card, first).follows_id is None


def test_nobody_with_a_name_is_tied_to_the_visit_of_a_denouncer(app):
    secret = app.run(record_visit, SECRET).id

    assert refused_at(app, record_visit, replace(FORM, follows_id=secret)) == "follows_id"


# -- what a visit owes
def test_the_outcome_decides_what_is_owed_and_a_change_follows_it(app):
    key = recorded(app, outcome=Outcome.ANSWERED)
    assert owed(app, key) == {}

    app.run(edit_visit, key, replace(FORM, outcome=Outcome.LETTER, promised_on=date(2023, 5, 12)))
    assert owed(app, key) == {CommitmentKind.ANSWER: date(2023, 5, 23), CommitmentKind.PROMISE: date(2023, 5, 12)}

    app.run(edit_visit, key, replace(FORM, received_on=date(2023, 5, 8), outcome=Outcome.LETTER))
    assert owed(app, key) == {CommitmentKind.ANSWER: date(2023, 5, 22)}

    app.run(undo_last)
    assert owed(app, key) == {CommitmentKind.ANSWER: date(2023, 5, 23), CommitmentKind.PROMISE: date(2023, 5, 12)}


def test_a_refusal_owes_its_notice_since_the_law_sets_a_day_for_it(app, monkeypatch):
    before = recorded(app, outcome=Outcome.REFUSED, ground="ltcd-9-3")
    assert owed(app, before) == {}
    monkeypatch.setenv("DCAPP_TODAY", "2026-07-08")

    told = recorded(app, received_on=date(2026, 7, 8), outcome=Outcome.REFUSED, ground="ltcd-9-3", ground_words="Lần 4")
    on_the_spot = recorded(app, received_on=date(2026, 7, 8), outcome=Outcome.REFUSED, ground="ltcd-9-1")

    assert set(owed(app, told)) == {CommitmentKind.REFUSAL_NOTICE}
    assert owed(app, on_the_spot) == {}
    assert app.run(visit_card, told).ground_words == "Lần 4"
    app.run(edit_visit, told, replace(FORM, received_on=date(2026, 7, 8), outcome=Outcome.ANSWERED))
    assert owed(app, told) == {}
    assert (app.run(visit_card, told).ground, app.run(visit_card, told).ground_words) == ("", "")


def test_the_old_book_owes_only_what_was_promised_and_may_leave_ground_and_body_open(app):
    assert owed(app, carried(app).id) == {}
    promised = carried(app, promised_on=date(2023, 6, 1)).id
    refused = carried(app, outcome=Outcome.REFUSED).id
    carried(app, outcome=Outcome.FORWARDED)

    assert owed(app, promised) == {CommitmentKind.PROMISE: date(2023, 6, 1)}
    assert app.run(visit_card, refused).ground == ""
    assert app.run(visit_card, refused).is_opening
    assert refused_at(app, carry_over_visit, replace(FORM, outcome=Outcome.REFUSED, ground="không có")) == "ground"


def test_who_receives_owes_unless_somebody_else_is_named(app):
    one, other = (app.run(add_officer, OfficerForm(full_name=name)) for name in ("Võ Thị Én", "Bùi Văn Ba"))
    own, given = recorded(app, receiver_id=one), recorded(app, receiver_id=one, owner_id=other)

    assert [app.run(commitments_of, "visits", key)[0].owner for key in (own, given)] == ["Võ Thị Én", "Bùi Văn Ba"]


# -- changing
def test_year_and_secrecy_of_a_visit_stay(app):
    key, secret = recorded(app), app.run(record_visit, SECRET).id

    assert refused_at(app, edit_visit, key, replace(FORM, received_on=date(2022, 5, 9))) == "received_on"
    assert refused_at(app, edit_visit, key, SECRET) == "matter"
    assert refused_at(app, edit_visit, secret, FORM) == "matter"


def test_a_refused_change_leaves_the_visit_as_it_was(app):
    key = recorded(app, members=(MemberForm(name="Bùi Ba"),), promised_on=date(2023, 5, 12))
    before = app.run(visit_card, key)

    assert refused_at(app, edit_visit, key, replace(FORM, name="Khác", promised_on=date(2023, 5, 1))) == "promised_on"

    assert app.run(visit_card, key) == before


def test_a_change_is_taken_back_with_its_lists(app):
    key = recorded(app, members=(MemberForm(name="Bùi Ba"),))
    before = app.run(visit_card, key)
    app.run(edit_visit, key, replace(FORM, members=(MemberForm(name="Hồ Tư"), MemberForm(name="Hồ Năm"))))

    assert app.run(undo_last) == "Sửa lượt tiếp"

    after = app.run(visit_card, key)
    assert (after.members, after.people_count) == (before.members, before.people_count)


def test_what_is_kept_secret_is_not_written_over_by_who_cannot_read_it(app):
    secret = app.run(record_visit, SECRET).id
    silent = app.run(record_visit, replace(SECRET, result="")).id
    other = beside(app, "tiep", "TD")

    for use_case, argument in ((edit_visit, replace(SECRET, content="Khác")), (note_result, "Khác")):
        with pytest.raises(NotAllowed, match="chỉ người ghi"):
            other.run(use_case, secret, argument)
    other.run(note_result, silent, "Đã chuyển thanh tra")

    assert (app.run(visit_card, secret).content, app.run(visit_card, secret).result) == ("Thu tiền hai lần", "Đang xem")
    assert app.run(visit_card, silent).result == "Đã chuyển thanh tra"


def test_the_result_is_written_afterwards_and_taken_back(app):
    key = recorded(app)
    app.run(note_result, key, "  Đã nạo vét mương\n")
    assert app.run(visit_card, key).result == "Đã nạo vét mương"

    app.run(undo_last)

    assert app.run(visit_card, key).result == ""


# -- taking out
def test_a_visit_thrown_away_comes_back_from_the_bin_with_all_it_had(app):
    key = recorded(app, members=(MemberForm(name="Bùi Ba"),), documents=(DocumentForm(name="Đơn"),))
    before = app.run(visit_card, key)

    app.run(remove_visit, key)
    assert (numbers_on(app), app.run(open_commitments)) == ([], [])
    [binned] = app.run(bin_content)
    assert binned.label == "Xóa lượt tiếp số 1/2023"
    app.run(undo, binned.id)

    after = app.run(visit_card, key)
    assert (after.members, after.documents, after.commitments) == (
        before.members,
        before.documents,
        before.commitments,
    )
    assert app.run(bin_content) == []


def test_earlier_numbers_stay_but_a_line_of_the_old_book_may_go(app):
    old, first = carried(app).id, recorded(app)
    recorded(app)

    with pytest.raises(RuleViolation, match="số sau"):
        app.run(remove_visit, first)
    app.run(remove_visit, old)

    assert numbers_on(app) == [3, 2]


def test_a_visit_whose_matter_came_again_stays(app):
    old = carried(app).id
    recorded(app, follows_id=old)

    with pytest.raises(RuleViolation):
        app.run(remove_visit, old)

    assert numbers_on(app) == [2, 1]


def test_a_visit_with_a_numbered_paper_stays(app):
    key = recorded(app, outcome=Outcome.GUIDED)
    app.run(number_visit_paper, key, VisitPaper.GUIDANCE, PaperNumberForm(issued_on=DAY))

    with pytest.raises(RuleViolation, match="lấy số"):
        app.run(remove_visit, key)

    assert [paper.paper for paper in app.run(visit_card, key).papers] == [VisitPaper.GUIDANCE]


def test_what_may_not_be_removed_is_not_taken_back_either(app):
    other = beside(app, "khac", "TD")
    key = recorded(app, outcome=Outcome.GUIDED)
    mine = app.run(last_step).id
    app.run(number_visit_paper, key, VisitPaper.GUIDANCE, PaperNumberForm(issued_on=DAY))
    with pytest.raises(RuleViolation, match="lấy số"):
        app.run(undo, mine)

    theirs = other.run(record_visit, FORM).id
    step = other.run(last_step).id
    recorded(app)
    with pytest.raises(RuleViolation, match="số sau"):
        other.run(undo, step)

    assert {key, theirs} <= {line.id for line in app.run(visits_on, DAY)}


def test_what_was_answered_outlives_its_visit_and_owes_the_next_one_nothing_less(app):
    key = recorded(app)
    [card] = app.run(open_commitments)
    app.run(meet_commitment, card.id, MeetForm(met_on=DAY, answer="Đã giải thích"))
    app.run(remove_visit, key)

    again = recorded(app)

    assert [one.state for one in app.run(commitments_of, "visits", again)] == [CommitmentState.OPEN]


def test_recording_is_taken_back_with_person_and_debt(app):
    key = recorded(app, promised_on=date(2023, 5, 12))
    person = app.run(visit_card, key).person_id
    assert app.run(last_step).label == "Ghi lượt tiếp"

    app.run(undo_last)

    assert (numbers_on(app), app.run(open_commitments), app.run(visits_of_person, person)) == ([], [], [])
    with pytest.raises(Stale):
        app.run(visit_card, key)
