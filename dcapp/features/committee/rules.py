"""What must be true of a committee and its members; no database in here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dcapp.features.committee.terms import ENDING_DAYS, MEMBER_ROLES, CommitteeKind, MemberRole, TermState
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.text import fold

PARTY_WORDS = ("dang uy", "huyen uy", "tinh uy", "thi uy", "chi bo", "ban thuong vu", "khoi dan van", "bi thu")
SINGLE_ROLES = (MemberRole.HEAD, MemberRole.STANDING_DEPUTY)
"""Roles that one person has at a time."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place in a committee from one day to another; None is open."""

    key: int
    """The member's id; 0 for somebody who is not in the book yet."""
    name: str
    officer_id: int | None
    role: MemberRole
    since: date
    until: date | None


def term_state(since: date, until: date | None, *, is_replaced: bool, on: date) -> TermState:
    """Where a committee stands on a day; the last day of its term is included."""
    if until is not None and until < on:
        return TermState.REPLACED if is_replaced else TermState.ENDED
    if since > on:
        return TermState.COMING
    if not is_replaced and until is not None and until <= on + timedelta(days=ENDING_DAYS):
        return TermState.ENDING
    return TermState.IN_FORCE


def is_of_the_party(decided_by: str) -> bool:
    """True where a Party body decides: such papers get their number in the Party's own book."""
    words = fold(decided_by)
    return any(found in words for found in PARTY_WORDS)


def check_seats(seats: Sequence[Seat]) -> None:
    """One head and one standing deputy at a time, nobody twice at a time. Raises Invalid."""
    for at, seat in enumerate(seats):
        for other in seats[:at]:
            if not _overlap(seat, other):
                continue
            if _same_person(seat, other):
                raise Invalid(_("{name} đã là thành viên trong thời gian này.").format(name=seat.name), field="name")
            if seat.role is other.role and seat.role in SINGLE_ROLES:
                words = _("{role} hiện là {name}. Cho thôi trước, hoặc chọn vai trò khác.")
                role = _(MEMBER_ROLES[seat.role])
                raise Invalid(words.format(role=role, name=other.name), field="role")


def check_days(seat: Seat, since: date, until: date | None) -> None:
    """Somebody sits in a committee within its term. Raises Invalid."""
    if seat.since < since:
        raise Invalid(_("Ban thành lập từ {day}; chọn ngày đó hoặc sau đó.").format(day=vn_date(since)), field="since")
    beyond = _("Nhiệm kỳ kết thúc ngày {day}; chọn ngày sớm hơn.")
    if until is not None and seat.since > until:
        raise Invalid(beyond.format(day=vn_date(until)), field="since")
    if seat.until is not None and seat.until < seat.since:
        raise Invalid(_("Ngày kết thúc sớm hơn ngày bắt đầu. Kiểm tra lại hai ngày."), field="until")
    if until is not None and seat.until is not None and seat.until > until:
        raise Invalid(beyond.format(day=vn_date(until)), field="until")


def check_charge(kind: CommitteeKind, charge: str) -> None:
    """An assignment of who is in charge says of what. Raises Invalid."""
    if kind is CommitteeKind.CHARGE and not charge.strip():
        raise Invalid(_("Ghi người này phụ trách việc gì."), field="charge")


def _overlap(seat: Seat, other: Seat) -> bool:
    return (other.until is None or seat.since <= other.until) and (seat.until is None or other.since <= seat.until)


def _same_person(seat: Seat, other: Seat) -> bool:
    if seat.officer_id is not None and other.officer_id is not None:
        return seat.officer_id == other.officer_id
    return fold(seat.name) == fold(other.name)
