"""What every book's page can do at a desk: its use cases, print preview, undo, the lines of an export."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from dcapp.db.journal import undo_last
from dcapp.features.office.prints import register_sheet
from dcapp.features.papers.issuing import marks_of
from dcapp.intake import WRITERS, can_import, taking_in
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.printing.model import Document
from dcapp.reading.legacy import cleaned
from dcapp.registers.spec import Register
from dcapp.registers.tabling import PrintedTable
from ui.kit.desk import Desk
from ui.registers.steps import Steps


def steps_for(desk: Desk, register: Register, owner: QWidget | None = None) -> Steps:
    """The steps that the catalogue of use cases gives a book."""
    writers = WRITERS.get(register.key)
    return Steps(
        add=writers.add if writers else None,
        edit=writers.edit if writers else None,
        remove=writers.remove if writers else None,
        bring_in=taking_in(register) if can_import(register) else None,
        draw=partial(preview_table, desk),
        undo=partial(take_back, desk),
        clean=cleaned,
        about=lambda: (desk.app.office.name, vn_date(clock.today()), desk.app.viewer.display_name),
    )


def take_back(desk: Desk) -> None:
    """Undo the newest action of the account, and say which it was."""

    def told(label: str) -> None:
        desk.toast(_("Đã hoàn tác: {action}").format(action=label) if label else _("Không còn gì để hoàn tác."))

    desk.tasks.run(undo_last, done=told, owner=desk)


def preview_table(desk: Desk, table: PrintedTable) -> None:
    """Draw a printed book off the GUI thread and open its preview."""
    marks = marks_of(desk.app.office)
    sheet = register_sheet(table, desk.app.office, marks)

    def draw() -> bytes:
        from dcapp.printing.table_pdf import write_register_pdf

        return write_register_pdf(sheet, table.rows) or b""

    desk.tasks.start(draw, lambda pdf: _open(desk, pdf, table.title), owner=desk)


def preview_document(desk: Desk, document: Document, title: str, file_name: str = "") -> None:
    """Draw a paper off the GUI thread and open its preview, with Word beside PDF."""

    def draw() -> bytes:
        from dcapp.printing.pdf import write_pdf

        return write_pdf(document)

    def word() -> bytes:
        from dcapp.printing.docx import write_docx

        return write_docx(document)

    desk.tasks.start(draw, lambda pdf: _open(desk, pdf, title, word, file_name), owner=desk)


def _open(desk: Desk, pdf: bytes, title: str, word: object = None, file_name: str = "") -> None:
    from ui.kit.print_preview import PrintPreview, PrintPreviewDialog

    docx = word if callable(word) else None
    preview = PrintPreview(pdf, title=title, docx=docx, file_name=file_name or title, tasks=desk.tasks)
    window = desk.parent()
    PrintPreviewDialog(preview, window if isinstance(window, QWidget) else None).open()
