"""The books of the papers slice: legal documents, issued documents, incoming documents."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from dcapp.db.unit_of_work import Viewer
from dcapp.features.papers.models import IncomingPaper, IssuedPaper, Paper
from dcapp.features.papers.queries import paper_statement
from dcapp.features.papers.service import IncomingForm, NumberForm, PaperForm
from dcapp.features.papers.terms import ISSUE_STATES, VALIDITIES, IssueState, Validity
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement


def legal_papers(_viewer: Viewer) -> Statement:
    """Every legal document; the validity is that of the program's day."""
    return paper_statement()


_other = aliased(Paper)

LEGAL_PAPERS = Register(
    key="papers",
    title=N_("Văn bản căn cứ"),
    noun=N_("văn bản"),
    record=Paper,
    form=PaperForm,
    right_view="papers.view",
    right_edit="papers.edit",
    statement=legal_papers,
    order="issued_on",
    filters=("validity",),
    presets=(
        Preset("in_force", N_("Còn hiệu lực"), (Filter("validity", Op.IS, Validity.IN_FORCE.value),)),
        Preset(
            "over",
            N_("Hết hiệu lực"),
            (Filter("validity", Op.ONE_OF, (Validity.EXPIRED.value, Validity.REPLACED.value)),),
        ),
        Preset("unchecked", N_("Cần kiểm tra"), (Filter("is_checked", Op.IS, False),)),
    ),
    empty=N_("Luật, nghị định, kế hoạch cấp trên… hiện ở đây khi anh/chị thêm hoặc nhập kế hoạch đã ký."),
    fields=(
        Field("type_name", N_("Tên loại"), width=100, required=True, searched=True),
        Field("number", N_("Số, ký hiệu"), width=146, searched=True, sorted_by="number_key"),
        Field("issued_on", N_("Ngày ban hành"), Kind.DATE, width=125),
        Field("issuer", N_("Cơ quan ban hành"), width=180, searched=True),
        Field("subject", N_("Trích yếu"), Kind.LONG_TEXT, searched=True, sorted_by="title_order"),
        Field("in_force_from", N_("Có hiệu lực từ"), Kind.DATE, width=110, shown=False),
        Field("in_force_to", N_("Hết hiệu lực sau ngày"), Kind.DATE, width=110, shown=False),
        Field(
            "validity",
            N_("Hiệu lực"),
            Kind.CHOICE,
            width=150,
            filled_in=False,
            labels={kind.value: label for kind, label in VALIDITIES.items()},
            tones={
                Validity.IN_FORCE.value: "success",
                Validity.EXPIRED.value: "danger",
                Validity.REPLACED.value: "danger",
                Validity.COMING.value: "info",
                Validity.UNKNOWN.value: "warning",
            },
        ),
        Field(
            "replaced_by_id",
            N_("Được thay bằng"),
            Kind.REFERENCE,
            shown=False,
            shown_by="replaced_by",
            options=select(_other.id, func.trim(_other.type_name + " " + _other.number)).order_by(_other.title_order),
        ),
        Field("is_checked", N_("Đã kiểm tra"), Kind.YES_NO, width=90, shown=False),
        Field("source", N_("Nguồn"), shown=False, hint=N_("Lấy hiệu lực từ đâu, ví dụ Công báo.")),
        Field("note", N_("Ghi chú"), Kind.LONG_TEXT, shown=False),
    ),
)

ISSUED_PAPERS = Register(
    key="issued",
    title=N_("Sổ văn bản đi"),
    noun=N_("văn bản"),
    record=IssuedPaper,
    form=NumberForm,
    right_view="papers.view",
    right_edit="numbering.take",
    statement=select(
        IssuedPaper.id,
        IssuedPaper.symbol,
        IssuedPaper.issued_on,
        IssuedPaper.type_name,
        IssuedPaper.subject,
        IssuedPaper.signer,
        IssuedPaper.recipients,
        IssuedPaper.kept_by,
        IssuedPaper.copies,
        IssuedPaper.sent_on,
        IssuedPaper.state,
        IssuedPaper.reason,
        IssuedPaper.note,
        IssuedPaper.year,
        IssuedPaper.series,
        IssuedPaper.number,
        IssuedPaper.folded,
    ),
    order="issued_on",
    filters=("state",),
    presets=(
        Preset("reserved", N_("Đang giữ số"), (Filter("state", Op.IS, IssueState.RESERVED.value),)),
        Preset("cancelled", N_("Đã hủy"), (Filter("state", Op.IS, IssueState.CANCELLED.value),)),
    ),
    empty=N_("Bấm Lấy số để cấp số cho văn bản đầu tiên của năm."),
    fields=(
        Field("symbol", N_("Số, ký hiệu"), width=130, searched=True, filled_in=False),
        Field("issued_on", N_("Ngày tháng"), Kind.DATE, width=100, required=True),
        Field("type_name", N_("Tên loại"), width=110, required=True, searched=True),
        Field("subject", N_("Trích yếu"), Kind.LONG_TEXT, required=True, searched=True),
        Field("signer", N_("Người ký"), Kind.NAME, width=140, searched=True),
        Field("recipients", N_("Nơi nhận"), Kind.LONG_TEXT, width=160),
        Field("kept_by", N_("Đơn vị, người nhận bản lưu"), width=120),
        Field("copies", N_("Số lượng bản"), Kind.NUMBER, width=80),
        Field("sent_on", N_("Ngày chuyển"), Kind.DATE, width=100, filled_in=False),
        Field(
            "state",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=110,
            filled_in=False,
            labels={kind.value: label for kind, label in ISSUE_STATES.items()},
            tones={
                IssueState.ISSUED.value: "success",
                IssueState.RESERVED.value: "warning",
                IssueState.CANCELLED.value: "neutral",
            },
        ),
        Field("reason", N_("Lý do hủy, giữ số"), Kind.LONG_TEXT, filled_in=False, shown=False),
        Field("note", N_("Ghi chú"), Kind.LONG_TEXT, shown=False),
    ),
)

INCOMING_PAPERS = Register(
    key="incoming",
    title=N_("Sổ văn bản đến"),
    noun=N_("văn bản"),
    record=IncomingPaper,
    form=IncomingForm,
    right_view="papers.view",
    right_edit="papers.edit",
    statement=select(
        IncomingPaper.id,
        IncomingPaper.arrived_on,
        IncomingPaper.arrival_number,
        IncomingPaper.author,
        IncomingPaper.number,
        IncomingPaper.issued_on,
        IncomingPaper.type_name,
        IncomingPaper.subject,
        IncomingPaper.handler,
        IncomingPaper.due_on,
        IncomingPaper.answered_by,
        IncomingPaper.note,
        IncomingPaper.folded,
    ),
    order="arrived_on",
    presets=(
        Preset(
            "soon",
            N_("Hạn 7 ngày tới"),
            (Filter("due_on", Op.FROM, Day(0)), Filter("due_on", Op.TO, Day(7))),
        ),
        Preset("late", N_("Quá hạn"), (Filter("due_on", Op.TO, Day(-1)), Filter("answered_by", Op.EMPTY))),
    ),
    empty=N_("Văn bản cấp trên gửi đến hiện ở đây khi anh/chị ghi vào sổ."),
    fields=(
        Field("arrived_on", N_("Ngày đến"), Kind.DATE, width=100, required=True),
        Field("arrival_number", N_("Số đến"), Kind.ORDINAL, width=70, filled_in=False),
        Field("author", N_("Tác giả"), width=150, required=True, searched=True),
        Field("number", N_("Số, ký hiệu"), width=130, searched=True),
        Field("issued_on", N_("Ngày văn bản"), Kind.DATE, width=105),
        Field("type_name", N_("Tên loại"), width=100, searched=True),
        Field("subject", N_("Trích yếu"), Kind.LONG_TEXT, searched=True),
        Field("handler", N_("Đơn vị, người nhận"), width=140),
        Field("due_on", N_("Thời hạn"), Kind.DATE, width=100),
        Field("answered_by", N_("Văn bản trả lời"), width=120),
        Field("note", N_("Ghi chú"), Kind.LONG_TEXT, shown=False),
    ),
)
