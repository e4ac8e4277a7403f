"""The pages of the window in the order of the menu, written by hand; screens open each other only through here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dcapp.kernel.i18n import N_, _
from dcapp.kernel.text import fold
from ui.kit.desk import Desk, Screen
from ui.kit.quick_find import Hit, Show

WORK = N_("CÔNG VIỆC")
PAPERS = N_("VĂN BẢN")
SYSTEM = N_("HỆ THỐNG")


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the menu: what it is called, how its screen is built, which right opens it."""

    key: str
    group: str
    title: str
    icon: str
    factory: Callable[[Desk], Screen] | None
    right: str


PAGES: tuple[Page, ...] = (
    Page("plan", WORK, N_("Kế hoạch"), "plan", None, "plan.view"),
    Page("papers", PAPERS, N_("Văn bản"), "papers", None, "papers.view"),
    Page("admin", SYSTEM, N_("Quản trị"), "admin", None, "office.view"),
)
"""A page without a factory does not exist in this release and is not shown."""


def shown_pages(pages: Sequence[Page], may: Callable[[str], bool]) -> tuple[Page, ...]:
    """The pages that exist and that the account may see."""
    return tuple(page for page in pages if page.factory is not None and may(page.right))


def page_hits(pages: Sequence[Page], words: str) -> tuple[Hit, ...]:
    """Pages whose title holds the words, for quick find."""
    wanted = fold(words)
    found = [page for page in pages if wanted in fold(_(page.title))]
    return tuple(Hit(group=_("Trang"), title=_(page.title), icon=page.icon, target=(page.key, None)) for page in found)


def find(_desk: Desk, _words: str, show: Show) -> None:
    """Search the registers for quick find and hand the hits over; targets are (page key, record)."""
    show(())
