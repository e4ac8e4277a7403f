"""Prints a register of any length as PDF: rows come one by one, a thousand pages take seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from pathlib import Path

from dcapp.printing.fonts import load_faces
from dcapp.printing.model import RegisterSheet
from dcapp.printing.output import save_bytes
from dcapp.printing.profile import Profile, profile_for

REPORT_EVERY = 200
"""Rows between two words of progress."""
SAMPLE = 100
"""Rows looked at before the widths of the columns are settled."""


def write_register_pdf(
    sheet: RegisterSheet,
    rows: Iterable[Sequence[str]],
    *,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    profile: Profile | None = None,
) -> bytes | None:
    """The register as the bytes of a PDF file; None when `cancelled` said so.

    `rows` are read once, in order; `progress` hears how many rows are done. Each page repeats the head of the table
    and says which page of how many it is. Raises EnvironmentFault when no font has all Vietnamese letters.
    """
    from dcapp.printing.table_sheet import Sheet

    load_faces()
    house = sheet.letterhead.house if sheet.letterhead else None
    used = profile or (profile_for(house) if house else profile_for())
    remaining = iter(rows)
    first = tuple(islice(remaining, SAMPLE))
    pages = Sheet(sheet, used, first)
    for done, row in enumerate(chain(first, remaining), start=1):
        pages.add_row(row)
        if done % REPORT_EVERY == 0:
            if cancelled is not None and cancelled():
                return None
            if progress is not None:
                progress(done)
    return None if cancelled is not None and cancelled() else pages.finished()


def save_register_pdf(
    sheet: RegisterSheet,
    rows: Iterable[Sequence[str]],
    path: Path,
    *,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bool:
    """Write the register into a file, whole or not at all; False when it was cancelled.

    Raises EnvironmentFault when the file cannot be written.
    """
    content = write_register_pdf(sheet, rows, progress=progress, cancelled=cancelled)
    if content is None:
        return False
    save_bytes(content, path)
    return True
