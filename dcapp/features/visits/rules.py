"""Rules of the reception desk that ask no database: times, what a visit owes, how a line is called."""

from __future__ import annotations

import re
from datetime import date

from dcapp.features.visits.terms import Matter, Outcome
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.text import nfc
from dcapp.printing.official import official
from dcapp.rules.refusals import Ground, grounds_on

ANSWER_RULE = "TCD-06"
"""Answer the citizen: article 28.1 of the law on citizen reception."""
OWING = (Outcome.LETTER, Outcome.NOTED, Outcome.FORWARDED)
"""Outcomes after which the citizen waits for an answer."""
GIST = 90
_TIME = re.compile(r"(\d{1,2})\s*(?:[:hg.]|giờ)\s*(\d{1,2})?\s*(?:phút|ph|')?|(\d{2})(\d{2})|(\d{1,2})", re.IGNORECASE)


def clock_time(text: str, *, field: str) -> str:
    """A time of the day as "07:30"; takes 7h30, 7 giờ 30, 0730, 7h; empty stays empty. Invalid for what is none."""
    words = nfc(text).strip()
    if not words:
        return ""
    found = _TIME.fullmatch(words)
    parts = [part for part in found.groups() if part is not None] if found else ["24"]
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    if hour > 23 or minute > 59:
        raise Invalid(_("Giờ chưa đúng. Gõ dạng giờ:phút, ví dụ 07:30."), field=field)
    return f"{hour:02d}:{minute:02d}"


def gist_of(content: str) -> str:
    """The first words of a content, cut at a word."""
    words = " ".join(content.split())
    if len(words) <= GIST:
        return words
    return words[:GIST].rsplit(" ", 1)[0] + "…"


def debt_title(number: int, year: int, matter: Matter, content: str) -> str:
    """How the answer to a visit is called; of a denunciation the content stays out."""
    if matter is Matter.DENUNCIATION:
        return official("Trả lời lượt tiếp số {number}/{year} (tố cáo)", number=str(number), year=str(year))
    return official(
        "Trả lời lượt tiếp số {number}/{year}: {gist}", number=str(number), year=str(year), gist=gist_of(content)
    )


def ground_of(key: str, day: date) -> Ground | None:
    """A ground of refusal as it is worded on a day; None for none, or one that the law does not know then."""
    return next((ground for ground in grounds_on(day) if ground.key == key), None)
