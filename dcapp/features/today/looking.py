"""Who looks at what is due, with whose eyes, on which day; and what a book answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.office.models import Absence, Officer, Post, Tenure
from dcapp.features.office.queries import calendar_of
from dcapp.features.today.lines import DueLine
from dcapp.features.today.rules import Bounds, bounds_on
from dcapp.features.today.terms import Group, Scope
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import OfficerId
from dcapp.printing.official import official
from dcapp.rules.working_days import Calendar

BOOKS_KEPT_WITH = "plan.edit"
"""Who keeps the books of the plan: what nobody is charged with is theirs."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at what is due.

    `me` are the viewer's officer and those the viewer stands in for, `absent` the latter with their names, `names`
    how books that keep words instead of officers may call any of them. `seen` are the bounds of the viewer's last
    look, None at the first. `on_paper`: fixed words stay Vietnamese.
    """

    uow: UnitOfWork
    scope: Scope
    bounds: Bounds
    calendar: Calendar
    me: tuple[OfficerId, ...] = ()
    absent: tuple[tuple[OfficerId, str], ...] = ()
    names: tuple[str, ...] = ()
    seen: Bounds | None = None
    on_paper: bool = False

    @property
    def today(self) -> date:
        """The day that is looked at."""
        return self.bounds.today

    def say(self, text: str, **values: Any) -> str:
        """A text marked with `N_`, in the language of the screen or, on paper, as it stands."""
        if self.on_paper:
            return official(text, **values)
        return _(text).format(**values) if values else _(text)

    def mine(self, *columns: ColumnElement[str] | Any, keeper: str = BOOKS_KEPT_WITH) -> ColumnElement[bool]:
        """The rows of the scope where a book says in words who does it; the nameless ones are the keeper's."""
        if self.scope is Scope.OFFICE:
            return true()
        named = [column.contains(name, autoescape=True) for column in columns for name in self.names]
        nameless = [and_(*(column == "" for column in columns))] if self.uow.may(keeper) else []
        return or_(*named, *nameless) if named or nameless else ~true()

    def stands_for(self, officer_id: OfficerId | None) -> str:
        """The absent officer's name where the viewer stands in for them, else ""."""
        return dict(self.absent).get(officer_id, "") if officer_id is not None else ""

    def has_become_due(self, group: Group, day: date | None, *, is_event: bool = False) -> bool:
        """Whether it was in another group when the viewer looked last, and is due now."""
        if self.seen is None or day is None or group not in (Group.OVERDUE, Group.TODAY):
            return False
        return self.seen.group_of(day, is_event=is_event) is not group


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What one book has open: a statement of (id, day), and how some of its ids read as lines.

    `kind` is the name of the mapped class; `counted` says a number of them with their noun. `group` holds for all of
    them where the day does not decide; `is_event`: the day cannot be brought forward.
    """

    kind: str
    page: str
    counted: Callable[[int], str]
    statement: Select[Any, Any]
    told: Callable[[Sequence[int]], list[DueLine]]
    group: Group | None = None
    is_event: bool = False


Source = Callable[[Reading], tuple[Due, ...]]
"""One slice's part of Hôm nay: what it has open for a reading."""


def reading_of(uow: UnitOfWork, scope: Scope, *, seen_on: date | None = None) -> Reading:
    """The look of the viewer today."""
    calendar = calendar_of(uow)
    absent = absent_officers(uow)
    own = uow.viewer.officer_id
    me = (*((own,) if own is not None else ()), *(officer_id for officer_id, _name in absent))
    return Reading(
        uow,
        scope,
        bounds_on(uow.today, calendar),
        calendar,
        me,
        absent,
        _names(uow, me),
        None if seen_on is None else bounds_on(seen_on, calendar),
    )


def on_paper(uow: UnitOfWork, bounds: Bounds) -> Reading:
    """The whole office's look for a printed sheet."""
    return Reading(uow, Scope.OFFICE, bounds, calendar_of(uow), on_paper=True)


def of_everybody(reading: Reading) -> Reading:
    """The same look over the whole office."""
    return replace(reading, scope=Scope.OFFICE)


def absent_officers(uow: UnitOfWork) -> tuple[tuple[OfficerId, str], ...]:
    """The officers who are away today and whom the viewer stands in for."""
    if uow.viewer.officer_id is None:
        return ()
    statement = (
        select(Officer.id, Officer.full_name)
        .join(Absence, Absence.officer_id == Officer.id)
        .where(
            Absence.deputy_id == uow.viewer.officer_id,
            Absence.officer_id != uow.viewer.officer_id,
            Absence.since <= uow.today,
            Absence.until >= uow.today,
        )
        .order_by(Officer.name_order, Officer.id)
        .distinct()
    )
    return tuple((row.id, row.full_name) for row in uow.session.execute(statement.add_columns(Officer.name_order)))


def _names(uow: UnitOfWork, officers: Sequence[OfficerId]) -> tuple[str, ...]:
    """How books call these officers: by name, or by the post held today."""
    if not officers:
        return ()
    today = uow.today
    names = uow.session.scalars(select(Officer.full_name).where(Officer.id.in_(officers)))
    posts = uow.session.scalars(
        select(Post.title)
        .join(Tenure, Tenure.post_id == Post.id)
        .where(
            Tenure.officer_id.in_(officers),
            or_(Tenure.since.is_(None), Tenure.since <= today),
            or_(Tenure.until.is_(None), Tenure.until >= today),
        )
    )
    return tuple(dict.fromkeys(name for name in (*names, *posts) if name))


def joined(*parts: str) -> str:
    """The parts of a detail line that say something, with points between."""
    return " · ".join(part for part in parts if part)
