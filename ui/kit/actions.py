"""Steps that a page offers: written once, used by buttons, menus, shortcuts and the F1 sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from dcapp.kernel.i18n import _
from ui.kit.icons import icon


def always(_selection: Any) -> str | None:
    """The step is always possible."""
    return None


@dataclass(frozen=True, slots=True)
class Action:
    """One step: `label` and `icon` in our words, `run(selection)`, and `when(selection)`.

    `when` answers None when the step is possible, else the sentence that says why not.
    `label` is a text marked with `N_`; it is translated when it is shown.
    """

    id: str
    label: str
    icon: str | None = None
    shortcut: str | None = None
    run: Callable[[Any], object] = always
    when: Callable[[Any], str | None] = always


class Actions(QObject):
    """The steps of one page, alive: QActions that follow the selection."""

    def __init__(self, owner: QWidget, steps: Iterable[Action], selection: Callable[[], Any] = lambda: None) -> None:
        super().__init__(owner)
        self.steps: tuple[Action, ...] = tuple(steps)
        self._selection = selection
        self._actions: dict[str, QAction] = {}
        self._buttons: list[tuple[str, QPushButton]] = []
        for step in self.steps:
            self._actions[step.id] = self._make(owner, step)
        self.refresh()

    def __getitem__(self, step_id: str) -> QAction:
        return self._actions[step_id]

    def button(self, step_id: str, kind: str = "secondary") -> QPushButton:
        """A button for a step; it is enabled and explained together with it."""
        step, action = self._step(step_id), self._actions[step_id]
        button = QPushButton(_(step.label))
        button.setProperty("kind", kind)
        if step.icon:
            token = {"primary": "on_primary", "big": "on_primary", "danger": "danger", "quiet": "on_primary_soft"}
            button.setIcon(icon(step.icon, token.get(kind, "text"), beside=True))
        button.clicked.connect(action.trigger)
        self._buttons.append((step_id, button))
        self._dress(button, action)
        return button

    def menu(self, parent: QWidget, *step_ids: str) -> QMenu:
        """A menu of steps; "" stands for a line between them."""
        menu = QMenu(parent)
        for step_id in step_ids or tuple(self._actions):
            if step_id:
                menu.addAction(self._actions[step_id])
            else:
                menu.addSeparator()
        return menu

    def refresh(self) -> None:
        """Ask every step again whether it is possible; call it when the selection changed."""
        selection = self._selection()
        for step in self.steps:
            reason = step.when(selection)
            action = self._actions[step.id]
            action.setEnabled(reason is None)
            action.setToolTip(reason if reason is not None else _tip(step))
        for step_id, button in self._buttons:
            self._dress(button, self._actions[step_id])

    def _make(self, owner: QWidget, step: Action) -> QAction:
        action = QAction(_(step.label), self)
        if step.icon:
            action.setIcon(icon(step.icon))
        if step.shortcut:
            action.setShortcut(QKeySequence(step.shortcut))
            # A page that is not shown hears no key of the window. Del means what has the focus, never the list afar.
            near = step.shortcut == "Del"
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut if near else Qt.ShortcutContext.WindowShortcut
            action.setShortcutContext(context)
        action.triggered.connect(lambda: step.run(self._selection()))
        owner.addAction(action)
        return action

    def _step(self, step_id: str) -> Action:
        return next(step for step in self.steps if step.id == step_id)

    @staticmethod
    def _dress(button: QPushButton, action: QAction) -> None:
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())


def shortcut_lines(steps: Sequence[Action]) -> tuple[tuple[str, str], ...]:
    """(key, what it does) of the steps that have a key, for the F1 sheet."""
    return tuple((step.shortcut, _(step.label)) for step in steps if step.shortcut)


def _tip(step: Action) -> str:
    return f"{_(step.label)} ({step.shortcut})" if step.shortcut else _(step.label)
