"""Icons by our own words, tinted with a colour token when they are painted, so that a theme switch needs no reload.

The glyphs come from the Phosphor font file (MIT) inside the installed qtawesome wheel; the package is never imported.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from ui.kit import theme
from ui.kit.fitting import fix

FONT_FILE = "phosphor-1.3.0.ttf"
BESIDE = 84  # per cent of the room that a glyph takes when words follow it

GLYPHS: dict[str, tuple[str, int]] = {
    "today": ("sun-horizon", 0xF300),
    "plan": ("list-bullets", 0xF1FB),
    "good-model": ("handshake", 0xF1C0),
    "score": ("medal", 0xF213),
    "money": ("money", 0xF21C),
    "visit": ("users-three", 0xF354),
    "letter": ("envelope-open", 0xF155),
    "satisfaction": ("smiley", 0xF2D1),
    "democracy": ("bank", 0xF073),
    "outreach": ("megaphone", 0xF215),
    "papers": ("files", 0xF16E),
    "report": ("chart-bar", 0xF0D2),
    "admin": ("gear-six", 0xF19C),
    "settings": ("sliders", 0xF2CF),
    "search": ("magnifying-glass", 0xF20A),
    "add": ("plus", 0xF27F),
    "minus": ("minus", 0xF21A),
    "edit": ("pencil-simple", 0xF266),
    "delete": ("trash", 0xF334),
    "close": ("x", 0xF36D),
    "check": ("check", 0xF0E7),
    "done": ("check-circle", 0xF0E8),
    "warning": ("warning", 0xF35C),
    "error": ("warning-circle", 0xF35D),
    "stop": ("warning-octagon", 0xF35E),
    "info": ("info", 0xF1E0),
    "lock": ("lock", 0xF1FF),
    "sealed": ("lock-key", 0xF200),
    "show": ("eye", 0xF15B),
    "hide": ("eye-slash", 0xF15E),
    "down": ("caret-down", 0xF0C2),
    "up": ("caret-up", 0xF0C5),
    "back": ("caret-left", 0xF0C3),
    "forward": ("caret-right", 0xF0C4),
    "more": ("dots-three-vertical", 0xF14A),
    "progress": ("arrow-circle-up", 0xF01D),
    "attach": ("paperclip", 0xF258),
    "clock": ("clock", 0xF0F9),
    "history": ("clock-counter-clockwise", 0xF0FC),
    "calendar": ("calendar-blank", 0xF0AD),
    "day-off": ("calendar-x", 0xF0B0),
    "day-set": ("calendar-check", 0xF0AE),
    "print": ("printer", 0xF288),
    "menu": ("list", 0xF1FA),
    "safe": ("shield-check", 0xF2B8),
    "paper": ("file-text", 0xF170),
    "copy": ("copy", 0xF114),
    "import": ("download-simple", 0xF14C),
    "export": ("upload-simple", 0xF345),
    "undo": ("arrow-counter-clockwise", 0xF021),
    "reload": ("arrows-clockwise", 0xF045),
    "light": ("sun", 0xF2FE),
    "dark": ("moon", 0xF21F),
    "type-size": ("text-aa", 0xF310),
    "sign-out": ("sign-out", 0xF2C7),
    "key": ("key", 0xF1E4),
    "help": ("question", 0xF293),
    "keyboard": ("keyboard", 0xF1E5),
    "filter": ("funnel", 0xF196),
    "columns": ("columns", 0xF10E),
    "table": ("table", 0xF304),
    "person": ("user", 0xF346),
    "person-add": ("user-plus", 0xF34F),
    "people": ("users", 0xF351),
    "village": ("house", 0xF1D8),
    "office": ("buildings", 0xF0A8),
    "body": ("tree-structure", 0xF339),
    "link": ("link", 0xF1F3),
    "dialogue": ("chats", 0xF0E0),
    "place": ("map-pin", 0xF20D),
    "archive": ("archive", 0xF008),
    "save": ("floppy-disk", 0xF181),
    "open": ("arrow-square-out", 0xF058),
    "folder": ("folder-open", 0xF18C),
    "tag": ("tag", 0xF305),
    "note": ("note", 0xF22A),
    "bell": ("bell", 0xF082),
    "forbidden": ("prohibit", 0xF289),
    "audit": ("notebook", 0xF22C),
    "law": ("book-open", 0xF097),
    "target": ("target", 0xF308),
    "split": ("scissors", 0xF2AB),
    "merge": ("git-merge", 0xF1AD),
    "swap": ("swap", 0xF301),
    "next": ("arrow-right", 0xF044),
    "qr": ("qr-code", 0xF292),
    "identity": ("identification-card", 0xF1DC),
}
"""Our word → (Phosphor's name, code point in the pinned font file; a test compares them with its list)."""


class GlyphEngine(QIconEngine):
    """Paints one glyph in the colour that its token has at that moment."""

    def __init__(self, name: str, token: str, *, beside: bool = False) -> None:
        super().__init__()
        self._name, self._token, self._beside = name, token, beside

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = "text3" if mode is QIcon.Mode.Disabled else self._token
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        font = QFont(_family())
        side = min(rect.width(), rect.height())
        font.setPixelSize(max(1, side * BESIDE // 100 if self._beside else side))
        painter.setFont(font)
        painter.setPen(theme.current().color(token))
        across = Qt.AlignmentFlag.AlignLeft if self._beside else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(rect, across | Qt.AlignmentFlag.AlignVCenter, chr(GLYPHS[self._name][1]))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return GlyphEngine(self._name, self._token, beside=self._beside)


def icon(name: str, token: str = "text2", *, beside: bool = False) -> QIcon:
    """The icon for one of our words, in the colour of a theme token; unknown words are a KeyError.

    `beside` leaves a gap at the right, for buttons where words follow.
    """
    GLYPHS[name]
    return QIcon(GlyphEngine(name, token, beside=beside))


def glyph(name: str, token: str, side: int) -> QPixmap:
    """A picture of an icon, `side` device pixels, in the theme in force."""
    return GlyphEngine(name, token).pixmap(QSize(side, side), QIcon.Mode.Normal, QIcon.State.Off)


class IconLabel(QLabel):
    """An icon that stands beside words; it repaints itself in a new theme and says nothing to a screen reader."""

    def __init__(self, name: str, token: str = "text2", side: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token, self._side = name, token, side
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fix(self, width=side, height=side)
        self.restyle()

    def show_icon(self, name: str, token: str | None = None) -> None:
        """Show another icon, or the same in another colour."""
        self._name, self._token = name, token or self._token
        self.restyle()

    def restyle(self) -> None:
        """Draw again in the theme and scale in force."""
        self.setPixmap(glyph(self._name, self._token, theme.px(self._side)))


def font_path() -> Path:
    """Where the icon font stands in the installed wheel (or in the frozen program)."""
    spec = find_spec("qtawesome")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise FileNotFoundError(FONT_FILE)
    return Path(next(iter(places))) / "fonts" / FONT_FILE


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFontFromData(QByteArray(font_path().read_bytes()))
    return QFontDatabase.applicationFontFamilies(number)[0]
