"""How a plan becomes an official paper: titles, letters, appendices, the list of obligations, one language."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from builders import a_passage, a_plan

from dcapp.features.papers.issuing import marks_of
from dcapp.features.plan.prints import due_in_print, obligations_document, plan_document
from dcapp.features.plan.queries import signed_plan
from dcapp.features.plan.service import take_in_plan
from dcapp.features.plan.taking_in import form_of
from dcapp.features.plan.terms import PassageKind as Kind
from dcapp.kernel.i18n import use_language
from dcapp.printing.docx import write_docx
from dcapp.printing.layout_check import check_layout, measured
from dcapp.printing.model import NO_MARKS, Article, Heading, Numbered, Paragraph, RowKind, Table
from dcapp.printing.pdf import write_pdf
from dcapp.printing.text import plain_text
from dcapp.reading.extracting import extract
from dcapp.reading.reader import read_paper

PAPERS = Path(__file__).parents[2] / "reading" / "papers"


def kept(app, **values):
    return app.run(signed_plan, app.run(take_in_plan, a_plan(**values)))


def drawn(app, *passages, **values):
    return plan_document(kept(app, passages=passages, **values), app.office, NO_MARKS)


def paper(app, name):
    path = PAPERS / f"{name}.txt"
    plan = app.run(signed_plan, app.run(take_in_plan, form_of(read_paper(extract(path))), path.name))
    return plan_document(plan, app.office, NO_MARKS)


def item(text, marker="1.", kind=Kind.ITEM, part="I"):
    return a_passage(text, kind, marker, part=part, level=1)


def duty(text, part="I"):
    return a_passage(text, Kind.DUTY, "-", part=part, level=3)


END = a_passage("Trên đây là kế hoạch./.", Kind.CLOSING)


def test_an_item_that_only_names_what_follows_is_a_bold_title_kept_with_it(app):
    document = drawn(app, item("Mục đích"), duty("rõ việc."), item("Các thôn có trách nhiệm:", "2."), duty("họp."), END)
    assert document.blocks[0] == Numbered("1.", title="Mục đích", keep_with_next=True)
    assert document.blocks[2] == Numbered("2.", title="Các thôn có trách nhiệm:", keep_with_next=True)


def test_a_sentence_stays_a_sentence_and_keeps_what_it_announces(app):
    document = drawn(app, item("Giao các thôn:"), duty("họp dân."), item("Họp dân trong tháng.", "2."), END)
    first, _dash, last = document.blocks
    assert first == Numbered("1.", "Giao các thôn:", keep_with_next=True)
    assert last == Numbered("2.", "Họp dân trong tháng.")


def test_articles_with_a_title_are_bold_and_others_begin_on_their_line(app):
    document = drawn(
        app,
        item("Tổ chức thực hiện", "Điều 1."),
        item("Giao Văn phòng theo dõi.", "1."),
        item("Nội dung gồm:", "Điều 2."),
        item("Họp dân.", "1."),
        item("Hiệu lực thi hành", "Điều 3."),
        END,
    )
    articles = [block for block in document.blocks if isinstance(block, Article)]
    assert [(article.title, article.words) for article in articles] == [
        ("Tổ chức thực hiện", ""),
        ("", "Nội dung gồm:"),
        ("Hiệu lực thi hành", ""),
    ]
    assert articles[1].keep_with_next


@pytest.mark.parametrize("filler", range(18, 30))
def test_no_title_is_the_last_line_of_a_page(app, filler):
    lines = [duty(f"việc thứ {at} của thôn, làm xong thì ghi vào sổ.") for at in range(filler)]
    parts = [a_passage("NỘI DUNG", Kind.PART, "I.", part="I"), item("Nơi đây là tiêu đề"), duty("Ngay dưới tiêu đề.")]
    document = drawn(app, *lines, *parts, *lines, END)
    for sheet in measured(write_pdf(document)):
        bodies = [box for box in sheet.texts if box.size == 14]
        lowest = min(bodies, key=lambda box: box.bottom)
        assert "tiêu đề" not in lowest.text or "dưới" in lowest.text
        assert "NỘI DUNG" not in lowest.text
    word = docx.Document(io.BytesIO(write_docx(document)))
    held = [one for one in word.paragraphs if one.text in ("I. NỘI DUNG", "1. Nơi đây là tiêu đề")]
    assert [one.paragraph_format.keep_with_next for one in held] == [True, True]


def test_a_letter_has_no_name_of_type_and_its_subject_below_the_number(app):
    document = paper(app, "cong-van-tinh")
    sheet = measured(write_pdf(document))[0]
    number, subject = sheet.find("Số: 1450/UBND-NC"), sheet.find("V/v tiếp tục")
    assert document.is_letter
    assert "CÔNG VĂN" not in plain_text(document)
    assert (subject.size, subject.top < number.bottom) == (12, True)
    assert subject.middle == pytest.approx(number.middle, abs=1.5)


@pytest.mark.parametrize(
    ("name", "mark", "title", "rows"),
    [
        ("tinh-phu-luc", "Phụ lục", "PHÂN CÔNG NHIỆM VỤ", 4),
        ("bieu-tab", "", "BIỂU PHÂN CÔNG NHIỆM VỤ", 3),
        ("phu-luc-ke-dung", "Phụ lục", "PHÂN CÔNG NHIỆM VỤ THỰC HIỆN DÂN CHỦ Ở CƠ SỞ NĂM 2026", 9),
    ],
)
def test_what_followed_the_signature_is_an_appendix_on_pages_of_its_own(app, name, mark, title, rows):
    document = paper(app, name)
    [appendix] = document.appendices
    tables = [block for block in appendix.blocks if isinstance(block, Table)]
    assert (appendix.mark, appendix.title, len(tables[0].rows)) == (mark, title, rows)
    assert not any(isinstance(block, Table) for block in document.blocks)
    sheets = measured(write_pdf(document))
    signed = next(sheet.number for sheet in sheets if sheet.find(document.signatures[0].name))
    assert signed < sheets[-1].number
    assert sheets[-1].find(title[:20]) is not None


def test_rows_that_head_a_group_of_an_appendix_are_bold(app):
    [appendix] = paper(app, "phu-luc-ke-dung").appendices
    [table] = [block for block in appendix.blocks if isinstance(block, Table)]
    assert [row.cells[1] for row in table.rows if row.kind is RowKind.TOTAL] == [
        "CÔNG KHAI, MINH BẠCH",
        "ĐỐI THOẠI",
        "BÁO CÁO",
    ]


def test_text_after_the_end_without_a_heading_stays_in_the_paper(app):
    document = drawn(app, item("Họp dân."), a_passage("Đề nghị thực hiện./."), a_passage("Lời thêm."))
    assert document.appendices == ()
    assert [block.words for block in document.blocks[1:]] == ["Đề nghị thực hiện./.", "Lời thêm."]


@pytest.mark.parametrize(
    ("type_name", "is_party", "number"),
    [
        ("Kế hoạch", False, "Số: /KH-UBND"),
        ("Quyết định", False, "Số: /QĐ-UBND"),
        ("Công văn", False, "Số: /UBND"),
        ("Chỉ thị", True, "Số -CT/ĐU"),
    ],
)
def test_room_for_a_number_has_the_symbol_of_the_type(app, type_name, is_party, number):
    document = drawn(app, END, type_name=type_name, is_party=is_party, number="")
    assert " ".join(document.letterhead.number.split()) == number


def test_the_list_of_obligations_cites_the_plan_as_papers_do(app):
    document = obligations_document(kept(app), app.office, NO_MARKS)
    assert document.subject == (
        "Nghĩa vụ báo cáo theo Kế hoạch số 05/KH-UBND ngày 06 tháng 02 năm 2023\nThực hiện dân chủ ở xã năm 2023"
    )
    assert "ngày" in document.letterhead.place_date
    assert any(figure.isdigit() for figure in document.letterhead.place_date)
    bare = kept(app, number="", signed_on=None)
    assert obligations_document(bare, app.office, NO_MARKS).subject.startswith("Nghĩa vụ báo cáo theo Kế hoạch\n")


def test_the_note_of_the_list_is_a_paragraph_on_the_page_of_its_table(app):
    due = a_plan().obligations[0]
    plan = kept(app, obligations=tuple(due for _time in range(60)))
    document = obligations_document(plan, app.office, NO_MARKS)
    assert not any(isinstance(block, Heading) for block in document.blocks)
    assert isinstance(document.blocks[0], Paragraph)
    pdf = write_pdf(document)
    sheets = measured(pdf)
    assert len(sheets) > 2
    assert all(sheet.find("Người thực hiện") for sheet in sheets)
    assert sheets[0].find("Ngày nên xong là") is not None
    assert check_layout(pdf, document) == ()


def test_days_and_rhythms_are_said_in_the_words_of_papers(app):
    due, quarterly = kept(app).obligations
    assert (due_in_print(due), due_in_print(quarterly)) == ("trước 15/05/2023", "Hằng quý")


@pytest.fixture
def speaking():
    """Lets a test change the language of the screens."""
    yield use_language
    use_language("vi")


@pytest.mark.parametrize("draw", [plan_document, obligations_document])
def test_papers_are_vietnamese_whatever_the_screens_speak(app, speaking, draw):
    plan = kept(app, number="", signed_on=None)
    said = []
    for language in ("vi", "en"):
        speaking(language)
        document = draw(plan, app.office, marks_of(app.office))
        word = docx.Document(io.BytesIO(write_docx(document)))
        said.append((document, write_pdf(document), [paragraph.text for paragraph in word.paragraphs]))
    assert said[0] == said[1]


def test_a_plan_signed_long_ago_prints_its_own_day(app):
    document = drawn(app, END, signed_on=date(2023, 2, 6))
    assert document.letterhead.place_date == "Thử, ngày 06 tháng 02 năm 2023"
