"""The dialogs of the duty rota: assign in rotation, change one duty, swap two, say why one was missed."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.features.visits.duty import ShiftForm, add_shift, assign_duty, edit_shift, miss_shift, swap_shifts
from dcapp.features.visits.duty_queries import ShiftLine, shifts_to_swap
from dcapp.features.visits.duty_rota import TURNS, RotaForm, RotaLine, Turn, rota_preview
from dcapp.features.visits.terms import DAY_PARTS, DayPart
from dcapp.kernel.dates import last_day_of_month, weekday_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _, ngettext
from dcapp.kernel.ids import ShiftId
from ui.features.visits.schedule_dialogs import day_of, usual
from ui.features.visits.schedule_ticks import Tick, TickList
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.labels import label
from ui.registers.asking import AskSheet

HALVES = (DayPart.MORNING, DayPart.AFTERNOON)


def duty_words(line: ShiftLine) -> str:
    """A duty in a heading: which day and part, and who."""
    part = "" if line.part is DayPart.WHOLE else f" ({_(DAY_PARTS[line.part]).lower()})"
    return f"{weekday_date(line.day)}{part} · {line.officer}"


class RotaDialog(AskSheet):
    """Assigns duties to officers in turn; the duties stand below with ticks before they are written."""

    def __init__(self, desk: Desk, month: date, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Phân công trực tiếp công dân"), _("Ghi phân công"), parent, width=760)
        self.since = DateField(month.replace(day=1))
        self.until = DateField(last_day_of_month(month.year, month.month))
        self.turn = Choice([(turn, _(words)) for turn, words in TURNS.items()])
        self.turn.choose(Turn.WEEK)
        self.parts = Choice(
            [
                ((DayPart.WHOLE,), _("Cả ngày")),
                (HALVES, _("Sáng và chiều")),
                ((DayPart.MORNING,), _("Sáng")),
                ((DayPart.AFTERNOON,), _("Chiều")),
            ]
        )
        self.place = TextLine(usual("place"))
        self.officers = TickList(_("Cán bộ trực, theo thứ tự đánh dấu"), rows=4, numbered=True)
        self.said = label("", "strong", wrap=True)
        self.found = TickList(_("Các ca trực sẽ ghi"), rows=6)
        add = self.form.add
        add("since", _("Từ ngày"), self.since, span=2, required=True)
        add("until", _("Đến hết ngày"), self.until, span=2, required=True)
        add("turn", _("Lượt trực"), self.turn, span=2)
        add("parts", _("Buổi"), self.parts, span=2)
        add("place", _("Địa điểm"), self.place, span=4)
        add(
            "officers",
            _("Cán bộ trực"),
            self.officers,
            hint=_("Phím cách đánh dấu; người đánh dấu trước trực trước. Ai nghỉ thì người thay được đưa vào."),
        )
        self.form.add_wide(self.said)
        self.form.add_wide(self.found)
        self._lines: tuple[RotaLine, ...] = ()
        self._asked: RotaForm | None = None
        for field in (self.since, self.until):
            field.changed.connect(self._ask)
        for choice in (self.turn, self.parts):
            choice.currentIndexChanged.connect(lambda _row: self._ask())
        self.place.editingFinished.connect(self._ask)
        self.officers.ticked.connect(self._ask)
        self.found.ticked.connect(self._say)
        self._take_none(_("Đánh dấu cán bộ trực."))
        self.is_touched = False
        self.form.focus_first()
        desk.tasks.run(officers_of, done=self._offer, owner=self)

    def answer(self) -> None:
        chosen = set(self.found.chosen())
        forms = [line.shift for number, line in enumerate(self._lines) if number in chosen]
        words = ngettext("Đã phân công {count} ca trực.", "Đã phân công {count} ca trực.", len(forms))
        self.save(assign_duty, forms, words=words.format(count=len(forms)))

    def _offer(self, officers: list[OfficerCard]) -> None:
        self.officers.lines.show_lines([Tick(one.id, _named(one), is_ticked=False) for one in officers])

    def _ask(self) -> None:
        self.show_problem("")
        try:
            since, until = day_of(self.since, "since"), day_of(self.until, "until")
        except Invalid as unclear:
            self._take_none(str(unclear))
            return
        if not self.officers.chosen():
            self._take_none(_("Đánh dấu cán bộ trực."))
            return
        form = RotaForm(
            since=since,
            until=until,
            officer_ids=self.officers.chosen(),
            turn=self.turn.value(),
            parts=self.parts.value(),
            place=self.place.value(),
        )
        self._asked = form
        run = self.desk.tasks.run
        run(rota_preview, form, done=partial(self._take, form), failed=self._refuse, owner=self, key="rota-preview")

    def _take(self, form: RotaForm, lines: tuple[RotaLine, ...]) -> None:
        if form != self._asked:
            return  # the fields were changed meanwhile
        self._lines = lines
        self.found.lines.show_lines(
            [Tick(number, _line(line), is_ticked=not line.doubt) for number, line in enumerate(lines)]
        )
        self.refit()

    def _refuse(self, error: Exception) -> None:
        self._take_none(str(error))

    def _take_none(self, why: str) -> None:
        self._lines, self._asked = (), None
        self.found.lines.show_lines(())
        self.said.setText(why)

    def _say(self) -> None:
        chosen = len(self.found.chosen())
        self.agree.setEnabled(bool(chosen))
        if self._lines:
            words = _("{count} ca trực được chọn trên {all} ca.")
            self.said.setText(words.format(count=chosen, all=len(self._lines)))


class ShiftDialog(AskSheet):
    """One duty: new, or to be changed."""

    def __init__(
        self, desk: Desk, line: ShiftLine | None, day: date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, _("Phân công trực") if line is None else _("Sửa ca trực"), _("Lưu"), parent)
        self._line = line
        self.day = DateField(line.day if line is not None else day)
        self.part = Choice([(part, _(words)) for part, words in DAY_PARTS.items()])
        self.part.choose(line.part if line is not None else DayPart.WHOLE)
        self.officer = Choice([(None, _("(ghi ở ô bên)"))])
        self.named = TextLine(line.officer if line is not None and line.officer_id is None else "")
        self.place = TextLine(line.place if line is not None else usual("place"))
        self.remark = TextLine(line.note if line is not None else "")
        add = self.form.add
        add("day", _("Ngày trực"), self.day, span=3, required=True)
        add("part", _("Buổi"), self.part, span=3)
        add("officer_id", _("Cán bộ trực"), self.officer, span=3)
        add("officer", _("Hoặc họ tên"), self.named, span=3)
        add("place", _("Địa điểm"), self.place)
        add("note", _("Ghi chú"), self.remark)
        self.is_touched = False
        self.form.focus_first()
        desk.tasks.run(officers_of, done=self._offer, owner=self)

    def answer(self) -> None:
        form = ShiftForm(
            day=day_of(self.day, "day"),
            part=self.part.value(),
            officer_id=self.officer.value(),
            officer=self.named.value(),
            place=self.place.value(),
            note=self.remark.value(),
        )
        if self._line is None:
            self.save(add_shift, form, words=_("Đã phân công trực."))
        else:
            self.save(edit_shift, self._line.id, form, words=_("Đã lưu ca trực."))

    def _offer(self, officers: list[OfficerCard]) -> None:
        touched = self.is_touched
        kept = self._line.officer_id if self._line is not None else None
        choices = [(None, _("(ghi ở ô bên)")), *((one.id, _named(one)) for one in officers)]
        if self._line is not None and kept is not None and kept not in {one.id for one in officers}:
            choices.append((kept, self._line.officer))
        self.officer.fill(choices)
        if not touched:
            self.officer.choose(kept)
        self.is_touched = touched


class SwapDialog(AskSheet):
    """Two officers take each other's duty (đổi ca)."""

    def __init__(self, desk: Desk, line: ShiftLine, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Đổi ca trực"), _("Đổi ca"), parent, hint=duty_words(line))
        self._line = line
        self.other: Choice = Choice([(None, _("(chưa chọn)"))])
        self.form.add("other", _("Đổi với ca"), self.other, required=True)
        self.form.focus_first()
        desk.tasks.run(shifts_to_swap, line.id, done=self._offer, owner=self)

    def answer(self) -> None:
        other: ShiftId | None = self.other.value()
        if other is None:
            raise Invalid(_("Chọn ca để đổi."), field="other")
        self.save(swap_shifts, self._line.id, other, words=_("Đã đổi ca trực."))

    def _offer(self, lines: list[ShiftLine]) -> None:
        touched = self.is_touched
        self.other.fill([(None, _("(chưa chọn)")), *((line.id, duty_words(line)) for line in lines)])
        self.is_touched = touched


class MissShiftDialog(AskSheet):
    """Says why nobody was at the desk (ghi bỏ trực)."""

    def __init__(self, desk: Desk, line: ShiftLine, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Ghi bỏ trực"), _("Ghi bỏ trực"), parent, hint=duty_words(line))
        self._line = line
        self.reason = TextArea(line.note, rows=3)
        self.form.add("reason", _("Lý do bỏ trực"), self.reason, required=True)
        self.form.focus_first()
        Drafts(self, self.form, desk.tasks, "visits.missed-shift", str(line.id))

    def answer(self) -> None:
        self.save(miss_shift, self._line.id, self.reason.value(), words=_("Đã ghi bỏ trực."))


def _named(officer: OfficerCard) -> str:
    return f"{officer.full_name} ({officer.post})" if officer.post else officer.full_name


def _line(line: RotaLine) -> str:
    shift = line.shift
    part = "" if shift.part is DayPart.WHOLE else _(DAY_PARTS[shift.part]).lower()
    away = _("thay {officer} (nghỉ)").format(officer=line.instead_of) if line.instead_of else ""
    parts = (weekday_date(shift.day), part, shift.officer, away, line.doubt)
    return " · ".join(words for words in parts if words)
