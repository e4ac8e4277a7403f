"""The tables of the sealed vault, apart from those of the main file: they never meet in one file."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

from dcapp.db.base import NAMING
from dcapp.db.types import JsonText, UtcTime

tables = MetaData(naming_convention=NAMING)

identity = Table(
    "identity",
    tables,
    Column("seal", String(64), primary_key=True),
    Column("code", String(64), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("payload", JsonText(), nullable=False),
    Column("created_at", UtcTime(), nullable=False),
    Column("changed_at", UtcTime(), nullable=False),
    Column("edition", Integer, nullable=False),
)

sealed_blob = Table(
    "sealed_blob",
    tables,
    Column("id", String(64), primary_key=True),
    Column("seal", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("byte_count", Integer, nullable=False),
    Column("created_at", UtcTime(), nullable=False),
    Index("ix_sealed_blob_seal", "seal"),
)

sealed_draft = Table(
    "sealed_draft",
    tables,
    Column("account_id", Integer, primary_key=True, autoincrement=False),
    Column("form", String(64), primary_key=True),
    Column("record", String(64), primary_key=True),
    Column("payload", JsonText(), nullable=False),
    Column("saved_at", UtcTime(), nullable=False),
)

envelope_key = Table(
    "envelope_key",
    tables,
    Column("public", String(64), primary_key=True),
    Column("private", String(128), nullable=False),
    Column("made_at", UtcTime(), nullable=False),
)
