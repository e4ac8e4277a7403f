"""The progress report and the task register on paper: the same words in PDF and Word, whatever is spoken."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dcapp.features.attachments.models import Attachment
from dcapp.features.tasks.models import TaskFulfilment, TaskTarget
from dcapp.features.tasks.prints import progress_document
from dcapp.features.tasks.prints_register import register_document, task_book
from dcapp.features.tasks.progress import progress_of
from dcapp.kernel.i18n import use_language
from dcapp.printing.model import NO_MARKS, Table
from dcapp.printing.text import plain_text

sys.path.insert(0, str(Path(__file__).parent))

from prints_office import LONG, SINCE, UNTIL, a_task, assert_prints_well, at_work, write


@pytest.fixture
def office(app):
    return at_work(app)


def drawn(app, office, **values):
    said = {name: values.pop(name) for name in ("addressees", "recipients", "number", "issued_on") if name in values}
    report = app.run(progress_of, office.plan, SINCE, UNTIL, **values)
    return progress_document(report, app.office, NO_MARKS, **said)


def book(app, office):
    return register_document(app.run(task_book, office.plan), app.office, NO_MARKS)


def tables(document):
    return [block for block in document.blocks if isinstance(block, Table)]


def test_the_report_says_its_figures_and_compares_them(app, office):
    document = drawn(app, office)
    lines = plain_text(document).splitlines()
    assert "Tiến độ thực hiện Kế hoạch số 05/KH-UBND ngày 06 tháng 02 năm 2023" in lines
    assert "(từ ngày 01/05/2023 đến ngày 10/05/2023)" in lines
    assert "- Tổng số 7 việc: xong 2, đang làm 2, quá hạn 2, chưa làm 1;" in lines
    assert "- Tỷ lệ xong 28,6 %, cuối kỳ trước 12,5 %, tăng 16,1 điểm %;" in lines
    assert "- Xong trong kỳ 1 việc, kỳ trước 1 việc;" in lines
    assert "- Quá hạn cuối kỳ 2 việc, cuối kỳ trước 2 việc." in lines
    assert "Trong kỳ nhận 3 lượt nộp; đến hết ngày 10/05/2023 còn thiếu 2 lượt." in lines
    assert lines[-3:] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Thử"]


def test_the_tables_of_the_report_say_every_row(app, office):
    by_section, by_officer, late, difficulties, adjustments, missing, received = tables(drawn(app, office))
    assert by_section.rows[0].cells == ("II.1. Công khai thông tin", "3", "2", "0", "1", "0", "1", "66,7", "25,0")
    assert by_officer.rows[-2].cells == ("Chưa giao", "1", "0", "1", "0", "0", "0", "0,0", "0,0")
    assert by_officer.rows[-1].cells == by_section.rows[-1].cells
    assert by_section.rows[-1].cells == ("Cộng", "7", "2", "2", "2", "1", "1", "28,6", "12,5")
    assert late.rows[0].cells == ("Họp dân (mục II.1)", "Lê Thị Bình", "30/04/2023", "10", "30 %")
    assert [row.cells[2] for row in difficulties.rows] == ["Chờ quyết định", "Đã điều chỉnh"]
    assert adjustments.rows[0].cells[:4] == ("02", "Sửa quy chế (mục II.2)", "25/04/2023", "31/05/2023")
    assert [row.cells[0] for row in missing.rows] == ["thôn Ba", "thôn Bốn"]
    assert received.rows[0].cells == ("thôn Một", "Phát tờ tin", "Văn phòng", "20/04/2023", "03/05/2023", "13")
    assert received.rows[2].cells[-1] == "Đúng hạn"


def test_a_report_on_one_officer_names_them_and_says_what_is_not_there(app, office):
    lines = plain_text(drawn(app, office, lead_id=office.an, section="II.2")).splitlines()
    assert "Người phụ trách: Trần Văn An" in lines
    assert "Mục II.2. Báo cáo trước ngày 15/5/2023" in lines
    assert "III. VIỆC QUÁ HẠN" in lines
    assert lines[lines.index("III. VIỆC QUÁ HẠN") + 1] == "Không có."


def test_number_day_addressee_and_recipients_are_those_given(app, office):
    document = drawn(
        app,
        office,
        number="12/BC-UBND",
        issued_on=date(2023, 5, 12),
        addressees=("Ủy ban nhân dân huyện Thử",),
    )
    lines = plain_text(document).splitlines()
    assert "Số: 12/BC-UBND" in lines
    assert "Thử, ngày 12 tháng 5 năm 2023" in lines
    assert "Kính gửi: Ủy ban nhân dân huyện Thử" in lines
    assert "- Như trên;" in lines


def test_the_report_prints_the_same_in_pdf_and_word(app, office):
    assert assert_prints_well(drawn(app, office)) == 3


def test_a_report_without_any_task_is_still_a_paper(app, office):
    document = drawn(app, office, section="V.9")
    assert tables(document) == []
    assert "- Tỷ lệ xong –, cuối kỳ trước –;" in plain_text(document).splitlines()
    assert assert_prints_well(document) == 2


def test_the_register_lists_every_task_by_section_with_proof_and_result(app, office):
    def prove(uow):
        for name in ("bien-ban.pdf", "anh.jpg"):
            uow.add(Attachment(owner_kind="Task", owner_id=office.a, name=name, blob=name, byte_count=1))
        uow.add(TaskFulfilment(task_id=office.a, register="x", record_id=1, title="Niêm yết", done_on=date(2023, 5, 3)))
        uow.add(TaskTarget(task_id=office.a, name="Số điểm", unit="điểm", planned=4, actual=3.5))
        uow.add(TaskTarget(task_id=office.c, name="Số hộ", unit="hộ", planned=1200, actual=None))

    write(app, prove)
    (table,) = tables(book(app, office))
    rows = {row.cells[0]: row.cells[1:] for row in table.rows}
    assert [row.cells[0] for row in table.rows if len(row.cells) == 1] == [
        "II.1. Công khai thông tin",
        "II.2. Báo cáo trước ngày 15/5/2023",
    ]
    assert rows["Niêm yết thu chi"] == (
        "Trần Văn An",
        "Kế toán; thôn Một",
        "05/05/2023",
        "Xong 03/05/2023",
        "bien-ban.pdf\nanh.jpg\nNiêm yết (03/05/2023)",
        "Số điểm: 3,5/4 điểm\nđược 100 %",
    )
    assert rows["Họp dân"][3:] == ("30 %\nquá hạn 10 ngày", "", "Số hộ: chưa có số/1.200 hộ\nđược 30 %")
    assert rows["Lấy phiếu"][2:4] == ("trước 15/05/2023", "0 %")
    assert rows["Diễn đàn"][3] == "Không làm nữa"
    assert rows["Báo cáo quý"][2:4] == ("Hằng quý", "Theo từng kỳ")


def test_the_register_counts_what_is_done_and_late(app, office):
    assert "Tính đến ngày 10/05/2023: 7 việc, xong 2, quá hạn 2." in plain_text(book(app, office))


def test_three_hundred_long_tasks_are_printed_whole(app, office):
    def fill(uow):
        for number in range(300):
            a_task(
                uow,
                office.plan,
                f"{LONG} ({number})",
                f"II.{number % 2 + 1}",
                date(2023, 4, 1 + number % 28),
                lead_words="Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở và các đoàn thể chính trị - xã hội",
                support_line="Nguyễnthịmườihaitừkhôngcódấucách; " * 3,
                notes=[(date(2023, 5, 2), 40)],
            )

    write(app, fill)
    assert assert_prints_well(book(app, office)) > 30
    assert assert_prints_well(drawn(app, office, section="II.1")) > 10


def test_the_papers_are_vietnamese_whatever_the_screens_speak(app, office):
    said = []
    for language in ("vi", "en"):
        use_language(language)
        said.append((plain_text(drawn(app, office)), plain_text(book(app, office))))
    use_language("vi")
    assert said[0] == said[1]


def test_a_body_that_is_no_committee_signs_by_its_head(app, office):
    report = app.run(progress_of, office.plan, SINCE, UNTIL)
    document = progress_document(report, replace(app.office, name="Ban Quản lý chợ", chairman="Lê An"), NO_MARKS)
    assert plain_text(document).splitlines()[-2:] == ["THỦ TRƯỞNG CƠ QUAN", "Lê An"]
    assert "Ban Quản lý chợ báo cáo tiến độ" in plain_text(document)
