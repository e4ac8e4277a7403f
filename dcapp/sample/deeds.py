"""What officers of the practice commune do with a task: notes, evidence, receipts, reminders, difficulties, changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from dcapp.features.tasks.adjusting import (
    AdjustForm,
    DifficultyForm,
    adjust_task,
    answer_difficulty,
    raise_difficulty,
)
from dcapp.features.tasks.delivering import receive_delivery
from dcapp.features.tasks.following import NoteForm, add_evidence, note_progress, remind
from dcapp.features.tasks.queries import TaskCard, task_card
from dcapp.features.tasks.terms import AdjustmentKind, DifficultyState
from dcapp.sample.evidence import evidence_called
from dcapp.sample.telling import Story, Told

BEGUN_BEFORE = 6
"""So many days before it is done, work on a period begins."""


def do(story: Story, key: str, told: Told) -> None:
    """Do with a task what is told: the names of the entries say what, several are done in the order below."""
    card: TaskCard = story.run(task_card, story.tasks[key])
    for name, deed in DEEDS.items():
        if name in told:
            deed(story, card, told)


def _evidence(story: Story, card: TaskCard, told: Told) -> None:
    story.run(add_evidence, card.id, told["evidence"], evidence_called(told["evidence"], card.title))


def _note(story: Story, card: TaskCard, told: Told) -> None:
    reached = dict(told.get("reached", {}))
    form = NoteForm(
        percent=told.get("percent"),
        words=told["note"],
        closing_reason=told.get("reason", ""),
        actuals=tuple((target.id, reached[target.name]) for target in card.targets if target.name in reached),
    )
    story.run(note_progress, card.id, form)


def _receive(story: Story, card: TaskCard, told: Told) -> None:
    """`received`: names of senders, or of addressees where the office itself sends to several."""
    for line in card.deliveries:
        if line.sender in told["received"] or line.addressee in told["received"]:
            story.run(receive_delivery, line.id, story.day(told["on"]), told.get("remark", ""))


def _remind(story: Story, card: TaskCard, told: Told) -> None:
    story.run(remind, (card.id,), told["remind"])


def _difficulty(story: Story, card: TaskCard, told: Told) -> None:
    form = DifficultyForm(
        plan_id=card.plan_id,
        task_id=card.id,
        matter=told["difficulty"],
        proposal=told.get("proposal", ""),
        raised_by=told["by"],
    )
    story.run(raise_difficulty, form)


def _answer(story: Story, card: TaskCard, told: Told) -> None:
    story.run(answer_difficulty, _waiting(card), told["answer"])


def _adjust(story: Story, card: TaskCard, told: Told) -> None:
    new_lead = told.get("new_lead", "")
    form = AdjustForm(
        kind=AdjustmentKind(told["adjust"]),
        reason=told["why"],
        decided_by=told["decided_by"],
        decided_on=story.day(told["on"]),
        new_due_on=story.some_day(told.get("new_due")),
        new_is_before=told.get("new_is_before", False),
        new_lead_id=story.officers.get(new_lead),
        new_lead_words=told.get("new_lead_words", new_lead),
        new_words=told.get("new_words", ""),
        difficulty_id=_waiting(card) if told.get("settles", False) else None,
        with_number="paper" in told,
        number_type=told.get("paper", "Quyết định"),
        signer=told["decided_by"],
    )
    story.run(adjust_task, card.id, form)


def _waiting(card: TaskCard) -> Any:
    """The newest difficulty of a task that nobody decided on."""
    return [line.id for line in card.difficulties if line.state is DifficultyState.OPEN][-1]


DEEDS: dict[str, Callable[[Story, TaskCard, Told], None]] = {
    "difficulty": _difficulty,
    "answer": _answer,
    "adjust": _adjust,
    "received": _receive,
    "evidence": _evidence,
    "note": _note,
    "remind": _remind,
}


def keep_the_habit(story: Story, told: Told) -> None:
    """Let the periods of a series be done as the office does them: in time, some late, the newest not yet.

    `early`: days before the last one; `late`: days after it, by period; `latest`: the period that ended last is
    still open, and was asked for; `delays`: who sends, and how many days after the others.
    """
    series = told["task"]
    lines = [line for line in story.run(task_card, story.tasks[series]).periods if line.last_on is not None]
    ended = [line.period for line in lines if line.last_on is not None and line.last_on < story.last]
    still_open = ended[-1] if told.get("latest", False) and ended else ""
    for place, line in enumerate(lines):
        last_on = line.last_on or story.last
        if line.period == still_open:
            story.on(last_on + timedelta(days=2), do, story, f"{series}/{line.period}", {"remind": told["reminder"]})
        else:
            late = told.get("late", {}).get(line.period)
            day = last_on + timedelta(days=late if late is not None else -told["early"])
            _keep_it(story, told, f"{series}/{line.period}", place, day)


def _keep_it(story: Story, told: Told, key: str, place: int, day: date) -> None:
    """Let one period be done, around this day."""
    done_on = day
    if "begun" in told:
        story.on(day - timedelta(days=BEGUN_BEFORE), do, story, key, {"percent": 30, "note": told["begun"]})
    for sender, delay in told.get("delays", {}).items():
        came = day + timedelta(days=delay)
        story.on(came, do, story, key, {"on": came, "received": [sender]})
        done_on = max(done_on, came)
    deed = {"percent": 100, "note": told["says"][place % len(told["says"])]}
    if "evidence" in told:
        deed["evidence"] = f"{told['evidence']}-{place + 1:02d}.{told.get('kind', 'txt')}"
    if "reason" in told:
        deed["reason"] = told["reason"]
    story.on(done_on, do, story, key, deed)
