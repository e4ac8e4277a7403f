"""Giao quyền xem đơn: who may see a restricted letter now; somebody is let in, or taken out again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dcapp.features.letters.forms import AccessForm
from dcapp.features.letters.handling import give_access, take_access
from dcapp.features.letters.queries import LetterCard
from dcapp.features.letters.screen_queries import AccessLine, access_of
from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import OfficerId
from ui.kit.buttons import button
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextLine
from ui.kit.labels import label
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.asking import AskSheet


class AccessDialog(AskSheet):
    """The people above, under them the field for one more."""

    def __init__(self, desk: Desk, card: LetterCard, parent: QWidget | None = None) -> None:
        title = _("Giao quyền xem đơn")
        super().__init__(desk, title, _("Giao quyền"), parent, hint=_("Đơn {title}").format(title=card.title))
        self._card = card
        self._accused = frozenset(card.respondent_ids)
        self.list = TwoLineList(_("Người đang được xem"), rows=3)
        self.nobody = label(_("Chưa giao cho ai."), "hint")
        self.body.insertWidget(0, self.list)
        self.body.insertWidget(1, self.nobody)
        self.take = button(_("Thu quyền"), "secondary", "delete", self.take_back)
        self.body.insertWidget(2, self.take)
        self.officer, self.reason = Choice([(None, _("Chưa chọn"))]), TextLine()
        self.form.add("officer_id", _("Giao cho"), self.officer, required=True)
        self.form.add("reason", _("Lý do"), self.reason)
        self.list.picked.connect(lambda key: self.take.setEnabled(bool(key)))
        self._show(())
        self.form.focus_first()
        desk.tasks.run(officers_of, done=self._fill, owner=self)
        desk.tasks.run(access_of, card.id, done=self._show, failed=self.refused, owner=self)

    def answer(self) -> None:
        officer = self.officer.value()
        if officer is None:
            raise Invalid(_("Chưa chọn người được giao."), field="officer_id")
        form = AccessForm(letter_id=self._card.id, officer_id=officer, reason=self.reason.value())
        self.save(give_access, form, words=_("Đã giao quyền xem đơn."))

    def take_back(self) -> None:
        """Take the letter from the chosen person."""
        if key := self.list.key():
            self.save(take_access, self._card.id, OfficerId(key), words=_("Đã thu quyền xem đơn."))

    def _fill(self, officers: list[OfficerCard]) -> None:
        fit = [(one.id, one.full_name) for one in officers if one.id not in self._accused]
        self.officer.fill([(None, _("Chưa chọn")), *fit])
        self.is_touched = False

    def _show(self, lines: tuple[AccessLine, ...]) -> None:
        self.list.show_rows([_row(one) for one in lines])
        self.list.setVisible(bool(lines))
        self.nobody.setVisible(not lines)
        self.take.setVisible(bool(lines) and self.desk.may("denunciations.revoke"))
        self.refit()


def _row(one: AccessLine) -> TwoLines:
    since = _("từ {day}").format(day=vn_date(one.given_on))
    return TwoLines(one.officer_id, one.officer, " · ".join(part for part in (since, one.reason) if part))
