"""Who sees a case, who acts in it: lists, cards, books and steps ask the same condition."""

from __future__ import annotations

import pytest
from case_house import a_case, a_letter, an_office, card, day, desk, offered, officer_of, paper, step

from dcapp.features.cases.bulk import BulkForm, rehearse
from dcapp.features.cases.forms import CaseForm, StepForm
from dcapp.features.cases.hot_spots import HotSpotForm, hot_spot_card, suggested_hot_spots, watch_hot_spot
from dcapp.features.cases.national import national_rows
from dcapp.features.cases.queries import case_card, open_cases_like
from dcapp.features.cases.register import CASES, EXECUTIONS, NATIONAL
from dcapp.features.cases.service import assign, join_letter, note_case, open_case
from dcapp.features.cases.steps import take_step
from dcapp.features.cases.terms import CaseKind
from dcapp.features.letters.terms import LetterKind
from dcapp.kernel.errors import NotAllowed, RuleViolation
from dcapp.registers.finding import Query
from dcapp.registers.use_cases import counting


@pytest.fixture
def office():
    """Clerk, chairman, two officers, one for denunciations, administrator, control, figures."""
    clerk = an_office("TN")
    roles = {"lanh": "LD", "tam": "TL", "chin": "TL", "to": "TC", "quan": "QT", "kiem": "KS", "so": "BC", "dan": "TD"}
    desks = {name: desk(clerk, name, role) for name, role in roles.items()}
    yield {"clerk": clerk, **desks}
    clerk.close()


def _sees(app, case_id):
    """Whether somebody finds a case by any of the ways there are."""
    ways = []
    for ask in (
        lambda: app.run(case_card, case_id).id,
        lambda: next(one.id for one in app.run(national_rows) if one.id == case_id),
    ):
        try:
            ways.append(ask() == case_id)
        except (NotAllowed, StopIteration):
            ways.append(False)
    assert len(set(ways)) == 1, "two ways disagree"
    return ways[0]


def _who_sees(office, case_id):
    return {name for name, app in office.items() if _sees(app, case_id)}


def test_an_ordinary_case_is_seen_by_the_desk_and_by_whom_it_was_given_to(office):
    case = a_case(office["clerk"])
    assert _who_sees(office, case) == {"clerk", "lanh", "kiem", "dan"}
    office["lanh"].run(assign, case, officer_of(office["tam"]))
    assert _who_sees(office, case) == {"clerk", "lanh", "kiem", "dan", "tam"}


def test_a_denunciation_is_not_there_but_for_the_leader_and_who_was_given_it(office):
    case = a_case(office["clerk"], CaseKind.DENUNCIATION)
    assert _who_sees(office, case) == {"clerk", "lanh"}, "who took it in knows it until it is handed over"
    office["lanh"].run(assign, case, officer_of(office["to"]))
    assert _who_sees(office, case) == {"lanh", "to"}
    for app in (office["clerk"], office["quan"], office["tam"]):
        with pytest.raises(NotAllowed):
            app.run(take_step, case, StepForm(step="enter", done_on=day(8, 4)))
    assert office["lanh"].run(counting(CASES), Query())[0] == 1
    assert office["clerk"].run(counting(CASES), Query())[0] == 0
    assert office["clerk"].run(counting(NATIONAL), Query())[0] == 0
    assert office["lanh"].run(counting(EXECUTIONS), Query())[0] == 0


def test_whom_a_case_is_about_never_sees_it_whatever_the_role(office):
    chairman = office["lanh"]
    letter = a_letter(office["clerk"], about=(officer_of(chairman),))
    form = CaseForm(kind=CaseKind.COMPLAINT, opened_on=day(8, 3), letter_ids=(letter,))
    case = office["clerk"].run(open_case, form).id
    assert not _sees(chairman, case)
    second = a_letter(office["clerk"], about=(officer_of(chairman),))
    with pytest.raises(NotAllowed):
        chairman.run(join_letter, case, second)
    by_hand = a_case(office["clerk"], CaseKind.DENUNCIATION, respondent_ids=(officer_of(chairman),))
    assert not _sees(chairman, by_hand)
    line = next(
        one for one in chairman.run(rehearse, (by_hand,), BulkForm(officer_id=officer_of(office["to"]))).skipped
    )
    assert (line.code, line.words) == ("", "Không có vụ việc này, hoặc vụ việc không thuộc phần được xem.")


def test_a_case_is_not_given_to_whom_it_is_about(office):
    case = a_case(office["clerk"], respondent_ids=(officer_of(office["tam"]),))
    with pytest.raises(RuleViolation, match="Không giao vụ việc cho người bị"):
        office["lanh"].run(assign, case, officer_of(office["tam"]))
    office["lanh"].run(assign, case, officer_of(office["chin"]))
    assert _sees(office["chin"], case)
    assert not _sees(office["tam"], case)


def test_the_officer_works_and_proposes_the_leader_decides(office):
    clerk, leader, officer = office["clerk"], office["lanh"], office["tam"]
    case = a_case(clerk)
    paper(clerk, case, "letter")
    step(clerk, case, "enter", day(8, 4))
    leader.run(assign, case, officer_of(officer))
    with pytest.raises(NotAllowed):
        step(clerk, case, "withdraw_all", day(8, 5), withdrawn_by="letter", reason="…")
    with pytest.raises(NotAllowed, match="chỉ được đề xuất"):
        step(officer, case, "accept", day(8, 5))
    step(leader, case, "accept", day(8, 5))
    assert "recheck" in offered(officer, case)
    assert "recheck" not in offered(leader, case)
    step(officer, case, "recheck", day(8, 6))
    officer.run(note_case, case, "Đã gọi điện hẹn gặp")
    assert [line.note for line in card(officer, case).steps if line.step == "note"] == ["Đã gọi điện hẹn gặp"]
    with pytest.raises(NotAllowed):
        office["chin"].run(note_case, case, "x")
    with pytest.raises(NotAllowed):
        office["kiem"].run(note_case, case, "x")


def test_hot_spots_never_speak_of_a_denunciation(office):
    leader = office["lanh"]
    crowd = a_case(office["clerk"], people_count=12)
    secret = a_case(office["clerk"], CaseKind.DENUNCIATION)
    assert {one.case_ids for one in leader.run(suggested_hot_spots)} == {(crowd,)}
    with pytest.raises(Exception, match="hạn chế"):
        leader.run(watch_hot_spot, HotSpotForm(title="Việc", opened_on=day(9, 1), case_ids=(secret,)))
    spot = leader.run(watch_hot_spot, HotSpotForm(title="Đồng Cũ", opened_on=day(9, 1), case_ids=(crowd,)))
    assert card(leader, crowd).is_hot
    assert office["tam"].run(hot_spot_card, spot).cases == ()
    assert leader.run(suggested_hot_spots) == ()


def test_quick_find_and_the_list_to_join_know_no_denunciation_of_others(office):
    a_case(office["clerk"], CaseKind.DENUNCIATION)
    case = a_case(office["clerk"])
    assert [one.id for one in office["clerk"].run(open_cases_like, "tam dong cu")] == [case]
    office["lanh"].run(assign, 1, officer_of(office["to"]))
    assert {one.code for one in office["clerk"].run(open_cases_like, "2026")} == {"KN-2026-001"}


@pytest.mark.parametrize("kind", [CaseKind.COMPLAINT, CaseKind.DENUNCIATION])
def test_letters_of_another_kind_or_of_a_denouncer_give_no_name_to_the_case(office, kind):
    letter = a_letter(office["clerk"], LetterKind(kind.value))
    case = office["clerk"].run(open_case, CaseForm(kind=kind, opened_on=day(8, 3), letter_ids=(letter,))).id
    shown = card(office["clerk"], case)
    sealed = kind is CaseKind.DENUNCIATION
    assert shown.shown_sender == (shown.code if sealed else "Nguyễn Văn Tám")
    assert bool(shown.parties) is not sealed
