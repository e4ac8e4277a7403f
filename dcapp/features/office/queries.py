"""Reads of the office slice that are more than a register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.models import CalendarYear, DayOff, Office, Officer, Post, StoredSetting, Tenure, Village
from dcapp.features.office.settings import SETTINGS, Setting
from dcapp.features.office.terms import OFFICE_KINDS, DayKind, OfficeKind
from dcapp.kernel.ids import OfficerId
from dcapp.rules.working_days import Calendar
from dcapp.rules.working_days import DayOff as RuledDayOff


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """What heads papers and windows of the office."""

    name: str
    kind: OfficeKind
    superior: str
    province: str
    place: str
    symbol: str
    chairman: str
    is_remote: bool
    is_sample: bool

    @property
    def unit(self) -> str:
        """The commune's own name without the body: "xã Phổ Châu"."""
        words = self.name.split()
        kinds = [kind.split()[0] for kind in OFFICE_KINDS.values()]
        for position, word in enumerate(words):
            if word.lower() in kinds:
                return " ".join(words[position:])
        return self.name

    @property
    def body_lines(self) -> tuple[str, ...]:
        """The issuing body as the letterhead prints it."""
        if self.name.upper().startswith(("UBND", "ỦY BAN", "UỶ BAN")):
            return ("ỦY BAN NHÂN DÂN", self.unit.upper())
        return (self.name.upper(),)


@dataclass(frozen=True, slots=True)
class OfficerCard:
    """An officer with the post held on the day."""

    id: OfficerId
    full_name: str
    phone: str
    note: str
    post: str
    post_key: str
    since: date | None
    left_on: date | None


EMPTY_OFFICE = OfficeCard("", OfficeKind.COMMUNE, "", "", "", "UBND", "", False, False)


@allowed("office.view", reads=True)
def office_card(uow: UnitOfWork) -> OfficeCard:
    """The office's own line."""
    office = uow.session.scalar(select(Office).limit(1))
    if office is None:
        return EMPTY_OFFICE
    return OfficeCard(
        office.name,
        office.kind,
        office.superior,
        office.province,
        office.place,
        office.symbol,
        office.chairman,
        office.is_remote,
        office.is_sample,
    )


@allowed("office.view", reads=True)
def officers_of(uow: UnitOfWork, *, with_former: bool = False) -> list[OfficerCard]:
    """Officers by given name, each with the post held today."""
    today = uow.today
    held = (
        select(Tenure.officer_id, Tenure.since, Post.title, Post.key)
        .join(Post, Post.id == Tenure.post_id)
        .where(or_(Tenure.since.is_(None), Tenure.since <= today), or_(Tenure.until.is_(None), Tenure.until >= today))
        .subquery()
    )
    statement = (
        select(Officer, held.c.title, held.c.key, held.c.since)
        .outerjoin(held, held.c.officer_id == Officer.id)
        .order_by(Officer.name_order, Officer.id)
    )
    if not with_former:
        statement = statement.where(or_(Officer.left_on.is_(None), Officer.left_on >= today))
    cards: dict[OfficerId, OfficerCard] = {}
    for officer, title, key, since in uow.session.execute(statement):
        known = cards.get(officer.id)
        post = title if known is None else f"{known.post}, {title}"
        cards[officer.id] = OfficerCard(
            officer.id,
            officer.full_name,
            officer.phone,
            officer.note,
            post or "",
            key or "",
            since,
            officer.left_on,
        )
    return list(cards.values())


@allowed("office.view", reads=True)
def posts_on(uow: UnitOfWork, day: date | None = None) -> list[tuple[str, str]]:
    """Key and title of the posts that exist on a day."""
    on = day or uow.today
    statement = (
        select(Post.key, Post.title)
        .where(or_(Post.since.is_(None), Post.since <= on), or_(Post.until.is_(None), Post.until >= on))
        .order_by(Post.id)
    )
    return [(key, title) for key, title in uow.session.execute(statement)]


@allowed("office.view", reads=True)
def village_names(uow: UnitOfWork) -> list[str]:
    """The villages in use today, in Vietnamese order."""
    statement = (
        select(Village.kind, Village.name)
        .where(or_(Village.until.is_(None), Village.until >= uow.today))
        .order_by(Village.name_order, Village.id)
    )
    return [f"{kind} {name}" for kind, name in uow.session.execute(statement)]


@allowed("rules.view", reads=True)
def calendar_of(uow: UnitOfWork) -> Calendar:
    """The office's calendar: days off, days worked instead, and the years that are loaded."""
    days = [
        RuledDayOff(day.day, day.name, is_worked=day.kind is DayKind.WORKED, source=day.source, checked=day.is_checked)
        for day in uow.session.scalars(select(DayOff).order_by(DayOff.day))
    ]
    years = frozenset(uow.session.scalars(select(CalendarYear.year)))
    return Calendar(days, years)


@allowed("office.view", reads=True)
def settings_of(uow: UnitOfWork) -> dict[str, object]:
    """Every setting with the office's value, or the default."""
    stored = {row.key: row.value for row in uow.session.scalars(select(StoredSetting))}
    return {setting.key: stored.get(setting.key, setting.default) for setting in SETTINGS}


def setting(uow: UnitOfWork, wanted: Setting) -> object:
    """The office's value of one setting."""
    stored = uow.session.scalar(select(StoredSetting).where(StoredSetting.key == wanted.key))
    return wanted.default if stored is None else stored.value
