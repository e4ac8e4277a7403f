"""The decision on a committee and the list of its members on paper: the same in PDF and Word, whatever is spoken."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from a_committee import DEPUTY, HEAD, MEMBER, a_committee
from builders import a_paper

from dcapp.features.committee.prints import decision_document, members_document
from dcapp.features.committee.queries import committee_card
from dcapp.features.committee.service import (
    DecisionNumberForm,
    MemberForm,
    end_member,
    number_decision,
    renew_committee,
    set_up_committee,
)
from dcapp.features.committee.terms import CommitteeKind
from dcapp.features.papers.issuing import marks_of
from dcapp.features.papers.service import add_paper
from dcapp.kernel.i18n import use_language
from dcapp.printing.docx import write_docx
from dcapp.printing.layout_check import check_layout, measured
from dcapp.printing.model import NO_MARKS, Article, Dash, Numbered, flat
from dcapp.printing.pdf import write_pdf
from dcapp.printing.text import plain_text


def decided(app, *members, **values):
    key = app.run(set_up_committee, a_committee(**values), members or (HEAD, DEPUTY, MEMBER))
    return key, decision_document(app.run(committee_card, key), app.office, NO_MARKS)


def articles(document):
    return [flat(block.words) for block in document.blocks if isinstance(block, Article)]


def words_of_pdf(document):
    return " ".join(" ".join(box.text for sheet in measured(write_pdf(document)) for box in sheet.texts).split())


def words_of_word(document):
    word = docx.Document(io.BytesIO(write_docx(document)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in word.paragraphs] + cells


def test_a_decision_lists_its_members_in_the_first_article(app):
    _key, document = decided(app)
    listed = [flat(block.words) for block in document.blocks if isinstance(block, Numbered)]
    assert articles(document)[0] == "Thành lập Ban Chỉ đạo thực hiện dân chủ ở cơ sở gồm các ông (bà) có tên sau:"
    assert listed == [
        "Lê Văn An, Chủ tịch UBND xã - Trưởng ban;",
        "Trần Thị Bình, Phó Chủ tịch UBND xã - Phó Trưởng ban Thường trực;",
        "Võ Cúc, Văn phòng - Thành viên.",
    ]
    duties = [flat(block.words) for block in document.blocks if isinstance(block, Dash)]
    assert duties == [
        "Chỉ đạo việc thực hiện dân chủ;",
        "Kiểm tra các thôn;",
        "Võ Cúc: Tổng hợp, báo cáo.",
    ]
    assert articles(document)[2].endswith("chịu trách nhiệm thi hành Quyết định này./.")
    assert document.recipients[0] == "Như Điều 3;"


@pytest.mark.parametrize(
    ("decided_by", "line", "authority"),
    [
        ("Chủ tịch UBND", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ THỬ", ()),
        ("UBND xã", "ỦY BAN NHÂN DÂN XÃ THỬ", ("TM. ỦY BAN NHÂN DÂN",)),
    ],
)
def test_who_decides_stands_over_the_bases_and_at_the_signature(app, decided_by, line, authority):
    _key, document = decided(app, decided_by=decided_by)
    [signature] = document.signatures
    assert document.issuer_line == line
    assert (signature.authority, signature.titles, signature.name) == (authority, ("CHỦ TỊCH",), "Lê Văn Thử")


def test_the_bases_are_the_laws_in_force_on_the_day_of_the_decision(app):
    law = {"type_name": "Luật", "subject": "Tổ chức chính quyền địa phương"}
    first = {"number": "77/2015/QH13", "issued_on": date(2015, 6, 19), "in_force_from": date(2016, 1, 1)}
    app.run(
        add_paper, a_paper(**law, **first, in_force_to=date(2025, 6, 15))
    )  # the one after it comes with the program
    known = {}
    for day in (date(2023, 5, 1), date(2026, 5, 1)):
        _key, document = decided(app, decided_on=day, decision="12/QĐ-UBND", since=day, until=None)
        known[day.year] = [base for base in document.bases if "Tổ chức" in base]
        assert all(base.endswith(";") for base in document.bases[:-1])
        assert document.bases[-1].endswith(".")
    assert known == {
        2023: ["Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;"],
        2026: ["Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"],
    }


def test_a_renewal_names_the_decision_that_it_replaces(app):
    key, _document = decided(app)
    app.run(number_decision, key, DecisionNumberForm(issued_on=date(2023, 5, 8)))
    kept = [member.id for member in app.run(committee_card, key).members]
    new = app.run(renew_committee, key, a_committee(since=date(2023, 7, 1), until=None), kept)
    document = decision_document(app.run(committee_card, new), app.office, NO_MARKS)
    assert document.subject == "Về việc kiện toàn Ban Chỉ đạo thực hiện dân chủ ở cơ sở"
    assert articles(document)[0].startswith("Kiện toàn Ban Chỉ đạo")
    assert "thay thế Quyết định số 01/QĐ-UBND ngày 08 tháng 5 năm 2023." in articles(document)[2]


def test_an_assignment_says_who_is_in_charge_of_what(app):
    charge = MemberForm(name="Võ Cúc", post="Văn phòng", charge="công tác dân vận chính quyền;")
    name = "Phân công cán bộ phụ trách công tác dân vận"
    _key, document = decided(app, charge, kind=CommitteeKind.CHARGE, name=name, tasks="")
    assert document.subject == "Về việc phân công cán bộ phụ trách công tác dân vận"
    assert articles(document)[0] == "Phân công các ông (bà) có tên sau phụ trách công tác dân vận:"
    assert [flat(block.words) for block in document.blocks if isinstance(block, Numbered)] == [
        "Võ Cúc, Văn phòng: công tác dân vận chính quyền."
    ]
    assert len(articles(document)) == 2


def test_many_members_stand_in_a_list_of_their_own(app):
    crowd = [MemberForm(name=f"Người {number}", post="Trưởng thôn") for number in range(12)]
    _key, document = decided(app, HEAD, *crowd)
    assert articles(document)[0] == (
        "Thành lập Ban Chỉ đạo thực hiện dân chủ ở cơ sở gồm các ông (bà) có tên tại Danh sách kèm theo Quyết định này."
    )
    [appendix] = document.appendices
    assert len(appendix.blocks[0].rows) == 13
    assert check_layout(write_pdf(document), document) == ()


def test_the_list_of_members_keeps_those_who_left(app):
    key, _document = decided(app)
    leaving = next(member.id for member in app.run(committee_card, key).members if member.name == "Võ Cúc")
    app.run(end_member, leaving, date(2023, 4, 30))
    document = members_document(app.run(committee_card, key), app.office, NO_MARKS)
    now, _heading, before = document.blocks
    assert [row.cells[0] for row in now.rows] == ["Lê Văn An", "Trần Thị Bình"]
    assert before.rows[0].cells[0] == "Võ Cúc"
    assert before.rows[0].cells[-1] == "Từ 01/03/2023 đến 30/04/2023"


@pytest.fixture
def speaking():
    """Lets a test change the language of the screens."""
    yield use_language
    use_language("vi")


@pytest.mark.parametrize("draw", [decision_document, members_document])
def test_pdf_and_word_say_the_same_in_vietnamese_whatever_the_screens_speak(app, speaking, draw):
    key, _document = decided(app)
    said = []
    for language in ("vi", "en"):
        speaking(language)
        document = draw(app.run(committee_card, key), app.office, marks_of(app.office))
        assert check_layout(write_pdf(document), document) == ()
        word = words_of_word(document)
        said.append((plain_text(document), write_pdf(document), word))
        drawn = words_of_pdf(document)
        for text in word:
            for line in text.splitlines():
                assert all(part in drawn for part in line.split()), line
    assert said[0] == said[1]
