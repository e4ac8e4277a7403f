"""Use cases of the vault itself: made by the leader, its key given and taken back, the code on paper."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from dcapp.db import vault_opening
from dcapp.db.keys import vault_keys
from dcapp.db.unit_of_work import AT_BEST, UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.accounts.models import Account, AccountRole
from dcapp.features.accounts.queries import matrix_of
from dcapp.features.accounts.service import ADMINISTRATOR
from dcapp.features.sealed.queries import envelopes_waiting, keeping, minutes_open, vault_in_hand, why_closed
from dcapp.features.sealed.terms import Keeping
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import AccountId
from dcapp.rules.permissions import Context

TRUSTED = frozenset({"LD", "TC"})
"""Roles that may hold the vault's key even beside the administrator's."""


@dataclass(frozen=True, slots=True)
class HolderLine:
    """An account and whether it holds, or may be given, the vault's key."""

    id: AccountId
    display_name: str
    post: str
    holds: bool
    why_not: str
    """Why the key cannot be given to it; "" where it can."""


@dataclass(frozen=True, slots=True)
class VaultCard:
    """The vault as the screen of rights shows it."""

    exists: bool
    is_open: bool
    why_closed: str
    keeping: Keeping
    minutes: int
    waiting: int
    accounts: tuple[HolderLine, ...]


@allowed("accounts.view", reads=True)
def vault_card(uow: UnitOfWork) -> VaultCard:
    """Whether there is a vault, who holds its key and who may, how many envelopes wait."""
    storage = uow.storage
    exists = storage is not None and storage.keys is not None and vault_keys.has_vault(storage.folder)
    holders = vault_keys.vault_holders(uow.beside.folder) if exists else ()
    accounts = uow.session.scalars(select(Account).where(Account.is_active).order_by(Account.id)).all()
    return VaultCard(
        exists=exists,
        is_open=storage is not None and storage.vault is not None,
        why_closed=why_closed(uow),
        keeping=keeping(uow),
        minutes=minutes_open(uow),
        waiting=envelopes_waiting(uow),
        accounts=tuple(
            HolderLine(line.id, line.display_name, line.post, line.name in holders, why_no_key(uow, line.id))
            for line in accounts
        ),
    )


def why_no_key(uow: UnitOfWork, account_id: AccountId) -> str:
    """Why an account may not hold the vault's key; "" where it may."""
    roles = set(uow.session.scalars(select(AccountRole.role).where(AccountRole.account_id == account_id)))
    if ADMINISTRATOR in roles and not roles & TRUSTED:
        return _("Tài khoản quản trị hệ thống không giữ khóa kho niêm phong.")
    if not matrix_of(uow).matrix.decide(roles, "denunciations.read", AT_BEST).allowed:
        return _("Tài khoản này không có vai trò được xem tố cáo nên không giữ khóa kho niêm phong.")
    return ""


@allowed("drafts.own", reads=True)
def why_not_mine(uow: UnitOfWork) -> str:
    """Why the viewer may not hold the vault's key any more; "" where it may. Roles change after a key was given."""
    return why_no_key(uow, uow.viewer.account_id or AccountId(0))


@allowed("denunciations.grant")
def create_vault(uow: UnitOfWork) -> str:
    """Make the office's vault for the viewer alone; returns its code, to be printed once and kept apart.

    Should the commit fail the vault stands all the same, and is found at the next start.
    """
    uow.require("denunciations.grant", Context())
    _refuse_unfit(uow, uow.viewer.account_id)
    storage = uow.beside
    storage.vault, storage.keys, code = vault_opening.found_vault(storage.keys)
    _note(uow, "vault.create", uow.viewer.account_id)
    return code


@allowed("denunciations.grant")
def give_vault_key(uow: UnitOfWork, account_id: AccountId) -> None:
    """Give the vault's key to another account; it opens at that account's next login."""
    uow.require("denunciations.grant", Context())
    account = _account_in_use(uow, account_id)
    _refuse_unfit(uow, account_id)
    if account.name in vault_keys.vault_holders(uow.beside.folder):
        raise RuleViolation(_("{name} đang giữ khóa kho niêm phong.").format(name=account.display_name))
    vault_keys.grant_vault(uow.beside.keys, account.name)
    _note(uow, "vault.give", account_id)


@allowed("denunciations.revoke")
def take_vault_key(uow: UnitOfWork, account_id: AccountId) -> None:
    """Take the vault's key back from an account: the vault gets another key, the others get that one.

    Raises RuleViolation for the last one who holds it, and where the account holds none.
    """
    uow.require("denunciations.revoke", Context())
    account = uow.get(Account, account_id)
    storage = uow.beside
    holders = vault_keys.vault_holders(storage.folder)
    if account.name not in holders:
        raise RuleViolation(_("{name} không giữ khóa kho niêm phong.").format(name=account.display_name))
    if account_id == uow.viewer.account_id:
        raise RuleViolation(_("Không tự thu khóa của mình. Nhờ người khác đang giữ khóa làm việc này."))
    vault = vault_in_hand(uow)
    storage.keys = vault_opening.change_key(vault, storage.keys, without=account.name)
    _note(uow, "vault.take", account_id)


@allowed("denunciations.grant")
def recover_vault_key(uow: UnitOfWork, code: str) -> str:
    """Open the vault with its own printed code, for the viewer; returns the new code, the old one opens nothing more.

    Raises Invalid (field recovery_code), WrongPassword.
    """
    uow.require("denunciations.grant", Context())
    _refuse_unfit(uow, uow.viewer.account_id)
    storage = uow.beside
    held = vault_keys.recover_vault(storage.keys, code)
    storage.vault, storage.keys = vault_opening.open_vault(held, write=True)
    _note(uow, "vault.recover", uow.viewer.account_id)
    return vault_keys.issue_vault_code(storage.keys)


@allowed("denunciations.grant")
def new_vault_code(uow: UnitOfWork) -> str:
    """A new printed code for the vault; the old one opens nothing from now on."""
    uow.require("denunciations.grant", Context())
    code = vault_keys.issue_vault_code(uow.beside.keys)
    _note(uow, "vault.code", uow.viewer.account_id)
    return code


def _refuse_unfit(uow: UnitOfWork, account_id: AccountId | None) -> None:
    why = why_no_key(uow, account_id or AccountId(0))
    if why:
        raise RuleViolation(why)


def _account_in_use(uow: UnitOfWork, account_id: AccountId) -> Account:
    account = uow.get(Account, account_id)
    if not account.is_active:
        raise RuleViolation(_("Tài khoản này đã khóa."))
    return account


def _note(uow: UnitOfWork, action: str, account_id: AccountId | None) -> None:
    uow.note(action, "Account", account_id, {})
    uow.changed.add("Account")
