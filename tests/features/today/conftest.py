"""An office where things are due: records are put in as the books would write them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from builders import an_app

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.accounts.models import Account
from dcapp.features.office.models import Officer
from dcapp.features.plan.models import Plan

sys.path.insert(0, str(Path(__file__).parent))


class Books:
    """Puts records into an office, and asks it."""

    def __init__(self, app):
        self.app = app
        self.plan_id = self.put(Plan(year=2023, type_name="Kế hoạch", subject="dân chủ ở xã"))

    def put(self, record):
        """Write a record, and answer its id."""
        with self.app.database.begin(NOBODY, "test", write=True) as uow:
            return uow.add(record).id

    def change(self, kind, record_id, **values):
        """Set columns of a record."""
        with self.app.database.begin(NOBODY, "test", write=True) as uow:
            record = uow.get(kind, record_id)
            for name, value in values.items():
                setattr(record, name, value)

    def officer(self, name="Trần Thị Hạnh"):
        """An officer."""
        return self.put(Officer(full_name=name))

    def become(self, officer_id):
        """The account at the keyboard is this officer's."""
        with self.app.database.begin(NOBODY, "test", write=True) as uow:
            uow.session.query(Account).filter_by(name="thu").one().officer_id = officer_id
        self.app.refresh_identity()


@pytest.fixture
def app():
    """An office in memory; its account holds all roles."""
    opened = an_app()
    yield opened
    opened.close()


@pytest.fixture
def books(app):
    """The office's books."""
    return Books(app)
