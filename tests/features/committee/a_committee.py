"""Committees made up for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.committee.service import CommitteeForm, MemberForm
from dcapp.features.committee.terms import MemberRole
from dcapp.features.tasks.models import Task

HEAD = MemberForm(name="Lê Văn An", post="Chủ tịch UBND xã", role=MemberRole.HEAD)
DEPUTY = MemberForm(name="Trần Thị Bình", post="Phó Chủ tịch UBND xã", role=MemberRole.STANDING_DEPUTY)
MEMBER = MemberForm(name="Võ Cúc", post="Văn phòng", charge="Tổng hợp, báo cáo")


def a_committee(**values: object) -> CommitteeForm:
    """A steering committee of 2023 without a number."""
    made = CommitteeForm(
        name="Ban Chỉ đạo thực hiện dân chủ ở cơ sở",
        since=date(2023, 3, 1),
        until=date(2023, 12, 31),
        decided_by="Chủ tịch UBND",
        tasks="Chỉ đạo việc thực hiện dân chủ.\nKiểm tra các thôn.",
    )
    return replace(made, **values)


def a_task(app, plan_id, title: str):
    """An open task of a plan."""
    with app.database.begin(NOBODY, "task", write=True) as uow:
        return uow.add(Task(plan_id=plan_id, title=title)).id
