"""What a screen asks of a book through the staircase: every read of a register as a declared use case.

    app.run(reading(PAPERS), Query(words="quy chế"))            → Page
    app.run(jumping(PAPERS), query, 40_000)                     → Page
    app.run(counting(PAPERS), query)                            → (number, whether there are more)

The right is the register's own; each function below gives the same use case for the same register.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from dcapp.db.use_case import allowed
from dcapp.registers import exporting, finding
from dcapp.registers.finding import COUNTED, PAGE, Cursor, Page, Query
from dcapp.registers.spec import Line, Options, Register
from dcapp.registers.tabling import PrintedTable, printed_table

if TYPE_CHECKING:
    from dcapp.db.unit_of_work import UnitOfWork

F = TypeVar("F", bound=Callable[..., Any])


@cache
def reading(register: Register) -> Callable[..., Page]:
    """The read of one page: (uow, query, after=None, size=PAGE) → Page."""

    def page(uow: UnitOfWork, query: Query, after: Cursor | None = None, size: int = PAGE) -> Page:
        return finding.page(uow, register, query, after=after, size=size)

    return _read(register, page)


@cache
def jumping(register: Register) -> Callable[..., Page]:
    """The read of a page from a position on: (uow, query, position, size=PAGE) → Page."""

    def page_at(uow: UnitOfWork, query: Query, position: int, size: int = PAGE) -> Page:
        return finding.page_at(uow, register, query, position, size=size)

    return _read(register, page_at)


@cache
def counting(register: Register) -> Callable[..., tuple[int, bool]]:
    """The count: (uow, query, cap=COUNTED) → (number, whether there are more than the cap)."""

    def count(uow: UnitOfWork, query: Query, cap: int | None = COUNTED) -> tuple[int, bool]:
        return finding.count(uow, register, query, cap=cap)

    return _read(register, count)


@cache
def line_reading(register: Register) -> Callable[..., Line | None]:
    """The read of one line by its key: (uow, key) → Line, or None when it is gone."""

    def line(uow: UnitOfWork, key: int) -> Line | None:
        return finding.line_of(uow, register, key)

    return _read(register, line)


@cache
def locating(register: Register) -> Callable[..., int | None]:
    """The read of where a line stands: (uow, query, key) → row counted from 0, or None."""

    def position(uow: UnitOfWork, query: Query, key: int) -> int | None:
        return finding.position_of(uow, register, query, key)

    return _read(register, position)


@cache
def choosing(register: Register) -> Callable[..., Options]:
    """The read of what its REFERENCE fields can choose from: (uow) → Options."""

    def options(uow: UnitOfWork) -> Options:
        return {
            field.key: tuple((row[0], row[1]) for row in uow.session.execute(field.options))
            for field in register.fields
            if field.options is not None
        }

    return _read(register, options)


@cache
def exporting_xlsx(register: Register) -> Callable[..., int]:
    """The export to Excel: (uow, query, path, about=(), say=None) → number of lines."""

    def to_xlsx(
        uow: UnitOfWork, query: Query, path: Path, about: Sequence[str] = (), say: exporting.Say | None = None
    ) -> int:
        lines = finding.every_line(uow, register, query)
        return exporting.write_xlsx(path, register, lines, about=about, say=say)

    return _read(register, to_xlsx)


@cache
def exporting_csv(register: Register) -> Callable[..., int]:
    """The export to CSV: (uow, query, path, say=None) → number of lines."""

    def to_csv(uow: UnitOfWork, query: Query, path: Path, say: exporting.Say | None = None) -> int:
        return exporting.write_csv(path, register, finding.every_line(uow, register, query), say=say)

    return _read(register, to_csv)


@cache
def tabling(register: Register) -> Callable[..., PrintedTable]:
    """The whole book as headings and cells for print: (uow, query) → PrintedTable."""

    def table(uow: UnitOfWork, query: Query) -> PrintedTable:
        return printed_table(register, finding.every_line(uow, register, query))

    return _read(register, table)


def _read(register: Register, use_case: F) -> F:
    """The use case under the right of the book; whose rows it shows is answered by the statement of the slice."""

    def read(uow: UnitOfWork, *args: Any, **values: Any) -> Any:
        if callable(register.statement):
            uow.only_own(register.right_view)
        return use_case(uow, *args, **values)

    read.__name__ = read.__qualname__ = f"{register.key}.{use_case.__name__}"
    read.__doc__ = use_case.__doc__
    declared: Any = allowed(register.right_view, reads=True)(read)
    return cast("F", declared)
