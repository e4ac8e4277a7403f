"""Use cases of the plan slice: taking in a signed plan, correcting it, removing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.attachments.service import attach
from dcapp.features.papers.queries import paper_like
from dcapp.features.papers.service import PaperForm, add_paper
from dcapp.features.plan.models import (
    ObligationAddressee,
    Plan,
    PlanAssignment,
    PlanCitation,
    PlanDuty,
    PlanObligation,
    PlanPassage,
    PlanRecipient,
)
from dcapp.features.plan.terms import PassageKind, Rhythm
from dcapp.kernel.errors import AlreadyThere, Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import ObligationId, PlanId
from dcapp.kernel.text import fold, nfc


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageForm:
    """One paragraph of the signed paper."""

    kind: PassageKind
    text: str
    level: int = 0
    marker: str = ""
    part: str = ""
    item: str = ""
    cells: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationForm:
    """A legal document that the plan cites."""

    type_name: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    subject: str = ""
    is_basis: bool = False
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyForm:
    """One thing that somebody is charged with."""

    text: str
    due_on: date | None = None
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentForm:
    """Somebody and what the plan charges them with."""

    officer: str
    duties: tuple[DutyForm, ...]
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueForm:
    """Something due by a date or in a rhythm."""

    what: str
    who: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    due_on: date | None = None
    is_before: bool = False
    day: int | None = None
    every: Rhythm | None = None
    wording: str = ""
    section: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanForm:
    """A signed plan as it was read and corrected; everything of it is written in one transaction."""

    year: int
    type_name: str = "Kế hoạch"
    subject: str = ""
    number: str = ""
    signed_on: date | None = None
    issuer: str = ""
    parent_body: str = ""
    place: str = ""
    is_party: bool = False
    addressees: tuple[str, ...] = ()
    signer_authority: str = ""
    signer_title: str = ""
    signer_name: str = ""
    passages: tuple[PassageForm, ...] = ()
    citations: tuple[CitationForm, ...] = ()
    assignments: tuple[AssignmentForm, ...] = ()
    obligations: tuple[DueForm, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationForm:
    """An obligation as its book asks for it; several doers or addressees are separated by semicolons."""

    what: str
    plan_year: str
    """Four digits."""
    who_line: str = ""
    addressee_line: str = ""
    due_on: date | None = None
    is_before: bool = False
    day: int | None = None
    every: Rhythm | None = None
    wording: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class PlanHeadForm:
    """The head of a plan: number, date and signer as the paper gives them."""

    year: int
    type_name: str
    subject: str
    number: str = ""
    signed_on: date | None = None
    issuer: str = ""
    place: str = ""
    signer_authority: str = ""
    signer_title: str = ""
    signer_name: str = ""


@allowed("plan.import", undo=N_("Nhập kế hoạch đã ký"))
def take_in_plan(uow: UnitOfWork, form: PlanForm, source_name: str = "", source: bytes | None = None) -> PlanId:
    """Write a signed plan with everything that was read in it; one undo takes all of it back.

    The same number, date and year twice is refused. Legal documents that the book lacks are added unchecked.
    """
    _refuse_twin(uow, form, None)
    plan = Plan(year=form.year, source_name=nfc(source_name))
    _fill_head(plan, form)
    plan.parent_body, plan.is_party, plan.addressees = form.parent_body, form.is_party, list(form.addressees)
    uow.add(plan)
    if source is not None:
        plan.source_id = attach(uow, "Plan", plan.id, source_name, source)
    _write_passages(uow, plan.id, form.passages)
    _write_citations(uow, plan.id, form.citations)
    _write_assignments(uow, plan.id, form.assignments)
    for position, obligation in enumerate(form.obligations):
        _write_obligation(uow, plan.id, position, obligation)
    for position, recipient in enumerate(form.recipients):
        uow.session.add(PlanRecipient(plan_id=plan.id, position=position, text=recipient))
    uow.session.flush()
    return plan.id


def _refuse_twin(uow: UnitOfWork, form: PlanForm | PlanHeadForm, own: PlanId | None) -> None:
    if not 1990 <= form.year <= 2100:
        raise Invalid(_("Năm của kế hoạch phải từ 1990 đến 2100."), field="year")
    number = plain_number(form.number)
    twins = uow.session.execute(
        select(Plan.id, Plan.issuer).where(Plan.year == form.year, Plan.number == number, Plan.number != "")
    )
    if any(key != own and fold(issuer) == fold(form.issuer) for key, issuer in twins):
        raise AlreadyThere(
            _("Kế hoạch số {number} năm {year} đã có trong sổ.").format(number=number, year=form.year), field="number"
        )


def plain_number(number: str) -> str:
    """Number and symbol in one spelling: composed letters, no spaces."""
    return "".join(nfc(number).split())


def _fill_head(plan: Plan, form: PlanForm | PlanHeadForm) -> None:
    plan.year, plan.type_name, plan.subject = form.year, form.type_name, form.subject
    plan.number, plan.signed_on, plan.issuer = plain_number(form.number), form.signed_on, form.issuer
    plan.place, plan.signer_authority = form.place, form.signer_authority
    plan.signer_title, plan.signer_name = form.signer_title, form.signer_name


def _write_passages(uow: UnitOfWork, plan_id: PlanId, passages: Sequence[PassageForm]) -> None:
    uow.session.add_all(
        PlanPassage(
            plan_id=plan_id,
            position=position,
            kind=passage.kind,
            level=passage.level,
            marker=passage.marker,
            text=passage.text,
            cells=[list(row) for row in passage.cells] or None,
            part=passage.part,
            item=passage.item,
        )
        for position, passage in enumerate(passages)
    )
    uow.session.flush()


def _write_citations(uow: UnitOfWork, plan_id: PlanId, citations: Sequence[CitationForm]) -> None:
    for position, cited in enumerate(citations):
        paper_id = paper_like(
            uow, type_name=cited.type_name, number=cited.number, issued_on=cited.issued_on, subject=cited.subject
        )
        if paper_id is None:
            paper_id = add_paper(
                uow,
                PaperForm(
                    type_name=cited.type_name,
                    number=cited.number,
                    issued_on=cited.issued_on,
                    issuer=cited.issuer,
                    subject=cited.subject or (cited.type_name if not cited.number else ""),
                    is_checked=False,
                    source=_("Đọc từ kế hoạch đã ký"),
                ),
            )
        uow.session.add(
            PlanCitation(
                plan_id=plan_id,
                paper_id=paper_id,
                position=position,
                is_basis=cited.is_basis,
                section=cited.section,
                type_name=cited.type_name,
                number=cited.number,
                issued_on=cited.issued_on,
                issuer=cited.issuer,
                subject=cited.subject,
            )
        )


def _write_assignments(uow: UnitOfWork, plan_id: PlanId, assignments: Sequence[AssignmentForm]) -> None:
    order = 0
    for position, given in enumerate(assignments):
        assignment = uow.add(
            PlanAssignment(plan_id=plan_id, position=position, number=given.number, officer=given.officer)
        )
        for place, duty in enumerate(given.duties):
            order += 1
            uow.session.add(
                PlanDuty(
                    plan_id=plan_id,
                    assignment_id=assignment.id,
                    position=place,
                    text=duty.text,
                    officer=given.officer,
                    section=duty.section,
                    section_order=order,
                    due_on=duty.due_on,
                )
            )


def _write_obligation(uow: UnitOfWork, plan_id: PlanId, position: int, form: DueForm) -> ObligationId:
    obligation = uow.add(
        PlanObligation(
            plan_id=plan_id,
            position=position,
            what=form.what,
            who=list(form.who),
            due_on=form.due_on,
            is_before=form.is_before,
            day=form.day,
            every=form.every,
            wording=form.wording,
            section=form.section,
            doubt=form.doubt,
            addressee_line="; ".join(form.addressees),
        )
    )
    _write_addressees(uow, obligation.id, form.addressees)
    return obligation.id


def _write_addressees(uow: UnitOfWork, obligation_id: ObligationId, names: Sequence[str]) -> None:
    for old in uow.session.scalars(
        select(ObligationAddressee).where(ObligationAddressee.obligation_id == obligation_id)
    ):
        uow.session.delete(old)
    for position, name in enumerate(names):
        uow.session.add(ObligationAddressee(obligation_id=obligation_id, position=position, name=name))
    uow.session.flush()


@allowed("plan.edit", undo=N_("Sửa thông tin kế hoạch"))
def edit_plan_head(uow: UnitOfWork, plan_id: PlanId, form: PlanHeadForm) -> None:
    """Correct number, date, signer and title of a plan; its paragraphs stay as they were signed."""
    if not form.subject.strip() and not form.type_name.strip():
        raise Invalid(_("Chưa ghi tên kế hoạch."), field="subject")
    plan = uow.get(Plan, plan_id)
    _refuse_twin(uow, form, plan_id)
    _fill_head(plan, form)


@allowed("plan.manage", undo=N_("Xóa kế hoạch"))
def remove_plan(uow: UnitOfWork, plan_id: PlanId) -> None:
    """Throw a whole plan into the bin, with its passages, duties and obligations."""
    plan = uow.get(Plan, plan_id)
    obligations = select(PlanObligation.id).where(PlanObligation.plan_id == plan_id)
    doomed: list[Any] = list(
        uow.session.scalars(select(ObligationAddressee).where(ObligationAddressee.obligation_id.in_(obligations)))
    )
    for kind in (PlanObligation, PlanDuty, PlanAssignment, PlanCitation, PlanRecipient, PlanPassage):
        doomed += uow.session.scalars(select(kind).where(kind.plan_id == plan_id))
    for record in doomed:
        uow.session.delete(record)
        uow.session.flush()
    uow.bin(plan, _("Xóa kế hoạch năm {year}: {title}").format(year=plan.year, title=plan.title))


@allowed("plan.edit", undo=N_("Thêm nghĩa vụ báo cáo"))
def add_obligation(uow: UnitOfWork, form: ObligationForm) -> ObligationId:
    """Enter an obligation by hand into the newest plan of its year."""
    if not form.plan_year.strip().isdigit():
        raise Invalid(_("Ghi năm của kế hoạch bằng bốn chữ số."), field="plan_year")
    year = int(form.plan_year)
    plan_id = uow.session.scalar(select(Plan.id).where(Plan.year == year).order_by(Plan.id.desc()).limit(1))
    if plan_id is None:
        raise Invalid(_("Chưa có kế hoạch năm {year}. Nhập kế hoạch trước.").format(year=year), field="plan_year")
    due = _due(form)
    twins = uow.session.scalars(
        select(PlanObligation).where(PlanObligation.plan_id == plan_id, PlanObligation.what == due.what)
    )
    if any(_same(twin, due) for twin in twins):
        raise AlreadyThere(_("Nghĩa vụ này đã có trong kế hoạch."), field="what")
    last = uow.session.scalar(select(func.max(PlanObligation.position)).where(PlanObligation.plan_id == plan_id))
    return _write_obligation(uow, plan_id, 0 if last is None else last + 1, due)


def _same(known: PlanObligation, due: DueForm) -> bool:
    return (known.due_on, known.day, known.every, tuple(known.who)) == (due.due_on, due.day, due.every, due.who)


@allowed("plan.edit", undo=N_("Sửa nghĩa vụ báo cáo"))
def edit_obligation(uow: UnitOfWork, obligation_id: ObligationId, form: ObligationForm) -> None:
    """Correct an obligation; the words of the paper stay in `wording`."""
    obligation = uow.get(PlanObligation, obligation_id)
    due = _due(form)
    obligation.what, obligation.who, obligation.due_on = due.what, list(due.who), due.due_on
    obligation.is_before, obligation.day, obligation.every = due.is_before, due.day, due.every
    obligation.wording, obligation.section = due.wording, due.section
    obligation.addressee_line, obligation.doubt = "; ".join(due.addressees), ""
    _write_addressees(uow, obligation_id, due.addressees)


@allowed("plan.edit", undo=N_("Xóa nghĩa vụ báo cáo"))
def remove_obligation(uow: UnitOfWork, obligation_id: ObligationId) -> None:
    """Throw an obligation into the bin."""
    obligation = uow.get(PlanObligation, obligation_id)
    _write_addressees(uow, obligation_id, ())
    uow.bin(obligation, _("Xóa nghĩa vụ: {what}").format(what=obligation.what))


def _due(form: ObligationForm) -> DueForm:
    what = " ".join(nfc(form.what).split())
    if not what:
        raise Invalid(_("Chưa ghi nội dung phải báo cáo."), field="what")
    if form.day is not None and not 1 <= form.day <= 31:
        raise Invalid(_("Ngày trong kỳ phải từ 1 đến 31."), field="day")
    return DueForm(
        what=what,
        who=split_names(form.who_line),
        addressees=split_names(form.addressee_line),
        due_on=form.due_on,
        is_before=form.is_before,
        day=form.day,
        every=form.every,
        wording=nfc(form.wording).strip(),
        section=nfc(form.section).strip(),
    )


def split_names(line: str) -> tuple[str, ...]:
    """Names that one line holds, separated by semicolons."""
    return tuple(name for part in nfc(line).split(";") if (name := " ".join(part.split())))
