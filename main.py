"""Starts Sổ Dân Chủ: the window, a command, or a worker for foreign files."""

from __future__ import annotations

import sys
from pathlib import Path


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
    from ui.start import open_door

    return open_door(folder)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
