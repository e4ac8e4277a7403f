"""The book of duties at the reception desk (sổ phân công trực tiếp công dân)."""

from __future__ import annotations

from sqlalchemy import String, and_, case, select, type_coerce

from dcapp.db.unit_of_work import Viewer
from dcapp.features.office.models import Officer
from dcapp.features.visits.duty import BOOK, ShiftForm
from dcapp.features.visits.models import DutyShift
from dcapp.features.visits.terms import DAY_PARTS, SHIFT_STATES, UNCONFIRMED, ShiftState
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement

PEOPLE = select(Officer.id, Officer.full_name).where(Officer.left_on.is_(None)).order_by(Officer.name_order, Officer.id)


def shifts(_viewer: Viewer) -> Statement:
    """Every duty; the officer's name is the one of the day."""
    is_over = and_(DutyShift.state == ShiftState.PLANNED, DutyShift.day < clock.today())
    return select(
        DutyShift.id,
        DutyShift.day,
        DutyShift.part,
        DutyShift.officer_id,
        DutyShift.officer,
        Officer.full_name.label("officer_now"),
        DutyShift.place,
        case((is_over, UNCONFIRMED), else_=type_coerce(DutyShift.state, String)).label("state"),
        DutyShift.note,
        DutyShift.folded,
    ).outerjoin(Officer, Officer.id == DutyShift.officer_id)


SHIFTS = Register(
    key=BOOK,
    title=N_("Ca trực tiếp công dân"),
    noun=N_("ca trực"),
    record=DutyShift,
    also_shows=(Officer,),
    form=ShiftForm,
    right_view="visits.view",
    right_edit="visits.schedule",
    statement=shifts,
    order="day",
    filters=("state", "part", "officer_id"),
    presets=(
        Preset("coming", N_("Sắp trực"), (Filter("day", Op.FROM, Day(0)),)),
        Preset("unconfirmed", N_("Chưa xác nhận"), (Filter("state", Op.IS, UNCONFIRMED),)),
        Preset("missed", N_("Bỏ trực"), (Filter("state", Op.IS, ShiftState.MISSED.value),)),
    ),
    empty=N_("Phân công cán bộ trực tiếp công dân theo ngày, tuần hoặc tháng; ca trực hiện ở đây."),
    fields=(
        Field("day", N_("Ngày trực"), Kind.DATE, width=110, required=True),
        Field(
            "part",
            N_("Buổi"),
            Kind.CHOICE,
            width=100,
            labels={part.value: words for part, words in DAY_PARTS.items()},
        ),
        Field("officer", N_("Người trực"), Kind.NAME, searched=True),
        Field("place", N_("Địa điểm"), width=240, searched=True),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=110,
            filled_in=False,
            labels={UNCONFIRMED: N_("Chưa xác nhận")} | {one.value: words for one, words in SHIFT_STATES.items()},
            tones={
                UNCONFIRMED: "warning",
                ShiftState.PLANNED.value: "info",
                ShiftState.KEPT.value: "success",
                ShiftState.MISSED.value: "danger",
            },
        ),
        Field("note", N_("Ghi chú"), width=190, searched=True),
        Field(
            "officer_id",
            N_("Cán bộ của đơn vị"),
            Kind.REFERENCE,
            shown=False,
            shown_by="officer_now",
            options=PEOPLE,
        ),
    ),
)
