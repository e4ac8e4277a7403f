"""The column of pages in a print preview: paints what can be seen, asks for the pictures that it lacks."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from dcapp.kernel.i18n import _
from dcapp.printing.pages import Picture
from ui.kit import theme

GAP = 16
"""Room between pages and around them, in pixels."""
_KEPT_PIXELS = 24_000_000


def image_of(picture: Picture) -> QImage:
    """The picture as Qt holds it."""
    size = (picture.width, picture.height, picture.stride)
    return QImage(picture.pixels, *size, QImage.Format.Format_RGB32).copy()


class PaperView(QWidget):
    """The column of pages inside the scroll area; asks for the pictures of pages that can be seen."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = 1.0
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._tops: list[int] = []
        self._images: dict[int, tuple[float, QImage]] = {}
        self.setAccessibleName(_("Các trang của bản in"))

    def show_sizes(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Begin with other pages, given by width and height in points."""
        self._sizes, self._images = sizes, {}
        self.set_scale(self.scale)

    def set_scale(self, scale: float) -> None:
        """Show pages at so many pixels per point."""
        self.scale = scale
        at, self._tops = GAP, []
        for _width, height in self._sizes:
            self._tops.append(at)
            at += round(height * scale) + GAP
        wide = max((round(width * scale) for width, _height in self._sizes), default=0)
        self.setFixedHeight(max(at, 1))
        self.setMinimumWidth(wide + 2 * GAP)
        self.update()

    def place(self, index: int) -> QRect:
        """Where a page stands."""
        width, height = (round(side * self.scale) for side in self._sizes[index])
        return QRect((self.width() - width) // 2, self._tops[index], width, height)

    def page_at(self, level: int) -> int:
        """The page that stands at a height of the column."""
        return max((index for index, top in enumerate(self._tops) if top <= level + GAP), default=0)

    def has_sharp(self, index: int) -> bool:
        """Whether the picture of a page is there at the scale in force."""
        return index in self._images and self._images[index][0] == self._wanted_scale()

    def _wanted_scale(self) -> float:
        return self.scale * self.devicePixelRatioF()

    def show_picture(self, index: int, scale: float, image: QImage) -> None:
        """Take the picture of a page; those seen longest ago are let go."""
        self._images.pop(index, None)
        self._images[index] = (scale, image)
        while (
            len(self._images) > 2
            and sum(one.width() * one.height() for _at, one in self._images.values()) > _KEPT_PIXELS
        ):
            del self._images[next(iter(self._images))]
        self.update(self.place(index))

    def _kept_pixels(self) -> int:
        return sum(image.width() * image.height() for _scale, image in self._images.values())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current().tokens
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens.paper_back))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for index in range(self.page_at(event.rect().top()), len(self._sizes)):
            place = self.place(index)
            if place.top() > event.rect().bottom():
                break
            painter.fillRect(place, QColor(tokens.paper))
            if index in self._images:
                painter.drawImage(place, self._images[index][1])
            if not self.has_sharp(index):
                self.wanted.emit(index)
            painter.setPen(QPen(QColor(tokens.paper_line)))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()
