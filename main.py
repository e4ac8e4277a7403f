"""Starts Sổ Dân Chủ: the window, a command, or a worker for foreign files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def main(arguments: list[str]) -> int:
    """Without a command the window opens; `--data DIR` alone chooses the office folder for it."""
    if arguments[:1] == ["--worker"]:
        from dcapp.reading.worker import main as work

        return work()
    match arguments:
        case []:
            from dcapp.db.folder import default_folder

            folder = default_folder()
        case ["--data", named]:
            folder = Path(named)
        case [option] if option.startswith("--data="):
            folder = Path(option.removeprefix("--data="))
        case _:
            from dcapp.cli import main as command

            return command(arguments)
    from ui.kit.first_frame import open_window

    def build(frame: QWidget) -> Callable[[], None]:
        from dcapp.door import Door
        from ui.bootstrap import begin

        return begin(Door(folder), frame=frame).end

    return open_window(folder, build)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
