"""What looking at Hôm nay writes down."""

from __future__ import annotations

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.today.models import LastLook


@allowed("plan.view")
def note_look(uow: UnitOfWork) -> None:
    """Remember that the viewer looked today, and when before; later looks of the day change nothing."""
    account = uow.viewer.account_id
    if account is None:
        return
    row = uow.session.scalar(select(LastLook).where(LastLook.account_id == account))
    if row is None:
        uow.add(LastLook(account_id=account, looked_on=uow.today))
    elif row.looked_on < uow.today:
        row.looked_before, row.looked_on = row.looked_on, uow.today
