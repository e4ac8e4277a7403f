"""Quản trị: who may do what, the books about the office, the calendar, the audit book, settings, the bin."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent

from dcapp.features.office.absence_register import ABSENCES
from dcapp.features.office.register import BODIES, OFFICERS, VILLAGES
from dcapp.kernel.i18n import N_, _
from dcapp.registers.spec import Register
from ui.features.admin.absences import absences_page
from ui.features.admin.audit_page import audit_page
from ui.features.admin.bin_page import bin_page
from ui.features.admin.calendar_page import calendar_page
from ui.features.admin.rule_page import rule_page
from ui.features.admin.settings_page import settings_page
from ui.features.admin.users_page import users_page
from ui.features.admin.vault_page import vault_page
from ui.kit.desk import Desk, Screen
from ui.registers.books import Books, BuildPage
from ui.registers.desk_steps import steps_for
from ui.registers.page import RegisterPage

ALWAYS = "drafts.own"
"""Everybody's: the own part of the bin."""


def _book_page(register: Register, icon: str, desk: Desk) -> Screen:
    return RegisterPage(desk, register, steps_for(desk, register), icon=icon)


TABS: tuple[tuple[tuple[str, ...], str, tuple[str, ...], BuildPage], ...] = (
    (("accounts.view",), N_("Người dùng và phân quyền"), ("Account", "AccountRole", "RightOverride"), users_page),
    (("office.view",), OFFICERS.title, ("Officer",), partial(_book_page, OFFICERS, "people")),
    (("office.view",), ABSENCES.title, ("Absence",), absences_page),
    (("office.view",), VILLAGES.title, ("Village",), partial(_book_page, VILLAGES, "village")),
    (("office.view",), N_("Cơ quan"), ("Body",), partial(_book_page, BODIES, "body")),
    (("rules.view",), N_("Lịch ngày nghỉ"), ("DayOff",), calendar_page),
    (("rules.view",), N_("Bộ quy tắc"), ("OwnDays", "WordingCheck"), rule_page),
    (("accounts.view",), N_("Kho niêm phong"), ("SealedOpening",), vault_page),
    (("audit.read",), N_("Nhật ký"), ("audit_record",), audit_page),
    (("settings.edit", "office.edit"), N_("Cài đặt"), ("Office", "StoredSetting"), settings_page),
    ((ALWAYS,), N_("Thùng rác"), ("undo_step",), bin_page),
)
"""Rights of which one opens the tab, its title, the records it shows, how its page is built."""

SHORT = {
    N_("Người dùng và phân quyền"): N_("Người dùng"),
    ABSENCES.title: N_("Người thay"),
    VILLAGES.title: N_("Thôn"),
    N_("Lịch ngày nghỉ"): N_("Lịch nghỉ"),
    N_("Kho niêm phong"): N_("Niêm phong"),
}
"""Title → what the tab says where room is short, so that no tab goes out of sight."""


class AdminBooks(Books):
    """The tabs, with shorter names where the window is narrow or the type is large."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_titles()

    def restyle(self) -> None:
        """Fit the titles again for the font scale in force."""
        self._fit_titles()

    def _fit_titles(self) -> None:
        self._say(short=False)
        if self.strip.wanted_width() > self.width():
            self._say(short=True)
        self.strip.fit()

    def _say(self, *, short: bool) -> None:
        bar = self.strip.bar
        for number, (title, _kinds, _build) in enumerate(self._tabs):
            words = _(SHORT.get(title, title) if short else title)
            if bar.tabText(number) != words:
                bar.setTabText(number, words)
                bar.setTabToolTip(number, _(title))


def admin_page(desk: Desk) -> Screen:
    """The page behind the menu entry; tabs that the account may not see are left out."""
    shown = tuple((title, kinds, build) for rights, title, kinds, build in TABS if any(map(desk.may, rights)))
    return AdminBooks(desk, N_("Quản trị"), shown)
