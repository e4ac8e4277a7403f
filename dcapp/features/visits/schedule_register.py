"""The book of the chairman's sessions (sổ buổi tiếp của Chủ tịch)."""

from __future__ import annotations

from sqlalchemy import String, and_, case, func, select, type_coerce

from dcapp.db.unit_of_work import Viewer
from dcapp.features.visits.models import ReceptionSession, Visit
from dcapp.features.visits.schedule import BOOK, SessionForm
from dcapp.features.visits.terms import SESSION_KINDS, SESSION_STATES, UNCONFIRMED, SessionState
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Field, Filter, Kind, Op, Preset, Register, Statement


def sessions(_viewer: Viewer) -> Statement:
    """Every session with how many visits it had."""
    is_over = and_(ReceptionSession.state == SessionState.PLANNED, ReceptionSession.held_on < clock.today())
    came = select(func.count()).select_from(Visit).where(Visit.session_id == ReceptionSession.id)
    return select(
        ReceptionSession.id,
        ReceptionSession.held_on,
        ReceptionSession.starts_at,
        ReceptionSession.ends_at,
        ReceptionSession.kind,
        ReceptionSession.place,
        ReceptionSession.chair,
        ReceptionSession.delegate,
        ReceptionSession.delegation,
        ReceptionSession.attendants,
        case((is_over, UNCONFIRMED), else_=type_coerce(ReceptionSession.state, String)).label("state"),
        ReceptionSession.posted_on,
        ReceptionSession.reason,
        ReceptionSession.conclusion,
        came.scalar_subquery().label("visits"),
        ReceptionSession.folded,
    )


SESSIONS = Register(
    key=BOOK,
    title=N_("Buổi tiếp của Chủ tịch"),
    noun=N_("buổi tiếp"),
    record=ReceptionSession,
    also_shows=(Visit,),
    form=SessionForm,
    right_view="visits.view",
    right_edit="visits.schedule",
    statement=sessions,
    order="held_on",
    filters=("state", "kind"),
    presets=(
        Preset(
            "coming",
            N_("Sắp tiếp"),
            (Filter("state", Op.IS, SessionState.PLANNED.value),),
        ),
        Preset("unconfirmed", N_("Chưa xác nhận"), (Filter("state", Op.IS, UNCONFIRMED),)),
        Preset(
            "unposted",
            N_("Chưa niêm yết"),
            (
                Filter("state", Op.IS, SessionState.PLANNED.value),
                Filter("posted_on", Op.EMPTY),
            ),
        ),
        Preset("missed", N_("Không tiếp"), (Filter("state", Op.IS, SessionState.MISSED.value),)),
    ),
    empty=N_("Các buổi Chủ tịch tiếp công dân hiện ở đây khi anh/chị lên lịch."),
    fields=(
        Field("held_on", N_("Ngày tiếp"), Kind.DATE, width=100, required=True),
        Field("starts_at", N_("Từ giờ"), width=76),
        Field("ends_at", N_("Đến giờ"), width=76),
        Field("chair", N_("Người tiếp theo lịch"), Kind.NAME, searched=True),
        Field("place", N_("Địa điểm"), width=220, searched=True),
        Field("visits", N_("Lượt tiếp"), Kind.NUMBER, width=84, filled_in=False),
        Field("posted_on", N_("Niêm yết"), Kind.DATE, width=100, filled_in=False),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=104,
            filled_in=False,
            labels={UNCONFIRMED: N_("Chưa xác nhận")} | {one.value: words for one, words in SESSION_STATES.items()},
            tones={
                UNCONFIRMED: "warning",
                SessionState.PLANNED.value: "info",
                SessionState.HELD.value: "success",
                SessionState.MISSED.value: "danger",
                SessionState.POSTPONED.value: "neutral",
            },
        ),
        Field(
            "kind",
            N_("Loại buổi tiếp"),
            Kind.CHOICE,
            width=100,
            shown=False,
            labels={kind.value: words for kind, words in SESSION_KINDS.items()},
        ),
        Field("delegate", N_("Người được ủy quyền tiếp"), Kind.NAME, width=150, searched=True, shown=False),
        Field("delegation", N_("Văn bản ủy quyền"), width=150, shown=False),
        Field("attendants", N_("Thành phần dự"), Kind.LONG_TEXT, searched=True, shown=False),
        Field("reason", N_("Lý do"), Kind.LONG_TEXT, shown=False),
        Field("conclusion", N_("Kết luận"), Kind.LONG_TEXT, searched=True, shown=False, filled_in=False),
    ),
)
