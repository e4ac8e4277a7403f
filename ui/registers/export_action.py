"""Saves what a register's table shows as an Excel or CSV file, with a count while it runs and a way to stop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from dcapp.db.faults import Interrupted
from dcapp.kernel import clock
from dcapp.kernel.i18n import _
from dcapp.kernel.numbers import vn_number
from dcapp.kernel.text import words
from dcapp.registers.finding import Query
from dcapp.registers.spec import Register
from dcapp.registers.use_cases import exporting_csv, exporting_xlsx
from ui.kit.tasks import Job, Tasks


class Export(QObject):
    """One export under way."""

    said = Signal(str)
    finished = Signal(object)  # the Path that was written
    failed = Signal(object)

    def __init__(self, tasks: Tasks, register: Register, owner: QObject) -> None:
        super().__init__(owner)
        self._tasks, self._register = tasks, register
        self._job: Job | None = None
        self._stopped = False

    def start(self, query: Query, path: Path, about: Sequence[str] = ()) -> None:
        """Write the lines of a query to a file; its ending decides between Excel and CSV."""
        is_csv = path.suffix.lower() == ".csv"
        use_case = exporting_csv(self._register) if is_csv else exporting_xlsx(self._register)
        self._job = self._tasks.run(
            use_case,
            query,
            path,
            *(() if is_csv else (tuple(about),)),
            self._tell,
            done=lambda number: self._done(path, number),
            failed=self._failed,
            owner=self,
        )

    def stop(self) -> None:
        """Call it off; no file is left."""
        self._stopped = True

    def _tell(self, number: int) -> None:
        """Called on the reader's thread; the signal carries it over."""
        if self._stopped or (self._job is not None and self._job.is_stopped):
            raise Interrupted
        self.said.emit(_("Đang xuất {number} dòng… Bấm Esc để dừng.").format(number=vn_number(number)))

    def _done(self, path: Path, number: int) -> None:
        self.said.emit(_("Đã xuất {number} dòng ra {name}.").format(number=vn_number(number), name=path.name))
        self.finished.emit(path)
        self.deleteLater()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Interrupted):
            self.said.emit(_("Đã dừng xuất; không có tệp nào được ghi."))
        else:
            self.failed.emit(error)
        self.deleteLater()


def ask_for_path(parent: QWidget, register: Register) -> Path | None:
    """Where to save, with a name that says book and day; None when the officer went back."""
    name = f"{'-'.join(words(_(register.title)))}-{clock.today():%Y-%m-%d}.xlsx"
    chosen, _filter = QFileDialog.getSaveFileName(
        parent, _("Xuất Excel"), name, _("Bảng tính Excel (*.xlsx);;Tệp CSV (*.csv)")
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() in (".xlsx", ".csv") else path.with_name(path.name + ".xlsx")
