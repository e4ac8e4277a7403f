"""The dossier of a case (hồ sơ vụ việc): its papers, numbered, with their scan or number, where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.attachments.models import Attachment
from dcapp.features.cases.forms import FolioForm
from dcapp.features.cases.models import CaseFile, CaseFolio
from dcapp.features.cases.queries import context_of, visible_case
from dcapp.features.cases.terms import CaseKind
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation, Stale
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import AttachmentId, CaseId, FolioId, IssuedId
from dcapp.kernel.text import nfc
from dcapp.rules.folio_kinds import FOLIO_KINDS
from dcapp.rules.workflows import workflow_of

ATTACH = "cases.attach"
OWNER = "CaseFile"
"""Kind of record under which files of a case are attached."""
MOST_PAGES = 10_000
_PARKED = 1_000_000
"""Numbers are moved up here first, so that no two papers have one number in between."""


@allowed(ATTACH, undo=N_("Thêm tài liệu vào hồ sơ"))
def add_folio(uow: UnitOfWork, case_id: CaseId, form: FolioForm) -> FolioId:
    """Put a paper into the dossier under the next number, or under one that is free."""
    case = _open_case(uow, case_id)
    return put_folio(uow, case, form)


def put_folio(uow: UnitOfWork, case: CaseFile, form: FolioForm) -> FolioId:
    """The same inside another use case that has asked for the right: a form that was issued."""
    folio = CaseFolio(case_id=case.id, number=form.number or _next_number(uow, case.id), name="")
    _refuse_taken(uow, case.id, folio.number, None)
    _fill(uow, case, folio, form)
    return uow.add(folio).id


@allowed(ATTACH, undo=N_("Sửa tài liệu trong hồ sơ"))
def edit_folio(uow: UnitOfWork, folio_id: FolioId, form: FolioForm) -> None:
    """Change what the list says of a paper."""
    folio = uow.get(CaseFolio, folio_id)
    case = _open_case(uow, folio.case_id)
    if form.number and form.number != folio.number:
        _refuse_taken(uow, case.id, form.number, folio.id)
        folio.number = form.number
    _fill(uow, case, folio, form)
    uow.session.flush()


@allowed(ATTACH, undo=N_("Bỏ tài liệu khỏi hồ sơ"))
def remove_folio(uow: UnitOfWork, folio_id: FolioId) -> None:
    """Take a paper out of the dossier, into the bin; one with a number of the book stays."""
    folio = uow.get(CaseFolio, folio_id)
    _open_case(uow, folio.case_id)
    if folio.issued_id is not None:
        raise RuleViolation(_("Văn bản này đã lấy số nên ở lại trong hồ sơ. Hủy số trong sổ văn bản đi trước."))
    uow.bin(folio, _("Bỏ bút lục {number}").format(number=folio.number))


@allowed(ATTACH, undo=N_("Đánh lại số bút lục"))
def renumber_folios(uow: UnitOfWork, case_id: CaseId, order: Sequence[FolioId]) -> None:
    """Number the papers 1, 2, 3 … in this order; every paper of the dossier has to be named."""
    case = _open_case(uow, case_id)
    lines = {line.id: line for line in uow.session.scalars(select(CaseFolio).where(CaseFolio.case_id == case.id))}
    if sorted(lines) != sorted(order):
        raise Stale(_("Danh sách tài liệu đã thay đổi. Mở lại hồ sơ rồi đánh số."))
    for place, folio_id in enumerate(order, 1):
        lines[folio_id].number = _PARKED + place
    uow.session.flush()
    for place, folio_id in enumerate(order, 1):
        lines[folio_id].number = place
    uow.session.flush()


@allowed(ATTACH, undo=N_("Gắn tệp vào tài liệu"))
def link_scan(uow: UnitOfWork, folio_id: FolioId, attachment_id: AttachmentId | None) -> None:
    """Say which attached file is the scan of a paper."""
    folio = uow.get(CaseFolio, folio_id)
    case = _open_case(uow, folio.case_id)
    _refuse_strange_file(uow, case, attachment_id)
    folio.attachment_id = attachment_id


@allowed("cases.edit", undo=N_("Ghi nơi để hồ sơ"))
def shelve(uow: UnitOfWork, case_id: CaseId, shelf: str) -> None:
    """Write down where the dossier lies; of a closed case too."""
    case = visible_case(uow, case_id)
    context = context_of(uow, case)
    if not (uow.may("cases.edit", context) or (context.closed and uow.may("cases.list", context))):
        raise NotAllowed(uow.verdict("cases.edit", context).reason)
    uow.verdict("cases.edit", context)
    case.shelf = " ".join(nfc(shelf).split())


def folio_of_issued(uow: UnitOfWork, issued_id: IssuedId) -> CaseFolio | None:
    """The paper of a dossier that has this number of the book."""
    return uow.session.scalar(select(CaseFolio).where(CaseFolio.issued_id == issued_id).limit(1))


def _open_case(uow: UnitOfWork, case_id: CaseId) -> CaseFile:
    """A case whose dossier the viewer may change; an ended one takes papers until it is archived."""
    case = visible_case(uow, case_id)
    context = context_of(uow, case)
    if context.closed and case.archived_on is None and workflow_of(case.workflow).state(case.state).is_end:
        context = replace(context, closed=False)
    verdict = uow.verdict(ATTACH, context)
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    return case


def _next_number(uow: UnitOfWork, case_id: CaseId) -> int:
    return (uow.session.scalar(select(func.max(CaseFolio.number)).where(CaseFolio.case_id == case_id)) or 0) + 1


def _refuse_taken(uow: UnitOfWork, case_id: CaseId, number: int, own: FolioId | None) -> None:
    if not 1 <= number < _PARKED:
        raise Invalid(_("Số bút lục phải từ 1 trở lên."), field="number")
    taken = uow.session.scalar(select(CaseFolio.id).where(CaseFolio.case_id == case_id, CaseFolio.number == number))
    if taken is not None and taken != own:
        raise Invalid(_("Số bút lục {number} đã dùng.").format(number=number), field="number")


def _refuse_strange_file(uow: UnitOfWork, case: CaseFile, attachment_id: AttachmentId | None) -> None:
    if attachment_id is None:
        return
    if case.kind is CaseKind.DENUNCIATION:
        raise RuleViolation(_("Bản chụp của vụ tố cáo để trong nơi niêm phong, không đính kèm ở đây."))
    file = uow.get(Attachment, attachment_id)
    if (file.owner_kind, file.owner_id) != (OWNER, case.id):
        raise RuleViolation(_("Tệp này thuộc một bản ghi khác. Đính kèm tệp vào vụ việc trước."))


def _fill(uow: UnitOfWork, case: CaseFile, folio: CaseFolio, form: FolioForm) -> None:
    kind = form.kind if form.kind in FOLIO_KINDS else "other"
    name = " ".join(nfc(form.name).split())
    is_sealed = form.is_sealed or case.kind is CaseKind.DENUNCIATION
    if case.kind is CaseKind.DENUNCIATION:
        name = FOLIO_KINDS[kind]
    if not name:
        raise Invalid(_("Chưa ghi tên tài liệu."), field="name")
    if not 1 <= form.pages <= MOST_PAGES:
        raise Invalid(_("Số tờ phải từ 1 đến {most}.").format(most=MOST_PAGES), field="pages")
    _refuse_strange_file(uow, case, form.attachment_id)
    folio.name, folio.kind, folio.dated_on, folio.pages, folio.copy = name, kind, form.dated_on, form.pages, form.copy
    folio.attachment_id, folio.issued_id, folio.is_sealed = form.attachment_id, form.issued_id, is_sealed
    folio.symbol = " ".join(nfc(form.symbol).split())
    if case.kind is not CaseKind.DENUNCIATION:
        folio.author, folio.note = " ".join(nfc(form.author).split()), nfc(form.note).strip()
