"""Use cases of sealed identities: put away by whoever writes them down, taken in by who holds the key.

The rooms above call `seal_identity` inside their own use case; the vault is written before the main file names the
seal, so that a seal never leads nowhere. What was put away for a record that did not come to be is taken out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import select

from dcapp.db.keys import vault_keys
from dcapp.db.sealed_scans import put_scan, sweep_scans
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.db.vault import Vault, closed_envelope, new_seal
from dcapp.features.sealed.models import SealedEnvelope
from dcapp.features.sealed.queries import (
    AT,
    IDENTITY,
    SCAN,
    is_cut_off,
    keeping,
    scan_of,
    seals_in_use,
    waiting,
)
from dcapp.features.sealed.revealing import (
    ConfirmationNeeded,
    close_opening,
    confirmers,
    export_identity,
    open_scan,
    print_identity,
    reveal,
)
from dcapp.features.sealed.rules import MaskedContent, Sealed
from dcapp.features.sealed.terms import Keeping
from dcapp.kernel.errors import EnvironmentFault
from dcapp.kernel.text import nfc

__all__ = [
    "ConfirmationNeeded",
    "MaskedContent",
    "Sealed",
    "add_words",
    "close_opening",
    "confirmers",
    "drop_sealed_draft",
    "export_identity",
    "keep_sealed_draft",
    "keep_words",
    "open_scan",
    "print_identity",
    "reveal",
    "seal_identity",
    "seal_scan",
    "sweep_vault",
    "take_in_envelopes",
]


# -- putting away
def seal_identity(uow: UnitOfWork, code: str, sealed: Sealed, *, kind: str = "letter") -> str:
    """Put an identity away and return its seal; "" where nothing is kept (`queries.keeping` says why)."""
    if sealed.is_empty or keeping(uow) in (Keeping.CODE_ONLY, Keeping.NO_VAULT):
        return ""
    seal = new_seal()
    _put_away(uow, seal, code, sealed, kind)
    return seal


def add_words(uow: UnitOfWork, seal: str, code: str, sealed: Sealed, *, kind: str = "letter") -> bool:
    """Lay words over those under a seal: what is empty leaves what stood there. False where nothing is kept."""
    if not seal or sealed.is_empty or keeping(uow) in (Keeping.CODE_ONLY, Keeping.NO_VAULT):
        return False
    _put_away(uow, seal, code, sealed, kind)
    return True


def keep_words(uow: UnitOfWork, seal: str, code: str, place: str, words: Mapping[str, str]) -> bool:
    """Keep what was written at a place of the record ("step.12", "draft.tc05") under its seal; `queries.words_at`.

    False where nothing is kept. Without the vault's key it goes into an envelope, and is read once that was taken in.
    """
    told = {f"{place}{AT}{key}": nfc(value).strip() for key, value in words.items() if value.strip()}
    if not seal or not told or keeping(uow) in (Keeping.CODE_ONLY, Keeping.NO_VAULT):
        return False
    _put_words_away(uow, seal, code, told, "words")
    return True


def seal_scan(uow: UnitOfWork, seal: str, name: str, content: bytes) -> bool:
    """Put the scan of a denunciation away under a seal. False where nothing is kept: the paper stays the only copy."""
    if not seal or keeping(uow) in (Keeping.CODE_ONLY, Keeping.NO_VAULT):
        return False
    scan = put_scan(uow.beside.folder, nfc(name), content)
    vault = uow.beside.vault
    if vault is not None and not is_cut_off(uow):
        vault.keep_scan(seal, scan)
    else:
        told = {"what": SCAN, "id": scan.id, "name": scan.name, "key": scan.key.hex(), "byte_count": scan.byte_count}
        _deposit(uow, seal, told)
    uow.note("sealed.scan", "SealedEnvelope", None, {"seal": seal, "byte_count": scan.byte_count})
    return True


def _put_away(uow: UnitOfWork, seal: str, code: str, sealed: Sealed, kind: str) -> None:
    _put_words_away(uow, seal, code, sealed.words(), kind)


def _put_words_away(uow: UnitOfWork, seal: str, code: str, words: dict[str, str], kind: str) -> None:
    vault = uow.beside.vault
    if vault is None or is_cut_off(uow):
        _deposit(uow, seal, {"what": IDENTITY, "code": code, "kind": kind, "words": words})
        return
    if vault.get(seal) is None:
        uow.when_refused.append(partial(_take_out, seal=seal))
    for payload in waiting(uow, vault, seal):  # what came first must not be laid over what comes now
        _take_in(vault, seal, payload)
    for envelope in uow.session.scalars(select(SealedEnvelope).where(SealedEnvelope.seal == seal)):
        uow.session.delete(envelope)
    vault.put(seal, words, code=code, kind=kind)


def _take_out(uow: UnitOfWork, *, seal: str) -> None:
    """Forget what was put away for a record that was refused."""
    vault = uow.beside.vault
    if vault is not None:
        vault.remove(seal)


def _deposit(uow: UnitOfWork, seal: str, payload: Mapping[str, Any]) -> None:
    public = vault_keys.vault_recipient(uow.beside.keys)
    uow.add(SealedEnvelope(seal=seal, payload=closed_envelope(public, payload)))


# -- taking in
@allowed("drafts.own")
def take_in_envelopes(uow: UnitOfWork) -> int:
    """Put waiting envelopes into the vault, for who holds its key; returns how many could not be opened."""
    vault = uow.storage.vault if uow.storage is not None else None
    if vault is None or is_cut_off(uow):
        return 0
    taken = broken = 0
    for envelope in uow.session.scalars(select(SealedEnvelope).order_by(SealedEnvelope.id)).all():
        try:
            payload = vault.opened(envelope.payload)
        except EnvironmentFault:
            broken += 1
            continue
        _take_in(vault, envelope.seal, payload)
        uow.session.delete(envelope)
        taken += 1
    if taken or broken:
        uow.note("sealed.take_in", "SealedEnvelope", None, {"count": taken, "broken": broken})
    return broken


@allowed("drafts.own")
def sweep_vault(uow: UnitOfWork) -> int:
    """Remove from the vault what no record names any more, and scans without a key; at start, envelopes taken in."""
    vault = uow.storage.vault if uow.storage is not None else None
    if vault is None or uow.session.scalar(select(SealedEnvelope.id).limit(1)) is not None:
        return 0
    orphans = vault.orphans(seals_in_use(uow))
    for seal in orphans:
        vault.remove(seal)
    swept = sweep_scans(uow.beside.folder, vault.scan_ids())
    if orphans or swept:
        uow.note("sealed.sweep", "SealedEnvelope", None, {"count": len(orphans), "scans": len(swept)})
    return len(orphans)


def _take_in(vault: Vault, seal: str, payload: Mapping[str, Any]) -> None:
    if payload["what"] == SCAN:
        scan = scan_of(payload)
        vault.keep_scan(seal, scan)
    else:
        vault.put(seal, payload["words"], code=payload["code"], kind=payload["kind"])


# -- drafts
@allowed("drafts.own")
def keep_sealed_draft(uow: UnitOfWork, form: str, record: str, payload: dict[str, Any]) -> bool:
    """Keep what was typed into a form of a denunciation, in the vault or nowhere. False: nothing was kept."""
    storage = uow.storage
    if storage is None or storage.vault is None or uow.viewer.account_id is None or is_cut_off(uow):
        return False
    storage.vault.keep_draft(uow.viewer.account_id, form, record, payload)
    return True


@allowed("drafts.own")
def drop_sealed_draft(uow: UnitOfWork, form: str, record: str) -> None:
    """Forget a sealed draft that was saved or thrown away."""
    storage = uow.storage
    if storage is not None and storage.vault is not None and uow.viewer.account_id is not None:
        storage.vault.drop_draft(uow.viewer.account_id, form, record)
