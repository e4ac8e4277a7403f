"""The commune office: its name, bodies around it, posts, officers, villages, calendar and settings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded, folded_words
from dcapp.db.findable import Findable
from dcapp.db.types import JsonText
from dcapp.features.office.terms import BodyKind, DayKind, OfficeKind
from dcapp.kernel.ids import AbsenceId, BodyId, DayOffId, OfficerId, OwnDaysId, PostId, VillageId
from dcapp.kernel.text import name_sort_key, sort_key


class Office(Base, Recorded):
    """The office itself (đơn vị): one row; what heads every paper."""

    __tablename__ = "office"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[OfficeKind] = mapped_column(default=OfficeKind.COMMUNE)
    superior: Mapped[str] = mapped_column(default="")
    province: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    symbol: Mapped[str] = mapped_column(default="UBND")
    chairman: Mapped[str] = mapped_column(default="")
    is_remote: Mapped[bool] = mapped_column(default=False)
    is_sample: Mapped[bool] = mapped_column(default=False)


class Body(Base, Recorded):
    """A body that papers come from or go to (cơ quan, tổ chức), with the dates its name was in use."""

    __tablename__ = "body"

    id: Mapped[BodyId] = mapped_column(primary_key=True)
    name: Mapped[str]
    short_name: Mapped[str] = mapped_column(default="")
    kind: Mapped[BodyKind] = mapped_column(default=BodyKind.OTHER)
    since: Mapped[date | None]
    until: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.name, self.short_name, self.note)


class Post(Base, Recorded):
    """A post of the office (chức danh) with the dates it exists and the roles it brings by default."""

    __tablename__ = "post"

    id: Mapped[PostId] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(SHORT, unique=True)
    title: Mapped[str]
    abbreviation: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    until: Mapped[date | None]
    roles: Mapped[Any] = mapped_column(JsonText, default=list)
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.title, self.abbreviation)


class Officer(Base, Recorded):
    """A person who works for the commune (cán bộ, công chức)."""

    __tablename__ = "officer"

    id: Mapped[OfficerId] = mapped_column(primary_key=True)
    full_name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    left_on: Mapped[date | None]
    name_order: Mapped[str] = mapped_column(default="", index=True)
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search and sort columns."""
        self.name_order = name_sort_key(self.full_name)
        self.folded = folded_words(self.full_name, self.phone, self.note)

    def found_as(self) -> Findable:
        """How quick find shows an officer."""
        return Findable(self.full_name, self.note, self.phone or "", "office.view")


class Tenure(Base, Recorded):
    """An officer in a post from one day to another (giữ chức danh)."""

    __tablename__ = "tenure"

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[OfficerId] = mapped_column(ForeignKey("officer.id"), index=True)
    post_id: Mapped[PostId] = mapped_column(ForeignKey("post.id"), index=True)
    since: Mapped[date | None]
    until: Mapped[date | None]


class Village(Base, Recorded):
    """A village or street group (thôn, tổ dân phố), kept with the dates its name was in use."""

    __tablename__ = "village"

    id: Mapped[VillageId] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="thôn")
    head_name: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    until: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    name_order: Mapped[str] = mapped_column(default="", index=True)
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search and sort columns."""
        self.name_order = sort_key(self.name)
        self.folded = folded_words(self.kind, self.name, self.head_name, self.note)

    def found_as(self) -> Findable:
        """How quick find shows a village."""
        return Findable(f"{self.kind} {self.name}", self.head_name or "", self.note or "", "office.view")


class HouseholdCount(Base, Recorded):
    """How many households and people a village had on a day (số hộ, số nhân khẩu)."""

    __tablename__ = "household_count"
    __table_args__ = (UniqueConstraint("village_id", "counted_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    village_id: Mapped[VillageId] = mapped_column(ForeignKey("village.id"))
    counted_on: Mapped[date]
    households: Mapped[int]
    people: Mapped[int | None]


class DayOff(Base, Recorded):
    """A day off, or a weekend day that is worked instead (ngày nghỉ, ngày làm bù)."""

    __tablename__ = "day_off"

    id: Mapped[DayOffId] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[DayKind] = mapped_column(default=DayKind.OFF)
    source: Mapped[str] = mapped_column(default="")
    is_checked: Mapped[bool] = mapped_column(default=False)
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.name, self.source)


class CalendarYear(Base, Recorded):
    """A year whose days off are loaded (năm đã nạp lịch); no date is computed beyond such years."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class OwnDays(Base, Recorded):
    """A number of days that the office set in place of a rule's (số ngày đơn vị tự đặt), with reason and source.

    `wording` is the name of the wording in the rule book; both days are included, `until` None means for good.
    """

    __tablename__ = "own_days"

    id: Mapped[OwnDaysId] = mapped_column(primary_key=True)
    wording: Mapped[str] = mapped_column(SHORT, index=True)
    days: Mapped[int]
    since: Mapped[date]
    until: Mapped[date | None]
    reason: Mapped[str]
    source: Mapped[str]


class WordingCheck(Base, Recorded):
    """That somebody compared a wording of the rule book with the gazette (đã kiểm), and where."""

    __tablename__ = "wording_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    wording: Mapped[str] = mapped_column(SHORT, unique=True)
    checked_on: Mapped[date]
    checked_by: Mapped[str]
    source: Mapped[str] = mapped_column(default="")


class MovedDeadline(Base, Recorded):
    """A running deadline that another calendar or rule moved (hạn đã dời), from which day to which.

    `kind` and `record_id` name the record whose deadline it is; `title` is what a list may show of it.
    """

    __tablename__ = "moved_deadline"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(SHORT)
    record_id: Mapped[int]
    title: Mapped[str]
    rule: Mapped[str] = mapped_column(SHORT, default="")
    before: Mapped[date]
    after: Mapped[date]
    cause: Mapped[str] = mapped_column(default="")


class StoredSetting(Base, Recorded):
    """The office's value of a setting (cài đặt) where it differs from the default."""

    __tablename__ = "stored_setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(SHORT, unique=True)
    value: Mapped[Any] = mapped_column(JsonText)


class Absence(Base, Recorded):
    """An officer who is away, and who stands in for them (nghỉ, ủy quyền), with both days included."""

    __tablename__ = "absence"

    id: Mapped[AbsenceId] = mapped_column(primary_key=True)
    officer_id: Mapped[OfficerId] = mapped_column(ForeignKey("officer.id"), index=True)
    deputy_id: Mapped[OfficerId] = mapped_column(ForeignKey("officer.id"), index=True)
    since: Mapped[date] = mapped_column(index=True)
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    paper: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.reason, self.paper)


class BackupReceipt(Base, Recorded):
    """That a copy of everything was made and read back (biên nhận sao lưu)."""

    __tablename__ = "backup_receipt"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(default="")
    is_verified: Mapped[bool] = mapped_column(default=False)
