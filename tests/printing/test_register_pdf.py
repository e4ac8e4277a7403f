"""A printed register keeps every cell, repeats its head, says which page of how many, and is quick."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcapp.kernel.errors import EnvironmentFault
from dcapp.printing.layout_check import check_layout, measured
from dcapp.printing.model import Align, Column, Document, Letterhead, Marks, RegisterSheet
from dcapp.printing.table_pdf import save_register_pdf, write_register_pdf

COLUMNS = (
    Column("Số, ký hiệu", 1.2, Align.CENTER),
    Column("Ngày", 1, Align.CENTER),
    Column("Trích yếu", 4),
    Column("Số bản", 0.7, Align.RIGHT),
)
SHEET = RegisterSheet(
    columns=COLUMNS,
    title="Sổ đăng ký văn bản đi",
    subtitle="Năm 2026",
    letterhead=Letterhead(parent_body="UBND tỉnh An Bình", issuing_body="Ủy ban nhân dân xã Tân Lộc"),
    marks=Marks(sample=True, audit_head="In lúc 10:20"),
)


def lines(count):
    for at in range(count):
        yield (
            f"{at + 1:02d}/KH-UBND",
            "05/02/2026",
            f"Kế hoạch số {at} về việc họp dân ở các thôn " * (1 + at % 3),
            "12",
        )


def test_every_cell_stands_in_the_pdf_and_each_page_has_its_head(pdf_pages, squeezed):
    pages = pdf_pages(write_register_pdf(SHEET, lines(200)))
    said = squeezed("".join(pages))

    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        assert "Trích yếu" in page
        assert squeezed(f"Trang {number}/{len(pages)}") in squeezed(page)
        assert "MẪU" in page
    for row in lines(200):
        assert squeezed("".join(row[:3])) in said


def test_nothing_leaves_the_margins_or_covers_another_line():
    pdf = write_register_pdf(SHEET, lines(60))

    assert check_layout(pdf, Document(letterhead=SHEET.letterhead)) == ()
    assert all(sheet.width > sheet.height for sheet in measured(pdf))


def test_rows_are_never_broken_between_pages(pdf_pages):
    for page in pdf_pages(write_register_pdf(SHEET, lines(120))):
        body = page[page.index("Số bản") :]
        assert body.count("/KH-UBND") == body.count("05/02/2026")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    rows=st.lists(st.lists(st.text("ab ộế,đ/-日✓", max_size=200), min_size=4, max_size=4), min_size=1, max_size=15),
    landscape=st.booleans(),
)
def test_no_length_of_cells_breaks_the_page(rows, landscape):
    sheet = RegisterSheet(columns=COLUMNS, title="Sổ thử", landscape=landscape)
    pdf = write_register_pdf(sheet, rows)

    found = [finding for finding in check_layout(pdf, Document()) if "lề" in finding.message]
    assert found == []


def test_a_row_taller_than_a_page_goes_on_overleaf(pdf_pages, squeezed):
    tall = " ".join(f"chữ{at}" for at in range(4000))
    pages = pdf_pages(write_register_pdf(SHEET, [("01", "", tall, "1"), ("02", "", "ngắn", "2")]))

    assert len(pages) > 3
    said = squeezed("".join(pages))
    assert all(f"chữ{at}" in said for at in (0, 1999, 3999))
    assert "ngắn" in said


def test_rows_are_read_once_and_progress_is_told():
    told = []
    write_register_pdf(SHEET, lines(650), progress=told.append)

    assert told == [200, 400, 600]


def test_cancelling_leaves_no_file(tmp_path):
    path = tmp_path / "so.pdf"

    assert not save_register_pdf(SHEET, lines(500), path, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []
    assert save_register_pdf(SHEET, lines(5), path)
    assert path.read_bytes().startswith(b"%PDF")
    with pytest.raises(EnvironmentFault):
        save_register_pdf(SHEET, lines(5), tmp_path / "no" / "so.pdf")


def test_an_empty_register_still_prints_its_head(pdf_pages):
    (page,) = pdf_pages(write_register_pdf(SHEET, ()))

    assert "Số, ký hiệu" in page


def test_long_registers_cost_far_less_than_the_library_s_own_table():
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    from dcapp.printing.fonts import face_name

    began = time.perf_counter()
    write_register_pdf(SHEET, lines(1500))
    ours = time.perf_counter() - began
    style = ParagraphStyle("c", fontName=face_name(bold=False, italic=False), fontSize=10)
    began = time.perf_counter()
    SimpleDocTemplate(io.BytesIO(), pagesize=A4[::-1]).build(
        [LongTable([[Paragraph(cell, style) for cell in row] for row in lines(1500)], repeatRows=1)]
    )
    theirs = time.perf_counter() - began

    assert ours * 2 < theirs
