"""A visit becomes a letter: persons, words and files go along, nothing is typed twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.attachments.models import Attachment
from dcapp.features.cases.accepting import CASE_KIND_OF
from dcapp.features.cases.forms import CaseForm
from dcapp.features.cases.service import join_letter, open_case
from dcapp.features.letters.forms import LetterForm, SenderForm
from dcapp.features.letters.intake import take_in_letter
from dcapp.features.letters.models import Letter
from dcapp.features.letters.service import Recorded
from dcapp.features.letters.terms import LetterKind, Source, Tie
from dcapp.features.visits.models import Visit, VisitDocument, VisitMember
from dcapp.features.visits.service import may_read
from dcapp.features.visits.terms import DocumentCopy, Matter
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId, LetterId, VisitId

KIND_OF = {
    Matter.COMPLAINT: LetterKind.COMPLAINT,
    Matter.DENUNCIATION: LetterKind.DENUNCIATION,
    Matter.FEEDBACK: LetterKind.PETITION,
    Matter.QUESTION: LetterKind.PETITION,
    Matter.SEVERAL: LetterKind.SEVERAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChoice:
    """Where the letter of a visit goes: into an open case (`join_id`), into a new one (`opens`), or nowhere yet."""

    join_id: CaseId | None = None
    opens: bool = False


NO_CASE = CaseChoice()


@dataclass(frozen=True, slots=True)
class LetterOfVisit:
    """What a visit became: the letter, and the case that it was put into."""

    letter: Recorded
    case_id: CaseId | None


@allowed("cases.create", reads=True)
def draft_letter(uow: UnitOfWork, visit_id: VisitId) -> LetterForm:
    """What the letter of a visit would say; of a denouncer the visit knows no person, and neither does this."""
    uow.only_own("cases.create")
    uow.require("visits.view")
    visit = uow.get(Visit, visit_id)
    if visit.code and not may_read(uow, visit):
        raise NotAllowed(_("Nội dung tố cáo chỉ người ghi và người được giao tố cáo xem được."))
    _refuse_second(uow, visit)
    papers = uow.session.scalars(select(VisitDocument).where(VisitDocument.visit_id == visit.id)).all()
    senders = () if visit.code else _senders(uow, visit)
    return LetterForm(
        received_on=visit.received_on,
        kind=KIND_OF[visit.matter],
        source=Source.RECEPTION,
        receiver=visit.receiver,
        person_id=visit.person_id,
        sender=visit.name,
        birth_year=visit.birth_year,
        address=visit.address,
        phone=visit.phone,
        id_number=visit.id_number,
        village_id=visit.village_id,
        people_count=visit.people_count,
        senders=senders,
        field=visit.field,
        gist=visit.content,
        request=visit.request,
        earlier=visit.earlier,
        pages=max(1, sum(one.pages for one in papers)),
        has_originals=any(one.copy is DocumentCopy.ORIGINAL for one in papers),
        visit_id=visit.id,
    )


@allowed("cases.create", undo=N_("Tạo đơn từ lượt tiếp"))
def letter_of_visit(
    uow: UnitOfWork,
    visit_id: VisitId,
    form: LetterForm,
    chosen: CaseChoice = NO_CASE,
    ties: Mapping[LetterId, Tie] = MappingProxyType({}),
) -> LetterOfVisit:
    """Write the letter of a visit into the book with its files; it joins a case that is open, or opens one."""
    uow.require("visits.view")
    visit = uow.get(Visit, visit_id)
    _refuse_second(uow, visit)
    if bool(visit.code) != (form.kind is LetterKind.DENUNCIATION):
        message = _("Lượt tiếp tố cáo thành đơn tố cáo, lượt khác thì không. Sửa loại việc ở lượt tiếp trước.")
        raise Invalid(message, field="kind")
    recorded = take_in_letter(uow, replace(form, visit_id=visit.id, source=Source.RECEPTION), ties)
    if not visit.code:
        _copy_files(uow, visit, recorded)
    case_id = chosen.join_id
    if case_id is not None:
        join_letter(uow, case_id, recorded.id)
    elif chosen.opens:
        kind = CASE_KIND_OF.get(form.kind)
        if kind is None:
            raise Invalid(_("Đơn nhiều nội dung: tách đơn trước khi mở vụ việc."), field="kind")
        case_id = open_case(uow, CaseForm(kind=kind, opened_on=form.received_on, letter_ids=(recorded.id,))).id
    return LetterOfVisit(recorded, case_id)


def _refuse_second(uow: UnitOfWork, visit: Visit) -> None:
    """A visit becomes one letter; where that one may not be seen, no more is said of it."""
    if uow.session.scalar(select(Letter.id).where(Letter.visit_id == visit.id).limit(1)) is not None:
        number = f"{visit.number}/{visit.year}"
        raise RuleViolation(_("Lượt tiếp {number} đã vào sổ đơn rồi, không tạo đơn lần nữa.").format(number=number))


def _senders(uow: UnitOfWork, visit: Visit) -> tuple[SenderForm, ...]:
    """The others of a group; who came is the first sender."""
    rows = select(VisitMember).where(VisitMember.visit_id == visit.id).order_by(VisitMember.position)
    return tuple(
        SenderForm(name=one.name, address=one.address, id_number=one.id_number, is_representative=one.is_representative)
        for one in uow.session.scalars(rows)
        if one.name != visit.name
    )


def _copy_files(uow: UnitOfWork, visit: Visit, recorded: Recorded) -> None:
    """The letter names the same files; their bytes are kept once."""
    mine = Attachment.owner_kind == "Visit", Attachment.owner_id == visit.id
    for one in uow.session.scalars(select(Attachment).where(*mine).order_by(Attachment.id)).all():
        uow.add(
            Attachment(
                owner_kind="Letter",
                owner_id=recorded.id,
                name=one.name,
                blob=one.blob,
                byte_count=one.byte_count,
                note=one.note,
            )
        )
