"""The practice commune at work: every state of every book occurs, on the day of the tour and on later days."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from dcapp.catalogue import REGISTERS
from dcapp.db.keys import cost
from dcapp.door import Door
from dcapp.features.accounts.queries import audit_lines
from dcapp.features.attachments.service import attachment_content
from dcapp.features.checks.register import CHECKS
from dcapp.features.checks.terms import CheckKind, CheckState
from dcapp.features.committee.register import COMMITTEES
from dcapp.features.committee.terms import CommitteeKind, TermState
from dcapp.features.coordination.queries import coordination_card
from dcapp.features.coordination.register import COORDINATIONS
from dcapp.features.coordination.terms import JointKind, JointState
from dcapp.features.meetings.queries import meeting_card
from dcapp.features.meetings.register import MEETINGS
from dcapp.features.meetings.terms import MeetingKind, MeetingPaper, MeetingState
from dcapp.features.office.absence_register import ABSENCES
from dcapp.features.opinions.register import OPINIONS
from dcapp.features.opinions.terms import OpinionSource, OpinionState
from dcapp.features.tasks.delivery_register import DELIVERIES
from dcapp.features.tasks.queries import task_card
from dcapp.features.tasks.register import ADJUSTMENTS, DIFFICULTIES, TASKS
from dcapp.features.tasks.terms import (
    AdjustmentKind,
    DeliveryState,
    DifficultyState,
    Lane,
    Priority,
    TaskState,
)
from dcapp.features.tasks.timing import SOON_DAYS
from dcapp.features.today.queries import today_view
from dcapp.features.today.terms import Group, Scope
from dcapp.kernel import clock
from dcapp.kernel.dates import parse_date
from dcapp.registers.finding import Query
from dcapp.registers.use_cases import reading

TOUR = date(2026, 5, 13)
PASSWORD = "Suoi-trong-79-xanh"


def looked_into(folder: Path):
    door = Door(folder)
    account = door.cards()[0].name
    return door.open(door.unlock(account, PASSWORD), account, alone=False)


def told_on(day: date, folder: Path) -> Path:
    """The practice commune as it is furnished on a day."""
    from dcapp.sample import furnish_sample, sample_profile

    before = os.environ["DCAPP_TODAY"]
    os.environ["DCAPP_TODAY"] = day.isoformat()
    cost.use(cost.Cost(64, 1, 1))
    try:
        app, _code = Door(folder).create(sample_profile(), PASSWORD)
        furnish_sample(app)
        app.close()
    finally:
        os.environ["DCAPP_TODAY"] = before
    return folder


@pytest.fixture
def commune(sample_once, monkeypatch):
    """The practice commune on the day of the tour, only to be read."""
    monkeypatch.setenv("DCAPP_TODAY", TOUR.isoformat())
    app = looked_into(sample_once)
    yield app
    app.close()


@pytest.fixture(scope="session")
def december_once(made_once):
    return made_once("december", lambda folder: told_on(date(2026, 12, 29), folder))


@pytest.fixture
def december(december_once, monkeypatch):
    """The practice commune furnished at the end of its last year, only to be read."""
    monkeypatch.setenv("DCAPP_TODAY", "2026-12-29")
    app = looked_into(december_once)
    yield app
    app.close()


@pytest.fixture(params=["commune", "december"])
def any_day(request):
    return request.getfixturevalue(request.param)


def lines(app, register):
    return list(app.run(reading(register), Query(), None, 1000).lines)


def held(app, register, key):
    return {line[key] for line in lines(app, register)}


def cards(app):
    return [app.run(task_card, line["id"]) for line in lines(app, TASKS)]


def test_two_plans_are_at_work_with_tasks_in_every_state(any_day):
    tasks = lines(any_day, TASKS)
    assert len(tasks) >= 60
    assert {line["plan_year"] for line in tasks} == {"2025", "2026"}
    assert {line["state"] for line in tasks} == set(TaskState)
    assert {line["priority"] for line in tasks} == set(Priority)
    of_2025 = [line for line in tasks if line["plan_year"] == "2025"]
    assert sum(line["state"] == TaskState.DONE for line in of_2025) >= 0.8 * len(of_2025)


def test_tasks_stand_in_every_lane_and_are_made_of_everything(any_day):
    found = cards(any_day)
    today = clock.today()
    assert {card.lane for card in found} == {*Lane, None}
    assert any(
        card.last_on and 0 <= (card.last_on - today).days <= SOON_DAYS and card.lane is not Lane.DONE for card in found
    )
    assert any(card.last_on == today and card.state is TaskState.OPEN for card in found)
    done = [card for card in found if card.state is TaskState.DONE]
    assert any(card.evidence for card in done)
    assert any(card.closing_reason and not card.evidence for card in done)
    for has in (
        lambda card: card.is_before,
        lambda card: card.series_id is not None and card.period,
        lambda card: card.form.supporters,
        lambda card: card.form.requested_by,
        lambda card: any(target.actual is not None for target in card.targets),
        lambda card: any(target.actual is None for target in card.targets),
        lambda card: len({line.addressee for line in card.deliveries}) > 1,
        lambda card: card.reminded_on,
        lambda card: card.old_due is not None,
        lambda card: card.due_on is None and card.state is TaskState.OPEN,
    ):
        assert any(has(card) for card in found)


def test_obligations_came_in_time_late_and_not_at_all(any_day):
    assert held(any_day, DELIVERIES, "stands") == set(DeliveryState)
    of_villages = [card for card in cards(any_day) if sum(line.is_village for line in card.deliveries) == 4]
    assert any(
        {line.received_on is None for line in card.deliveries} == {True, False} and card.lane is Lane.LATE
        for card in of_villages
    )
    assert any(line.days_late and line.received_on for card in of_villages for line in card.deliveries)


def test_difficulties_and_adjustments_of_every_kind(any_day):
    assert held(any_day, DIFFICULTIES, "state") == set(DifficultyState)
    adjustments = lines(any_day, ADJUSTMENTS)
    assert {line["kind"] for line in adjustments} == set(AdjustmentKind)
    for year in ("2025", "2026"):
        ordinals = sorted(line["ordinal"] for line in adjustments if line["plan_year"] == year)
        assert ordinals == list(range(1, len(ordinals) + 1))
    assert all(line["symbol"] for line in adjustments)


def test_the_other_books_hold_every_state(any_day):
    assert held(any_day, CHECKS, "state") == set(CheckState)
    assert held(any_day, CHECKS, "kind") == set(CheckKind)
    assert held(any_day, MEETINGS, "kind") == set(MeetingKind)
    assert held(any_day, MEETINGS, "state") == set(MeetingState)
    assert held(any_day, COMMITTEES, "kind") == set(CommitteeKind)
    assert held(any_day, COMMITTEES, "state") == set(TermState)
    assert held(any_day, OPINIONS, "state") == set(OpinionState)
    assert held(any_day, OPINIONS, "source") == set(OpinionSource)
    joint = [line for one in lines(any_day, COORDINATIONS) for line in any_day.run(coordination_card, one["id"]).lines]
    assert {line.state for line in joint} == set(JointState)
    assert {line.kind for line in joint} == set(JointKind)


def test_meetings_have_their_papers_guests_and_what_follows(commune):
    found = [commune.run(meeting_card, line["id"]) for line in lines(commune, MEETINGS)]
    for paper in (MeetingPaper.INVITATION, MeetingPaper.MINUTES, MeetingPaper.NOTICE):
        assert any(card.number_of(paper) for card in found), paper
    points = [point for card in found for point in card.points]
    assert {point.done_on is None for point in points} == {True, False}
    assert any(point.task_id for point in points)
    assert {guest.attended for card in found for guest in card.guests} == {True, False, None}


def test_one_officer_is_away_today_and_one_was(any_day):
    today = clock.today()
    away = [(line["since"], line["until"]) for line in lines(any_day, ABSENCES)]
    assert [since <= today <= until for since, until in away].count(True) == 1
    assert any(until < today for _since, until in away)


def test_today_is_alive_for_the_officer_and_for_the_office(any_day):
    for scope in Scope:
        counts = any_day.run(today_view, scope).counts
        for group in (Group.OVERDUE, Group.TODAY, Group.WEEK, Group.EXPIRING):
            assert counts.of(group) > 0, (scope, group)
        assert counts.new > 0


@pytest.mark.parametrize("day", ["2026-06-09", "2026-08-31", "2026-10-14", "2026-12-31"])
def test_an_office_furnished_in_may_is_still_alive_later(sample_once, monkeypatch, day):
    monkeypatch.setenv("DCAPP_TODAY", day)
    app = looked_into(sample_once)
    counts = app.run(today_view, Scope.OFFICE).counts
    app.close()
    assert counts.of(Group.OVERDUE) > 0
    assert counts.of(Group.TODAY) > 0


def test_what_happened_was_written_on_its_day(commune):
    found = page = commune.run(audit_lines)
    while page := commune.run(audit_lines, page[-1].seq):
        found = [*found, *page]
    days = [parse_date(line.at[:10]) for line in reversed(found)]
    assert days == sorted(days)
    assert days[0] < days[-1] <= TOUR
    assert {line.action for line in found} >= {"note_progress", "add_evidence", "raise_difficulty"}
    notes = [card.done_on for card in cards(commune) if card.done_on]
    assert {day.year for day in notes} == {2025, 2026}
    assert max(notes) <= TOUR


def test_every_proof_can_be_opened(commune):
    files = [proof for card in cards(commune) for proof in card.evidence if proof.attachment_id is not None]
    assert len(files) >= 20
    for proof in files:
        name, content = commune.run(attachment_content, proof.attachment_id)
        assert name == proof.name
        assert content.startswith(b"\x89PNG") if name.endswith(".png") else "MẪU" in content.decode()


def test_the_clock_of_the_machine_is_not_said_to_be_wrong(run, sample, opened):
    """The story is of 2026, the day of the tests of 2023."""
    assert opened(sample, lambda app: app.notices) == ()


def test_only_the_practice_commune_tells_of_another_day(root):
    used = {
        path.relative_to(root).as_posix()
        for path in (*root.glob("dcapp/**/*.py"), *root.glob("ui/**/*.py"), root / "main.py")
        if "clock.telling(" in path.read_text("utf-8")
    }
    assert used == {"dcapp/sample/telling.py", "dcapp/founding.py"}
    from dcapp.profile import OfficeProfile

    assert OfficeProfile(name="UBND xã Thử").opened_on is None


def test_every_book_has_lines(commune):
    empty = {register.key for register in REGISTERS if not lines(commune, register)}
    assert empty == set()


def test_a_told_day_holds_for_this_thread_only_and_ends_with_the_telling():
    from concurrent.futures import ThreadPoolExecutor

    before = clock.today()
    with ThreadPoolExecutor(1) as other, clock.telling(TOUR):
        assert (clock.today(), clock.now().date()) == (TOUR, TOUR)
        assert other.submit(clock.today).result() == before
        with clock.telling(None):
            assert clock.today() == TOUR
    assert clock.today() == before


def test_a_telling_that_breaks_off_leaves_the_day_as_it_was():
    before = clock.today()

    def break_off():
        with clock.telling(TOUR):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert clock.today() == before
