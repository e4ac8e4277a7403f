"""Columns, head and rows of a table as both writers set them: widths, merged heads, number column, filled cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dcapp.printing.fonts import text_width
from dcapp.printing.model import Align, Row, RowKind, Run, Table, Words, flat, runs_of
from dcapp.printing.profile import Profile, Style

NUMBER_SHARE = 0.07
"""Width of the number column as a share of the others together."""
WIDENED = 1.6
"""How much wider than its share a column may become for one long word; longer words are broken."""


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


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the head: from column `left` up to `right`, from row `top` up to `bottom`; a count is no title."""

    text: str
    left: int
    right: int
    top: int
    bottom: int
    is_count: bool = False


def head_cells(table: Table) -> tuple[HeadCell, ...]:
    """The head row by row: titles under the heading that they share, the others over both rows, then the counts."""
    _shares, titles, _aligns = columns_of(table)
    overs = [""] * (len(titles) - len(table.columns)) + [column.over for column in table.columns]
    depth = 2 if any(overs) else 1
    first: list[HeadCell] = []
    second: list[HeadCell] = []
    for over, group in groupby(range(len(titles)), key=lambda at: overs[at]):
        columns = list(group)
        if over:
            first.append(HeadCell(over, columns[0], columns[-1] + 1, 0, 1))
            second += [HeadCell(titles[at], at, at + 1, 1, 2) for at in columns]
        else:
            first += [HeadCell(titles[at], at, at + 1, 0, depth) for at in columns]
    counts = range(len(titles)) if table.counts_columns else ()
    last = (HeadCell(f"({at + 1})", at, at + 1, depth, depth + 1, is_count=True) for at in counts)
    return (*first, *second, *last)


def table_styles(table: Table, profile: Profile) -> tuple[Style, Style]:
    """Letters of the head and of the cells."""
    head, cell = profile.style("table_head"), profile.style("table_cell")
    if table.size is None:
        return head, cell
    return replace(head, size=table.size), replace(cell, size=table.size)


def edges_of(shares: Sequence[float], width: float) -> tuple[float, ...]:
    """Where columns begin and end, from 0 to `width`."""
    total, at = sum(shares), 0.0
    edges = [0.0]
    for share in shares:
        at += share
        edges.append(width * at / total)
    return tuple(edges)


def fitted_shares(shares: Sequence[float], needs: Sequence[float], width: float) -> list[float]:
    """Shares changed so that no column is narrower than its longest word, as far as the whole width allows it.

    A word without blanks that is longer than any sensible column widens its column only up to a point.
    """
    whole = sum(shares)
    even = width / max(len(shares), 1)
    tops = [WIDENED * max(width * share / whole, even / 2) for share in shares]
    needs = [min(need, top) for need, top in zip(needs, tops, strict=True)]
    if sum(needs) >= width:
        return list(shares)
    widened: set[int] = set()
    while True:
        free = width - sum(needs[at] for at in widened)
        total = sum(share for at, share in enumerate(shares) if at not in widened)
        widths = [needs[at] if at in widened else free * share / total for at, share in enumerate(shares)]
        narrow = {at for at, wide in enumerate(widths) if wide < needs[at] - 0.01}
        if not narrow:
            return widths
        widened |= narrow


def longest_word(texts: Iterable[str], measure: Callable[[str], float]) -> float:
    """Width of the longest word of a column."""
    words = {word for text in texts for word in text.split()}
    return max((measure(word) for word in words), default=0.0)


def table_edges(table: Table, profile: Profile, width: float, padding: float) -> tuple[float, ...]:
    """Where the columns of a table begin and end: by weight, but wide enough for their longest word."""
    shares, titles, _aligns = columns_of(table)
    head, cell = table_styles(table, profile)
    columns: list[list[str]] = [[] for _share in shares]
    if table.counts_columns:
        columns = [[f"({at})"] for at in range(1, len(shares) + 1)]
    for cells, kind in table_rows(table):
        if kind is not RowKind.GROUP:
            for column, words in zip(columns, cells, strict=True):
                column.append(flat(words))
    needs = [
        2 * padding
        + 0.5
        + max(
            longest_word([title], lambda word: text_width(word, size=head.size, bold=True)),
            longest_word(column, lambda word: text_width(word, size=cell.size, bold=True)),
        )
        for title, column in zip(titles, columns, strict=True)
    ]
    return edges_of(fitted_shares(shares, needs, width), width)


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
