"""In sổ theo kỳ: the book of a period in the layout of its time, to be printed or saved as Excel."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from dcapp.features.papers.issuing import marks_of
from dcapp.features.visits.prints_register import register_document, write_register_xlsx
from dcapp.features.visits.queries import VisitCard, book_between
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _, ngettext
from ui.kit import errors
from ui.kit.buttons import button
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.form import Form
from ui.registers.desk_steps import preview_document

XLSX = ".xlsx"


class LogDialog(Sheet):
    """Asks for the period; the form that was in force on each day gives the columns."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        hint = _("Mỗi ngày in theo mẫu sổ đang có hiệu lực ngày đó: trước và từ 01/07/2026.")
        super().__init__(_("In sổ tiếp công dân"), _("Xem bản in"), parent, hint=hint, width=520)
        self._desk = desk
        today = clock.today()
        self.form = Form()
        self.since, self.until = DateField(today.replace(day=1)), DateField(today)
        self.form.add("since", _("Từ ngày"), self.since, span=3, required=True)
        self.form.add("until", _("Đến hết ngày"), self.until, span=3, required=True)
        self.add(self.form)
        self.add_button(button(_("Lưu Excel…"), "secondary", "export", self.save_out))
        self.agreed.connect(self.preview)
        self.form.focus_first()

    def preview(self) -> None:
        """Show the book of the period."""
        period = self._period()
        if period is not None:
            self.set_busy(True, _("Đang đọc sổ…"))
            self._desk.tasks.run(
                book_between,
                *period,
                done=lambda cards: self._preview(cards, *period),
                failed=self._failed,
                owner=self,
            )

    def save_out(self) -> None:
        """Ask where to, and write the same columns as a workbook."""
        period = self._period()
        if period is None:
            return
        since, until = period
        name = _("So-tiep-cong-dan-{since}-{until}.xlsx").format(since=f"{since:%Y%m%d}", until=f"{until:%Y%m%d}")
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Xuất Excel"), name, _("Bảng tính Excel (*.xlsx)"))
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix.lower() == XLSX else path.with_name(path.name + XLSX), since, until)

    def save_to(self, path: Path, since: date, until: date) -> None:
        """Write the workbook."""
        self.set_busy(True, _("Đang xuất…"))

        def write(cards: list[VisitCard]) -> None:
            self._desk.tasks.start(
                lambda: write_register_xlsx(cards, since, until, path),
                lambda number: self._written(number, path),
                self._failed,
                owner=self,
            )

        self._desk.tasks.run(book_between, since, until, done=write, failed=self._failed, owner=self)

    def _preview(self, cards: list[VisitCard], since: date, until: date) -> None:
        office = self._desk.app.office
        document = register_document(cards, since, until, office, marks_of(office))
        title = _("Sổ tiếp công dân {since} – {until}").format(since=vn_date(since), until=vn_date(until))
        preview_document(self._desk, document, title, title.replace("/", "-"))
        self.accept()

    def _written(self, number: int, path: Path) -> None:
        words = ngettext("Đã xuất {count} lượt tiếp ra {name}.", "Đã xuất {count} lượt tiếp ra {name}.", number)
        self._desk.toast(words.format(count=number, name=path.name))
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.set_busy(False)
        errors.present(self, error)

    def _period(self) -> tuple[date, date] | None:
        self.form.clear_problems()
        if not self.form.is_right(_("Chưa ghi mục này.")):
            return None
        try:
            since, until = self.since.value(), self.until.value()
        except Invalid:
            return None
        if since is None or until is None:
            return None
        if until < since:
            self.form.show_error(Invalid(_("Ngày kết thúc sớm hơn ngày bắt đầu."), field="until"))
            return None
        return since, until
