"""Brings an older file to this program's schema; a newer file is refused and left as it is.

Alembic is imported only when there is something to do. Before the first step a verified copy is kept.
Traps that shaped this file (each has a regression test): batch mode rebuilds tables, so foreign keys are
switched off before the transaction (or child rows are deleted by CASCADE) and proven before the commit, triggers
are made again afterwards, and full-text shadow tables are never touched.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from dcapp.db.engine import begin
from dcapp.kernel.errors import EnvironmentFault
from dcapp.kernel.i18n import _

VERSIONS = Path(__file__).parent / "versions"
VAULT_SCRIPTS = Path(__file__).parents[1] / "vault_migrations"
VAULT_HEAD = 1
"""Ordinal of the newest migration of the sealed vault: a branch of its own, in a file of its own."""
HEAD = 9
"""Ordinal of the newest migration: the `user_version` of a file that this program writes."""


def version_of(engine: Engine) -> int:
    """The schema ordinal stored in the file; 0 for an empty one."""
    with begin(engine, write=False) as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def refuse_newer(version: int, head: int = HEAD) -> None:
    """Refuse a file that a newer program wrote; nothing was touched."""
    if version > head:
        raise EnvironmentFault(
            _("Dữ liệu này do phiên bản mới hơn của chương trình ghi nên phiên bản này không mở."),
            advice=_("Dữ liệu vẫn nguyên vẹn. Cài phiên bản mới rồi mở lại."),
            technical=f"user_version {version} > {head}",
        )


def upgrade(engine: Engine, *, keep_copy: Callable[[int], object] | None = None, target: int = HEAD) -> int:
    """Run the missing steps, each in a transaction of its own; returns the version found before.

    `keep_copy` makes the verified copy; it is called once, before the first step, unless the file is empty.
    Raises EnvironmentFault for a newer file and Damaged when a step leaves loose ends.
    """
    found = version_of(engine)
    refuse_newer(found)
    if found >= target:
        return found
    if found and keep_copy is not None:
        keep_copy(found)
    for ordinal in range(found + 1, target + 1):
        _step(engine, ordinal, VERSIONS.parent)
    return found


def upgrade_vault(engine: Engine) -> int:
    """Bring an older vault to this program's schema; returns the version found before. As `upgrade`."""
    found = version_of(engine)
    refuse_newer(found, VAULT_HEAD)
    for ordinal in range(found + 1, VAULT_HEAD + 1):
        _step(engine, ordinal, VAULT_SCRIPTS)
    return found


def _step(engine: Engine, ordinal: int, scripts: Path) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    revision = f"{ordinal:04d}"

    def steps(current: Any, _context: Any) -> Any:
        return script._upgrade_revs(revision, current)  # noqa: SLF001 - the documented env.py recipe calls the same

    with begin(engine, write=True, foreign_keys=False) as connection:
        triggers = _triggers(connection)
        with EnvironmentContext(config, script, fn=steps, destination_rev=revision) as environment:
            environment.configure(connection=connection, transactional_ddl=False)
            environment.run_migrations()
        _restore(connection, triggers)
        connection.exec_driver_sql(f"PRAGMA user_version = {ordinal}")


def _triggers(connection: Connection) -> dict[str, tuple[str, str]]:
    """Table and statement of every trigger, by its name."""
    rows = connection.execute(
        text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND sql IS NOT NULL")
    )
    return {row.name: (row.tbl_name, row.sql) for row in rows}


def _restore(connection: Connection, triggers: dict[str, tuple[str, str]]) -> None:
    kept = _triggers(connection)
    tables = {row.name for row in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))}
    for name, (table, sql) in triggers.items():
        if name not in kept and table in tables:
            connection.exec_driver_sql(sql)
