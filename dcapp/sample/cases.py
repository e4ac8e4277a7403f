"""Letters and cases of the practice commune: every way that a case goes, those that ended and those under way."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from dcapp.features.cases.dossier import add_folio
from dcapp.features.cases.execution import add_execution
from dcapp.features.cases.forms import CaseForm, ExecutionForm, FolioForm, StepForm
from dcapp.features.cases.hot_spots import HotSpotForm, watch_hot_spot
from dcapp.features.cases.national import mark_entered
from dcapp.features.cases.service import open_case
from dcapp.features.cases.steps import take_step
from dcapp.features.cases.terms import CaseKind, ExecutionKind
from dcapp.features.letters.forms import LetterForm, SenderForm
from dcapp.features.letters.service import record_letter
from dcapp.features.letters.terms import LetterKind, Source
from dcapp.features.people.queries import village_choices
from dcapp.kernel import clock
from dcapp.rules.folio_kinds import FOLIO_KINDS
from dcapp.rules.workflow_terms import Ask, AskKind
from dcapp.rules.workflows import workflow_on
from dcapp.rules.working_days import built_in_calendar
from dcapp.sample.telling import Story, Told, told_in

REASON = "Chờ kết quả xác minh tại thực địa"
"""Said where a step comes late or a paper of the dossier is still missing."""
ENDED_BEFORE = timedelta(days=150)
"""So long before the end of the story the last of the cases begins that have ended by then."""


def tell_cases(story: Story) -> None:
    """Tell of every letter on its day, and of the case that follows from it."""
    told = told_in("cases.toml")
    villages = {words.split(" ", 1)[1]: key for key, words in story.run(village_choices)}
    chance = Random("đơn thư")
    ways = [way for way in told["path"] for _time in range(way.get("times", 1))]
    chance.shuffle(ways)
    ended = [way for way in ways if not way.get("open")]
    room = story.last - ENDED_BEFORE - told["first_day"]
    for number, way in enumerate(ended):
        story.on(told["first_day"] + room * number // len(ended), _letter, story, told, way, villages, number)
    for number, way in enumerate((way for way in ways if way.get("open")), start=len(ended)):
        story.on(_begun(way, story.last - timedelta(days=number % 3)), _letter, story, told, way, villages, number)
    story.on(told["crowd"]["after"], _crowd, story, told["crowd"], villages)


def _letter(story: Story, told: Told, way: Told, villages: dict[str, Any], number: int) -> None:
    chance = Random(number)
    matters = [matter for matter in told["matter"] if matter["kind"] == way["kind"]]
    matter = matters[number % len(matters)]
    handler = told["handlers"][number % len(told["handlers"])]
    form = LetterForm(
        received_on=clock.today(),
        kind=LetterKind(way["kind"]),
        source=Source(matter["source"]),
        sender_body=matter.get("sender_body", ""),
        sender=" ".join(chance.choice(told[part]) for part in ("surnames", "middles", "givens")),
        birth_year=chance.randrange(1945, 2002),
        village_id=villages[chance.choice(sorted(villages))],
        field=matter["field"],
        gist=matter["gist"],
        request=matter["request"],
        respondent=matter.get("respondent", ""),
        parcel=matter.get("parcel", ""),
        project=matter.get("project", ""),
        pages=1 + number % 4,
    )
    letter = story.run(record_letter, form)
    case = story.run(
        open_case,
        CaseForm(
            kind=CaseKind(way["kind"]),
            opened_on=clock.today(),
            letter_ids=(letter.id,),
            handler_id=story.officers.get(handler),
        ),
    )
    story.run(add_folio, case.id, FolioForm(name="Đơn", kind="letter", dated_on=clock.today(), pages=form.pages))
    have = {"letter"}
    for day, step in _days_of(way, clock.today()):
        story.on(day, _step, story, told, CaseKind(way["kind"]), case.id, have, step)


def _days_of(way: Told, first: date) -> list[tuple[date, str]]:
    """The steps of a way with their days, working days all of them."""
    day, found = first, []
    for step, after in way["steps"]:
        day = _working(day + timedelta(days=after))
        found.append((day, step))
    return found


def _begun(way: Told, last: date) -> date:
    """The latest day on which a way can begin to be as far as told by the last one."""
    day = last
    while any(done_on > last for done_on, _step in _days_of(way, day)):
        day -= timedelta(days=1)
    return day


def _working(day: date) -> date:
    calendar = built_in_calendar()
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def _step(story: Story, told: Told, kind: CaseKind, case_id: Any, have: set[str], key: str) -> None:
    """Take a step, where the law in force on that day knows it."""
    step = workflow_on(kind.value, clock.today()).step(key)
    if step is None:
        return
    said = told["values"][kind.value].get(key, {})
    for need in step.needs:
        if need not in have:
            have.add(need)
            story.run(add_folio, case_id, FolioForm(name=FOLIO_KINDS[need], kind=need, dated_on=clock.today()))
    values = {ask.key: answer for ask in step.asks if (answer := _answer(ask, said)) is not None}
    story.run(take_step, case_id, StepForm(step=key, done_on=clock.today(), values=values, reason=REASON))
    if key == "decide":
        what = ExecutionForm(kind=ExecutionKind.MONEY_BACK, what="Trả lại tiền phạt đã thu thừa", due=1_500_000)
        story.run(add_execution, case_id, what)
    if key == "archive":
        story.run(mark_entered, (case_id,), clock.today())


def _answer(ask: Ask, said: Told) -> Any:
    """What is answered: what the story says, else the first choice or a day where one has to be."""
    given = said.get(ask.key)
    match ask.kind:
        case AskKind.CHOICE:
            choices = [value for value, _words in ask.choices]
            return given if given in choices else choices[0] if ask.is_required else None
        case AskKind.YES_NO:
            return None if given is None and not ask.is_required else "yes" if given else "no"
        case AskKind.DATE:
            return clock.today() + timedelta(days=6) if ask.is_required else None
    return given


def _crowd(story: Story, told: Told, villages: dict[str, Any]) -> None:
    form = LetterForm(
        received_on=clock.today(),
        kind=LetterKind(told["kind"]),
        sender=told["sender"],
        village_id=villages[told["village"]],
        people_count=told["people"],
        senders=tuple(SenderForm(name=name) for name in told["members"]),
        has_appointment=True,
        field=told["field"],
        gist=told["gist"],
        request=told["request"],
    )
    letter = story.run(record_letter, form)
    opened = CaseForm(kind=CaseKind(told["kind"]), opened_on=clock.today(), letter_ids=(letter.id,))
    case = story.run(open_case, opened)
    spot = HotSpotForm(
        title="Trại heo xả thải ra suối",
        reason=told["gist"],
        opened_on=clock.today(),
        people_count=told["people"],
        measures="Lập tổ kiểm tra, họp với các hộ và chủ trại.",
        case_ids=(case.id,),
    )
    story.run(watch_hot_spot, spot)
