"""A name that occurs nowhere else, and every form in which a program might leave it behind."""

from __future__ import annotations

import base64
import json
import unicodedata
from pathlib import Path

from dcapp.features.sealed.rules import Sealed
from dcapp.kernel.text import fold

CANARY = Sealed(
    name="Ngọ Quỳnh Đẵng",
    birth_year="1964",
    id_number="079064998877",
    phone="0987650123",
    address="Số 47, bản Khuổi Ngọa, xã Thử",
    village="bản Khuổi Ngọa",
    gist="Tôi là Ngọ Quỳnh Đẵng, tố cáo ông Trần Vĩ Quằm nhận hối lộ",
    request="Xử lý ông Quằm",
    respondent="Trần Vĩ Quằm",
    respondent_post="Công chức Địa chính",
)
SECRETS = ("Ngọ Quỳnh Đẵng", "Quỳnh Đẵng", "Khuổi Ngọa", "079064998877", "0987650123", "Vĩ Quằm")


def traces(secret: str) -> set[bytes]:
    """The bytes of a secret in every spelling and coding."""
    spelled = {unicodedata.normalize(form, secret) for form in ("NFC", "NFD")} | {fold(secret)}
    spelled |= {one.upper() for one in spelled} | {one.lower() for one in spelled}
    spelled |= {json.dumps(one)[1:-1] for one in spelled}
    found = {one.encode(coding) for one in spelled for coding in ("utf-8", "utf-16-le", "utf-16-be")}
    for one in list(found):
        found |= {base64.b64encode(b"\0" * start + one)[4:-4] for start in range(3) if len(one) > 9}
        found.add(one.hex().encode())
    return {one for one in found if len(one) > 5}


TRACES = {secret: traces(secret) for secret in SECRETS}


def left_in(content: bytes) -> list[str]:
    """The secrets that stand in some bytes."""
    return [secret for secret, forms in TRACES.items() if any(form in content for form in forms)]


def left_in_folder(folder: Path) -> list[str]:
    """Where a secret stands in a file or in the name of one; the office must be closed."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [f"{path.name}: {what}" for path in files for what in left_in(path.read_bytes() + str(path).encode())]


def left_in_main(app) -> list[str]:
    """Where a secret stands in any row of any table of the opened main file, search tables and audit included."""
    found = []
    with app.database.writer.connect() as connection:
        names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):
                content = b"\n".join(
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row
                )
                found += [f"{name}: {what}" for what in left_in(content)]
    return found
