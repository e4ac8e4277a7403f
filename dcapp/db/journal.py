"""Drafts, named undo and the bin: the things that keep typed words alive (tự lưu nháp, hoàn tác, thùng rác).

An undo step holds the row images of one use case. The bin is nothing else than the steps whose use case
removed something: taking it back from the bin is undoing that step.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, delete, insert, select, text, update

from dcapp.db.base import Base
from dcapp.db.images import Change, plain, revived
from dcapp.db.types import JsonText, UtcTime
from dcapp.db.unit_of_work import BEST, UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.kernel.errors import NotAllowed, RuleViolation, Stale
from dcapp.kernel.i18n import _

KEPT_STEPS = 200
"""Undo steps kept per account; the bin is not counted."""
STAMPS = frozenset({"edition", "created_at", "created_by", "changed_at", "changed_by"})
"""What the unit of work writes itself into every record."""

draft = Table(
    "draft",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, nullable=False),
    Column("form", String(64), nullable=False),
    Column("record", String(64), nullable=False),
    Column("payload", JsonText(), nullable=False),
    Column("saved_at", UtcTime(), nullable=False),
    Index("uq_draft_account_id_form_record", "account_id", "form", "record", unique=True),
)

undo_step = Table(
    "undo_step",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, nullable=True),
    Column("account", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("at", UtcTime(), nullable=False),
    Column("binned", Boolean, nullable=False),
    Column("undone", Boolean, nullable=False),
    Column("changes", JsonText(), nullable=True),
    Index("ix_undo_step_account_id_undone", "account_id", "undone"),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into a form and not saved yet."""

    form: str
    record: str
    payload: dict[str, Any]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """An action that can be taken back."""

    id: int
    label: str
    account: str
    at: datetime


@allowed("drafts.own")
def keep_draft(uow: UnitOfWork, form: str, record: str, payload: dict[str, Any]) -> None:
    """Keep what was typed; replaces the earlier draft of the same form and record."""
    drop_draft(uow, form, record)
    uow.session.execute(
        insert(draft).values(
            account_id=uow.viewer.account_id, form=form, record=record, payload=payload, saved_at=uow.now
        )
    )


@allowed("drafts.own")
def drop_draft(uow: UnitOfWork, form: str, record: str) -> None:
    """Forget a draft that was saved or thrown away."""
    uow.session.execute(
        delete(draft).where(draft.c.account_id == uow.viewer.account_id, draft.c.form == form, draft.c.record == record)
    )


@allowed("drafts.own", reads=True)
def draft_of(uow: UnitOfWork, form: str, record: str) -> Draft | None:
    """The viewer's draft of a form and record."""
    row = uow.session.execute(
        select(draft.c.form, draft.c.record, draft.c.payload, draft.c.saved_at).where(
            draft.c.account_id == uow.viewer.account_id, draft.c.form == form, draft.c.record == record
        )
    ).first()
    return Draft(*row) if row else None


def remember(uow: UnitOfWork, label: str, changes: list[Change], *, right: str = "", binned: bool) -> None:
    """Store the undo step of a use case and the right that it took; the oldest steps beyond the kept number go."""
    uow.session.execute(
        insert(undo_step).values(
            account_id=uow.viewer.account_id,
            account=uow.viewer.display_name,
            label=label,
            at=uow.now,
            binned=binned,
            undone=False,
            changes=[{**change.to_json(), "right": right} for change in merged(changes)],
        )
    )
    mine = (undo_step.c.account_id == uow.viewer.account_id) & ~undo_step.c.binned
    oldest_kept = uow.session.scalar(
        select(undo_step.c.id).where(mine).order_by(undo_step.c.id.desc()).offset(KEPT_STEPS - 1).limit(1)
    )
    if oldest_kept is not None:
        uow.session.execute(delete(undo_step).where(mine, undo_step.c.id < oldest_kept))


def merged(changes: list[Change]) -> list[Change]:
    """One change per row: from the first image before the action to the last image after it."""
    rows: dict[tuple[str, int], Change] = {}
    for change in changes:
        row = (change.kind, change.record_id)
        first = rows.get(row)
        if first is None:
            rows[row] = change
        elif first.before is None and change.after is None:
            del rows[row]
        else:
            before = None if first.before is None else {**(change.before or {}), **first.before}
            after = None if change.after is None else {**(first.after or {}), **change.after}
            rows[row] = Change(change.kind, change.record_id, before, after)
    return list(rows.values())


@allowed("drafts.own", reads=True)
def last_step(uow: UnitOfWork) -> Step | None:
    """The newest action of the viewer that can be taken back."""
    row = uow.session.execute(
        select(undo_step.c.id, undo_step.c.label, undo_step.c.account, undo_step.c.at)
        .where(undo_step.c.account_id == uow.viewer.account_id, ~undo_step.c.undone, undo_step.c.changes.is_not(None))
        .order_by(undo_step.c.id.desc())
        .limit(1)
    ).first()
    return Step(*row) if row else None


@allowed("drafts.own", reads=True)
def bin_content(uow: UnitOfWork) -> list[Step]:
    """What lies in the bin, newest first; an account sees what it threw away, the administrator everything."""
    statement = select(undo_step.c.id, undo_step.c.label, undo_step.c.account, undo_step.c.at).where(
        undo_step.c.binned, ~undo_step.c.undone, undo_step.c.changes.is_not(None)
    )
    if not uow.may("bin.manage"):
        statement = statement.where(undo_step.c.account_id == uow.viewer.account_id)
    return [Step(*row) for row in uow.session.execute(statement.order_by(undo_step.c.id.desc()))]


@allowed("bin.manage")
def empty_bin(uow: UnitOfWork) -> int:
    """Forget for good what lies in the bin; returns how many actions were forgotten."""
    steps = uow.session.scalars(
        select(undo_step.c.id).where(undo_step.c.binned, undo_step.c.changes.is_not(None))
    ).all()
    uow.session.execute(update(undo_step).where(undo_step.c.id.in_(steps)).values(changes=None))
    uow.note("bin.empty", "undo_step", None, {"count": len(steps)})
    uow.changed.add("undo_step")
    return len(steps)


@allowed("drafts.own")
def undo(uow: UnitOfWork, step_id: int) -> str:
    """Take one action back, in the opposite order of what it did; returns its label.

    It takes the right that the action took; the step of somebody else, only from the bin and by who looks after it.
    Raises NotAllowed, and Stale when a row was changed again since: newer work is never overwritten.
    """
    row = uow.session.execute(select(undo_step).where(undo_step.c.id == step_id)).mappings().first()
    if row is None or row["undone"] or row["changes"] is None:
        raise RuleViolation(_("Việc này đã được hoàn tác hoặc không còn trong sổ."))
    if row["account_id"] == uow.viewer.account_id:
        for right in sorted({change.get("right", "") for change in row["changes"]} - {""}):
            uow.require(right, BEST)
    else:
        uow.require("bin.manage")
        if not row["binned"]:
            raise NotAllowed(_("Chỉ người đã làm việc này mới hoàn tác được."))
    # rows of one action refer to each other in any order; references are proven at the commit instead
    uow.session.execute(text("PRAGMA defer_foreign_keys=ON"))
    for stored in reversed(row["changes"]):
        _revert(uow, Change.from_json(stored))
        uow.session.flush()
    uow.session.execute(update(undo_step).where(undo_step.c.id == step_id).values(undone=True))
    return str(row["label"])


@allowed("drafts.own")
def undo_last(uow: UnitOfWork) -> str:
    """Take the viewer's newest action back; returns its label, empty where there is nothing to take back."""
    step = last_step(uow)
    return undo(uow, step.id) if step is not None else ""


def _revert(uow: UnitOfWork, change: Change) -> None:
    mapper = next(mapper for mapper in Base.registry.mappers if mapper.class_.__name__ == change.kind)
    instance = uow.session.get(mapper.class_, change.record_id)
    if change.after is None:
        if instance is not None or change.before is None:
            raise Stale(_("Chỗ cũ đã có bản ghi khác nên không lấy lại được."))
        values = {key: revived(mapper, key, value) for key, value in change.before.items()}
        if "edition" in values:
            values["edition"] += 1
        uow.session.add(mapper.class_(**values))
        return
    if instance is None or not _stands_as_left(instance, change.after):
        raise Stale(_("Nội dung này đã được sửa tiếp nên không hoàn tác được. Mở lại để xem bản mới."))
    if change.before is None:
        stays = getattr(instance, "why_it_stays", None)  # what holds for removing a record holds for undoing it
        if stays is not None and (why := stays(uow.session)):
            raise RuleViolation(why)
        uow.session.delete(instance)
        return
    for key, value in change.before.items():
        if key not in STAMPS:
            setattr(instance, key, revived(mapper, key, value))


def _stands_as_left(instance: Any, after: dict[str, Any]) -> bool:
    """True where nobody has changed since what the action wrote; who and when are not counted.

    Words are compared, not editions: taking back a later action brings the words of the earlier one back, and that
    one can then be taken back as well.
    """
    return all(plain(getattr(instance, key)) == value for key, value in after.items() if key not in STAMPS)
