"""Xử lý đơn: what is done with a letter; accepted it becomes a case, joined it goes into one that is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.cases.accepting import CASE_KIND_OF, open_accepted
from dcapp.features.cases.cards import CaseLine
from dcapp.features.cases.forms import CaseForm
from dcapp.features.cases.queries import open_cases_like
from dcapp.features.cases.service import Opened, join_letter, open_case
from dcapp.features.letters.forms import HandlingForm
from dcapp.features.letters.handling import assign_letter, decide_handling, propose_handling
from dcapp.features.letters.queries import LetterCard
from dcapp.features.letters.terms import HANDLINGS, Handling, LetterKind
from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CaseId
from ui.kit import errors
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import Choice, SearchBox, TextArea, TextLine
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.asking import AskSheet

NEEDS_BODY = (Handling.FORWARD, Handling.GUIDE, Handling.RETURN, Handling.ABOVE)


class HandlingDialog(AskSheet):
    """Decides, or proposes to who decides; other than the proposal it asks for the reason."""

    def __init__(
        self, desk: Desk, card: LetterCard, parent: QWidget | None = None, *, after: Callable[[Handling], Any]
    ) -> None:
        self._decides = desk.may("cases.conclude")
        title = _("Quyết định xử lý đơn") if self._decides else _("Đề xuất xử lý đơn")
        super().__init__(desk, title, _("Ghi"), parent, hint=_("Đơn {title}").format(title=card.title), width=640)
        self._card, self._after = card, after
        self.handling = Choice([(one, _(words)) for one, words in HANDLINGS.items()])
        if card.proposed is not None:
            self.handling.choose(card.proposed)
        self.day, self.sent_to = DateField(clock.today()), TextLine(card.sent_to)
        self.ground, self.overruled = TextArea(card.ground, rows=2), TextArea(rows=2)
        self.late = TextLine()
        add = self.form.add
        add("handling", _("Hướng xử lý"), self.handling, span=3, required=True)
        add("done_on", _("Ngày xử lý"), self.day, span=3, required=True)
        add("sent_to", _("Cơ quan có thẩm quyền"), self.sent_to)
        add("ground", _("Căn cứ, lý do"), self.ground)
        add("overruled", _("Lý do khác với đề xuất"), self.overruled)
        add("reason", _("Lý do chậm (nếu quá hạn)"), self.late)
        self.handling.currentIndexChanged.connect(lambda _index: self._look())
        self._look()
        self.is_touched = False
        self.form.focus_first()

    def answer(self) -> None:
        chosen: Handling = self.handling.value()
        self.show_problem("")
        self.set_busy(True, _("Đang lưu…"))
        done, run = partial(self._handled, chosen), self.desk.tasks.run
        if not self._decides and chosen is not self._card.proposed:
            run(propose_handling, self._card.id, chosen, {}, done=done, failed=self.refused, owner=self)
            return
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày xử lý."), field="done_on")
        form = HandlingForm(
            handling=chosen,
            done_on=day,
            ground=self.ground.value(),
            sent_to=self.sent_to.value(),
            overruled=self.overruled.value(),
            reason=self.late.value(),
        )
        run(decide_handling, self._card.id, form, done=done, failed=self.refused, owner=self)

    def refused(self, error: Exception) -> None:
        super().refused(error)
        if isinstance(error, RuleViolation) and error.citation and error.citation not in str(error):
            self.show_problem(f"{error} ({error.citation})")

    def _handled(self, chosen: Handling, _result: object) -> None:
        self._saved(_("Đã ghi: {handling}.").format(handling=_(HANDLINGS[chosen])))
        if self._decides:
            self._after(chosen)

    def _look(self) -> None:
        chosen = self.handling.value()
        self.form.cells["sent_to"].setVisible(chosen in NEEDS_BODY)
        differs = self._card.proposed is not None and chosen is not self._card.proposed
        self.form.cells["overruled"].setVisible(differs)
        self.form.cells["done_on"].setVisible(self._decides or not differs)
        if self.isVisible():
            self.fit()


class JoinDialog(AskSheet):
    """Finds the open case that a letter belongs to."""

    def __init__(self, desk: Desk, card: LetterCard, parent: QWidget | None = None) -> None:
        hint = _("Tìm theo mã, tên người gửi hoặc nội dung, không cần dấu.")
        super().__init__(desk, _("Ghép đơn vào vụ việc"), _("Ghép"), parent, hint=hint, width=680)
        self._card = card
        self.words = SearchBox(_("Tìm vụ việc đang mở"))
        self.list = TwoLineList(_("Vụ việc đang mở"), rows=6)
        self.add(self.words)
        self.add(self.list)
        self.words.searched.connect(self._find)
        self.list.activated.connect(lambda _index: self.agreed.emit())
        self.words.setFocus()
        self._find("" if card.kind is LetterKind.DENUNCIATION else card.sender)

    def answer(self) -> None:
        if not self.list.key():
            self.show_problem(_("Chọn một vụ việc trong danh sách."))
            return
        self.save(join_letter, CaseId(self.list.key()), self._card.id, words=_("Đã ghép đơn vào vụ việc."))

    def _find(self, words: str) -> None:
        self.desk.tasks.run(open_cases_like, words, done=self._show, owner=self, key="join")

    def _show(self, found: tuple[CaseLine, ...]) -> None:
        self.list.show_rows([_case_row(one) for one in found])


class GiveDialog(AskSheet):
    """Gives a letter to the officer who is to handle it."""

    def __init__(self, desk: Desk, card: LetterCard, parent: QWidget | None = None) -> None:
        hint = _("Đơn {title}").format(title=card.title)
        super().__init__(desk, _("Giao xử lý đơn"), _("Giao"), parent, hint=hint)
        self._card = card
        self.officer, self.reason = Choice([(None, _("Chưa chọn"))]), TextLine()
        self.form.add("officer_id", _("Giao cho"), self.officer, required=True)
        self.form.add("reason", _("Lý do"), self.reason)
        self.form.focus_first()
        desk.tasks.run(officers_of, done=self._fill, owner=self)

    def answer(self) -> None:
        officer = self.officer.value()
        if officer is None:
            raise Invalid(_("Chưa chọn người được giao."), field="officer_id")
        self.save(assign_letter, self._card.id, officer, self.reason.value(), words=_("Đã giao."))

    def _fill(self, officers: list[OfficerCard]) -> None:
        self.officer.fill(
            [
                (None, _("Chưa chọn")),
                *((one.id, one.full_name) for one in officers if one.id not in self._card.respondent_ids),
            ]
        )
        self.officer.choose(self._card.handler_id)
        self.is_touched = False


def _case_row(one: CaseLine) -> TwoLines:
    words = " · ".join(part for part in (one.code, one.sender) if part)
    return TwoLines(one.id, words, " · ".join(part for part in (one.state_title, one.gist) if part))


def open_its_case(desk: Desk, card: LetterCard, owner: QWidget, *, accepted: bool = False) -> None:
    """Open the case of a letter and show it; `accepted`: the decision was written since the card was read."""
    kind = CASE_KIND_OF.get(card.kind)
    if kind is None:
        desk.toast(_("Đơn nhiều nội dung: tách đơn trước khi mở vụ việc."))
        return

    def show(opened: Opened) -> None:
        desk.toast(_("Đã mở vụ việc {code}.").format(code=opened.code))
        desk.open("letters", ("CaseFile", opened.id))

    run, failed = desk.tasks.run, partial(errors.present, owner)
    if accepted or card.handling is Handling.ACCEPT:
        run(open_accepted, card.id, done=show, failed=failed, owner=owner)
        return
    form = CaseForm(kind=kind, opened_on=card.received_on, letter_ids=(card.id,), handler_id=card.handler_id)
    run(open_case, form, done=show, failed=failed, owner=owner)
