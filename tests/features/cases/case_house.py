"""An office with officers who handle cases, letters made by hand, and short words for what is done with a case."""

from __future__ import annotations

from datetime import date

from builders import an_app, beside, set_roles

from dcapp.app import App
from dcapp.db.unit_of_work import NOBODY
from dcapp.features.accounts.models import Account
from dcapp.features.cases.dossier import add_folio
from dcapp.features.cases.forms import CaseForm, FolioForm, StepForm
from dcapp.features.cases.queries import case_card
from dcapp.features.cases.service import open_case
from dcapp.features.cases.steps import next_steps, take_step
from dcapp.features.cases.terms import CaseKind
from dcapp.features.letters.clocks import start_clock
from dcapp.features.letters.models import Letter, LetterRespondent
from dcapp.features.letters.terms import LetterKind
from dcapp.features.office.models import Officer

LATER = "2026-12-21"
"""The program's day of these tests: everything below has happened by then."""


def day(month: int, number: int) -> date:
    """A day of 2026."""
    return date(2026, month, number)


def an_office(*roles: str) -> App:
    """An office in memory."""
    return an_app(*roles)


def desk(app: App, name: str, *roles: str) -> App:
    """The same office at the keyboard of an officer of this name."""
    other = beside(app, name, *roles)
    with app.database.begin(NOBODY, "officer", write=True) as uow:
        officer = uow.add(Officer(full_name=name.title()))
        uow.session.query(Account).filter_by(name=name).one().officer_id = officer.id
    set_roles(other, name, roles)
    other.refresh_identity()
    return other


def officer_of(app: App) -> int:
    """The officer at the keyboard."""
    return app.viewer.officer_id


def a_letter(app: App, kind: LetterKind = LetterKind.COMPLAINT, about: tuple[int, ...] = (), **values: object) -> int:
    """A letter in the book, with its first clock."""
    sealed = kind is LetterKind.DENUNCIATION
    made = {"sender": "Nguyễn Văn Tám", "gist": "Thu hồi đất ở Đồng Cũ", "village": "thôn Đồng Cũ"}
    told = {} if sealed else made
    with app.database.begin(app.viewer, "letter", write=True) as uow:
        number = uow.session.query(Letter).count() + 1
        letter = Letter(year=2026, number=number, received_on=day(8, 3), kind=kind, **{**told, **values})
        letter.series, letter.code = ("TC", f"TC-2026-{number:03}") if sealed else ("", "")
        letter.is_restricted = sealed or bool(about)
        uow.add(letter)
        for officer_id in about:
            uow.add(LetterRespondent(letter_id=letter.id, officer_id=officer_id))
        rule = {"complaint": "KN-02", "denunciation": "TC-01", "petition": "TCD-06"}[kind.value]
        start_clock(uow, rule, letter.received_on, letter_id=letter.id)
        return letter.id


def a_case(app: App, kind: CaseKind = CaseKind.COMPLAINT, **values: object):
    """A case opened by hand on 03/08/2026."""
    form = {"sender": "Nguyễn Văn Tám", "gist": "Thu hồi đất ở Đồng Cũ", "opened_on": day(8, 3), **values}
    return app.run(open_case, CaseForm(kind=kind, **form)).id


def step(app: App, case_id: int, key: str, on: date, **values: object):
    """Take a step; `reason` is that of the form."""
    reason = values.pop("reason", "")
    told = {key.replace("__", "."): said for key, said in values.items()}
    return app.run(take_step, case_id, StepForm(step=key, done_on=on, values=told, reason=reason))


def paper(app: App, case_id: int, *kinds: str) -> None:
    """Put papers of these kinds into the dossier."""
    for kind in kinds:
        app.run(add_folio, case_id, FolioForm(name=f"Tài liệu {kind}", kind=kind))


def card(app: App, case_id: int):
    """The case in full."""
    return app.run(case_card, case_id)


def due(app: App, case_id: int) -> dict[str, tuple[str, date]]:
    """Clock by rule: its state and last day."""
    return {clock.rule: (clock.state.value, clock.due_on) for clock in reversed(card(app, case_id).clocks)}


def offered(app: App, case_id: int) -> set[str]:
    """The steps that may be taken today."""
    return {one.key for one in app.run(next_steps, case_id) if one.is_allowed}


def refused(app: App, case_id: int) -> dict[str, str]:
    """The steps that are told with an article why they may not."""
    return {one.key: one.why_citation for one in app.run(next_steps, case_id) if one.why_citation}
