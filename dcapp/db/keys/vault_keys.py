"""Who holds the key of the sealed vault: made by one, given on by who holds it, taken back by making another one.

The system administrator can open the cabinet of keys, but never this one: a grant is made out of the key itself, so
only who holds it can give it on. Who lost every grant opens the vault with the second printed code.

Changing the key takes two steps, so that at every moment the slots hold the key that the file stands under:
`prepare_rotation` puts the next key beside the present one, `finish_rotation` lets it take its place.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dcapp.db.folder import OfficeFolder
from dcapp.db.keys import recovery, slots, wrapping
from dcapp.db.keys.cabinet import KEY_BYTES, VAULT, VAULT_NEXT, Keys, genuine, put, slot_of
from dcapp.db.keys.slots import Cabinet, Slot, VaultEntry
from dcapp.db.lock import brief_lock
from dcapp.kernel.errors import NotAllowed, RuleViolation, WrongPassword
from dcapp.kernel.i18n import N_, _

NO_KEY = N_("Tài khoản này chưa giữ khóa kho niêm phong. Nhờ người đang giữ khóa giao khóa.")
NO_VAULT = N_("Đơn vị chưa lập kho niêm phong. Lãnh đạo lập kho trong Quản trị trước.")


def has_vault(folder: Path) -> bool:
    """True where the office has a vault."""
    return slots.read(OfficeFolder(folder))[0].vault is not None


def vault_recipient(keys: Keys) -> str:
    """To whom envelopes are closed (age1…), "" where there is no vault. Raises Damaged for an altered slots file."""
    vault = genuine(keys).vault
    return vault.public if vault is not None else ""


def vault_holders(folder: Path) -> tuple[str, ...]:
    """The accounts that hold the vault's key, in the order in which they were added."""
    cabinet, _in_order = slots.read(OfficeFolder(folder))
    return tuple(slot.card.account for slot in cabinet.slots if VAULT in slot.grants)


def is_stale(keys: Keys) -> bool:
    """True where somebody who held the key is gone and the key was not changed since, or a change broke off."""
    vault = genuine(keys).vault
    return vault is not None and (vault.is_stale or bool(vault.next_grant))


def new_key() -> bytes:
    """A random key for a vault."""
    return secrets.token_bytes(KEY_BYTES)


def create_vault(keys: Keys, public: str, key: bytes) -> tuple[Keys, str]:
    """Grant the key of a new vault to the account at the keyboard alone; also the printed code that opens it.

    `public` is the half of the envelope key that stands in clear; its private half stands in the vault only. The
    vault's file exists already under `key`.
    """
    code = recovery.new_code()
    recipient = recovery.recipient_of(code)

    def founded(cabinet: Cabinet) -> Cabinet:
        if cabinet.vault is not None:
            raise RuleViolation(_("Đơn vị đã có kho niêm phong."))
        entry = VaultEntry(recipient, wrapping.seal_to(recipient, key), public)
        mine = _granted(slot_of(cabinet, keys.account), VAULT, key)
        return replace(cabinet.with_slot(mine), vault=entry)

    _change(keys, founded)
    return replace(keys, vault_key=key), code


def grant_vault(keys: Keys, account: str) -> None:
    """Give the vault's key on to another account; only who holds it can."""
    key = _key_in_hand(keys)

    def given(cabinet: Cabinet) -> Cabinet:
        _entry_of(cabinet)
        return cabinet.with_slot(_granted(slot_of(cabinet, account), VAULT, key))

    _change(keys, given)


def prepare_rotation(keys: Keys, without: str = "") -> Keys:
    """Put the vault's next key beside the present one, for everybody who holds it but `without`."""
    _key_in_hand(keys)
    key = new_key()

    def prepared(cabinet: Cabinet) -> Cabinet:
        vault = _entry_of(cabinet)
        if without:
            left = slot_of(cabinet, without)
            cabinet = cabinet.with_slot(_ungranted(left, VAULT, VAULT_NEXT))
        holders = [slot for slot in cabinet.slots if VAULT in slot.grants]
        if not holders:
            raise RuleViolation(
                _("Đây là người cuối cùng giữ khóa kho niêm phong. Giao khóa cho người khác trước khi thu lại.")
            )
        for slot in holders:
            cabinet = cabinet.with_slot(_granted(slot, VAULT_NEXT, key))
        sealed = wrapping.seal_to(vault.recipient, key)
        return replace(cabinet, vault=replace(vault, next_grant=sealed, is_stale=True))

    _change(keys, prepared)
    return replace(keys, next_vault_key=key)


def finish_rotation(keys: Keys, public: str) -> Keys:
    """Let the next key take the place of the present one; the file stands under it now."""

    def finished(cabinet: Cabinet) -> Cabinet:
        vault = _entry_of(cabinet)
        for slot in cabinet.slots:
            if VAULT_NEXT in slot.grants:
                moved = {**slot.grants, VAULT: slot.grants[VAULT_NEXT]}
                cabinet = cabinet.with_slot(_ungranted(replace(slot, grants=moved), VAULT_NEXT))
            elif VAULT in slot.grants:  # given while the change was under way: of the old key
                cabinet = cabinet.with_slot(_ungranted(slot, VAULT))
        return replace(
            cabinet,
            vault=replace(vault, grant=vault.next_grant or vault.grant, next_grant=b"", public=public, is_stale=False),
        )

    _change(keys, finished)
    return replace(keys, vault_key=keys.next_vault_key, next_vault_key=None)


def recover_vault(keys: Keys, vault_code: str) -> Keys:
    """Open the vault with its own printed code and give the account at the keyboard the key.

    Raises Invalid (field recovery_code) for a misspelled code and WrongPassword for one that does not fit.
    """
    code = recovery.parsed(vault_code)
    entry = _entry_of(genuine(keys))
    key = wrapping.unseal(code, entry.grant)
    if key is None:
        raise WrongPassword(
            _("Mã này không mở được kho niêm phong của đơn vị."),
            wait_seconds=0,
            advice=_("Mã có thể của văn phòng khác, là mã khôi phục dữ liệu, hoặc đã được thay bằng mã in sau đó."),
        )
    upcoming = wrapping.unseal(code, entry.next_grant) if entry.next_grant else None

    def recovered(cabinet: Cabinet) -> Cabinet:
        mine = _granted(slot_of(cabinet, keys.account), VAULT, key)
        return cabinet.with_slot(_granted(mine, VAULT_NEXT, upcoming) if upcoming else mine)

    _change(keys, recovered)
    return replace(keys, vault_key=key, next_vault_key=upcoming)


def issue_vault_code(keys: Keys) -> str:
    """A new printed code for the vault; the old one opens nothing from now on."""
    key = _key_in_hand(keys)
    code = recovery.new_code()
    recipient = recovery.recipient_of(code)

    def issued(cabinet: Cabinet) -> Cabinet:
        vault = _entry_of(cabinet)
        if vault.next_grant:
            raise RuleViolation(_("Khóa kho niêm phong đang được đổi dở. Mở lại chương trình rồi cấp mã mới."))
        return replace(cabinet, vault=replace(vault, recipient=recipient, grant=wrapping.seal_to(recipient, key)))

    _change(keys, issued)
    return code


def _change(keys: Keys, changed: Callable[[Cabinet], Cabinet]) -> None:
    with brief_lock(OfficeFolder(keys.folder).keys_lock):
        put(keys, changed(genuine(keys)))


def _granted(slot: Slot, name: str, key: bytes) -> Slot:
    return replace(slot, grants={**slot.grants, name: wrapping.seal_to(slot.wrapped.public, key)})


def _ungranted(slot: Slot, *names: str) -> Slot:
    return replace(slot, grants={name: grant for name, grant in slot.grants.items() if name not in names})


def _key_in_hand(keys: Keys) -> bytes:
    if keys.vault_key is None:
        raise NotAllowed(_(NO_KEY))
    return keys.vault_key


def _entry_of(cabinet: Cabinet) -> VaultEntry:
    if cabinet.vault is None:
        raise RuleViolation(_(NO_VAULT))
    return cabinet.vault
