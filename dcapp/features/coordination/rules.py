"""Pure rules of the coordination slice: where a line stands, how the partner's symbol is made."""

from __future__ import annotations

from datetime import date, timedelta

from dcapp.features.coordination.terms import SOON_DAYS, JointState
from dcapp.kernel.text import fold

PARENT_WORDS = ("dang uy", "huyen uy", "thi uy", "thanh uy", "tinh uy")
PLACES = ("xa", "phuong", "tinh")
"""Where a body's name goes on with the place it belongs to."""


def line_state(due_on: date | None, done_on: date | None, today: date) -> JointState:
    """Where a line stands on a day; its last day is in time."""
    if done_on is not None:
        return JointState.DONE
    if due_on is None:
        return JointState.OPEN
    if due_on < today:
        return JointState.LATE
    return JointState.SOON if due_on <= today + timedelta(days=SOON_DAYS) else JointState.OPEN


def symbol_of(partner: str) -> str:
    """The partner's letters in the symbol of a joint paper: "Khối Dân vận Đảng ủy" → "KDV"; a guess to correct."""
    words = partner.split()
    for at in range(2, len(words)):
        if fold(" ".join(words[at : at + 2])) in PARENT_WORDS or fold(words[at]) in PLACES:
            words = words[:at]
            break
    first = [word[0] for word in words if word[0].isalpha()]
    return "".join("Đ" if letter in "đĐ" else fold(letter).upper() for letter in first)
