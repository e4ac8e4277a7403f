"""The log of opinions: no person is named, matters are passed on and answered, the log in Excel and on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from builders import a_plan, beside, read_with

import dcapp.intake as intake
from dcapp.db.journal import undo_last
from dcapp.db.unit_of_work import NOBODY
from dcapp.features.office.service import VillageForm, add_village
from dcapp.features.opinions.models import Opinion
from dcapp.features.opinions.prints import LOG_HEADINGS, opinion_log
from dcapp.features.opinions.queries import answers_owed, hot_opinions, opinion_counts, receivers, state_on
from dcapp.features.opinions.register import OPINIONS
from dcapp.features.opinions.rules import Trace, opinion_fields, opinion_state, traces_of
from dcapp.features.opinions.service import (
    OpinionForm,
    PassingForm,
    add_opinion,
    answer_opinion,
    edit_opinion,
    pass_opinion,
    remove_opinion,
    tie_opinion,
)
from dcapp.features.opinions.terms import OpinionSource, OpinionState
from dcapp.features.plan.service import take_in_plan
from dcapp.features.tasks.models import Task, TaskFulfilment
from dcapp.kernel.errors import AlreadyThere, Invalid, NotAllowed
from dcapp.kernel.i18n import use_language
from dcapp.registers.exporting import write_xlsx
from dcapp.registers.finding import Query, every_line
from dcapp.registers.importing import check_sheets, forms_of
from dcapp.registers.use_cases import choosing, reading
from dcapp.registers.workbook import read_table


def an_opinion(**values):
    made = OpinionForm(heard_on=date(2023, 5, 2), matter="Mương thoát nước bị lấp", field="Môi trường")
    return replace(made, **values)


def kept(app, key):
    return read_with(app, lambda uow: uow.session.get(Opinion, key))


# -- what must not be in it
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi 0912 345 678 để hỏi", [(Trace.PHONE, "0912 345 678")]),
        ("Gọi +84912345678", [(Trace.PHONE, "+84912345678")]),
        ("Điện thoại 0255.382.1234", [(Trace.PHONE, "0255.382.1234")]),
        ("CCCD 051 190 001 234 đã xem", [(Trace.IDENTITY, "051 190 001 234")]),
        ("số 051190001234.", [(Trace.IDENTITY, "051190001234")]),
        ("CMND 212345678", [(Trace.IDENTITY, "212345678")]),
        ("Bà Nguyễn Thị Hạnh phản ánh", [(Trace.NAME, "Bà Nguyễn Thị Hạnh")]),
        ("theo ông Lê Văn Đạt, số 0912345678", [(Trace.NAME, "ông Lê Văn Đạt"), (Trace.PHONE, "0912345678")]),
        ("Ô NHIỄM tại bãi rác, bà con lo", []),
        ("Đền bù 1.250.000.000 đồng cho 45 hộ", []),
        ("Quyết định 123456789/QĐ ngày 02/05/2023", []),
        ("ông Chủ tịch xã hứa trả lời", []),
        ("các anh chị Thôn Lê Lợi đề nghị", []),
        ("", []),
    ],
)
def test_what_leads_to_a_person_is_noticed_and_figures_are_not(text, found):
    assert list(traces_of(text)) == found


def test_a_trace_is_a_hint_and_never_refused(app):
    key = app.run(add_opinion, an_opinion(matter="Gọi 0912 345 678 để hỏi"))
    assert kept(app, key).matter == "Gọi 0912 345 678 để hỏi"


# -- lines
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"matter": "  "}, "matter"),
        ({"heard_on": date(2023, 5, 11)}, "heard_on"),
        ({"people_count": -1}, "people_count"),
        ({"passed_on": date(2023, 5, 3)}, "passed_to"),
        ({"passed_to": "Địa chính", "passed_on": date(2023, 5, 1)}, "passed_on"),
        ({"passed_to": "Địa chính", "passed_on": date(2023, 5, 5), "answer_by": date(2023, 5, 4)}, "answer_by"),
        ({"answer_by": date(2023, 5, 1)}, "answer_by"),
        ({"answered_on": date(2023, 5, 5)}, "answer"),
        ({"answer": "Đã nạo vét", "answered_on": date(2023, 5, 1)}, "answered_on"),
        ({"answer": "Đã nạo vét", "answered_on": date(2023, 5, 11)}, "answered_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(app, values, field):
    with pytest.raises(Invalid) as refused:
        app.run(add_opinion, an_opinion(**values))
    assert refused.value.field == field
    assert read_with(app, lambda uow: uow.session.query(Opinion).count()) == 0


def test_an_opinion_goes_its_way_from_the_village_to_the_answer(app):
    key = app.run(add_opinion, an_opinion())
    seen = []

    def look():
        [line] = app.run(reading(OPINIONS), Query()).lines
        seen.append(line["state"])

    look()
    app.run(
        pass_opinion, key, PassingForm(passed_to="Địa chính", passed_on=date(2023, 5, 3), answer_by=date(2023, 5, 9))
    )
    look()
    app.run(
        pass_opinion, key, PassingForm(passed_to="Địa chính", passed_on=date(2023, 5, 3), answer_by=date(2023, 5, 10))
    )
    look()
    with pytest.raises(Invalid):
        app.run(answer_opinion, key, " ", date(2023, 5, 10))
    app.run(answer_opinion, key, "Đã nạo vét", date(2023, 5, 10))
    look()
    assert seen == ["new", "late", "waiting", "answered"]
    assert app.run(receivers) == ["Địa chính"]


def test_days_that_were_not_written_follow_from_the_others(app):
    key = app.run(add_opinion, an_opinion(passed_to="Địa chính", answer="Đã trả lời tại họp thôn"))
    line = kept(app, key)
    assert (line.passed_on, line.answered_on) == (date(2023, 5, 2), date(2023, 5, 10))


def test_the_same_matter_of_a_day_and_village_is_written_once(app):
    village = app.run(add_village, VillageForm(name="Tân Lộc"))
    app.run(add_opinion, an_opinion())
    with pytest.raises(AlreadyThere):
        app.run(add_opinion, an_opinion(people_count=3))
    app.run(add_opinion, an_opinion(village_id=village))
    app.run(add_opinion, an_opinion(heard_on=date(2023, 5, 3)))
    assert read_with(app, lambda uow: uow.session.query(Opinion).count()) == 3


def test_the_state_is_the_same_in_the_book_and_in_the_rule(app):
    days = (None, date(2023, 5, 9), date(2023, 5, 10))
    for number, (passed, wanted, answered) in enumerate(product(days, days, days)):
        with app.database.begin(NOBODY, "rows", write=True) as uow:
            uow.add(
                Opinion(
                    heard_on=date(2023, 5, 1),
                    matter=str(number),
                    passed_on=passed,
                    answer_by=wanted,
                    answered_on=answered,
                )
            )
    on = date(2023, 5, 10)
    rows = read_with(app, lambda uow: uow.session.query(Opinion, state_on(on)).all())
    assert len(rows) == 27
    for line, state in rows:
        assert OpinionState(state) is opinion_state(line.passed_on, line.answer_by, line.answered_on, on)


# -- what others ask
def test_answers_owed_and_hot_matters_are_told_until_they_are_answered(app):
    late = app.run(add_opinion, an_opinion(passed_to="A", answer_by=date(2023, 5, 9), is_hot=True))
    later = app.run(add_opinion, an_opinion(matter="Đường hỏng", passed_to="B", answer_by=date(2023, 5, 20)))
    app.run(add_opinion, an_opinion(matter="Giá phân bón"))
    assert [card.id for card in app.run(answers_owed)] == [late, later]
    assert [card.id for card in app.run(answers_owed, date(2023, 5, 17))] == [late]
    assert [card.id for card in app.run(hot_opinions)] == [late]
    app.run(answer_opinion, late, "Đã nạo vét", date(2023, 5, 10))
    assert [card.id for card in app.run(answers_owed)] == [later]
    assert app.run(hot_opinions) == []


def test_fields_are_counted_over_a_period(app):
    for day, field, hot in (
        (1, "Đất đai", True),
        (2, "Đất đai", False),
        (3, "Môi trường", False),
        (9, "Đất đai", True),
    ):
        app.run(add_opinion, an_opinion(heard_on=date(2023, 5, day), field=field, is_hot=hot))
    counts = app.run(opinion_counts, date(2023, 5, 1), date(2023, 5, 3))
    assert [(count.field, count.number, count.hot, count.answered) for count in counts] == [
        ("Đất đai", 2, 1, 0),
        ("Môi trường", 1, 0, 0),
    ]


def test_a_line_can_count_for_a_task(app):
    plan = app.run(take_in_plan, a_plan())
    with app.database.begin(NOBODY, "task", write=True) as uow:
        task = uow.add(Task(plan_id=plan, title="Nắm tình hình Nhân dân")).id
    key = app.run(add_opinion, an_opinion())
    ties = lambda: read_with(app, lambda uow: uow.session.query(TaskFulfilment).count())  # noqa: E731
    app.run(tie_opinion, key, task)
    app.run(edit_opinion, key, an_opinion(matter="Mương đã thông"))
    assert ties() == 1
    assert read_with(app, lambda uow: uow.session.query(TaskFulfilment.title).scalar()) == "Mương đã thông"
    app.run(tie_opinion, key, None)
    assert ties() == 0
    app.run(tie_opinion, key, task)
    app.run(remove_opinion, key)
    assert ties() == 0


def test_a_removed_line_comes_back(app):
    key = app.run(add_opinion, an_opinion())
    app.run(edit_opinion, key, an_opinion(matter="Mương đã thông"))
    app.run(remove_opinion, key)
    app.run(undo_last)
    assert kept(app, key).matter == "Mương đã thông"


def test_who_only_reads_writes_nothing(app):
    reader = beside(app, "doc", "BC")
    with pytest.raises(NotAllowed):
        reader.run(add_opinion, an_opinion())


# -- Excel and paper
def test_the_log_goes_out_to_excel_and_comes_back_line_by_line(app, tmp_path, monkeypatch):
    monkeypatch.setitem(intake.WRITERS, OPINIONS.key, intake.Writers(add_opinion, edit_opinion, remove_opinion))
    village = app.run(add_village, VillageForm(name="Tân Lộc"))
    whole = an_opinion(
        village_id=village,
        source=OpinionSource.NETWORK,
        people_count=12,
        is_hot=True,
        passed_to="Địa chính",
        passed_on=date(2023, 5, 3),
        answer_by=date(2023, 5, 9),
        answer="Đã nạo vét",
        answered_on=date(2023, 5, 8),
    )
    forms = (whole, an_opinion(matter="Đường hỏng"))
    for form in forms:
        app.run(add_opinion, form)
    path = tmp_path / "so.xlsx"
    read_with(app, lambda uow: write_xlsx(path, OPINIONS, list(every_line(uow, OPINIONS, Query(descending=False)))))
    checked = check_sheets(OPINIONS, read_table(path), app.run(choosing(OPINIONS)))
    assert checked.problems == ()
    assert forms_of(OPINIONS, checked) == forms
    for key in read_with(app, lambda uow: [line.id for line in uow.session.query(Opinion)]):
        app.run(remove_opinion, key)
    intake.taking_in.cache_clear()
    taken = app.run(intake.taking_in(OPINIONS), (*forms, forms[0]))
    assert (taken.written, taken.passed_over) == (2, 1)


def test_fields_are_a_list_without_twins():
    assert len(opinion_fields()) == len(set(opinion_fields())) > 10


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_printed_log_is_vietnamese_and_holds_the_days_of_the_period(app, language):
    use_language(language)
    try:
        app.run(add_opinion, an_opinion(heard_on=date(2023, 4, 30), matter="Trước kỳ"))
        app.run(add_opinion, an_opinion(is_hot=True, passed_to="Địa chính", passed_on=date(2023, 5, 3)))
        app.run(add_opinion, an_opinion(heard_on=date(2023, 5, 10), answer="Đã xong"))
        table = app.run(opinion_log, date(2023, 5, 1), date(2023, 5, 10))
    finally:
        use_language("vi")
    assert table.title == "Sổ nắm tình hình, dư luận từ 01/05/2023 đến 10/05/2023"
    assert {len(row) for row in table.rows} == {len(LOG_HEADINGS)}
    assert [row[4] for row in table.rows] == ["(Điểm nóng) Mương thoát nước bị lấp", "Mương thoát nước bị lấp"]
    assert [row[9] for row in table.rows] == ["Chờ trả lời", "Đã xong (10/05/2023)"]
    assert table.rows[0][7] == "Địa chính\n03/05/2023"
