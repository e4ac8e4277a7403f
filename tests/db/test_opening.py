"""From the password to an open office and back: checks, sweeps, the audit book, one writer at a time; and founding."""

from __future__ import annotations

import json
import shutil

import pytest
from builders import PASSWORD, a_paper, a_profile, found_real, read_with, reopen
from sqlalchemy import select

from dcapp import founding, opening
from dcapp.db import start_checks
from dcapp.db.anchor import NAME as ANCHOR
from dcapp.db.anchor import read_anchor, write_anchor
from dcapp.db.audit import Head, audit_record, broken_links
from dcapp.db.engine import begin, make_engine
from dcapp.db.folder import OfficeFolder
from dcapp.db.journal import bin_content, empty_bin, undo, undo_last
from dcapp.db.lock import Busy
from dcapp.db.migrations.upgrade import upgrade
from dcapp.door import Door, DoorState
from dcapp.features.accounts.models import Account
from dcapp.features.attachments.service import attach, attachment_content, attachments_of, detach
from dcapp.features.papers.queries import paper_card
from dcapp.features.papers.service import add_paper
from dcapp.kernel.errors import EnvironmentFault, Invalid, NotAllowed, RuleViolation, WrongPassword

SCAN = b"%PDF-1.4 " + b"trang " * 900


def crash(app):
    """The program is killed: nothing is said, the lock of the system falls away."""
    app.database.close()
    app.on_close.args[1].release()


def audit_of(app):
    def ask(uow):
        rows = uow.session.execute(select(audit_record.c.action, audit_record.c.content).order_by(audit_record.c.seq))
        return [(action, json.loads(content)) for action, content in rows]

    return read_with(app, ask)


def blob_count(folder):
    return sum(1 for path in OfficeFolder(folder).blobs.rglob("*") if path.is_file())


# -- clean and unclean
def test_a_clean_end_leaves_no_sign_and_no_page_check(office_folder, monkeypatch):
    assert not start_checks.was_unclean(office_folder)
    monkeypatch.setattr(start_checks, "check_pages", lambda _connection: pytest.fail("checked without need"))
    app = reopen(office_folder)
    assert start_checks.was_unclean(office_folder)
    app.close()
    assert not start_checks.was_unclean(office_folder)


def test_a_broken_off_session_is_checked_and_noted(office_folder, monkeypatch):
    crash(reopen(office_folder))
    seen = []
    check = start_checks.check_pages
    monkeypatch.setattr(start_checks, "check_pages", lambda connection: seen.append(check(connection)))
    app = reopen(office_folder)
    assert seen == [None]
    assert audit_of(app)[-1][1]["unclean"] is True
    app.close()


def test_what_was_committed_before_the_crash_is_there(office_folder):
    app = reopen(office_folder)
    paper = app.run(add_paper, a_paper())
    crash(app)
    app = reopen(office_folder)
    assert app.run(paper_card, paper).number == "12/QĐ-UBND"
    app.close()


# -- attachments
def test_contents_orphaned_by_a_crash_are_swept_and_binned_ones_kept(office_folder):
    app = reopen(office_folder)
    kept = app.run(attach, "Paper", 1, "giữ.pdf", SCAN + b"1")
    binned = app.run(attach, "Paper", 1, "thùng rác.pdf", SCAN + b"2")
    app.run(detach, binned)
    app.storage.blobs.put(SCAN + b"3")  # durable, then the power went before the commit
    (OfficeFolder(office_folder).spool / "nửa chừng.part").write_bytes(b"x")
    assert blob_count(office_folder) == 3
    crash(app)
    app = reopen(office_folder)
    assert blob_count(office_folder) == 2
    assert list(OfficeFolder(office_folder).spool.iterdir()) == []
    assert app.run(attachment_content, kept) == ("giữ.pdf", SCAN + b"1")
    [step] = app.run(bin_content)
    app.run(undo, step.id)
    assert app.run(attachment_content, binned) == ("thùng rác.pdf", SCAN + b"2")
    app.close()


def test_a_renamed_attachment_does_not_stop_the_start_after_a_crash(office_folder):
    from dcapp.db.use_case import allowed
    from dcapp.features.attachments.models import Attachment

    @allowed("attachments.add", undo="Đổi tên tệp")
    def rename(uow, key):
        uow.get(Attachment, key).name = "mới.pdf"

    app = reopen(office_folder)
    app.run(rename, app.run(attach, "Paper", 1, "cũ.pdf", SCAN))
    crash(app)
    app = reopen(office_folder)
    assert [line.name for line in app.run(attachments_of, "Paper", 1)] == ["mới.pdf"]
    app.close()


def test_contents_that_nothing_names_go_when_the_office_is_closed(office_folder):
    app = reopen(office_folder)
    app.run(attach, "Paper", 1, "nhầm.pdf", SCAN)
    app.run(undo_last)
    binned = app.run(attach, "Paper", 1, "bỏ.pdf", SCAN + b"2")
    app.run(detach, binned)
    app.close()
    assert blob_count(office_folder) == 1
    app = reopen(office_folder)
    app.run(empty_bin)
    app.close()
    assert blob_count(office_folder) == 0


# -- at the door
def test_failed_tries_land_in_the_audit_book_once(office_folder):
    door = Door(office_folder)
    for name in ("thu", "ai-do"):
        with pytest.raises(WrongPassword):
            door.unlock(name, "sai-mat-khau")
    from dcapp.db.keys import door as at_the_door

    waits = pytest.MonkeyPatch()
    waits.setattr(at_the_door, "begin_attempt", lambda *_a, **_k: None)
    app = reopen(office_folder)
    waits.undo()
    attempts = [content["attempt"] for action, content in audit_of(app) if action == "login.failed"]
    assert len(attempts) == 2
    assert any(attempt.startswith("thu ") for attempt in attempts)
    app.close()
    app = reopen(office_folder)
    assert len([1 for action, _content in audit_of(app) if action == "login.failed"]) == 2
    app.close()


def test_a_blocked_account_opens_nothing_and_leaves_no_trace(office_folder):
    app = reopen(office_folder)
    with app.database.begin(app.viewer, "x", write=True) as uow:
        uow.session.query(Account).one().is_active = False
    app.close()
    for alone in (True, False):
        with pytest.raises(NotAllowed, match="bị khóa"):
            reopen(office_folder, alone=alone)
        assert not start_checks.was_unclean(office_folder)
    keys = Door(office_folder).unlock("thu", PASSWORD)
    engine = make_engine(OfficeFolder(office_folder).main, keys.main_key)  # and the lock was given back
    with begin(engine, write=True) as connection:
        connection.exec_driver_sql("UPDATE account SET is_active = 1")
    engine.dispose()
    reopen(office_folder).close()


def test_a_recovery_code_asks_for_a_new_one(cheap_keys, tmp_path):
    folder = tmp_path / "office"
    app, code = Door(folder).create(a_profile(), PASSWORD)
    app.close()
    door = Door(folder)
    app = door.open(door.recover(code, "thu", "Moi-hoan-toan-81"), "thu")
    assert any("Mã khôi phục vừa được dùng" in notice for notice in app.notices)
    assert audit_of(app)[-1][1]["by_recovery_code"] is True
    app.close()


# -- the anchor
def cut_tail(folder, keys, how_many):
    engine = make_engine(OfficeFolder(folder).main, keys.main_key)
    with begin(engine, write=True) as connection:
        newest = connection.exec_driver_sql("SELECT max(seq) FROM audit_record").scalar_one()
        connection.exec_driver_sql("DELETE FROM audit_record WHERE seq > ?", (newest - how_many,))
    engine.dispose()


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_tail_cut_off_the_book_is_noticed_at_the_next_start(office_folder, how_many):
    app = reopen(office_folder)
    app.run(add_paper, a_paper())
    app.close()
    reopen(office_folder).close()  # its own record, a login, is anchored as well
    cut_tail(office_folder, Door(office_folder).unlock("thu", PASSWORD), how_many)
    app = reopen(office_folder)
    assert any("Nhật ký ngắn hơn" in notice for notice in app.notices)
    assert any("Nhật ký ngắn hơn" in notice for notice in audit_of(app)[-1][1]["notices"])
    app.close()


def test_an_old_copy_put_back_is_noticed(office_folder, tmp_path):
    main = OfficeFolder(office_folder).main
    old = shutil.copy(main, tmp_path / "old.db")
    app = reopen(office_folder)
    app.run(add_paper, a_paper())
    app.close()
    for path in office_folder.glob("main.db*"):
        path.unlink()
    shutil.copy(old, main)
    app = reopen(office_folder)
    assert any("Nhật ký ngắn hơn" in notice for notice in app.notices)
    app.close()


def test_every_recorded_action_moves_the_anchor(office_folder):
    app = reopen(office_folder)
    key = app.storage.keys.subkey(opening.AUDIT)
    assert read_anchor(office_folder, key) == app.database.audit_head()
    app.run(add_paper, a_paper())
    assert read_anchor(office_folder, key) == app.database.audit_head()
    app.note_refusal(NotAllowed("không"), "x")  # a record without any change
    assert read_anchor(office_folder, key) == app.database.audit_head()
    with begin(app.database.reader, write=False) as connection:
        assert list(broken_links(connection, key, anchor=read_anchor(office_folder, key))) == []
    app.close()


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"head": "[1, 2]", "seal": "x"}', b"\xff\xfe", b'"x"'])
def test_an_anchor_that_was_meddled_with_is_none(tmp_path, content):
    (tmp_path / ANCHOR).write_bytes(content)
    assert read_anchor(tmp_path, b"k" * 32) is None


@pytest.mark.parametrize("content", [None, b"{}"])
def test_a_lost_anchor_is_said_and_does_not_lock_the_office(office_folder, content):
    (office_folder / ANCHOR).unlink()
    if content is not None:
        (office_folder / ANCHOR).write_bytes(content)
    app = reopen(office_folder)
    assert any("Mốc của nhật ký" in notice for notice in app.notices)
    app.close()
    app = reopen(office_folder)
    assert app.notices == ()
    app.close()


def test_an_anchor_of_another_key_is_none(tmp_path):
    assert read_anchor(tmp_path, b"k" * 32) is None
    write_anchor(tmp_path, Head(3, "a" * 64), b"k" * 32)
    assert read_anchor(tmp_path, b"k" * 32) == Head(3, "a" * 64)
    assert read_anchor(tmp_path, b"l" * 32) is None


# -- who else is there
def test_a_second_window_is_refused_with_a_sentence(office_folder):
    app = reopen(office_folder)
    with pytest.raises(Busy) as refused:
        reopen(office_folder)
    assert str(refused.value).strip()
    assert start_checks.was_unclean(office_folder)  # the first one is still at work
    app.close()
    reopen(office_folder).close()


def test_a_reader_works_beside_the_window_and_leaves_its_signs_alone(office_folder):
    app = reopen(office_folder)
    paper = app.run(add_paper, a_paper())
    beside = reopen(office_folder, alone=False)
    assert beside.run(paper_card, paper).number == "12/QĐ-UBND"
    later = app.run(add_paper, a_paper(number="13/QĐ-UBND"))
    assert beside.run(paper_card, later).number == "13/QĐ-UBND"
    beside.close()
    assert start_checks.was_unclean(office_folder)
    app.run(add_paper, a_paper(number="14/QĐ-UBND"))
    app.close()


def test_an_upgrade_asks_for_room_first(office_folder, monkeypatch):
    keys = Door(office_folder).unlock("thu", PASSWORD)
    monkeypatch.setattr(opening.shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(100, 99, 1))
    engine = make_engine(OfficeFolder(office_folder).main, keys.main_key)
    with pytest.raises(EnvironmentFault, match="không đủ chỗ"):
        opening.keep_snapshot(engine, OfficeFolder(office_folder), keys, 1)
    engine.dispose()
    assert list(OfficeFolder(office_folder).snapshots.iterdir()) == []


# -- founding
STEPS = ("keys", "file", "upgrade", "furnish", "anchor", "end")


class PowerCut(BaseException):
    """Nothing that follows in the process runs on; what lies on the disk stays as it is."""


@pytest.mark.parametrize("step", STEPS)
def test_after_a_power_cut_at_any_step_founding_begins_anew(cheap_keys, tmp_path, monkeypatch, step):
    folder = tmp_path / "office"
    cut = pytest.MonkeyPatch()

    def stop(*_arguments, **_more):
        raise PowerCut

    cut.setattr(founding, "_clear_away", lambda _office: None)  # a dead process clears nothing away
    match step:
        case "keys":
            cut.setattr(founding, "make_engine", stop)
        case "file":
            cut.setattr(founding, "upgrade", stop)
        case "upgrade":
            cut.setattr(founding, "upgrade", lambda engine: stop(upgrade(engine)))
        case "furnish":
            cut.setattr(founding, "furnish", stop)
        case "anchor":
            cut.setattr(founding, "write_anchor", stop)
        case "end":
            cut.setattr(founding, "_end", stop)
    with pytest.raises(PowerCut):
        Door(folder).create(a_profile(), "Mat-khau-lan-dau-7")
    cut.undo()
    assert OfficeFolder(folder).keyslots.exists()
    assert Door(folder).state() is DoorState.EMPTY
    app, code = Door(folder).create(a_profile(name="UBND xã Hai"), PASSWORD)
    assert app.office.name == "UBND xã Hai"
    app.close()
    assert Door(folder).state() is DoorState.READY
    assert [card.name for card in Door(folder).cards()] == ["thu"]
    app = reopen(folder)
    assert app.notices == ()
    app.close()
    assert code


def test_founding_that_fails_leaves_an_empty_folder(cheap_keys, tmp_path, monkeypatch):
    folder = tmp_path / "office"

    def refuse(*_arguments):
        raise RuleViolation("không")

    monkeypatch.setattr(founding, "furnish", refuse)
    with pytest.raises(RuleViolation, match="không"):
        Door(folder).create(a_profile(), PASSWORD)
    assert Door(folder).state() is DoorState.EMPTY
    left = {path.name for path in folder.iterdir() if path.is_file()}
    assert left <= {"app.lock", "keys.lock", "machine.key"}


def test_a_folder_with_an_office_is_never_founded_again(office_folder):
    before = OfficeFolder(office_folder).keyslots.read_bytes()
    with pytest.raises(RuleViolation, match="đã có một văn phòng"):
        Door(office_folder).create(a_profile(), PASSWORD)
    assert OfficeFolder(office_folder).keyslots.read_bytes() == before
    reopen(office_folder).close()


@pytest.mark.parametrize("values", [{"name": " "}, {"account_display": "", "account_name": ""}])
def test_founding_asks_for_what_it_needs(cheap_keys, tmp_path, values):
    with pytest.raises(Invalid):
        found_real(tmp_path / "office", **values)
    assert Door(tmp_path / "office").state() is DoorState.EMPTY


def test_a_weak_password_founds_nothing(cheap_keys, tmp_path):
    with pytest.raises(Invalid):
        Door(tmp_path / "office").create(a_profile(), "123")
    assert Door(tmp_path / "office").state() is DoorState.EMPTY
    found_real(tmp_path / "office").close()


def test_a_new_office_starts_with_posts_bodies_laws_and_a_calendar(office_folder):
    from dcapp.features.office.queries import calendar_of, officers_of, posts_on
    from dcapp.features.papers.models import Paper

    app = reopen(office_folder)
    assert len(app.run(posts_on)) > 3
    assert [officer.post_key for officer in app.run(officers_of)] == ["chairman"]
    assert app.run(calendar_of).is_loaded(2023) if hasattr(app.run(calendar_of), "is_loaded") else True
    replaced = read_with(app, lambda uow: uow.session.query(Paper).filter(Paper.replaced_by_id.is_not(None)).count())
    assert replaced >= 0
    app.close()
