"""Pure rules of the log of opinions: its fields, where a line stands, and what looks as if it named a person."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from dcapp.features.opinions.terms import OpinionState
from dcapp.kernel.i18n import N_
from dcapp.kernel.text import nfc

FIELDS_FILE = Path(__file__).parents[3] / "data" / "opinion_fields.toml"


class Trace(StrEnum):
    """What in a text may lead to a person (dấu vết cá nhân)."""

    IDENTITY = "identity"
    PHONE = "phone"
    NAME = "name"


TRACES = {
    Trace.IDENTITY: N_("số giấy tờ “{text}”"),
    Trace.PHONE: N_("số điện thoại “{text}”"),
    Trace.NAME: N_("họ tên “{text}”"),
}

_GAP = r"[ .\-]?"
_IDENTITY = re.compile(
    rf"(?<![\d/.,])(?:\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}|\d{{12}}|\d{{9}})(?![\d/]|[.,]\d)"
)
_PHONE = re.compile(r"(?<![\d/.,])(?:\+?84|0)(?:[ .\-]?\d){9,10}(?![\d/]|[.,]\d)")
_LETTERS = "A-ZĐÀ-ỸÂÊÔĂƠƯ"
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lương|Mai|Tạ|Trịnh|Đoàn|Cao|"
    "Đào|Hà|Tô|Châu|Lâm|La|Quách|Thái|Tống|Kiều|Bạch|Triệu|Phùng|Văn|Doãn|Nông|Hứa|Chu|Tăng|Từ|Lưu"
)
_NAME = re.compile(
    rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ụ|[Bb]ác|[Cc]hú|[Cc]ô|[Ee]m)\s+(?:{_SURNAMES})"
    rf"(?:\s+[{_LETTERS}]\w*){{1,4}}"
)


@cache
def opinion_fields() -> tuple[str, ...]:
    """The fields that opinions are sorted by (lĩnh vực), from the list beside this file."""
    with FIELDS_FILE.open("rb") as file:
        return tuple(nfc(name) for name in tomllib.load(file)["fields"])


def opinion_state(passed_on: date | None, answer_by: date | None, answered_on: date | None, on: date) -> OpinionState:
    """Where an opinion stands on a day; the last day of an answer is in time."""
    if answered_on is not None:
        return OpinionState.ANSWERED
    if answer_by is not None and answer_by < on:
        return OpinionState.LATE
    return OpinionState.NEW if passed_on is None else OpinionState.WAITING


def traces_of(text: str) -> tuple[tuple[Trace, str], ...]:
    """What in a text looks as if it led to a person: identity numbers, telephone numbers, a name behind "ông", "bà".

    A hint for the officer, never a refusal: amounts, dates and numbers of papers are passed over as far as they can
    be told apart.
    """
    words = nfc(text)
    found: list[tuple[int, Trace, str]] = []
    taken: set[int] = set()
    for trace, pattern in ((Trace.PHONE, _PHONE), (Trace.IDENTITY, _IDENTITY), (Trace.NAME, _NAME)):
        for match in pattern.finditer(words):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                found.append((match.start(), trace, match.group().strip()))
    return tuple((trace, said) for _at, trace, said in sorted(found))
