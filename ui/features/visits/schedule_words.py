"""How sessions and duties are said on the calendar, in lists, and to a screen reader."""

from __future__ import annotations

from datetime import date

from dcapp.features.visits.duty_queries import ShiftLine
from dcapp.features.visits.schedule_month import CalendarDay
from dcapp.features.visits.schedule_queries import SessionLine
from dcapp.features.visits.terms import (
    DAY_PARTS,
    SESSION_STATES,
    SHIFT_STATES,
    DayPart,
    SessionKind,
    SessionState,
    ShiftState,
)
from dcapp.kernel.dates import vn_date, weekday_date
from dcapp.kernel.i18n import _, ngettext
from ui.kit.theme import Tone

SESSION_TONES = {
    SessionState.PLANNED: Tone.INFO,
    SessionState.HELD: Tone.SUCCESS,
    SessionState.MISSED: Tone.DANGER,
    SessionState.POSTPONED: Tone.NEUTRAL,
}
SHIFT_TONES = {ShiftState.PLANNED: Tone.NEUTRAL, ShiftState.KEPT: Tone.SUCCESS, ShiftState.MISSED: Tone.DANGER}


def session_tone(line: SessionLine, today: date) -> Tone:
    """The tone of a session; a past one of which nobody said anything warns."""
    if line.state is SessionState.PLANNED and line.held_on < today:
        return Tone.WARNING
    return SESSION_TONES[line.state]


def shift_tone(line: ShiftLine, today: date) -> Tone:
    """The tone of a duty; a past one that nobody confirmed warns."""
    return Tone.WARNING if line.is_unconfirmed(today) else SHIFT_TONES[line.state]


def session_mark(line: SessionLine) -> str:
    """A session in a cell of the calendar: "07:30 Chủ tịch"."""
    who = _("Ủy quyền") if line.delegate else _("Chủ tịch")
    if line.kind is SessionKind.UNSCHEDULED:
        who = _("Đột xuất")
    signs = {SessionState.HELD: "✓", SessionState.MISSED: "✕", SessionState.POSTPONED: "→"}
    sign = signs.get(line.state, "")
    return " ".join(part for part in (sign, line.starts_at, who) if part)


def shift_mark(line: ShiftLine, today: date) -> str:
    """A duty in a cell of the calendar: the part of the day where it is not the whole, and who."""
    sign = {ShiftState.KEPT: "✓", ShiftState.MISSED: "✕"}.get(line.state, "?" if line.is_unconfirmed(today) else "")
    part = "" if line.part is DayPart.WHOLE else f"{_(DAY_PARTS[line.part])}:"
    return " ".join(words for words in (sign, part, line.officer) if words)


def session_state(line: SessionLine, today: date) -> str:
    """How a session stands, in a word or two."""
    if line.state is SessionState.PLANNED and line.held_on < today:
        return _("Chưa xác nhận")
    return _(SESSION_STATES[line.state])


def shift_state(line: ShiftLine, today: date) -> str:
    """How a duty stands: what was recorded, or that somebody was received, or that nobody confirmed it."""
    if line.is_unconfirmed(today):
        return _("Chưa xác nhận")
    if line.state is ShiftState.PLANNED and line.has_visits and line.day <= today:
        return _("Có lượt tiếp")
    return _(SHIFT_STATES[line.state])


def posting_words(line: SessionLine, today: date) -> str:
    """How the posting of a session stands: when, in time or late, or by when it must be done."""
    due = vn_date(line.post_by) if line.post_by is not None else ""
    if line.posted_on is not None:
        words = _("{day}, sau ngày cuối {due}") if line.is_posted_late else "{day}"
        return words.format(day=vn_date(line.posted_on), due=due)
    if line.kind is SessionKind.UNSCHEDULED:
        return ""
    if not due:
        return _("chưa niêm yết")
    late = line.is_to_post(today) and line.post_by is not None and line.post_by < today
    return (_("chưa, đã quá ngày cuối {due}") if late else _("chưa, chậm nhất {due}")).format(due=due)


def visits_words(count: int) -> str:
    """How many visits a day had."""
    return ngettext("{count} lượt tiếp", "{count} lượt tiếp", count).format(count=count)


def spoken(day: CalendarDay, today: date) -> str:
    """A day as a screen reader says it."""
    parts = [weekday_date(day.day)]
    if day.day == today:
        parts.append(_("hôm nay"))
    if day.off:
        parts.append(day.off)
    parts += [f"{session_mark(line)}, {session_state(line, today)}" for line in day.sessions]
    parts += [
        _("trực: {officer}, {state}").format(officer=line.officer, state=shift_state(line, today))
        for line in day.shifts
    ]
    if day.visits:
        parts.append(visits_words(day.visits))
    return "; ".join(parts)
