"""The national database of complaints and denunciations (cơ sở dữ liệu quốc gia): what is entered there, what is not.

The program is not connected to it: an officer enters a line there by hand and says so here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.cases.models import CaseFile, NationalEntry
from dcapp.features.cases.queries import context_of, seen, visible_case
from dcapp.features.cases.terms import CASE_KINDS, CASE_OUTCOMES
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, NotAllowed
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId
from dcapp.kernel.text import nfc
from dcapp.rules.workflows import workflow_of

BOOK = "cases"
"""Under this name the entries of cases stand; letters and visits have names of their own."""


@dataclass(frozen=True, slots=True)
class NationalRow:
    """A case as it is entered in the national database; of a denunciation its code, days and result only."""

    id: CaseId
    code: str
    kind: str
    opened_on: date
    accepted_on: date | None
    decided_on: date | None
    sender: str
    people_count: int
    village: str
    gist: str
    state: str
    outcome: str
    entered_on: date | None
    number_there: str


@allowed("cases.list", reads=True)
def national_rows(uow: UnitOfWork, *, only_missing: bool = True) -> tuple[NationalRow, ...]:
    """Cases for entering there, the oldest first; `only_missing`: those not entered yet."""
    uow.only_own("cases.list")
    entry = NationalEntry
    joined = select(CaseFile, entry.entered_on, entry.number_there).outerjoin(
        entry, (entry.record_id == CaseFile.id) & (entry.book == BOOK)
    )
    rows = joined.where(seen(uow)).order_by(CaseFile.opened_on, CaseFile.id)
    if only_missing:
        rows = rows.where(entry.id.is_(None))
    return tuple(_row(case, entered_on, number) for case, entered_on, number in uow.session.execute(rows))


@allowed("cases.list", undo=N_("Ghi đã nhập cơ sở dữ liệu quốc gia"))
def mark_entered(uow: UnitOfWork, case_ids: Sequence[CaseId], entered_on: date, number_there: str = "") -> int:
    """Note that cases stand in the national database; those noted before stay as they are. Gives how many are new."""
    if entered_on > uow.today:
        raise Invalid(_("Ngày nhập chưa tới."), field="entered_on")
    uow.only_own("cases.list")
    made = 0
    for case_id in dict.fromkeys(case_ids):
        case = visible_case(uow, case_id)
        if why := why_not_entered(uow, case, entered_on):
            raise NotAllowed(why)
        if _entry(uow, case_id) is not None:
            continue
        line = NationalEntry(book=BOOK, record_id=case_id, entered_on=entered_on, entered_by=uow.viewer.display_name)
        line.number_there = " ".join(nfc(number_there).split()) if len(case_ids) == 1 else ""
        uow.add(line)
        made += 1
    return made


@allowed("cases.list", undo=N_("Bỏ ghi đã nhập cơ sở dữ liệu quốc gia"))
def unmark_entered(uow: UnitOfWork, case_id: CaseId) -> None:
    """It was noted by mistake."""
    uow.only_own("cases.list")
    case = visible_case(uow, case_id)
    if why := why_not_entered(uow, case, uow.today):
        raise NotAllowed(why)
    line = _entry(uow, case_id)
    if line is not None:
        uow.session.delete(line)


def why_not_entered(uow: UnitOfWork, case: CaseFile, entered_on: date) -> str:
    """Why somebody cannot note this of a case; empty where they can. A closed case is entered all the same."""
    context = context_of(uow, case)
    rights = ("cases.create", "cases.edit", "cases.assign")
    if not uow.may("cases.list", context) or not any(
        uow.may(right, replace(context, closed=False, handed_over=False, day_over=False)) for right in rights
    ):
        return uow.verdict("cases.edit", context).reason or _("Chỉ người được giao mới làm được việc này.")
    if entered_on < case.opened_on:
        return _("Ngày nhập sớm hơn ngày mở vụ việc {day}.").format(day=vn_date(case.opened_on))
    return ""


def is_entered(uow: UnitOfWork, case_id: CaseId) -> bool:
    """Whether a case stands in the national database."""
    return _entry(uow, case_id) is not None


def _entry(uow: UnitOfWork, case_id: CaseId) -> NationalEntry | None:
    mine = (NationalEntry.book == BOOK, NationalEntry.record_id == case_id)
    return uow.session.scalar(select(NationalEntry).where(*mine))


def _row(case: CaseFile, entered_on: date | None, number: str | None) -> NationalRow:
    return NationalRow(
        case.id,
        case.code,
        _(CASE_KINDS[case.kind]),
        case.opened_on,
        case.accepted_on,
        case.decided_on,
        case.shown_sender,
        case.people_count,
        case.village,
        case.gist,
        workflow_of(case.workflow).state(case.state).title,
        _(CASE_OUTCOMES[case.outcome]) if case.outcome is not None else "",
        entered_on,
        number or "",
    )
