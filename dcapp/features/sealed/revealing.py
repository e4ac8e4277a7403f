"""Use cases of opening an identity: the right, a reason, a second person where the matrix asks for one; all on record.

A refusal is recorded as well, in an action of its own after the refused one was taken back.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from sqlalchemy import select

from dcapp.db.keys import cabinet
from dcapp.db.sealed_scans import scan_content
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.accounts.queries import AccountLine, account_lines, matrix_of
from dcapp.features.accounts.service import SecondPerson
from dcapp.features.sealed.models import SealedOpening
from dcapp.features.sealed.queries import SCAN, content_under, scan_of, vault_in_hand, waiting
from dcapp.features.sealed.rules import LEAST_REASON, Sealed, covered
from dcapp.features.sealed.terms import OpeningKind
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import OfficerId
from dcapp.kernel.text import nfc
from dcapp.rules.permissions import Context

CONFIRMS = frozenset({"2", "Y", "A", "A2"})
"""Grants of a right with which somebody may confirm that another one uses it."""


class ConfirmationNeeded(RuleViolation):
    """An identity is opened by two; `accounts` names who can confirm."""

    def __init__(self, able: tuple[AccountLine, ...]) -> None:
        names = ", ".join(line.display_name for line in able)
        super().__init__(_("Mở danh tính người tố cáo cần người thứ hai xác nhận: {names}.").format(names=names))
        self.accounts = tuple(line.name for line in able)


@allowed("denunciations.reveal")
def reveal(
    uow: UnitOfWork,
    seal: str,
    context: Context,
    reason: str,
    second: SecondPerson | None = None,
    *,
    code: str = "",
    barred: frozenset[OfficerId] = frozenset(),
) -> Sealed:
    """Open an identity: the right, a reason, a second person where the matrix asks for one; recorded, refused or not.

    The caller says how the viewer stands to the case, its code, and who of the office is accused in it (`barred`).
    Raises NotAllowed, Invalid (reason, second), ConfirmationNeeded, RuleViolation, WrongPassword.
    """
    return _opened(uow, "denunciations.reveal", OpeningKind.OPENED, seal, context, reason, second, code, barred)


@allowed("denunciations.print_identity")
def print_identity(
    uow: UnitOfWork,
    seal: str,
    context: Context,
    reason: str,
    second: SecondPerson | None = None,
    *,
    code: str = "",
    barred: frozenset[OfficerId] = frozenset(),
) -> Sealed:
    """The identity for a paper that must bear it; as `reveal`, by the right to print."""
    return _opened(
        uow, "denunciations.print_identity", OpeningKind.PRINTED, seal, context, reason, second, code, barred
    )


@allowed("denunciations.export_identity")
def export_identity(
    uow: UnitOfWork,
    seal: str,
    context: Context,
    reason: str,
    second: SecondPerson | None = None,
    *,
    code: str = "",
    barred: frozenset[OfficerId] = frozenset(),
) -> Sealed:
    """The identity for a file that must bear it; as `reveal`, by the right to export."""
    right = "denunciations.export_identity"
    return _opened(uow, right, OpeningKind.EXPORTED, seal, context, reason, second, code, barred)


@allowed("denunciations.open_original")
def open_scan(
    uow: UnitOfWork,
    seal: str,
    scan_id: str,
    context: Context,
    reason: str,
    second: SecondPerson | None = None,
    *,
    code: str = "",
    barred: frozenset[OfficerId] = frozenset(),
) -> tuple[str, bytes]:
    """Name and bytes of a sealed scan, which shows a hand; as `reveal`, by the right to open the original."""
    right = "denunciations.open_original"
    _opened(uow, right, OpeningKind.SCAN, seal, context, reason, second, code, barred)
    vault = vault_in_hand(uow)
    waits = [scan_of(payload) for payload in waiting(uow, vault, seal) if payload["what"] == SCAN]
    scan = next((one for one in (*vault.scans(seal), *waits) if one.id == scan_id), None)
    if scan is None:
        raise RuleViolation(_("Không thấy bản quét này trong kho niêm phong."))
    return scan.name, scan_content(uow.beside.folder, scan)


def _opened(
    uow: UnitOfWork,
    right: str,
    what: OpeningKind,
    seal: str,
    context: Context,
    reason: str,
    second: SecondPerson | None,
    code: str,
    barred: frozenset[OfficerId],
) -> Sealed:
    told = " ".join(nfc(reason).split())
    refusal = partial(_note_refusal, seal=seal, code=code)
    uow.when_refused.append(refusal)
    accused = context.related or uow.viewer.officer_id in barred
    before = replace(context, confirmed=False, related=accused)
    verdict = uow.verdict(right, before)
    if not verdict.allowed and not verdict.second_person:
        raise NotAllowed(verdict.reason)
    if sum(letter.isalpha() for letter in told) < LEAST_REASON:
        uow.when_refused.remove(refusal)  # a form that is not filled in is none
        raise Invalid(
            _("Ghi rõ lý do mở danh tính, ít nhất {count} chữ cái.").format(count=LEAST_REASON), field="reason"
        )
    kept_code, sealed = content_under(uow, seal)
    confirmer = ""
    if not verdict.allowed:
        if second is None and confirmers(uow, right, barred):
            uow.when_refused.remove(refusal)  # the screen asks for the second person now
        confirmer = _confirmed(uow, right, second, barred)
        if not uow.may(right, replace(before, confirmed=True)):
            raise NotAllowed(verdict.reason)
    uow.add(
        SealedOpening(
            seal=seal,
            code=kept_code or code,
            what=what,
            officer_id=uow.viewer.officer_id,
            who=uow.viewer.display_name,
            second=confirmer,
            reason=covered(told, sealed),
            opened_at=uow.now,
            closed_at=None if what is OpeningKind.OPENED else uow.now,
        )
    )
    return sealed


def confirmers(uow: UnitOfWork, right: str, barred: frozenset[OfficerId] = frozenset()) -> tuple[AccountLine, ...]:
    """Who can confirm at this desk: another account in use with the same right, who is not accused in the case."""
    matrix = matrix_of(uow).matrix
    return tuple(
        line
        for line in account_lines(uow)
        if line.is_active
        and line.id != uow.viewer.account_id
        and line.officer_id not in barred
        and any(matrix.grant(role, right) in CONFIRMS for role in line.roles)
    )


def _confirmed(uow: UnitOfWork, right: str, second: SecondPerson | None, barred: frozenset[OfficerId]) -> str:
    """The name of the second person, whose password was right."""
    able = confirmers(uow, right, barred)
    if not able:
        raise RuleViolation(
            _("Việc này cần người thứ hai xác nhận, mà đơn vị chưa có ai khác được quyền. Nhờ quản trị thêm tài khoản.")
        )
    if second is None:
        raise ConfirmationNeeded(able)
    line = next((line for line in able if line.name == second.account), None)
    if line is None:
        raise Invalid(_("Người này không xác nhận được việc mở danh tính."), field="second")
    cabinet.unlock(uow.beside.folder, second.account, second.password)  # counts as a try at the door
    return line.display_name


def _note_refusal(uow: UnitOfWork, *, seal: str, code: str) -> None:
    """Put on record that somebody was refused; of the words of a refused reason nothing is kept."""
    uow.add(
        SealedOpening(
            seal=seal,
            code=code,
            what=OpeningKind.REFUSED,
            officer_id=uow.viewer.officer_id,
            who=uow.viewer.display_name,
            opened_at=uow.now,
            closed_at=uow.now,
        )
    )


@allowed("drafts.own")
def close_opening(uow: UnitOfWork, seal: str = "") -> int:
    """Close what the viewer has opened, of one seal or all: by hand, by the clock, at the lock of the screen."""
    running = select(SealedOpening).where(
        SealedOpening.created_by == uow.viewer.account_id, SealedOpening.closed_at.is_(None)
    )
    if seal:
        running = running.where(SealedOpening.seal == seal)
    openings = uow.session.scalars(running).all()
    for opening in openings:
        opening.closed_at = uow.now
    return len(openings)
