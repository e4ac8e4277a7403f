"""The sign of the program, drawn by us: a house whose roof shelters three people."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import QLabel, QWidget

from ui.kit import theme
from ui.kit.fitting import fix

SIDE = 56
CORNER = 12
ROOF = ((28, 8), (49, 20.5), (7, 20.5))
HEADS = (16, 28, 40)
HEAD_Y, HEAD_R = 29, 4.2
BODY_Y, BODY_W, BODY_H, BODY_R = 34.5, 9.4, 10.5, 3


def logo(side: int, back: str | None = None) -> QPixmap:
    """The sign as a picture of `side` device pixels; `back` overrides the ground colour."""
    t = theme.current().tokens
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / SIDE, side / SIDE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(back or t.logo_back))
    painter.drawRoundedRect(QRectF(0, 0, SIDE, SIDE), CORNER, CORNER)
    painter.setBrush(QColor(t.logo_roof))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in ROOF]))
    painter.setBrush(QColor(t.logo_people))
    for x in HEADS:
        painter.drawEllipse(QPointF(x, HEAD_Y), HEAD_R, HEAD_R)
        painter.drawRoundedRect(QRectF(x - BODY_W / 2, BODY_Y, BODY_W, BODY_H), BODY_R, BODY_R)
    painter.end()
    return picture


def app_icon() -> QIcon:
    """The window icon in the sizes that systems ask for."""
    found = QIcon()
    for side in (16, 24, 32, 48, 256):
        found.addPixmap(logo(side))
    return found


def logo_svg() -> str:
    """The same drawing as SVG, for the installer and the documents; a test keeps resources/icons/logo.svg equal."""
    t = theme.LIGHT
    people = "".join(
        f'<circle cx="{x}" cy="{HEAD_Y}" r="{HEAD_R}"/>'
        f'<rect x="{x - BODY_W / 2:g}" y="{BODY_Y}" width="{BODY_W}" height="{BODY_H}" rx="{BODY_R}"/>'
        for x in HEADS
    )
    roof = " ".join(f"{x},{y}" for x, y in ROOF)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<rect width="{SIDE}" height="{SIDE}" rx="{CORNER}" fill="{t.logo_back}"/>'
        f'<polygon points="{roof}" fill="{t.logo_roof}"/><g fill="{t.logo_people}">{people}</g></svg>\n'
    )


class LogoLabel(QLabel):
    """The sign at a size of the design; on the coloured half of the door it takes a lighter ground."""

    def __init__(self, side: int = 34, *, on_brand: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side, self._on_brand = side, on_brand
        fix(self, width=side, height=side)
        self.restyle()

    def restyle(self) -> None:
        """Draw again in the theme and scale in force."""
        back = theme.current().tokens.logo_on_brand if self._on_brand else None
        self.setPixmap(logo(theme.px(self._side), back))
