"""Reminder slips (phiếu đôn đốc): one for each officer or village, two on a sheet where they are short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.queries import OfficeCard, officers_of
from dcapp.features.tasks.models import Task, TaskDelivery
from dcapp.features.tasks.prints_lines import PlanName, plan_name
from dcapp.features.tasks.prints_words import cited, due_in_print, signed_by_chairman
from dcapp.features.tasks.terms import TaskState
from dcapp.features.tasks.timing import titled
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import OfficerId, PlanId, TaskId
from dcapp.kernel.text import fold, name_sort_key, sort_key
from dcapp.printing.model import (
    Align,
    Block,
    Column,
    Document,
    Marks,
    Paragraph,
    Row,
    Run,
    Signature,
    Spacer,
    Table,
)
from dcapp.printing.official import official
from dcapp.printing.two_up import two_up
from dcapp.printing.wording import place_date

SIGNING_MM = 12.0


@dataclass(frozen=True, slots=True)
class SlipLine:
    """What is still to be done or sent in; `days` late on the day of the slip, negative for days that are left."""

    task_id: TaskId
    title: str
    addressee: str
    due_on: date
    is_before: bool
    days: int
    percent: int
    is_delivery: bool


@dataclass(frozen=True, slots=True)
class Slip:
    """What one officer or village is reminded of, the most urgent first; `post` is empty for a body or village."""

    name: str
    post: str
    is_person: bool
    lines: tuple[SlipLine, ...]


@dataclass(frozen=True, slots=True)
class ReminderSlips:
    """The slips of a plan for what falls due up to a day."""

    plan: PlanName
    until: date
    slips: tuple[Slip, ...]


@allowed("plan.view", reads=True)
def reminder_slips(
    uow: UnitOfWork, plan_id: PlanId, until: date, task_ids: Sequence[TaskId] | None = None
) -> ReminderSlips:
    """Slips for the open tasks whose last day is not after `until`, late ones among them; `task_ids` narrows them.

    As with reminders, whoever still owes something for a task is reminded of it, else whoever leads it; a task
    that names nobody has no slip.
    """
    statement = (
        select(Task)
        .where(
            Task.plan_id == plan_id,
            Task.is_series.is_(False),
            Task.state == TaskState.OPEN,
            Task.last_on <= until,
        )
        .order_by(Task.last_on, Task.id)
    )
    wanted = None if task_ids is None else set(task_ids)
    tasks = [task for task in uow.session.scalars(statement) if wanted is None or task.id in wanted]
    owing: dict[TaskId, list[TaskDelivery]] = {}
    missing = (
        select(TaskDelivery)
        .join(Task, Task.id == TaskDelivery.task_id)
        .where(Task.plan_id == plan_id, TaskDelivery.received_on.is_(None))
        .order_by(TaskDelivery.sender_order, TaskDelivery.id)
    )
    for row in uow.session.scalars(missing):
        owing.setdefault(row.task_id, []).append(row)
    people = {card.id: (card.full_name, card.post) for card in officers_of(uow, with_former=True)}
    slips: dict[str, Slip] = {}
    for task in tasks:
        for found, line in _reminded(task, owing.get(task.id, []), people, uow.today):
            key = fold(f"{found.name} {found.post}")
            known = slips.get(key, found)
            slips[key] = replace(known, lines=(*known.lines, line))
    made = sorted(slips.values(), key=_order)
    return ReminderSlips(plan_name(uow, plan_id), until, tuple(made))


def _order(slip: Slip) -> tuple[bool, str]:
    """Officers by given name, then bodies and villages."""
    return not slip.is_person, name_sort_key(slip.name) if slip.is_person else sort_key(slip.name)


def _reminded(
    task: Task, owing: Sequence[TaskDelivery], people: dict[OfficerId, tuple[str, str]], today: date
) -> Iterator[tuple[Slip, SlipLine]]:
    if task.due_on is None or task.last_on is None:
        return
    plain = SlipLine(
        task.id,
        titled(task.title, task.period),
        "",
        task.due_on,
        task.is_before,
        (today - task.last_on).days,
        task.percent,
        False,
    )
    named = {fold(name): (name, post) for name, post in people.values()}
    for row in owing:
        known = named.get(fold(row.sender))  # an officer who sends it in gets one slip for everything
        yield (
            Slip(*known, True, ()) if known else Slip(row.sender, "", False, ()),
            replace(plain, addressee=row.addressee, is_delivery=True),
        )
    if owing:
        return
    if task.lead_id in people:
        yield Slip(*people[task.lead_id], True, ()), plain
    elif task.lead_words:
        yield Slip(task.lead_words, "", False, ()), plain


def slips_document(
    reminder: ReminderSlips,
    office: OfficeCard,
    marks: Marks,
    *,
    answer_by: date | None = None,
    signer: Signature | None = None,
) -> Document:
    """All slips in one paper: short ones two on a sheet with a line to cut along, long ones on sheets of their own.

    `answer_by` is the day by which the office asks for an answer; `signer` the chairman unless another is given.
    """
    signed = signer or signed_by_chairman(office)
    slips = (tuple(_slip(slip, reminder.plan, office, signed, answer_by)) for slip in reminder.slips)
    return Document(blocks=two_up(slips), marks=marks)


def _slip(slip: Slip, plan: PlanName, office: OfficeCard, signer: Signature, answer_by: date | None) -> Iterator[Block]:
    today = clock.today()
    own = " ".join(office.body_lines)
    head = (Run(own), Run(official("\nPHIẾU ĐÔN ĐỐC"), bold=True))
    yield Paragraph(head, Align.CENTER, indented=False, keep_with_next=True)
    person = official("Ông (bà) {name}", name=slip.name)
    named = person if slip.is_person else slip.name[:1].upper() + slip.name[1:]
    if slip.post:
        named = official("{named}, {post}", named=named, post=slip.post)
    to = (Run(official("Kính gửi: ")), Run(named, bold=True))
    yield Paragraph(to, Align.CENTER, indented=False, keep_with_next=True)
    late = sum(line.days > 0 for line in slip.lines)
    counted = official("{total} việc đến hạn", total=len(slip.lines))
    if late:
        counted += official(", trong đó {late} việc quá hạn", late=late)
    lead = official(
        "Theo {plan}, tính đến ngày {day}, còn {counted}:", plan=cited(plan), day=vn_date(today), counted=counted
    )
    yield Paragraph(lead, keep_with_next=True)
    yield Table(
        columns=(
            Column(official("Việc, báo cáo phải nộp"), 5),
            Column(official("Thời hạn"), 1.8, Align.CENTER),
            Column(official("Tình trạng"), 2.2, Align.CENTER),
        ),
        rows=tuple(_row(line) for line in slip.lines),
        number_title=official("STT"),
    )
    asked = official("Đề nghị khẩn trương thực hiện")
    asked += (
        official(", báo kết quả trước ngày {day}.", day=vn_date(answer_by))
        if answer_by
        else official(" và báo kết quả ngay khi xong.")
    )
    yield Paragraph(asked, keep_with_next=True)
    above = "\n".join((*signer.authority, *signer.titles))
    dated = Run(place_date(office.place, today), italic=True)
    yield Paragraph((dated, Run(f"\n{above}", bold=True)), signing=True, keep_with_next=True)
    yield Spacer(SIGNING_MM)
    yield Paragraph((Run(signer.name, bold=True),), signing=True)


def _row(line: SlipLine) -> Row:
    title = official("{title} (nơi nhận: {to})", title=line.title, to=line.addressee) if line.addressee else line.title
    if line.days > 0:
        stands = official("quá hạn {days} ngày", days=line.days)
    elif line.days == 0:
        stands = official("hết hạn hôm nay")
    else:
        stands = official("còn {days} ngày", days=-line.days)
    if line.is_delivery:
        stands += official(", chưa nhận được")
    elif line.percent:
        stands += official(", đã làm {percent} %", percent=line.percent)
    return Row((title, due_in_print(line.due_on, is_before=line.is_before), stands))
