"""The register of issued documents is printed with the columns of the decree, and every number in it is explained."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest
from builders import a_number

from dcapp.db.use_case import allowed
from dcapp.features.office.prints import register_sheet
from dcapp.features.papers import prints
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.prints import issued_book
from dcapp.features.papers.service import cancel_number, edit_issued, take_number
from dcapp.kernel.i18n import use_language
from dcapp.printing.layout_check import check_layout, measured
from dcapp.printing.model import Document, Marks
from dcapp.printing.table_pdf import write_register_pdf

COLUMNS = [
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
]
ROOMS = Path(prints.__file__).parents[3] / "dcapp"


def test_the_columns_are_those_of_the_decree_and_say_what_was_issued(app):
    app.run(
        take_number,
        a_number(signer="Lê Văn Thử", recipients="- UBND huyện;\n- Lưu: VT.", kept_by="Văn thư", copies=5, note="gấp"),
    )
    table = app.run(issued_book, 2023)
    assert [heading.text for heading in table.headings] == COLUMNS
    assert table.rows == (
        (
            *("01/KH-UBND", "08/05/2023", "Kế hoạch thử việc", "Lê Văn Thử"),
            *("- UBND huyện;\n- Lưu: VT.", "Văn thư", "5", "", "", "gấp"),
        ),
    )
    assert table.title == "Sổ đăng ký văn bản đi năm 2023"


def test_a_number_that_was_not_used_is_explained_in_its_place(app):
    first, second, third, _fourth = [app.run(take_number, a_number()) for _time in range(4)]
    app.run(cancel_number, second, "Ghi nhầm loại")
    app.run(take_number, a_number(is_reserved=True, note="chờ ký"))

    @allowed("numbering.take")
    def lose(uow):
        for key in (first, third):
            uow.session.delete(uow.get(IssuedPaper, key))

    app.run(lose)
    rows = app.run(issued_book, 2023).rows
    assert [(row[0], row[-1]) for row in rows] == [
        ("01 (KH-UBND)", "Không có trong sổ, cần giải trình"),
        ("02/KH-UBND", "Hủy số: Ghi nhầm loại"),
        ("03 (KH-UBND)", "Không có trong sổ, cần giải trình"),
        ("04/KH-UBND", ""),
        ("05/KH-UBND", "Giữ số\nchờ ký"),
    ]


def test_a_reserved_number_loses_its_note_when_it_is_issued(app):
    key = app.run(take_number, a_number(is_reserved=True))
    app.run(edit_issued, key, a_number())
    assert [row[-1] for row in app.run(issued_book, 2023).rows] == [""]


def test_each_year_and_series_begins_with_01_and_has_its_own_lines(app):
    for form in (
        a_number(issued_on=date(2023, 12, 29)),
        a_number(abbreviation="QĐ", type_name="Quyết định"),
        a_number(issued_on=date(2024, 1, 2)),
    ):
        app.run(take_number, form)
    assert [row[0] for row in app.run(issued_book, 2023).rows] == ["01/KH-UBND", "01/QĐ-UBND"]
    assert [row[0] for row in app.run(issued_book, 2024).rows] == ["01/KH-UBND"]
    assert app.run(issued_book, 2025).rows == ()


def test_long_recipients_and_words_without_blanks_stay_in_their_cells(app):
    for _time in range(30):
        app.run(take_number, a_number(subject="việc " * 40, recipients="- Ban, ngành;\n" * 12, kept_by="x" * 90))
    table = app.run(issued_book, 2023)
    sheet = register_sheet(table, app.office, Marks(sample=True))
    pdf = write_register_pdf(sheet, table.rows)
    assert check_layout(pdf, Document(letterhead=sheet.letterhead)) == ()
    assert all(page.find("Ghi chú") for page in measured(pdf))


@pytest.fixture
def speaking():
    """Lets a test change the language of the screens."""
    yield use_language
    use_language("vi")


def test_the_book_is_vietnamese_whatever_the_screens_speak(app, speaking):
    key = app.run(take_number, a_number())
    app.run(cancel_number, key, "Ghi nhầm")
    printed = []
    for language in ("vi", "en"):
        speaking(language)
        printed.append(app.run(issued_book, 2023))
    assert printed[0] == printed[1]


@pytest.mark.parametrize("room", ["features/plan/prints.py", "features/papers/prints.py", "printing/table_sheet.py"])
def test_words_of_official_papers_never_pass_through_the_translation_of_the_screens(room):
    tree = ast.parse((ROOMS / room).read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert imported & {"_", "N_", "ngettext", "due_words"} == set()
