"""Kho niêm phong: made by the leader, its code shown once and asked back, keys given and taken; no administrator."""

from __future__ import annotations

import pytest

from ui.features.admin.new_code import NewCodeDialog
from ui.features.admin.vault_page import VaultPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
SECOND = "nui-cao-song-dai"


@pytest.fixture
def page(desk_of, qtbot, quiet):
    def bring(name="hanh.nt", password="bien-xanh-cat-trang"):
        made = VaultPage(desk_of(name, password))
        qtbot.addWidget(made)
        made.resize(1150, 700)
        made.show()
        quiet(made.desk)
        return made

    return bring


def pick(page, name):
    line = next(line for line in page.card.accounts if line.display_name == name)
    row = next(n for n, one in enumerate(page.accounts.lines.rows) if one.key == line.id)
    page.accounts.setCurrentIndex(page.accounts.lines.index(row, 0))
    return line


def test_the_chairman_makes_it_and_gives_the_key_but_not_to_the_administrator(page, quiet, answers):
    found = page("thai.lv", SECOND)
    assert not found.card.exists
    assert found.make.isVisibleTo(found)
    answers.append(0)
    found.make.click()
    quiet(found.desk)
    dialog = found.findChild(NewCodeDialog)
    assert not dialog.agree.isEnabled()  # until two groups were typed back from the paper
    answers.append(0)
    dialog.reject()
    quiet(found.desk)
    assert (found.card.exists, found.card.is_open) == (True, True)
    assert pick(found, "Lê Văn Thái").holds
    pick(found, "Phạm Quốc Tuấn")
    found.give.click()
    quiet(found.desk)
    assert pick(found, "Phạm Quốc Tuấn").holds
    answers.append(0)
    found.take.click()
    quiet(found.desk)
    assert not pick(found, "Phạm Quốc Tuấn").holds


def test_the_administrator_alone_cannot_make_it(page):
    found = page("hanh.nt")
    leads = found.desk.may("denunciations.grant")
    assert found.make.isVisibleTo(found) == leads
    assert all(line.why_not or not line.holds for line in found.card.accounts)
