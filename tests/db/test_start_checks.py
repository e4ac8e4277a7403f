"""What is looked at before a data file is trusted."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from dcapp.db import start_checks
from dcapp.db.engine import begin, environment_faults, make_engine
from dcapp.db.folder import OfficeFolder, default_folder, sweep_parts, write_atomically
from dcapp.db.start_checks import check_file, check_identity, check_pages, check_schema, schema_fingerprint
from dcapp.kernel.errors import Damaged, EnvironmentFault

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "main.db"
    engine = make_engine(path, KEY, create=True)
    with begin(engine, write=True) as connection:
        connection.exec_driver_sql("CREATE TABLE paper (id INTEGER PRIMARY KEY, title TEXT)")
        connection.exec_driver_sql("CREATE INDEX ix_paper_title ON paper (title)")
        for number in range(200):
            connection.exec_driver_sql("INSERT INTO paper (title) VALUES (?)", (f"văn bản số {number} " * 5,))
        connection.exec_driver_sql("PRAGMA user_version=3")
    engine.dispose()
    return path


def looked_at(path: Path, check):
    engine = make_engine(path, KEY)
    try:
        with environment_faults(), begin(engine, write=False) as connection:
            return check(connection)
    finally:
        engine.dispose()


def test_a_good_file_passes_every_check(path):
    check_file(path)
    assert looked_at(path, lambda connection: check_identity(connection, version=3)) == 3
    looked_at(path, check_pages)
    looked_at(path, lambda connection: check_pages(connection, thorough=True))


def test_every_flipped_bit_is_noticed(path):
    whole = path.read_bytes()
    for at in [0, 17, *random.sample(range(len(whole)), 40), len(whole) - 1]:
        content = bytearray(whole)
        content[at] ^= 1 << random.randrange(8)
        path.write_bytes(content)
        with pytest.raises(Damaged):
            looked_at(path, check_pages)
    path.write_bytes(whole)
    looked_at(path, check_pages)


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"x" * 4095])
def test_an_empty_or_cut_file_is_refused(tmp_path, content):
    path = tmp_path / "main.db"
    path.write_bytes(content)
    with pytest.raises(Damaged, match="trống hoặc bị cắt"):
        check_file(path)


def test_a_missing_or_plain_file_is_refused(tmp_path):
    with pytest.raises(EnvironmentFault, match="Không thấy"):
        check_file(tmp_path / "gone.db")
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE paper (id INTEGER)")
    plain.commit()
    plain.close()
    with pytest.raises(Damaged, match="không được mã hóa"):
        check_file(tmp_path / "plain.db")


def test_a_file_of_another_program_is_refused(path):
    engine = make_engine(path, KEY)
    with begin(engine, write=True) as connection:
        connection.exec_driver_sql("PRAGMA application_id=7")
    engine.dispose()
    with pytest.raises(Damaged, match="không phải của Sổ Dân Chủ"):
        looked_at(path, lambda connection: check_identity(connection, version=3))


def test_a_newer_file_is_refused_kindly_and_left_alone(path):
    before = path.read_bytes()
    with pytest.raises(EnvironmentFault, match="phiên bản mới hơn") as caught:
        looked_at(path, lambda connection: check_identity(connection, version=2))
    assert not isinstance(caught.value, Damaged)
    assert "nguyên vẹn" in caught.value.advice
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "evil",
    [
        "CREATE TRIGGER wipe AFTER INSERT ON paper BEGIN DELETE FROM paper; END",
        "CREATE VIEW seen AS SELECT * FROM paper",
        "CREATE TABLE more (id INTEGER)",
        "DROP INDEX ix_paper_title",
        "ALTER TABLE paper ADD COLUMN extra TEXT",
    ],
)
def test_a_schema_that_is_not_ours_is_noticed(path, evil):
    fingerprint = looked_at(path, schema_fingerprint)
    assert fingerprint == looked_at(path, schema_fingerprint)
    looked_at(path, lambda connection: check_schema(connection, fingerprint))
    engine = make_engine(path, KEY)
    with begin(engine, write=True) as connection:
        connection.exec_driver_sql("INSERT INTO paper (title) VALUES ('one more')")
        connection.exec_driver_sql(evil)
    engine.dispose()
    looked_at(path, check_pages)  # the pages are fine
    with pytest.raises(Damaged, match="Cấu trúc"):
        looked_at(path, lambda connection: check_schema(connection, fingerprint))


def test_a_dangling_reference_is_found_when_thorough(tmp_path):
    engine = make_engine(None, None)
    with begin(engine, write=True, foreign_keys=True) as connection:
        connection.exec_driver_sql("CREATE TABLE plan (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE item (id INTEGER PRIMARY KEY, plan_id INTEGER REFERENCES plan(id))")
        assert start_checks.page_problems(connection, thorough=True) == []
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.exec_driver_sql("INSERT INTO item VALUES (1, 9)")
        assert start_checks.page_problems(connection, thorough=True) == ["item#1 -> plan"]
        connection.exec_driver_sql("DELETE FROM item")
    engine.dispose()


def test_a_broken_off_session_is_known_at_the_next_start(tmp_path):
    assert not start_checks.was_unclean(tmp_path)
    start_checks.mark_open(tmp_path)
    assert start_checks.was_unclean(tmp_path)
    start_checks.mark_closed(tmp_path)
    start_checks.mark_closed(tmp_path)
    assert not start_checks.was_unclean(tmp_path)


def test_a_small_file_is_replaced_whole_and_for_this_user_only(tmp_path):
    path = tmp_path / "small.json"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o077 == 0
    (tmp_path / "small.json.12.part").write_bytes(b"half")
    sweep_parts(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["small.json"]


def test_the_default_folder_lies_with_the_users_data():
    assert default_folder().name == "so-dan-chu"
    assert not OfficeFolder(default_folder()).exists
