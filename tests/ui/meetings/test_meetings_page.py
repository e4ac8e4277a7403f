"""The page of meetings: steps that lead on, guests pasted and picked, ticks, minutes, points, files, papers."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_plan, set_roles
from checks import assert_screen_is_sound, bring_up, words_of
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid

from dcapp.features.attachments.service import AttachmentLine, attachments_of
from dcapp.features.meetings.numbering import PaperNumberForm, number_meeting_paper
from dcapp.features.meetings.points import PointForm, add_point
from dcapp.features.meetings.queries import meeting_card
from dcapp.features.meetings.rules import GuestForm
from dcapp.features.meetings.service import (
    HoldForm,
    MeetingForm,
    cancel_meeting,
    conclude_meeting,
    hold_meeting,
    plan_meeting,
)
from dcapp.features.meetings.terms import MeetingPaper, MeetingState
from dcapp.features.plan.service import take_in_plan
from ui.features.meetings import papers as papers_room
from ui.features.meetings.guests import AttendanceModel
from ui.features.meetings.page import meetings_page
from ui.kit import theme
from ui.kit.dialogs import Sheet
from ui.kit.two_lines import TwoLineModel, TwoLines

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
DAY = date(2023, 5, 8)
GUESTS = (
    GuestForm("Trần Thị An", "Trưởng thôn Một"),
    GuestForm("Lê Văn Bình", "Công an xã"),
    GuestForm("Hội Nông dân"),
)
HELD = HoldForm(
    held_on=DAY, starts_at="7:30", ends_at="10:15", place="Hội trường", chair="Lê Văn Thử", minutes="- Bàn việc."
)


@pytest.fixture
def opened(desk, qtbot, quiet):
    """Opens the page."""

    def bring(size=(1366, 696)):
        page = meetings_page(desk)
        qtbot.addWidget(page)
        page.resize(*size)
        bring_up(page)
        quiet()
        return page

    return bring


@pytest.fixture
def planned(office):
    """A meeting that is to be recorded, with guests."""
    form = MeetingForm(title="Hội nghị đối thoại với Nhân dân thôn Một", held_on=DAY, chair="Lê Văn Thử", guests=GUESTS)
    return office.run(plan_meeting, form)


@pytest.fixture
def held(office, planned):
    """A meeting with minutes, conclusion and two points, one of them late."""
    office.run(hold_meeting, planned, HELD)
    office.run(conclude_meeting, planned, "Đồng ý nạo vét mương.")
    office.run(add_point, planned, PointForm(words="Nạo vét mương", owner="Địa chính", due_on=date(2023, 5, 9)))
    office.run(add_point, planned, PointForm(words="Thay đèn đường", owner="Văn phòng"))
    return planned


def sheet():
    return next(window for window in QApplication.topLevelWidgets() if isinstance(window, Sheet) and window.isVisible())


def die():
    QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete


def press(root, words):
    [found] = [b for b in root.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    assert found.isEnabled(), words
    found.click()


def to_first(page, quiet):
    page.table.setCurrentIndex(page.table.model().index(0, 0))
    page.frame.open_detail()
    quiet()


# -- the page
@pytest.mark.parametrize("scale", [100, 125, 150])
@pytest.mark.parametrize("size", [(1366, 696), (1280, 660), (1586, 696)])
def test_the_page_is_sound_on_every_tab_at_every_size(held, opened, look, quiet, scale, size):
    look("dark" if scale == 125 else "light", scale)
    page = opened((size[0] - theme.px(220), size[1]))
    assert_screen_is_sound(page)
    to_first(page, quiet)
    for tab in range(page.pane.tabs.bar.count()):
        page.pane.tabs.bar.setCurrentIndex(tab)
        quiet()
        assert_screen_is_sound(page, traps=tab == 2)


def test_the_models_keep_qts_contract(qtbot):
    model = TwoLineModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows([TwoLines(1, "a", "b"), TwoLines(2, "c")])
    model.show_rows([])
    tester.deleteLater()
    from dcapp.features.meetings.queries import GuestLine

    people = AttendanceModel((GuestLine(4, "An", "", None), GuestLine(5, "Bình", "", True)))
    second = QAbstractItemModelTester(people, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert people.ticks == {4: False, 5: True}
    assert people.setData(people.index(0, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert not people.setData(people.index(0, 0), "x")
    people.tick_all(False)
    assert people.ticks == {4: False, 5: False}
    second.deleteLater()


def test_who_may_only_look_is_offered_no_writing(office, held, opened, quiet):
    set_roles(office, "thu", ("BC",))
    page = opened()
    to_first(page, quiet)
    assert not {step.id for step in page.actions_of_page.steps} & {"add", "edit", "remove", "cancel"}
    said = {b.text() for b in page.pane.findChildren(QPushButton) if b.isVisibleTo(page)}
    assert not said & {
        "Ghi biên bản",
        "Biên bản",
        "Kết luận",
        "Thêm việc",
        "Sửa thành phần",
        "Thêm tệp…",
        "Ghi lại là chưa họp",
    }


def test_the_empty_book_says_how_to_begin(opened):
    page = opened()
    assert "Chưa có cuộc họp nào" in words_of(page)
    assert [b.text() for b in page.findChildren(QPushButton) if b.isVisible()].count("Lên lịch họp") == 2


# -- the steps
def test_a_meeting_is_planned_with_ctrl_n_in_a_dialog_that_dies(office, opened, desk, quiet):
    page = opened()
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.agree.click()
    assert "Chưa ghi ngày họp" in words_of(dialog)
    dialog.day.set_value(DAY)
    dialog.agree.click()
    quiet()
    assert "Chưa ghi tên cuộc họp" in words_of(dialog)
    dialog.name.setText("Hội nghị thử")
    dialog.starts.setText("7h30")
    dialog.agree.click()
    quiet()
    card = office.run(meeting_card, 1)
    assert (card.title, card.starts_at, card.chair) == ("Hội nghị thử", "07:30", "Lê Văn Thử")
    assert desk.toasts[-1][0] == "Đã lên lịch họp."
    die()
    assert not isValid(dialog)


def test_the_button_of_the_next_step_leads_through_a_meeting(office, opened, quiet):
    key = office.run(plan_meeting, MeetingForm(title="Hội nghị thử", held_on=DAY))
    page = opened()
    to_first(page, quiet)
    pane = page.pane
    assert pane.next_button.text() == "Lập thành phần mời"
    pane.next_button.click()
    dialog = sheet()
    quiet()
    assert_screen_is_sound(dialog)
    dialog.names.setPlainText("1. Trần Thị An – thôn Một\n2. Lê Văn Bình")
    assert dialog.count.text() == "2 người được mời"
    dialog.agree.click()
    quiet()
    assert pane.next_button.text() == "Lập giấy mời"
    office.run(number_meeting_paper, key, MeetingPaper.INVITATION, PaperNumberForm(issued_on=date(2023, 5, 4)))
    quiet()
    assert pane.next_button.text() == "Điểm danh"
    assert "04/05/2023 · số 01/GM-UBND" in words_of(pane.stepper)
    pane.next_button.click()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.count.text() == "1/2 có mặt"
    dialog.agree.click()
    quiet()
    assert [guest.attended for guest in office.run(meeting_card, key).guests] == [True, False]
    assert pane.next_button.text() == "Ghi biên bản"
    pane.next_button.click()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.minutes.setPlainText("Bàn việc.")
    dialog.ends.setText("muộn")
    dialog.agree.click()
    quiet()
    assert "Giờ chưa đúng" in words_of(dialog)
    dialog.ends.setText("10h")
    dialog.agree.click()
    quiet()
    assert pane.next_button.text() == "Ghi kết luận"
    pane.next_button.click()
    dialog = sheet()
    dialog.words.setPlainText("Đồng ý.")
    dialog.agree.click()
    quiet()
    assert pane.next_button.text() == "Thông báo kết luận"
    die()
    assert not isValid(dialog)


def test_guests_are_picked_from_what_the_office_knows(office, planned, opened, quiet):
    page = opened()
    to_first(page, quiet)
    page.pane.edit_guests()
    quiet()
    dialog = sheet()
    offered = [dialog.group.itemText(number) for number in range(dialog.group.count())]
    assert offered == ["Cán bộ, công chức", "Trưởng thôn", "Cơ quan, đoàn thể"]
    before = len(dialog.names.value().splitlines())
    for number in range(3):
        dialog.group.setCurrentIndex(number)
        known = dialog.group.value()
        assert dialog.add_all.isEnabled() == bool(known)
        dialog._add(known)
        dialog._add(known)  # nobody twice
        before += len(known)
        assert len(dialog.names.value().splitlines()) == before
    dialog.close_now()


def test_a_meeting_is_cancelled_with_a_reason_and_planned_again(office, planned, opened, quiet):
    page = opened()
    to_first(page, quiet)
    page.actions_of_page["cancel"].trigger()
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.agree.click()
    quiet()
    assert dialog.isVisible()
    dialog.reason.setPlainText("Bão số 3")
    dialog.agree.click()
    quiet()
    assert office.run(meeting_card, planned).reason == "Bão số 3"
    to_first(page, quiet)
    assert not page.actions_of_page["cancel"].isEnabled()
    assert page.pane.next_button.text() == "Lên lịch họp lại"
    page.pane.next_button.click()
    dialog = sheet()
    dialog.day.set_value(date(2023, 5, 20))
    dialog.agree.click()
    quiet()
    assert office.run(meeting_card, planned).state is MeetingState.PLANNED


def test_a_meeting_that_was_not_held_after_all_is_taken_back(office, held, opened, quiet, answers):
    page = opened()
    to_first(page, quiet)
    answers.append(0)
    page.pane.not_held()
    quiet()
    assert office.run(meeting_card, held).state is MeetingState.PLANNED


# -- what follows
def test_points_are_written_one_after_the_other(office, held, opened, quiet):
    page = opened()
    to_first(page, quiet)
    page.pane.tabs.bar.setCurrentIndex(2)
    press(page.pane, "Thêm việc")
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.words.setPlainText("Sửa loa")
    dialog.due.set_value(date(2023, 5, 1))
    press(dialog, "Lưu, ghi tiếp")
    quiet()
    assert "sớm hơn ngày họp" in words_of(dialog)
    dialog.due.set_value(date(2023, 5, 30))
    press(dialog, "Lưu, ghi tiếp")
    quiet()
    assert dialog.isVisible()
    assert dialog.words.value() == ""
    dialog.words.setPlainText("Sửa đường")
    dialog.agree.click()
    quiet()
    assert [p.words for p in office.run(meeting_card, held).points][2:] == ["Sửa loa", "Sửa đường"]
    die()
    assert not isValid(dialog)


def test_a_point_is_done_opened_again_and_thrown_away(office, held, opened, quiet, answers):
    page = opened()
    to_first(page, quiet)
    page.pane.tabs.bar.setCurrentIndex(2)
    assert "quá hạn 1 ngày" in page.pane.points.lines.rows[0].below
    press(page.pane, "Xong")
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.agree.click()
    quiet()
    assert office.run(meeting_card, held).points[0].done_on == date(2023, 5, 10)
    press(page.pane, "Chưa xong")
    quiet()
    assert office.run(meeting_card, held).points[0].done_on is None
    answers.append(0)
    press(page.pane, "Xóa việc")
    quiet()
    assert [p.words for p in office.run(meeting_card, held).points] == ["Thay đèn đường"]


def test_a_point_goes_into_the_plan_and_is_opened_there(office, held, opened, desk, quiet):
    wanted = []
    desk.page_wanted.connect(lambda page, record: wanted.append((page, record)))
    page = opened()
    to_first(page, quiet)
    page.pane.tabs.bar.setCurrentIndex(2)
    press(page.pane, "Vào kế hoạch")
    quiet()
    dialog = sheet()
    assert "Chưa có kế hoạch nào" in words_of(dialog)
    dialog.close_now()
    office.run(take_in_plan, a_plan())
    press(page.pane, "Vào kế hoạch")
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.agree.click()
    quiet()
    task = office.run(meeting_card, held).points[0].task_id
    assert task is not None
    press(page.pane, "Mở trong kế hoạch")
    assert wanted == [("plan", ("Task", task))]


# -- files and papers
def test_dropped_files_are_kept_with_the_meeting(office, held, opened, tmp_path, quiet, monkeypatch):
    kept = []

    def attach(uow, kind, owner, name, content, note=""):
        kept.append((kind, owner, name, content))

    attach.right, attach.reads, attach.undo = "attachments.add", False, None
    monkeypatch.setattr("ui.registers.files.attach", attach)
    photo = tmp_path / "anh.jpg"
    photo.write_bytes(b"jpeg")
    page = opened()
    to_first(page, quiet)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo)), QUrl("http://x/y")])
    drop = QDropEvent(
        QPoint(1, 1), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.pane.files.dropEvent(drop)
    quiet()
    assert kept == [("Meeting", held, "anh.jpg", b"jpeg")]
    assert office.run(attachments_of, "Meeting", held) == []
    page.pane.files._take([AttachmentLine(1, "anh.jpg", 2_400_000, "")])
    assert page.pane.files.list.lines.rows[0].below == "2,4 MB"
    assert page.pane.files.save.isEnabled()


@pytest.mark.parametrize("paper", list(MeetingPaper))
def test_every_paper_is_shown_from_the_dialog(held, opened, quiet, monkeypatch, paper):
    shown = []
    monkeypatch.setattr(papers_room, "preview_document", lambda desk, document, title, name: shown.append(document))
    page = opened()
    to_first(page, quiet)
    page.actions_of_page["papers"].trigger()
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.paper.choose(paper)
    dialog.agree.click()
    quiet()
    [document] = shown
    assert document.marks.draft == (paper is not MeetingPaper.SIGN_IN)
    die()
    assert not isValid(dialog)


def test_a_number_is_taken_before_the_paper_is_shown(office, held, opened, quiet, monkeypatch):
    shown = []
    monkeypatch.setattr(papers_room, "preview_document", lambda desk, document, title, name: shown.append(document))
    page = opened()
    to_first(page, quiet)
    for _time in range(2):
        page.actions_of_page["papers"].trigger()
        quiet()
        dialog = sheet()
        dialog.paper.choose(MeetingPaper.NOTICE)
        if not shown:
            dialog.number.setChecked(True)
            dialog.titles.setPlainText("TL. CHỦ TỊCH\nVĂN PHÒNG")
        else:
            assert not dialog.number.isEnabled()
            assert "01/TB-UBND" in dialog.state.text()
        dialog.agree.click()
        quiet()
    first, second = shown
    assert first.letterhead.number == second.letterhead.number == "Số: 01/TB-UBND"
    assert first.signatures[0].authority == ("TL. CHỦ TỊCH",)
    assert not first.marks.draft


def test_a_cancelled_meeting_shows_no_steps(office, planned, opened, quiet):
    office.run(cancel_meeting, planned, "Bão")
    page = opened()
    to_first(page, quiet)
    assert page.pane.stepper.isHidden()
