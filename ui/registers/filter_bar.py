"""The filters of any register: ready-made ones with counts, lists for some fields, words to look for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dcapp.kernel import clock
from dcapp.kernel.dates import Period, PeriodKind
from dcapp.kernel.i18n import _
from dcapp.registers.cells import NO, YES, heading
from dcapp.registers.finding import Query
from dcapp.registers.spec import Field, Filter, Kind, Op, Options, Register, field_of
from dcapp.registers.use_cases import counting
from dcapp.registers.values import labelled
from ui.kit.fields import Choice, SearchBox
from ui.kit.fitting import fix, lay
from ui.kit.header import FilterBar
from ui.kit.tasks import Tasks

EVERYTHING = ""


class RegisterFilterBar(QWidget):
    """Turns what the officer pressed, chose and typed into the words and filters of a Query."""

    changed = Signal()

    def __init__(self, register: Register, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register, self._tasks = register, tasks
        self._presets = {preset.key: preset for preset in register.presets}
        self.bar = FilterBar([(EVERYTHING, _("Tất cả")), *((p.key, _(p.label)) for p in register.presets)])
        column = QVBoxLayout(self)
        lay(column)
        column.addWidget(self.bar)
        self.choices = {key: self._choice(field_of(register, key)) for key in register.filters}
        self.search = SearchBox()
        fix(self.search, min_width=180, max_width=260)
        self.search.searched.connect(self._chosen)
        if register.search_column:
            self.bar.add(self.search)
        else:
            self.search.setParent(self)
            self.search.hide()
        self.bar.changed.connect(self.changed)
        self.bar.cleared.connect(self._clear)

    def query(self) -> Query:
        """The words and filters that hold now; the order is the table's business."""
        preset = self._presets.get(self.bar.preset())
        filters = list(preset.filters) if preset is not None else []
        for key, choice in self.choices.items():
            filters += _filters(field_of(self._register, key), choice.value())
        return Query(words=self.search.text().strip(), filters=tuple(filters))

    def is_filtered(self) -> bool:
        """True where not the whole book is asked for."""
        query = self.query()
        return bool(query.words or query.filters)

    def offer(self, options: Options) -> None:
        """Fill the lists of REFERENCE fields."""
        for key, choice in self.choices.items():
            field = field_of(self._register, key)
            if field.kind is Kind.REFERENCE:
                choice.blockSignals(True)
                choice.fill([(None, heading(field)), *options.get(key, ())])
                choice.blockSignals(False)

    def count(self) -> None:
        """Ask how many lines each ready-made filter would leave and write it on its button."""
        for preset in self._register.presets:
            self._tasks.run(
                counting(self._register),
                Query(filters=preset.filters),
                done=partial(self._counted, preset.key),
                failed=_passed_over,
                owner=self,
                key=f"{id(self)}.{preset.key}",
            )

    def say_count(self, number: int) -> None:
        """Write the count of the whole book on its button."""
        self.bar.set_count(EVERYTHING, number)

    def clear(self) -> None:
        """Ask for the whole book again."""
        self.bar.clear.click()

    def state(self) -> dict[str, Any]:
        """What to remember for this officer; plain values."""
        chosen = {key: choice.currentIndex() for key, choice in self.choices.items() if choice.currentIndex() > 0}
        return {"preset": self.bar.preset(), "choices": chosen}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take up what was remembered; what no longer exists is passed over."""
        for key, number in dict(state.get("choices", {})).items():
            if key in self.choices and isinstance(number, int) and 0 <= number < self.choices[key].count():
                self.choices[key].setCurrentIndex(number)
        if state.get("preset") in self._presets:
            self.bar.choose(str(state["preset"]))

    def _choice(self, field: Field) -> Choice:
        choice = Choice([(None, heading(field)), *_offers(field)])
        choice.setAccessibleName(heading(field))
        choice.setToolTip(heading(field))
        choice.currentIndexChanged.connect(self._chosen)
        fix(choice, max_width=200)
        self.bar.add(choice)
        return choice

    def _chosen(self) -> None:
        self.bar.set_filtered(bool(self.search.text()) or any(c.currentIndex() > 0 for c in self.choices.values()))
        self.changed.emit()

    def _clear(self) -> None:
        for widget in (*self.choices.values(), self.search):
            widget.blockSignals(True)
        for choice in self.choices.values():
            choice.setCurrentIndex(0)
        self.search.clear()
        for widget in (*self.choices.values(), self.search):
            widget.blockSignals(False)

    def _counted(self, key: str, found: tuple[int, bool]) -> None:
        number, more = found
        if not more:
            self.bar.set_count(key, number)


def _passed_over(_error: Exception) -> None:
    """A count on a button is an extra; the table itself reports what is wrong."""


def _offers(field: Field) -> tuple[tuple[Any, str], ...]:
    """What the list of a field offers; DATE fields offer periods as (first, last) days."""
    match field.kind:
        case Kind.CHOICE:
            return labelled(field)
        case Kind.YES_NO:
            return (True, f"{heading(field)}: {_(YES)}"), (False, f"{heading(field)}: {_(NO)}")
        case Kind.DATE | Kind.MOMENT:
            return _periods(clock.today())
        case Kind.TEXT | Kind.LONG_TEXT | Kind.NAME | Kind.REFERENCE:
            return ()
        case Kind.NUMBER | Kind.ORDINAL | Kind.MONEY | Kind.PROGRESS:
            return ()


def _periods(today: date) -> tuple[tuple[tuple[date, date], str], ...]:
    month, quarter = Period.holding(today, PeriodKind.MONTH), Period.holding(today, PeriodKind.QUARTER)
    year = Period.holding(today, PeriodKind.YEAR)
    named = (
        (month, _("Tháng này")),
        (quarter, _("Quý này")),
        (year, _("Năm {year}").format(year=year.year)),
        (year.shifted(-1), _("Năm {year}").format(year=year.year - 1)),
    )
    return tuple(((period.first, period.last), words) for period, words in named)


def _filters(field: Field, value: Any) -> tuple[Filter, ...]:
    if value is None:
        return ()
    if isinstance(value, tuple):
        return Filter(field.key, Op.FROM, value[0]), Filter(field.key, Op.TO, value[1])
    return (Filter(field.key, Op.IS, value),)
