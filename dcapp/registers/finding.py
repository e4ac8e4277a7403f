"""Finds lines of a book: search, filter, sort and page, all from the register's one statement.

Pages are keyset pages: a page starts after the last line of the one before (`Cursor`), so the thousandth page costs
as much as the first. Empty sort values count as smallest (first when ascending, last when descending), as the
index has them. Every word of an officer is a bound parameter; sort and filter columns are looked up, never built.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Date,
    Enum,
    FromClause,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
)

from dcapp.db.types import UtcTime
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.text import fold
from dcapp.registers.spec import Day, Filter, Kind, Line, Op, Register, field_of, sort_column

if TYPE_CHECKING:
    from dcapp.db.unit_of_work import UnitOfWork, Viewer

PAGE = 200
"""Lines of one page."""
COUNTED = 1000
"""Up to here lines are counted at once; beyond it the count is "hơn 1.000"."""
LONGEST_WORDS = 1000

_AT = "sort_value_"
_AFTER_VALUE, _AFTER_KEY = "after_value_", "after_key_"


@dataclass(frozen=True, slots=True)
class Query:
    """What the officer asks of a book."""

    words: str = ""
    filters: tuple[Filter, ...] = ()
    order: str = ""
    """Field key; empty = the register's own order."""
    descending: bool | None = None
    """None = as the register has it."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the sort value and the key of its last line."""

    value: Any
    key: Any


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines in order, and where the next ones begin (None = these are the last)."""

    lines: tuple[Line, ...]
    next_cursor: Cursor | None


@dataclass(frozen=True, slots=True)
class _Found:
    """The lines a query means: where they stand, which of them, in which order."""

    book: FromClause
    which: ColumnElement[bool]
    value: ColumnElement[Any]
    key: ColumnElement[Any]
    is_by_key: bool
    descending: bool

    def order(self) -> tuple[ColumnElement[Any], ...]:
        """The ORDER BY; the key makes it total."""
        if self.is_by_key:
            return (self.key.desc() if self.descending else self.key.asc(),)
        if self.descending:
            return self.value.desc().nulls_last(), self.key.desc()
        return self.value.asc().nulls_first(), self.key.asc()

    def stretches(self, after: Cursor | None) -> tuple[ColumnElement[bool], ...]:
        """Conditions whose lines, one stretch behind the other, are all lines after the cursor.

        Two plain conditions instead of one with OR … IS NULL: each can walk an index.
        """
        if after is None:
            return (true(),)
        beyond = self.key < after.key if self.descending else self.key > after.key
        if self.is_by_key:
            return (beyond,)
        if after.value is None:
            rest = and_(self.value.is_(None), beyond)
            return (rest,) if self.descending else (rest, self.value.is_not(None))
        last = _spelled(self.value, after.value)
        if self.descending:
            return and_(self.value <= last, or_(self.value < last, beyond)), self.value.is_(None)
        return (and_(self.value >= last, or_(self.value > last, beyond)),)


def page(uow: UnitOfWork, register: Register, query: Query, *, after: Cursor | None = None, size: int = PAGE) -> Page:
    """The lines after a cursor (None = from the start), at most `size`."""
    keys, statements = _asked(uow, register, query, after, size)
    place = {} if after is None else {_AFTER_VALUE: after.value, _AFTER_KEY: after.key}
    rows: list[Any] = []
    for statement in statements:
        rows += _rows(uow, statement.limit(_written(size + 1 - len(rows))) if rows else statement, place)
        if len(rows) > size:
            break
    lines = tuple(dict(zip(keys, row, strict=False)) for row in rows[:size])
    if len(rows) <= size:
        return Page(lines, None)
    return Page(lines, Cursor(rows[size - 1][-1], lines[-1][register.key_column]))


def page_at(uow: UnitOfWork, register: Register, query: Query, position: int, *, size: int = PAGE) -> Page:
    """The lines from a position on (0 = the first), for a jump of the scroll bar.

    Only the key and the sort value are counted past (an index holds both); the wide lines are read by cursor.
    """
    if position <= 0:
        return page(uow, register, query, size=size)
    found = _find(uow, register, query)
    anchor = select(found.value, found.key).where(found.which).order_by(*found.order()).limit(1).offset(position - 1)
    row = next(iter(_rows(uow, anchor, {})), None)
    return Page((), None) if row is None else page(uow, register, query, after=Cursor(row[0], row[1]), size=size)


def count(uow: UnitOfWork, register: Register, query: Query, *, cap: int | None = COUNTED) -> tuple[int, bool]:
    """How many lines there are, and whether there are more than the cap (None = count them all)."""
    found = _find(uow, register, query)
    some = select(literal(1).label("one")).select_from(found.book).where(found.which)
    if cap is not None:
        some = some.limit(cap + 1)
    number = uow.session.scalar(select(func.count()).select_from(some.subquery())) or 0
    return (number, False) if cap is None or number <= cap else (cap, True)


def every_line(uow: UnitOfWork, register: Register, query: Query, *, size: int = 1000) -> Iterator[Line]:
    """All lines in order, read page by page, for export and print."""
    after: Cursor | None = None
    while True:
        found = page(uow, register, query, after=after, size=size)
        yield from found.lines
        after = found.next_cursor
        if after is None:
            return


def line_of(uow: UnitOfWork, register: Register, key: int) -> Line | None:
    """One line by its key; None when it is gone or not to be seen by this viewer."""
    found = page(uow, register, Query(filters=(Filter(register.key_column, Op.IS, key),)), size=1)
    return found.lines[0] if found.lines else None


def position_of(uow: UnitOfWork, register: Register, query: Query, key: int) -> int | None:
    """How many lines stand before the line with this key; None where the query does not find it."""
    found = _find(uow, register, query)
    row = uow.session.execute(select(found.value, found.key).where(found.which, found.key == key)).first()
    if row is None:
        return None

    def number(condition: ColumnElement[bool]) -> int:
        some = select(func.count()).select_from(found.book).where(found.which, condition)
        return uow.session.scalar(some) or 0

    behind = sum(number(stretch) for stretch in found.stretches(Cursor(row[0], row[1])))
    return number(true()) - behind - 1


_Statements: TypeAlias = tuple[tuple[str, ...], tuple[Select[Any], ...]]
KEPT = 64
"""So many books and pages are kept put together: they are asked for after every change and while somebody scrolls."""


def _asked(uow: UnitOfWork, register: Register, query: Query, after: Cursor | None, size: int) -> _Statements:
    """The columns of a page, and the statements that find its lines one behind the other."""
    if after is None:
        return _first_page(register, query, uow.viewer, uow.today, size)
    return _further_page(register, query, uow.viewer, uow.today, size, after.value is None)


@lru_cache(maxsize=KEPT)
def _first_page(register: Register, query: Query, viewer: Viewer, today: date, size: int) -> _Statements:
    return _page_of(_meant(register, query, viewer, today), None, size)


@lru_cache(maxsize=KEPT)
def _further_page(
    register: Register, query: Query, viewer: Viewer, today: date, size: int, from_empty: bool
) -> _Statements:
    """The page after a cursor that is told when it is asked for; `from_empty`: its sort value is empty."""
    found = _meant(register, query, viewer, today)
    is_day = isinstance(found.value.type, Date)
    value = None if from_empty else bindparam(_AFTER_VALUE, type_=found.value.type, literal_execute=is_day)
    return _page_of(found, Cursor(value, bindparam(_AFTER_KEY, type_=Integer)), size)


def _page_of(found: _Found, after: Cursor | None, size: int) -> _Statements:
    every = select(*found.book.c, found.value.label(_AT)).order_by(*found.order()).limit(_written(size + 1))
    return tuple(found.book.c.keys()), tuple(every.where(found.which, part) for part in found.stretches(after))


def _written(number: int) -> ColumnElement[int]:
    """A number of ours written into the statement: a bound limit makes SQLite plan the statement anew every time."""
    return literal_column(str(int(number)), Integer())


def _find(uow: UnitOfWork, register: Register, query: Query) -> _Found:
    return _meant(register, query, uow.viewer, uow.today)


def _meant(register: Register, query: Query, viewer: Viewer, today: date) -> _Found:
    book = _book(register, viewer, today)
    conditions = [_condition(book, f, today) for f in query.filters]
    conditions += _holding(register, book, query.words)
    ordered_by = query.order or register.order
    descending = register.newest_first if query.descending is None else query.descending
    key = book.c[register.key_column]
    value = _sort_value(register, book, ordered_by) if ordered_by else key
    return _Found(book, and_(true(), *conditions), value, key, value is key, descending)


@lru_cache(maxsize=KEPT)
def _book(register: Register, viewer: Viewer, _today: date) -> FromClause:
    """The lines that a viewer may see on a day: a statement knows nothing else to depend on."""
    statement = register.statement(viewer) if callable(register.statement) else register.statement
    return statement.subquery("book")


def _rows(uow: UnitOfWork, statement: Select[Any], place: Mapping[str, Any]) -> Sequence[Any]:
    """Plain rows past the ORM's loading, which would only copy them."""
    uow.session.flush()
    return uow.session.connection().execute(statement, place).all()


def _sort_value(register: Register, book: FromClause, ordered_by: str) -> ColumnElement[Any]:
    """What a field sorts by: its stored sort column; choices by the order of their labels."""
    field = field_of(register, ordered_by)
    name = sort_column(field)
    if not name:
        raise ValueError(f"{register.key}.{ordered_by} has no sort column")
    column: ColumnElement[Any] = book.c[name]
    if field.kind is Kind.CHOICE and not field.sorted_by:
        places = {choice: place for place, choice in enumerate(field.labels)}
        return case(places, value=column, else_=len(places))
    return column


def _holding(register: Register, book: FromClause, words: str) -> list[ColumnElement[bool]]:
    """Lines whose folded text holds every word, anywhere in a word, marks and case aside."""
    if len(words) > LONGEST_WORDS:
        raise Invalid(_("Ô tìm chỉ nhận tối đa {number} ký tự.").format(number=LONGEST_WORDS), field="words")
    if not register.search_column:
        return []
    folded = book.c[register.search_column]
    sound = words.encode("utf-8", "ignore").decode()  # half a surrogate pair cannot be asked of a database
    return [folded.contains(word, autoescape=True) for word in dict.fromkeys(fold(sound).split())]


def _condition(book: FromClause, wanted: Filter, today: date) -> ColumnElement[bool]:
    column: ColumnElement[Any] = book.c[wanted.key]
    value: Any = wanted.value
    if isinstance(value, Day):
        value = today + timedelta(days=value.from_today)
    if isinstance(column.type, UtcTime) and isinstance(value, date) and not isinstance(value, datetime):
        return _on_day(column, wanted.op, value)
    if wanted.op is not Op.ONE_OF and value is not None:
        value = _spelled(column, value)
    match wanted.op:
        case Op.IS:
            return column.is_(None) if value is None else column == value
        case Op.ONE_OF:
            return column.in_([literal(one, column.type) for one in value])  # no list to be spread at every asking
        case Op.FROM:
            since: ColumnElement[bool] = column >= value
            return since
        case Op.TO:
            until: ColumnElement[bool] = column <= value
            return until
        case Op.EMPTY:
            return or_(column.is_(None), column == "") if _is_words(column) else column.is_(None)
        case Op.FILLED:
            return and_(column.is_not(None), column != "") if _is_words(column) else column.is_not(None)


def _spelled(column: ColumnElement[Any], value: Any) -> ColumnElement[Any]:
    """A value to compare a column with: bound, but days are written into the statement.

    SQLite takes a column of days for one of numbers and tries a bound day as a number anew at every line: measured,
    a scan of 100,000 lines takes 20 times as long.
    """
    if isinstance(value, ColumnElement):
        return value
    is_day = isinstance(value, date) and not isinstance(value, datetime) and isinstance(column.type, Date)
    return literal(value, column.type, literal_execute=is_day)


def _is_words(column: ColumnElement[Any]) -> bool:
    return isinstance(column.type, String) and not isinstance(column.type, Enum)


def _on_day(column: ColumnElement[Any], op: Op, day: date) -> ColumnElement[bool]:
    """A moment compared with a day of the office's own time."""
    start = datetime(day.year, day.month, day.day).astimezone()
    since: ColumnElement[bool] = column >= start
    until: ColumnElement[bool] = column < start + timedelta(days=1)
    match op:
        case Op.FROM:
            return since
        case Op.TO:
            return until
        case Op.IS | Op.ONE_OF | Op.EMPTY | Op.FILLED:
            return and_(since, until)
