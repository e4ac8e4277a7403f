"""The one style sheet of the program, generated from the theme in force; it holds no colour of its own."""

from __future__ import annotations

from ui.kit.marks import mark_files
from ui.kit.theme import TYPE, Theme, Tone


def style_sheet(theme: Theme) -> str:
    """The whole style sheet for a theme and font scale."""
    return "".join((_type(theme), _frames(theme), _buttons(theme), _inputs(theme), _views(theme), _rest(theme)))


def _type(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    out = [
        f'*[role="{role}"] {{ font-size: {px(size)}px; font-weight: {weight}; }}\n'
        for role, (size, weight) in TYPE.items()
    ]
    colours = {"label": t.text2, "label-strong": t.text2, "hint": t.text3, "nav-caption": t.text2}
    out += [f'QLabel[role="{role}"] {{ color: {colour}; }}\n' for role, colour in colours.items()]
    out += [
        f'QLabel[tone="{tone.value}"] {{ color: {theme.tone(tone)[1]}; }}\n'
        for tone in Tone
        if tone is not Tone.NEUTRAL
    ]
    for tone in Tone:
        soft, strong = theme.tone(tone)
        out.append(
            f'QLabel[chip="{tone.value}"] {{ background: {soft}; color: {strong}; border-radius: {px(22) // 2}px;'
            f" padding: 0 {px(10)}px; min-height: {px(22)}px; max-height: {px(22)}px;"
            f" font-size: {px(12)}px; font-weight: 600; }}\n"
        )
    out.append(f'QLabel[muted="true"] {{ color: {t.text2}; }}\nQLabel[link="true"] {{ color: {t.on_primary_soft}; }}\n')
    return "".join(out)


def _frames(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    banners = "".join(
        f'QFrame[banner="{tone.value}"] {{ background: {theme.tone(tone)[0]}; border: 1px solid {theme.tone(tone)[1]};'
        f" border-radius: {px(8)}px; }}\n"
        for tone in Tone
    )
    discs = "".join(
        f'QLabel[disc="{tone.value}"] {{ background: {theme.tone(tone)[0]}; border-radius: {px(56) // 2}px; }}\n'
        for tone in Tone
    )
    return f"""
QWidget[ground="bg"], QMainWindow, QDialog {{ background: {t.bg}; }}
QWidget[ground="surface"] {{ background: {t.surface}; }}
QWidget[ground="surface2"] {{ background: {t.surface2}; }}
QWidget[ground="sidebar"] {{ background: {t.sidebar}; border: 0; border-right: 1px solid {t.border}; }}
QWidget[ground="header"] {{ background: {t.surface}; border: 0; border-bottom: 1px solid {t.border}; }}
QWidget[ground="footer"] {{ background: {t.surface}; border: 0; border-top: 1px solid {t.border}; }}
QWidget[ground="pane"] {{ background: {t.surface}; border: 0; }}
QFrame[card="true"] {{ background: {t.surface}; border: 1px solid {t.border}; border-radius: {px(8)}px; }}
QFrame[line="true"] {{ background: {t.border}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame[paper="true"] {{ background: {t.paper}; border: 1px solid {t.paper_line}; }}
QFrame[toast="true"] {{ background: {t.toast}; border: 0; border-radius: {px(8)}px; }}
QFrame[toast="true"] QLabel {{ color: {t.on_toast}; }}
QFrame[toast="true"] QPushButton {{ color: {t.toast_link}; background: transparent; border: 0; font-weight: 600; }}
QFrame[toast="true"] QPushButton:focus {{ border: 2px solid {t.toast_link}; border-radius: {px(4)}px; }}
QFrame[skeleton="true"] {{ background: {t.neutral_soft}; border: 0; border-radius: {px(5)}px; }}
QLabel[avatar="true"] {{ background: {t.primary}; color: {t.on_primary}; font-weight: 600; }}
QLabel[badge="true"] {{ background: {t.neutral_soft}; color: {t.neutral}; border-radius: {px(20) // 2}px;
  min-height: {px(20)}px; max-height: {px(20)}px; padding: 0 {px(8)}px; font-size: {px(11)}px; font-weight: 600; }}
QLabel[badge="alarm"] {{ background: {t.danger_soft}; color: {t.danger}; border-radius: {px(20) // 2}px;
  min-height: {px(20)}px; max-height: {px(20)}px; padding: 0 {px(8)}px; font-size: {px(11)}px; font-weight: 600; }}
QLabel[step="now"], QLabel[step="done"] {{ background: {t.primary}; color: {t.on_primary}; font-weight: 600; }}
QLabel[step="later"] {{ background: transparent; color: {t.text2}; border: 1px solid {t.input_border}; }}
QLabel[step="now"], QLabel[step="done"], QLabel[step="later"] {{ border-radius: {px(28) // 2}px;
  min-width: {px(28)}px; max-width: {px(28)}px; min-height: {px(28)}px; max-height: {px(28)}px; }}
QLabel[step="later"] {{ min-width: {px(28) - 2}px; max-width: {px(28) - 2}px; min-height: {px(28) - 2}px;
  max-height: {px(28) - 2}px; }}
{banners}{discs}"""


def _buttons(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QPushButton {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.input_border}; border-radius: {px(6)}px;
  min-height: {px(32)}px; padding: 0 {px(14)}px; font-weight: 600; icon-size: {px(20)}px; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:pressed {{ background: {t.selected}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.focus}; padding: 0 {px(14) - 1}px;
  min-height: {px(32) - 2}px; }}
QPushButton:disabled {{ background: {t.surface2}; color: {t.text3}; border: 1px solid {t.border}; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[kind="primary"] {{ background: {t.primary}; color: {t.on_primary}; border: 1px solid {t.primary}; }}
QPushButton[kind="primary"]:hover {{ background: {t.primary_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.focus}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.surface2}; color: {t.text3}; border: 1px solid {t.border}; }}
QPushButton[kind="danger"] {{ color: {t.danger}; border: 1px solid {t.danger}; }}
QPushButton[kind="danger"]:hover {{ background: {t.danger_soft}; }}
QPushButton[kind="danger"]:focus {{ border: 2px solid {t.danger}; }}
QPushButton[kind="quiet"] {{ background: transparent; color: {t.on_primary_soft}; border: 1px solid transparent;
  padding: 0 {px(8)}px; }}
QPushButton[kind="quiet"]:hover {{ background: {t.hover}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {t.focus}; padding: 0 {px(8) - 1}px; }}
QPushButton[kind="quiet"]:disabled {{ color: {t.text3}; }}
QPushButton[kind="link"] {{ background: transparent; color: {t.on_primary_soft}; border: 1px solid transparent;
  padding: 0; min-height: {px(24)}px; font-size: {px(13)}px; text-align: left; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {t.focus}; border-radius: {px(4)}px; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="big"] {{ background: {t.primary}; color: {t.on_primary}; border: 1px solid {t.primary};
  min-height: {px(42)}px; font-size: {px(14)}px; }}
QPushButton[kind="big"]:hover {{ background: {t.primary_hover}; }}
QPushButton[kind="big"]:focus {{ border: 2px solid {t.focus}; min-height: {px(42) - 2}px; }}
QPushButton[kind="find"] {{ color: {t.text3}; font-weight: 400; text-align: left; padding: 0 {px(10)}px; }}
QPushButton[kind="find"]:focus {{ padding: 0 {px(10) - 1}px; }}
QPushButton[kind="find"][short="true"] {{ text-align: center; padding: 0; }}
QPushButton[kind="big"]:disabled {{ background: {t.surface2}; color: {t.text3}; border: 1px solid {t.border}; }}
QPushButton[kind="icon"], QToolButton {{ background: transparent; border: 1px solid transparent; padding: 0;
  border-radius: {px(6)}px; min-width: {px(32)}px; min-height: {px(32)}px; icon-size: {px(18)}px; }}
QPushButton[kind="icon"]:hover, QToolButton:hover {{ background: {t.hover}; }}
QPushButton[kind="icon"]:focus, QToolButton:focus {{ border: 2px solid {t.focus}; padding: 0; }}
QPushButton[kind="preset"] {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
  border-radius: {(px(26) + 2) // 2}px; min-height: {px(26)}px; max-height: {px(26)}px; padding: 0 {px(12)}px;
  font-size: {px(13)}px; font-weight: 400; }}
QPushButton[kind="preset"]:checked {{ background: {t.selected}; color: {t.on_primary_soft};
  border: 1px solid {t.on_primary_soft}; }}
QPushButton[kind="preset"]:focus {{ border: 2px solid {t.focus}; padding: 0 {px(12) - 1}px;
  min-height: {px(26) - 2}px; max-height: {px(26) - 2}px; border-radius: {(px(26) + 2) // 2}px; }}
QPushButton[kind="segment"] {{ border-radius: 0; padding: 0 {px(12)}px; font-weight: 400; border-right-width: 0; }}
QPushButton[kind="segment"][edge="first"] {{ border-top-left-radius: {px(6)}px; border-bottom-left-radius: {px(6)}px; }}
QPushButton[kind="segment"][edge="last"] {{ border-top-right-radius: {px(6)}px; border-bottom-right-radius: {px(6)}px;
  border-right-width: 1px; }}
QPushButton[kind="segment"][edge="only"] {{ border-radius: {px(6)}px; border-right-width: 1px; }}
QPushButton[kind="segment"]:checked {{ background: {t.selected}; color: {t.on_primary_soft}; }}
QPushButton[kind="segment"]:focus {{ border: 2px solid {t.focus}; padding: 0 {px(12) - 1}px; }}
QPushButton[kind="nav"] {{ background: transparent; color: {t.text}; border: 2px solid transparent; text-align: left;
  min-height: {px(28)}px; padding: 0 {px(8)}px; font-weight: 400; icon-size: {px(18)}px; }}
QPushButton[kind="nav"][rail="true"] {{ text-align: center; padding: 0; }}
QPushButton[kind="nav"]:hover {{ background: {t.hover}; }}
QPushButton[kind="nav"]:checked {{ background: {t.selected}; color: {t.on_primary_soft}; font-weight: 600; }}
QPushButton[kind="nav"]:focus {{ border: 2px solid {t.focus}; padding: 0 {px(8)}px; }}
QPushButton[kind="user"] {{ background: transparent; border: 2px solid transparent; padding: 0;
  min-height: {px(44)}px; }}
QPushButton[kind="user"]:hover {{ background: {t.hover}; }}
QPushButton[kind="user"]:focus {{ border: 2px solid {t.focus}; padding: 0; }}
"""


def _inputs(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    marks = mark_files(theme)
    fields = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit"
    focused = ", ".join(f"{name.strip()}:focus" for name in fields.split(","))
    return f"""
{fields} {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.input_border};
  border-radius: {px(6)}px; padding: 0 {px(12)}px; selection-background-color: {t.primary};
  selection-color: {t.on_primary}; }}
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit {{ min-height: {px(32)}px; }}
QPlainTextEdit, QTextEdit {{ padding: {px(6)}px {px(8)}px; }}
{focused} {{ border: 2px solid {t.focus}; padding: 0 {px(12) - 1}px; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus {{ min-height: {px(32) - 2}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {px(6) - 1}px {px(8) - 1}px; }}
{_problem("danger", t.danger)}{_problem("warning", t.warning)}
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"], QTextEdit[readOnly="true"] {{
  background: transparent; border: 1px solid transparent; }}
QLineEdit[readOnly="true"]:focus, QPlainTextEdit[readOnly="true"]:focus, QTextEdit[readOnly="true"]:focus {{
  border: 2px solid {t.focus}; }}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QPlainTextEdit:disabled {{
  background: {t.surface2}; color: {t.text3}; border: 1px solid {t.border}; }}
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {{ border: 0; background: transparent; padding: 0;
  font-size: {px(18)}px; }}
QComboBox::drop-down {{ border: 0; width: {px(28)}px; }}
QComboBox::down-arrow {{ image: url("{marks.caret_down}"); width: {px(12)}px; height: {px(12)}px; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.input_border}; padding: {px(4)}px;
  selection-background-color: {t.selected}; selection-color: {t.text}; outline: 0; }}
QLineEdit QToolButton {{ min-width: 0; min-height: 0; border: 0; }}
QLineEdit QToolButton:focus {{ min-height: 0; border: 2px solid {t.focus}; }}
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {{
  border: 0; width: {px(24)}px; background: transparent; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url("{marks.caret_up}"); width: {px(10)}px;
  height: {px(10)}px; }}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{ image: url("{marks.caret_down}"); width: {px(10)}px;
  height: {px(10)}px; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}px; min-height: {px(34)}px; color: {t.text}; }}
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {{
  width: {px(18)}px; height: {px(18)}px; background: {t.surface};
  border: 1px solid {t.input_border}; border-radius: {px(4)}px; }}
QRadioButton::indicator {{ border-radius: {(px(18) + 2) // 2}px; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{
  background: {t.primary}; border-color: {t.primary}; image: url("{marks.check}"); }}
QCheckBox::indicator:indeterminate {{ background: {t.primary}; border-color: {t.primary}; image: url("{marks.dash}"); }}
QRadioButton::indicator:checked {{ width: {px(8)}px; height: {px(8)}px; background: {t.on_primary};
  border: {px(6)}px solid {t.primary}; border-radius: {(px(8) + 2 * px(6)) // 2}px; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {t.focus}; }}
QCheckBox:focus, QRadioButton:focus {{ outline: 0; border: 2px solid {t.focus}; border-radius: {px(6)}px; }}
QCheckBox, QRadioButton {{ border: 2px solid transparent; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.text3}; }}
"""


def _views(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QAbstractItemView {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border}; outline: 0;
  selection-background-color: {t.selected}; selection-color: {t.text}; gridline-color: {t.border}; }}
QTableView, QTreeView, QListView {{ border-radius: {px(8)}px; padding: 1px; }}
QTableView:focus, QTreeView:focus, QListView:focus {{ border: 2px solid {t.focus}; padding: 0; }}
QAbstractItemView[bare="true"], QAbstractItemView[bare="true"]:focus {{ border: 0; border-radius: 0; padding: 0;
  background: transparent; }}
QHeaderView {{ background: {t.surface2}; border: 0; border-top-left-radius: {px(8)}px;
  border-top-right-radius: {px(8)}px; }}
QHeaderView::section {{ background: {t.surface2}; color: {t.text2}; border: 0; border-bottom: 1px solid {t.border};
  min-height: {px(32)}px; padding: 0 {px(12)}px; font-size: {px(12)}px; font-weight: 600; }}
QHeaderView::section:first {{ border-top-left-radius: {px(8)}px; }}
QHeaderView::section:last {{ border-top-right-radius: {px(8)}px; }}
QTableCornerButton::section {{ background: {t.surface2}; border: 0; }}
QTabBar {{ border: 0; background: transparent; }}
QTabBar::tab {{ background: transparent; color: {t.text2}; border: 2px solid transparent; padding: 0 {px(8)}px;
  min-height: {px(32)}px; font-size: {px(13)}px; font-weight: 600; margin-right: {px(4)}px; }}
QTabBar::tab:selected {{ color: {t.on_primary_soft}; border-bottom: 2px solid {t.on_primary_soft}; }}
QTabBar::tab:hover {{ color: {t.on_primary_soft}; }}
QTabBar::tab:focus {{ border: 2px solid {t.focus}; }}
QTabBar QToolButton {{ background: {t.surface}; }}
QScrollArea, QScrollArea > QWidget > QWidget[ground="clear"] {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: {px(12)}px; margin: {px(2)}px; }}
QScrollBar:horizontal {{ background: transparent; height: {px(12)}px; margin: {px(2)}px; }}
QScrollBar::handle {{ background: {t.input_border}; border-radius: {px(8) // 2}px; }}
QScrollBar::handle:vertical {{ min-height: {px(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(32)}px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent;
  border: 0; width: 0; height: 0; }}
QProgressBar {{ background: {t.neutral_soft}; border: 0; border-radius: {px(8) // 2}px; min-height: {px(8)}px;
  max-height: {px(8)}px; text-align: right; color: transparent; }}
QProgressBar::chunk {{ background: {t.bar_doing}; border-radius: {px(8) // 2}px; }}
QProgressBar[bar="done"]::chunk {{ background: {t.bar_done}; }}
QProgressBar[bar="late"]::chunk {{ background: {t.bar_late}; }}
QSplitter::handle:horizontal {{ width: {px(5)}px; background: {t.surface}; border-left: 1px solid {t.border}; }}
QSplitter::handle:horizontal:hover {{ background: {t.hover}; }}
QSplitter[bare="true"]::handle {{ background: transparent; border: 0; }}
QSplitter::handle:vertical {{ height: {px(5)}px; background: {t.surface}; border-top: 1px solid {t.border}; }}
"""


def _rest(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.input_border}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(7)}px {px(28)}px {px(7)}px {px(12)}px; border-radius: {px(4)}px; }}
QMenu::icon {{ padding-left: {px(8)}px; }}
QMenu::item:selected {{ background: {t.selected}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.text3}; }}
QMenu::separator {{ height: 1px; background: {t.border}; margin: {px(4)}px {px(8)}px; }}
QToolTip {{ background: {t.toast}; color: {t.on_toast}; border: 1px solid {t.toast}; padding: {px(4)}px {px(6)}px;
  font-size: {px(12)}px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.surface2}; }}
QCalendarWidget QToolButton {{ color: {t.text}; background: transparent; min-width: {px(34)}px; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {t.primary}; selection-color: {t.on_primary}; }}
QDialog[floating="true"] {{ background: {t.surface}; border: 1px solid {t.border}; border-radius: {px(8)}px; }}
QMessageBox QLabel#qt_msgbox_label {{ font-size: {px(16)}px; font-weight: 600; }}
QMessageBox QLabel {{ min-width: {px(360)}px; }}
QMessageBox QLabel#qt_msgboxex_icon_label {{ min-width: {px(44)}px; }}
"""


def _problem(tone: str, colour: str) -> str:
    """The ring round a field whose words are wrong; it stays while the field has the focus."""
    names = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QComboBox", "QSpinBox")
    rings = ", ".join(f'{name}[problem="{tone}"]{state}' for name in names for state in ("", ":focus"))
    return f"{rings} {{ border: 2px solid {colour}; }}\n"
