"""The notice that adjusts a plan (thông báo điều chỉnh kế hoạch): what stood before, what stands now, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.queries import OfficeCard
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.tasks.models import Adjustment, Task
from dcapp.features.tasks.prints_lines import AdjustmentLine, PlanName, adjustment_line, plan_name
from dcapp.features.tasks.prints_words import basis, body_of, cited, due_in_print, full, head_of, signed_by_chairman
from dcapp.features.tasks.terms import AdjustmentKind
from dcapp.kernel.dates import document_date, vn_date
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import AdjustmentId, PlanId
from dcapp.kernel.text import fold
from dcapp.printing.model import (
    Align,
    Appendix,
    Article,
    Block,
    Column,
    Dash,
    Document,
    Heading,
    Marks,
    Numbered,
    Paragraph,
    Row,
    Table,
)
from dcapp.printing.official import official
from dcapp.printing.wording import ended, listed

DECISION = "quyet dinh"
LISTED_IN_TEXT = 4
"""With more adjustments than these the list becomes an appendix of the notice, a table on its side."""
NO_DEADLINE = official("chưa có thời hạn")
CHANGES = {
    AdjustmentKind.DUE: official("thời hạn"),
    AdjustmentKind.LEAD: official("người phụ trách"),
    AdjustmentKind.CONTENT: official("nội dung"),
    AdjustmentKind.DROP: official("không thực hiện"),
}


@dataclass(frozen=True, slots=True)
class AdjustmentNotice:
    """Adjustments of one plan that go out as one paper; `number` is the issued one ("12/TB-UBND"), or empty.

    `type_name` is the kind of paper that the number was taken for, Thông báo while there is none.
    """

    plan: PlanName
    type_name: str
    number: str
    issued_on: date | None
    lines: tuple[AdjustmentLine, ...]


@allowed("plan.view", reads=True)
def adjustment_notice(uow: UnitOfWork, adjustment_ids: Sequence[AdjustmentId]) -> AdjustmentNotice:
    """The adjustments with these ids by their numbers; RuleViolation for none, or for those of two plans."""
    statement = (
        select(Adjustment, Task)
        .join(Task, Task.id == Adjustment.task_id)
        .where(Adjustment.id.in_(adjustment_ids))
        .order_by(Adjustment.ordinal)
    )
    rows = uow.session.execute(statement).all()
    plans = {adjustment.plan_id for adjustment, _task in rows}
    if not plans:
        raise RuleViolation(_("Chọn ít nhất một điều chỉnh để in thông báo."))
    if len(plans) > 1:
        raise RuleViolation(
            _("Một thông báo chỉ gồm điều chỉnh của một kế hoạch. Bỏ chọn điều chỉnh của kế hoạch khác.")
        )
    issued_ids = {adjustment.issued_id for adjustment, _task in rows}
    issued_id = next(iter(issued_ids)) if len(issued_ids) == 1 else None
    issued = uow.get(IssuedPaper, issued_id) if issued_id is not None else None
    return AdjustmentNotice(
        plan_name(uow, PlanId(next(iter(plans)))),
        issued.type_name if issued else official("Thông báo"),
        issued.symbol if issued else "",
        issued.issued_on if issued else None,
        tuple(adjustment_line(adjustment, task) for adjustment, task in rows),
    )


def adjustment_document(
    notice: AdjustmentNotice, office: OfficeCard, marks: Marks, *, recipients: Sequence[str] = ()
) -> Document:
    """The paper in the layout of decree 30/2020: basis, each adjustment with its number, what else stays as it is.

    A notice, or a decision with its articles where the number was taken for one.
    """
    by_decision = fold(notice.type_name) == DECISION
    blocks, closing = (_articles if by_decision else _text)(notice, office)
    return Document(
        letterhead=head_of(office, official("TB"), notice.number, notice.issued_on),
        type_name=notice.type_name.upper(),
        subject=official(
            "{lead} {plan}", lead="Về việc điều chỉnh" if by_decision else "Điều chỉnh", plan=cited(notice.plan)
        ),
        issuer_line=" ".join(office.body_lines) if by_decision else "",
        bases=(basis(notice.plan),),
        blocks=blocks,
        closing=closing,
        recipients=listed(recipients or _recipients(by_decision=by_decision)),
        signatures=(signed_by_chairman(office),),
        marks=marks,
        appendices=(_appendix(notice, office),) if _in_appendix(notice) else (),
    )


def _in_appendix(notice: AdjustmentNotice) -> bool:
    return len(notice.lines) > LISTED_IN_TEXT


def _recipients(*, by_decision: bool) -> tuple[str, ...]:
    first = official("Như Điều 3") if by_decision else official("Người phụ trách việc được điều chỉnh")
    return first, official("Lưu: VT")


def _listed(notice: AdjustmentNotice) -> Iterator[Block]:
    """The adjustments in the text, unless they stand in the appendix."""
    if not _in_appendix(notice):
        for number, line in enumerate(notice.lines, 1):
            yield from _told(number, line)


def _where(notice: AdjustmentNotice) -> str:
    return (
        official(" theo Phụ lục kèm theo {kind} này.", kind=notice.type_name) if _in_appendix(notice) else " như sau:"
    )


def _text(notice: AdjustmentNotice, office: OfficeCard) -> tuple[tuple[Block, ...], str]:
    lead = official("{body} thông báo điều chỉnh {plan}", body=body_of(office), plan=cited(notice.plan))
    rest = official(
        "Các nội dung khác của {plan} giữ nguyên. Người phụ trách và các đơn vị có liên quan căn cứ Thông báo này "
        "thực hiện",
        plan=cited(notice.plan),
    )
    first = Paragraph(lead + _where(notice), keep_with_next=not _in_appendix(notice))
    return (first, *_listed(notice)), ended(rest)


def _articles(notice: AdjustmentNotice, office: OfficeCard) -> tuple[tuple[Block, ...], str]:
    plan = cited(notice.plan)
    lead = official("Điều chỉnh {plan}", plan=plan) + _where(notice)
    force = official("Quyết định này có hiệu lực kể từ ngày ký. Các nội dung khác của {plan} giữ nguyên.", plan=plan)
    who = official("Văn phòng, người phụ trách và các đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này")
    blocks: tuple[Block, ...] = (
        Heading(official("QUYẾT ĐỊNH:"), 1),
        Article("1", words=lead, keep_with_next=not _in_appendix(notice)),
        *_listed(notice),
        Article("2", words=force),
        Article("3", words=ended(who)),
    )
    return blocks, ""


def _told(number: int, line: AdjustmentLine) -> Iterator[Block]:
    title = official("Điều chỉnh số {ordinal:02d} ({change})", ordinal=line.ordinal, change=CHANGES[line.kind])
    where = official(" (mục {section} của Kế hoạch)", section=line.section) if line.section else ""
    yield Numbered(
        f"{number}.", official("{task}{where}:", task=line.task.rstrip(".;:"), where=where), f"{title}.", True
    )
    yield Dash(official("Trước điều chỉnh: {value}", value=full(old_value(line))))
    yield Dash(official("Sau điều chỉnh: {value}", value=full(new_value(line))))
    yield Dash(official("Lý do: {reason}", reason=full(line.reason)))
    yield Dash(
        official("Người quyết định: {who}, {day}.", who=line.decided_by, day=document_date(line.decided_on)),
    )


def old_value(line: AdjustmentLine) -> str:
    """What stood before, in the words of the paper."""
    if line.kind is AdjustmentKind.DUE:
        return due_in_print(line.old_due_on, is_before=line.old_is_before) or NO_DEADLINE
    if line.kind is AdjustmentKind.DROP:
        due = due_in_print(line.old_due_on, is_before=line.old_is_before)
        return official("thực hiện, hạn {due}", due=due) if due else official("thực hiện")
    return line.old_words or official("chưa ghi")


def new_value(line: AdjustmentLine) -> str:
    """What stands now, in the words of the paper."""
    if line.kind is AdjustmentKind.DUE:
        return due_in_print(line.new_due_on, is_before=line.new_is_before) or NO_DEADLINE
    if line.kind is AdjustmentKind.DROP:
        return official("không thực hiện nữa")
    return line.new_words or official("chưa ghi")


def _appendix(notice: AdjustmentNotice, office: OfficeCard) -> Appendix:
    number = notice.number or official("……/TB-{symbol}", symbol=office.symbol)
    dated = " " + document_date(notice.issued_on) if notice.issued_on else ""
    rows = tuple(
        Row(
            (
                f"{line.ordinal:02d}",
                official("{task} (mục {section})", task=line.task, section=line.section) if line.section else line.task,
                CHANGES[line.kind][:1].upper() + CHANGES[line.kind][1:],
                old_value(line),
                new_value(line),
                line.reason,
                f"{line.decided_by}\n{vn_date(line.decided_on)}",
            )
        )
        for line in notice.lines
    )
    columns = (
        Column(official("Số"), 0.6, Align.CENTER),
        Column(official("Việc"), 3.4),
        Column(official("Điều chỉnh"), 1.3),
        Column(official("Trước điều chỉnh"), 2.2),
        Column(official("Sau điều chỉnh"), 2.2),
        Column(official("Lý do"), 2.6),
        Column(official("Người quyết định, ngày"), 2),
    )
    return Appendix(
        title=official("NỘI DUNG ĐIỀU CHỈNH"),
        reference=official(
            "(Kèm theo {kind} số {number}{dated} của {body})",
            kind=notice.type_name,
            number=number,
            dated=dated,
            body=body_of(office),
        ),
        blocks=(Table(columns=columns, rows=rows),),
        landscape=True,
    )
