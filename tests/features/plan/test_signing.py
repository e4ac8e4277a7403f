"""The check before signing says what is in the way, and nothing of a paper that is in order; numbers for plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_number, a_paper, a_passage, a_plan, beside, read_with
from sqlalchemy import select

from dcapp.db.journal import last_step, undo, undo_last
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.queries import number_gaps
from dcapp.features.papers.service import add_paper, cancel_number, edit_paper, take_number
from dcapp.features.papers.signing import (
    BASES,
    LAYOUT,
    LEFTOVERS,
    NUMBER,
    RECIPIENTS,
    SIGNER,
    TOPICS,
    LegalBasis,
    NumberInBook,
    signing_findings,
)
from dcapp.features.papers.terms import IssueState
from dcapp.features.plan.prints import plan_document
from dcapp.features.plan.queries import signed_plan
from dcapp.features.plan.service import take_in_plan
from dcapp.features.plan.signing import PlanNumberForm, number_plan, plan_findings, signing_material
from dcapp.features.plan.terms import PassageKind
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation, Stale
from dcapp.printing.model import House, Marks

DAY = date(2023, 5, 9)


def prepared(app, **values):
    """A plan drawn up in the office, its basis known to be in force."""
    app.run(add_paper, a_paper())
    first, *others = a_plan().passages
    passages = (replace(first, text=first.text.rstrip(";") + "."), *others)
    drawn_up = {"number": "", "signed_on": None, "issuer": "", "passages": passages}
    return app.run(take_in_plan, a_plan(**{**drawn_up, **values}))


def ready(app, **values):
    plan = prepared(app, **values)
    app.run(number_plan, plan, PlanNumberForm(issued_on=DAY))
    return plan


def findings(app, plan):
    return plan_findings(app.run(signing_material, plan), app.office)


def said(found, topic):
    return [finding.message for finding in found if finding.topic == topic]


def test_a_plan_that_is_in_order_has_no_findings(app):
    assert findings(app, ready(app)) == ()


def test_every_finding_says_what_helps_and_belongs_to_a_topic(app):
    plan = app.run(take_in_plan, a_plan(number="", signed_on=None, recipients=(), signer_name="", citations=()))
    found = findings(app, plan)
    assert found
    assert all(finding.topic in TOPICS and finding.message and finding.hint for finding in found)


def test_a_plan_without_number_and_day_is_told_so(app):
    messages = said(findings(app, prepared(app)), NUMBER)
    assert messages == ["Chưa có số và ký hiệu.", "Chưa ghi ngày ban hành."]


def test_a_number_that_the_book_does_not_have_is_told(app):
    app.run(add_paper, a_paper())
    plan = app.run(take_in_plan, a_plan(signed_on=DAY))
    assert said(findings(app, plan), NUMBER) == ["Số này không có trong sổ văn bản đi."]


def test_a_cancelled_number_or_another_day_is_told(app):
    plan = ready(app)
    key = read_with(app, lambda uow: uow.session.scalar(select(IssuedPaper.id)))
    material = app.run(signing_material, plan)
    assert material.in_book == NumberInBook(IssueState.ISSUED, DAY, "")
    app.run(cancel_number, key, "Ghi nhầm")
    assert "Ghi nhầm" in said(findings(app, plan), NUMBER)[0]
    document = plan_document(material.plan, app.office, Marks())
    other = signing_findings(document, (), app.office, DAY, NumberInBook(IssueState.ISSUED, date(2023, 5, 1), ""))
    assert "01/05/2023" in said(other, NUMBER)[0]


@pytest.mark.parametrize("number", ["05/QĐ-UBND", "05/KH-HĐND", "05/UBND"])
def test_a_symbol_of_another_type_or_body_is_told(app, number):
    app.run(add_paper, a_paper())
    plan = app.run(take_in_plan, a_plan(number=number, signed_on=DAY))
    messages = said(findings(app, plan), NUMBER)
    assert any("Ký hiệu" in message for message in messages)
    hints = [finding.hint for finding in findings(app, plan)]
    assert any("KH-UBND" in hint for hint in hints)


def test_a_basis_that_is_not_in_force_on_the_day_is_told(app):
    plan = ready(app)
    [cited] = app.run(signed_plan, plan).citations
    app.run(edit_paper, cited.paper_id, a_paper(in_force_to=DAY))
    assert said(findings(app, plan), BASES) == []  # the last day counts
    app.run(edit_paper, cited.paper_id, a_paper(in_force_to=date(2023, 5, 8)))
    assert said(findings(app, plan), BASES) == ["Quyết định 12/QĐ-UBND: hết hiệu lực vào ngày 09/05/2023"]
    new = app.run(add_paper, a_paper(number="20/QĐ-UBND"))
    app.run(edit_paper, cited.paper_id, a_paper(in_force_to=date(2023, 5, 8), replaced_by_id=new))
    [finding] = [finding for finding in findings(app, plan) if finding.topic == BASES]
    assert "bị thay thế" in finding.message
    assert "20/QĐ-UBND" in finding.hint
    app.run(edit_paper, cited.paper_id, a_paper(in_force_from=None))
    assert "kiểm tra" in said(findings(app, plan), BASES)[0]
    app.run(edit_paper, cited.paper_id, a_paper(in_force_from=date(2023, 6, 1)))
    assert "chưa có hiệu lực" in said(findings(app, plan), BASES)[0]


def test_a_plan_without_bases_is_told(app):
    passages = tuple(passage for passage in a_plan().passages if passage.kind is not PassageKind.BASIS)
    plan = ready(app, passages=passages, citations=())
    assert said(findings(app, plan), BASES) == ["Chưa có căn cứ ban hành."]


def test_bases_and_the_last_sentence_end_as_the_decree_has_it(app):
    """The finding quotes the line, so that the officer knows where to look."""
    document = plan_document(app.run(signed_plan, ready(app)), app.office, Marks())
    bad = replace(document, bases=("Căn cứ Luật A,", "Căn cứ Nghị định B;"), closing="Trên đây là kế hoạch.")
    found = signing_findings(bad, (), app.office, DAY)
    assert said(found, BASES) == [
        "Dòng căn cứ 1 chưa kết thúc bằng dấu chấm phẩy: «Căn cứ Luật A,»",
        "Dòng căn cứ 2 chưa kết thúc bằng dấu chấm: «Căn cứ Nghị định B;»",
    ]
    assert said(found, LAYOUT) == ["Cuối văn bản chưa có dấu “./.”: «Trên đây là kế hoạch.»"]
    party = replace(bad, letterhead=replace(document.letterhead, house=House.PARTY))
    assert said(signing_findings(party, (), app.office, DAY), BASES) == []


@pytest.mark.parametrize(
    "words",
    [
        "Giao cho [...] thực hiện.",
        "Giao cho [tên đơn vị] thực hiện.",
        "Giao cho … thực hiện.",
        "Giao cho ..... thực hiện.",
        "Giao cho ____ thực hiện.",
        "Giao cho xxx thực hiện.",
        "Xong trước ngày xx/xx/2023 nhé.",
        "TO" + "DO: viết nốt đoạn này.",
        "Giao cho  Văn phòng thực hiện.",
        "Xong trước ngày 15/5??",
    ],
)
def test_every_leftover_is_told_with_its_place(app, words):
    passages = (*a_plan().passages[:-1], a_passage(words), a_plan().passages[-1])
    messages = said(findings(app, ready(app, passages=passages)), LEFTOVERS)
    assert messages
    assert all("«" in message for message in messages)


@pytest.mark.parametrize(
    "words",
    [
        "Trên đây là kế hoạch, đề nghị các đơn vị thực hiện./.",
        "Thực hiện các mục XX, XXI và XXIX của nghị quyết.",
        "Theo tài liệu [1] và bảng 3.2.1.",
    ],
)
def test_words_that_look_alike_are_left_in_peace(app, words):
    passages = (*a_plan().passages[:-1], a_passage(words), a_plan().passages[-1])
    assert said(findings(app, ready(app, passages=passages)), LEFTOVERS) == []


def test_recipients_are_asked_for_and_end_as_they_should(app):
    plan = ready(app, recipients=("UBND huyện;",))
    assert said(findings(app, plan), RECIPIENTS) == ["Dòng cuối của nơi nhận chưa phải là “Lưu”."]
    none = app.run(take_in_plan, a_plan(number="", recipients=()))
    assert said(findings(app, none), RECIPIENTS) == ["Chưa có nơi nhận."]
    document = plan_document(app.run(signed_plan, plan), app.office, Marks())
    bad = replace(document, recipients=("UBND huyện,", "Lưu: VT"))
    assert len(said(signing_findings(bad, (), app.office, DAY), RECIPIENTS)) == 2


@pytest.mark.parametrize(("field", "words"), [("signer_name", "họ tên"), ("signer_title", "chức vụ")])
def test_a_signer_without_name_or_title_is_told(app, field, words):
    [message] = said(findings(app, ready(app, **{field: ""})), SIGNER)
    assert words in message


def test_a_paper_without_signatures_or_content_is_told(app):
    document = plan_document(app.run(signed_plan, ready(app)), app.office, Marks())
    bare = replace(document, signatures=(), blocks=(), closing="")
    found = signing_findings(bare, (), app.office, DAY)
    assert said(found, SIGNER) == ["Chưa có người ký."]
    assert "Văn bản chưa có nội dung." in said(found, LAYOUT)


def test_layout_findings_name_their_page(app, monkeypatch):
    from dcapp.printing import layout_check

    found = (layout_check.Finding(2, "Chữ đè lên nhau"),)
    monkeypatch.setattr(layout_check, "check_layout", lambda _pdf, _document: found)
    assert said(findings(app, ready(app)), LAYOUT) == ["Trang 2: Chữ đè lên nhau"]


def test_a_basis_judges_by_the_same_rule_as_the_book():
    basis = LegalBasis("x", True, date(2023, 1, 1), date(2023, 5, 1), "y")
    assert [basis.validity(day).value for day in (date(2022, 1, 1), date(2023, 5, 1), DAY)] == [
        "coming",
        "in_force",
        "replaced",
    ]


# -- the number
def test_a_plan_gets_the_next_number_and_the_book_a_line(app):
    app.run(take_number, a_number(issued_on=date(2023, 5, 2)))
    plan = prepared(app)
    assert app.run(number_plan, plan, PlanNumberForm(issued_on=DAY, copies=12)) == "02/KH-UBND"
    kept = app.run(signed_plan, plan)
    assert (kept.number, kept.signed_on) == ("02/KH-UBND", DAY)
    line = read_with(app, lambda uow: uow.session.scalar(select(IssuedPaper).where(IssuedPaper.number == 2)))
    assert (line.source_kind, line.source_id, line.copies, line.signer) == ("Plan", plan, 12, "Lê Văn Thử")
    assert "Lưu: VT" in line.recipients
    assert app.run(number_gaps, 2023) == []


def test_the_number_and_the_plan_are_written_together_or_not_at_all(app):
    app.run(take_number, a_number(issued_on=date(2023, 5, 20)))
    plan = prepared(app)
    with pytest.raises(RuleViolation):
        app.run(number_plan, plan, PlanNumberForm(issued_on=DAY))
    assert app.run(signed_plan, plan).number == ""
    assert len(read_with(app, lambda uow: uow.session.scalars(select(IssuedPaper)).all())) == 1


def test_a_number_is_not_taken_back_by_undo(app):
    plan = prepared(app)
    step = app.run(last_step)
    app.run(number_plan, plan, PlanNumberForm(issued_on=DAY))
    assert app.run(last_step) == step
    with pytest.raises(Stale):
        app.run(undo, step.id)
    with pytest.raises(Stale):
        app.run(undo_last)
    assert app.run(signed_plan, plan).number == "01/KH-UBND"


def test_a_plan_gets_one_number_only(app):
    plan = ready(app)
    with pytest.raises(RuleViolation, match="01/KH-UBND"):
        app.run(number_plan, plan, PlanNumberForm(issued_on=DAY))
    assert len(read_with(app, lambda uow: uow.session.scalars(select(IssuedPaper)).all())) == 1


def test_a_party_paper_or_an_unknown_type_gets_none(app):
    party = prepared(app, is_party=True)
    with pytest.raises(RuleViolation, match="Đảng"):
        app.run(number_plan, party, PlanNumberForm(issued_on=DAY))
    strange = app.run(take_in_plan, a_plan(number="", type_name="Sớ tâu"))
    with pytest.raises(Invalid) as refused:
        app.run(number_plan, strange, PlanNumberForm(issued_on=DAY))
    assert refused.value.field == "type_name"


def test_who_may_take_numbers_but_not_edit_plans_numbers_none(app):
    plan = prepared(app)
    for role in ("BC", "TD"):
        with pytest.raises(NotAllowed):
            beside(app, f"hoa{role}".lower(), role).run(number_plan, plan, PlanNumberForm(issued_on=DAY))
