"""The Monday sheet before it is printed: which week, which blocks, and the page as it will be (mockup 30)."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dcapp.features.today.monday import Block, WeekMaterial, week_material
from dcapp.features.today.prints import SIZES, FittedSheet, monday_sheet
from dcapp.features.today.terms import BLOCKS, BlockKind
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _, ngettext
from ui.kit import theme
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.detail import scrolled
from ui.kit.errors import present
from ui.kit.fitting import dress, fix, lay
from ui.kit.icons import IconLabel
from ui.kit.labels import label, line
from ui.kit.print_preview import PrintPreview
from ui.kit.states import LoadingState

PANE_WIDTH, BUTTONS_WIDTH = 300, 500


class MondayDialog(QDialog):
    """Week and blocks at the left, the sheet at the right; it dies when it is closed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, day: date | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Phiếu giao ban đầu tuần"))
        self._desk = desk
        self.material: WeekMaterial | None = None
        self.sheet: FittedSheet | None = None
        self.preview: PrintPreview | None = None
        self._asked = 0
        self.day = DateField(day)
        self.day.changed.connect(self._ask)
        self.boxes: dict[BlockKind, QCheckBox] = {}
        self._numbers = {kind: label("", "hint") for kind in BlockKind}
        self.fit_mark = IconLabel("done", "success")
        self.fit = label("", "body", wrap=True)
        self.fit_hint = label("", "hint", wrap=True)
        row = QHBoxLayout(self)
        lay(row)
        row.addWidget(self._pane())
        self._place = QVBoxLayout()
        lay(self._place)
        self._waiting = LoadingState()
        self._place.addWidget(self._waiting, 1)
        row.addLayout(self._place, 1)
        room = self.screen().availableGeometry().size()
        self.resize(room.width() * 9 // 10, room.height() * 9 // 10)
        self._ask()

    def chosen(self) -> tuple[BlockKind, ...]:
        """The blocks that are ticked, in their order."""
        return tuple(kind for kind, box in self.boxes.items() if box.isChecked())

    def _pane(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        lay(column, (20, 16, 20, 16), 8)
        named = label(_("Tuần có ngày"), "label")
        named.setBuddy(self.day.line)
        column.addWidget(named)
        column.addWidget(self.day)
        column.addWidget(label(_("Đưa vào tờ giao ban"), "label"))
        ticks = QVBoxLayout()
        lay(ticks)
        column.addLayout(ticks)
        for kind in BlockKind:
            box = QCheckBox(_(BLOCKS[kind]))
            box.clicked.connect(self._draw)
            self.boxes[kind] = box
            row = QHBoxLayout()
            lay(row, spacing=8)
            row.addWidget(box, 1)
            row.addWidget(self._numbers[kind])
            ticks.addLayout(row)
        column.addWidget(line())
        told = QHBoxLayout()
        lay(told, spacing=10)
        words = QVBoxLayout()
        lay(words, spacing=2)
        words.addWidget(self.fit)
        words.addWidget(self.fit_hint)
        told.addWidget(self.fit_mark, 0, Qt.AlignmentFlag.AlignTop)
        told.addLayout(words, 1)
        column.addLayout(told)
        column.addStretch(1)
        frame = scrolled(pane)
        dress(frame, ground="pane")
        fix(frame, width=PANE_WIDTH)
        return frame

    def _ask(self) -> None:
        try:
            wanted = self.day.value()
        except Invalid:
            return  # the field says it; a half-typed date asks for nothing
        self._desk.tasks.run(
            week_material, wanted, done=self._take, failed=partial(present, self), owner=self, key="monday"
        )

    def _take(self, material: WeekMaterial) -> None:
        is_first = self.material is None
        self.material = material
        if is_first:
            self.day.blockSignals(True)
            self.day.set_value(material.monday)
            self.day.blockSignals(False)
        for block in material.blocks:
            self._numbers[block.kind].setText(str(block.total))
            self.boxes[block.kind].setAccessibleName(self._named(block))
            if is_first:
                self.boxes[block.kind].setChecked(block.total > 0)
        self._draw()

    def _named(self, block: Block) -> str:
        return f"{_(BLOCKS[block.kind])}: {block.total}"

    def _draw(self) -> None:
        """Fit the sheet off the GUI thread; an older answer that comes later is dropped."""
        if self.material is None:
            return
        self._asked += 1
        make = partial(monday_sheet, self.material, self._desk.app.office, self.chosen())
        self._desk.tasks.start(make, partial(self._show, self._asked), partial(present, self), owner=self)

    def _show(self, number: int, sheet: FittedSheet) -> None:
        if number != self._asked or self.material is None:
            return
        self.sheet = sheet
        title = _("Phiếu giao ban tuần từ {day}").format(day=vn_date(self.material.monday))
        if self.preview is None:
            self._waiting.hide()
            self._waiting.deleteLater()
            self.preview = PrintPreview(
                sheet.pdf,
                title=title,
                docx=sheet.docx,
                file_name=title.replace("/", "-"),
                profile=sheet.profile,
                tasks=self._desk.tasks,
            )
            self._place.addWidget(self.preview, 1)
            self._fit_title()
        else:
            self.preview.title.setText(title)
            self.preview.show_pdf(sheet.pdf, sheet.docx)
        self._say_fit(sheet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        """The week stands in the field at the left too: its title goes where it would be cut."""
        if self.preview is not None:
            title = self.preview.title
            title.setVisible(self.width() >= theme.px(PANE_WIDTH + BUTTONS_WIDTH) + title.sizeHint().width())

    def _say_fit(self, sheet: FittedSheet) -> None:
        self.fit_mark.show_icon("warning" if sheet.hidden else "done", "warning" if sheet.hidden else "success")
        self.fit.setText(_("Vừa một tờ A4"))
        if sheet.hidden:
            words = ngettext(
                "Còn {count} việc không đủ chỗ, tờ giao ban ghi “và … việc khác”.",
                "Còn {count} việc không đủ chỗ, tờ giao ban ghi “và … việc khác”.",
                sheet.hidden,
            )
            self.fit_hint.setText(words.format(count=sheet.hidden))
        elif sheet.size < SIZES[0]:
            self.fit_hint.setText(_("cỡ chữ thu còn {size} cho vừa").format(size=f"{sheet.size:g}"))
        else:
            self.fit_hint.setText("")
