"""From the right keys to an open office: lock, checks, upgrade, audit, sweep (reliability.md section 5, Start)."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, select

import dcapp.catalogue  # noqa: F401 - maps every class before the first session
from dcapp.app import App
from dcapp.db import start_checks
from dcapp.db.anchor import read_anchor, write_anchor
from dcapp.db.audit import Head, audit_record
from dcapp.db.blobs import BlobStore
from dcapp.db.engine import begin, environment_faults, make_engine
from dcapp.db.folder import OfficeFolder, sweep_parts, sync_folder
from dcapp.db.keys import cabinet
from dcapp.db.keys.cabinet import Keys
from dcapp.db.lock import OfficeLock
from dcapp.db.migrations.upgrade import HEAD, upgrade
from dcapp.db.storage import Storage
from dcapp.db.unit_of_work import Database, Security, UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.attachments.service import blobs_to_keep
from dcapp.kernel.errors import Damaged, EnvironmentFault, NotAllowed
from dcapp.kernel.i18n import _
from dcapp.rules.permissions import load_matrix

AUDIT = "audit"
ROOM_FOR_UPGRADE = 2.2
"""Free room that an upgrade asks for, in sizes of the data file."""
MB = 1024 * 1024
ATTACHMENTS = "attachments"


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
        app = assembled(folder, keys, account, writer, alone=alone)
        undo.callback(app.database.close)
        if not app.viewer.account_id:
            if alone and not unclean:
                start_checks.mark_closed(folder)
            raise NotAllowed(_("Tài khoản này đã bị khóa hoặc không còn. Nhờ quản trị mở lại."))
        if alone:
            _settle(app, folder, keys, unclean=unclean)
            app.on_close = partial(leave, folder, lock)
        undo.pop_all()
    return app


def leave(folder: Path, lock: OfficeLock) -> None:
    """Say that the session ended as it should, then let go of the lock."""
    start_checks.mark_closed(folder)
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
    if anchor is None and app.database.audit_head().seq:
        notices.append(_("Mốc của nhật ký ngoài tệp dữ liệu bị mất hoặc bị sửa."))
    elif app.run(is_cut, anchor):
        notices.append(_("Nhật ký ngắn hơn lần mở trước. Xem Quản trị › Nhật ký để kiểm tra."))
    attempts = [f"{attempt.account} {attempt.at.isoformat()}" for attempt in failed]
    app.run(note_opening, attempts, notices, unclean, keys.by_recovery_code)
    cabinet.clear_failed_attempts(folder, len(failed))
    if unclean:
        storage.blobs.sweep(app.run(blobs_to_keep))
    app.notices = tuple(notices)


@allowed("drafts.own", reads=True)
def is_cut(uow: UnitOfWork, anchor: Head | None) -> bool:
    """True where the audit book no longer holds the head that was kept outside the file."""
    if anchor is None or anchor.seq == 0:
        return False
    kept = uow.session.scalar(select(audit_record.c.hash).where(audit_record.c.seq == anchor.seq))
    return kept != anchor.hash


@allowed("drafts.own")
def note_opening(uow: UnitOfWork, failed: list[str], notices: list[str], unclean: bool, by_recovery_code: bool) -> None:
    """Put the opening, and the failed tries before it, into the audit book."""
    for attempt in failed:
        uow.note("login.failed", "Account", None, {"attempt": attempt})
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
