"""Fills a year of the calendar with the public holidays that are known."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from dcapp.features.office.service import load_year
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import _
from dcapp.rules.working_days import announced_years
from ui.kit import errors
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.fields import TextLine
from ui.kit.form import Form
from ui.kit.notices import Banner
from ui.kit.theme import Tone

FIRST, LAST = 2000, 2099


class LoadYearDialog(Sheet):
    """Asks for the year, says whether its calendar was announced, loads it."""

    def __init__(
        self, desk: Desk, year: int, loaded: Callable[[int, str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Nạp lịch nghỉ của năm"),
            _("Nạp lịch"),
            parent,
            hint=_("Ngày đã có trong lịch được giữ nguyên, chỉ thêm ngày còn thiếu."),
            width=520,
        )
        self._desk, self._loaded = desk, loaded
        self.form = Form()
        self.year = TextLine(str(year))
        self.form.add("year", _("Năm"), self.year, span=3, required=True, check=self._problem)
        self.add(self.form)
        self.about = Banner()
        self.add(self.about)
        self.form.changed.connect(self._look)
        self.agreed.connect(self._load)
        self._look()
        self.form.focus_first()
        self.year.selectAll()

    def _problem(self) -> str | None:
        text = self.year.value()
        right = text.isdecimal() and FIRST <= int(text) <= LAST
        return None if right else _("Gõ năm bốn chữ số, ví dụ 2027.")

    def _look(self) -> None:
        if self._problem():
            self.about.hide()
            return
        year = int(self.year.value())
        if year in announced_years():
            words, tone = _("Năm {year} đã có thông báo nghỉ lễ. Ngày chưa chắc được đánh dấu cần xem lại."), Tone.INFO
        else:
            words = _("Năm {year} chưa có thông báo nghỉ lễ. Các ngày là dự tính; hạn của năm đó chưa tính được.")
            tone = Tone.WARNING
        self.about.say(words.format(year=year), tone)
        self.about.show()

    def _load(self) -> None:
        if not self.form.is_right(_("Ô này cần có.")):
            return
        year = int(self.year.value())
        self.set_busy(True, _("Đang nạp lịch…"))
        self._desk.tasks.run(load_year, year, done=partial(self._done, year), failed=self._refused, owner=self)

    def _done(self, year: int, fresh: int) -> None:
        if fresh:
            told = _("Đã nạp lịch năm {year}: thêm {count} ngày.").format(year=year, count=fresh)
        else:
            told = _("Lịch năm {year} đã đủ, không thêm ngày nào.").format(year=year)
        self.accept()
        self._loaded(year, told)

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        if isinstance(error, Invalid) and self.form.show_error(error):
            return
        if isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)
