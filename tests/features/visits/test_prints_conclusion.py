"""The notice of conclusion of the chairman's session, and the numbers of papers, out of the book itself."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from visit_papers import GOLDEN, OFFICE, SECRETS, assert_prints_well, golden_text

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.commitments.queries import commitments_of
from dcapp.features.commitments.terms import CommitmentKind, CommitmentState
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import cancel_number
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.models import ReceptionSession
from dcapp.features.visits.numbering import PaperNumberForm, number_conclusion, number_visit_paper
from dcapp.features.visits.prints_conclusion import (
    Directed,
    SessionConclusion,
    conclusion_document,
    session_conclusion,
)
from dcapp.features.visits.queries import visit_card
from dcapp.features.visits.service import record_visit
from dcapp.features.visits.terms import Matter, Outcome, SessionKind, SessionState, VisitPaper
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.printing.model import NO_MARKS

DAY = date(2026, 7, 8)
SESSION = SessionConclusion(
    session_id=1,
    kind=SessionKind.SCHEDULED,
    held_on=DAY,
    starts_at="07:30",
    place="Phòng tiếp công dân UBND xã Thử",
    chair="Lê Văn Thử",
    delegate="",
    attendants="Võ Thị Én, công chức Văn phòng; Trần Văn Địa, công chức Địa chính.",
    conclusion="- Nạo vét mương trước mùa mưa;\n- Kiểm tra ranh giới đất của hai hộ.",
    directed=(
        Directed(12, 2026, "Trần Thị An", False, "Mương thoát nước bị lấp", "Trần Văn Địa", date(2026, 7, 22)),
        Directed(13, 2026, "TC001/2026", True, "", "Võ Thị Én", None),
    ),
    symbol="09/TB-UBND",
    issued_on=date(2026, 7, 9),
)


@pytest.fixture(autouse=True)
def in_july_2026(monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", "2026-07-20")


def drawn(session=SESSION, **values):
    return conclusion_document(replace(session, **values), OFFICE, NO_MARKS)


def visit(app, **values):
    form = VisitForm(received_on=DAY, name="Trần Thị An", content="Mương thoát nước bị lấp.", outcome=Outcome.NOTED)
    return app.run(record_visit, replace(form, **values)).id


def session(app, **values):
    with app.database.begin(NOBODY, "session", write=True) as uow:
        line = ReceptionSession(held_on=DAY, chair="Lê Văn Thử", state=SessionState.HELD, conclusion="Nạo vét.")
        for name, value in values.items():
            setattr(line, name, value)
        return uow.add(line).id


def number(app, visit_id, paper, day=date(2026, 7, 9), **values):
    return app.run(number_visit_paper, visit_id, paper, PaperNumberForm(issued_on=day, **values))


def owed(app, visit_id):
    return {line.kind: line for line in app.run(visit_card, visit_id).commitments}


def issued(app):
    with app.database.begin(NOBODY, "look", write=False) as uow:
        return [(line.symbol, line.subject, line.recipients) for line in uow.session.query(IssuedPaper)]


def test_the_notice_says_what_was_approved():
    assert golden_text(drawn()) == (GOLDEN / "conclusion.txt").read_text("utf-8")
    assert_prints_well(drawn())


def test_the_notice_names_who_acts_by_when_and_that_the_citizen_is_told():
    said = golden_text(drawn())
    assert "giao Trần Văn Địa giải quyết, chậm nhất ngày 22/07/2026" in said
    assert "gửi kết quả cho công dân" in said
    assert "khoản 2 Điều 25 Nghị định 154/2026/NĐ-CP" in said
    assert "154/2026" not in golden_text(drawn(held_on=date(2026, 6, 30)))


def test_a_delegate_and_an_extra_session_are_told_as_they_were():
    said = golden_text(drawn(delegate="Đỗ Văn Phó", kind=SessionKind.UNSCHEDULED))
    assert "Đỗ Văn Phó (người được ủy quyền) đã tiếp công dân đột xuất" in said
    school = replace(OFFICE, name="Trường Tiểu học Thử")
    assert "(người đứng đầu cơ quan)" in golden_text(conclusion_document(SESSION, school, NO_MARKS))


def test_an_empty_session_leaves_room_to_write():
    document = drawn(directed=(), conclusion="", attendants="", place="", chair="", symbol="", issued_on=None)
    assert "…" in golden_text(document)
    assert "".join(document.letterhead.number.split()) == "Số:/TB-UBND"
    assert_prints_well(document)


def test_a_session_tells_its_visits_and_of_a_denouncer_the_code(app):
    key = session(app)
    visit(app, session_id=key)
    denounced = dict.fromkeys(("name", "address"), SECRETS[0]) | {"content": SECRETS[4], "phone": SECRETS[2]}
    visit(app, session_id=key, matter=Matter.DENUNCIATION, **denounced)
    visit(app)
    found = app.run(session_conclusion, key)
    assert [(line.number, line.is_code) for line in found.directed] == [(1, False), (2, True)]
    assert found.directed[0].due_on == date(2026, 7, 22)
    assert found.directed[1].who.startswith("TC")
    assert found.is_draft
    words = golden_text(conclusion_document(found, app.office, NO_MARKS))
    assert [secret for secret in SECRETS if secret in words] == []


def test_the_notice_of_a_session_has_one_number_and_none_before_it_was_held(app):
    planned = session(app, state=SessionState.PLANNED)
    form = PaperNumberForm(issued_on=date(2026, 7, 9), signer="Lê Văn Thử")
    with pytest.raises(RuleViolation):
        app.run(number_conclusion, planned, form)
    key = session(app)
    assert app.run(number_conclusion, key, form) == "01/TB-UBND"
    assert app.run(session_conclusion, key).symbol == "01/TB-UBND"
    with pytest.raises(RuleViolation, match="đã có số"):
        app.run(number_conclusion, key, form)


def test_a_paper_of_a_visit_has_one_number_that_it_carries(app):
    key = visit(app)
    assert number(app, key, VisitPaper.ANSWER, answer="Đã nạo vét.") == "01/UBND"
    assert app.run(visit_card, key).number_of(VisitPaper.ANSWER).symbol == "01/UBND"
    with pytest.raises(RuleViolation, match="đã có số"):
        number(app, key, VisitPaper.ANSWER)
    assert issued(app) == [("01/UBND", "Trả lời công dân (lượt tiếp số 1/2026)", "Trần Thị An")]


def test_a_cancelled_number_may_be_followed_by_another(app):
    key = visit(app)
    number(app, key, VisitPaper.GUIDANCE)
    with app.database.begin(NOBODY, "look", write=False) as uow:
        taken = uow.session.query(IssuedPaper).one().id
    app.run(cancel_number, taken, "Ghi nhầm")
    assert number(app, key, VisitPaper.GUIDANCE) == "02/PHD-UBND"


def test_an_answer_with_a_number_meets_what_the_citizen_waits_for(app):
    key = visit(app, promised_on=date(2026, 7, 15))
    number(app, key, VisitPaper.ANSWER, answer="Đã nạo vét.")
    for kind in (CommitmentKind.ANSWER, CommitmentKind.PROMISE):
        line = owed(app, key)[kind]
        assert (line.state, line.met_on, line.answer_paper) == (CommitmentState.MET, date(2026, 7, 9), "01/UBND")


def test_an_answer_after_its_day_needs_the_reason_and_takes_no_number_without_it(app):
    key = visit(app, promised_on=date(2026, 7, 10))
    with pytest.raises(Invalid):
        number(app, key, VisitPaper.ANSWER, date(2026, 7, 15))
    assert issued(app) == []
    number(app, key, VisitPaper.ANSWER, date(2026, 7, 15), late_reason="Chờ đo đạc")
    assert owed(app, key)[CommitmentKind.PROMISE].reason == "Chờ đo đạc"


def test_a_refusal_with_a_number_is_the_notice_that_was_due(app):
    key = visit(app, outcome=Outcome.REFUSED, ground="nd154-4-1-h")
    number(app, key, VisitPaper.REFUSAL)
    assert owed(app, key)[CommitmentKind.REFUSAL_NOTICE].state is CommitmentState.MET
    with pytest.raises(RuleViolation, match="từ chối"):
        number(app, visit(app), VisitPaper.REFUSAL)


def test_what_has_no_number_or_would_be_older_than_the_visit_is_refused(app):
    key = visit(app)
    for paper in (VisitPaper.RECEIPT, VisitPaper.APPOINTMENT, VisitPaper.REPRESENTATIVES):
        with pytest.raises(RuleViolation, match="không lấy số"):
            number(app, key, paper)
    with pytest.raises(RuleViolation, match="08/07/2026"):
        number(app, key, VisitPaper.ANSWER, date(2026, 7, 7))


def test_the_book_of_issued_papers_names_a_denouncer_by_code(app):
    key = visit(app, matter=Matter.DENUNCIATION, name=SECRETS[0], content=SECRETS[4])
    number(app, key, VisitPaper.ANSWER, answer=SECRETS[4])
    ((_symbol, subject, recipients),) = issued(app)
    assert recipients.startswith("TC")
    assert SECRETS[4] not in subject
    with app.database.begin(NOBODY, "look", write=False) as uow:
        assert [line.answer for line in commitments_of(uow, "visits", key)] == ["Bằng văn bản số 01/UBND"]
