"""Counts statutory deadlines day by day, and keeps every step with its source.

    reckon("KN-02", date(2026, 8, 27), calendar).due

Civil Code 91/2015: the day of the event is not counted (article 147), a last day on a day off becomes the next
working day (article 148.5), the last day ends at midnight (article 148.6). What is counted back from an event is
never moved forward, or the step would come too late.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from dcapp.kernel.dates import vn_date, weekday_name
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.rules.complexity import complexity_on, shipped_complexity
from dcapp.rules.deadlines import DeadlineRule, Direction, RuleBook, Unit, Wording, shipped_book, wording_on
from dcapp.rules.doubts import doubts_of
from dcapp.rules.due import AS_SHIPPED, PLAIN, Case, Choices, Deadline, Pausing, Reading
from dcapp.rules.sentences import Said, Step, said, verbatim, weekday
from dcapp.rules.working_days import SATURDAY, Calendar, DayOff

__all__ = ["PLAIN", "Case", "Choices", "Deadline", "Pausing", "Reading", "reckon"]

START_CITATION = "khoản 2, khoản 3 Điều 147 Bộ luật Dân sự 91/2015/QH13"
ROLL_CITATION = "khoản 5 Điều 148 Bộ luật Dân sự 91/2015/QH13"
END_CITATION = "khoản 6 Điều 148 Bộ luật Dân sự 91/2015/QH13"
AGAIN_CITATION = "khoản 3 Điều 5 Nghị định 31/2019/NĐ-CP"
ACCEPTANCE = "ngày thụ lý"
"""The start event of rules that a new acceptance starts again."""
_ONE_DAY = timedelta(days=1)
MOST_TOLD = 20
"""Counts up to this many working days are told one by one."""
_TERMS = {Unit.CALENDAR: N_("Thời hạn {days} ngày."), Unit.WORKING: N_("Thời hạn {days} ngày làm việc.")}


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


def _reckon(name: str, start: date, calendar: Calendar, case: Case, book: RuleBook, choices: Choices) -> Deadline:
    rule, asked = book.find(name)
    first, start = start, _taken_up(rule, start, case)
    _refuse_wrong_criteria(rule, start, case)
    wording = asked or wording_on(rule, start)
    found = _count(rule, wording, start, calendar, case, choices)
    if first != start:
        found = replace(found, steps=(_again(rule, first, start), *found.steps))
    coming = () if asked is not None else rule.beginning(start, found.due)
    if coming and choices.takes_coming:
        found = _count(rule, coming[-1], start, calendar, case, choices)
    readings = () if asked is not None else _readings(found, coming, calendar, case, choices)
    notes = doubts_of(found, calendar, case, is_asked=asked is not None)
    other = N_("Cách hiểu khác ({name}): {due}. {why}")
    notes += [said(other, name=one.name, due=one.due, why=one.reason) for one in readings]
    if readings and (earliest := min(reading.due for reading in readings)) < found.due:
        notes.append(said(N_("Nhắc việc theo ngày sớm nhất: {day}."), day=earliest))
    closed = _closed(calendar, [found.start, found.due, *(reading.due for reading in readings)])
    return replace(found, readings=readings, notes=tuple(notes), closed=closed)


def _taken_up(rule: DeadlineRule, start: date, case: Case) -> date:
    """The day that the count starts from: that of the new acceptance, where there was one."""
    again = case.accepted_again
    if again is None:
        return start
    if rule.start != ACCEPTANCE:
        raise RuleViolation(_("Quy định {name} không tính từ ngày thụ lý.").format(name=rule.name))
    if again < start:
        raise RuleViolation(_("Ngày thụ lý lại sớm hơn ngày thụ lý {day}.").format(day=vn_date(start)))
    return again


def _again(rule: DeadlineRule, first: date, start: date) -> Step:
    told = said(N_("Thụ lý lần đầu {first}; thời hạn tính lại từ đầu."), first=first)
    citation = AGAIN_CITATION if rule.group == "denunciations" else ""
    return Step(said(N_("Thụ lý lại {day}."), day=start), (told,), citation)


def _refuse_wrong_criteria(rule: DeadlineRule, start: date, case: Case) -> None:
    if not case.criteria:
        return
    known = complexity_on(rule.group, start)
    if known is None:
        raise RuleViolation(_("Luật không nêu tiêu chí phức tạp cho quy định {name}.").format(name=rule.name))
    if wrong := [key for key in case.criteria if key not in known.criteria]:
        raise RuleViolation(_("Không có tiêu chí phức tạp {key}.").format(key=wrong[0]))
    if case.extensions > 1 and len(set(case.criteria)) < known.special_from:
        message = _("Gia hạn hai lần chỉ khi có từ {count} tiêu chí phức tạp trở lên.")
        raise RuleViolation(message.format(count=known.special_from))


def _closed(calendar: Calendar, days: list[date]) -> tuple[DayOff, ...]:
    first = min(days)
    every = (calendar.day_off(first + timedelta(days=number)) for number in range((max(days) - first).days + 1))
    return tuple(line for line in every if line is not None)


def _count(
    rule: DeadlineRule, wording: Wording, start: date, calendar: Calendar, case: Case, choices: Choices
) -> Deadline:
    days = _days_of(rule, wording, case)
    steps = [_first_step(rule, wording, start), _length(rule, wording, days, case)]
    if wording.extension is not None and (taken := case.extensions or wording.extension.taken):
        longer = said(N_("Đã gồm {count} lần gia hạn, mỗi lần {days} ngày."), count=taken, days=wording.extension.days)
        told = said(N_("Tính liền từ ngày bắt đầu; mỗi lần có quyết định."))
        steps.append(Step(longer, (told,), wording.extension.citation))
    origin, left = start, days
    for rest in case.rests:
        counts = choices.uses_day_of_rest
        left -= _used_before(rule, wording, origin, left, calendar, rest, counts=counts, whole=days)
        steps += _rested(wording, rest, days, left)
        origin = rest.resumed_on
    if wording.unit is Unit.WORKING:
        last, due, passed = _working(origin, left, wording.direction, calendar, steps)
    else:
        last, due, passed = _calendar_days(origin, left, wording, calendar, steps, effect_after=choices.effect_after)
    return Deadline(rule, wording, start, due, days, last, passed, tuple(steps), pausing=next(iter(case.rests), None))


def _days_of(rule: DeadlineRule, wording: Wording, case: Case) -> int:
    if wording.days is None:
        message = _("Quy định {name} không ấn định số ngày nên không có ngày hết hạn để tính. {says}")
        raise RuleViolation(message.format(name=wording.name, says=wording.says).strip())
    days = wording.days.of(is_complex=case.counts_as_complex, is_remote=bool(case.is_remote))
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


def _first_step(rule: DeadlineRule, wording: Wording, start: date) -> Step:
    event = said(N_("Mốc tính là {event}, {day}; ngày này không tính."), event=rule.start, day=start)
    if wording.direction is Direction.BACKWARD:
        return Step(said(N_("Đếm lùi từ {day}."), day=start - _ONE_DAY), (event,), START_CITATION)
    return Step(said(N_("Bắt đầu đếm từ {day}."), day=start + _ONE_DAY), (event,), START_CITATION)


def _length(rule: DeadlineRule, wording: Wording, days: int, case: Case) -> Step:
    counted = said(N_("Thứ Bảy, Chủ Nhật và ngày nghỉ lễ không tính."))
    if wording.unit is Unit.CALENDAR:
        counted = said(N_("Tính theo ngày lịch, ngày nghỉ trong thời hạn vẫn tính."))
    criteria = _criteria(case)
    details = (verbatim(f"{rule.title}."), *_kind_of_case(wording, case), *criteria, counted, verbatim(wording.says))
    return Step(said(_TERMS[wording.unit], days=days), details, wording.citation)


def _kind_of_case(wording: Wording, case: Case) -> tuple[Said, ...]:
    """Which of the rule's cases it is, where the rule tells them apart."""
    days = wording.days
    told: list[Said] = []
    if days is not None and (days.complex or days.both):
        told.append(said(N_("Vụ việc phức tạp.") if case.counts_as_complex else N_("Vụ việc không phức tạp.")))
    if days is not None and (days.remote or days.both):
        told.append(said(N_("Vùng sâu, vùng xa.") if case.is_remote else N_("Địa bàn thông thường.")))
    return tuple(told)


def _criteria(case: Case) -> tuple[Said, ...]:
    """Why the case is complex, as it is written into its file."""
    named = [words for one in shipped_complexity()[:1] for key, words in one.criteria.items() if key in case.criteria]
    return (said(N_("Tiêu chí phức tạp: {criteria}."), criteria="; ".join(named)),) if named else ()


def _used_before(
    rule: DeadlineRule,
    wording: Wording,
    origin: date,
    left: int,
    calendar: Calendar,
    rest: Pausing,
    *,
    counts: bool,
    whole: int,
) -> int:
    """How many days were used between the last start of the count and a suspension; `counts`: its day is used up."""
    if wording.pause is None:
        raise RuleViolation(_("Quy định {name} không có tạm đình chỉ.").format(name=rule.name))
    if not origin <= rest.suspended_on <= rest.resumed_on:
        raise RuleViolation(_("Ngày tạm đình chỉ phải sau ngày bắt đầu, và trước ngày tiếp tục."))
    last_used = rest.suspended_on if counts else max(origin, rest.suspended_on - _ONE_DAY)
    used = _elapsed(origin, last_used, wording.unit, calendar)
    if used > left:
        message = _("Đến ngày tạm đình chỉ {day} thì thời hạn {days} ngày đã hết.")
        raise RuleViolation(message.format(day=vn_date(rest.suspended_on), days=whole))
    return used


def _rested(wording: Wording, rest: Pausing, whole: int, left: int) -> tuple[Step, ...]:
    """A suspension and the going on after it, as the count tells them."""
    citation = wording.pause.citation if wording.pause is not None else ""
    told = said(N_("Đã dùng {used}, còn {left} ngày. Thời gian tạm đình chỉ không tính."), used=whole - left, left=left)
    again = said(N_("Đếm tiếp từ ngày liền sau."))
    return (
        Step(said(N_("Tạm đình chỉ từ {day}."), day=rest.suspended_on), (told,), citation),
        Step(said(N_("Tiếp tục giải quyết {day}."), day=rest.resumed_on), (again,), citation),
    )


def _elapsed(start: date, until: date, unit: Unit, calendar: Calendar) -> int:
    every = range(1, (until - start).days + 1)
    if unit is Unit.CALENDAR:
        return len(every)
    return sum(calendar.is_working_day(start + timedelta(days=number)) for number in every)


def _working(
    origin: date, days: int, direction: Direction, calendar: Calendar, steps: list[Step]
) -> tuple[date, date, tuple[DayOff, ...]]:
    """The last day counted, the last day in law, and the days off that were passed over."""
    step = _ONE_DAY if direction is Direction.FORWARD else -_ONE_DAY
    day = origin
    told: list[date] = []
    passed: list[DayOff] = []
    worked: list[DayOff] = []
    while len(told) < days:
        day += step
        off = calendar.day_off(day)
        if calendar.is_working_day(day):
            told.append(day)
            worked += [off] if off is not None else []
        elif off is not None and day.weekday() < SATURDAY:
            passed.append(off)
    steps += _passed_over(passed)
    steps += [Step(said(N_("{day} là ngày làm bù nên có tính."), day=off.day), (), off.source) for off in worked]
    details: tuple[Said, ...] = ()
    if 0 < days <= MOST_TOLD:
        numbered = tuple(f"({number}) {one:%d/%m}" for number, one in enumerate(told, 1))
        details = (said(N_("Đếm từng ngày làm việc: {days}."), days=numbered),)
    if direction is Direction.FORWARD:
        steps.append(Step(said(N_("Ngày làm việc thứ {days} là {day}."), days=days, day=day), details, END_CITATION))
    else:
        steps.append(Step(said(N_("Chậm nhất là {day}."), day=day), details))
    return day, day, tuple(sorted(passed, key=lambda off: off.day))


def _passed_over(passed: list[DayOff]) -> list[Step]:
    """A step for each source of days off that were passed over."""
    steps: list[Step] = []
    for source, group in groupby(passed, key=lambda off: off.source):
        days = list(group)
        if len(days) == 1:
            steps.append(Step(said(N_("Không tính {day}: {name}."), day=days[0].day, name=days[0].name), (), source))
            continue
        named = tuple(said("{day} ({name})", day=f"{off.day:%d/%m}", name=off.name) for off in days)
        listed = said(N_("Đó là các ngày {days}."), days=named)
        steps.append(Step(said(N_("Không tính {count} ngày nghỉ."), count=len(days)), (listed,), source))
    return steps


def _calendar_days(
    origin: date, days: int, wording: Wording, calendar: Calendar, steps: list[Step], *, effect_after: bool
) -> tuple[date, date, tuple[DayOff, ...]]:
    """The last day counted, the last day in law, and the days off that moved it."""
    if wording.direction is Direction.BACKWARD:
        day = origin - timedelta(days=days)
        kept = said(N_("Hạn đếm lùi không dời sang ngày sau, kể cả khi trùng ngày nghỉ."))
        steps.append(Step(said(N_("Chậm nhất là {day}."), day=day), (kept,)))
        return day, day, ()
    last = day = origin + timedelta(days=days)
    if wording.is_effect:
        since = day + _ONE_DAY if effect_after else day
        counted = said(N_("Ngày thứ {days} là {day}."), days=days, day=day)
        kept = said(N_("Không dời vì không phải hạn để làm việc."))
        steps.append(Step(said(N_("Có hiệu lực từ {day}."), day=since), (counted, kept)))
        return day, since, ()
    passed: list[DayOff] = []
    while not calendar.is_working_day(day):
        passed.append(calendar.day_off(day) or DayOff(day, weekday_name(day), source=_("ngày nghỉ hằng tuần")))
        day += _ONE_DAY
    if not passed:
        ended = said(N_("Là ngày làm việc nên thời hạn kết thúc trong ngày này."))
        steps.append(Step(said(N_("Ngày thứ {days} là {day}."), days=days, day=day), (ended,), END_CITATION))
        return last, day, ()
    off = tuple(
        said("{day} ({name})", day=f"{one.day:%d/%m}", name=weekday(one.day) if _of_week(one, calendar) else one.name)
        for one in passed
    )
    opening = said(N_("Ngày thứ {days} là {last}, chuyển sang {day}."), days=days, last=last, day=day)
    words = said(N_("Ngày cuối là ngày nghỉ: {off}. Thời hạn kết thúc vào ngày làm việc tiếp theo."), off=off)
    steps.append(Step(opening, (words,), ROLL_CITATION))
    return last, day, tuple(passed)


def _of_week(off: DayOff, calendar: Calendar) -> bool:
    """Whether it is off for its weekday alone."""
    return calendar.day_off(off.day) is None


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
        why = verbatim(wording.citation)
        if wording in coming:
            words = N_("Quy định mới có hiệu lực từ {day}, luật không nói việc đang dở theo bản nào.")
            why = said(words, day=vn_date(wording.in_force_from))
        told.append(Reading(wording.name, count(wording, choices), why))
    if case.rests:
        other = replace(choices, uses_day_of_rest=not choices.uses_day_of_rest)
        why = said(N_("Nếu tính ngày tạm đình chỉ là ngày đã dùng."))
        if choices.uses_day_of_rest:
            why = said(N_("Nếu không tính ngày tạm đình chỉ là ngày đã dùng."))
        told.append(Reading(found.wording.name, count(found.wording, other), why))
    if found.wording.is_effect:
        other = replace(choices, effect_after=not choices.effect_after)
        why = said(N_("Nếu hiểu là ngày liền sau thời hạn."))
        if choices.effect_after:
            why = said(N_("Nếu hiểu là ngày thứ cuối của thời hạn."))
        told.append(Reading(found.wording.name, count(found.wording, other), why))
    return tuple(reading for reading in told if reading.due != found.due)
