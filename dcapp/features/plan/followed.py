"""Where a numbered line of a plan is followed (Theo dõi ở: …): data/followed.toml maps its words to books."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dcapp.kernel.i18n import N_
from dcapp.kernel.text import fold

BETWEEN_WORDS = re.compile(r"[^\w/]+")
FOLLOWED = Path(__file__).parents[3] / "data" / "followed.toml"


TITLES = {
    "tasks": N_("Kế hoạch › Việc"),
    "obligations": N_("Kế hoạch › Nghĩa vụ"),
    "checks": N_("Kế hoạch › Kiểm tra"),
    "committee": N_("Kế hoạch › Ban Chỉ đạo"),
    "coordination": N_("Kế hoạch › Phối hợp"),
    "meetings": N_("Kế hoạch › Hội nghị"),
    "opinions": N_("Kế hoạch › Dư luận"),
    "adjustments": N_("Kế hoạch › Vướng mắc, điều chỉnh"),
    "legal": N_("Văn bản › Căn cứ"),
    "visits": N_("Tiếp công dân"),
    "cases": N_("Đơn thư"),
    "good_models": N_("Dân vận khéo"),
    "scoring": N_("Chấm điểm"),
    "one_stop": N_("Một cửa & hài lòng"),
    "disclosure": N_("Dân chủ cơ sở › Công khai"),
    "deliberation": N_("Dân chủ cơ sở › Dân bàn, quyết định"),
    "consultation": N_("Dân chủ cơ sở › Lấy ý kiến"),
    "dialogue": N_("Dân chủ cơ sở › Đối thoại"),
    "supervision": N_("Dân chủ cơ sở › Ban giám sát"),
    "mediation": N_("Dân chủ cơ sở › Hòa giải"),
    "conventions": N_("Dân chủ cơ sở › Quy ước"),
    "workplace": N_("Dân chủ cơ sở › Cơ quan, nơi làm việc"),
    "outreach": N_("Tuyên truyền"),
    "budget": N_("Kinh phí"),
}
"""Book → what the menu calls it."""


@dataclass(frozen=True, slots=True)
class Follower:
    """A book that follows lines of a plan."""

    key: str
    page: str
    """Key of the page in the menu."""
    kind: str
    """The mapped class whose records its tab shows; empty for the page as a whole."""
    title: str
    words: tuple[str, ...]
    """Folded beginnings of words; a line that holds one of them is followed here."""
    always: bool


@lru_cache(maxsize=1)
def followers() -> tuple[Follower, ...]:
    """Every book that follows something, in the order of the menu."""
    told = tomllib.loads(FOLLOWED.read_text("utf-8"))["book"]
    return tuple(
        Follower(
            book["key"],
            book["page"],
            book.get("kind", ""),
            TITLES[book["key"]],
            tuple(book.get("words", ())),
            book.get("always", False),
        )
        for book in told
    )


def followers_of(text: str, pages: Collection[str] | None = None) -> tuple[Follower, ...]:
    """The books that follow a line with these words; only those on `pages`, or all of them."""
    folded = f" {BETWEEN_WORDS.sub(' ', fold(text))} "
    return tuple(
        book
        for book in followers()
        if (pages is None or book.page in pages) and (book.always or any(f" {word}" in folded for word in book.words))
    )
