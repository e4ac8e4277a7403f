"""Everything that the practice commune prints carries MẪU, on every page."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from dcapp.catalogue import REGISTERS
from dcapp.features.checks.prints import check_plan_document, shortcomings_document, visit_minutes_document
from dcapp.features.checks.queries import check_card
from dcapp.features.checks.register import CHECKS
from dcapp.features.committee.prints import decision_document, members_document
from dcapp.features.committee.queries import committee_card
from dcapp.features.committee.register import COMMITTEES
from dcapp.features.coordination.prints import coordination_document, follow_up_document
from dcapp.features.coordination.queries import coordination_card
from dcapp.features.coordination.register import COORDINATIONS
from dcapp.features.meetings.prints import meeting_document
from dcapp.features.meetings.queries import meeting_card
from dcapp.features.meetings.register import MEETINGS
from dcapp.features.meetings.terms import MeetingPaper, MeetingState
from dcapp.features.office.prints import register_sheet
from dcapp.features.papers.issuing import marks_of
from dcapp.features.plan.queries import plan_of
from dcapp.features.tasks.prints import progress_document
from dcapp.features.tasks.prints_notice import adjustment_document, adjustment_notice
from dcapp.features.tasks.prints_register import register_document, task_book
from dcapp.features.tasks.prints_slips import reminder_slips, slips_document
from dcapp.features.tasks.progress import progress_of
from dcapp.features.tasks.register import ADJUSTMENTS
from dcapp.features.today.monday import week_material
from dcapp.features.today.prints import monday_sheet
from dcapp.printing.pdf import write_pdf
from dcapp.printing.table_pdf import save_register_pdf
from dcapp.registers.finding import Query
from dcapp.registers.use_cases import reading, tabling

TODAY = date(2026, 5, 13)


@pytest.fixture
def commune(sample_once, monkeypatch, password):
    """The practice commune on the day of the tour, only to be read."""
    from dcapp.door import Door

    monkeypatch.setenv("DCAPP_TODAY", TODAY.isoformat())
    door = Door(sample_once)
    account = door.cards()[0].name
    app = door.open(door.unlock(account, password), account, alone=False)
    yield app
    app.close()


def pages_without_the_mark(pdf: bytes) -> list[int]:
    with pypdfium2.PdfDocument(pdf) as opened:
        assert len(opened)
        words = [page.get_textpage().get_text_range() for page in opened]
    return [number for number, text in enumerate(words, start=1) if "MẪU" not in text]


def ids(app, register):
    return [line["id"] for line in app.run(reading(register), Query(), None, 1000).lines]


def of_tasks(app, office, marks):
    plan_id = app.run(plan_of, 2026)
    yield "progress", progress_document(app.run(progress_of, plan_id, date(2026, 4, 1), TODAY), office, marks)
    yield "slips", slips_document(app.run(reminder_slips, plan_id, TODAY, None), office, marks)
    yield "book", register_document(app.run(task_book, plan_id), office, marks)
    changes = app.run(reading(ADJUSTMENTS), Query(), None, 100).lines
    notices = [line["id"] for line in changes if line["plan_id"] == plan_id]
    yield "notice", adjustment_document(app.run(adjustment_notice, notices), office, marks)


def of_meetings(app, office, marks):
    for key in ids(app, MEETINGS):
        card = app.run(meeting_card, key)
        yield "sign-in", meeting_document(card, MeetingPaper.SIGN_IN, office, marks)
        if card.state is MeetingState.HELD:
            for paper in (MeetingPaper.INVITATION, MeetingPaper.MINUTES, MeetingPaper.NOTICE):
                yield paper.value, meeting_document(card, paper, office, marks)


def of_checks(app, office, marks):
    for key in ids(app, CHECKS):
        card = app.run(check_card, key)
        yield "check", check_plan_document(card, office, marks)
        yield "shortcomings", shortcomings_document(card, office, marks)
        for visit in card.visits:
            yield "visit", visit_minutes_document(card, visit, office, marks)


def of_bodies(app, office, marks):
    for key in ids(app, COMMITTEES):
        card = app.run(committee_card, key)
        yield "decision", decision_document(card, office, marks)
        yield "members", members_document(card, office, marks)
    for key in ids(app, COORDINATIONS):
        card = app.run(coordination_card, key)
        yield "coordination", coordination_document(card, office, marks)
        yield "follow-up", follow_up_document(card, office, marks)


@pytest.mark.parametrize("papers", [of_tasks, of_meetings, of_checks, of_bodies])
def test_every_paper_of_the_plan_at_work_is_marked(commune, papers):
    marks = marks_of(commune.office)
    printed = list(papers(commune, commune.office, marks))
    assert len(printed) >= 4
    unmarked = [name for name, document in printed if pages_without_the_mark(write_pdf(document))]
    assert unmarked == []


def test_the_monday_sheet_is_marked(commune):
    sheet = monday_sheet(commune.run(week_material), commune.office)
    assert pages_without_the_mark(sheet.pdf) == []


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)
def test_every_printed_book_is_marked(commune, tmp_path, register):
    table = commune.run(tabling(register), Query())
    path = tmp_path / "book.pdf"
    save_register_pdf(register_sheet(table, commune.office, marks_of(commune.office)), table.rows, path)
    assert pages_without_the_mark(path.read_bytes()) == []
