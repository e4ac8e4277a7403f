"""Grounds on which a citizen may be refused reception (căn cứ từ chối tiếp), by edition of the law.

Article 9 of the law on citizen reception since 01/07/2014; the points of article 4.1 of decree 154/2026 as well since
01/07/2026. A written notice (form 01/TCD) is due for two of them only; the others are explained on the spot.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _
from dcapp.rules.rulebook import RULES, editions_of

FILE = RULES / "refusals.toml"


@dataclass(frozen=True, slots=True)
class Notice:
    """The written notice of a refusal: its form and where it is asked for.

    `rule` names the deadline (TCD-09); empty where the law sets no number of days.
    """

    form: str
    rule: str
    citation: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground in one wording. `is_checked` False: nobody has compared it with the gazette ("cần kiểm tra")."""

    key: str
    law: str
    article: str
    clause: str
    point: str
    short: str
    text: str
    in_force_from: date
    in_force_to: date | None
    notice: Notice | None
    confidence: str
    is_checked: bool
    note: str

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    @property
    def notice_due(self) -> bool:
        """Whether a written notice is due within a number of days; before 01/07/2026 it had a form but no number."""
        return self.notice is not None and bool(self.notice.rule)

    @property
    def citation(self) -> str:
        """The article as papers cite it."""
        return self.cited()

    def cited(self, point: str = "") -> str:
        """The article with another point, where the office chose one for the paper.

        The printed form 01/TCD names point g, article 4.3 of the decree point h.
        """
        chosen = point.strip() or self.point
        lead = f"điểm {chosen} " if chosen else ""
        return f"{lead}khoản {self.clause} Điều {self.article} {self.law}"


@cache
def shipped_grounds() -> tuple[Ground, ...]:
    """Every ground in every wording, in the order of the law; ValueError names the entry of a broken file."""
    return grounds_in(tomllib.loads(FILE.read_text("utf-8")))


def grounds_in(data: Mapping[str, Any]) -> tuple[Ground, ...]:
    """The grounds of a file that was read; ValueError where an entry lacks something or two wordings overlap."""
    found: list[Ground] = []
    for row in data.get("ground", ()):
        try:
            found += _wordings(row)
        except KeyError as missing:
            raise ValueError(f"{FILE.name}: ground {row.get('key', '?')} has no {missing.args[0]}") from None
    if not found:
        raise ValueError(f"{FILE.name}: no ground")
    return tuple(found)


def _wordings(row: Mapping[str, Any]) -> list[Ground]:
    cited = f"{row['law']} {row['article']}.{row['clause']}"
    rows = [{"citation": cited, **edition} for edition in row["edition"]]
    return [
        Ground(
            key=row["key"],
            law=row["law"],
            article=row["article"],
            clause=row["clause"],
            point=row.get("point", ""),
            short=row["short"],
            text=edition.values["text"],
            in_force_from=edition.in_force_from,
            in_force_to=edition.in_force_to,
            notice=_notice(edition.values),
            confidence=edition.values["confidence"],
            is_checked=edition.checked,
            note=edition.values.get("note", ""),
        )
        for edition in editions_of(row["key"], rows)
    ]


def _notice(values: Mapping[str, Any]) -> Notice | None:
    if "notice_form" not in values:
        return None
    return Notice(values["notice_form"], values.get("notice_rule", ""), values["notice_citation"])


def grounds_on(day: date) -> tuple[Ground, ...]:
    """The grounds in force on a day; none before the law of 2013."""
    return tuple(ground for ground in shipped_grounds() if ground.holds_on(day))


def ground_on(key: str, day: date) -> Ground:
    """A ground as it is worded on a day; RuleViolation where it is not in force then."""
    for ground in grounds_on(day):
        if ground.key == key:
            return ground
    raise RuleViolation(_("Căn cứ từ chối đã chọn không có hiệu lực vào ngày {day}.").format(day=vn_date(day)))
