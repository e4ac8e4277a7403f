"""Is everything as the program wrote it? Pages, schema, audit book, attachments, quick find, key slots (lệnh check).

Reads only; takes the time it takes (every page and every attached byte is read). Nothing is mended here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import make_transient

from dcapp.db import audit, start_checks
from dcapp.db.anchor import read_anchor
from dcapp.db.audit import Head
from dcapp.db.base import Base
from dcapp.db.engine import begin, make_engine
from dcapp.db.faults import code_of
from dcapp.db.findable import FTS_TABLE, findable
from dcapp.db.folder import OfficeFolder
from dcapp.db.journal import undo_step
from dcapp.db.keys import slots
from dcapp.db.migrations.upgrade import upgrade
from dcapp.db.unit_of_work import UnitOfWork, found_as
from dcapp.db.use_case import allowed
from dcapp.features.attachments.models import Attachment
from dcapp.kernel.errors import EnvironmentFault, Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.text import fold

if TYPE_CHECKING:
    from dcapp.app import App
    from dcapp.db.storage import Storage

AT_ONCE = 1000
SQL_ERROR = 1
"""SQLite's code for a table or column that is not there: what the file holds is not what this program wrote."""
LINKS = {
    "changed": N_("Dòng {seq} của nhật ký đã bị sửa."),
    "removed": N_("Dòng {seq} của nhật ký không còn."),
    "inserted": N_("Dòng {seq} của nhật ký không do chương trình ghi."),
    "cut": N_("Nhật ký bị cắt: đã từng có đến dòng {seq}."),
    "anchor": N_("Mốc của nhật ký ngoài tệp dữ liệu bị mất hoặc bị sửa."),
    "unreadable": N_("Nhật ký có dòng không đọc được."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as the program wrote it: the part of the office, and what is wrong there."""

    where: str
    problem: str


def findings_of(app: App) -> list[Finding]:
    """Everything that is wrong with the open office; an empty list says it is whole. Raises NotAllowed."""
    if app.storage is None:
        raise RuntimeError("an office in memory has nothing beside it")
    # read before the transaction begins: a window at work beside us moves the anchor on, never back
    anchor = read_anchor(app.storage.folder, app.storage.keys.subkey("audit"))
    return app.run(look_through, anchor)


@allowed("audit.verify", reads=True)
def look_through(uow: UnitOfWork, anchor: Head | None) -> list[Finding]:
    """Look through all parts of the office, the outer ones first."""
    storage = uow.beside
    connection = uow.session.connection()
    found = [*_key_slots(storage), *_pages(connection)]
    if found and any(finding.where == "main.db" for finding in found):
        return found  # what stands on broken pages would only repeat it
    return [
        *found,
        *_schema(connection),
        *_audit(connection, storage, anchor),
        *_attachments(uow, storage),
        *_records(uow, connection),
    ]


def _key_slots(storage: Storage) -> Iterator[Finding]:
    """Both copies of the slots, and what was noticed, and perhaps mended, when this office was opened."""
    for notice in storage.keys.notices:
        yield Finding("keyslots.json", notice)
    office = OfficeFolder(storage.folder)
    key = storage.keys.subkey("slots")
    for path in (office.keyslots, office.keyslots_copy):
        try:
            cabinet = slots.from_bytes(path.read_bytes())
        except OSError:
            yield Finding(path.name, _("Không đọc được bản này của ngăn khóa."))
            continue
        if cabinet is None or not slots.is_genuine(cabinet, key):
            yield Finding(path.name, _("Bản này của ngăn khóa bị hỏng hoặc bị sửa từ bên ngoài."))


def _pages(connection: Connection) -> Iterator[Finding]:
    for problem in start_checks.page_problems(connection, thorough=True):
        yield Finding("main.db", problem)


def _schema(connection: Connection) -> Iterator[Finding]:
    engine = make_engine(None, None)
    try:
        upgrade(engine)
        with begin(engine, write=False) as fresh:
            wanted = start_checks.schema_fingerprint(fresh)
    finally:
        engine.dispose()
    if start_checks.schema_fingerprint(connection) != wanted:
        yield Finding("main.db", _("Cấu trúc của tệp dữ liệu không đúng với phiên bản này."))


def _audit(connection: Connection, storage: Storage, anchor: Head | None) -> Iterator[Finding]:
    links = [audit.Finding(0, "anchor")] if anchor is None else []
    try:
        links += audit.broken_links(connection, storage.keys.subkey("audit"), anchor=anchor)
        links += audit.found_earlier(connection)
    except (DBAPIError, ValueError, KeyError, TypeError):
        links.append(audit.Finding(0, "unreadable"))
    for link in dict.fromkeys(links):
        yield Finding("audit", _(LINKS[link.problem]).format(seq=link.seq))


@allowed("audit.verify")
def explain_book(uow: UnitOfWork, words: str) -> None:
    """Write into the audit book how what openings found wrong with it came about; `check` is quiet about it then."""
    told = " ".join(words.split())
    if not told:
        raise Invalid(_("Chưa ghi lời giải trình."), field="words")
    uow.note(audit.EXPLAINED, "audit_record", None, {"words": told})


def _attachments(uow: UnitOfWork, storage: Storage) -> Iterator[Finding]:
    """Every attached content proves whole; orphans of a broken-off session wait for the sweep of the next start."""
    named: dict[str, tuple[str, int]] = {}
    for blob, name, size in uow.session.execute(select(Attachment.blob, Attachment.name, Attachment.byte_count)):
        named[blob] = (name, size)
    for changes in uow.session.scalars(select(undo_step.c.changes).where(undo_step.c.changes.is_not(None))):
        for change in changes:
            before = change["before"] if change["kind"] == Attachment.__name__ else None
            if before and "blob" in before and "byte_count" in before:
                named.setdefault(before["blob"], (before["name"], before["byte_count"]))
    for blob, (name, size) in sorted(named.items()):
        try:
            if storage.blobs.verify(blob) != size:
                yield Finding("attachments", _("Tệp đính kèm {name} không đúng độ dài đã ghi.").format(name=name))
        except EnvironmentFault as fault:
            yield Finding("attachments", f"{name}: {fault.message}")
    if start_checks.was_unclean(storage.folder):
        return
    for blob in storage.blobs.ids():
        if blob not in named:
            yield Finding("attachments", _("Có tệp đính kèm không thuộc bản ghi nào: {blob}.").format(blob=blob[:16]))


def _records(uow: UnitOfWork, connection: Connection) -> Iterator[Finding]:
    """Search and sort columns, and the lines of quick find, are what the records make of themselves."""
    indexed = _indexed(connection)
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        kind: Any = mapper.class_
        if not hasattr(kind, "found_as") and not hasattr(kind, "refold"):
            continue
        try:
            for record in uow.session.scalars(select(kind).execution_options(yield_per=AT_ONCE)):
                make_transient(record)  # it is looked at, never written
                yield from _record(record, indexed)
        except (LookupError, ValueError, TypeError, AttributeError, DBAPIError) as error:
            if isinstance(error, DBAPIError) and code_of(error) not in (None, SQL_ERROR):
                raise  # trouble of the disk, or a check that was called off
            problem = _("Có bản ghi {name} mang giá trị không đọc được: {reason}.")
            yield Finding("main.db", problem.format(name=kind.__name__, reason=str(error)[:120]))
    for name, record_id in sorted(indexed):
        yield Finding("search", _("Tìm nhanh còn dòng của bản ghi đã bỏ: {name}.").format(name=f"{name} {record_id}"))


def _record(record: Any, indexed: dict[tuple[str, int], tuple[str, str, str, str | None]]) -> Iterator[Finding]:
    kind = type(record)
    named = f"{kind.__name__} {record.id}"
    if hasattr(record, "refold"):
        columns = [column.key for column in inspect(kind).column_attrs]
        stored = [getattr(record, key) for key in columns]
        record.refold()
        if [getattr(record, key) for key in columns] != stored:
            yield Finding("search", _("Cột tìm kiếm của bản ghi {name} không khớp.").format(name=named))
    if hasattr(record, "found_as"):
        entry = found_as(record)
        line = indexed.pop((kind.__name__, record.id), None)
        wanted = entry and (entry.title, entry.detail, entry.needs, fold(f"{entry.title} {entry.detail} {entry.words}"))
        if wanted != line:
            yield Finding("search", _("Tìm nhanh chưa khớp với bản ghi {name}.").format(name=named))


def _indexed(connection: Connection) -> dict[tuple[str, int], tuple[str, str, str, str | None]]:
    words = {row[0]: row[1] for row in connection.exec_driver_sql(f"SELECT rowid, folded FROM {FTS_TABLE}")}
    lines = {
        (row.kind, row.record_id): (row.title, row.detail, row.needs, words.pop(row.id, None))
        for row in connection.execute(select(findable))
    }
    lines.update({("", number): ("", "", "", folded) for number, folded in words.items()})
    return lines
