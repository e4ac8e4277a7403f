"""While somebody is away the deputy acts with the absent officer's roles, and every record says for whom."""

from __future__ import annotations

import json
from datetime import date

import pytest
from builders import a_paper, an_app, beside
from sqlalchemy import select

from dcapp.db.audit import STANDS_FOR, audit_record
from dcapp.features.accounts.models import Account
from dcapp.features.office.absences import AbsenceForm, add_absence, edit_absence
from dcapp.features.office.service import OfficerForm, add_officer
from dcapp.features.papers.service import add_paper
from dcapp.kernel.errors import NotAllowed

SINCE, UNTIL = date(2023, 5, 8), date(2023, 5, 12)


@pytest.fixture
def office():
    """The head of the office, and a clerk who may only look at tasks."""
    app = an_app()
    yield app
    app.close()


@pytest.fixture
def on_day(monkeypatch):
    """Sets the program's day."""
    return lambda day: monkeypatch.setenv("DCAPP_TODAY", day.isoformat())


def keyboard(office, name, officer_id, *roles):
    """The keyboard of an officer with roles of their own."""
    app = beside(office, name, *roles)
    with office.database.begin(office.viewer, "test", write=True) as uow:
        uow.session.query(Account).filter_by(name=name).one().officer_id = officer_id
    app.refresh_identity()
    return app


@pytest.fixture
def two(office):
    """Keyboards of the absent officer and of the deputy, and the absence."""
    away, deputy = (office.run(add_officer, OfficerForm(full_name=name)) for name in ("Lê Văn Nghỉ", "Trần Thị Thay"))
    boss = keyboard(office, "nghi", away, "TN", "QT", "TC", "KS")
    clerk = keyboard(office, "thay", deputy, "TL")
    form = AbsenceForm(officer_id=away, deputy_id=deputy, since=SINCE, until=UNTIL, reason="nghỉ phép")
    absence = office.run(add_absence, form)
    return boss, clerk, absence, form


@pytest.mark.parametrize(("day", "lent"), [(7, False), (8, True), (12, True), (13, False)])
def test_roles_are_lent_on_the_days_of_the_absence_only(two, on_day, day, lent):
    _boss, clerk, _absence, _form = two
    on_day(date(2023, 5, day))
    if not lent:
        with pytest.raises(NotAllowed):
            clerk.run(add_paper, a_paper())
        return
    clerk.run(add_paper, a_paper())
    clerk.refresh_identity()
    assert clerk.viewer.roles == {"TL", "TN"}, "the system, its review and denunciations are never lent"


def test_every_record_of_a_deputy_says_for_whom(office, two, on_day):
    _boss, clerk, _absence, _form = two
    on_day(SINCE)
    clerk.run(add_paper, a_paper())
    office.run(add_paper, a_paper(number="77/2023/NĐ-CP"))
    with office.database.begin(office.viewer, "test", write=False) as uow:
        found = uow.session.execute(
            select(audit_record.c.account, audit_record.c.content).where(audit_record.c.kind == "Paper")
        ).all()
    told = {account: json.loads(content).get(STANDS_FOR) for account, content in found}
    assert told["thay"] == "Lê Văn Nghỉ"
    assert told["thu"] is None


def test_an_earlier_return_ends_it_without_signing_in_again(office, two, on_day):
    _boss, clerk, absence, form = two
    on_day(date(2023, 5, 11))
    clerk.run(add_paper, a_paper())
    earlier = AbsenceForm(officer_id=form.officer_id, deputy_id=form.deputy_id, since=SINCE, until=date(2023, 5, 10))
    office.run(edit_absence, absence, earlier)
    with pytest.raises(NotAllowed):
        clerk.run(add_paper, a_paper(number="78/2023/NĐ-CP"))
