"""Which field names a line, and which columns give way first when a table has little room.

Both are read off the description of the book, so that no book has to say them twice.
"""

from __future__ import annotations

from dcapp.registers.cells import shown_text
from dcapp.registers.spec import Field, Kind, Line, Op, Register, shown_fields

_WORDS = (Kind.NAME, Kind.TEXT, Kind.LONG_TEXT)


def naming_field(register: Register) -> Field:
    """The field that names a line: a name or subject that is asked for, else the subject that takes the room left."""
    fields = shown_fields(register) or register.fields
    words = [f for f in fields if f.kind in _WORDS]
    asked = [f for f in words if f.required and (f.sorted_by or not f.width)]
    open_ones = [f for f in words if f.searched and not f.width]
    required = [f for f in words if f.required]
    wide = [f for f in words if not f.width]
    return next(iter([*asked, *open_ones, *required, *wide, *fields]))


def line_name(register: Register, line: Line) -> str:
    """What a line is called; one without a subject goes by its number or the first words it has."""
    fields = shown_fields(register) or register.fields
    sortable = [f for f in fields if f.kind in _WORDS and f.sorted_by]
    candidates = [naming_field(register), *sortable, *(f for f in fields if f.kind in _WORDS), *fields]
    return next((text for f in candidates if (text := shown_text(f, line))), "")


def giving_way(register: Register, sorted_by: str = "") -> tuple[str, ...]:
    """Keys of the columns in the order in which they leave a narrow table.

    The first column, the name of the line, chips and the column of the order never leave. What a filter or a
    ready-made filter asks about leaves last; otherwise what stands further right leaves earlier.
    """
    fields = shown_fields(register)
    naming = naming_field(register)
    stays = {naming.key, sorted_by, register.order, *(f.key for f in fields[:1])}
    stays |= {f.key for f in fields if f.kind is Kind.CHOICE and f.tones}
    conditions = [condition for preset in register.presets for condition in preset.filters]
    asked_about = set(register.filters) | {c.key for c in conditions if c.op not in (Op.EMPTY, Op.FILLED)}
    from_the_right = [f.key for f in reversed(fields) if f.key not in stays]
    plain = [key for key in from_the_right if key not in asked_about]
    return (*plain, *(key for key in from_the_right if key in asked_about))
