"""Tiny pictures (caret, tick) that a style sheet can only take from files; drawn per theme and scale when needed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, QTemporaryDir
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from ui.kit.theme import Theme

_SIDE = 16
_SHAPES = {
    "caret-down": ((3, 6), (8, 11), (13, 6)),
    "caret-up": ((3, 10), (8, 5), (13, 10)),
    "check": ((2.5, 8.5), (6.5, 12.5), (13.5, 4)),
    "dash": ((3, 8), (13, 8)),
}
_place: list[QTemporaryDir] = []


@dataclass(frozen=True, slots=True)
class MarkFiles:
    """Where the pictures for one theme stand, as paths with forward slashes."""

    caret_down: str
    caret_up: str
    check: str
    dash: str


def mark_files(theme: Theme) -> MarkFiles:
    """Draw the pictures in the colours of a theme; each is drawn once per theme and scale."""
    if not _place:
        _place.append(QTemporaryDir())
    folder = Path(_place[0].path())
    t = theme.tokens
    return MarkFiles(
        caret_down=_drawn(folder, "caret-down", t.text2, theme),
        caret_up=_drawn(folder, "caret-up", t.text2, theme),
        check=_drawn(folder, "check", t.on_primary, theme),
        dash=_drawn(folder, "dash", t.on_primary, theme),
    )


def _drawn(folder: Path, shape: str, colour: str, theme: Theme) -> str:
    path = folder / f"{shape}-{theme.name}-{theme.scale}.png"
    if not path.exists():
        side = theme.px(_SIDE)
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(side / _SIDE, side / _SIDE)
        pen = QPen(QColor(colour), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in _SHAPES[shape]]))
        painter.end()
        picture.save(str(path))
    return path.as_posix()
