"""The books of cases: cases, hot spots, what is carried out, the national database; each starts from `visible`."""

from __future__ import annotations

from sqlalchemy import Boolean, ColumnElement, String, and_, case, exists, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from dcapp.db.unit_of_work import Viewer
from dcapp.features.cases.models import CaseExecution, CaseFile, HotSpot, HotSpotCase, NationalEntry
from dcapp.features.cases.national import BOOK as NATIONAL_BOOK
from dcapp.features.cases.queries import given_to, visible
from dcapp.features.cases.terms import (
    CASE_KINDS,
    CASE_OUTCOMES,
    EXECUTION_KINDS,
    HOT_SPOT_STATES,
    CaseKind,
    HotSpotState,
)
from dcapp.features.office.models import Village
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement
from dcapp.rules.reception import shipped_rules
from dcapp.rules.workflows import STAGES, shipped_workflows

BOOK = "cases"
VILLAGES = select(Village.id, Village.kind + " " + Village.name).order_by(Village.name_order, Village.id)
STATES = {state.key: state.title for workflow in reversed(shipped_workflows()) for state in workflow.states}
TONES = {state.key: state.tone for workflow in reversed(shipped_workflows()) for state in workflow.states}
_KINDS = {one.value: words for one, words in CASE_KINDS.items()}


IS_DENUNCIATION = CaseFile.kind == CaseKind.DENUNCIATION


def _sender() -> ColumnElement[str]:
    return case((IS_DENUNCIATION, CaseFile.code), else_=CaseFile.sender)


def _hidden(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """Words of a case; of a denunciation none, whatever might stand there."""
    return case((IS_DENUNCIATION, ""), else_=column).label(column.key)


def cases(viewer: Viewer) -> Statement:
    """The cases that the viewer may see; of a denunciation code, days and state."""
    return select(
        CaseFile.id,
        CaseFile.code,
        type_coerce(CaseFile.kind, String).label("kind"),
        CaseFile.opened_on,
        _sender().label("sender"),
        CaseFile.sender_order,
        _hidden(CaseFile.gist),
        CaseFile.village_id,
        _hidden(CaseFile.village),
        CaseFile.people_count,
        CaseFile.field,
        CaseFile.stage,
        CaseFile.state,
        CaseFile.handler,
        CaseFile.due_on,
        CaseFile.accepted_on,
        CaseFile.decided_on,
        CaseFile.closed_on,
        type_coerce(CaseFile.outcome, String).label("outcome"),
        _hidden(CaseFile.respondent),
        CaseFile.shelf,
        CaseFile.is_paused,
        CaseFile.is_hot,
        CaseFile.is_restricted,
        type_coerce(given_to(viewer), Boolean).label("is_mine"),
        CaseFile.folded,
    ).where(visible(viewer))


OPEN = Filter("closed_on", Op.EMPTY)

CASES = Register(
    key=BOOK,
    title=N_("Sổ vụ việc"),
    noun=N_("vụ việc"),
    record=CaseFile,
    also_shows=(Village,),
    right_view="cases.list",
    statement=cases,
    order="opened_on",
    filters=("kind", "stage", "field", "village_id"),
    presets=(
        Preset("open", N_("Đang giải quyết"), (OPEN,)),
        Preset("late", N_("Quá hạn"), (OPEN, Filter("due_on", Op.TO, Day(-1)))),
        Preset("soon", N_("7 ngày tới"), (OPEN, Filter("due_on", Op.FROM, Day(0)), Filter("due_on", Op.TO, Day(7)))),
        Preset("paused", N_("Tạm đình chỉ"), (Filter("is_paused", Op.IS, True),)),
        Preset(
            "red_line",
            N_("Quá 45 ngày"),
            (OPEN, Filter("decided_on", Op.EMPTY), Filter("opened_on", Op.TO, Day(-46))),
        ),
        Preset("mine", N_("Của tôi"), (OPEN, Filter("is_mine", Op.IS, True))),
        Preset("hot", N_("Điểm nóng"), (Filter("is_hot", Op.IS, True),)),
    ),
    empty=N_("Mỗi vụ việc được thụ lý hoặc đang xem xét hiện thành một dòng ở đây. Mở vụ việc từ sổ đơn."),
    fields=(
        Field("code", N_("Mã"), Kind.TEXT, width=110, filled_in=False, searched=True),
        Field("opened_on", N_("Ngày mở"), Kind.DATE, width=96, filled_in=False),
        Field(
            "sender", N_("Người gửi"), Kind.NAME, width=160, searched=True, sorted_by="sender_order", filled_in=False
        ),
        Field("kind", N_("Loại"), Kind.CHOICE, width=110, labels=_KINDS, filled_in=False),
        Field("gist", N_("Nội dung"), Kind.LONG_TEXT, searched=True, filled_in=False),
        Field("state", N_("Trạng thái"), Kind.CHOICE, width=170, filled_in=False, labels=STATES, tones=TONES),
        Field("handler", N_("Người xử lý"), Kind.NAME, width=130, filled_in=False),
        Field("due_on", N_("Hạn"), Kind.DATE, width=96, filled_in=False),
        Field("stage", N_("Giai đoạn"), Kind.CHOICE, width=120, shown=False, filled_in=False, labels=STAGES),
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
            shown_by="village",
            options=VILLAGES,
            filled_in=False,
        ),
        Field("people_count", N_("Số người"), Kind.NUMBER, width=84, shown=False, filled_in=False),
        Field(
            "respondent",
            N_("Người, cơ quan bị khiếu nại"),
            Kind.NAME,
            width=150,
            shown=False,
            searched=True,
            filled_in=False,
        ),
        Field("accepted_on", N_("Ngày thụ lý"), Kind.DATE, width=96, shown=False, filled_in=False),
        Field("decided_on", N_("Ngày quyết định"), Kind.DATE, width=96, shown=False, filled_in=False),
        Field("closed_on", N_("Ngày kết thúc"), Kind.DATE, width=96, shown=False, filled_in=False),
        Field(
            "outcome",
            N_("Kết quả"),
            Kind.CHOICE,
            width=120,
            shown=False,
            filled_in=False,
            labels={one.value: words for one, words in CASE_OUTCOMES.items()},
        ),
        Field("is_paused", N_("Đang tạm đình chỉ"), Kind.YES_NO, shown=False, filled_in=False),
        Field("is_hot", N_("Điểm nóng"), Kind.YES_NO, shown=False, filled_in=False),
        Field("is_mine", N_("Của tôi"), Kind.YES_NO, shown=False, filled_in=False),
        Field("shelf", N_("Nơi để hồ sơ"), Kind.TEXT, shown=False, filled_in=False),
    ),
)


def hot_spots(viewer: Viewer) -> Statement:
    """The hot spots; one whose cases are all hidden from the viewer is hidden too."""
    mine = HotSpotCase.hot_spot_id == HotSpot.id
    has_any = exists().where(mine).correlate(HotSpot)
    sees_one = exists(
        select(HotSpotCase.id).join(CaseFile, CaseFile.id == HotSpotCase.case_id).where(mine, visible(viewer))
    ).correlate(HotSpot)
    return select(
        HotSpot.id,
        HotSpot.title,
        HotSpot.reason,
        HotSpot.village_id,
        HotSpot.village,
        HotSpot.opened_on,
        type_coerce(HotSpot.state, String).label("state"),
        HotSpot.people_count,
        HotSpot.measures,
        HotSpot.leader,
        HotSpot.calm_on,
        HotSpot.folded,
    ).where(or_(~has_any, sees_one))


HOT_SPOTS = Register(
    key="hot_spots",
    title=N_("Điểm nóng"),
    noun=N_("điểm nóng"),
    record=HotSpot,
    also_shows=(HotSpotCase,),
    right_view="cases.list",
    statement=hot_spots,
    order="opened_on",
    filters=("state", "village_id"),
    presets=(Preset("watched", N_("Đang theo dõi"), (Filter("state", Op.IS, HotSpotState.WATCHED.value),)),),
    empty=N_("Việc đông người, kéo dài hoặc lặp lại hiện ở đây khi được đưa vào theo dõi."),
    fields=(
        Field("title", N_("Điểm nóng"), Kind.TEXT, width=220, searched=True, filled_in=False),
        Field("opened_on", N_("Ngày ghi"), Kind.DATE, width=96, filled_in=False),
        Field("reason", N_("Lý do"), Kind.LONG_TEXT, searched=True, filled_in=False),
        Field(
            "village_id", N_("Thôn"), Kind.REFERENCE, width=120, shown_by="village", options=VILLAGES, filled_in=False
        ),
        Field("people_count", N_("Số người"), Kind.NUMBER, width=84, filled_in=False),
        Field("leader", N_("Người phụ trách"), Kind.NAME, width=140, searched=True, filled_in=False),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=120,
            filled_in=False,
            labels={one.value: words for one, words in HOT_SPOT_STATES.items()},
            tones={HotSpotState.WATCHED.value: "warning", HotSpotState.CALM.value: "success"},
        ),
        Field("measures", N_("Biện pháp"), Kind.LONG_TEXT, shown=False, searched=True, filled_in=False),
        Field("calm_on", N_("Ngày yên"), Kind.DATE, width=96, shown=False, filled_in=False),
    ),
)


def executions(viewer: Viewer) -> Statement:
    """What has to be carried out in the cases that the viewer may see."""
    return (
        select(
            CaseExecution.id,
            CaseExecution.case_id,
            CaseFile.code,
            type_coerce(CaseExecution.kind, String).label("kind"),
            CaseExecution.what,
            CaseExecution.who,
            CaseExecution.for_whom,
            CaseExecution.due,
            CaseExecution.done,
            (CaseExecution.due - CaseExecution.done).label("left"),
            CaseExecution.due_on,
            CaseExecution.done_on,
            CaseExecution.is_official,
            CaseExecution.note,
            CaseFile.folded,
        )
        .join(CaseFile, CaseFile.id == CaseExecution.case_id)
        .where(visible(viewer))
    )


EXECUTIONS = Register(
    key="executions",
    title=N_("Thi hành quyết định, kết luận"),
    noun=N_("việc phải thi hành"),
    record=CaseExecution,
    also_shows=(CaseFile,),
    right_view="cases.list",
    statement=executions,
    order="due_on",
    newest_first=False,
    filters=("kind",),
    presets=(
        Preset("open", N_("Chưa xong"), (Filter("done_on", Op.EMPTY),)),
        Preset("late", N_("Quá hạn"), (Filter("done_on", Op.EMPTY), Filter("due_on", Op.TO, Day(-1)))),
    ),
    empty=N_("Việc mà quyết định, kết luận buộc thi hành hiện ở đây. Thêm ở màn hình vụ việc."),
    fields=(
        Field("code", N_("Vụ việc"), Kind.TEXT, width=110, filled_in=False, searched=True),
        Field(
            "kind",
            N_("Loại"),
            Kind.CHOICE,
            width=170,
            labels={one.value: words for one, words in EXECUTION_KINDS.items()},
            filled_in=False,
        ),
        Field("what", N_("Việc phải thi hành"), Kind.LONG_TEXT, filled_in=False),
        Field("who", N_("Người phải thi hành"), Kind.NAME, width=140, filled_in=False),
        Field("due", N_("Phải thi hành"), Kind.NUMBER, width=110, filled_in=False),
        Field("done", N_("Đã thi hành"), Kind.NUMBER, width=110, filled_in=False),
        Field("left", N_("Còn lại"), Kind.NUMBER, width=110, filled_in=False),
        Field("due_on", N_("Hạn"), Kind.DATE, width=96, filled_in=False),
        Field("done_on", N_("Xong ngày"), Kind.DATE, width=96, filled_in=False),
        Field("is_official", N_("Cán bộ, công chức"), Kind.YES_NO, shown=False, filled_in=False),
        Field("note", N_("Ghi chú"), Kind.LONG_TEXT, shown=False, filled_in=False),
    ),
)


def national(viewer: Viewer) -> Statement:
    """The cases that the viewer may see, and whether each stands in the national database."""
    entry = NationalEntry
    return (
        select(
            CaseFile.id,
            CaseFile.code,
            type_coerce(CaseFile.kind, String).label("kind"),
            CaseFile.opened_on,
            _sender().label("sender"),
            CaseFile.sender_order,
            _hidden(CaseFile.village),
            CaseFile.people_count,
            _hidden(CaseFile.gist),
            CaseFile.state,
            CaseFile.accepted_on,
            CaseFile.decided_on,
            type_coerce(CaseFile.outcome, String).label("outcome"),
            entry.entered_on,
            entry.entered_by,
            entry.number_there,
            CaseFile.folded,
        )
        .outerjoin(entry, and_(entry.record_id == CaseFile.id, entry.book == NATIONAL_BOOK))
        .where(visible(viewer))
    )


NATIONAL = Register(
    key="national",
    title=N_("Cơ sở dữ liệu quốc gia"),
    noun=N_("vụ việc"),
    record=CaseFile,
    also_shows=(NationalEntry,),
    right_view="cases.list",
    statement=national,
    order="opened_on",
    newest_first=False,
    filters=("kind",),
    presets=(
        Preset("missing", N_("Chưa nhập"), (Filter("entered_on", Op.EMPTY),)),
        Preset("entered", N_("Đã nhập"), (Filter("entered_on", Op.FILLED),)),
    ),
    empty=N_("Vụ việc phải nhập vào cơ sở dữ liệu quốc gia hiện ở đây."),
    fields=(
        Field("code", N_("Mã"), Kind.TEXT, width=110, filled_in=False, searched=True),
        Field("opened_on", N_("Ngày mở"), Kind.DATE, width=96, filled_in=False),
        Field("kind", N_("Loại"), Kind.CHOICE, width=110, filled_in=False, labels=_KINDS),
        Field(
            "sender", N_("Người gửi"), Kind.NAME, width=160, filled_in=False, searched=True, sorted_by="sender_order"
        ),
        Field("village", N_("Thôn"), Kind.TEXT, width=120, filled_in=False),
        Field("people_count", N_("Số người"), Kind.NUMBER, width=84, filled_in=False),
        Field("gist", N_("Nội dung"), Kind.LONG_TEXT, filled_in=False, searched=True),
        Field("state", N_("Trạng thái"), Kind.CHOICE, width=150, filled_in=False, labels=STATES),
        Field("accepted_on", N_("Ngày thụ lý"), Kind.DATE, width=96, filled_in=False),
        Field("decided_on", N_("Ngày quyết định"), Kind.DATE, width=96, filled_in=False),
        Field(
            "outcome",
            N_("Kết quả"),
            Kind.CHOICE,
            width=110,
            filled_in=False,
            labels={one.value: words for one, words in CASE_OUTCOMES.items()},
        ),
        Field("entered_on", N_("Ngày nhập"), Kind.DATE, width=96, filled_in=False),
        Field("number_there", N_("Số trên hệ thống"), Kind.TEXT, width=120, filled_in=False),
    ),
)
