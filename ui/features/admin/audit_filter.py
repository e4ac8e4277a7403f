"""What an officer looks for in the audit book: who, what, from when to when, which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dcapp.features.accounts.queries import AccountLine, AuditLine
from dcapp.kernel.i18n import _
from dcapp.kernel.text import fold, sort_key
from ui.features.admin.audit_terms import KINDS
from ui.features.admin.audit_words import action_words, object_words, summary
from ui.features.admin.flow import Flow
from ui.kit.buttons import button
from ui.kit.dates import DateField
from ui.kit.fields import Choice, SearchBox
from ui.kit.fitting import fix, lay
from ui.kit.labels import label
from ui.kit.theme import Tone


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of the audit book are shown; what is empty asks for nothing."""

    who: str = ""
    """Name of an account."""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    """Folded; each of them stands in the line as it is shown."""

    def admits(self, line: AuditLine) -> bool:
        """True for a line that is looked for."""
        day = day_of(line)
        return (
            (not self.who or line.account == self.who)
            and (not self.kind or line.kind == self.kind)
            and (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and all(word in _said(line) for word in self.words.split())
        )

    def ends_before(self, line: AuditLine) -> bool:
        """True for a line so old that none after it can be looked for; the book goes back in time."""
        return self.since is not None and day_of(line) < self.since


def day_of(line: AuditLine) -> date:
    """The day on which a line was written, as it is shown."""
    day, month, year = line.at[:10].split("/")
    return date(int(year), int(month), int(day))


def _said(line: AuditLine) -> str:
    shown = (line.who, line.account, action_words(line.action), object_words(line.kind, line.record_id))
    return fold(" ".join((*shown, summary(line.kind, line.content))))


class AuditFilter(QWidget):
    """The fields over the list; says so when something else is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = Choice([("", _("Mọi người"))])
        self.who.setAccessibleName(_("Ai"))
        kinds = sorted(((kind, _(words)) for kind, words in KINDS.items()), key=lambda pair: sort_key(pair[1]))
        self.kind = Choice([("", _("Mọi đối tượng")), *kinds])
        self.kind.setAccessibleName(_("Đối tượng"))
        self.since, self.until = DateField(), DateField()
        self.search = SearchBox()
        fix(self.who, width=190)
        fix(self.kind, width=190)
        fix(self.search, width=190)
        self.clear_button = button(_("Xóa bộ lọc"), "quiet", None, self.clear)
        self.parts = Flow(
            (
                self.who,
                self.kind,
                self.search,
                _dated(_("Từ ngày"), self.since),
                _dated(_("đến ngày"), self.until),
                self.clear_button,
            )
        )
        self.problem = label("", "hint", wrap=True, tone=Tone.DANGER)
        self.problem.hide()
        column = QVBoxLayout(self)
        lay(column, spacing=4)
        column.addWidget(self.parts)
        column.addWidget(self.problem)
        self._told = Wanted()
        self.who.currentIndexChanged.connect(self._look)
        self.kind.currentIndexChanged.connect(self._look)
        for field in (self.since, self.until):
            field.line.editingFinished.connect(self._look)
            field.changed.connect(self._look_when_picked)
        self.search.searched.connect(self._look)
        self._show_clear()

    def offer(self, accounts: Sequence[AccountLine]) -> None:
        """Offer these people to choose from."""
        self.who.fill([("", _("Mọi người")), *((line.name, line.display_name) for line in accounts)])

    def wanted(self) -> Wanted:
        """What the fields ask for; dates that cannot be read ask for nothing."""
        since, until = (None if field.problem() else field.value() for field in (self.since, self.until))
        return Wanted(self.who.value() or "", self.kind.value() or "", since, until, fold(self.search.text()))

    def clear(self) -> None:
        """Ask for everything again."""
        for choice in (self.who, self.kind):
            choice.blockSignals(True)
            choice.setCurrentIndex(0)
            choice.blockSignals(False)
        for field in (self.since, self.until):
            field.blockSignals(True)
            field.set_value(None)
            field.blockSignals(False)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._look()
        self.who.setFocus()

    def _look_when_picked(self) -> None:
        """A day that was picked from the calendar, or a whole date that was typed."""
        if any(len(field.line.text()) == 10 or not field.line.text() for field in (self.since, self.until)):
            self._look()

    def _look(self, _what: object = None) -> None:
        wanted = self.wanted()
        wrong = self.since.problem() or self.until.problem()
        if not wrong and wanted.since and wanted.until and wanted.until < wanted.since:
            wrong = _("Ngày cuối sớm hơn ngày đầu nên không có dòng nào. Kiểm tra lại hai ngày.")
        self.problem.setText(wrong)
        self.problem.setVisible(bool(wrong))
        self._show_clear()
        if wanted != self._told:
            self._told = wanted
            self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_button.setVisible(self.wanted() != Wanted() or not self.problem.isHidden())
        self.parts.restyle()


def _dated(words: str, field: DateField) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    lay(row, spacing=6)
    name = label(words, "hint")
    name.setBuddy(field.line)
    field.line.setAccessibleName(words)
    field.pick.setAccessibleName(f"{field.pick.accessibleName()} ({words})")
    fix(field, width=200)
    row.addWidget(name)
    row.addWidget(field)
    return part
