"""Tables whose columns share a heading or are counted below it, and tables in smaller letters."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from dcapp.printing.docx import write_docx
from dcapp.printing.layout_check import check_layout, measured
from dcapp.printing.model import Align, Column, Document, Heading, Letterhead, Paragraph, Row, RowKind, Table
from dcapp.printing.pdf import write_pdf
from dcapp.printing.profile import profile_for
from dcapp.printing.tabling import head_cells, table_edges
from dcapp.printing.text import plain_text

COLUMNS = (
    Column("Nội dung việc", 4),
    Column("Nhận đơn", 1, Align.CENTER, over="Hướng xử lý"),
    Column("Trả lại đơn", 1, over="Hướng xử lý"),
    Column("Ghi chú", 1.5),
)
HEAD = "STT Nội dung việc Hướng xử lý Ghi chú Nhận đơn Trả lại đơn (1) (2) (3) (4) (5)"


def grouped(rows=40, **changed):
    """A table with everything that a head can have."""
    lines = [Row((f"việc{at}. " + "của thôn " * (at % 9) + f"xong{at}.", "x", "", "30/9")) for at in range(rows)]
    total = Row(("Cộng", str(rows)), RowKind.TOTAL)
    made = Table(columns=COLUMNS, rows=(*lines, total), number_title="STT", counts_columns=True, size=10)
    return replace(made, **changed)


def paper(*blocks, **values):
    """A paper of blocks only."""
    return Document(blocks=blocks, **values)


def test_columns_with_one_heading_stand_below_it_and_the_others_take_both_rows():
    places = {place.text: (place.left, place.right, place.top, place.bottom) for place in head_cells(grouped())}
    assert places["STT"] == (0, 1, 0, 2)
    assert places["Hướng xử lý"] == (2, 4, 0, 1)
    assert places["Trả lại đơn"] == (3, 4, 1, 2)
    assert places["(5)"] == (4, 5, 2, 3)


def test_the_same_heading_further_on_is_a_heading_of_its_own():
    columns = (COLUMNS[1], COLUMNS[0], COLUMNS[2])
    over = [place for place in head_cells(Table(columns=columns, rows=())) if place.text == "Hướng xử lý"]
    assert [(place.left, place.right) for place in over] == [(0, 1), (2, 3)]


def test_a_plain_table_has_a_head_of_one_row(a_table):
    assert {(place.top, place.bottom, place.is_count) for place in head_cells(a_table(1))} == {(0, 1, False)}


def test_a_shared_heading_leaves_the_widths_as_they_were():
    plain = grouped(columns=tuple(replace(column, over="") for column in COLUMNS))
    assert table_edges(grouped(), profile_for(), 500, 3.5) == table_edges(plain, profile_for(), 500, 3.5)


@pytest.mark.parametrize(
    ("changed", "head"),
    [
        ({}, HEAD),
        ({"counts_columns": False}, HEAD.partition(" (1)")[0]),
        ({"columns": tuple(replace(column, over="") for column in COLUMNS), "number_title": ""}, None),
    ],
    ids=["both", "shared", "counts"],
)
def test_pdf_word_and_text_say_the_same_under_any_head(changed, head, squeezed, pdf_words, docx_words):
    document = paper(grouped(**changed))
    head = head or "Nội dung việc Nhận đơn Trả lại đơn Ghi chú (1) (2) (3) (4)"
    wanted = squeezed(plain_text(document))
    assert wanted.startswith(squeezed(head))
    assert pdf_words(write_pdf(document), head) == wanted
    assert docx_words(write_docx(document)) == wanted
    assert check_layout(write_pdf(document), document) == ()


def test_the_whole_head_repeats_and_no_row_breaks(pdf_pages, squeezed):
    pages = [squeezed(page) for page in pdf_pages(write_pdf(paper(grouped(120))))]
    assert len(pages) > 2
    assert all(page.startswith(squeezed(HEAD)) for page in pages)
    assert all(any(f"việc{at}." in page and f"xong{at}." in page for page in pages) for at in range(120))


def test_a_shared_heading_stands_in_the_middle_of_its_columns_and_titles_in_the_middle_of_theirs():
    sheet = measured(write_pdf(paper(grouped(3))))[0]
    over, first, second = sheet.find("Hướng xử lý"), sheet.find("Nhận đơn"), sheet.find("Trả lại đơn")
    note = sheet.find("Ghi chú")
    assert first.right < second.left
    assert over.bottom > first.top
    assert first.middle < over.middle < second.middle
    assert first.top < (note.bottom + note.top) / 2 < over.bottom + 4
    upright = sorted({round(rule.left, 1) for rule in sheet.rules if rule.height > rule.width})
    assert len(upright) == 6
    between = [rule for rule in sheet.rules if rule.height > rule.width and abs(rule.left - upright[3]) < 0.5]
    assert max(rule.top for rule in between) < over.bottom


def test_smaller_letters_are_those_of_head_and_cells_alone():
    sheet = measured(write_pdf(paper(Paragraph("Trước bảng."), grouped(3))))[0]
    assert sheet.find("Trước bảng").size == profile_for().style("body").size
    assert {box.size for box in sheet.texts if not box.text.startswith("Trước")} == {10}
    word = docx.Document(io.BytesIO(write_docx(paper(grouped(3), grouped(3, size=None)))))
    small, usual = ({cell.paragraphs[0].style.name for cell in table._cells} for table in word.tables)
    assert {word.styles[name].font.size for name in small} == {Pt(10)}
    assert {word.styles[name].font.size for name in usual} == {Pt(profile_for().style("table_cell").size)}


def test_word_repeats_all_rows_of_the_head_and_merges_its_cells():
    [table] = docx.Document(io.BytesIO(write_docx(paper(grouped(5))))).tables
    marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marked == [True] * 3 + [False] * 6
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    first, second, third = (table.rows[at].cells for at in range(3))
    assert [cell.text for cell in third] == ["(1)", "(2)", "(3)", "(4)", "(5)"]
    assert first[2]._tc is first[3]._tc
    assert first[2]._tc.grid_span == 2
    assert [first[at]._tc is second[at]._tc for at in range(5)] == [True, True, False, False, True]
    assert [second[2].text, second[3].text] == ["Nhận đơn", "Trả lại đơn"]


def test_word_s_columns_are_as_wide_as_those_of_the_pdf():
    document = paper(grouped(5))
    [table] = docx.Document(io.BytesIO(write_docx(document))).tables
    width = profile_for().text_size(landscape=False)[0]
    wanted = [Pt(right - left) for left, right in pairwise(table_edges(grouped(5), profile_for(), width, 3.5))]
    assert [column.width for column in table.columns] == pytest.approx(wanted, abs=Pt(0.1))
    for row in (table.rows[2], table.rows[5]):
        assert [cell.width for cell in row.cells] == pytest.approx(wanted, abs=Pt(0.1))
    assert table.rows[0].cells[2].width == pytest.approx(wanted[2] + wanted[3], abs=Pt(0.2))


def test_what_cannot_stand_with_a_tall_first_row_stands_together_above_it():
    tall = Row(("việc của thôn " * 188, "x", "", ""))
    head = Letterhead(issuing_body="UBND\nxã Thử", brief=True)
    document = paper(Heading("Mục"), replace(grouped(0), rows=(tall,)))
    document = replace(document, letterhead=head, type_name="Sổ thử", subject="Năm 2026", landscape=True)
    sheets = measured(write_pdf(document))
    assert sheets[0].find("UBND XÃ THỬ")
    assert sheets[0].find("SỔ THỬ")
    assert sheets[0].find("Mục")
    assert len(sheets) == 2


def test_a_book_has_its_office_on_one_line_and_no_head_of_the_state(docx_words, pdf_words, squeezed):
    head = Letterhead(issuing_body="Ủy ban nhân dân\nxã Thử", brief=True)
    document = paper(Paragraph("Có 1 lượt."), letterhead=head, type_name="Sổ thử", subject="Năm 2026")
    assert plain_text(document).splitlines() == ["ỦY BAN NHÂN DÂN XÃ THỬ", "SỔ THỬ", "Năm 2026", "Có 1 lượt."]
    wanted = squeezed(plain_text(document))
    assert pdf_words(write_pdf(document)) == wanted
    assert docx_words(write_docx(document)) == wanted
