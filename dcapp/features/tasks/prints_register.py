"""The task register of a plan (sổ theo dõi việc): a wide table by sections, with proof and result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.attachments.models import Attachment
from dcapp.features.office.queries import OfficeCard
from dcapp.features.plan.terms import RHYTHMS, Rhythm
from dcapp.features.tasks.models import Task, TaskFulfilment, TaskNote, TaskTarget
from dcapp.features.tasks.prints_lines import PlanName, lead_names, lead_of, plan_name, section_titles
from dcapp.features.tasks.prints_words import NO_SECTION, NOBODY_NAMED, cited, due_in_print
from dcapp.features.tasks.service import OWNER
from dcapp.features.tasks.terms import TASK_STATES, TaskState
from dcapp.features.tasks.timing import titled
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import PlanId, TaskId
from dcapp.kernel.numbers import vn_number
from dcapp.printing.model import Align, Block, Column, Document, Letterhead, Marks, Paragraph, Row, RowKind, Run, Table
from dcapp.printing.official import official
from dcapp.printing.wording import place_date

_EXACT = 6
"""Decimals after which a figure of a target is cut off."""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A figure to be reached, planned and actual."""

    name: str
    unit: str
    planned: float
    actual: float | None


@dataclass(frozen=True, slots=True)
class BookLine:
    """A task as the register prints it; `section` is the title of its section of the plan."""

    id: TaskId
    section: str
    title: str
    period: str
    lead: str
    support: str
    due_on: date | None
    is_before: bool
    every: Rhythm | None
    is_series: bool
    state: TaskState
    percent: int
    last_on: date | None
    done_on: date | None
    evidence: tuple[str, ...]
    targets: tuple[TargetLine, ...]
    result: str


@dataclass(frozen=True, slots=True)
class TaskBook:
    """All tasks of a plan in the order of its sections."""

    plan: PlanName
    lines: tuple[BookLine, ...]


@allowed("plan.view", reads=True)
def task_book(uow: UnitOfWork, plan_id: PlanId) -> TaskBook:
    """Every task of a plan, series and dropped ones too, with what proves it and what came of it.

    The result is the reason for closing, else the words of the last note.
    """
    names, titles = lead_names(uow), section_titles(uow, plan_id)
    ids = select(Task.id).where(Task.plan_id == plan_id)
    evidence: dict[int, list[str]] = {}
    files = (
        select(Attachment.owner_id, Attachment.name)
        .where(Attachment.owner_kind == OWNER, Attachment.owner_id.in_(ids))
        .order_by(Attachment.id)
    )
    for task_id, name in uow.session.execute(files):
        evidence.setdefault(task_id, []).append(name)
    records = (
        select(TaskFulfilment.task_id, TaskFulfilment.title, TaskFulfilment.done_on)
        .where(TaskFulfilment.task_id.in_(ids))
        .order_by(TaskFulfilment.done_on, TaskFulfilment.id)
    )
    for task_id, title, done_on in uow.session.execute(records):
        evidence.setdefault(task_id, []).append(f"{title} ({vn_date(done_on)})")
    targets: dict[TaskId, list[TargetLine]] = {}
    figures = select(TaskTarget).where(TaskTarget.task_id.in_(ids)).order_by(TaskTarget.id)
    for row in uow.session.scalars(figures):
        targets.setdefault(row.task_id, []).append(TargetLine(row.name, row.unit, row.planned, row.actual))
    noted = (
        select(TaskNote.task_id, TaskNote.words)
        .where(TaskNote.task_id.in_(ids), TaskNote.words != "")
        .order_by(TaskNote.noted_on, TaskNote.id)
    )
    said: dict[TaskId, str] = dict(uow.session.execute(noted).all())
    tasks = uow.session.scalars(select(Task).where(Task.plan_id == plan_id).order_by(Task.section_order, Task.id))
    return TaskBook(
        plan_name(uow, plan_id),
        tuple(
            BookLine(
                task.id,
                titles.get(task.section, task.section),
                task.title,
                task.period,
                lead_of(task, names),
                task.support_line,
                task.due_on,
                task.is_before,
                task.every,
                task.is_series,
                task.state,
                task.percent,
                task.last_on,
                task.done_on,
                tuple(evidence.get(task.id, ())),
                tuple(targets.get(task.id, ())),
                task.closing_reason or said.get(task.id, ""),
            )
            for task in tasks
        ),
    )


def register_document(book: TaskBook, office: OfficeCard, marks: Marks) -> Document:
    """The register on its side, a group for each section, counted through; as of today."""
    today = clock.today()
    rows: list[Row] = []
    section = None
    for line in book.lines:
        if line.section != section:
            rows.append(Row((line.section or NO_SECTION,), RowKind.GROUP))
            section = line.section
        rows.append(_row(line, today))
    blocks: tuple[Block, ...] = (
        Paragraph((Run(_summary(book.lines, today), italic=True),), keep_with_next=bool(rows)),
    )
    if rows:
        columns = (
            Column(official("Việc"), 4),
            Column(official("Phụ trách"), 1.9),
            Column(official("Phối hợp"), 1.9),
            Column(official("Thời hạn"), 1.6, Align.CENTER),
            Column(official("Tiến độ"), 1.6, Align.CENTER),
            Column(official("Minh chứng"), 2.4),
            Column(official("Kết quả"), 2.6),
        )
        blocks += (Table(columns=columns, rows=tuple(rows), number_title=official("STT")),)
    return Document(
        letterhead=Letterhead(issuing_body="\n".join(office.body_lines), place_date=place_date(office.place, today)),
        type_name=official("SỔ THEO DÕI VIỆC"),
        subject=official("Thực hiện {plan}", plan=cited(book.plan)),
        blocks=blocks,
        marks=marks,
        landscape=True,
    )


def _summary(lines: Iterable[BookLine], today: date) -> str:
    counted = [line for line in lines if not line.is_series and line.state is not TaskState.DROPPED]
    return official(
        "Tính đến ngày {day}: {total} việc, xong {done}, quá hạn {late}.",
        day=vn_date(today),
        total=vn_number(len(counted)),
        done=vn_number(sum(line.state is TaskState.DONE for line in counted)),
        late=vn_number(sum(_days_late(line, today) > 0 for line in counted)),
    )


def _days_late(line: BookLine, today: date) -> int:
    if line.state is not TaskState.OPEN or line.last_on is None or line.is_series:
        return 0
    return max((today - line.last_on).days, 0)


def _row(line: BookLine, today: date) -> Row:
    title = titled(line.title, line.period)
    return Row(
        (
            title,
            line.lead or NOBODY_NAMED,
            line.support,
            _due(line),
            _progress(line, today),
            "\n".join(line.evidence),
            _result(line),
        )
    )


def _due(line: BookLine) -> str:
    due = due_in_print(line.due_on, is_before=line.is_before)
    rhythm = RHYTHMS[line.every] if line.every is not None and (line.is_series or not due) else ""
    return "\n".join(part for part in (rhythm, due) if part)


def _progress(line: BookLine, today: date) -> str:
    if line.is_series:
        return official("Theo từng kỳ")
    match line.state:
        case TaskState.DONE:
            return official("Xong {day}", day=vn_date(line.done_on)) if line.done_on else TASK_STATES[line.state]
        case TaskState.DROPPED:
            return TASK_STATES[line.state]
        case TaskState.OPEN:
            late = _days_late(line, today)
            words = official("\nquá hạn {days} ngày", days=vn_number(late)) if late else ""
            return f"{line.percent} %{words}"


def _result(line: BookLine) -> str:
    return "\n".join([*(_target(target) for target in line.targets), *([line.result] if line.result else [])])


def _target(target: TargetLine) -> str:
    actual = official("chưa có số") if target.actual is None else _figure(target.actual)
    unit = f" {target.unit}" if target.unit else ""
    planned = _figure(target.planned) + unit
    return official("{name}: {actual}/{planned}", name=target.name, actual=actual, planned=planned)


def _figure(value: float) -> str:
    """A figure with as many decimals as it has."""
    text = f"{value:.{_EXACT}f}".rstrip("0").rstrip(".")
    return vn_number(value, len(text.partition(".")[2]))
