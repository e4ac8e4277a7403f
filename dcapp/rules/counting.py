"""Counts statutory deadlines day by day, and tells every step with its source.

    reckon("KN-02", date(2026, 8, 27), calendar).due

Civil Code 91/2015: the day of the event is not counted (article 147), a last day on a day off becomes the next
working day (article 148.5), the last day ends at midnight (article 148.6). What is counted back from an event is
never moved forward, or the step would come too late.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dcapp.kernel.dates import vn_date, weekday_date, weekday_name
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.rules.deadlines import DeadlineRule, Direction, RuleBook, Unit, Wording, shipped_book, wording_on
from dcapp.rules.working_days import Calendar, DayOff

START_CITATION = "khoản 2, khoản 3 Điều 147 Bộ luật Dân sự 91/2015/QH13"
ROLL_CITATION = "khoản 5 Điều 148 Bộ luật Dân sự 91/2015/QH13"
END_CITATION = "khoản 6 Điều 148 Bộ luật Dân sự 91/2015/QH13"
_ONE_DAY = timedelta(days=1)
MOST_TOLD = 20
"""Counts up to this many working days are told one by one."""
_TERMS = {Unit.CALENDAR: N_("Thời hạn {days} ngày."), Unit.WORKING: N_("Thời hạn {days} ngày làm việc.")}


@dataclass(frozen=True, slots=True)
class Pausing:
    """A suspension: the day of the decision to suspend, and the day of the decision to go on."""

    suspended_on: date
    resumed_on: date


@dataclass(frozen=True, slots=True)
class Case:
    """What the number of days depends on: complex, in a remote area, extended so many times, suspended."""

    is_complex: bool = False
    is_remote: bool = False
    extensions: int = 0
    pausing: Pausing | None = None


PLAIN = Case()


@dataclass(frozen=True, slots=True)
class Choices:
    """How the office reads the law where it leaves a choice; the other reading is always told beside it.

    `takes_coming`: what is open when a new wording comes into force follows that wording. `uses_day_of_rest`: the day
    of the suspension counts as used. `effect_after`: "sau 30 ngày" is the day after the 30th.
    """

    takes_coming: bool = False
    uses_day_of_rest: bool = True
    effect_after: bool = True


AS_SHIPPED = Choices()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the count, in words, and where it is written."""

    text: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to read the law, or another wording that may apply: its name, the day it gives, and why."""

    name: str
    due: date
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline with everything that led to it.

    `days_off` are the days off that were passed over or that moved the last day; `warn_on` is the earliest day of all
    readings.
    """

    rule: DeadlineRule
    wording: Wording
    start: date
    due: date
    days: int
    days_off: tuple[DayOff, ...]
    steps: tuple[Step, ...]
    readings: tuple[Reading, ...]
    warnings: tuple[str, ...]

    @property
    def warn_on(self) -> date:
        """The day that warnings go by."""
        return min([self.due, *(reading.due for reading in self.readings)])


def reckon(
    name: str,
    start: date,
    calendar: Calendar,
    case: Case = PLAIN,
    book: RuleBook | None = None,
    choices: Choices = AS_SHIPPED,
) -> Deadline:
    """The deadline of a rule, or of an old wording by its own name, from the day of its event.

    `book` is the office's rule book; without one the shipped one counts. `choices` are the office's readings.

    RuleViolation: no such rule, not in force on that day, no number of days in it, a case that it does not know, or
    days beyond all calendars.
    """
    try:
        return _reckon(name, start, calendar, case, book or shipped_book(), choices)
    except OverflowError as error:
        raise RuleViolation(_("Ngày {day} ở quá xa nên không tính được.").format(day=vn_date(start))) from error


def _reckon(
    name: str, start: date, calendar: Calendar, case: Case, book: RuleBook, choices: Choices
) -> Deadline:
    rule, asked = book.find(name)
    wording = asked or wording_on(rule, start)
    found = _count(rule, wording, start, calendar, case, choices)
    coming = () if asked is not None else rule.beginning(start, found.due)
    if coming and choices.takes_coming:
        found = _count(rule, coming[-1], start, calendar, case, choices)
    readings = () if asked is not None else _readings(found, coming, calendar, case, choices)
    warnings = [*_doubts(found, calendar, case, is_asked=asked is not None)]
    warnings += [
        _("Cách hiểu khác ({name}): {due}. {why}").format(name=one.name, due=weekday_date(one.due), why=one.why)
        for one in readings
    ]
    if readings and min(reading.due for reading in readings) < found.due:
        earliest = min(reading.due for reading in readings)
        warnings.append(_("Nhắc việc theo ngày sớm nhất: {day}.").format(day=weekday_date(earliest)))
    return replace(found, readings=readings, warnings=tuple(warnings))


def _count(
    rule: DeadlineRule, wording: Wording, start: date, calendar: Calendar, case: Case, choices: Choices
) -> Deadline:
    days = _days_of(rule, wording, case)
    steps = [Step(_not_counted(wording, start), START_CITATION)]
    counted = _(_TERMS[wording.unit]).format(days=days)
    steps.append(Step(" ".join(part for part in (f"{rule.title}.", counted, wording.says) if part), wording.citation))
    if wording.extension is not None and (taken := case.extensions or wording.extension.taken):
        longer = _("Đã gồm {count} lần gia hạn, mỗi lần {days} ngày, tính liền từ ngày bắt đầu; mỗi lần có quyết định.")
        steps.append(Step(longer.format(count=taken, days=wording.extension.days), wording.extension.citation))
    origin, left = start, days
    if case.pausing is not None:
        counts = choices.uses_day_of_rest
        origin, left = _after_pause(rule, wording, start, days, calendar, case.pausing, steps, counts=counts)
    if wording.unit is Unit.WORKING:
        due, passed = _working(origin, left, wording.direction, calendar, steps)
    else:
        due, passed = _calendar_days(origin, left, wording, calendar, steps, effect_after=choices.effect_after)
    return Deadline(rule, wording, start, due, days, passed, tuple(steps), (), ())


def _days_of(rule: DeadlineRule, wording: Wording, case: Case) -> int:
    if wording.days is None:
        message = _("Quy định {name} không ấn định số ngày nên không có ngày hết hạn để tính. {says}")
        raise RuleViolation(message.format(name=wording.name, says=wording.says).strip())
    days = wording.days.of(is_complex=case.is_complex, is_remote=case.is_remote)
    if case.extensions < 0:
        raise RuleViolation(_("Số lần gia hạn không thể âm."))
    if wording.extension is None:
        if case.extensions:
            raise RuleViolation(_("Quy định {name} không cho gia hạn.").format(name=rule.name))
        return days
    if case.extensions > wording.extension.most:
        message = _("Quy định {name} cho gia hạn nhiều nhất {most} lần.")
        raise RuleViolation(message.format(name=rule.name, most=wording.extension.most))
    return days + wording.extension.days * (case.extensions or wording.extension.taken)


def _not_counted(wording: Wording, start: date) -> str:
    if wording.direction is Direction.BACKWARD:
        return _("Ngày diễn ra {day} không tính; đếm lùi từ ngày liền trước.").format(day=weekday_date(start))
    words = _("Ngày xảy ra sự kiện {day} không tính; bắt đầu đếm từ {next}.")
    return words.format(day=weekday_date(start), next=weekday_date(start + _ONE_DAY))


def _after_pause(
    rule: DeadlineRule,
    wording: Wording,
    start: date,
    days: int,
    calendar: Calendar,
    pausing: Pausing,
    steps: list[Step],
    *,
    counts: bool,
) -> tuple[date, int]:
    """The day from which the rest is counted, and how many days are left; `counts`: the day of rest is used up."""
    if wording.pause is None:
        raise RuleViolation(_("Quy định {name} không có tạm đình chỉ.").format(name=rule.name))
    if not start <= pausing.suspended_on <= pausing.resumed_on:
        raise RuleViolation(_("Ngày tạm đình chỉ phải sau ngày bắt đầu, và trước ngày tiếp tục."))
    last_used = pausing.suspended_on if counts else max(start, pausing.suspended_on - _ONE_DAY)
    used = _elapsed(start, last_used, wording.unit, calendar)
    if used > days:
        message = _("Đến ngày tạm đình chỉ {day} thì thời hạn {days} ngày đã hết.")
        raise RuleViolation(message.format(day=vn_date(pausing.suspended_on), days=days))
    words = _("Tạm đình chỉ {day}: đã dùng {used}, còn {left} ngày. Thời gian tạm đình chỉ không tính.")
    told = words.format(day=weekday_date(pausing.suspended_on), used=used, left=days - used)
    steps.append(Step(told, wording.pause.citation))
    again = _("Tiếp tục giải quyết {day}; đếm tiếp từ ngày liền sau.").format(day=weekday_date(pausing.resumed_on))
    steps.append(Step(again, wording.pause.citation))
    return pausing.resumed_on, days - used


def _elapsed(start: date, until: date, unit: Unit, calendar: Calendar) -> int:
    every = range(1, (until - start).days + 1)
    if unit is Unit.CALENDAR:
        return len(every)
    return sum(calendar.is_working_day(start + timedelta(days=number)) for number in every)


def _working(
    origin: date, days: int, direction: Direction, calendar: Calendar, steps: list[Step]
) -> tuple[date, tuple[DayOff, ...]]:
    step = _ONE_DAY if direction is Direction.FORWARD else -_ONE_DAY
    day = origin
    told: list[date] = []
    passed: list[DayOff] = []
    while len(told) < days:
        day += step
        off = calendar.day_off(day)
        if calendar.is_working_day(day):
            told.append(day)
            if off is not None:
                steps.append(Step(_("{day} là ngày làm bù nên có tính.").format(day=weekday_date(day)), off.source))
        elif off is not None and day.weekday() < 5:
            passed.append(off)
            steps.append(Step(_("Không tính {day}: {name}.").format(day=weekday_date(day), name=off.name), off.source))
    if 0 < days <= MOST_TOLD:
        numbered = ", ".join(f"({number}) {day:%d/%m}" for number, day in enumerate(told, 1))
        steps.append(Step(_("Đếm từng ngày làm việc: {days}.").format(days=numbered)))
    words = _("Ngày thứ {days} là {day}.") if direction is Direction.FORWARD else _("Chậm nhất là {day}.")
    steps.append(Step(words.format(days=days, day=weekday_date(day)), END_CITATION if step == _ONE_DAY else ""))
    return day, tuple(sorted(passed, key=lambda off: off.day))


def _calendar_days(
    origin: date, days: int, wording: Wording, calendar: Calendar, steps: list[Step], *, effect_after: bool
) -> tuple[date, tuple[DayOff, ...]]:
    if wording.direction is Direction.BACKWARD:
        day = origin - timedelta(days=days)
        steps.append(Step(_("Chậm nhất là {day}; không dời sang ngày sau.").format(day=weekday_date(day))))
        return day, ()
    day = origin + timedelta(days=days)
    if wording.is_effect:
        since = day + _ONE_DAY if effect_after else day
        words = _("Ngày thứ {days} là {last}; có hiệu lực từ {day}. Không dời vì không phải hạn để làm việc.")
        steps.append(Step(words.format(days=days, last=weekday_date(day), day=weekday_date(since))))
        return since, ()
    steps.append(Step(_("Ngày thứ {days} là {day}.").format(days=days, day=weekday_date(day)), END_CITATION))
    passed: list[DayOff] = []
    while not calendar.is_working_day(day):
        passed.append(calendar.day_off(day) or DayOff(day, weekday_name(day), source=_("ngày nghỉ hằng tuần")))
        day += _ONE_DAY
    if passed:
        off = ", ".join(f"{one.day:%d/%m} ({one.name})" for one in passed)
        words = _("Ngày cuối là ngày nghỉ: {off}. Dời sang ngày làm việc tiếp theo, {day}.")
        steps.append(Step(words.format(off=off, day=weekday_date(day)), ROLL_CITATION))
    return day, tuple(passed)


def _readings(
    found: Deadline, coming: tuple[Wording, ...], calendar: Calendar, case: Case, choices: Choices
) -> tuple[Reading, ...]:
    """What the other wordings give that hold on the first day or come into force before the last, and the other
    readings of this one.
    """
    told: list[Reading] = []

    def count(wording: Wording, chosen: Choices) -> date:
        return _count(found.rule, wording, found.start, calendar, case, chosen).due

    for wording in (*found.rule.on(found.start), *coming):
        if wording is found.wording or wording.days is None:
            continue
        why = wording.citation
        if wording in coming:
            why = _("Quy định mới có hiệu lực từ {day}, luật không nói việc đang dở theo bản nào.")
            why = why.format(day=vn_date(wording.in_force_from))
        told.append(Reading(wording.name, count(wording, choices), why))
    if case.pausing is not None:
        other = replace(choices, uses_day_of_rest=not choices.uses_day_of_rest)
        why = _("Nếu tính ngày tạm đình chỉ là ngày đã dùng.")
        if choices.uses_day_of_rest:
            why = _("Nếu không tính ngày tạm đình chỉ là ngày đã dùng.")
        told.append(Reading(found.wording.name, count(found.wording, other), why))
    if found.wording.is_effect:
        other = replace(choices, effect_after=not choices.effect_after)
        why = _("Nếu hiểu là ngày liền sau thời hạn.")
        if choices.effect_after:
            why = _("Nếu hiểu là ngày thứ cuối của thời hạn.")
        told.append(Reading(found.wording.name, count(found.wording, other), why))
    return tuple(reading for reading in told if reading.due != found.due)


def _doubts(found: Deadline, calendar: Calendar, case: Case, *, is_asked: bool) -> list[str]:
    wording = found.wording
    told: list[str] = []
    if is_asked and not wording.holds_on(found.start):
        told.append(_("Bản {name} không có hiệu lực vào {day}.").format(name=wording.name, day=vn_date(found.start)))
    if not wording.is_checked:
        told.append(_("Quy định này cần kiểm tra lại với văn bản gốc: {citation}.").format(citation=wording.citation))
    if case.is_complex and wording.days is not None and wording.days.complex is None and wording.days.both is None:
        told.append(_("Quy định này không phân biệt vụ việc phức tạp."))
    if case.is_remote and wording.days is not None and wording.days.remote is None and wording.days.both is None:
        told.append(_("Quy định này không phân biệt vùng sâu, vùng xa."))
    if case.extensions and not case.is_complex:
        told.append(_("Chỉ gia hạn khi vụ việc phức tạp (một lần) hoặc đặc biệt phức tạp (hai lần)."))
    if case.pausing is not None and wording.pause and case.pausing.suspended_on < wording.pause.in_force_from:
        words = _("Quy định về tạm đình chỉ chỉ có hiệu lực từ {day}.")
        told.append(words.format(day=vn_date(wording.pause.in_force_from)))
    if missing := calendar.missing_years(found.start, found.due):
        words = _("Chưa nạp lịch nghỉ năm {years}: chỉ mới trừ thứ Bảy, Chủ Nhật. Nạp lịch rồi tính lại.")
        told.append(words.format(years=", ".join(str(year) for year in missing)))
    first, last = sorted((found.start, found.due))
    if wording.unit is Unit.CALENDAR:  # only the end of the count depends on days off
        first = last - timedelta(days=len(found.days_off))
    if doubtful := calendar.unchecked_between(first, last):
        words = _("Lịch nghỉ cần kiểm tra: {days}.")
        told.append(words.format(days="; ".join(f"{vn_date(one.day)} {one.name}" for one in doubtful)))
    return told
