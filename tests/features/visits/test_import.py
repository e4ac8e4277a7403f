"""The book of visits in Excel: what goes out comes back, all lines of a file or none, denouncers by code alone."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from builders import an_app, read_with, set_roles

from dcapp.db.journal import last_step, undo_last
from dcapp.features.commitments.queries import open_commitments
from dcapp.features.office.service import VillageForm, add_village
from dcapp.features.people.models import Person
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.queries import book_between, visit_card
from dcapp.features.visits.register import VISITS
from dcapp.features.visits.service import record_visit
from dcapp.features.visits.terms import SEALED, Matter, Outcome, ReceptionKind
from dcapp.intake import LinesRefused, can_import, taking_in
from dcapp.kernel.errors import NotAllowed
from dcapp.registers.finding import Query
from dcapp.registers.importing import check_sheets, corrected, forms_of
from dcapp.registers.use_cases import choosing, exporting_csv, exporting_xlsx
from dcapp.registers.workbook import SheetCells, read_table

DAY = date(2023, 5, 9)
WHOLE = date(2020, 1, 1), date(2023, 12, 31)
BOOK = Query(order="number", descending=False)
HEADINGS = ("Số", "Ngày tiếp", "Họ và tên", "Thôn", "Nội dung", "Số người", "Loại việc", "Kết quả")
TAKE_IN = taking_in(VISITS)
VISITED = (
    VisitForm(received_on=DAY, name="Lê Thị Mười", content="Mương bị lấp,\nnước tràn", village_id=1, people_count=6),
    VisitForm(received_on=DAY, name="=Bùi Văn Ba", content="+84 là số nào?", matter=Matter.QUESTION, people_count=2),
    VisitForm(received_on=DAY, name="H'Ngăm Niê", content="Đơn cũ", outcome=Outcome.REFUSED, ground="ltcd-9-3"),
    VisitForm(received_on=date(2023, 5, 10), name="Hồ Tư", content="x", outcome=Outcome.FORWARDED, sent_to="Tòa án"),
    VisitForm(
        received_on=DAY,
        name="Hồ Thị Kín",
        address="Xóm Giấu Mình",
        phone="0987654321",
        village_id=1,
        content="Ông Sáu thu tiền hai lần",
        matter=Matter.DENUNCIATION,
        outcome=Outcome.LETTER,
    ),
)
SECRETS = ("Kín", "Giấu Mình", "0987654321", "Ông Sáu", "thu tiền")


def an_office():
    made = an_app()
    made.run(add_village, VillageForm(name="Châu Me"))
    return made


@pytest.fixture
def app():
    """An office whose book is empty yet."""
    made = an_office()
    yield made
    made.close()


@pytest.fixture(scope="module")
def full():
    """An office with a book; nothing is written after that."""
    made = an_office()
    for form in VISITED:
        made.run(record_visit, form)
    yield made
    made.close()


def book_of(app):
    return app.run(book_between, *WHOLE)


def sheet(*rows, headings=HEADINGS):
    return [SheetCells("Sổ", (headings, *rows), False)]


def checked(app, sheets):
    return check_sheets(VISITS, sheets, app.run(choosing(VISITS)))


def brought_in(app, sheets):
    """What an import of the accepted rows does."""
    return app.run(TAKE_IN, forms_of(VISITS, checked(app, sheets)))


ROW = (7, DAY, "Lê Thị Mười", "thôn Châu Me", "Mương bị lấp", 6, "Kiến nghị, phản ánh", "Ghi nhận, xử lý sau")


def a_row(**values):
    """A line of the old book; columns by their heading, blanks as underscores."""
    given = dict(zip(HEADINGS, ROW, strict=True)) | {name.replace("_", " "): value for name, value in values.items()}
    return tuple(given.values())


# -- out and in again
def test_a_book_that_was_exported_comes_into_another_office_as_it_was(full, app, tmp_path):
    assert full.run(exporting_xlsx(VISITS), BOOK, tmp_path / "so.xlsx") == len(VISITED)

    found = checked(app, read_table(tmp_path / "so.xlsx"))
    assert [problem.message for problem in found.problems] == []
    assert app.run(TAKE_IN, forms_of(VISITS, found)).written == len(VISITED)

    def told(office):
        return [
            (one.number, one.received_on, one.shown_name, one.people_count, one.matter, one.outcome)
            for one in book_of(office)
        ]

    assert told(app) == told(full)
    [first, *_rest] = book_of(app)
    assert (first.village, first.content) == ("thôn Châu Me", VISITED[0].content)
    assert all(one.is_opening for one in book_of(app))
    assert app.run(open_commitments) == []


@pytest.mark.parametrize("name", ["so.xlsx", "so.csv"])
def test_an_export_shows_a_denouncer_by_code_and_nothing_that_was_said(full, tmp_path, name):
    path = tmp_path / name
    full.run((exporting_csv if path.suffix == ".csv" else exporting_xlsx)(VISITS), BOOK, path)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    else:
        rows = [list(map(str, row)) for row in read_table(path)[0].rows]

    words = "\n".join("\t".join(row) for row in rows)
    assert not [secret for secret in SECRETS if secret in words]
    assert rows[0] == list(HEADINGS)
    [sealed] = [row for row in rows if "TC001/2023" in row]
    assert SEALED in sealed
    assert sealed[3] in ("", "None")
    assert len(rows) == len(VISITED) + 1


def test_a_csv_is_opened_without_running_anything(full, tmp_path):
    full.run(exporting_csv(VISITS), BOOK, tmp_path / "so.csv")

    with (tmp_path / "so.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=Bùi Văn Ba" in cells
    assert "'+84 là số nào?" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_the_export_holds_what_the_list_is_narrowed_to(full, tmp_path):
    assert full.run(exporting_xlsx(VISITS), Query(words="muong"), tmp_path / "a.xlsx") == 1
    assert full.run(exporting_xlsx(VISITS), Query(words="ong sau"), tmp_path / "b.xlsx") == 0


# -- the old book
def test_lines_of_an_old_book_come_in_under_their_numbers_with_the_words_of_the_office(app):
    rows = (
        a_row(),
        a_row(Số="12", Ngày_tiếp="3/1/22", Thôn=None, Số_người=None, Loại_việc="khieu nai", Kết_quả="Từ chối tiếp"),
        a_row(Số=None, Họ_và_tên="Bùi Văn Ba", Kết_quả="Chuyển cơ quan khác"),
    )

    taken = brought_in(app, sheet(*rows))

    assert (taken.written, taken.passed_over) == (3, 0)
    assert [(one.year, one.number, one.matter, one.outcome, one.people_count) for one in book_of(app)] == [
        (2022, 12, Matter.COMPLAINT, Outcome.REFUSED, 1),
        (2023, 7, Matter.FEEDBACK, Outcome.NOTED, 6),
        (2023, 8, Matter.FEEDBACK, Outcome.FORWARDED, 6),
    ]


def test_a_denouncer_of_the_old_book_comes_in_without_a_name(app):
    brought_in(app, sheet(a_row(Loại_việc="Tố cáo", Họ_và_tên="Hồ Thị Kín")))

    [card] = book_of(app)
    assert (card.code, card.name, card.village) == ("TC001/2023", "", "")
    assert read_with(app, lambda uow: uow.session.query(Person).count()) == 0


def test_a_number_that_stands_in_the_book_is_passed_over_and_counted(app):
    app.run(record_visit, VISITED[1])
    taken = brought_in(app, sheet(a_row(), a_row(Số=1), a_row()))

    assert (taken.written, taken.passed_over) == (1, 2)
    assert [one.name for one in book_of(app)] == ["=Bùi Văn Ba", "Lê Thị Mười"]


def test_a_name_alone_in_two_lines_of_an_old_book_makes_nobody_one(app):
    brought_in(app, sheet(a_row(), a_row(Số=8)))

    assert len({card.person_id for card in book_of(app)}) == 2


# -- what does not fit
RIGHT = dict(zip("ABCDEFGH", ("8", "9/5/2023", "Hồ Tư", "thôn Châu Me", "Hỏi", "2", "Tố cáo", "Nhận đơn"), strict=True))
"""What is typed into each column in place of a wrong cell."""


@pytest.mark.parametrize(
    ("wrong", "cell"),
    [
        ({"Ngày_tiếp": "31/02/2023"}, "B3"),
        ({"Ngày_tiếp": None}, "B3"),
        ({"Họ_và_tên": None}, "C3"),
        ({"Thôn": "thôn Lạ"}, "D3"),
        ({"Nội_dung": " "}, "E3"),
        ({"Số_người": "vài"}, "F3"),
        ({"Số": "bảy"}, "A3"),
        ({"Loại_việc": "Chuyện khác"}, "G3"),
        ({"Kết_quả": "Xong"}, "H3"),
    ],
)
def test_a_wrong_cell_is_named_and_its_line_stays_out_until_it_is_typed_anew(full, wrong, cell):
    found = checked(full, sheet(a_row(), a_row(**({"Số": 8} | wrong)), a_row(Số=9)))

    [problem] = found.problems
    assert (problem.row, problem.cell, len(found.accepted)) == (3, cell, 2)
    mended = corrected(VISITS, found, 3, problem.key, RIGHT[cell[0]], full.run(choosing(VISITS)))
    assert len(forms_of(VISITS, mended)) == 3


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"Ngày_tiếp": date(2023, 6, 1)}, "received_on"),
        ({"Số": 0}, "number"),
        ({"Số_người": 0}, "people_count"),
        ({"Số_người": 9_000}, "people_count"),
    ],
)
def test_a_line_that_breaks_a_rule_keeps_the_whole_file_out(app, wrong, field):
    rows = (a_row(), a_row(**({"Số": 8} | wrong)), a_row(Số=9))

    with pytest.raises(LinesRefused) as refusal:
        brought_in(app, sheet(*rows))

    [line] = refusal.value.refusals
    assert (line.place, line.field) == (1, field)
    assert line.message in str(refusal.value)
    assert book_of(app) == []
    assert read_with(app, lambda uow: uow.session.query(Person).count()) == 0


def test_every_line_that_breaks_a_rule_is_told_at_once(app):
    with pytest.raises(LinesRefused, match="2 dòng") as refusal:
        brought_in(app, sheet(a_row(Số=0), a_row(), a_row(Số=8, Số_người=0)))

    assert [(line.place, line.field) for line in refusal.value.refusals] == [(0, "number"), (2, "people_count")]


def test_one_step_takes_a_whole_import_back(app):
    brought_in(app, sheet(*(a_row(Số=number) for number in range(1, 6))))
    assert app.run(last_step).label == "Nhập từ Excel"

    app.run(undo_last)

    assert book_of(app) == []


def test_only_who_may_bring_files_in_does(app):
    assert can_import(VISITS)
    set_roles(app, "thu", ("TD",))

    with pytest.raises(NotAllowed):
        app.run(TAKE_IN, VISITED[:1])

    assert book_of(app) == []


def test_how_it_was_received_and_by_whom_comes_in_where_the_file_has_it(app):
    headings = ("Ngày tiếp", "Họ và tên", "Nội dung", "Hình thức tiếp", "Người tiếp", "Lĩnh vực")
    row = (DAY, "Lê Thị Mười", "Mương bị lấp", "Chủ tịch tiếp định kỳ", "Võ Thị Én", "Đất đai")

    brought_in(app, sheet(row, headings=headings))

    card = app.run(visit_card, book_of(app)[0].id)
    assert (card.kind, card.receiver, card.field) == (ReceptionKind.LEADER, "Võ Thị Én", "land")
