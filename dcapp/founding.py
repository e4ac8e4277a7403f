"""Founding an office: folder, keys, data file, and what an office starts with (posts, bodies, laws, days off)."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from dcapp.app import App
from dcapp.db import start_checks
from dcapp.db.anchor import NAME as ANCHOR
from dcapp.db.anchor import write_anchor
from dcapp.db.blobs import ID as BLOB_ID
from dcapp.db.engine import environment_faults, make_engine
from dcapp.db.faults import file_faults
from dcapp.db.folder import PART, OfficeFolder, sync_folder, write_atomically
from dcapp.db.keys import cabinet
from dcapp.db.keys.cabinet import AccountCard
from dcapp.db.lock import OfficeLock
from dcapp.db.migrations.upgrade import upgrade
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.accounts.models import Account, AccountRole
from dcapp.features.accounts.service import ADMINISTRATOR, account_name
from dcapp.features.office.models import Body, Office, Officer, Post, StoredSetting, Tenure, Village
from dcapp.features.office.service import load_year, required
from dcapp.features.office.settings import BACKUP_DAYS
from dcapp.features.office.terms import OFFICE_KINDS, BodyKind, OfficeKind
from dcapp.features.papers.models import Paper
from dcapp.kernel import clock
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import PostId
from dcapp.kernel.text import fold
from dcapp.opening import AUDIT, assembled, leave
from dcapp.profile import OfficeProfile
from dcapp.rules.starting import starting_bodies, starting_papers, starting_posts

FIRST_ROLES = (ADMINISTRATOR, "LD", "TN", "BC")
"""Roles of the first account: it sets the office up; others are given in Quản trị."""
SAMPLE_ROLES = ("QT", "LD", "TN", "TL", "TC", "TD", "KS", "BC")


def found_office(folder: Path, profile: OfficeProfile, password: str) -> tuple[App, str]:
    """Create an office in an empty folder; returns it open, and the recovery code.

    Raises Invalid for a missing name or a weak password, RuleViolation where an office stands already.
    Until the last step is done nothing counts: a broken start leaves a folder that can be founded again.
    """
    required(profile.name, "name", _("Chưa ghi tên đơn vị."))
    display = required(
        profile.account_display or profile.account_name, "account_display", _("Chưa ghi họ tên người quản trị.")
    )
    name = profile.account_name or account_name(display)
    office = OfficeFolder(folder)
    if office.exists:
        raise RuleViolation(_("Thư mục này đã có một văn phòng. Chọn thư mục trống."))
    office.make()
    with environment_faults(), ExitStack() as undo:
        lock = OfficeLock(folder)
        lock.acquire()
        undo.callback(lock.release)
        _begin(office)
        undo.callback(_clear_away, office)
        keys, code = cabinet.create(folder, AccountCard(name, display, profile.account_post), password)
        writer = make_engine(office.main, keys.main_key, create=True)
        undo.callback(writer.dispose)
        upgrade(writer)
        app = assembled(folder, keys, name, writer, alone=True)
        undo.callback(app.database.close)
        with clock.telling(profile.opened_on), app.database.begin(app.viewer, "found_office", write=True) as uow:
            furnish(uow, profile, name, display)
        app.refresh_identity()
        write_anchor(folder, app.database.audit_head(), keys.subkey(AUDIT))
        start_checks.mark_open(folder)
        _end(office)
        app.on_close = partial(leave, folder, lock, app)
        undo.pop_all()
    return app, code


def abandon_office(folder: Path, app: App) -> None:
    """Clear away an office founded a moment ago that could not be furnished; the sign of founding goes first."""
    office = OfficeFolder(folder)
    write_atomically(office.founding, b"")
    app.close()
    _clear_away(office)


def discard_sample(folder: Path, app: App) -> None:
    """Remove the open practice commune from its folder, and nothing that this program did not put there.

    The lock files stay (removing one would let two programs in), so do the window's memory and the log. Should it
    break off, the sign of founding stands: nothing counts any more, and the next founding clears the rest away.
    Raises RuleViolation for any other office, which is then left open as it is; EnvironmentFault, and it is closed.
    """
    app.refresh_identity()
    if not app.office.is_sample:
        raise RuleViolation(_("Chỉ xã mẫu mới bỏ được. Đơn vị này có dữ liệu thật nên giữ nguyên."))
    office = OfficeFolder(folder)
    try:
        write_atomically(office.founding, b"")
    finally:
        app.close()
    with OfficeLock(folder), file_faults():
        own = [office.auth, office.machine_key, office.vault, office.unclean, office.root / ANCHOR]
        own += [office.keyslots, office.keyslots_copy, office.main]
        own += [path.with_name(f"{path.name}{end}") for path in (office.main, office.vault) for end in ("-wal", "-shm")]
        stores = (office.blobs, office.sealed_blobs)
        own += [path for store in stores for path in store.glob("*/*") if BLOB_ID.fullmatch(path.name)]
        own += office.snapshots.glob("before-upgrade-*.db")
        own += [path for room in (office.root, office.spool, office.snapshots) for path in room.glob(f"*{PART}")]
        for path in own:
            path.unlink(missing_ok=True)
        for room in (*(ab for store in stores for ab in store.glob("??")), *stores, office.spool, office.snapshots):
            with suppress(OSError):  # something lies there that is not ours
                room.rmdir()
        sync_folder(office.root)
    _end(office)


def _begin(office: OfficeFolder) -> None:
    """Say that founding began, before the first key is written; what an earlier try left is cleared away.

    Power may go at any moment of founding. While the sign stands, nobody has seen a recovery code and nothing was
    entered, so nothing that lies there is missed.
    """
    if office.founding.exists():
        _clear_away(office)
    elif office.exists:  # founded between our first look and the lock
        raise RuleViolation(_("Thư mục này đã có một văn phòng. Chọn thư mục trống."))
    write_atomically(office.founding, b"")


def _clear_away(office: OfficeFolder) -> None:
    """Remove what an unfinished founding wrote; the sign goes last."""
    main = office.main
    left = [main, main.with_name(f"{main.name}-wal"), main.with_name(f"{main.name}-shm")]
    left += [office.keyslots, office.keyslots_copy, office.auth, office.unclean, office.root / ANCHOR]
    with file_faults():
        for path in left:
            path.unlink(missing_ok=True)
        for path in (*office.blobs.glob("*/*"), *office.spool.glob("*")):
            path.unlink(missing_ok=True)  # of a key that is gone: nobody can read them any more
        sync_folder(office.root)
    _end(office)


def _end(office: OfficeFolder) -> None:
    with file_faults():
        office.founding.unlink(missing_ok=True)
        sync_folder(office.root)


def furnish(uow: UnitOfWork, profile: OfficeProfile, name: str, display: str) -> None:
    """Write what a new office starts with."""
    kinds = {label: kind for kind, label in OFFICE_KINDS.items()}
    uow.add(
        Office(
            name=" ".join(profile.name.split()),
            kind=kinds.get(profile.kind, OfficeKind.COMMUNE),
            superior=profile.superior,
            province=profile.province,
            place=profile.place or _place_of(profile.name),
            symbol=profile.symbol or "UBND",
            chairman=profile.chairman,
            is_remote=profile.remote_area,
            is_sample=profile.is_sample,
        )
    )
    uow.session.add_all(Post(**post) for post in starting_posts())
    uow.session.add_all(Body(**{**body, "kind": BodyKind(body["kind"])}) for body in starting_bodies())
    _write_papers(uow, starting_papers())
    uow.session.flush()
    _staff(uow, profile)
    for village in profile.villages:
        kind, _space, rest = village.strip().partition(" ")
        is_kind = fold(kind) in ("thon", "ap", "ban", "khom", "lang", "buon", "xom")
        uow.session.add(Village(name=rest if is_kind else village.strip(), kind=kind.lower() if is_kind else "thôn"))
    if profile.backup_days != BACKUP_DAYS.default:
        uow.session.add(StoredSetting(key=BACKUP_DAYS.key, value=profile.backup_days))
    account = uow.add(Account(name=name, display_name=display, post=profile.account_post))
    for role in SAMPLE_ROLES if profile.is_sample else FIRST_ROLES:
        uow.session.add(AccountRole(account_id=account.id, role=role))
    for year in (uow.today.year - 1, uow.today.year, uow.today.year + 1):
        load_year(uow, year)


def _place_of(name: str) -> str:
    words = name.split()
    kinds = {kind for label in OFFICE_KINDS.values() for kind in label.split()}
    places = [index for index, word in enumerate(words) if word.lower() in kinds]
    return " ".join(words[places[-1] + 1 :]) if places else ""


def _staff(uow: UnitOfWork, profile: OfficeProfile) -> None:
    posts: dict[str, PostId] = {}
    for post in uow.session.query(Post).all():
        posts[post.key] = post.id
    staff = list(profile.officers)
    if profile.chairman and all(full_name != profile.chairman for full_name, _post in staff):
        staff.insert(0, (profile.chairman, "chairman"))
    for full_name, post_key in staff:
        officer = uow.add(Officer(full_name=" ".join(full_name.split())))
        if post_key in posts:
            uow.session.add(Tenure(officer_id=officer.id, post_id=posts[post_key]))


def _write_papers(uow: UnitOfWork, papers: list[dict[str, Any]]) -> None:
    """Legal documents to start with; successors are named by number and tied after all are written."""
    by_number: dict[str, Paper] = {}
    successors: list[tuple[Paper, str]] = []
    for line in papers:
        values = dict(line)
        replaced_by = values.pop("replaced_by", "")
        paper = uow.add(Paper(**values))
        by_number[paper.number] = paper
        if replaced_by:
            successors.append((paper, replaced_by))
    for paper, number in successors:
        if number in by_number:
            paper.replaced_by_id = by_number[number].id
            if paper.in_force_to is None:
                paper.in_force_to = _day_before(by_number[number].in_force_from)


def _day_before(day: date | None) -> date | None:
    return None if day is None else date.fromordinal(day.toordinal() - 1)
