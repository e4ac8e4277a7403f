"""The book of letters, the clocks that run, publications, what the main file knows of the vault."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "form",
            sa.Enum("meeting", "posting", "media", "website", name="publicationform", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        *_recorded(),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_publication_book_record_id", "publication", ["book", "record_id"], unique=False)
    op.create_index("ix_publication_from_on", "publication", ["from_on"], unique=False)
    op.create_table(
        "sealed_envelope",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        *_recorded(),
        sa.PrimaryKeyConstraint("id", name="pk_sealed_envelope"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sealed_envelope_seal", "sealed_envelope", ["seal"], unique=False)
    op.create_table(
        "sealed_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column(
            "what",
            sa.Enum(
                "opened", "scan", "printed", "exported", "refused", name="openingkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        *_recorded(),
        sa.PrimaryKeyConstraint("id", name="pk_sealed_opening"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sealed_opening_seal", "sealed_opening", ["seal"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "reception",
                "in_person",
                "post",
                "letter_box",
                "forwarded",
                "online",
                name="source",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("sender_body", sa.Text(), nullable=False),
        sa.Column("sender_paper", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=64), nullable=False),
        sa.Column("id_number", sa.String(length=64), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("is_signed", sa.Boolean(), nullable=False),
        sa.Column("has_appointment", sa.Boolean(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "complaint", "denunciation", "petition", "several", name="letterkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("gist", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("earlier", sa.Text(), nullable=False),
        sa.Column("respondent", sa.Text(), nullable=False),
        sa.Column("parcel", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("has_originals", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("received", "proposed", "handled", name="letterstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column(
            "proposed",
            sa.Enum(
                "accept",
                "join",
                "guide",
                "forward",
                "return",
                "split",
                "file",
                "refuse",
                "above",
                name="handling",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "handling",
            sa.Enum(
                "accept",
                "join",
                "guide",
                "forward",
                "return",
                "split",
                "file",
                "refuse",
                "above",
                name="handling",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("ground", sa.String(length=64), nullable=False),
        sa.Column("overruled", sa.Text(), nullable=False),
        sa.Column("handled_on", sa.Date(), nullable=True),
        sa.Column("sent_to", sa.Text(), nullable=False),
        sa.Column("sent_paper", sa.Text(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("handler", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("split_from_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("is_restricted", sa.Boolean(), nullable=False),
        sa.Column("is_opening", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("sender_order", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_letter_case_id"),
        sa.ForeignKeyConstraint(["follows_id"], ["letter.id"], name="fk_letter_follows_id"),
        sa.ForeignKeyConstraint(["handler_id"], ["officer.id"], name="fk_letter_handler_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_letter_person_id"),
        sa.ForeignKeyConstraint(["split_from_id"], ["letter.id"], name="fk_letter_split_from_id"),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name="fk_letter_village_id"),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_letter_visit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("series", "year", "number", name="uq_letter_series_year_number"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_letter_by_day",
        "letter",
        [
            "received_on",
            "id",
            "state",
            "kind",
            "handling",
            "source",
            "field",
            "handler_id",
            "due_on",
            "is_restricted",
            "village_id",
        ],
        unique=False,
    )
    op.create_index(
        "ix_letter_by_state",
        "letter",
        [
            "state",
            "received_on",
            "id",
            "kind",
            "handling",
            "source",
            "field",
            "handler_id",
            "due_on",
            "is_restricted",
            "village_id",
        ],
        unique=False,
    )
    op.create_index(
        "ix_letter_by_village",
        "letter",
        [
            "village_id",
            "received_on",
            "id",
            "state",
            "kind",
            "handling",
            "source",
            "field",
            "handler_id",
            "due_on",
            "is_restricted",
        ],
        unique=False,
    )
    op.create_index("ix_letter_case_id", "letter", ["case_id"], unique=False)
    op.create_index("ix_letter_code", "letter", ["code"], unique=False)
    op.create_index("ix_letter_due_on", "letter", ["due_on"], unique=False)
    op.create_index("ix_letter_follows_id", "letter", ["follows_id"], unique=False)
    op.create_index("ix_letter_person_id_received_on", "letter", ["person_id", "received_on"], unique=False)
    op.create_index("ix_letter_sender_order", "letter", ["sender_order"], unique=False)
    op.create_index("ix_letter_split_from_id", "letter", ["split_from_id"], unique=False)
    op.create_index("ix_letter_visit_id", "letter", ["visit_id"], unique=False)
    op.create_table(
        "letter_access",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        *_recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_letter_access_case_id"),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_letter_access_letter_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_letter_access_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter_access"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_access_case_id", "letter_access", ["case_id"], unique=False)
    op.create_index("ix_letter_access_letter_id", "letter_access", ["letter_id"], unique=False)
    op.create_index(
        "ix_letter_access_officer_id", "letter_access", ["officer_id", "letter_id", "case_id"], unique=False
    )
    op.create_table(
        "letter_respondent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_letter_respondent_letter_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_letter_respondent_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter_respondent"),
        sa.UniqueConstraint("letter_id", "officer_id", name="uq_letter_respondent_letter_id_officer_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_respondent_officer", "letter_respondent", ["officer_id"], unique=False)
    op.create_table(
        "letter_sender",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("id_number", sa.String(length=64), nullable=False),
        sa.Column("is_representative", sa.Boolean(), nullable=False),
        sa.Column("has_signed", sa.Boolean(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_letter_sender_letter_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_letter_sender_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter_sender"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_sender_letter_id", "letter_sender", ["letter_id"], unique=False)
    op.create_table(
        "letter_tie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column(
            "tie",
            sa.Enum("duplicate", "follow_up", "different", name="tie", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_letter_tie_letter_id"),
        sa.ForeignKeyConstraint(["other_id"], ["letter.id"], name="fk_letter_tie_other_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter_tie"),
        sa.UniqueConstraint("letter_id", "other_id", name="uq_letter_tie_letter_id_other_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_tie_other_id", "letter_tie", ["other_id"], unique=False)
    op.create_table(
        "statutory_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("running", "paused", "met", "stopped", name="clockstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("warn_on", sa.Date(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_statutory_clock_case_id"),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_statutory_clock_letter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statutory_clock"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_statutory_clock_by_day", "statutory_clock", ["state", "due_on", "id"], unique=False)
    op.create_index("ix_statutory_clock_case_id", "statutory_clock", ["case_id"], unique=False)
    op.create_index("ix_statutory_clock_letter_id", "statutory_clock", ["letter_id"], unique=False)


def _recorded() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
    )
