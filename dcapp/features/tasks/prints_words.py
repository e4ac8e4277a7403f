"""Words that the printed papers of the tasks share: head, signer, the plan as it is cited, deadlines."""

from __future__ import annotations

from datetime import date

from dcapp.features.office.queries import OfficeCard
from dcapp.features.tasks.prints_lines import PlanName
from dcapp.kernel import clock
from dcapp.kernel.dates import document_date, vn_date
from dcapp.printing.model import Letterhead, Signature
from dcapp.printing.official import official
from dcapp.printing.wording import place_date, state_number

NOBODY_NAMED = official("Chưa giao")
NO_SECTION = official("Ngoài các mục của kế hoạch")


def head_of(office: OfficeCard, abbreviation: str, number: str = "", day: date | None = None) -> Letterhead:
    """The head of a numbered paper of the office; without a number there is room for the registry to write it.

    A people's committee stands alone on it; only other bodies name the one above them (Annex I, II.2 of decree 30).
    """
    return Letterhead(
        parent_body="" if len(office.body_lines) > 1 else office.superior.upper(),
        issuing_body="\n".join(office.body_lines),
        number=official("Số: {number}", number=number)
        if number
        else state_number(None, f"{abbreviation}-{office.symbol}"),
        place_date=place_date(office.place, day, year=clock.today().year),
    )


def body_of(office: OfficeCard) -> str:
    """The office's own name inside a sentence: "Ủy ban nhân dân xã Phổ Châu"."""
    return official("Ủy ban nhân dân {unit}", unit=office.unit) if len(office.body_lines) > 1 else office.name


def signed_by_chairman(office: OfficeCard) -> Signature:
    """Signed in the name of the committee by its chairman (decree 30/2020, Annex I, II.7.a); other bodies by name."""
    if len(office.body_lines) > 1:
        return Signature(
            authority=(official("TM. ỦY BAN NHÂN DÂN"),), titles=(official("CHỦ TỊCH"),), name=office.chairman
        )
    return Signature(titles=(official("THỦ TRƯỞNG CƠ QUAN"),), name=office.chairman)


def cited(plan: PlanName) -> str:
    """The plan by type, number and day: "Kế hoạch số 05/KH-UBND ngày 06 tháng 02 năm 2023"."""
    words = plan.type_name
    if plan.number:
        words += official(" số {number}", number=plan.number)
        return words + (" " + document_date(plan.signed_on) if plan.signed_on else "")
    return words + official(" năm {year}", year=plan.year)


def basis(plan: PlanName) -> str:
    """The plan as a legal basis at its first citation: type, number, day, issuer and subject (Annex I, II.5.b)."""
    issuer = official(" của {issuer}", issuer=_in_sentence(plan.issuer)) if plan.issuer else ""
    subject = plan.subject[:1].lower() + plan.subject[1:]
    about = official(" về {subject}", subject=subject) if subject and not subject.startswith("về ") else f" {subject}"
    return official("Căn cứ {plan}{issuer}{about}.", plan=cited(plan), issuer=issuer, about=about.rstrip())


def _in_sentence(issuer: str) -> str:
    """A body as it stands inside a sentence, where the head of the signed plan has it in capitals."""
    body = " ".join(issuer.split())
    head = official("Ủy ban nhân dân")
    if not body.isupper() or not body.startswith(head.upper()):
        return body
    kind, _space, place = body[len(head) :].strip().partition(" ")
    return " ".join(part for part in (head, kind.lower(), place.title()) if part)


def due_in_print(due_on: date | None, *, is_before: bool) -> str:
    """A deadline in the words of the plan: "trước 15/05/2023"; empty without one."""
    if due_on is None:
        return ""
    return official("trước {day}", day=vn_date(due_on)) if is_before else vn_date(due_on)


def full(text: str) -> str:
    """A sentence that ends with one full stop."""
    return text.rstrip(" .;,") + "."
