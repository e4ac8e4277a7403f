"""Reminder slips and the notice that adjusts a plan, on paper."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import a_plan

from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.terms import IssueState
from dcapp.features.plan.service import take_in_plan
from dcapp.features.tasks.models import Adjustment
from dcapp.features.tasks.prints_notice import adjustment_document, adjustment_notice
from dcapp.features.tasks.prints_slips import (
    ReminderSlips,
    Slip,
    SlipLine,
    reminder_slips,
    slips_document,
)
from dcapp.features.tasks.terms import AdjustmentKind
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import use_language
from dcapp.printing.layout_check import measured
from dcapp.printing.model import NO_MARKS, PageBreak, Signature
from dcapp.printing.pdf import write_pdf
from dcapp.printing.text import plain_text
from dcapp.printing.two_up import HALF_MM, height_mm

sys.path.insert(0, str(Path(__file__).parent))

from prints_office import LONG, assert_prints_well, at_work, write

WEEK = date(2023, 5, 17)


@pytest.fixture
def office(app):
    return at_work(app)


def slips(app, office, until=WEEK, **values):
    return app.run(reminder_slips, office.plan, until, **values)


def printed(app, reminder, **values):
    return slips_document(reminder, app.office, NO_MARKS, **values)


def told(found):
    return {slip.name: [(line.title, line.days, line.is_delivery) for line in slip.lines] for slip in found.slips}


def test_who_leads_is_reminded_and_where_something_is_owed_who_owes_it(app, office):
    assert told(slips(app, office)) == {
        "Lê Thị Bình": [("Họp dân", 10, False)],
        "thôn Ba": [("Gửi báo cáo thôn", 1, True), ("Lấy phiếu", -4, True)],
        "thôn Bốn": [("Gửi báo cáo thôn", 1, True)],
    }


def test_only_what_falls_due_by_the_day_and_only_the_tasks_that_were_picked(app, office):
    assert told(slips(app, office, date(2023, 5, 10)))["thôn Ba"] == [("Gửi báo cáo thôn", 1, True)]
    assert list(told(slips(app, office, task_ids=(office.c,)))) == ["Lê Thị Bình"]
    assert slips(app, office, task_ids=()).slips == ()


def test_a_slip_is_addressed_and_says_deadline_state_and_signer(app, office):
    lines = plain_text(printed(app, slips(app, office), answer_by=date(2023, 5, 20))).splitlines()
    assert lines[:4] == [
        "ỦY BAN NHÂN DÂN XÃ THỬ",
        "PHIẾU ĐÔN ĐỐC",
        "Kính gửi: Ông (bà) Lê Thị Bình",
        "Theo Kế hoạch số 05/KH-UBND ngày 06 tháng 02 năm 2023, tính đến ngày 10/05/2023, còn 1 việc đến hạn, "
        "trong đó 1 việc quá hạn:",
    ]
    assert "quá hạn 10 ngày, đã làm 30 %" in lines
    assert "Kính gửi: Thôn Ba" in lines
    assert "Lấy phiếu (nơi nhận: Văn phòng)" in lines
    assert "trước 15/05/2023" in lines
    assert "còn 4 ngày, chưa nhận được" in lines
    assert "Đề nghị khẩn trương thực hiện, báo kết quả trước ngày 20/05/2023." in lines
    assert lines.count("TM. ỦY BAN NHÂN DÂN") == lines.count("Lê Văn Thử") == 3


def test_another_may_sign(app, office):
    signer = Signature(authority=("TL. CHỦ TỊCH",), titles=("CÔNG CHỨC VĂN PHÒNG",), name="Võ Cúc")
    words = plain_text(printed(app, slips(app, office), signer=signer))
    assert words.count("TL. CHỦ TỊCH\nCÔNG CHỨC VĂN PHÒNG\nVõ Cúc") == 3
    assert "Lê Văn Thử" not in words


def a_reminder(app, office, *counts, title="Họp dân"):
    """Slips with so many lines each."""
    line = SlipLine(office.c, title, "", date(2023, 4, 30), False, 10, 0, False)
    made = tuple(Slip(f"thôn {number}", "", False, (line,) * count) for number, count in enumerate(counts, 1))
    return ReminderSlips(slips(app, office).plan, WEEK, made)


def test_short_slips_stand_two_on_a_sheet_the_second_on_its_lower_half(app, office):
    document = printed(app, a_reminder(app, office, 1, 2, 1))
    first, second = measured(write_pdf(document))
    heads = [box for box in first.texts if "PHIẾU ĐÔN ĐỐC" in box.text]
    cut = first.find("- - -")
    assert len(heads) == 2
    assert heads[0].bottom > first.height / 2 > heads[1].top
    assert abs(cut.middle - first.width / 2) < 30
    assert abs((cut.top + cut.bottom) / 2 - first.height / 2) < 20
    assert second.find("Thôn 3")
    assert assert_prints_well(document) == 2


def test_a_long_slip_has_sheets_of_its_own_behind_the_short_ones(app, office):
    document = printed(app, a_reminder(app, office, 1, 40, 1, title=LONG))
    names = [box.text for sheet in measured(write_pdf(document)) for box in sheet.texts if box.text.startswith("Thôn ")]
    assert names == ["Thôn 1", "Thôn 3", "Thôn 2"]
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 1
    assert assert_prints_well(document) > 3


def test_the_measured_height_is_the_height_on_paper(app, office):
    document = printed(app, a_reminder(app, office, 2))
    (sheet,) = measured(write_pdf(document))
    top, foot = max(box.top for box in sheet.texts), min(box.bottom for box in sheet.texts)
    on_paper = (top - foot) / 72 * 25.4
    assert on_paper <= height_mm(document.blocks) <= on_paper + 8
    assert height_mm(document.blocks) < HALF_MM


def test_sixty_slips_with_long_names_are_printed_whole(app, office):
    reminder = a_reminder(app, office, *((1,) * 60))
    long = replace(reminder, slips=tuple(replace(slip, post=LONG[:60]) for slip in reminder.slips))
    assert assert_prints_well(printed(app, long)) == 30


def test_nobody_to_remind_gives_an_empty_sheet(app, office):
    assert printed(app, slips(app, office, date(2023, 1, 1))).blocks == ()


def notice(app, office, ids=None):
    found = app.run(adjustment_notice, office.adjustments if ids is None else ids)
    return found, adjustment_document(found, app.office, NO_MARKS)


def test_the_notice_names_its_basis_and_keeps_old_and_new_side_by_side(app, office):
    _found, document = notice(app, office)
    lines = plain_text(document).splitlines()
    basis = lines.index(
        "Căn cứ Kế hoạch số 05/KH-UBND ngày 06 tháng 02 năm 2023 của Ủy ban nhân dân xã Thử về thực hiện dân chủ ở "
        "xã năm 2023."
    )
    assert lines[basis + 1].startswith("Ủy ban nhân dân xã Thử thông báo điều chỉnh Kế hoạch số 05/KH-UBND")
    assert lines[basis + 2] == "1. Điều chỉnh số 01 (người phụ trách). Niêm yết thu chi (mục II.1 của Kế hoạch):"
    second = lines.index("2. Điều chỉnh số 02 (thời hạn). Sửa quy chế (mục II.2 của Kế hoạch):")
    assert lines[second + 1 : second + 5] == [
        "- Trước điều chỉnh: 25/04/2023.",
        "- Sau điều chỉnh: 31/05/2023.",
        "- Lý do: mưa lũ.",
        "- Người quyết định: Chủ tịch UBND xã, ngày 02 tháng 5 năm 2023.",
    ]
    assert "- Sau điều chỉnh: không thực hiện nữa." in lines
    assert assert_prints_well(document) == 2


def test_the_number_of_the_issued_paper_heads_the_notice(app, office):
    def issue(uow):
        issued = uow.add(
            IssuedPaper(
                year=2023,
                series="TB",
                number=12,
                symbol="12/TB-UBND",
                state=IssueState.RESERVED,
                issued_on=date(2023, 5, 3),
                type_name="Thông báo",
            )
        )
        uow.get(Adjustment, office.adjustments[1]).issued_id = issued.id

    write(app, issue)
    lines = plain_text(notice(app, office, office.adjustments[1:2])[1]).splitlines()
    assert "Số: 12/TB-UBND" in lines
    assert "Thử, ngày 03 tháng 5 năm 2023" in lines
    assert not notice(app, office)[0].number


def test_a_number_taken_for_a_decision_makes_the_paper_a_decision(app, office):
    found = app.run(adjustment_notice, office.adjustments[1:2])
    decision = replace(found, type_name="Quyết định", number="9/QĐ-UBND", issued_on=date(2023, 5, 2))
    document = adjustment_document(decision, app.office, NO_MARKS)
    lines = plain_text(document).splitlines()
    assert "Về việc điều chỉnh Kế hoạch số 05/KH-UBND ngày 06 tháng 02 năm 2023" in lines
    first = lines.index("QUYẾT ĐỊNH:")
    assert lines[first + 1] == "Điều 1. Điều chỉnh Kế hoạch số 05/KH-UBND ngày 06 tháng 02 năm 2023 như sau:"
    assert lines[first + 7].startswith("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.")
    assert lines[first + 8].endswith("chịu trách nhiệm thi hành Quyết định này./.")
    assert assert_prints_well(document) == 1


def test_old_and_new_keep_their_own_way_of_writing_the_deadline_and_the_old_title(app, office):
    def reword(uow):
        due = uow.get(Adjustment, office.adjustments[1])
        due.old_words, due.new_words = "trước 25/04/2023", "31/05/2023"
        content = uow.get(Adjustment, office.adjustments[0])
        content.kind, content.old_words, content.new_words = AdjustmentKind.CONTENT, "Dán thông báo", "Niêm yết thu chi"

    write(app, reword)
    lines = plain_text(notice(app, office)[1]).splitlines()
    assert "- Trước điều chỉnh: trước 25/04/2023." in lines
    assert "- Sau điều chỉnh: 31/05/2023." in lines
    assert "1. Điều chỉnh số 01 (nội dung). Dán thông báo (mục II.1 của Kế hoạch):" in lines


def test_many_adjustments_become_an_appendix(app, office):
    def more(uow):
        for ordinal in range(4, 104):
            uow.add(
                Adjustment(
                    plan_id=office.plan,
                    task_id=office.d,
                    ordinal=ordinal,
                    kind=AdjustmentKind.CONTENT,
                    old_words=LONG,
                    new_words=LONG,
                    reason=LONG,
                    decided_by="Chủ tịch Ủy ban nhân dân xã",
                    decided_on=date(2023, 5, 8),
                )
            )
        return [row.id for row in uow.session.query(Adjustment)]

    found, document = notice(app, office, write(app, more))
    (appendix,) = document.appendices
    assert len(appendix.blocks[0].rows) == len(found.lines) == 103
    assert appendix.reference == "(Kèm theo Thông báo số ……/TB-UBND của Ủy ban nhân dân xã Thử)"
    assert "theo Phụ lục kèm theo Thông báo này." in plain_text(document)
    assert assert_prints_well(document) > 12


def test_a_notice_is_of_one_plan_and_of_at_least_one_adjustment(app, office):
    other = app.run(take_in_plan, a_plan(number="06/KH-UBND"))
    with pytest.raises(RuleViolation, match="ít nhất một"):
        app.run(adjustment_notice, ())
    write(app, lambda uow: setattr(uow.get(Adjustment, office.adjustments[2]), "plan_id", other))
    with pytest.raises(RuleViolation, match="một kế hoạch"):
        app.run(adjustment_notice, office.adjustments)


def test_slips_and_notice_are_vietnamese_whatever_the_screens_speak(app, office):
    said = []
    for language in ("vi", "en"):
        use_language(language)
        said.append((plain_text(printed(app, slips(app, office))), plain_text(notice(app, office)[1])))
    use_language("vi")
    assert said[0] == said[1]
