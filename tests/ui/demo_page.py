"""A page made of kit parts only, as page hands build them; used to test the window and the frame of registers."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QTableView

from ui.kit.actions import Action, Actions
from ui.kit.buttons import SegmentedControl
from ui.kit.cards import KeyValues, Progress
from ui.kit.cells import Bar, CellRole, fit_columns, set_up_view
from ui.kit.desk import Screen
from ui.kit.detail import DetailPane, part
from ui.kit.fields import Choice, TextLine
from ui.kit.header import FilterBar
from ui.kit.labels import StatusChip
from ui.kit.list_detail import ListDetail
from ui.kit.notices import Banner
from ui.kit.theme import Tone

ROWS = (
    ("II.4  Phối hợp, đôn đốc, kiểm tra", "", "", None, None, "1/2 xong"),
    ("Ban hành kế hoạch phối hợp với Khối Dân vận", "VP – TK", "Xong 20/03", Tone.SUCCESS, Bar(100), ""),
    ("Kiểm tra việc thực hiện QCDC tại 4 thôn", "VP – TK", "30/06/2023", Tone.NEUTRAL, Bar(25), ""),
    ("II.7  Tiếp công dân, giải quyết đơn thư", "", "", None, None, "0/3 xong"),
    ("Tiếp công dân định kỳ hằng tuần", "Chủ tịch", "Hằng tuần", Tone.INFO, Bar(36), ""),
    ("Giải quyết dứt điểm đơn về bồi thường đất", "TP – HT", "Quá 2 ngày", Tone.DANGER, Bar(55, late=True), ""),
    ("Báo cáo 06 tháng của công chức và trưởng thôn", "VP – TK", "Nên xong 12/05", Tone.WARNING, Bar(60), ""),
)
HEADS = ("Nhiệm vụ", "Phụ trách", "Hạn", "Tiến độ")


class DemoModel(QAbstractTableModel):
    def rowCount(self, parent=None):
        return len(ROWS)

    def columnCount(self, parent=None):
        return len(HEADS)

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        shown = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return HEADS[section] if shown else None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        title, who, due, tone, bar, count = ROWS[index.row()]
        column, group = index.column(), tone is None
        if role == Qt.ItemDataRole.DisplayRole:
            return (title, who, due, count if group else f"{bar.percent}%")[column]
        if role == CellRole.GROUP:
            return group
        if role == CellRole.CHIP and column == 2 and not group:
            return tone
        if role == CellRole.BAR and column == 3 and not group:
            return bar
        return None


class DemoPage(Screen):
    def __init__(self, desk):
        super().__init__(desk, "Kế hoạch 2023", "Thực hiện dân chủ ở cơ sở · 12 nội dung · 50 việc · xong 19")
        self.drafts = []
        steps = (
            Action("adjust", "Điều chỉnh", "edit", None),
            Action("add", "Thêm việc", "add", "Ctrl+N", self.added),
            Action(
                "update", "Cập nhật tiến độ", "progress", "Ctrl+U", when=lambda row: None if row else "Chọn một việc."
            ),
        )
        self.selected = None
        self.actions_of_page = Actions(self, steps, lambda: self.selected)
        self.header.add(self.actions_of_page.button("adjust"))
        self.header.add(self.actions_of_page.button("add", "primary"))
        self.filters = FilterBar(
            (("all", "Tất cả"), ("late", "Quá hạn"), ("week", "7 ngày tới"), ("bare", "Thiếu minh chứng"))
        )
        for key, count in (("all", 50), ("late", 2), ("week", 6), ("bare", 4)):
            self.filters.set_count(key, count)
        self.who = Choice(((None, "Mọi người"), ("hanh", "Nguyễn Thị Hạnh")))
        self.who.setAccessibleName("Người phụ trách")
        self.filters.add(self.who)
        self.filters.add(SegmentedControl(("Danh sách", "Bảng"), "Cách xem"))
        self.table = QTableView()
        self.table.setModel(DemoModel(self))
        set_up_view(self.table, "Danh sách việc")
        fit_columns(self.table, {1: 92, 2: 138, 3: 120})
        self.pane = DetailPane()
        chips = (StatusChip("Đang làm", Tone.INFO), StatusChip("Nên xong 12/05", Tone.WARNING))
        self.pane.show_head("Báo cáo 06 tháng của công chức và trưởng thôn", "Mục III.1 · Kế hoạch 2023", chips)
        facts = KeyValues((("Người phụ trách", "Nguyễn Thị Hạnh"), ("Phối hợp", "4 công chức, 4 trưởng thôn")))
        progress = Progress("Tiến độ")
        progress.show_percent(60)
        note = Banner("Ngày cuối 14/05 rơi vào <b>Chủ nhật</b>.", Tone.WARNING, "day-off")
        self.pane.add_tab("Thông tin", part(facts, note, progress))
        self.pane.add_tab("Minh chứng 4", part())
        self.pane.add_tab("Nhật ký", part())
        self.pane.set_footer(self.actions_of_page.button("update", "primary"))
        self.frame = ListDetail("demo", self.filters, self.table, self.pane)
        self.frame.set_foot("10 việc đang hiện · sắp theo mục kế hoạch", "Enter mở · Ctrl+U cập nhật")
        self.body.addWidget(self.frame)
        self.table.activated.connect(lambda _index: self.frame.open_detail())
        self.name = TextLine()

    def added(self, _selection):
        self.desk.toast("Đã thêm việc", lambda: self.drafts.append("undone"))

    def regions(self):
        return (self.filters, self.table, self.pane)

    def show_record(self, record):
        self.selected = record
        self.actions_of_page.refresh()
        self.frame.open_detail()

    def shown_record(self):
        return self.selected

    def keep_draft(self):
        DRAFTS.append(self.name.value())


DRAFTS: list[str] = []
