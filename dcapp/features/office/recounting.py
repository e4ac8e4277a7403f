"""Another calendar or rule moves running deadlines: who counts them anew, which ones moved, and why.

A slice with running deadlines gives the catalogue a function of the kind `Recount`. The app calls every one of them
inside the action that changed the clock. What they write belongs to no undo step: taking the action back changes the
clock again, and the same functions move the dates back, without touching what was met or changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select

from dcapp.db.base import Base
from dcapp.db.images import Change
from dcapp.db.unit_of_work import UnitOfWork, found_as
from dcapp.db.use_case import allowed
from dcapp.features.office.models import DayOff, MovedDeadline, OwnDays, StoredSetting
from dcapp.features.office.settings import READINGS
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _

Recount = Callable[[UnitOfWork, str], None]
"""Counts the running deadlines of a slice anew and writes down each one that moved; told the cause in words."""

ALWAYS = frozenset({"DayOff", "CalendarYear", "OwnDays"})
AT_TIMES = frozenset({"StoredSetting", "Office"})
CLOCKWORK = ALWAYS | AT_TIMES
"""Mapped classes that deadlines are counted with; of settings and the office only some columns are."""
READING_KEYS = frozenset(setting.key for setting in READINGS)
MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A deadline that was moved. `title` is empty words for who may not see the record, its rule is told then."""

    id: int
    kind: str
    record_id: int
    title: str
    rule: str
    before: date
    after: date
    cause: str
    moved_at: datetime


def moves_clock(uow: UnitOfWork) -> bool:
    """Whether the action changed something that deadlines are counted with."""
    return bool(uow.changed & ALWAYS) or any(_counts(uow, step) for step in uow.steps)


def _counts(uow: UnitOfWork, step: Change) -> bool:
    images = [image for image in (step.before, step.after) if image is not None]
    if step.kind == "Office":
        return any("is_remote" in image for image in images)
    if step.kind != "StoredSetting":
        return False
    keys = {image["key"] for image in images if "key" in image}
    row = uow.session.get(StoredSetting, step.record_id)
    return bool(READING_KEYS & (keys | ({row.key} if row is not None else set())))


def cause_of(uow: UnitOfWork, label: str) -> str:
    """Why deadlines move, in words: the action, and the first of the days off or numbers of days that it changed."""
    told: list[str] = []
    for step in uow.steps:
        image = step.after or step.before or {}
        if step.kind == "DayOff":
            row = uow.session.get(DayOff, step.record_id)
            day = row.day if row is not None else date.fromisoformat(image["day"])
            told.append(f"{row.name if row is not None else image['name']} {vn_date(day)}")
        elif step.kind == "OwnDays":
            own = uow.session.get(OwnDays, step.record_id)
            told.append(own.wording if own is not None else image["wording"])
    named = list(dict.fromkeys(told))
    if not named:
        return label
    if len(named) == 1:
        return f"{label}: {named[0]}"
    return _("{label}: {first} và {count} thay đổi khác").format(label=label, first=named[0], count=len(named) - 1)


def moved(uow: UnitOfWork, record: Base, *, title: str, rule: str, before: date, after: date, cause: str) -> None:
    """Write down that the deadline of a record moved; `title` is what a list may show of it (decision 29)."""
    line = MovedDeadline(kind=type(record).__name__, record_id=record.id, title=title, rule=rule)  # type: ignore[attr-defined]  # every record of a book has an id
    line.before, line.after, line.cause = before, after, cause
    uow.session.add(line)


@allowed("rules.view", reads=True)
def moved_deadlines(uow: UnitOfWork, since_id: int = 0, limit: int = MOST_LISTED) -> list[MovedLine]:
    """What moved after the line with this id, the newest first."""
    return _lines(uow, since_id, limit)


@allowed("rules.view", reads=True)
def last_moved(uow: UnitOfWork) -> int:
    """The id of the newest line, 0 where nothing ever moved."""
    return uow.session.scalar(select(func.max(MovedDeadline.id))) or 0


def lines_since(uow: UnitOfWork, since_id: int) -> list[MovedLine]:
    """The same as `moved_deadlines` inside a writing action."""
    return _lines(uow, since_id, MOST_LISTED)


def moves_of_record(uow: UnitOfWork, kind: str, record_id: int) -> list[MovedLine]:
    """How the last day of one record moved, the newest move first."""
    mine = (MovedDeadline.kind == kind, MovedDeadline.record_id == record_id)
    return _told(uow, select(MovedDeadline).where(*mine).order_by(MovedDeadline.id.desc()).limit(MOST_LISTED))


def _lines(uow: UnitOfWork, since_id: int, limit: int) -> list[MovedLine]:
    newest = select(MovedDeadline).where(MovedDeadline.id > since_id).order_by(MovedDeadline.id.desc()).limit(limit)
    return [line for line in _told(uow, newest) if not _is_secret(uow, line)]


def _is_secret(uow: UnitOfWork, line: MovedLine) -> bool:
    """A record that not everybody may see: that there is one must not show in a list that everybody reads."""
    return bool(getattr(_record_of(uow, line.kind, line.record_id), "is_restricted", False))


def _record_of(uow: UnitOfWork, kind: str, record_id: int) -> Base | None:
    mapped = next((one.class_ for one in Base.registry.mappers if one.class_.__name__ == kind), None)
    return uow.session.get(mapped, record_id) if mapped is not None else None


def _told(uow: UnitOfWork, newest: Select[MovedDeadline]) -> list[MovedLine]:
    return [
        MovedLine(
            row.id,
            row.kind,
            row.record_id,
            _shown_title(uow, row),
            row.rule,
            row.before,
            row.after,
            row.cause,
            row.created_at,
        )
        for row in uow.session.scalars(newest)
    ]


def _shown_title(uow: UnitOfWork, row: MovedDeadline) -> str:
    """The title for who may see the record; for others what kind of deadline it is."""
    record = _record_of(uow, row.kind, row.record_id)
    entry = found_as(record) if record is not None and hasattr(record, "found_as") else None
    if entry is not None and uow.may(entry.needs):
        return row.title
    return _("Hạn theo quy định {rule}").format(rule=row.rule)
