"""Looking at an attached file inside the program: pictures, PDF, plain text; drawn from memory, no copy on the disk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from dcapp.kernel.i18n import _
from dcapp.printing.pages import Pages
from ui.kit import theme
from ui.kit.dialogs import Sheet
from ui.kit.fitting import fix
from ui.kit.labels import label
from ui.kit.paper_view import PaperView, image_of
from ui.kit.tasks import Tasks

WIDE, HIGH = 900, 520
SCALE = 1.4
TEXT_ENDS = (".txt", ".csv", ".md", ".log")
MOST_TEXT = 200_000


class FileViewDialog(Sheet):
    """One file to look at; `name` heads it, so a sealed one is given a code."""

    def __init__(self, name: str, content: bytes, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(name, _("Đóng"), parent, width=WIDE + 60)
        self.cancel.hide()
        self.agreed.connect(self.accept)
        self._tasks = tasks
        self.place = QScrollArea()
        self.place.setWidgetResizable(True)
        self.place.setAccessibleName(name)
        fix(self.place, min_height=HIGH)
        self.add(self.place)
        self.pages: Pages | None = None
        if content.startswith(b"%PDF-"):
            self._tasks.start(partial(Pages, content), self._show_pages, self._cannot, owner=self)
        elif name.lower().endswith(TEXT_ENDS):
            self._show_text(content)
        else:
            self._tasks.start(partial(_picture, content), self._show_picture, self._cannot, owner=self)

    def done(self, result: int) -> None:
        self.place.takeWidget()
        if self.pages is not None:
            self.pages.close()
        super().done(result)

    def _show_picture(self, image: QImage) -> None:
        if image.isNull():
            self._cannot(ValueError("no picture"))
            return
        words = QLabel()
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setPixmap(QPixmap.fromImage(image))
        self.place.setWidget(words)

    def _show_pages(self, pages: Pages) -> None:
        self.pages = pages
        paper = PaperView()
        paper.wanted.connect(partial(self._draw, paper), Qt.ConnectionType.QueuedConnection)
        paper.set_scale(theme.px(100) / 100 * SCALE)
        paper.show_sizes(pages.sizes)
        self.place.setWidget(paper)

    def _draw(self, paper: PaperView, index: int) -> None:
        pages = self.pages
        if pages is not None and not paper.has_sharp(index):
            scale = paper.scale * paper.devicePixelRatioF()
            self._tasks.start(
                lambda: image_of(pages.picture(index, scale)),
                lambda image: paper.show_picture(index, scale, image),
                owner=paper,
            )

    def _show_text(self, content: bytes) -> None:
        words = QPlainTextEdit(content[:MOST_TEXT].decode("utf-8", "replace"))
        words.setReadOnly(True)
        self.place.setWidget(words)

    def _cannot(self, _error: Exception) -> None:
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.addWidget(label(_("Loại tệp này không xem được trong chương trình. Dùng “Lưu ra…”."), "hint", wrap=True))
        rows.addStretch(1)
        self.place.setWidget(column)


def _picture(content: bytes) -> QImage:
    image = QImage()
    image.loadFromData(QByteArray(content))
    if image.width() > WIDE:
        return image.scaledToWidth(WIDE, Qt.TransformationMode.SmoothTransformation)
    return image
