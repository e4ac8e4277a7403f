"""Hôm nay: what is due, with one button per row that does the next thing (mockup 01)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from dcapp.features.today.lines import DueLine
from dcapp.features.today.progress import PlanProgress, plan_progress
from dcapp.features.today.queries import TodayView, today_view
from dcapp.features.today.service import note_look
from dcapp.features.today.terms import SCOPES, Group, Scope
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date, weekday_name
from dcapp.kernel.i18n import N_, _
from ui.features.today.aside import ExpiringCard, ProgressCard, WeekCard, emptied
from ui.features.today.badges import LOOK_MS, SHOWN, keep_badges
from ui.features.today.banner import backup_banner, deputy_banner
from ui.features.today.monday_dialog import MondayDialog
from ui.features.today.new_menu import new_menu, offered
from ui.features.today.rows import DueList
from ui.features.today.tiles import Tile, TileRow
from ui.kit import theme
from ui.kit.actions import Action, Actions
from ui.kit.buttons import SegmentedControl, button
from ui.kit.cards import Card
from ui.kit.desk import Desk, Screen
from ui.kit.fitting import lay
from ui.kit.header import ROOMY
from ui.kit.states import EmptyState, ErrorState, LoadingState
from ui.kit.theme import px

ASIDE_WIDTH = 376
NARROWED_BY = (Group.OVERDUE, Group.TODAY, Group.WEEK)
CHOICES = (Scope.MINE, Scope.OFFICE)
LISTED_AS = {Group.OVERDUE: "late", Group.TODAY: "soon", Group.WEEK: "soon"}
"""Group → the ready-made filter of the list of tasks that shows the rest of it."""


def today_page(desk: Desk) -> Screen:
    """The page behind the menu entry."""
    return TodayPage(desk)


class TodayPage(Screen):
    """The day of one account, or of the whole office."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Hôm nay"), parent=parent)
        self.view: TodayView | None = None
        self._scope: Scope | None = None
        self._only: Group | None = None
        self._is_stale = True
        self._state: QWidget | None = None
        self._lay_out()
        self._offer_actions()
        desk.changes.shows(SHOWN, self.reload, self)
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self.look_at_clock)
        self._clock.start()
        desk.tasks.run(note_look, owner=self)
        self.reload()
        keep_badges(desk)

    def reload(self) -> None:
        """Ask the one service anew; while another page is shown, on coming back."""
        self._is_stale = True
        if self.isVisible() or self.view is None:
            self._ask()

    def look_at_clock(self) -> None:
        """At midnight another day begins, also for a window that stays open."""
        if self.view is not None and self.view.day != clock.today():
            self.desk.tasks.run(note_look, owner=self)
            self.reload()

    def narrow(self, group: Group | None) -> None:
        """Show only one group, or all of them."""
        self._only = group
        for tile, own in zip(self.tiles, NARROWED_BY, strict=False):
            tile.setChecked(own is group)
        self.every.setVisible(group is not None)
        self._ask()

    def regions(self) -> tuple[QWidget, ...]:
        return (self.tiles[0], self.list if self.list.rows else self.scope, self.aside)

    def show_record(self, record: Any) -> None:
        kind, key = record if isinstance(record, tuple) else ("", record)
        if kind == "monday":
            self.open_monday_sheet()
        elif kind == "group" and key is not None:
            self.narrow(Group(key))

    def shown_record(self) -> Any:
        return ("group", self._only.value) if self._only is not None else None

    def open_monday_sheet(self) -> None:
        """The sheet for the weekly meeting, ready to print (Ctrl+P)."""
        MondayDialog(self.desk, self.window()).open()

    def open_new_menu(self) -> None:
        """Begin a record of any book (Ctrl+N)."""
        self.menu.popup(self.new.mapToGlobal(QPoint(0, self.new.height())))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale and self.view is not None:
            self._ask()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Put the columns where they fit at the scale in force."""
        self._arrange()

    # -- building
    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        inside.setProperty("ground", "clear")
        area.setWidget(inside)
        self.body.addWidget(area, 1)
        column = QVBoxLayout(inside)
        lay(column, (24, 12, 20, 12), 12)
        self._banner = QVBoxLayout()
        lay(self._banner)
        column.addLayout(self._banner)
        self._lay_out_tiles(column)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        lay(self._columns, spacing=12)
        column.addLayout(self._columns, 1)
        self.card = Card(_("Việc cần làm"))
        self.every = button(_("Xem mọi nhóm"), "quiet", None, lambda: self.narrow(None))
        self.every.hide()
        self.card.aside(self.every)
        self.scope = SegmentedControl([_(SCOPES[choice]) for choice in CHOICES], _("Phạm vi"))
        self.scope.chosen.connect(self._choose_scope)
        self.card.aside(self.scope)
        self.list = DueList()
        self.list.opened.connect(self._go)
        self.list.group_wanted.connect(self.narrow)
        self.list.book_wanted.connect(lambda group: self.desk.open("plan", ("Task", None, LISTED_AS[group])))
        self.card.add(self.list)
        self.aside = QWidget()
        side = QVBoxLayout(self.aside)
        lay(side, spacing=12)
        self.progress = ProgressCard()
        self.week = WeekCard(lambda: self.desk.open("plan", ("Meeting", None)))
        self.expiring = ExpiringCard(self._go)
        for card in (self.progress, self.week, self.expiring):
            side.addWidget(card)
        side.addStretch(1)
        self._columns.addWidget(self.card, 1)
        self._columns.addWidget(self.aside)
        self._show_state(LoadingState())

    def _lay_out_tiles(self, column: QVBoxLayout) -> None:
        self.tiles = (
            Tile(_("Quá hạn"), "error", narrows=True),
            Tile(_("Hôm nay"), "today", narrows=True),
            Tile(_("7 ngày tới"), "calendar", narrows=True),
            Tile(_("Việc kế hoạch năm"), "plan", narrows=False),
        )
        for tile, group in zip(self.tiles, NARROWED_BY, strict=False):
            tile.clicked.connect(lambda checked, group=group: self.narrow(group if checked else None))
        self.tiles[3].clicked.connect(lambda: self.desk.open("plan", ("Task", None)))
        column.addWidget(TileRow(self.tiles))

    def _offer_actions(self) -> None:
        steps = [
            Action("reload", N_("Tải lại"), "reload", "F5", lambda _line: self.reload()),
            Action("monday", N_("Phiếu giao ban"), "print", "Ctrl+P", lambda _line: self.open_monday_sheet()),
        ]
        can_write = bool(offered(self.desk))
        if can_write:
            steps.append(Action("new", N_("Ghi mới"), "add", "Ctrl+N", lambda _line: self.open_new_menu()))
        self.actions_of_page = Actions(self, steps)
        self.header.add(self.actions_of_page.button("monday"))
        self.menu = new_menu(self.desk, self)
        if can_write:
            self.new = self.header.add(self.actions_of_page.button("new", "primary"))

    # -- showing
    def _ask(self) -> None:
        self._is_stale = False
        self.desk.tasks.run(
            today_view, self._scope, self._only, done=self._show, failed=self._failed, owner=self, key="today"
        )
        self.desk.tasks.run(plan_progress, done=self._show_progress, failed=self._failed, owner=self, key="today-plan")

    def _choose_scope(self, number: int) -> None:
        if CHOICES[number] is not self._scope and self.view is not None:
            self._scope = CHOICES[number]
            self._ask()

    def _show(self, view: TodayView) -> None:
        self.view = view
        self._scope = view.scope
        self.scope.choose(CHOICES.index(view.scope))
        self._show_words(view)
        self._show_banner(view)
        for tile, group in zip(self.tiles, NARROWED_BY, strict=False):
            number = view.counts.of(group)
            alarm = "danger" if group is Group.OVERDUE and number else ""
            tile.show_number(str(number), view.counts.said(group) or _("không có"), tone=alarm)
        self._show_list(view)
        self.week.show_week(view.week, view.day)
        self.expiring.show_lines(view.expiring)

    def _show_words(self, view: TodayView) -> None:
        late, now = view.counts.of(Group.OVERDUE), view.counts.of(Group.TODAY)
        name = self.desk.app.viewer.display_name
        words = _("Chào {name}. Có {late} việc quá hạn và {now} việc cần làm trong ngày.")
        told = words.format(name=name, late=late, now=now)
        if view.since is not None and view.counts.new:
            fresh = _("{count} việc mới đến hạn từ {day}.")
            told += " " + fresh.format(count=view.counts.new, day=f"{view.since:%d/%m}")
        title = _("Hôm nay, {weekday} {day}").format(weekday=weekday_name(view.day), day=vn_date(view.day))
        self.header.show_title(title, told)

    def _show_banner(self, view: TodayView) -> None:
        emptied(self._banner)
        found = backup_banner(self.desk, view, lambda: self._show_banner(view)) or deputy_banner(view)
        if found is not None:
            self._banner.addWidget(found)

    def _show_list(self, view: TodayView) -> None:
        total = sum(group.total for group in view.groups)
        self.list.show_groups(view.groups, narrowed=view.only is not None)
        if total:
            self._show_state(None)
            return
        mine = view.scope is Scope.MINE
        if not mine:
            sentence = _("Cả xã không có việc đến hạn trong 7 ngày tới.")
        elif self.desk.app.viewer.officer_id is None:
            sentence = _("Tài khoản này chưa gắn với cán bộ nào. Gắn ở Quản trị › Người dùng để thấy việc của mình.")
        else:
            sentence = _("Anh/chị không có việc đến hạn trong 7 ngày tới.")
        state = EmptyState("done", _("Không có việc cần làm"), sentence)
        if view.only is not None:
            state.offer(_("Xem mọi nhóm"), lambda: self.narrow(None), kind="secondary")
        elif mine:
            state.offer(_("Xem cả xã"), lambda: self.scope.choose(1), kind="secondary")
        self._show_state(state)

    def _show_progress(self, progress: PlanProgress) -> None:
        share = progress.share
        percent = share.done * 100 // share.total if share.total else 0
        words = _("đã xong {percent}%").format(percent=percent) if share.total else _("chưa có việc")
        self.tiles[3].show_number(f"{share.done}/{share.total}", words, tone="success" if share.done else "")
        self.progress.show_progress(progress)

    def _failed(self, error: Exception) -> None:
        state = ErrorState(_("Chưa đọc được việc cần làm"), error)
        state.offer(_("Tải lại"), self.reload)
        self._show_state(state)

    def _show_state(self, state: QWidget | None) -> None:
        if self._state is not None:
            self._state.hide()
            self._state.deleteLater()
        self._state = state
        self.list.setVisible(state is None)
        if state is not None:
            self.card.add(state)

    def _go(self, line: DueLine) -> None:
        self.desk.open(line.step.page, line.step.target)

    def _arrange(self) -> None:
        """The right column moves under the list where the window is narrow."""
        roomy = self.window().width() * 100 / theme.current().scale >= ROOMY
        beside, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(beside if roomy else under)
        self.aside.setMinimumWidth(px(ASIDE_WIDTH) if roomy else 0)
        self.aside.setMaximumWidth(px(ASIDE_WIDTH) if roomy else 16_777_215)
