"""The printed book of visits: the columns of each form, both forms over the change, the same in the workbook."""

from __future__ import annotations

import io
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

sys.path.insert(0, str(Path(__file__).parent))

from visit_papers import (
    CARD,
    DENOUNCER,
    FORWARDED,
    GOLDEN,
    GUIDED,
    OFFICE,
    REFUSED,
    SECRETS,
    assert_prints_well,
    golden_text,
    numbered,
    owed,
    squeezed,
)

from dcapp.features.commitments.terms import CommitmentKind, CommitmentState
from dcapp.features.people.terms import IdPaper
from dcapp.features.visits.prints_register import cells, heading, register_document, totals, write_register_xlsx
from dcapp.features.visits.terms import Capacity, Matter, Outcome, ReceptionKind, VisitPaper
from dcapp.printing.docx import write_docx
from dcapp.printing.layout_check import measured
from dcapp.printing.model import NO_MARKS, PageBreak, RowKind, Table
from dcapp.printing.pdf import write_pdf
from dcapp.printing.profile import POINTS_PER_MM
from dcapp.printing.tabling import head_cells
from dcapp.rules.reception import layout_on

OLD, NEW = date(2026, 6, 30), date(2026, 7, 1)
COLUMNS = (
    "number day person id content matter people earlier competent guided forwarded result note".split()  # noqa: SIM905
)


def book():
    met = owed(state=CommitmentState.MET, met_on=date(2026, 7, 20), answer="Đã trả lời.", answer_paper="120/UBND")
    return [
        replace(CARD, number=1, received_on=OLD, outcome=Outcome.LETTER),
        replace(CARD, number=2, received_on=NEW, commitments=(met,), kind=ReceptionKind.LEADER),
        replace(numbered(GUIDED, VisitPaper.GUIDANCE, "02/PHD-UBND"), number=3),
        replace(FORWARDED, number=4, people_count=8, commitments=(owed(),)),
        replace(REFUSED, number=5, is_online=True),
        replace(DENOUNCER, number=6, is_competent=True, outcome=Outcome.ANSWERED),
    ]


def cell(card, key, day=NEW):
    layout = layout_on(day)
    keys = [column.key for column in layout.columns]
    return cells(card, layout)[keys.index(key)]


def drawn(since=NEW, until=date(2026, 7, 31), cards=None):
    return register_document(cards if cards is not None else book(), since, until, OFFICE, NO_MARKS)


def tables(document):
    return [block for block in document.blocks if isinstance(block, Table)]


def test_the_book_of_a_month_is_printed_as_it_was_approved():
    assert golden_text(drawn(OLD, date(2026, 7, 31))) == (GOLDEN / "register.txt").read_text("utf-8")


def test_the_new_form_has_the_thirteen_columns_of_the_decree_under_their_numbers():
    layout = layout_on(NEW)
    assert [column.key for column in layout.columns] == COLUMNS
    [table] = tables(drawn())
    assert [column.title for column in table.columns] == [column.title for column in layout.columns]
    counts = [place for place in head_cells(table) if place.is_count]
    assert [(place.text, place.top) for place in counts] == [(f"({at})", 1) for at in range(1, 14)]
    assert table.size == 10


def test_a_period_over_the_change_gives_both_forms_on_pages_of_their_own():
    document = drawn(date(2026, 6, 1), date(2026, 7, 31))
    before, after = tables(document)
    assert (len(before.columns), len(after.columns)) == (12, 13)
    assert (len(before.rows), len(after.rows)) == (2, 6)
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 1
    [over] = [place for place in head_cells(before) if place.text == "Hướng xử lý"]
    assert (over.left, over.right, over.top, over.bottom) == (7, 10, 0, 1)
    assert document.landscape


def test_the_book_is_the_same_in_pdf_and_word():
    assert_prints_well(drawn(date(2026, 6, 1), date(2026, 7, 31)))


def test_the_head_of_the_book_is_short():
    sheet = measured(write_pdf(drawn()))[0]
    table = max(rule.top for rule in sheet.rules if rule.width > sheet.width / 2)
    assert sheet.height - table < 55 * POINTS_PER_MM
    words = golden_text(drawn())
    assert words.splitlines()[:2] == ["ỦY BAN NHÂN DÂN XÃ THỬ", "SỔ TIẾP CÔNG DÂN"]
    assert "CỘNG HÒA" not in words


def test_rows_never_break_over_a_page_and_the_head_stands_on_each():
    cards = [
        replace(CARD, number=at, content=f"đầu{at}. {CARD.content * (1 + at % 5)}", request=f"xong{at}.")
        for at in range(1, 61)
    ]
    pdf = write_pdf(drawn(cards=cards))
    with pypdfium2.PdfDocument(pdf) as opened:
        pages = [squeezed(page.get_textpage().get_text_range()) for page in opened]
    assert all("".join(f"({at})" for at in range(1, 14)) in page for page in pages)
    for at in range(1, 61):
        assert any(f"đầu{at}." in page and f"xong{at}." in page for page in pages), at


def test_word_has_merged_heads_that_repeat_and_the_widths_of_the_sheet():
    word = docx.Document(io.BytesIO(write_docx(drawn(date(2026, 6, 1), date(2026, 7, 31)))))
    before, after = word.tables
    for table, heads, columns, content in ((before, 3, 12, 4), (after, 2, 13, 4)):
        marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True] * heads + [False] * (len(table.rows) - heads)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        widths = [column.width for column in table.columns]
        assert [cell.width for cell in table.rows[heads].cells] == pytest.approx(widths, abs=Pt(0.1))
        assert widths.index(max(widths)) == content
        assert sum(widths) == pytest.approx(Mm(297 - 30 - 15), abs=Mm(0.5))
        assert [cell.text for cell in table.rows[heads - 1].cells] == [f"({at})" for at in range(1, columns + 1)]
        styles = {cell.paragraphs[0].style.name for row in table.rows for cell in row.cells}
        assert {word.styles[name].font.size for name in styles} == {Pt(10)}
    upper, lower = before.rows[0].cells, before.rows[1].cells
    assert upper[7]._tc is upper[8]._tc is upper[9]._tc
    assert [" ".join(cell.text.split()) for cell in upper[6:11:4]] == [
        "Cơ quan đã giải quyết",
        "Theo dõi kết quả giải quyết",
    ]
    assert upper[7].text == "Hướng xử lý"
    assert " ".join(lower[7].text.split()) == "Thụ lý để giải quyết"
    assert lower[0]._tc is upper[0]._tc


def test_the_word_file_takes_time_by_its_rows_only():
    def taken(count):
        document = drawn(cards=[replace(CARD, number=at) for at in range(1, count + 1)])
        times = []
        for _time in range(2):
            began = time.process_time()
            write_docx(document)
            times.append(time.process_time() - began)
        return min(times)

    assert taken(480) < 8 * taken(120)


def test_a_long_book_goes_over_many_pages():
    cards = [replace(CARD, number=at, content=CARD.content * (at % 4 + 1)) for at in range(1, 61)]
    assert_prints_well(drawn(cards=cards))


def test_a_period_without_visits_says_so():
    document = drawn(cards=[])
    assert tables(document) == []
    assert "0 lượt" in golden_text(document)
    assert_prints_well(document)


def test_a_denouncer_stands_by_code_only():
    words = squeezed(golden_text(drawn()))
    assert "TC001/2026" in words
    assert [secret for secret in SECRETS if squeezed(secret) in words] == []
    leaking = replace(DENOUNCER, commitments=(owed(title=SECRETS[4], answer=SECRETS[4], to_whom=SECRETS[0]),))
    for day in (date(2015, 1, 1), OLD, NEW):
        row = squeezed(" ".join(cells(leaking, layout_on(day))))
        assert [secret for secret in SECRETS if squeezed(secret) in row] == []
        assert squeezed("Tố cáo: nội dung giữ kín") in row


@pytest.mark.parametrize(
    ("matter", "shown"), [(Matter.COMPLAINT, "KN"), (Matter.DENUNCIATION, "TC"), (Matter.FEEDBACK, "KNPA")]
)
def test_the_kind_stands_in_the_letters_of_the_form(matter, shown):
    assert cell(replace(CARD, matter=matter), "matter") == shown


def test_columns_say_what_their_notes_ask_for():
    assert cell(CARD, "person") == "Trần Thị An\nSố 5, thôn Một"
    assert cell(CARD, "content").endswith("Đề nghị: Nạo vét mương trước mùa mưa.")
    assert cell(CARD, "competent") == "x"
    assert cell(GUIDED, "competent") == ""
    guided = numbered(GUIDED, VisitPaper.GUIDANCE, "02/PHD-UBND")
    assert cell(guided, "guided") == "Chủ tịch UBND tỉnh Thử\nsố 02/PHD-UBND, 09/07/2026"
    assert cell(guided, "forwarded") == ""
    assert cell(replace(FORWARDED, sent_paper="PC 5"), "forwarded") == "Công ty Thủy nông tỉnh Thử\nPC 5"
    assert cell(replace(GUIDED, sent_to=""), "guided") == "x"
    assert (
        cell(replace(CARD, id_paper=IdPaper.OLD_CARD, id_number="212345678"), "id") == "Chứng minh nhân dân 212345678"
    )
    speaker = replace(CARD, capacity=Capacity.LAWYER, on_behalf_of="Trần Văn Cha")
    assert cell(speaker, "person").endswith("(luật sư của Trần Văn Cha)")
    assert cell(replace(CARD, kind=ReceptionKind.UNSCHEDULED, note="hẹn lại"), "note") == (
        "Chủ tịch tiếp đột xuất\nhẹn lại"
    )


def test_the_result_follows_what_is_owed():
    assert cell(replace(CARD, commitments=(owed(),)), "result") == "Hạn trả lời 22/07/2026"
    met = owed(kind=CommitmentKind.REFUSAL_NOTICE, state=CommitmentState.MET, met_on=date(2026, 7, 9))
    noticed = replace(REFUSED, commitments=(replace(met, answer_paper="07/TB-UBND"),))
    assert cell(noticed, "result") == "Từ chối tiếp\nĐã thông báo từ chối 09/07/2026, số 07/TB-UBND"
    dropped = replace(CARD, commitments=(owed(state=CommitmentState.DROPPED),), result="Rút")
    assert cell(dropped, "result") == "Rút"


def test_the_old_form_marks_letters_that_were_accepted_and_counts_people_with_the_kind():
    letter = replace(CARD, outcome=Outcome.LETTER)
    assert cell(letter, "accepted", OLD) == "x"
    assert cell(replace(letter, is_competent=False), "accepted", OLD) == ""
    assert cell(replace(CARD, people_count=8), "matter_people", OLD) == "KNPA/8 người"
    assert cell(CARD, "person_id", date(2015, 1, 1)).endswith("\n051168000123")


def test_the_last_line_adds_up():
    cards = [card for card in book() if card.received_on >= NEW]
    added = dict(zip(COLUMNS, totals(cards, layout_on(NEW)), strict=True))
    assert (added["person"], added["people"], added["competent"]) == ("5 lượt", "12", "2")
    assert (added["guided"], added["forwarded"], added["content"]) == ("1", "1", "")
    assert tables(drawn())[0].rows[-1].kind is RowKind.TOTAL


def test_the_workbook_has_exactly_the_printed_columns_a_sheet_for_each_form(tmp_path):
    path = tmp_path / "so.xlsx"
    cards = [*book(), replace(CARD, number=7, name="=CMD()", content="+1")]
    assert write_register_xlsx(cards, date(2026, 6, 1), date(2026, 7, 31), path) == 7
    read = openpyxl.load_workbook(path)
    assert read.sheetnames == ["Mẫu 03", "Mẫu 03 TCD"]
    for sheet, table in zip(read, tables(drawn(date(2026, 6, 1), date(2026, 7, 31), cards)), strict=True):
        rows = [[value or "" for value in row] for row in sheet.iter_rows(values_only=True)]
        forms = layout_on(OLD if len(table.columns) == 12 else NEW).columns
        assert rows[0] == [heading(column, at) for at, column in enumerate(forms, start=1)]
        assert rows[1:] == [list(row.cells) for row in table.rows]
    words = squeezed(" ".join(str(value) for sheet in read for row in sheet.values for value in row))
    assert [secret for secret in SECRETS if squeezed(secret) in words] == []
    assert read["Mẫu 03 TCD"]["C7"].data_type == "s"
