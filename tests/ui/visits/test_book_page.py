"""Sổ tiếp: from the entry to the line, its pane, papers with numbers, the book of a period, secrecy."""

from __future__ import annotations

from datetime import date

import pytest
from builders import beside
from checks import assert_screen_is_sound, bring_up, words_of
from PySide6.QtWidgets import QPushButton, QWidget

from dcapp.features.commitments.queries import open_commitments
from dcapp.features.visits.forms import DocumentForm, MemberForm, VisitForm
from dcapp.features.visits.prints_papers import papers_of
from dcapp.features.visits.queries import visit_card
from dcapp.features.visits.service import record_visit
from dcapp.features.visits.terms import Matter, Outcome, VisitPaper
from ui.features.visits.dialogs import DestructionDialog, ResultDialog
from ui.features.visits.log_dialog import LogDialog
from ui.features.visits.page import reception_page
from ui.features.visits.papers import PapersDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
SECRET = "Bà Người Tố Giác"


@pytest.fixture
def visit(office, villages):
    """One visit of a crowd with papers."""
    form = VisitForm(
        received_on=date(2023, 5, 8),
        received_at="8h30",
        name="Võ Thanh Hải",
        birth_year=1960,
        village_id=villages["Châu Me"],
        people_count=6,
        members=(MemberForm(name="Võ Thanh Hải", is_representative=True), MemberForm(name="Lê Thị An")),
        documents=(DocumentForm(name="Đơn", pages=2),),
        content="Mương thoát nước bị lấp",
        field="environment",
    )
    return office.run(record_visit, form).id


@pytest.fixture
def denounced(office):
    """A denunciation, into whose form somebody typed a name all the same."""
    form = VisitForm(
        received_on=date(2023, 5, 9),
        name=SECRET,
        phone="0999888777",
        address="Xóm Kín",
        content="Thu tiền sai quy định",
        matter=Matter.DENUNCIATION,
    )
    return office.run(record_visit, form).id


@pytest.fixture
def page(desk, qtbot, quiet, villages):
    """Opens the page on the screen."""

    def bring(at=desk, size=(1366, 696)):
        found = reception_page(at)
        qtbot.addWidget(found)
        found.resize(*size)
        bring_up(found)
        quiet(at.tasks)
        return found

    return bring


@pytest.fixture
def host(qtbot):
    """The window that dialogs hang over; they die with it at the latest."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def previewed(monkeypatch):
    """Documents that were to be seen."""
    seen = []
    for room in ("ui.features.visits.papers", "ui.features.visits.log_dialog"):
        monkeypatch.setattr(f"{room}.preview_document", lambda _desk, document, *rest: seen.append(document))
    return seen


def test_a_new_visit_comes_back_as_a_line_of_the_book(page, quiet):
    reception = page()
    reception.show_record(("new", "Visit"))
    quiet()
    entry = reception.entry
    entry.form.name.setText("Lê Thị Mười")
    entry.form.content.setPlainText("Hỏi khai sinh")

    entry.save()
    quiet()

    assert reception.entry is None
    assert reception.books.page.table.current_line()["name"] == "Lê Thị Mười"


def test_ctrl_n_opens_the_entry_and_esc_leaves_it(page, quiet):
    reception = page()
    reception.begin_new()
    quiet()
    assert reception.entry is not None

    reception.entry.leave()
    quiet()

    assert reception.entry is None


def test_going_to_another_record_keeps_the_draft(page, desk, quiet, visit):
    reception = page()
    reception.show_record(("new", "Visit"))
    quiet()
    reception.entry.form.name.setText("Đang ghi")

    reception.show_record(("Visit", visit))
    quiet()
    reception.show_record(("new", "Visit"))
    quiet()

    assert reception.entry.drafts.banner.isVisibleTo(reception.entry)


def test_the_line_is_changed_on_the_entry_screen(page, quiet, visit):
    reception = page()
    reception.show_record(("Visit", visit))
    quiet()

    reception.books.page.edit_line(reception.books.page.table.current_line())
    quiet()

    assert reception.entry.form.people.value() == 6
    assert "* Võ Thanh Hải" in reception.entry.form.members.toPlainText()


def test_the_pane_tells_what_is_owed_and_leads_there(page, desk, quiet, visit):
    reception = page()
    reception.show_record(("Visit", visit))
    quiet()
    pane = reception.books.page.pane

    assert "Hạn 22/05/2023" in pane.owed.lines.rows[0].below
    pane.open_owed()
    assert desk.opened[-1][1][0] == "Commitment"


@pytest.mark.parametrize("paper", [VisitPaper.RECEIPT, VisitPaper.MINUTES, VisitPaper.APPOINTMENT, VisitPaper.ANSWER])
def test_every_paper_is_shown(desk, host, quiet, office, visit, previewed, paper):
    dialog = PapersDialog(desk, office.run(visit_card, visit), paper, host)

    dialog.agree.click()
    quiet()

    assert len(previewed) == 1


def test_the_answer_takes_its_number_and_meets_what_was_owed(desk, host, quiet, office, visit, previewed):
    dialog = PapersDialog(desk, office.run(visit_card, visit), VisitPaper.ANSWER, host)
    dialog.number.setChecked(True)
    dialog.words.setPlainText("Đã khơi thông mương ngày 09/5.")

    dialog.agree.click()
    quiet()

    card = office.run(visit_card, visit)
    assert card.number_of(VisitPaper.ANSWER) is not None
    assert office.run(open_commitments) == []
    assert card.commitments[0].answer_paper == card.number_of(VisitPaper.ANSWER).symbol
    assert previewed


def test_a_late_answer_asks_why(desk, host, quiet, office, visit, previewed):
    dialog = PapersDialog(desk, office.run(visit_card, visit), VisitPaper.ANSWER, host)
    dialog.number.setChecked(True)
    dialog.day.set_value(date(2023, 6, 1))
    dialog.words.setPlainText("Đã khơi thông.")

    dialog.agree.click()
    quiet()
    assert dialog.form.cells["late_reason"].problem.text()

    dialog.late_reason.setText("Chờ kết quả đo đạc")
    dialog.agree.click()
    quiet()
    card = office.run(visit_card, visit)
    assert (card.commitments[0].met_on, card.commitments[0].reason) == (date(2023, 6, 1), "Chờ kết quả đo đạc")


def test_a_refused_visit_offers_the_notice(office, villages):
    refused = VisitForm(
        received_on=date(2023, 5, 8), name="Lê Say", content="…", outcome=Outcome.REFUSED, ground="ltcd-9-3"
    )
    card = office.run(visit_card, office.run(record_visit, refused).id)

    assert papers_of(card)[0] is VisitPaper.REFUSAL


def test_the_book_of_a_period_is_seen_and_saved(desk, host, quiet, visit, denounced, previewed, tmp_path):
    dialog = LogDialog(desk, host)
    dialog.since.set_value(date(2023, 5, 1))
    dialog.until.set_value(date(2023, 5, 31))
    dialog.save_to(tmp_path / "so.xlsx", date(2023, 5, 1), date(2023, 5, 31))
    quiet()
    assert (tmp_path / "so.xlsx").stat().st_size > 0

    again = LogDialog(desk, host)
    again.since.set_value(date(2023, 5, 1))
    again.until.set_value(date(2023, 4, 1))
    again.agree.click()
    assert again.form.cells["until"].problem.text()
    again.until.set_value(date(2023, 5, 31))
    again.agree.click()
    quiet()

    assert "Võ Thanh Hải" in str(previewed[-1])
    assert SECRET not in str(previewed[-1])


def test_the_result_stands_in_the_book(desk, host, quiet, office, visit):
    dialog = ResultDialog(desk, office.run(visit_card, visit), host)
    dialog.words.setPlainText("Đã khơi thông")

    dialog.agree.click()
    quiet()

    assert office.run(visit_card, visit).result == "Đã khơi thông"


def test_papers_are_destroyed_only_after_their_time(desk, host, quiet, office, visit):
    dialog = DestructionDialog(desk, office.run(visit_card, visit), host)
    dialog.paper.setText("Biên bản 01")

    dialog.agree.click()
    quiet()

    assert "còn phải lưu" in words_of(dialog)
    assert office.run(visit_card, visit).destroyed_on is None


def test_nothing_of_a_denouncer_is_on_any_screen(page, desk_of, office, quiet, denounced, previewed):
    other = desk_of(beside(office, "tiep", "TD"))
    reception = page(other)
    reception.show_record(("Visit", denounced))
    quiet(other.tasks)
    shown = words_of(reception)
    reception.books.page.edit_line(reception.books.page.table.current_line())
    quiet(other.tasks)
    shown += words_of(reception.entry)

    for secret in (SECRET, "0999888777", "Xóm Kín", "Thu tiền sai"):
        assert secret not in shown
    assert "TC001/2023" in shown
    assert not reception.entry.save_button.isEnabled()


def test_who_only_looks_has_no_step_that_writes(page, desk_of, office, quiet, visit):
    looking = desk_of(beside(office, "soat", "KS"))
    reception = page(looking)

    offered = {button.text() for button in reception.findChildren(QPushButton) if button.isVisibleTo(reception)}
    assert "Ghi lượt tiếp" not in offered
    reception.show_record(("new", "Visit"))
    quiet(looking.tasks)
    assert reception.entry is None


@pytest.mark.parametrize(("theme", "scale"), [("light", 100), ("dark", 100), ("light", 150)])
def test_the_page_is_sound_in_every_look(page, look, quiet, visit, denounced, theme, scale):
    look(theme, scale)
    reception = page(size=(1366, 696))
    reception.show_record(("Visit", visit))
    quiet()

    assert_screen_is_sound(reception)


def test_dialogs_are_sound(desk, host, office, visit, quiet):
    card = office.run(visit_card, visit)
    dialogs = [LogDialog(desk, host), ResultDialog(desk, card, host), DestructionDialog(desk, card, host)]
    dialogs += [PapersDialog(desk, card, paper, host) for paper in VisitPaper]
    for dialog in dialogs:
        dialog.show()
        quiet()
        assert_screen_is_sound(dialog)
