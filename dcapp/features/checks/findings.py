"""What a visit found: remarks, and shortcomings with who puts them right by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.checks.models import CheckFinding, CheckVisit
from dcapp.features.checks.service import line_of, open_check, settle
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CheckVisitId, FindingId
from dcapp.kernel.text import nfc


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingForm:
    """Something that a visit found; remedy, owner and last day only for a shortcoming."""

    words: str
    is_shortcoming: bool = True
    remedy: str = ""
    owner: str = ""
    fix_by: date | None = None


@allowed("plan.edit", undo=N_("Ghi nhận xét, tồn tại"))
def add_finding(uow: UnitOfWork, visit_id: CheckVisitId, form: FindingForm) -> FindingId:
    """Write down what a visit found; the visit must have taken place."""
    visit = uow.get(CheckVisit, visit_id)
    check = open_check(uow, visit.check_id)
    if visit.visited_on > uow.today:
        raise Invalid(_("Chưa tới ngày kiểm tra nên chưa ghi kết quả."), field="words")
    last = uow.session.scalar(select(func.max(CheckFinding.position)).where(CheckFinding.visit_id == visit_id))
    finding = CheckFinding(visit_id=visit_id, position=(last or 0) + 1, words="")
    _fill(visit, finding, form)
    uow.add(finding)
    settle(uow, check)
    return finding.id


@allowed("plan.edit", undo=N_("Sửa nhận xét, tồn tại"))
def edit_finding(uow: UnitOfWork, finding_id: FindingId, form: FindingForm) -> None:
    """Change what was found, while the check is not concluded."""
    finding = uow.get(CheckFinding, finding_id)
    visit = uow.get(CheckVisit, finding.visit_id)
    open_check(uow, visit.check_id)
    if finding.fixed_on is not None and not form.is_shortcoming:
        raise Invalid(_("Tồn tại này đã ghi là khắc phục xong."), field="is_shortcoming")
    _fill(visit, finding, form)


@allowed("plan.edit", undo=N_("Xóa nhận xét, tồn tại"))
def remove_finding(uow: UnitOfWork, finding_id: FindingId) -> None:
    """Throw what was found into the bin, while the check is not concluded."""
    finding = uow.get(CheckFinding, finding_id)
    check = open_check(uow, uow.get(CheckVisit, finding.visit_id).check_id)
    uow.bin(finding, _("Xóa nhận xét {words}").format(words=finding.words[:60]))
    settle(uow, check)


@allowed("plan.edit", undo=N_("Ghi khắc phục tồn tại"))
def fix_finding(uow: UnitOfWork, finding_id: FindingId, fixed_on: date, result: str = "") -> None:
    """Record that a shortcoming was put right; also after the check was concluded."""
    finding = uow.get(CheckFinding, finding_id)
    if not finding.is_shortcoming:
        raise RuleViolation(_("Đây là nhận xét, không phải tồn tại cần khắc phục."))
    visited_on = uow.get(CheckVisit, finding.visit_id).visited_on
    if fixed_on < visited_on or fixed_on > uow.today:
        raise Invalid(
            _("Ngày khắc phục phải từ buổi kiểm tra {day} đến hôm nay.").format(day=vn_date(visited_on)),
            field="fixed_on",
        )
    finding.fixed_on, finding.result = fixed_on, nfc(result).strip()


@allowed("plan.edit", undo=N_("Mở lại tồn tại"))
def reopen_finding(uow: UnitOfWork, finding_id: FindingId) -> None:
    """Take back that a shortcoming was put right."""
    finding = uow.get(CheckFinding, finding_id)
    finding.fixed_on, finding.result = None, ""


def _fill(visit: CheckVisit, finding: CheckFinding, form: FindingForm) -> None:
    words = nfc(form.words).strip()
    if not words:
        raise Invalid(_("Chưa ghi nhận xét hoặc tồn tại."), field="words")
    if form.is_shortcoming and form.fix_by is not None and form.fix_by < visit.visited_on:
        raise Invalid(
            _("Hạn khắc phục sớm hơn buổi kiểm tra {day}.").format(day=vn_date(visit.visited_on)), field="fix_by"
        )
    finding.words, finding.is_shortcoming = words, form.is_shortcoming
    lacks = form.is_shortcoming
    finding.remedy, finding.owner = (nfc(form.remedy).strip(), line_of(form.owner)) if lacks else ("", "")
    finding.fix_by = form.fix_by if lacks else None
