"""From the icon to the door: the first frame at once, everything else after its first paint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.kit.first_frame import open_window


def open_door(folder: Path) -> int:
    """Show the window of an office folder and live until it is closed; the exit code."""

    def build(frame: QWidget) -> Callable[[], None]:
        from dcapp.door import Door
        from ui.bootstrap import begin

        return begin(Door(folder), frame=frame).end

    return open_window(folder, build)
