"""Điểm nóng: what is watched, what looks like one and why, measures until it is calm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.cases.hot_spots import (
    HotSpotCard,
    HotSpotForm,
    Suggestion,
    calm_hot_spot,
    cases_of_codes,
    edit_hot_spot,
    hot_spot_card,
    reopen_hot_spot,
    suggested_hot_spots,
    watch_hot_spot,
)
from dcapp.features.cases.register import HOT_SPOTS
from dcapp.features.cases.terms import HotSpotState
from dcapp.features.people.queries import village_choices
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId, HotSpotId, VillageId
from dcapp.registers.spec import Line
from ui.kit.actions import Action, always
from ui.kit.buttons import button
from ui.kit.dates import DateField
from ui.kit.desk import Desk, Screen
from ui.kit.detail import part
from ui.kit.dialogs import Sheet
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, Number, TextArea, TextLine
from ui.kit.labels import label
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.asking import AskSheet
from ui.registers.desk_steps import steps_for, take_back
from ui.registers.line_pane import LinePane
from ui.registers.page import RegisterPage


class HotSpotDialog(AskSheet):
    """Writes a hot spot, or changes it; a suggested one comes filled."""

    def __init__(
        self,
        desk: Desk,
        card: HotSpotCard | None = None,
        suggested: Suggestion | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Ghi điểm nóng") if card is None else _("Sửa điểm nóng")
        super().__init__(desk, title, _("Lưu"), parent, width=660)
        self._card, self._suggested = card, suggested
        self.name, self.day = TextLine(), DateField(clock.today())
        self.reason, self.measures = TextArea(rows=2), TextArea(rows=3)
        self.village: Choice = Choice([(None, _("Chưa chọn"))])
        self.people, self.leader, self.codes = Number(0, 1_000_000), TextLine(), TextLine()
        add = self.form.add
        add("title", _("Điểm nóng"), self.name, required=True)
        add("opened_on", _("Ngày ghi"), self.day, span=3, required=True)
        add("people_count", _("Số người"), self.people, span=3)
        add("village_id", _("Thôn"), self.village, span=3)
        add("leader", _("Người phụ trách"), self.leader, span=3)
        add("reason", _("Lý do"), self.reason)
        add("measures", _("Biện pháp"), self.measures)
        add("codes", _("Các vụ việc"), self.codes, hint=_("Ghi mã, cách nhau bằng dấu phẩy, ví dụ KN-2026-001."))
        self._village: VillageId | None = None
        self._fill()
        desk.tasks.run(village_choices, done=self._offer, owner=self)
        self.form.focus_first()
        if suggested is None:
            Drafts(self, self.form, desk.tasks, "hot_spots", str(card.id) if card is not None else "")

    def _fill(self) -> None:
        card, suggested = self._card, self._suggested
        if card is not None:
            self.name.setText(card.title)
            self.day.set_value(card.opened_on)
            self.people.setValue(card.people_count)
            self.leader.setText(card.leader)
            self.reason.setPlainText(card.reason)
            self.measures.setPlainText(card.measures)
            self.codes.setText(", ".join(code for _id, code in card.cases))
            self._village = card.village_id
        elif suggested is not None:
            self.name.setText(suggested.title)
            self.people.setValue(suggested.people_count)
            self.reason.setPlainText(suggested.why)
            self.form.cells["codes"].hide()
            self._village = suggested.village_id
        self.is_touched = suggested is not None

    def _offer(self, villages: list[tuple[VillageId, str]]) -> None:
        touched = self.is_touched
        self.village.fill([(None, _("Chưa chọn")), *villages])
        self.village.choose(self._village)
        self.is_touched = touched

    def answer(self) -> None:
        if self._suggested is not None:
            self._write(self._suggested.case_ids)
            return
        codes = tuple(self.codes.value().split(","))
        self.desk.tasks.run(cases_of_codes, codes, done=self._write_found, failed=self.refused, owner=self)

    def _write_found(self, case_ids: tuple[CaseId, ...]) -> None:
        try:
            self._write(case_ids)
        except Invalid as error:
            self.refused(error)

    def _write(self, case_ids: tuple[CaseId, ...]) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày."), field="opened_on")
        form = HotSpotForm(
            title=self.name.value(),
            opened_on=day,
            reason=self.reason.value(),
            village_id=self.village.value(),
            people_count=self.people.value(),
            measures=self.measures.value(),
            leader=self.leader.value(),
            case_ids=case_ids,
        )
        if self._card is None:
            self.save(watch_hot_spot, form, words=_("Đã ghi điểm nóng."))
        else:
            self.save(edit_hot_spot, self._card.id, form, words=_("Đã lưu."))


class CalmDialog(AskSheet):
    """The day from which a matter is calm."""

    def __init__(self, desk: Desk, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Điểm nóng đã yên"), _("Ghi đã yên"), parent, hint=line["title"])
        self._key = HotSpotId(line["id"])
        self.day = DateField(clock.today())
        self.form.add("calm_on", _("Ngày yên"), self.day, span=3, required=True)
        self.form.focus_first()

    def answer(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày."), field="calm_on")
        self.save(calm_hot_spot, self._key, day, words=_("Đã ghi điểm nóng đã yên."))


class SuggestionsDialog(Sheet):
    """Matters that look like hot spots, each with its reason; one is taken with Enter."""

    def __init__(self, found: Sequence[Suggestion], take: Callable[[Suggestion], Any], parent: QWidget) -> None:
        hint = _("Chương trình tìm trong các vụ việc đang mở: đông người, gửi nhiều lần, kéo dài, cùng một chỗ.")
        super().__init__(_("Việc nên theo dõi"), _("Theo dõi…"), parent, hint=hint, width=680)
        self._found, self._take = tuple(found), take
        self.list = TwoLineList(_("Việc nên theo dõi"), rows=7)
        self.list.show_rows([TwoLines(n, one.title, _below(one)) for n, one in enumerate(self._found, 1)])
        self.add(self.list if found else label(_("Không có việc nào cần đưa vào theo dõi."), "hint", wrap=True))
        self.agreed.connect(self._agree)
        self.list.activated.connect(lambda _index: self._agree())

    def _agree(self) -> None:
        key = self.list.key()
        self.accept()
        if key:
            self._take(self._found[key - 1])


class HotSpotPane(LinePane):
    """One hot spot with its cases; Enter opens the case."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(HOT_SPOTS, parent)
        self._desk = desk
        self.cases = TwoLineList(_("Các vụ việc"), rows=5)
        self.cases.activated.connect(lambda _index: self._open())
        self.open = button(_("Mở vụ việc"), "secondary", "next", self._open)
        self.add_tab(_("Vụ việc"), part(self.cases, self.open))

    def show_line(self, line: Line) -> None:
        super().show_line(line)
        key = HotSpotId(line["id"])
        self._desk.tasks.run(hot_spot_card, key, done=self._show, failed=_passed_over, owner=self, key="cases")

    def _show(self, card: HotSpotCard) -> None:
        self.cases.show_rows([TwoLines(key, code) for key, code in card.cases])
        self.open.setEnabled(bool(card.cases))

    def _open(self) -> None:
        if self.cases.key():
            self._desk.open("letters", ("CaseFile", self.cases.key()))


class HotSpotsPage(RegisterPage):
    """The book of hot spots."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        own: list[Action] = []
        if desk.may("cases.list"):
            own = [
                Action("watch", N_("Ghi điểm nóng"), "add", "Ctrl+N", self.watch, always),
                Action("suggest", N_("Gợi ý…"), "warning", None, self.suggest, always),
                Action("change", N_("Sửa…"), "edit", "F2", self.change, _needs_spot),
                Action("calm", N_("Đã yên…"), "done", "Ctrl+R", self.calm, _is_watched),
                Action("rewatch", N_("Theo dõi lại"), "history", None, self.rewatch, _is_calm),
            ]
        base = steps_for(desk, HOT_SPOTS)
        super().__init__(desk, HOT_SPOTS, base, icon="warning", own=own, pane=HotSpotPane(desk), parent=parent)

    def _add_buttons(self, own: Iterable[str]) -> None:
        """What begins a new one stands above."""
        if self.actions_of_page is not None and "watch" in (steps := tuple(own)):
            self.header.add(self.actions_of_page.button("suggest", "secondary"))
            self.header.add(self.actions_of_page.button("watch", "primary"))
            own = [step for step in steps if step not in ("suggest", "watch")]
        super()._add_buttons(own)

    def watch(self, _line: Line | None = None) -> None:
        """Write a hot spot down."""
        HotSpotDialog(self.desk, parent=self).open()

    def suggest(self, _line: Line | None = None) -> None:
        """Show what looks like one."""
        self.desk.tasks.run(suggested_hot_spots, done=self._suggest, owner=self)

    def change(self, line: Line | None) -> None:
        """Change the chosen one."""
        if line is not None:
            key = HotSpotId(line["id"])
            self.desk.tasks.run(hot_spot_card, key, done=self._change, owner=self)

    def calm(self, line: Line | None) -> None:
        """The chosen one is calm."""
        if line is not None:
            CalmDialog(self.desk, line, self).open()

    def rewatch(self, line: Line | None) -> None:
        """It is hot again."""
        if line is not None:
            self.desk.tasks.run(reopen_hot_spot, HotSpotId(line["id"]), done=self._rewatched, owner=self)

    def _change(self, card: HotSpotCard) -> None:
        HotSpotDialog(self.desk, card, parent=self).open()

    def _suggest(self, found: tuple[Suggestion, ...]) -> None:
        SuggestionsDialog(found, self._take, self).open()

    def _take(self, suggested: Suggestion) -> None:
        HotSpotDialog(self.desk, suggested=suggested, parent=self).open()

    def _rewatched(self, _result: object) -> None:
        self.desk.toast(_("Đang theo dõi lại."), partial(take_back, self.desk))


def hot_spots_page(desk: Desk) -> Screen:
    """The page behind the tab."""
    return HotSpotsPage(desk)


def _below(one: Suggestion) -> str:
    return " · ".join(words for words in (one.why, one.village) if words)


def _needs_spot(line: Line | None) -> str | None:
    return None if line is not None else _("Chọn một điểm nóng trước.")


def _is_watched(line: Line | None) -> str | None:
    if line is not None and line["state"] == HotSpotState.CALM.value:
        return _("Điểm nóng này đã yên.")
    return _needs_spot(line)


def _is_calm(line: Line | None) -> str | None:
    if line is not None and line["state"] == HotSpotState.WATCHED.value:
        return _("Điểm nóng này đang theo dõi.")
    return _needs_spot(line)


def _passed_over(_error: Exception) -> None:
    """The cases are an extra; the line itself stays readable without them."""
