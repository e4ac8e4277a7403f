"""Roles given by two, the audit book before the administrator, and the rights of the house, written a second time."""

from __future__ import annotations

import json

import pytest

from dcapp.db.keys import cost
from dcapp.db.keys import door as keys_door
from dcapp.db.use_case import allowed
from dcapp.door import Door
from dcapp.features.accounts.queries import account_lines, approvers_of_roles, audit_lines
from dcapp.features.accounts.service import (
    AccountForm,
    SecondPerson,
    SecondPersonNeeded,
    add_account,
    block_account,
    edit_account,
)
from dcapp.features.office.service import BodyForm, add_body
from dcapp.features.papers.service import PaperForm, add_paper
from dcapp.kernel.errors import Invalid, NotAllowed, WrongPassword
from dcapp.profile import OfficeProfile
from dcapp.rules.permissions import ROLES, load_matrix

FIRST, SECOND, THIRD = "bien-xanh-cat-trang", "nui-cao-song-dai", "dong-lua-chin-vang"
LEADER = SecondPerson(account="tuan.pq", password=SECOND)


@pytest.fixture
def door(tmp_path, monkeypatch):
    passed = [1_700_000_000.0]

    def clocks():
        passed[0] += 400
        return passed[0], passed[0]

    monkeypatch.setattr(keys_door, "clocks", clocks)
    cost.use(cost.Cost(64, 1, 1))
    yield Door(tmp_path / "office")
    cost.use(None)


@pytest.fixture
def app(door):
    opened, _code = door.create(OfficeProfile(name="UBND xã Phổ Châu", account_display="Nguyễn Thị Hạnh"), FIRST)
    yield opened
    opened.close()


@pytest.fixture
def leader(app):
    """A chairman's account beside the first one."""
    return app.run(add_account, AccountForm(display_name="Phạm Quốc Tuấn", roles=("LD",)), SECOND)


def clerk(app, second=None):
    form = AccountForm(display_name="Lê Thị Ba", roles=("TN",))
    return app.run(add_account, form, THIRD, second) if second else app.run(add_account, form, THIRD)


# -- roles are given by two
def test_as_long_as_nobody_else_could_confirm_the_first_account_gives_roles_alone(app):
    assert app.run(approvers_of_roles) == []
    clerk(app)


def test_where_a_leader_has_an_account_roles_need_the_leader(door, app, leader):
    assert [line.name for line in app.run(approvers_of_roles)] == ["tuan.pq"]
    with pytest.raises(SecondPersonNeeded, match="Phạm Quốc Tuấn") as asked:
        clerk(app)
    assert asked.value.accounts == ("tuan.pq",)
    assert len(door.cards()) == len(app.run(account_lines)) == 2
    account = clerk(app, LEADER)
    confirmed = next(line for line in app.run(audit_lines) if line.action == "roles.confirm")
    assert (confirmed.record_id, json.loads(confirmed.content)) == (account, {"account": "tuan.pq"})


def test_the_second_person_proves_to_be_there_and_is_another_one(app, leader):
    with pytest.raises(WrongPassword):
        clerk(app, SecondPerson(account="tuan.pq", password=FIRST))
    with pytest.raises(Invalid):
        clerk(app, SecondPerson(account="hanh.nt", password=FIRST))
    other = clerk(app, LEADER)
    with pytest.raises(Invalid):  # a clerk does not approve
        app.run(
            edit_account,
            other,
            AccountForm(display_name="Lê Thị Ba", roles=("TN", "TC")),
            SecondPerson(account="ba.lt", password=THIRD),
        )
    assert SECOND not in repr(LEADER)


def test_only_a_change_of_roles_asks_for_the_second_person(app, leader):
    account = clerk(app, LEADER)
    app.run(edit_account, account, AccountForm(display_name="Lê Thị Bốn", roles=("TN",)))
    for roles in ((), ("TN", "TC"), ("TC",)):
        with pytest.raises(SecondPersonNeeded):
            app.run(edit_account, account, AccountForm(display_name="Lê Thị Bốn", roles=roles))
    app.run(edit_account, account, AccountForm(display_name="Lê Thị Bốn", roles=("TC",)), LEADER)


def test_a_blocked_leader_confirms_nothing_and_is_not_waited_for(app, leader):
    app.run(block_account, leader)
    with pytest.raises(Invalid):
        app.run(add_account, AccountForm(display_name="Lê Thị Ba", roles=("XX",)), THIRD, LEADER)
    clerk(app)


# -- the audit book before the system administrator
def as_role(app, *roles):
    own = next(line for line in app.run(account_lines) if line.name == "hanh.nt")
    app.run(edit_account, own.id, AccountForm(display_name=own.display_name, roles=roles))


def test_the_administrator_reads_events_without_the_content_of_the_work(app):
    app.run(add_paper, PaperForm(type_name="Quyết định", number="7/QĐ-UBND", subject="việc rất kín"))
    app.run(add_body, BodyForm(name="Hội đồng thử"))
    as_role(app, "QT")
    lines = app.run(audit_lines)
    paper = next(line for line in lines if line.kind == "Paper" and line.action == "add_paper")
    assert (paper.content, paper.account) == ("{}", "hanh.nt")
    assert not any("việc rất kín" in line.content for line in lines)
    assert any("Hội đồng thử" in line.content for line in lines)  # what the administrator keeps stays readable
    assert any(line.kind == "AccountRole" and line.content != "{}" for line in lines)


@pytest.mark.parametrize("roles", [("QT", "LD"), ("QT", "KS")])
def test_leaders_and_inspectors_read_all_of_it(app, roles):
    app.run(add_paper, PaperForm(type_name="Quyết định", number="7/QĐ-UBND", subject="việc rất kín"))
    as_role(app, *roles)
    assert any("việc rất kín" in line.content for line in app.run(audit_lines))


# -- the rights of the house (decision 5: system administrator, leader, reception; the others look)
# y may, a for what is assigned, p approves, l looks only, . refused; QT LD TN TL TC TD KS BC.
HOUSE = {
    "drafts.own": "yyyyyyyy",
    "accounts.own": "yyyyyyyy",
    "office.view": "yyyyyyyy",
    "rules.view": "yyyyyyyy",
    "search": "yyyyyyyy",
    "print": "yyyyyyyy",
    "plan.view": "yyyyyyyy",
    "plan.edit": ".yy.....",
    "plan.import": ".yy.....",
    "plan.manage": ".yy.....",
    "plan.approve": ".y......",
    "papers.view": "yyyyyyyy",
    "papers.edit": ".yy.....",
    "papers.approve": ".y......",
    "numbering.take": ".yy.....",
    "attachments.add": "yyyyyy..",
    "attachments.open": "yyyyyyy.",
    "import": "y.y.....",
    "export": "yyyyy.yy",
    "fill": "y.y.....",
    "office.edit": "y.......",
    "calendar.edit": "y.......",
    "bin.manage": "y.......",
    "accounts.view": "yy....y.",
}


@pytest.mark.parametrize("action", HOUSE)
def test_every_cell_of_the_house_is_the_one_that_was_decided(action):
    matrix = load_matrix()
    assert "".join("y" if matrix.decide({role}, action).allowed else "." for role in ROLES) == HOUSE[action]


def test_what_nobody_decided_is_given_to_nobody():
    @allowed("plan.burn")
    def burn(_uow):
        raise AssertionError

    from builders import an_app

    app = an_app()
    with pytest.raises(NotAllowed):
        app.run(burn)
    app.close()
