"""The identity behind a denunciation, from its case: how the viewer sees it, opening it, an original, closing it."""

from __future__ import annotations

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.cases.queries import context_of, visible_case
from dcapp.features.cases.service import accused_of
from dcapp.features.sealed.service import Sealed, open_scan, reveal, seal_identity, seal_scan
from dcapp.features.sealed.viewing import Opening, SealedView, check_own_password, view_of
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CaseId


@allowed("cases.list", reads=True)
def sealed_of_case(uow: UnitOfWork, case_id: CaseId) -> SealedView:
    """What is under the seal of a case, as the viewer may see it now."""
    case = visible_case(uow, case_id)
    context = context_of(uow, case)
    uow.require("cases.list", context)
    return view_of(uow, case.seal, case.code, context, accused_of(uow, case.id))


@allowed("denunciations.reveal")
def reveal_case(uow: UnitOfWork, case_id: CaseId, opening: Opening) -> SealedView:
    """Open the identity behind a case; recorded, refused or not.

    Raises WrongPassword, NotAllowed, Invalid (reason, second), ConfirmationNeeded, RuleViolation.
    """
    case = visible_case(uow, case_id)
    barred, context = accused_of(uow, case.id), context_of(uow, case)
    check_own_password(uow, opening.password)
    reveal(uow, case.seal, context, opening.reason, opening.second, code=case.code, barred=barred)
    uow.session.flush()
    return view_of(uow, case.seal, case.code, context, barred)


@allowed("denunciations.open_original")
def open_case_scan(uow: UnitOfWork, case_id: CaseId, scan_id: str, opening: Opening) -> tuple[str, bytes]:
    """Name and bytes of a sealed original of a case; as `reveal_case`."""
    case = visible_case(uow, case_id)
    barred, context = accused_of(uow, case.id), context_of(uow, case)
    check_own_password(uow, opening.password)
    return open_scan(uow, case.seal, scan_id, context, opening.reason, opening.second, code=case.code, barred=barred)


@allowed("cases.attach")
def seal_case_scan(uow: UnitOfWork, case_id: CaseId, name: str, content: bytes) -> None:
    """Put the scan of an original of a denunciation into the vault; RuleViolation where nothing is kept."""
    case = visible_case(uow, case_id)
    uow.require("cases.attach", context_of(uow, case))
    if not case.seal:
        case.seal = seal_identity(uow, case.code, Sealed(note=_("Bản quét")), kind="case")
    if not seal_scan(uow, case.seal, name, content):
        raise RuleViolation(
            _("Bản gốc đơn tố cáo chỉ giữ được trong kho niêm phong, mà kho chưa có hoặc đang không giữ danh tính.")
        )
