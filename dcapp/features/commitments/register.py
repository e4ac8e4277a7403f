"""The book of what is owed to citizens: answers, notices, promises (lời hứa, việc phải trả lời)."""

from __future__ import annotations

from sqlalchemy import String, select, type_coerce

from dcapp.db.unit_of_work import Viewer
from dcapp.features.commitments.models import Commitment
from dcapp.features.commitments.queries import standing_on
from dcapp.features.commitments.service import BOOK, CommitmentForm
from dcapp.features.commitments.terms import COMMITMENT_KINDS, STANDINGS, Standing
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register, Statement


def commitments(_viewer: Viewer) -> Statement:
    """Everything owed; its standing is that of the program's day."""
    return select(
        Commitment.id,
        Commitment.due_on,
        Commitment.title,
        Commitment.to_whom,
        Commitment.owner_id,
        Commitment.owner,
        standing_on(clock.today()).label("standing"),
        type_coerce(Commitment.kind, String).label("kind"),
        Commitment.made_on,
        Commitment.met_on,
        Commitment.answer,
        Commitment.answer_paper,
        Commitment.reason,
        Commitment.book,
        Commitment.record_id,
        Commitment.rule,
        Commitment.is_opening,
        Commitment.folded,
    )


OPEN = Filter("standing", Op.ONE_OF, (Standing.OPEN.value, Standing.LATE.value))

COMMITMENTS = Register(
    key=BOOK,
    title=N_("Lời hứa, việc phải trả lời"),
    noun=N_("việc phải trả lời"),
    record=Commitment,
    form=CommitmentForm,
    right_view="commitments.view",
    right_edit="commitments.edit",
    statement=commitments,
    order="due_on",
    filters=("kind",),
    presets=(
        Preset("open", N_("Chưa trả lời"), (OPEN,)),
        Preset("late", N_("Quá hạn"), (Filter("standing", Op.IS, Standing.LATE.value),)),
        Preset(
            "soon", N_("Hạn 7 ngày tới"), (OPEN, Filter("due_on", Op.FROM, Day(0)), Filter("due_on", Op.TO, Day(7)))
        ),
        Preset("met_late", N_("Trả lời chậm"), (Filter("standing", Op.IS, Standing.MET_LATE.value),)),
    ),
    empty=N_("Việc phải trả lời người dân hiện ở đây khi ghi lượt tiếp; lời hứa ghi thêm ở đây."),
    fields=(
        Field("due_on", N_("Hạn"), Kind.DATE, width=100, required=True),
        Field("title", N_("Việc phải trả lời"), Kind.LONG_TEXT, required=True, searched=True),
        Field("to_whom", N_("Trả lời ai"), Kind.NAME, width=150, searched=True),
        Field("owner", N_("Người trả lời"), Kind.NAME, width=140, searched=True),
        Field(
            "standing",
            N_("Tình trạng"),
            Kind.CHOICE,
            width=120,
            filled_in=False,
            labels={one.value: words for one, words in STANDINGS.items()},
            tones={
                Standing.LATE.value: "danger",
                Standing.OPEN.value: "info",
                Standing.MET.value: "success",
                Standing.MET_LATE.value: "warning",
                Standing.DROPPED.value: "neutral",
            },
        ),
        Field("made_on", N_("Ngày hứa, ngày nhận"), Kind.DATE, width=120, required=True),
        Field("met_on", N_("Ngày trả lời"), Kind.DATE, width=100, filled_in=False),
        Field(
            "kind",
            N_("Loại"),
            Kind.CHOICE,
            width=130,
            shown=False,
            labels={one.value: words for one, words in COMMITMENT_KINDS.items()},
        ),
        Field("answer", N_("Đã trả lời"), Kind.LONG_TEXT, shown=False, filled_in=False, searched=True),
        Field("answer_paper", N_("Văn bản trả lời"), shown=False, filled_in=False, searched=True),
        Field("reason", N_("Lý do"), Kind.LONG_TEXT, shown=False, filled_in=False),
    ),
)
