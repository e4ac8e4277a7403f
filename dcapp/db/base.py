"""What every mapped class shares: naming of constraints, the map of types, who wrote it and when."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Enum, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from dcapp.db.types import UtcTime
from dcapp.kernel import ids
from dcapp.kernel.text import fold

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

ENUM_LENGTH = 32  # codes are short English words; the column does not grow with a new member

ID_TYPES = {value: Integer() for name, value in vars(ids).items() if name.endswith("Id")}


class Base(DeclarativeBase):
    """The common ancestor of mapped classes; its metadata is what the migrations must arrive at.

    Ids are never given twice, also not after the newest record was removed: what lies in the bin comes back under
    its own id, and a record of the audit book means one thing only.
    """

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a class attribute
        str: Text(),
        date: Date(),
        datetime: UtcTime(),
        enum.Enum: Enum(
            enum.Enum,
            values_callable=lambda members: [member.value for member in members],
            native_enum=False,
            create_constraint=False,
            length=ENUM_LENGTH,
        ),
        **ID_TYPES,
    }

    def __init_subclass__(cls, **arguments: Any) -> None:
        """Map the class and let the engine remember which ids were given."""
        super().__init_subclass__(**arguments)
        table = cls.__dict__.get("__table__")
        if table is not None and all(column.autoincrement != False for column in table.primary_key):  # noqa: E712
            table.dialect_options["sqlite"]["autoincrement"] = True


class Recorded:
    """Who wrote a record and when; `edition` makes a lost race a `Stale` error instead of a lost word.

    The unit of work counts editions up, so that a record that comes back from the bin goes on where it was.
    """

    created_at: Mapped[datetime]
    created_by: Mapped[int | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None]
    edition: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy passes the class
        """Compare `edition` on every update."""
        return {"version_id_col": cls.edition, "version_id_generator": False}


def folded_words(*values: str | None) -> str:
    """The stored search text of some columns; what is not filled in yet does not count."""
    return fold(" ".join(value for value in values if value))


SHORT = String(64)
"""Column type of keys and codes."""
