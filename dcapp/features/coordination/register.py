"""The book of coordination plans."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import and_, case, func, select

from dcapp.db.unit_of_work import Viewer
from dcapp.features.coordination.models import Coordination, CoordinationLine
from dcapp.features.coordination.service import REGISTER, CoordinationForm
from dcapp.features.coordination.terms import JOINT_STATES, SOON_DAYS, JointState
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Field, Filter, Kind, Op, Preset, Register, Statement


def coordinations(_viewer: Viewer) -> Statement:
    """Every coordination plan with how much of it is done and what is due next."""
    today = clock.today()
    mine = CoordinationLine.coordination_id == Coordination.id
    is_done = CoordinationLine.done_on.is_not(None)
    count = select(func.count()).select_from(CoordinationLine).where(mine).correlate(Coordination).scalar_subquery()
    done = (
        select(func.count())
        .select_from(CoordinationLine)
        .where(mine, is_done)
        .correlate(Coordination)
        .scalar_subquery()
    )
    next_due = select(func.min(CoordinationLine.due_on)).where(mine, ~is_done).correlate(Coordination).scalar_subquery()
    state = case(
        (and_(count > 0, count == done), JointState.DONE.value),
        (next_due < today, JointState.LATE.value),
        (next_due <= today + timedelta(days=SOON_DAYS), JointState.SOON.value),
        else_=JointState.OPEN.value,
    )
    return select(
        Coordination.id,
        Coordination.year,
        Coordination.title,
        Coordination.partner,
        Coordination.number,
        Coordination.signed_on,
        case((count > 0, done * 100 // count), else_=0).label("progress"),
        next_due.label("next_due"),
        state.label("state"),
        Coordination.purpose,
        Coordination.our_title,
        Coordination.our_signer,
        Coordination.their_title,
        Coordination.their_signer,
        Coordination.recipients,
        Coordination.folded,
    )


COORDINATIONS = Register(
    key=REGISTER,
    title=N_("Kế hoạch phối hợp"),
    noun=N_("kế hoạch phối hợp"),
    record=Coordination,
    also_shows=(CoordinationLine,),
    form=CoordinationForm,
    right_view="plan.view",
    right_edit="plan.edit",
    statement=coordinations,
    order="year",
    filters=("state",),
    presets=(
        Preset("late", N_("Có việc quá hạn"), (Filter("state", Op.IS, JointState.LATE.value),)),
        Preset("soon", N_("Sắp đến hạn"), (Filter("state", Op.IS, JointState.SOON.value),)),
        Preset("unsigned", N_("Chưa ký"), (Filter("signed_on", Op.EMPTY),)),
    ),
    empty=N_("Kế hoạch phối hợp của UBND với Khối Dân vận và các bên hiện ở đây, kèm việc làm chung và hạn."),
    fields=(
        Field("year", N_("Năm"), Kind.ORDINAL, width=65, required=True),
        Field("title", N_("Tên kế hoạch"), Kind.LONG_TEXT, required=True, searched=True),
        Field("partner", N_("Bên phối hợp"), width=190, required=True, searched=True),
        Field("number", N_("Số, ký hiệu"), width=130, searched=True),
        Field("signed_on", N_("Ngày ký"), Kind.DATE, width=100),
        Field("progress", N_("Đã làm"), Kind.PROGRESS, width=130, filled_in=False),
        Field("next_due", N_("Hạn gần nhất"), Kind.DATE, width=110, filled_in=False),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=120,
            filled_in=False,
            labels={state.value: label for state, label in JOINT_STATES.items()},
            tones={
                JointState.OPEN.value: "info",
                JointState.SOON.value: "warning",
                JointState.LATE.value: "danger",
                JointState.DONE.value: "success",
            },
        ),
        Field("purpose", N_("Mục đích, yêu cầu"), Kind.LONG_TEXT, shown=False, searched=True),
        Field("our_title", N_("Chức vụ bên UBND"), Kind.LONG_TEXT, shown=False),
        Field("our_signer", N_("Người ký bên UBND"), Kind.NAME, shown=False),
        Field("their_title", N_("Chức vụ bên phối hợp"), Kind.LONG_TEXT, shown=False),
        Field("their_signer", N_("Người ký bên phối hợp"), Kind.NAME, shown=False),
        Field("recipients", N_("Nơi nhận"), Kind.LONG_TEXT, shown=False),
    ),
)
