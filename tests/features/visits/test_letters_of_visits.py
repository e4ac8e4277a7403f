"""A visit becomes a letter: persons, words and files go along once; the case of that person is joined or opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import an_app, beside, set_roles

from dcapp.db.blobs import BlobStore
from dcapp.db.unit_of_work import Storage
from dcapp.features.attachments.service import attach, attachment_content, attachments_of
from dcapp.features.cases.queries import case_card
from dcapp.features.cases.screen_queries import open_cases_of_person
from dcapp.features.letters.queries import letter_card
from dcapp.features.letters.terms import LetterKind, Source
from dcapp.features.visits.forms import DocumentForm, MemberForm, VisitForm
from dcapp.features.visits.letters import CaseChoice, draft_letter, letter_of_visit
from dcapp.features.visits.service import record_visit
from dcapp.features.visits.terms import Matter
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation

DAY = date(2026, 8, 3)


@pytest.fixture(autouse=True)
def later(monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", "2026-10-01")


@pytest.fixture
def app(later):
    opened = an_app()
    yield opened
    opened.close()


def a_visit(app, **changes):
    told = {"name": "Trần Thị Lành", "birth_year": 1957, "id_number": "051157001234"}
    told |= {"matter": Matter.COMPLAINT, "content": "Khiếu nại thu hồi đất"}
    return app.run(record_visit, VisitForm(received_on=DAY, **{**told, **changes})).id


def test_persons_words_and_files_go_along_and_bytes_are_kept_once(app, tmp_path):
    app.storage = Storage(tmp_path, None, BlobStore(tmp_path, b"k" * 32))
    members = (MemberForm(name="Trần Thị Lành"), MemberForm(name="Lê Văn Bình", is_representative=True))
    papers = (DocumentForm(name="Quyết định", pages=3), DocumentForm(name="Bản đồ", pages=2))
    visit = a_visit(app, people_count=6, members=members, documents=papers, has_documents=True)
    app.run(attach, "Visit", visit, "don.jpg", b"scan")

    made = app.run(letter_of_visit, visit, app.run(draft_letter, visit), CaseChoice(opens=True))

    card = app.run(letter_card, made.letter.id)
    assert (card.sender, card.people_count, card.gist, card.pages) == ("Trần Thị Lành", 6, "Khiếu nại thu hồi đất", 5)
    assert (card.kind, card.source, card.received_on, card.visit_id) == (
        LetterKind.COMPLAINT,
        Source.RECEPTION,
        DAY,
        visit,
    )
    assert [(one.name, one.is_representative) for one in card.senders] == [("Lê Văn Bình", True)]
    files = app.run(attachments_of, "Letter", card.id)
    assert [app.run(attachment_content, one.id) for one in files] == [("don.jpg", b"scan")]
    assert card.case_id == made.case_id
    assert card.clocks


def test_the_letter_joins_the_open_case_of_that_person(app):
    first = app.run(letter_of_visit, a_visit(app), app.run(draft_letter, 1), CaseChoice(opens=True))
    again = a_visit(app, content="Vẫn chưa trả lời", name="Trần Thị Lành")
    draft = app.run(draft_letter, again)
    cases = app.run(open_cases_of_person, draft.person_id)

    app.run(letter_of_visit, again, draft, CaseChoice(join_id=cases[0].id))

    assert [one.id for one in cases] == [first.case_id]
    assert len(app.run(case_card, first.case_id).letters) == 2


def test_a_visit_becomes_one_letter_only(app):
    visit = a_visit(app)
    draft = app.run(draft_letter, visit)
    app.run(letter_of_visit, visit, draft)
    with pytest.raises(RuleViolation):
        app.run(draft_letter, visit)
    with pytest.raises(RuleViolation):
        app.run(letter_of_visit, visit, draft)


def test_a_denouncers_visit_becomes_a_code_and_nothing_else(app):
    visit = a_visit(
        app, matter=Matter.DENUNCIATION, name="", birth_year=None, id_number="", content="Thu tiền không biên lai"
    )
    draft = app.run(draft_letter, visit)
    assert (draft.kind, draft.sender, draft.person_id) == (LetterKind.DENUNCIATION, "", None)
    with pytest.raises(Invalid):
        app.run(letter_of_visit, visit, replace(draft, kind=LetterKind.PETITION, sender="Ai đó"))

    made = app.run(letter_of_visit, visit, draft)

    card = app.run(letter_card, made.letter.id)
    assert (card.title, card.sender, card.gist) == ("TC-2026-001", "TC-2026-001", "")


def test_words_of_a_denouncer_are_handed_to_nobody_else(app):
    visit = a_visit(
        app, matter=Matter.DENUNCIATION, name="", birth_year=None, id_number="", content="Thu tiền không biên lai"
    )
    other = beside(app, "khac", "CB")
    set_roles(other, "khac", ("CB",))
    with pytest.raises(NotAllowed):
        other.run(draft_letter, visit)
