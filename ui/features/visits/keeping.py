"""Which fields stay when the next visit is begun; the officer chooses, the PC remembers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.kit import memory
from ui.kit.form import Form

OFFERED = ("matter", "field", "village_id", "content")
ALWAYS = frozenset({"received_on", "kind"})
"""Day and occasion belong to the shift, not to the visit."""
AT_FIRST = frozenset({"matter", "field"})
KEY = "visits.kept"
NONE = "-"


def kept_fields() -> frozenset[str]:
    """Fields of the form that stay for the next visit."""
    return _chosen() | ALWAYS


def offer_kept(at: QWidget, form: Form) -> None:
    """Open the menu in which the fields that stay are ticked."""
    menu = QMenu(at)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for key in OFFERED:
        action = QAction(form.cells[key].words, menu)
        action.setCheckable(True)
        action.setChecked(key in _chosen())
        action.toggled.connect(partial(_keep, key))
        menu.addAction(action)
    menu.popup(at.mapToGlobal(at.rect().topLeft()))


def _chosen() -> frozenset[str]:
    stored = memory.recall(KEY)
    return frozenset(stored.split(",")) & frozenset(OFFERED) if stored else AT_FIRST


def _keep(key: str, on: bool) -> None:
    kept = _chosen() | {key} if on else _chosen() - {key}
    memory.remember(KEY, ",".join(sorted(kept)) or NONE)
