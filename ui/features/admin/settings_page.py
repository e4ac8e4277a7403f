"""Cài đặt: the office's own data, as they head its papers, and how the program works here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dcapp.features.office.queries import OfficeCard, office_card, settings_of
from dcapp.features.office.service import OfficeForm, edit_office, edit_settings
from dcapp.features.office.settings import LANGUAGE, SETTINGS, Setting
from dcapp.features.office.terms import OFFICE_KINDS
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import N_, _, language, use_language
from ui.kit import errors, theme
from ui.kit.actions import Action, Actions
from ui.kit.buttons import button
from ui.kit.cards import Card
from ui.kit.desk import Desk, Screen
from ui.kit.detail import scrolled
from ui.kit.fields import Choice, Number, TextLine
from ui.kit.fitting import lay
from ui.kit.form import Form
from ui.kit.header import ROOMY
from ui.kit.labels import label
from ui.kit.letterhead import Letterhead
from ui.kit.notices import Banner
from ui.kit.states import ErrorState, LoadingState
from ui.kit.theme import Tone
from ui.registers.desk_steps import take_back


class SaveCard(Card):
    """A card with a form, a line for what went wrong, and its own button to save."""

    def __init__(self, title: str, verb: str, save: Callable[[], object], *, may_edit: bool) -> None:
        super().__init__(title)
        self.form = Form()
        self.add(self.form)
        self.problem = label("", "label", wrap=True, tone=Tone.DANGER)
        self.problem.hide()
        self.add(self.problem)
        row = QHBoxLayout()
        lay(row, spacing=8)
        row.addStretch(1)
        self.save = button(verb, "primary", "check", save)
        row.addWidget(self.save)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.save.setVisible(may_edit)
        self.may_edit = may_edit
        self.set_changed(False)
        self.form.changed.connect(lambda: self.set_changed(True))

    def set_changed(self, changed: bool) -> None:
        """Offer to save only what was changed."""
        self.save.setEnabled(changed)
        self.save.setToolTip("" if changed else _("Chưa có thay đổi nào."))

    def is_changed(self) -> bool:
        """True while something waits to be saved."""
        return self.may_edit and self.save.isEnabled()

    def refuse(self, error: Exception) -> None:
        """Show a refusal where it belongs."""
        self.set_changed(True)
        if isinstance(error, Invalid) and self.form.show_error(error):
            return
        if isinstance(error, UserError):
            self.problem.setText(str(error))
            self.problem.show()
        else:
            errors.present(self, error)


class SettingsPage(Screen):
    """Two cards; each is saved by itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, _("Cài đặt"), _("dùng chung cho cả đơn vị · mọi thay đổi đều ghi nhật ký"), parent=parent
        )
        self.office_card = SaveCard(_("Đơn vị"), _("Lưu đơn vị"), self.save_office, may_edit=desk.may("office.edit"))
        self.settings_card = SaveCard(
            _("Cách làm việc"), _("Lưu cài đặt"), self.save_settings, may_edit=desk.may("settings.edit")
        )
        self._fill_office_card()
        self.editors = {setting.key: self._add_setting(setting) for setting in SETTINGS}
        self._layers = QStackedWidget()
        self._layers.addWidget(self._content())
        self.body.addWidget(self._layers, 1)
        self.actions_of_page = Actions(
            self,
            (
                Action("save", N_("Lưu"), "save", "Ctrl+S", lambda _none: self.save()),
                Action("reload", N_("Tải lại"), "reload", "F5", lambda _none: self.reload()),
            ),
        )
        for card in (self.office_card, self.settings_card):
            card.form.set_read_only(not card.may_edit)
        self.setFocusProxy(self.name)
        desk.changes.shows({"Office", "StoredSetting"}, self.reload, self)
        self._show_state(LoadingState())
        self.reload()

    def regions(self) -> tuple[QWidget, ...]:
        return (self.office_card, self.settings_card)

    def reload(self) -> None:
        """Read both again; what is typed and not saved stays."""
        run = self.desk.tasks.run
        run(office_card, done=self._take_office, failed=self._failed, owner=self, key="admin.office")
        run(settings_of, done=self._take_settings, failed=self._failed, owner=self, key="admin.settings")

    def save(self) -> None:
        """Save the card in which the officer is, else the one that was changed."""
        focus = QApplication.focusWidget()
        in_settings = focus is not None and self.settings_card.isAncestorOf(focus)
        if self.settings_card.is_changed() and (in_settings or not self.office_card.is_changed()):
            self.save_settings()
        elif self.office_card.is_changed():
            self.save_office()

    # -- the office
    def _fill_office_card(self) -> None:
        self.name, self.superior, self.province = TextLine(), TextLine(), TextLine()
        self.place, self.symbol, self.chairman = TextLine(), TextLine(), TextLine()
        self.kind = Choice([(kind, _(words)) for kind, words in OFFICE_KINDS.items()])
        self.remote = QCheckBox(_("Vùng sâu, vùng xa, biên giới, hải đảo"))
        form = self.office_card.form
        form.add("name", _("Tên đơn vị"), self.name, span=4, required=True)
        form.add("kind", _("Loại đơn vị"), self.kind, span=2)
        form.add("superior", _("Cơ quan nhận báo cáo"), self.superior)
        form.add("province", _("Tỉnh, thành phố"), self.province, span=3)
        form.add("place", _("Địa danh ghi trên văn bản"), self.place, span=3)
        form.add("chairman", _("Chủ tịch"), self.chairman, span=3)
        form.add("symbol", _("Ký hiệu đơn vị"), self.symbol, span=3)
        remote_hint = _("Địa bàn đi lại khó khăn có thời hạn giải quyết dài hơn theo luật.")
        form.add("is_remote", _("Loại địa bàn"), self.remote, hint=remote_hint)
        form.cells["is_remote"].name.hide()  # it stands alone: no label beside it to be level with
        form.changed.connect(self._draw)
        self.letterhead = Letterhead()

    def office(self) -> OfficeForm:
        """What stands in the card."""
        return OfficeForm(
            name=self.name.value(),
            kind=self.kind.value(),
            superior=self.superior.value(),
            province=self.province.value(),
            place=self.place.value(),
            symbol=self.symbol.value(),
            chairman=self.chairman.value(),
            is_remote=self.remote.isChecked(),
        )

    def save_office(self) -> None:
        """Store what heads the papers."""
        card = self.office_card
        card.problem.hide()
        if card.form.is_right(_("Ô này cần có.")):
            card.set_changed(False)
            done = partial(self._saved, _("Đã lưu thông tin đơn vị."))
            self.desk.tasks.run(edit_office, self.office(), done=done, failed=card.refuse, owner=self)

    def _take_office(self, office: OfficeCard) -> None:
        self._layers.setCurrentIndex(0)
        if self.office_card.is_changed():
            return
        fields = (self.name, self.superior, self.province, self.place, self.symbol, self.chairman)
        values = (office.name, office.superior, office.province, office.place, office.symbol, office.chairman)
        for field, value in zip(fields, values, strict=True):
            field.setText(value)
            field.setCursorPosition(0)
        self.kind.choose(office.kind)
        self.remote.setChecked(office.is_remote)
        self.office_card.set_changed(False)
        self._draw()

    def _draw(self) -> None:
        typed = self.office()
        shown = OfficeCard(typed.name, typed.kind, "", "", typed.place, typed.symbol, typed.chairman, False, False)
        self.letterhead.show_office(shown.unit, typed.place, typed.chairman, typed.symbol)

    # -- the settings
    def _add_setting(self, setting: Setting) -> QWidget:
        editor: QWidget
        if setting.choices:
            editor = Choice([(value, _(words)) for value, words in setting.choices])
        elif isinstance(setting.default, bool):
            editor = QCheckBox(_(setting.label))
        elif isinstance(setting.default, int):
            editor = Number(setting.least or 0, 1_000_000 if setting.most is None else setting.most)
        else:
            editor = TextLine()
        hint = _(setting.hint)
        if setting.key == LANGUAGE.key:
            hint = _("Cửa sổ mở sau khi lưu nói tiếng mới; phần đang mở đổi khi mở lại.")
        self.settings_card.form.add(setting.key, _(setting.label), editor, span=3, hint=hint)
        return editor

    def values(self) -> dict[str, object]:
        """What stands in the card, by key."""
        return {key: _held(editor) for key, editor in self.editors.items()}

    def save_settings(self) -> None:
        """Store what differs from the defaults, and speak the language that was chosen."""
        card, values = self.settings_card, self.values()
        card.problem.hide()
        card.set_changed(False)
        done = partial(self._settings_saved, str(values[LANGUAGE.key]))
        self.desk.tasks.run(edit_settings, values, done=done, failed=card.refuse, owner=self)

    def _take_settings(self, values: dict[str, Any]) -> None:
        if self.settings_card.is_changed():
            return
        for key, value in values.items():
            match self.editors[key]:
                case Choice() as choice:
                    choice.choose(value)
                case QCheckBox() as box:
                    box.setChecked(bool(value))
                case Number() as number:
                    number.setValue(int(value))
                case TextLine() as text:
                    text.setText(str(value))
        self.settings_card.set_changed(False)

    def _settings_saved(self, spoken: str, _nothing: object) -> None:
        other = spoken != language()
        use_language(spoken)
        told = _("Đã lưu. Mở lại các trang để thấy tiếng mới.") if other else _("Đã lưu cài đặt.")
        self._saved(told, None)

    # -- how it is laid out
    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        lay(column, (24, 12, 20, 12), 12)
        if not (self.office_card.may_edit and self.settings_card.may_edit):
            column.addWidget(Banner(_("Phần không có nút Lưu chỉ để xem. Nhờ quản trị sửa khi cần."), Tone.INFO))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        lay(self._row, spacing=12)
        self._row.addWidget(self.office_card, 1)
        side = Card(_("Xem trước trên văn bản"))
        side.add(self.letterhead)
        side.body.addStretch(1)
        self._row.addWidget(side)
        column.addLayout(self._row)
        column.addWidget(self.settings_card)
        self.at_next_login = label(_("Thời gian tự khóa có hiệu lực từ lần đăng nhập sau."), "hint", wrap=True)
        column.addWidget(self.at_next_login)
        column.addStretch(1)
        return scrolled(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Arrange again for the font scale in force."""
        self._arrange()

    def _arrange(self) -> None:
        roomy = self.window().width() * 100 / theme.current().scale >= ROOMY - 60
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if roomy else ways.TopToBottom)

    # -- what came back
    def _saved(self, told: str, _nothing: object) -> None:
        self.desk.toast(told, partial(take_back, self.desk))

    def _failed(self, error: Exception) -> None:
        state = ErrorState(_("Chưa đọc được cài đặt"), error)
        state.offer(_("Tải lại"), self.reload)
        self._show_state(state)

    def _show_state(self, state: QWidget) -> None:
        while (old := self._layers.widget(1)) is not None:
            self._layers.removeWidget(old)
            old.deleteLater()
        self._layers.addWidget(state)
        self._layers.setCurrentWidget(state)


def _held(editor: QWidget) -> object:
    match editor:
        case Choice():
            return editor.value()
        case QCheckBox():
            return editor.isChecked()
        case Number():
            return editor.value()
        case TextLine():
            return editor.value()
        case _:
            raise TypeError(type(editor).__name__)


def settings_page(desk: Desk) -> Screen:
    """The page of the tab."""
    return SettingsPage(desk)
