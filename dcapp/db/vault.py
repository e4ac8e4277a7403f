"""The sealed vault (kho niêm phong): who denounced and what could tell it, in a file of its own under its own key.

    vault, keys = open_vault(keys, write=True)        # None for an account without the key
    vault.put(seal, {"name": …}, code="TC-2026-001")  # commits at once, before the main file names the seal
    vault.get(seal);  vault.remove(seal);  vault.orphans(seals_of_the_main_file)

The main file holds nothing but the seal: a random word. Whoever has no key closes an envelope (`closed_envelope`) that
only the vault opens. Scans lie in `sealed/`, each encrypted under a key of its own that stands here and nowhere else.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from dcapp.db import start_checks
from dcapp.db.engine import begin, environment_faults, make_engine
from dcapp.db.faults import file_faults
from dcapp.db.folder import OfficeFolder, sync_folder
from dcapp.db.migrations.upgrade import VAULT_HEAD, upgrade_vault
from dcapp.db.sealed_scans import ScanKey
from dcapp.db.vault_tables import envelope_key, identity, sealed_blob, sealed_draft, tables
from dcapp.kernel import clock
from dcapp.kernel.errors import Damaged, EnvironmentFault
from dcapp.kernel.i18n import _

BLOCK = 1024
"""Envelopes are filled up to multiples of this many bytes: their length tells less of what is in them."""
ENDS = ("", "-wal", "-shm")
NEXT = ".part"


@dataclass(frozen=True, slots=True)
class VaultEntry:
    """One identity as the vault holds it; nothing of its words is ever shown by `repr`."""

    seal: str
    code: str
    kind: str
    payload: dict[str, str] = field(repr=False)
    created_at: datetime
    changed_at: datetime
    edition: int


def new_seal() -> str:
    """A random word that stands for an identity."""
    return secrets.token_hex(16)


def closed_envelope(public: str, payload: Mapping[str, Any]) -> bytes:
    """Words that only the vault can read; `public` is the half of the envelope key that stands in the slots file."""
    import pyrage

    words = json.dumps(payload, ensure_ascii=False, sort_keys=True).encode()
    filled = words + b" " * (-len(words) % BLOCK)
    return bytes(pyrage.encrypt(filled, [pyrage.x25519.Recipient.from_str(public)]))


class Vault:
    """The open vault. Each call is a transaction of its own; threads take turns."""

    def __init__(self, engine: Engine, path: Path | None = None) -> None:
        self._engine = engine
        self._path = path
        self._turn = threading.RLock()

    @classmethod
    def in_memory(cls) -> Vault:
        """A vault that is gone with the program: for tests and for nothing else."""
        vault = cls(make_engine(None, None))
        vault._furnish()
        return vault

    @classmethod
    def found(cls, folder: Path, key: bytes) -> Vault:
        """A new vault in the office folder; what a founding that broke off left there is replaced."""
        path = OfficeFolder(folder).vault
        _remove(path)
        vault = cls(make_engine(path, key, create=True), path)
        vault._furnish()
        sync_folder(folder)
        return vault

    @classmethod
    def open(cls, folder: Path, key: bytes, *, write: bool = True) -> Vault:
        """The vault of the office.

        Raises Damaged for a wrong key or a broken file, EnvironmentFault for one of a newer program.
        """
        path = OfficeFolder(folder).vault
        start_checks.check_file(path)
        engine = make_engine(path, key, read_only=not write)
        with environment_faults(), ExitStack() as undo:
            undo.callback(engine.dispose)
            with begin(engine, write=False) as connection:
                found = start_checks.check_identity(connection, version=VAULT_HEAD)
            if found < VAULT_HEAD and write:
                upgrade_vault(engine)
            undo.pop_all()
        return cls(engine, path)

    @property
    def public(self) -> str:
        """To whom envelopes are closed: the newest envelope key."""
        newest = select(envelope_key.c.public).order_by(envelope_key.c.made_at.desc(), envelope_key.c.public).limit(1)
        with self._reading() as connection:
            return str(connection.scalar(newest))

    def publics(self) -> frozenset[str]:
        """Every envelope key that this vault has had."""
        with self._reading() as connection:
            return frozenset(connection.scalars(select(envelope_key.c.public)))

    # -- identities
    def put(self, seal: str, payload: Mapping[str, str], *, code: str, kind: str = "letter") -> None:
        """Keep an identity, or lay words over the ones kept: what is empty now leaves what stood there."""
        told = {key: value for key, value in payload.items() if value}
        with self._writing() as connection:
            known = connection.execute(select(identity).where(identity.c.seal == seal)).first()
            now = clock.now()
            if known is None:
                row = {"seal": seal, "code": code, "kind": kind, "payload": told, "created_at": now, "edition": 1}
                connection.execute(insert(identity).values(**row, changed_at=now))
                return
            connection.execute(
                update(identity)
                .where(identity.c.seal == seal)
                .values(
                    payload={**known.payload, **told},
                    code=code or known.code,
                    changed_at=now,
                    edition=known.edition + 1,
                )
            )

    def get(self, seal: str) -> VaultEntry | None:
        """The identity under a seal."""
        with self._reading() as connection:
            row = connection.execute(select(identity).where(identity.c.seal == seal)).first()
        return None if row is None else VaultEntry(*row)

    def remove(self, seal: str) -> tuple[str, ...]:
        """Forget an identity and the keys of its scans; returns the ids of the scans: nobody can read them any more."""
        with self._writing() as connection:
            scans = tuple(connection.scalars(select(sealed_blob.c.id).where(sealed_blob.c.seal == seal)))
            connection.execute(delete(sealed_blob).where(sealed_blob.c.seal == seal))
            connection.execute(delete(identity).where(identity.c.seal == seal))
        return scans

    def orphans(self, known: Iterable[str]) -> tuple[str, ...]:
        """Seals that the main file does not know: of an action that broke off, or that was taken back for good."""
        kept = frozenset(known)
        with self._reading() as connection:
            seals = set(connection.scalars(select(identity.c.seal)))
            seals |= set(connection.scalars(select(sealed_blob.c.seal)))
        return tuple(sorted(seals - kept))

    # -- envelopes
    def opened(self, envelope: bytes) -> dict[str, Any]:
        """What is in an envelope; those closed to an earlier key open too. Raises Damaged."""
        import pyrage

        with self._reading() as connection:
            private = list(connection.scalars(select(envelope_key.c.private)))
        try:
            words = pyrage.decrypt(envelope, [pyrage.x25519.Identity.from_str(key) for key in private])
            payload: dict[str, Any] = json.loads(bytes(words))
        except (pyrage.DecryptError, ValueError) as error:
            raise Damaged(
                _("Có phong bì niêm phong không mở được bằng khóa của kho này."),
                advice=_("Giữ nguyên dữ liệu và khôi phục kho niêm phong từ bản sao lưu gần nhất."),
                technical=type(error).__name__,
            ) from None
        return payload

    # -- scans
    def keep_scan(self, seal: str, scan: ScanKey) -> None:
        """Keep the key of a scan; one that is kept already stays as it is."""
        row = {"id": scan.id, "seal": seal, "name": scan.name, "key": scan.key, "byte_count": scan.byte_count}
        with self._writing() as connection:
            if connection.scalar(select(sealed_blob.c.id).where(sealed_blob.c.id == scan.id)) is None:
                connection.execute(insert(sealed_blob).values(**row, created_at=clock.now()))

    def scans(self, seal: str) -> tuple[ScanKey, ...]:
        """The scans under a seal, in the order in which they came."""
        columns = (sealed_blob.c.id, sealed_blob.c.name, sealed_blob.c.key, sealed_blob.c.byte_count)
        wanted = select(*columns).where(sealed_blob.c.seal == seal)
        with self._reading() as connection:
            return tuple(
                ScanKey(*row) for row in connection.execute(wanted.order_by(sealed_blob.c.created_at, sealed_blob.c.id))
            )

    def scan_ids(self) -> frozenset[str]:
        """Ids of every scan that the vault has the key of."""
        with self._reading() as connection:
            return frozenset(connection.scalars(select(sealed_blob.c.id)))

    # -- drafts
    def keep_draft(self, account_id: int, form: str, record: str, payload: Mapping[str, Any]) -> None:
        """Keep what was typed into a form of a denunciation; it replaces the earlier draft."""
        self.drop_draft(account_id, form, record)
        row = {"account_id": account_id, "form": form, "record": record, "payload": dict(payload)}
        with self._writing() as connection:
            connection.execute(insert(sealed_draft).values(**row, saved_at=clock.now()))

    def draft_of(self, account_id: int, form: str, record: str) -> dict[str, Any] | None:
        """The draft of an account."""
        with self._reading() as connection:
            row = connection.execute(select(sealed_draft.c.payload).where(*_place(account_id, form, record))).first()
        return None if row is None else dict(row[0])

    def drop_draft(self, account_id: int, form: str, record: str) -> None:
        """Forget a draft."""
        with self._writing() as connection:
            connection.execute(delete(sealed_draft).where(*_place(account_id, form, record)))

    # -- the file
    def rekey(self, key: bytes) -> None:
        """Write the vault anew under another key, with another envelope key; the old file is gone afterwards.

        Power may go at any moment: the file is the old one to the last row, or the new one.
        """
        if self._path is None:
            raise RuntimeError("a vault in memory has no key")
        path, part = self._path, self._path.with_name(self._path.name + NEXT)
        with self._turn, environment_faults():
            _remove(part)
            fresh = make_engine(part, key, create=True)
            try:
                upgrade_vault(fresh)
                with begin(self._engine, write=False) as old, begin(fresh, write=True) as new:
                    for table in tables.sorted_tables:
                        rows = [dict(row) for row in old.execute(select(table)).mappings()]
                        if rows:
                            new.execute(insert(table), rows)
                    _add_envelope_key(new)
                with begin(fresh, write=False) as copy:
                    start_checks.check_pages(copy)
                _write_back(fresh)
            finally:
                fresh.dispose()
            _write_back(self._engine)
            self._engine.dispose()
            _sync_file(part)
            with file_faults():
                # a journal of the old file must never be played into the new one
                for end in ENDS[1:]:
                    path.with_name(path.name + end).unlink(missing_ok=True)
                os.replace(part, path)
                for end in ENDS[1:]:
                    part.with_name(part.name + end).unlink(missing_ok=True)
                sync_folder(path.parent)
            self._engine = make_engine(path, key)

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._engine.dispose()

    def _furnish(self) -> None:
        with environment_faults():
            upgrade_vault(self._engine)
            with begin(self._engine, write=True) as connection:
                _add_envelope_key(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._turn, environment_faults(), begin(self._engine, write=False) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._turn, environment_faults(), begin(self._engine, write=True) as connection:
            yield connection


def _place(account_id: int, form: str, record: str) -> tuple[Any, ...]:
    return sealed_draft.c.account_id == account_id, sealed_draft.c.form == form, sealed_draft.c.record == record


def _add_envelope_key(connection: Connection) -> None:
    import pyrage

    private = pyrage.x25519.Identity.generate()
    row = {"public": str(private.to_public()), "private": str(private), "made_at": datetime.now(UTC)}
    connection.execute(insert(envelope_key).values(**row))


def _write_back(engine: Engine) -> None:
    """Bring everything out of the journal into the file itself, and empty the journal."""
    with engine.connect() as connection:
        handle: Any = connection.connection.driver_connection
        busy, _pages, _moved = handle.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise EnvironmentFault(
            _("Kho niêm phong đang được một chương trình khác đọc nên chưa đổi khóa được."),
            advice=_("Đóng các cửa sổ khác của chương trình rồi làm lại."),
            technical="wal_checkpoint busy",
        )


def _sync_file(path: Path) -> None:
    with file_faults(), path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    with file_faults():
        for end in ENDS:
            path.with_name(path.name + end).unlink(missing_ok=True)
