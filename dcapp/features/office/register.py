"""The books of the office slice: officers, villages, bodies, days off."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from dcapp.db.unit_of_work import Viewer
from dcapp.features.office.models import Body, DayOff, HouseholdCount, Officer, Post, Tenure, Village
from dcapp.features.office.service import BodyForm, DayOffForm, OfficerForm, VillageForm
from dcapp.features.office.terms import BODY_KINDS, DAY_KINDS, DayKind
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Field, Filter, Kind, Op, Preset, Register, Statement


def officers(_viewer: Viewer) -> Statement:
    """Officers with the post held today."""
    today = clock.today()
    held = (
        select(Tenure.officer_id, func.max(Tenure.id).label("tenure_id"))
        .where(or_(Tenure.since.is_(None), Tenure.since <= today), or_(Tenure.until.is_(None), Tenure.until >= today))
        .group_by(Tenure.officer_id)
        .subquery()
    )
    return (
        select(
            Officer.id,
            Officer.full_name,
            Post.title.label("post"),
            Post.key.label("post_key"),
            Tenure.since,
            Officer.phone,
            Officer.left_on,
            Officer.note,
            Officer.name_order,
            Officer.folded,
        )
        .outerjoin(held, held.c.officer_id == Officer.id)
        .outerjoin(Tenure, Tenure.id == held.c.tenure_id)
        .outerjoin(Post, Post.id == Tenure.post_id)
    )


def villages(_viewer: Viewer) -> Statement:
    """Villages with their newest count of households."""
    newest = (
        select(HouseholdCount.village_id, func.max(HouseholdCount.counted_on).label("counted_on"))
        .group_by(HouseholdCount.village_id)
        .subquery()
    )
    return (
        select(
            Village.id,
            Village.kind,
            Village.name,
            Village.head_name,
            HouseholdCount.households,
            HouseholdCount.people,
            HouseholdCount.counted_on,
            Village.since,
            Village.until,
            Village.note,
            Village.name_order,
            Village.folded,
        )
        .outerjoin(newest, newest.c.village_id == Village.id)
        .outerjoin(
            HouseholdCount,
            (HouseholdCount.village_id == Village.id) & (HouseholdCount.counted_on == newest.c.counted_on),
        )
    )


OFFICERS = Register(
    key="officers",
    title=N_("Cán bộ"),
    noun=N_("cán bộ"),
    record=Officer,
    also_shows=(Tenure,),
    form=OfficerForm,
    right_view="office.view",
    right_edit="office.edit",
    statement=officers,
    order="full_name",
    newest_first=False,
    presets=(Preset("now", N_("Đang làm việc"), (Filter("left_on", Op.EMPTY),)),),
    empty=N_("Thêm cán bộ để giao việc trong kế hoạch."),
    fields=(
        Field("full_name", N_("Họ và tên"), Kind.NAME, width=200, required=True, searched=True, sorted_by="name_order"),
        Field("post", N_("Chức danh"), width=220, filled_in=False),
        Field(
            "post_key",
            N_("Chức danh"),
            Kind.REFERENCE,
            shown=False,
            shown_by="post",
            options=select(Post.key, Post.title).order_by(Post.id),
        ),
        Field("since", N_("Giữ chức danh từ"), Kind.DATE, width=130),
        Field("phone", N_("Điện thoại"), width=120, searched=True),
        Field("left_on", N_("Thôi việc ngày"), Kind.DATE, width=120),
        Field("note", N_("Ghi chú"), Kind.LONG_TEXT, searched=True),
    ),
)

VILLAGES = Register(
    key="villages",
    title=N_("Thôn, tổ dân phố"),
    noun=N_("thôn"),
    record=Village,
    also_shows=(HouseholdCount,),
    form=VillageForm,
    right_view="office.view",
    right_edit="office.edit",
    statement=villages,
    order="name",
    newest_first=False,
    empty=N_("Thêm các thôn để theo dõi báo cáo và lấy ý kiến."),
    fields=(
        Field(
            "kind",
            N_("Loại"),
            Kind.CHOICE,
            width=110,
            required=True,
            labels={
                kind: kind for kind in ("thôn", "tổ dân phố", "khu phố", "khóm", "ấp", "bản", "làng", "buôn", "xóm")
            },
        ),
        Field("name", N_("Tên"), width=180, required=True, searched=True, sorted_by="name_order"),
        Field("head_name", N_("Trưởng thôn, tổ trưởng"), Kind.NAME, width=190, searched=True),
        Field("households", N_("Số hộ"), Kind.NUMBER, width=90),
        Field("people", N_("Nhân khẩu"), Kind.NUMBER, width=90),
        Field("counted_on", N_("Tính đến ngày"), Kind.DATE, width=115),
        Field("since", N_("Dùng tên từ"), Kind.DATE, width=110, shown=False),
        Field("until", N_("Dùng tên đến"), Kind.DATE, width=110, shown=False),
        Field("note", N_("Ghi chú"), Kind.LONG_TEXT, searched=True),
    ),
)

BODIES = Register(
    key="bodies",
    title=N_("Cơ quan, tổ chức"),
    noun=N_("cơ quan"),
    record=Body,
    form=BodyForm,
    right_view="office.view",
    right_edit="office.edit",
    statement=select(Body.id, Body.name, Body.short_name, Body.kind, Body.since, Body.until, Body.note, Body.folded),
    newest_first=False,
    filters=("kind",),
    empty=N_("Cấp trên, Đảng ủy, Mặt trận… hiện ở đây, mỗi tên kèm thời gian sử dụng."),
    fields=(
        Field("name", N_("Tên"), required=True, searched=True),
        Field("short_name", N_("Tên gọn"), width=180, searched=True),
        Field(
            "kind",
            N_("Loại"),
            Kind.CHOICE,
            width=170,
            labels={kind.value: label for kind, label in BODY_KINDS.items()},
        ),
        Field("since", N_("Dùng tên từ"), Kind.DATE, width=110),
        Field("until", N_("Đến hết"), Kind.DATE, width=110),
        Field("note", N_("Ghi chú"), Kind.LONG_TEXT, searched=True),
    ),
)

DAYS_OFF = Register(
    key="days_off",
    title=N_("Lịch ngày nghỉ"),
    noun=N_("ngày"),
    record=DayOff,
    form=DayOffForm,
    right_view="rules.view",
    right_edit="calendar.edit",
    statement=select(DayOff.id, DayOff.day, DayOff.name, DayOff.kind, DayOff.source, DayOff.is_checked, DayOff.folded),
    order="day",
    filters=("kind",),
    presets=(Preset("unchecked", N_("Cần xem lại"), (Filter("is_checked", Op.IS, False),)),),
    empty=N_("Nạp lịch nghỉ của năm để tính hạn đúng ngày làm việc."),
    fields=(
        Field("day", N_("Ngày"), Kind.DATE, width=120, required=True),
        Field("name", N_("Tên ngày"), required=True, searched=True),
        Field(
            "kind",
            N_("Loại"),
            Kind.CHOICE,
            width=110,
            labels={kind.value: label for kind, label in DAY_KINDS.items()},
            tones={DayKind.OFF.value: "danger", DayKind.WORKED.value: "info"},
        ),
        Field("source", N_("Nguồn"), Kind.LONG_TEXT, width=320, searched=True),
        Field("is_checked", N_("Đã kiểm tra"), Kind.YES_NO, width=110),
    ),
)
