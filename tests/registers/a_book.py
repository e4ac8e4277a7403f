"""A book made up for these tests: every kind of field, stored sort and search columns, a table of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Engine, Enum, ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from dcapp.db.types import UtcTime
from dcapp.kernel.text import fold, name_sort_key, sort_key
from dcapp.registers.spec import Day, Field, Filter, Kind, Op, Preset, Register


class Mood(StrEnum):
    CALM = "calm"
    LATE = "late"
    DONE = "done"


class Base(DeclarativeBase):
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a class attribute
        datetime: UtcTime(),
        Mood: Enum(Mood, values_callable=lambda members: [m.value for m in members], native_enum=False, length=32),
    }


class Hamlet(Base):
    __tablename__ = "hamlet"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Note(Base):
    __tablename__ = "note"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="")
    written_on: Mapped[date | None] = mapped_column(index=True)
    seen_at: Mapped[datetime | None]
    households: Mapped[int | None]
    year: Mapped[int | None]
    cost: Mapped[int | None]
    progress: Mapped[int | None]
    is_checked: Mapped[bool] = mapped_column(default=False)
    mood: Mapped[Mood | None]
    hamlet_id: Mapped[int | None] = mapped_column(ForeignKey("hamlet.id"))
    name_order: Mapped[str] = mapped_column(default="", index=True)
    subject_order: Mapped[str | None]
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        self.name_order = name_sort_key(self.name)
        self.subject_order = sort_key(self.subject) if self.subject else None
        self.folded = fold(f"{self.name} {self.subject or ''} {self.content or ''}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteForm:
    name: str
    subject: str = ""
    content: str = ""
    written_on: date | None = None
    households: int | None = None
    year: int | None = None
    cost: int | None = None
    progress: int | None = None
    is_checked: bool = False
    mood: Mood | None = None
    hamlet_id: int | None = None


NOTES = Register(
    key="notes",
    title="Sổ thử",
    noun="dòng",
    record=Note,
    form=NoteForm,
    right_view="office.view",
    right_edit="office.edit",
    statement=select(
        Note.id,
        Note.name,
        Note.subject,
        Note.content,
        Note.written_on,
        Note.seen_at,
        Note.households,
        Note.year,
        Note.cost,
        Note.progress,
        Note.is_checked,
        Note.mood,
        Note.hamlet_id,
        Hamlet.name.label("hamlet"),
        Note.name_order,
        Note.subject_order,
        Note.folded,
    ).outerjoin(Hamlet, Hamlet.id == Note.hamlet_id),
    order="written_on",
    filters=("mood", "is_checked", "hamlet_id"),
    presets=(
        Preset("week", "7 ngày tới", (Filter("written_on", Op.FROM, Day(0)), Filter("written_on", Op.TO, Day(7)))),
        Preset("late", "Quá hạn", (Filter("mood", Op.IS, "late"),)),
    ),
    empty="Những gì anh/chị ghi sẽ hiện ở đây.",
    fields=(
        Field("name", "Họ và tên", Kind.NAME, width=170, required=True, searched=True, sorted_by="name_order"),
        Field("subject", "Trích yếu", Kind.TEXT, searched=True, sorted_by="subject_order"),
        Field("content", "Nội dung", Kind.LONG_TEXT, width=160, searched=True),
        Field("written_on", "Ngày ghi", Kind.DATE, width=100),
        Field("seen_at", "Xem lúc", Kind.MOMENT, width=130, filled_in=False),
        Field("households", "Số hộ", Kind.NUMBER, width=80),
        Field("year", "Năm", Kind.ORDINAL, width=60),
        Field("cost", "Kinh phí", Kind.MONEY, width=110),
        Field("progress", "Tiến độ", Kind.PROGRESS, width=130),
        Field("is_checked", "Đã kiểm tra", Kind.YES_NO, width=90),
        Field(
            "mood",
            "Tình trạng",
            Kind.CHOICE,
            width=110,
            labels={"calm": "Đang làm", "late": "Quá hạn", "done": "Xong"},
            tones={"calm": "info", "late": "danger", "done": "success"},
        ),
        Field(
            "hamlet_id",
            "Thôn",
            Kind.REFERENCE,
            width=110,
            shown_by="hamlet",
            options=select(Hamlet.id, Hamlet.name).order_by(Hamlet.id),
        ),
    ),
)

HAMLETS = {"hamlet_id": ((1, "Thôn Đông"), (2, "Thôn Tây"))}


def an_engine() -> Engine:
    """An empty book in memory, with its two hamlets."""
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Hamlet(id=number, name=name) for number, name in HAMLETS["hamlet_id"]])
        session.commit()
    return engine


def fill(engine: Engine, rows: list[dict[str, Any]]) -> None:
    """Put rows into the book."""
    with Session(engine) as session:
        for row in rows:
            note = Note(**row)
            note.refold()
            session.add(note)
        session.commit()


@contextmanager
def uow(engine: Engine) -> Iterator[Any]:
    """What the readers need of a unit of work."""
    with Session(engine) as session:
        yield SimpleNamespace(session=session, viewer=None, today=date.fromisoformat(os.environ["DCAPP_TODAY"]))
