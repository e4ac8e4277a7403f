"""Whole cases from the first day to the archive, with their clocks."""

from __future__ import annotations

from datetime import date

import pytest
from case_house import a_case, a_letter, card, day, due, offered, paper, refused, step

from dcapp.db.journal import undo_last
from dcapp.features.cases.execution import add_execution, note_progress
from dcapp.features.cases.forms import CaseForm, ExecutionForm, StepForm
from dcapp.features.cases.queries import explained_clock
from dcapp.features.cases.service import join_letter, open_case
from dcapp.features.cases.steps import missing_papers, next_steps, step_moves, take_step
from dcapp.features.cases.terms import CaseKind, CaseOutcome, ExecutionKind
from dcapp.features.letters.queries import letter_card
from dcapp.features.letters.terms import Handling, LetterKind, LetterState
from dcapp.kernel.errors import Invalid, RuleViolation


def test_a_complaint_walks_from_the_letter_to_the_archive(app):
    letter = a_letter(app)
    opened = app.run(
        open_case, CaseForm(kind=CaseKind.COMPLAINT, opened_on=day(8, 3), letter_ids=(letter,), respondent="UBND xã")
    )
    case = opened.id
    assert opened.code == "KN-2026-001"
    assert [one.name for one in card(app, case).parties] == ["Nguyễn Văn Tám", "UBND xã"]
    assert due(app, case)["KN-02"] == ("running", day(8, 12))
    step(app, case, "enter", day(8, 4))
    with pytest.raises(Invalid, match="Đơn hoặc bản ghi") as lacking:
        step(app, case, "accept", day(8, 5))
    assert lacking.value.field == "reason"
    paper(app, case, "letter", "evidence")
    step(app, case, "accept", day(8, 5))
    assert due(app, case)["KN-02"][0] == "met"
    assert due(app, case)["KN-03"] == ("running", day(9, 4))
    step(app, case, "recheck", day(8, 6))
    step(app, case, "verify", day(8, 7), verifier="Tổ xác minh")
    step(app, case, "mark_complex", day(8, 10), criterion__places=True, complex_why="hai nơi")
    assert due(app, case)["KN-03"] == ("running", day(9, 21))  # 45 days end on a Saturday
    step(app, case, "suspend", day(8, 12), suspend_ground="waits", suspend_why="chờ kết luận thanh tra")
    assert due(app, case)["KN-03"][0] == "paused"
    assert due(app, case)["KN-15"] == ("running", day(8, 17))
    assert card(app, case).is_paused
    assert "decide" in refused(app, case)
    step(app, case, "send_side", day(8, 14), sent_side_to="các bên")
    told = app.run(step_moves, case, StepForm(step="resume", done_on=day(9, 14)))
    resumed = step(app, case, "resume", day(9, 14), resume_why="đã có kết luận")
    assert resumed.state == "verifying", "it goes on where it rested"
    assert [move.due_on for move in told.changing] == [due(app, case)["KN-03"][1]]
    step(app, case, "send_side", day(9, 15), sent_side_to="các bên")
    paper(app, case, "withdrawal")
    step(app, case, "withdraw_part", day(9, 16), withdrawn="Tiền cây trồng", withdrawn_by="letter")
    step(app, case, "report", day(9, 22), found="chưa đo lại", differs=True)
    paper(app, case, "verification_report")
    with pytest.raises(RuleViolation, match="phải đối thoại") as forbidden:
        step(app, case, "decide", day(9, 23), outcome="partly", outcome_words="…")
    assert forbidden.value.citation == "khoản 1 Điều 30 Luật Khiếu nại 02/2011/QH13"
    with pytest.raises(Invalid, match="Làm sau hạn") as late:
        step(app, case, "call_dialogue", day(9, 24), dialogue_on=day(9, 27))
    assert late.value.field == "reason"
    step(app, case, "call_dialogue", day(9, 24), dialogue_on=day(9, 30))
    step(app, case, "dialogue", day(9, 30), attended=False, absent_why="bận", dialogue_result="còn khác")
    step(app, case, "decide", day(10, 5), outcome="partly", outcome_words="Đo lại thửa đất")
    decided = card(app, case)
    assert (decided.outcome, decided.decided_on) == (CaseOutcome.PARTLY, day(10, 5))
    assert decided.withdrawn == "Tiền cây trồng"
    assert due(app, case)["KN-07"] == ("running", day(10, 8))
    assert due(app, case)["KN-11"] == ("running", day(11, 5))
    assert decided.due_on == day(10, 8), "the day of effect asks for nothing"
    paper(app, case, "decision")
    step(app, case, "send", day(10, 7), sent_to="người khiếu nại")
    step(app, case, "publish", day(10, 9), published_by="post")
    with pytest.raises(RuleViolation, match="chưa có hiệu lực"):
        step(app, case, "effect", day(11, 4))
    step(app, case, "effect", day(11, 5))
    item = app.run(add_execution, case, ExecutionForm(kind=ExecutionKind.LAND_BACK, what="Trả đất", due=120))
    step(app, case, "execute", day(11, 9), measures="giao địa chính")
    with pytest.raises(Invalid, match="chưa xong"):
        step(app, case, "close", day(11, 20))
    app.run(note_progress, item, 120, done_on=day(11, 19))
    step(app, case, "carry_out", day(11, 19))
    step(app, case, "close", day(11, 20))
    step(app, case, "archive", day(12, 1), shelf="Kệ 2, hộp 7")
    ended = card(app, case)
    assert (ended.state, ended.shelf, ended.archived_on) == ("archived", "Kệ 2, hộp 7", day(12, 1))
    assert {clock.state.value for clock in ended.clocks} <= {"met", "stopped"}
    assert [stage.key for stage in ended.stages if stage.reached_on] == [stage.key for stage in ended.stages]
    assert not offered(app, case)


def test_a_denunciation_is_extended_once_when_complex_twice_when_specially_so_and_never_thrice(app):
    case = a_case(app, CaseKind.DENUNCIATION)
    paper(app, case, "letter")
    step(app, case, "enter", day(8, 4))
    step(app, case, "accept", day(8, 5))
    assert due(app, case)["TC-06"] == ("running", day(9, 4))
    step(app, case, "verify", day(8, 6), verifier="Tổ")
    with pytest.raises(RuleViolation, match="Chỉ gia hạn vụ việc phức tạp"):
        step(app, case, "extend", day(8, 20), extend_why="nhiều nơi")
    step(app, case, "mark_complex", day(8, 20), criterion__places=True, complex_why="hai nơi")
    step(app, case, "extend", day(8, 21), extend_why="nhiều nơi")
    assert due(app, case)["TC-06"] == ("running", day(10, 5))  # 60 days end on a Sunday
    with pytest.raises(RuleViolation, match="đặc biệt phức tạp") as twice:
        step(app, case, "extend", day(9, 1), extend_why="nữa")
    assert twice.value.citation.startswith("khoản 3 Điều 30")
    step(app, case, "mark_complex", day(9, 3), criterion__contents=True, complex_why="hai nội dung")
    step(app, case, "extend", day(9, 4), extend_why="nữa")
    with pytest.raises(RuleViolation, match="hai lần"):
        step(app, case, "extend", day(9, 5), extend_why="nữa")
    step(app, case, "expert", day(9, 7), expert_body="Trung tâm", expert_about="chữ ký")
    assert due(app, case)["TC-06"][0] == "paused"
    assert not {"report", "suspend", "expert"} & offered(app, case)
    step(app, case, "expert_result", day(9, 21), expert_found="khớp")
    assert due(app, case)["TC-06"] == ("running", day(11, 17))  # 03/11 and the fourteen days of the expert
    step(app, case, "report", day(9, 25), found="đúng")
    paper(app, case, "verification_report", "withdrawal")
    step(app, case, "withdraw_all", day(9, 26), withdrawn_by="letter", goes_on=True)
    with pytest.raises(RuleViolation, match="vẫn phải giải quyết"):
        step(app, case, "terminate", day(9, 27), terminate_ground="withdrawn")
    step(app, case, "conclude", day(9, 28), outcome="right", outcome_words="đúng")
    for key in ("withdraw_part", "suspend", "terminate", "extend"):
        assert refused(app, case)[key], key
    assert due(app, case)["TC-12"] == ("running", day(10, 7))


def test_words_of_a_denunciation_stand_nowhere_in_the_file_of_the_case(app):
    secret = "Khúc Thị Ngọc Trâm"
    case = a_case(app, CaseKind.DENUNCIATION, sender=secret, gist=f"{secret} kể", respondent=secret)
    step(app, case, "enter", day(8, 4), reason=secret)
    step(app, case, "more_time", day(8, 5), time_why=secret)
    paper(app, case, "letter")
    step(app, case, "accept", day(9, 5), reason=f"{secret} đi vắng")
    found = [str(row) for row in _every_row(app)]
    assert len(found) > 20
    assert not [row for row in found if "Ngọc Trâm" in row or "ngoc tram" in row]


def _every_row(app):
    with app.database.reader.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        for table in tables:
            if not table.startswith("findable_fts"):
                yield from connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()


def test_a_petition_is_answered_in_time_and_no_law_names_a_day_for_the_end(app):
    letter = a_letter(app, LetterKind.PETITION)
    case = app.run(open_case, CaseForm(kind=CaseKind.PETITION, opened_on=day(8, 4), letter_ids=(letter,))).id
    assert due(app, case)["TCD-06"] == ("running", day(8, 17))
    step(app, case, "enter", day(8, 4))
    step(app, case, "accept", day(8, 5), reason="chưa chụp đơn")
    with pytest.raises(RuleViolation, match="phải trả lời"):
        step(app, case, "refuse", day(8, 6), why="…")
    step(app, case, "answer", day(8, 12), outcome_words="Đã sửa đường", answered_how="written")
    assert due(app, case)["TCD-06"][0] == "met"
    step(app, case, "close", day(8, 13), reason="chưa chụp đơn")
    assert card(app, case).outcome is CaseOutcome.ANSWERED
    assert card(app, case).due_on is None


def test_full_withdrawal_ends_a_complaint_and_only_force_takes_it_up_again(app):
    case = a_case(app)
    paper(app, case, "letter", "withdrawal")
    step(app, case, "accept", day(8, 5))
    with pytest.raises(RuleViolation, match="Chưa ghi nhận việc rút"):
        step(app, case, "terminate", day(8, 10), terminate_ground="withdrawn")
    step(app, case, "withdraw_all", day(8, 10), withdrawn_by="minutes")
    assert "decide" not in offered(app, case)
    step(app, case, "terminate", day(8, 11), terminate_ground="withdrawn")
    assert due(app, case)["KN-03"][0] == "stopped"
    assert due(app, case)["KN-15"] == ("running", day(8, 14))
    assert refused(app, case)["accept"]
    with pytest.raises(RuleViolation, match="ép buộc, đe dọa"):
        step(app, case, "take_up_again", day(9, 1), forced=False, forced_proof="…")
    step(app, case, "take_up_again", day(9, 1), forced=True, forced_proof="lời khai")
    again = card(app, case)
    assert (again.state, again.closed_on, again.accepted_on) == ("accepted", None, day(9, 1))


def test_before_july_2026_nothing_is_suspended_and_an_open_case_goes_over_to_the_new_law(app):
    case = a_case(app, opened_on=date(2026, 6, 1))
    paper(app, case, "letter", "evidence")
    step(app, case, "accept", date(2026, 6, 8))
    assert card(app, case).workflow == "complaint-2012"
    with pytest.raises(RuleViolation, match="không có bước này"):
        step(app, case, "suspend", date(2026, 6, 30), suspend_ground="waits", suspend_why="…")
    step(app, case, "suspend", date(2026, 7, 1), suspend_ground="waits", suspend_why="…")
    assert card(app, case).workflow == "complaint-2026"


def test_what_cannot_be_is_refused_beside_its_question(app):
    case = a_case(app)
    step(app, case, "enter", day(8, 10))
    for on, field in ((date(2027, 1, 1), "done_on"), (day(8, 1), "done_on"), (day(8, 9), "done_on")):
        with pytest.raises(Invalid) as wrong:
            step(app, case, "refuse", on, ground="unsigned", why="…")
        assert wrong.value.field == field
    for values, field in (({"ground": "moon"}, "ground"), ({"ground": "unsigned"}, "why"), ({"x": 1}, "x")):
        with pytest.raises(Invalid) as wrong:
            step(app, case, "refuse", day(8, 11), **values)
        assert wrong.value.field == field
    with pytest.raises(Invalid, match="Làm sau hạn") as late:
        step(app, case, "refuse", day(8, 13), ground="unsigned", why="không ký")
    assert late.value.field == "reason"
    with pytest.raises(RuleViolation, match="không có bước này"):
        step(app, case, "conclude", day(8, 11))


def test_a_step_is_taken_back_with_its_clocks(app):
    case = a_case(app)
    paper(app, case, "letter")
    before = due(app, case)
    step(app, case, "accept", day(8, 5))
    app.run(undo_last)
    assert due(app, case) == before
    assert card(app, case).state == "received"


def test_the_screen_is_told_what_comes_next_what_is_missing_and_why_a_day_is_the_last(app):
    case = a_case(app)
    assert [one.kind for one in app.run(missing_papers, case)] == ["letter", "withdrawal"]
    told = app.run(step_moves, case, StepForm(step="accept", done_on=day(8, 5)))
    assert [(move.rule, move.due_on) for move in told.starting] == [("KN-03", day(9, 4))]
    assert [move.rule for move in told.meeting] == ["KN-02", "TCD-15"]
    options = app.run(next_steps, case)
    assert options[0].is_allowed
    assert all(one.is_allowed or one.why_not for one in options)
    accept = next(one for one in options if one.key == "accept")
    assert (accept.to_title, accept.missing, accept.forms) == ("Đã thụ lý", ("letter",), ("xld01", "kn03"))
    clock = card(app, case).clocks[0]
    assert app.run(explained_clock, case, clock.id).due == clock.due_on


def test_several_letters_belong_to_one_case_and_another_kind_does_not(app):
    first, second = a_letter(app), a_letter(app, sender="Lê Thị Chín")
    petition = a_letter(app, LetterKind.PETITION)
    case = app.run(open_case, CaseForm(kind=CaseKind.COMPLAINT, opened_on=day(8, 3), letter_ids=(first,))).id
    app.run(join_letter, case, second)
    joined = card(app, case)
    assert [one.sender for one in joined.letters] == ["Nguyễn Văn Tám", "Lê Thị Chín"]
    assert (joined.people_count, len(joined.parties)) == (2, 2)
    with pytest.raises(RuleViolation, match="khác loại"):
        app.run(join_letter, case, petition)
    with pytest.raises(RuleViolation, match="đã thuộc"):
        app.run(open_case, CaseForm(kind=CaseKind.COMPLAINT, opened_on=day(8, 3), letter_ids=(second,)))
    paper(app, case, "letter")
    step(app, case, "accept", day(8, 5))
    assert {clock.state.value for clock in card(app, case).clocks if clock.rule == "KN-02"} == {"met"}


def test_every_number_is_of_its_kind_and_year(app):
    codes = [card(app, a_case(app, kind)).code for kind in (CaseKind.COMPLAINT, CaseKind.COMPLAINT, CaseKind.PETITION)]
    assert codes == ["KN-2026-001", "KN-2026-002", "PA-2026-001"]
    take = StepForm(step="enter", done_on=day(8, 4))
    assert app.run(take_step, 1, take).state == "checking"


def test_what_was_done_in_time_may_be_written_down_late_and_the_law_is_told(app):
    case = a_case(app)
    paper(app, case, "letter", "evidence")
    step(app, case, "accept", day(8, 5))
    step(app, case, "recheck", day(8, 6))
    step(app, case, "verify", day(8, 7), verifier="Tổ xác minh")
    option = next(one for one in app.run(next_steps, case) if one.key == "mark_complex")
    assert option.is_allowed
    assert "Điều 28" in option.caution
    with pytest.raises(RuleViolation, match="hết"):
        step(app, case, "mark_complex", day(12, 1), criterion__places=True, complex_why="hai nơi")
    step(app, case, "mark_complex", day(8, 10), criterion__places=True, complex_why="hai nơi")


def test_letters_are_handled_by_what_is_done_in_their_case(app):
    first, later = a_letter(app), a_letter(app, sender="Lê Thị Chín")
    case = app.run(open_case, CaseForm(kind=CaseKind.COMPLAINT, opened_on=day(8, 3), letter_ids=(first,))).id
    paper(app, case, "letter")
    step(app, case, "accept", day(8, 5))
    app.run(join_letter, case, later)
    letters = [app.run(letter_card, one) for one in (first, later)]
    assert [(one.state, one.handling) for one in letters] == [
        (LetterState.HANDLED, Handling.ACCEPT),
        (LetterState.HANDLED, Handling.JOIN),
    ]
    assert letters[0].handled_on == day(8, 5)
    returned = a_letter(app)
    other = app.run(open_case, CaseForm(kind=CaseKind.COMPLAINT, opened_on=day(8, 3), letter_ids=(returned,))).id
    step(app, other, "forward", day(8, 6), body="Báo", why="Không thuộc thẩm quyền")
    assert app.run(letter_card, returned).handling is Handling.RETURN
