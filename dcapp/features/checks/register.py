"""The book of checks: what is checked, by whom, when, how far it is, and how much is left to be put right."""

from __future__ import annotations

from sqlalchemy import func, select

from dcapp.db.unit_of_work import Viewer
from dcapp.features.checks.models import Check, CheckFinding, CheckVisit
from dcapp.features.checks.service import BOOK, CheckForm
from dcapp.features.checks.terms import CHECK_KINDS, CHECK_STATES, CheckState
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement


def checks(_viewer: Viewer) -> Statement:
    """Every check with how many visits it has and how many shortcomings are open."""
    visits = select(func.count()).select_from(CheckVisit).where(CheckVisit.check_id == Check.id)
    left = (
        select(func.count())
        .select_from(CheckFinding)
        .join(CheckVisit, CheckVisit.id == CheckFinding.visit_id)
        .where(CheckVisit.check_id == Check.id, CheckFinding.is_shortcoming.is_(True), CheckFinding.fixed_on.is_(None))
    )
    return select(
        Check.id,
        Check.kind,
        Check.title,
        Check.head,
        Check.team,
        Check.scope,
        Check.basis,
        Check.starts_on,
        Check.ends_on,
        Check.state,
        Check.conclusion,
        Check.concluded_on,
        Check.task_id,
        visits.scalar_subquery().label("visits"),
        left.scalar_subquery().label("shortcomings_left"),
        Check.folded,
    )


CHECKS = Register(
    key=BOOK,
    title=N_("Kiểm tra, giám sát"),
    noun=N_("cuộc kiểm tra"),
    record=Check,
    also_shows=(CheckVisit, CheckFinding),
    form=CheckForm,
    right_view="plan.view",
    right_edit="plan.edit",
    statement=checks,
    order="starts_on",
    filters=("kind", "state"),
    presets=(
        Preset("running", N_("Đang kiểm tra"), (Filter("state", Op.IS, CheckState.RUNNING.value),)),
        Preset(
            "overdue",
            N_("Quá ngày kết thúc"),
            (
                Filter("ends_on", Op.TO, Day(-1)),
                Filter("state", Op.ONE_OF, (CheckState.PLANNED.value, CheckState.RUNNING.value)),
            ),
        ),
        Preset("left", N_("Còn tồn tại"), (Filter("shortcomings_left", Op.FROM, 1),)),
    ),
    empty=N_("Cuộc kiểm tra, giám sát hiện ở đây khi anh/chị thêm; từng buổi, tồn tại và khắc phục ghi trong đó."),
    fields=(
        Field("title", N_("Tên cuộc kiểm tra"), Kind.LONG_TEXT, required=True, searched=True),
        Field(
            "kind",
            N_("Loại"),
            Kind.CHOICE,
            width=110,
            labels={kind.value: words for kind, words in CHECK_KINDS.items()},
        ),
        Field("head", N_("Trưởng đoàn"), Kind.NAME, width=140, searched=True),
        Field("starts_on", N_("Từ ngày"), Kind.DATE, width=98, required=True),
        Field("ends_on", N_("Đến ngày"), Kind.DATE, width=98),
        Field("visits", N_("Số buổi"), Kind.NUMBER, width=74, filled_in=False),
        Field("shortcomings_left", N_("Còn tồn tại"), Kind.NUMBER, width=92, filled_in=False),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=120,
            filled_in=False,
            labels={state.value: words for state, words in CHECK_STATES.items()},
            tones={
                CheckState.PLANNED.value: "neutral",
                CheckState.RUNNING.value: "info",
                CheckState.CONCLUDED.value: "success",
            },
        ),
        Field("scope", N_("Nội dung, phạm vi"), Kind.LONG_TEXT, shown=False, searched=True),
        Field("team", N_("Thành viên đoàn"), Kind.LONG_TEXT, shown=False, searched=True),
        Field("basis", N_("Căn cứ"), Kind.LONG_TEXT, shown=False),
        Field("conclusion", N_("Kết luận"), Kind.LONG_TEXT, shown=False, searched=True, filled_in=False),
        Field("concluded_on", N_("Ngày kết luận"), Kind.DATE, width=98, shown=False, filled_in=False),
    ),
)
