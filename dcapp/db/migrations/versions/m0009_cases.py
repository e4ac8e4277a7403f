"""Cases with their steps, parties, dossier, execution, hot spots; entries into the national database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "national_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("number_there", sa.Text(), nullable=False),
        *_recorded(),
        sa.PrimaryKeyConstraint("id", name="pk_national_entry"),
        sa.UniqueConstraint("book", "record_id", name="uq_national_entry_book_record_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "hot_spot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column(
            "state", sa.Enum("watched", "calm", name="hotspotstate", native_enum=False, length=32), nullable=False
        ),
        sa.Column("people_count", sa.Integer(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("leader", sa.Text(), nullable=False),
        sa.Column("calm_on", sa.Date(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name="fk_hot_spot_village_id"),
        sa.PrimaryKeyConstraint("id", name="pk_hot_spot"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hot_spot_opened_on", "hot_spot", ["opened_on"], unique=False)
    op.create_table(
        "case_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("complaint", "denunciation", "petition", name="casekind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("workflow", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=64), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=False),
        sa.Column("respondent", sa.Text(), nullable=False),
        sa.Column("gist", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("parcel", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("handler", sa.Text(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("is_remote", sa.Boolean(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "right",
                "wrong",
                "partly",
                "answered",
                "declined",
                "terminated",
                name="caseoutcome",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("outcome_words", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("is_hot", sa.Boolean(), nullable=False),
        sa.Column("is_restricted", sa.Boolean(), nullable=False),
        sa.Column("is_opening", sa.Boolean(), nullable=False),
        sa.Column("history", sa.Text(), nullable=False),
        sa.Column("shelf", sa.Text(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sender_order", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["handler_id"], ["officer.id"], name="fk_case_file_handler_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_case_file_person_id"),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name="fk_case_file_village_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_file"),
        sa.UniqueConstraint("series", "year", "number", name="uq_case_file_series_year_number"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_case_file_by_day",
        "case_file",
        [
            "opened_on",
            "id",
            "stage",
            "kind",
            "state",
            "field",
            "handler_id",
            "due_on",
            "is_restricted",
            "is_hot",
            "village_id",
        ],
        unique=False,
    )
    op.create_index(
        "ix_case_file_by_stage",
        "case_file",
        [
            "stage",
            "opened_on",
            "id",
            "kind",
            "state",
            "field",
            "handler_id",
            "due_on",
            "is_restricted",
            "is_hot",
            "village_id",
        ],
        unique=False,
    )
    op.create_index("ix_case_file_code", "case_file", ["code"], unique=False)
    op.create_index("ix_case_file_due_on", "case_file", ["due_on"], unique=False)
    op.create_index("ix_case_file_person_id", "case_file", ["person_id"], unique=False)
    op.create_index("ix_case_file_sender_order", "case_file", ["sender_order"], unique=False)
    op.create_table(
        "case_execution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "money_to_state",
                "land_to_state",
                "money_back",
                "land_back",
                "discipline",
                "prosecution",
                "other",
                name="executionkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("for_whom", sa.Text(), nullable=False),
        sa.Column("is_official", sa.Boolean(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_case_execution_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_execution"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_execution_case_id", "case_execution", ["case_id"], unique=False)
    op.create_index("ix_case_execution_due_on", "case_execution", ["due_on"], unique=False)
    op.create_table(
        "case_folio",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column(
            "copy",
            sa.Enum("original", "copy", "certified", name="foliocopy", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.Column("issued_id", sa.Integer(), nullable=True),
        sa.Column("is_sealed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"], name="fk_case_folio_attachment_id"),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_case_folio_case_id"),
        sa.ForeignKeyConstraint(["issued_id"], ["issued_paper.id"], name="fk_case_folio_issued_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_folio"),
        sa.UniqueConstraint("case_id", "number", name="uq_case_folio_case_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "case_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "complainant",
                "representative",
                "authorised",
                "lawyer",
                "respondent",
                "interested",
                "verifier",
                name="partyrole",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("id_number", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_case_party_case_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_case_party_officer_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_case_party_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_party"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_party_case_id", "case_party", ["case_id"], unique=False)
    op.create_index("ix_case_party_officer_id", "case_party", ["officer_id"], unique=False)
    op.create_index("ix_case_party_person_id", "case_party", ["person_id"], unique=False)
    op.create_table(
        "case_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("from_state", sa.String(length=64), nullable=False),
        sa.Column("to_state", sa.String(length=64), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_undone", sa.Boolean(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_case_step_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_step"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_step_case_id", "case_step", ["case_id"], unique=False)
    op.create_table(
        "hot_spot_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hot_spot_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_hot_spot_case_case_id"),
        sa.ForeignKeyConstraint(["hot_spot_id"], ["hot_spot.id"], name="fk_hot_spot_case_hot_spot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_hot_spot_case"),
        sa.UniqueConstraint("hot_spot_id", "case_id", name="uq_hot_spot_case_hot_spot_id_case_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hot_spot_case_case_id", "hot_spot_case", ["case_id"], unique=False)
    op.create_table(
        "case_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("blanks", sa.Text(), nullable=False),
        sa.Column("issued_id", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        *_recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name="fk_case_draft_case_id"),
        sa.ForeignKeyConstraint(["issued_id"], ["issued_paper.id"], name="fk_case_draft_issued_id"),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_case_draft_letter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_draft"),
        sa.UniqueConstraint("case_id", "form", "position", name="uq_case_draft_case_id_form_position"),
        sa.UniqueConstraint("letter_id", "form", "position", name="uq_case_draft_letter_id_form_position"),
        sqlite_autoincrement=True,
    )


def _recorded() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
    )
