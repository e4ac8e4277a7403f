"""Starts Sổ Dân Chủ: the window, a command, or a worker for foreign files."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Without a command the window opens; `--data DIR` alone chooses the office folder for it."""
    if arguments[:1] == ["--worker"]:
        from dcapp.reading.worker import main as work

        return work()
    from dcapp.cli import window_folder

    folder = window_folder(arguments)
    if folder is None:
        from dcapp.cli import main as command

        return command(arguments)
    from dcapp.door import Door
    from ui.bootstrap import run

    return run(Door(folder))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
