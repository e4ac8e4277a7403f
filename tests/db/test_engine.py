"""The encrypted file through SQLAlchemy: transactions, settings, secrecy, faults by code."""

from __future__ import annotations

import errno
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlcipher3 import dbapi2 as driver

from dcapp.db import engine as room
from dcapp.db import faults
from dcapp.db.engine import APPLICATION_ID, begin, environment_faults, interrupt, is_stopped, make_engine
from dcapp.db.faults import Interrupted, code_of, fault_of
from dcapp.kernel.errors import Damaged, EnvironmentFault

KEY = bytes(range(32))
ROOT = Path(__file__).resolve().parents[2]
CANARY = "Người tố cáo kín tên"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "main.db"


@pytest.fixture(params=["file", "memory"])
def engine(request, path):
    made = make_engine(path, KEY, create=True) if request.param == "file" else make_engine(None, None)
    with begin(made, write=True) as connection:
        connection.exec_driver_sql("CREATE TABLE paper (id INTEGER PRIMARY KEY, title TEXT UNIQUE)")
    yield made
    made.dispose()


def titles(engine) -> list[str]:
    with begin(engine, write=False) as connection:
        return list(connection.exec_driver_sql("SELECT title FROM paper ORDER BY id").scalars())


def add(connection, title: str) -> None:
    connection.exec_driver_sql("INSERT INTO paper (title) VALUES (?)", (title,))


def test_a_nested_savepoint_does_not_outlive_the_outer_rollback(engine):
    def act() -> None:
        with begin(engine, write=True) as connection:
            add(connection, "outer")
            with connection.begin_nested():
                add(connection, "inner")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert titles(engine) == []


def test_a_savepoint_taken_back_leaves_the_outer_work(engine):
    with begin(engine, write=True) as connection:
        add(connection, "outer")
        nested = connection.begin_nested()
        add(connection, "inner")
        nested.rollback()
    assert titles(engine) == ["outer"]


def test_making_tables_is_part_of_the_transaction(engine):
    def act() -> None:
        with begin(engine, write=True) as connection:
            connection.exec_driver_sql("CREATE TABLE other (id INTEGER)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    with begin(engine, write=False) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name='other'").scalar_one() == 0


def test_a_transaction_that_did_not_ask_for_writing_cannot_write(engine):
    with pytest.raises(EnvironmentFault), environment_faults(), begin(engine, write=False) as connection:
        add(connection, "smuggled")
    assert titles(engine) == []
    assert not is_stopped(engine)


def test_a_broken_rule_of_the_data_passes_as_it_is(engine):
    with pytest.raises(IntegrityError), environment_faults(), begin(engine, write=True) as connection:
        connection.exec_driver_sql("INSERT INTO paper (title) VALUES ('twice'), ('twice')")
    assert titles(engine) == []


def test_in_memory_users_take_turns():
    engine = make_engine(None, None)
    with begin(engine, write=True) as connection:
        connection.exec_driver_sql("CREATE TABLE paper (id INTEGER PRIMARY KEY, title TEXT)")

    def work(name: str) -> None:
        for _round in range(20):
            with begin(engine, write=True) as connection:
                add(connection, name)

    workers = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(titles(engine)) == 60
    engine.dispose()


WANTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "temp_store": 2,
    "secure_delete": 1,
    "busy_timeout": 5000,
    "cache_size": -65536,
    "application_id": APPLICATION_ID,
}


@pytest.mark.parametrize("read_only", [False, True])
def test_every_connection_has_the_settings_of_the_house(path, read_only):
    make_file(path)
    engine = make_engine(path, KEY, read_only=read_only)
    with begin(engine, write=False) as first, begin(engine, write=False) as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in WANTED}
            assert {name: str(value) for name, value in found.items()} == {k: str(v) for k, v in WANTED.items()}
    engine.dispose()


def test_freed_memory_is_wiped_in_the_program_itself(path):
    make_file(path)
    asked = f"""
from pathlib import Path
from dcapp.db.engine import begin, make_engine
with begin(make_engine(Path({str(path)!r}), {KEY!r}), write=False) as connection:
    print(connection.exec_driver_sql("PRAGMA cipher_memory_security").scalar())
"""
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "1"


def make_file(path: Path, rows: int = 3) -> None:
    engine = make_engine(path, KEY, create=True)
    with begin(engine, write=True) as connection:
        connection.exec_driver_sql("CREATE TABLE paper (id INTEGER PRIMARY KEY, title TEXT)")
        for number in range(rows):
            add(connection, f"{CANARY} {number}")
    engine.dispose()


def test_nothing_readable_stands_in_the_files(path, tmp_path):
    engine = make_engine(path, KEY, create=True)
    with begin(engine, write=True) as connection:
        connection.exec_driver_sql("CREATE TABLE paper (id INTEGER PRIMARY KEY, title TEXT)")
        for number in range(200):
            add(connection, f"{CANARY} {number}")
    files = [file for file in tmp_path.iterdir() if file.stat().st_size]
    assert {file.suffix for file in files} >= {".db", ".db-wal"}
    engine.dispose()
    for file in [*files, path]:
        content = file.read_bytes() if file.exists() else b""
        assert CANARY.encode() not in content
        assert CANARY.encode("utf-16-le") not in content
        assert b"CREATE TABLE" not in content
        assert not content.startswith(b"SQLite format 3")
        assert KEY not in content


def test_a_plain_file_is_refused_and_not_touched(path):
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE paper (id INTEGER)")
    plain.commit()
    plain.close()
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(Damaged, match="không được mã hóa"), environment_faults():
            begin(make_engine(path, KEY, create=create), write=True).__enter__()
    assert path.read_bytes() == before


def test_a_driver_that_ignores_the_key_is_refused(path, monkeypatch):
    monkeypatch.setattr(room, "driver", sqlite3)
    engine = make_engine(path, KEY, create=True)
    with pytest.raises(EnvironmentFault, match="Thư viện mã hóa"):
        begin(engine, write=True).__enter__()
    assert not path.exists() or path.stat().st_size == 0


def test_a_wrong_key_is_told_as_damage_and_says_nothing_on_stderr(path, capfd):
    make_file(path)
    engine = make_engine(path, bytes(32))
    with pytest.raises(Damaged) as caught, environment_faults():
        begin(engine, write=False).__enter__()
    assert caught.value.technical.startswith("SQLite 26")
    assert capfd.readouterr().err == ""
    engine.dispose()


def test_a_missing_file_is_not_made_anew(path):
    with pytest.raises(EnvironmentFault, match=r"main\.db"), environment_faults():
        begin(make_engine(path, KEY), write=True).__enter__()
    assert not path.exists()


@pytest.mark.parametrize("key", [None, b"", b"short", bytes(33)])
def test_a_file_needs_a_raw_key(path, key):
    with pytest.raises(ValueError, match="32 bytes"):
        make_engine(path, key)


def test_two_writers_wait_and_then_say_so(path, monkeypatch):
    monkeypatch.setattr(room, "BUSY_SECONDS", 0.05)
    make_file(path)
    one, other = make_engine(path, KEY), make_engine(path, KEY)
    with begin(one, write=True), pytest.raises(EnvironmentFault, match="khác ghi"), environment_faults():
        begin(other, write=True).__enter__()
    with begin(other, write=True) as connection:
        add(connection, "after")
    assert not is_stopped(one)
    one.dispose()
    other.dispose()


def test_a_reader_sees_the_last_commit_while_another_writes(path):
    make_file(path, rows=1)
    writer, reader = make_engine(path, KEY), make_engine(path, KEY, read_only=True)
    with begin(writer, write=True) as connection:
        add(connection, "new")
        assert len(titles(reader)) == 1
    assert len(titles(reader)) == 2
    writer.dispose()
    reader.dispose()


def test_a_read_is_called_off_from_another_thread(path):
    make_file(path)
    reader = make_engine(path, KEY, read_only=True)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    started = threading.Event()
    over = threading.Event()

    def call_off() -> None:
        started.wait()
        while not over.wait(0.02):
            interrupt(reader)

    def read() -> None:
        with environment_faults(), begin(reader, write=False) as connection:
            started.set()
            connection.exec_driver_sql(endless).scalar()

    caller = threading.Thread(target=call_off)
    caller.start()
    try:
        with pytest.raises(Interrupted):
            read()
    finally:
        over.set()
        caller.join()
    assert len(titles(reader)) == 3
    reader.dispose()
    interrupt(reader)


def test_rebuilding_a_parent_keeps_its_children(path):
    engine = make_engine(path, KEY, create=True)
    with begin(engine, write=True) as connection:
        connection.exec_driver_sql("CREATE TABLE plan (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql(
            "CREATE TABLE item (id INTEGER PRIMARY KEY, plan_id INTEGER REFERENCES plan(id) ON DELETE CASCADE)"
        )
        connection.exec_driver_sql("INSERT INTO plan VALUES (1)")
        connection.exec_driver_sql("INSERT INTO item VALUES (1, 1)")
    with begin(engine, write=True, foreign_keys=False) as connection:
        connection.exec_driver_sql("CREATE TABLE fresh (id INTEGER PRIMARY KEY, title TEXT)")
        connection.exec_driver_sql("INSERT INTO fresh (id) SELECT id FROM plan")
        connection.exec_driver_sql("DROP TABLE plan")
        connection.exec_driver_sql("ALTER TABLE fresh RENAME TO plan")
    with begin(engine, write=True) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM item").scalar_one() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    with pytest.raises(Damaged, match="1 bản ghi"), begin(engine, write=True, foreign_keys=False) as connection:
        connection.exec_driver_sql("DELETE FROM plan")
    with begin(engine, write=False) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM plan").scalar_one() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    engine.dispose()


def failing(code: int) -> driver.OperationalError:
    error = driver.OperationalError("words that nobody judges by")
    error.sqlite_errorcode = code
    return error


IOERR_FSYNC = 10 | (4 << 8)


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (13, EnvironmentFault, "đã đầy"),
        (IOERR_FSYNC, EnvironmentFault, "ngừng ghi"),
        (5, EnvironmentFault, "khác ghi"),
        (6, EnvironmentFault, "khác ghi"),
        (261, EnvironmentFault, "khác ghi"),
        (8, EnvironmentFault, "chỉ cho đọc"),
        (14, EnvironmentFault, "Không mở được"),
        (7, EnvironmentFault, "bộ nhớ"),
        (11, Damaged, "bị hỏng"),
        (26, Damaged, "bị hỏng"),
    ],
)
def test_trouble_is_told_by_its_code(code, kind, words):
    fault = fault_of(OperationalError("SELECT 1", {}, failing(code)))
    assert type(fault) is kind
    assert words in fault.message
    assert fault.advice
    assert f"SQLite {code & 0xFF}" in fault.technical
    assert "SELECT" not in fault.technical


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "đã đầy"),
        (errno.EIO, "ngừng ghi"),
        (errno.EROFS, "chỉ cho đọc"),
        (errno.ENOENT, "Không có thư mục"),
        (errno.EBADF, "Không mở được"),
    ],
)
def test_trouble_of_the_disk_is_told_by_its_number(code, words):
    assert words in fault_of(OSError(code, "x")).message


def test_errors_of_our_own_are_nobodys_environment():
    assert fault_of(failing(1)) is None
    assert fault_of(failing(19)) is None
    assert fault_of(ValueError()) is None
    assert code_of(ValueError()) is None


def commit_that_fails(engine, code: int) -> None:
    def fail(*_args) -> None:
        raise failing(code)

    with pytest.MonkeyPatch.context() as patch, environment_faults(), begin(engine, write=True) as connection:
        add(connection, "lost")
        patch.setattr(engine.dialect, "do_commit", fail)
        connection.commit()


@pytest.mark.parametrize("code", [IOERR_FSYNC, 11])
def test_after_a_disk_error_the_file_is_for_reading_only(path, code):
    make_file(path)
    writer, reader = make_engine(path, KEY), make_engine(path, KEY, read_only=True)
    assert len(titles(reader)) == 3

    with pytest.raises(EnvironmentFault):
        commit_that_fails(writer, code)
    assert is_stopped(writer)
    assert is_stopped(reader)
    with pytest.raises(EnvironmentFault, match="chỉ cho xem"):
        begin(writer, write=True).__enter__()
    assert len(titles(reader)) == 3
    writer.dispose()
    reader.dispose()


def test_a_full_disk_is_no_reason_to_stop(engine):
    with pytest.raises(EnvironmentFault, match="đã đầy"):
        commit_that_fails(engine, faults.FULL)
    with begin(engine, write=True) as connection:
        add(connection, "fits")
    assert titles(engine) == ["fits"]


def test_looking_at_the_header_never_drops_the_locks_of_an_open_file(path):
    make_file(path)
    writer = make_engine(path, KEY)
    with begin(writer, write=True) as connection:
        add(connection, "one")
    opened: list[str] = []
    real = Path.open
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            Path, "open", lambda self, *args, **kwargs: (opened.append(self.name), real(self, *args, **kwargs))[1]
        )
        reader = make_engine(path, KEY, read_only=True)
        assert len(titles(reader)) == 4
    assert "main.db" not in opened
    writer.dispose()
    reader.dispose()


def test_a_copy_is_made_outside_of_a_transaction_and_stays_encrypted(path, tmp_path):
    make_file(path)
    engine, copy = make_engine(path, KEY), tmp_path / "copy.db"
    assert len(titles(engine)) == 3  # a reading transaction went before
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("VACUUM INTO ?", (str(copy),))
    assert CANARY.encode() not in copy.read_bytes()
    other = make_engine(copy, KEY)
    assert len(titles(other)) == 3
    engine.dispose()
    other.dispose()
