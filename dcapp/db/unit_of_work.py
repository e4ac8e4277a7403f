"""One officer action = one unit of work = one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Engine, event, func, insert, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from dcapp.db import findable as finding
from dcapp.db.audit import Chain, Head, head
from dcapp.db.base import Base, Recorded
from dcapp.db.engine import begin, environment_faults
from dcapp.db.images import UNAUDITED, Change, changes_of
from dcapp.db.storage import Storage
from dcapp.db.types import canonical_json
from dcapp.kernel import clock
from dcapp.kernel.errors import NotAllowed, RuleViolation, Stale
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import AccountId, OfficerId
from dcapp.rules.permissions import Context, Matrix, Verdict

M = TypeVar("M")
NOT_YOURS = N_("Tài khoản này chưa được giao quyền làm việc đó. Nhờ quản trị cấp quyền nếu cần.")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is at the keyboard; roles are read anew for every action (ASVS 8.3.2)."""

    account_id: AccountId | None
    name: str
    display_name: str
    officer_id: OfficerId | None
    roles: frozenset[str]
    stands_for: tuple[tuple[OfficerId, str], ...] = ()
    """Officers who are away today and for whom this one stands in, with their names."""


NOBODY = Viewer(AccountId(0), "", "", None, frozenset())
BEST = Context(own=True, assigned=True)
"""The most that can be true of a person before a record; who is refused even so has no business there."""
AT_BEST = Context(own=True, assigned=True, confirmed=True)
"""The same once a second person has confirmed: what a use case may begin with, never what it may end with."""


@dataclass(frozen=True, slots=True)
class Security:
    """What a database needs to judge and to seal: the matrix of rights and the key of the audit book."""

    matrix: Matrix
    audit_key: bytes


@dataclass
class UnitOfWork:
    """The session of one action, who does it, when, and what it changed."""

    session: Session
    viewer: Viewer
    security: Security
    action: str
    now: datetime = field(default_factory=clock.now)
    today: date = field(default_factory=clock.today)
    changed: set[str] = field(default_factory=set)
    steps: list[Change] = field(default_factory=list)
    binned: list[str] = field(default_factory=list)
    storage: Storage | None = None
    unanswered: str = ""
    """The right whose verdict hangs on the record, until the slice has said how things stand (`verdict`, `require`,
    `only_own`). A use case that never does is refused: forgetting to ask must not open anything."""
    when_refused: list[Callable[[UnitOfWork], None]] = field(default_factory=list)
    """What is still to be done, in an action of its own, when this one is refused: a refusal that must be on record,
    words that were put into the vault for a record that did not come to be."""
    _chain: Chain | None = None

    # -- rights
    def verdict(self, right: str, context: Context | None = None) -> Verdict:
        """What the matrix says of this viewer and right; without a context nothing is taken to speak for the viewer."""
        if context is not None and right == self.unanswered:
            self.unanswered = ""
        return self.security.matrix.decide(self.viewer.roles, right, context or Context())

    def admit(self, right: str) -> None:
        """Let the viewer begin a use case, or NotAllowed; what hangs on the record is asked by the slice."""
        known = self.security.matrix.action(right)
        if not self.may(right, AT_BEST):
            raise NotAllowed(_(NOT_YOURS))
        if known is not None and (known.of_case or known.changes_case or not self.may(right)):
            self.unanswered = right

    def guards_identity(self, right: str) -> bool:
        """True for what opens the vault: whoever is refused it is put on record, at the door already."""
        known = self.security.matrix.action(right)
        return known is not None and known.fixed and known.of_case

    def refuse_unanswered(self) -> None:
        """NotAllowed where a use case ended without having asked about the record."""
        if self.unanswered:
            raise NotAllowed(_(NOT_YOURS))

    def only_own(self, right: str) -> bool:
        """For lists and counts: True where the viewer gets only the rows given to or written by the viewer."""
        if right == self.unanswered:
            self.unanswered = ""
        return not self.may(right, Context(own=False, assigned=False))

    def may(self, right: str, context: Context | None = None) -> bool:
        """True where the viewer may do it without a second person."""
        return self.verdict(right, context).allowed

    def require(self, right: str, context: Context | None = None) -> Verdict:
        """The verdict, or NotAllowed."""
        verdict = self.verdict(right, context)
        if not verdict.allowed:
            raise NotAllowed(_(NOT_YOURS))
        return verdict

    @property
    def beside(self) -> Storage:
        """What lies beside the data file; a unit of work made without an office folder has none."""
        if self.storage is None:
            raise RuntimeError("this unit of work has no office folder")
        return self.storage

    # -- writing
    def add(self, record: M) -> M:
        """Write a new record now, so that its id is known."""
        self.session.add(record)
        self.session.flush()
        return record

    def get(self, kind: type[M], record_id: int) -> M:
        """The record, or a sentence that says it is gone."""
        record = self.session.get(kind, record_id)
        if record is None:
            raise Stale(_("Bản ghi này không còn trong sổ. Tải lại danh sách để xem bản mới."))
        return record

    def bin(self, record: Any, label: str) -> None:
        """Throw a record into the bin, from where it can be taken back."""
        self.session.delete(record)
        self.session.flush()
        self.binned.append(label)

    def bulk(self, kind: type[Base], rows: Sequence[Mapping[str, Any]], *, label: str) -> list[int]:
        """Insert many rows at once; the audit keeps one record with the count and a digest of the batch.

        Returns the new ids. Quick find is filled for kinds that describe themselves.
        """
        if not rows:
            return []
        first = self._last_id(kind) + 1
        records = [kind(**self._stamped(kind, {**row, "id": number})) for number, row in enumerate(rows, start=first)]
        stamped = [_columns(record) for record in records]
        # Without nulls SQLAlchemy would leave empty columns out and begin a new batch wherever another one is empty.
        self.session.execute(insert(kind).execution_options(render_nulls=True), stamped)
        connection = self.session.connection()
        if hasattr(kind, "found_as"):
            entries = ((row["id"], found_as(record)) for row, record in zip(stamped, records, strict=True))
            finding.index_new(connection, ((kind.__name__, number, entry) for number, entry in entries if entry))
        content = {"count": len(rows), "digest": _digest(stamped), "label": label}
        self.chain.write(self.action, kind.__name__, None, content)
        self.changed.add(kind.__name__)
        return [row["id"] for row in stamped]

    def _last_id(self, kind: type[Base]) -> int:
        """The highest id that a record of this kind ever had."""
        last = self.session.scalar(select(func.max(kind.__table__.c.id))) or 0
        if self.session.connection().dialect.name != "sqlite":
            return int(last)
        given = self.session.connection().exec_driver_sql(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", (kind.__tablename__,)
        )
        return max(int(last), int(given.scalar() or 0))

    def note(self, action: str, kind: str, record_id: int | None, content: Mapping[str, Any]) -> None:
        """Put into the audit book what changed no row: a print, a login, a refusal."""
        self.chain.write(action, kind, record_id, dict(content))

    @property
    def was_audited(self) -> bool:
        """True once something of this action stands in the audit book."""
        return self._chain is not None

    @property
    def chain(self) -> Chain:
        """The audit book of this transaction."""
        if self._chain is None:
            self._chain = Chain(
                self.session.connection(),
                self.security.audit_key,
                account_id=self.viewer.account_id,
                account=self.viewer.name,
                stands_for=", ".join(name for _id, name in self.viewer.stands_for),
                at=self.now,
            )
        return self._chain

    def _stamped(self, kind: type[Base], row: dict[str, Any]) -> dict[str, Any]:
        if not issubclass(kind, Recorded):
            return row
        who, when = self.viewer.account_id, self.now
        return {"created_at": when, "created_by": who, "changed_at": when, "changed_by": who, "edition": 1, **row}

    # -- listening to the session
    def before_flush(self, session: Session, *_args: Any) -> None:
        """Stamp who and when, count the edition up; renew the stored search and sort columns."""
        for record in session.new:
            _refold(record)
            if isinstance(record, Recorded):
                record.changed_at, record.changed_by = self.now, self.viewer.account_id
                if inspect(record).dict.get("created_at") is None:  # what comes back from the bin keeps it
                    record.created_at, record.created_by = record.changed_at, record.changed_by
        for record in session.dirty:
            if session.is_modified(record, include_collections=False):
                _refold(record)
                if isinstance(record, Recorded):
                    record.changed_at, record.changed_by = self.now, self.viewer.account_id
                    record.edition += 1

    def after_flush(self, session: Session, *_args: Any) -> None:
        """Audit, index for quick find and remember what this flush wrote."""
        for record, change in changes_of(session):
            self.changed.add(change.kind)
            if not getattr(type(record), UNAUDITED, False):
                self.chain.write_change(self.action, record, change)
                self.steps.append(change)
            if hasattr(record, "found_as"):
                entry = found_as(record) if change.after is not None else None
                finding.index(session.connection(), change.kind, change.record_id, entry)


def found_as(record: Any) -> finding.Findable | None:
    """How a record wants to be found; records that are not findable have no such method."""
    entry: finding.Findable | None = record.found_as()
    return entry


def _refold(record: Any) -> None:
    if hasattr(record, "refold"):
        record.refold()


def _columns(record: Any) -> dict[str, Any]:
    """The columns of a record that is not in a session, defaults filled in, as a bulk insert needs them."""
    _refold(record)
    values: dict[str, Any] = {}
    for column in inspect(type(record)).columns:
        value = getattr(record, column.key)
        if value is None and column.default is not None:
            value = column.default.arg(None) if column.default.is_callable else column.default.arg
        values[column.key] = value
    return values


def _digest(rows: Iterable[Mapping[str, Any]]) -> str:
    import hashlib

    digest = hashlib.sha256()
    for row in rows:
        digest.update(canonical_json({key: str(value) for key, value in row.items()}).encode())
    return digest.hexdigest()


class Database:
    """The open file; hands out units of work."""

    def __init__(self, writer: Engine, reader: Engine, security: Security) -> None:
        self.writer = writer
        self.reader = reader
        self.security = security
        self.after_commit: Callable[[Head], None] | None = None

    @contextmanager
    def begin(self, viewer: Viewer, action: str, *, write: bool) -> Iterator[UnitOfWork]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        try:
            with environment_faults(), begin(self.writer if write else self.reader, write=write) as connection:
                session = Session(connection, expire_on_commit=False, autoflush=True)
                uow = UnitOfWork(session, viewer, self.security, action)
                if write:  # a read flushes nothing: the engine would refuse it
                    event.listen(session, "before_flush", uow.before_flush)
                    event.listen(session, "after_flush", uow.after_flush)
                try:
                    yield uow
                    session.flush()
                finally:
                    session.close()
        except StaleDataError:
            raise Stale(_("Nội dung này vừa được sửa ở nơi khác. Mở lại để xem bản mới rồi làm tiếp.")) from None
        except IntegrityError as error:
            raise _refusal(error) from error

    def audit_head(self) -> Head:
        """The newest record of the audit book."""
        with environment_faults(), begin(self.reader, write=False) as connection:
            return head(connection)

    def close(self) -> None:
        """Let go of the file."""
        self.reader.dispose()
        self.writer.dispose()


def _refusal(error: IntegrityError) -> RuleViolation:
    words = str(error.orig)
    if "UNIQUE" in words:
        return RuleViolation(_("Đã có bản ghi như vậy trong sổ nên không ghi thêm lần nữa."))
    if "FOREIGN KEY" in words:
        return RuleViolation(_("Bản ghi này đang được dùng ở nơi khác nên không xóa được."))
    return RuleViolation(_("Nội dung chưa đủ hoặc chưa đúng nên chưa ghi được."))
