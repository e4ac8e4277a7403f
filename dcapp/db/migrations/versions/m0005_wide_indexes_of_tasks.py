"""Indexes that answer the counts and columns of a plan with 100,000 tasks without a look at the tasks themselves."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for name in ("ix_task_plan_id_section_order_id", "ix_task_state_last_on_id", "ix_task_lead_id_state_last_on"):
        op.drop_index(name, table_name="task")
    op.create_index(
        "ix_task_of_plan",
        "task",
        [
            "plan_id",
            "section_order",
            "id",
            "is_series",
            "state",
            "section",
            "last_on",
            "percent",
            "evidence_count",
            "lead_id",
            "priority",
        ],
        unique=False,
    )
    op.create_index(
        "ix_task_by_last_day",
        "task",
        ["state", "last_on", "id", "is_series", "plan_id", "percent", "lead_id"],
        unique=False,
    )
    op.create_index(
        "ix_task_by_lead",
        "task",
        ["lead_id", "state", "last_on", "id", "is_series", "plan_id", "percent"],
        unique=False,
    )
    op.create_index("ix_task_plan_id_state_done_on", "task", ["plan_id", "state", "done_on"], unique=False)
