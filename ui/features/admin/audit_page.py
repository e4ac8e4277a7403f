"""Nhật ký: what was done, by whom, when, to what; read only, and checked on request."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTableView, QVBoxLayout, QWidget

from dcapp.db.faults import Interrupted
from dcapp.features.accounts.queries import (
    OF_THE_ADMINISTRATOR,
    WITHHELD,
    AuditLine,
    account_lines,
    audit_head,
)
from dcapp.kernel.errors import NotAllowed, UserError
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.numbers import vn_number
from ui.features.admin.audit_filter import AuditFilter, Wanted
from ui.features.admin.audit_model import AuditModel
from ui.features.admin.audit_words import action_words, changes_in_words, object_words
from ui.features.admin.explain import ExplainDialog
from ui.kit import errors
from ui.kit.actions import Action, Actions
from ui.kit.cards import KeyValues
from ui.kit.cells import fit_columns, set_up_view
from ui.kit.desk import Desk, Screen
from ui.kit.detail import DetailPane, part, part_title
from ui.kit.fitting import lay
from ui.kit.labels import label, selectable
from ui.kit.list_detail import ListDetail
from ui.kit.notices import Banner
from ui.kit.states import DeniedState, EmptyState, ErrorState, LoadingState
from ui.kit.theme import Tone

FINDINGS_SHOWN = 5


class AuditPane(DetailPane):
    """One record of the book: who, when, and each field from old to new."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = KeyValues()
        self.changes = KeyValues()
        self.add_tab(_("Thông tin"), part(self.facts, part_title(_("Cũ → mới")), self.changes))

    def show_line(self, line: AuditLine) -> None:
        """Show this record."""
        what = object_words(line.kind, line.record_id)
        self.show_head(action_words(line.action), what)
        self.facts.show_rows(
            (
                (_("Dòng số"), vn_number(line.seq)),
                (_("Lúc"), line.at),
                (_("Ai"), line.who or line.account),
                (_("Tên tài khoản"), line.account if line.who else ""),
            )
        )
        told = changes_in_words(line.kind, line.content)
        nothing = _("Không có dữ liệu nào thay đổi.")
        if line.content == WITHHELD and line.kind not in OF_THE_ADMINISTRATOR:
            nothing = _("Quản trị thấy có việc đã làm, không thấy nội dung. Nhờ lãnh đạo hoặc người kiểm soát xem.")
        self.changes.show_rows(told or [(_("Nội dung"), nothing)])


class AuditPage(Screen):
    """The audit book, newest first, older lines as the officer scrolls."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, _("Nhật ký"), _("chỉ đọc · mỗi dòng nối với dòng trước nên sửa lén sẽ lộ"), parent=parent
        )
        self.model = AuditModel(desk.tasks, self._loaded, self._failed, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        set_up_view(self.table, _("Nhật ký"))
        fit_columns(self.table, {0: 166, 1: 140, 2: 150, 3: 160}, stretched=4)
        self._layers = QStackedWidget()
        self._layers.addWidget(self.table)
        self.pane = AuditPane()
        self.frame = ListDetail("audit", self._top(), self._layers, self.pane)
        self.body.addWidget(self.frame, 1)
        self.actions_of_page = Actions(self, self._steps(), self.current)
        if desk.may("audit.verify"):
            self.header.add(self.actions_of_page.button("explain", "secondary"))
            self.header.add(self.actions_of_page.button("check", "primary"))
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._show_line())
        self.table.activated.connect(lambda _index: self.frame.open_detail())
        self.setFocusProxy(self.table)
        self._show_state(LoadingState())
        self.reload()

    # -- what the window asks of a page
    def regions(self) -> tuple[QWidget, ...]:
        return (self.filter, self._layers, self.pane)

    def search_field(self) -> QWidget | None:
        return self.filter.search

    def show_record(self, record: Any) -> None:
        row = next((row for row, line in enumerate(self.model.lines) if line.seq == record), -1)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def shown_record(self) -> Any:
        line = self.current()
        return line.seq if line is not None else None

    def current(self) -> AuditLine | None:
        """The record under the cursor."""
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def reload(self) -> None:
        """Read the newest lines and the head of the chain."""
        self.model.reload()
        if self.desk.may("accounts.view"):
            run = self.desk.tasks.run
            run(account_lines, done=self.filter.offer, failed=_passed_over, owner=self, key="admin.people")
        self.desk.tasks.run(audit_head, done=self._take_head, failed=_passed_over, owner=self, key="admin.head")

    # -- steps
    def _steps(self) -> list[Action]:
        found = [Action("reload", N_("Tải lại"), "reload", "F5", lambda _line: self.reload())]
        if self.desk.may("audit.verify"):
            found.append(Action("check", N_("Kiểm tra chuỗi nhật ký"), "safe", None, lambda _line: self.check()))
            found.append(Action("explain", N_("Giải trình…"), "edit", None, lambda _line: self.explain()))
        return found

    def explain(self) -> None:
        """Open the explanation of what openings found wrong with the book."""
        ExplainDialog(self.desk, self).open()

    def check(self) -> None:
        """Look through the whole office, the audit book first of all."""
        self._say(_("Đang kiểm tra nhật ký, tệp dữ liệu và tệp đính kèm…"), Tone.INFO)
        self._set_checking(True)
        self.desk.tasks.start(self._anchor, self._look_through, self._not_checked, owner=self)

    def _anchor(self) -> Any:
        """The mark of the audit book outside the data file; read before the look begins, as `check` does."""
        from dcapp.db.anchor import read_anchor

        storage = self.desk.app.storage
        return None if storage is None else read_anchor(storage.folder, storage.keys.subkey("audit"))

    def _look_through(self, anchor: Any) -> None:
        from dcapp.checking import look_through  # reads every room, and is rarely asked for

        self.desk.tasks.run(look_through, anchor, done=self._checked, failed=self._not_checked, owner=self)

    def _checked(self, found: list[Any]) -> None:
        self._set_checking(False)
        if not found:
            words = _("Chuỗi nhật ký nguyên vẹn. Tệp dữ liệu, tệp đính kèm và ngăn khóa đúng như chương trình đã ghi.")
            self._say(words, Tone.SUCCESS)
            return
        problems = " ".join(finding.problem for finding in found[:FINDINGS_SHOWN])
        more = _("Và {count} chỗ nữa.").format(count=len(found) - FINDINGS_SHOWN) if len(found) > FINDINGS_SHOWN else ""
        words = _("Có {count} chỗ không đúng: {problems}").format(count=len(found), problems=problems)
        self._say(f"{words} {more}".strip(), Tone.DANGER)

    def _not_checked(self, error: Exception) -> None:
        self._set_checking(False)
        if isinstance(error, Interrupted):
            self.banner.hide()
            return
        if not isinstance(error, UserError):
            self.banner.hide()
            errors.present(self, error)
            return
        self._say(_("Chưa kiểm tra được: {reason}").format(reason=error), Tone.WARNING)

    def _set_checking(self, checking: bool) -> None:
        if self.actions_of_page is not None and self.desk.may("audit.verify"):
            self.actions_of_page["check"].setEnabled(not checking)
            for found in self.header.findChildren(QWidget):
                if found.property("kind") == "primary":
                    found.setEnabled(not checking)

    # -- how it is laid out
    def _top(self) -> QWidget:
        self._bar = QWidget()
        column = QVBoxLayout(self._bar)
        lay(column, spacing=8)
        row = QHBoxLayout()
        lay(row, spacing=8)
        row.addWidget(label(_("Đầu chuỗi nhật ký:"), "hint"))
        self.head = selectable("", "hint", wrap=False)
        row.addWidget(self.head, 1)
        column.addLayout(row)
        self.filter = AuditFilter()
        self.filter.changed.connect(lambda: self.model.want(self.filter.wanted()))
        column.addWidget(self.filter)
        self.banner = Banner()
        self.banner.hide()
        column.addWidget(self.banner)
        return self._bar

    def _say(self, words: str, tone: Tone) -> None:
        from html import escape

        self.banner.say(escape(words), tone)
        self.banner.show()

    # -- what came back
    def _take_head(self, head: str) -> None:
        self.head.setText(head)
        self.head.setAccessibleName(_("Đầu chuỗi nhật ký: {head}").format(head=head))

    def _loaded(self, any_line: bool) -> None:
        model = self.model
        if not any_line and model.is_searching:
            self.frame.set_foot(_("Đang tìm, đã xem {count} dòng…").format(count=vn_number(model.seen)))
            return
        if any_line:
            self._layers.setCurrentWidget(self.table)
            self.setFocusProxy(self.table)
            self.frame.set_foot(self._counted(), _("Enter mở"))
        elif model.wanted != Wanted():
            told = _("Đã xem {count} dòng. Bớt điều kiện lọc hoặc chọn khoảng ngày khác.")
            state = EmptyState("search", _("Không có dòng nào như vậy"), told.format(count=vn_number(model.seen)))
            state.offer(_("Xóa bộ lọc"), self.filter.clear)
            self._show_state(state)
            self.frame.set_foot("")
        else:
            words = _("Mọi việc ghi, sửa, xóa, đăng nhập sẽ hiện ở đây.")
            self._show_state(EmptyState("audit", _("Nhật ký chưa có dòng nào"), words))

    def _counted(self) -> str:
        model, count = self.model, vn_number(len(self.model.lines))
        if model.wanted != Wanted():
            words = _("{count} dòng tìm thấy") if model.is_whole else _("{count} dòng tìm thấy, cuộn xuống để tìm tiếp")
        else:
            words = (
                _("{count} dòng, đủ cả sổ") if model.is_whole else _("{count} dòng mới nhất, cuộn xuống để xem tiếp")
            )
        return words.format(count=count)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Interrupted):
            return
        if isinstance(error, NotAllowed):
            self._show_state(DeniedState(_("Nhật ký dành cho quản trị, lãnh đạo và người kiểm soát"), str(error)))
            return
        state = ErrorState(_("Chưa đọc được nhật ký"), error)
        state.offer(_("Tải lại"), self.reload)
        self._show_state(state)

    def _show_line(self) -> None:
        line = self.current()
        if line is None:
            self.frame.close_detail()
            return
        self.pane.show_line(line)
        self.frame.preview_detail()

    def _show_state(self, state: QWidget) -> None:
        while (old := self._layers.widget(1)) is not None:
            self._layers.removeWidget(old)
            old.deleteLater()
        self._layers.addWidget(state)
        self._layers.setCurrentWidget(state)
        self.setFocusProxy(self._layers)  # a hidden table would hold Tab where it is
        self.frame.close_detail()


def _passed_over(_error: Exception) -> None:
    """The list beside it says what is wrong."""


def audit_page(desk: Desk) -> Screen:
    """The page of the tab."""
    return AuditPage(desk)
