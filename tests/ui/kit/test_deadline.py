"""A deadline on the screen: the painted timeline, and the card that says why it is due on its day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from checks import clipped, words_of
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from dcapp.kernel import clock
from dcapp.rules.counting import PLAIN, Case, Pausing, reckon
from dcapp.rules.deadlines import Direction, shipped_book
from dcapp.rules.telling import told
from dcapp.rules.working_days import built_in_calendar
from ui.kit.deadline_card import DeadlineCard, chip_words
from ui.kit.deadline_marks import LEAST_DAYS, MarkKind, picture_of
from ui.kit.deadline_strip import DeadlineStrip
from ui.kit.detail import scrolled
from ui.kit.theme import Tone

CALENDAR = built_in_calendar()
PAUSED = Case(pausing=Pausing(date(2026, 8, 13), date(2026, 9, 14)))
ROLLED = ("KN-03", date(2023, 4, 13), PLAIN)
BACKWARD = ("TCD-11", date(2026, 11, 30), PLAIN)
RESTED = ("KN-03", date(2026, 8, 3), PAUSED)
BETWEEN = ("KN-02", date(2026, 6, 22), PLAIN)
LONG = ("KN-01", date(2026, 1, 5), PLAIN)
COUNTED = [rule.name for rule in shipped_book().rules if rule.wordings[0].days is not None]


def found_of(case):
    name, start, of = case
    return reckon(name, start, CALENDAR, of)


def kinds(picture):
    return [mark.kind for mark in picture.marks]


@pytest.fixture
def strip(qtbot):
    made = DeadlineStrip()
    qtbot.addWidget(made)

    def show(found, today=None, width=700):
        made.show_deadline(found, today)
        made.resize(width, made.sizeHint().height())
        return made

    return show


def shown_card(qtbot, found, width=720, **more):
    card = DeadlineCard("Hạn giải quyết")
    qtbot.addWidget(card)
    card.show_deadline(found, **more)
    card.resize(width, 10)
    card.show()
    card.resize(width, card.layout().totalHeightForWidth(width))
    return card


def test_the_timeline_of_a_day_that_was_moved():
    picture = picture_of(found_of(ROLLED), date(2023, 5, 10))
    assert kinds(picture) == [MarkKind.DUE, MarkKind.START, MarkKind.TODAY, MarkKind.LAST]
    assert (picture.counted, picture.due) == ((date(2023, 4, 13), date(2023, 5, 13)), date(2023, 5, 15))
    assert [band.words for band in picture.bands if band.name] == ["Nghỉ lễ 29/04 – 03/05"]
    assert (date(2023, 4, 15), date(2023, 4, 16)) in [(band.first, band.last) for band in picture.bands]


def test_a_day_worked_instead_is_no_day_off_and_one_holiday_keeps_its_name():
    bands = picture_of(reckon("TC-01", date(2024, 4, 26), CALENDAR), None).bands
    assert all(not band.first <= date(2024, 5, 4) <= band.last for band in bands)
    [only] = [band for band in picture_of(found_of(BACKWARD), None).bands if band.name]
    assert only.words == "Ngày Văn hóa Việt Nam 24/11"


def test_today_stands_on_the_line_only_near_it():
    found = found_of(ROLLED)
    assert picture_of(found, date(2024, 1, 1)).today is None
    late = picture_of(found, date(2023, 5, 18))
    assert late.today == date(2023, 5, 18)
    assert late.last >= date(2023, 5, 18)
    on_the_day = picture_of(found, found.due)
    assert MarkKind.TODAY not in kinds(on_the_day)
    assert on_the_day.marks[0].title == "Hạn cuối, hôm nay"


def test_a_rest_and_other_readings_have_their_marks():
    rested = picture_of(found_of(RESTED), None)
    assert rested.paused == (date(2026, 8, 13), date(2026, 9, 14))
    assert {MarkKind.PAUSED, MarkKind.RESUMED} <= set(kinds(rested))
    between = picture_of(found_of(BETWEEN), None)
    assert [mark.day for mark in between.marks if mark.kind is MarkKind.READING] == [
        date(2026, 7, 1),
        date(2026, 7, 2),
    ]


def test_backward_deadlines_run_back():
    found = found_of(BACKWARD)
    assert found.wording.direction is Direction.BACKWARD
    picture = picture_of(found, None)
    assert picture.due < picture.counted[0]
    assert picture.marks[0].title == "Chậm nhất"


def test_the_line_is_told_to_a_screen_reader(strip):
    shown = strip(found_of(ROLLED), date(2023, 5, 10))
    said = shown.accessibleDescription()
    for words in (
        "Ngày thụ lý: Thứ Năm, 13/04/2023",
        "Hôm nay: Thứ Tư, 10/05/2023",
        "Ngày thứ 30: Thứ Bảy, 13/05/2023",
        "Hạn cuối: Thứ Hai, 15/05/2023",
        "Nghỉ lễ 29/04 – 03/05",
    ):
        assert words in said


@pytest.mark.parametrize("scale", [100, 125, 150])
def test_labels_never_cover_each_other_and_the_last_day_is_always_named(strip, look, scale):
    look("light", scale)
    for case in (ROLLED, BACKWARD, RESTED, BETWEEN, LONG):
        found = found_of(case)
        for today in (None, found.start + timedelta(days=1), found.due, found.due + timedelta(days=2)):
            for width in (260, 420, 700, 1100):
                assert_sound(strip(found, today, width))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(COUNTED),
    st.dates(date(2026, 7, 1), date(2026, 11, 30)),
    st.integers(240, 1200),
    st.integers(-10, 150),
)
def test_any_deadline_can_be_drawn(qapp, name, start, width, later):
    found = reckon(name, start, CALENDAR, Case(is_complex=True))
    strip = DeadlineStrip()
    strip.show_deadline(found, start + timedelta(days=later))
    strip.resize(width, strip.sizeHint().height())
    assert strip.grab().width() == width
    assert_sound(strip)
    strip.deleteLater()


def assert_sound(strip):
    labels = strip.labels()
    assert MarkKind.DUE in [label.kind for label in labels]
    for label in labels:
        assert strip.rect().contains(label.rect), label
    for one, other in combinations(labels, 2):
        assert not one.rect.intersects(other.rect), (one, other)
    stems = [label for label in labels if label.kind is not None and label.rect.top() > strip.height() // 2]
    for holiday in (label for label in labels if label.kind is None):
        assert not any(holiday.rect.left() <= stem.point <= holiday.rect.right() for stem in stems)


def test_a_deadline_of_one_day_has_room(strip):
    rule = reckon("TCD-12", date(2026, 11, 26), CALENDAR)
    shown = strip(rule, rule.start, 300)
    assert picture_of(rule, None).days >= LEAST_DAYS
    assert {label.kind for label in shown.labels()} >= {MarkKind.DUE, MarkKind.START}


def test_a_place_on_the_line_says_what_it_is(strip):
    shown = strip(found_of(ROLLED), date(2023, 5, 10))
    said = {shown.words_at(x) for x in range(0, 700, 4)}
    assert "Hạn cuối: Thứ Hai, 15/05/2023" in said
    assert "Nghỉ lễ 29/04 – 03/05" in said
    assert "Cuối tuần 15/04 – 16/04" in said
    assert "" in said


@pytest.mark.parametrize("name", ["light", "dark"])
def test_both_themes_paint_the_last_day_in_their_red(strip, look, name):
    from ui.kit import theme

    look(name)
    shown = strip(found_of(ROLLED), None)
    painted = shown.grab().toImage()
    colours = {painted.pixelColor(x, shown._axis()).name() for x in range(painted.width())}
    assert theme.current().color("bar_late").name() in colours
    assert theme.current().color("bar_doing").name() in colours


@pytest.mark.parametrize(
    ("today", "met", "words", "tone"),
    [
        ("2023-05-10", None, "còn 5 ngày", Tone.WARNING),
        ("2023-04-20", None, "còn 25 ngày", Tone.NEUTRAL),
        ("2023-05-15", None, "Trong hôm nay", Tone.WARNING),
        ("2023-05-17", None, "Quá hạn 2 ngày", Tone.DANGER),
        ("2023-05-17", "2023-05-12", "Xong 12/05/2023", Tone.SUCCESS),
    ],
)
def test_the_chip_says_how_far_it_is(today, met, words, tone):
    met_on = date.fromisoformat(met) if met else None
    assert chip_words(found_of(ROLLED), date.fromisoformat(today), met_on) == (words, tone)


def test_the_card_says_why(qtbot, monkeypatch):
    monkeypatch.setenv(clock.DAY_VARIABLE, "2023-05-10")
    card = shown_card(qtbot, found_of(ROLLED))
    said = words_of(card)
    for words in (
        "Thứ Hai, 15/05/2023",
        "còn 5 ngày",
        "Vì sao đến hạn ngày này?",
        "Bắt đầu đếm từ Thứ Sáu, 14/04/2023",
        "Thời hạn 30 ngày",
    ):
        assert words in said
    assert [row.citation.accessibleName() for row in card._rows][1] == "Điều 28 Luật Khiếu nại 02/2011/QH13"
    assert card.notes.isHidden()


def test_readings_and_doubts_stand_below(qtbot):
    card = shown_card(qtbot, found_of(BETWEEN))
    assert "Cách hiểu khác (KN-02)" in card.notes.text.text()
    assert "Nhắc việc theo ngày sớm nhất" in card.notes.text.text()
    card.show_deadline(found_of(ROLLED))
    assert card.notes.isHidden()


@pytest.mark.parametrize("scale", [100, 125, 150])
def test_nothing_of_the_card_is_cut(qtbot, look, scale):
    look("light", scale)
    card = DeadlineCard("Hạn giải quyết")
    room = scrolled(card)
    qtbot.addWidget(room)
    room.show()
    for case in (ROLLED, RESTED, BETWEEN):
        card.show_deadline(found_of(case))
        for width in (300, 519, 521, 900):
            room.resize(width * scale // 100, 1600)
            qtbot.waitUntil(lambda: clipped(card) == [])


def test_the_explanation_is_copied_with_its_sources(qtbot):
    card = shown_card(qtbot, found_of(ROLLED))
    card.copy_button.click()
    assert QApplication.clipboard().text() == told(card.found)
    with qtbot.waitSignal(card.print_wanted) as asked:
        card.print_button.click()
    assert asked.args == [card.found]


def test_a_date_that_is_only_tried_out_has_no_chip(qtbot):
    card = shown_card(qtbot, found_of(ROLLED), follows=False)
    assert card.chip.isHidden()
    assert "Hôm nay" not in card.strip.accessibleDescription()
