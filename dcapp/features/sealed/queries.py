"""What may be seen of the vault: how identities are kept, the content without the name, who opened what and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Text, cast, func, select

from dcapp.db import network
from dcapp.db.base import Base
from dcapp.db.journal import undo_step
from dcapp.db.keys import vault_keys
from dcapp.db.sealed_scans import ScanKey
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.db.vault import Vault
from dcapp.features.office.queries import setting
from dcapp.features.office.settings import SEALED_KEEP, SEALED_MINUTES, SEALED_OFFLINE
from dcapp.features.sealed.models import SealedEnvelope, SealedOpening
from dcapp.features.sealed.rules import MaskedContent, Sealed, covered, masked_content, sealed_from
from dcapp.features.sealed.terms import OPENING_KINDS, Keeping, OpeningKind
from dcapp.kernel.errors import NotAllowed, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.rules.permissions import Context

IDENTITY, SCAN = "identity", "scan"
"""What an envelope holds."""
AT = "/"
"""Between a place of a record and the name of what was written there."""
NOT_ALONE = N_("Máy đang nối mạng nên kho niêm phong không mở. Ngắt mạng rồi làm lại.")
NOTHING_KEPT = N_("Không có danh tính nào được giữ dưới mã này.")
OUT_OF_REACH = N_("Kho niêm phong chưa mở được trong lần đăng nhập này. Đăng nhập lại, hoặc báo lãnh đạo kiểm tra.")


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One opening as it is listed."""

    id: int
    code: str
    what: OpeningKind
    who: str
    second: str
    reason: str
    opened_at: datetime
    ends_at: datetime

    @property
    def title(self) -> str:
        """What was done, in words."""
        return _(OPENING_KINDS[self.what])


@dataclass(frozen=True, slots=True)
class ScanLine:
    """A sealed scan as it is listed; its name is of the file, and told only to who may open it."""

    id: str
    byte_count: int


def keeping(uow: UnitOfWork) -> Keeping:
    """How an identity that is written down now is kept; the form says so before anything is saved."""
    if not setting(uow, SEALED_KEEP):
        return Keeping.CODE_ONLY
    storage = uow.storage
    if storage is None:
        return Keeping.NO_VAULT
    if storage.vault is not None and not is_cut_off(uow):
        return Keeping.VAULT
    # without keys (an office in memory) there is no slots file that could name a vault
    has_vault = storage.keys is not None and vault_keys.has_vault(storage.folder)
    return Keeping.ENVELOPE if has_vault else Keeping.NO_VAULT


@allowed("drafts.own", reads=True)
def way_of_keeping(uow: UnitOfWork) -> Keeping:
    """How an identity that is written down now is kept."""
    return keeping(uow)


def is_cut_off(uow: UnitOfWork) -> bool:
    """True where the office opens the vault only without a network, and one is up."""
    return bool(setting(uow, SEALED_OFFLINE)) and network.network_is_up()


def why_closed(uow: UnitOfWork) -> str:
    """Why the account at the keyboard cannot look into the vault now; "" where it can."""
    storage = uow.storage
    if storage is not None and storage.vault is not None:
        return _(NOT_ALONE) if is_cut_off(uow) else ""
    if storage is None or storage.keys is None or not vault_keys.has_vault(storage.folder):
        return _(vault_keys.NO_VAULT)
    return _(OUT_OF_REACH) if storage.keys.vault_key is not None else _(vault_keys.NO_KEY)


def vault_in_hand(uow: UnitOfWork) -> Vault:
    """The open vault, or a sentence that says why it cannot be looked into."""
    why = why_closed(uow)
    storage = uow.storage
    if why or storage is None or storage.vault is None:
        raise RuleViolation(why)
    return storage.vault


def content_under(uow: UnitOfWork, seal: str) -> tuple[str, Sealed]:
    """Code and identity under a seal, envelopes that still wait included. For the service; it asks no right."""
    code, words = _words_under(uow, seal)
    return code, sealed_from(words)


def _words_under(uow: UnitOfWork, seal: str) -> tuple[str, dict[str, str]]:
    vault = vault_in_hand(uow)
    entry = vault.get(seal) if seal else None
    code, words = (entry.code, dict(entry.payload)) if entry is not None else ("", {})
    for payload in waiting(uow, vault, seal):
        if payload.get("what") == IDENTITY:
            code = str(payload["code"]) or code
            words |= {key: str(value) for key, value in payload["words"].items() if value}
    if not words:
        raise RuleViolation(_(NOTHING_KEPT))
    return code, words


def waiting(uow: UnitOfWork, vault: Vault, seal: str) -> Iterator[dict[str, Any]]:
    """What is in the envelopes of a seal, in the order in which they came."""
    wanted = select(SealedEnvelope.payload).where(SealedEnvelope.seal == seal).order_by(SealedEnvelope.id)
    for envelope in uow.session.scalars(wanted):
        yield vault.opened(envelope)


def scan_of(payload: Mapping[str, Any]) -> ScanKey:
    """The key of a scan as an envelope holds it."""
    return ScanKey(payload["id"], payload["name"], bytes.fromhex(payload["key"]), payload["byte_count"])


@allowed("denunciations.read", reads=True)
def masked(uow: UnitOfWork, seal: str, context: Context | None = None) -> MaskedContent:
    """What a denunciation says, without who wrote it; the caller says how the viewer stands to the case.

    Raises NotAllowed, and RuleViolation where the viewer has no key or nothing is kept.
    """
    verdict = uow.verdict("denunciations.read", context or Context())
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    return masked_content(*content_under(uow, seal))


@allowed("denunciations.read", reads=True)
def words_at(uow: UnitOfWork, seal: str, place: str, context: Context | None = None) -> dict[str, str]:
    """What was written at a place of a record ("step.12"), without who denounces; as `masked`."""
    verdict = uow.verdict("denunciations.read", context or Context())
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    _code, words = _words_under(uow, seal)
    writer, start = sealed_from(words), f"{place}{AT}"
    return {key.removeprefix(start): covered(value, writer) for key, value in words.items() if key.startswith(start)}


@allowed("denunciations.read", reads=True)
def scans_of(uow: UnitOfWork, seal: str, context: Context | None = None) -> tuple[ScanLine, ...]:
    """The sealed scans of a denunciation; the originals show a hand, so that opening one takes a reason."""
    verdict = uow.verdict("denunciations.read", context or Context())
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    vault = vault_in_hand(uow)
    waits = [payload for payload in waiting(uow, vault, seal) if payload.get("what") == SCAN]
    lines = [ScanLine(scan.id, scan.byte_count) for scan in vault.scans(seal)]
    return (*lines, *(ScanLine(str(payload["id"]), int(payload["byte_count"])) for payload in waits))


@allowed("denunciations.know", reads=True)
def openings_of(uow: UnitOfWork, seal: str, context: Context | None = None) -> tuple[OpeningLine, ...]:
    """Who opened, printed or was refused the identity under a seal, newest first."""
    verdict = uow.verdict("denunciations.know", context or Context())
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    rows = uow.session.scalars(
        select(SealedOpening).where(SealedOpening.seal == seal).order_by(SealedOpening.id.desc())
    )
    return tuple(
        OpeningLine(row.id, row.code, row.what, row.who, row.second, row.reason, row.opened_at, ends_at(uow, row))
        for row in rows
    )


def ends_at(uow: UnitOfWork, opening: SealedOpening) -> datetime:
    """When an opening ended, or ends by itself."""
    by_itself = opening.opened_at + timedelta(minutes=minutes_open(uow))
    return by_itself if opening.closed_at is None else min(opening.closed_at, by_itself)


def minutes_open(uow: UnitOfWork) -> int:
    """After how many minutes an opened identity closes by itself."""
    return int(str(setting(uow, SEALED_MINUTES)))


def running_opening(uow: UnitOfWork, seal: str) -> SealedOpening | None:
    """The viewer's opening of this seal that has not ended."""
    newest = (
        select(SealedOpening)
        .where(
            SealedOpening.seal == seal,
            SealedOpening.created_by == uow.viewer.account_id,
            SealedOpening.what == OpeningKind.OPENED,
            SealedOpening.closed_at.is_(None),
        )
        .order_by(SealedOpening.id.desc())
        .limit(1)
    )
    opening = uow.session.scalar(newest)
    return opening if opening is not None and uow.now < ends_at(uow, opening) else None


@allowed("denunciations.reveal", reads=True)
def still_open(uow: UnitOfWork, seal: str, context: Context) -> tuple[Sealed, datetime] | None:
    """The identity that the viewer opened a while ago, and when it closes by itself; None once it has.

    No second reason is asked while an opening runs; whoever lost the right meanwhile sees nothing more.
    """
    opening = running_opening(uow, seal)
    confirmed = replace(context, confirmed=opening is not None and bool(opening.second))
    if not uow.may("denunciations.reveal", confirmed) or opening is None:
        return None
    return content_under(uow, seal)[1], ends_at(uow, opening)


@allowed("drafts.own", reads=True)
def sealed_draft_of(uow: UnitOfWork, form: str, record: str) -> dict[str, Any] | None:
    """The viewer's draft of a form of a denunciation; None where nothing was or could be kept."""
    storage = uow.storage
    if storage is None or storage.vault is None or uow.viewer.account_id is None or is_cut_off(uow):
        return None
    return storage.vault.draft_of(uow.viewer.account_id, form, record)


def envelopes_waiting(uow: UnitOfWork) -> int:
    """How many envelopes wait for somebody who holds the vault's key."""
    return uow.session.scalar(select(func.count()).select_from(SealedEnvelope)) or 0


def seals_in_use(uow: UnitOfWork) -> set[str]:
    """Every seal that a record, the bin or an undo step names; what the vault holds beside them is swept."""
    found: set[str] = set()
    for mapper in Base.registry.mappers:
        if "seal" in mapper.columns and mapper.class_ is not SealedOpening:
            column = mapper.columns["seal"]
            found.update(uow.session.scalars(select(column).where(column != "").distinct()))
    steps = select(undo_step.c.changes).where(
        undo_step.c.changes.is_not(None), cast(undo_step.c.changes, Text).contains('"seal":"')
    )
    for changes in uow.session.scalars(steps):
        images: list[Mapping[str, Any]] = [change["before"] or {} for change in changes]
        found.update(str(image["seal"]) for image in images if image.get("seal"))
    return found
