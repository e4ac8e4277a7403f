"""An office with a plan, officers, villages and tasks in every state, and a desk over it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

TODAY = date(2023, 5, 10)


class Commune:
    """The office of these tests, and short ways into it."""

    def __init__(self, app):
        from builders import a_plan

        from dcapp.db.unit_of_work import NOBODY
        from dcapp.features.office.models import Officer, Village
        from dcapp.features.plan.service import take_in_plan

        self.app = app
        with app.database.begin(NOBODY, "test", write=True) as uow:
            self.hanh = uow.add(Officer(full_name="Nguyễn Thị Hạnh")).id
            self.son = uow.add(Officer(full_name="Trần Văn Sơn")).id
            for name in ("Tấn Lộc", "Châu Me", "Vĩnh Tuy", "Hưng Long"):
                uow.add(Village(name=name, kind="thôn"))
        self.plan_id = app.run(take_in_plan, a_plan())

    def task(self, title, **values):
        """A task of the plan."""
        from dcapp.features.tasks.service import TaskForm, add_task

        made = TaskForm(plan_id=self.plan_id, title=title, section="II.1", lead_id=self.hanh, due_on=date(2023, 6, 30))
        return self.app.run(add_task, replace(made, **values))

    def note(self, task_id, percent, reason=""):
        """How far a task is."""
        from dcapp.features.tasks.following import NoteForm, note_progress

        self.app.run(note_progress, task_id, NoteForm(percent=percent, closing_reason=reason))

    def card(self, task_id):
        """The pane of a task."""
        from dcapp.features.tasks.queries import task_card

        return self.app.run(task_card, task_id)

    def some_tasks(self):
        """Tasks in every state; their ids by a short name."""
        ids = {
            "done": self.task("Kiện toàn tổ hòa giải ở các thôn", lead_id=self.son),
            "going": self.task("Kiểm tra việc thực hiện dân chủ tại bốn thôn"),
            "late": self.task("Gỡ văn bản niêm yết đã hết hiệu lực", section="II.2", due_on=date(2023, 5, 5)),
            "reports": self.task(
                "Báo cáo sáu tháng của công chức và trưởng thôn",
                section="III.1",
                due_on=date(2023, 5, 15),
                is_before=True,
                senders=("các trưởng thôn",),
                addressees=("Văn phòng",),
            ),
            "waiting": self.task("Báo cáo năm", section="III.1", due_on=date(2023, 11, 10), lead_id=self.son),
            "loose": self.task("Việc ngoài kế hoạch", section="", due_on=None, lead_id=None, lead_words="Văn phòng"),
        }
        self.note(ids["done"], 100, "đã có quyết định")
        self.note(ids["going"], 25)
        self.note(ids["late"], 80)
        self.note(ids["reports"], 60)
        return ids


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch):
    """The day of the design papers."""
    monkeypatch.setenv("DCAPP_TODAY", TODAY.isoformat())


@pytest.fixture
def office(tmp_path):
    """An office in memory that keeps files; its account holds all roles."""
    from builders import an_app

    from dcapp.db.blobs import BlobStore
    from dcapp.db.storage import Storage

    app = an_app()
    app.storage = Storage(tmp_path, None, BlobStore(tmp_path, b"k" * 32))
    yield app
    app.close()


@pytest.fixture
def commune(office):
    """The office with a plan."""
    return Commune(office)


@pytest.fixture
def page(commune, desk, qtbot, quiet):
    """The page of tasks over tasks in every state."""
    from checks import bring_up

    from ui.features.tasks.page import TasksPage

    commune.ids = commune.some_tasks()
    made = TasksPage(desk)
    qtbot.addWidget(made)
    made.resize(1366, 696)
    bring_up(made)
    quiet()
    return made


@pytest.fixture
def sheet(quiet, qapp):
    """The dialog that is open over the page."""

    def found(kind):
        quiet()
        shown = [w for w in qapp.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        assert len(shown) == 1, shown
        return shown[0]

    return found
