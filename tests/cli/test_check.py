"""check: every part of an office that is not as the program wrote it is found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from builders import ALL_ROLES, PASSWORD, a_paper, a_plan, set_roles

from dcapp.checking import findings_of
from dcapp.db.folder import OfficeFolder
from dcapp.door import Door
from dcapp.features.attachments.service import attach, detach
from dcapp.features.papers.service import add_paper
from dcapp.features.plan.service import take_in_plan


@pytest.fixture(scope="session")
def checked_once(made_once, office_once):
    """A small office with a plan, papers, their search lines and files: a check reads every record there is."""

    def make(folder):
        shutil.copytree(office_once, folder)
        door = Door(folder)
        account = door.cards()[0].name
        app = door.open(door.unlock(account, PASSWORD), account)
        set_roles(app, account, ALL_ROLES)
        for number in range(4):
            app.run(add_paper, a_paper(number=f"{number + 1}/QĐ-UBND"))
        app.run(take_in_plan, a_plan())
        for name in ("mot.pdf", "hai.pdf"):
            app.run(attach, "Paper", 1, name, name.encode())
        app.close()

    return made_once("checked", make)


@pytest.fixture
def sample(checked_once, tmp_path):
    """Such an office of one's own."""
    return Path(shutil.copytree(checked_once, tmp_path / "sample"))


@pytest.fixture
def tampered(sample, password):
    """Runs statements against the data file through the driver, with the key, past the program."""

    def statements(*lines: str) -> None:
        from sqlcipher3 import dbapi2

        door = Door(sample)
        keys = door.unlock(door.cards()[0].name, password)
        handle = dbapi2.connect(str(OfficeFolder(sample).main), isolation_level=None)
        try:
            handle.execute(f"PRAGMA key=\"x'{keys.main_key.hex()}'\"")
            for line in lines:
                handle.execute(line)
        finally:
            handle.close()

    return statements


@pytest.fixture
def check(run, sample):
    def command() -> list[tuple[str, str]]:
        ended = run("check", "--json", data=sample)
        assert ended.code == (4 if ended.answer["findings"] else 0), ended.err
        assert ended.answer["ok"] is not bool(ended.answer["findings"])
        return [(finding["where"], finding["problem"]) for finding in ended.answer["findings"]]

    return command


def test_a_whole_office_has_no_findings(check):
    assert check() == []
    assert check() == []


AUDIT = {
    "changed": ("UPDATE audit_record SET content = replace(content, 'a', 'b') WHERE seq = 20",),
    "who-changed": ("UPDATE audit_record SET account = 'x' WHERE seq = 20",),
    "action-changed": ("UPDATE audit_record SET action = 'y' WHERE seq = 20",),
    "time-changed": ("UPDATE audit_record SET at = '2020-01-01 00:00:00.000000' WHERE seq = 20",),
    "removed": ("DELETE FROM audit_record WHERE seq = 20",),
    "first-removed": ("DELETE FROM audit_record WHERE seq = 1",),
    "cut": ("DELETE FROM audit_record WHERE seq = (SELECT max(seq) FROM audit_record)",),
    "emptied": ("DELETE FROM audit_record",),
    "added": (
        "INSERT INTO audit_record SELECT seq + 1, at, account_id, account, action, kind, record_id, content, hash, hash"
        " FROM audit_record ORDER BY seq DESC LIMIT 1",
    ),
    "swapped": (
        "UPDATE audit_record SET seq = -20 WHERE seq = 20",
        "UPDATE audit_record SET seq = 20 WHERE seq = 21",
        "UPDATE audit_record SET seq = 21 WHERE seq = -20",
    ),
}  # fmt: skip


@pytest.mark.parametrize("statements", AUDIT.values(), ids=AUDIT)
def test_a_touched_audit_book_is_found(check, tampered, statements):
    tampered(*statements)
    assert {where for where, _ in check()} == {"audit"}


def test_a_forged_anchor_is_found(check, sample):
    path = sample / "audit-head.json"
    stored = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**stored, "seal": "00"}), "utf-8")
    assert [where for where, _ in check()] == ["audit"]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON paper BEGIN DELETE FROM paper; END",
        "DROP INDEX ix_plan_duty_due_on",
        "CREATE TABLE more (id INTEGER)",
        "ALTER TABLE paper ADD COLUMN more TEXT",
    ],
)
def test_a_touched_schema_is_found(check, tampered, statement):
    tampered(statement)
    assert "main.db" in {where for where, _ in check()}


A_LINE = "(SELECT max(id) FROM findable)"
SEARCH = {
    "line-removed": (f"DELETE FROM findable WHERE id = {A_LINE}",),
    "line-changed": (f"UPDATE findable SET title = 'x' WHERE id = {A_LINE}",),
    "right-changed": (f"UPDATE findable SET needs = 'drafts.own' WHERE id = {A_LINE}",),
    "words-removed": (f"DELETE FROM findable_fts WHERE rowid = {A_LINE}",),
    "words-left": ("INSERT INTO findable_fts(rowid, folded) VALUES (99999, 'x')",),
    "stale-line": ("INSERT INTO findable VALUES (99999, 'Paper', 99999, 'x', '', 'papers.view')",),
    "strange-line": ("INSERT INTO findable VALUES (99999, 'Horse', 1, 'x', '', 'papers.view')",),
    "record-changed": ("UPDATE paper SET subject = 'x' WHERE id = 3",),
    "folded-changed": ("UPDATE plan_duty SET folded = 'x' WHERE id = 1",),
}


@pytest.mark.parametrize("statements", SEARCH.values(), ids=SEARCH)
def test_a_search_that_does_not_match_the_records_is_found(check, tampered, statements):
    tampered(*statements)
    assert {where for where, _ in check()} == {"search"}


def test_a_record_that_points_nowhere_is_found(check, tampered):
    tampered("PRAGMA foreign_keys=OFF", "UPDATE plan_duty SET plan_id = 999 WHERE id = 1")
    assert ("main.db", "plan_duty#1 -> plan") in check()


def test_flipped_bits_in_the_data_file_are_found(check, sample):
    path = OfficeFolder(sample).main
    content = bytearray(path.read_bytes())
    for place in (len(content) // 2, len(content) - 100):
        touched = bytearray(content)
        touched[place] ^= 1
        path.write_bytes(touched)
        assert [where for where, _ in check()][:1] == ["main.db"]


def test_a_data_file_cut_short_is_found(check, sample):
    path = OfficeFolder(sample).main
    path.write_bytes(path.read_bytes()[: 4096 * 9 + 17])
    assert check()


def blobs(folder):
    return sorted(path for path in (folder / "blobs").rglob("*") if path.is_file())


def test_a_damaged_cut_or_missing_attachment_is_found(check, sample):
    first, second, *_others = blobs(sample)
    content = bytearray(first.read_bytes())
    content[-1] ^= 1
    first.write_bytes(content)
    second.unlink()
    assert [where for where, _ in check()] == ["attachments", "attachments"]


def test_swapped_attachments_are_found(check, sample):
    first, second, *_others = blobs(sample)
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    assert [where for where, _ in check()] == ["attachments", "attachments"]


def test_an_attachment_that_nobody_names_is_found(check, opened, sample):
    from dcapp.db.blobs import BlobStore

    key = opened(sample, lambda app: app.storage.keys.subkey("attachments"))
    BlobStore(sample, key).put(b"an orphan")
    assert [where for where, _ in check()] == ["attachments"]


def test_an_attachment_in_the_bin_is_no_orphan(check, opened, sample):
    def throw_away(app):
        number = app.run(attach, "Paper", 1, "scan.pdf", b"words")
        app.run(detach, number)

    opened(sample, throw_away)
    assert check() == []


@pytest.mark.parametrize("name", ["keyslots.json", "keyslots.json.1"])
def test_a_damaged_or_missing_copy_of_the_key_slots_is_found(check, sample, name):
    path = sample / name
    content = path.read_bytes()
    path.write_bytes(content[:200] + b"!" + content[201:])
    assert {where for where, _ in check()} == {"keyslots.json"}
    path.unlink()
    assert check()


def test_an_altered_entry_of_the_key_slots_is_found(check, sample):
    for name in ("keyslots.json", "keyslots.json.1"):
        path = sample / name
        path.write_bytes(path.read_bytes().replace("Lê Thị Thử".encode(), "Lê Thị Thủ".encode()))
    assert {where for where, _ in check()} >= {"keyslots.json"}


def test_checking_changes_nothing(check, opened, sample):
    assert opened(sample, findings_of) == []
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file() and path.name != "auth.json"}
    check()
    after = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file() and path.name != "auth.json"}
    assert after == before


def test_a_value_that_no_column_can_hold_is_found(check, tampered):
    tampered("UPDATE paper SET issued_on = 'hôm qua' WHERE id = 3")
    assert "main.db" in {where for where, _ in check()}
