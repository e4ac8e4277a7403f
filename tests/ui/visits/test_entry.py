"""Ghi lượt tiếp: keys, returning citizens beside an input method, the scanner, drafts, what stays for the next."""

from __future__ import annotations

from datetime import date

import pytest
from checks import assert_screen_is_sound
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dcapp.db.journal import draft_of
from dcapp.features.commitments.queries import open_commitments
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.queries import visit_card, visits_on
from dcapp.features.visits.service import record_visit
from dcapp.features.visits.terms import Matter, Outcome
from dcapp.kernel import clock
from dcapp.rules.refusals import grounds_on
from ui.features.visits.entry_form import ELSEWHERE, MATTER_ORDER, OUTCOME_ORDER

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
CARD = "051057001234|212345678|Trần Thị Lành|05031957|Nữ|Thôn Châu Me, Phổ Châu, Đức Phổ, Quảng Ngãi|12052021"


@pytest.fixture
def came_before(office, villages):
    """Trần Thị Lành was here twice."""
    for day, words in ((date(2023, 4, 12), "Hỏi bồi thường"), (date(2023, 4, 26), "Hỏi lại bồi thường")):
        form = VisitForm(
            received_on=day,
            name="Trần Thị Lành",
            birth_year=1957,
            village_id=villages["Châu Me"],
            phone="0905 123 218",
            content=words,
            field="land",
        )
        last = office.run(record_visit, form)
    return last


def compose(field, *preedits, commit):
    """What an input method sends while a word is put together, and when it is done."""
    for preedit in preedits:
        QCoreApplication.sendEvent(field, QInputMethodEvent(preedit, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(field, event)


def choose(control, order, value):
    control.choose(order.index(value))


def scan(widget, text=CARD):
    """What a scanner types, with Enter at the end."""
    for letter in text:
        QTest.keyClicks(widget, letter) if letter.isascii() else type_letter(widget, letter)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def type_letter(widget, letter):
    """A key that writes a letter no keyboard of the test has."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


# -- keys
def test_twelve_stops_lead_from_the_name_to_saving_in_the_order_of_the_screen(entry):
    screen = entry()
    screen.form.name.setFocus()
    stops: list[QWidget] = [QApplication.focusWidget()]
    while stops[-1] is not screen.save_button and len(stops) < 20:
        QTest.keyClick(stops[-1], Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())

    places = [(stop.mapTo(screen, stop.rect().topLeft())) for stop in stops]
    rows = [(place.y() // 20, place.x()) for place in places]
    assert len(stops) <= 12
    assert rows == sorted(rows)


def test_a_visit_is_written_with_the_keyboard_alone(entry, office, quiet):
    screen = entry()
    saved = []
    screen.saved.connect(saved.append)

    QTest.keyClicks(screen.form.name, "Le Thi Muoi")
    screen.form.content.setPlainText("Hỏi thủ tục khai sinh")
    QTest.keyClick(screen.form.content, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    quiet()

    card = office.run(visit_card, saved[0])
    assert (card.number, card.name, card.content, card.outcome) == (
        1,
        "Le Thi Muoi",
        "Hỏi thủ tục khai sinh",
        Outcome.NOTED,
    )
    assert [one.rule for one in office.run(open_commitments)] == ["TCD-06"]


def test_what_is_missing_is_said_under_its_field_and_nothing_is_written(entry, office, quiet):
    screen = entry()
    screen.form.name.setText("Lê Thị Mười")

    screen.save()
    quiet()

    assert screen.form.cells["content"].problem.text()
    assert office.run(visits_on, clock.today()) == []


def test_the_next_visit_keeps_what_the_officer_keeps(entry, quiet):
    screen = entry()
    form = screen.form
    form.name.setText("Lê Thị Mười")
    form.content.setPlainText("Hỏi đất")
    choose(form.matter, MATTER_ORDER, Matter.QUESTION)
    form.field.choose("land")

    screen.save_and_go_on()
    quiet()

    assert (form.name.text(), form.content.toPlainText()) == ("", "")
    assert (form.matter_held, form.field.value()) == (Matter.QUESTION, "land")
    assert not screen.is_touched


def test_saving_twice_in_a_row_writes_one_visit(entry, office, quiet):
    screen = entry()
    screen.form.name.setText("Lê Thị Mười")
    screen.form.content.setPlainText("Hỏi đất")

    screen.save()
    screen.save()
    quiet()

    assert len(office.run(visits_on, clock.today())) == 1


# -- returning citizens
@pytest.mark.parametrize("typed", ["tran thi la", "TRẦN THỊ", "lành châu me", "0905123"])
def test_a_returning_citizen_appears_while_typing(entry, quiet, came_before, typed):
    screen = entry()
    screen.form.name.setFocus()

    QTest.keyClicks(screen.form.name, "") if not typed.isascii() else QTest.keyClicks(screen.form.name, typed)
    if not typed.isascii():
        compose(screen.form.name, commit=typed)
        screen.form.name.textEdited.emit(screen.form.name.text())
    quiet_after(screen, quiet)

    assert screen.popup.isVisible()
    assert screen.popup.list.lines.rows[0].words == "Trần Thị Lành"


def quiet_after(screen, quiet):
    """Let the short wait before a search pass, and its answer come."""
    QTest.qWait(200)
    quiet()


def test_two_keys_take_the_citizen_and_the_earlier_visits_are_told(entry, quiet, came_before):
    screen = entry()
    screen.form.name.setFocus()
    QTest.keyClicks(screen.form.name, "tran thi")
    quiet_after(screen, quiet)

    QTest.keyClick(screen.form.name, Qt.Key.Key_Down)
    QTest.keyClick(screen.form.name, Qt.Key.Key_Return)
    quiet()

    form = screen.form
    assert (form.name.text(), form.birth_year.text(), form.phone.text()) == ("Trần Thị Lành", "1957", "0905 123 218")
    assert "đã đến 2 lần" in screen.past.text.text()


def test_a_word_that_is_being_put_together_is_left_alone(entry, quiet, came_before):
    screen = entry()
    field = screen.form.name
    field.setFocus()
    QTest.keyClicks(field, "tran ")
    quiet_after(screen, quiet)
    assert screen.popup.isVisible()

    QCoreApplication.sendEvent(field, QInputMethodEvent("Thi", []))
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    compose(field, "Thị", commit="Thị Lành")
    quiet_after(screen, quiet)

    assert field.text() == "tran Thị Lành"
    assert screen.form.person_id is None
    assert QApplication.focusWidget() is field


@pytest.mark.parametrize("key", ["name", "phone", "id_number"])
def test_an_input_method_writes_into_every_field_that_offers_people(entry, quiet, came_before, key):
    screen = entry()
    field = screen.form.cells[key].editor
    field.setFocus()

    compose(field, "T", "Tr", "Trâ", "Trân", "Trần", commit="Trần")
    compose(field, " Thi", " Thị", commit=" Thị Lành")
    quiet_after(screen, quiet)

    assert field.text() == "Trần Thị Lành"


def test_the_same_matter_again_is_one_matter(entry, office, quiet, came_before):
    screen = entry()
    screen.form.name.setFocus()
    QTest.keyClicks(screen.form.name, "tran thi")
    quiet_after(screen, quiet)
    QTest.keyClick(screen.form.name, Qt.Key.Key_Down)
    QTest.keyClick(screen.form.name, Qt.Key.Key_Return)
    quiet()
    saved = []
    screen.saved.connect(saved.append)

    screen._same_matter(screen.past.visits[0])
    screen.form.content.setPlainText("Vẫn chưa ai trả lời")
    screen.save()
    quiet()

    assert office.run(visit_card, saved[0]).follows_id == came_before.id
    assert screen.form.field.value() == "land"


# -- the scanner
@pytest.mark.parametrize("key", ["name", "birth_year", "phone", "content", "people_count", "village_id", "matter"])
def test_a_card_scanned_into_any_field_fills_the_form_and_leaves_the_field_as_it_was(entry, quiet, key):
    screen = entry()
    form = screen.form
    form.content.setPlainText("Đang ghi dở")
    form.people.setValue(3)
    target = form.cells[key].editor
    target = target.focusProxy() or target
    target.setFocus()

    scan(target)
    quiet()

    assert (form.name.text(), form.birth_year.text(), form.id_number.text()) == (
        "Trần Thị Lành",
        "1957",
        "051057001234",
    )
    assert form.content.toPlainText() == "Đang ghi dở"
    assert form.people.value() == 3
    assert form.village.currentText() == "thôn Châu Me"
    assert form.address.text().startswith("Thôn Châu Me")
    assert form.phone.text() == ""


def test_a_scan_never_presses_a_button(entry, office, quiet):
    screen = entry()
    screen.form.content.setPlainText("Đang ghi dở")
    screen.form.name.setText("Lê Văn Bình")
    screen.save_button.setFocus()

    scan(screen.save_button)
    quiet()

    assert office.run(visits_on, clock.today()) == []
    assert screen.form.name.text() == "Trần Thị Lành"


def test_a_scanned_visit_keeps_birth_date_sex_and_the_old_number(entry, office, quiet):
    screen = entry()
    scan(screen.form.name)
    screen.form.content.setPlainText("Hỏi đất")
    saved = []
    screen.saved.connect(saved.append)

    screen.save()
    quiet()

    card = office.run(visit_card, saved[0])
    assert (card.birth_date, card.sex.value, card.id_number) == (date(1957, 3, 5), "female", "051057001234")


def test_what_has_no_field_is_kept_when_a_visit_is_changed(entry, office, quiet):
    screen = entry()
    scan(screen.form.name)
    screen.form.content.setPlainText("Hỏi đất")
    saved = []
    screen.saved.connect(saved.append)
    screen.save()
    quiet()

    again = entry(saved[0])
    again.form.content.setPlainText("Hỏi bồi thường đất")
    again.save()
    quiet()
    card = office.run(visit_card, saved[0])
    assert (card.birth_date, card.sex.value, card.content) == (date(1957, 3, 5), "female", "Hỏi bồi thường đất")

    again = entry(saved[0])
    again.form.birth_year.setText("1958")  # put right: the day of the other year no longer holds
    again.save()
    quiet()
    card = office.run(visit_card, saved[0])
    assert (card.birth_year, card.birth_date, card.sex.value) == (1958, None, "female")


def test_another_code_is_refused_in_words(entry, quiet):
    screen = entry()

    scan(screen.form.name, "051057001234|x")
    quiet()

    assert screen.problem.text()
    assert screen.form.name.text() == ""


def test_a_person_who_types_figures_is_no_scanner(entry, quiet):
    screen = entry()
    screen.form.phone.setFocus()

    QTest.keyClicks(screen.form.phone, "0905123218 | nha")
    quiet()

    assert screen.form.phone.text() == "0905123218 | nha"


def test_an_odd_number_is_told_and_never_refused(entry, office, quiet):
    screen = entry()
    screen.form.name.setText("Lê Thị Mười")
    screen.form.content.setPlainText("Hỏi đất")
    screen.form.id_number.setText("999")
    screen.form.id_number.setFocus()
    screen.form.content.setFocus()

    assert screen.form.cells["id_number"].hint.isVisibleTo(screen)
    screen.save()
    quiet()

    assert len(office.run(visits_on, clock.today())) == 1


# -- denunciations
def test_a_denunciation_forgets_who_it_is_also_in_the_draft(entry, office, quiet):
    screen = entry()
    form = screen.form
    form.name.setText("Người Tố Cáo")
    form.phone.setText("0912345678")
    screen.keep_draft()
    quiet()

    choose(form.matter, MATTER_ORDER, Matter.DENUNCIATION)
    form.content.setPlainText("Thu tiền sai")
    screen.touch()
    screen.keep_draft()
    quiet()

    draft = office.run(draft_of, "visits.entry", "")
    assert "Người Tố Cáo" not in str(draft.payload)
    assert "0912345678" not in str(draft.payload)
    assert not form.cells["name"].isVisibleTo(form)
    screen.save()
    quiet()
    assert office.run(visits_on, clock.today())[0].shown_name.startswith("TC001/")


def test_a_card_is_not_taken_into_a_denunciation(entry, quiet):
    screen = entry()
    choose(screen.form.matter, MATTER_ORDER, Matter.DENUNCIATION)

    scan(screen.form.content)
    quiet()

    assert screen.form.name.text() == screen.form.id_number.text() == ""
    assert screen.form.content.toPlainText() == ""


# -- what follows
def test_the_day_of_the_answer_follows_the_outcome(entry, quiet):
    screen = entry()
    due = screen.facts.due
    assert due.deadline is not None
    assert due.deadline.rule.name == "TCD-06"

    choose(screen.form.outcome, OUTCOME_ORDER, Outcome.ANSWERED)
    quiet()

    assert due.deadline is None


def test_a_refusal_asks_for_a_ground_of_its_day(entry, office, quiet):
    screen = entry()
    form = screen.form
    form.name.setText("Lê Văn Say")
    form.content.setPlainText("Không nói được")
    choose(form.outcome, OUTCOME_ORDER, Outcome.REFUSED)

    screen.save()
    quiet()
    assert form.cells["ground"].problem.text()

    form.ground.choose(grounds_on(clock.today())[0].key)
    screen.save()
    quiet()
    assert office.run(visits_on, clock.today())[0].outcome is Outcome.REFUSED


def test_a_crowd_is_listed_with_its_representatives(entry, office, quiet):
    screen = entry()
    form = screen.form
    form.name.setText("Võ Thanh Hải")
    form.content.setPlainText("Đòi bồi thường")
    assert not form.cells["members"].isVisibleTo(form)
    form.people.setValue(8)
    assert form.cells["members"].isVisibleTo(form)
    form.members.setPlainText("* Võ Thanh Hải, 1960, thôn Châu Me\n2. Lê Thị An, 1970\nPhạm Văn Bốn")
    saved = []
    screen.saved.connect(saved.append)

    screen.save()
    quiet()

    card = office.run(visit_card, saved[0])
    assert card.people_count == 8
    assert [(one.name, one.birth_year, one.is_representative) for one in card.members] == [
        ("Võ Thanh Hải", 1960, True),
        ("Lê Thị An", 1970, False),
        ("Phạm Văn Bốn", None, False),
    ]


def test_somebody_from_elsewhere_gives_an_address(entry):
    screen = entry()
    assert not screen.form.cells["address"].isVisibleTo(screen.form)

    screen.form.village.choose(ELSEWHERE)

    assert screen.form.cells["address"].isVisibleTo(screen.form)


# -- drafts, changing, leaving
def test_what_was_typed_comes_back_after_the_lights_went_out(entry, quiet):
    first = entry()
    first.form.name.setText("Lê Thị Mười")
    first.form.content.setPlainText("Hỏi đất")
    choose(first.form.outcome, OUTCOME_ORDER, Outcome.GUIDED)
    first.keep_draft()
    quiet()
    first.hide()

    second = entry()
    second.drafts.banner.findChildren(type(second.save_button))[0].click()

    assert (second.form.name.text(), second.form.content.toPlainText()) == ("Lê Thị Mười", "Hỏi đất")
    assert second.form.outcome_held is Outcome.GUIDED


def test_a_visit_is_changed_on_the_same_screen(entry, office, quiet, came_before):
    screen = entry(came_before.id)
    assert screen.form.content.toPlainText() == "Hỏi lại bồi thường"

    screen.form.content.setPlainText("Hỏi lại tiền bồi thường")
    screen.save()
    quiet()

    card = office.run(visit_card, came_before.id)
    assert (card.content, card.number, card.phone) == ("Hỏi lại tiền bồi thường", 2, "0905 123 218")


def test_leaving_asks_before_words_are_lost(entry, answers, quiet):
    screen = entry()
    left = []
    screen.left.connect(lambda: left.append(True))
    screen.form.name.setText("Lê")

    answers.append(1)
    screen.leave()
    assert not left
    answers.append(0)
    screen.leave()
    quiet()
    assert left


@pytest.mark.parametrize(("theme", "scale"), [("light", 100), ("dark", 100), ("light", 125), ("light", 150)])
def test_the_screen_is_sound_in_every_look(entry, look, quiet, theme, scale):
    look(theme, scale)
    screen = entry(size=(1280, 660))

    assert_screen_is_sound(screen)
    screen.toggle_more()
    quiet()
    assert_screen_is_sound(screen)


def test_words_typed_right_before_a_scan_stay(entry, quiet):
    screen = entry()
    screen.form.content.setFocus()

    for letter in "Xin hỏi tiền bồi thường":
        type_letter(screen.form.content, letter)
    scan(screen.form.content)
    quiet()

    assert screen.form.content.toPlainText() == "Xin hỏi tiền bồi thường"
    assert screen.form.name.text() == "Trần Thị Lành"


def test_a_scan_after_figures_of_ones_own_leaves_them(entry, quiet):
    screen = entry()
    QTest.keyClicks(screen.form.content, "Quyết định số 12".encode("ascii", "ignore").decode())
    QTest.qWait(250)

    scan(screen.form.content)
    quiet()

    assert screen.form.content.toPlainText().endswith("12")
    assert screen.form.name.text() == "Trần Thị Lành"


def test_a_line_of_the_old_book_is_copied_under_its_own_number_and_owes_nothing(entry, office, quiet):
    screen = entry()
    form = screen.form
    screen.toggle_more()
    form.name.setText("Lê Thị Mười")
    form.content.setPlainText("Hỏi đất")
    form.received_on.set_value(date(2022, 3, 7))
    form.is_opening.setChecked(True)
    form.number.setText("41")
    saved = []
    screen.saved.connect(saved.append)

    screen.save()
    quiet()

    card = office.run(visit_card, saved[0])
    assert (card.number, card.year, card.is_opening) == (41, 2022, True)
    assert office.run(open_commitments) == []
