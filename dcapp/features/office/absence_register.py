"""The book of absences: who is away, who stands in, until when."""

from __future__ import annotations

from sqlalchemy import case, select
from sqlalchemy.orm import aliased

from dcapp.db.unit_of_work import Viewer
from dcapp.features.office.absences import AbsenceForm
from dcapp.features.office.models import Absence, Officer
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement

COMING, AWAY, OVER = "coming", "away", "over"
ABSENCE_STATES = {AWAY: N_("Đang nghỉ"), COMING: N_("Sắp nghỉ"), OVER: N_("Đã về")}

_officer, _deputy = aliased(Officer), aliased(Officer)


def absences(_viewer: Viewer) -> Statement:
    """Every absence with both names; what state it is in is that of the program's day."""
    today = clock.today()
    state = case((Absence.since > today, COMING), (Absence.until < today, OVER), else_=AWAY)
    found = _deputy.folded + " " + Absence.folded
    return (
        select(
            Absence.id,
            Absence.officer_id,
            _officer.full_name.label("officer"),
            _officer.name_order.label("officer_order"),
            Absence.deputy_id,
            _deputy.full_name.label("deputy"),
            _deputy.name_order.label("deputy_order"),
            Absence.since,
            Absence.until,
            state.label("state"),
            Absence.reason,
            Absence.paper,
            (_officer.folded + " " + found).label("folded"),
        )
        .join(_officer, _officer.id == Absence.officer_id)
        .join(_deputy, _deputy.id == Absence.deputy_id)
    )


PEOPLE = select(Officer.id, Officer.full_name).where(Officer.left_on.is_(None)).order_by(Officer.name_order, Officer.id)

ABSENCES = Register(
    key="absences",
    title=N_("Cán bộ nghỉ, người thay"),
    noun=N_("lần nghỉ"),
    record=Absence,
    also_shows=(Officer,),
    form=AbsenceForm,
    right_view="office.view",
    right_edit="office.edit",
    statement=absences,
    order="since",
    filters=("state",),
    presets=(
        Preset("now", N_("Đang nghỉ"), (Filter("state", Op.IS, AWAY),)),
        Preset("soon", N_("30 ngày tới"), (Filter("since", Op.FROM, Day(1)), Filter("since", Op.TO, Day(30)))),
    ),
    empty=N_("Ghi cán bộ nghỉ từ ngày nào đến ngày nào; người thay thấy việc và nhận quyền trong thời gian đó."),
    fields=(
        Field(
            "officer",
            N_("Người nghỉ"),
            Kind.NAME,
            searched=True,
            filled_in=False,
            sorted_by="officer_order",
        ),
        Field(
            "deputy",
            N_("Người thay"),
            Kind.NAME,
            width=190,
            searched=True,
            filled_in=False,
            sorted_by="deputy_order",
        ),
        Field("since", N_("Từ ngày"), Kind.DATE, width=110, required=True),
        Field("until", N_("Đến hết ngày"), Kind.DATE, width=110, required=True),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=120,
            filled_in=False,
            labels=ABSENCE_STATES,
            tones={AWAY: "warning", COMING: "info", OVER: "neutral"},
        ),
        Field("reason", N_("Lý do"), width=200, searched=True),
        Field("paper", N_("Giấy ủy quyền, quyết định"), width=190, searched=True),
        Field("officer_id", N_("Cán bộ nghỉ"), Kind.REFERENCE, shown=False, shown_by="officer", options=PEOPLE),
        Field("deputy_id", N_("Cán bộ thay"), Kind.REFERENCE, shown=False, shown_by="deputy", options=PEOPLE),
    ),
)
