"""The book of committees and of who is in charge."""

from __future__ import annotations

from sqlalchemy import and_, case, func, literal, or_, select

from dcapp.db.unit_of_work import Viewer
from dcapp.features.committee.models import Committee, CommitteeMember
from dcapp.features.committee.queries import state_on
from dcapp.features.committee.service import REGISTER, CommitteeForm
from dcapp.features.committee.terms import COMMITTEE_KINDS, ENDING_DAYS, TERM_STATES, MemberRole, TermState
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement


def committees(_viewer: Viewer) -> Statement:
    """Every committee with its head and the number of its members of today, or of its last day."""
    today = clock.today()
    day = case((Committee.until < today, Committee.until), else_=literal(today))
    sits = and_(
        CommitteeMember.committee_id == Committee.id,
        or_(CommitteeMember.since.is_(None), CommitteeMember.since <= day),
        or_(CommitteeMember.until.is_(None), CommitteeMember.until >= day),
    )
    count = select(func.count()).select_from(CommitteeMember).where(sits).correlate(Committee).scalar_subquery()
    head = (
        select(CommitteeMember.name)
        .where(sits, CommitteeMember.role == MemberRole.HEAD)
        .order_by(CommitteeMember.id.desc())
        .limit(1)
        .correlate(Committee)
        .scalar_subquery()
    )
    return select(
        Committee.id,
        Committee.kind,
        Committee.name,
        head.label("head"),
        count.label("member_count"),
        Committee.since,
        Committee.until,
        Committee.decision,
        Committee.decided_on,
        Committee.decided_by,
        state_on(today).label("state"),
        Committee.tasks,
        Committee.task_id,
        Committee.folded,
    )


COMMITTEES = Register(
    key=REGISTER,
    title=N_("Ban Chỉ đạo, phân công"),
    noun=N_("ban"),
    record=Committee,
    also_shows=(CommitteeMember,),
    form=CommitteeForm,
    right_view="plan.view",
    right_edit="plan.edit",
    statement=committees,
    order="since",
    filters=("kind", "state"),
    presets=(
        Preset(
            "in_force",
            N_("Đang hoạt động"),
            (Filter("state", Op.ONE_OF, (TermState.IN_FORCE.value, TermState.ENDING.value)),),
        ),
        Preset(
            "ending",
            N_("Sắp hết nhiệm kỳ"),
            (
                Filter("state", Op.IS, TermState.ENDING.value),
                Filter("until", Op.FROM, Day(0)),
                Filter("until", Op.TO, Day(ENDING_DAYS)),
            ),
        ),
        Preset("unnumbered", N_("Chưa có số"), (Filter("decision", Op.EMPTY),)),
    ),
    empty=N_("Ban Chỉ đạo, tổ công tác và người phụ trách dân vận hiện ở đây, cả những ban đã kiện toàn."),
    fields=(
        Field(
            "kind",
            N_("Loại"),
            Kind.CHOICE,
            width=130,
            required=True,
            labels={kind.value: label for kind, label in COMMITTEE_KINDS.items()},
        ),
        Field("name", N_("Tên ban, nội dung phân công"), Kind.LONG_TEXT, required=True, searched=True),
        Field("head", N_("Trưởng ban"), Kind.NAME, width=150, filled_in=False),
        Field("member_count", N_("Thành viên"), Kind.NUMBER, width=95, filled_in=False),
        Field("since", N_("Từ ngày"), Kind.DATE, width=100, required=True),
        Field("until", N_("Đến hết ngày"), Kind.DATE, width=110),
        Field("decision", N_("Số quyết định"), width=120, searched=True),
        Field("decided_on", N_("Ngày quyết định"), Kind.DATE, width=115),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=150,
            filled_in=False,
            labels={state.value: label for state, label in TERM_STATES.items()},
            tones={
                TermState.IN_FORCE.value: "success",
                TermState.ENDING.value: "warning",
                TermState.COMING.value: "info",
                TermState.ENDED.value: "danger",
                TermState.REPLACED.value: "neutral",
            },
        ),
        Field("decided_by", N_("Ai quyết định"), shown=False, searched=True),
        Field("tasks", N_("Nhiệm vụ"), Kind.LONG_TEXT, shown=False),
    ),
)
