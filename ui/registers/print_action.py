"""Prints what a register's table shows: all lines that the query finds, in its order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from dcapp.registers.finding import Query
from dcapp.registers.spec import Register
from dcapp.registers.tabling import PrintedTable
from dcapp.registers.use_cases import tabling
from ui.kit.tasks import Job, Tasks

Draw = Callable[[PrintedTable], object]
"""Shows the printed table: the preview, or the printer."""


def print_register(tasks: Tasks, register: Register, query: Query, draw: Draw, owner: QObject) -> Job:
    """Read the lines off the GUI thread, then hand headings and cells to `draw` on it."""
    return tasks.run(tabling(register), query, done=draw, owner=owner)
