"""Speaks to a screen reader about something that nobody focused."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def alert(widget: QWidget, text: str) -> None:
    """Let a screen reader say `text` at once."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    widget.setAccessibleName(text)
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
