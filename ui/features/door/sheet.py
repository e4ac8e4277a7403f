"""Shows the recovery sheet as it will be printed; the code stands nowhere else than on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dcapp.kernel.i18n import _
from ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from dcapp.app import App


def preview_sheet(window: QWidget, app: App, code: str) -> None:
    """Draw the sheet off the GUI thread and open its preview; it is never saved as Word."""
    tasks = getattr(window, "tasks", None)
    if not isinstance(tasks, Tasks):
        tasks = Tasks(None, window)

    def draw() -> bytes:
        from dcapp.features.accounts.prints import recovery_sheet
        from dcapp.features.papers.issuing import marks_of
        from dcapp.printing.pdf import write_pdf

        sheet = recovery_sheet(code, app.office, app.viewer.display_name, marks_of(app.office))
        return write_pdf(sheet)

    tasks.start(draw, partial(_open, window, tasks), owner=window)


def _open(window: QWidget, tasks: Tasks, pdf: bytes) -> None:
    from ui.kit.print_preview import PrintPreview, PrintPreviewDialog

    title = _("Phiếu mã khôi phục")
    PrintPreviewDialog(PrintPreview(pdf, title=title, file_name="Phieu-ma-khoi-phuc", tasks=tasks), window).open()
