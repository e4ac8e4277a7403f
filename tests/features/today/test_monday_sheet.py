"""The Monday sheet: one A4 whatever the week brings, its counts those of the one service."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.committee.models import Committee
from dcapp.features.meetings.models import Meeting
from dcapp.features.opinions.models import Opinion
from dcapp.features.tasks.models import Difficulty, Task
from dcapp.features.today.monday import block_of, week_material
from dcapp.features.today.prints import SIZES, monday_sheet
from dcapp.features.today.terms import BlockKind, Group
from dcapp.kernel import i18n
from dcapp.printing.layout_check import check_layout, measured

MONDAY = date(2023, 5, 15)


def words_of(pdf):
    """Everything that stands on the pages."""
    return " ".join(box.text for sheet in measured(pdf) for box in sheet.texts)


def word_text(content):
    import docx

    word = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def tasks(books, number, first=MONDAY, title="Việc {n}"):
    """So many tasks, three a day from the Monday before on."""
    days = [first - timedelta(days=7) + timedelta(days=n % 14) for n in range(number)]
    rows = [
        {"plan_id": books.plan_id, "title": title.format(n=n), "due_on": on, "last_on": on, "lead_words": "Văn phòng"}
        for n, on in enumerate(days)
    ]
    with books.app.database.begin(NOBODY, "test", write=True) as uow:
        uow.bulk(Task, rows, label="thử")


LONG = "Việc {n} có tên rất dài để xem tờ giao ban có còn vừa một trang giấy hay không khi mọi tên việc đều dài"


@pytest.mark.parametrize("number", [0, 1, 12, 40, 500])
@pytest.mark.parametrize("title", ["Việc {n}", LONG])
def test_the_sheet_is_one_page_with_everything_in_its_margins(app, books, number, title):
    tasks(books, number, title=title)
    material = app.run(week_material)
    sheet = monday_sheet(material, app.office)
    assert len(measured(sheet.pdf)) == 1
    assert check_layout(sheet.pdf, sheet.document, sheet.profile) == ()
    assert sheet.size in SIZES
    words = words_of(sheet.pdf)
    shown = words.count("Văn phòng")
    assert shown + sheet.hidden == sum(block.total for block in material.blocks) == number
    assert ("việc khác" in words) == (sheet.hidden > 0)
    assert word_text(sheet.docx()).count("Văn phòng") == shown
    if number in (0, 1, 12):
        assert sheet.hidden == 0
    if number == 500:
        assert sheet.size == min(SIZES)
        assert shown > 10


def test_letters_shrink_before_anything_is_left_out(app, books):
    tasks(books, 12, title="Việc {n}")
    roomy = monday_sheet(app.run(week_material), app.office)
    tasks(books, 12, title=LONG)
    tight = monday_sheet(app.run(week_material), app.office)
    assert (roomy.size, roomy.hidden) == (SIZES[0], 0)
    assert tight.size < roomy.size


def put_one_of_each(books):
    """A line for every block."""
    books.put(Task(plan_id=books.plan_id, title="Trễ", due_on=MONDAY - timedelta(2), last_on=MONDAY - timedelta(2)))
    books.put(Task(plan_id=books.plan_id, title="Trong tuần", due_on=MONDAY, last_on=MONDAY + timedelta(6)))
    books.put(Task(plan_id=books.plan_id, title="Tuần sau nữa", due_on=MONDAY, last_on=MONDAY + timedelta(7)))
    books.put(
        Difficulty(plan_id=books.plan_id, raised_on=MONDAY - timedelta(9), raised_by="Thôn Đông", matter="Thiếu loa")
    )
    books.put(Opinion(heard_on=MONDAY, matter="Đường ngập", answer_by=MONDAY - timedelta(1)))
    books.put(Committee(name="Ban Chỉ đạo", since=MONDAY, until=MONDAY + timedelta(20)))
    books.put(Meeting(title="Giao ban", held_on=MONDAY + timedelta(2), starts_at="07:30", chair="Chủ tịch"))


def test_each_line_stands_in_one_block_and_is_told_as_of_that_monday(app, books):
    put_one_of_each(books)
    sheet = monday_sheet(app.run(week_material), app.office)
    words = words_of(sheet.pdf)
    for expected in (
        *("1. Quá hạn (1)", "quá 2 ngày", "2. Đến hạn trong tuần (1)", "Chủ nhật 21/5"),
        *("3. Vướng mắc chờ quyết định (1)", "chờ 9 ngày", "4. Cần trả lời Nhân dân (1)", "quá 1 ngày"),
        *("5. Sắp hết hạn (1)", "hết 4/6", "6. Lịch trong tuần (1)", "Thứ Tư 17/5, 07:30"),
        *("7. Ý kiến chỉ đạo của Chủ tịch:", "PHIẾU GIAO BAN ĐẦU TUẦN", "Lê Thị Thử"),
    ):
        assert expected in words, expected
    assert "Tuần sau nữa" not in words


def test_the_counts_of_the_blocks_equal_their_lines(app, books):
    put_one_of_each(books)
    tasks(books, 30)
    for block in app.run(week_material).blocks:
        assert block.total == len(block.lines), block.kind


def test_chosen_blocks_are_printed_and_numbered_anew(app, books):
    put_one_of_each(books)
    material = app.run(week_material)
    words = words_of(monday_sheet(material, app.office, (BlockKind.MEETINGS, BlockKind.ANSWERS)).pdf)
    assert "1. Cần trả lời Nhân dân (1)" in words
    assert "2. Lịch trong tuần (1)" in words
    assert "Quá hạn" not in words
    assert "không có việc đến hạn" in words_of(monday_sheet(material, app.office, ()).pdf)


def test_a_ticked_block_without_lines_says_so(app, books):
    words = words_of(monday_sheet(app.run(week_material), app.office, (BlockKind.OVERDUE,)).pdf)
    assert "1. Quá hạn (0)" in words
    assert "Không có" in words


@pytest.mark.parametrize(
    ("today", "asked", "monday"),
    [
        ("2023-05-10", None, date(2023, 5, 15)),
        ("2023-05-15", None, date(2023, 5, 15)),
        ("2023-05-21", None, date(2023, 5, 22)),
        ("2023-05-10", date(2023, 5, 14), date(2023, 5, 8)),
        ("2023-05-10", date(2023, 5, 8), date(2023, 5, 8)),
    ],
)
def test_the_sheet_is_of_the_coming_monday_or_of_the_week_that_was_chosen(app, monkeypatch, today, asked, monday):
    monkeypatch.setenv("DCAPP_TODAY", today)
    assert app.run(week_material, asked).monday == monday


def test_the_sheet_is_vietnamese_whatever_the_screen_speaks(app, books):
    put_one_of_each(books)
    before = words_of(monday_sheet(app.run(week_material), app.office).pdf)
    i18n.use_language("en")
    try:
        after = words_of(monday_sheet(app.run(week_material), app.office).pdf)
    finally:
        i18n.use_language("vi")
    assert after.split("Lập lúc")[0] == before.split("Lập lúc")[0]


def test_the_foot_says_when_it_was_made_and_the_head_of_the_audit_book(app, books):
    material = app.run(week_material)
    assert f"Nhật ký {material.head.short}" in words_of(monday_sheet(material, app.office).pdf)
    assert app.database.audit_head().seq == material.head.seq > 0


@pytest.mark.parametrize("group", list(Group))
@pytest.mark.parametrize("kind", ["Task", "Meeting", "Opinion", "Difficulty", "Committee", "Paper", "a later book"])
def test_every_line_of_the_week_has_its_block(group, kind):
    assert (block_of(group, kind) is None) == (group is Group.LATER)
