"""Ghi lượt tiếp: one screen for one visit, by keyboard from the name to Lưu; drafts are kept while typing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dcapp.features.people.queries import PersonCard
from dcapp.features.visits.desk import DeskNow, desk_now
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.queries import VisitCard, VisitLine, visit_card, visits_of_person
from dcapp.features.visits.service import Recorded, edit_visit, record_visit
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import VillageId, VisitId
from dcapp.rules.identity import read_card
from ui.features.visits.entry_facts import EntryFacts
from ui.features.visits.entry_fill import fill_from_visit
from ui.features.visits.entry_form import EntryForm
from ui.features.visits.keeping import kept_fields, offer_kept
from ui.features.visits.letters import begin_letter, makes_letters
from ui.features.visits.past_visits import PastBanner, PastVisitsDialog
from ui.features.visits.shift_dialog import ShiftDialog
from ui.kit import errors, messages, theme
from ui.kit.buttons import button
from ui.kit.card_scanner import CardScanner
from ui.kit.cards import footer
from ui.kit.desk import Desk, Screen
from ui.kit.dialogs import Keeper
from ui.kit.drafts import Drafts
from ui.kit.fitting import fix, lay
from ui.kit.labels import label
from ui.kit.notices import Banner
from ui.kit.theme import Tone
from ui.registers.desk_steps import take_back
from ui.registers.returning import ReturningPopup

DRAFT = "visits.entry"
BESIDE_FROM = 1_093
"""From this width on (divided by the font scale) the column stands beside the form, otherwise under it."""


class EntryScreen(Screen):
    """One visit, new or to be changed (`visit_id`)."""

    left = Signal()
    saved = Signal(int)  # id of the visit

    def __init__(
        self,
        desk: Desk,
        villages: list[tuple[VillageId | None, str]],
        visit_id: VisitId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Ghi lượt tiếp công dân") if visit_id is None else _("Sửa lượt tiếp công dân")
        super().__init__(desk, title, _("Tiếp công dân"), parent)
        self.visit_id = visit_id
        self.is_touched = False
        self.shift = DeskNow()
        self.note, self.problem = label("", "hint"), label("", "hint", wrap=True, tone=Tone.DANGER)
        self._lay_ground()
        self.form = EntryForm(villages, self._panel)
        self.facts = EntryFacts(desk, self.change_shift, self)
        self.past = PastBanner(self.show_past)
        self.sealed = Banner("", Tone.WARNING, "lock")
        self.drafts: Keeper | None = None
        self.header.add(button(_("Lịch tiếp"), "secondary", "calendar", self._open_calendar))
        self._lay_out()
        self._follow()
        self._set_tab_order()
        if visit_id is None:
            self.drafts = Drafts(self, self.form, desk.tasks, DRAFT)
            self._ask_shift()
            self.form.focus_first()
        else:
            desk.tasks.run(visit_card, visit_id, done=self._take_visit, owner=self)
        self._look()

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
        for part in (self.past, self.sealed, self.form, self.problem):
            inside.addWidget(part, 1 if part is self.form else 0)
        self.problem.hide()
        self._aside = self.facts.column
        self._columns.addWidget(self._aside)
        self.more = button(_("Ghi thêm (F4)"), "link", "add", self.toggle_more)
        hint = QWidget()
        words = QHBoxLayout(hint)
        lay(words, spacing=12)
        words.addWidget(self.more)
        words.addWidget(self.note, 1)
        self.cancel = button(_("Hủy (Esc)"), "quiet", None, self.leave)
        self.keep_button = button(_("Giữ lại…"), "quiet", None, lambda: offer_kept(self.keep_button, self.form))
        self.letter_button = button(_("Lưu và tạo đơn"), "secondary", "letter", self.save_as_letter)
        self.next_button = button(_("Lưu và thêm mới"), "secondary", "add", self.save_and_go_on)
        self.save_button = button(_("Lưu lượt tiếp"), "primary", "check", self.save)
        buttons = (self.cancel, self.keep_button, self.letter_button, self.next_button, self.save_button)
        self.strip = footer(*buttons, hint=hint)
        self.body.addWidget(self.strip)
        for extra in (self.keep_button, self.next_button):
            extra.setVisible(self.visit_id is None)
        self.letter_button.setVisible(self.visit_id is None and makes_letters(self.desk))

    def _follow(self) -> None:
        self._day_timer = QTimer(self)
        self._day_timer.setSingleShot(True)
        self._day_timer.setInterval(250)
        self._day_timer.timeout.connect(self._look)
        self.popup = ReturningPopup(self.desk, self)
        for field in (self.form.name, self.form.id_number, self.form.phone):
            self.popup.watch(field)
        self.popup.picked.connect(self._take_person)
        self.scanner = CardScanner(self)
        self.scanner.scanned.connect(self._take_card)
        for widget in self.findChildren(QWidget):
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                self.scanner.watch(widget)
        self.form.changed.connect(self.touch)
        self.form.outcome.chosen.connect(lambda _number: self._look())
        self.form.matter.chosen.connect(lambda _number: self._look())
        self.form.ground.currentIndexChanged.connect(lambda _number: self._look())
        self.form.received_on.changed.connect(lambda: self._day_timer.start())
        self.facts.today.opened.connect(self._open_visit)
        if self.visit_id is None:
            self.facts.placed.connect(partial(self.header.show_title, self.header.title.full_text()))
        self.desk.changes.shows(("Visit", "Commitment", "DayOff", "OwnDays"), self._look, self)
        for keys, run in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.save_and_go_on if self.visit_id is None else self.save),
            ("Ctrl+Shift+Return", self.save_as_letter),
            ("F4", self.toggle_more),
            ("Esc", self.leave),
        ):
            QShortcut(QKeySequence(keys), self, run, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _set_tab_order(self) -> None:
        """From the fields straight to Lưu; what is used less comes after it."""
        stops: list[QWidget] = [cell.editor for cell in self.form.cells.values()]
        stops += [self.save_button, self.next_button, self.letter_button, self.keep_button, self.cancel, self.more]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

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
            self.form.request.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.form.note))

    def save(self) -> None:
        """Write the visit into the book and leave."""
        self._save(self._recorded)

    def save_and_go_on(self) -> None:
        """Write it and begin the next, with the fields that the officer keeps."""
        self._save(self._recorded_next)

    def save_as_letter(self) -> None:
        """Write the visit, and go on with the letter that it becomes."""
        if self.letter_button.isVisible():
            self._save(self._recorded_letter)

    def change_shift(self) -> None:
        """Choose who receives, where and how."""
        dialog = ShiftDialog(self.desk, self.shift, self)
        dialog.chosen.connect(self._take_shift)
        dialog.open()

    def show_past(self) -> None:
        """Show the earlier visits of the citizen; one of them may be the same matter."""
        dialog = PastVisitsDialog(self.desk, self.past.visits, self.form.follows_id, self)
        dialog.same_matter.connect(self._same_matter)
        dialog.opened.connect(self._open_visit)
        dialog.open()

    def leave(self) -> None:
        """Go back to the book; what was typed is asked about, and its draft goes only then."""
        if self.is_touched and not messages.ask(
            self,
            _("Bỏ lượt tiếp đang ghi?"),
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
            form = self._form()
        except Invalid as error:
            self._refused(error)
            return
        self._set_busy(True)
        if self.visit_id is None:
            self.desk.tasks.run(record_visit, form, done=done, failed=self._refused, owner=self)
        else:
            done_edit = partial(self._edited, self.visit_id)
            self.desk.tasks.run(edit_visit, self.visit_id, form, done=done_edit, failed=self._refused, owner=self)

    def _form(self) -> VisitForm:
        shift = self.shift
        return replace(
            self.form.answer(),
            receiver_id=shift.receiver_id,
            receiver=shift.receiver,
            place=shift.place,
            session_id=shift.session_id,
        )

    def _recorded(self, recorded: Recorded) -> None:
        self._told(recorded)
        self.saved.emit(recorded.id)

    def _recorded_letter(self, recorded: Recorded) -> None:
        self._recorded(recorded)
        begin_letter(self.desk, recorded.id)

    def _recorded_next(self, recorded: Recorded) -> None:
        self._told(recorded)
        self.form.begin_next(kept_fields())
        self.past.say_none()
        self._set_busy(False)
        self.is_touched = False
        self.form.focus_first()
        self._look()

    def _told(self, recorded: Recorded) -> None:
        if self.drafts is not None:
            self.drafts.forget()
        self.is_touched = False
        words = _("Đã ghi lượt tiếp số {number}.").format(number=recorded.number)
        if recorded.code:
            words = _("Đã ghi lượt tiếp số {number}, mã {code}.").format(number=recorded.number, code=recorded.code)
        self.desk.toast(words, lambda: take_back(self.desk))

    def _edited(self, visit_id: VisitId, _result: object) -> None:
        self.is_touched = False
        self.desk.toast(_("Đã lưu lượt tiếp."), lambda: take_back(self.desk))
        self.saved.emit(visit_id)

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
        for found in (self.save_button, self.next_button, self.letter_button, self.cancel):
            found.setEnabled(not busy)

    # -- following what is typed
    def _look(self) -> None:
        """Bring everything beside the form up to what it holds."""
        sealed = self.form.is_sealed
        self.sealed.setVisible(sealed)
        if sealed:
            words = _("Tố cáo: không ghi tên, địa chỉ, số giấy tờ. Sổ và bản in chỉ có mã. Nội dung cũng chớ ghi tên.")
            self.sealed.say(words, Tone.WARNING, "lock")
            self.past.say_none()
        self.facts.look(self.form)

    def _ask_shift(self) -> None:
        self.desk.tasks.run(desk_now, done=self._take_shift, failed=_passed_over, owner=self)

    def _take_shift(self, shift: DeskNow) -> None:
        self.shift = shift
        self.form.kind.choose(shift.kind)
        self.facts.show_shift(shift)

    def _take_visit(self, card: VisitCard) -> None:
        if card.is_sealed:
            self.form.set_read_only(True)
            self.show_problem(_("Nội dung tố cáo chỉ người ghi và người được giao tố cáo xem được."))
            self.save_button.setEnabled(False)
            return
        fill_from_visit(self.form, card)
        self._take_shift(DeskNow(card.receiver_id, card.receiver, card.place, card.kind, card.session_id))
        number = f"{card.number}/{card.year}"
        self.header.show_title(
            self.header.title.full_text(), _("Tiếp công dân › lượt số {number}").format(number=number)
        )
        self.drafts = Drafts(self, self.form, self.desk.tasks, DRAFT, str(card.id))
        self.is_touched = False
        self.form.focus_first()
        self._look()

    def _take_person(self, person: PersonCard) -> None:
        self.form.take_person(person)
        self.touch()
        self.desk.tasks.run(
            visits_of_person, person.id, done=partial(self._say_past, person), failed=_passed_over, owner=self
        )
        self.form.cells["content"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_past(self, person: PersonCard, visits: list[VisitLine]) -> None:
        self.past.show_past(person, [visit for visit in visits if visit.id != self.visit_id])

    def _same_matter(self, visit: VisitLine) -> None:
        self.form.follows_id = visit.id
        self.form.field.choose(visit.field)
        self.past.say_same(visit)

    def _take_card(self, text: str) -> None:
        card = read_card(text)
        if card is None:
            self.show_problem(_("Mã vừa quét không phải mã thẻ căn cước. Quét lại, hoặc gõ tay."))
            return
        if self.form.is_sealed:
            self.show_problem(_("Lượt tố cáo không ghi danh tính nên thẻ vừa quét không được lấy vào."))
            return
        self.popup.forget()
        self.form.take_card(card)
        self.touch()
        self.form.focus_first()

    def _open_visit(self, visit_id: int) -> None:
        if visit_id:
            self.desk.open("visits", ("Visit", visit_id))

    def _open_calendar(self) -> None:
        self.desk.open("visits", ("ReceptionSession", None))

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
