"""Pictures of letters and cases: the books, a letter's sheet, cases in each kind with their steps, what is sealed."""

from __future__ import annotations

from functools import partial

from at_work import book
from in_books import photograph_parts
from stage import Stage, rest

from dcapp.features.letters.terms import LetterKind, LetterState
from ui.features.cases.screen import CaseScreen
from ui.features.letters.page import LettersPage
from ui.features.letters.triage import TriageDialog
from ui.main_window import MainWindow
from ui.registers.form_desk import open_form
from ui.registers.page import RegisterPage

AT_ONCE = {"open_case", "leave", "rewatch"}
"""Steps that go elsewhere or write without asking anything."""
FORMS = {"complaint": "kn02", "denunciation": "tc01", "petition": "pa01"}
KINDS = (("complaint", "khieu-nai"), ("denunciation", "to-cao"), ("petition", "kien-nghi"))


def letter_books(stage: Stage) -> None:
    """Each book of letters and cases: list, parts of the pane, dialogs."""
    books = letters(stage, stage.sign_in()).books
    for number in range(books.strip.bar.count()):
        books.show_tab(number)
        stage.settle()
        page, what = books.page, f"Đơn thư, {books.strip.bar.tabText(number)}"
        name = f"don-thu-{number + 1}"
        if not isinstance(page, RegisterPage) or not page.model.rowCount():
            stage.shoot(name, what)
            continue
        book(stage, page, name, what, past=AT_ONCE | ({"add", "edit"} if number == 0 else set()))
        photograph_parts(stage, page, name, what)


def letter_entry(stage: Stage) -> None:
    """A letter that is written: a complaint with the letters that look like it, a denunciation, every field."""
    page = letters(stage, stage.sign_in())
    model = page.books.page.model
    lines = [model.line(row) for row in range(model.rowCount())]
    line = next((one for one in lines if one is not None and one["kind"] == LetterKind.COMPLAINT), None)
    page.enter()
    stage.settle()
    screen = page.entry
    assert screen is not None
    screen.form.kind.choose(0)
    if line is not None:
        screen.form.writer.setText(line["sender"])
        screen.form.gist.setPlainText(line["gist"])
    rest(600)
    stage.shoot("nhan-don", "Nhận đơn: khiếu nại, đơn giống ở bên phải")
    screen.form.kind.choose(1)
    screen.toggle_more()
    stage.shoot("nhan-don-to-cao", "Nhận đơn: tố cáo, ghi thêm")
    screen.is_touched = False
    screen.leave()
    letter_sorting(stage, page)


def letter_sorting(stage: Stage, page: LettersPage) -> None:
    """The questions of competence: in the middle, and with what they come to."""
    book_of_letters = page.books.page
    model = book_of_letters.model
    lines = (model.line(row) for row in range(model.rowCount()))
    waiting = (one for one in lines if one is not None and one["state"] != LetterState.HANDLED)
    line = next((one for one in waiting if one["kind"] == LetterKind.COMPLAINT), None)
    if line is None:
        return
    book_of_letters.sort(line)
    stage.settle()
    dialog = book_of_letters.findChild(TriageDialog)
    dialog.sheet.fill({"readable": "yes", "guided_before": "no", "open_case": "no", "against": "ours"})
    stage.shoot("sang-loc-don", "Sàng lọc đơn: câu hỏi tiếp theo")
    dialog.sheet.fill({"object": "decision", "is_affected": "yes", "capacity": "yes", "in_time": "no"})
    stage.shoot("sang-loc-don-ket-qua", "Sàng lọc đơn: kết quả kèm điều khoản")
    dialog.is_touched = False
    dialog.reject()


def cases(stage: Stage) -> None:
    """The screen of a case of each kind, its log, and the first steps that it offers."""
    window = stage.sign_in()
    page = letters(stage, window)
    for kind, name in KINDS:
        page.leave_case()
        page.books.show_tab(1)
        stage.settle()
        lines = [page.books.page.model.line(row) for row in range(page.books.page.model.rowCount())]
        line = next((one for one in lines if one is not None and one["kind"] == kind and one["due_on"]), None)
        if line is None:
            continue
        screen = open_case(stage, page, line["id"])
        stage.shoot(f"vu-viec-{name}", f"Vụ việc: {name}")
        stage.shoot_dialog(screen._show_log, f"vu-viec-{name}-dien-bien", "Vụ việc: diễn biến", needed=False)
        stage.shoot_dialog(screen.show_papers, f"vu-viec-{name}-van-ban", "Vụ việc: văn bản theo mẫu")
        fill = partial(open_form, screen.desk, FORMS[kind], screen, case_id=screen.case_id)
        stage.shoot_dialog(fill, f"vu-viec-{name}-mau", "Vụ việc: điền mẫu")
        for number, option in enumerate([one for one in screen.options if one.is_allowed][:3], 1):
            stage.shoot_dialog(
                partial(screen.take, option), f"vu-viec-{name}-buoc-{number}", f"Vụ việc: {option.title}"
            )


def case_sizes(stage: Stage) -> None:
    """A case with larger letters."""
    window = stage.sign_in()
    page = letters(stage, window)
    page.books.show_tab(1)
    stage.settle()
    line = page.books.page.model.line(0)
    look = "dark" if stage.camera.look == "dark" else "light"
    for scale in (125, 150):
        window.set_look(look, scale)
        if line is not None:
            open_case(stage, page, line["id"])
        stage.shoot(f"vu-viec-co-chu-{scale}", f"Vụ việc, cỡ chữ {scale} %")
        page.leave_case()
        stage.shoot(f"don-thu-co-chu-{scale}", f"Đơn thư, cỡ chữ {scale} %")
    window.set_look(look, 100)


def letters(stage: Stage, window: MainWindow) -> LettersPage:
    """The page of letters."""
    window.open_page("letters")
    stage.settle()
    page = window.screen_shown
    assert isinstance(page, LettersPage)
    return page


def open_case(stage: Stage, page: LettersPage, case_id: int) -> CaseScreen:
    """The screen of a case, at rest."""
    page.show_record(("CaseFile", case_id))
    stage.settle()
    assert isinstance(page.case, CaseScreen)
    return page.case
