"""A small office with officers, villages and a signed plan, and short ways to its tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_plan, an_app, beside, copy_of

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.accounts.models import Account
from dcapp.features.office.models import Officer, Post, Tenure, Village
from dcapp.features.plan.queries import plan_of
from dcapp.features.plan.service import take_in_plan
from dcapp.features.tasks.adjusting import AdjustForm
from dcapp.features.tasks.queries import task_card
from dcapp.features.tasks.service import TaskForm, add_task
from dcapp.features.tasks.terms import AdjustmentKind


class Desk:
    """The office at work on its plan."""

    def __init__(self, app):
        self.app = app
        self.plan_id = app.run(plan_of, 2023)

    def put(self, record):
        """Write a record, and answer its key."""
        with self.app.database.begin(NOBODY, "test", write=True) as uow:
            uow.add(record)
            return getattr(record, "id", None)

    def change(self, kind, record_id, **values):
        """Set columns of a record."""
        with self.app.database.begin(NOBODY, "test", write=True) as uow:
            record = uow.get(kind, record_id)
            for name, value in values.items():
                setattr(record, name, value)

    def officer(self, name="Trần Thị Hạnh", post="", **tenure):
        """An officer, in a post of that title where one is given."""
        key = self.put(Officer(full_name=name))
        if post:
            with self.app.database.begin(NOBODY, "test", write=True) as uow:
                found = uow.session.query(Post).filter_by(title=post).first()
                if found is None:
                    found = uow.add(Post(key=f"post{key}", title=post, abbreviation=f"P{key}"))
                uow.add(Tenure(officer_id=key, post_id=found.id, **tenure))
        return key

    def village(self, name):
        """A village in use."""
        return self.put(Village(name=name, kind="thôn"))

    def at_keyboard(self, name, officer_id, *roles):
        """The same office at the keyboard of an officer."""
        other = beside(self.app, name, *roles)
        with self.app.database.begin(NOBODY, "test", write=True) as uow:
            uow.session.query(Account).filter_by(name=name).one().officer_id = officer_id
        other.refresh_identity()
        return other

    def task(self, **values):
        """A task of the plan."""
        made = TaskForm(plan_id=self.plan_id, title="Niêm yết quy chế", section="II.1", due_on=date(2023, 5, 31))
        return self.app.run(add_task, replace(made, **values))

    def card(self, task_id):
        """The pane of a task."""
        return self.app.run(task_card, task_id)


def a_move(**values):
    """An adjustment of the last day."""
    made = AdjustForm(
        kind=AdjustmentKind.DUE,
        reason="trùng mùa vụ",
        decided_by="Lê Văn Thử",
        decided_on=date(2023, 5, 9),
        new_due_on=date(2023, 6, 30),
    )
    return replace(made, **values)


@pytest.fixture(scope="session")
def furnished():
    """An office with a plan, made once; tests get copies of it."""
    made = an_app()
    made.run(take_in_plan, a_plan())
    yield made
    made.close()


@pytest.fixture
def planned(furnished):
    """An office in memory with a plan; its account holds all roles."""
    opened = copy_of(furnished)
    yield opened
    opened.close()


@pytest.fixture
def desk(planned):
    """The office with a plan, and short ways to its tasks."""
    return Desk(planned)


@pytest.fixture
def move():
    """Makes adjustments of the last day."""
    return a_move
