"""The book of visits (sổ tiếp công dân), with the preset of what is to be answered."""

from __future__ import annotations

from sqlalchemy import String, case, select, type_coerce

from dcapp.db.unit_of_work import Viewer
from dcapp.features.office.models import Village
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.models import Visit
from dcapp.features.visits.queries import sealed_words
from dcapp.features.visits.service import BOOK
from dcapp.features.visits.terms import MATTERS, OUTCOMES, RECEPTION_KINDS, Outcome
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement
from dcapp.rules.reception import shipped_rules

VILLAGES = select(Village.id, Village.kind + " " + Village.name).order_by(Village.name_order, Village.id)


def visits(_viewer: Viewer) -> Statement:
    """Every visit, the same for every viewer: a denouncer's shows its code and nothing that was said.

    The village stands as it was called on the day, like the name. Put together anew for every line of a page it took
    half as long as all the rest: each new text is memory that SQLCipher locks and wipes.
    """
    return select(
        Visit.id,
        Visit.number,
        Visit.year,
        Visit.received_on,
        Visit.received_at,
        case((Visit.code != "", Visit.code), else_=Visit.name).label("name"),
        Visit.name_order,
        Visit.village_id,
        case((Visit.code != "", ""), else_=Visit.village).label("village"),
        Visit.people_count,
        type_coerce(Visit.matter, String).label("matter"),
        Visit.field,
        sealed_words().label("content"),
        type_coerce(Visit.outcome, String).label("outcome"),
        type_coerce(Visit.kind, String).label("kind"),
        Visit.receiver,
        Visit.keep_until,
        Visit.destroyed_on,
        Visit.is_opening,
        Visit.person_id,
        Visit.folded,
    )


VISITS = Register(
    key=BOOK,
    title=N_("Sổ tiếp công dân"),
    noun=N_("lượt tiếp"),
    record=Visit,
    also_shows=(Village,),
    form=VisitForm,
    right_view="visits.view",
    right_edit="visits.edit",
    statement=visits,
    order="received_on",
    filters=("matter", "outcome", "field", "village_id"),
    presets=(
        Preset("month", N_("30 ngày qua"), (Filter("received_on", Op.FROM, Day(-30)),)),
        Preset("crowds", N_("Đoàn đông người"), (Filter("people_count", Op.FROM, 5),)),
        Preset("refused", N_("Từ chối tiếp"), (Filter("outcome", Op.IS, Outcome.REFUSED.value),)),
        Preset(
            "outdated",
            N_("Hết hạn lưu giấy tờ"),
            (Filter("keep_until", Op.TO, Day(-1)), Filter("destroyed_on", Op.EMPTY)),
        ),
    ),
    empty=N_("Mỗi lượt người dân đến trình bày hiện thành một dòng ở đây. Bấm Ghi lượt tiếp để ghi lượt đầu."),
    fields=(
        Field("number", N_("Số"), Kind.ORDINAL, width=56),
        Field("received_on", N_("Ngày tiếp"), Kind.DATE, width=100, required=True),
        Field("name", N_("Họ và tên"), Kind.NAME, width=170, required=True, searched=True, sorted_by="name_order"),
        Field(
            "village_id",
            N_("Thôn"),
            Kind.REFERENCE,
            width=120,
            searched=True,
            shown_by="village",
            options=VILLAGES,
        ),
        Field("content", N_("Nội dung"), Kind.LONG_TEXT, required=True, searched=True),
        Field("people_count", N_("Số người"), Kind.NUMBER, width=84),
        Field(
            "matter",
            N_("Loại việc"),
            Kind.CHOICE,
            width=130,
            labels={one.value: words for one, words in MATTERS.items()},
        ),
        Field(
            "outcome",
            N_("Kết quả"),
            Kind.CHOICE,
            width=140,
            labels={one.value: words for one, words in OUTCOMES.items()},
            tones={
                Outcome.ANSWERED.value: "success",
                Outcome.GUIDED.value: "neutral",
                Outcome.LETTER.value: "info",
                Outcome.NOTED.value: "warning",
                Outcome.FORWARDED.value: "info",
                Outcome.REFUSED.value: "danger",
            },
        ),
        Field(
            "field",
            N_("Lĩnh vực"),
            Kind.CHOICE,
            width=150,
            shown=False,
            labels={one.key: one.name for one in shipped_rules().fields},
        ),
        Field(
            "kind",
            N_("Hình thức tiếp"),
            Kind.CHOICE,
            width=130,
            shown=False,
            labels={one.value: words for one, words in RECEPTION_KINDS.items()},
        ),
        Field("receiver", N_("Người tiếp"), Kind.NAME, width=130, shown=False),
        Field("keep_until", N_("Lưu giấy tờ đến"), Kind.DATE, width=110, shown=False, filled_in=False),
    ),
)
