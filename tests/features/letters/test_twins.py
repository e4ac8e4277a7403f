"""Twins: found accent-free by sender, parcel, content; decided ones, hidden ones and denunciations are no hints."""

from __future__ import annotations

from datetime import date

import pytest
from builders import an_app

from dcapp.features.letters.forms import LetterForm
from dcapp.features.letters.handling import tie_letters
from dcapp.features.letters.service import record_letter
from dcapp.features.letters.terms import LetterKind, Tie
from dcapp.features.letters.twins import Words, twins_of

DAY = date(2023, 5, 8)
FIRST = LetterForm(
    received_on=DAY,
    kind=LetterKind.COMPLAINT,
    sender="Nguyễn Văn Tám",
    parcel="thửa 142, tờ 12",
    gist="Khiếu nại việc thu hồi đất làm đường liên thôn",
    address="Thôn Châu Me",
)


@pytest.fixture
def app():
    opened = an_app()
    yield opened
    opened.close()


@pytest.fixture
def first(app):
    for number in range(12):
        other = LetterForm(received_on=DAY, sender=f"Trần Thị Khác {number}", gist=f"Xin đèn đường số {number}")
        app.run(record_letter, other)
    return app.run(record_letter, FIRST).id


def found(app, **said):
    return app.run(twins_of, Words(**said))


def test_it_is_found_without_marks_and_says_in_what(app, first):
    (twin,) = found(app, sender="nguyen van tam", gist="thu hoi dat lam duong lien thon")
    assert twin.letter.id == first
    assert set(twin.why) == {"cùng người gửi", "nội dung giống hệt"}
    assert twin.score > 0.7


def test_the_same_parcel_of_another_sender_is_shown(app, first):
    (twin,) = found(app, sender="Lê Thị Hoa", parcel="Thửa 142 tờ 12")
    assert twin.letter.id == first


def test_another_matter_is_none(app, first):
    assert found(app, sender="Võ Văn Sáu", gist="Đề nghị nạo vét mương tưới trước vụ") == ()


def test_what_was_decided_is_not_asked_again(app, first):
    later = app.run(record_letter, FIRST).id
    said = {"sender": FIRST.sender, "gist": FIRST.gist, "except_letter": later}
    assert [twin.letter.id for twin in found(app, **said)] == [first]
    app.run(tie_letters, later, first, Tie.DIFFERENT, "Hai thửa khác nhau")
    assert found(app, **said) == ()


def test_a_denunciation_is_no_hint(app, first):
    sealed = LetterForm(
        received_on=DAY, kind=LetterKind.DENUNCIATION, sender="Hoàng Thị Bí Mật", gist="Thu tiền sai quy định của thôn"
    )
    app.run(record_letter, sealed)
    assert found(app, sender="Hoàng Thị Bí Mật", gist="Thu tiền sai quy định của thôn") == ()
