"""Words and rows of the screen of a case, made from its card."""

from __future__ import annotations

from dcapp.features.cases.cards import CaseCard, StepLine
from dcapp.features.cases.terms import CASE_KINDS, PARTY_ROLES
from dcapp.features.letters.clocks import ClockCard
from dcapp.features.letters.terms import ClockState
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from ui.kit.cards import Card

CLOCK_WORDS = {
    ClockState.RUNNING: N_("đang tính"),
    ClockState.PAUSED: N_("tạm dừng"),
    ClockState.MET: N_("xong"),
    ClockState.STOPPED: N_("thôi tính"),
}


def clock_words(one: ClockCard) -> str:
    """A deadline of the case in one line."""
    words = f"{_(one.title)}: {vn_date(one.due_on)} · {_(CLOCK_WORDS[one.state])}"
    return f"{words} {vn_date(one.met_on)}" if one.met_on is not None else words


def fact_rows(card: CaseCard) -> list[tuple[str, str]]:
    """What the case is about, by name; empty ones are left out when they are shown."""
    if card.is_sealed:
        return []
    return [
        (_("Yêu cầu"), card.request),
        (_("Thửa đất"), card.parcel),
        (_("Dự án"), card.project),
        (_("Kết quả"), card.outcome_words),
        (_("Nội dung đã rút"), card.withdrawn),
        (_("Trước khi dùng chương trình"), card.history),
        (_("Ghi chú"), card.note),
    ]


def people_rows(card: CaseCard) -> list[tuple[str, str]]:
    """Who is in the case and who handles it; of a denunciation nobody."""
    rows = [
        (_("Loại"), _(CASE_KINDS[card.kind])),
        (_("Ngày mở"), vn_date(card.opened_on)),
        (_("Người xử lý"), card.handler or _("chưa giao")),
        (_("Nơi để hồ sơ"), card.shelf),
    ]
    if not card.is_sealed:
        rows += [(_(PARTY_ROLES[one.role]), _person(one.name, one.address)) for one in card.parties]
        if card.people_count > 1:
            rows.append((_("Số người"), str(card.people_count)))
        if card.respondent and all(one.name != card.respondent for one in card.parties):
            rows.append((_("Bị khiếu nại, phản ánh"), card.respondent))
    return [*rows, *((_("Đơn"), f"{one.title}, {vn_date(one.received_on)}") for one in card.letters)]


def log_words(one: StepLine) -> str:
    """A line of the log as it is read."""
    told = f"{vn_date(one.done_on)} · {_(one.title)}"
    return " · ".join(part for part in (told, one.note, one.done_by) if part)


def empty(card: Card) -> None:
    """Take everything out of a card."""
    while (item := card.body.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


def _person(name: str, address: str) -> str:
    return f"{name}, {address}" if address else name
