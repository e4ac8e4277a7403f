"""Columns and rows of a table as both writers set them: widths, number column, filled cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dcapp.printing.model import Align, Row, RowKind, Run, Table, Words, runs_of

NUMBER_SHARE = 0.07
"""Width of the number column as a share of the others together."""


def columns_of(table: Table) -> tuple[list[float], list[str], list[Align]]:
    """Weights, titles and alignments of all columns, the number column first when there is one."""
    shares = [column.weight for column in table.columns]
    titles = [column.title for column in table.columns]
    aligns = [column.align for column in table.columns]
    if table.number_title:
        shares.insert(0, NUMBER_SHARE * sum(shares))
        titles.insert(0, table.number_title)
        aligns.insert(0, Align.CENTER)
    return shares, titles, aligns


def edges_of(shares: Sequence[float], width: float) -> tuple[float, ...]:
    """Where columns begin and end, from 0 to `width`."""
    total, at = sum(shares), 0.0
    edges = [0.0]
    for share in shares:
        at += share
        edges.append(width * at / total)
    return tuple(edges)


def bold_words(words: Words) -> tuple[Run, ...]:
    """The same words in bold."""
    return tuple(replace(run, bold=True) for run in runs_of(words))


def table_rows(table: Table) -> Iterator[tuple[tuple[Words, ...], RowKind]]:
    """Rows with their numbers, cells filled up to the number of columns."""
    number = 0
    for row in table.rows:
        cells = padded(row, len(table.columns))
        if not table.number_title or row.kind is RowKind.GROUP:
            yield cells, row.kind
            continue
        number += row.kind is RowKind.DATA
        yield ((str(number) if row.kind is RowKind.DATA else ""), *cells), row.kind


def padded(row: Row, columns: int) -> tuple[Words, ...]:
    """The cells of a row; missing ones are empty, a group has one."""
    return row.cells[:1] if row.kind is RowKind.GROUP else (row.cells + ("",) * columns)[:columns]
