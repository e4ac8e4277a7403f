"""Accounts on a real encrypted office: own passwords, own rights, blocking, resetting, the way back in."""

from __future__ import annotations

import pytest

from dcapp.db.audit import head
from dcapp.db.keys import cost
from dcapp.db.keys import door as keys_door
from dcapp.door import Door
from dcapp.features.accounts.queries import AUDIT_PAGE, account_lines, audit_head, audit_lines, rights_in_force
from dcapp.features.accounts.service import (
    AccountForm,
    account_name,
    add_account,
    block_account,
    edit_account,
    new_recovery_code,
    open_account_again,
    reset_password,
    set_rights,
)
from dcapp.features.office.queries import officers_of
from dcapp.features.office.service import BodyForm, OfficerForm, add_body, add_officer
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation, WrongPassword
from dcapp.profile import OfficeProfile
from dcapp.rules.permissions import load_matrix

FIRST, SECOND, THIRD = "bien-xanh-cat-trang", "nui-cao-song-dai", "dong-lua-chin-vang"


@pytest.fixture(autouse=True)
def cheap():
    cost.use(cost.Cost(64, 1, 1))
    yield
    cost.use(None)


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Whoever tries a password has waited long enough before; the tests that count say how long."""
    passed = [1_700_000_000.0]

    def clocks():
        passed[0] += 400
        return passed[0], passed[0]

    monkeypatch.setattr(keys_door, "clocks", clocks)
    return passed


@pytest.fixture
def door(tmp_path):
    return Door(tmp_path / "office")


@pytest.fixture
def founded(door):
    profile = OfficeProfile(name="UBND xã Phổ Châu", account_display="Nguyễn Thị Hạnh", account_post="Văn phòng")
    app, code = door.create(profile, FIRST)
    yield app, code
    app.close()


@pytest.fixture
def app(founded):
    return founded[0]


def enter(door, app, account, password):
    """The window of the first account is closed before another one opens."""
    app.close()
    return door.open(door.unlock(account, password), account)


def line_of(app, name):
    return next(line for line in app.run(account_lines) if line.name == name)


def add(app, display_name="Phạm Quốc Tuấn", roles=("TN",), password=SECOND, **fields):
    return app.run(add_account, AccountForm(display_name=display_name, roles=roles, **fields), password)


def test_a_second_person_enters_with_the_own_password_and_sees_what_the_roles_allow(door, app):
    add(app, post="Tư pháp – Hộ tịch")
    assert [(card.display_name, card.post) for card in door.cards()][1] == ("Phạm Quốc Tuấn", "Tư pháp – Hộ tịch")
    with pytest.raises(WrongPassword):
        door.unlock("tuan.pq", FIRST)
    second = enter(door, app, "tuan.pq", SECOND)
    try:
        assert second.viewer.display_name == "Phạm Quốc Tuấn"
        assert (second.may("plan.edit"), second.may("accounts.view"), second.may("office.edit")) == (True, False, False)
        with pytest.raises(NotAllowed):
            second.run(account_lines)
        with pytest.raises(NotAllowed):
            second.run(add_body, BodyForm(name="Hội"))
        with pytest.raises(NotAllowed):
            second.run(set_rights, {("TN", "office.edit"): "Y"})
    finally:
        second.close()


def test_each_wrong_password_makes_the_next_try_wait_longer(door, app, monkeypatch):
    add(app)
    app.close()
    now = [1_800_000_000.0]
    monkeypatch.setattr(keys_door, "clocks", lambda: (now[0], now[0]))
    waits = []
    for _try in range(4):
        with pytest.raises(WrongPassword) as refused:
            door.unlock("tuan.pq", "sai-bet-roi-nhe")
        waits.append(refused.value.wait_seconds)
        with pytest.raises(WrongPassword, match="đợi"):
            door.unlock("tuan.pq", SECOND)
        now[0] += refused.value.wait_seconds + 1
    assert waits == [1, 2, 4, 8]
    assert door.unlock("tuan.pq", SECOND).account == "tuan.pq"
    assert door.wait_seconds("hanh.nt") == 0


def test_accounts_are_listed_with_titles_of_roles_in_the_order_of_the_matrix(app):
    officer = app.run(add_officer, OfficerForm(full_name="Phạm Quốc Tuấn"))
    add(app, roles=("TD", "TN"), officer_id=officer)
    line = line_of(app, "tuan.pq")
    assert (line.roles, line.role_titles) == (("TN", "TD"), ("Tiếp nhận, văn thư", "Tiếp công dân"))
    assert line.officer_id == officer == app.run(officers_of)[-1].id


def test_two_people_of_one_name_get_two_accounts(app):
    add(app)
    add(app, password=THIRD)
    assert {line.name for line in app.run(account_lines)} >= {"tuan.pq", "tuan.pq2"}
    assert account_name("Đỗ Ánh") == "anh.d"


@pytest.mark.parametrize(
    ("display_name", "password", "field"), [("  ", SECOND, "display_name"), ("Phạm Quốc Tuấn", "ngan", "password")]
)
def test_a_refused_account_leaves_nothing_behind(door, app, display_name, password, field):
    with pytest.raises(Invalid) as refused:
        add(app, display_name, password=password)
    assert refused.value.field == field
    assert len(app.run(account_lines)) == len(door.cards()) == 1


def test_an_unknown_role_is_refused(app):
    with pytest.raises(Invalid):
        add(app, roles=("XX",))


def test_a_changed_name_stands_on_the_card_at_the_door_too(door, app):
    account = add(app)
    app.run(edit_account, account, AccountForm(display_name="Phạm Quốc Toàn", post="Tư pháp", roles=("TD",)))
    assert door.cards()[1].display_name == "Phạm Quốc Toàn"
    assert line_of(app, "tuan.pq").roles == ("TD",)


def test_a_reset_password_opens_and_the_old_one_does_not(door, app):
    account = add(app)
    app.run(reset_password, account, THIRD)
    assert app.run(audit_lines)[0].action == "password.reset"
    with pytest.raises(WrongPassword):
        door.unlock("tuan.pq", SECOND)
    door.unlock("tuan.pq", THIRD)


def test_a_blocked_account_does_not_open_and_can_be_opened_again(door, app):
    account = add(app)
    app.run(block_account, account)
    assert [card.name for card in door.cards()] == ["hanh.nt"]
    with pytest.raises(WrongPassword):
        door.unlock("tuan.pq", SECOND)
    for refused in (block_account, lambda uow, key: reset_password(uow, key, THIRD)):
        refused.right, refused.reads, refused.undo = "accounts.manage", False, None
        with pytest.raises(RuleViolation):
            app.run(refused, account)
    app.run(edit_account, account, AccountForm(display_name="Phạm Quốc Toàn", roles=("TN",)))
    app.run(open_account_again, account, THIRD)
    with pytest.raises(RuleViolation):
        app.run(open_account_again, account, THIRD)
    assert door.cards()[1].display_name == "Phạm Quốc Toàn"
    second = enter(door, app, "tuan.pq", THIRD)
    second.close()


def test_nobody_blocks_the_own_account_and_an_administrator_stays(app):
    own = app.viewer.account_id
    with pytest.raises(RuleViolation, match="tự khóa"):
        app.run(block_account, own)
    with pytest.raises(RuleViolation, match="ít nhất một quản trị"):
        app.run(edit_account, own, AccountForm(display_name="Nguyễn Thị Hạnh", roles=("LD",)))
    add(app, roles=("QT",))
    app.run(edit_account, own, AccountForm(display_name="Nguyễn Thị Hạnh", roles=("LD",)))
    assert not app.may("accounts.manage")


def test_roles_taken_away_hold_from_the_next_action_on(app):
    add(app, roles=("QT",))
    app.run(edit_account, app.viewer.account_id, AccountForm(display_name="Nguyễn Thị Hạnh", roles=("BC",)))
    with pytest.raises(NotAllowed):
        app.run(account_lines)


def test_a_changed_cell_holds_at_once_and_the_shipped_one_comes_back(app):
    shipped = load_matrix()
    plan = next(area for area in shipped.areas() if area.key == "plan")
    app.run(set_rights, shipped.level_cells("BC", plan, "Sửa"))
    assert app.run(rights_in_force).level(("BC",), plan) == "Sửa"
    assert app.database.security.matrix.grant("BC", "plan.edit") == "Y"
    app.run(set_rights, shipped.level_cells("BC", plan, "Xem"))
    assert app.run(rights_in_force) == shipped


def test_what_is_not_the_offices_to_change_is_refused(app):
    for cell in (("QT", "cases.read"), ("LD", "denunciations.reveal"), ("TN", "accounts.manage")):
        with pytest.raises(RuleViolation):
            app.run(set_rights, {cell: "Y"})


def test_the_recovery_code_opens_and_a_new_one_takes_its_place(door, founded):
    app, first_code = founded
    second_code = app.run(new_recovery_code)
    app.close()
    with pytest.raises(WrongPassword):
        door.recover(first_code, "hanh.nt", THIRD)
    again = door.open(door.recover(second_code, "hanh.nt", THIRD), "hanh.nt")
    assert [line.action for line in again.run(audit_lines)[:5]].count("recovery_code.issue") == 1
    again.close()
    with pytest.raises(WrongPassword):
        door.unlock("hanh.nt", FIRST)
    door.unlock("hanh.nt", THIRD)


def test_the_audit_book_is_read_page_by_page_and_names_people(app):
    for number in range(AUDIT_PAGE // 2):
        app.run(add_body, BodyForm(name=f"Cơ quan {number}"))
    newest = app.run(audit_lines)
    older = app.run(audit_lines, newest[-1].seq)
    assert len(newest) == AUDIT_PAGE
    assert [line.seq for line in (*newest, *older)] == list(
        range(newest[0].seq, newest[0].seq - len(newest + older), -1)
    )
    assert (newest[0].account, newest[0].who) == ("hanh.nt", "Nguyễn Thị Hạnh")


def test_the_head_of_the_book_is_what_papers_print(app):
    with app.database.begin(app.viewer, "test", write=False) as uow:
        expected = head(uow.session.connection()).short
    assert app.run(audit_head) == expected
