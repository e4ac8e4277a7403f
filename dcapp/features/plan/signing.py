"""From a plan without a number to one that can be signed: the check before signing, and the number itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.queries import OfficeCard, office_card
from dcapp.features.papers.issuing import marks_of
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import NumberForm, take_number
from dcapp.features.papers.signing import LegalBasis, NumberInBook, SigningFinding, legal_bases, number_in_book
from dcapp.features.papers.signing import signing_findings as findings_of_paper
from dcapp.features.plan.models import Plan
from dcapp.features.plan.prints import plan_document
from dcapp.features.plan.queries import SignedPlan, citations_of, signed_plan
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import PlanId
from dcapp.kernel.text import fold
from dcapp.rules.rulebook import document_types


@dataclass(frozen=True, slots=True)
class SigningMaterial:
    """Everything that the check needs of the file, so that the paper is drawn outside of it."""

    plan: SignedPlan
    bases: tuple[LegalBasis, ...]
    in_book: NumberInBook | None
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNumberForm:
    """The number that is taken for a plan."""

    issued_on: date
    kept_by: str = ""
    copies: int | None = None
    note: str = ""


@allowed("plan.view", reads=True)
def signing_material(uow: UnitOfWork, plan_id: PlanId) -> SigningMaterial:
    """A plan, what it rests on, and what the book of issued documents says of its number."""
    plan = signed_plan(uow, plan_id)
    cited = [(line.paper_id, line.is_basis) for line in citations_of(uow, plan_id)]
    day = plan.signed_on or uow.today
    return SigningMaterial(plan, legal_bases(uow, cited), number_in_book(uow, day.year, plan.number), day)


def plan_findings(material: SigningMaterial, office: OfficeCard) -> tuple[SigningFinding, ...]:
    """What is in the way of the plan's signature; draws the plan, so it is not done on the thread of the window."""
    document = plan_document(material.plan, office, marks_of(office))
    return findings_of_paper(document, material.bases, office, material.day, material.in_book)


@allowed("numbering.take")
def number_plan(uow: UnitOfWork, plan_id: PlanId, form: PlanNumberForm) -> str:
    """Take the next number for a plan and write number and day into it; returns the number.

    Both happen in one action. A number once given is not taken back (it can be cancelled in its book), so this
    action leaves no undo step, and the import of the plan can no longer be taken back under it.
    """
    uow.require("plan.edit")
    plan = uow.get(Plan, plan_id)
    if plan.number:
        raise RuleViolation(_("Kế hoạch này đã có số {number}.").format(number=plan.number))
    if plan.is_party:
        raise RuleViolation(_("Văn bản của Đảng lấy số ở sổ của cấp ủy, không lấy ở sổ văn bản đi của UBND."))
    kinds = {fold(kind.name): kind for kind in document_types(form.issued_on) if kind.house == "state"}
    kind = kinds.get(fold(plan.type_name))
    if kind is None:
        raise Invalid(
            _("Loại văn bản {kind} không có trong danh mục nên chưa biết ký hiệu.").format(kind=plan.type_name),
            field="type_name",
        )
    recipients = signed_plan(uow, plan_id).recipients
    taken = take_number(
        uow,
        NumberForm(
            type_name=kind.name,
            abbreviation=kind.abbreviation,
            issued_on=form.issued_on,
            subject=plan.subject or plan.type_name,
            signer=plan.signer_name,
            recipients="\n".join(recipients),
            kept_by=form.kept_by,
            copies=form.copies,
            body_symbol=office_card(uow).symbol,
            source_kind=Plan.__name__,
            source_id=plan.id,
            note=form.note,
        ),
    )
    issued = uow.get(IssuedPaper, taken)
    plan.number, plan.signed_on = issued.symbol, issued.issued_on
    return issued.symbol
