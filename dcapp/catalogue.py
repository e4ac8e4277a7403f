"""Every book of the office, in the order of the sidebar; importing it maps every class."""

from __future__ import annotations

from dcapp.db import audit, findable, journal
from dcapp.features.accounts import models as account_models
from dcapp.features.attachments import models as attachment_models
from dcapp.features.cases import models as case_models
from dcapp.features.cases.recounting import recount as recount_cases
from dcapp.features.cases.register import CASES, EXECUTIONS, HOT_SPOTS, NATIONAL
from dcapp.features.checks.register import CHECKS
from dcapp.features.commitments.recounting import recount as recount_commitments
from dcapp.features.commitments.register import COMMITMENTS
from dcapp.features.committee.register import COMMITTEES
from dcapp.features.coordination.register import COORDINATIONS
from dcapp.features.disclosure import models as disclosure_models
from dcapp.features.letters import models as letter_models
from dcapp.features.letters.clocks import recount as recount_letters
from dcapp.features.letters.register import LETTERS
from dcapp.features.meetings.register import MEETINGS
from dcapp.features.office.absence_register import ABSENCES
from dcapp.features.office.recounting import Recount
from dcapp.features.office.register import BODIES, DAYS_OFF, OFFICERS, VILLAGES
from dcapp.features.opinions.register import OPINIONS
from dcapp.features.papers.register import INCOMING_PAPERS, ISSUED_PAPERS, LEGAL_PAPERS
from dcapp.features.plan.register import DUTIES, OBLIGATIONS
from dcapp.features.sealed import models as sealed_models
from dcapp.features.tasks.delivery_register import DELIVERIES
from dcapp.features.tasks.register import ADJUSTMENTS, DIFFICULTIES, TASKS
from dcapp.features.today import models as today_models
from dcapp.features.visits.duty_register import SHIFTS
from dcapp.features.visits.opening_register import OPENING_FIGURES
from dcapp.features.visits.register import VISITS
from dcapp.features.visits.schedule_register import SESSIONS
from dcapp.registers.spec import Register

MAPPED = (
    audit,
    findable,
    journal,
    account_models,
    attachment_models,
    case_models,
    disclosure_models,
    letter_models,
    sealed_models,
    today_models,
)
"""Rooms whose tables belong to the schema although no book shows them."""

REGISTERS: tuple[Register, ...] = (
    TASKS,
    DELIVERIES,
    DIFFICULTIES,
    ADJUSTMENTS,
    DUTIES,
    OBLIGATIONS,
    CHECKS,
    COMMITTEES,
    COORDINATIONS,
    MEETINGS,
    OPINIONS,
    VISITS,
    LETTERS,
    CASES,
    HOT_SPOTS,
    EXECUTIONS,
    NATIONAL,
    COMMITMENTS,
    SESSIONS,
    SHIFTS,
    OPENING_FIGURES,
    LEGAL_PAPERS,
    ISSUED_PAPERS,
    INCOMING_PAPERS,
    OFFICERS,
    ABSENCES,
    VILLAGES,
    BODIES,
    DAYS_OFF,
)

RECOUNTS: tuple[Recount, ...] = (recount_commitments, recount_letters, recount_cases)
"""Who counts running deadlines anew when the calendar or a rule changed, in this order."""


def register_of(key: str) -> Register | None:
    """The book with this key."""
    return next((register for register in REGISTERS if register.key == key), None)
