"""The book of meetings: what for, when, where, who led it, how many came, and what is left to do."""

from __future__ import annotations

from sqlalchemy import and_, func, select

from dcapp.db.unit_of_work import Viewer
from dcapp.features.meetings.models import Meeting, MeetingGuest, MeetingPoint
from dcapp.features.meetings.service import BOOK, MeetingForm
from dcapp.features.meetings.terms import MEETING_KINDS, MEETING_STATES, MeetingState
from dcapp.features.tasks.models import Task
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement


def meetings(_viewer: Viewer) -> Statement:
    """Every meeting with how many were invited and came, and how many points are open."""
    mine = MeetingGuest.meeting_id == Meeting.id
    invited = select(func.count()).select_from(MeetingGuest).where(mine)
    came = invited.where(MeetingGuest.attended.is_(True))
    left = (
        select(func.count())
        .select_from(MeetingPoint)
        .outerjoin(Task, Task.id == MeetingPoint.task_id)
        .where(and_(MeetingPoint.meeting_id == Meeting.id, MeetingPoint.done_on.is_(None), Task.done_on.is_(None)))
    )
    return select(
        Meeting.id,
        Meeting.held_on,
        Meeting.starts_at,
        Meeting.kind,
        Meeting.title,
        Meeting.place,
        Meeting.chair,
        Meeting.secretary,
        Meeting.agenda,
        Meeting.conclusion,
        Meeting.state,
        Meeting.reason,
        Meeting.task_id,
        invited.scalar_subquery().label("invited"),
        came.scalar_subquery().label("came"),
        left.scalar_subquery().label("points_left"),
        Meeting.folded,
    )


MEETINGS = Register(
    key=BOOK,
    title=N_("Hội nghị, cuộc họp"),
    noun=N_("cuộc họp"),
    record=Meeting,
    also_shows=(MeetingGuest, MeetingPoint, Task),
    form=MeetingForm,
    right_view="plan.view",
    right_edit="plan.edit",
    statement=meetings,
    order="held_on",
    filters=("kind", "state"),
    presets=(
        Preset(
            "coming",
            N_("Sắp họp"),
            (Filter("state", Op.IS, MeetingState.PLANNED.value), Filter("held_on", Op.FROM, Day(0))),
        ),
        Preset(
            "unwritten",
            N_("Chưa ghi biên bản"),
            (Filter("state", Op.IS, MeetingState.PLANNED.value), Filter("held_on", Op.TO, Day(-1))),
        ),
        Preset("left", N_("Còn việc sau họp"), (Filter("points_left", Op.FROM, 1),)),
    ),
    empty=N_("Hội nghị, cuộc họp, buổi đối thoại hiện ở đây khi anh/chị lên lịch; giấy mời và biên bản in từ đây."),
    fields=(
        Field("held_on", N_("Ngày họp"), Kind.DATE, width=100, required=True),
        Field("starts_at", N_("Giờ bắt đầu"), width=92),
        Field("title", N_("Tên cuộc họp"), Kind.LONG_TEXT, required=True, searched=True),
        Field("place", N_("Địa điểm"), width=150, searched=True),
        Field("chair", N_("Chủ trì"), Kind.NAME, width=130, searched=True),
        Field("invited", N_("Được mời"), Kind.NUMBER, width=84, filled_in=False),
        Field("came", N_("Có mặt"), Kind.NUMBER, width=76, filled_in=False),
        Field("points_left", N_("Việc còn lại"), Kind.NUMBER, width=96, filled_in=False),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=100,
            filled_in=False,
            labels={state.value: words for state, words in MEETING_STATES.items()},
            tones={
                MeetingState.PLANNED.value: "info",
                MeetingState.HELD.value: "success",
                MeetingState.CANCELLED.value: "neutral",
            },
        ),
        Field(
            "kind",
            N_("Loại cuộc họp"),
            Kind.CHOICE,
            width=130,
            shown=False,
            labels={kind.value: words for kind, words in MEETING_KINDS.items()},
        ),
        Field("secretary", N_("Thư ký"), Kind.NAME, width=130, shown=False),
        Field("agenda", N_("Nội dung họp"), Kind.LONG_TEXT, shown=False),
        Field("reason", N_("Lý do hủy"), Kind.LONG_TEXT, shown=False, filled_in=False),
    ),
)
