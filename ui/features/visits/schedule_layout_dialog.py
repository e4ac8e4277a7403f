"""Lên lịch tháng: the chairman's days by a pattern, shown with ticks before anything is written."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from dcapp.features.visits.schedule import SessionForm, plan_sessions
from dcapp.features.visits.schedule_queries import PlanPreview, plan_preview
from dcapp.features.visits.schedule_rules import (
    MOST_DAY,
    MOST_WEEK,
    REPEATS,
    Pattern,
    PlannedDay,
    Repeat,
    change_words,
    edition_change,
    numbers_of,
    pattern_words,
    shortfalls,
)
from dcapp.kernel.dates import last_day_of_month, vn_date, weekday_date, weekday_name
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _, ngettext
from ui.features.visits.schedule_dialogs import day_of, keep_usual, usual
from ui.features.visits.schedule_ticks import Tick, TickList
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextLine
from ui.kit.labels import label
from ui.kit.theme import Tone
from ui.registers.asking import AskSheet

_MONDAY = date(2024, 1, 1)
THURSDAY = 3
EXAMPLES = {Repeat.DAYS: "10, 25", Repeat.NTH: "1, 3"}


class LayoutDialog(AskSheet):
    """Asks for a pattern and a period; the days that it brings stand below, ready to be ticked off."""

    def __init__(self, desk: Desk, month: date, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Lên lịch tiếp công dân"), _("Ghi lịch"), parent, width=760)
        self._preview: PlanPreview | None = None
        self._asked: tuple[Pattern, date, date] | None = None
        self.repeat = Choice([(one, _(words)) for one, words in REPEATS.items()])
        days = [(number, weekday_name(_MONDAY.replace(day=1 + number))) for number in range(7)]
        self.weekday = Choice(days)
        self.weekday.choose(THURSDAY)
        self.numbers = TextLine()
        self.since = DateField(month.replace(day=1))
        self.until = DateField(last_day_of_month(month.year, month.month))
        self.starts = TextLine(usual("starts_at"), placeholder=_("giờ:phút"))
        self.ends = TextLine(usual("ends_at"), placeholder=_("giờ:phút"))
        self.place, self.chair = TextLine(usual("place")), TextLine(desk.app.office.chairman)
        self.attendants = TextLine()
        self.said = label("", "strong", wrap=True)
        self.found = TickList(_("Các ngày sẽ lên lịch"), rows=6)
        self.warning = label("", "label", wrap=True, tone=Tone.WARNING)
        self._build()
        self.repeat.currentIndexChanged.connect(lambda _row: self._choose())
        self.weekday.currentIndexChanged.connect(lambda _row: self._ask())
        self.numbers.editingFinished.connect(self._ask)
        for picked in (self.since, self.until):
            picked.changed.connect(self._ask)
        self.found.ticked.connect(self._say)
        self._choose()
        self.is_touched = False
        self.form.focus_first()

    def _build(self) -> None:
        add = self.form.add
        add("repeat", _("Cách lên lịch"), self.repeat, span=2)
        add("since", _("Từ ngày"), self.since, span=2, required=True)
        add("until", _("Đến hết ngày"), self.until, span=2, required=True)
        add("weekday", _("Thứ"), self.weekday, span=2)
        add("numbers", _("Tuần hoặc ngày trong tháng"), self.numbers, span=2)
        add("chair", _("Người tiếp"), self.chair, span=2)
        add("starts_at", _("Từ giờ"), self.starts, span=1)
        add("ends_at", _("Đến giờ"), self.ends, span=1)
        add("place", _("Địa điểm"), self.place, span=2)
        add("attendants", _("Thành phần dự"), self.attendants, span=2)
        self.form.add_wide(self.said)
        self.form.add_wide(self.found)
        self.form.add_wide(self.warning)

    def pattern(self) -> Pattern:
        """The pattern as it stands in the fields; Invalid for numbers that are none."""
        repeat: Repeat = self.repeat.value()
        typed = self.numbers.value()
        days = numbers_of(typed, MOST_DAY, field="numbers") if repeat is Repeat.DAYS else ()
        weeks = numbers_of(typed, MOST_WEEK, field="numbers") if repeat is Repeat.NTH else ()
        return Pattern(repeat=repeat, weekday=self.weekday.value(), days=days, weeks=weeks)

    def answer(self) -> None:
        days = self.found.chosen()
        if not days:
            raise Invalid(_("Chưa chọn ngày nào."), field="since")
        form = SessionForm(
            held_on=days[0],
            starts_at=self.starts.value(),
            ends_at=self.ends.value(),
            place=self.place.value(),
            chair=self.chair.value(),
            attendants=self.attendants.value(),
        )
        keep_usual(form)
        words = ngettext("Đã lên lịch {count} ngày tiếp.", "Đã lên lịch {count} ngày tiếp.", len(days))
        self.save(plan_sessions, days, form, words=words.format(count=len(days)))

    def _choose(self) -> None:
        """Ask only for what the chosen way needs, with an example to begin with."""
        repeat = self.repeat.value()
        self.weekday.setEnabled(repeat is not Repeat.DAYS)
        self.numbers.setEnabled(repeat is not Repeat.WEEKLY)
        self.numbers.setText(EXAMPLES.get(repeat, ""))
        self._ask()

    def _ask(self) -> None:
        """Ask anew which days the pattern brings."""
        self.form.clear_problems()
        self.show_problem("")
        try:
            pattern, since, until = self.pattern(), day_of(self.since, "since"), day_of(self.until, "until")
        except Invalid as unclear:
            self._take_none(str(unclear))
            return
        self._asked = (pattern, since, until)
        run = self.desk.tasks.run
        run(plan_preview, *self._asked, done=self._take, failed=self._refuse, owner=self, key="plan-preview")

    def _take(self, preview: PlanPreview) -> None:
        if self._asked != (preview.pattern, preview.since, preview.until):
            return  # the fields were changed meanwhile
        self._preview = preview
        self.found.lines.show_lines([_line(day) for day in preview.days])
        self.refit()

    def _refuse(self, error: Exception) -> None:
        self._take_none(str(error))

    def _take_none(self, why: str) -> None:
        self._preview, self._asked = None, None
        self.found.lines.show_lines(())
        self.said.setText(why)

    def _say(self) -> None:
        """Tell how many days are ticked, and where they are fewer than the law asks for."""
        preview, chosen = self._preview, self.found.chosen()
        self.agree.setEnabled(bool(chosen))
        if preview is None:
            self.warning.setText("")
            return
        words = _("{pattern}: {count} ngày được chọn trên {all} ngày.")
        pattern = pattern_words(preview.pattern)
        self.said.setText(words.format(pattern=pattern, count=len(chosen), all=len(preview.days)))
        changing = edition_change(preview.since, preview.until)
        told = [change_words(changing)] if changing is not None else []
        days = (*preview.standing, *chosen)
        told += [short.words for short in shortfalls(days, preview.since, preview.until)[:4]]
        self.warning.setText("\n".join(told))


def _line(day: PlannedDay) -> Tick:
    words = weekday_date(day.day)
    if day.moved_for:
        moved = _("dời từ {day} ({why})").format(day=vn_date(day.asked), why=day.moved_for)
        words = f"{words} · {moved}"
    if day.doubt:
        words = f"{words} · {day.doubt}"
    return Tick(day.day, words, is_ticked=not day.doubt)
