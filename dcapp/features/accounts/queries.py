"""Who is at the keyboard, what the office lets each role do, and what stands in the audit book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select

from dcapp.db.audit import audit_record, head
from dcapp.db.unit_of_work import NOBODY, Security, UnitOfWork, Viewer
from dcapp.db.use_case import allowed
from dcapp.features.accounts.models import Account, AccountRole, RightOverride
from dcapp.features.office.absences import NEVER_LENT, stood_in_for
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import AccountId, OfficerId
from dcapp.rules.permissions import ROLES, Context, Matrix, load_matrix


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account as the administrator sees it."""

    id: AccountId
    name: str
    display_name: str
    post: str
    is_active: bool
    roles: tuple[str, ...]
    """Codes, in the order of the matrix."""
    officer_id: OfficerId | None = None

    @property
    def role_titles(self) -> tuple[str, ...]:
        """The roles as the office calls them."""
        return tuple(_(ROLES[role]) for role in self.roles if role in ROLES)


VIEWER = (
    select(Account.id, Account.name, Account.display_name, Account.officer_id, AccountRole.role)
    .outerjoin(AccountRole, AccountRole.account_id == Account.id)
    .where(Account.name == bindparam("name"), Account.is_active)
)
"""Account and roles in one look: every action begins with it."""


def viewer_of(uow: UnitOfWork, name: str) -> Viewer:
    """The viewer behind an account name, roles read now; nobody where the account is gone or blocked."""
    rows = uow.session.execute(VIEWER, {"name": name}).all()
    if not rows:
        return replace(NOBODY, name=name)
    first = rows[0]
    roles = frozenset(row.role for row in rows if row.role is not None)
    away = stood_in_for(uow, first.officer_id, uow.today)
    if away:
        lent = select(AccountRole.role).join(Account, Account.id == AccountRole.account_id)
        of_the_absent = lent.where(Account.is_active, Account.officer_id.in_([officer for officer, _name in away]))
        roles |= frozenset(uow.session.scalars(of_the_absent)) - NEVER_LENT
    return Viewer(first.id, first.name, first.display_name, first.officer_id, roles, away)


def matrix_of(uow: UnitOfWork) -> Security:
    """The shipped matrix with the office's own cells laid over it."""
    cells: Mapping[tuple[str, str], str] = {
        (role, action): grant
        for role, action, grant in uow.session.execute(
            select(RightOverride.role, RightOverride.action, RightOverride.grant)
        )
    }
    shipped = load_matrix()
    return replace(uow.security, matrix=shipped.with_overrides(cells) if cells else shipped)


@allowed("accounts.view", reads=True)
def rights_in_force(uow: UnitOfWork) -> Matrix:
    """The matrix as it holds now, for the screen of rights."""
    return matrix_of(uow).matrix


@allowed("accounts.view", reads=True)
def account_lines(uow: UnitOfWork) -> list[AccountLine]:
    """Every account with its roles, in the order they were made."""
    roles: dict[AccountId, list[str]] = {}
    for account_id, role in uow.session.execute(select(AccountRole.account_id, AccountRole.role)):
        roles.setdefault(account_id, []).append(role)
    return [
        AccountLine(
            account.id,
            account.name,
            account.display_name,
            account.post,
            account.is_active,
            tuple(role for role in ROLES if role in roles.get(account.id, ())),
            account.officer_id,
        )
        for account in uow.session.scalars(select(Account).order_by(Account.id))
    ]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One record of the audit book as it is shown."""

    seq: int
    at: str
    account: str
    action: str
    kind: str
    record_id: int | None
    content: str
    """JSON: before and after of a changed row, or what the action noted."""
    who: str = ""
    """The account's person as the list of accounts names them today; empty for an account that is gone."""


AUDIT_PAGE = 200
OF_THE_ADMINISTRATOR = frozenset({
    "Account", "AccountRole", "RightOverride", "Office", "StoredSetting", "Body", "Post", "Officer", "Tenure",
    "Village", "DayOff", "CalendarYear", "OwnDays", "WordingCheck", "BackupReceipt",
})  # fmt: skip
"""Kinds that the system administrator keeps; of everything else the role sees that it happened, never what it was."""
WITHHELD = "{}"


@allowed("audit.read", reads=True)
def audit_lines(uow: UnitOfWork, before: int | None = None) -> list[AuditLine]:
    """A page of the audit book, newest first; `before` is the sequence number to go on from.

    Where the matrix masks it (the system administrator), lines of the office's work come without their content.
    """
    masked = uow.require("audit.read", Context()).masked
    statement = (
        select(audit_record, Account.display_name)
        .outerjoin(Account, Account.id == audit_record.c.account_id)
        .order_by(audit_record.c.seq.desc())
        .limit(AUDIT_PAGE)
    )
    if before is not None:
        statement = statement.where(audit_record.c.seq < before)
    return [
        AuditLine(
            row.seq,
            row.at.astimezone().strftime("%d/%m/%Y %H:%M:%S"),
            row.account,
            row.action,
            row.kind,
            row.record_id,
            WITHHELD if masked and row.kind not in OF_THE_ADMINISTRATOR else row.content,
            row.display_name or "",
        )
        for row in uow.session.execute(statement)
    ]


@allowed("accounts.view", reads=True)
def approvers_of_roles(uow: UnitOfWork) -> list[AccountLine]:
    """Who can confirm the giving of roles: other accounts in use whose role approves it (decision 5: two with LD).

    Empty: nobody else could, so whoever gives roles does it alone (the first accounts of an office).
    """
    matrix = matrix_of(uow).matrix
    return [
        line
        for line in account_lines(uow)
        if line.is_active
        and line.id != uow.viewer.account_id
        and any(matrix.grant(role, "accounts.roles") in ("V", "Y") for role in line.roles)
    ]


@allowed("audit.read", reads=True)
def audit_head(uow: UnitOfWork) -> str:
    """The head of the audit book as papers print it: number of the newest record and the start of its hash."""
    uow.require("audit.read", Context())
    return head(uow.session.connection()).short
