"""The office without a face: runs use cases, one transaction each, and tells which kinds of things changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from dcapp.db import journal
from dcapp.db.engine import change_mark, interrupt
from dcapp.db.storage import Storage
from dcapp.db.unit_of_work import AT_BEST, NOBODY, Database, UnitOfWork, Viewer
from dcapp.db.use_case import Declaration, allowed, declaration
from dcapp.features.accounts.queries import matrix_of, viewer_of
from dcapp.features.attachments.service import blobs_to_keep
from dcapp.features.office.queries import EMPTY_OFFICE, OfficeCard, office_card, settings_of
from dcapp.features.office.recounting import MovedLine, cause_of, last_moved, lines_since, moves_clock
from dcapp.kernel.errors import EnvironmentFault, NotAllowed, UserError
from dcapp.kernel.i18n import _

P = ParamSpec("P")
T = TypeVar("T")

Changed = frozenset[str]
"""Names of the mapped classes whose records a use case wrote."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A writing use case that is only tried out: its answer is the deadlines that it would move, nothing is kept."""

    use_case: Callable[..., Any]
    reads: bool = False

    def __call__(self, uow: UnitOfWork, *args: Any, **kwargs: Any) -> list[MovedLine]:
        """Carry the use case out in an action that will be taken back, and tell what moved."""
        known = last_moved(uow)
        self.use_case(uow, *args, **kwargs)
        uow.session.flush()
        uow.refuse_unanswered()
        move_deadlines(uow, "")
        return lines_since(uow, known)


class _NotKept(Exception):
    """Takes back what a rehearsal wrote."""


def move_deadlines(uow: UnitOfWork, label: str) -> None:
    """Count the running deadlines anew where the action changed what they are counted with."""
    if not moves_clock(uow):
        return
    from dcapp.catalogue import RECOUNTS  # names every room; few actions come here

    cause = cause_of(uow, label)
    for recount in RECOUNTS:
        recount(uow, cause)
    uow.session.flush()


class App:
    """One open office. `run` is the only way to it; screens, commands and tests all use it."""

    def __init__(self, database: Database, account: str, storage: Storage | None = None) -> None:
        self.database = database
        self.account = account
        self.storage = storage
        self.on_changed: Callable[[Changed], None] = lambda _changed: None
        self.on_close: Callable[[], None] = lambda: None
        self.notices: tuple[str, ...] = ()
        self._barred_thread: int | None = None
        self._attachments_changed = False
        self.viewer = NOBODY
        self._seen: tuple[object, Viewer] = (None, NOBODY)
        self.office: OfficeCard = EMPTY_OFFICE
        self.settings: dict[str, object] = {}
        self.refresh_identity()

    def refresh_identity(self) -> None:
        """Read anew who the viewer is, what the office allows and how it is called."""
        self.viewer = self._read(viewer_of, self.account)
        self.database.security = self._read(matrix_of)
        self.office = self._read(office_card)
        self.settings = self._read(settings_of)

    def bar_this_thread(self) -> None:
        """From now on a use case on the calling thread (the GUI's) is our mistake and raises."""
        self._barred_thread = threading.get_ident()

    def run(self, use_case: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one use case in one transaction; nothing is written when it raises.

        Raises UserError for the officer, EnvironmentFault for the machine, TypeError for an undeclared use case.
        """
        if threading.get_ident() == self._barred_thread:
            raise RuntimeError("a use case was run on the GUI thread")
        if isinstance(use_case, Rehearsal):
            return cast("T", self._rehearse(use_case, *args, **kwargs))
        declared = declaration(use_case)
        name = getattr(use_case, "__name__", declared.right)
        if declared.reads:
            return self._run_read(use_case, declared, name, *args, **kwargs)
        afterwards: list[Callable[[UnitOfWork], None]] = []
        try:
            with self.database.begin(self.viewer, name, write=True) as uow:
                uow.viewer = viewer_of(uow, self.account)
                uow.security = matrix_of(uow)
                uow.storage = self.storage
                uow.when_refused = afterwards
                if uow.guards_identity(declared.right):
                    afterwards.append(partial(_note_refusal, what=declared.right))
                uow.admit(declared.right)
                afterwards.clear()
                result = use_case(uow, *args, **kwargs)
                uow.session.flush()
                uow.refuse_unanswered()
                steps = list(uow.steps)  # taking it back counts anew: what moves now is no part of the undo step
                label = uow.binned[0] if uow.binned else declared.undo or ""
                if use_case in (journal.undo, journal.undo_last):
                    label = _("Hoàn tác: {action}").format(action=result)
                move_deadlines(uow, label)
                if declared.undo and steps:
                    journal.remember(uow, label, steps, right=declared.right, binned=bool(uow.binned))
                changed = frozenset(uow.changed)
                audited = uow.was_audited
        except (UserError, EnvironmentFault):
            self._finish_refused(afterwards, name)
            raise
        self._after(changed, audited=audited)
        return result

    def _finish_refused(self, afterwards: list[Callable[[UnitOfWork], None]], name: str) -> None:
        """Do what a refused action left to be done; the refusal is what the officer hears of, whatever fails here."""
        if not afterwards:
            return
        with suppress(UserError, EnvironmentFault):
            with self.database.begin(self.viewer, name, write=True) as uow:
                uow.viewer = viewer_of(uow, self.account)
                uow.security = matrix_of(uow)
                uow.storage = self.storage
                for finish in afterwards:
                    finish(uow)
                uow.session.flush()
                changed, audited = frozenset(uow.changed), uow.was_audited
            self._after(changed, audited=audited)

    def _rehearse(self, rehearsal: Rehearsal, *args: Any, **kwargs: Any) -> list[MovedLine]:
        declared = declaration(rehearsal.use_case)
        found: list[MovedLine] = []
        with suppress(_NotKept), self.database.begin(self.viewer, "rehearse", write=True) as uow:
            uow.viewer = viewer_of(uow, self.account)
            uow.security = matrix_of(uow)
            uow.storage = self.storage
            uow.admit(declared.right)
            found = rehearsal(uow, *args, **kwargs)
            raise _NotKept
        return found

    def _run_read(
        self,
        use_case: Callable[Concatenate[UnitOfWork, P], T],
        declared: Declaration,
        name: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        with self.database.begin(self.viewer, name, write=False) as uow:
            uow.viewer = self._viewer_now(uow)
            uow.storage = self.storage
            uow.admit(declared.right)
            result = use_case(uow, *args, **kwargs)
            uow.refuse_unanswered()
            return result

    def _viewer_now(self, uow: UnitOfWork) -> Viewer:
        """Who asks, with the rights of this moment; read anew when a day has begun or anybody has written."""
        mark = change_mark(uow.session.connection())
        now = (mark, uow.today)
        if mark is None or now != self._seen[0]:
            self._seen = now, viewer_of(uow, self.account)
        return self._seen[1]

    def _read(self, query: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """A read that the app itself needs before anybody has rights."""
        with self.database.begin(self.viewer, "app", write=False) as uow:
            return query(uow, *args, **kwargs)

    def _after(self, changed: Changed, *, audited: bool) -> None:
        if audited and self.database.after_commit is not None:
            with suppress(EnvironmentFault):  # the action is kept: the next one, or the closing, moves the anchor
                self.database.after_commit(self.database.audit_head())
        self._attachments_changed |= bool(changed & {"Attachment", "undo_step"})
        if changed & {"Account", "AccountRole", "RightOverride", "Office", "StoredSetting", "Absence"}:
            self.refresh_identity()
        if changed:
            self.on_changed(changed)

    def may(self, right: str) -> bool:
        """True where the viewer's roles allow it for some record; screens reflect what the services would refuse."""
        return self.database.security.matrix.decide(self.viewer.roles, right, AT_BEST).allowed

    def close_vault(self) -> None:
        """Let go of the sealed vault; until the next login nobody at this keyboard looks into it."""
        storage = self.storage
        if storage is not None and storage.vault is not None:
            storage.vault.close()
            storage.vault = None

    def interrupt_read(self) -> None:
        """Stop the running read; a newer one replaces it."""
        interrupt(self.database.reader)

    def note_refusal(self, error: UserError, what: str) -> None:
        """Log an attempt that the matrix refused, where a screen asks for it."""
        if isinstance(error, NotAllowed):
            self.run(_note_refusal, what)

    def close(self) -> None:
        """Let go of the file and the lock; attached contents that nothing names any more go first.

        The lock is given back whatever fails on the way. Raises EnvironmentFault.
        """
        with ExitStack() as ending:
            ending.callback(self.on_close)
            ending.callback(self.database.close)
            ending.callback(self.close_vault)
            storage = self.storage
            if storage is not None and (self._attachments_changed or storage.blobs.was_fed):
                storage.blobs.sweep(self._read(blobs_to_keep))


@allowed("drafts.own")
def _note_refusal(uow: UnitOfWork, what: str) -> None:
    """Put a refused attempt into the audit book."""
    uow.note("refused", what, None, {})
