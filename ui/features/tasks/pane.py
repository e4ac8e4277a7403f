"""One task in the pane: who, by when and why then, how far, what is owed and came in, its proofs and its history."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dcapp.features.plan.terms import RHYTHMS
from dcapp.features.tasks.history import HistoryLine, task_history
from dcapp.features.tasks.queries import AdjustmentLine, DeliveryLine, DifficultyLine, TargetLine, TaskCard
from dcapp.features.tasks.terms import (
    ADJUSTMENT_KINDS,
    DIFFICULTY_STATES,
    LANES,
    PRIORITIES,
    TASK_STATES,
    DifficultyState,
    Lane,
    Priority,
)
from dcapp.features.tasks.timing import titled
from dcapp.kernel.dates import vn_date, weekday_date
from dcapp.kernel.i18n import _, ngettext
from dcapp.kernel.numbers import vn_number
from ui.features.tasks.evidence import EvidencePart
from ui.features.tasks.rows import Row, Rows, clear
from ui.features.tasks.table import local_files
from ui.kit.buttons import button
from ui.kit.cards import KeyValues, Progress
from ui.kit.desk import Desk
from ui.kit.detail import DetailPane, part
from ui.kit.fitting import lay
from ui.kit.labels import DeadlineChip, StatusChip, label, rich, selectable
from ui.kit.notices import Banner
from ui.kit.theme import Tone

LANE_TONES = {
    Lane.WAITING: Tone.NEUTRAL,
    Lane.UNDER_WAY: Tone.INFO,
    Lane.LATE: Tone.DANGER,
    Lane.DONE: Tone.SUCCESS,
}
INFO, EVIDENCE, HISTORY = range(3)


class TaskPane(DetailPane):
    """Shows a TaskCard; files may be dropped on it."""

    dropped = Signal(int, list)  # id of the task, paths
    task_wanted = Signal(int)  # another task: the series of a period, a period of a series
    receipts_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.card: TaskCard | None = None
        self.setAcceptDrops(True)
        self.values = KeyValues()
        self.old_due = rich("", "hint")
        self.advice = Banner("", Tone.WARNING, "day-off")
        self.progress = Progress(_("Tiến độ"))
        self.reason = label("", "hint", wrap=True)
        self.deliveries = Rows(_("Nộp báo cáo"))
        self.receive = button(_("Ghi nhận báo cáo"), "secondary", "done", self.receipts_wanted.emit)
        self.targets = Rows(_("Chỉ tiêu"))
        self.difficulties = Rows(_("Vướng mắc"))
        self.adjustments = Rows(_("Điều chỉnh"))
        self.reminders = Rows(_("Đôn đốc"))
        self.periods = Rows(_("Các kỳ"))
        self.series = button(_("Xem việc định kỳ gốc"), "link", None, self._open_series)
        self.wording = selectable("", "hint")
        self.evidence = EvidencePart(desk)
        self.history = QWidget()
        self._events = QVBoxLayout(self.history)
        lay(self._events, (0, 12, 0, 12), 10)
        self.add_tab(
            _("Thông tin"),
            part(
                self.values,
                self.old_due,
                self.advice,
                self.progress,
                self.reason,
                self.deliveries,
                self.receive,
                self.targets,
                self.difficulties,
                self.adjustments,
                self.reminders,
                self.periods,
                self.series,
                self.wording,
            ),
        )
        self.add_tab(_("Minh chứng"), self.evidence)
        self.add_tab(_("Nhật ký"), self.history)
        self.tabs.changed.connect(lambda _number: self._read_history())

    def show_card(self, card: TaskCard) -> None:
        """Show this task."""
        self.card = card
        self.show_head(titled(card.title, card.period), _where(card), _chips(card))
        self.tabs.rename(EVIDENCE, _("Minh chứng {count}").format(count=len(card.evidence)))
        self.values.show_rows(_values(card))
        self._show_deadline(card)
        self.progress.setVisible(not card.is_series)
        self.progress.show_percent(card.percent, late=card.lane is Lane.LATE)
        self.reason.setText(_("Lý do: {reason}").format(reason=card.closing_reason) if card.closing_reason else "")
        self.reason.setVisible(bool(card.closing_reason))
        self._show_lists(card)
        self.evidence.show_card(card)
        self._read_history()

    def _show_deadline(self, card: TaskCard) -> None:
        self.old_due.setVisible(card.old_due is not None)
        if card.old_due is not None:
            words = _("Hạn gốc <s>{old}</s>, đã điều chỉnh").format(old=escape(card.old_due[1]))
            self.old_due.setText(words)
        self.advice.setVisible(bool(card.advice))
        self.advice.text.setText(escape(card.advice))

    def _show_lists(self, card: TaskCard) -> None:
        owed = card.deliveries
        several = len(card.form.addressees) > 1
        self.deliveries.show_rows(
            (_delivery(line, several=several) for line in owed), f"{card.received_count}/{len(owed)}"
        )
        self.receive.setVisible(bool(owed) and card.may_note)
        self.targets.show_rows(map(_target, card.targets))
        self.difficulties.show_rows(map(_difficulty, card.difficulties))
        self.adjustments.show_rows(map(_adjustment, card.adjustments))
        times = ngettext("{count} lần", "{count} lần", len(card.reminded_on)).format(count=len(card.reminded_on))
        latest = ", ".join(vn_date(day) for day in card.reminded_on[-3:])
        self.reminders.show_rows([Row(latest, symbol="bell")] if card.reminded_on else [], times)
        self.periods.show_rows(
            Row(line.period or line.title, line.chip.words, Tone(line.chip.tone), below=f"{line.percent}%")
            for line in card.periods
        )
        self.series.setVisible(card.series_id is not None)
        self.wording.setText(_("Kế hoạch ghi: {words}").format(words=card.wording) if card.wording else "")
        self.wording.setVisible(bool(card.wording))

    # -- history
    def _read_history(self) -> None:
        """The history is read when somebody looks at it."""
        if self.card is not None and self.tabs.bar.currentIndex() == HISTORY:
            show = partial(self._show_history, self.card.id)
            self._desk.tasks.run(task_history, self.card.id, done=show, owner=self, key="task-history")

    def _show_history(self, task_id: int, lines: list[HistoryLine]) -> None:
        if self.card is None or self.card.id != task_id:
            return
        clear(self._events)
        for line in lines:
            self._events.addWidget(_event(line))
        self._events.addStretch(1)

    def _open_series(self) -> None:
        if self.card is not None and self.card.series_id is not None:
            self.task_wanted.emit(self.card.series_id)

    # -- files
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.card is not None and self.card.may_note and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths: list[Path] = local_files(event)
        if self.card is not None and paths:
            event.acceptProposedAction()
            self.dropped.emit(self.card.id, paths)


def _where(card: TaskCard) -> str:
    section = _("Mục {section}").format(section=card.section) if card.section else ""
    return " · ".join(words for words in (section, card.plan_title) if words)


def _chips(card: TaskCard) -> list[StatusChip]:
    chip = DeadlineChip(card.chip.words, Tone(card.chip.tone), deadline_words(card))
    if card.lane is None:
        words = _("Việc định kỳ") if card.is_series else _(TASK_STATES[card.state])
        return [StatusChip(words, Tone.NEUTRAL)] + ([chip] if card.is_series else [])
    return [StatusChip(_(LANES[card.lane]), LANE_TONES[card.lane]), chip]


def deadline_words(card: TaskCard) -> str:
    """The deadline in full: the day as it is written, the last day where that is another."""
    if card.due_on is None:
        return _("Chưa có hạn")
    if card.is_before and card.last_on is not None:
        words = _("Trước {due}; ngày cuối {last}")
        return words.format(due=weekday_date(card.due_on), last=weekday_date(card.last_on))
    return weekday_date(card.due_on)


def _short_deadline(card: TaskCard) -> str:
    if card.due_on is None:
        return ""
    return _("trước {day}").format(day=vn_date(card.due_on)) if card.is_before else weekday_date(card.due_on)


def _values(card: TaskCard) -> list[tuple[str, str]]:
    form = card.form
    absent = _("{name} thay").format(name=card.deputy) if card.deputy else ""
    lead = card.lead_name or card.lead_words
    post = card.lead_words if card.lead_name and card.lead_words != card.lead_name else ""
    return [
        (_("Người phụ trách"), " · ".join(words for words in (lead, post, absent) if words)),
        (_("Phối hợp"), card.support_line),
        (_("Hạn"), _short_deadline(card)),
        (_("Gửi cho"), "; ".join(form.addressees)),
        (_("Định kỳ"), _(RHYTHMS[card.every]) if card.every is not None else ""),
        (_("Bắt đầu"), vn_date(form.start_on) if form.start_on else ""),
        (_("Nơi yêu cầu"), form.requested_by),
        (_("Mức ưu tiên"), _(PRIORITIES[form.priority]) if form.priority is not Priority.NORMAL else ""),
        (_("Kết quả cần đạt"), form.expected),
        (_("Ngày xong"), vn_date(card.done_on) if card.done_on else ""),
    ]


def _delivery(line: DeliveryLine, *, several: bool) -> Row:
    below = " · ".join(words for words in (line.addressee if several else "", line.note) if words)
    if line.received_on is not None:
        late = _(", muộn {days} ngày").format(days=line.days_late) if line.days_late else ""
        aside = _("Đã gửi {day}").format(day=f"{line.received_on:%d/%m}") + late
        return Row(line.sender, aside, Tone.WARNING if late else Tone.SUCCESS, "done", below)
    if line.days_late:
        aside = _("Chậm {days} ngày").format(days=line.days_late)
        return Row(line.sender, aside, Tone.DANGER, "error", below)
    return Row(line.sender, _("Chưa gửi"), Tone.WARNING, "clock", below)


def _target(line: TargetLine) -> Row:
    decimals = 0 if float(line.planned).is_integer() and float(line.actual or 0).is_integer() else 1
    reached = vn_number(line.actual, decimals) if line.actual is not None else "–"
    unit = f" {line.unit}" if line.unit else ""
    met = line.actual is not None and line.actual >= line.planned
    aside = f"{reached}/{vn_number(line.planned, decimals)}{unit}"
    return Row(line.name, aside, Tone.SUCCESS if met else Tone.NEUTRAL, "done" if met else "target")


def _difficulty(line: DifficultyLine) -> Row:
    tone = Tone.WARNING if line.state is DifficultyState.OPEN else Tone.SUCCESS
    below = [_("{day}, {name}").format(day=vn_date(line.raised_on), name=line.raised_by)]
    below += [_("Đề xuất: {words}").format(words=line.proposal)] if line.proposal else []
    below += [_("Ý kiến: {words}").format(words=line.answer)] if line.answer else []
    return Row(line.matter, _(DIFFICULTY_STATES[line.state]), tone, "warning", "\n".join(below))


def _adjustment(line: AdjustmentLine) -> Row:
    words = f"{line.old_words} → {line.new_words}"
    paper = _(", số {symbol}").format(symbol=line.symbol) if line.symbol else ""
    below = f"{vn_date(line.decided_on)}, {line.decided_by}{paper}\n{line.reason}"
    kind = _("Lần {ordinal}: {kind}").format(ordinal=line.ordinal, kind=_(ADJUSTMENT_KINDS[line.kind]).lower())
    return Row(words, kind, Tone.NEUTRAL, "edit", below)


def _event(line: HistoryLine) -> QWidget:
    found = QWidget()
    column = QVBoxLayout(found)
    lay(column, spacing=1)
    column.addWidget(label(line.heading, "strong", wrap=True))
    if line.words:
        column.addWidget(selectable(line.words))
    column.addWidget(label(" · ".join(part for part in (vn_date(line.day), line.who) if part), "hint", wrap=True))
    return found
