"""Use cases of the coordination slice: the plan of two sides, its lines, what was done, its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.coordination.models import Coordination, CoordinationLine
from dcapp.features.coordination.queries import is_issued, lines_of
from dcapp.features.coordination.terms import JointKind
from dcapp.features.office.queries import office_card
from dcapp.features.office.service import required
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import NumberForm, take_number
from dcapp.features.plan.models import Plan
from dcapp.features.tasks.service import fulfil, unfulfil
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CoordinationId, PlanId, TaskId
from dcapp.kernel.text import nfc

REGISTER = "coordination"
"""Key of the book, by which tasks know what fulfilled them."""
PLAN, PLAN_SIGN = "Kế hoạch", "KH"
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationForm:
    """The head of a coordination plan."""

    year: int
    title: str
    partner: str
    purpose: str = ""
    number: str = ""
    signed_on: date | None = None
    our_title: str = ""
    our_signer: str = ""
    their_title: str = ""
    their_signer: str = ""
    recipients: str = ""
    plan_id: PlanId | None = None
    task_id: TaskId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineForm:
    """One thing to do together; `wording` is the deadline as the paper says it, "hằng quý"."""

    kind: JointKind = JointKind.CONTENT
    words: str
    lead: str = ""
    support: str = ""
    due_on: date | None = None
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointNumberForm:
    """What goes into the book of issued documents with the number of a joint plan."""

    issued_on: date
    partner_symbol: str = ""
    """Letters of the other side behind the office's own: "KDV" → 05/KH-UBND-KDV; empty = the office alone."""
    kept_by: str = ""
    copies: int | None = None
    note: str = ""


# -- the plan


@allowed("plan.edit", undo=N_("Thêm kế hoạch phối hợp"))
def add_coordination(uow: UnitOfWork, form: CoordinationForm) -> CoordinationId:
    """Enter a coordination plan; its lines come one by one."""
    head = Coordination(year=form.year, title="", partner="")
    _fill(uow, head, form)
    uow.add(head)
    _tell_task(uow, head, None)
    return head.id


@allowed("plan.edit", undo=N_("Sửa kế hoạch phối hợp"))
def edit_coordination(uow: UnitOfWork, coordination_id: CoordinationId, form: CoordinationForm) -> None:
    """Change the head; a number of our own book stays as it was given."""
    head = uow.get(Coordination, coordination_id)
    if is_issued(uow, head) and (nfc(form.number).replace(" ", ""), form.signed_on) != (head.number, head.signed_on):
        raise Invalid(_("Số và ngày lấy từ sổ văn bản đi; sửa ngày trong sổ đó."), field="number")
    old_task = head.task_id
    _fill(uow, head, form)
    uow.session.flush()
    _tell_task(uow, head, old_task)


@allowed("plan.edit", undo=N_("Xóa kế hoạch phối hợp"))
def remove_coordination(uow: UnitOfWork, coordination_id: CoordinationId) -> None:
    """Throw a coordination plan with its lines into the bin; one with a number stays."""
    head = uow.get(Coordination, coordination_id)
    if is_issued(uow, head):
        raise RuleViolation(_("Kế hoạch này đã có số trong sổ văn bản đi nên không xóa. Hủy số trước nếu cấp nhầm."))
    unfulfil(uow, REGISTER, coordination_id)
    for line in lines_of(uow, coordination_id):
        uow.session.delete(line)
    uow.session.flush()
    uow.bin(head, _("Xóa {name}").format(name=head.title))


def _fill(uow: UnitOfWork, head: Coordination, form: CoordinationForm) -> None:
    title = required(form.title, "title", _("Chưa ghi tên kế hoạch phối hợp."))
    partner = required(form.partner, "partner", _("Chưa ghi bên phối hợp."))
    if not FIRST_YEAR <= form.year <= LAST_YEAR:
        raise Invalid(_("Năm gồm bốn chữ số, ví dụ 2023."), field="year")
    if form.plan_id is not None:
        uow.get(Plan, form.plan_id)
    head.year, head.title, head.partner, head.purpose = form.year, title, partner, nfc(form.purpose).strip()
    head.number, head.signed_on = nfc(form.number).replace(" ", ""), form.signed_on
    head.our_title, head.our_signer = nfc(form.our_title).strip(), nfc(form.our_signer).strip()
    head.their_title, head.their_signer = nfc(form.their_title).strip(), nfc(form.their_signer).strip()
    head.recipients = nfc(form.recipients).strip()
    head.plan_id, head.task_id = form.plan_id, form.task_id


def _tell_task(uow: UnitOfWork, head: Coordination, old_task: TaskId | None) -> None:
    """A signed coordination plan fulfils the task that asked for it."""
    if old_task is not None:
        unfulfil(uow, REGISTER, head.id)
    if head.task_id is not None and head.signed_on is not None:
        title = f"{head.title} ({head.number})" if head.number else head.title
        fulfil(uow, head.task_id, REGISTER, head.id, title, head.signed_on)


# -- its lines


@allowed("plan.edit", undo=N_("Thêm việc phối hợp"))
def add_joint_line(uow: UnitOfWork, coordination_id: CoordinationId, form: LineForm) -> int:
    """Add a line at the end of its kind."""
    uow.get(Coordination, coordination_id)
    last = uow.session.scalar(
        select(func.max(CoordinationLine.position)).where(CoordinationLine.coordination_id == coordination_id)
    )
    line = CoordinationLine(coordination_id=coordination_id, position=(last or 0) + 1, words="")
    _put(line, form)
    return uow.add(line).id


@allowed("plan.edit", undo=N_("Sửa việc phối hợp"))
def edit_joint_line(uow: UnitOfWork, line_id: int, form: LineForm) -> None:
    """Change a line; what was done stays written."""
    _put(uow.get(CoordinationLine, line_id), form)


@allowed("plan.edit", undo=N_("Xóa việc phối hợp"))
def remove_joint_line(uow: UnitOfWork, line_id: int) -> None:
    """Throw a line into the bin; one that was done stays as a proof."""
    line = uow.get(CoordinationLine, line_id)
    if line.done_on is not None:
        raise RuleViolation(_("Việc này đã ghi kết quả. Bỏ kết quả trước nếu ghi nhầm."))
    uow.bin(line, _("Xóa việc phối hợp"))


@allowed("plan.edit", undo=N_("Đổi thứ tự việc phối hợp"))
def move_joint_line(uow: UnitOfWork, line_id: int, step: int) -> None:
    """Let a line change places with its neighbour of the same kind: -1 up, 1 down; at the end nothing happens."""
    line = uow.get(CoordinationLine, line_id)
    mine = [other for other in lines_of(uow, line.coordination_id) if other.kind is line.kind]
    place = mine.index(line) + step
    if 0 <= place < len(mine):
        other = mine[place]
        line.position, other.position = other.position, line.position


@allowed("plan.edit", undo=N_("Ghi kết quả phối hợp"))
def finish_joint_line(uow: UnitOfWork, line_id: int, done_on: date, result: str) -> None:
    """Write that a line was done, when and with what result."""
    line = uow.get(CoordinationLine, line_id)
    if done_on > uow.today:
        raise Invalid(_("Ngày {day} chưa đến.").format(day=vn_date(done_on)), field="done_on")
    words = nfc(result).strip()
    if not words:
        raise Invalid(_("Ghi kết quả, ví dụ số biên bản hoặc số báo cáo."), field="result")
    line.done_on, line.result = done_on, words


@allowed("plan.edit", undo=N_("Bỏ kết quả phối hợp"))
def reopen_joint_line(uow: UnitOfWork, line_id: int) -> None:
    """Take back that a line was done."""
    line = uow.get(CoordinationLine, line_id)
    line.done_on, line.result = None, ""


def _put(line: CoordinationLine, form: LineForm) -> None:
    line.words = required(form.words, "words", _("Chưa ghi việc phối hợp."))
    line.kind, line.due_on = form.kind, form.due_on
    line.lead, line.support = nfc(form.lead).strip(), nfc(form.support).strip()
    line.wording = nfc(form.wording).strip()


# -- its number


@allowed("numbering.take")
def number_coordination(uow: UnitOfWork, coordination_id: CoordinationId, form: JointNumberForm) -> str:
    """Take the next number of the office's plans for a joint plan and write number and day into it.

    The body that leads the drafting gives the number out of its own series; both bodies stand in the symbol.
    A number once given is not taken back, so this leaves no undo step.
    """
    uow.require("plan.edit")
    head = uow.get(Coordination, coordination_id)
    if head.number and (head.issued_id is None or is_issued(uow, head)):
        raise RuleViolation(_("Kế hoạch này đã có số {number}.").format(number=head.number))
    own = office_card(uow).symbol
    partner = "".join(nfc(form.partner_symbol).split())
    taken = take_number(
        uow,
        NumberForm(
            type_name=PLAN,
            abbreviation=PLAN_SIGN,
            series=f"{PLAN_SIGN}-{own}",
            body_symbol=f"{own}-{partner}" if partner else own,
            issued_on=form.issued_on,
            subject=head.title,
            signer="; ".join(name for name in (head.our_signer, head.their_signer) if name),
            recipients=head.recipients,
            kept_by=form.kept_by,
            copies=form.copies,
            source_kind=Coordination.__name__,
            source_id=head.id,
            note=form.note,
        ),
    )
    issued = uow.get(IssuedPaper, taken)
    head.issued_id, head.number, head.signed_on = issued.id, issued.symbol, issued.issued_on
    uow.session.flush()
    _tell_task(uow, head, head.task_id)
    return issued.symbol
