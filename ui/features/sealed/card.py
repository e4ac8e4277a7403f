"""The card of a sealed identity: grey where it is not the viewer's, opened for some minutes where it is (C8)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dcapp.features.cases.unsealing import open_case_scan, reveal_case, sealed_of_case
from dcapp.features.sealed.queries import OpeningLine
from dcapp.features.sealed.revealing import close_opening
from dcapp.features.sealed.rules import MaskedContent, Sealed
from dcapp.features.sealed.viewing import Opening, SealedView
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId
from ui.features.sealed.dialogs import RevealDialog
from ui.kit.buttons import button
from ui.kit.cards import Card
from ui.kit.desk import Desk
from ui.kit.file_view import FileViewDialog
from ui.kit.fitting import lay
from ui.kit.labels import StatusChip, label
from ui.kit.notices import Banner
from ui.kit.states import DeniedState
from ui.kit.theme import Tone

SECOND_MS = 1_000
MOST_TOLD = 5
IDENTITY: tuple[tuple[str, str], ...] = (
    ("name", N_("Người tố cáo")),
    ("birth_year", N_("Năm sinh")),
    ("id_number", N_("Số giấy tờ")),
    ("phone", N_("Điện thoại")),
    ("address", N_("Địa chỉ")),
    ("village", N_("Thôn")),
    ("respondent", N_("Người bị tố cáo")),
    ("gist", N_("Nội dung")),
    ("request", N_("Yêu cầu")),
)
CONTENT: tuple[tuple[str, str], ...] = (
    ("gist", N_("Nội dung đã che danh tính")),
    ("request", N_("Yêu cầu")),
    ("respondent", N_("Người bị tố cáo")),
    ("respondent_post", N_("Chức vụ")),
    ("earlier", N_("Nơi đã gửi trước")),
)


class SealedCard(Card):
    """What is under the seal of one case, as the viewer may see it now; closes by itself and when it is left."""

    def __init__(self, desk: Desk, case_id: CaseId, parent: QWidget | None = None) -> None:
        super().__init__(_("Danh tính được niêm phong"), parent)
        self._desk, self._case_id = desk, case_id
        self.view: SealedView | None = None
        self.dialog: RevealDialog | None = None
        self.strip = Banner("", Tone.WARNING, "sealed")
        self.strip.offer(_("Niêm phong ngay"), self.cover, main=True)
        self.strip.hide()
        self.add(self.strip)
        self._place = QVBoxLayout()
        lay(self._place, spacing=8)
        self.body.addLayout(self._place)
        self._shown: QWidget | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(SECOND_MS)
        self._clock.timeout.connect(self._tick)
        self.reload()

    def reload(self) -> None:
        """Ask again what the viewer may see."""
        run, key = self._desk.tasks.run, f"sealed.{self._case_id}"
        run(sealed_of_case, self._case_id, done=self._show, failed=self._cannot, owner=self, key=key)

    def ask_to_open(self) -> None:
        """Ask for the reason and the password, then open."""
        if self.view is not None and self.view.may_open:
            self.dialog = RevealDialog(self.view, self._open, self)
            self.dialog.open()

    def ask_for_original(self, scan_id: str) -> None:
        """The same for an original, which shows a hand."""
        if self.view is not None:
            self.dialog = RevealDialog(self.view, partial(self._open_scan, scan_id), self, verb=_("Mở bản gốc"))
            self.dialog.open()

    def cover(self) -> None:
        """Seal it again, now."""
        is_open = self.view is not None and self.view.opened is not None
        self._forget()
        if is_open:
            self._desk.tasks.run(close_opening, done=lambda _count: self._come_back(), owner=self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # the page was left or the screen locked; a window that is only minimised says so
            self.cover()

    # -- inside
    def _come_back(self) -> None:
        if self.isVisible():
            self.reload()

    def _open(self, opening: Opening) -> None:
        self._desk.tasks.run(reveal_case, self._case_id, opening, done=self._opened, failed=self._refused, owner=self)

    def _open_scan(self, scan_id: str, opening: Opening) -> None:
        run = self._desk.tasks.run
        run(open_case_scan, self._case_id, scan_id, opening, done=self._show_scan, failed=self._refused, owner=self)

    def _opened(self, view: SealedView) -> None:
        self._close_dialog()
        self._show(view)

    def _show_scan(self, found: tuple[str, bytes]) -> None:
        self._close_dialog()
        code = self.view.code if self.view is not None else ""
        FileViewDialog(_("Bản gốc của {code}").format(code=code), found[1], self._desk.tasks, self).open()

    def _close_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.close_now()
            self.dialog = None

    def _refused(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.refuse(error)

    def _show(self, view: SealedView) -> None:
        self.view = view
        part = QWidget()
        column = QVBoxLayout(part)
        lay(column, spacing=8)
        if view.opened is not None:
            for name, words in _rows(view.opened, IDENTITY):
                column.addWidget(_pair(name, words))
        else:
            self._show_sealed(view, column)
        for number, scan in enumerate(view.scans, 1):
            words = _("Bản gốc {number} ({size} KB)…").format(number=number, size=max(1, scan.byte_count // 1024))
            column.addWidget(button(words, "link", "sealed", partial(self.ask_for_original, scan.id)))
        if view.openings:
            column.addWidget(label(_("Các lần mở trước"), "strong"))
            for line in view.openings[:MOST_TOLD]:
                column.addWidget(_opening(line))
        self._replace(part)
        if view.opened is not None:
            self._tick()
            self.strip.show()
            self._clock.start()
        else:
            self._clock.stop()
            self.strip.hide()

    def _show_sealed(self, view: SealedView, column: QVBoxLayout) -> None:
        for name in (_("Người tố cáo"), _("Địa chỉ, điện thoại")):
            column.addWidget(_covered(name))
        if view.content is not None:
            for name, words in _rows(view.content, CONTENT):
                column.addWidget(_pair(name, words))
        else:
            column.addWidget(_covered(_("Nội dung")))
        if view.may_open:
            row = QHBoxLayout()
            lay(row, spacing=8)
            row.addWidget(button(_("Mở niêm phong…"), "secondary", "sealed", self.ask_to_open))
            row.addStretch(1)
            column.addLayout(row)
        else:
            column.addWidget(DeniedState(_("Thông tin người tố cáo được giữ bí mật"), view.why_not))

    def _cannot(self, error: Exception) -> None:
        self._replace(DeniedState(_("Thông tin người tố cáo được giữ bí mật"), str(error)))

    def _replace(self, part: QWidget | None) -> None:
        old, self._shown = self._shown, part
        if old is not None:
            _wipe(old)
            self._place.removeWidget(old)
            old.hide()
            old.deleteLater()
        if part is not None:
            self._place.addWidget(part)

    def _forget(self) -> None:
        self._clock.stop()
        self.strip.hide()
        self._close_dialog()
        if self.view is not None and self.view.opened is not None:
            self.view = None
            self._replace(None)

    def _tick(self) -> None:
        if self.view is None or self.view.ends_at is None:
            return
        left = int((self.view.ends_at - clock.now()).total_seconds())
        if left <= 0:
            self.cover()
            return
        minutes, seconds = divmod(left, 60)
        self.strip.text.setText(_("Đang mở danh tính · còn {left}").format(left=f"{minutes:02d}:{seconds:02d}"))


def sealed_card(desk: Desk, case_id: CaseId) -> SealedCard:
    """The card for the screen of a case."""
    return SealedCard(desk, case_id)


def _rows(what: Sealed | MaskedContent, names: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    rows = [(_(name), str(getattr(what, key))) for key, name in names]
    return [(name, words) for name, words in rows if words]


def _pair(name: str, words: str) -> QWidget:
    """A name and its words; nothing here can be selected, so nothing goes to the clipboard."""
    part = QWidget()
    column = QVBoxLayout(part)
    lay(column, spacing=2)
    column.addWidget(label(name, "label"))
    column.addWidget(label(words, "body", wrap=True))
    return part


def _covered(name: str) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    lay(row, spacing=8)
    row.addWidget(label(name, "label"), 1)
    row.addWidget(StatusChip(_("Đã niêm phong"), Tone.NEUTRAL))
    return part


def _opening(one: OpeningLine) -> QWidget:
    minutes = max(1, round((one.ends_at - one.opened_at).total_seconds() / 60))
    day = one.opened_at.astimezone().strftime("%d/%m/%Y %H:%M")
    words = " · ".join(part for part in (day, one.who, one.second, one.title, one.reason) if part)
    lasted = _("{minutes} phút").format(minutes=minutes)
    return label(f"{words} · {lasted}" if one.ends_at > one.opened_at else words, "hint", wrap=True)


def _wipe(part: QWidget) -> None:
    """Empty every label, so that nothing is left in what waits to be deleted."""
    for words in part.findChildren(QLabel):
        words.clear()
