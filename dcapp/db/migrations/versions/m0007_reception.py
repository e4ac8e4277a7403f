"""People, the book of visits with its schedule, what is owed to citizens, and deadlines that were moved."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


FIRST = 1 << 40


def upgrade() -> None:
    _find_newest_first()
    op.create_table(
        "moved_deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("before", sa.Date(), nullable=False),
        sa.Column("after", sa.Date(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        *_recorded(),
        sa.PrimaryKeyConstraint("id", name="pk_moved_deadline"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "opening_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "regular", "leader", "delegated", "unscheduled", name="receptionkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("announced_days", sa.Integer(), nullable=False),
        sa.Column("held_days", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("matters", sa.Integer(), nullable=False),
        sa.Column("crowds", sa.Integer(), nullable=False),
        sa.Column("crowd_people", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        *_recorded(),
        sa.PrimaryKeyConstraint("id", name="pk_opening_figure"),
        sa.UniqueConstraint("year", "month", "kind", name="uq_opening_figure_year_month_kind"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "answer", "refusal_notice", "promise", "conclusion", name="commitmentkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("book", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("to_whom", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("warn_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "met", "dropped", name="commitmentstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_paper", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_opening", sa.Boolean(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["owner_id"], ["officer.id"], name="fk_commitment_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_commitment"),
        sqlite_autoincrement=True,
    )
    by_day = ["due_on", "id", "state", "met_on", "kind"]
    op.create_index("ix_commitment_by_day", "commitment", by_day, unique=False)
    op.create_index("ix_commitment_book_record_id", "commitment", ["book", "record_id"], unique=False)
    op.create_index("ix_commitment_owner_id", "commitment", ["owner_id"], unique=False)
    op.create_index("ix_commitment_state_due_on", "commitment", ["state", "due_on"], unique=False)
    op.create_table(
        "duty_shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("morning", "afternoon", "whole", name="daypart", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("planned", "kept", "missed", name="shiftstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_duty_shift_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_duty_shift"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_duty_shift_day", "duty_shift", ["day"], unique=False)
    op.create_index("ix_duty_shift_officer_id", "duty_shift", ["officer_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sex", sa.Enum("male", "female", name="sex", native_enum=False, length=32), nullable=True),
        sa.Column("id_number", sa.String(length=64), nullable=False),
        sa.Column(
            "id_paper",
            sa.Enum(
                "card", "certificate", "old_card", "passport", "other", name="idpaper", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("old_id_number", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("name_order", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name="fk_person_village_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_person_id_number", "person", ["id_number"], unique=False)
    op.create_index("ix_person_name_order", "person", ["name_order"], unique=False)
    op.create_index("ix_person_old_id_number", "person", ["old_id_number"], unique=False)
    op.create_index("ix_person_village_id", "person", ["village_id"], unique=False)
    op.create_table(
        "reception_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("scheduled", "unscheduled", name="sessionkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.String(length=64), nullable=False),
        sa.Column("ends_at", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("chair_id", sa.Integer(), nullable=True),
        sa.Column("chair", sa.Text(), nullable=False),
        sa.Column("delegate", sa.Text(), nullable=False),
        sa.Column("delegation", sa.Text(), nullable=False),
        sa.Column("attendants", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("planned", "held", "missed", "postponed", name="sessionstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved_to_id", sa.Integer(), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("posting_id", sa.Integer(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["chair_id"], ["officer.id"], name="fk_reception_session_chair_id"),
        sa.ForeignKeyConstraint(["moved_to_id"], ["reception_session.id"], name="fk_reception_session_moved_to_id"),
        sa.ForeignKeyConstraint(["posting_id"], ["issued_paper.id"], name="fk_reception_session_posting_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reception_session"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reception_session_held_on", "reception_session", ["held_on"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "regular", "leader", "delegated", "unscheduled", name="receptionkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("receiver_id", sa.Integer(), nullable=True),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("recorder", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sex", sa.Enum("male", "female", name="sex", native_enum=False, length=32), nullable=True),
        sa.Column("id_number", sa.String(length=64), nullable=False),
        sa.Column(
            "id_paper",
            sa.Enum(
                "card", "certificate", "old_card", "passport", "other", name="idpaper", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("phone", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column(
            "capacity",
            sa.Enum(
                "self",
                "guardian",
                "authorised",
                "lawyer",
                "legal_aid",
                "organisation",
                name="capacity",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("on_behalf_of", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=False),
        sa.Column("appointed_on", sa.Date(), nullable=True),
        sa.Column(
            "matter",
            sa.Enum(
                "complaint",
                "denunciation",
                "feedback",
                "question",
                "several",
                name="matter",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("earlier", sa.Text(), nullable=False),
        sa.Column("has_documents", sa.Boolean(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "answered",
                "guided",
                "letter",
                "noted",
                "forwarded",
                "refused",
                name="outcome",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_competent", sa.Boolean(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("sent_to", sa.Text(), nullable=False),
        sa.Column("sent_paper", sa.Text(), nullable=False),
        sa.Column("ground", sa.String(length=64), nullable=False),
        sa.Column("ground_words", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_opening", sa.Boolean(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("destroyed_on", sa.Date(), nullable=True),
        sa.Column("destruction", sa.Text(), nullable=False),
        sa.Column("name_order", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["follows_id"], ["visit.id"], name="fk_visit_follows_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_visit_person_id"),
        sa.ForeignKeyConstraint(["receiver_id"], ["officer.id"], name="fk_visit_receiver_id"),
        sa.ForeignKeyConstraint(["session_id"], ["reception_session.id"], name="fk_visit_session_id"),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name="fk_visit_village_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
        sa.UniqueConstraint("year", "number", name="uq_visit_year_number"),
        sqlite_autoincrement=True,
    )
    carried = ["matter", "outcome", "kind", "field", "people_count", "keep_until", "destroyed_on"]
    op.create_index("ix_visit_by_day", "visit", ["received_on", "id", *carried, "village_id"], unique=False)
    op.create_index("ix_visit_by_village", "visit", ["village_id", "received_on", "id", *carried], unique=False)
    op.create_index("ix_visit_follows_id", "visit", ["follows_id"], unique=False)
    op.create_index("ix_visit_keep_until", "visit", ["keep_until"], unique=False)
    op.create_index("ix_visit_name_order", "visit", ["name_order"], unique=False)
    op.create_index("ix_visit_number", "visit", ["number"], unique=False)
    op.create_index("ix_visit_person_id_received_on", "visit", ["person_id", "received_on"], unique=False)
    op.create_index("ix_visit_session_id", "visit", ["session_id"], unique=False)
    op.create_table(
        "visit_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column(
            "copy",
            sa.Enum("original", "copy", "certified", name="documentcopy", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("condition", sa.Text(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_visit_document_visit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visit_document"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_visit_document_visit_id", "visit_document", ["visit_id"], unique=False)
    op.create_table(
        "visit_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("id_number", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("is_representative", sa.Boolean(), nullable=False),
        *_recorded(),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_visit_member_visit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visit_member"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_visit_member_visit_id", "visit_member", ["visit_id"], unique=False)


def _find_newest_first() -> None:
    """Lines of quick find count down from here on: with all visits in it, counting up took seconds."""
    op.execute("CREATE TABLE found_words AS SELECT rowid AS id, folded FROM findable_fts")
    op.execute("DROP TABLE findable_fts")
    op.execute(
        "CREATE VIRTUAL TABLE findable_fts USING fts5(folded, tokenize='unicode61 remove_diacritics 0', "
        "prefix='1 2 3 4 5 6', detail=none)"
    )
    op.execute(f"UPDATE findable SET id = {FIRST + 1} - id")
    op.execute(
        f"INSERT INTO findable_fts(rowid, folded) SELECT {FIRST + 1} - id, folded FROM found_words ORDER BY id DESC"
    )
    op.execute("DROP TABLE found_words")


def _recorded() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
    )
