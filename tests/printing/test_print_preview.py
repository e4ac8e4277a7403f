"""The preview shows the pages that will be printed; printing and saving use exactly them."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from shiboken6 import isValid

from dcapp.printing.docx import write_docx
from dcapp.printing.model import Appendix
from dcapp.printing.pages import Pages
from dcapp.printing.pdf import write_pdf
from ui.kit import look, messages
from ui.kit.print_preview import PrintPreview, PrintPreviewDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture(scope="module")
def paper(a_plan, a_table):
    return a_plan(items=14, appendices=(Appendix(blocks=(a_table(2),), landscape=True),))


@pytest.fixture(scope="module")
def pdf(paper):
    return write_pdf(paper)


@pytest.fixture
def preview(qtbot, qapp, pdf, paper, tmp_path):
    look.apply(qapp)
    made = PrintPreview(
        pdf,
        title=paper.title,
        docx=lambda: write_docx(paper),
        file_name="ke-hoach",
        choose=lambda _parent, _title, name, _kinds: tmp_path / name,
        ask=lambda _parent, _pages: None,
    )
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def has_picture(preview, number):
    return lambda: preview.paper.has_sharp(number - 1)


def test_the_first_page_appears_and_pages_out_of_sight_are_not_drawn(qtbot, preview):
    qtbot.waitUntil(has_picture(preview, 1))

    assert preview.place.text() == f"Trang 1 / {preview.page_count}"
    assert not preview.paper.has_sharp(preview.page_count - 1)
    shown = preview.grab().toImage()
    darks = sum(
        shown.pixelColor(x, y).lightness() < 80
        for x in range(100, shown.width() - 100, 3)
        for y in range(150, shown.height(), 3)
    )
    assert darks > 100


def test_arrows_move_through_the_pages(qtbot, preview):
    assert not preview.before.isEnabled()
    preview.after.click()

    assert preview.current_page == 2
    qtbot.waitUntil(has_picture(preview, 2))
    preview.show_page(99)
    assert preview.current_page >= preview.page_count - 1
    preview.before.click()
    assert preview.before.isEnabled()


def test_zoom_changes_the_pages_and_keeps_the_place(qtbot, preview):
    qtbot.waitUntil(lambda: preview.paper.minimumWidth() <= preview.area.viewport().width() + 2)
    fitted = preview.paper.scale
    preview.show_page(3)
    preview.larger.click()

    assert preview.paper.scale > fitted
    assert preview.zoom.currentText().endswith(" %")
    assert preview.current_page == 3
    preview.smaller.click()
    preview.zoom.setCurrentIndex(1)
    assert preview.paper.place(0).height() <= preview.area.viewport().height()
    qtbot.waitUntil(has_picture(preview, 3))


def test_saving_keeps_the_same_bytes_and_the_word_file(qtbot, preview, pdf, tmp_path):
    with qtbot.waitSignal(preview.saved):
        preview.save_pdf.click()
    with qtbot.waitSignal(preview.saved):
        preview.save_word.click()

    assert (tmp_path / "ke-hoach.pdf").read_bytes() == pdf
    assert (tmp_path / "ke-hoach.docx").read_bytes()[:2] == b"PK"
    assert preview.told.text() == "Đã lưu ke-hoach.docx"


def test_a_folder_that_is_gone_is_told_in_a_sentence(qtbot, preview, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(messages, "show", lambda _parent, message: told.append(message) or 0)
    preview._choose = lambda *_all: tmp_path / "mất" / "kế hoạch"
    preview.save_pdf.click()

    qtbot.waitUntil(lambda: bool(told))
    assert "Không còn thư mục" in told[0].title


def test_without_a_word_file_there_is_no_button_for_it(qtbot, pdf):
    plain = PrintPreview(pdf, title="Sổ")
    qtbot.addWidget(plain)

    assert plain.save_word.isHidden()


def test_printing_sends_the_same_pages_each_on_its_side(qtbot, preview, pdf, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    printer.setResolution(72)
    preview._ask = lambda _parent, _pages: printer
    with qtbot.waitSignal(preview.printed, timeout=20_000) as sent:
        qtbot.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert sent.args == [preview.page_count]
    came_out = Pages((tmp_path / "in.pdf").read_bytes())
    wanted = Pages(pdf)
    assert len(came_out) == len(wanted)
    for one, two in zip(came_out.sizes, wanted.sizes, strict=True):
        assert one == pytest.approx(two, abs=2)
    ours, theirs = (pages.picture(0, 0.5) for pages in (wanted, came_out))
    dark = [sum(byte < 160 for byte in picture.pixels[::4]) for picture in (ours, theirs)]
    assert dark[1] > dark[0] / 3
    assert preview.print_button.isEnabled()


def test_closing_the_printer_dialog_prints_nothing(preview):
    preview.print_out()

    assert preview.print_button.isEnabled()
    assert preview.told.text() == ""


def test_everything_has_a_name_for_a_screen_reader(preview):
    named = (preview.before, preview.after, preview.smaller, preview.larger, preview.zoom, preview.area, preview.paper)

    assert all(widget.accessibleName() for widget in named)


def test_a_new_state_of_the_paper_replaces_the_pages(qtbot, preview, a_plan):
    preview.show_pdf(write_pdf(a_plan(items=1)))

    assert preview.page_count == 1
    assert preview.save_word.isHidden()
    qtbot.waitUntil(has_picture(preview, 1))


def test_painting_never_holds_up_the_window(preview):
    began = time.perf_counter()
    preview.grab()

    assert time.perf_counter() - began < 1


def test_the_dialog_dies_when_it_is_closed_even_while_pages_are_drawn(qtbot, qapp, pdf, paper):
    dialog = PrintPreviewDialog(PrintPreview(pdf, title=paper.title))
    preview = dialog.preview
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.close()

    qtbot.waitUntil(lambda: not isValid(dialog))
    assert not isValid(preview)
