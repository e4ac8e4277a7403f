"""From any older file to today's: nothing lost on the way, all or nothing, and a newer file is left alone."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import PASSWORD, an_app, reopen
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

import dcapp.catalogue  # noqa: F401 - maps every class
from dcapp.db import start_checks
from dcapp.db.base import Base
from dcapp.db.engine import begin, make_engine
from dcapp.db.findable import FIRST, FTS_TABLE, Findable, hits, index
from dcapp.db.folder import OfficeFolder
from dcapp.db.migrations import upgrade as upgrading
from dcapp.db.migrations.upgrade import HEAD, upgrade, version_of
from dcapp.door import Door
from dcapp.kernel.errors import Damaged, EnvironmentFault

NOT_OURS = (FTS_TABLE, "alembic_version", "sqlite_")
STAMPS = "created_at, created_by, changed_at, changed_by, edition"
THEN = "'2023-01-02 03:04:05.000000', 1, '2023-01-02 03:04:05.000000', 1, 1"
FROZEN_1 = (
    "INSERT INTO office(id, name, kind, superior, province, place, symbol, chairman, is_remote, is_sample,"
    f" {STAMPS}) VALUES (1, 'UBND xã Cũ', 'commune', '', '', 'Cũ', 'UBND', 'Lê Văn Cũ', 0, 0, {THEN})",
    f"INSERT INTO officer(id, full_name, phone, note, name_order, folded, {STAMPS})"
    f" VALUES (7, 'Lê Thị Thử', '', '', 'thu', 'le thi thu', {THEN})",
    f"INSERT INTO account(id, name, display_name, post, officer_id, is_active, {STAMPS})"
    f" VALUES (1, 'thu', 'Lê Thị Thử', '', 7, 1, {THEN})",
    f"INSERT INTO account_role(id, account_id, role, {STAMPS}) VALUES (1, 1, 'QT', {THEN})",
    f"INSERT INTO account_role(id, account_id, role, {STAMPS}) VALUES (2, 1, 'TN', {THEN})",
    f"INSERT INTO village(id, name, kind, head_name, note, name_order, folded, {STAMPS})"
    f" VALUES (3, 'Đông', 'thôn', '', '', 'dong', 'thon dong', {THEN})",
    f"INSERT INTO household_count(id, village_id, counted_on, households, people, {STAMPS})"
    f" VALUES (1, 3, '2023-01-01', 120, 480, {THEN})",
    "INSERT INTO findable(id, kind, record_id, title, detail, needs)"
    " VALUES (1, 'Village', 3, 'thôn Đông', '', 'office.view')",
    "INSERT INTO findable_fts(rowid, folded) VALUES (1, 'thon dong')",
    "INSERT INTO draft(id, account_id, form, record, payload, saved_at)"
    " VALUES (1, 1, 'papers', '', '{\"a\":1}', '2023-01-02 03:04:05.000000')",
    "CREATE TRIGGER village_watch AFTER UPDATE ON village BEGIN SELECT 1; END",
)
"""Rows as the first program wrote them; this text is never brought up to date with the models."""


@pytest.fixture
def engine():
    made = make_engine(None, None)
    yield made
    made.dispose()


@pytest.fixture
def old_file(engine):
    """A file of ordinal 1 with rows in it."""
    upgrade(engine, target=1)
    fill(engine)
    return engine


def fill(engine):
    with begin(engine, write=True) as connection:
        for statement in FROZEN_1:
            connection.exec_driver_sql(statement)


def everything(engine):
    """Every row of every table that stood in the file of ordinal 1."""
    with begin(engine, write=False) as connection:
        names = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1")]
            for name in names
            if not name.startswith(FTS_TABLE)
        }


# -- what a new file is
def test_the_steps_arrive_at_what_the_classes_say(engine):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(_object, name, kind, _reflected, _other):
        return not (kind == "table" and name.startswith(NOT_OURS))

    upgrade(engine)
    with begin(engine, write=False) as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "compare_type": True, "target_metadata": Base.metadata}
        )
        assert compare_metadata(context, Base.metadata) == []
        stored = {
            row.name: "AUTOINCREMENT" in row.sql
            for row in connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type='table'"))
            if not row.name.startswith(NOT_OURS)
        }
    declared = {name: bool(table.dialect_options["sqlite"]["autoincrement"]) for name, table in wanted_tables()}
    assert stored == declared


def wanted_tables():
    return [(name, table) for name, table in Base.metadata.tables.items() if not name.startswith("test_")]


def test_ids_of_every_mapped_table_are_given_once():
    once = {name for name, table in wanted_tables() if table.dialect_options["sqlite"]["autoincrement"]}
    mapped = {mapper.local_table.name for mapper in Base.registry.mappers}
    assert mapped - once == {"calendar_year"}


def test_a_new_file_carries_the_ordinal_and_the_stamp(engine):
    assert upgrade(engine) == 0
    assert version_of(engine) == HEAD == len(list(upgrading.VERSIONS.glob("m*.py")))
    with begin(engine, write=False) as connection:
        assert start_checks.check_identity(connection, version=HEAD) == HEAD
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == f"{HEAD:04d}"


def test_references_of_every_table_hold(engine):
    upgrade(engine)
    with begin(engine, write=False) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


# -- an old file
def test_rows_of_ordinal_1_are_all_there_afterwards(old_file):
    before = everything(old_file)
    found = before.pop("findable")
    assert upgrade(old_file) == 1
    after = everything(old_file)
    assert {name: after[name] for name in before} == before
    assert after["findable"] == [(FIRST + 1 - number, *words) for number, *words in reversed(found)]
    with begin(old_file, write=False) as connection:
        assert [hit.record_id for hit in hits(connection, "đông", ["office.view"])] == [3]
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_what_was_found_before_an_upgrade_is_older_than_what_comes_after(old_file):
    with begin(old_file, write=True) as connection:
        for number in (2, 3):
            line = f"({number}, 'Village', {number * 10}, 'thôn {number}', '', 'office.view')"
            connection.exec_driver_sql(f"INSERT INTO findable VALUES {line}")
            connection.exec_driver_sql(f"INSERT INTO {FTS_TABLE}(rowid, folded) VALUES ({number}, 'thon {number}')")
    upgrade(old_file)
    with begin(old_file, write=True) as connection:
        index(connection, "Village", 40, Findable("thôn Mới", "", "", "office.view"))
        assert [hit.record_id for hit in hits(connection, "thôn", ["office.view"])] == [40, 30, 20, 3]


def test_an_upgraded_file_is_built_like_a_new_one(old_file):
    fresh = make_engine(None, None)
    upgrade(fresh)
    upgrade(old_file)
    with begin(old_file, write=True) as connection:
        connection.exec_driver_sql("DROP TRIGGER village_watch")
        upgraded = start_checks.schema_fingerprint(connection)
    with begin(fresh, write=False) as connection:
        assert start_checks.schema_fingerprint(connection) == upgraded
    fresh.dispose()


def test_the_program_works_on_an_upgraded_file(old_file):
    from dcapp.app import App
    from dcapp.db.unit_of_work import Database, Security
    from dcapp.features.papers.service import PaperForm, add_paper
    from dcapp.rules.permissions import load_matrix

    upgrade(old_file)
    app = App(Database(old_file, old_file, Security(load_matrix(), b"k" * 32)), "thu")
    assert app.office.name == "UBND xã Cũ"
    assert app.run(add_paper, PaperForm(type_name="Luật", subject="Thử")) == 1


# -- the traps
BATCH = """
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade():
    with op.batch_alter_table("account", recreate="always") as batch:
        batch.add_column(sa.Column("nickname", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("village", recreate="always") as batch:
        batch.drop_column("head_name")
{more}
"""


@pytest.fixture
def with_batch_step(tmp_path, monkeypatch):
    """The program as if its next step rebuilt tables that others refer to."""

    def lay(more="    pass"):
        versions = tmp_path / "steps" / "versions"
        shutil.copytree(upgrading.VERSIONS, versions, ignore=shutil.ignore_patterns("__pycache__"))
        step = BATCH.format(revision=f"{HEAD + 1:04d}", before=f"{HEAD:04d}", more=more)
        (versions / "m_next.py").write_text(step, "utf-8")
        monkeypatch.setattr(upgrading, "VERSIONS", versions)
        return HEAD + 1

    return lay


def test_rebuilding_a_parent_keeps_its_children(old_file, with_batch_step):
    before = everything(old_file)
    upgrade(old_file, target=with_batch_step())
    after = everything(old_file)
    for children in ("account_role", "household_count", "officer"):
        assert after[children] == before[children], children
    assert [row[:3] for row in after["account"]] == [row[:3] for row in before["account"]]
    with begin(old_file, write=True) as connection:  # references are watched again afterwards
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        with pytest.raises(DBAPIError):
            connection.exec_driver_sql(
                f"INSERT INTO account_role(account_id, role, {STAMPS}) VALUES (99, 'QT', {THEN})"
            )


def test_triggers_of_a_rebuilt_table_are_made_again(old_file, with_batch_step):
    upgrade(old_file, target=with_batch_step())
    with begin(old_file, write=False) as connection:
        names = connection.exec_driver_sql("SELECT name, tbl_name FROM sqlite_master WHERE type='trigger'").all()
    assert [tuple(row) for row in names] == [("village_watch", "village")]


def test_triggers_of_a_table_that_is_gone_stay_gone(old_file, with_batch_step):
    with begin(old_file, write=True) as connection:
        connection.exec_driver_sql("CREATE TABLE village_old(id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE villa(id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TRIGGER villa_watch AFTER UPDATE ON villa BEGIN SELECT 1; END")
    upgrade(old_file, target=with_batch_step('    op.drop_table("villa")'))
    with begin(old_file, write=False) as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='trigger'").scalars().all()
    assert names == ["village_watch"]


def test_the_words_of_quick_find_are_not_touched(old_file, with_batch_step):
    upgrade(old_file)
    with begin(old_file, write=False) as connection:
        shadows = connection.exec_driver_sql(
            f"SELECT name FROM sqlite_master WHERE name LIKE '{FTS_TABLE}\\_%' ESCAPE '\\'"
        )
        names = sorted(shadows.scalars())
        before = {name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in names}
    upgrade(old_file, target=with_batch_step())
    with begin(old_file, write=False) as connection:
        assert {name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in names} == before
        assert (
            connection.exec_driver_sql(f"SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH 'thon'").scalar_one()
            == FIRST
        )


def test_a_step_that_leaves_loose_ends_is_rolled_back(old_file, with_batch_step):
    upgrade(old_file)
    before = everything(old_file)
    target = with_batch_step('    op.execute("DELETE FROM account")')
    with pytest.raises(Damaged, match="trỏ tới bản ghi không còn"):
        upgrade(old_file, target=target)
    assert version_of(old_file) == HEAD
    after = everything(old_file)
    assert {name: after[name] for name in before} == before


def test_a_step_that_breaks_in_the_middle_leaves_the_file_as_it_was(old_file, with_batch_step):
    upgrade(old_file)
    before = everything(old_file)
    target = with_batch_step('    op.execute("INSERT INTO no_such_table VALUES (1)")')
    with pytest.raises(DBAPIError):
        upgrade(old_file, target=target)
    assert version_of(old_file) == HEAD
    after = everything(old_file)
    assert {name: after[name] for name in before} == before
    with begin(old_file, write=False) as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == f"{HEAD:04d}"
        assert "nickname" not in {column["name"] for column in inspect(connection).get_columns("account")}


def test_a_power_cut_after_the_step_and_before_its_ordinal_leaves_the_old_file(old_file, monkeypatch):
    class Cut(Exception):
        pass

    def cut(*_arguments):
        raise Cut

    monkeypatch.setattr(upgrading, "_restore", cut)  # the last thing before the ordinal is set
    with pytest.raises(Cut):
        upgrade(old_file)
    assert version_of(old_file) == 1
    with begin(old_file, write=False) as connection:
        assert "plan" not in inspect(connection).get_table_names()
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "0001"


# -- real files
def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def set_back(folder, ordinal=1):
    """Make the closed office one of an older program: today's tables are put away, rows of then laid in."""
    door = Door(folder)
    keys = door.unlock("thu", PASSWORD)
    office = OfficeFolder(folder)
    for path in (office.main, *folder.glob("main.db-*")):
        path.unlink(missing_ok=True)
    engine = make_engine(office.main, keys.main_key, create=True)
    upgrade(engine, target=ordinal)
    fill(engine)
    with begin(engine, write=True) as connection:
        connection.exec_driver_sql("DROP TRIGGER village_watch")  # an office has none, and is refused with one
    engine.dispose()
    return keys


def test_an_old_office_is_upgraded_after_a_verified_copy_was_kept(office_folder):
    keys = set_back(office_folder)
    app = reopen(office_folder)
    assert app.office.name == "UBND xã Cũ"
    app.close()
    [kept] = (office_folder / "snapshots").iterdir()
    assert kept.name == "before-upgrade-0001.db"
    assert not kept.read_bytes().startswith(b"SQLite format 3")
    copy = make_engine(kept, keys.main_key, read_only=True)
    assert version_of(copy) == 1
    with begin(copy, write=False) as connection:
        assert connection.exec_driver_sql("SELECT name FROM office").scalar_one() == "UBND xã Cũ"
        start_checks.check_pages(connection, thorough=True)
    copy.dispose()


def test_an_upgrade_that_fails_leaves_the_old_office_and_the_copy(office_folder, monkeypatch):
    keys = set_back(office_folder)

    def break_off(*_arguments):
        raise Damaged("x")

    monkeypatch.setattr(upgrading, "_restore", break_off)
    with pytest.raises(Damaged):
        reopen(office_folder)
    monkeypatch.undo()
    engine = make_engine(OfficeFolder(office_folder).main, keys.main_key)
    assert version_of(engine) == 1
    engine.dispose()
    assert [path.name for path in (office_folder / "snapshots").iterdir()] == ["before-upgrade-0001.db"]
    app = reopen(office_folder)  # and the next start brings it up
    assert app.office.name == "UBND xã Cũ"
    app.close()


def test_no_upgrade_begins_without_the_copy(office_folder, monkeypatch):
    keys = set_back(office_folder)

    def full(*_arguments):
        raise EnvironmentFault("Đĩa đầy.")

    monkeypatch.setattr(start_checks, "check_pages", full)
    with pytest.raises(EnvironmentFault):
        reopen(office_folder)
    engine = make_engine(OfficeFolder(office_folder).main, keys.main_key)
    assert version_of(engine) == 1
    engine.dispose()


def test_a_reader_beside_never_upgrades(office_folder):
    set_back(office_folder)
    with pytest.raises(EnvironmentFault, match="cần được nâng cấp"):
        reopen(office_folder, alone=False)


def test_a_newer_file_is_refused_and_not_touched(office_folder):
    keys = Door(office_folder).unlock("thu", PASSWORD)
    engine = make_engine(OfficeFolder(office_folder).main, keys.main_key)
    with begin(engine, write=True) as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {HEAD + 1}")
    with pytest.raises(EnvironmentFault, match="phiên bản mới hơn"):
        upgrade(engine)
    engine.dispose()
    before = digest(OfficeFolder(office_folder).main)
    for alone in (True, False):
        with pytest.raises(EnvironmentFault, match="phiên bản mới hơn"):
            reopen(office_folder, alone=alone)
    assert digest(OfficeFolder(office_folder).main) == before
    assert not OfficeFolder(office_folder).unclean.exists()


def test_alembic_is_not_imported_when_there_is_nothing_to_do(office_folder):
    program = (
        "import sys; from pathlib import Path; from dcapp.db.keys import cost; cost.use(cost.Cost(64, 1, 1));"
        "from dcapp.door import Door; door = Door(Path(sys.argv[1]));"
        "app = door.open(door.unlock('thu', sys.argv[2]), 'thu'); print(app.office.name); app.close();"
        "print([name for name in sys.modules if name.split('.')[0] in ('alembic', 'mako')])"
    )
    root = Path(upgrading.__file__).parents[3]
    ran = subprocess.run(
        [sys.executable, "-c", program, str(office_folder), PASSWORD],
        capture_output=True,
        text=True,
        cwd=root,
        check=True,
    )
    assert ran.stdout.splitlines() == ["UBND xã Thử", "[]"]


def test_the_file_of_an_office_in_memory_is_the_same_schema(engine):
    upgrade(engine)
    app = an_app()
    with begin(app.database.reader, write=False) as one, begin(engine, write=False) as two:
        assert start_checks.schema_fingerprint(one) == start_checks.schema_fingerprint(two)
    app.close()
