"""Invented work in any quantity (lệnh fill): to try the program out and to measure it, never beside real work."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.commitments.models import Commitment
from dcapp.features.office.models import Office
from dcapp.features.papers.models import IncomingPaper, IssuedPaper
from dcapp.features.plan.models import (
    ObligationAddressee,
    Plan,
    PlanAssignment,
    PlanDuty,
    PlanObligation,
    PlanPassage,
)
from dcapp.features.plan.terms import PassageKind, Rhythm
from dcapp.features.visits.models import DutyShift, OpeningFigure, ReceptionSession, Visit
from dcapp.filling.tasks import INVENTED, Invention, fill_tasks
from dcapp.filling.visits import RECORDER, fill_visits
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import PlanId

WORDS = Path(__file__).parents[2] / "data" / "sample" / "fill.toml"
MOST = 1_000_000
OBLIGED = 0.2
"""Share of the duties that also make an obligation."""


@allowed("fill", undo=None)
def fill_office(uow: UnitOfWork, year: int, tasks: int, seed: int, visits: int = 0) -> dict[str, int]:
    """Add invented rows to the practice commune, or to an office that holds only such: a plan with `tasks` duties, as
    many tasks that they ask for and some obligations; `visits` of citizens in the ten years up to `year`.

    The same seed gives the same words. Returns {"count": tasks, "obligations": obligations}, and with visits also
    {"visits", "people", "commitments"}. Raises RuleViolation for an office with rows of its own, Invalid for a year or
    number out of bounds.
    """
    if not 1990 <= year <= 2100:
        raise Invalid(_("Năm của kế hoạch phải từ 1990 đến 2100."), field="year")
    if not 0 <= tasks <= MOST:
        raise Invalid(_("Số việc phải từ 0 đến {most}.").format(most=MOST), field="tasks")
    if not 0 <= visits <= MOST:
        raise Invalid(_("Số lượt tiếp phải từ 0 đến {most}.").format(most=MOST), field="visits")
    refuse_real_rows(uow)
    counts = _fill_plan(uow, year, tasks, seed) if tasks else {"count": 0, "obligations": 0}
    return counts | (fill_visits(uow, year, visits, seed) if visits else {})


def _fill_plan(uow: UnitOfWork, year: int, tasks: int, seed: int) -> dict[str, int]:
    choose = random.Random(f"{seed}:{year}:{tasks}")
    words = _words()
    plan_id = _plan(uow, year, words)
    assignments = _assignments(uow, plan_id, words)
    duties = [_duty(choose, words, plan_id, year, number, assignments) for number in range(tasks)]
    duty_ids = uow.bulk(PlanDuty, duties, label=INVENTED)
    obliged = [duty for duty in duties if choose.random() < OBLIGED]
    counts = {"count": tasks, "obligations": _obligations(uow, choose, words, plan_id, year, obliged)}
    fill_tasks(uow, Invention(random.Random(f"tasks:{seed}:{year}:{tasks}"), words, plan_id, year), duty_ids, duties)
    return counts


def refuse_real_rows(uow: UnitOfWork) -> None:
    """Refuse an office that keeps real work: neither the practice commune nor one that was only ever filled."""
    if uow.session.scalar(select(Office.is_sample).limit(1)):
        return
    real = [
        select(Plan.id).where(Plan.source_name != INVENTED),
        select(IncomingPaper.id),
        select(IssuedPaper.id),
        select(Visit.id).where(Visit.recorder != RECORDER),
        select(Commitment.id).where(Commitment.book == ""),
        *(select(kind.id) for kind in (ReceptionSession, DutyShift, OpeningFigure)),
    ]
    if any(uow.session.scalar(statement.limit(1)) is not None for statement in real):
        raise RuleViolation(
            _("Đơn vị này có dữ liệu thật nên không thêm dữ liệu giả. Dùng xã mẫu để thử: init --sample.")
        )


@lru_cache(maxsize=1)
def _words() -> Mapping[str, list[str]]:
    return tomllib.loads(WORDS.read_text("utf-8"))


def _plan(uow: UnitOfWork, year: int, words: Mapping[str, list[str]]) -> PlanId:
    plan = uow.add(
        Plan(
            year=year,
            type_name="Kế hoạch",
            subject=_("dữ liệu giả để thử, năm {year}").format(year=year),
            issuer=_("Không có thật"),
            source_name=INVENTED,
            addressees=[],
        )
    )
    for position, part in enumerate(words["parts"], start=1):
        uow.session.add(
            PlanPassage(plan_id=plan.id, position=position, kind=PassageKind.ITEM, marker=f"{position}.", text=part)
        )
    return plan.id


def _assignments(uow: UnitOfWork, plan_id: PlanId, words: Mapping[str, list[str]]) -> list[tuple[int, str]]:
    rows = [
        {"plan_id": plan_id, "position": position, "number": str(position + 1), "officer": unit}
        for position, unit in enumerate(words["units"])
    ]
    return list(zip(uow.bulk(PlanAssignment, rows, label=INVENTED), words["units"], strict=True))


def _duty(
    choose: random.Random,
    words: Mapping[str, list[str]],
    plan_id: PlanId,
    year: int,
    number: int,
    assignments: list[tuple[int, str]],
) -> dict[str, Any]:
    assignment_id, unit = choose.choice(assignments)
    what = f"{choose.choice(words['verbs'])} {choose.choice(words['matters'])}"
    place, manner = choose.choice(words["places"]), choose.choice(words["manners"])
    tail = choose.choice((f" {place}", f" {place}, {manner}", f", {manner}", f" {place}; {manner}"))
    return {
        "plan_id": plan_id,
        "assignment_id": assignment_id,
        "position": number,
        "text": f"{what}{tail}.",
        "officer": unit,
        "section": f"{choose.randrange(1, len(words['parts']) + 1)}",
        "section_order": number + 1,
        "due_on": _day(choose, year) if choose.random() < 0.7 else None,
    }


def _day(choose: random.Random, year: int) -> date:
    return date(year, 1, 5) + timedelta(days=choose.randrange(355))


def _obligations(
    uow: UnitOfWork,
    choose: random.Random,
    words: Mapping[str, list[str]],
    plan_id: PlanId,
    year: int,
    duties: list[dict[str, Any]],
) -> int:
    rows = []
    for position, duty in enumerate(duties):
        to = choose.choice(words["addressees"])
        every = choose.choice((None, None, Rhythm.MONTHLY, Rhythm.QUARTERLY, Rhythm.ANNUAL))
        rows.append(
            {
                "plan_id": plan_id,
                "position": position,
                "what": f"{choose.choice(words['reports'])}: {duty['text'].rstrip('.')}",
                "who": [duty["officer"]],
                "due_on": None if every else _day(choose, year),
                "is_before": every is None,
                "day": choose.randrange(1, 29) if every is Rhythm.MONTHLY else None,
                "every": every,
                "addressee_line": to,
                "section": duty["section"],
            }
        )
    numbers = uow.bulk(PlanObligation, rows, label=INVENTED)
    addressees = [
        {"obligation_id": number, "position": 0, "name": row["addressee_line"]}
        for number, row in zip(numbers, rows, strict=True)
    ]
    uow.bulk(ObligationAddressee, addressees, label=INVENTED)
    return len(numbers)
