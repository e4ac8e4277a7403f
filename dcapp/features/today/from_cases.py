"""What letters and cases have due: letters to be handled, statutory last days of cases, things to be carried out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from dcapp.features.cases.hot_spots import RED_LINE
from dcapp.features.cases.models import CaseExecution, CaseFile
from dcapp.features.cases.queries import seen as seen_cases
from dcapp.features.cases.terms import CASE_KINDS, EXECUTION_KINDS, CaseKind
from dcapp.features.letters.models import Letter
from dcapp.features.letters.queries import seen as seen_letters
from dcapp.features.letters.terms import LETTER_KINDS, LetterKind, LetterState
from dcapp.features.plan.models import shortened
from dcapp.features.today.lines import DueLine, Step
from dcapp.features.today.looking import Due, Reading, joined
from dcapp.features.today.rules import deadline_chip
from dcapp.features.today.terms import Scope
from dcapp.kernel.i18n import N_, ngettext
from dcapp.kernel.ids import OfficerId
from dcapp.rules.workflows import workflow_of

LETTERS = "letters"
WRITERS = "cases.edit"
TO_HANDLE = N_("{kind}: {title}")
RED = N_("quá {count} ngày chưa xử lý")
SORT_OUT, DECIDE, OPEN_CASE, WRITE_PROGRESS = N_("Phân loại"), N_("Quyết định"), N_("Mở vụ việc"), N_("Ghi kết quả")


def letters_due(reading: Reading) -> tuple[Due, ...]:
    """Letters that nobody has handled and that belong to no case yet; paper tells no restricted one."""
    if not reading.uow.may("cases.list"):
        return ()
    statement = select(Letter.id.label("id"), Letter.due_on.label("day")).where(
        Letter.due_on.is_not(None),
        Letter.state != LetterState.HANDLED,
        Letter.case_id.is_(None),
        seen_letters(reading.uow),
    )
    if reading.scope is Scope.MINE:
        statement = statement.where(_mine(reading, Letter.handler_id))
    if reading.on_paper:
        statement = statement.where(Letter.is_restricted.is_(False), Letter.kind != LetterKind.DENUNCIATION)
    return (
        Due(
            kind="Letter",
            page=LETTERS,
            counted=lambda number: ngettext("{count} đơn chưa xử lý", "{count} đơn chưa xử lý", number),
            statement=statement,
            told=partial(_letters, reading),
        ),
    )


def _mine(reading: Reading, handler: InstrumentedAttribute[OfficerId | None]) -> ColumnElement[bool]:
    """What was given to the viewer, and what was given to nobody where the viewer keeps the book."""
    given = handler.in_(reading.me)
    return or_(given, handler.is_(None)) if reading.uow.may(WRITERS) else given


def _letters(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    lines = []
    for letter in reading.uow.session.scalars(select(Letter).where(Letter.id.in_(ids))):
        day = _told_day(letter.due_on)
        group = reading.bounds.group_of(day)
        is_red = letter.received_on < reading.today - timedelta(days=RED_LINE)
        is_sealed = letter.kind is LetterKind.DENUNCIATION
        is_decided = letter.state is LetterState.PROPOSED
        lines.append(
            DueLine(
                kind="Letter",
                record_id=letter.id,
                group=group,
                icon="warning" if is_red else "papers",
                title=reading.say(TO_HANDLE, kind=reading.say(LETTER_KINDS[letter.kind]), title=letter.title),
                detail=joined(
                    "" if is_sealed else shortened(letter.gist),
                    "" if is_sealed else letter.village,
                    reading.say(RED, count=RED_LINE) if is_red else "",
                ),
                chip=deadline_chip(day, reading.today, reading.calendar),
                step=Step(reading.say(DECIDE if is_decided else SORT_OUT), LETTERS, ("Letter", letter.id), "triage"),
                officer_id=letter.handler_id,
                deputy_for=reading.stands_for(letter.handler_id),
                due_on=day,
                last_on=day,
                advised_on=reading.calendar.on_or_before(day),
                is_new=reading.has_become_due(group, day),
            )
        )
    return lines


def cases_due(reading: Reading) -> tuple[Due, ...]:
    """Cases whose clock runs, and what a decision orders; paper tells no restricted one."""
    if not reading.uow.may("cases.list"):
        return ()
    shown = [seen_cases(reading.uow)]
    if reading.scope is Scope.MINE:
        shown.append(_mine(reading, CaseFile.handler_id))
    if reading.on_paper:
        shown += [CaseFile.is_restricted.is_(False), CaseFile.kind != CaseKind.DENUNCIATION]
    running = select(CaseFile.id.label("id"), CaseFile.due_on.label("day")).where(
        CaseFile.due_on.is_not(None), CaseFile.is_paused.is_(False), *shown
    )
    ordered = (
        select(CaseExecution.id.label("id"), CaseExecution.due_on.label("day"))
        .join(CaseFile, CaseFile.id == CaseExecution.case_id)
        .where(CaseExecution.done_on.is_(None), CaseExecution.due_on.is_not(None), *shown)
    )
    return (
        Due(
            kind="CaseFile",
            page=LETTERS,
            counted=lambda number: ngettext("{count} vụ việc đến hạn", "{count} vụ việc đến hạn", number),
            statement=running,
            told=partial(_cases, reading),
        ),
        Due(
            kind="CaseExecution",
            page=LETTERS,
            counted=lambda number: ngettext("{count} việc phải thi hành", "{count} việc phải thi hành", number),
            statement=ordered,
            told=partial(_executions, reading),
        ),
    )


def _cases(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    lines = []
    for case in reading.uow.session.scalars(select(CaseFile).where(CaseFile.id.in_(ids))):
        day = _told_day(case.due_on)
        group = reading.bounds.group_of(day)
        is_sealed = case.kind is CaseKind.DENUNCIATION
        lines.append(
            DueLine(
                kind="CaseFile",
                record_id=case.id,
                group=group,
                icon="sealed" if is_sealed else "law",
                title=joined(case.code, "" if is_sealed else case.sender),
                detail=joined(
                    reading.say(CASE_KINDS[case.kind]),
                    workflow_of(case.workflow).state(case.state).title,
                    "" if is_sealed else shortened(case.gist),
                    case.handler,
                ),
                chip=deadline_chip(day, reading.today, reading.calendar),
                step=Step(reading.say(OPEN_CASE), LETTERS, ("CaseFile", case.id)),
                officer_id=case.handler_id,
                owner=case.handler,
                deputy_for=reading.stands_for(case.handler_id),
                due_on=day,
                last_on=day,
                advised_on=reading.calendar.on_or_before(day),
                is_new=reading.has_become_due(group, day),
            )
        )
    return lines


def _executions(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    statement = (select(CaseExecution, CaseFile).join(CaseFile, CaseFile.id == CaseExecution.case_id)).where(
        CaseExecution.id.in_(ids)
    )
    lines = []
    for item, case in reading.uow.session.execute(statement):
        day = _told_day(item.due_on)
        group = reading.bounds.group_of(day)
        is_sealed = case.kind is CaseKind.DENUNCIATION
        lines.append(
            DueLine(
                kind="CaseExecution",
                record_id=item.id,
                group=group,
                icon="done",
                title=joined(case.code, reading.say(EXECUTION_KINDS[item.kind]) if is_sealed else shortened(item.what)),
                detail="" if is_sealed else joined(reading.say(EXECUTION_KINDS[item.kind]), item.who),
                chip=deadline_chip(day, reading.today, reading.calendar),
                step=Step(reading.say(WRITE_PROGRESS), LETTERS, ("CaseFile", case.id), "execution"),
                officer_id=case.handler_id,
                owner="" if is_sealed else item.who,
                due_on=day,
                last_on=day,
                advised_on=reading.calendar.on_or_before(day),
                is_new=reading.has_become_due(group, day),
            )
        )
    return lines


def _told_day(day: date | None) -> date:
    if day is None:
        raise ValueError("only what has a last day is told")
    return day
