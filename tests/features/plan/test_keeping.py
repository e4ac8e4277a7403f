"""Keeping a plan: one transaction, one undo, no number twice; obligations by hand; the outline of what was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_number, a_paper, a_plan, beside, read_with, set_roles
from sqlalchemy import func, select

from dcapp.db.journal import last_step, undo_last
from dcapp.features.attachments.service import attachment_content
from dcapp.features.papers.models import Paper
from dcapp.features.papers.service import add_paper
from dcapp.features.plan.models import ObligationAddressee, Plan, PlanCitation, PlanPassage
from dcapp.features.plan.queries import due_words, plan_of, plans, signed_plan
from dcapp.features.plan.sections import outline_of, section_card
from dcapp.features.plan.service import (
    CitationForm,
    ObligationForm,
    PlanHeadForm,
    add_obligation,
    edit_obligation,
    edit_plan_head,
    remove_obligation,
    remove_plan,
    split_names,
    take_in_plan,
)
from dcapp.features.plan.terms import Rhythm
from dcapp.kernel.errors import AlreadyThere, Invalid, NotAllowed, RuleViolation, Stale


def count(app, kind):
    return read_with(app, lambda uow: uow.session.scalar(select(func.count()).select_from(kind)))


def head(**values):
    return replace(PlanHeadForm(2023, "Kế hoạch", "Thử", "05/KH-UBND", date(2023, 2, 6)), **values)


# -- one action
def test_an_import_that_breaks_half_way_leaves_nothing(app):
    broken = a_plan(recipients=("UBND huyện;", None))
    before = {kind: count(app, kind) for kind in (Plan, PlanPassage, Paper, PlanCitation)}
    with pytest.raises(RuleViolation):
        app.run(take_in_plan, broken)
    assert {kind: count(app, kind) for kind in before} == before
    assert app.run(last_step) is None


def test_the_signed_file_is_kept_with_the_plan(real_app):
    plan = real_app.run(take_in_plan, a_plan(), "kế hoạch.pdf", b"%PDF-1.4 thu")
    kept = real_app.run(signed_plan, plan)
    assert real_app.run(attachment_content, kept.source_id) == ("kế hoạch.pdf", b"%PDF-1.4 thu")


def test_a_whole_import_with_its_file_is_one_step_of_undo(real_app):
    real_app.run(take_in_plan, a_plan(), "kế hoạch.pdf", b"%PDF-1.4 thu")
    assert real_app.run(undo_last) == "Nhập kế hoạch đã ký"
    assert real_app.run(plans) == []
    assert real_app.run(last_step) is None


@pytest.mark.parametrize("number", ["05/KH-UBND", "05 / KH - UBND", "05/KH-UBND "])
def test_the_same_number_twice_is_refused(app, number):
    app.run(take_in_plan, a_plan())
    with pytest.raises(AlreadyThere) as refused:
        app.run(take_in_plan, a_plan(number=number))
    assert refused.value.field == "number"
    assert len(app.run(plans)) == 1


@pytest.mark.parametrize("values", [{"year": 2024}, {"issuer": "Đảng ủy xã Thử"}, {"number": "06/KH-UBND"}])
def test_another_year_issuer_or_number_is_another_plan(app, values):
    app.run(take_in_plan, a_plan())
    app.run(take_in_plan, a_plan(**values))
    assert len(app.run(plans)) == 2


def test_plans_without_a_number_do_not_stand_in_each_others_way(app):
    app.run(take_in_plan, a_plan(number=""))
    app.run(take_in_plan, a_plan(number=""))
    assert len(app.run(plans)) == 2


@pytest.mark.parametrize("year", [1989, 2101])
def test_a_year_that_cannot_be_is_refused(app, year):
    with pytest.raises(Invalid):
        app.run(take_in_plan, a_plan(year=year))


def test_only_those_who_may_bring_plans_in(app):
    clerk = beside(app, "hoa", "TD")
    with pytest.raises(NotAllowed):
        clerk.run(take_in_plan, a_plan())
    plan = app.run(take_in_plan, a_plan())
    assert clerk.run(signed_plan, plan).number == "05/KH-UBND"
    for use_case, argument in ((edit_plan_head, head()), (remove_plan, None)):
        with pytest.raises(NotAllowed):
            clerk.run(use_case, plan, *([argument] if argument else []))


# -- what it cites
def test_known_documents_are_linked_and_unknown_ones_added_unchecked(app):
    known = app.run(add_paper, a_paper(subject="lời của sổ", issuer="UBND huyện"))
    cited = (
        *a_plan().citations,
        CitationForm(type_name="Chỉ thị", number="33/CT-TTg", issued_on=date(2021, 11, 26), subject="một việc"),
        CitationForm(type_name="Điều lệ"),
    )
    plan = app.run(take_in_plan, a_plan(citations=cited))
    lines = app.run(signed_plan, plan).citations
    assert lines[0].paper_id == known
    assert (lines[0].subject, lines[0].issuer) == ("về việc thử", "")  # the words of the plan
    added = read_with(app, lambda uow: [uow.session.get(Paper, line.paper_id) for line in lines[1:]])
    assert [(paper.type_name, paper.is_checked) for paper in added] == [("Chỉ thị", False), ("Điều lệ", False)]


def test_undo_of_an_import_takes_the_documents_it_brought_with_it(app):
    before = count(app, Paper)
    app.run(take_in_plan, a_plan())
    assert count(app, Paper) == before + 1
    app.run(undo_last)
    assert count(app, Paper) == before


def test_an_older_law_of_the_same_name_is_not_taken_for_the_newer(app):
    new = app.run(
        add_paper, a_paper(type_name="Luật", number="99/2025/QH15", subject="Thử", issued_on=date(2025, 6, 16))
    )
    cited = CitationForm(type_name="Luật", subject="Thử", issued_on=date(2015, 6, 19))
    plan = app.run(take_in_plan, a_plan(citations=(cited,)))
    [line] = app.run(signed_plan, plan).citations
    assert line.paper_id != new
    assert line.issued_on == date(2015, 6, 19)


# -- the head
def test_the_head_is_corrected_and_the_paragraphs_stay(app):
    plan = app.run(take_in_plan, a_plan())
    before = app.run(signed_plan, plan)
    app.run(edit_plan_head, plan, head(number=" 07 /KH-UBND", signer_name="Trần Thị Mới"))
    after = app.run(signed_plan, plan)
    assert (after.number, after.signer_name) == ("07/KH-UBND", "Trần Thị Mới")
    assert after.passages == before.passages
    app.run(undo_last)
    assert app.run(signed_plan, plan) == before


def test_a_plan_does_not_take_the_number_of_another(app):
    app.run(take_in_plan, a_plan(issuer=""))
    plan = app.run(take_in_plan, a_plan(number="06/KH-UBND", issuer=""))
    with pytest.raises(AlreadyThere):
        app.run(edit_plan_head, plan, head())
    app.run(edit_plan_head, plan, head(number="06/KH-UBND", subject="chỉ đổi tên"))


@pytest.mark.parametrize("form", [head(year=1800), head(subject=" ", type_name=" ")])
def test_a_head_that_cannot_be_is_refused(app, form):
    plan = app.run(take_in_plan, a_plan())
    with pytest.raises(Invalid):
        app.run(edit_plan_head, plan, form)


# -- obligations by hand
def by_hand(**values):
    made = ObligationForm(
        what="báo cáo  nhanh", plan_year="2023", who_line="Văn phòng; Tư pháp", addressee_line="Huyện"
    )
    return replace(made, **values)


def test_an_obligation_by_hand_joins_the_newest_plan_of_its_year(app):
    app.run(take_in_plan, a_plan())
    plan = app.run(take_in_plan, a_plan(number="06/KH-UBND"))
    key = app.run(add_obligation, by_hand(due_on=date(2023, 6, 30), is_before=True))
    lines = app.run(signed_plan, plan).obligations
    line = next(line for line in lines if line.id == key)
    assert (line.what, line.title) == ("báo cáo nhanh", "Báo cáo nhanh")
    assert line.who == ("Văn phòng", "Tư pháp")
    assert line.last_day == date(2023, 6, 29)
    assert lines[-1].id == key
    assert due_words(line) == "trước 30/06/2023"


def test_the_same_obligation_twice_is_refused(app):
    app.run(take_in_plan, a_plan())
    app.run(add_obligation, by_hand())
    with pytest.raises(AlreadyThere):
        app.run(add_obligation, by_hand())
    app.run(add_obligation, by_hand(every=Rhythm.MONTHLY))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"what": " "}, "what"),
        ({"day": 32}, "day"),
        ({"plan_year": "hai nghìn"}, "plan_year"),
        ({"plan_year": "2031"}, "plan_year"),
    ],
)
def test_an_obligation_that_cannot_be_is_refused_at_its_field(app, values, field):
    app.run(take_in_plan, a_plan())
    with pytest.raises(Invalid) as refused:
        app.run(add_obligation, by_hand(**values))
    assert refused.value.field == field


def test_addressees_follow_their_obligation_through_change_bin_and_back(app):
    plan = app.run(take_in_plan, a_plan())
    line = app.run(signed_plan, plan).obligations[0]
    app.run(edit_obligation, line.id, by_hand(what=line.what, addressee_line="Tỉnh; Huyện;  Đảng ủy"))
    assert app.run(signed_plan, plan).obligations[0].addressees == ("Tỉnh", "Huyện", "Đảng ủy")
    assert count(app, ObligationAddressee) == 3
    app.run(remove_obligation, line.id)
    assert count(app, ObligationAddressee) == 0
    app.run(undo_last)
    app.run(undo_last)
    assert app.run(signed_plan, plan).obligations[0] == line
    assert count(app, ObligationAddressee) == 2


def test_names_of_one_line_are_split_at_semicolons():
    assert split_names(" A ;; B  C;") == ("A", "B C")


# -- the outline
def test_the_outline_counts_what_hangs_on_each_item(app):
    plan = app.run(take_in_plan, a_plan())
    lines = {line.section: line for line in app.run(outline_of, plan) if line.item}
    assert (lines["II.2"].obligation_count, lines["II.2"].next_due) == (2, date(2023, 5, 15))
    assert lines["III.1"].duty_count == 1
    assert lines["I.1"].duty_count == lines["I.1"].obligation_count == 0
    card = app.run(section_card, plan, "II", "1")
    assert [passage.text for passage in card.passages] == ["Công khai thông tin.", "niêm yết tại trụ sở;"]


def test_a_plan_that_is_not_there_is_said_with_year_and_number(app):
    app.run(take_in_plan, a_plan())
    for arguments, words in (((2031,), "2031"), ((2023, "99/KH"), "99/KH")):
        with pytest.raises(RuleViolation, match=words):
            app.run(plan_of, *arguments)
    with pytest.raises(Stale):
        app.run(signed_plan, 999)


def test_who_may_no_longer_edit_is_stopped_at_once(app):
    plan = app.run(take_in_plan, a_plan())
    set_roles(app, "thu", ("BC",))
    with pytest.raises(NotAllowed):
        app.run(edit_plan_head, plan, head())
    assert a_number().series == ""
