"""Every book of the office, in the order of the sidebar; importing it maps every class."""

from __future__ import annotations

from dcapp.db import audit, findable, journal
from dcapp.features.accounts import models as account_models
from dcapp.features.attachments import models as attachment_models
from dcapp.features.checks import models as check_models
from dcapp.features.committee import models as committee_models
from dcapp.features.coordination import models as coordination_models
from dcapp.features.meetings import models as meeting_models
from dcapp.features.office.register import BODIES, DAYS_OFF, OFFICERS, VILLAGES
from dcapp.features.opinions import models as opinion_models
from dcapp.features.papers.register import INCOMING_PAPERS, ISSUED_PAPERS, LEGAL_PAPERS
from dcapp.features.plan.register import DUTIES, OBLIGATIONS
from dcapp.features.tasks import models as task_models
from dcapp.features.today import models as today_models
from dcapp.registers.spec import Register

MAPPED = (
    audit,
    findable,
    journal,
    account_models,
    attachment_models,
    task_models,
    meeting_models,
    check_models,
    opinion_models,
    coordination_models,
    committee_models,
    today_models,
)
"""Rooms whose tables belong to the schema although no book shows them."""

REGISTERS: tuple[Register, ...] = (
    DUTIES,
    OBLIGATIONS,
    LEGAL_PAPERS,
    ISSUED_PAPERS,
    INCOMING_PAPERS,
    OFFICERS,
    VILLAGES,
    BODIES,
    DAYS_OFF,
)


def register_of(key: str) -> Register | None:
    """The book with this key."""
    return next((register for register in REGISTERS if register.key == key), None)
