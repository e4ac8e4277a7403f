"""What a slice lets the page of its register do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from dcapp.kernel.text import nfc
from dcapp.registers.headings import Clean
from dcapp.registers.spec import Line
from dcapp.registers.workbook import read_table
from ui.registers.import_dialog import Read
from ui.registers.print_action import Draw


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What a slice lets its page do; each is a use case of its service, None = the page does not offer it."""

    add: Callable[..., Any] | None = None
    """(uow, form)"""
    edit: Callable[..., Any] | None = None
    """(uow, key, form)"""
    remove: Callable[..., Any] | None = None
    """(uow, key)"""
    bring_in: Callable[..., Any] | None = None
    """(uow, forms)"""
    draw: Draw | None = None
    """Shows the printed table."""
    undo: Callable[[], object] | None = None
    """Takes the last save back; offered by the toast."""
    ask: Callable[[QWidget, Line | None], QDialog] | None = None
    """Door (b): the slice's own dialog for a line (None = a new one) instead of the plain form."""
    add_words: str = ""
    """What adding is called in this book, marked with `N_`; "" = "Thêm"."""
    clean: Clean = nfc
    read: Read = read_table
    about: Callable[[], Sequence[str]] = tuple
    """Lines of the second sheet of an export: office, day, who."""
