"""The dialogs of tasks: adjusting, difficulties, receipts, bulk changes, deriving, requests, reminders, next year."""

from __future__ import annotations

from datetime import date

import pytest
from checks import clipped, nameless
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.terms import AdjustmentKind, DifficultyState, Priority, TaskState
from ui.features.tasks.adjust_dialog import AdjustDialog
from ui.features.tasks.bulk_dialog import PERCENT, PRIORITY, SHIFT, BulkDialog
from ui.features.tasks.derive_dialog import DeriveDialog
from ui.features.tasks.difficulty_dialogs import RaiseDialog
from ui.features.tasks.next_year import NextYearDialog
from ui.features.tasks.people import number_of, target_line, targets_of
from ui.features.tasks.printing import ProgressPaperDialog
from ui.features.tasks.receipts_dialog import ReceiptsDialog
from ui.features.tasks.remind_dialog import RemindDialog
from ui.features.tasks.task_dialog import TaskDialog

# -- adjusting


def test_a_deadline_is_adjusted_and_the_old_one_stays_readable(page, quiet, sheet, commune, qtbot):
    page.show_record(commune.ids["going"])
    quiet()
    page.actions_of_page["adjust"].trigger()
    dialog = sheet(AdjustDialog)
    assert dialog.kind is AdjustmentKind.DUE
    assert "<s>Thứ Sáu, 30/06/2023</s>" in dialog.old.text()
    dialog.new_due.line.setText("31/07/2023")
    dialog.reason.setPlainText("trùng mùa vụ, theo tờ trình của văn phòng")
    qtbot.wait(300)
    quiet()
    assert dialog.due_hint.text() == "Thứ Hai, thêm 31 ngày"
    assert "lần 1" in dialog.note.text()
    assert "Nguyễn Thị Hạnh" in dialog.outcome.text()
    dialog.agree.click()
    quiet()
    card = commune.card(commune.ids["going"])
    assert card.due_on == date(2023, 7, 31)
    assert page.pane.old_due.isVisible()
    assert "<s>30/06/2023</s>" in page.pane.old_due.text()
    assert page.pane.adjustments.texts() == [
        "30/06/2023 → 31/07/2023, Lần 1: hạn, 10/05/2023, Lê Văn Thử\ntrùng mùa vụ, theo tờ trình của văn phòng"
    ]


def test_a_new_lead_takes_the_task_over(page, quiet, sheet, commune):
    page.steps.adjust(commune.ids["going"])
    dialog = sheet(AdjustDialog)
    dialog.kinds[AdjustmentKind.LEAD].click()
    assert not dialog.change.cells["new_due_on"].isVisible()
    dialog.new_lead.choose(commune.son)
    dialog.reason.setPlainText("chuyển công tác")
    dialog.agree.click()
    quiet()
    assert commune.card(commune.ids["going"]).lead_name == "Trần Văn Sơn"


def test_what_is_missing_is_said_beside_its_field(page, quiet, sheet, commune):
    page.steps.adjust(commune.ids["going"])
    dialog = sheet(AdjustDialog)
    dialog.agree.click()
    assert dialog.form.cells["reason"].problem.text() == "Ô này cần có."
    dialog.reason.setPlainText("lý do")
    dialog.agree.click()
    quiet()
    assert dialog.change.cells["new_due_on"].problem.text() == "Ghi hạn mới."
    assert commune.card(commune.ids["going"]).adjustments == ()
    dialog.close_now()


def test_a_task_that_is_no_longer_done_leaves_the_list(page, quiet, sheet, commune):
    page.steps.adjust(commune.ids["going"])
    dialog = sheet(AdjustDialog)
    dialog.kinds[AdjustmentKind.DROP].click()
    dialog.reason.setPlainText("cấp trên đã làm")
    dialog.agree.click()
    quiet()
    assert commune.card(commune.ids["going"]).state is TaskState.DROPPED
    assert page.model.task_count == 5


def test_a_closed_task_is_not_adjusted_and_the_officer_is_told(page, quiet, commune, answers):
    answers.append(0)
    page.steps.adjust(commune.ids["done"])
    quiet()
    assert answers.asked == ["Không điều chỉnh được việc này"]


def test_a_number_is_taken_with_the_adjustment_when_wanted(page, quiet, sheet, commune):
    page.steps.adjust(commune.ids["going"])
    dialog = sheet(AdjustDialog)
    dialog.new_due.line.setText("31/07/2023")
    dialog.reason.setPlainText("mưa bão")
    dialog.paper.choose("Thông báo")
    dialog.agree.click()
    quiet()
    assert commune.card(commune.ids["going"]).adjustments[0].symbol.endswith("TB-UBND")


# -- difficulties


def test_a_difficulty_is_raised_and_shown_with_the_task(page, quiet, sheet, commune):
    page.show_record(commune.ids["late"])
    quiet()
    page.actions_of_page["raise"].trigger()
    dialog = sheet(RaiseDialog)
    dialog.matter.setPlainText("Thiếu người làm")
    dialog.proposal.setPlainText("Lùi hạn hai tuần")
    dialog.agree.click()
    quiet()
    [line] = commune.card(commune.ids["late"]).difficulties
    assert (line.matter, line.state, line.raised_by) == ("Thiếu người làm", DifficultyState.OPEN, "Lê Thị Thử")
    assert page.pane.difficulties.texts()[0].startswith("Thiếu người làm, Chờ quyết định")


# -- receipts


def test_receipts_are_ticked_with_the_day_they_came(page, quiet, sheet, commune, qtbot):
    page.show_record(commune.ids["reports"])
    quiet()
    page.pane.receive.click()
    dialog = sheet(ReceiptsDialog)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    dialog.received_on.line.setText("8/5/23")
    dialog.agree.click()
    quiet()
    card = commune.card(commune.ids["reports"])
    assert [line.received_on for line in card.deliveries] == [date(2023, 5, 8), date(2023, 5, 8), None, None]
    assert page.pane.deliveries.count.text() == "2/4"


def test_a_receipt_noted_by_mistake_is_taken_back(page, quiet, sheet, commune):
    from dcapp.features.tasks.delivering import receive_delivery

    first = commune.card(commune.ids["reports"]).deliveries[0].id
    commune.app.run(receive_delivery, first, date(2023, 5, 8))
    page.steps.receive(commune.ids["reports"])
    dialog = sheet(ReceiptsDialog)
    dialog.lines.toggle(0)
    dialog.agree.click()
    quiet()
    assert commune.card(commune.ids["reports"]).received_count == 0


def test_a_day_to_come_is_refused_at_its_field(page, quiet, sheet, commune):
    page.steps.receive(commune.ids["reports"])
    dialog = sheet(ReceiptsDialog)
    dialog.lines.toggle(0)
    dialog.received_on.line.setText("20/5/2023")
    dialog.agree.click()
    quiet()
    assert "chưa tới" in dialog.form.cells["received_on"].problem.text()
    dialog.close_now()


# -- several at once


def test_a_bulk_change_says_first_what_it_would_do(page, quiet, sheet, commune, qtbot):
    page.table.selectAll()
    page.actions_of_page["bulk"].trigger()
    dialog = sheet(BulkDialog)
    assert not dialog.agree.isEnabled()
    dialog.what.choose(SHIFT)
    dialog.shift.setText("7")
    qtbot.wait(350)
    quiet()
    assert dialog.told.text() == "Đổi 4 việc, bỏ qua 2 việc"
    rows = {row.words: row.below for row in dialog.list.lines.rows}
    assert rows["Báo cáo năm"] == "10/11/2023 → 17/11/2023"
    assert rows["Kiện toàn tổ hòa giải ở các thôn"] == "Việc này đã xong."
    dialog.agree.click()
    quiet()
    assert commune.card(commune.ids["waiting"]).due_on == date(2023, 11, 17)
    assert commune.card(commune.ids["done"]).due_on == date(2023, 6, 30)


def test_a_bulk_closing_passes_over_what_is_not_proved(page, quiet, sheet, commune, qtbot):
    page.table.selectAll()
    page.steps.change_many()
    dialog = sheet(BulkDialog)
    dialog.what.choose(PERCENT)
    dialog.percent.setText("100")
    qtbot.wait(350)
    quiet()
    assert dialog.rehearsal.lines == ()
    assert not dialog.agree.isEnabled()
    dialog.what.choose(PRIORITY)
    dialog.priority.choose(Priority.HIGH)
    qtbot.wait(350)
    quiet()
    dialog.agree.click()
    quiet()
    assert commune.card(commune.ids["late"]).form.priority is Priority.HIGH


def test_a_shift_that_is_no_number_is_said(page, quiet, sheet, qtbot):
    page.table.selectAll()
    page.steps.change_many()
    dialog = sheet(BulkDialog)
    dialog.what.choose(SHIFT)
    dialog.shift.setText("bảy")
    qtbot.wait(350)
    quiet()
    assert dialog.told.text() == "Ghi một số."
    dialog.close_now()


def test_reminding_is_recorded_and_slips_are_printed(page, quiet, sheet, commune, monkeypatch):
    printed = []
    monkeypatch.setattr(
        "ui.features.tasks.printing.preview_document", lambda _desk, document, *_names: printed.append(document)
    )
    page.show_record(commune.ids["late"])
    quiet()
    page.actions_of_page["remind"].trigger()
    dialog = sheet(RemindDialog)
    dialog.words.setPlainText("gửi trước thứ Sáu")
    dialog.agree.click()
    quiet()
    assert commune.card(commune.ids["late"]).reminded_on == (date(2023, 5, 10),)
    assert len(printed) == 1
    assert page.pane.reminders.count.text() == "1 lần"


# -- from the plan


def test_tasks_are_derived_from_the_plan_with_corrections(commune, desk, qtbot, quiet, sheet):
    from ui.features.tasks.page import TasksPage

    page = TasksPage(desk)
    qtbot.addWidget(page)
    page.show()
    quiet()
    page.actions_of_page["derive"].trigger()
    dialog = sheet(DeriveDialog)
    titles = [line.cells[0] for line in dialog.lines.lines]
    assert titles == ["Báo cáo kết quả", "Báo cáo quý", "Tham mưu báo cáo"]
    assert "Chưa rõ" in dialog.lines.lines[0].below
    dialog.table.setCurrentIndex(dialog.lines.index(0, 1))
    dialog.lead.choose(commune.hanh)
    dialog.lead.activated.emit(dialog.lead.currentIndex())
    dialog.lines.toggle(2)
    assert dialog.told.text() == "Sẽ lập 2 việc"
    dialog.agree.click()
    quiet()
    assert desk.toasts[-1][0] == "Đã lập 2 việc. Đã sinh 4 việc của các kỳ."
    assert page.model.task_count == 5
    page.steps.derive(commune.plan_id)
    again = sheet(DeriveDialog)
    assert [line.refusal for line in again.lines.lines] == ["Đã lập việc này.", "Đã lập việc này.", ""]
    assert again.lines.chosen == {2}
    again.close_now()
    page.steps.produce(commune.plan_id)
    quiet()
    assert desk.toasts[-1][0] == "Các kỳ của việc định kỳ đã đủ."


def test_the_pane_of_a_period_leads_to_its_series(page, quiet, commune):
    from dcapp.features.tasks.periods import produce_occurrences

    series = commune.task("Tiếp dân", due_on=None, every=Rhythm.QUARTERLY)
    commune.app.run(produce_occurrences, commune.plan_id)
    quiet()
    first = commune.card(series).periods[0]
    page.show_record(first.id)
    quiet()
    assert page.pane.series.isVisible()
    page.pane.series.click()
    quiet()
    assert page.pane.card.id == series
    assert len(page.pane.periods.texts()) == 4
    assert not page.pane.progress.isVisible()


def test_a_request_from_above_needs_its_sender_and_deadline(page, quiet, sheet, commune):
    page.actions_of_page["request"].trigger()
    dialog = sheet(TaskDialog)
    dialog.title.setText("Báo cáo nhanh tình hình")
    dialog.agree.click()
    assert dialog.form.cells["requested_by"].problem.text() == "Ô này cần có."
    dialog.requested_by.setText("UBND huyện")
    dialog.due_on.line.setText("18/5/2023")
    dialog.agree.click()
    quiet()
    assert (page.card.form.requested_by, page.card.due_on) == ("UBND huyện", date(2023, 5, 18))


def test_next_year_is_reviewed_and_the_plan_cloned(page, quiet, sheet, commune, desk):
    page.actions_of_page["next_year"].trigger()
    dialog = sheet(NextYearDialog)
    lines = {line.key: line for line in dialog.lines.lines}
    going = commune.ids["going"]
    assert "chuyển sang năm sau" in lines[going].below
    row = [line.key for line in dialog.lines.lines].index(going)
    dialog.table.setCurrentIndex(dialog.lines.index(row, 1))
    dialog.due_on.line.setText("14/6/2024")
    dialog.due_on.line.editingFinished.emit()
    late_row = [line.key for line in dialog.lines.lines].index(commune.ids["late"])
    dialog.lines.toggle(late_row)
    dialog.agree.click()
    quiet()
    assert page.header.title.full_text() == "Kế hoạch 2024"
    shown = [page.model.line(row) for row in range(page.model.rowCount())]
    found = {line["title"]: line["due_on"] for line in shown if line}
    assert found["Kiểm tra việc thực hiện dân chủ tại bốn thôn"] == date(2024, 6, 14)
    assert "Gỡ văn bản niêm yết đã hết hiệu lực" not in found
    assert commune.card(going).state is TaskState.DROPPED
    assert page.filters.plan.isVisible()


# -- papers


def test_the_papers_of_the_plan_are_shown(page, quiet, sheet, commune, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "ui.features.tasks.printing.preview_document", lambda _desk, document, title, *_name: shown.append(title)
    )
    page.actions_of_page["slips"].trigger()
    quiet()
    page.actions_of_page["print"].trigger()
    quiet()
    page.actions_of_page["progress_paper"].trigger()
    dialog = sheet(ProgressPaperDialog)
    dialog.agree.click()
    quiet()
    assert shown == ["Phiếu đôn đốc", "Sổ theo dõi việc", "Báo cáo tiến độ kế hoạch"]


# -- all of them


@pytest.mark.parametrize("scale", [100, 150])
def test_every_dialog_names_its_fields_and_cuts_nothing(page, quiet, sheet, commune, look, scale):
    look("light", scale)
    task, plan, steps = commune.ids["reports"], commune.plan_id, page.steps
    page.table.selectAll()
    gone: list[object] = []
    for kind, run in (
        (TaskDialog, lambda: steps.add(plan)),
        (AdjustDialog, lambda: steps.adjust(task)),
        (RaiseDialog, lambda: steps.raise_difficulty(plan, task)),
        (ReceiptsDialog, lambda: steps.receive(task)),
        (BulkDialog, steps.change_many),
        (RemindDialog, lambda: steps.remind(plan)),
        (DeriveDialog, lambda: steps.derive(plan)),
        (NextYearDialog, lambda: steps.next_year(plan)),
    ):
        run()
        dialog = sheet(kind)
        assert nameless(dialog) == []
        assert clipped(dialog) == []
        dialog.destroyed.connect(lambda: gone.append(1))
        dialog.close_now()
        quiet()
        assert len(gone) == 1, kind
        gone.clear()


def test_tables_of_ticks_keep_the_rules_of_qt(page, quiet, sheet, commune):
    page.steps.next_year(commune.plan_id)
    dialog = sheet(NextYearDialog)
    tester = QAbstractItemModelTester(dialog.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    dialog.lines.toggle(0)
    dialog.lines.tick_all(checked=False)
    assert not dialog.lines.chosen
    tester.deleteLater()
    dialog.close_now()


@pytest.mark.parametrize(("words", "number"), [("120", 120), ("1.250", 1250), ("12,5", 12.5)])
def test_numbers_are_read_as_papers_write_them(words, number):
    assert number_of(words) == number


def test_a_line_of_targets_says_the_same_back():
    text = "Số hộ ký cam kết; 1.240; hộ; 900\nSố buổi họp; 4"
    assert "\n".join(map(target_line, targets_of(text))) == text
