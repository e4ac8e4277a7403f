"""Figures of reception of the months before the program (số liệu mang sang), and the figures of any period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.visits.models import DutyShift, OpeningFigure, Visit
from dcapp.features.visits.schedule_queries import reception_counts
from dcapp.features.visits.terms import CROWD_FROM, RECEPTION_KINDS, ReceptionKind, ShiftState
from dcapp.kernel.dates import last_day_of_month
from dcapp.kernel.errors import AlreadyThere, Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.text import nfc

BOOK = "opening_figures"
"""Key of the register."""
PLAN = "visits.schedule"
FIRST_YEAR, LAST_YEAR = 2000, 2100
_COUNTED = ("announced_days", "held_days", "visits", "people", "matters", "crowds", "crowd_people")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningForm:
    """Reception of one kind in one month, as an older book or report has it; `source` says which."""

    year: int
    month: int
    kind: ReceptionKind = ReceptionKind.REGULAR
    announced_days: int = 0
    held_days: int = 0
    visits: int = 0
    people: int = 0
    matters: int = 0
    crowds: int = 0
    crowd_people: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Reception of one kind in a period. `matters` counts what is followed from visit to visit once; of `visits` and
    `people` the `crowds` and `crowd_people` are a part.
    """

    kind: ReceptionKind
    announced_days: int = 0
    held_days: int = 0
    visits: int = 0
    people: int = 0
    matters: int = 0
    crowds: int = 0
    crowd_people: int = 0


@dataclass(frozen=True, slots=True)
class ReceptionFigures:
    """The figures of a period by kind; `left_out` are months (year, month) that it cuts, whose carried-over figures
    could not be split.
    """

    kinds: tuple[Figures, ...]
    left_out: tuple[tuple[int, int], ...]

    def of(self, kind: ReceptionKind) -> Figures:
        """The figures of one kind."""
        return next(figures for figures in self.kinds if figures.kind is kind)


@allowed(PLAN, undo=N_("Ghi số liệu mang sang"))
def add_figure(uow: UnitOfWork, form: OpeningForm) -> int:
    """Enter the figures of a month and kind; each stands once."""
    figure = OpeningFigure(year=form.year, month=form.month)
    _fill(uow, figure, form)
    return uow.add(figure).id


@allowed(PLAN, undo=N_("Sửa số liệu mang sang"))
def edit_figure(uow: UnitOfWork, figure_id: int, form: OpeningForm) -> None:
    """Change the figures of a month and kind."""
    _fill(uow, uow.get(OpeningFigure, figure_id), form)


@allowed(PLAN, undo=N_("Xóa số liệu mang sang"))
def remove_figure(uow: UnitOfWork, figure_id: int) -> None:
    """Throw the figures of a month and kind into the bin."""
    figure = uow.get(OpeningFigure, figure_id)
    uow.bin(figure, _("Xóa số liệu tháng {month}/{year}").format(month=figure.month, year=figure.year))


@allowed("visits.view", reads=True)
def reception_figures(uow: UnitOfWork, since: date, until: date) -> ReceptionFigures:
    """Figures of a period by kind: those of the books and those carried over.

    Carried-over figures count where their whole month lies in the period. Visits carried over from a book on paper are
    left out in months whose figures of that kind were carried over: they are in there already.
    """
    months = {(figure.year, figure.month, figure.kind): figure for figure in _figures_near(uow, since, until)}
    whole = {key: figure for key, figure in months.items() if _lies_in(figure.year, figure.month, since, until)}
    left_out = sorted({(year, month) for year, month, _kind in months.keys() - whole.keys()})
    by_kind = {kind: _of_books(uow, kind, since, until, frozenset(months)) for kind in ReceptionKind}
    for (_year, _month, kind), figure in whole.items():
        by_kind[kind] = _plus(by_kind[kind], figure)
    return ReceptionFigures(tuple(by_kind.values()), tuple(left_out))


def _figures_near(uow: UnitOfWork, since: date, until: date) -> list[OpeningFigure]:
    number = OpeningFigure.year * 12 + OpeningFigure.month
    within = number >= since.year * 12 + since.month, number <= until.year * 12 + until.month
    return list(uow.session.scalars(select(OpeningFigure).where(*within)))


def _lies_in(year: int, month: int, since: date, until: date) -> bool:
    return since <= date(year, month, 1) and last_day_of_month(year, month) <= until


def _of_books(
    uow: UnitOfWork, kind: ReceptionKind, since: date, until: date, covered: frozenset[tuple[int, int, ReceptionKind]]
) -> Figures:
    rows = uow.session.execute(
        select(Visit.id, Visit.follows_id, Visit.people_count, Visit.received_on, Visit.is_opening).where(
            Visit.kind == kind, Visit.received_on >= since, Visit.received_on <= until
        )
    ).all()
    counted = [row for row in rows if not (row[4] and (row[3].year, row[3].month, kind) in covered)]
    crowds = [people for _id, _follows, people, _day, _opening in counted if people >= CROWD_FROM]
    announced, held = _days(uow, kind, since, until, (row[3] for row in counted))
    return Figures(
        kind,
        announced,
        held,
        visits=len(counted),
        people=sum(row[2] for row in counted),
        matters=len({row[1] or row[0] for row in counted}),
        crowds=len(crowds),
        crowd_people=sum(crowds),
    )


def _days(uow: UnitOfWork, kind: ReceptionKind, since: date, until: date, visited: Iterable[date]) -> tuple[int, int]:
    """Days announced and held; regular reception is held on days with a kept duty or a visit."""
    if kind is ReceptionKind.REGULAR:
        within = DutyShift.day >= since, DutyShift.day <= until
        assigned = uow.session.execute(select(DutyShift.day, DutyShift.state).where(*within)).all()
        kept = {day for day, state in assigned if state is ShiftState.KEPT}
        return len({day for day, _state in assigned}), len(kept | set(visited))
    counts = reception_counts(uow, since, until)
    match kind:
        case ReceptionKind.LEADER:
            return counts.announced_days - counts.announced_delegated, counts.held_in_person
        case ReceptionKind.DELEGATED:
            return counts.announced_delegated, counts.held_delegated
        case ReceptionKind.UNSCHEDULED:
            return 0, counts.held_unscheduled


def _plus(figures: Figures, more: OpeningFigure) -> Figures:
    return Figures(figures.kind, *(getattr(figures, name) + getattr(more, name) for name in _COUNTED))


def _fill(uow: UnitOfWork, figure: OpeningFigure, form: OpeningForm) -> None:
    if not FIRST_YEAR <= form.year <= LAST_YEAR:
        raise Invalid(_("Năm phải từ {first} đến {last}.").format(first=FIRST_YEAR, last=LAST_YEAR), field="year")
    if not 1 <= form.month <= 12:
        raise Invalid(_("Tháng phải từ 1 đến 12."), field="month")
    if (form.year, form.month) > (uow.today.year, uow.today.month):
        raise Invalid(_("Tháng này chưa tới."), field="month")
    for name in _COUNTED:
        if getattr(form, name) < 0:
            raise Invalid(_("Số liệu không thể âm."), field=name)
    if form.people < form.visits:
        raise Invalid(_("Số người ít hơn số lượt."), field="people")
    if form.crowds > form.visits:
        raise Invalid(_("Số đoàn đông người nhiều hơn số lượt."), field="crowds")
    if form.crowd_people > form.people or form.crowd_people < form.crowds * CROWD_FROM:
        message = _("Số người của đoàn: mỗi đoàn từ {least} người và không quá tổng số người.")
        raise Invalid(message.format(least=CROWD_FROM), field="crowd_people")
    if max(form.announced_days, form.held_days) > last_day_of_month(form.year, form.month).day:
        field = "announced_days" if form.announced_days > form.held_days else "held_days"
        raise Invalid(_("Số ngày nhiều hơn số ngày của tháng."), field=field)
    _refuse_twin(uow, figure, form)
    figure.year, figure.month, figure.kind = form.year, form.month, form.kind
    for name in _COUNTED:
        setattr(figure, name, getattr(form, name))
    figure.source = nfc(form.source).strip()


def _refuse_twin(uow: UnitOfWork, figure: OpeningFigure, form: OpeningForm) -> None:
    with uow.session.no_autoflush:
        twin = uow.session.scalar(
            select(OpeningFigure.id).where(
                OpeningFigure.year == form.year,
                OpeningFigure.month == form.month,
                OpeningFigure.kind == form.kind,
                OpeningFigure.id != (figure.id or 0),
            )
        )
    if twin is not None:
        message = _("Tháng {month}/{year} đã có số liệu {kind}.")
        kind = _(RECEPTION_KINDS[form.kind]).lower()
        raise AlreadyThere(message.format(month=form.month, year=form.year, kind=kind), field="month")
