"""Checks that every screen must pass; page hands call `assert_screen_is_sound(widget)` at the sizes they support."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from ui.kit import theme
from ui.kit.labels import ElideLabel

SIZES = ((1366, 696), (1280, 660))


def shown(root: QWidget, kind: type = QWidget) -> list:
    """The visible widgets of a kind inside a window, without Qt's own inner parts."""
    inner = (QAbstractItemView, QAbstractSpinBox, QComboBox)
    return [
        found
        for found in root.findChildren(kind)
        if found.isVisibleTo(root)
        and not found.objectName().startswith("qt_")
        and not isinstance(found.parentWidget(), inner)
    ]


def is_focusable(widget: QWidget) -> bool:
    """True when Tab can come here."""
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def name_of(widget: QWidget) -> str:
    """What a screen reader would say for a widget."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    buddies = [b.text() for b in widget.window().findChildren(QLabel) if b.buddy() is widget]
    return widget.accessibleName() or text.strip() or "".join(buddies)


def nameless(root: QWidget) -> list[str]:
    """Focusable widgets that a screen reader cannot name."""
    kinds = [w for w in shown(root) if is_focusable(w) and not isinstance(w, QScrollArea)]
    return [repr(w) for w in kinds if not name_of(w)]


def clipped(root: QWidget) -> list[str]:
    """Labels and buttons whose text does not fit."""
    found = []
    for widget in shown(root, QLabel):
        if isinstance(widget, ElideLabel) or not widget.text() or widget.wordWrap() or widget.isHidden():
            continue
        if widget.width() < widget.minimumSizeHint().width():
            found.append(f"{widget.text()!r} {widget.width()} < {widget.minimumSizeHint().width()}")
    for widget in shown(root, QPushButton):
        words = widget.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, widget.text()).width()
        if widget.text().strip() and widget.width() < words:
            found.append(f"{widget.text()!r} {widget.width()} < {words}")
    for widget in shown(root, QLabel):
        if widget.wordWrap() and widget.text() and widget.height() < widget.heightForWidth(widget.width()) - 1:
            found.append(f"{widget.text()!r} is cut in height")
    return found


def overflowing(root: QWidget) -> list[str]:
    """Scroll areas whose content is wider than they are: pages scroll up and down only."""
    areas = [a for a in shown(root, QScrollArea) if a.widget() is not None]
    wide = [a for a in areas if a.widget().minimumSizeHint().width() > a.viewport().width() + 1]
    found = [f"{a.widget()!r} {a.widget().minimumSizeHint().width()} > {a.viewport().width()}" for a in wide]
    if root.minimumSizeHint().width() > root.width():
        found.append(f"{root!r} asks for {root.minimumSizeHint().width()} > {root.width()}")
    return found


def tab_traps(root: QWidget) -> list[str]:
    """Fields that Tab does not leave."""
    found = []
    for widget in shown(root):
        if not is_focusable(widget) or isinstance(widget, (QAbstractItemView, QScrollArea)):
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not widget:
            continue
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is widget and len([w for w in shown(root) if is_focusable(w)]) > 1:
            found.append(repr(widget))
    return found


def old_hex(root: QWidget) -> list[str]:
    """Colours in any style sheet that the theme in force does not have."""
    tokens = theme.current().tokens
    known = {getattr(tokens, name).upper() for name in tokens.__slots__}
    sheets = [QApplication.instance().styleSheet(), *(w.styleSheet() for w in [root, *root.findChildren(QWidget)])]
    return sorted({c.upper() for sheet in sheets for c in re.findall(r"#[0-9A-Fa-f]{6}\b", sheet)} - known)


def text_fields(root: QWidget) -> list[QWidget]:
    """Fields where words are typed."""
    fields = [w for w in shown(root, QWidget) if isinstance(w, (QLineEdit, QPlainTextEdit))]
    return [w for w in fields if w.isEnabled() and not w.isReadOnly()]


def words_of(root: QWidget) -> str:
    """Everything that can be read on a window: texts, titles, tooltips, accessible names."""
    parts = []
    for widget in [root, *root.findChildren(QWidget)]:
        for getter in ("text", "toPlainText", "windowTitle", "toolTip", "accessibleName", "accessibleDescription"):
            value = getattr(widget, getter, None)
            if callable(value):
                parts.append(str(value()))
    return "\n".join(parts)


def assert_screen_is_sound(root: QWidget, *, traps: bool = True) -> None:
    """Names for everything, nothing cut, no sideways scrolling, no old colours, no tab trap."""
    root.show()
    QTest.qWait(0)
    assert nameless(root) == []
    assert clipped(root) == []
    assert overflowing(root) == []
    assert old_hex(root) == []
    if traps:
        root.activateWindow()
        QTest.qWait(0)
        assert tab_traps(root) == []


def bring_up(window: QWidget) -> None:
    """Show a window and wait until keys would go to it."""
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)


def middle(widget: QWidget) -> QPoint:
    """The middle of a widget, for clicks."""
    return widget.rect().center()
