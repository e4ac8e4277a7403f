"""The pages of the window in the order of the menu, written by hand; screens open each other only through here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dcapp.kernel.i18n import N_, _
from dcapp.kernel.text import fold
from ui.kit.desk import Desk, Screen
from ui.kit.quick_find import Hit, Show

if TYPE_CHECKING:
    from dcapp.db.findable import Hit as Found

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


def _plan(desk: Desk) -> Screen:
    from ui.features.plan.page import plan_page

    return plan_page(desk)


def _papers(desk: Desk) -> Screen:
    from ui.features.papers.page import papers_page

    return papers_page(desk)


def _admin(desk: Desk) -> Screen:
    from ui.features.admin.page import admin_page

    return admin_page(desk)


PAGES: tuple[Page, ...] = (
    Page("plan", WORK, N_("Kế hoạch"), "plan", _plan, "plan.view"),
    Page("papers", PAPERS, N_("Văn bản"), "papers", _papers, "papers.view"),
    Page("admin", SYSTEM, N_("Quản trị"), "admin", _admin, "office.view"),
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


FOUND_ON = {
    "Plan": ("plan", N_("Kế hoạch"), "plan"),
    "PlanPassage": ("plan", N_("Mục kế hoạch"), "plan"),
    "PlanDuty": ("plan", N_("Việc được giao"), "target"),
    "PlanObligation": ("plan", N_("Nghĩa vụ báo cáo"), "clock"),
    "Paper": ("papers", N_("Văn bản căn cứ"), "law"),
    "IssuedPaper": ("papers", N_("Văn bản đi"), "papers"),
    "IncomingPaper": ("papers", N_("Văn bản đến"), "import"),
    "Officer": ("admin", N_("Cán bộ"), "person"),
    "Village": ("admin", N_("Thôn"), "village"),
}
"""Where a found record is shown: page, name of its group, icon."""


def find(desk: Desk, words: str, show: Show) -> None:
    """Search the books for quick find and hand the hits over; targets are (page key, record)."""
    from dcapp.db.quick_find import quick_find

    def hand_over(found: list[Found]) -> None:
        show(
            [
                Hit(
                    group=_(FOUND_ON[hit.kind][1]),
                    title=hit.title,
                    hint=hit.detail,
                    icon=FOUND_ON[hit.kind][2],
                    target=(FOUND_ON[hit.kind][0], (hit.kind, hit.record_id)),
                )
                for hit in found
                if hit.kind in FOUND_ON
            ]
        )

    if words.strip():
        desk.tasks.run(quick_find, words, done=hand_over, owner=desk, key="quick-find")
    else:
        show(())
