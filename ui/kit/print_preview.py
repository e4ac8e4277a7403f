"""Shows the pages of a paper as they will be printed; prints and saves exactly those pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QPageLayout,
    QPainter,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dcapp.kernel.i18n import N_, _
from dcapp.printing.output import save_bytes
from dcapp.printing.pages import POINTS_PER_INCH, Pages
from dcapp.printing.profile import Profile, profile_for
from ui.kit import theme
from ui.kit.buttons import button, icon_button
from ui.kit.errors import present
from ui.kit.fitting import fix, lay
from ui.kit.labels import ElideLabel, label
from ui.kit.paper_view import GAP, PaperView, image_of
from ui.kit.tasks import Job, Tasks

ChoosePath = Callable[[QWidget, str, str, str], Path | None]
AskPrinter = Callable[[QWidget, int], QPrinter | None]

FIT_WIDTH, FIT_PAGE = 0, -1
ZOOMS = (50, 75, 100, 125, 150, 200, 300)
PRINT_DPI = 300
"""Pages go to the printer at its own resolution, but no finer than this."""
_FILTERS = {".pdf": N_("Tệp PDF (*.pdf)"), ".docx": N_("Tệp Word (*.docx)")}


def choose_path(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask the officer where to save; None when the dialog is closed."""
    found, _kind = QFileDialog.getSaveFileName(parent, title, name, kinds)
    return Path(found) if found else None


def ask_printer(parent: QWidget, pages: int) -> QPrinter | None:
    """Ask the officer for a printer and a range of pages; None when the dialog is closed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if agreed else None


def layout_note(profile: Profile) -> str:
    """Paper, font and margins in one line, as the preview says them."""
    sides = {side: f"{measure.size:g}" for side, measure in profile.margins_mm.items()}
    return _("Khổ A4 · Times New Roman · lề trên {top}, dưới {bottom}, trái {left}, phải {right} mm").format(**sides)


def print_pages(pages: Pages, printer: QPrinter, job: Job) -> int:
    """Send the pages to the printer at full size; returns how many went. Runs off the GUI thread."""
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or len(pages), len(pages))
    dots = min(printer.resolution(), PRINT_DPI) / POINTS_PER_INCH
    printer.setFullPage(True)
    painter = QPainter()
    for number in range(first, last + 1):
        if job.is_stopped:
            printer.abort()
            break
        width, height = pages.sizes[number - 1]
        side = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(side)
        if number == first:
            painter.begin(printer)
        else:
            printer.newPage()
        unit = printer.resolution() / POINTS_PER_INCH
        painter.drawImage(QRectF(0, 0, width * unit, height * unit), image_of(pages.picture(number - 1, dots)))
        job.tell(number - first + 1, last - first + 1)
    painter.end()
    return last - first + 1


@lru_cache(maxsize=1)
def _own_tasks() -> Tasks:
    """Lanes for previews that were given none; they outlive the preview, so that closing it never waits."""
    tasks = Tasks(None)
    app = QApplication.instance()
    if app is not None:
        app.aboutToQuit.connect(tasks.finish)
    return tasks


class PrintPreview(QWidget):
    """Pages of a paper with zoom, page arrows, printing and saving."""

    printed = Signal(int)
    saved = Signal(str)

    def __init__(
        self,
        pdf: bytes,
        *,
        title: str,
        docx: Callable[[], bytes] | None = None,
        file_name: str = "",
        profile: Profile | None = None,
        tasks: Tasks | None = None,
        choose: ChoosePath = choose_path,
        ask: AskPrinter = ask_printer,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks or _own_tasks()
        self._choose, self._ask = choose, ask
        self._docx, self._file_name = docx, file_name or title
        self._under_way: dict[int, Job] = {}
        self._zoom = FIT_WIDTH
        self.paper = PaperView()
        self.paper.wanted.connect(self._draw, Qt.ConnectionType.QueuedConnection)
        self.title = ElideLabel(title, "subtitle")
        self.note = ElideLabel(layout_note(profile or profile_for()), "hint")
        self.place = label("", "body")
        self.told = label("", "hint")
        self.save_word = button(_("Lưu Word…"), "secondary", "paper", partial(self._save, ".docx"))
        self.save_pdf = button(_("Lưu PDF…"), "secondary", "export", partial(self._save, ".pdf"))
        self.print_button = button(_("In (Ctrl+P)"), "primary", "print", self.print_out)
        self.before = icon_button(_("Trang trước"), "back", partial(self._step, -1))
        self.after = icon_button(_("Trang sau"), "forward", partial(self._step, 1))
        self.smaller = icon_button(_("Thu nhỏ"), "minus", partial(self._zoom_step, -1))
        self.larger = icon_button(_("Phóng to"), "add", partial(self._zoom_step, 1))
        self.zoom = QComboBox()
        self._lay_out()
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.print_out)
        self.show_pdf(pdf, docx)

    def _lay_out(self) -> None:
        self.zoom.setAccessibleName(_("Cỡ hiển thị"))
        self.zoom.addItem(_("Vừa bề ngang"), FIT_WIDTH)
        self.zoom.addItem(_("Cả trang"), FIT_PAGE)
        for percent in ZOOMS:
            self.zoom.addItem(f"{percent} %", percent)
        self.zoom.currentIndexChanged.connect(self._zoom_chosen)
        self.area = QScrollArea()
        self.area.setWidget(self.paper)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setAccessibleName(_("Bản xem trước khi in"))
        self.area.verticalScrollBar().valueChanged.connect(self._say_place)
        head, tools = QFrame(), QFrame()
        for bar, height in ((head, 64), (tools, 44)):
            bar.setProperty("ground", "header")
            fix(bar, height=height)
        top, row = QHBoxLayout(head), QHBoxLayout(tools)
        lay(top, (24, 0, 20, 0), 10)
        lay(row, (20, 0, 20, 0), 8)
        top.addWidget(self.title, 1)
        for widget in (self.told, self.save_word, self.save_pdf, self.print_button):
            top.addWidget(widget)
        for control in (self.before, self.place, self.after):
            row.addWidget(control)
        row.addWidget(self.note, 1)
        for resizer in (self.smaller, self.zoom, self.larger):
            row.addWidget(resizer)
        column = QVBoxLayout(self)
        lay(column)
        column.addWidget(head)
        column.addWidget(tools)
        column.addWidget(self.area, 1)

    def show_pdf(self, pdf: bytes, docx: Callable[[], bytes] | None = None) -> None:
        """Show another state of the paper; the place in it is kept."""
        self._stop_drawing()
        self._pages = Pages(pdf)
        self._docx = docx
        self.save_word.setVisible(docx is not None)
        self.paper.show_sizes(self._pages.sizes)
        self._rescale()
        self._say_place()

    @property
    def page_count(self) -> int:
        """How many pages the paper has."""
        return len(self._pages)

    @property
    def current_page(self) -> int:
        """The page in the upper part of the view, counted from 1."""
        bar = self.area.verticalScrollBar()
        return self.paper.page_at(bar.value() + self.area.viewport().height() // 3) + 1

    def show_page(self, number: int) -> None:
        """Scroll to the head of a page."""
        index = min(max(number, 1), self.page_count) - 1
        self.area.verticalScrollBar().setValue(self.paper.place(index).top() - GAP)

    def _step(self, step: int) -> None:
        self.show_page(self.current_page + step)

    def _say_place(self) -> None:
        number = self.current_page
        self.place.setText(_("Trang {page} / {pages}").format(page=number, pages=self.page_count))
        self.before.setEnabled(number > 1)
        self.after.setEnabled(number < self.page_count)
        for index, job in tuple(self._under_way.items()):
            if not self._is_near(index):
                job.stop()
                del self._under_way[index]

    def _is_near(self, index: int) -> bool:
        bar, room = self.area.verticalScrollBar(), self.area.viewport().height()
        place = self.paper.place(index)
        return place.bottom() > bar.value() - room and place.top() < bar.value() + 2 * room

    def _zoom_chosen(self, index: int) -> None:
        self._zoom = int(self.zoom.itemData(index))
        self._rescale()

    def _zoom_step(self, step: int) -> None:
        percent = round(self.paper.scale * POINTS_PER_INCH / self.logicalDpiX() * 100)
        larger = [zoom for zoom in ZOOMS if zoom > percent]
        smaller = [zoom for zoom in ZOOMS if zoom < percent]
        wanted = (larger[:1] if step > 0 else smaller[-1:]) or [ZOOMS[-1] if step > 0 else ZOOMS[0]]
        self.zoom.setCurrentIndex(self.zoom.findData(wanted[0]))

    def _rescale(self) -> None:
        """Fit the pages to the zoom in force and stay at the same place of the paper."""
        bar, room = self.area.verticalScrollBar(), self.area.viewport().size()
        part = bar.value() / max(self.paper.height(), 1)
        widest = max((width for width, _height in self._pages.sizes), default=1.0)
        tallest = max((height for _width, height in self._pages.sizes), default=1.0)
        across, down = ((side - 2 * GAP) for side in (room.width(), room.height()))
        match self._zoom:
            case 0:
                scale = across / widest
            case -1:
                scale = min(across / widest, down / tallest)
            case percent:
                scale = percent / 100 * self.logicalDpiX() / POINTS_PER_INCH
        self._stop_drawing()
        self.paper.set_scale(max(scale, 0.1))
        bar.setValue(round(part * self.paper.height()))
        self._say_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom in (FIT_WIDTH, FIT_PAGE):
            QTimer.singleShot(0, self, self._rescale)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(860), theme.px(700))

    def restyle(self) -> None:
        """Paint again in the theme in force."""
        self.paper.update()

    def _draw(self, index: int) -> None:
        if index in self._under_way or index >= self.page_count or self.paper.has_sharp(index):
            return
        scale = self.paper.scale * self.devicePixelRatioF()
        pages = self._pages
        self._under_way[index] = self._tasks.start(
            lambda: image_of(pages.picture(index, scale)), partial(self._drawn, index, scale), owner=self
        )

    def _drawn(self, index: int, scale: float, image: QImage) -> None:
        self._under_way.pop(index, None)
        self.paper.show_picture(index, scale, image)

    def _stop_drawing(self) -> None:
        for job in self._under_way.values():
            job.stop()
        self._under_way.clear()

    def print_out(self) -> None:
        """Ask for a printer and send it these pages."""
        if not self.print_button.isEnabled():
            return
        printer = self._ask(self, self.page_count)
        if printer is None:
            return
        printer.setDocName(self.title.text())
        self.print_button.setEnabled(False)
        job = self._tasks.follow(partial(print_pages, self._pages, printer), self._printed, self._failed, owner=self)
        job.progress.connect(self._say_progress)

    def _say_progress(self, done: int, total: int, _what: str) -> None:
        self.told.setText(_("Đang gửi trang {page} / {pages} đến máy in").format(page=done, pages=total))

    def _printed(self, count: int) -> None:
        self.print_button.setEnabled(True)
        self.told.setText(_("Đã gửi {pages} trang đến máy in").format(pages=count))
        self.printed.emit(count)

    def _save(self, ending: str) -> None:
        content = self._docx if ending == ".docx" else partial(bytes, self._pages.pdf)
        path = self._choose(self, _("Lưu bản in"), self._file_name + ending, _(_FILTERS[ending]))
        if path is None or content is None:
            return
        target = path if path.suffix.lower() == ending else path.with_name(path.name + ending)
        make = content
        self._tasks.start(lambda: save_bytes(make(), target), partial(self._kept, target), self._failed, owner=self)

    def _kept(self, path: Path, _nothing: object) -> None:
        self.told.setText(_("Đã lưu {name}").format(name=path.name))
        self.told.setToolTip(str(path))
        self.saved.emit(str(path))

    def _failed(self, error: Exception) -> None:
        self.print_button.setEnabled(True)
        self.told.setText("")
        present(self, error)


class PrintPreviewDialog(QDialog):
    """The preview in a window of its own; it dies when it is closed."""

    def __init__(self, preview: PrintPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(preview.title.text())
        self.preview = preview
        column = QVBoxLayout(self)
        lay(column)
        column.addWidget(preview)
        room = self.screen().availableGeometry().size()
        self.resize(room.width() * 9 // 10, room.height() * 9 // 10)
