"""The books of the plan slice: duties and obligations as the signed paper gave them."""

from __future__ import annotations

from sqlalchemy import String, cast, select

from dcapp.db.unit_of_work import Viewer
from dcapp.features.plan.models import Plan, PlanDuty, PlanObligation
from dcapp.features.plan.service import ObligationForm
from dcapp.features.plan.terms import RHYTHMS
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement


def obligations(_viewer: Viewer) -> Statement:
    """Everything due by a date or in a rhythm, with the plan it comes from."""
    return select(
        PlanObligation.id,
        PlanObligation.title.label("what"),
        PlanObligation.who_line,
        PlanObligation.addressee_line,
        PlanObligation.due_on,
        PlanObligation.is_before,
        PlanObligation.day,
        PlanObligation.every,
        PlanObligation.wording,
        PlanObligation.section,
        PlanObligation.plan_id,
        cast(Plan.year, String).label("plan_year"),
        PlanObligation.doubt,
        PlanObligation.what_order,
        PlanObligation.folded,
    ).join(Plan, Plan.id == PlanObligation.plan_id)


def duties(_viewer: Viewer) -> Statement:
    """Every duty that a plan gives somebody."""
    return select(
        PlanDuty.id,
        PlanDuty.section,
        PlanDuty.text,
        PlanDuty.officer,
        PlanDuty.due_on,
        PlanDuty.plan_id,
        cast(Plan.year, String).label("plan_year"),
        PlanDuty.section_order,
        PlanDuty.officer_order,
        PlanDuty.folded,
    ).join(Plan, Plan.id == PlanDuty.plan_id)


OBLIGATIONS = Register(
    key="obligations",
    title=N_("Nghĩa vụ báo cáo"),
    noun=N_("nghĩa vụ"),
    record=PlanObligation,
    also_shows=(Plan,),
    form=ObligationForm,
    right_view="plan.view",
    right_edit="plan.edit",
    statement=obligations,
    order="due_on",
    newest_first=False,
    filters=("every",),
    presets=(
        Preset("late", N_("Đã qua hạn"), (Filter("due_on", Op.TO, Day(-1)),)),
        Preset("soon", N_("30 ngày tới"), (Filter("due_on", Op.FROM, Day(0)), Filter("due_on", Op.TO, Day(30)))),
        Preset("rhythm", N_("Định kỳ"), (Filter("every", Op.FILLED),)),
    ),
    empty=N_("Nhập kế hoạch đã ký để thấy ai phải báo cáo gì, cho ai, khi nào."),
    fields=(
        Field("what", N_("Nội dung"), Kind.LONG_TEXT, required=True, searched=True, sorted_by="what_order"),
        Field("who_line", N_("Ai thực hiện"), Kind.LONG_TEXT, width=170, searched=True),
        Field("addressee_line", N_("Gửi đến"), Kind.LONG_TEXT, width=170, searched=True),
        Field("due_on", N_("Hạn ghi"), Kind.DATE, width=100),
        Field("is_before", N_("Trước hạn"), Kind.YES_NO, width=85),
        Field("day", N_("Ngày"), Kind.NUMBER, width=65),
        Field(
            "every",
            N_("Định kỳ"),
            Kind.CHOICE,
            width=115,
            labels={rhythm.value: label for rhythm, label in RHYTHMS.items()},
        ),
        Field("wording", N_("Nguyên văn"), Kind.LONG_TEXT, shown=False, searched=True),
        Field("plan_year", N_("Năm"), width=60, required=True),
        Field("section", N_("Mục"), width=65),
    ),
)

DUTIES = Register(
    key="duties",
    title=N_("Việc được giao"),
    noun=N_("việc"),
    record=PlanDuty,
    also_shows=(Plan,),
    right_view="plan.view",
    statement=duties,
    order="section",
    newest_first=False,
    empty=N_("Nhập kế hoạch đã ký để thấy ai được giao việc gì."),
    fields=(
        Field("section", N_("Mục"), width=80, sorted_by="section_order", filled_in=False),
        Field("text", N_("Nhiệm vụ"), Kind.LONG_TEXT, searched=True, filled_in=False),
        Field("officer", N_("Phụ trách"), width=200, searched=True, sorted_by="officer_order", filled_in=False),
        Field("due_on", N_("Hạn"), Kind.DATE, width=110, filled_in=False),
        Field("plan_year", N_("Năm"), width=70, filled_in=False),
    ),
)
