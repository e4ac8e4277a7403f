"""What the papers slice has due: work with legal documents, incoming papers to answer, documents that expire."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from dcapp.features.papers.models import IncomingPaper, Paper, PaperFollowUp
from dcapp.features.papers.terms import FOLLOW_UP_KINDS
from dcapp.features.plan.models import shortened
from dcapp.features.today.lines import DueLine, Step
from dcapp.features.today.looking import Due, Reading, joined
from dcapp.features.today.rules import EXPIRY_DAYS, deadline_chip, expiry_chip
from dcapp.features.today.terms import Group, Scope
from dcapp.kernel.i18n import N_, ngettext

PAPERS = "papers"
KEPT_WITH = "papers.edit"
BOOK, INCOMING = N_("Văn bản"), N_("Văn bản đến")
ANSWER = N_("Trả lời {paper} của {author}")
EXPIRES = N_("{paper} hết hiệu lực")
OPEN_PAPER, OPEN_INCOMING = N_("Mở văn bản"), N_("Ghi trả lời")


def papers_due(reading: Reading) -> tuple[Due, ...]:
    """Dissemination and reviews by their day, incoming papers that ask for an answer, documents about to expire."""
    is_keeper = reading.scope is Scope.OFFICE or reading.uow.may(KEPT_WITH)
    answers = Due(
        kind="IncomingPaper",
        page=PAPERS,
        counted=lambda number: ngettext("{count} văn bản cần trả lời", "{count} văn bản cần trả lời", number),
        statement=select(IncomingPaper.id.label("id"), IncomingPaper.due_on.label("day")).where(
            IncomingPaper.due_on.is_not(None),
            IncomingPaper.answered_by == "",
            reading.mine(IncomingPaper.handler, keeper=KEPT_WITH),
        ),
        told=partial(_answers, reading),
    )
    if not is_keeper:
        return (answers,)
    follow_ups = Due(
        kind="PaperFollowUp",
        page=PAPERS,
        counted=lambda number: ngettext("{count} việc với văn bản", "{count} việc với văn bản", number),
        statement=select(PaperFollowUp.id.label("id"), PaperFollowUp.due_on.label("day")).where(
            PaperFollowUp.due_on.is_not(None), PaperFollowUp.done_on.is_(None)
        ),
        told=partial(_follow_ups, reading),
    )
    expiring = Due(
        kind="Paper",
        page=PAPERS,
        counted=lambda number: ngettext("{count} văn bản hết hiệu lực", "{count} văn bản hết hiệu lực", number),
        statement=select(Paper.id.label("id"), Paper.in_force_to.label("day")).where(
            Paper.in_force_to.between(reading.today, reading.today + timedelta(days=EXPIRY_DAYS)),
            Paper.replaced_by_id.is_(None),
        ),
        told=partial(_expiring, reading),
        group=Group.EXPIRING,
    )
    return (answers, follow_ups, expiring)


def _deadline(reading: Reading, day: date | None) -> dict[str, Any]:
    group = reading.bounds.group_of(day)
    return {
        "group": group,
        "chip": deadline_chip(day, reading.today, reading.calendar),
        "due_on": day,
        "last_on": day,
        "advised_on": reading.calendar.on_or_before(day) if day else None,
        "is_new": reading.has_become_due(group, day),
    }


def _answers(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    lines = []
    for row in reading.uow.session.scalars(select(IncomingPaper).where(IncomingPaper.id.in_(ids))):
        name = f"{row.type_name} {row.number}".strip() or reading.say(BOOK).lower()
        lines.append(
            DueLine(
                kind="IncomingPaper",
                record_id=row.id,
                icon="import",
                title=reading.say(ANSWER, paper=name, author=row.author),
                detail=joined(reading.say(INCOMING), row.handler, shortened(row.subject)),
                step=Step(reading.say(OPEN_INCOMING), PAPERS, ("IncomingPaper", row.id), "edit"),
                owner=row.handler,
                **_deadline(reading, row.due_on),
            )
        )
    return lines


def _follow_ups(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    statement = (
        select(PaperFollowUp.id, PaperFollowUp.kind, PaperFollowUp.due_on, PaperFollowUp.note, Paper)
        .join(Paper, Paper.id == PaperFollowUp.paper_id)
        .where(PaperFollowUp.id.in_(ids))
    )
    return [
        DueLine(
            kind="PaperFollowUp",
            record_id=row.id,
            icon="law",
            title=f"{reading.say(FOLLOW_UP_KINDS[row.kind])} {row.Paper.name}",
            detail=joined(reading.say(BOOK), shortened(row.Paper.subject), shortened(row.note)),
            step=Step(reading.say(OPEN_PAPER), PAPERS, ("Paper", row.Paper.id)),
            **_deadline(reading, row.due_on),
        )
        for row in reading.uow.session.execute(statement)
    ]


def _expiring(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    lines = []
    for paper in reading.uow.session.scalars(select(Paper).where(Paper.id.in_(ids))):
        until = paper.in_force_to or reading.today
        lines.append(
            DueLine(
                kind="Paper",
                record_id=paper.id,
                group=Group.EXPIRING,
                icon="law",
                title=reading.say(EXPIRES, paper=paper.name),
                detail=joined(reading.say(BOOK), shortened(paper.subject)),
                chip=expiry_chip(until, reading.today),
                step=Step(reading.say(OPEN_PAPER), PAPERS, ("Paper", paper.id)),
                due_on=until,
                last_on=until,
            )
        )
    return lines
