"""Writes the body of a new migration by comparing a file with the mapped classes; run by developers only.

`python installer/migration.py` prints operations to paste into versions/m000N_….py and then freeze.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dcapp.db.findable import FTS_TABLE


def is_ours(name: str | None, kind: str) -> bool:
    """Full-text tables and their shadows are made by hand; comparing them would drop them."""
    return not (kind == "table" and name is not None and (name.startswith(FTS_TABLE) or name == "alembic_version"))


def include_object(_object: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """Alembic's filter of what is compared."""
    return is_ours(name, kind)


def differences(connection: Any) -> list[Any]:
    """What the mapped classes have that the file has not, and the other way round."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    import dcapp.catalogue  # noqa: F401 - maps every class
    from dcapp.db.base import Base

    context = MigrationContext.configure(connection, opts={"include_object": include_object, "compare_type": False})
    return list(compare_metadata(context, Base.metadata))


def main() -> int:
    """Print the operations that lead from the newest migration to the mapped classes."""
    from alembic.autogenerate import produce_migrations, render_python_code
    from alembic.migration import MigrationContext

    import dcapp.catalogue  # noqa: F401 - maps every class
    from dcapp.db.base import Base
    from dcapp.db.engine import make_engine
    from dcapp.db.migrations.upgrade import HEAD, upgrade

    engine = make_engine(None, None)
    target = int(sys.argv[1]) if len(sys.argv) > 1 else HEAD
    upgrade(engine, target=target)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": include_object})
        script = produce_migrations(context, Base.metadata)
        if script.upgrade_ops is not None:
            print(render_python_code(script.upgrade_ops))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
