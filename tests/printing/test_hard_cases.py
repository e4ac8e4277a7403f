"""Papers as real offices have them: endless names, words without blanks, many recipients, long tables, long plans."""

from __future__ import annotations

import io
import time
from itertools import pairwise

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from dcapp.printing.docx import write_docx
from dcapp.printing.layout_check import check_layout, measured, page_number_on
from dcapp.printing.model import Align, Column, Letterhead, Numbered, Paragraph, RegisterSheet, Row, Signature, Table
from dcapp.printing.official import PRODUCER, official
from dcapp.printing.pdf import write_pdf
from dcapp.printing.profile import POINTS_PER_MM, profile_for
from dcapp.printing.table_pdf import write_register_pdf
from dcapp.printing.text import plain_text

MM = POINTS_PER_MM
ENDLESS = "ỦyBanNhânDânXãTânLộcThượng" * 6
LONG = "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở và công tác dân vận chính quyền " * 3
HEAD = Letterhead(
    parent_body=LONG, issuing_body=ENDLESS, number="Số: 123/KH-" + "BCĐTHQCDC" * 6, place_date=f"{LONG}, ngày"
)
SIGNER = Signature(authority=("TM. " + LONG,), titles=(ENDLESS,), name=LONG)


@pytest.mark.parametrize(
    "changed",
    [
        {"letterhead": HEAD},
        {"signatures": (SIGNER,)},
        {"signatures": (SIGNER, SIGNER, SIGNER)},
        {"recipients": (ENDLESS + ";", LONG + ";", *(f"Ban, ngành số {at};" for at in range(40)))},
        {"subject": LONG, "type_name": ENDLESS},
        {"addressees": (LONG + ";", ENDLESS + ".")},
        {"blocks": (Paragraph(ENDLESS * 12), Numbered("1.", LONG, ENDLESS))},
    ],
    ids=["head", "signer", "signers", "recipients", "title", "addressees", "text"],
)
def test_names_of_any_length_lose_nothing_and_cover_nothing(a_plan, squeezed, pdf_words, docx_words, changed):
    paper = a_plan(**changed)
    pdf, wanted = write_pdf(paper), squeezed(plain_text(paper))
    assert check_layout(pdf, paper) == ()
    assert sorted(pdf_words(pdf)) == sorted(wanted)
    assert docx_words(write_docx(paper)) == wanted


def test_rules_stay_in_their_column_under_endless_names(a_plan):
    sheet = measured(write_pdf(a_plan(letterhead=HEAD)))[0]
    issuer, nation = sheet.rules[:2]
    assert issuer.right < sheet.find("CỘNG HÒA").left
    assert nation.left >= issuer.right
    assert nation.right <= sheet.width - 15 * MM + 1


@pytest.fixture(scope="module")
def hard_table():
    columns = (Column("TT", 0.4, Align.CENTER), Column("Nội dung", 4), Column("Chủ trì", 1.2), Column("Hạn", 1))
    rows = [Row((str(at), "việc của thôn " * (1 + at % 9), "Văn phòng", "30/9/2026")) for at in range(60)]
    rows[7] = Row(("7", "rất dài " * 900, ENDLESS, "x" * 60))
    return Table(columns=columns, rows=tuple(rows))


def test_a_table_of_sixty_rows_repeats_its_head_and_keeps_every_cell(a_plan, hard_table, squeezed, docx_words):
    paper = a_plan(blocks=(hard_table,))
    pdf = write_pdf(paper)
    sheets = measured(pdf)
    tabled = [sheet for sheet in sheets if sheet.find("30/9/2026") or sheet.find("rất dài")]
    assert len(tabled) > 4
    assert all(sheet.find("Nội dung") for sheet in tabled)
    assert check_layout(pdf, paper) == ()
    assert docx_words(write_docx(paper)) == squeezed(plain_text(paper))
    word = docx.Document(io.BytesIO(write_docx(paper)))
    table = next(table for table in word.tables if len(table.rows) > 60)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_one_endless_word_does_not_take_the_room_of_the_other_columns(a_plan, hard_table):
    sheet = measured(write_pdf(a_plan(blocks=(hard_table,))))[0]
    upright = sorted({round(rule.left) for rule in sheet.rules if rule.height > rule.width})
    widths = [right - left for left, right in pairwise(upright)]
    assert widths[1] == max(widths)


def test_a_line_that_a_long_number_would_tear_apart_is_not_stretched(a_plan):
    number = "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN-MTTQVN-BTV"
    text = f"Căn cứ Nghị quyết liên tịch số {number} ngày 15 tháng 6 năm 2017 của Ủy ban Thường vụ Quốc hội."
    sheet = measured(write_pdf(a_plan(blocks=(Paragraph(text),))))[0]
    torn = [box for box in sheet.texts if box.text in ("Nghị", "quyết", "liên", "tịch")]
    assert torn == []
    assert sheet.find("Căn cứ Nghị quyết liên tịch số") is not None


def test_page_numbers_of_a_register_are_those_of_papers_and_the_foot_counts_the_pages(pdf_pages, squeezed):
    sheet = RegisterSheet(columns=(Column("Số"), Column("Trích yếu", 4)), title="Sổ thử", letterhead=HEAD)
    pdf = write_register_pdf(sheet, (("01", LONG) for _row in range(80)))
    pages = measured(pdf)
    assert [page_number_on(page) for page in pages] == ["", *map(str, range(2, len(pages) + 1))]
    size = profile_for().style("page_number").size
    assert next(box for box in pages[1].texts if box.text == "2").size == pytest.approx(size)
    assert all(squeezed(f"Trang {at}/{len(pages)}") in squeezed(page) for at, page in enumerate(pdf_pages(pdf), 1))


def test_properties_name_the_paper_and_its_body_and_no_machine(a_plan):
    head = Letterhead(issuing_body="ỦY BAN NHÂN DÂN\nXÃ TÂN LỘC\x07")
    paper = a_plan(letterhead=head, subject="Việc\nhai dòng\x00")
    sheet = RegisterSheet(columns=(Column("Số"),), title="Sổ thử", letterhead=head)
    for pdf, title in ((write_pdf(paper), "Kế hoạch Việc hai dòng"), (write_register_pdf(sheet, ()), "Sổ thử")):
        with pypdfium2.PdfDocument(pdf) as opened:
            said = opened.get_metadata_dict(skip_empty=True)
        assert (said["Title"], said["Author"], said["Creator"]) == (title, "ỦY BAN NHÂN DÂN XÃ TÂN LỘC", PRODUCER)
        assert not {"Subject", "Keywords"} & set(said) or said.get("Subject", "unspecified") == "unspecified"
    properties = docx.Document(io.BytesIO(write_docx(paper))).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == (
        "ỦY BAN NHÂN DÂN XÃ TÂN LỘC",
        PRODUCER,
        "",
    )


def test_every_font_of_the_file_is_embedded(a_plan, a_table):
    from pypdfium2 import raw

    sheet = RegisterSheet(columns=(Column("Số"),), title="Sổ thử", letterhead=Letterhead(issuing_body="Xã"))
    for pdf in (write_pdf(a_plan(blocks=(a_table(3),))), write_register_pdf(sheet, (("ệ 日",),))):
        with pypdfium2.PdfDocument(pdf) as opened:
            found = [
                raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item))
                for page in opened
                for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,))
            ]
        assert found
        assert all(embedded == 1 for embedded in found)


def test_a_plan_of_twenty_pages_is_printed_while_one_looks_on(a_plan):
    """Measured against the library's own way of setting the same text, so that the machine does not matter."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph as TheirParagraph
    from reportlab.platypus import SimpleDocTemplate

    from dcapp.printing.fonts import face_name

    def quickest(run):
        """A busy machine only adds."""
        taken = []
        for _time in range(3):
            began = time.perf_counter()
            run()
            taken.append(time.perf_counter() - began)
        return min(taken)

    paper = a_plan(items=150)
    assert len(measured(write_pdf(paper))) >= 20
    style = ParagraphStyle("x", fontName=face_name(bold=False, italic=False), fontSize=14, leading=17, alignment=4)
    words = [f'<font name="{style.fontName}">{line}</font>' for line in plain_text(paper).splitlines()]
    ours = quickest(lambda: write_pdf(paper))
    theirs = quickest(
        lambda: SimpleDocTemplate(io.BytesIO()).build([TheirParagraph(text.replace("&", ""), style) for text in words])
    )
    assert ours < 4 * theirs


def test_fixed_words_are_filled_in_but_never_translated():
    assert official("Danh mục {name}", name="{x}") == "Danh mục {x}"
    assert official("Giữ {ngoặc}") == "Giữ {ngoặc}"
