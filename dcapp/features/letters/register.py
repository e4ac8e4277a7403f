"""The book of letters (sổ tiếp nhận đơn); it starts from `visible`, a denunciation shows its code and days."""

from __future__ import annotations

from sqlalchemy import Boolean, ColumnElement, String, case, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from dcapp.db.unit_of_work import Viewer
from dcapp.features.letters.models import Letter
from dcapp.features.letters.queries import given_to, visible
from dcapp.features.letters.service import BOOK
from dcapp.features.letters.terms import (
    HANDLINGS,
    LETTER_KINDS,
    LETTER_STATES,
    SOURCES,
    LetterKind,
    LetterState,
)
from dcapp.features.office.models import Village
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement
from dcapp.rules.reception import shipped_rules

VILLAGES = select(Village.id, Village.kind + " " + Village.name).order_by(Village.name_order, Village.id)
IS_DENUNCIATION = or_(Letter.kind == LetterKind.DENUNCIATION, Letter.series != "", Letter.seal != "")
NOT_HANDLED = Filter("state", Op.ONE_OF, (LetterState.RECEIVED.value, LetterState.PROPOSED.value))


def _hidden(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """Words of a letter; of a denunciation none, whatever might stand there."""
    return case((IS_DENUNCIATION, ""), else_=column).label(column.key)


def letters(viewer: Viewer) -> Statement:
    """The letters that the viewer may see."""
    return select(
        Letter.id,
        case((Letter.code != "", Letter.code), else_=type_coerce(Letter.number, String)).label("title"),
        Letter.number,
        Letter.year,
        Letter.received_on,
        case((IS_DENUNCIATION, Letter.code), else_=Letter.sender).label("sender"),
        Letter.sender_order,
        type_coerce(Letter.kind, String).label("kind"),
        _hidden(Letter.gist),
        Letter.village_id,
        _hidden(Letter.village),
        Letter.people_count,
        Letter.field,
        type_coerce(Letter.source, String).label("source"),
        type_coerce(Letter.state, String).label("state"),
        type_coerce(Letter.handling, String).label("handling"),
        Letter.handler,
        Letter.due_on,
        Letter.case_id,
        Letter.is_restricted,
        type_coerce(given_to(viewer), Boolean).label("is_mine"),
        Letter.folded,
    ).where(visible(viewer))


LETTERS = Register(
    key=BOOK,
    title=N_("Sổ tiếp nhận đơn"),
    noun=N_("đơn"),
    record=Letter,
    also_shows=(Village,),
    right_view="cases.list",
    statement=letters,
    order="received_on",
    filters=("kind", "state", "field", "village_id"),
    presets=(
        Preset("waiting", N_("Chưa xử lý"), (NOT_HANDLED,)),
        Preset("late", N_("Quá hạn"), (Filter("due_on", Op.TO, Day(-1)),)),
        Preset("soon", N_("7 ngày tới"), (Filter("due_on", Op.FROM, Day(0)), Filter("due_on", Op.TO, Day(7)))),
        Preset("mine", N_("Của tôi"), (Filter("is_mine", Op.IS, True),)),
        Preset("crowds", N_("Đoàn đông người"), (Filter("people_count", Op.FROM, 5),)),
    ),
    empty=N_("Mỗi lá đơn đến xã hiện thành một dòng ở đây. Bấm Nhận đơn để vào sổ lá đầu tiên."),
    fields=(
        Field("title", N_("Số"), Kind.TEXT, width=118, filled_in=False),
        Field("received_on", N_("Ngày nhận"), Kind.DATE, width=100, filled_in=False),
        Field(
            "sender", N_("Người gửi"), Kind.NAME, width=170, searched=True, sorted_by="sender_order", filled_in=False
        ),
        Field(
            "kind",
            N_("Loại đơn"),
            Kind.CHOICE,
            width=130,
            labels={one.value: words for one, words in LETTER_KINDS.items()},
            filled_in=False,
        ),
        Field("gist", N_("Nội dung"), Kind.LONG_TEXT, searched=True, filled_in=False),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=120,
            labels={one.value: words for one, words in LETTER_STATES.items()},
            tones={
                LetterState.RECEIVED.value: "warning",
                LetterState.PROPOSED.value: "info",
                LetterState.HANDLED.value: "success",
            },
            filled_in=False,
        ),
        Field("handler", N_("Người xử lý"), Kind.NAME, width=130, filled_in=False),
        Field("due_on", N_("Hạn"), Kind.DATE, width=96, filled_in=False),
        Field(
            "handling",
            N_("Hướng xử lý"),
            Kind.CHOICE,
            width=170,
            shown=False,
            labels={one.value: words for one, words in HANDLINGS.items()},
            filled_in=False,
        ),
        Field(
            "source",
            N_("Nguồn đơn"),
            Kind.CHOICE,
            width=150,
            shown=False,
            labels={one.value: words for one, words in SOURCES.items()},
            filled_in=False,
        ),
        Field(
            "field",
            N_("Lĩnh vực"),
            Kind.CHOICE,
            width=150,
            shown=False,
            labels={one.key: one.name for one in shipped_rules().fields},
            filled_in=False,
        ),
        Field(
            "village_id",
            N_("Thôn"),
            Kind.REFERENCE,
            width=120,
            shown=False,
            searched=True,
            shown_by="village",
            options=VILLAGES,
            filled_in=False,
        ),
        Field("people_count", N_("Số người"), Kind.NUMBER, width=84, shown=False, filled_in=False),
    ),
)
