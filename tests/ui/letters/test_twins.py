"""Letters that look alike: shown while one is typed, compared side by side, decided once."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtTest import QTest

from dcapp.features.letters.forms import LetterForm
from dcapp.features.letters.queries import letter_card
from dcapp.features.letters.service import record_letter
from dcapp.features.letters.terms import LetterKind, Tie
from ui.features.letters.compare import CompareDialog, marked

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
GIST = "Khiếu nại quyết định thu hồi 120 m2 đất trồng lúa ở xứ đồng Cây Sanh không bồi thường"


@pytest.fixture
def earlier(office):
    return office.run(
        record_letter,
        LetterForm(
            received_on=date(2026, 8, 3), kind=LetterKind.COMPLAINT, sender="Trần Thị Lành", gist=GIST, parcel="thửa 12"
        ),
    ).id


def test_a_twin_is_shown_while_it_is_typed_compared_and_remembered(earlier, entry, office, quiet):
    form = entry.form
    form.received_on.set_value(date(2026, 8, 10))
    form.writer.setText("Trần Thị Lành")
    form.gist.setPlainText(GIST + " thỏa đáng")
    QTest.qWait(500)
    quiet()
    assert [one.letter.id for one in entry.twins.found] == [earlier]

    entry.twins.list.setCurrentIndex(entry.twins.list.model().index(0, 0))
    entry.twins.compare()
    quiet()
    dialog = entry.findChild(CompareDialog)
    dialog.agree.click()
    entry.save()
    quiet()

    [tie] = office.run(letter_card, earlier + 1).ties
    assert (tie.letter.id, tie.tie) == (earlier, Tie.DUPLICATE)


def test_a_denunciation_is_compared_with_nothing(earlier, entry, quiet):
    entry.form.kind.choose(1)
    entry.form.gist.setPlainText(GIST)
    entry.twins.ask()
    quiet()
    assert entry.form.is_sealed
    assert entry.twins.found == ()


def test_like_words_are_bold_and_others_underlined_and_nothing_is_markup():
    assert marked("Thu HỒI <đất>", "thu hồi, rừng") == "<b>Thu</b> <b>HỒI</b> <u>&lt;đất&gt;</u>"
