"""What every book of the office must keep, whatever it is about. A book gets these tests on the day it is listed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import MISSING, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_type_hints

from sqlalchemy import Boolean, Date, Enum, Float, Integer, Numeric, String, inspect, select
from sqlalchemy.dialects import postgresql

from dcapp.db.types import JsonText, UtcTime
from dcapp.db.unit_of_work import NOBODY
from dcapp.db.use_case import declaration
from dcapp.kernel.text import fold, nfc
from dcapp.registers import finding, use_cases
from dcapp.registers.cells import heading, shown_text
from dcapp.registers.exporting import write_xlsx
from dcapp.registers.finding import Query
from dcapp.registers.forming import filled_form, form_values
from dcapp.registers.importing import check_sheets, forms_of
from dcapp.registers.spec import Filter, Kind, Op, Register, form_fields, shown_fields, sort_column
from dcapp.registers.tabling import headings, printed_table
from dcapp.registers.workbook import read_table
from dcapp.rules.permissions import ROLES

TONES = {"info", "success", "warning", "danger", "neutral"}
FILTERABLE = {Kind.CHOICE, Kind.YES_NO, Kind.REFERENCE, Kind.DATE, Kind.MOMENT}
STAMPS = {"created_at", "created_by", "changed_at", "changed_by", "edition"}
WORDS = ("Đường làng", "Ngõ Ưng", "Kế hoạch ấy", "Trần Thị Ổn", "Mương thoát nước", "Đất đai", "Hòa giải", "Quỹ xã")
LINES = 7

EVERYBODY = replace(NOBODY, roles=frozenset(ROLES))
"""Somebody with every role: books of letters and cases show nothing to who has none."""


def check_register(register: Register, begin: Callable[[], Any], make: Callable[[Any], None] | None = None) -> None:
    """Check everything. `begin()` gives a context manager with a writing unit of work on a migrated, empty office;
    nothing it writes is kept. `make(uow)` fills the book where rows made from the column types would not do.
    """
    check_description(register)
    with begin() as uow:
        (make or (lambda work: fill_with_samples(work, register)))(uow)
        uow.session.flush()
        check_statement(register, uow)
        check_questions(register, uow)
        check_search(register, uow)
        check_round_trip(register, uow)
        uow.session.rollback()


def check_description(register: Register) -> None:
    """The description agrees with itself, with the form of the service, and with print."""
    keys = [field.key for field in register.fields]
    assert len(set(keys)) == len(keys)
    assert shown_fields(register)
    texts = [register.title, register.noun, register.empty, *(f.label for f in register.fields)]
    assert all(text and nfc(text) == text for text in texts)
    for key in (*register.filters, *([register.order] if register.order else [])):
        assert key in keys, key
    for field in register.fields:
        assert set(field.tones) <= set(field.labels), field.key
        assert set(field.tones.values()) <= TONES, field.key
        assert bool(field.labels) == (field.kind is Kind.CHOICE), field.key
        assert bool(field.shown_by) <= (field.kind is Kind.REFERENCE), field.key
        assert not field.searched or register.search_column, field.key
        assert field.key not in register.filters or field.kind in FILTERABLE, field.key
    labels = [field.label for field in form_fields(register)]
    assert len({fold(label) for label in labels}) == len(labels), "an import could not tell two columns apart"
    if register.order:
        assert sort_column(next(f for f in register.fields if f.key == register.order))
    assert [h.text for h in headings(register)][1:] == [heading(f) for f in shown_fields(register)]
    check_form(register)


def check_form(register: Register) -> None:
    """The form asks for what the service's dataclass needs: whatever has no default, and nothing that it lacks.

    What is left at its default belongs to a dialog of the slice's own (reserve a number, choose a series).
    """
    if register.form is None:
        assert not form_fields(register)
        assert not register.right_edit
        return
    asked = {field.key: field for field in form_fields(register)}
    taken = {attribute.name: attribute for attribute in fields(register.form)}
    assert set(asked) <= set(taken), set(asked) - set(taken)
    hints = get_type_hints(register.form)
    for name, attribute in taken.items():
        optional = attribute.default is not MISSING or attribute.default_factory is not MISSING
        if name not in asked:
            assert optional, f"nobody asks for {name}"
            continue
        assert optional or asked[name].required or type(None) in getattr(hints[name], "__args__", ()), name
        assert asked[name].shown or not asked[name].required, f"{name} is required but no column of an import"


def check_statement(register: Register, uow: Any) -> None:
    """The statement selects every column that a reader needs, and there are lines to look at."""
    statement = register.statement(uow.viewer) if callable(register.statement) else register.statement
    columns = set(statement.subquery().c.keys())
    wanted = {register.key_column, *(f.key for f in register.fields), *(f.shown_by or f.key for f in register.fields)}
    wanted |= {f.sorted_by for f in register.fields if f.sorted_by}
    wanted |= {register.search_column} if register.search_column else set()
    assert wanted <= columns, wanted - columns
    number, more = finding.count(uow, register, Query())
    assert number > 1
    assert not more
    for field in register.fields:
        if field.options is not None:
            assert all(len(row) == 2 for row in uow.session.execute(field.options))


def check_questions(register: Register, uow: Any) -> None:
    """Every order, preset and filter runs, pages agree with the whole, and PostgreSQL understands it."""
    orders = [""] + [f.key for f in register.fields if sort_column(f)]
    whole = {line[register.key_column] for line in finding.every_line(uow, register, Query())}
    for key in orders:
        for down in (True, False):
            query = Query(order=key, descending=down)
            paged = [line[register.key_column] for line in finding.every_line(uow, register, query, size=2)]
            assert len(paged) == len(whole)
            assert set(paged) == whole
            jumped = finding.page_at(uow, register, query, 3, size=2).lines
            assert [line[register.key_column] for line in jumped] == paged[3:5]
            assert finding.position_of(uow, register, query, paged[-1]) == len(paged) - 1
    filters = [preset.filters for preset in register.presets]
    filters += [(Filter(key, Op.FILLED),) for key in register.filters]
    for chosen in filters:
        assert finding.count(uow, register, Query(filters=chosen))[0] <= len(whole)
        found = finding._find(uow, register, Query("50%", chosen))
        str(select(*found.book.c).where(found.which).order_by(*found.order()).compile(dialect=postgresql.dialect()))
    for use_case in (use_cases.reading, use_cases.jumping, use_cases.counting, use_cases.choosing, use_cases.tabling):
        declared = declaration(use_case(register))
        assert (declared.right, declared.reads, declared.undo) == (register.right_view, True, None)


def check_search(register: Register, uow: Any) -> None:
    """Every searchable field of every line is found by its words without marks."""
    for line in finding.every_line(uow, register, Query()):
        for field in register.fields:
            text = shown_text(field, line) if field.searched else ""
            words = " ".join(fold(text).split()[:4])
            if words:
                found = finding.every_line(uow, register, Query(words=words))
                assert line[register.key_column] in {other[register.key_column] for other in found}, field.key


def check_round_trip(register: Register, uow: Any) -> None:
    """What is exported comes back the same; screen, export and print say the same words."""
    lines = list(finding.every_line(uow, register, Query()))
    printed = printed_table(register, lines)
    assert printed.rows[0][1:] == tuple(shown_text(f, lines[0]) for f in shown_fields(register))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        assert write_xlsx(path, register, lines) == len(lines)
        sheets = read_table(path)
    assert list(sheets[0].rows[0]) == [heading(f) for f in shown_fields(register)]
    if register.form is None:
        return
    options = use_cases.choosing(register)(uow)
    checked = check_sheets(register, sheets, options)
    assert [p.message for p in checked.problems if not p.is_doubt] == []
    assert len(checked.lines) == len(lines)
    exported = [f for f in form_fields(register) if f.shown]
    for line, back in zip(lines, checked.lines, strict=True):
        for field in exported:
            assert back.values[field.key] == line[field.key] or not (back.values[field.key] or line[field.key]), (
                field.key
            )
        assert filled_form(register, form_values(register, line))
    assert len(forms_of(register, checked)) == len(lines)


# -- rows made from nothing but the mapped class


def fill_with_samples(uow: Any, register: Register) -> None:
    """Put a few lines into the book, with words that have marks, and gaps where columns may be empty."""
    assert register.record is not None, f"{register.key}: give `make`, the book has no mapped class of its own"
    for number in range(LINES):
        uow.add(a_record(uow, register.record, number, register))


def a_record(uow: Any, kind: type[Any], number: int, register: Register | None = None) -> Any:
    """A record of a mapped class with something sensible in every column; parents are made where they are needed."""
    chance = random.Random(f"{kind.__name__}{number}")
    described = {field.key: field for field in register.fields} if register is not None else {}
    values: dict[str, Any] = {}
    for attribute in inspect(kind).column_attrs:
        column = attribute.columns[0]
        if (column.primary_key and column.autoincrement in (True, "auto")) or attribute.key in STAMPS:
            continue
        field = described.get(attribute.key)
        if column.foreign_keys:
            parent = next(iter(column.foreign_keys)).column.table
            if not column.nullable:
                values[attribute.key] = uow.add(a_record(uow, _class_of(kind, parent), number)).id
        elif field is not None and field.kind is Kind.CHOICE:
            values[attribute.key] = list(field.labels)[number % len(field.labels)]
        elif column.nullable and number % 3 == 0:
            continue
        else:
            values[attribute.key] = _value(
                column.type, number, chance, percent=field is not None and field.kind is Kind.PROGRESS
            )
    return kind(**values)


def _class_of(kind: type[Any], table: Any) -> type[Any]:
    return next(mapper.class_ for mapper in inspect(kind).registry.mappers if mapper.local_table is table)


def _value(column: Any, number: int, chance: random.Random, *, percent: bool) -> Any:
    match column:
        case Enum():
            return list(column.enum_class or column.enums)[number % len(column.enums)]
        case Boolean():
            return number % 2 == 0
        case Date():
            return date(2023, 1, 1) + timedelta(days=number * 17)
        case UtcTime():
            return datetime(2023, 1, 1, 8, tzinfo=UTC) + timedelta(days=number)
        case JsonText():
            return []
        case Integer() | Float() | Numeric():
            return number * 7 if percent else 2000 + number
        case String():
            return f"{chance.choice(WORDS)} {number}"
        case _:
            raise TypeError(f"no sample for {column!r}")
