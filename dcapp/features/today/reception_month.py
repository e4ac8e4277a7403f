"""Whether the chairman receives as often as the law asks, as the Monday sheet says it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.visits.models import ReceptionSession
from dcapp.features.visits.schedule_queries import days_in_person
from dcapp.features.visits.schedule_rules import Shortfall, reach_of, shortfalls, stretches
from dcapp.features.visits.terms import SessionState
from dcapp.kernel.dates import last_day_of_month
from dcapp.printing.official import official
from dcapp.rules.reception import Per


def reception_said(uow: UnitOfWork, day: date) -> str:
    """How the month of a day stands: days held and still planned in person, and what the law asks for (TCD-01).

    "" for who may not see the schedule, for an office that keeps none, and before the law of 2013.
    """
    if not uow.may("visits.view") or uow.session.scalar(select(ReceptionSession.id).limit(1)) is None:
        return ""
    first, last = day.replace(day=1), last_day_of_month(day.year, day.month)
    asked = stretches(first, last)
    if not asked:
        return ""
    since, until = reach_of(first, last)
    held = days_in_person(uow, since, until, SessionState.HELD)
    planned = days_in_person(uow, since, until, SessionState.PLANNED) - held
    frequency = asked[-1].frequency
    per = official("tuần") if frequency.per is Per.WEEK else official("tháng")
    return official(
        "Chủ tịch trực tiếp tiếp công dân tháng {month}/{year}: đã tiếp {held} ngày, còn lịch {planned} ngày; "
        "luật yêu cầu ít nhất {days} ngày mỗi {per}: {verdict}.",
        month=first.month,
        year=first.year,
        held=sum(first <= one <= last for one in held),
        planned=sum(first <= one <= last for one in planned),
        days=frequency.days,
        per=per,
        verdict=_verdict(shortfalls(held | planned, first, last)),
    )


def _verdict(short: tuple[Shortfall, ...]) -> str:
    if not short:
        return official("đủ")
    weeks = [one.stretch.first for one in short if one.stretch.frequency.per is Per.WEEK]
    if weeks:
        return official("thiếu tuần từ {days}", days=", ".join(f"{one.day}/{one.month}" for one in weeks))
    [month] = short
    return official("còn thiếu {days} ngày", days=month.stretch.frequency.days - month.got)
