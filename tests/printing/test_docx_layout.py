"""The Word file is built as an officer would build it: styles, margins, fields, rows that hold together."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dcapp.printing.docx import write_docx
from dcapp.printing.model import Appendix, Document, Image, Marks, Paragraph, Signature, Stamps, Table
from dcapp.printing.profile import profile_for
from dcapp.printing.qr import qr_png


def opened(paper):
    return docx.Document(io.BytesIO(write_docx(paper)))


@pytest.fixture(scope="module")
def word(a_plan, a_table):
    appendix = Appendix(title="Danh mục", blocks=(a_table(3),), landscape=True)
    return opened(a_plan(marks=Marks(draft=True, copy_number="Bản số 02", footer="Chân"), appendices=(appendix,)))


def paragraph_with(word, words):
    cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
    every = [*word.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    return next(paragraph for paragraph in every if words in paragraph.text)


def test_page_and_margins_are_those_of_the_decree(word):
    section = word.sections[0]

    for length, wanted in (
        (section.page_width, 210),
        (section.page_height, 297),
        (section.top_margin, 20),
        (section.bottom_margin, 20),
        (section.left_margin, 30),
        (section.right_margin, 15),
    ):
        assert length == pytest.approx(Mm(wanted), abs=Mm(0.2))


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("CỘNG HÒA XÃ HỘI", "nation"),
        ("Độc lập - Tự do", "motto"),
        ("UBND TỈNH", "parent_body"),
        ("XÃ TÂN LỘC", "issuing_body"),
        ("Số: 05/KH-UBND", "number"),
        ("ngày 05 tháng 02", "place_date"),
        ("KẾ HOẠCH", "type_name"),
        ("Căn cứ Luật", "bases"),
        ("I. MỤC ĐÍCH", "part"),
        ("Cán bộ thôn", "body"),
        ("Nơi nhận:", "recipients_lead"),
        ("- Lưu: VT.", "recipients"),
        ("TM. ỦY BAN", "authority"),
        ("Trần Thị Thử", "signer_name"),
    ],
)
def test_each_element_has_a_style_with_the_decree_s_letters(word, words, role):
    style, wanted = paragraph_with(word, words).style, profile_for().style(role)

    assert style.font.name == "Times New Roman"
    assert style.font.size == Pt(wanted.size)
    assert (bool(style.font.bold), bool(style.font.italic)) == (wanted.bold, wanted.italic)
    assert style.base_style.name == "Normal"


def test_running_text_is_justified_and_indented(word):
    layout = paragraph_with(word, "Cán bộ thôn").paragraph_format

    assert layout.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert layout.first_line_indent == pytest.approx(Mm(12.7), abs=Mm(0.2))
    assert layout.space_after >= Pt(6)
    assert 1.0 <= layout.line_spacing <= 1.5


def test_who_signs_within_the_text_stands_in_the_middle_of_the_right_half():
    layout = paragraph_with(opened(Document(blocks=(Paragraph("Người lập", signing=True),))), "lập").paragraph_format

    assert layout.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert layout.left_indent == pytest.approx(Mm(165 / 2), abs=Mm(0.2))
    assert not layout.first_line_indent


def test_page_number_is_a_field_from_the_second_page_on(word):
    section = word.sections[0]

    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert "DỰ THẢO" in section.header.paragraphs[1].text
    assert "DỰ THẢO" in section.first_page_header.paragraphs[1].text
    assert "Bản số 02" in section.header.paragraphs[1].text
    assert "Chân" in section.footer.paragraphs[0].text
    assert "DỰ THẢO" not in "".join(paragraph.text for paragraph in word.paragraphs)


def test_an_appendix_is_a_section_on_its_side_that_counts_from_one(word):
    section = word.sections[1]

    assert section.page_width > section.page_height
    assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_rows_hold_together_and_heads_repeat(word):
    table = next(table for table in word.tables if table.rows[0].cells[0].text == "TT")

    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None


def test_ruled_lines_are_borders_of_the_right_length(a_plan):
    word = opened(a_plan())
    rules = [
        p for cell in word.tables[0]._cells for p in cell.paragraphs if p._p.find(f".//{qn('w:pBdr')}") is not None
    ]
    lengths = []
    for rule, width in zip(rules, (Mm(165) - Mm(100) - Pt(6), Mm(100)), strict=True):
        lengths.append(width - rule.paragraph_format.left_indent - rule.paragraph_format.right_indent)

    assert Mm(12) < lengths[0] < Mm(22)
    assert Mm(52) < lengths[1] < Mm(60)
    assert not any(rule.text for rule in rules)


def test_last_text_stays_with_the_signature(a_plan, a_table):
    word = opened(a_plan())
    assert next(p for p in word.paragraphs if p.text.endswith("./.")).paragraph_format.keep_with_next

    short = opened(a_plan(closing="Hết./."))
    long_and_short = [p for p in short.paragraphs if p.style.name == "Nội dung"][-2:]
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in long_and_short)

    tabled = opened(a_plan(blocks=(a_table(5),), closing=""))
    table = next(table for table in tabled.tables if table.rows[0].cells[0].text == "TT")
    assert all(row.cells[1].paragraphs[0].paragraph_format.keep_with_next for row in table.rows[-2:])
    assert not table.rows[3].cells[1].paragraphs[0].paragraph_format.keep_with_next


def test_stamps_pictures_and_several_signatures_find_their_place(a_plan):
    word = opened(
        a_plan(
            blocks=(Paragraph("Mã:"), Image(png=qr_png("thử"), width_mm=40, alternative="Mã QR")),
            stamps=Stamps(secrecy="Mật", urgency="Khẩn", contact="Số 1 Trần Phú"),
            signatures=(Signature(titles=("Thư ký",), name="A"), Signature(titles=("Chủ trì",), name="B")),
        )
    )

    assert paragraph_with(word, "MẬT").runs[0].font.color.rgb is not None
    assert "Số 1 Trần Phú" in word.sections[0].first_page_footer.paragraphs[0].text
    assert 'descr="Mã QR"' in word.element.xml
    assert [cell.paragraphs[0].text for cell in word.tables[-1].rows[0].cells] == ["THƯ KÝ", "CHỦ TRÌ"]


def test_a_table_may_be_empty(a_plan, a_table):
    bare = a_table(0)
    empty = Table(columns=bare.columns, rows=())

    assert opened(a_plan(blocks=(empty,), closing="")).tables


def test_properties_name_the_paper_and_its_office(word):
    assert word.core_properties.title.startswith("Kế hoạch")
    assert word.core_properties.author == "Ủy ban nhân dân xã Tân Lộc"
    assert word.core_properties.comments == ""
