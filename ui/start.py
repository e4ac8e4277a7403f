"""From the icon to the door: the first frame at once, everything else after its first paint."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dcapp.kernel.i18n import _
from dcapp.terminal import ENVIRONMENT, say
from ui.kit.first_frame import open_window

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def open_door(folder: Path) -> int:
    """Show the window of an office folder and live until it is closed; the exit code."""
    if not _has_screen():
        say(_("Máy này không có màn hình nên không mở được cửa sổ. Dùng lệnh make run, hoặc thêm --help để xem lệnh."))
        return ENVIRONMENT

    def build(frame: QWidget) -> Callable[[], None]:
        from dcapp.door import Door
        from ui.bootstrap import begin

        return begin(Door(folder), frame=frame).end

    return open_window(folder, build)


def _has_screen() -> bool:
    """Qt ends the process where there is no display; Windows and macOS always have one."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in DISPLAYS)
