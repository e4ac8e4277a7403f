"""Choosing officers, deadlines in lists, and lists of names written one to a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.features.tasks.service import SupporterForm, TargetForm
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import OfficerId
from dcapp.kernel.numbers import vn_number
from dcapp.kernel.text import fold
from ui.kit.fields import Choice, TextArea

NOBODY = N_("(ngoài danh sách cán bộ)")


def _with_former() -> Callable[..., list[OfficerCard]]:
    asked: Any = partial(officers_of, with_former=True)
    asked.reads = True  # a partial does not pass the mark on, and without it the read would stand in the writer's lane
    found: Callable[..., list[OfficerCard]] = asked
    return found


all_officers = _with_former()
"""The read of every officer, those who have left too: a task of theirs must not lose its name when it is edited."""


def has_left(officer: OfficerCard) -> bool:
    """Whether somebody is no longer an officer today."""
    return officer.left_on is not None and officer.left_on < clock.today()


def officer_choices(
    officers: Sequence[OfficerCard], nothing: str, *standing: OfficerId | None
) -> list[tuple[Any, str]]:
    """(id, name and post) of the officers of today, after a line for none of them; who has left only if `standing`."""
    offered = [one for one in officers if not has_left(one) or one.id in standing]
    return [(None, nothing), *((one.id, _named(one)) for one in offered)]


def whose_tasks(officers: Sequence[OfficerCard], own: OfficerId | None) -> list[tuple[Any, str]]:
    """(id, name) to filter tasks by: oneself, the others, then who has left and may still lead some."""
    mine = [(one.id, _("Tôi: {name}").format(name=one.full_name)) for one in officers if one.id == own]
    others = [(one.id, one.full_name) for one in officers if one.id != own and not has_left(one)]
    former = [(one.id, _named(one)) for one in officers if one.id != own and has_left(one)]
    return [*mine, *others, *former]


def _named(officer: OfficerCard) -> str:
    post = _("đã thôi việc") if has_left(officer) else officer.post
    return f"{officer.full_name} ({post})" if post else officer.full_name


def due_words(day: date | None, *, is_before: bool) -> str:
    """A deadline as lists write it: "trước 13/06/2023" where the plan says so, else the day; empty without one."""
    if day is None:
        return ""
    return _("trước {day}").format(day=vn_date(day)) if is_before else vn_date(day)


def lines_of(text: str) -> list[str]:
    """What stands on each line, without empty ones."""
    return [line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line]


class NameList:
    """Names one to a line, and a list of names from which some can be added."""

    def __init__(self, offer: str, rows: int = 2) -> None:
        self._offer = offer
        self.text = TextArea(rows=rows)
        self.pick = Choice([(None, offer)])
        self.pick.setAccessibleName(offer)
        self.pick.activated.connect(lambda _row: self._add())

    def offer(self, names: Sequence[str]) -> None:
        """Names that can be added."""
        self.pick.fill([(None, self._offer), *((name, name) for name in dict.fromkeys(names))])

    def _add(self) -> None:
        name = self.pick.value()
        if name and fold(name) not in map(fold, lines_of(self.text.value())):
            self.text.setPlainText("\n".join([*lines_of(self.text.value()), name]))
        self.pick.setCurrentIndex(0)


def supporters_of(text: str, officers: Sequence[OfficerCard]) -> tuple[SupporterForm, ...]:
    """Each line as a supporter: the officer of that name, else a unit by its words."""
    named: dict[str, list[OfficerId]] = {}
    for one in officers:
        named.setdefault(fold(one.full_name), []).append(one.id)
    found = []
    for words in lines_of(text):
        known = named.get(fold(words), [])
        found.append(SupporterForm(known[0] if len(known) == 1 else None, words))
    return tuple(found)


def target_line(target: TargetForm) -> str:
    """A figure to reach as the form shows it: name; planned; unit; reached."""
    parts = [target.name, figure(target.planned), target.unit]
    return "; ".join([*parts, figure(target.actual)] if target.actual is not None else parts).rstrip("; ")


def figure(value: float | None) -> str:
    """A number as it is typed and shown: no decimals where there are none."""
    if value is None:
        return ""
    return vn_number(value, 0 if float(value).is_integer() else 2)


def number_of(words: str, field: str = "targets") -> float:
    """A typed number: 1.250 and 12,5 as papers write them."""
    plain = words.replace(" ", "").replace(".", "").replace(",", ".")
    try:
        found = float(plain)
    except ValueError:
        said = _("“{words}” không phải là số. Ghi ví dụ 120 hoặc 12,5.").format(words=words)
        raise Invalid(said, field=field) from None
    if found in (float("inf"), float("-inf")) or found != found:
        raise Invalid(_("“{words}” không phải là số. Ghi ví dụ 120 hoặc 12,5.").format(words=words), field=field)
    return found


def targets_of(text: str) -> tuple[TargetForm, ...]:
    """Each line as a figure to reach: "name; planned; unit; reached", the last two may be left out."""
    found = []
    for line in lines_of(text):
        parts = [part.strip() for part in line.split(";")]
        if len(parts) < 2 or len(parts) > 4:
            words = _("Ghi mỗi chỉ tiêu theo mẫu: tên; số phải đạt; đơn vị; số đã đạt. Xem lại dòng “{line}”.")
            raise Invalid(words.format(line=line), field="targets")
        unit = parts[2] if len(parts) > 2 else ""
        actual = number_of(parts[3]) if len(parts) > 3 and parts[3] else None
        found.append(TargetForm(parts[0], unit, number_of(parts[1]), actual))
    return tuple(found)
