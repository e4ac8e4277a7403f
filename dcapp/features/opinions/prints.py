"""What the opinions slice prints: the log of a period, as it is kept on paper."""

from __future__ import annotations

from datetime import date

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.opinions.queries import OpinionCard, opinions_between
from dcapp.features.opinions.terms import OPINION_SOURCES, OPINION_STATES
from dcapp.kernel.dates import vn_date
from dcapp.kernel.numbers import vn_number
from dcapp.printing.official import official
from dcapp.registers.tabling import Heading, PrintedTable

LOG_HEADINGS = (
    Heading(official("STT"), 40, "center"),
    Heading(official("Ngày nắm được"), 85, "left"),
    Heading(official("Thôn, tổ dân phố"), 105, "left"),
    Heading(official("Lĩnh vực"), 110, "left"),
    Heading(official("Nội dung dư luận"), 290, "left"),
    Heading(official("Nguồn"), 95, "left"),
    Heading(official("Số người"), 60, "right"),
    Heading(official("Chuyển đến, ngày chuyển"), 130, "left"),
    Heading(official("Hạn trả lời"), 85, "left"),
    Heading(official("Trả lời, hướng xử lý"), 220, "left"),
)


@allowed("plan.view", reads=True)
def opinion_log(uow: UnitOfWork, since: date, until: date) -> PrintedTable:
    """The log of a period, day by day; hot matters say so, unanswered ones how they stand."""
    title = official("Sổ nắm tình hình, dư luận từ {since} đến {until}", since=vn_date(since), until=vn_date(until))
    rows = tuple(_row(number, card) for number, card in enumerate(opinions_between(uow, since, until), 1))
    return PrintedTable(title, LOG_HEADINGS, rows)


def _row(number: int, card: OpinionCard) -> tuple[str, ...]:
    hot = official("(Điểm nóng) ") if card.is_hot else ""
    passed = "\n".join((card.passed_to, vn_date(card.passed_on))) if card.passed_on else card.passed_to
    answered = f"{card.answer} ({vn_date(card.answered_on)})" if card.answered_on else OPINION_STATES[card.state]
    return (
        str(number),
        vn_date(card.heard_on),
        card.village,
        card.field,
        hot + card.matter,
        OPINION_SOURCES[card.source],
        "" if card.people_count is None else vn_number(card.people_count),
        passed,
        vn_date(card.answer_by) if card.answer_by else "",
        answered,
    )
