"""Cài đặt, Thùng rác, and which tabs an account gets."""

from __future__ import annotations

import pytest
from checks import assert_screen_is_sound
from PySide6.QtCore import Qt

from dcapp.features.office.queries import office_card, settings_of
from dcapp.kernel.i18n import language
from ui.features.admin.bin_page import BinPage
from ui.features.admin.page import admin_page
from ui.features.admin.settings_page import SettingsPage
from ui.kit.states import EmptyState

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # the offscreen platform has no windows
SIZES = [(100, (1366, 696)), (100, (1280, 660)), (125, (1366, 696)), (150, (1280, 660))]
SECOND = "nui-cao-song-dai"


@pytest.mark.parametrize(("scale", "size"), SIZES)
def test_settings_are_sound(desk, stand, look, scale, size):
    look("light", scale)
    assert_screen_is_sound(stand(SettingsPage(desk), size))


@pytest.mark.parametrize(("scale", "size"), SIZES)
def test_every_tab_is_sound(desk, stand, quiet, look, scale, size):
    look("light", scale)
    page = stand(admin_page(desk), size)
    bar = page.strip.bar
    for number in range(bar.count()):
        page.show_tab(number)
        quiet(desk)
        assert_screen_is_sound(page, traps=False)
    assert bar.sizeHint().width() <= bar.width()


def test_the_administrator_gets_every_tab(desk, stand):
    page = stand(admin_page(desk), (1366, 768))
    bar = page.strip.bar
    assert [bar.tabText(number) for number in range(bar.count())] == [
        "Người dùng và phân quyền", "Cán bộ", "Cán bộ nghỉ, người thay", "Thôn, tổ dân phố", "Cơ quan",
        "Lịch ngày nghỉ", "Bộ quy tắc", "Kho niêm phong", "Nhật ký", "Cài đặt", "Thùng rác",
    ]  # fmt: skip


def test_others_get_the_tabs_of_their_rights(desk_of, stand):
    page = stand(admin_page(desk_of("lien.vt", SECOND)), (1366, 768))
    titles = [page.strip.bar.tabText(number) for number in range(page.strip.bar.count())]
    assert titles == [
        "Cán bộ", "Cán bộ nghỉ, người thay", "Thôn, tổ dân phố", "Cơ quan", "Lịch ngày nghỉ", "Bộ quy tắc", "Thùng rác",
    ]  # fmt: skip


def test_quick_find_comes_to_the_right_tab(desk, stand, quiet):
    page = stand(admin_page(desk))
    page.show_record(("Officer", 1))
    quiet(desk)
    assert page.strip.bar.tabText(page.strip.bar.currentIndex()) == "Cán bộ"


@pytest.fixture
def settings(desk, stand):
    return stand(SettingsPage(desk))


def test_the_office_is_saved_and_the_letterhead_follows_while_typing(settings, desk, quiet):
    settings.name.setText("UBND phường Nghĩa Lộ")
    settings.place.setText("Nghĩa Lộ")
    assert "phường Nghĩa Lộ" in settings.letterhead.accessibleDescription()
    settings.office_card.save.click()
    quiet(desk)
    assert desk.app.run(office_card).name == desk.app.office.name == "UBND phường Nghĩa Lộ"
    text, undo = desk.said[-1]
    assert text == "Đã lưu thông tin đơn vị."
    undo()
    quiet(desk)
    assert settings.name.text() == "UBND xã Phổ Châu"


def test_an_office_without_a_name_is_not_saved(settings, desk, quiet):
    settings.name.clear()
    settings.office_card.save.click()
    quiet(desk)
    assert settings.office_card.form.cells["name"].problem.text()
    assert desk.app.run(office_card).name == "UBND xã Phổ Châu"


def test_settings_are_saved_and_the_language_changes(settings, desk, quiet):
    settings.editors["backup_days"].setValue(7)
    settings.editors["expired_warning"].setChecked(False)
    settings.editors["language"].choose("en")
    settings.save()
    quiet(desk)
    stored = desk.app.run(settings_of)
    assert (stored["backup_days"], stored["expired_warning"], stored["language"]) == (7, False, "en")
    assert language() == "en"


def test_ctrl_s_saves_the_card_in_which_the_officer_is(settings, desk, quiet, qtbot):
    settings.chairman.setText("Trần Văn A")
    settings.editors["backup_days"].setValue(9)
    settings.editors["backup_days"].setFocus()
    settings.save()
    quiet(desk)
    assert desk.app.run(settings_of)["backup_days"] == 9
    assert settings.chairman.text() == "Trần Văn A"
    assert desk.app.run(office_card).chairman == "Lê Văn Thái"


def test_what_may_not_be_edited_is_shown_to_read(desk_of, stand):
    page = stand(SettingsPage(desk_of("thai.lv", SECOND)))
    assert page.name.isReadOnly()
    assert not page.office_card.save.isVisibleTo(page)
    assert_screen_is_sound(page)


@pytest.fixture
def bin_(desk, stand):
    return stand(BinPage(desk))


@pytest.mark.parametrize(("scale", "size"), SIZES)
def test_the_bin_is_sound(desk, stand, look, scale, size):
    look("light", scale)
    assert_screen_is_sound(stand(BinPage(desk), size))


def test_what_was_thrown_away_comes_back_with_enter(bin_, desk, quiet, qtbot):
    assert bin_.model.index(0, 0).data() == "Xóa cơ quan Hội Người cao tuổi xã"
    bin_.table.setFocus()
    qtbot.keyClick(bin_.table, Qt.Key.Key_Return)
    quiet(desk)
    assert desk.said[-1][0] == "Đã lấy lại: Xóa cơ quan Hội Người cao tuổi xã"
    assert bin_.model.steps == []
    assert bin_.findChild(EmptyState) is not None


def test_emptying_asks_first(bin_, desk, quiet, answer):
    asked = answer(1)
    bin_.empty()
    quiet(desk)
    assert (asked, len(bin_.model.steps)) == (["Dọn thùng rác?"], 1)
    answer(0)
    bin_.empty()
    quiet(desk)
    assert bin_.model.steps == []
    assert not bin_.actions_of_page["empty"].isEnabled()


def test_others_see_only_what_they_threw_away_themselves(desk_of, stand):
    page = stand(BinPage(desk_of("tuan.pq", SECOND)))
    assert page.model.steps == []
    assert {step.id for step in page.actions_of_page.steps} == {"back", "reload"}


def test_what_is_thrown_away_meanwhile_appears(bin_, desk, quiet):
    from dcapp.features.office.service import remove_village

    desk.tasks.run(remove_village, 1)
    quiet(desk)
    assert bin_.model.index(0, 0).data() == "Xóa thôn Châu Me"
