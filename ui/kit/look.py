"""Puts a theme on the running program: palette, style sheet, fonts, and every distance that follows the scale."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.kit import theme
from ui.kit.fitting import refit_all
from ui.kit.qss import style_sheet
from ui.kit.theme import DARK, LIGHT, SCALES, Theme, ThemeName, Tokens

_GROUNDS = frozenset(
    {"bg", "surface", "surface2", "sidebar", "hover", "paper_back", "toast", "shade"}
    | {"logo_back", "logo_on_brand", "brand_top", "brand_bottom"}
)


def apply(app: QApplication, name: ThemeName = "light", scale: int = 100) -> None:
    """Put a theme and font scale (per cent, one of `SCALES`) into force, also for windows that are open."""
    now = Theme(name, scale if scale in SCALES else 100, _tokens(app, name))
    theme.take(now)
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(now.tokens))
    app.setFont(now.font("body"))
    app.setStyleSheet(style_sheet(now))
    refit_all(app)


def wants_high_contrast(app: QApplication) -> bool:
    """True when the system asks for high contrast (Windows accessibility setting)."""
    style = app.styleHints()  # held: its accessibility object dies with the wrapper
    hints = style.accessibility()
    return bool(hints.contrastPreference() == Qt.ContrastPreference.HighContrast)


def _tokens(app: QApplication, name: ThemeName) -> Tokens:
    if name == "contrast":
        return _contrast_tokens(app.style().standardPalette())
    return DARK if name == "dark" else LIGHT


def _contrast_tokens(palette: QPalette) -> Tokens:
    """Tokens made of the system's own few colours, for Windows high contrast."""
    role = QPalette.ColorRole
    base, text = palette.color(role.Window).name(), palette.color(role.WindowText).name()
    lit, on_lit = palette.color(role.Highlight).name(), palette.color(role.HighlightedText).name()
    colours = {f.name: base if f.name in _GROUNDS or f.name.endswith("_soft") else text for f in fields(Tokens)}
    colours.update(dict.fromkeys(("selected", "primary", "primary_hover", "primary_soft"), lit))
    colours.update(dict.fromkeys(("on_primary", "on_primary_soft"), on_lit))
    colours.update(paper=LIGHT.paper, paper_text=LIGHT.paper_text)
    return Tokens(**colours)


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, t.bg),
        (role.WindowText, t.text),
        (role.Base, t.surface),
        (role.AlternateBase, t.surface2),
        (role.Text, t.text),
        (role.PlaceholderText, t.text3),
        (role.Button, t.surface),
        (role.ButtonText, t.text),
        (role.BrightText, t.danger),
        (role.Highlight, t.primary),
        (role.HighlightedText, t.on_primary),
        (role.Accent, t.primary),
        (role.Link, t.on_primary_soft),
        (role.LinkVisited, t.on_primary_soft),
        (role.ToolTipBase, t.toast),
        (role.ToolTipText, t.on_toast),
        (role.Mid, t.border),
        (role.Dark, t.input_border),
        (role.Light, t.surface),
        (role.Midlight, t.surface2),
        (role.Shadow, t.shade),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(t.text3))
    return palette
