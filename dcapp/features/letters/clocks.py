"""The statutory clocks of letters and cases: started, met, stopped, paused, extended, counted anew.

Nobody calls these from a screen: the use cases of letters and cases do, inside their own transaction. Every day is
counted by the office's clock (`dcapp.features.office.rulebook`); what a count depends on stands beside it as facts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.letters.models import Letter, StatutoryClock
from dcapp.features.letters.terms import ClockState
from dcapp.features.office.recounting import moved
from dcapp.features.office.rulebook import OfficeClock, clock_of
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CaseId, ClockId, LetterId
from dcapp.kernel.text import nfc
from dcapp.rules.deadlines import DeadlineRule, Direction, Wording, shipped_book
from dcapp.rules.due import Case, Deadline, Pausing

OPEN = (ClockState.RUNNING, ClockState.PAUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the count of a clock depends on; `pauses` are pairs of days, the last one open while the matter rests."""

    is_complex: bool = False
    is_remote: bool | None = None
    criteria: tuple[str, ...] = ()
    extensions: int = 0
    accepted_again: date | None = None
    pauses: tuple[tuple[date, date | None], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The facts as they are kept."""
        return {
            "is_complex": self.is_complex,
            "is_remote": self.is_remote,
            "criteria": list(self.criteria),
            "extensions": self.extensions,
            "accepted_again": self.accepted_again and self.accepted_again.isoformat(),
            "pauses": [[one.isoformat(), to and to.isoformat()] for one, to in self.pauses],
        }

    @property
    def case(self) -> Case:
        """The same for the counter; a rest that has not ended is not counted yet."""
        ended = tuple(Pausing(one, to) for one, to in self.pauses if to is not None)
        return Case(
            is_complex=self.is_complex,
            is_remote=self.is_remote,
            extensions=self.extensions,
            criteria=self.criteria,
            accepted_again=self.accepted_again,
            pausings=ended,
        )


PLAIN = Facts()


def facts_from(kept: dict[str, Any]) -> Facts:
    """The facts out of what is kept."""
    again = kept.get("accepted_again")
    return Facts(
        is_complex=bool(kept.get("is_complex", False)),
        is_remote=kept.get("is_remote"),
        criteria=tuple(kept.get("criteria", ())),
        extensions=int(kept.get("extensions", 0)),
        accepted_again=date.fromisoformat(again) if again else None,
        pauses=tuple(
            (date.fromisoformat(one), date.fromisoformat(to) if to else None) for one, to in kept.get("pauses", ())
        ),
    )


@dataclass(frozen=True, slots=True)
class ClockCard:
    """A clock as screens show it; `is_effect`: something takes effect on that day, nothing has to be done by it."""

    id: ClockId
    rule: str
    title: str
    start_on: date
    due_on: date
    warn_on: date
    state: ClockState
    met_on: date | None
    reason: str
    is_effect: bool
    facts: Facts

    def days_left(self, today: date) -> int:
        """How many days are left; below zero where the last day has passed."""
        return (self.due_on - today).days

    @property
    def was_late(self) -> bool:
        """It was met after its last day."""
        return self.met_on is not None and self.met_on > self.due_on and not self.is_effect


def start_clock(
    uow: UnitOfWork,
    rule: str,
    start_on: date,
    *,
    letter_id: LetterId | None = None,
    case_id: CaseId | None = None,
    facts: Facts = PLAIN,
) -> ClockId | None:
    """Start a clock, or bring the one of the same rule that is open up to date.

    None where the law knew no such limit on that day, or sets no number of days: then nothing runs.
    """
    owner = _owner(letter_id, case_id)
    if _wording_of(uow, rule, start_on) is None:
        return None
    line = _open_of(uow, rule, owner)
    kept = facts_from(line.facts) if line is not None and facts == PLAIN else facts
    found = clock_of(uow).reckon(rule, start_on, kept.case)
    if line is None:
        line = StatutoryClock(rule=rule, letter_id=letter_id, case_id=case_id, state=ClockState.RUNNING)
        line.start_on, line.due_on, line.warn_on, line.facts = start_on, found.due, found.warn_on, kept.as_json()
        uow.add(line)
    else:
        line.start_on, line.due_on, line.warn_on, line.facts = start_on, found.due, found.warn_on, kept.as_json()
        uow.session.flush()
    _keep_letter(uow, letter_id)
    return line.id


def meet_clock(
    uow: UnitOfWork,
    rule: str,
    met_on: date,
    *,
    letter_id: LetterId | None = None,
    case_id: CaseId | None = None,
    reason: str = "",
) -> None:
    """What a clock waits for was done; after its last day a reason is needed. Nothing happens where none is open."""
    line = _open_of(uow, rule, _owner(letter_id, case_id))
    if line is None:
        return
    known = _shipped_rule(line.rule)
    if met_on < line.start_on and (known is None or not _is_backward(known)):
        message = _("Ngày thực hiện sớm hơn ngày bắt đầu tính hạn {day}.").format(day=vn_date(line.start_on))
        raise Invalid(message, field="met_on")
    words = nfc(reason).strip()
    is_late = met_on > line.due_on and line.state is ClockState.RUNNING and line.rule not in effect_rules()
    if is_late and not words:
        title = known.title if known is not None else line.rule
        message = _("Làm sau hạn {day} ({title}). Ghi lý do chậm.").format(day=vn_date(line.due_on), title=title)
        raise Invalid(message, field="reason")
    line.state, line.met_on, line.reason = ClockState.MET, met_on, words if is_late else ""
    uow.session.flush()
    _keep_letter(uow, letter_id)


def stop_clocks(
    uow: UnitOfWork,
    *,
    letter_id: LetterId | None = None,
    case_id: CaseId | None = None,
    rules: Collection[str] | None = None,
    reason: str,
) -> None:
    """Nothing is waited for any more; `rules` None: of no rule at all."""
    for line in _open_lines(uow, _owner(letter_id, case_id), rules):
        line.state, line.reason = ClockState.STOPPED, nfc(reason).strip()
    uow.session.flush()
    _keep_letter(uow, letter_id)


def pause_clocks(
    uow: UnitOfWork,
    since: date,
    *,
    letter_id: LetterId | None = None,
    case_id: CaseId | None = None,
    rules: Collection[str] | None = None,
) -> tuple[str, ...]:
    """The matter rests from a day on: clocks whose rule knows a suspension stand still. Gives their rules.

    What had run out before goes on: a rest does not mend a limit that was missed.
    """
    clock = clock_of(uow)
    rested: list[str] = []
    for line in _open_lines(uow, _owner(letter_id, case_id), rules):
        if line.state is not ClockState.RUNNING or not _may_rest(clock, line, since):
            continue
        facts = facts_from(line.facts)
        line.facts = replace(facts, pauses=(*facts.pauses, (since, None))).as_json()
        line.state = ClockState.PAUSED
        rested.append(line.rule)
    uow.session.flush()
    _keep_letter(uow, letter_id)
    return tuple(rested)


def resume_clocks(
    uow: UnitOfWork,
    on: date,
    *,
    letter_id: LetterId | None = None,
    case_id: CaseId | None = None,
) -> None:
    """The matter goes on: what stood still is counted on from that day."""
    clock = clock_of(uow)
    for line in _open_lines(uow, _owner(letter_id, case_id), None):
        if line.state is not ClockState.PAUSED:
            continue
        facts = facts_from(line.facts)
        since = facts.pauses[-1][0]
        if on < since:
            message = _("Ngày tiếp tục sớm hơn ngày tạm đình chỉ {day}.").format(day=vn_date(since))
            raise Invalid(message, field="met_on")
        _set_facts(clock, line, replace(facts, pauses=(*facts.pauses[:-1], (since, on))))
        line.state = ClockState.RUNNING
    uow.session.flush()
    _keep_letter(uow, letter_id)


def change_facts(
    uow: UnitOfWork,
    rule: str,
    facts: Facts,
    *,
    letter_id: LetterId | None = None,
    case_id: CaseId | None = None,
) -> None:
    """Count an open clock with other facts: complex, remote, extended, accepted anew. RuleViolation as the counter."""
    line = _open_of(uow, rule, _owner(letter_id, case_id))
    if line is None:
        raise RuleViolation(_("Không có thời hạn {rule} đang tính.").format(rule=rule))
    _set_facts(clock_of(uow), line, facts)
    uow.session.flush()
    _keep_letter(uow, letter_id)


def facts_of(
    uow: UnitOfWork, rule: str, *, letter_id: LetterId | None = None, case_id: CaseId | None = None
) -> Facts | None:
    """The facts of an open clock, or None where none is open."""
    line = _open_of(uow, rule, _owner(letter_id, case_id))
    return facts_from(line.facts) if line is not None else None


def clocks_of(
    uow: UnitOfWork, *, letter_id: LetterId | None = None, case_id: CaseId | None = None
) -> tuple[ClockCard, ...]:
    """Every clock of a letter or a case: what runs first, the earliest last day first; then what is done."""
    order = {ClockState.RUNNING: 0, ClockState.PAUSED: 1, ClockState.MET: 2, ClockState.STOPPED: 3}
    lines = uow.session.scalars(select(StatutoryClock).where(_owner(letter_id, case_id)))
    return tuple(sorted((card_of(line) for line in lines), key=lambda one: (order[one.state], one.due_on, one.id)))


def card_of(line: StatutoryClock) -> ClockCard:
    """A clock as a card."""
    known = _shipped_rule(line.rule)
    return ClockCard(
        line.id,
        line.rule,
        known.title if known is not None else line.rule,
        line.start_on,
        line.due_on,
        line.warn_on,
        line.state,
        line.met_on,
        line.reason,
        line.rule in effect_rules(),
        facts_from(line.facts),
    )


def explained(uow: UnitOfWork, clock_id: ClockId) -> Deadline:
    """How the last day of a clock came about, counted as the office counts today."""
    line = uow.get(StatutoryClock, clock_id)
    return clock_of(uow).reckon(line.rule, line.start_on, facts_from(line.facts).case)


def earliest_due(uow: UnitOfWork, *, letter_id: LetterId | None = None, case_id: CaseId | None = None) -> date | None:
    """The earliest last day of what runs and asks for something to be done."""
    running = (StatutoryClock.state == ClockState.RUNNING, StatutoryClock.rule.not_in(sorted(effect_rules())))
    return uow.session.scalar(select(func.min(StatutoryClock.due_on)).where(_owner(letter_id, case_id), *running))


def recount(uow: UnitOfWork, cause: str) -> None:
    """Another calendar or rule: the running clocks of letters are counted anew, each move is written down."""
    for line, before in recounted(uow, StatutoryClock.letter_id.is_not(None)):
        letter = uow.session.get(Letter, line.letter_id)
        if letter is None:
            continue
        _keep_letter(uow, letter.id)
        moved(uow, letter, title=letter.title, rule=line.rule, before=before, after=line.due_on, cause=cause)
    uow.session.flush()


def recounted(uow: UnitOfWork, whose: ColumnElement[bool]) -> list[tuple[StatutoryClock, date]]:
    """Count these running clocks anew; gives each one whose last day moved, with the day before."""
    running = StatutoryClock.state == ClockState.RUNNING
    lines = uow.session.scalars(select(StatutoryClock).where(running, whose).order_by(StatutoryClock.id)).all()
    clock = clock_of(uow) if lines else None
    moves: list[tuple[StatutoryClock, date]] = []
    for line in lines:
        if clock is None:
            break
        before = line.due_on
        found = clock.reckon(line.rule, line.start_on, facts_from(line.facts).case)
        if (found.due, found.warn_on) != (line.due_on, line.warn_on):
            line.due_on, line.warn_on = found.due, found.warn_on
        if found.due != before:
            moves.append((line, before))
    uow.session.flush()
    return moves


@cache
def effect_rules() -> frozenset[str]:
    """Rules that say when something takes effect: nobody is late there."""
    return frozenset(rule.name for rule in shipped_book().rules if any(one.is_effect for one in rule.wordings))


def _owner(letter_id: LetterId | None, case_id: CaseId | None) -> ColumnElement[bool]:
    if (letter_id is None) == (case_id is None):
        raise ValueError("a clock belongs to a letter or to a case")
    if letter_id is not None:
        return StatutoryClock.letter_id == letter_id
    return StatutoryClock.case_id == case_id


def _open_of(uow: UnitOfWork, rule: str, owner: ColumnElement[bool]) -> StatutoryClock | None:
    mine = (owner, StatutoryClock.rule == rule, StatutoryClock.state.in_(OPEN))
    return uow.session.scalar(select(StatutoryClock).where(*mine).order_by(StatutoryClock.id.desc()).limit(1))


def _open_lines(uow: UnitOfWork, owner: ColumnElement[bool], rules: Collection[str] | None) -> Iterable[StatutoryClock]:
    mine = [owner, StatutoryClock.state.in_(OPEN)]
    if rules is not None:
        mine.append(StatutoryClock.rule.in_(sorted(rules)))
    return uow.session.scalars(select(StatutoryClock).where(*mine).order_by(StatutoryClock.id)).all()


def _set_facts(clock: OfficeClock, line: StatutoryClock, facts: Facts) -> None:
    found = clock.reckon(line.rule, line.start_on, facts.case)
    line.facts, line.due_on, line.warn_on = facts.as_json(), found.due, found.warn_on


def _may_rest(clock: OfficeClock, line: StatutoryClock, since: date) -> bool:
    """Whether the rule knows a suspension and had time left on that day."""
    case = facts_from(line.facts).case
    tried = replace(case, pausings=(*case.pausings, Pausing(since, since)))
    try:
        clock.reckon(line.rule, line.start_on, tried)
    except RuleViolation:
        return False
    return True


def _wording_of(uow: UnitOfWork, rule: str, day: date) -> Wording | None:
    """The wording that holds on a day and sets a number of days."""
    known, asked = clock_of(uow).book.find(rule)
    held = (asked,) if asked is not None else known.on(day)
    return held[0] if held and held[0].days is not None else None


def _shipped_rule(name: str) -> DeadlineRule | None:
    try:
        return shipped_book().find(name)[0]
    except RuleViolation:
        return None


def _is_backward(rule: DeadlineRule) -> bool:
    return any(wording.direction is Direction.BACKWARD for wording in rule.wordings)


def _keep_letter(uow: UnitOfWork, letter_id: LetterId | None) -> None:
    """The letter's own last day follows its clocks."""
    letter = uow.session.get(Letter, letter_id) if letter_id is not None else None
    if letter is not None:
        letter.due_on = earliest_due(uow, letter_id=letter.id)
        uow.session.flush()
