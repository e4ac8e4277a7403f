"""Numbers of identity papers, the text of the citizen's card, telephone numbers."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.rules.identity import (
    PROVINCES,
    CitizenCard,
    IdKind,
    id_kind,
    id_warnings,
    phone_key,
    plain_number,
    read_card,
)

TODAY = date(2026, 7, 15)
NUMBER = "051190000123"  # Quảng Ngãi, nữ, sinh 1990
CARD = f"{NUMBER}|212345678|Nguyễn Thị Ái|05021990|Nữ|Thôn Một, xã Thử, tỉnh Quảng Ngãi|10072021"
READ = CitizenCard(
    NUMBER,
    "212345678",
    "Nguyễn Thị Ái",
    date(1990, 2, 5),
    "female",
    "Thôn Một, xã Thử, tỉnh Quảng Ngãi",
    date(2021, 7, 10),
)

names = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ", min_size=1).filter(lambda name: name.strip())
birth_days = st.dates(date(1900, 1, 1), date(2026, 7, 1))


def warned(number, **known):
    return id_warnings(number, today=TODAY, **known)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (NUMBER, IdKind.CARD),
        (" 0511 9000 0123 ", IdKind.CARD),
        ("051.190.000.123", IdKind.CARD),
        ("212345678", IdKind.OLD_CARD),
        ("b1234567", IdKind.PASSPORT),
        ("P01234567", IdKind.PASSPORT),
        ("1234", IdKind.OTHER),
        ("không có", IdKind.OTHER),
        ("٠٥١١٩٠٠٠٠١٢٣", IdKind.OTHER),
        ("", IdKind.NONE),
        (" - ", IdKind.NONE),
    ],
)
def test_a_number_is_known_by_its_shape(number, kind):
    assert id_kind(number) is kind


def test_a_number_that_fits_the_person_is_not_warned_of():
    assert warned(NUMBER) == ()
    assert warned(NUMBER, birth_year=1990, sex="female") == ()
    assert warned(NUMBER, birth_date=date(1990, 2, 5), sex="female") == ()
    assert warned("051206000123", birth_year=2006, sex="male") == ()
    assert warned("") == ()
    assert warned("B1234567", birth_year=1990, sex="male") == ()


def test_what_does_not_fit_is_said_in_words_and_nothing_is_refused():
    (said,) = warned("003190000123")
    assert "003" in said
    (said,) = warned(NUMBER, birth_year=1985)
    assert "1990" in said
    assert "1985" in said
    (said,) = warned(NUMBER, sex="male")
    assert "nữ" in said
    (said,) = warned("051090000123", sex="female")
    assert "là nam" in said
    (said,) = warned("051490000123")
    assert "2190" in said
    assert len(warned("099190000123", birth_year=1985, sex="male")) == 3


def test_a_number_given_abroad_has_the_code_of_a_country():
    assert warned("233190000123") == ()


def test_an_old_card_is_warned_of_from_2025_on():
    (said,) = id_warnings("212345678", today=date(2025, 1, 1))
    assert "31/12/2024" in said
    assert "Luật Căn cước" in said
    assert id_warnings("212345678", today=date(2024, 12, 31)) == ()


def test_a_number_of_another_length_is_told_how_long_it_should_be():
    (said,) = warned("12345678901")
    assert "11" in said
    assert len(warned("không nhớ")) == 1


def test_63_provinces_gave_numbers():
    assert len(PROVINCES) == 63
    assert {"001", "051", "079", "096"} <= PROVINCES


@given(st.text(max_size=40), birth_days, st.sampled_from(["", "male", "female"]))
def test_any_text_has_a_kind_and_warnings_in_words(text, born, sex):
    assert isinstance(id_kind(text), IdKind)
    for said in id_warnings(text, birth_date=born, sex=sex, today=TODAY):
        assert said
        assert "{" not in said
    assert plain_number(plain_number(text)) == plain_number(text)


@given(st.sampled_from(sorted(PROVINCES)), birth_days, st.booleans(), st.integers(0, 999_999))
def test_a_number_made_by_the_rule_fits_the_person_it_was_made_for(province, born, is_female, last):
    century = 2 * (born.year // 100 - 19) + is_female
    number = f"{province}{century}{born.year % 100:02d}{last:06d}"
    sex = "female" if is_female else "male"
    assert id_warnings(number, birth_date=born, sex=sex, today=TODAY) == ()
    assert id_warnings(number, birth_year=born.year + 1, sex=sex, today=TODAY) != ()
    assert id_warnings(number, birth_year=born.year, sex="male" if is_female else "female", today=TODAY) != ()


def test_a_card_is_read():
    assert read_card(CARD) == READ


@pytest.mark.parametrize(
    "text",
    [
        CARD + "\r\n",
        "\ufeff" + CARD + "\n",
        "  " + CARD.replace("|", " | ") + "\t",
        unicodedata.normalize("NFD", CARD),
        CARD.replace("Nguyễn Thị Ái", "NGUYỄN THỊ ÁI").replace("Nữ", "NỮ"),
        CARD + "||Nguyễn Văn Cha|Trần Thị Mẹ|",
    ],
    ids=["crlf", "bom", "blanks", "nfd", "capitals", "newer card"],
)
def test_a_card_is_read_however_the_scanner_types_it(text):
    assert read_card(text) == READ


def test_what_a_card_lacks_or_what_is_damaged_stays_empty():
    read = read_card(f"{NUMBER}||Lò Văn Y|31021990|khác|")
    assert read == CitizenCard(NUMBER, "", "Lò Văn Y", None, "", "", None)
    assert read_card(f"{NUMBER}||Lò Văn Y").name == "Lò Văn Y"
    assert read_card(f"{NUMBER}|abc|Lò Văn Y|00000000|Nam|Thôn Một|99999999").old_number == ""
    assert read_card(f"{NUMBER}||H'HEN NIÊ").name == "H'Hen Niê"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "xin chào",
        NUMBER,
        f"{NUMBER}|",
        f"{NUMBER}||",
        f"{NUMBER}||12345",
        "12345|212345678|Nguyễn Thị Ái",
        "https://thu.vn/a|b|c",
        f"{CARD}\n{CARD}",
        "|".join(["x"] * 3000),
        "٠٥١١٩٠٠٠٠١٢٣||Nguyễn Thị Ái",
    ],
)
def test_any_other_text_is_no_card(text):
    assert read_card(text) is None


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    read = read_card(text)
    assert read is None or (read.name and len(read.number) == 12)


@given(names, st.one_of(st.none(), birth_days), st.sampled_from(["Nam", "Nữ", ""]), names, st.integers(3, 7))
def test_a_card_with_any_number_of_fields_gives_those_it_has(name, born, sex, address, kept):
    day = f"{born:%d%m%Y}" if born else ""
    fields = [NUMBER, "", name, day, sex, address, "01012022"][:kept]
    read = read_card("|".join(fields))
    assert read.number == NUMBER
    assert read.name == unicodedata.normalize("NFC", " ".join(name.split()))
    assert read.birth_date == (born if kept > 3 else None)
    assert read.address == (" ".join(address.split()) if kept > 5 else "")
    assert read.issued_on == (date(2022, 1, 1) if kept > 6 else None)


@pytest.mark.parametrize(
    "phone",
    ["0912 345 678", "0912.345.678", "+84 912 345 678", "0084912345678", "84912345678", "+84 (0)912345678"],
)
def test_a_telephone_number_is_the_same_however_it_is_written(phone):
    assert phone_key(phone) == "0912345678"


def test_old_mobile_numbers_are_compared_as_the_new_ones():
    assert phone_key("0168 123 4567") == phone_key("038 123 4567") == "0381234567"
    assert phone_key("0121-123-4567") == "0791234567"
    assert phone_key("0255 3 822 822") == "02553822822"
    assert phone_key("không có") == ""


@given(st.text(max_size=30))
def test_the_key_of_a_telephone_number_is_its_own_key(phone):
    assert phone_key(phone_key(phone)) == phone_key(phone)


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), st.sampled_from(["", "+84", "0084", "84"]))
def test_any_mobile_number_keeps_its_key_under_every_prefix(number, prefix):
    assert phone_key(prefix + number[1:] if prefix else number) == number
