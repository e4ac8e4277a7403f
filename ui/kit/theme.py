"""Colours, type sizes and spacing of every screen; the only place where a colour is written as hex.

One theme is in force at a time. `ui.kit.look.apply` puts it into the palette, the style sheet, the fonts, and into
every distance that was set through `ui.kit.fitting`, so that theme and font scale change while the program runs.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase

ThemeName = Literal["light", "dark", "contrast"]
SCALES = (100, 115, 125, 150)
DESIGN_WIDTH, DESIGN_HEIGHT = 1366, 696
LEAST_WIDTH, LEAST_HEIGHT = 1280, 660


class Tone(StrEnum):
    """What a chip or banner says by its colour; its words always say it too."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"
    NEUTRAL = "neutral"


class Mark(StrEnum):
    """What a passage of a signed paper was read as (import preview only)."""

    PAPER = "V"
    CONTENT = "N"
    DUTY = "G"
    REPORT = "B"
    RECIPIENT = "K"


@dataclass(frozen=True, slots=True, eq=False, repr=False)  # a millisecond less before the first window
class Tokens:
    """Every colour of the program under the name of its use."""

    bg: str
    surface: str
    surface2: str
    sidebar: str
    hover: str
    selected: str
    border: str
    input_border: str
    text: str
    text2: str
    text3: str
    primary: str
    primary_hover: str
    on_primary: str
    primary_soft: str
    on_primary_soft: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    neutral: str
    neutral_soft: str
    focus: str
    bar_done: str
    bar_doing: str
    bar_late: str
    bar_todo: str
    mark_v_soft: str
    mark_v: str
    mark_n_soft: str
    mark_n: str
    mark_g_soft: str
    mark_g: str
    mark_b_soft: str
    mark_b: str
    mark_k_soft: str
    mark_k: str
    paper_back: str
    paper: str
    paper_text: str
    paper_line: str
    toast: str
    on_toast: str
    toast_link: str
    toast_mark: str
    brand_top: str
    brand_bottom: str
    on_brand: str
    on_brand2: str
    logo_back: str
    logo_roof: str
    logo_people: str
    logo_on_brand: str
    shade: str


LIGHT = Tokens(
    bg="#F5F7FA",
    surface="#FFFFFF",
    surface2="#EFF3F7",
    sidebar="#E9EEF4",
    hover="#E2E9F0",
    selected="#DCEAF7",
    border="#D8DFE7",
    input_border="#7C8998",
    text="#1A2430",
    text2="#445262",
    text3="#5A6878",
    primary="#1B5E9B",
    primary_hover="#164E82",
    on_primary="#FFFFFF",
    primary_soft="#DCEAF7",
    on_primary_soft="#134A7C",
    success="#1B6B41",
    success_soft="#DDF1E5",
    warning="#7E4A00",
    warning_soft="#FBEBCB",
    danger="#A8201A",
    danger_soft="#FBE3E0",
    neutral="#3F4C5A",
    neutral_soft="#E4EAF0",
    focus="#0B63CE",
    bar_done="#2E8B57",
    bar_doing="#4A8FD0",
    bar_late="#CF4239",
    bar_todo="#B9C4CF",
    mark_v_soft="#D6E6F8",
    mark_v="#134A7C",
    mark_n_soft="#E7E1F6",
    mark_n="#4B3A86",
    mark_g_soft="#D2EDE8",
    mark_g="#0D5A50",
    mark_b_soft="#F6DDEB",
    mark_b="#7B2158",
    mark_k_soft="#E6EBCB",
    mark_k="#4A5310",
    paper_back="#DDE3EA",
    paper="#FFFFFF",
    paper_text="#111111",
    paper_line="#D8DFE7",
    toast="#1A2430",
    on_toast="#FFFFFF",
    toast_link="#A9D2F7",
    toast_mark="#7AD6A1",
    brand_top="#1B5E9B",
    brand_bottom="#143C63",
    on_brand="#FFFFFF",
    on_brand2="#D7E5F3",
    logo_back="#1B5E9B",
    logo_roof="#F5C84B",
    logo_people="#FFFFFF",
    logo_on_brand="#3C82C4",
    shade="#1A2430",
)

DARK = Tokens(
    bg="#13181E",
    surface="#1B222A",
    surface2="#222B35",
    sidebar="#171D24",
    hover="#25303B",
    selected="#1D3A56",
    border="#2F3A46",
    input_border="#74859A",
    text="#E8EDF2",
    text2="#BAC6D2",
    text3="#97A5B4",
    primary="#2A6FB0",
    primary_hover="#245F98",
    on_primary="#FFFFFF",
    primary_soft="#1D3A56",
    on_primary_soft="#A9D2F7",
    success="#7AD6A1",
    success_soft="#18372A",
    warning="#F0C070",
    warning_soft="#3B2D12",
    danger="#FF9C94",
    danger_soft="#46211F",
    neutral="#C4CFDA",
    neutral_soft="#2C3742",
    focus="#6DB3FF",
    bar_done="#4CAF7D",
    bar_doing="#5A9FDF",
    bar_late="#E5695F",
    bar_todo="#4A5766",
    mark_v_soft="#1D3A56",
    mark_v="#A9D2F7",
    mark_n_soft="#352D55",
    mark_n="#CFC2F9",
    mark_g_soft="#12413A",
    mark_g="#8DE0D2",
    mark_b_soft="#4A2139",
    mark_b="#F4B4D8",
    mark_k_soft="#353B16",
    mark_k="#D3DD96",
    paper_back="#0E1216",
    paper="#FFFFFF",
    paper_text="#111111",
    paper_line="#2F3A46",
    toast="#E8EDF2",
    on_toast="#13181E",
    toast_link="#134A7C",
    toast_mark="#1B6B41",
    brand_top="#1B5E9B",
    brand_bottom="#143C63",
    on_brand="#FFFFFF",
    on_brand2="#D7E5F3",
    logo_back="#2A6FB0",
    logo_roof="#F5C84B",
    logo_people="#FFFFFF",
    logo_on_brand="#3C82C4",
    shade="#000000",
)

TYPE: dict[str, tuple[int, int]] = {
    "display": (28, 600),
    "title": (20, 600),
    "subtitle": (16, 600),
    "strong": (14, 600),
    "body": (14, 400),
    "label": (13, 400),
    "label-strong": (13, 600),
    "hint": (12, 400),
    "caption": (12, 600),
    "nav-caption": (11, 600),
}
"""Role → (px at 100 %, weight)."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme in force: which colours, how large."""

    name: ThemeName
    scale: int
    tokens: Tokens

    def px(self, length: float) -> int:
        """A length of the design at this font scale, in whole pixels."""
        return round(length * self.scale / 100)

    def font(self, role: str = "body") -> QFont:
        """The screen font in one of the roles of `TYPE`."""
        size, weight = TYPE[role]
        font = QFont(font_family())
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        return font

    def color(self, token: str) -> QColor:
        """The colour of a token, for custom paint."""
        return QColor(getattr(self.tokens, token))

    def tone(self, tone: Tone) -> tuple[str, str]:
        """(background, text) of a chip or banner."""
        t = self.tokens
        return {
            Tone.INFO: (t.primary_soft, t.on_primary_soft),
            Tone.SUCCESS: (t.success_soft, t.success),
            Tone.WARNING: (t.warning_soft, t.warning),
            Tone.DANGER: (t.danger_soft, t.danger),
            Tone.NEUTRAL: (t.neutral_soft, t.neutral),
        }[tone]

    def mark(self, mark: Mark) -> tuple[str, str]:
        """(background, text) of a passage tag in the import preview."""
        key = f"mark_{mark.value.lower()}"
        return getattr(self.tokens, f"{key}_soft"), getattr(self.tokens, key)


_state: dict[str, Theme] = {"current": Theme("light", 100, LIGHT)}
_family: list[str] = []


def current() -> Theme:
    """The theme in force now."""
    return _state["current"]


def px(length: float) -> int:
    """A length of the design at the font scale in force."""
    return current().px(length)


def font_family() -> str:
    """Segoe UI on Windows, Noto Sans elsewhere, else whatever Qt offers."""
    if not _family:
        wanted = "Segoe UI" if sys.platform == "win32" else "Noto Sans"
        known = QFontDatabase.hasFamily(wanted)
        _family.append(wanted if known else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family())
    return _family[0]


def document_family() -> str:
    """The font of papers on screen: Times New Roman, or its metric twin."""
    for family in ("Times New Roman", "Liberation Serif"):
        if QFontDatabase.hasFamily(family):
            return family
    return "serif"


def take(theme: Theme) -> None:
    """Make a theme the one in force; `ui.kit.look.apply` is what puts it on the windows."""
    _state["current"] = theme
