"""Distances and sizes that follow the font scale: given once in design pixels, refitted when the scale changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QGridLayout, QLayout, QWidget
from shiboken6 import isValid

from ui.kit.theme import px

_MARGINS, _SPACING, _FIXED = "dcMargins", "dcSpacing", "dcFixed"


def lay(layout: QLayout, margins: Sequence[int] = (0, 0, 0, 0), spacing: int | Sequence[int] = 0) -> None:
    """Give a layout its margins (left, top, right, bottom) and spacing in design pixels; they follow the font scale."""
    layout.setProperty(_MARGINS, list(margins))
    layout.setProperty(_SPACING, spacing if isinstance(spacing, int) else list(spacing))
    _refit_layout(layout)


def fix(
    widget: QWidget,
    *,
    width: int | None = None,
    height: int | None = None,
    min_width: int | None = None,
    min_height: int | None = None,
    max_width: int | None = None,
    max_height: int | None = None,
) -> None:
    """Fix or bound a widget's size in design pixels; it follows the font scale."""
    given = {
        "setFixedWidth": width,
        "setFixedHeight": height,
        "setMinimumWidth": min_width,
        "setMinimumHeight": min_height,
        "setMaximumWidth": max_width,
        "setMaximumHeight": max_height,
    }
    wanted = dict(widget.property(_FIXED) or {})
    for side, length in (("Width", width), ("Height", height)):
        if length is not None:  # a fixed length takes the place of earlier bounds
            wanted.pop(f"setMinimum{side}", None)
            wanted.pop(f"setMaximum{side}", None)
    wanted.update({setter: length for setter, length in given.items() if length is not None})
    widget.setProperty(_FIXED, wanted)
    _refit_size(widget)


def dress(widget: QWidget, **properties: str | bool) -> None:
    """Set style properties (kind, role, tone …) and let the style sheet look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def refit_all(app: QApplication) -> None:
    """Bring every open widget to the scale in force; a widget with a `restyle` method is told."""
    for widget in app.allWidgets():
        if isValid(widget):  # a page that rearranges itself may have destroyed it meanwhile
            _refit(widget)


def _refit(widget: QWidget) -> None:
    """Bring one open widget to the theme in force."""
    _refit_size(widget)
    layout = widget.layout()
    if layout is not None:
        _refit_layout(layout)
        for nested in layout.findChildren(QLayout):
            _refit_layout(nested)
    restyle = getattr(widget, "restyle", None)
    if callable(restyle):
        restyle()


def _refit_layout(layout: QLayout) -> None:
    margins, spacing = _read(layout, _MARGINS), _read(layout, _SPACING)
    if margins is None:
        return
    left, top, right, bottom = (px(m) for m in margins)
    layout.setContentsMargins(left, top, right, bottom)
    if isinstance(layout, QGridLayout) and isinstance(spacing, list):
        layout.setHorizontalSpacing(px(spacing[0]))
        layout.setVerticalSpacing(px(spacing[1]))
    else:
        layout.setSpacing(px(spacing))


def _refit_size(widget: QWidget) -> None:
    for setter, length in (_read(widget, _FIXED) or {}).items():
        getattr(widget, setter)(px(length))


def _read(owner: QObject, name: str) -> Any:
    return owner.property(name)
