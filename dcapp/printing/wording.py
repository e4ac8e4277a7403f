"""Numbers, dates and list endings as the decree wants them written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dcapp.kernel.dates import document_date

GAP = "\u00a0" * 6
"""Room left blank for the registry to write a number or a day by hand."""


def state_number(number: int | None, symbol: str) -> str:
    """The line of box 3, "Số: 05/KH-UBND"; below 10 a zero goes first, None leaves room for the registry.

    Decree 30/2020, Annex I, part I, II.3.c.
    """
    return f"Số:{GAP}/{symbol}" if number is None else f"Số: {number:02d}/{symbol}"


def party_number(number: int | None, symbol: str) -> str:
    """A Party paper's number line, "Số 36-QĐ/ĐU"; None leaves room for the registry."""
    return f"Số{GAP}-{symbol}" if number is None else f"Số {number:02d}-{symbol}"


def place_date(place: str, day: date | None, *, year: int | None = None) -> str:
    """The line of box 4, "Phổ Châu, ngày 05 tháng 02 năm 2026"; without a day, room to fill in by hand."""
    if day is not None:
        return f"{place}, {document_date(day)}"
    return f"{place}, ngày{GAP}tháng{GAP}năm{GAP if year is None else ' ' + str(year)}"


def listed(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines of a list: each ends with a semicolon, the last with a full stop (căn cứ, kính gửi, nơi nhận)."""
    bare = [line.strip().rstrip(";.,").rstrip() for line in lines]
    kept = [line for line in bare if line]
    return tuple(line + ("." if last else ";") for last, line in _marked_last(kept))


def _marked_last(lines: Sequence[str]) -> Iterable[tuple[bool, str]]:
    return ((index == len(lines) - 1, line) for index, line in enumerate(lines))


def addressed(names: Iterable[str]) -> tuple[str, ...]:
    """Addressees: one stands as it is, several end like a list (Annex I, II.9.d)."""
    kept = tuple(name.strip() for name in names if name.strip())
    return listed(kept) if len(kept) > 1 else kept


def ended(text: str) -> str:
    """The last words of a paper, closed by "./."."""
    bare = text.rstrip()
    return bare if bare.endswith("./.") else bare.rstrip(".;,/ ") + "./."


POINTS = "abcdđeghiklmnopqrstuvxy"
"""Letters that number points (điểm), in the order of the Vietnamese alphabet; no f, j, w, z."""


def point_mark(index: int) -> str:
    """Mark of the n-th point, counted from 0: a), b), c), d), đ), e), g) and so on; after the alphabet aa), ab)."""
    size = len(POINTS)
    first = "" if index < size else POINTS[index // size - 1]
    return f"{first}{POINTS[index % size]})"


def roman(number: int) -> str:
    """A number in Roman figures, for parts, chapters and appendices."""
    steps = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    out = ""
    for value, figure in steps:
        count, number = divmod(number, value)
        out += figure * count
    return out
