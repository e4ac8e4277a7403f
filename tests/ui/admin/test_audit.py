"""Nhật ký: read page by page, in words, and checked off the GUI thread."""

from __future__ import annotations

import ast
import json
from dataclasses import replace

import pytest
from checks import assert_screen_is_sound, words_of
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication

from dcapp.db.base import Base
from dcapp.db.engine import begin
from dcapp.features.accounts import queries
from dcapp.features.office.service import BodyForm, add_body
from ui.features.admin.audit_page import AuditPage
from ui.features.admin.audit_terms import ACTIONS, FIELDS, KINDS, SPECIAL_FIELDS, UNSHOWN
from ui.features.admin.audit_words import action_words, changes_in_words, object_words, summary
from ui.features.admin.explain import ExplainDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # the offscreen platform has no windows
SIZES = [(100, (1366, 696)), (125, (1280, 660)), (150, (1280, 660))]


@pytest.fixture
def page(desk, stand):
    return stand(AuditPage(desk))


@pytest.mark.parametrize(("scale", "size"), SIZES)
def test_the_page_is_sound(desk, stand, look, scale, size):
    look("light", scale)
    page = stand(AuditPage(desk), size)
    page.table.setCurrentIndex(page.model.index(2, 0))
    page.frame.open_detail()
    assert_screen_is_sound(page)


def test_lines_say_who_did_what_to_what(page):
    row = next(n for n, line in enumerate(page.model.lines) if line.action == "edit_body")
    cells = [page.model.index(row, column).data() for column in range(5)]
    assert cells[1:3] == ["Nguyễn Thị Hạnh", "Sửa cơ quan"]
    assert cells[3].startswith("Cơ quan, tổ chức, số ")
    assert cells[4] == "Tên, Tên gọn"
    page.table.setCurrentIndex(page.model.index(row, 0))
    assert "Hội Người cao tuổi → Hội Người cao tuổi xã" in words_of(page.pane)
    assert "– → Hội NCT" in words_of(page.pane)


def test_older_lines_come_when_they_are_scrolled_to(desk, stand, quiet, monkeypatch):
    monkeypatch.setattr(queries, "AUDIT_PAGE", 20)
    monkeypatch.setattr("ui.features.admin.audit_model.AUDIT_PAGE", 20)
    page = stand(AuditPage(desk))
    first = len(page.model.lines)
    assert page.model.canFetchMore(QModelIndex())
    while page.model.canFetchMore(QModelIndex()):
        page.model.fetchMore(QModelIndex())
        quiet(desk)
    numbers = [line.seq for line in page.model.lines]
    assert len(numbers) > first
    assert numbers == list(range(numbers[0], 0, -1))
    assert "đủ cả sổ" in page.frame.foot_left.full_text()


def test_the_head_of_the_chain_is_shown(page, desk):
    assert page.head.text() == desk.app.database.audit_head().short


def test_a_whole_office_is_called_whole(page, desk, quiet, qtbot):
    page.check()
    assert not page.actions_of_page["check"].isEnabled()
    quiet(desk)
    assert page.actions_of_page["check"].isEnabled()
    assert "nguyên vẹn" in page.banner.text.text()


def test_what_was_tampered_with_is_named(page, desk, quiet):
    with begin(desk.app.database.writer, write=True) as connection:
        connection.exec_driver_sql("UPDATE audit_record SET account = 'ai-do' WHERE seq = 3")
    page.check()
    quiet(desk)
    assert "Dòng 3 của nhật ký đã bị sửa" in page.banner.text.text()


def test_new_lines_come_with_a_reload(page, desk, quiet):
    before = page.model.lines[0].seq
    desk.tasks.run(add_body, BodyForm(name="Hội mới"))
    quiet(desk)
    page.actions_of_page["reload"].trigger()
    quiet(desk)
    assert page.model.lines[0].seq > before


def test_who_may_not_read_it_is_told_who_may(desk_of, stand):
    from ui.kit.states import DeniedState

    page = stand(AuditPage(desk_of("lien.vt", "nui-cao-song-dai")))
    assert page.findChild(DeniedState) is not None


@pytest.mark.parametrize(
    ("kind", "content", "told"),
    [
        (
            "AccountRole",
            {"after": {"id": 1, "account_id": 2, "role": "LD"}},
            [("Tài khoản số", "2"), ("Vai trò", "Lãnh đạo")],
        ),
        (
            "DayOff",
            {"before": {"day": "2026-01-02"}, "after": {"day": "2026-01-05"}},
            [("Ngày", "02/01/2026 → 05/01/2026")],
        ),
        ("DayOff", {"before": {"is_checked": False}, "after": {"is_checked": True}}, [("Đã kiểm tra", "Không → Có")]),
        ("DayOff", {"before": {"kind": "off"}, "after": {"kind": "worked"}}, [("Loại", "Nghỉ → Làm bù")]),
        ("RightOverride", {"after": {"grant": "Y", "role": "BC"}}, [("Mức", "Được làm"), ("Vai trò", "Xem số liệu")]),
        (
            "StoredSetting",
            {"after": {"key": "backup_days", "value": 7}},
            [("Mục cài đặt", "Nhắc sao lưu sau (ngày)"), ("Giá trị", "7")],
        ),
        ("Officer", {"before": {"note": "hmac:00", "folded": "a"}}, [("Ghi chú", "(niêm phong)")]),
        ("Body", {"before": {"note": None, "since": None}, "after": {"note": "", "since": None}}, []),
        ("Body", {"count": 3, "digest": "ab"}, [("Số dòng", "3"), ("Dấu kiểm tra", "ab")]),
    ],
)
def test_contents_are_told_in_words(kind, content, told):
    assert changes_in_words(kind, json.dumps(content)) == told


def test_what_has_no_words_shows_itself():
    assert (action_words("abc"), object_words("Abc", 3), summary("Abc", "not json")) == ("abc", "Abc, số 3", "")
    assert action_words("villages.take_in") == "Nhập từ Excel"


def test_what_has_no_words_here_says_what_its_own_slice_calls_it(monkeypatch):
    monkeypatch.delitem(ACTIONS, "edit_officer")
    monkeypatch.delitem(FIELDS, "phone")
    assert action_words("edit_officer") == "Sửa cán bộ"
    assert changes_in_words("Officer", '{"after": {"phone": "0912"}}') == [("Điện thoại", "0912")]


def writing_use_cases(root):
    """Names of the functions that `allowed` declares as writing and gives no words of their own."""
    for path in (root / "dcapp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            marks = [mark for mark in getattr(node, "decorator_list", ()) if isinstance(mark, ast.Call)]
            declared = [mark for mark in marks if getattr(mark.func, "id", "") == "allowed"]
            if declared and not any(word.arg in ("reads", "undo") for word in declared[0].keywords):
                yield node.name


def test_every_use_case_that_writes_has_words_in_the_audit_book(root):
    assert {name for name in writing_use_cases(root) if action_words(name) == name} - {"take_in"} == set()


def test_every_record_and_field_has_words_in_the_audit_book():
    import dcapp.catalogue  # noqa: F401 - maps every class

    kinds = {mapper.class_.__name__: mapper for mapper in Base.registry.mappers if "dcapp" in mapper.class_.__module__}
    assert set(kinds) - set(KINDS) == set()
    fields = {(kind, column.key) for kind, mapper in kinds.items() for column in mapper.column_attrs}
    assert {f for f in fields if f[1] not in FIELDS and f not in SPECIAL_FIELDS and f[1] not in UNSHOWN} == set()


def test_it_is_searched_by_person_time_kind_and_words(page, desk, quiet):
    everything = len(page.model.lines)
    page.filter.kind.choose("Body")
    quiet(desk)
    assert {line.kind for line in page.model.lines} == {"Body"}
    page.filter.search.setText("hoi nguoi cao tuoi")
    page.filter.search.returnPressed.emit()
    quiet(desk)
    assert 0 < len(page.model.lines) < everything
    page.filter.who.choose("tuan.pq")
    quiet(desk)
    assert page.model.lines == []
    assert "Không có dòng nào như vậy" in words_of(page)
    page.filter.clear_button.click()
    quiet(desk)
    assert len(page.model.lines) == everything
    assert page.filter.clear_button.isHidden()


def test_days_that_cannot_be_are_told_under_the_fields(page, desk, quiet):
    page.filter.since.line.setText("31/02/2023")
    page.filter.since.line.editingFinished.emit()
    assert "31/02/2023" in page.filter.problem.text()
    page.filter.since.line.setText("02/05/2999")
    page.filter.until.line.setText("01/05/2999")
    page.filter.until.line.editingFinished.emit()
    assert page.filter.problem.text().startswith("Ngày cuối sớm hơn ngày đầu")
    assert_screen_is_sound(page)
    page.filter.until.line.clear()
    page.filter.until.line.editingFinished.emit()
    quiet(desk)
    assert (page.filter.problem.text(), page.model.lines, page.model.is_whole) == ("", [], True)


def test_a_search_reads_on_until_it_found_enough(desk, stand, quiet, monkeypatch):
    monkeypatch.setattr(queries, "AUDIT_PAGE", 5)
    monkeypatch.setattr("ui.features.admin.audit_model.AUDIT_PAGE", 5)
    page = stand(AuditPage(desk))
    page.filter.kind.choose("Office")
    quiet(desk)
    quiet(desk)
    assert page.model.is_whole
    assert page.model.lines
    assert {line.kind for line in page.model.lines} == {"Office"}
    assert "dòng tìm thấy" in page.frame.foot_left.full_text()


def test_what_the_administrator_may_not_read_is_said(page):
    line = page.model.lines[0]
    page.pane.show_line(replace(line, kind="Paper", content="{}"))
    assert "không thấy nội dung" in words_of(page.pane)


def test_what_openings_found_is_explained_and_stays_in_the_book(desk, page, quiet):
    page.explain()
    dialog = next(window for window in QApplication.topLevelWidgets() if isinstance(window, ExplainDialog))
    dialog.agree.click()
    quiet(desk)
    assert dialog.isVisible()
    dialog.words.setPlainText("Đã phục hồi bản sao ngày 01/5.")
    dialog.agree.click()
    quiet(desk)
    page.reload()
    quiet(desk)
    assert "Đã phục hồi bản sao ngày 01/5." in page.model.lines[0].content
