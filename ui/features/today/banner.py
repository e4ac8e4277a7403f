"""The one banner of Hôm nay: no backup for too long, or whom the viewer stands in for."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from dcapp.features.today.queries import TodayView
from dcapp.kernel.i18n import _
from ui.kit import memory
from ui.kit.desk import Desk
from ui.kit.notices import Banner
from ui.kit.theme import Tone

BACKUP_PAGE = "backup"
PUT_OFF = "today.backup_put_off"
"""Remembers the day on which the reminder was put off."""


def backup_banner(desk: Desk, view: TodayView, again: Callable[[], object]) -> QWidget | None:
    """That nothing was copied for too long, for those who may do it; it can be put off till tomorrow."""
    is_put_off = memory.recall(PUT_OFF) == _stamp(view.day)
    if not view.backup.is_due or is_put_off or not desk.may("backup.make"):
        return None
    days = view.backup.days
    told = _("Chưa sao lưu lần nào.") if days is None else _("Đã <b>{days} ngày</b> chưa sao lưu.").format(days=days)
    if BACKUP_PAGE in desk.pages:
        told += " " + _("Cắm USB rồi bấm Sao lưu, mất khoảng 1 phút.")
    banner = Banner(told, Tone.WARNING, "save")
    if BACKUP_PAGE in desk.pages:
        banner.offer(_("Sao lưu ngay"), lambda: desk.open(BACKUP_PAGE), main=True)

    def put_off() -> None:
        memory.remember(PUT_OFF, _stamp(view.day))
        again()

    banner.offer(_("Nhắc lại ngày mai"), put_off)
    return banner


def deputy_banner(view: TodayView) -> QWidget | None:
    """Whose work is shown beside the viewer's own."""
    if not view.stands_for:
        return None
    names = html.escape(", ".join(view.stands_for))
    return Banner(_("Anh/chị đang làm thay {names}; việc của người vắng hiện trong danh sách này.").format(names=names))


def _stamp(day: date) -> str:
    return str(day.toordinal())
