"""The menu at the left: logo and office, groups of entries with badges, the user card; a rail when room is short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from dcapp.kernel.i18n import _
from ui.kit import theme
from ui.kit.buttons import button, icon_button
from ui.kit.detail import scrolled
from ui.kit.fitting import dress, fix, lay
from ui.kit.icons import IconLabel, icon
from ui.kit.labels import Avatar, ElideLabel, StatusChip, label, line
from ui.kit.logo import LogoLabel
from ui.kit.theme import Tone, px

WIDE, RAIL = 216, 52
CAPTIONS_FROM = 720


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    key: str
    group: str
    title: str
    icon: str


class NavButton(QPushButton):
    """An entry: icon, title, badge; as a rail only the icon."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self._count, self._rail = 0, False
        self.setCheckable(True)
        self.setProperty("kind", "nav")
        row = QHBoxLayout(self)
        lay(row, (0, 0, 8, 0))
        row.addStretch(1)
        self.badge = QLabel()
        self.badge.setProperty("badge", "true")
        self.badge.hide()
        row.addWidget(self.badge)
        self.set_badge(0)
        self.toggled.connect(self._tint)
        self.set_rail(False)

    def set_badge(self, count: int, *, alarm: bool = False) -> None:
        """How many things need the officer; red when one is overdue."""
        self._count = count
        self.badge.setText(str(count))
        self.badge.setVisible(bool(count) and not self._rail)
        dress(self.badge, badge="alarm" if alarm else "true")
        said = (_("{count} quá hạn") if alarm else _("{count} việc")).format(count=count)
        self.setAccessibleName(f"{self.entry.title}, {said}" if count else self.entry.title)

    def set_rail(self, rail: bool) -> None:
        """Show only the icon, or the icon with its title."""
        self._rail = rail
        self.setText("" if rail else f"  {self.entry.title}")
        self.setToolTip(self.entry.title if rail else "")
        self.badge.setVisible(bool(self._count) and not rail)
        dress(self, rail="true" if rail else "false")
        self._tint(self.isChecked())

    def sizeHint(self) -> QSize:
        return QSize(px(RAIL - 12), px(32)) if self._rail else super().sizeHint()

    def _tint(self, checked: bool) -> None:
        self.setIcon(icon(self.entry.icon, "on_primary_soft" if checked else "text2"))


class UserCard(QPushButton):
    """Who is at the keyboard; opens the menu of the account."""

    def __init__(self, name: str, post: str, initials: str) -> None:
        super().__init__()
        self.setProperty("kind", "user")
        self.setAccessibleName(_("Tài khoản {name}, {post}").format(name=name, post=post))
        row = QHBoxLayout(self)
        lay(row, (6, 4, 0, 4), 8)
        self._row = row
        row.addWidget(Avatar(initials, 30))
        self.words = QWidget()
        words = QVBoxLayout(self.words)
        lay(words)
        words.addWidget(ElideLabel(name, "strong"))
        words.addWidget(ElideLabel(post, "hint"))
        row.addWidget(self.words, 1)
        self.more = IconLabel("more", "text3", 14)
        row.addWidget(self.more)
        for part in (self.words, self.more):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(px(RAIL), px(48))

    def set_rail(self, rail: bool) -> None:
        """Show only the initials, or also name and post."""
        self.words.setVisible(not rail)
        self.more.setVisible(not rail)
        lay(self._row, (7, 4, 7, 4) if rail else (6, 4, 0, 4), 0 if rail else 8)


class Sidebar(QFrame):
    """The entries that the account may see, in their groups."""

    chosen = Signal(str)
    menu_wanted = Signal()  # the rail's ☰: lay the labelled menu over the page
    discard_wanted = Signal()  # remove the practice commune

    def __init__(
        self,
        entries: Sequence[Entry],
        office: str,
        person: tuple[str, str, str],
        *,
        is_sample: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`person` is (name, post, initials) of the officer at the keyboard."""
        super().__init__(parent)
        self.setProperty("ground", "sidebar")
        self._rail, self._tall = False, True
        self._captions: list[QLabel] = []
        self._lines: list[QFrame] = []
        self.buttons: dict[str, NavButton] = {}
        column = QVBoxLayout(self)
        lay(column, (10, 12, 10, 6), 4)
        self._column = column
        column.addWidget(self._head(office, is_sample))
        self.menu_button = icon_button(_("Mở menu có chữ"), "menu", self.menu_wanted.emit)
        self.menu_button.hide()
        column.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.discard = button(_("Bỏ xã mẫu"), "quiet", "delete", self.discard_wanted.emit)
        self.discard_short = icon_button(_("Bỏ xã mẫu"), "delete", self.discard_wanted.emit)
        self._is_sample = is_sample
        column.addWidget(self.discard, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.discard_short, 0, Qt.AlignmentFlag.AlignHCenter)
        list_of = QWidget()
        rows = QVBoxLayout(list_of)
        lay(rows, spacing=1)
        self._fill(rows, entries)
        self.area = scrolled(list_of)
        column.addWidget(self.area, 1)
        column.addWidget(line())
        self.user = UserCard(*person)
        column.addWidget(self.user)
        fix(self, width=WIDE)
        self._show_discard()

    def open_menu(self, menu: QMenu) -> None:
        """Show the account's menu above the user card."""
        spot = self.user.mapToGlobal(self.user.rect().topLeft())
        spot.setY(spot.y() - menu.sizeHint().height())
        menu.popup(spot)

    def mark(self, key: str) -> None:
        """Show which page is open."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def set_badge(self, key: str, count: int, *, alarm: bool = False) -> None:
        """Show at an entry how many things need the officer."""
        if key in self.buttons:
            self.buttons[key].set_badge(count, alarm=alarm)

    def set_rail(self, rail: bool) -> None:
        """Become a rail of icons, or the labelled menu."""
        self._rail = rail
        fix(self, width=RAIL if rail else WIDE)
        for found in self.buttons.values():
            found.set_rail(rail)
        self.user.set_rail(rail)
        lay(self._column, (4, 12, 4, 6) if rail else (10, 12, 10, 6), 4)
        lay(self._head_row, (5, 0, 5, 4) if rail else (6, 0, 0, 4), 0 if rail else 10)
        self.words.setVisible(not rail)
        self.menu_button.setVisible(rail)
        self._show_discard()
        self.set_tall(self._tall)

    def set_tall(self, tall: bool) -> None:
        """Captions of groups are shown only where there is height for them."""
        self._tall = tall
        for caption in self._captions:
            caption.setVisible(tall and not self._rail)
        for gap in self._lines:
            gap.setVisible(self._rail)

    def _show_discard(self) -> None:
        """The way out of the practice commune is always in sight, in words where there is room for them."""
        self.discard.setVisible(self._is_sample and not self._rail)
        self.discard_short.setVisible(self._is_sample and self._rail)

    def focus_first(self) -> None:
        """Go to the entry of the open page."""
        found = next((b for b in self.buttons.values() if b.isChecked()), next(iter(self.buttons.values()), None))
        if found is not None:
            found.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and isinstance(watched, NavButton):
            step = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}.get(event.key())
            if step is not None:
                keys = list(self.buttons.values())
                keys[(keys.index(watched) + step) % len(keys)].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.click()
                return True
        return False

    def _head(self, office: str, is_sample: bool) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        lay(row, (6, 0, 0, 4), 10)
        self._head_row = row
        row.addWidget(LogoLabel(34))
        self.words = QWidget()
        words = QVBoxLayout(self.words)
        lay(words)
        top = QHBoxLayout()
        lay(top, spacing=6)
        top.addWidget(label(_("Sổ Dân Chủ"), "strong"))
        if is_sample:
            mark = StatusChip(_("MẪU"), Tone.WARNING)
            mark.setToolTip(_("Đây là xã mẫu để học dùng, không phải dữ liệu thật."))
            mark.setAccessibleName(_("Xã mẫu"))
            top.addWidget(mark)
        top.addStretch(1)
        words.addLayout(top)
        words.addWidget(ElideLabel(office, "hint"))
        row.addWidget(self.words, 1)
        return head

    def _fill(self, rows: QVBoxLayout, entries: Sequence[Entry]) -> None:
        group = QButtonGroup(self)
        group.setExclusive(True)
        last = ""
        for entry in entries:
            if entry.group != last and entry.group:
                gap = line()
                gap.hide()
                self._lines.append(gap)
                rows.addWidget(gap)
                caption = label(entry.group, "nav-caption")
                caption.setContentsMargins(px(10), px(7), 0, px(2))
                self._captions.append(caption)
                rows.addWidget(caption)
            last = entry.group
            found = NavButton(entry)
            found.clicked.connect(lambda _checked=False, key=entry.key: self.chosen.emit(key))
            found.installEventFilter(self)
            group.addButton(found)
            rows.addWidget(found)
            self.buttons[entry.key] = found
        rows.addStretch(1)

    def restyle(self) -> None:
        """Fit captions to the scale in force."""
        for caption in self._captions:
            caption.setContentsMargins(theme.px(10), theme.px(7), 0, theme.px(2))
