"""Colours can be read, sizes follow the scale, switching leaves nothing behind."""

from __future__ import annotations

import json
import re

import pytest
from checks import old_hex

from ui.kit import icons, logo, theme
from ui.kit.theme import DARK, LIGHT, Mark, Theme, Tone

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@BOTH
def test_every_text_can_be_read_on_every_ground(tokens):
    grounds = ("bg", "surface", "surface2", "sidebar", "hover", "selected")
    texts = ("text", "text2", "text3")
    low = [
        (text, ground, round(contrast(getattr(tokens, text), getattr(tokens, ground)), 2))
        for text in texts
        for ground in grounds
        if contrast(getattr(tokens, text), getattr(tokens, ground)) < 4.5
    ]
    assert low == []


@BOTH
def test_every_chip_button_and_mark_can_be_read(tokens):
    drawn = Theme("light", 100, tokens)
    pairs = [drawn.tone(tone) for tone in Tone] + [drawn.mark(mark) for mark in Mark]
    pairs += [(tokens.primary, tokens.on_primary), (tokens.primary_hover, tokens.on_primary)]
    pairs += [(tokens.toast, tokens.on_toast), (tokens.toast, tokens.toast_link), (tokens.paper, tokens.paper_text)]
    pairs += [(tokens.brand_top, tokens.on_brand), (tokens.brand_top, tokens.on_brand2)]
    pairs += [(ground, tokens.danger) for ground in (tokens.bg, tokens.surface)]
    pairs += [(ground, tokens.on_primary_soft) for ground in (tokens.bg, tokens.surface, tokens.selected)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@BOTH
def test_edges_icons_focus_and_bars_stand_out(tokens):
    edges = (tokens.input_border, tokens.focus, tokens.bar_done, tokens.bar_doing, tokens.bar_late)
    assert [edge for edge in edges for ground in (tokens.bg, tokens.surface) if contrast(edge, ground) < 3] == []


def test_no_colour_is_written_outside_the_theme(root):
    allowed = {"ui/kit/theme.py"}
    found = [
        path.relative_to(root).as_posix()
        for path in (root / "ui").rglob("*.py")
        if path.relative_to(root).as_posix() not in allowed
        and re.search(r"""["']#[0-9A-Fa-f]{3,8}\b""", path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("scale", theme.SCALES)
def test_sizes_follow_the_font_scale(look, scale):
    look("light", scale)
    assert theme.px(34) == round(34 * scale / 100)
    assert theme.current().font("body").pixelSize() == round(14 * scale / 100)
    assert min(size for size, _weight in theme.TYPE.values()) >= 11


@pytest.mark.parametrize("scale", theme.SCALES)
def test_no_corner_is_rounder_than_half_the_height(look, qapp, scale):
    look("light", scale)
    rules = re.findall(r"\{([^}]*)\}", qapp.styleSheet())
    for rule in rules:
        radius, height = re.search(r"border-radius: (\d+)px", rule), re.search(r"max-height: (\d+)px", rule)
        if radius and height:
            border = 2 * int((re.search(r"border: (\d)px", rule) or [0, 0])[1])
            assert 2 * int(radius[1]) <= int(height[1]) + border, rule


def test_a_switch_of_theme_leaves_no_old_colour(look, qtbot):
    from ui.features.door.brand import BrandPanel

    panel = BrandPanel("x")
    qtbot.addWidget(panel)
    panel.show()
    for name in ("dark", "light", "dark"):
        look(name, 100)
        assert old_hex(panel) == []


def test_distances_set_once_follow_the_scale(look, qtbot):
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from ui.kit.fitting import fix, lay

    widget = QWidget()
    qtbot.addWidget(widget)
    layout = QVBoxLayout(widget)
    lay(layout, (8, 4, 8, 4), 12)
    fix(widget, width=200)
    look("light", 150)
    assert (layout.contentsMargins().left(), layout.spacing(), widget.width()) == (12, 18, 300)


def test_high_contrast_uses_only_colours_of_the_system(look):
    look("contrast")
    tokens = theme.current().tokens
    assert len({getattr(tokens, name) for name in tokens.__slots__}) <= 6


def test_our_icon_words_point_at_the_glyphs_they_name():
    charmap = json.loads((icons.font_path().parent / "phosphor-charmap-1.3.0.json").read_text())
    assert {word: pair for word, pair in icons.GLYPHS.items() if int(charmap[pair[0]], 16) != pair[1]} == {}


def test_an_icon_is_painted_in_the_colour_of_the_theme_in_force(look):
    def colours(name):
        look(name)
        image = icons.glyph("plan", "primary", 64).toImage()
        return {
            image.pixelColor(x, y).name() for x in range(64) for y in range(64) if image.pixelColor(x, y).alpha() > 250
        }

    assert LIGHT.primary.lower() in colours("light")
    assert DARK.primary.lower() in colours("dark")


def test_the_drawn_sign_and_its_file_are_the_same(root):
    assert (root / "resources" / "icons" / "logo.svg").read_text() == logo.logo_svg()
