"""Nhận đơn: keys, what a letter keeps, its last days before saving, a card that is scanned, the letter of a visit."""

from __future__ import annotations

from datetime import date

import pytest
from checks import assert_screen_is_sound
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dcapp.features.letters.queries import letter_card, letters_of_person
from dcapp.features.letters.terms import LetterKind, Source
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.service import record_visit
from dcapp.features.visits.terms import Matter
from ui.features.letters.entry_form import KIND_ORDER

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
DAY = date(2026, 8, 3)


def choose_kind(entry, kind):
    entry.form.kind.choose(KIND_ORDER.index(kind))


def test_fourteen_fields_lead_from_the_kind_to_saving_in_the_order_of_the_screen(entry):
    entry.focus_first()
    stops = [QApplication.focusWidget()]
    while stops[-1] is not entry.save_button and len(stops) < 25:
        QTest.keyClick(stops[-1], Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    places = [stop.mapTo(entry, stop.rect().topLeft()) for stop in stops]
    rows = [(place.y() // 30, place.x()) for place in places]
    assert len([stop for stop in stops if stop.accessibleName() != "Chọn ngày trên lịch"]) <= 15
    assert rows == sorted(rows)


def test_a_letter_of_three_people_is_written_and_the_next_one_begun(entry, page, office, quiet):
    form = entry.form
    choose_kind(entry, LetterKind.COMPLAINT)
    form.received_on.set_value(DAY)
    form.source.choose(Source.POST)
    form.writer.setText("Trần Thị Lành")
    form.gist.setPlainText("Khiếu nại quyết định thu hồi đất")
    form.people.setValue(3)
    assert form.senders.isVisibleTo(entry)
    form.senders.setPlainText("* Lê Văn Bình, 051057001234, thôn Tân Lộc\nLê Thị Mười")

    entry.save_and_go_on()
    quiet()

    card = office.run(letter_card, 1)
    assert [(one.name, one.is_representative) for one in card.senders] == [
        ("Lê Văn Bình", True),
        ("Lê Thị Mười", False),
    ]
    assert (card.kind, card.source, card.people_count, card.senders[0].id_number) == (
        LetterKind.COMPLAINT,
        Source.POST,
        3,
        "051057001234",
    )
    assert page.entry is entry
    assert (form.kind_held, form.writer.text(), form.people.value()) == (LetterKind.COMPLAINT, "", 1)
    assert not entry.is_touched


def test_the_last_days_stand_beside_the_form_before_anything_is_saved(entry, quiet, office):
    entry.form.received_on.set_value(DAY)
    choose_kind(entry, LetterKind.COMPLAINT)
    quiet()
    promised = {(one.rule.name, one.due) for one in entry.dates.found}
    entry.form.writer.setText("Lê Văn Bình")
    entry.form.gist.setPlainText("Khiếu nại")

    entry.save()
    quiet()

    assert promised
    assert promised == {(one.rule, one.due_on) for one in office.run(letter_card, 1).clocks}


def test_what_is_missing_is_said_under_its_field(entry, office, quiet):
    entry.save()
    quiet()
    assert entry.form.cells["sender"].problem.text()
    assert entry.form.cells["gist"].problem.text()


def test_a_letter_is_changed_on_the_same_screen(page, office, make_letter, quiet):
    letter_id = make_letter(LetterKind.COMPLAINT)
    page.show_record(("Letter", letter_id))
    quiet()
    page.books.page.edit(page.books.page.table.current_line())
    quiet()
    before = office.run(letter_card, letter_id)
    assert page.entry.form.gist.toPlainText() == before.gist
    page.entry.form.gist.setPlainText("Viết lại cho rõ")

    page.entry.save()
    quiet()

    after = office.run(letter_card, letter_id)
    assert (after.gist, after.sender, after.received_on) == ("Viết lại cho rõ", before.sender, before.received_on)
    assert page.entry is None


def test_a_visit_becomes_a_letter_and_a_case_with_nothing_typed(page, desk, office, villages, quiet):
    visit = office.run(
        record_visit,
        VisitForm(
            received_on=DAY,
            name="Trần Thị Lành",
            birth_year=1957,
            village_id=villages["Châu Me"],
            matter=Matter.COMPLAINT,
            content="Khiếu nại thu hồi đất",
        ),
    )
    page.show_record(("new", "Letter", visit.id))
    quiet()
    entry = page.entry
    assert (entry.form.writer.text(), entry.form.gist.toPlainText()) == ("Trần Thị Lành", "Khiếu nại thu hồi đất")
    assert entry.dates.found
    entry.case.choice.setCurrentIndex(1)

    QTest.keyClick(entry.form.gist, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    quiet()

    card = office.run(letter_card, 1)
    assert (card.visit_id, card.village_id, card.source) == (visit.id, villages["Châu Me"], Source.RECEPTION)
    assert desk.opened[-1] == ("letters", ("CaseFile", card.case_id))
    assert [one.id for one in office.run(letters_of_person, card.person_id)] == [card.id]


@pytest.mark.parametrize(("theme", "scale"), [("light", 100), ("light", 150), ("dark", 125)])
def test_nothing_is_clipped_at_any_size_of_letters(page, quiet, look, theme, scale):
    look(theme, scale)
    page.enter()
    quiet()
    choose_kind(page.entry, LetterKind.DENUNCIATION)
    page.entry.toggle_more()
    page.entry.form.people.setValue(2)
    quiet()
    assert_screen_is_sound(page)


def test_a_visit_that_is_being_written_goes_on_as_a_letter_with_one_key(desk, qtbot, quiet, office, villages):
    from checks import bring_up

    from dcapp.features.people.queries import village_choices
    from ui.features.visits.entry import EntryScreen

    desk.pages = frozenset({"letters", "visits"})
    screen = EntryScreen(desk, office.run(village_choices))
    qtbot.addWidget(screen)
    screen.resize(1366, 696)
    bring_up(screen)
    quiet()
    screen.form.name.setText("Lê Văn Bình")
    screen.form.content.setPlainText("Khiếu nại thu hồi đất")
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

    QTest.keyClick(screen.form.content, Qt.Key.Key_Return, keys)
    quiet()

    assert desk.opened[-1] == ("letters", ("new", "Letter", 1))


def test_several_denouncers_are_kept_under_the_seal_with_the_note(entry):
    choose_kind(entry, LetterKind.DENUNCIATION)
    entry.form.people.setValue(2)
    entry.form.senders.setPlainText("Lê Văn Bình\nLê Thị Mười")
    assert entry.form.answer().note == "Cùng tố cáo: Lê Văn Bình; Lê Thị Mười"
    assert not entry.form.cells["parcel"].isVisibleTo(entry)


def test_the_last_days_follow_the_day_of_receipt_as_it_is_typed(entry, qtbot):
    choose_kind(entry, LetterKind.COMPLAINT)
    qtbot.wait(50)
    entry.form.received_on.line.setText("3/8/26")
    qtbot.waitUntil(lambda: "03/08/2026" in entry.header.subtitle.full_text(), timeout=3000)
    assert [one.due for one in entry.dates.found][:1] == [date(2026, 8, 12)]
