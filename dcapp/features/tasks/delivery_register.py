"""The book of what is to be sent in: who owes whom what, received or missing, and by how many days late."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, String, and_, case, cast, func, literal, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from dcapp.db.unit_of_work import Viewer
from dcapp.features.office.models import Village
from dcapp.features.plan.models import Plan
from dcapp.features.tasks.models import Task, TaskDelivery
from dcapp.features.tasks.register import plan_fields
from dcapp.features.tasks.terms import DELIVERY_STATES, DeliveryState, TaskState
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Field, Filter, Kind, Op, Preset, Register, Statement

VILLAGES = select(Village.id, Village.kind + " " + Village.name).order_by(Village.name_order, Village.id)


class days_between(FunctionElement[int]):  # noqa: N801 - named like the function of SQL that it is
    """How many days the first day lies after the second."""

    type = Integer()
    inherit_cache = True


@compiles(days_between)
def _by_subtraction(element: Any, compiler: Any, **arguments: Any) -> str:
    later, earlier = (compiler.process(one, **arguments) for one in element.clauses)
    return f"({later} - {earlier})"


@compiles(days_between, "sqlite")
def _by_julian_days(element: Any, compiler: Any, **arguments: Any) -> str:
    later, earlier = (compiler.process(one, **arguments) for one in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


def deliveries(_viewer: Viewer) -> Statement:
    """Every thing that somebody owes somebody, with the days by which it was, or is, late.

    Once a task is done nothing is owed any more: of a done task only what came in is shown.
    """
    today = literal(clock.today(), TaskDelivery.received_on.type, literal_execute=True)  # not tried anew at every line
    came = func.coalesce(TaskDelivery.received_on, today)
    is_late = and_(Task.last_on.is_not(None), came > Task.last_on)
    stands = case(
        (and_(TaskDelivery.received_on.is_(None), is_late), DeliveryState.MISSING.value),
        (TaskDelivery.received_on.is_(None), DeliveryState.WAITING.value),
        (is_late, DeliveryState.RECEIVED_LATE.value),
        else_=DeliveryState.RECEIVED.value,
    )
    return (
        select(
            TaskDelivery.id,
            TaskDelivery.sender,
            TaskDelivery.addressee,
            Task.title,
            Task.period,
            Task.due_on,
            Task.is_before,
            Task.last_on,
            TaskDelivery.received_on,
            stands.label("stands"),
            case((is_late, days_between(came, Task.last_on)), else_=0).label("days_late"),
            TaskDelivery.note,
            TaskDelivery.task_id,
            TaskDelivery.village_id,
            (Village.kind + " " + Village.name).label("village"),
            Task.plan_id,
            cast(Plan.year, String).label("plan_year"),
            TaskDelivery.sender_order,
            Task.title_order,
            Task.folded,
        )
        .join(Task, Task.id == TaskDelivery.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(Village, Village.id == TaskDelivery.village_id)
        .where(
            Task.is_series.is_(False),
            or_(
                Task.state == TaskState.OPEN, and_(Task.state == TaskState.DONE, TaskDelivery.received_on.is_not(None))
            ),
        )
    )


DELIVERIES = Register(
    key="deliveries",
    title=N_("Nộp báo cáo"),
    noun=N_("lượt nộp"),
    record=TaskDelivery,
    also_shows=(Task, Plan, Village),
    right_view="plan.view",
    statement=deliveries,
    order="last_on",
    newest_first=False,
    filters=("plan_id", "stands", "village_id"),
    presets=(
        Preset("missing", N_("Quá hạn chưa nộp"), (Filter("stands", Op.IS, DeliveryState.MISSING.value),)),
        Preset("waiting", N_("Chưa nộp"), (Filter("received_on", Op.EMPTY),)),
        Preset("received_late", N_("Nộp muộn"), (Filter("stands", Op.IS, DeliveryState.RECEIVED_LATE.value),)),
    ),
    empty=N_("Ai phải gửi gì, cho ai hiện ở đây khi việc có người gửi và nơi nhận."),
    fields=(
        Field("sender", N_("Người gửi"), width=150, sorted_by="sender_order", filled_in=False),
        Field("addressee", N_("Nơi nhận"), width=180, filled_in=False),
        Field("title", N_("Nội dung"), Kind.LONG_TEXT, searched=True, sorted_by="title_order", filled_in=False),
        Field("period", N_("Kỳ"), width=120, searched=True, filled_in=False),
        Field("due_on", N_("Hạn ghi"), Kind.DATE, width=95, filled_in=False),
        Field("is_before", N_("Trước hạn"), Kind.YES_NO, shown=False, filled_in=False),
        Field("last_on", N_("Ngày cuối"), Kind.DATE, width=95, filled_in=False),
        Field("received_on", N_("Ngày nhận"), Kind.DATE, width=95, filled_in=False),
        Field(
            "stands",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=135,
            filled_in=False,
            labels={state.value: label for state, label in DELIVERY_STATES.items()},
            tones={
                DeliveryState.MISSING.value: "danger",
                DeliveryState.WAITING.value: "neutral",
                DeliveryState.RECEIVED_LATE.value: "warning",
                DeliveryState.RECEIVED.value: "success",
            },
        ),
        Field("days_late", N_("Số ngày chậm"), Kind.NUMBER, width=90, filled_in=False),
        Field("note", N_("Ghi chú"), Kind.LONG_TEXT, shown=False, filled_in=False),
        Field(
            "village_id",
            N_("Thôn"),
            Kind.REFERENCE,
            shown=False,
            shown_by="village",
            options=VILLAGES,
            filled_in=False,
        ),
        *plan_fields(),
    ),
)
