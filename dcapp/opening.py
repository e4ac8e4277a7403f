"""From the right keys to an open office: lock, checks, upgrade, audit, sweep (reliability.md section 5, Start)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

from sqlalchemy import Engine, Table, select

import dcapp.catalogue  # noqa: F401 - maps every class before the first session
from dcapp.app import App
from dcapp.db import start_checks
from dcapp.db.anchor import read_anchor, write_anchor
from dcapp.db.audit import BROKEN, Finding, Head, audit_record, broken_links, head
from dcapp.db.base import Base
from dcapp.db.blobs import BlobStore
from dcapp.db.engine import begin, environment_faults, is_stopped, make_engine
from dcapp.db.findable import findable
from dcapp.db.folder import OfficeFolder, sweep_parts, sync_folder
from dcapp.db.journal import draft, undo_step
from dcapp.db.keys import cabinet
from dcapp.db.keys.cabinet import Keys
from dcapp.db.lock import OfficeLock
from dcapp.db.migrations.upgrade import HEAD, upgrade
from dcapp.db.storage import Storage
from dcapp.db.unit_of_work import Database, Security, UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.db.vault_opening import open_vault, public_differs
from dcapp.features.accounts.models import Account
from dcapp.features.attachments.service import blobs_to_keep
from dcapp.features.office.queries import office_card
from dcapp.features.sealed.holders import why_not_mine
from dcapp.features.sealed.service import sweep_vault, take_in_envelopes
from dcapp.kernel.errors import Damaged, EnvironmentFault, NotAllowed
from dcapp.kernel.i18n import N_, _
from dcapp.rules.permissions import load_matrix

AUDIT = "audit"
ROOM_FOR_UPGRADE = 2.2
"""Free room that an upgrade asks for, in sizes of the data file."""
MB = 1024 * 1024
ATTACHMENTS = "attachments"
TAIL = 1000
"""Records at the end of the audit book that are proven after a broken-off session; `check` proves them all."""
CLOCK_TOLERANCE = timedelta(minutes=5)
_TOUCHED = N_("Dòng {seq} của nhật ký không như chương trình đã ghi. Chạy kiểm tra dữ liệu.")
BOOK_NOTICES = {
    "anchor": N_("Mốc của nhật ký ngoài tệp dữ liệu bị mất hoặc bị sửa."),
    "cut": N_("Nhật ký ngắn hơn lần mở trước. Xem Quản trị › Nhật ký để kiểm tra."),
    "changed": _TOUCHED,
    "removed": _TOUCHED,
    "inserted": _TOUCHED,
}


def open_office(folder: Path, keys: Keys, account: str, *, alone: bool, wait: float = 0) -> App:
    """Open an existing office; what was taken is given back when a step fails."""
    office = OfficeFolder(folder)
    with environment_faults(), ExitStack() as undo:
        if alone:
            lock = OfficeLock(folder)
            lock.acquire(wait)
            undo.callback(lock.release)
            sweep_parts(office.root)
        unclean = start_checks.was_unclean(folder)
        start_checks.check_file(office.main)
        writer = make_engine(office.main, keys.main_key, read_only=not alone)
        undo.callback(writer.dispose)
        with begin(writer, write=False) as connection:
            version = start_checks.check_identity(connection, version=HEAD)
            if unclean and alone:
                start_checks.check_pages(connection)
        if alone:
            start_checks.mark_open(folder)
        if version < HEAD:
            if not alone:
                raise Damaged(_("Dữ liệu cần được nâng cấp. Mở chương trình một lần rồi chạy lại lệnh này."))
            upgrade(writer, keep_copy=lambda found: keep_snapshot(writer, office, keys, found))
        with begin(writer, write=False) as connection:
            start_checks.check_tables(connection, our_tables())
        app = assembled(folder, keys, account, writer, alone=alone)
        undo.callback(app.database.close)
        if not app.viewer.account_id:
            if alone and not unclean:
                start_checks.mark_closed(folder)
            raise NotAllowed(_("Tài khoản này đã bị khóa hoặc không còn. Nhờ quản trị mở lại."))
        keys = _open_vault(app, keys, alone=alone)
        undo.callback(app.close_vault)
        if alone:
            _settle(app, folder, keys, unclean=unclean)
            app.on_close = partial(leave, folder, lock, app)
        undo.pop_all()
    return app


@cache
def our_tables() -> frozenset[str]:
    """Names of the tables that a file of this program has."""
    mapped = {mapper.local_table for mapper in Base.registry.mappers if mapper.class_.__module__.startswith("dcapp.")}
    plain = (audit_record, draft, undo_step, findable)
    return frozenset(table.name for table in (*mapped, *plain) if isinstance(table, Table))


def leave(folder: Path, lock: OfficeLock, app: App) -> None:
    """Say that the session ended as it should, then let go of the lock.

    After a disk error it did not: the next start looks at every page.
    """
    try:
        if not is_stopped(app.database.writer):
            start_checks.mark_closed(folder)
    finally:
        lock.release()


def assembled(folder: Path, keys: Keys, account: str, writer: Engine, *, alone: bool) -> App:
    """The app over an open engine."""
    reader = make_engine(OfficeFolder(folder).main, keys.main_key, read_only=True)
    audit_key = keys.subkey(AUDIT)
    database = Database(writer, reader, Security(load_matrix(), audit_key))
    storage = Storage(folder, keys, BlobStore(folder, keys.subkey(ATTACHMENTS)))
    app = App(database, account, storage)
    if alone:
        database.after_commit = lambda head: write_anchor(folder, head, audit_key)
    return app


def _settle(app: App, folder: Path, keys: Keys, *, unclean: bool) -> None:
    """Note the opening in the audit book, merge what happened at the door, sweep what a crash left behind."""
    storage = app.storage
    if storage is None:
        return
    storage.blobs.empty_spool()
    anchor = read_anchor(folder, keys.subkey(AUDIT))
    failed = cabinet.failed_attempts(folder)
    notices = list(keys.notices)
    if keys.by_recovery_code:
        notices.append(_("Mã khôi phục vừa được dùng. Vào Quản trị › Người dùng để cấp và in mã mới."))
    wrong = app.run(wrong_with_book, anchor, unclean)
    for what in wrong:
        notices.append(_(BOOK_NOTICES[what.problem]).format(seq=what.seq))
    if app.run(clock_is_behind):
        notices.append(_("Đồng hồ của máy đang chậm hơn lần ghi gần nhất. Chỉnh lại ngày giờ của máy."))
    attempts = [f"{attempt.account} {attempt.at.isoformat()}" for attempt in failed]
    app.run(note_opening, attempts, notices, unclean, keys.by_recovery_code, wrong)
    cabinet.clear_failed_attempts(folder, len(failed))
    _put_slots_in_order(app, keys)
    notices += _put_vault_in_order(app)
    if unclean:
        storage.blobs.sweep(app.run(blobs_to_keep))
    app.notices = tuple(notices)


def _open_vault(app: App, keys: Keys, *, alone: bool) -> Keys:
    """Open the vault for an account that holds its key; where it cannot be, the rest of the office opens all the same.

    Returns the keys with what is to be told of it.
    """
    storage = app.storage
    if storage is None or keys.vault_key is None:
        return keys
    told = app.run(why_not_mine)
    if told:  # the roles changed after the key was given: it is not used
        storage.keys = replace(keys, vault_key=None, next_vault_key=None)
        return replace(storage.keys, notices=(*keys.notices, told))
    try:
        storage.vault, storage.keys = open_vault(keys, write=alone)
        told = public_differs(storage.vault, storage.keys) if storage.vault is not None else ""
    except EnvironmentFault as fault:
        told = str(fault)
    return replace(storage.keys, notices=(*keys.notices, told)) if told else storage.keys


def _put_vault_in_order(app: App) -> tuple[str, ...]:
    """Put waiting envelopes into the vault and sweep what no record names; what cannot be opened is told."""
    storage = app.storage
    if storage is None or storage.vault is None:
        return ()
    try:
        broken = app.run(take_in_envelopes)
        app.run(sweep_vault)
    except EnvironmentFault as fault:
        return (str(fault),)
    return (_("Có {count} phong bì niêm phong chưa mở được.").format(count=broken),) if broken else ()


def _put_slots_in_order(app: App, keys: Keys) -> None:
    """Take away slots that no account in use stands behind: what an adding or opening that broke off left."""
    active = app.run(names_in_use)
    for card in cabinet.cards(keys.folder):
        if card.account not in active:
            with suppress(Damaged):  # altered from outside: said in the notices, mended by the administrator
                cabinet.remove_account(keys, card.account)


@allowed("drafts.own", reads=True)
def names_in_use(uow: UnitOfWork) -> set[str]:
    """Names of the accounts that may open the program."""
    return set(uow.session.scalars(select(Account.name).where(Account.is_active)))


@allowed("drafts.own", reads=True)
def wrong_with_book(uow: UnitOfWork, anchor: Head | None, unclean: bool) -> list[Finding]:
    """What the audit book shows at the start: a lost anchor, a cut end, after a broken-off session a broken tail."""
    connection = uow.session.connection()
    newest = head(connection)
    if anchor is None:
        return [Finding(newest.seq, "anchor")]
    kept = uow.session.scalar(select(audit_record.c.hash).where(audit_record.c.seq == anchor.seq))
    if anchor.seq and kept != anchor.hash:
        return [Finding(anchor.seq, "cut")]
    key = uow.security.audit_key
    return list(broken_links(connection, key, after=max(0, newest.seq - TAIL)))[:1] if unclean else []


@allowed("drafts.own", reads=True)
def clock_is_behind(uow: UnitOfWork) -> bool:
    """True where the newest record of the audit book lies in what this machine calls the future.

    The practice commune tells of years of its own, whatever the machine's clock says.
    """
    if office_card(uow).is_sample:
        return False
    newest = uow.session.scalar(select(audit_record.c.at).order_by(audit_record.c.seq.desc()).limit(1))
    return newest is not None and uow.now < newest - CLOCK_TOLERANCE


@allowed("drafts.own")
def note_opening(
    uow: UnitOfWork,
    failed: list[str],
    notices: list[str],
    unclean: bool,
    by_recovery_code: bool,
    wrong: Sequence[Finding] = (),
) -> None:
    """Put the opening, and the failed tries before it, into the audit book.

    What was wrong with the book stands in records of its own: the anchor moves on now, and must not forget.
    """
    for attempt in failed:
        uow.note("login.failed", "Account", None, {"attempt": attempt})
    for what in wrong:
        uow.note(BROKEN, "audit_record", what.seq, {"problem": what.problem})
    content = {"notices": notices, "unclean": unclean, "by_recovery_code": by_recovery_code}
    uow.note("login", "Account", uow.viewer.account_id, content)


def _require_room(office: OfficeFolder) -> None:
    """Refuse an upgrade that the disk has no room for: the copy, and the file once more while tables are rebuilt."""
    needed = int(office.main.stat().st_size * ROOM_FOR_UPGRADE)
    free = shutil.disk_usage(office.root).free
    if free < needed:
        raise EnvironmentFault(
            _("Ổ đĩa không đủ chỗ để nâng cấp dữ liệu: cần {needed} MB, còn {free} MB.").format(
                needed=needed // MB + 1, free=free // MB
            ),
            advice=_("Dữ liệu vẫn nguyên vẹn. Dọn bớt ổ đĩa rồi mở lại."),
        )


def keep_snapshot(writer: Engine, office: OfficeFolder, keys: Keys, version: int) -> Path:
    """The verified copy before an upgrade: encrypted with the same key, proven before the upgrade starts."""
    _require_room(office)
    name = f"before-upgrade-{version:04d}.db"
    part = office.snapshots / f"{name}.part"
    part.unlink(missing_ok=True)
    with writer.connect() as connection:
        handle = connection.connection.driver_connection
        if handle is None:
            raise Damaged(_("Không mở được tệp dữ liệu để giữ một bản trước khi nâng cấp."))
        handle.execute("VACUUM INTO ?", (str(part),))
    copy = make_engine(part, keys.main_key)
    try:
        with begin(copy, write=False) as connection:
            start_checks.check_pages(connection)
    finally:
        copy.dispose()
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    kept = office.snapshots / name
    os.replace(part, kept)
    sync_folder(office.snapshots)
    return kept
