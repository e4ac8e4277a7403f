"""What the file knows that a form can be filled with: the case or letter, its people, steps, papers, the office.

Of a denunciation only what the viewer may see: the code instead of who wrote it, the content with the identity covered
where the viewer may read it and the vault is open, else nothing. Whose identity was opened for this one paper comes
in explicitly and goes nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.case_forms.layout import body_of, chief_of
from dcapp.features.case_forms.signers import chairman_on
from dcapp.features.case_forms.sources import ISSUED, addressed_as, second_level_of
from dcapp.features.cases.cards import CaseCard, PartyLine
from dcapp.features.cases.models import CaseStep
from dcapp.features.cases.queries import case_card
from dcapp.features.cases.rules import shown
from dcapp.features.cases.terms import CASE_OUTCOMES, FOLIO_COPIES, PartyRole
from dcapp.features.letters.clocks import explained
from dcapp.features.letters.models import Letter
from dcapp.features.letters.queries import LetterCard, letter_card, seen
from dcapp.features.office.queries import OfficeCard, office_card
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.terms import IssueState
from dcapp.features.sealed.queries import masked, why_closed, words_at
from dcapp.features.sealed.rules import COVER
from dcapp.features.sealed.service import Sealed
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CaseId, LetterId
from dcapp.printing.official import official
from dcapp.rules.permissions import Context
from dcapp.rules.workflow_terms import AskKind
from dcapp.rules.workflows import workflow_of

HAND = "……"
"""Stands where covered words stood: they are written in by hand, or not at all."""
SIDE_STEPS = frozenset({"suspend", "terminate"})
"""Steps between which one form chooses its wording: "raw.side" is the newest of them."""
"""First words of senders that are no single person."""


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    """What is known, by path; `is_masked`: a denunciation whose content could be read, `why_empty` why it could not."""

    kind: str
    code: str
    seal: str
    is_sealed: bool
    is_restricted: bool
    context: Context
    case_id: CaseId | None
    year: int
    opened_on: date
    words: Mapping[str, str]
    why_empty: str = ""
    has_covered: bool = False

    def __repr__(self) -> str:
        return f"Facts({self.code})"

    def at(self, source: str) -> str:
        """The words at a path, "" where nothing is known; of several paths ("a|b") the first that says something."""
        return next((said for path in source.split("|") if (said := self.words.get(path, ""))), "")


def facts_of_case(uow: UnitOfWork, case_id: CaseId, day: date, identity: Sealed | None = None) -> Facts:
    """What is known of a case that the viewer may read (else NotAllowed)."""
    card = case_card(uow, case_id)
    office = office_card(uow)
    words = dict(_office_words(uow, office, day))
    words.update(_case_words(card))
    words.update(_first_letter_words(uow, card))
    words.update(_clock_words(uow, card))
    words.update(_issued_words(uow, case_id))
    why, has_covered = "", False
    if card.is_sealed:
        why, has_covered = _seal_off(uow, words, card.seal, card.code, card.context, identity)
    words.update(_step_words(uow, card, open_vault=not why))
    if identity is not None and card.is_sealed:
        words.update(_identity_words(words, identity))
    return Facts(
        card.kind.value,
        card.code,
        card.seal,
        card.is_sealed,
        card.is_restricted,
        card.context,
        card.id,
        card.opened_on.year,
        card.opened_on,
        words,
        why,
        has_covered,
    )


def facts_of_letter(uow: UnitOfWork, letter_id: LetterId, day: date, identity: Sealed | None = None) -> Facts:
    """What is known of a letter that the viewer may read (else NotAllowed); of its case nothing is said."""
    card = letter_card(uow, letter_id)
    words = dict(_office_words(uow, office_card(uow), day))
    words.update(_letter_words(card))
    is_sealed = bool(card.code)
    why, has_covered = "", False
    if is_sealed:
        why, has_covered = _seal_off(uow, words, card.seal, card.code, card.context, identity)
        if identity is not None:
            words.update(_identity_words(words, identity))
    return Facts(
        card.kind.value,
        card.title,
        card.seal,
        is_sealed,
        card.is_restricted,
        card.context,
        None,
        card.received_on.year,
        card.received_on,
        words,
        why,
        has_covered,
    )


def _office_words(uow: UnitOfWork, office: OfficeCard, day: date) -> Iterator[tuple[str, str]]:
    yield "office.body", body_of(office)
    yield "office.chief", chief_of(office)
    yield "office.superior", office.superior
    yield "office.hall", official("Trụ sở {body}", body=body_of(office))
    yield "office.second_level", second_level_of(office)
    yield "office.chairman", chairman_on(uow, day) or office.chairman


def _case_words(card: CaseCard) -> Iterator[tuple[str, str]]:
    yield "case.code", card.code
    yield "case.sender", addressed_as(card.shown_sender)
    yield "case.sender_name", card.shown_sender
    yield "case.people_count", str(card.people_count)
    yield "case.respondent", card.respondent
    yield "case.gist", card.gist
    yield "case.request", card.request
    yield "case.opened_on", _iso(card.opened_on)
    yield "case.received_on", _iso(card.opened_on)
    yield "case.accepted_on", _iso(card.accepted_on)
    yield "case.decided_on", _iso(card.decided_on)
    yield "case.handler", card.handler
    yield "case.outcome", official(CASE_OUTCOMES[card.outcome]).lower() if card.outcome is not None else ""
    yield "case.outcome_words", card.outcome_words
    yield "case.withdrawn", card.withdrawn
    complainant = next((one for one in card.parties if one.role is PartyRole.COMPLAINANT), None)
    if complainant is not None:
        yield "case.address", complainant.address
        yield "case.id_number", complainant.id_number
        yield "case.phone", complainant.phone
    respondent = next((one for one in card.parties if one.role is PartyRole.RESPONDENT), None)
    if respondent is not None:
        yield "case.respondent_post", respondent.note or respondent.address
    speak = (PartyRole.REPRESENTATIVE, PartyRole.AUTHORISED, PartyRole.LAWYER)
    yield "people.representatives", _people(one for one in card.parties if one.role in speak)
    yield "people.interested", _people(one for one in card.parties if one.role is PartyRole.INTERESTED)
    ours = _people(one for one in card.parties if one.role is PartyRole.VERIFIER)
    yield "people.ours", ours or card.handler
    if not card.is_sealed:
        yield (
            "papers.list",
            "\n".join(
                official(
                    "{number}. {name}{dated}, {pages} tờ ({copy})",
                    number=one.number,
                    name=one.name,
                    dated=official(", số {symbol}", symbol=one.symbol) if one.symbol else "",
                    pages=one.pages,
                    copy=official(FOLIO_COPIES[one.copy]).lower(),
                )
                for one in card.folios
            ),
        )
        contested = next((one for one in card.folios if one.kind == "contested"), None)
        if contested is not None:
            yield "papers.contested", " ".join(part for part in (contested.name, contested.symbol) if part)


def _first_letter_words(uow: UnitOfWork, card: CaseCard) -> dict[str, str]:
    """What the first letter of the case adds to what the case itself says."""
    first = select(Letter.id).where(Letter.case_id == card.id, seen(uow)).order_by(Letter.received_on, Letter.id)
    letter_id = uow.session.scalar(first.limit(1))
    if letter_id is None:
        return {}
    known = dict(_case_words(card))
    told = dict(_letter_words(letter_card(uow, letter_id)))
    if card.is_sealed:
        for path in ("case.sender", "case.sender_name"):
            told.pop(path, None)
    return {path: said for path, said in told.items() if said and (path == "case.received_on" or not known.get(path))}


def _letter_words(card: LetterCard) -> Iterator[tuple[str, str]]:
    yield "case.code", card.code
    yield "case.sender", addressed_as(card.sender)
    yield "case.sender_name", card.sender
    yield "case.people_count", str(card.people_count)
    yield "case.respondent", card.respondent
    yield "case.gist", card.gist
    yield "case.request", card.request
    yield "case.earlier", card.earlier
    yield "case.received_on", _iso(card.received_on)
    yield "case.handler", card.handler
    yield "letter.dated_on", _iso(card.dated_on)
    yield "letter.number", card.title
    yield "letter.sender_body", card.sender_body
    yield "letter.sender_paper", card.sender_paper
    yield "letter.sent_to", card.sent_to
    if not card.code:
        village = card.village if card.village.lower() not in card.address.lower() else ""
        yield "case.address", ", ".join(part for part in (card.address, village) if part)
        yield "case.id_number", card.id_number
        yield "case.phone", card.phone
        speaks = (one for one in card.senders if one.is_representative)
        yield (
            "people.representatives",
            "\n".join(", ".join(part for part in (one.name, one.address) if part) for one in speaks),
        )


def _seal_off(
    uow: UnitOfWork, words: dict[str, str], seal: str, code: str, context: Context, identity: Sealed | None
) -> tuple[str, bool]:
    """Leave of a denunciation its code, and the content with the identity covered; why there is none, if so."""
    for path in ("case.address", "case.id_number", "case.phone", "people.representatives", "people.interested"):
        words.pop(path, None)
    for path in ("case.respondent", "case.respondent_post", "case.gist", "case.request", "case.earlier"):
        words[path] = ""
    words["case.sender_name"] = ""
    words["case.sender"] = official("người tố cáo (mã số {code})", code=code)
    if not seal:
        return _("Nội dung tố cáo không giữ trong máy; ghi từ đơn giấy."), False
    if why := why_closed(uow):
        return why, False
    if not uow.may("denunciations.read", context):
        return _("Chưa được giao xem nội dung tố cáo này."), False
    try:
        content = masked(uow, seal, context)
    except RuleViolation as nothing:
        return str(nothing), False
    told = {
        "case.gist": content.gist,
        "case.request": content.request,
        "case.respondent": content.respondent,
        "case.respondent_post": content.respondent_post,
        "case.earlier": content.earlier,
    }
    words.update({path: uncovered(said) for path, said in told.items()})
    return "", any(COVER in said for said in told.values())


def uncovered(text: str) -> str:
    """Covered words as room to write."""
    return text.replace(COVER, HAND)


def _identity_words(words: Mapping[str, str], identity: Sealed) -> dict[str, str]:
    """The writer's own particulars, for the one paper that goes to them."""
    village = identity.village if identity.village.lower() not in identity.address.lower() else ""
    told = {
        "case.sender": addressed_as(identity.name) or words["case.sender"],
        "case.sender_name": identity.name,
        "case.address": ", ".join(part for part in (identity.address, village) if part),
        "case.id_number": identity.id_number,
        "case.phone": identity.phone,
    }
    if not words.get("case.gist"):
        told["case.gist"] = identity.gist
    return told


def _clock_words(uow: UnitOfWork, card: CaseCard) -> dict[str, str]:
    """The last day by which the matter has to be resolved, and the number of days that the law gives."""
    resolves = workflow_of(card.workflow).resolves
    clock = next((one for one in card.clocks if one.rule == resolves), None)
    if clock is None:
        return {}
    found = {"clock.due_on": _iso(clock.due_on)}
    try:
        found["clock.days"] = official("{days} ngày", days=explained(uow, clock.id).days)
    except RuleViolation:  # the rule of that day is no longer in the book: the officer writes the number
        found["clock.days"] = ""
    return found


def _step_words(uow: UnitOfWork, card: CaseCard, *, open_vault: bool) -> dict[str, str]:
    """The newest answer to every question of the steps, in words and as it is kept, and the day of every step."""
    workflow = workflow_of(card.workflow)
    rows = select(CaseStep).where(CaseStep.case_id == card.id, CaseStep.is_undone.is_(False))
    found: dict[str, str] = {}
    for row in uow.session.scalars(rows.order_by(CaseStep.done_on, CaseStep.id)):
        step = workflow.step(row.step)
        asks = {ask.key: ask for ask in step.asks} if step is not None else {}
        found[f"on.{row.step}"] = row.done_on.isoformat()
        if row.step in SIDE_STEPS:
            found["raw.side"] = row.step
        for key, said in row.values.items():
            ask = asks.get(key)
            found[f"raw.{key}"] = str(said)
            is_day = ask is not None and ask.kind is AskKind.DATE
            found[f"said.{key}"] = str(said) if ask is None or is_day else shown(ask, said)
        if card.is_sealed and card.seal and open_vault:
            for key, said in words_at(uow, card.seal, f"step.{row.id}", card.context).items():
                found[f"said.{key}"] = uncovered(said)
    return found


def _issued_words(uow: UnitOfWork, case_id: CaseId) -> dict[str, str]:
    """The number and day of papers that were issued before, as later ones cite them."""
    found: dict[str, str] = {}
    kinds = {source: name for name, sources in ISSUED.items() for source in sources}
    rows = select(IssuedPaper).where(
        IssuedPaper.source_id == case_id,
        IssuedPaper.source_kind.in_(sorted(kinds)),
        IssuedPaper.state != IssueState.CANCELLED,
    )
    for issued in uow.session.scalars(rows.order_by(IssuedPaper.id)):
        found[f"issued.{kinds[issued.source_kind]}"] = official(
            "{kind} số {symbol} ngày {day} tháng {month} năm {year}",
            kind=issued.type_name,
            symbol=issued.symbol,
            day=f"{issued.issued_on.day:02d}",
            month=f"{issued.issued_on.month:02d}" if issued.issued_on.month < 3 else issued.issued_on.month,
            year=issued.issued_on.year,
        )
    return found


def _people(parties: Iterator[PartyLine]) -> str:
    return "\n".join(", ".join(part for part in (one.name, one.note or one.address) if part) for one in parties)


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
