"""A real encrypted office with a few people in it, and a desk on which the tabs of Quản trị can stand."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtWidgets import QWidget

from dcapp.db.keys import cost
from dcapp.door import Door
from dcapp.features.accounts.service import AccountForm, SecondPerson, add_account, block_account
from dcapp.features.office.service import BodyForm, add_body, edit_body, remove_body
from dcapp.kernel.i18n import use_language
from dcapp.profile import OfficeProfile
from ui.kit import memory
from ui.kit.changes import Changes
from ui.kit.desk import Desk
from ui.kit.tasks import Tasks

PASSWORD, SECOND = "bien-xanh-cat-trang", "nui-cao-song-dai"
PEOPLE = (
    ("Lê Văn Thái", "Chủ tịch", ("LD",)),
    ("Phạm Quốc Tuấn", "Tư pháp – Hộ tịch", ("TN", "TD", "TL")),
    ("Võ Thị Liên", "Văn hóa – Xã hội", ("BC",)),
    ("Đỗ Văn Sang", "Địa chính", ("TL",)),
)


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """The office, closed; every test opens a copy."""
    folder = tmp_path_factory.mktemp("admin") / "office"
    cost.use(cost.Cost(64, 1, 1))
    profile = OfficeProfile(
        name="UBND xã Phổ Châu",
        chairman="Lê Văn Thái",
        account_display="Nguyễn Thị Hạnh",
        account_post="Văn phòng – Thống kê",
        villages=("Châu Me",),
        officers=(("Phạm Quốc Tuấn", "justice"),),
    )
    app, _code = Door(folder).create(profile, PASSWORD)
    chairman = None  # the first account that can confirm roles confirms those of the others
    for name, post, roles in PEOPLE:
        last = app.run(add_account, AccountForm(display_name=name, post=post, roles=roles), SECOND, chairman)
        chairman = SecondPerson(account="thai.lv", password=SECOND)
    app.run(block_account, last)
    body = app.run(add_body, BodyForm(name="Hội Người cao tuổi"))
    app.run(edit_body, body, BodyForm(name="Hội Người cao tuổi xã", short_name="Hội NCT"))
    app.run(remove_body, body)
    app.close()
    cost.use(None)
    return folder


@pytest.fixture
def open_as(founded, tmp_path):
    """Opens the office at the keyboard of an account."""
    cost.use(cost.Cost(64, 1, 1))
    opened = []

    def as_account(name="hanh.nt", password=PASSWORD):
        folder = tmp_path / f"office-{name}"
        shutil.copytree(founded, folder)
        door = Door(folder)
        app = door.open(door.unlock(name, password), name)
        opened.append(app)
        return app

    yield as_account
    for app in opened:
        app.close()
    cost.use(None)
    use_language("vi")


@pytest.fixture
def desk_of(open_as, qtbot):
    """A desk of an account; what was said there stands in `desk.said`."""
    made = []

    def of(name="hanh.nt", password=PASSWORD):
        memory.forget_all()
        app = open_as(name, password)
        tasks = Tasks(app)
        changes = Changes(app)
        window = QWidget()
        desk = Desk(app, tasks, changes, window)
        desk.said = []
        desk.toast_wanted.connect(lambda text, undo: desk.said.append((text, undo)))
        made.append((window, tasks, changes))
        return desk

    yield of
    for window, tasks, changes in made:
        assert tasks.finish()
        for part in (window, changes, tasks):
            part.deleteLater()


@pytest.fixture
def desk(desk_of):
    """The administrator's desk."""
    return desk_of()


@pytest.fixture
def quiet(qtbot):
    """Waits until everything that was asked for has been answered."""

    def wait(desk):
        for _round in range(3):
            qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
            qtbot.wait(5)

    return wait


@pytest.fixture
def stand(qtbot, quiet):
    """Puts a page on the screen and waits until it has everything."""

    def shown(page, size=(1366, 768)):
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.activateWindow()
        quiet(page.desk)
        return page

    return shown


@pytest.fixture
def answer(monkeypatch):
    """Answers questions: 0 = yes; what was asked is returned."""
    from ui.kit import messages

    def with_number(number):
        asked = []
        monkeypatch.setattr(messages, "show", lambda _parent, message: asked.append(message.title) or number)
        return asked

    return with_number
