"""The pages of the window in the order of the menu, written by hand; screens open each other only through here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from dcapp.kernel.i18n import N_, _
from dcapp.kernel.text import fold
from ui.kit.desk import Desk, Screen
from ui.kit.quick_find import Hit, Show

if TYPE_CHECKING:
    from dcapp.db.findable import Hit as Found

WORK = N_("CÔNG VIỆC")
CITIZENS = N_("CÔNG DÂN")
PAPERS = N_("VĂN BẢN")
SYSTEM = N_("HỆ THỐNG")
NEWS_MS = 1_500


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the menu: what it is called, how its screen is built, which right opens it."""

    key: str
    group: str
    title: str
    icon: str
    factory: Callable[[Desk], Screen] | None
    right: str


def _today(desk: Desk) -> Screen:
    from ui.features.today.page import today_page

    return today_page(desk)


def _plan(desk: Desk) -> Screen:
    from ui.features.checks.page import checks_page
    from ui.features.committee.page import committee_page
    from ui.features.coordination.page import coordination_page
    from ui.features.meetings.page import meetings_page
    from ui.features.opinions.page import opinions_page
    from ui.features.plan.page import plan_page
    from ui.features.tasks.books import adjustments_page, deliveries_page, difficulties_page
    from ui.features.tasks.page import TasksPage

    before = ((N_("Việc"), ("Task",), TasksPage),)
    beside = (
        (N_("Nộp báo cáo"), ("TaskDelivery",), deliveries_page),
        (N_("Vướng mắc"), ("Difficulty",), difficulties_page),
        (N_("Điều chỉnh"), ("Adjustment",), adjustments_page),
        (N_("Kiểm tra"), ("Check",), checks_page),
        (N_("Ban Chỉ đạo"), ("Committee",), committee_page),
        (N_("Phối hợp"), ("Coordination",), coordination_page),
        (N_("Hội nghị"), ("Meeting",), meetings_page),
        (N_("Dư luận"), ("Opinion",), opinions_page),
    )
    return plan_page(desk, before, beside)


def _visits(desk: Desk) -> Screen:
    from ui.features.commitments.page import commitments_page
    from ui.features.visits.page import reception_page
    from ui.features.visits.schedule_list import figures_page, sessions_page, shifts_page
    from ui.features.visits.schedule_page import schedule_page

    beside = (
        (N_("Lịch"), ("ReceptionSession",), schedule_page),
        (N_("Lời hứa"), ("Commitment",), commitments_page),
        (N_("Buổi tiếp"), (), sessions_page),
        (N_("Ca trực"), ("DutyShift",), shifts_page),
        (N_("Số liệu mang sang"), ("OpeningFigure",), figures_page),
    )
    return reception_page(desk, beside)


def _letters(desk: Desk) -> Screen:
    from ui.features.cases.executions import executions_page
    from ui.features.cases.hot_spots import hot_spots_page
    from ui.features.cases.national import national_page
    from ui.features.cases.page import cases_page
    from ui.features.letters.page import letters_page

    beside = (
        (N_("Vụ việc"), (), cases_page),
        (N_("Thi hành"), ("CaseExecution",), executions_page),
        (N_("Điểm nóng"), ("HotSpot",), hot_spots_page),
        (N_("CSDL quốc gia"), ("NationalEntry",), national_page),
    )
    return letters_page(desk, beside, _case)


def _case(desk: Desk, case_id: Any, parent: QWidget) -> Screen:
    from ui.features.cases.screen import CaseScreen
    from ui.features.sealed.card import sealed_card

    return CaseScreen(desk, case_id, parent, sealed_part=sealed_card)


def _papers(desk: Desk) -> Screen:
    from ui.features.papers.page import papers_page

    return papers_page(desk)


def _admin(desk: Desk) -> Screen:
    from ui.features.admin.page import admin_page

    return admin_page(desk)


PAGES: tuple[Page, ...] = (
    Page("today", "", N_("Hôm nay"), "today", _today, "plan.view"),
    Page("plan", WORK, N_("Kế hoạch"), "plan", _plan, "plan.view"),
    Page("visits", CITIZENS, N_("Tiếp công dân"), "people", _visits, "visits.view"),
    Page("letters", CITIZENS, N_("Đơn thư"), "letter", _letters, "cases.list"),
    Page("papers", PAPERS, N_("Văn bản"), "papers", _papers, "papers.view"),
    Page("admin", SYSTEM, N_("Quản trị"), "admin", _admin, "office.view"),
)
"""A page without a factory does not exist in this release and is not shown."""


def keep_counts(desk: Desk) -> None:
    """Keep the counts at the entries of the menu up to date from now on."""
    if "today" in desk.pages:
        from ui.features.today.badges import keep_badges

        keep_badges(desk)
        QTimer.singleShot(NEWS_MS, desk, lambda: _tell_news(desk))
        QTimer.singleShot(NEWS_MS, desk, lambda: _get_ready(desk, iter(HEAVY)))


HEAVY = tuple(
    f"ui.{name}"
    for name in (
        *(
            "registers.page",
            "registers.desk_steps",
            "features.tasks.page",
            "features.plan.page",
            "features.tasks.books",
        ),
        *(
            "features.visits.entry",
            "features.visits.page",
            "features.visits.schedule_page",
            "features.visits.schedule_list",
        ),
        *("features.commitments.page", "features.papers.page"),
        *("features.letters.page", "features.cases.screen"),
    )
)
"""What pages are made of; loading it takes longer than building them."""
READY_MS = 40


def _get_ready(desk: Desk, names: Iterator[str]) -> None:
    """Load one module after the other while nobody waits for it, so that a page opens at once."""
    name = next(names, None)
    if name is not None:
        import_module(name)
        QTimer.singleShot(READY_MS, desk, lambda: _get_ready(desk, names))


def _tell_news(desk: Desk) -> None:
    """Say from now on which deadlines another calendar or rule moved; after the first picture, it needs the printer."""
    from ui.registers.deadline_news import news_of

    news_of(desk)


def shown_pages(pages: Sequence[Page], may: Callable[[str], bool]) -> tuple[Page, ...]:
    """The pages that exist and that the account may see."""
    return tuple(page for page in pages if page.factory is not None and may(page.right))


def page_hits(pages: Sequence[Page], words: str) -> tuple[Hit, ...]:
    """Pages whose title holds the words, for quick find."""
    wanted = fold(words)
    found = [page for page in pages if wanted in fold(_(page.title))]
    return tuple(Hit(group=_("Trang"), title=_(page.title), icon=page.icon, target=(page.key, None)) for page in found)


FOUND_ON = {
    "Task": ("plan", N_("Việc"), "done"),
    "Difficulty": ("plan", N_("Vướng mắc"), "warning"),
    "Plan": ("plan", N_("Kế hoạch"), "plan"),
    "PlanPassage": ("plan", N_("Mục kế hoạch"), "plan"),
    "PlanDuty": ("plan", N_("Việc được giao"), "target"),
    "PlanObligation": ("plan", N_("Nghĩa vụ báo cáo"), "clock"),
    "Check": ("plan", N_("Cuộc kiểm tra"), "check"),
    "Committee": ("plan", N_("Ban Chỉ đạo"), "people"),
    "Coordination": ("plan", N_("Kế hoạch phối hợp"), "merge"),
    "Meeting": ("plan", N_("Cuộc họp"), "people"),
    "Opinion": ("plan", N_("Dư luận"), "dialogue"),
    "Visit": ("visits", N_("Lượt tiếp công dân"), "people"),
    "Commitment": ("visits", N_("Việc phải trả lời"), "clock"),
    "Letter": ("letters", N_("Đơn"), "letter"),
    "CaseFile": ("letters", N_("Vụ việc"), "law"),
    "HotSpot": ("letters", N_("Điểm nóng"), "warning"),
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
