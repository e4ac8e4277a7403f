"""Use cases of accounts: adding people, giving roles, resetting passwords, changing the matrix of rights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from dcapp.db.keys import cabinet
from dcapp.db.keys.cabinet import AccountCard
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.accounts.models import Account, AccountRole, RightOverride
from dcapp.features.accounts.queries import AccountLine, approvers_of_roles
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import AccountId, OfficerId
from dcapp.kernel.text import fold, nfc
from dcapp.rules.permissions import ROLES, load_matrix

ADMINISTRATOR = "QT"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountForm:
    """Somebody who may open the program."""

    display_name: str
    post: str = ""
    roles: tuple[str, ...] = ()
    officer_id: OfficerId | None = None
    name: str = ""
    """Empty: made from the display name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondPerson:
    """Somebody else at the same desk, who confirms by typing the own password."""

    account: str
    password: str = field(repr=False)


class SecondPersonNeeded(RuleViolation):
    """Roles are given by two; `accounts` names who can confirm (queries.approvers_of_roles)."""

    def __init__(self, approvers: Sequence[AccountLine]) -> None:
        names = ", ".join(line.display_name for line in approvers)
        super().__init__(_("Giao hoặc đổi vai trò cần người thứ hai xác nhận: {names}.").format(names=names))
        self.accounts = tuple(line.name for line in approvers)


def account_name(display_name: str) -> str:
    """A short name without marks: "Nguyễn Thị Hằng" gives "hang.nt"."""
    words = re.sub(r"[^a-z0-9 ]", "", fold(display_name)).split()
    if not words:
        return ""
    return words[-1] + ("." + "".join(word[0] for word in words[:-1]) if len(words) > 1 else "")


@allowed("accounts.manage")
def add_account(uow: UnitOfWork, form: AccountForm, password: str, second: SecondPerson | None = None) -> AccountId:
    """Give a person an account, a key slot and roles. Raises SecondPersonNeeded, Invalid.

    The slot is written last: should the commit fail, a slot without an account opens nothing, and the next start
    takes it away.
    """
    display_name = " ".join(nfc(form.display_name).split())
    if not display_name:
        raise Invalid(_("Chưa ghi họ và tên."), field="display_name")
    post = nfc(form.post).strip()
    name = _free_name(uow, nfc(form.name).strip() or account_name(display_name))
    account = uow.add(Account(name=name, display_name=display_name, post=post, officer_id=form.officer_id))
    _give_roles(uow, account.id, form.roles, second)
    cabinet.add_account(uow.beside.keys, AccountCard(name, display_name, post), password)
    return account.id


def _free_name(uow: UnitOfWork, wanted: str) -> str:
    """The wanted name, or the next one that neither an account nor a key slot has."""
    taken = set(uow.session.scalars(select(Account.name))) | _names_of_slots(uow)
    if wanted not in taken:
        return wanted
    return next(f"{wanted}{number}" for number in range(2, 1000) if f"{wanted}{number}" not in taken)


def _names_of_slots(uow: UnitOfWork) -> set[str]:
    return {card.account for card in cabinet.cards(uow.beside.folder)}


@allowed("accounts.manage")
def edit_account(uow: UnitOfWork, account_id: AccountId, form: AccountForm, second: SecondPerson | None = None) -> None:
    """Change name, post and roles; the last administrator keeps the role. Raises SecondPersonNeeded, Invalid."""
    account = uow.get(Account, account_id)
    display_name = " ".join(nfc(form.display_name).split())
    if not display_name:
        raise Invalid(_("Chưa ghi họ và tên."), field="display_name")
    if ADMINISTRATOR not in form.roles:
        _keep_an_administrator(uow, account_id)
    account.display_name, account.post, account.officer_id = display_name, nfc(form.post).strip(), form.officer_id
    _give_roles(uow, account_id, form.roles, second)
    uow.session.flush()
    if account.is_active:  # a blocked account has no slot
        cabinet.change_card(uow.beside.keys, account.name, AccountCard(account.name, display_name, account.post))


def _give_roles(uow: UnitOfWork, account_id: AccountId, roles: tuple[str, ...], second: SecondPerson | None) -> None:
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise Invalid(_("Không có vai trò {role}.").format(role=", ".join(sorted(unknown))), field="roles")
    held = {
        row.role: row for row in uow.session.scalars(select(AccountRole).where(AccountRole.account_id == account_id))
    }
    if set(held) == set(roles):
        return
    _let_confirm(uow, account_id, second)
    for role in sorted(set(held) - set(roles)):
        uow.session.delete(held[role])
    for role in sorted(set(roles) - set(held)):
        uow.session.add(AccountRole(account_id=account_id, role=role))
    uow.session.flush()


def _let_confirm(uow: UnitOfWork, account_id: AccountId, second: SecondPerson | None) -> None:
    """Roles are given with a second person (matrix, accounts.roles), as soon as the office has one who can confirm."""
    if uow.may("accounts.roles"):
        return
    approvers = approvers_of_roles(uow)
    if not approvers:
        return
    if second is None:
        raise SecondPersonNeeded(approvers)
    if second.account not in {line.name for line in approvers}:
        raise Invalid(_("Người này không xác nhận được việc giao vai trò."), field="second")
    cabinet.unlock(uow.beside.folder, second.account, second.password)  # counts as a try at the door
    uow.note("roles.confirm", "Account", account_id, {"account": second.account})


@allowed("accounts.manage")
def block_account(uow: UnitOfWork, account_id: AccountId) -> None:
    """Block an account: its slot is taken away; what it wrote keeps its name."""
    account = uow.get(Account, account_id)
    if not account.is_active:
        raise RuleViolation(_("Tài khoản này đã khóa."))
    if account_id == uow.viewer.account_id:
        raise RuleViolation(_("Không tự khóa tài khoản đang dùng. Nhờ quản trị khác làm việc này."))
    _keep_an_administrator(uow, account_id)
    account.is_active = False
    uow.session.flush()
    cabinet.remove_account(uow.beside.keys, account.name)


@allowed("accounts.manage")
def open_account_again(uow: UnitOfWork, account_id: AccountId, password: str) -> None:
    """Give a blocked account a new slot with a new password."""
    account = uow.get(Account, account_id)
    if account.is_active and account.name in _names_of_slots(uow):
        raise RuleViolation(_("Tài khoản này đang dùng được."))
    account.is_active = True
    uow.session.flush()
    if account.name in _names_of_slots(uow):  # left by an opening that broke off
        cabinet.reset_password(uow.beside.keys, account.name, password)
    else:
        cabinet.add_account(uow.beside.keys, AccountCard(account.name, account.display_name, account.post), password)


@allowed("accounts.reset_password")
def reset_password(uow: UnitOfWork, account_id: AccountId, password: str) -> None:
    """Set a new password for somebody who forgot theirs; written into the audit book."""
    account = uow.get(Account, account_id)
    if not account.is_active:
        raise RuleViolation(_("Tài khoản này đang khóa. Mở lại tài khoản thì đặt luôn mật khẩu mới."))
    cabinet.reset_password(uow.beside.keys, account.name, password)
    uow.note("password.reset", "Account", account_id, {})


@allowed("accounts.own")
def note_password_change(uow: UnitOfWork) -> None:
    """Put into the audit book that the viewer changed the own password."""
    uow.note("password.change", "Account", uow.viewer.account_id, {})


@allowed("accounts.manage")
def new_recovery_code(uow: UnitOfWork) -> str:
    """A new recovery code; the printed old one opens nothing from now on."""
    code = cabinet.issue_recovery_code(uow.beside.keys)
    uow.note("recovery_code.issue", "Office", None, {})
    return code


def _keep_an_administrator(uow: UnitOfWork, account_id: AccountId) -> None:
    others = uow.session.scalar(
        select(func.count())
        .select_from(AccountRole)
        .join(Account, Account.id == AccountRole.account_id)
        .where(AccountRole.role == ADMINISTRATOR, Account.is_active, Account.id != account_id)
    )
    if not others:
        raise RuleViolation(_("Phải còn ít nhất một quản trị. Giao vai trò quản trị cho người khác trước."))


@allowed("accounts.manage", undo=N_("Sửa phân quyền"))
def set_rights(uow: UnitOfWork, cells: dict[tuple[str, str], str], reason: str = "") -> None:
    """Set cells of the matrix (role, action) → grant; a cell that equals the shipped one is taken out again."""
    shipped = load_matrix()
    for role, action in cells:
        if shipped.is_fixed(role, action):
            raise RuleViolation(_("Quyền này do quy định, đơn vị không đổi được."))
    for (role, action), grant in cells.items():
        stored = uow.session.scalar(
            select(RightOverride).where(RightOverride.role == role, RightOverride.action == action)
        )
        if shipped.grant(role, action) == grant:
            if stored is not None:
                uow.session.delete(stored)
        elif stored is None:
            uow.session.add(RightOverride(role=role, action=action, grant=grant, reason=reason))
        else:
            stored.grant, stored.reason = grant, reason
