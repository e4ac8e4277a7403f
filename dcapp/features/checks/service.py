"""Use cases of checks: the plan of a check, its visits and what they found, what is put right, the conclusion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.checks.models import Check, CheckFinding, CheckVisit
from dcapp.features.checks.terms import CheckKind, CheckState
from dcapp.features.meetings.rules import clock_time
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import NumberForm, take_number
from dcapp.features.tasks.models import Task
from dcapp.features.tasks.service import fulfil, unfulfil
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CheckId, CheckVisitId, TaskId, VillageId
from dcapp.kernel.text import nfc
from dcapp.printing.official import official

BOOK = "checks"
"""Key of the register, under which tasks know what fulfilled them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckForm:
    """A check as it is planned: what, where, by whom, from when to when, on what basis."""

    title: str
    starts_on: date
    ends_on: date | None = None
    kind: CheckKind = CheckKind.CHECK
    scope: str = ""
    head: str = ""
    team: str = ""
    basis: str = ""
    task_id: TaskId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitForm:
    """One visit; without a summary it is only arranged."""

    visited_on: date
    place: str
    village_id: VillageId | None = None
    starts_at: str = ""
    ends_at: str = ""
    met_with: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionForm:
    """What a check concluded, and on which day."""

    conclusion: str
    concluded_on: date


@allowed("plan.edit", undo=N_("Thêm cuộc kiểm tra"))
def add_check(uow: UnitOfWork, form: CheckForm) -> CheckId:
    """Enter a check that is to come."""
    check = Check(title="", starts_on=form.starts_on)
    _fill(uow, check, form)
    return uow.add(check).id


@allowed("plan.edit", undo=N_("Sửa cuộc kiểm tra"))
def edit_check(uow: UnitOfWork, check_id: CheckId, form: CheckForm) -> None:
    """Change the plan of a check; its first visit stays inside it."""
    check = open_check(uow, check_id)
    first = uow.session.scalar(select(func.min(CheckVisit.visited_on)).where(CheckVisit.check_id == check_id))
    if first is not None and first < form.starts_on:
        raise Invalid(
            _("Đã có buổi kiểm tra ngày {day}, trước ngày bắt đầu này.").format(day=vn_date(first)), field="starts_on"
        )
    _fill(uow, check, form)


@allowed("plan.edit", undo=N_("Xóa cuộc kiểm tra"))
def remove_check(uow: UnitOfWork, check_id: CheckId) -> None:
    """Throw a check into the bin with its visits; one whose plan has a number stays in the book."""
    check = uow.get(Check, check_id)
    if check.issued_id is not None:
        raise RuleViolation(_("Kế hoạch kiểm tra đã lấy số nên cuộc kiểm tra phải còn trong sổ."))
    if check.state is CheckState.CONCLUDED:
        unfulfil(uow, BOOK, check.id)
    for visit in visits_of(uow, check_id):
        _drop_findings(uow, visit.id)
        uow.session.delete(visit)
    uow.session.flush()
    uow.bin(check, _("Xóa cuộc kiểm tra {title}").format(title=check.title))


@allowed("plan.edit", undo=N_("Thêm buổi kiểm tra"))
def add_visit(uow: UnitOfWork, check_id: CheckId, form: VisitForm) -> CheckVisitId:
    """Arrange a visit, or record one that took place."""
    check = open_check(uow, check_id)
    visit = CheckVisit(check_id=check_id, visited_on=form.visited_on, place="")
    _fill_visit(uow, check, visit, form)
    uow.add(visit)
    settle(uow, check)
    return visit.id


@allowed("plan.edit", undo=N_("Sửa buổi kiểm tra"))
def edit_visit(uow: UnitOfWork, visit_id: CheckVisitId, form: VisitForm) -> None:
    """Change a visit."""
    visit = uow.get(CheckVisit, visit_id)
    check = open_check(uow, visit.check_id)
    _fill_visit(uow, check, visit, form)
    uow.session.flush()
    settle(uow, check)


@allowed("plan.edit", undo=N_("Xóa buổi kiểm tra"))
def remove_visit(uow: UnitOfWork, visit_id: CheckVisitId) -> None:
    """Throw a visit into the bin with what it found."""
    visit = uow.get(CheckVisit, visit_id)
    check = open_check(uow, visit.check_id)
    label = _("Xóa buổi kiểm tra {place} ngày {day}").format(place=visit.place, day=vn_date(visit.visited_on))
    _drop_findings(uow, visit_id)
    uow.bin(visit, label)
    settle(uow, check)


@allowed("plan.edit", undo=N_("Kết luận kiểm tra"))
def conclude_check(uow: UnitOfWork, check_id: CheckId, form: ConclusionForm) -> None:
    """Conclude a check after its last visit; it proves the task that it belongs to."""
    check = open_check(uow, check_id)
    words = nfc(form.conclusion).strip()
    if not words:
        raise Invalid(_("Chưa ghi kết luận kiểm tra."), field="conclusion")
    if check.state is CheckState.PLANNED:
        raise RuleViolation(_("Ghi kết quả ít nhất một buổi kiểm tra trước khi kết luận."))
    last = max(visit.visited_on for visit in visits_of(uow, check_id))
    if last > uow.today:
        raise RuleViolation(
            _("Còn buổi kiểm tra ngày {day} trong lịch. Dời hoặc xóa buổi này trước khi kết luận.").format(
                day=vn_date(last)
            )
        )
    if form.concluded_on > uow.today or form.concluded_on < last:
        raise Invalid(
            _("Ngày kết luận phải từ buổi kiểm tra cuối {day} đến hôm nay.").format(day=vn_date(last)),
            field="concluded_on",
        )
    check.conclusion, check.concluded_on = words, form.concluded_on
    check.state = CheckState.CONCLUDED
    if check.task_id is not None:
        uow.session.flush()
        fulfil(uow, check.task_id, BOOK, check.id, check.title, form.concluded_on)


@allowed("plan.edit", undo=N_("Mở lại kết luận kiểm tra"))
def reopen_check(uow: UnitOfWork, check_id: CheckId) -> None:
    """Take the conclusion of a check back so that its visits can be corrected; its words stay to be written on."""
    check = uow.get(Check, check_id)
    if check.state is not CheckState.CONCLUDED:
        raise RuleViolation(_("Cuộc kiểm tra này chưa kết luận."))
    check.concluded_on, check.state = None, CheckState.RUNNING
    unfulfil(uow, BOOK, check.id)


@allowed("numbering.take", undo=None)
def number_check_plan(
    uow: UnitOfWork, check_id: CheckId, issued_on: date, signer: str = "", body_symbol: str = "UBND"
) -> str:
    """Take a number for the plan of a check and give its number and symbol; it gets one number only."""
    check = uow.get(Check, check_id)
    if check.issued_id is not None:
        raise RuleViolation(_("Kế hoạch kiểm tra đã có số."))
    check.issued_id = take_number(
        uow,
        NumberForm(
            type_name=official("Kế hoạch"),
            abbreviation="KH",
            issued_on=issued_on,
            subject=check.title,
            signer=signer,
            body_symbol=body_symbol,
            source_kind="Check",
            source_id=check_id,
        ),
    )
    return uow.get(IssuedPaper, check.issued_id).symbol


def open_check(uow: UnitOfWork, check_id: CheckId) -> Check:
    """The check while it may be changed; a concluded one is reopened first."""
    check = uow.get(Check, check_id)
    if check.state is CheckState.CONCLUDED:
        raise RuleViolation(_("Cuộc kiểm tra đã kết luận. Bấm Mở lại kết luận trước khi sửa."))
    return check


def settle(uow: UnitOfWork, check: Check) -> None:
    """Compute how far an open check is: it runs as soon as a visit was written up."""
    ids = select(CheckVisit.id).where(CheckVisit.check_id == check.id)
    found = uow.session.scalar(select(func.count()).select_from(CheckFinding).where(CheckFinding.visit_id.in_(ids)))
    written = bool(found) or any(visit.summary for visit in visits_of(uow, check.id))
    check.state = CheckState.RUNNING if written else CheckState.PLANNED


def visits_of(uow: UnitOfWork, check_id: CheckId) -> list[CheckVisit]:
    """The visits of a check in the order of their days."""
    order = (CheckVisit.visited_on, CheckVisit.id)
    return list(uow.session.scalars(select(CheckVisit).where(CheckVisit.check_id == check_id).order_by(*order)))


def _fill(uow: UnitOfWork, check: Check, form: CheckForm) -> None:
    title = line_of(form.title)
    if not title:
        raise Invalid(_("Chưa ghi tên cuộc kiểm tra."), field="title")
    if form.ends_on is not None and form.ends_on < form.starts_on:
        raise Invalid(_("Ngày kết thúc sớm hơn ngày bắt đầu."), field="ends_on")
    task = uow.get(Task, form.task_id) if form.task_id is not None else None
    check.title, check.kind, check.starts_on, check.ends_on = title, form.kind, form.starts_on, form.ends_on
    check.scope, check.basis = nfc(form.scope).strip(), nfc(form.basis).strip()
    check.head, check.team = line_of(form.head), nfc(form.team).strip()
    check.task_id, check.plan_id = form.task_id, task.plan_id if task is not None else None


def _fill_visit(uow: UnitOfWork, check: Check, visit: CheckVisit, form: VisitForm) -> None:
    place, summary = line_of(form.place), nfc(form.summary).strip()
    if not place:
        raise Invalid(_("Chưa ghi nơi kiểm tra."), field="place")
    if form.visited_on < check.starts_on:
        raise Invalid(
            _("Buổi này trước ngày bắt đầu {day} của cuộc kiểm tra.").format(day=vn_date(check.starts_on)),
            field="visited_on",
        )
    if summary and form.visited_on > uow.today:
        raise Invalid(_("Chưa tới ngày kiểm tra nên chưa ghi kết quả."), field="visited_on")
    starts, ends = clock_time(form.starts_at, field="starts_at"), clock_time(form.ends_at, field="ends_at")
    if starts and ends and ends < starts:
        raise Invalid(_("Giờ kết thúc sớm hơn giờ bắt đầu."), field="ends_at")
    visit.visited_on, visit.place, visit.village_id = form.visited_on, place, form.village_id
    visit.starts_at, visit.ends_at = starts, ends
    visit.met_with, visit.summary = nfc(form.met_with).strip(), summary


def _drop_findings(uow: UnitOfWork, visit_id: CheckVisitId) -> None:
    for finding in uow.session.scalars(select(CheckFinding).where(CheckFinding.visit_id == visit_id)):
        uow.session.delete(finding)
    uow.session.flush()


def line_of(text: str) -> str:
    """Typed words as one line."""
    return " ".join(nfc(text).split())
