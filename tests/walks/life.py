"""Leads a walk through the program's own window, in a process of its own; what happened goes to result.json."""

from __future__ import annotations

import faulthandler
import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from officer import Officer, windows
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

import main as program
from dcapp.db.keys import cost
from ui import bootstrap


class Walker(Protocol):
    """Whoever lives through it."""

    me: Officer

    def whole(self) -> None:
        """All steps; the windows may be closed afterwards."""

    def noted(self) -> dict[str, Any]:
        """What the test is told beside the steps."""


def lead(make: Callable[[dict[str, Any]], Walker], door: type[QWidget]) -> int:
    """Start the program with the folders that the file named on the command line tells, and live when `door` stands."""
    told = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    faulthandler.dump_traceback_later(told["patience"], exit=True)  # a walk that stands still says where
    cost.use(cost.Cost(64, 1, 1))
    bootstrap.make_application()
    walker = make(told)
    problem: list[str] = []

    def begin() -> None:
        try:
            walker.whole()
            for window in windows():
                window.close()
        except BaseException:  # it happened inside the event loop, where nobody else would see it
            problem.append(traceback.format_exc())
            walker.me.snap("hong")
            QApplication.exit(1)
            for window in windows():
                window.hide()

    def wait_for_the_door() -> None:
        if any(isinstance(window, door) for window in windows()):
            begin()
        else:
            QTimer.singleShot(20, wait_for_the_door)

    QTimer.singleShot(0, wait_for_the_door)
    code = program.main(["--data", told["data"]])
    result = {"code": code, "problem": "".join(problem), "steps": walker.me.steps, **walker.noted()}
    (Path(told["out"]) / "result.json").write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    return 1 if problem else code
