"""The pane of a rule: every edition with its source and who checked it, and a date tried out step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dcapp.features.office.rulebook import CheckedLine
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.rules.counting import Deadline
from dcapp.rules.deadlines import OF_OFFICE, Wording
from ui.features.admin.rule_model import RuleLine, in_force_words, length_words, state_words
from ui.kit.cards import KeyValues
from ui.kit.dates import DateField
from ui.kit.deadline_card import DeadlineCard
from ui.kit.detail import DetailPane, part, part_title
from ui.kit.fitting import lay
from ui.kit.labels import StatusChip, label
from ui.kit.notices import Banner
from ui.kit.theme import Tone


class RulePane(DetailPane):
    """One rule of the book."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editions = QWidget()
        self._list = QVBoxLayout(self._editions)
        lay(self._list, spacing=12)
        self.gap = Banner("", Tone.WARNING)
        self.gap.hide()
        self.start = label("", "hint", wrap=True)
        self.day = DateField()
        self.day.line.setAccessibleName(_("Ngày bắt đầu đếm"))
        self.card = DeadlineCard(_("Hạn cuối"), framed=False)
        self.card.hide()
        self.refusal = Banner("", Tone.WARNING)
        self.refusal.hide()
        self.add_tab(_("Các bản"), part(self.gap, self._editions))
        self.add_tab(_("Thử tính"), part(self.start, self.day, self.card, self.refusal))

    def show_line(self, line: RuleLine, checks: Mapping[str, CheckedLine]) -> None:
        """Show this rule."""
        rule, (words, tone) = line.rule, state_words(line)
        self.show_head(rule.title, _("Quy định {name}").format(name=rule.name), [StatusChip(words, tone)])
        _empty(self._list)
        for wording in rule.wordings:
            held = _("đang dùng") if wording is line.now else ""
            self._list.addWidget(part_title(in_force_words(wording), label(held, "hint")))
            told = KeyValues()
            told.show_rows(_facts(wording, checks.get(wording.name)))
            self._list.addWidget(told)
        self._say_gap(rule.wordings)
        self.start.setText(_("Đếm từ: {event}. Gõ một ngày để xem hạn và từng bước.").format(event=rule.start))
        self.day.set_value(None)
        self.show_deadline(None)

    def show_deadline(self, found: Deadline | None) -> None:
        """Show what a date comes to; None: nothing was asked yet."""
        self.refusal.hide()
        self.card.setVisible(found is not None)
        if found is not None:
            self.card.show_deadline(found, follows=False)

    def refuse(self, words: str) -> None:
        """Say why no date can be told."""
        self.card.hide()
        self.refusal.setVisible(True)
        self.refusal.say(escape(words), Tone.WARNING)

    def _say_gap(self, wordings: Sequence[Wording]) -> None:
        """Several wordings of the law: say what happens to a matter between them."""
        of_law = [wording for wording in wordings if wording.confidence != OF_OFFICE and wording.days is not None]
        self.gap.setVisible(len(of_law) > 1)
        if len(of_law) > 1:
            newest = max(wording.in_force_from for wording in of_law)
            words = _("Việc bắt đầu trước {day} mà chưa xong: chương trình tính cả các bản và nhắc theo ngày sớm nhất.")
            self.gap.say(words.format(day=vn_date(newest)), Tone.WARNING)


def _facts(wording: Wording, checked: CheckedLine | None) -> list[tuple[str, str]]:
    days = wording.days
    rows = [(_("Thời hạn"), length_words(wording))]
    if days is not None:
        more = ((_("Phức tạp"), days.complex), (_("Vùng sâu, vùng xa"), days.remote), (_("Cả hai"), days.both))
        rows += [(words, _("{count} ngày").format(count=number)) for words, number in more if number is not None]
        if wording.says:
            rows.append((_("Ghi chú"), wording.says))
    if wording.extension is not None:
        words = _("tối đa {most} lần, mỗi lần {days} ngày")
        rows.append((_("Gia hạn"), words.format(most=wording.extension.most, days=wording.extension.days)))
    rows.append((_("Căn cứ"), wording.citation))
    if checked is not None:
        rows.append((_("Người kiểm"), f"{checked.checked_by}, {vn_date(checked.checked_on)}"))
        rows.append((_("Đã đối chiếu với"), checked.source))
    elif not wording.is_checked:
        rows.append((_("Tình trạng"), _("cần kiểm tra với văn bản gốc")))
    return rows


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
