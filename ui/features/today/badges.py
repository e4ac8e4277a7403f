"""The counts at the entries of the menu, kept up to date for as long as the office is open."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from dcapp.features.today.queries import Badge, badges
from dcapp.kernel import clock
from ui.kit.desk import Desk

SHOWN = frozenset(
    {
        *("Absence", "CheckFinding", "CheckVisit", "Committee", "Coordination", "CoordinationLine", "DayOff"),
        *("Difficulty", "IncomingPaper", "Meeting", "MeetingGuest", "MeetingPoint", "Officer", "Opinion", "Paper"),
        *("PaperFollowUp", "Plan", "Task", "TaskDelivery", "TaskSupporter", "Tenure", "BackupReceipt", "StoredSetting"),
        *("Account", "AccountRole", "Commitment", "DutyShift", "ReceptionSession", "Visit"),
    }
)
"""Names of the classes whose records Hôm nay counts."""
LOOK_MS = 60_000
"""How often the clock is looked at, for a new day."""


class BadgeKeeper(QTimer):
    """Counts anew on every change, and when a day begins."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._day = desk, clock.today()
        self.setInterval(LOOK_MS)
        self.timeout.connect(self.look_at_clock)
        desk.changes.shows(SHOWN, self.count, self)
        self.start()
        self.count()

    def count(self) -> None:
        """Ask the one service."""
        self._desk.tasks.run(badges, done=self._show, owner=self, key="today-badges")

    def look_at_clock(self) -> None:
        """Count again when another day has begun."""
        if clock.today() != self._day:
            self._day = clock.today()
            self.count()

    def _show(self, found: tuple[Badge, ...]) -> None:
        for badge in found:
            self._desk.badge(badge.page, badge.count, alarm=badge.alarm)


def keep_badges(desk: Desk) -> None:
    """Keep the badges of this desk; called a second time it does nothing."""
    if desk.findChild(BadgeKeeper) is None:
        BadgeKeeper(desk)
