"""The books of the tasks slice: tasks, difficulties, adjustments."""

from __future__ import annotations

from sqlalchemy import String, cast, func, select, type_coerce

from dcapp.db.unit_of_work import Viewer
from dcapp.features.office.models import Officer
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.plan.models import Plan
from dcapp.features.tasks.models import Adjustment, Difficulty, Task
from dcapp.features.tasks.taking_lines import TaskLineForm
from dcapp.features.tasks.terms import (
    ADJUSTMENT_KINDS,
    DIFFICULTY_STATES,
    PRIORITIES,
    TASK_STATES,
    DifficultyState,
    Priority,
    TaskState,
)
from dcapp.features.tasks.timing import SOON_DAYS
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement

PLANS = select(Plan.id, cast(Plan.year, String) + " · " + func.trim(Plan.type_name + " " + Plan.subject)).order_by(
    Plan.year.desc(), Plan.id.desc()
)
LEADS = select(Officer.id, Officer.full_name).order_by(Officer.name_order, Officer.id)


TASK_LINES = (
    select(
        Task.id,
        Task.section,
        Task.title,
        Task.period,
        Task.lead_id,
        Task.lead_words,
        Task.support_line,
        Task.due_on,
        Task.is_before,
        Task.last_on,
        Task.percent,
        type_coerce(Task.state, String).label("state"),
        type_coerce(Task.priority, String).label("priority"),
        Task.done_on,
        Task.evidence_count,
        Task.requested_by,
        Task.expected,
        Task.plan_id,
        cast(Plan.year, String).label("plan_year"),
        Officer.full_name.label("lead"),
        Task.section_order,
        Task.lead_order,
        Task.title_order,
        Task.folded,
    )
    .join(Plan, Plan.id == Task.plan_id)
    .outerjoin(Officer, Officer.id == Task.lead_id)
    .where(Task.is_series.is_(False))
)
"""Every task that is done itself; series are left out, their periods stand for them. The same for every viewer: put
together once, a page of it is asked for often."""


def difficulties(_viewer: Viewer) -> Statement:
    """Every difficulty, with the task that it hinders."""
    return (
        select(
            Difficulty.id,
            Difficulty.raised_on,
            Difficulty.raised_by,
            Difficulty.matter,
            Difficulty.proposal,
            Difficulty.state,
            Difficulty.answer,
            Difficulty.answered_on,
            func.coalesce(Task.title, "").label("task"),
            Difficulty.task_id,
            Difficulty.plan_id,
            cast(Plan.year, String).label("plan_year"),
            Difficulty.folded,
        )
        .join(Plan, Plan.id == Difficulty.plan_id)
        .outerjoin(Task, Task.id == Difficulty.task_id)
    )


def adjustments(_viewer: Viewer) -> Statement:
    """Every numbered change, with what stood before."""
    return (
        select(
            Adjustment.id,
            Adjustment.ordinal,
            Adjustment.decided_on,
            Adjustment.kind,
            Task.section,
            Task.title.label("task"),
            Adjustment.old_words,
            Adjustment.new_words,
            Adjustment.reason,
            Adjustment.decided_by,
            func.coalesce(IssuedPaper.symbol, "").label("symbol"),
            Adjustment.task_id,
            Adjustment.plan_id,
            cast(Plan.year, String).label("plan_year"),
            Task.section_order,
            Adjustment.folded,
        )
        .join(Task, Task.id == Adjustment.task_id)
        .join(Plan, Plan.id == Adjustment.plan_id)
        .outerjoin(IssuedPaper, IssuedPaper.id == Adjustment.issued_id)
    )


def plan_fields() -> tuple[Field, Field]:
    """The plan that a line belongs to: to filter by, and its year to be shown."""
    return (
        Field(
            "plan_id",
            N_("Kế hoạch"),
            Kind.REFERENCE,
            shown=False,
            shown_by="plan_year",
            options=PLANS,
            filled_in=False,
        ),
        Field("plan_year", N_("Năm"), width=60, filled_in=False),
    )


OPEN = Filter("state", Op.IS, TaskState.OPEN.value)

TASKS = Register(
    key="tasks",
    title=N_("Việc của kế hoạch"),
    noun=N_("việc"),
    record=Task,
    also_shows=(Plan, Officer),
    form=TaskLineForm,
    right_view="plan.view",
    right_edit="plan.edit",
    statement=TASK_LINES,
    order="section",
    newest_first=False,
    filters=("plan_id", "lead_id", "state", "priority"),
    presets=(
        Preset("late", N_("Quá hạn"), (OPEN, Filter("last_on", Op.TO, Day(-1)))),
        Preset(
            "soon",
            N_("7 ngày tới"),
            (OPEN, Filter("last_on", Op.FROM, Day(0)), Filter("last_on", Op.TO, Day(SOON_DAYS))),
        ),
        Preset(
            "lacking",
            N_("Thiếu minh chứng"),
            (
                Filter("state", Op.ONE_OF, (TaskState.OPEN.value, TaskState.DONE.value)),
                Filter("percent", Op.FROM, 1),
                Filter("evidence_count", Op.IS, 0),
            ),
        ),
    ),
    empty=N_("Lập việc từ kế hoạch đã ký, hoặc bấm Thêm việc."),
    fields=(
        Field("section", N_("Mục"), width=65, sorted_by="section_order"),
        Field("title", N_("Nhiệm vụ"), Kind.LONG_TEXT, required=True, searched=True, sorted_by="title_order"),
        Field("period", N_("Kỳ"), width=120, searched=True),
        Field("lead_words", N_("Phụ trách"), width=150, searched=True, sorted_by="lead_order"),
        Field(
            "lead_id",
            N_("Cán bộ phụ trách"),
            Kind.REFERENCE,
            shown=False,
            shown_by="lead",
            options=LEADS,
            filled_in=False,
        ),
        Field("support_line", N_("Phối hợp"), Kind.LONG_TEXT, shown=False, searched=True, filled_in=False),
        Field("due_on", N_("Hạn ghi"), Kind.DATE, width=95),
        Field("is_before", N_("Trước hạn"), Kind.YES_NO, shown=False),
        Field("last_on", N_("Ngày cuối"), Kind.DATE, width=95, filled_in=False),
        Field("percent", N_("Tiến độ"), Kind.PROGRESS, width=110, filled_in=False),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=115,
            filled_in=False,
            labels={state.value: label for state, label in TASK_STATES.items()},
            tones={TaskState.DONE.value: "success", TaskState.DROPPED.value: "neutral"},
        ),
        Field("evidence_count", N_("Minh chứng"), Kind.NUMBER, width=85, filled_in=False),
        Field(
            "priority",
            N_("Ưu tiên"),
            Kind.CHOICE,
            width=90,
            shown=False,
            labels={priority.value: label for priority, label in PRIORITIES.items()},
            tones={Priority.HIGH.value: "danger"},
        ),
        Field("done_on", N_("Ngày xong"), Kind.DATE, width=95, shown=False, filled_in=False),
        Field("requested_by", N_("Nơi yêu cầu"), shown=False),
        Field("expected", N_("Kết quả cần đạt"), Kind.LONG_TEXT, shown=False),
        plan_fields()[0],
        Field("plan_year", N_("Năm"), width=60, required=True),
    ),
)

DIFFICULTIES = Register(
    key="difficulties",
    title=N_("Vướng mắc"),
    noun=N_("vướng mắc"),
    record=Difficulty,
    also_shows=(Task, Plan),
    right_view="plan.view",
    statement=difficulties,
    order="raised_on",
    filters=("plan_id", "state"),
    presets=(Preset("open", N_("Chờ quyết định"), (Filter("state", Op.IS, DifficultyState.OPEN.value),)),),
    empty=N_("Vướng mắc cán bộ nêu khi làm việc hiện ở đây để được trả lời hoặc điều chỉnh."),
    fields=(
        Field("raised_on", N_("Ngày nêu"), Kind.DATE, width=95, filled_in=False),
        Field("raised_by", N_("Người nêu"), width=150, searched=True, filled_in=False),
        Field("matter", N_("Vướng mắc"), Kind.LONG_TEXT, searched=True, filled_in=False),
        Field("proposal", N_("Đề xuất"), Kind.LONG_TEXT, width=200, searched=True, filled_in=False),
        Field("task", N_("Việc"), Kind.LONG_TEXT, width=200, filled_in=False),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=125,
            filled_in=False,
            labels={state.value: label for state, label in DIFFICULTY_STATES.items()},
            tones={
                DifficultyState.OPEN.value: "warning",
                DifficultyState.ADJUSTED.value: "success",
                DifficultyState.ANSWERED.value: "success",
            },
        ),
        Field("answer", N_("Ý kiến giải quyết"), Kind.LONG_TEXT, shown=False, searched=True, filled_in=False),
        Field("answered_on", N_("Ngày giải quyết"), Kind.DATE, shown=False, filled_in=False),
        *plan_fields(),
    ),
)

ADJUSTMENTS = Register(
    key="adjustments",
    title=N_("Điều chỉnh kế hoạch"),
    noun=N_("lần điều chỉnh"),
    record=Adjustment,
    also_shows=(Task, Plan, IssuedPaper),
    right_view="plan.view",
    statement=adjustments,
    order="decided_on",
    filters=("plan_id", "kind"),
    empty=N_("Mỗi lần điều chỉnh một việc được đánh số và hiện ở đây, điều cũ vẫn đọc được."),
    fields=(
        Field("ordinal", N_("Lần"), Kind.ORDINAL, width=55, filled_in=False),
        Field("decided_on", N_("Ngày quyết định"), Kind.DATE, width=110, filled_in=False),
        Field(
            "kind",
            N_("Điều chỉnh gì"),
            Kind.CHOICE,
            width=125,
            filled_in=False,
            labels={kind.value: label for kind, label in ADJUSTMENT_KINDS.items()},
        ),
        Field("section", N_("Mục"), width=65, sorted_by="section_order", filled_in=False),
        Field("task", N_("Việc"), Kind.LONG_TEXT, filled_in=False),
        Field("old_words", N_("Trước khi đổi"), Kind.LONG_TEXT, width=150, searched=True, filled_in=False),
        Field("new_words", N_("Đổi thành"), Kind.LONG_TEXT, width=150, searched=True, filled_in=False),
        Field("reason", N_("Lý do"), Kind.LONG_TEXT, width=200, searched=True, filled_in=False),
        Field("decided_by", N_("Người quyết định"), width=140, searched=True, filled_in=False),
        Field("symbol", N_("Số văn bản"), width=110, filled_in=False),
        *plan_fields(),
    ),
)
