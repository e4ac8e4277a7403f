"""Rules of meetings that ask no database: lists of guests as they are pasted, times of the day, the next step."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dcapp.features.meetings.terms import MeetingState, Step
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.text import fold, nfc

_TIME = re.compile(r"(\d{1,2})\s*(?:[:hg.]|giờ)?\s*(\d{2})?\s*(?:phút|ph|')?", re.IGNORECASE)
_MARK = re.compile(r"^(?:\d{1,3}\s*[.)/]|[-+•*–])\s*")
_APART = re.compile(r"\t+|\s*;\s*|\s+[-–—]\s+|,\s*")


@dataclass(frozen=True, slots=True)
class GuestForm:
    """Somebody who is invited: a person or a body, and the post or unit they come from."""

    name: str
    unit: str = ""


def clock_time(text: str, *, field: str) -> str:
    """A time of the day as "07:30"; takes 7h30, 7g30, 7 giờ 30, 0730 and 7h; empty stays empty.

    Raises Invalid for what is no time.
    """
    words = nfc(text).strip()
    if not words:
        return ""
    compact = re.fullmatch(r"(\d{2})(\d{2})", words)
    found = compact or _TIME.fullmatch(words)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Invalid(_("Giờ chưa đúng. Gõ dạng giờ:phút, ví dụ 07:30."), field=field)
    return f"{hour:02d}:{minute:02d}"


def guests_of(text: str) -> tuple[GuestForm, ...]:
    """Guests from a typed or pasted list, one to a line: "1. Họ tên – chức vụ, đơn vị".

    Numbers and dashes at the head of a line go; a tab, semicolon, dash or the first comma parts name and unit; a line
    that stands in the list already is passed over.
    """
    return without_twins(found for line in nfc(text).splitlines() if (found := _guest(line)) is not None)


def without_twins(guests: Iterable[GuestForm]) -> tuple[GuestForm, ...]:
    """Each guest once, in the order in which they came first."""
    kept: dict[tuple[str, str], GuestForm] = {}
    for guest in guests:
        kept.setdefault(guest_key(guest), guest)
    return tuple(kept.values())


def guest_key(guest: GuestForm) -> tuple[str, str]:
    """What makes two lines the same guest: name and unit without marks and capitals."""
    return fold(guest.name), fold(guest.unit)


def guest_line(guest: GuestForm) -> str:
    """A guest as a line of the list that `guests_of` reads back."""
    return f"{guest.name} – {guest.unit}" if guest.unit else guest.name


def _guest(line: str) -> GuestForm | None:
    bare = _MARK.sub("", line.strip())
    parted = _APART.search(bare)
    if parted is None:
        name, unit = bare, ""
    else:
        name, unit = bare[: parted.start()], bare[parted.end() :]
    name, unit = " ".join(name.split()), " ".join(unit.replace("\t", " ").split()).rstrip(";,.")
    return GuestForm(name.rstrip(";,."), unit) if name else None


def step_of(
    *, state: MeetingState, is_invited: bool, is_ticked: bool, has_minutes: bool, has_conclusion: bool, open_points: int
) -> Step | None:
    """The step where a meeting stands, the first that is not done; None when all is done, or it was cancelled."""
    held = state is MeetingState.HELD
    if state is MeetingState.CANCELLED:
        return None
    done = {
        Step.INVITATION: is_invited or held,
        Step.ATTENDANCE: is_ticked,
        Step.MINUTES: held and has_minutes,
        Step.CONCLUSION: has_conclusion,
        Step.POINTS: open_points == 0,
    }
    return next((step for step in Step if not done[step]), None)
