"""Nhận đơn: one screen for one letter, by keyboard; words of a denunciation go to the vault and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dcapp.features.cases.screen_queries import open_cases_of_person
from dcapp.features.letters.forms import LetterForm
from dcapp.features.letters.intake import take_in_letter
from dcapp.features.letters.queries import LetterCard, next_number
from dcapp.features.letters.screen_queries import intake_deadlines
from dcapp.features.letters.service import Recorded, edit_letter
from dcapp.features.letters.terms import LetterKind, Source
from dcapp.features.office.queries import officers_of
from dcapp.features.people.queries import PersonCard
from dcapp.features.sealed.queries import way_of_keeping
from dcapp.features.sealed.terms import KEEPINGS, Keeping
from dcapp.features.visits.letters import LetterOfVisit, letter_of_visit
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import LetterId, VillageId
from dcapp.rules.counting import Deadline
from dcapp.rules.identity import read_card
from ui.features.letters.entry_aside import CaseCard, DatesCard, aside_of
from ui.features.letters.entry_drafts import LetterDrafts
from ui.features.letters.entry_form import LetterEntryForm
from ui.features.letters.twins import TwinsCard
from ui.kit import errors, messages, theme
from ui.kit.buttons import button
from ui.kit.card_scanner import CardScanner
from ui.kit.cards import footer
from ui.kit.desk import Desk, Screen
from ui.kit.dialogs import Keeper
from ui.kit.fitting import fix, lay
from ui.kit.labels import label
from ui.kit.notices import Banner
from ui.kit.theme import Tone
from ui.registers.deadline_dialog import DeadlineDialog
from ui.registers.desk_steps import take_back
from ui.registers.returning import ReturningPopup

BESIDE_FROM = 1_093
"""From this width on (divided by the font scale) the column stands beside the form, otherwise under it."""
KEPT = frozenset({"kind", "received_on", "source", "is_opening"})
"""What the next letter of the same heap mostly shares."""


class LetterEntry(Screen):
    """One letter: new, to be changed (`card`), or handed over by a visit (`given`)."""

    left = Signal()
    saved = Signal(int)  # id of the letter

    def __init__(
        self,
        desk: Desk,
        villages: list[tuple[VillageId | None, str]],
        card: LetterCard | None = None,
        given: LetterForm | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Nhận đơn") if card is None else _("Sửa đơn")
        super().__init__(desk, title, _("Đơn thư"), parent)
        self.card, self.given = card, given
        self.is_touched = False
        self._keeping: Keeping | None = None
        self.note, self.problem = label("", "hint"), label("", "hint", wrap=True, tone=Tone.DANGER)
        self._lay_ground()
        self.form = LetterEntryForm(villages, self._panel)
        self.sealed = Banner("", Tone.WARNING, "lock")
        self.dates, self.case = DatesCard(self.explain), CaseCard()
        self.twins = TwinsCard(desk, self.form, self, None if card is None else card.id)
        self.drafts: Keeper | None = None
        self._lay_out()
        self._follow()
        self._set_tab_order()
        self._begin()

    # -- building
    def _lay_ground(self) -> None:
        """What the parts stand on comes first: a part that changes its parent later is dressed anew, all of it."""
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self.area, 1)
        whole = QWidget(self.area)
        self.area.setWidget(whole)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, whole)
        lay(self._columns, (24, 14, 20, 14), 12)
        self._panel = QFrame(whole)
        self._panel.setProperty("card", True)
        self._columns.addWidget(self._panel, 1)

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._panel)
        lay(inside, (20, 14, 20, 14), 12)
        for part in (self.sealed, self.form, self.problem):
            inside.addWidget(part, 1 if part is self.form else 0)
        self.problem.hide()
        self._aside = aside_of(self.case, self.dates, self.twins)
        self._columns.addWidget(self._aside)
        self.case.setVisible(self.given is not None)
        self.more = button(_("Ghi thêm (F4)"), "link", "add", self.toggle_more)
        hint = QWidget()
        words = QHBoxLayout(hint)
        lay(words, spacing=12)
        words.addWidget(self.more)
        words.addWidget(self.note, 1)
        self.cancel = button(_("Hủy (Esc)"), "quiet", None, self.leave)
        self.next_button = button(_("Lưu và thêm mới"), "secondary", "add", self.save_and_go_on)
        self.save_button = button(_("Lưu đơn"), "primary", "check", self.save)
        self.strip = footer(self.cancel, self.next_button, self.save_button, hint=hint)
        self.body.addWidget(self.strip)
        self.next_button.setVisible(self._is_plain)

    @property
    def _is_plain(self) -> bool:
        """A new letter that no other book handed over."""
        return self.card is None and self.given is None

    def _follow(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._look)
        self.popup = ReturningPopup(self.desk, self)
        if self.desk.may("visits.view"):
            for field in (self.form.writer, self.form.id_number, self.form.phone):
                self.popup.watch(field)
        self.popup.picked.connect(self._take_person)
        self.scanner = CardScanner(self)
        self.scanner.scanned.connect(self._take_card)
        for widget in self.findChildren(QWidget):
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                self.scanner.watch(widget)
        self.form.changed.connect(self.touch)
        self.form.kind.chosen.connect(lambda _number: self._look())
        self.form.source.currentIndexChanged.connect(lambda _row: self._look())
        self.form.received_on.changed.connect(lambda: self._timer.start())
        self.form.is_opening.toggled.connect(lambda _on: self._look())
        for keys, run in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.save_and_go_on if self._is_plain else self.save),
            ("F4", self.toggle_more),
            ("Esc", self.leave),
        ):
            QShortcut(QKeySequence(keys), self, run, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _set_tab_order(self) -> None:
        """From the fields straight to Lưu; what is used less comes after it."""
        stops: list[QWidget] = [cell.editor for cell in self.form.cells.values()]
        stops += [self.case.choice, self.save_button, self.next_button, self.cancel, self.more]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _begin(self) -> None:
        known: LetterCard | LetterForm | None = self.card or self.given
        if known is not None:
            self.form.fill(known)
        if self.card is not None:
            self.form.kind.setEnabled(self.card.kind is not LetterKind.DENUNCIATION)
            self.form.cells["is_opening"].setEnabled(False)
        if self.given is not None:
            self.form.kind.setEnabled(self.given.kind is not LetterKind.DENUNCIATION)
            self.form.source.setEnabled(False)
            self._ask_cases()
        run = self.desk.tasks.run
        run(officers_of, done=self._offer_officers, failed=_passed_over, owner=self)
        run(way_of_keeping, done=self._take_keeping, failed=_passed_over, owner=self)
        if self.given is None:
            self.drafts = LetterDrafts(self, self.form, self.desk.tasks, "" if self.card is None else str(self.card.id))
        self.is_touched = False
        self._look()

    def focus_first(self) -> None:
        """The kind comes first: it says where the words go."""
        at = self.form.kind if self._is_plain else self.form.gist
        (at.focusProxy() or at).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the parts of a form that keeps drafts (`ui.kit.drafts.Holder`)
    def fit(self) -> None:
        """The page has all the room there is."""

    def touch(self) -> None:
        """Something was typed or chosen."""
        self.is_touched = True
        self.show_problem("")

    def keep_draft(self) -> None:
        if self.drafts is not None and self.is_touched:
            self.drafts.keep()

    def show_problem(self, words: str) -> None:
        """Say above the foot why nothing was saved, or take it back with ""."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    # -- steps
    def toggle_more(self) -> None:
        """Show or hide the fields that are rarely needed."""
        self.form.show_more(not self.form.shows_more)
        self.more.setText(_("Ẩn bớt (F4)") if self.form.shows_more else _("Ghi thêm (F4)"))
        if self.form.shows_more:
            self.form.dated_on.line.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.form.note))

    def save(self) -> None:
        """Write the letter into the book and leave."""
        self._save(self._recorded)

    def save_and_go_on(self) -> None:
        """Write it and begin the next one of the heap."""
        self._save(self._recorded_next)

    def explain(self, found: Deadline) -> None:
        """Show why a last day is what it is."""
        DeadlineDialog(self.desk, found.rule.title, found, self).open()

    def leave(self) -> None:
        """Go back to the book; what was typed is asked about, and its draft goes only then."""
        if self.is_touched and not messages.ask(
            self,
            _("Bỏ đơn đang ghi?"),
            _("Những chữ đã gõ chưa vào sổ."),
            yes=_("Bỏ"),
            no=_("Ghi tiếp"),
            danger=True,
        ):
            return
        if self.drafts is not None:
            self.drafts.forget()
        self.is_touched = False
        self.left.emit()

    # -- saving
    def _save(self, done: Callable[[Recorded], None]) -> None:
        if not self.save_button.isEnabled() or not self.form.is_right(_("Chưa ghi mục này.")):
            return
        try:
            form = self.form.answer()
        except Invalid as error:
            self._refused(error)
            return
        self._set_busy(True)
        run, failed = self.desk.tasks.run, self._refused
        if self.card is not None:
            done_edit = partial(self._edited, self.card.id)
            run(edit_letter, self.card.id, form, done=done_edit, failed=failed, owner=self)
        elif self.given is not None and self.given.visit_id is not None:
            told = self.given.visit_id, form, self.case.chosen(), dict(self.twins.decided)
            run(letter_of_visit, *told, done=self._handed_over, failed=failed, owner=self)
        else:
            run(take_in_letter, form, dict(self.twins.decided), done=done, failed=failed, owner=self)

    def _recorded(self, recorded: Recorded) -> None:
        self._told(recorded)
        self.saved.emit(recorded.id)

    def _recorded_next(self, recorded: Recorded) -> None:
        self._told(recorded)
        self.form.begin_next(KEPT)
        self.twins.forget()
        self._set_busy(False)
        self.is_touched = False
        self.focus_first()
        self._look()

    def _handed_over(self, made: LetterOfVisit) -> None:
        self._told(made.letter)
        self.saved.emit(made.letter.id)
        if made.case_id is not None:
            self.desk.open("letters", ("CaseFile", made.case_id))

    def _told(self, recorded: Recorded) -> None:
        if self.drafts is not None:
            self.drafts.forget()
        self.is_touched = False
        words = _("Đã vào sổ đơn {number}.").format(number=recorded.title)
        self.desk.toast(words, lambda: take_back(self.desk))

    def _edited(self, letter_id: LetterId, _result: object) -> None:
        if self.drafts is not None:
            self.drafts.forget()
        self.is_touched = False
        self.desk.toast(_("Đã lưu đơn."), lambda: take_back(self.desk))
        self.saved.emit(letter_id)

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, Invalid) and error.field in self.form.cells:
            if self.form.cells[error.field].isHidden() and not self.form.shows_more:
                self.toggle_more()
            self.form.show_error(error)
        elif isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)

    def _set_busy(self, busy: bool) -> None:
        for found in (self.save_button, self.next_button, self.cancel):
            found.setEnabled(not busy)

    # -- following what is typed
    def _look(self) -> None:
        """Bring everything beside the form up to what it holds."""
        form = self.form
        self.sealed.setVisible(form.is_sealed)
        if form.is_sealed:
            where = _(KEEPINGS[self._keeping]) if self._keeping is not None else ""
            words = _("Đơn tố cáo: họ tên và nội dung không vào sổ, sổ chỉ ghi mã.")
            self.sealed.say(f"{words} {where}".strip(), Tone.WARNING, "lock")
        day = form.day() or clock.today()
        run, source = self.desk.tasks.run, form.source.value() or Source.IN_PERSON
        if form.is_opening.isChecked():
            self.dates.show_deadlines(())
        else:
            show, key = self.dates.show_deadlines, "letter-dates"
            run(intake_deadlines, form.kind_held, day, source, done=show, failed=_passed_over, owner=self, key=key)
        if self.card is None:
            told = partial(self._place, day)
            run(next_number, form.kind_held, day, done=told, failed=_passed_over, owner=self, key="next-letter")

    def _place(self, day: Any, number: int) -> None:
        words = _("Đơn thư › ngày {day} › số {number}").format(day=vn_date(day), number=number)
        self.header.show_title(self.header.title.full_text(), words)

    def _offer_officers(self, officers: Any) -> None:
        touched = self.is_touched
        self.form.offer_officers(officers)
        self.is_touched = touched

    def _take_keeping(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._look()

    def _ask_cases(self) -> None:
        if self.form.person_id is not None and self.desk.may("cases.list"):
            key = self.form.person_id
            self.desk.tasks.run(open_cases_of_person, key, done=self.case.offer, failed=_passed_over, owner=self)

    def _take_person(self, person: PersonCard) -> None:
        self.form.take_person(person)
        self.touch()
        self.form.gist.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_card(self, text: str) -> None:
        card = read_card(text)
        if card is None:
            self.show_problem(_("Mã vừa quét không phải mã thẻ căn cước. Quét lại, hoặc gõ tay."))
            return
        self.popup.forget()
        self.form.take_card(card)
        self.touch()
        self.form.gist.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Arrange again at the scale in force."""
        self._arrange()

    def _arrange(self) -> None:
        beside = self.window().width() * 100 / theme.current().scale >= BESIDE_FROM
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        fix(self._aside, max_width=330 if beside else 16_000, min_width=300 if beside else 0)

    def regions(self) -> tuple[QWidget, ...]:
        return (self.form, self._aside, self.strip)


def _passed_over(_error: Exception) -> None:
    """What stands beside the form must not disturb the writing in it."""
