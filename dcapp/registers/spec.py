"""The vocabulary that a book is described with: what it shows, never how anything behaves.

A slice writes one `Register` by hand; small readers (finding, exporting, importing, tabling, the screens of
ui/registers) interpret it. Everything here is frozen data; labels and titles are marked with `N_` and translated
when they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from sqlalchemy import Select

    from dcapp.db.unit_of_work import Viewer

    Statement: TypeAlias = Select[*tuple[Any, ...]]
else:
    Statement = Any  # the name can be imported without SQLAlchemy

Line: TypeAlias = Mapping[str, Any]
"""One row of a book: the columns of its statement by name."""

Options: TypeAlias = Mapping[str, tuple[tuple[Any, str], ...]]
"""What can be chosen in REFERENCE fields: field key → ((value, words), …) in the order to offer them."""


class Kind(StrEnum):
    """What a value is. Closed: readers `match` on it without a default, so a new kind shows every reader to mypy."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NAME = "name"
    DATE = "date"
    MOMENT = "moment"
    NUMBER = "number"
    ORDINAL = "ordinal"  # a whole number that names rather than counts (a year, a place in a book): no points in it
    MONEY = "money"
    PROGRESS = "progress"
    YES_NO = "yes_no"
    CHOICE = "choice"
    REFERENCE = "reference"


class Op(StrEnum):
    """How a filter compares."""

    IS = "is"
    ONE_OF = "one_of"
    FROM = "from"
    TO = "to"
    EMPTY = "empty"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class Day:
    """A day counted from the program's today: `Day(7)` is a week from now. Only in filters."""

    from_today: int = 0


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition on a column of the statement; FROM and TO include the value, ONE_OF takes a tuple."""

    key: str
    op: Op
    value: Any = None


@dataclass(frozen=True, slots=True)
class Preset:
    """A ready-made filter with a button of its own ("Quá hạn", "7 ngày tới")."""

    key: str
    label: str
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One column of a book and one question of its form."""

    key: str
    """Name of the column in the statement and of the attribute in the form."""
    label: str
    kind: Kind = Kind.TEXT
    width: int = 0
    """Pixels of the design at 100 %; 0 takes the room that is left."""
    required: bool = False
    searched: bool = False
    """Its words are in the register's folded search column."""
    filled_in: bool = True
    """Asked for by the form and read by the import; False = only shown."""
    shown: bool = True
    """A column of the table, the export and the print; False = only in the form and the detail pane."""
    labels: Mapping[Any, str] = field(default_factory=dict)
    """CHOICE: stored value → words, in the order to offer them."""
    tones: Mapping[Any, str] = field(default_factory=dict)
    """CHOICE: stored value → tone of its chip (info, success, warning, danger, neutral); none = plain text."""
    sorted_by: str = ""
    """Column of the statement that holds the stored sort key (words need one to be sortable)."""
    shown_by: str = ""
    """REFERENCE: column of the statement with the words that are shown for the id."""
    options: Statement | None = None
    """REFERENCE: a select of (value, words) that the form offers."""
    hint: str = ""
    """One sentence under the question."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Register:
    """One book of the office (sổ)."""

    key: str
    title: str
    noun: str
    """What one line is, for counting: N_("văn bản") → "12 văn bản"."""
    fields: tuple[Field, ...]
    statement: Statement | Callable[[Viewer], Statement]
    """Column names are the field keys, `key_column`, the search column and the sort columns. Books with
    sensitive rows give a function that starts from the slice's `visible(viewer)`."""
    right_view: str
    right_edit: str = ""
    """Empty: nobody writes this book by hand."""
    record: type[Any] | None = None
    """The mapped class of a line; a change of it reloads the book."""
    also_shows: tuple[type[Any], ...] = ()
    """Further mapped classes whose change reloads the book."""
    form: type[Any] | None = None
    """The frozen dataclass that the service takes; its attributes are the `filled_in` fields."""
    key_column: str = "id"
    order: str = ""
    """Field key to sort by at first; empty = by the key column."""
    newest_first: bool = True
    search_column: str = "folded"
    """Stored column of folded text; empty = the book has no search."""
    filters: tuple[str, ...] = ()
    """Keys of CHOICE, YES_NO, REFERENCE and DATE fields that the filter bar offers as lists."""
    presets: tuple[Preset, ...] = ()
    empty: str = ""
    """The sentence of an empty book: what will appear here."""


def shown_fields(register: Register) -> tuple[Field, ...]:
    """The columns of the table, the export and the print, in order."""
    return tuple(f for f in register.fields if f.shown)


def form_fields(register: Register) -> tuple[Field, ...]:
    """The questions of the form and the columns of an import, in order."""
    return tuple(f for f in register.fields if f.filled_in)


def field_of(register: Register, key: str) -> Field:
    """The field with this key; a wrong key is our mistake (KeyError)."""
    for candidate in register.fields:
        if candidate.key == key:
            return candidate
    raise KeyError(key)


def sort_column(candidate: Field) -> str:
    """The column of the statement that this field sorts by; empty = it cannot be sorted."""
    if candidate.sorted_by:
        return candidate.sorted_by
    match candidate.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.NAME | Kind.REFERENCE:
            return ""
        case Kind.DATE | Kind.MOMENT | Kind.YES_NO | Kind.CHOICE:
            return candidate.key
        case Kind.NUMBER | Kind.ORDINAL | Kind.MONEY | Kind.PROGRESS:
            return candidate.key


def kinds_shown(register: Register) -> frozenset[str]:
    """Names of the mapped classes whose change makes the book reload."""
    classes = register.also_shows if register.record is None else (register.record, *register.also_shows)
    return frozenset(kind.__name__ for kind in classes)
