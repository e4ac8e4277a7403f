"""Pictures of citizen reception: the entry in all its states, the book, papers, calendar, promises."""

from __future__ import annotations

from at_work import book
from in_books import photograph_parts, photograph_steps_of_pane
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from stage import Stage

from dcapp.features.visits.queries import visit_card
from dcapp.features.visits.terms import Matter, Outcome
from dcapp.kernel.i18n import _
from ui.features.visits.entry import EntryScreen
from ui.features.visits.entry_form import ELSEWHERE, MATTER_ORDER, OUTCOME_ORDER
from ui.features.visits.page import ReceptionPage
from ui.features.visits.papers import PapersDialog
from ui.main_window import MainWindow
from ui.registers.page import RegisterPage

CARD = "051057001234|212345678|Phan Thị Lụa|05031957|Nữ|Thôn Bến Đá, Suối Mẫu, tỉnh Mẫu|12052021"
CONTENT = "Phản ánh mương thoát nước cạnh đường vào thôn bị lấp, nước tràn vào 3 hộ khi mưa lớn. Đề nghị xã khơi thông."


def reception_entry(stage: Stage) -> None:
    """Ghi lượt tiếp: empty, while typing, picked, crowd, denunciation, refusal, more fields."""
    window = stage.sign_in()
    screen = enter(stage, window)
    form = screen.form
    stage.shoot("luot-tiep", "Ghi lượt tiếp")
    window.activateWindow()
    form.name.setFocus()
    QTest.keyClicks(form.name, "thi")
    stage.shoot("luot-tiep-da-den", "Ghi lượt tiếp: người đã từng đến", 300)
    QTest.keyClick(form.name, Qt.Key.Key_Down)
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    form.content.setPlainText(CONTENT)
    stage.shoot("luot-tiep-da-chon", "Ghi lượt tiếp: đã chọn người từng đến", 100)
    stage.shoot_dialog(screen.show_past, "luot-tiep-lan-truoc", "Ghi lượt tiếp: những lần đã đến", needed=False)
    stage.shoot_dialog(screen.facts.explain, "luot-tiep-vi-sao", "Vì sao đến hạn ngày này?")
    stage.shoot_dialog(screen.change_shift, "luot-tiep-doi-ca", "Đổi ca tiếp")
    screen.keep_button.click()
    stage.shoot("luot-tiep-giu-lai", "Ghi lượt tiếp: giữ lại khi thêm mới")
    stage.dismiss()
    screen.toggle_more()
    stage.shoot("luot-tiep-ghi-them", "Ghi lượt tiếp: ghi thêm")
    screen.toggle_more()
    form.people.setValue(8)
    form.members.setPlainText("* Phan Thị Lụa, 1957\nCao Hữu Tâm, 1972\nTạ Thị Sen, 1981")
    form.documents_given.setChecked(True)
    form.documents.setPlainText("Đơn phản ánh; 2 trang; bản chính; còn rõ")
    form.outcome.choose(OUTCOME_ORDER.index(Outcome.REFUSED))
    stage.shoot("luot-tiep-doan", "Ghi lượt tiếp: đoàn đông người, từ chối")
    form.matter.choose(MATTER_ORDER.index(Matter.DENUNCIATION))
    screen.area.verticalScrollBar().setValue(0)
    stage.shoot("luot-tiep-to-cao", "Ghi lượt tiếp: tố cáo chỉ ghi mã")
    screen.is_touched = False
    screen.leave()
    scanned = enter(stage, window)
    scanned.scanner.scanned.emit(CARD)
    scanned.form.village.choose(ELSEWHERE)
    stage.shoot("luot-tiep-quet-the", "Ghi lượt tiếp: quét thẻ căn cước")
    scanned.is_touched = False


def reception_books(stage: Stage) -> None:
    """The book of visits and the books beside it: list, each part of the pane, each dialog."""
    window = stage.sign_in()
    books = reception(stage, window).books
    for number in range(books.strip.bar.count()):
        books.show_tab(number)
        stage.settle()
        page, what = books.page, f"Tiếp công dân, {books.strip.bar.tabText(number)}"
        name = f"tiep-dan-{number + 1}"
        if not isinstance(page, RegisterPage):
            stage.shoot(name, what)
            continue
        book(stage, page, name, what, past={"add", "edit", "letter"} if number == 0 else ())
        photograph_parts(stage, page, name, what)
        photograph_steps_of_pane(stage, page, name, what)


def reception_papers(stage: Stage) -> None:
    """What is asked for each paper of a visit."""
    window = stage.sign_in()
    page = reception(stage, window)
    visits = page.books.page
    crowd = next(row for row in range(visits.model.rowCount()) if visits.model.line(row)["people_count"] >= 5)
    key = visits.model.line(crowd)["id"]
    cards: list[object] = []
    window.tasks.run(visit_card, key, done=cards.append)
    stage.until(lambda: bool(cards), "the visit did not come")
    dialog = PapersDialog(window.desk, cards[0], None, window)
    dialog.open()
    for number in range(dialog.paper.count()):
        dialog.paper.setCurrentIndex(number)
        if dialog.number.isEnabled():
            dialog.number.setChecked(True)
        stage.shoot(f"giay-to-{number + 1}", f"Giấy tờ của lượt tiếp: {dialog.paper.currentText()}")
    stage.dismiss()


def reception_sizes(stage: Stage) -> None:
    """Entry and book with larger letters."""
    window = stage.sign_in()
    look = "dark" if stage.camera.look == "dark" else "light"
    for scale in (125, 150):
        window.set_look(look, scale)
        screen = enter(stage, window)
        stage.shoot(f"luot-tiep-{scale}", _("Ghi lượt tiếp, cỡ chữ {scale} %").format(scale=scale))
        screen.is_touched = False
        screen.leave()
        books = reception(stage, window).books
        for number in range(books.strip.bar.count()):
            books.show_tab(number)
            what = f"{books.strip.bar.tabText(number)}, {scale} %"
            stage.shoot(f"tiep-dan-{number + 1}-{scale}", what)


def reception(stage: Stage, window: MainWindow) -> ReceptionPage:
    """The page of reception, its first book in front."""
    window.open_page("visits")
    page = window.screen_shown
    assert isinstance(page, ReceptionPage)
    page.books.show_tab(0)
    stage.settle()
    return page


def enter(stage: Stage, window: MainWindow) -> EntryScreen:
    """The entry, open and empty."""
    page = reception(stage, window)
    page.enter()
    stage.settle()
    assert page.entry is not None
    return page.entry
