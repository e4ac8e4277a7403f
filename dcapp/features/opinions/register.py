"""The log of public opinion."""

from __future__ import annotations

from sqlalchemy import select

from dcapp.db.unit_of_work import Viewer
from dcapp.features.office.models import Village
from dcapp.features.opinions.models import Opinion
from dcapp.features.opinions.queries import state_on
from dcapp.features.opinions.rules import opinion_fields
from dcapp.features.opinions.service import REGISTER, OpinionForm
from dcapp.features.opinions.terms import OPINION_SOURCES, OPINION_STATES, OpinionState
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement


def opinions(_viewer: Viewer) -> Statement:
    """Every line of the log; its state is that of the program's day."""
    return select(
        Opinion.id,
        Opinion.heard_on,
        Opinion.village_id,
        (Village.kind + " " + Village.name).label("village"),
        Village.name_order.label("village_order"),
        Opinion.field,
        Opinion.matter,
        Opinion.source,
        Opinion.people_count,
        Opinion.is_hot,
        Opinion.passed_to,
        Opinion.passed_on,
        Opinion.answer_by,
        state_on(clock.today()).label("state"),
        Opinion.answer,
        Opinion.answered_on,
        Opinion.folded,
    ).outerjoin(Village, Village.id == Opinion.village_id)


WAITS = Filter("state", Op.ONE_OF, (OpinionState.WAITING.value, OpinionState.LATE.value))

OPINIONS = Register(
    key=REGISTER,
    title=N_("Sổ nắm tình hình, dư luận"),
    noun=N_("ý kiến"),
    record=Opinion,
    also_shows=(Village,),
    form=OpinionForm,
    right_view="plan.view",
    right_edit="plan.edit",
    statement=opinions,
    order="heard_on",
    filters=("village_id", "field"),
    presets=(
        Preset("hot", N_("Điểm nóng"), (Filter("is_hot", Op.IS, True), Filter("answered_on", Op.EMPTY))),
        Preset("late", N_("Quá hạn trả lời"), (Filter("state", Op.IS, OpinionState.LATE.value),)),
        Preset(
            "soon",
            N_("Hạn 7 ngày tới"),
            (WAITS, Filter("answer_by", Op.FROM, Day(0)), Filter("answer_by", Op.TO, Day(7))),
        ),
        Preset("new", N_("Chưa chuyển"), (Filter("state", Op.IS, OpinionState.NEW.value),)),
    ),
    empty=N_("Dư luận, tâm trạng Nhân dân ghi ở đây: chuyện gì, ở thôn nào, chuyển ai, trả lời ra sao. Không ghi tên."),
    fields=(
        Field("heard_on", N_("Ngày nắm được"), Kind.DATE, width=100, required=True),
        Field(
            "village_id",
            N_("Thôn, tổ dân phố"),
            Kind.REFERENCE,
            width=130,
            shown_by="village",
            sorted_by="village_order",
            options=select(Village.id, Village.kind + " " + Village.name).order_by(Village.name_order, Village.id),
        ),
        Field(
            "field",
            N_("Lĩnh vực"),
            Kind.CHOICE,
            width=150,
            searched=True,
            labels={name: name for name in opinion_fields()},
        ),
        Field("matter", N_("Nội dung dư luận"), Kind.LONG_TEXT, required=True, searched=True),
        Field(
            "source",
            N_("Nguồn"),
            Kind.CHOICE,
            width=140,
            labels={source.value: label for source, label in OPINION_SOURCES.items()},
        ),
        Field("people_count", N_("Số người quan tâm"), Kind.NUMBER, width=85),
        Field("is_hot", N_("Điểm nóng"), Kind.YES_NO, width=75),
        Field("passed_to", N_("Chuyển đến"), width=150, searched=True),
        Field("passed_on", N_("Ngày chuyển"), Kind.DATE, width=100),
        Field("answer_by", N_("Hạn trả lời"), Kind.DATE, width=100),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=140,
            filled_in=False,
            labels={state.value: label for state, label in OPINION_STATES.items()},
            tones={
                OpinionState.NEW.value: "neutral",
                OpinionState.WAITING.value: "info",
                OpinionState.LATE.value: "danger",
                OpinionState.ANSWERED.value: "success",
            },
        ),
        Field("answer", N_("Trả lời, hướng xử lý"), Kind.LONG_TEXT, width=200, searched=True),
        Field("answered_on", N_("Ngày trả lời"), Kind.DATE, width=100),
    ),
)
