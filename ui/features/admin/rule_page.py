"""Bộ quy tắc: every statutory deadline with its editions and sources, what changed last, what the office set itself."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QTableView, QWidget

from dcapp.db.faults import Interrupted
from dcapp.features.office.rulebook import (
    CheckedLine,
    OwnDaysLine,
    checked_wordings,
    deadline_of,
    office_rulebook,
    own_days,
)
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.numbers import vn_number
from dcapp.kernel.text import fold
from dcapp.rules.counting import Deadline
from dcapp.rules.deadlines import OF_OFFICE, OWN, RuleBook
from ui.features.admin import rule_model
from ui.features.admin.rule_dialogs import CheckWordingDialog, EndOwnDaysDialog, OwnDaysDialog
from ui.features.admin.rule_model import RuleLine, RuleModel, last_change, lines_on
from ui.features.admin.rule_pane import RulePane
from ui.kit import errors
from ui.kit.actions import Action, Actions
from ui.kit.cells import TWO_LINE_ROW, fit_columns, set_up_view
from ui.kit.dates import DateField
from ui.kit.desk import Desk, Screen
from ui.kit.fields import SearchBox
from ui.kit.header import FilterBar
from ui.kit.labels import label
from ui.kit.list_detail import ListDetail
from ui.kit.states import EmptyState, ErrorState, LoadingState
from ui.registers.deadline_dialog import print_deadline
from ui.registers.deadline_news import news_of
from ui.registers.desk_steps import take_back

NOTHING = RuleBook(())


class RulePage(Screen):
    """The rules as they stand on a day; the shipped wordings are never changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Bộ quy tắc"), parent=parent)
        self.edits = desk.may("settings.edit")
        self.book = NOTHING
        self.lines: list[RuleLine] = []
        self.checks: dict[str, CheckedLine] = {}
        self.own: tuple[OwnDaysLine, ...] = ()
        self.model = RuleModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        set_up_view(self.table, _("Bộ quy tắc"), row=TWO_LINE_ROW)
        fit_columns(self.table, {1: 148, 2: 148, 3: 140}, stretched=0)
        self._layers = QStackedWidget()
        self._layers.addWidget(self.table)
        self.pane = RulePane()
        self.pane.day.changed.connect(self._reckon)
        self.pane.card.print_wanted.connect(lambda found: print_deadline(desk, "", found))
        self.filters = self._filters()
        self.frame = ListDetail("rules", self.filters, self._layers, self.pane)
        self.body.addWidget(self.frame, 1)
        self.actions_of_page = Actions(self, self._steps(), self.current)
        if self.edits:
            steps = self.actions_of_page
            self._own, self._end = steps.button("own"), steps.button("end")
            self.pane.set_footer(steps.button("check", "primary"), self._own, self._end)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._show_line())
        self.table.activated.connect(lambda _index: self.frame.open_detail())
        self.setFocusProxy(self.table)
        desk.changes.shows({"OwnDays", "WordingCheck"}, self.reload, self)
        news_of(desk)
        self._show_state(LoadingState())
        self.reload()

    # -- what the window asks of a page
    def regions(self) -> tuple[QWidget, ...]:
        return (self.filters, self._layers, self.pane)

    def search_field(self) -> QWidget | None:
        return self.search

    def show_record(self, record: Any) -> None:
        row = self.model.row_of(str(record))
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def shown_record(self) -> Any:
        line = self.current()
        return line.rule.name if line is not None else None

    def current(self) -> RuleLine | None:
        """The rule under the cursor."""
        return self.model.line(self.table.currentIndex().row())

    def reload(self) -> None:
        """Read the book, and what the office set and checked."""
        run = self.desk.tasks.run
        run(checked_wordings, done=self._take_checks, failed=self._failed, owner=self, key="admin.rule-checks")
        run(own_days, done=self._take_own, failed=self._failed, owner=self, key="admin.own-days")
        run(office_rulebook, done=self._take_book, failed=self._failed, owner=self, key="admin.rules")

    # -- steps
    def _steps(self) -> list[Action]:
        found = [Action("reload", N_("Tải lại"), "reload", "F5", lambda _line: self.reload())]
        if not self.edits:
            return found
        return [
            *found,
            Action("check", N_("Đã kiểm…"), "check", None, self.check, self._cannot_check),
            Action("own", N_("Đặt khác…"), "edit", "F2", self.set_own, self._cannot_set),
            Action("end", N_("Thôi dùng…"), "close", None, self.end_own, self._cannot_end),
        ]

    def _cannot_check(self, line: RuleLine | None) -> str | None:
        if line is None:
            return _("Chọn một quy định.")
        return None if line.is_doubtful else _("Quy định này không còn gì phải kiểm tra.")

    def _cannot_set(self, line: RuleLine | None) -> str | None:
        if line is None:
            return _("Chọn một quy định.")
        if line.now is None or line.now.days is None:
            return _("Quy định này không có số ngày để đặt khác.")
        return _("Đơn vị đã đặt số ngày. Cho thôi dùng số đó trước.") if line.is_own else None

    def _cannot_end(self, line: RuleLine | None) -> str | None:
        return None if line is not None and line.is_own else _("Đơn vị chưa đặt số ngày cho quy định này.")

    def check(self, line: RuleLine) -> None:
        """Ask where the wording was read."""
        if line.now is not None:
            CheckWordingDialog(self.desk, line.now, self, self._told(_("Đã đánh dấu quy định đã kiểm."))).open()

    def set_own(self, line: RuleLine) -> None:
        """Ask for the office's own number."""
        if line.now is not None:
            OwnDaysDialog(self.desk, line.now, self, self._told(_("Đã lưu số ngày của đơn vị."))).open()

    def end_own(self, line: RuleLine) -> None:
        """Ask for the last day of the office's own number."""
        found = self._own_of(line)
        if found is not None:
            EndOwnDaysDialog(self.desk, found, self, self._told(_("Đã ghi ngày thôi dùng."))).open()

    def _own_of(self, line: RuleLine) -> OwnDaysLine | None:
        now = line.now
        if now is None or now.confidence != OF_OFFICE:
            return None
        of_rule = (one for one in self.own if f"{one.number.wording}{OWN}" == now.name)
        return next((one for one in of_rule if one.number.since <= now.in_force_from), None)

    def _told(self, words: str) -> Any:
        return lambda _result: self.desk.toast(words, partial(take_back, self.desk))

    # -- how it is laid out
    def _filters(self) -> FilterBar:
        bar = FilterBar(
            (
                (rule_model.ALL, _("Tất cả")),
                (rule_model.CHANGED, _("Mới đổi")),
                (rule_model.DOUBTFUL, _("Cần kiểm tra")),
                (rule_model.OWN, _("Đơn vị tự đặt")),
            )
        )
        self.day = DateField(clock.today())
        self.day.line.setAccessibleName(_("Xem tại ngày"))
        self.day.changed.connect(self._look_anew)
        bar.add(label(_("Xem tại ngày"), "hint"))
        bar.add(self.day)
        self.search = SearchBox(_("Tìm quy định"))
        self.search.searched.connect(lambda _words: self._filter())
        bar.add(self.search)
        bar.changed.connect(self._filter)
        bar.cleared.connect(self.search.clear)
        return bar

    # -- what came back
    def _take_checks(self, checks: tuple[CheckedLine, ...]) -> None:
        self.checks = {line.wording: line for line in checks}

    def _take_own(self, own: tuple[OwnDaysLine, ...]) -> None:
        self.own = own

    def _take_book(self, book: RuleBook) -> None:
        self.book = book
        self._look_anew()

    def _look_anew(self) -> None:
        """Show the rules as they stand on the day that is looked at."""
        try:
            day = self.day.value() or clock.today()
        except Invalid:
            return  # the field says what is wrong with the date
        self.lines = lines_on(self.book, day)
        changed = last_change(self.lines)
        for key in (rule_model.ALL, rule_model.CHANGED, rule_model.DOUBTFUL, rule_model.OWN):
            self.filters.set_count(key, sum(self._is_wanted(line, key) for line in self.lines))
        last = _("đổi lần cuối từ {day}").format(day=vn_date(changed)) if changed is not None else ""
        count = _("{count} quy định").format(count=vn_number(len(self.lines)))
        self.header.show_title(_("Bộ quy tắc"), " · ".join(part for part in (count, last) if part))
        self._filter()

    def _is_wanted(self, line: RuleLine, key: str) -> bool:
        if key == rule_model.CHANGED:
            return line.began_on(last_change(self.lines))
        if key == rule_model.DOUBTFUL:
            return line.is_doubtful
        return line.is_own if key == rule_model.OWN else True

    def _filter(self) -> None:
        words, key = fold(self.search.text()).split(), self.filters.preset()
        kept = self.shown_record()
        shown = [line for line in self.lines if self._is_wanted(line, key) and _holds(line, words)]
        self.model.show_lines(shown)
        self.filters.set_filtered(bool(words))
        if not shown:
            self._show_state(EmptyState("search", _("Không có quy định nào như vậy"), _("Bớt điều kiện lọc.")))
            self.frame.set_foot("")
            return
        self._layers.setCurrentWidget(self.table)
        self.setFocusProxy(self.table)
        self.frame.set_foot(_("{count} quy định đang hiện").format(count=vn_number(len(shown))), _("Enter mở"))
        if kept is not None:
            self.show_record(kept)
        if self.current() is None:
            self.frame.close_detail()
        else:
            self._show_line()

    def _show_line(self) -> None:
        line = self.current()
        if self.actions_of_page is not None:
            self.actions_of_page.refresh()
        if line is None:
            return
        if self.edits:
            self._own.setVisible(not line.is_own)
            self._end.setVisible(line.is_own)
        self.pane.show_line(line, self.checks)
        self.frame.preview_detail()

    # -- trying a date out
    def _reckon(self) -> None:
        line = self.current()
        try:
            day = self.pane.day.value()
        except Invalid:
            return  # still being typed
        if line is None or day is None:
            self.pane.show_deadline(None)
            return
        name, run = line.rule.name, self.desk.tasks.run
        run(deadline_of, name, day, done=self._show_due, failed=self._no_due, owner=self, key="admin.deadline")

    def _show_due(self, found: Deadline) -> None:
        self.pane.show_deadline(found)

    def _no_due(self, error: Exception) -> None:
        if isinstance(error, Interrupted):
            return
        if isinstance(error, UserError):
            self.pane.refuse(str(error))
        else:
            errors.present(self, error)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Interrupted):
            return
        state = ErrorState(_("Chưa đọc được bộ quy tắc"), error)
        state.offer(_("Tải lại"), self.reload)
        self._show_state(state)

    def _show_state(self, state: QWidget) -> None:
        while (old := self._layers.widget(1)) is not None:
            self._layers.removeWidget(old)
            old.deleteLater()
        self._layers.addWidget(state)
        self._layers.setCurrentWidget(state)
        self.setFocusProxy(self._layers)  # a hidden table would hold Tab where it is
        self.frame.close_detail()


def _holds(line: RuleLine, words: list[str]) -> bool:
    citations = " ".join(wording.citation for wording in line.rule.wordings)
    told = fold(f"{line.rule.name} {line.rule.title} {citations}")
    return all(word in told for word in words)


def rule_page(desk: Desk) -> Screen:
    """The page of the tab."""
    return RulePage(desk)
