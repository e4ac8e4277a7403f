"""Making something public, in its smallest form. Slices above call these functions within their own steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.disclosure.models import Publication
from dcapp.features.disclosure.queries import lines_of
from dcapp.features.disclosure.terms import PUBLICATION_FORMS, PublicationForm
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import PublicationId
from dcapp.kernel.text import nfc
from dcapp.rules.publications import WayOfPublication, way_on


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationNote:
    """That a document was made public, as an officer writes it down.

    `matter` is what the law calls it by ("complaint", "denunciation"; "" where no law rules it), `book` and
    `record_id` whose document it is, `notice_on` the day on which a meeting was announced, `to_on` the last day of a
    posting, counted by the law where it is left open.
    """

    matter: str = ""
    book: str
    record_id: int
    title: str
    form: PublicationForm
    from_on: date
    to_on: date | None = None
    place: str = ""
    notice_on: date | None = None
    note: str = ""


def publish(uow: UnitOfWork, note: PublicationNote) -> PublicationId:
    """Enter that something was made public.

    RuleViolation where the law in force does not know the form, the time is shorter than it asks, or a meeting was
    announced too late. Whoever calls has the right to the record it belongs to.
    """
    if not nfc(note.title).strip():
        raise Invalid(_("Chưa ghi văn bản được công khai. Ghi tên và số văn bản."), field="title")
    way = _way(note)
    until = note.to_on or (way.until(note.from_on) if way is not None else None)
    if until is not None and until < note.from_on:
        raise Invalid(_("Ngày thôi công khai đứng trước ngày bắt đầu. Sửa một trong hai ngày."), field="to_on")
    if way is not None:
        _check(note, way, until)
    line = Publication(
        book=note.book,
        record_id=note.record_id,
        title=nfc(note.title).strip(),
        form=note.form,
        place=nfc(note.place).strip(),
        from_on=note.from_on,
        to_on=until,
        notice_on=note.notice_on,
        note=nfc(note.note).strip(),
    )
    line.refold()
    uow.session.add(line)
    uow.session.flush()
    return line.id


def _way(note: PublicationNote) -> WayOfPublication | None:
    if not note.matter:
        return None
    way = way_on(note.matter, note.form, note.from_on)
    if way is None:
        raise RuleViolation(
            _("Hình thức “{form}” không có trong quy định công khai áp dụng ngày {day}. Chọn hình thức khác.").format(
                form=_(PUBLICATION_FORMS[note.form]), day=vn_date(note.from_on)
            )
        )
    return way


def _check(note: PublicationNote, way: WayOfPublication, until: date | None) -> None:
    least = way.until(note.from_on)
    if least is not None and until is not None and until < least:
        raise RuleViolation(
            _("{form} phải công khai ít nhất {count} ngày, tức là đến hết {day} ({citation}).").format(
                form=_(PUBLICATION_FORMS[note.form]), count=way.least, day=vn_date(least), citation=way.citation
            ),
            citation=way.citation,
        )
    if way.notice and note.notice_on is not None and note.notice_on > note.from_on - timedelta(days=way.notice):
        raise RuleViolation(
            _("Cuộc họp công bố phải báo trước ít nhất {count} ngày ({citation}). Ngày báo là {day}.").format(
                count=way.notice, citation=way.citation, day=vn_date(note.notice_on)
            ),
            citation=way.citation,
        )


def withdraw_publications(uow: UnitOfWork, book: str, record_id: int) -> None:
    """Take away what was entered for a record whose step is taken back."""
    for line in lines_of(uow, book, record_id):
        uow.session.delete(line)
