"""The list of tasks: groups, filters, windowed pages, the pane, keys and files, as an officer uses them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from checks import assert_screen_is_sound
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from dcapp.features.tasks.terms import TaskState
from ui.features.tasks.listing import DUE, PROGRESS, TITLE
from ui.features.tasks.page import TasksPage
from ui.features.tasks.progress_dialog import ProgressDialog
from ui.features.tasks.task_dialog import TaskDialog
from ui.kit.cells import CellRole
from ui.kit.states import DeniedState, EmptyState, ErrorState, State
from ui.kit.theme import Tone


def cells(page, column):
    model = page.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def go_to(page, quiet, task_id):
    for _time in range(3):  # on a busy machine the list may just be read once more
        page.table.go_to(page.model.row_of(task_id))
        page.table.setFocus()
        quiet()
        if page.current_id() == task_id:
            return
    raise AssertionError(f"task {task_id} is not in front")


def drop(widget, place, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, buttons, keys)
    widget.dropEvent(event)


def test_tasks_stand_under_their_sections_with_what_is_done_of_all(page):
    model = page.model
    heads = [model.index(row, TITLE).data() for row in model.group_rows()]
    assert [head.split()[0] for head in heads] == ["II.1", "II.2", "III.1", "Việc"]
    assert [model.index(row, PROGRESS).data() for row in model.group_rows()] == [
        "1/2 xong",
        "0/1 xong",
        "0/2 xong",
        "0/1 xong",
    ]
    assert model.task_count == 6
    assert page.header.subtitle.full_text().startswith("3 nội dung · 6 việc · xong 1 · ")


def test_the_chip_says_late_advised_and_done(page, commune):
    model = page.model
    said = {key: model.index(model.row_of(task_id), DUE) for key, task_id in commune.ids.items()}
    assert said["late"].data() == "Quá hạn 5 ngày"
    assert said["late"].data(CellRole.CHIP) == Tone.DANGER
    assert said["reports"].data() == "Nên xong 12/05"
    assert said["done"].data() == "Xong 10/05"
    assert said["loose"].data() == "Chưa có hạn"
    late_bar = model.index(model.row_of(commune.ids["late"]), PROGRESS).data(CellRole.BAR)
    assert (late_bar.percent, late_bar.late) == (80, True)


def test_the_model_keeps_the_rules_of_qt(page, quiet, commune):
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.filters.bar.choose("late")
    quiet()
    page.filters.clear()
    quiet()
    commune.task("Thêm một việc nữa", section="II.2")
    quiet()
    assert page.model.task_count == 7
    tester.deleteLater()


def test_arrow_keys_pass_over_group_lines(page, qtbot, quiet, commune):
    go_to(page, quiet, commune.ids["going"])
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    quiet()
    assert page.current_line()["id"] == commune.ids["late"]


@pytest.mark.parametrize(
    ("preset", "keys"), [("late", ["late"]), ("soon", ["reports"]), ("lacking", ["done", "going", "late", "reports"])]
)
def test_ready_made_filters_show_as_many_as_they_say(page, quiet, commune, preset, keys):
    page.filters.bar.choose(preset)
    quiet()
    shown = {page.model.line(row)["id"] for row in range(page.model.rowCount()) if page.model.line(row)}
    assert shown == {commune.ids[key] for key in keys}
    assert page.filters.bar._presets[preset].text().endswith(f" {len(keys)}")


def test_one_officers_tasks_are_counted_and_listed_alike(page, quiet, commune):
    page.filters.people.choose(commune.son)
    quiet()
    assert page.model.task_count == 2
    assert page.filters.bar._presets["all"].text() == "Tất cả 2"
    assert page.filters.bar.clear.isVisible()
    page.filters.clear()
    quiet()
    assert page.model.task_count == 6


def test_nothing_found_offers_to_clear_the_filters(page, quiet, commune):
    page.filters.people.choose(commune.son)
    page.filters.bar.choose("late")
    quiet()
    state = page._layers.currentWidget()
    assert type(state) is State
    page.filters.clear()
    quiet()
    assert page._layers.currentWidget() is page.table


def test_the_list_never_holds_all_of_many_tasks(commune, desk, qtbot, quiet):
    from dcapp.db.unit_of_work import NOBODY
    from dcapp.features.tasks.models import Task

    with commune.app.database.begin(NOBODY, "test", write=True) as uow:
        uow.session.add_all(
            Task(
                plan_id=commune.plan_id,
                title=f"Việc {number:05}",
                section=f"II.{number // 1500 + 1}",
                section_order=2_000_000 + number // 1500,
                lead_words="Văn phòng",
                due_on=date(2023, 12, 29),
                last_on=date(2023, 12, 29),
            )
            for number in range(7_000)
        )
    page = TasksPage(desk)
    qtbot.addWidget(page)
    page.resize(1366, 696)
    page.show()
    quiet()
    model = page.model
    assert model.rowCount() == 7_005
    assert model.source.pages_at_hand < 5
    assert model.line(model.rowCount() - 1) is None
    page.table.scrollToBottom()
    quiet()
    assert model.line(model.rowCount() - 1)["title"] == "Việc 06999"
    assert model.source.pages_at_hand <= 32
    key = model.line(model.rowCount() - 1)["id"]
    page.table.scrollToTop()
    page.show_record(key)
    quiet()
    assert page.current_line()["id"] == key
    assert page.card.id == key


def test_the_pane_explains_the_deadline_and_who_owes_what(page, quiet, commune):
    go_to(page, quiet, commune.ids["reports"])
    pane = page.pane
    assert pane.title.text() == "Báo cáo sáu tháng của công chức và trưởng thôn"
    assert "Thứ Sáu, 12/05/2023" in pane.advice.text.text()
    assert pane.advice.isVisible()
    assert pane.progress.number.text() == "60%"
    assert pane.deliveries.count.text() == "0/4"
    assert "thôn Tấn Lộc, Chưa gửi" in pane.deliveries.texts()


def test_the_history_is_read_when_somebody_looks_at_it(page, quiet, commune):
    go_to(page, quiet, commune.ids["done"])
    page.pane.tabs.bar.setCurrentIndex(2)
    quiet()
    from PySide6.QtWidgets import QLabel

    said = [found.text() for found in page.pane.history.findChildren(QLabel)]
    assert "Ghi tiến độ 100 %" in said


def test_progress_takes_four_keys(page, qtbot, quiet, sheet, commune):
    go_to(page, quiet, commune.ids["going"])
    qtbot.keyClick(page.table, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    dialog = sheet(ProgressDialog)
    for key in (Qt.Key.Key_7, Qt.Key.Key_5, Qt.Key.Key_Return):
        qtbot.keyClick(dialog.percent, key)
    quiet()
    assert commune.card(commune.ids["going"]).percent == 75
    assert page.pane.progress.number.text() == "75%"


def test_hundred_without_proof_asks_for_the_reason_at_its_field(page, qtbot, quiet, sheet, commune):
    page.steps.update(commune.ids["going"])
    dialog = sheet(ProgressDialog)
    assert not dialog.form.cells["closing_reason"].isVisible()
    dialog.percent.setText("100")
    dialog.agree.click()
    quiet()
    assert dialog.isVisible()
    assert "lý do" in dialog.form.cells["closing_reason"].problem.text().lower()
    dialog.reason.setPlainText("đã báo cáo bằng lời tại hội nghị")
    dialog.agree.click()
    quiet()
    card = commune.card(commune.ids["going"])
    assert (card.state, card.closing_reason) == (TaskState.DONE, "đã báo cáo bằng lời tại hội nghị")


def test_space_closes_a_task_that_is_proved_and_undo_opens_it_again(page, qtbot, quiet, desk, commune):
    from dcapp.features.tasks.following import add_evidence

    commune.app.run(add_evidence, commune.ids["late"], "bien-ban.pdf", b"%PDF-")
    quiet()
    go_to(page, quiet, commune.ids["late"])
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    quiet()
    assert commune.card(commune.ids["late"]).state is TaskState.DONE
    desk.toasts[-1][1]()
    quiet()
    assert commune.card(commune.ids["late"]).percent == 80


def test_space_without_proof_asks_and_the_file_closes_it(page, qtbot, quiet, commune, answers, monkeypatch, tmp_path):
    proof = tmp_path / "bien-ban.txt"
    proof.write_text("đã gỡ", encoding="utf-8")
    monkeypatch.setattr("ui.features.tasks.steps.ask_for_files", lambda _parent: [proof])
    go_to(page, quiet, commune.ids["late"])
    answers.append(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    quiet()
    assert answers.asked == ["Việc chưa có minh chứng"]
    card = commune.card(commune.ids["late"])
    assert (card.state, [line.name for line in card.evidence]) == (TaskState.DONE, ["bien-ban.txt"])


def test_files_dropped_on_a_row_and_on_the_pane_become_proofs(page, quiet, commune, tmp_path):
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file in files:
        file.write_text(file.name, encoding="utf-8")
    go_to(page, quiet, commune.ids["going"])
    row = page.model.row_of(commune.ids["waiting"])
    drop(page.table, page.table.visualRect(page.model.index(row, TITLE)).center(), files[0])
    drop(page.pane, page.pane.rect().center(), files[1])
    quiet()
    assert [line.name for line in commune.card(commune.ids["waiting"]).evidence] == ["a.txt"]
    assert [line.name for line in commune.card(commune.ids["going"]).evidence] == ["b.txt"]
    assert page.pane.tabs.bar.tabText(1) == "Minh chứng 1"


def test_a_proof_is_saved_out_and_thrown_away(page, quiet, commune, answers, tmp_path):
    from dcapp.features.tasks.following import add_evidence

    key = commune.app.run(add_evidence, commune.ids["going"], "a.txt", b"noi dung")
    quiet()
    go_to(page, quiet, commune.ids["going"])
    part = page.pane.evidence
    part.save_to(key, tmp_path / "ra.txt")
    quiet()
    assert (tmp_path / "ra.txt").read_bytes() == b"noi dung"
    answers.append(0)
    part.remove()
    quiet()
    assert commune.card(commune.ids["going"]).evidence == ()


def test_ctrl_n_enters_a_task_and_the_list_goes_to_it(page, qtbot, quiet, sheet, commune):
    go_to(page, quiet, commune.ids["late"])
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = sheet(TaskDialog)
    assert dialog.section.text() == "II.2"
    dialog.title.setText("Họp với các trưởng thôn")
    dialog.lead.choose(commune.son)
    dialog.due_on.line.setText("30/5/23")
    dialog.supporters.text.setPlainText("Nguyễn Thị Hạnh\nHội Nông dân xã")
    dialog.targets.setPlainText("Số người dự; 40; người")
    dialog.senders.text.setPlainText("các trưởng thôn")
    dialog.agree.click()
    quiet()
    card = page.card
    assert card.title == "Họp với các trưởng thôn"
    assert page.current_line()["id"] == card.id
    assert (card.lead_name, card.due_on, card.support_line) == (
        "Trần Văn Sơn",
        date(2023, 5, 30),
        "Nguyễn Thị Hạnh; Hội Nông dân xã",
    )
    assert [one.officer_id for one in card.form.supporters] == [commune.hanh, None]
    assert [(one.name, one.planned, one.unit) for one in card.targets] == [("Số người dự", 40, "người")]
    assert len(card.deliveries) == 4


def test_f2_changes_everything_that_may_be_changed(page, qtbot, quiet, sheet, commune):
    go_to(page, quiet, commune.ids["waiting"])
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    dialog = sheet(TaskDialog)
    assert dialog.lead.value() == commune.son
    dialog.lead.choose(commune.hanh)
    dialog.title.setText("Báo cáo năm của xã")
    dialog.agree.click()
    quiet()
    card = commune.card(commune.ids["waiting"])
    assert (card.title, card.lead_name, card.lead_words) == (
        "Báo cáo năm của xã",
        "Nguyễn Thị Hạnh",
        "Nguyễn Thị Hạnh",
    )


def test_a_target_that_is_no_number_is_said_at_its_field(page, quiet, sheet, commune):
    page.steps.edit(commune.ids["waiting"])
    dialog = sheet(TaskDialog)
    dialog.targets.setPlainText("Số hộ; nhiều; hộ")
    dialog.agree.click()
    assert "không phải là số" in dialog.form.cells["targets"].problem.text()
    dialog.close_now()


def test_delete_puts_the_task_into_the_bin_and_undo_brings_it_back(page, qtbot, quiet, desk, commune, answers):
    go_to(page, quiet, commune.ids["waiting"])
    answers.append(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    quiet()
    assert page.model.task_count == 5
    desk.toasts[-1][1]()
    quiet()
    assert page.model.task_count == 6


def test_chosen_rows_are_copied_as_text_for_excel(page, qtbot, quiet, commune):
    go_to(page, quiet, commune.ids["going"])
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QApplication.clipboard().text().splitlines()
    assert copied[0] == "Nhiệm vụ\tPhụ trách\tHạn\tTiến độ"
    assert copied[1].startswith("Kiểm tra việc thực hiện dân chủ tại bốn thôn\tNguyễn Thị Hạnh\t")


def test_the_list_is_saved_as_excel(page, quiet, monkeypatch, tmp_path):
    target = tmp_path / "viec.csv"
    monkeypatch.setattr("ui.features.tasks.steps.ask_for_path", lambda _parent, _register: target)
    page.filters.bar.choose("late")
    quiet()
    page.actions_of_page["export"].trigger()
    quiet()
    assert "Gỡ văn bản niêm yết" in target.read_text(encoding="utf-8-sig")
    assert "Kiện toàn" not in target.read_text(encoding="utf-8-sig")


def test_what_was_typed_comes_back_as_a_draft_and_dialogs_die(page, quiet, sheet, commune, qapp):
    page.steps.edit(commune.ids["waiting"])
    dialog = sheet(TaskDialog)
    dialog.title.setText("Tên đang gõ dở")
    dialog.keep_draft()
    quiet()
    gone = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.close_now()
    quiet()
    assert gone == [True]
    page.steps.edit(commune.ids["waiting"])
    again = sheet(TaskDialog)
    quiet()
    assert again.drafts.banner.isVisible()
    again.drafts._use()
    assert again.title.text() == "Tên đang gõ dở"
    again.close_now()


def test_without_a_plan_the_page_says_what_will_stand_here(office, desk, qtbot, quiet):
    page = TasksPage(desk)
    qtbot.addWidget(page)
    page.show()
    quiet()
    assert isinstance(page._layers.currentWidget(), EmptyState)
    assert not page.actions_of_page["add"].isEnabled()


def test_a_plan_without_tasks_offers_to_derive_them(commune, desk, qtbot, quiet):
    page = TasksPage(desk)
    qtbot.addWidget(page)
    page.show()
    quiet()
    state = page._layers.currentWidget()
    assert isinstance(state, EmptyState)
    assert "chưa có việc" in state.title.text()


def test_a_failed_read_is_told_with_a_way_to_try_again(page, quiet):
    from dcapp.kernel.errors import EnvironmentFault, NotAllowed

    page._unread(EnvironmentFault("Không đọc được tệp dữ liệu."))
    assert isinstance(page._layers.currentWidget(), ErrorState)
    page.reload()
    quiet()
    assert page._layers.currentWidget() is page.table
    page._unread(NotAllowed("Chưa được giao."))
    assert isinstance(page._layers.currentWidget(), DeniedState)


def test_who_only_reads_sees_the_page_without_steps_that_write(commune, desk_of, qtbot):
    from builders import beside

    commune.ids = commune.some_tasks()
    reader = beside(commune.app, "doc", "QT")
    desk = desk_of(reader)
    page = TasksPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy and page.model.task_count == 6, timeout=20_000)
    known = {step.id for step in page.actions_of_page.steps}
    assert known == {"slips", "progress_paper", "print", "export", "reload"}
    page.table.done_wanted.emit()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
    assert commune.card(commune.ids["late"]).percent == 80


def test_an_officer_may_note_own_tasks_only_and_is_told_why(commune, desk_of, qtbot):
    from builders import beside

    from dcapp.db.unit_of_work import NOBODY
    from dcapp.features.accounts.models import Account

    commune.ids = commune.some_tasks()
    officer = beside(commune.app, "son", "TL")
    with commune.app.database.begin(NOBODY, "test", write=True) as uow:
        uow.session.query(Account).filter_by(name="son").one().officer_id = commune.son
    officer.refresh_identity()
    desk = desk_of(officer)
    page = TasksPage(desk)
    qtbot.addWidget(page)
    page.show()

    def rest():
        for _time in range(4):
            qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
            qtbot.wait(5)

    rest()
    page.table.go_to(page.model.row_of(commune.ids["waiting"]))
    rest()
    assert page.actions_of_page["update"].isEnabled()
    page.table.go_to(page.model.row_of(commune.ids["late"]))
    rest()
    assert not page.actions_of_page["update"].isEnabled()
    assert "người khác phụ trách" in page.actions_of_page["update"].toolTip()
    assert page.filters.people.itemText(1) == "Tôi: Trần Văn Sơn"


@pytest.mark.parametrize(("name", "scale"), [("light", 100), ("dark", 125), ("light", 150)])
@pytest.mark.parametrize("view", [0, 1])
def test_the_page_is_sound_at_every_size_of_type(commune, desk, qtbot, quiet, look, name, scale, view):
    look(name, scale)
    ids = commune.some_tasks()
    page = TasksPage(desk)
    qtbot.addWidget(page)
    page.resize(1366 - round(216 * scale / 100), 660)
    page.show()
    quiet()
    page.filters.view.choose(view)
    page.show_record(ids["reports"])
    quiet()
    assert_screen_is_sound(page)
    page.frame.close_detail()
    quiet()
    assert_screen_is_sound(page, traps=False)


def test_the_page_follows_a_change_of_theme_while_it_is_open(page, look):
    from checks import old_hex

    look("dark", 125)
    QTest.qWait(0)
    assert old_hex(page) == []


def test_paths_that_are_no_files_are_passed_over(page, quiet, commune):
    page.steps.add_evidence(commune.ids["going"], [Path("/khong/co/tep.txt")])
    quiet()
    assert commune.card(commune.ids["going"]).evidence == ()
