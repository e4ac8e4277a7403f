"""Fills pages with pieces: keeps headings with their text and the signature with at least two lines before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Protocol, TypeAlias, runtime_checkable

Canvas: TypeAlias = Any
"""A reportlab canvas; the library carries no types."""
MIN_LINES_WITH_SIGNATURE = 2
_SLACK = 0.01


class Piece(Protocol):
    """Something that takes room on a page; lengths in points, `top` counts up from the foot of the sheet."""

    @property
    def before(self) -> float:
        """Room above, dropped at the head of a page."""
        ...

    @property
    def after(self) -> float:
        """Room below, dropped at the foot of a page."""
        ...

    @property
    def keep(self) -> bool:
        """Whether it must stand on the page of the next piece."""
        ...

    @property
    def height(self) -> float:
        """Its own height."""
        ...

    @property
    def lines(self) -> int:
        """How many lines of text it counts for."""
        ...

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """What fits into the room and what does not; None when it must not be broken there."""
        ...

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw it with its upper left corner at (x, top)."""
        ...


@runtime_checkable
class Composite(Protocol):
    """A piece made of others, which can stand one below the other when together they are taller than a page."""

    def loose(self) -> Sequence[Piece]:
        """Its parts from the top."""
        ...


@dataclass(frozen=True, slots=True)
class NewPage:
    """Asks for a new page."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece on its page; `down` is measured from the head of the text block."""

    piece: Piece
    down: float


@dataclass(slots=True)
class Flow:
    """Pages being filled; `room_on(n)` is the height of the text block of page n, counted from 0."""

    room_on: Callable[[int], float]
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    _used: float = 0.0
    _after: float = 0.0

    @property
    def _empty(self) -> bool:
        return not self.pages[-1]

    @property
    def _left(self) -> float:
        return self.room_on(len(self.pages) - 1) - self._used

    @property
    def _next_page_room(self) -> float:
        return self.room_on(len(self.pages))

    def new_page(self) -> None:
        """Go on at the head of a new page; an empty page is used first."""
        if not self._empty:
            self.pages.append([])
            self._used = self._after = 0.0

    def _gap(self, piece: Piece) -> float:
        return 0.0 if self._empty else self._after + piece.before

    def _needs(self, pieces: Sequence[Piece]) -> float:
        """Height of pieces set one below the other from here on."""
        if not pieces:
            return 0.0
        inner = sum(one.after + two.before for one, two in pairwise(pieces))
        return self._gap(pieces[0]) + inner + sum(piece.height for piece in pieces)

    def _put(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            down = self._used + self._gap(piece)
            self.pages[-1].append(Placed(piece, down))
            self._used, self._after = down + piece.height, piece.after

    def add(self, pieces: Sequence[Piece | NewPage], *, ending: Piece | None = None) -> None:
        """Place pieces in order; `ending` (recipients and signatures) closes them and never stands alone."""
        body = list(pieces)
        tail: list[Piece] = []
        if ending is not None:
            tail = _last_lines(body)
            body = body[: len(body) - len(tail)]
        chain: list[Piece] = []
        for piece in body:
            if isinstance(piece, NewPage):
                self._place(chain)
                chain = []
                self.new_page()
                continue
            chain.append(piece)
            if not piece.keep:
                self._place(chain)
                chain = []
        self._place(chain)
        if ending is not None:
            self._end(tail, ending)

    def _place(self, chain: list[Piece]) -> None:
        """Place pieces that belong together; only the last one may be broken."""
        while chain:
            if self._needs(chain) <= self._left + _SLACK:
                self._put(chain)
                return
            room = self._left - self._needs(chain) + chain[-1].height
            parts = chain[-1].split(room) if room > 0 else None
            if parts:
                self._put([*chain[:-1], parts[0]])
                self.new_page()
                chain = [parts[1]]
            elif not self._empty:
                self.new_page()
            else:
                fitting = len(chain) - 1 if 0 < self._needs(chain[:-1]) <= self._left + _SLACK else 1
                self._put(chain[:fitting])
                chain = chain[fitting:]
                if chain and self._needs(chain[:1]) > self._left:
                    self.new_page()

    def _end(self, tail: list[Piece], ending: Piece) -> None:
        if self._needs([*tail, ending]) <= self._left + _SLACK:
            self._put([*tail, ending])
            return
        rest: Piece | None = None
        if ending.height > self._next_page_room / 2:
            parts = ending.split(self._next_page_room / 2)
            ending, rest = parts if parts else (ending, None)
        if ending.height > self._next_page_room:
            for piece in (*tail, ending):
                self._place_loose(piece)
        else:
            self._end_whole(tail, ending)
        if rest is not None:
            self._place([rest])

    def _place_loose(self, piece: Piece) -> None:
        """Place a piece that may be taller than any page: its parts one by one, so that nothing is cut off."""
        if isinstance(piece, Composite) and piece.height > self._next_page_room:
            for part in piece.loose():
                self._place_loose(part)
        else:
            self._place([piece])

    def _end_whole(self, tail: list[Piece], ending: Piece) -> None:
        """Place an ending that fits on one page, with at least two lines of text before it."""
        while True:
            if self._needs([*tail, ending]) <= self._left + _SLACK:
                self._put([*tail, ending])
                return
            broken = self._break_before(tail, ending)
            if broken is not None:
                self._put(broken[0])
                self.new_page()
                tail = broken[1]
            elif not self._empty:
                self.new_page()
            else:
                self._place(tail[:1])
                tail = tail[1:]

    def _break_before(self, tail: list[Piece], ending: Piece) -> tuple[list[Piece], list[Piece]] | None:
        """The tail broken so that as much as fits stays here and two lines or more go with the ending."""
        index = next((at for at, piece in enumerate(tail) if not piece.keep), None)
        if index is None:
            return None
        kept, broken, others = tail[:index], tail[index], tail[index + 1 :]
        room = min(self._left - self._needs(tail[: index + 1]) + broken.height, broken.height - 1)
        step = max(broken.height / max(broken.lines, 1), 1.0)
        while room > 0:
            parts = broken.split(room)
            if parts is None:
                return None
            if parts[1].lines + sum(piece.lines for piece in others) >= MIN_LINES_WITH_SIGNATURE:
                return [*kept, parts[0]], [parts[1], *others]
            room = min(room, parts[0].height) - step / 2
        return None


def _last_lines(body: Sequence[Piece | NewPage]) -> list[Piece]:
    """The last pieces that make two lines together, with the headings kept above them."""
    tail: list[Piece] = []
    for piece in reversed(body):
        if isinstance(piece, NewPage):
            break
        if sum(one.lines for one in tail) >= MIN_LINES_WITH_SIGNATURE and not piece.keep:
            break
        tail.insert(0, piece)
    return tail
