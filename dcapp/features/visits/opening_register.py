"""The book of figures carried over (số liệu mang sang): reception by month and kind before the program came."""

from __future__ import annotations

from sqlalchemy import select

from dcapp.db.unit_of_work import Viewer
from dcapp.features.visits.models import OpeningFigure
from dcapp.features.visits.opening import BOOK, OpeningForm
from dcapp.features.visits.terms import RECEPTION_KINDS
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Field, Kind, Register, Statement


def figures(_viewer: Viewer) -> Statement:
    """Every month and kind; `moment` orders them by time."""
    return select(
        OpeningFigure.id,
        OpeningFigure.year,
        OpeningFigure.month,
        (OpeningFigure.year * 12 + OpeningFigure.month).label("moment"),
        OpeningFigure.kind,
        OpeningFigure.announced_days,
        OpeningFigure.held_days,
        OpeningFigure.visits,
        OpeningFigure.people,
        OpeningFigure.matters,
        OpeningFigure.crowds,
        OpeningFigure.crowd_people,
        OpeningFigure.source,
        OpeningFigure.folded,
    )


OPENING_FIGURES = Register(
    key=BOOK,
    title=N_("Số liệu mang sang"),
    noun=N_("dòng số liệu"),
    record=OpeningFigure,
    form=OpeningForm,
    right_view="visits.view",
    right_edit="visits.schedule",
    statement=figures,
    order="year",
    filters=("kind",),
    empty=N_("Ghi số liệu tiếp công dân của các tháng trước khi dùng chương trình, để số cùng kỳ trong báo cáo đúng."),
    fields=(
        Field("year", N_("Năm"), Kind.ORDINAL, width=72, required=True, sorted_by="moment"),
        Field("month", N_("Tháng"), Kind.ORDINAL, width=72, required=True),
        Field(
            "kind",
            N_("Hình thức tiếp"),
            Kind.CHOICE,
            width=170,
            labels={kind.value: words for kind, words in RECEPTION_KINDS.items()},
        ),
        Field("announced_days", N_("Ngày công bố"), Kind.NUMBER, width=104),
        Field("held_days", N_("Ngày đã tiếp"), Kind.NUMBER, width=104),
        Field("visits", N_("Lượt"), Kind.NUMBER, width=76),
        Field("people", N_("Người"), Kind.NUMBER, width=76),
        Field("matters", N_("Vụ việc"), Kind.NUMBER, width=84),
        Field("crowds", N_("Đoàn đông người"), Kind.NUMBER, width=124),
        Field("crowd_people", N_("Người trong đoàn"), Kind.NUMBER, width=130),
        Field("source", N_("Nguồn số liệu"), searched=True),
    ),
)
