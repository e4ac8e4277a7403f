"""What is looked at before a data file is trusted, and the flag that tells a broken-off session.

check_file(folder.main)                               # before any engine is made (see the trap in engine.py)
unclean = was_unclean(folder)
with environment_faults(), begin(writer, write=False) as connection:
    check_identity(connection, version=HEAD)          # ours, and not newer than this program
    if unclean: check_pages(connection)               # quick; raises Damaged
mark_open(folder) … mark_closed(folder)
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Connection

from dcapp.db.engine import APPLICATION_ID, PLAIN_HEADER
from dcapp.db.faults import file_faults
from dcapp.db.folder import OfficeFolder, sync_folder, write_atomically
from dcapp.kernel.errors import Damaged, EnvironmentFault
from dcapp.kernel.i18n import _

SMALLEST = 4096  # one page: our own files have at least that from their first commit on


def mark_open(folder: Path) -> None:
    """Say that a session writes; stands on the disk before the first change."""
    write_atomically(OfficeFolder(folder).unclean, b"")


def mark_closed(folder: Path) -> None:
    """Say that the session ended as it should."""
    office = OfficeFolder(folder)
    with file_faults():
        office.unclean.unlink(missing_ok=True)
        sync_folder(office.root)


def was_unclean(folder: Path) -> bool:
    """True where the last session was cut off: power, crash, kill."""
    return OfficeFolder(folder).unclean.exists()


def check_file(path: Path) -> None:
    """Refuse a missing, empty or unencrypted file by its outside; no engine of it may be open in this process.

    An empty file passes SQLite's own checks, since a new database is one.
    """
    with file_faults():
        if not path.exists():
            raise EnvironmentFault(
                _("Không thấy tệp dữ liệu {name}.").format(name=path.name),
                advice=_("Kiểm tra thư mục dữ liệu, hoặc khôi phục từ bản sao lưu."),
                technical=str(path),
            )
        with path.open("rb") as file:
            header = file.read(len(PLAIN_HEADER))
        size = path.stat().st_size
    if header == PLAIN_HEADER:
        raise _not_ours(
            _("Tệp dữ liệu {name} không được mã hóa nên không phải tệp của văn phòng này.").format(name=path.name),
            "plain SQLite header",
        )
    if size < SMALLEST:
        raise _not_ours(
            _("Tệp dữ liệu {name} trống hoặc bị cắt cụt.").format(name=path.name), f"{path.name}: {size} bytes"
        )


def check_identity(connection: Connection, *, version: int, application_id: int = APPLICATION_ID) -> int:
    """The schema ordinal of the file. Refuses a file of another program, and kindly one of a newer program."""
    stamped = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if stamped != application_id:
        raise _not_ours(_("Tệp dữ liệu này không phải của Sổ Dân Chủ."), f"application_id {stamped:#x}")
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found > version:
        raise EnvironmentFault(
            _("Dữ liệu này do phiên bản mới hơn của chương trình ghi nên phiên bản này không mở."),
            advice=_("Dữ liệu vẫn nguyên vẹn. Cài phiên bản mới rồi mở lại."),
            technical=f"user_version {found} > {version}",
        )
    return found


def check_tables(connection: Connection, wanted: Collection[str]) -> None:
    """Raise Damaged when a table is missing, or a view or trigger was put in: this program makes none of those two.

    The full comparison of the schema is `checking`'s; this one costs nothing and comes before every session.
    """
    rows = connection.exec_driver_sql("SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view', 'trigger')")
    found = {(str(kind), str(name)) for kind, name in rows}
    strange = sorted(name for kind, name in found if kind != "table")
    missing = sorted(set(wanted) - {name for kind, name in found if kind == "table"})
    if strange or missing:
        raise _not_ours(
            _("Cấu trúc của tệp dữ liệu không đúng với phiên bản này."),
            f"missing: {', '.join(missing)}; strange: {', '.join(strange)}",
        )


def page_problems(connection: Connection, *, thorough: bool = False) -> list[str]:
    """What the engine finds wrong with the pages: seals (cipher), structure, and when thorough indexes and references.

    SQLite's own check misses 94 % of flipped bits (reliability.md 0.3), so the seals are read first.
    """
    seals = connection.exec_driver_sql("PRAGMA cipher_integrity_check")
    problems = [str(row[0]) for row in seals] if seals.returns_rows else []  # in memory there is no cipher
    structure = "integrity_check" if thorough else "quick_check"
    problems += [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {structure}") if row[0] != "ok"]
    if thorough:
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        problems += [f"{row[0]}#{row[1]} -> {row[2]}" for row in loose]
    return problems


def check_pages(connection: Connection, *, thorough: bool = False) -> None:
    """Raise Damaged when the pages of the file are not as they were written."""
    problems = page_problems(connection, thorough=thorough)
    if problems:
        raise Damaged(
            _("Tệp dữ liệu bị hỏng hoặc đã bị thay đổi từ bên ngoài."),
            advice=_("Không ghi thêm gì. Giữ nguyên thư mục dữ liệu và khôi phục từ bản sao lưu gần nhất."),
            technical="; ".join(problems[:10]),
        )


def schema_fingerprint(connection: Connection) -> str:
    """One digest of every table, index, view and trigger: an added trigger or a dropped index changes it."""
    rows = connection.exec_driver_sql(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
        " WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\' ORDER BY type, name"
    )
    digest = hashlib.sha256()
    for kind, name, table, sql in rows:
        digest.update("\0".join((kind, name, table, " ".join(sql.split()))).encode() + b"\n")
    return digest.hexdigest()


def check_schema(connection: Connection, fingerprint: str) -> None:
    """Raise Damaged when the schema is not the one this program made: an evil trigger passes every page check."""
    found = schema_fingerprint(connection)
    if found != fingerprint:
        raise _not_ours(_("Cấu trúc của tệp dữ liệu không đúng với phiên bản này."), f"schema {found[:16]}")


def _not_ours(message: str, technical: str) -> Damaged:
    advice = _("Không dùng tệp này. Khôi phục từ bản sao lưu gần nhất.")
    return Damaged(message, advice=advice, technical=technical)
