"""Checks: planned, visited, found, put right, concluded; how far one is follows from its visits."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_plan, read_with, set_roles

from dcapp.db.journal import undo_last
from dcapp.db.quick_find import quick_find
from dcapp.features.checks.findings import (
    FindingForm,
    add_finding,
    edit_finding,
    fix_finding,
    remove_finding,
    reopen_finding,
)
from dcapp.features.checks.models import Check
from dcapp.features.checks.queries import arranged_visits, check_card, due_findings, village_choices
from dcapp.features.checks.register import CHECKS
from dcapp.features.checks.service import (
    CheckForm,
    ConclusionForm,
    VisitForm,
    add_check,
    add_visit,
    conclude_check,
    edit_check,
    edit_visit,
    number_check_plan,
    remove_check,
    remove_visit,
    reopen_check,
)
from dcapp.features.checks.terms import CheckKind, CheckState
from dcapp.features.office.service import VillageForm, add_village
from dcapp.features.plan.service import take_in_plan
from dcapp.features.tasks.models import Task, TaskFulfilment
from dcapp.features.tasks.service import TaskForm, add_task
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.registers.finding import Query
from dcapp.registers.spec import Filter, Op
from dcapp.registers.use_cases import counting, reading

STARTS = date(2023, 5, 2)
VISITED = date(2023, 5, 4)


def a_check(app, **values):
    return app.run(add_check, CheckForm(**{"title": "Kiểm tra công khai ở thôn", "starts_on": STARTS, **values}))


def a_visit(app, key, **values):
    return app.run(add_visit, key, VisitForm(**{"visited_on": VISITED, "place": "Thôn Một", **values}))


def a_visited_check(app, **values):
    key = a_check(app, **values)
    return key, a_visit(app, key, summary="Đã niêm yết đủ.")


def state(app, key):
    return app.run(check_card, key).state


def proofs(app, task):
    fulfilled = read_with(app, lambda uow: [(f.register, f.record_id) for f in uow.session.query(TaskFulfilment)])
    return read_with(app, lambda uow: uow.get(Task, task).evidence_count), fulfilled


CONCLUDED = ConclusionForm(conclusion="Các thôn thực hiện tốt.", concluded_on=date(2023, 5, 10))


# -- the plan of a check
@pytest.mark.parametrize(("values", "field"), [({"title": "  "}, "title"), ({"ends_on": date(2023, 5, 1)}, "ends_on")])
def test_a_plan_that_cannot_be_is_refused_at_its_field(app, values, field):
    with pytest.raises(Invalid) as refused:
        a_check(app, **values)
    assert refused.value.field == field


def test_a_check_takes_the_plan_of_its_task_and_is_found(app):
    plan = app.run(take_in_plan, a_plan())
    task = app.run(add_task, TaskForm(plan_id=plan, title="Kiểm tra"))
    key = a_check(app, task_id=task, kind=CheckKind.SUPERVISION, head="Lê Văn Thử")
    assert read_with(app, lambda uow: uow.get(Check, key).plan_id) == plan
    assert app.run(check_card, key).task == "Kiểm tra"
    assert "Check" in {hit.kind for hit in app.run(quick_find, "cong khai o thon")}


def test_a_check_cannot_begin_after_its_first_visit(app):
    key, _visit = a_visited_check(app)
    with pytest.raises(Invalid) as refused:
        app.run(edit_check, key, CheckForm(title="Kiểm tra", starts_on=date(2023, 5, 5)))
    assert refused.value.field == "starts_on"
    app.run(edit_check, key, CheckForm(title="Kiểm tra khác", starts_on=VISITED))
    assert app.run(check_card, key).title == "Kiểm tra khác"


def test_its_plan_gets_one_number_and_then_stays_in_the_book(app):
    key = a_check(app)
    assert app.run(number_check_plan, key, STARTS, "Lê Văn Thử") == "01/KH-UBND"
    with pytest.raises(RuleViolation, match="đã có số"):
        app.run(number_check_plan, key, STARTS)
    with pytest.raises(RuleViolation, match="còn trong sổ"):
        app.run(remove_check, key)
    card = app.run(check_card, key)
    assert (card.symbol, card.issued_on) == ("01/KH-UBND", STARTS)


# -- visits
def test_how_far_a_check_is_follows_from_what_was_written_up(app):
    key = a_check(app)
    assert state(app, key) is CheckState.PLANNED
    arranged = a_visit(app, key, visited_on=date(2023, 5, 20))
    assert state(app, key) is CheckState.PLANNED
    visit = a_visit(app, key, starts_at="8h")
    assert state(app, key) is CheckState.PLANNED
    app.run(edit_visit, visit, VisitForm(visited_on=VISITED, place="Thôn Một", summary="Đã xem."))
    assert state(app, key) is CheckState.RUNNING
    app.run(remove_visit, visit)
    assert state(app, key) is CheckState.PLANNED
    app.run(undo_last)
    assert state(app, key) is CheckState.RUNNING
    assert app.run(arranged_visits, date(2023, 5, 10), date(2023, 5, 31)) == [
        (key, "Kiểm tra công khai ở thôn", "Thôn Một", date(2023, 5, 20))
    ]
    assert [line.id for line in app.run(check_card, key).visits] == [visit, arranged]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"place": " "}, "place"),
        ({"visited_on": date(2023, 5, 1)}, "visited_on"),
        ({"visited_on": date(2023, 5, 20), "summary": "đã xem"}, "visited_on"),
        ({"starts_at": "9h", "ends_at": "8h"}, "ends_at"),
        ({"starts_at": "sáng"}, "starts_at"),
    ],
)
def test_a_visit_that_cannot_be_is_refused_at_its_field(app, values, field):
    key = a_check(app)
    with pytest.raises(Invalid) as refused:
        a_visit(app, key, **values)
    assert refused.value.field == field
    assert app.run(check_card, key).visits == ()


def test_villages_are_offered_by_name(app):
    for name in ("Hai", "Một"):
        app.run(add_village, VillageForm(name=name))
    assert [name for _key, name in app.run(village_choices)] == ["thôn Hai", "thôn Một"]


# -- findings
def test_a_shortcoming_is_due_until_it_is_put_right(app):
    key, visit = a_visited_check(app)
    late = app.run(
        add_finding, visit, FindingForm(words="Thiếu sổ", remedy="Lập sổ", owner="Trưởng thôn", fix_by=date(2023, 5, 9))
    )
    app.run(add_finding, visit, FindingForm(words="Niêm yết rõ", is_shortcoming=False, owner="x", fix_by=VISITED))
    app.run(add_finding, visit, FindingForm(words="Thiếu ảnh", fix_by=date(2023, 5, 30)))
    [due] = app.run(due_findings, date(2023, 5, 10))
    assert (due.id, due.check_id, due.place, due.is_late(date(2023, 5, 10))) == (late, key, "Thôn Một", True)
    assert len(app.run(due_findings, date(2023, 5, 31))) == 2
    card = app.run(check_card, key)
    assert len(card.shortcomings) == 2
    assert (card.findings[1].owner, card.findings[1].fix_by) == ("", None)  # a remark has nobody to put it right
    app.run(fix_finding, late, date(2023, 5, 8), "đã lập")
    assert app.run(due_findings, date(2023, 5, 10)) == []
    app.run(reopen_finding, late)
    assert app.run(due_findings, date(2023, 5, 10))[0].result == ""


def test_findings_keep_to_the_days_of_their_visit(app):
    key, visit = a_visited_check(app)
    with pytest.raises(Invalid) as refused:
        app.run(add_finding, visit, FindingForm(words="Thiếu sổ", fix_by=STARTS))
    assert refused.value.field == "fix_by"
    with pytest.raises(Invalid):
        app.run(add_finding, visit, FindingForm(words=" "))
    coming = a_visit(app, key, visited_on=date(2023, 5, 20))
    with pytest.raises(Invalid, match="Chưa tới ngày"):
        app.run(add_finding, coming, FindingForm(words="Thiếu sổ"))
    found = app.run(add_finding, visit, FindingForm(words="Thiếu sổ"))
    for day in (STARTS, date(2023, 5, 11)):
        with pytest.raises(Invalid, match="04/05/2023"):
            app.run(fix_finding, found, day)
    app.run(fix_finding, found, VISITED)
    with pytest.raises(Invalid) as refused:
        app.run(edit_finding, found, FindingForm(words="Thiếu sổ", is_shortcoming=False))
    assert refused.value.field == "is_shortcoming"


def test_a_remark_cannot_be_put_right(app):
    _key, visit = a_visited_check(app)
    remark = app.run(add_finding, visit, FindingForm(words="Tốt", is_shortcoming=False))
    with pytest.raises(RuleViolation, match="nhận xét"):
        app.run(fix_finding, remark, VISITED)


def test_a_finding_alone_makes_a_check_run_and_its_removal_does_not(app):
    key = a_check(app)
    visit = a_visit(app, key)
    found = app.run(add_finding, visit, FindingForm(words="Thiếu sổ"))
    assert state(app, key) is CheckState.RUNNING
    app.run(remove_finding, found)
    assert state(app, key) is CheckState.PLANNED


# -- the conclusion
def test_concluding_proves_the_task_and_reopening_takes_it_back(app):
    plan = app.run(take_in_plan, a_plan())
    task = app.run(add_task, TaskForm(plan_id=plan, title="Kiểm tra"))
    key, _visit = a_visited_check(app, task_id=task)
    app.run(conclude_check, key, CONCLUDED)
    assert state(app, key) is CheckState.CONCLUDED
    assert proofs(app, task) == (1, [("checks", key)])
    app.run(reopen_check, key)
    assert state(app, key) is CheckState.RUNNING
    assert proofs(app, task) == (0, [])
    assert app.run(check_card, key).conclusion == CONCLUDED.conclusion
    with pytest.raises(RuleViolation, match="chưa kết luận"):
        app.run(reopen_check, key)


def test_a_conclusion_needs_words_a_visit_and_a_day_after_the_last_one(app):
    key = a_check(app)
    with pytest.raises(RuleViolation, match="ít nhất một buổi"):
        app.run(conclude_check, key, CONCLUDED)
    a_visit(app, key, summary="Đã xem.")
    for conclusion, day, field in (
        (" ", VISITED, "conclusion"),
        ("Tốt", date(2023, 5, 3), "concluded_on"),
        ("Tốt", date(2023, 5, 11), "concluded_on"),
    ):
        with pytest.raises(Invalid) as refused:
            app.run(conclude_check, key, ConclusionForm(conclusion=conclusion, concluded_on=day))
        assert refused.value.field == field


def test_a_check_with_a_visit_still_to_come_is_not_concluded(app):
    key, _visit = a_visited_check(app)
    a_visit(app, key, visited_on=date(2023, 5, 20))
    with pytest.raises(RuleViolation, match="20/05/2023 trong lịch"):
        app.run(conclude_check, key, CONCLUDED)


def test_after_the_conclusion_only_shortcomings_are_followed_up(app):
    key, visit = a_visited_check(app)
    found = app.run(add_finding, visit, FindingForm(words="Thiếu sổ"))
    app.run(conclude_check, key, CONCLUDED)
    for step in (
        lambda: a_visit(app, key),
        lambda: app.run(remove_visit, visit),
        lambda: app.run(edit_finding, found, FindingForm(words="khác")),
        lambda: app.run(remove_finding, found),
        lambda: app.run(edit_check, key, CheckForm(title="x", starts_on=STARTS)),
    ):
        with pytest.raises(RuleViolation, match="đã kết luận"):
            step()
    app.run(fix_finding, found, date(2023, 5, 10), "đã lập")
    assert app.run(check_card, key).shortcomings[0].fixed_on == date(2023, 5, 10)


# -- the bin, the book, rights
def test_a_removed_check_comes_back_whole(app):
    key, visit = a_visited_check(app)
    app.run(add_finding, visit, FindingForm(words="Thiếu sổ"))
    app.run(remove_check, key)
    assert app.run(counting(CHECKS), Query()) == (0, False)
    app.run(undo_last)
    card = app.run(check_card, key)
    assert [(line.place, len(line.findings)) for line in card.visits] == [("Thôn Một", 1)]


def test_the_book_counts_visits_and_open_shortcomings(app):
    _key, visit = a_visited_check(app)
    fixed = app.run(add_finding, visit, FindingForm(words="Thiếu sổ"))
    app.run(add_finding, visit, FindingForm(words="Thiếu ảnh"))
    app.run(fix_finding, fixed, VISITED)
    a_check(app, title="Khác", starts_on=date(2023, 4, 1))
    line = app.run(reading(CHECKS), Query(order="starts_on", descending=True)).lines[0]
    assert (line["visits"], line["shortcomings_left"]) == (1, 1)
    assert app.run(counting(CHECKS), Query(filters=(Filter("shortcomings_left", Op.FROM, 1),))) == (1, False)


def test_who_may_only_look_writes_nothing(app):
    key, visit = a_visited_check(app)
    set_roles(app, "thu", ("BC",))
    app.run(check_card, key)
    for step in (lambda: a_check(app), lambda: app.run(add_finding, visit, FindingForm(words="x"))):
        with pytest.raises(NotAllowed):
            step()
