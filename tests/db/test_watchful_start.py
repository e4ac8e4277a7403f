"""What an opening notices must not be forgotten by the next one, and what an ending owes is done whatever fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import PASSWORD, a_paper, found_real, read_with, reopen
from sqlalchemy import select

from dcapp import checking, opening
from dcapp.checking import explain_book, findings_of
from dcapp.db import audit, engine, start_checks
from dcapp.db.anchor import NAME as ANCHOR
from dcapp.db.anchor import read_anchor
from dcapp.db.engine import begin, make_engine
from dcapp.db.folder import OfficeFolder
from dcapp.db.journal import keep_draft
from dcapp.db.keys import AccountCard, cabinet
from dcapp.db.use_case import allowed
from dcapp.door import Door
from dcapp.features.accounts.models import Account
from dcapp.features.accounts.queries import account_lines
from dcapp.features.accounts.service import AccountForm, add_account, block_account, open_account_again
from dcapp.features.papers.queries import paper_card
from dcapp.features.papers.service import add_paper
from dcapp.kernel.errors import Damaged, EnvironmentFault, Invalid, RuleViolation


def crash(app):
    """The program is killed: nothing is said, the lock of the system falls away."""
    app.database.close()
    app.on_close.args[1].release()


def tamper(folder, *statements):
    """Past the program, with the key."""
    keys = Door(folder).unlock("thu", PASSWORD)
    writer = make_engine(OfficeFolder(folder).main, keys.main_key)
    with begin(writer, write=True) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    writer.dispose()


def found(app):
    return {finding.where for finding in findings_of(app)}


CUT = "DELETE FROM audit_record WHERE seq > (SELECT max(seq) FROM audit_record) - 2"


# -- the audit book
def test_a_cut_tail_stays_a_finding_after_any_number_of_openings_until_it_is_explained(office_folder):
    tamper(office_folder, CUT)
    reopen(office_folder).close()
    for _opening in range(2):
        app = reopen(office_folder)
        assert [finding.problem.split(":")[0] for finding in findings_of(app)] == ["Nhật ký bị cắt"]
        app.close()
    app = reopen(office_folder)
    with pytest.raises(Invalid):
        app.run(explain_book, "  ")
    app.run(explain_book, "Chép lại bản ngày hôm qua, có biên bản.")
    assert findings_of(app) == []
    app.close()
    tamper(office_folder, CUT)  # the explanation goes with it, and that is noticed as well
    app = reopen(office_folder)
    assert found(app) == {"audit"}
    app.close()


@pytest.mark.parametrize("emptied", [False, True])
def test_a_book_without_anchor_stays_a_finding(office_folder, emptied):
    if emptied:
        tamper(office_folder, "DELETE FROM audit_record")
    (office_folder / ANCHOR).unlink()
    beside = reopen(office_folder, alone=False)
    assert found(beside) == {"audit"}
    beside.close()
    app = reopen(office_folder)
    assert any("Mốc của nhật ký" in notice for notice in app.notices)
    app.close()
    app = reopen(office_folder)
    assert app.notices == ()
    assert found(app) == {"audit"}
    app.close()


def test_after_a_broken_off_session_the_tail_of_the_book_is_proven(office_folder):
    app = reopen(office_folder)
    app.run(add_paper, a_paper())
    crash(app)
    tamper(office_folder, "UPDATE audit_record SET account = 'ai' WHERE seq = (SELECT max(seq) - 1 FROM audit_record)")
    app = reopen(office_folder)
    assert any("không như chương trình đã ghi" in notice for notice in app.notices)
    app.close()


def test_the_tail_alone_is_walked_from_the_hash_before_it(office_folder):
    app = reopen(office_folder)
    for number in range(4):
        app.run(add_paper, a_paper(number=f"{number}/QĐ"))
    key = app.database.security.audit_key
    with begin(app.database.reader, write=False) as connection:
        newest = audit.head(connection).seq
        assert list(audit.broken_links(connection, key, after=newest - 3)) == []
        assert list(audit.broken_links(connection, key, after=newest + 3)) == [audit.Finding(newest + 3, "removed")]
    app.close()


MEDDLED = (
    "UPDATE audit_record SET at = 'hôm qua' WHERE seq = 2",
    "UPDATE audit_record SET content = x'00ff' WHERE seq = 2",
    "UPDATE audit_record SET content = 7 WHERE seq = 2",
    "UPDATE audit_record SET hash = 'không phải' WHERE seq = 2",
    "UPDATE audit_record SET record_id = 'x' WHERE seq = 2",
    "UPDATE audit_record SET previous = x'ff' WHERE seq = 2",
    "UPDATE audit_record SET content = CAST(x'ff' AS TEXT) WHERE seq = 2",
)


@pytest.mark.parametrize("statement", MEDDLED)
def test_a_record_that_no_program_could_have_written_is_a_finding_and_no_accident(office_folder, statement):
    app = reopen(office_folder)
    app.run(add_paper, a_paper())
    app.close()
    tamper(office_folder, statement)
    beside = reopen(office_folder, alone=False)
    assert found(beside) == {"audit"}
    beside.close()


def test_a_window_at_work_while_somebody_checks_is_no_cut_book(office_folder, monkeypatch):
    app = reopen(office_folder)
    beside = reopen(office_folder, alone=False)
    schema = checking._schema

    def meanwhile(connection):
        app.run(add_paper, a_paper())  # moves the anchor beyond what the check sees
        return schema(connection)

    monkeypatch.setattr(checking, "_schema", meanwhile)
    assert findings_of(beside) == []
    beside.close()
    app.close()


# -- the schema, the clock
@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE audit_record",
        "DROP TABLE undo_step",
        "CREATE TRIGGER evil AFTER INSERT ON paper BEGIN DELETE FROM audit_record; END",
        "CREATE VIEW evil AS SELECT * FROM paper",
    ],
)
def test_a_file_whose_tables_are_not_ours_is_refused_before_anything_is_written(office_folder, statement):
    tamper(office_folder, statement)
    for alone in (True, False):
        with pytest.raises(Damaged, match="Cấu trúc"):
            reopen(office_folder, alone=alone)


def test_a_clock_set_back_by_hours_is_said_and_the_numbers_of_the_book_go_on(office_folder):
    app = reopen(office_folder)

    @allowed("drafts.own")
    def from_the_future(uow):
        uow.now = uow.now + timedelta(hours=3)
        uow.note("x", "Account", None, {})

    app.run(from_the_future)
    app.close()
    app = reopen(office_folder)
    assert any("Đồng hồ" in notice for notice in app.notices)
    seqs = read_with(app, lambda uow: list(uow.session.scalars(select(audit.audit_record.c.seq).order_by("seq"))))
    assert seqs == list(range(1, len(seqs) + 1))
    app.close()


# -- endings
def test_after_a_disk_error_the_next_start_looks_at_the_pages(office_folder):
    app = reopen(office_folder)
    engine._of_engine[app.database.writer].stopped = True
    app.close()
    assert start_checks.was_unclean(office_folder)
    reopen(office_folder).close()
    assert not start_checks.was_unclean(office_folder)


def test_the_lock_is_given_back_even_when_the_tidying_fails(office_folder, monkeypatch):
    app = reopen(office_folder)
    app.storage.blobs.put(b"x")

    def broken(_known):
        raise EnvironmentFault("ổ đĩa")

    monkeypatch.setattr(app.storage.blobs, "sweep", broken)
    with pytest.raises(EnvironmentFault, match="ổ đĩa"):
        app.close()
    reopen(office_folder).close()


def test_an_action_is_kept_and_not_called_failed_when_only_the_anchor_could_not_move(office_folder, monkeypatch):
    app = reopen(office_folder)

    def full(*_arguments):
        raise EnvironmentFault("đầy")

    with monkeypatch.context() as patch:
        patch.setattr(opening, "write_anchor", full)
        paper = app.run(add_paper, a_paper())
    assert app.run(paper_card, paper).number == "12/QĐ-UBND"
    app.run(add_paper, a_paper(number="13/QĐ-UBND"))
    assert read_anchor(office_folder, app.database.security.audit_key) == app.database.audit_head()
    app.close()
    app = reopen(office_folder)
    assert app.notices == ()
    app.close()


def test_a_content_of_a_refused_action_is_no_damage_later(office_folder):
    app = reopen(office_folder)

    @allowed("attachments.add")
    def put_and_refuse(uow):
        uow.beside.blobs.put(b"to nobody")
        raise RuleViolation("không")

    with pytest.raises(RuleViolation):
        app.run(put_and_refuse)
    app.close()
    beside = reopen(office_folder, alone=False)
    assert findings_of(beside) == []
    beside.close()


# -- slots and accounts
def test_a_slot_that_no_account_stands_behind_goes_at_the_next_start(office_folder):
    app = reopen(office_folder)
    cabinet.add_account(app.storage.keys, AccountCard("ma", "Người Không Có"), "bốn mùa hoa ban")  # then the power went
    crash(app)
    assert len(Door(office_folder).cards()) == 2
    reopen(office_folder).close()
    assert [card.name for card in Door(office_folder).cards()] == ["thu"]


def test_a_refused_account_leaves_no_card_at_the_door(office_folder):
    app = reopen(office_folder)
    with pytest.raises(Invalid):
        app.run(add_account, AccountForm(display_name="Phạm Văn Hai", roles=("XX",)), "bốn mùa hoa ban")
    assert [card.name for card in Door(office_folder).cards()] == ["thu"]
    app.close()


def test_opening_an_account_again_that_broke_off_can_be_done_again(office_folder):
    app = reopen(office_folder)
    account = app.run(add_account, AccountForm(display_name="Phạm Văn Hai", roles=("TN",)), "bốn mùa hoa ban")
    app.run(block_account, account)
    cabinet.add_account(app.storage.keys, AccountCard("hai.pv", "Phạm Văn Hai"), "bốn mùa hoa ban")
    app.run(open_account_again, account, "thuyền về bến đợi")
    assert Door(office_folder).unlock("hai.pv", "thuyền về bến đợi")
    assert all(line.is_active for line in app.run(account_lines))
    app.close()


def test_founding_that_is_taken_back_leaves_an_empty_folder(cheap_keys, tmp_path):
    folder = tmp_path / "office"
    app = found_real(folder)
    app.storage.blobs.put(b"x")
    app.run(keep_draft, "form", "1", {"a": 1})
    Door(folder).abandon(app)
    assert Door(folder).state().value == "empty"
    assert {path.name for path in folder.rglob("*") if path.is_file()} <= {"app.lock", "keys.lock", "machine.key"}
    app = found_real(folder)
    assert read_with(app, lambda uow: uow.session.query(Account).count()) == 1
    app.close()
