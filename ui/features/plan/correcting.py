"""The paper at the left, what was read at the right, linked; every correction is made here and nothing is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTableView, QVBoxLayout, QWidget

from dcapp.features.plan.preview import Entry, EntryKind, Preview, Value
from dcapp.features.plan.service import PlanForm
from dcapp.kernel.i18n import _
from ui.features.plan.entry_dialog import EntryDialog, HeadDialog, SplitDialog
from ui.features.plan.entry_list import NEEDS_LOOK, EntryModel
from ui.features.plan.passage_text import PassageText
from ui.kit import theme
from ui.kit.buttons import button
from ui.kit.cards import Card
from ui.kit.cells import fit_columns, set_up_view
from ui.kit.fitting import lay
from ui.kit.header import ROOMY, FilterBar
from ui.kit.labels import label
from ui.kit.notices import Banner
from ui.kit.theme import Tone


class KindFilter(FilterBar):
    """What kind of entries is listed; "Tất cả" takes the choice back, so no other button is needed for it."""

    def _look(self) -> None:
        self.clear.hide()


class Corrections(QWidget):
    """Both sides of one preview; `changed` after every correction."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview: Preview | None = None
        self.banner = Banner("", Tone.WARNING)
        self.banner.offer(_("Ghi số, ngày…"), self.edit_head)
        self.text = PassageText()
        self.text.picked.connect(self.choose)
        self.filters = KindFilter(
            (
                ("", _("Tất cả")),
                (EntryKind.DOCUMENT.value, _("Văn bản")),
                (EntryKind.ITEM.value, _("Mục")),
                (EntryKind.CHARGE.value, _("Giao việc")),
                (EntryKind.OBLIGATION.value, _("Báo cáo")),
                (EntryKind.RECIPIENT.value, _("Nơi nhận")),
                (NEEDS_LOOK, _("Cần xem lại")),
            )
        )
        self.filters.changed.connect(self._list)
        self.model = EntryModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        set_up_view(self.table, _("Nội dung đã đọc"), row=44)
        fit_columns(self.table, {0: 68, 2: 150}, stretched=1)
        self.table.horizontalHeader().hide()
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._picked())
        self.table.activated.connect(lambda _index: self.edit())
        self._row_buttons()
        self._lay_out()
        QShortcut(QKeySequence("F8"), self, self.next_doubt)
        QShortcut(QKeySequence("F2"), self.table, self.edit)
        QShortcut(QKeySequence("Del"), self.table, self.drop)

    def _row_buttons(self) -> None:
        self.edit_button = button(_("Sửa"), "secondary", "edit", self.edit)
        self.merge_button = button(_("Gộp"), "secondary", "merge", self.merge)
        self.split_button = button(_("Tách"), "secondary", "split", self.split)
        self.drop_button = button(_("Bỏ"), "secondary", "delete", self.drop)
        self.accept_button = button(_("Đúng rồi"), "secondary", "check", self.settle)

    def _lay_out(self) -> None:
        paper = Card(_("Nguyên văn kế hoạch"))
        self._legend = label(_("Chữ tô màu = đã đọc được"), "hint")
        paper.aside(self._legend)
        paper.add(self.text)
        right = QWidget()
        self._right = column = QVBoxLayout(right)
        lay(column, (7, 0, 0, 0), 8)
        column.addWidget(self.filters)
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        actions = QWidget()
        row = QHBoxLayout(actions)
        lay(row, spacing=8)
        for one in (self.edit_button, self.merge_button, self.split_button, self.drop_button, self.accept_button):
            row.addWidget(one)
        row.addStretch(1)
        column.addWidget(actions)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setProperty("bare", True)
        splitter.addWidget(paper)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([theme.px(440), theme.px(660)])
        self._whole = QVBoxLayout(self)
        lay(self._whole, (24, 12, 20, 12), 8)
        self._whole.addWidget(splitter, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """Where room is short, or letters are large, the filters stand over both sides."""
        is_roomy = self.window().width() * 100 / theme.current().scale >= ROOMY
        self._legend.setVisible(is_roomy)
        room = self._right if is_roomy else self._whole
        if room.indexOf(self.filters) < 0:
            room.insertWidget(0, self.filters)

    def show_preview(self, preview: Preview) -> None:
        """Show a preview from its beginning."""
        self.preview = preview
        self.text.show_preview(preview)
        self._list()
        self.table.setFocus()

    def current(self) -> Entry | None:
        """The entry that is selected."""
        return self.model.entry_at(self.table.currentIndex().row())

    def choose(self, key: int) -> None:
        """Select an entry on both sides."""
        row = self.model.row_of(key)
        if row < 0 and self.preview is not None:
            self.filters.choose("")
            row = self.model.row_of(key)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 1))
            self.table.scrollTo(self.model.index(row, 1))

    def next_doubt(self) -> None:
        """Go to the next entry that somebody should look at."""
        if self.preview is None:
            return
        keys = [entry.key for entry in self.preview.doubtful()]
        current = self.current()
        rows = {key: self.model.row_of(key) for key in keys}
        here = self.table.currentIndex().row() if current else -1
        later = [key for key in keys if rows[key] > here]
        if keys:
            self.choose(later[0] if later else keys[0])

    def edit(self) -> None:
        """Correct the selected entry."""
        entry = self.current()
        if entry is None or self.preview is None:
            return
        preview = self.preview

        def save(value: Value) -> None:
            preview.edit(entry.key, value)
            self._again(entry.key)

        EntryDialog(entry, save, self).open()

    def edit_head(self) -> None:
        """Fill in number, date and signer of the plan."""
        if self.preview is None:
            return
        preview = self.preview

        def save(form: PlanForm) -> None:
            preview.form = form
            self._again(-1)

        HeadDialog(preview.form, save, self).open()

    def merge(self) -> None:
        """Make one of the selected entry and the next of its kind."""
        entry = self.current()
        if entry is not None and self.preview is not None and self.preview.can_merge(entry.key) is not None:
            self.preview.merge(entry.key)
            self._again(entry.key)

    def split(self) -> None:
        """Cut the selected entry in two."""
        entry = self.current()
        if entry is None or self.preview is None:
            return
        preview = self.preview

        def cut(position: int) -> None:
            preview.split(entry.key, position)
            self._again(entry.key)

        SplitDialog(entry.text, cut, self).open()

    def drop(self) -> None:
        """Leave the selected entry out, or take it back."""
        entry = self.current()
        if entry is None or self.preview is None:
            return
        if entry.is_dropped:
            self.preview.take_back(entry.key)
        else:
            self.preview.drop(entry.key)
        self._again(entry.key)

    def settle(self) -> None:
        """Keep a doubtful entry as it was read."""
        entry = self.current()
        if entry is not None and entry.doubt and self.preview is not None:
            self.preview.settle(entry.key)
            self._again(entry.key)

    def step_back(self) -> None:
        """Take the last correction back."""
        if self.preview is not None and self.preview.undo():
            self._again(-1)

    def _again(self, key: int) -> None:
        if self.preview is None:
            return
        self.text.show_preview(self.preview, key)
        self._list()
        if key >= 0:
            self.choose(key)
        self.changed.emit()

    def _list(self) -> None:
        preview = self.preview
        if preview is None:
            return
        self.model.show_preview(preview, self.filters.preset())
        for row in range(self.model.rowCount()):
            width = self.model.columnCount() if self.model.entry_at(row) is None else 1
            if self.table.columnSpan(row, 0) != width:
                self.table.setSpan(row, 0, 1, width)
        counts = preview.counts()
        self.filters.set_count("", sum(counts.values()))
        for kind, count in counts.items():
            self.filters.set_count(kind.value, count)
        self.filters.set_count(NEEDS_LOOK, len(preview.doubtful()))
        form = preview.form
        missing = [
            words
            for words, is_there in (
                (_("số"), form.number),
                (_("ngày ký"), form.signed_on),
                (_("người ký"), form.signer_name),
            )
            if not is_there
        ]
        self.banner.say(
            _("Tệp không ghi {missing}. Gõ theo bản giấy.").format(missing=", ".join(missing))
            if missing
            else _("{title}, số {number}, năm {year}").format(title=form.type_name, number=form.number, year=form.year),
            Tone.WARNING if missing else Tone.INFO,
        )
        if self.current() is None:
            first = next((n for n in range(self.model.rowCount()) if self.model.entry_at(n) is not None), -1)
            if first >= 0:
                self.table.setCurrentIndex(self.model.index(first, 1))
        self._picked()

    def _picked(self) -> None:
        entry, preview = self.current(), self.preview
        if preview is None:
            return
        self.edit_button.setEnabled(entry is not None)
        self.split_button.setEnabled(entry is not None and entry.kind is not EntryKind.DOCUMENT)
        following = preview.can_merge(entry.key) if entry is not None else None
        self.merge_button.setEnabled(following is not None)
        self.merge_button.setText(
            _("Gộp với {tag}").format(tag=preview.tag(following)) if following is not None else _("Gộp")
        )
        self.drop_button.setEnabled(entry is not None)
        self.drop_button.setText(_("Lấy lại") if entry is not None and entry.is_dropped else _("Bỏ"))
        self.accept_button.setEnabled(entry is not None and bool(entry.doubt))
        if entry is not None:
            self.text.choose(entry.key)
