"""Coordination plans: lines of two sides, what is due, results, the joint number, the paper with two signers."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from builders import a_number, a_plan, beside, read_with

from dcapp.db.journal import undo_last
from dcapp.db.unit_of_work import NOBODY
from dcapp.features.coordination.models import CoordinationLine
from dcapp.features.coordination.prints import coordination_document, follow_up_document
from dcapp.features.coordination.queries import coordination_beginning, coordination_card, joint_lines_due
from dcapp.features.coordination.register import COORDINATIONS
from dcapp.features.coordination.rules import line_state, symbol_of
from dcapp.features.coordination.service import (
    CoordinationForm,
    JointNumberForm,
    LineForm,
    add_coordination,
    add_joint_line,
    edit_coordination,
    edit_joint_line,
    finish_joint_line,
    move_joint_line,
    number_coordination,
    remove_coordination,
    remove_joint_line,
    reopen_joint_line,
)
from dcapp.features.coordination.terms import JointKind, JointState
from dcapp.features.papers.issuing import marks_of
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import take_number
from dcapp.features.plan.service import take_in_plan
from dcapp.features.tasks.models import Task, TaskFulfilment
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.kernel.i18n import use_language
from dcapp.printing.docx import write_docx
from dcapp.printing.layout_check import check_layout, measured
from dcapp.printing.model import NO_MARKS, Numbered, Part, flat
from dcapp.printing.pdf import write_pdf
from dcapp.printing.text import plain_text
from dcapp.registers.finding import Query
from dcapp.registers.use_cases import reading


def a_head(**values):
    made = CoordinationForm(
        year=2023,
        title="Kế hoạch phối hợp công tác dân vận năm 2023",
        partner="Khối Dân vận Đảng ủy",
        purpose="Thống nhất việc làm chung.\nKịp thời nắm tình hình.",
        our_title="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        our_signer="Lê Văn Thử",
        their_title="TM. KHỐI DÂN VẬN\nTRƯỞNG KHỐI",
        their_signer="Trần Thị Bình",
        recipients="Đảng ủy\nLưu: VT",
    )
    return replace(made, **values)


CONTENT = LineForm(words="Tuyên truyền Luật", lead="UBND xã", support="Khối Dân vận", due_on=date(2023, 5, 9))
CHECK = LineForm(kind=JointKind.CHECK, words="Kiểm tra bốn thôn", due_on=date(2023, 5, 17))
REPORT = LineForm(kind=JointKind.REPORT, words="Báo cáo chung", wording="hằng quý", due_on=date(2023, 6, 30))


@pytest.fixture
def plan(app):
    """A coordination plan with one line of each kind."""
    key = app.run(add_coordination, a_head())
    for form in (REPORT, CONTENT, CHECK):
        app.run(add_joint_line, key, form)
    return key


def card_of(app, key):
    return app.run(coordination_card, key)


def line_of(app, key, kind):
    return card_of(app, key).of_kind(kind)[0].id


# -- lines
def test_each_line_says_how_it_stands_today(app, plan):
    states = {line.kind: line.state for line in card_of(app, plan).lines}
    assert states == {
        JointKind.CONTENT: JointState.LATE,
        JointKind.CHECK: JointState.SOON,
        JointKind.REPORT: JointState.OPEN,
    }


@pytest.mark.parametrize(
    ("due", "done", "state"),
    [
        (None, None, JointState.OPEN),
        (date(2023, 5, 10), None, JointState.SOON),
        (date(2023, 5, 17), None, JointState.SOON),
        (date(2023, 5, 18), None, JointState.OPEN),
        (date(2023, 5, 9), None, JointState.LATE),
        (date(2023, 5, 9), date(2023, 5, 10), JointState.DONE),
    ],
)
def test_the_last_day_is_in_time(due, done, state):
    assert line_state(due, done, date(2023, 5, 10)) is state


def test_what_is_due_is_told_until_it_is_done(app, plan):
    due = app.run(joint_lines_due, date(2023, 5, 17))
    assert [line.words for line in due] == ["Tuyên truyền Luật", "Kiểm tra bốn thôn"]
    app.run(finish_joint_line, due[0].id, date(2023, 5, 10), "Biên bản số 3")
    assert [line.words for line in app.run(joint_lines_due, date(2023, 5, 17))] == ["Kiểm tra bốn thôn"]
    app.run(reopen_joint_line, due[0].id)
    assert len(app.run(joint_lines_due, date(2023, 5, 17))) == 2


def test_a_result_is_written_in_words_and_not_for_days_to_come(app, plan):
    line = line_of(app, plan, JointKind.CHECK)
    for day, words, field in ((date(2023, 5, 10), " ", "result"), (date(2023, 5, 11), "xong", "done_on")):
        with pytest.raises(Invalid) as refused:
            app.run(finish_joint_line, line, day, words)
        assert refused.value.field == field
    app.run(finish_joint_line, line, date(2023, 5, 10), "Biên bản số 3")
    with pytest.raises(RuleViolation, match="ghi kết quả"):
        app.run(remove_joint_line, line)


def test_lines_change_places_within_their_kind_only(app, plan):
    app.run(add_joint_line, plan, replace(CONTENT, words="Họp giao ban"))
    second = card_of(app, plan).of_kind(JointKind.CONTENT)[1].id
    app.run(move_joint_line, second, -1)
    words = [line.words for line in card_of(app, plan).of_kind(JointKind.CONTENT)]
    assert words == ["Họp giao ban", "Tuyên truyền Luật"]
    app.run(move_joint_line, second, -1)
    assert [line.words for line in card_of(app, plan).of_kind(JointKind.CONTENT)] == words
    app.run(move_joint_line, second, 1)
    assert [line.words for line in card_of(app, plan).of_kind(JointKind.CONTENT)] == words[::-1]


def test_a_line_is_corrected_and_needs_words(app, plan):
    line = line_of(app, plan, JointKind.CONTENT)
    with pytest.raises(Invalid) as refused:
        app.run(edit_joint_line, line, replace(CONTENT, words=" "))
    assert refused.value.field == "words"
    app.run(edit_joint_line, line, replace(CONTENT, lead="Văn phòng"))
    assert card_of(app, plan).of_kind(JointKind.CONTENT)[0].lead == "Văn phòng"


def test_the_book_shows_how_much_is_done_and_what_is_next(app, plan):
    other = app.run(add_coordination, a_head(year=2022))
    app.run(finish_joint_line, line_of(app, plan, JointKind.CONTENT), date(2023, 5, 10), "xong")
    lines = {line["id"]: line for line in app.run(reading(COORDINATIONS), Query()).lines}
    assert (lines[plan]["progress"], lines[plan]["next_due"], lines[plan]["state"]) == (33, date(2023, 5, 17), "soon")
    assert (lines[other]["progress"], lines[other]["state"]) == (0, "open")


# -- head, number, task
@pytest.mark.parametrize(
    ("values", "field"), [({"title": " "}, "title"), ({"partner": ""}, "partner"), ({"year": 23}, "year")]
)
def test_what_is_missing_is_said_at_its_field(app, values, field):
    with pytest.raises(Invalid) as refused:
        app.run(add_coordination, a_head(**values))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("partner", "symbol"),
    [("Khối Dân vận Đảng ủy", "KDV"), ("Ban Xây dựng Đảng", "BXDĐ"), ("Đảng ủy", "ĐU"), ("", "")],
)
def test_the_letters_of_the_partner_are_guessed(partner, symbol):
    assert symbol_of(partner) == symbol


def test_a_joint_plan_takes_its_number_from_the_series_of_the_office(app, plan):
    app.run(take_number, a_number())
    form = JointNumberForm(issued_on=date(2023, 5, 9), partner_symbol="KDV")
    assert app.run(number_coordination, plan, form) == "02/KH-UBND-KDV"
    app.run(take_number, a_number(issued_on=date(2023, 5, 9)))
    rows = read_with(app, lambda uow: uow.session.query(IssuedPaper.series, IssuedPaper.number).all())
    assert [tuple(row) for row in rows] == [("KH-UBND", 1), ("KH-UBND", 2), ("KH-UBND", 3)]
    assert card_of(app, plan).signed_on == date(2023, 5, 9)
    for refused in (
        lambda: app.run(number_coordination, plan, form),
        lambda: app.run(remove_coordination, plan),
    ):
        with pytest.raises(RuleViolation):
            refused()
    with pytest.raises(Invalid, match="sổ văn bản đi"):
        app.run(edit_coordination, plan, a_head(number="03/KH", signed_on=date(2023, 5, 9)))


def test_a_removed_plan_comes_back_with_its_lines(app, plan):
    app.run(remove_coordination, plan)
    assert read_with(app, lambda uow: uow.session.query(CoordinationLine).count()) == 0
    app.run(undo_last)
    assert len(card_of(app, plan).lines) == 3


def test_a_signed_plan_fulfils_the_task_that_asked_for_it(app):
    year = app.run(take_in_plan, a_plan())
    with app.database.begin(NOBODY, "task", write=True) as uow:
        task = uow.add(Task(plan_id=year, title="Xây dựng kế hoạch phối hợp")).id
        uow.add(Task(plan_id=year, title="Họp thôn"))
    found = app.run(coordination_beginning)
    assert [option.id for option in found.tasks] == [task]
    assert [option.id for option in found.plans] == [year]
    key = app.run(add_coordination, a_head(task_id=task, plan_id=year))
    fulfilled = lambda: read_with(app, lambda uow: uow.session.query(TaskFulfilment.done_on).all())  # noqa: E731
    assert fulfilled() == []
    app.run(number_coordination, key, JointNumberForm(issued_on=date(2023, 5, 9)))
    assert [row.done_on for row in fulfilled()] == [date(2023, 5, 9)]


def test_a_new_plan_begins_with_the_other_side_of_the_last_one(app, monkeypatch):
    assert app.run(coordination_beginning).partner == "Khối Dân vận Đảng ủy"
    monkeypatch.setenv("DCAPP_TODAY", "2026-01-05")
    assert app.run(coordination_beginning).partner == "Ban Xây dựng Đảng"
    app.run(add_coordination, a_head(partner="Mặt trận xã"))
    found = app.run(coordination_beginning)
    assert (found.partner, found.their_signer) == ("Mặt trận xã", "Trần Thị Bình")


def test_who_only_reads_changes_nothing(app, plan):
    reader = beside(app, "doc", "BC")
    assert reader.run(coordination_card, plan).lines
    with pytest.raises(NotAllowed):
        reader.run(add_joint_line, plan, CONTENT)


# -- on paper
def test_both_sides_sign_side_by_side_and_ours_on_the_right(app, plan):
    document = coordination_document(card_of(app, plan), app.office, NO_MARKS)
    sheet = measured(write_pdf(document))[-1]
    theirs, ours = sheet.find("Trần Thị Bình"), sheet.find("Lê Văn Thử")
    assert theirs.middle < ours.middle
    assert abs(theirs.top - ours.top) < 1
    assert document.signatures[0].authority == ("TM. KHỐI DÂN VẬN",)
    assert document.signatures[1].titles == ("CHỦ TỊCH",)
    assert "KHỐI DÂN VẬN ĐẢNG ỦY" in document.letterhead.issuing_body
    assert document.subject == "Phối hợp công tác dân vận năm 2023"


def test_the_parts_of_the_paper_are_those_that_have_lines(app, plan):
    document = coordination_document(card_of(app, plan), app.office, NO_MARKS)
    assert [f"{block.mark} {block.title}" for block in document.blocks if isinstance(block, Part)] == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. NỘI DUNG PHỐI HỢP",
        "III. KIỂM TRA CHUNG",
        "IV. BÁO CÁO CHUNG",
        "V. TỔ CHỨC THỰC HIỆN",
    ]
    said = [flat(block.words) for block in document.blocks if isinstance(block, Numbered)]
    assert "Tuyên truyền Luật. Chủ trì: UBND xã; phối hợp: Khối Dân vận; thời hạn: 09/05/2023." in said
    assert "Báo cáo chung. Thời hạn: hằng quý." in said
    assert said[-1].endswith("./.")
    app.run(remove_joint_line, line_of(app, plan, JointKind.CHECK))
    shorter = coordination_document(card_of(app, plan), app.office, NO_MARKS)
    assert [block.mark for block in shorter.blocks if isinstance(block, Part)] == ["I.", "II.", "III.", "IV."]


@pytest.fixture
def speaking():
    """Lets a test change the language of the screens."""
    yield use_language
    use_language("vi")


@pytest.mark.parametrize("draw", [coordination_document, follow_up_document])
def test_pdf_and_word_say_the_same_in_vietnamese_whatever_the_screens_speak(app, plan, speaking, draw):
    app.run(finish_joint_line, line_of(app, plan, JointKind.CONTENT), date(2023, 5, 10), "Biên bản số 3")
    said = []
    for language in ("vi", "en"):
        speaking(language)
        document = draw(card_of(app, plan), app.office, marks_of(app.office))
        pdf = write_pdf(document)
        assert check_layout(pdf, document) == ()
        drawn = " ".join(box.text for sheet in measured(pdf) for box in sheet.texts)
        word = docx.Document(io.BytesIO(write_docx(document)))
        texts = [paragraph.text for paragraph in word.paragraphs]
        texts += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        assert [part for text in texts for part in text.split() if part not in drawn] == []
        said.append((plain_text(document), pdf, texts))
    assert said[0] == said[1]
