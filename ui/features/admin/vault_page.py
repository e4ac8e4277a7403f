"""Kho niêm phong: whether there is one, who holds its key, its printed code; the administrator holds none."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dcapp.features.sealed.holders import (
    HolderLine,
    VaultCard,
    create_vault,
    give_vault_key,
    new_vault_code,
    recover_vault_key,
    take_vault_key,
    vault_card,
)
from dcapp.features.sealed.terms import KEEPINGS
from dcapp.kernel.i18n import N_, _, ngettext
from dcapp.kernel.ids import AccountId
from ui.features.admin.new_code import NewCodeDialog
from ui.kit import messages
from ui.kit.actions import Action, Actions
from ui.kit.buttons import button
from ui.kit.cards import Card, KeyValues
from ui.kit.desk import Desk, Screen
from ui.kit.detail import scrolled
from ui.kit.fields import TextLine
from ui.kit.fitting import lay
from ui.kit.labels import label
from ui.kit.notices import Banner
from ui.kit.states import ErrorState, LoadingState
from ui.kit.theme import Tone
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.asking import AskSheet

INTRODUCTION = N_(
    "Tên, địa chỉ, bút tích của người tố cáo nằm trong một tệp riêng, khóa riêng. Chỉ tài khoản được giao khóa mới mở "
    "được, mỗi lần đều ghi lý do. Tài khoản quản trị hệ thống không giữ khóa."
)


class CodeDialog(AskSheet):
    """The printed code opens the vault again; a new code takes its place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        hint = _(
            "Mở phong bì cất phiếu mã kho niêm phong. Sau khi mở, chương trình in phiếu mới, phiếu cũ hết tác dụng."
        )
        super().__init__(desk, _("Mở kho bằng mã"), _("Mở kho"), parent, hint=hint, width=600)
        self.code = TextLine()
        self.form.add("recovery_code", _("Mã trên phiếu"), self.code, required=True)
        self.form.focus_first()

    def answer(self) -> None:
        self.set_busy(True, _("Đang mở kho…"))
        parent = self.parentWidget() or self
        run = self.desk.tasks.run
        run(recover_vault_key, self.code.value(), done=partial(self._found, parent), failed=self.refused, owner=self)

    def _found(self, parent: QWidget, code: str) -> None:
        self.is_touched = False
        self.accept()
        NewCodeDialog(self.desk, code, parent, of_vault=True).open()


class VaultPage(Screen):
    """The state of the vault at the left, the accounts and their keys at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Kho niêm phong"), _("danh tính người tố cáo"), parent=parent)
        self.card: VaultCard | None = None
        self.state, self.facts = Banner(""), KeyValues()
        self.accounts = TwoLineList(_("Tài khoản và khóa kho niêm phong"), rows=6)
        self.make = button(_("Lập kho niêm phong…"), "primary", "sealed", self.found_vault)
        self.recover = button(_("Mở bằng mã trên phiếu…"), "secondary", "key", self.open_with_code)
        self.renew = button(_("In mã mới của kho…"), "secondary", "print", self.print_new_code)
        self.give = button(_("Giao khóa"), "secondary", "key", self.give_key)
        self.take = button(_("Thu khóa"), "secondary", "forbidden", self.take_key)
        self.why = label("", "hint", wrap=True)
        self._layers = QStackedWidget()
        self._layers.addWidget(self._content())
        self.body.addWidget(self._layers, 1)
        reload = Action("reload", N_("Tải lại"), "reload", "F5", lambda _none: self.reload())
        self.actions_of_page = Actions(self, (reload,))
        self.accounts.picked.connect(lambda _key: self._look())
        self.setFocusProxy(self.accounts)
        desk.changes.shows({"Account", "AccountRole", "RightOverride", "StoredSetting"}, self.reload, self)
        self._loading = LoadingState()
        self._layers.addWidget(self._loading)
        self._layers.setCurrentWidget(self._loading)
        self.reload()

    def regions(self) -> tuple[QWidget, ...]:
        return (self.accounts,)

    def reload(self) -> None:
        """Ask for the state of the vault and its holders again."""
        self.desk.tasks.run(vault_card, done=self._show, failed=self._failed, owner=self, key="vault")

    # -- steps
    def found_vault(self) -> None:
        """Ask, make the vault for the viewer alone, and show its code."""
        if messages.ask(
            self,
            _("Lập kho niêm phong cho đơn vị?"),
            _("Khóa của kho lúc đầu chỉ giao cho tài khoản đang dùng máy. Cần máy in để in phiếu mã của kho."),
            yes=_("Lập kho"),
            no=_("Để sau"),
        ):
            self.desk.tasks.run(create_vault, done=self._show_code, owner=self)

    def print_new_code(self) -> None:
        """Ask, and replace the printed code."""
        if messages.ask(
            self,
            _("Tạo mã mới cho kho niêm phong?"),
            _("Phiếu cũ trong phong bì hết tác dụng ngay. Cần máy in để in phiếu mới."),
            yes=_("Tạo mã mới"),
            no=_("Giữ mã cũ"),
        ):
            self.desk.tasks.run(new_vault_code, done=self._show_code, owner=self)

    def open_with_code(self) -> None:
        """Open the vault with the code on paper."""
        CodeDialog(self.desk, self).open()

    def give_key(self) -> None:
        """Give the vault's key to the chosen account."""
        if (line := self.line()) is not None:
            told = _("Đã giao khóa cho {name}. Kho mở được từ lần đăng nhập sau của người này.")
            self._change(give_vault_key, line.id, told.format(name=line.display_name))

    def take_key(self) -> None:
        """Ask, then take it back: the vault gets another key."""
        line = self.line()
        if line is not None and messages.ask(
            self,
            _("Thu khóa kho niêm phong của {name}?").format(name=line.display_name),
            _("Kho đổi khóa ngay. Người này không mở được danh tính nào nữa; những lần đã mở vẫn còn trong nhật ký."),
            yes=_("Thu khóa"),
            no=_("Để lại"),
            danger=True,
        ):
            told = _("Đã thu khóa của {name}.").format(name=line.display_name)
            self._change(take_vault_key, line.id, told)

    def line(self) -> HolderLine | None:
        """The chosen account."""
        lines = self.card.accounts if self.card is not None else ()
        return next((line for line in lines if line.id == self.accounts.key()), None)

    # -- inside
    def _content(self) -> QWidget:
        whole = QWidget()
        rows = QVBoxLayout(whole)
        lay(rows, (24, 16, 24, 16), 16)
        rows.addWidget(self.state)
        cards = QHBoxLayout()
        lay(cards, spacing=16)
        left, right = Card(_("Kho")), Card(_("Ai giữ khóa"))
        left.add(label(_(INTRODUCTION), "hint", wrap=True))
        left.add(self.facts)
        for one in (self.make, self.recover, self.renew):
            left.add(one)
        left.body.addStretch(1)
        right.add(self.accounts)
        right.add(self.why)
        steps = QHBoxLayout()
        lay(steps, spacing=8)
        steps.addWidget(self.give)
        steps.addWidget(self.take)
        steps.addStretch(1)
        right.body.addLayout(steps)
        cards.addWidget(left, 1)
        cards.addWidget(right, 1)
        rows.addLayout(cards, 1)
        return scrolled(whole)

    def _show(self, card: VaultCard) -> None:
        self.card = card
        self._layers.setCurrentIndex(0)
        if not card.exists:
            words, tone = (
                _("Đơn vị chưa có kho niêm phong: đơn tố cáo chỉ giữ mã, đơn giấy cất trong phong bì."),
                Tone.WARNING,
            )
        elif card.why_closed:
            words, tone = card.why_closed, Tone.INFO
        else:
            words, tone = _("Kho niêm phong đang mở được ở tài khoản này."), Tone.SUCCESS
        self.state.say(words, tone, "sealed")
        holders = sum(line.holds for line in card.accounts)
        held = ngettext("{count} tài khoản", "{count} tài khoản", holders).format(count=holders)
        self.facts.show_rows(
            [
                (_("Cách giữ danh tính"), _(KEEPINGS[card.keeping])),
                (_("Tự niêm phong lại sau"), _("{minutes} phút").format(minutes=card.minutes)),
                (_("Đang giữ khóa"), held if card.exists else ""),
                (_("Phong bì đang chờ"), str(card.waiting) if card.waiting else ""),
            ]
        )
        self.accounts.show_rows([_row(line) for line in card.accounts])
        leads = self.desk.may("denunciations.grant")
        self.make.setVisible(leads and not card.exists)
        self.recover.setVisible(leads and card.exists and not card.is_open)
        self.renew.setVisible(leads and card.is_open)
        self._look()

    def _look(self) -> None:
        line, card = self.line(), self.card
        is_open = card is not None and card.is_open
        may_give = is_open and line is not None and not line.holds and not line.why_not
        self.give.setEnabled(bool(may_give) and self.desk.may("denunciations.grant"))
        self.take.setEnabled(
            bool(is_open and line is not None and line.holds) and self.desk.may("denunciations.revoke")
        )
        self.why.setText(line.why_not if line is not None else "")
        self.why.setVisible(bool(self.why.text()))

    def _change(self, use_case: Any, account_id: AccountId, told: str) -> None:
        def done(_result: object) -> None:
            self.desk.toast(told)
            self.reload()

        self.desk.tasks.run(use_case, account_id, done=done, owner=self)

    def _show_code(self, code: str) -> None:
        self.reload()
        NewCodeDialog(self.desk, code, self, of_vault=True).open()

    def _failed(self, error: Exception) -> None:
        state = ErrorState(_("Chưa đọc được kho niêm phong"), error)
        state.offer(_("Thử lại"), self.reload)
        self._layers.addWidget(state)
        self._layers.setCurrentWidget(state)


def vault_page(desk: Desk) -> Screen:
    """The page behind the tab."""
    return VaultPage(desk)


def _row(line: HolderLine) -> TwoLines:
    below, tone = _("Không giữ khóa"), None
    if line.holds:
        below, tone = _("Đang giữ khóa"), Tone.SUCCESS
    elif line.why_not:
        below = _("Không giao được")
    return TwoLines(line.id, f"{line.display_name} – {line.post}" if line.post else line.display_name, below, tone)
