"""The posts that an officer holds from day to day; no two of them at the same time through the form."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.office.models import Officer, Post, Tenure
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _

_ONE_DAY = timedelta(days=1)


def leave(uow: UnitOfWork, officer: Officer, left_on: date) -> None:
    """End every open post on the day that an officer leaves."""
    for tenure in _tenures(uow, officer):
        if tenure.since is not None and tenure.since > left_on:
            raise Invalid(
                _("Cán bộ nhận chức danh ngày {day}, ngày nghỉ không thể sớm hơn.").format(day=vn_date(tenure.since)),
                field="left_on",
            )
        if tenure.until is None:
            tenure.until = left_on


def come_back(uow: UnitOfWork, officer: Officer, left_on: date) -> None:
    """Take a leaving back: the posts that ended on that day go on."""
    for tenure in _tenures(uow, officer):
        if tenure.until == left_on:
            tenure.until = None


def hold(uow: UnitOfWork, officer: Officer, post_key: str, since: date | None) -> None:
    """Let an officer hold a post from a day on; the post before ends the day before. No key ends the open post."""
    current = next((tenure for tenure in _tenures(uow, officer) if tenure.until is None), None)
    if not post_key:
        if current is not None:
            current.until = _day_before(current, since or uow.today)
        return
    post = uow.session.scalar(select(Post).where(Post.key == post_key))
    if post is None:
        raise Invalid(_("Chức danh này không có trong danh mục."), field="post_key")
    if current is not None and current.post_id == post.id:
        current.since = since or current.since
        return
    day = since or (uow.today if current is not None else None)
    if current is not None and day is not None:
        if current.since is not None and day < current.since:
            raise Invalid(
                _("Chức danh trước bắt đầu ngày {day}. Chọn ngày sau đó.").format(day=vn_date(current.since)),
                field="since",
            )
        current.until = _day_before(current, day)
    uow.add(Tenure(officer_id=officer.id, post_id=post.id, since=day))


def _day_before(tenure: Tenure, day: date) -> date:
    last = day - _ONE_DAY
    return last if tenure.since is None else max(tenure.since, last)


def _tenures(uow: UnitOfWork, officer: Officer) -> list[Tenure]:
    """Posts of an officer, the newest first."""
    return list(uow.session.scalars(select(Tenure).where(Tenure.officer_id == officer.id).order_by(Tenure.id.desc())))
