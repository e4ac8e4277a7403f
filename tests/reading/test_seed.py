"""The signed plan of 2023 that the house was built for: figures, numbers and dates only."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from dcapp.reading.child import read_in_child
from dcapp.reading.extracting import extract
from dcapp.reading.legacy import encode_tcvn3, encode_vni
from dcapp.reading.plain import read_plain
from dcapp.reading.reader import read_paper
from dcapp.reading.result import to_json

CITED = {
    "675/KH-UBND": "2023-03-13",
    "07-KH/KDV": "2023-02-16",
    "06-KH/BCĐ": "2023-01-18",
    "120-KL/TW": "2016-01-07",
    "114-KL/TW": "2015-07-14",
    "33/CT-TTg": "2021-11-26",
    "08-CT/TU": "2021-05-25",
    "396-QĐ/TU": "2021-10-19",
    "866-QĐ/TU": "2021-12-31",
    "36-QĐ/ĐU": "2022-04-27",
    "59-KH/ĐU": "2023-01-05",
    "1211/QĐ-UBND": "2022-11-02",
    "737/QĐ-UBND": "2019-09-27",
    "5451/UBND-CNXD": "2018-09-10",
    "04/2015/NĐ-CP": "2015-01-09",
    "145/2020/NĐ-CP": "2020-12-14",
    "159/2016/NĐ-CP": "2016-11-29",
    "29/2022/QĐ-UBND": "2022-08-04",
}


@pytest.fixture(scope="module")
def seed(shared_dir):
    file = shared_dir / "seeds" / "ke-hoach-2023.txt"
    return file if file.exists() else pytest.skip("no signed plan beside the checkout")


@pytest.fixture(scope="module")
def found(seed):
    return to_json(read_paper(extract(seed)))


def test_every_document_is_found_once_with_number_and_date(found):
    numbered = {cited["number"]: cited["date"] for cited in found["documents"] if cited["number"]}
    assert numbered == CITED
    assert len([cited for cited in found["documents"] if not cited["number"]]) == 1
    assert sum(cited["basis"] for cited in found["documents"]) == 3


def test_parts_items_and_officers(found):
    assert [(part["number"], len(part["items"])) for part in found["parts"]] == [("I", 4), ("II", 12), ("III", 0)]
    assert [len(given["duties"]) for given in found["assignments"]] == [3, 4, 1, 2, 1]
    assert [given["number"] for given in found["assignments"]] == list("12345")


def test_every_date_and_rhythm_has_its_addressee(found):
    dates = {(due["due"], due["before"]) for due in found["obligations"] if due["due"]}
    assert dates == {("2023-03-20", True), ("2023-05-15", True), ("2023-09-30", True)}
    rhythms = Counter(due["every"] for due in found["obligations"] if due["every"])
    assert rhythms == {
        "monthly": 1,
        "quarterly": 1,
        "semiannual": 5,
        "nine-month": 1,
        "annual": 5,
        "on-request": 5,
    }
    assert all(due["to"] and due["who"] for due in found["obligations"])
    assert [len(due["to"]) for due in found["obligations"] if due["due"] == "2023-03-20"] == [2]


def test_recipients_signer_and_what_is_missing(found):
    assert len(found["recipients"]) == 11
    assert found["signer"] == {"authority": None, "title": "CHỦ TỊCH", "name": "Lê Văn Thái"}
    assert (found["number"], found["date"], found["issuer"], found["place"]) == (None, None, None, None)
    assert found["year"] == 2023


def test_every_word_comes_out_again(seed):
    raw = seed.read_text(encoding="utf-8-sig")
    reading = read_paper(extract(seed))
    put_in = Counter(re.findall(r"\w+", raw))
    assert Counter(re.findall(r"\w+", reading.text)) == put_in


@pytest.mark.parametrize("encode", [encode_tcvn3, encode_vni])
def test_letters_of_the_years_before_unicode_read_the_same(seed, found, encode):
    text = encode(seed.read_text(encoding="utf-8-sig").translate({0x201C: '"', 0x201D: '"', 0x2013: "-"}))
    again = to_json(read_paper(read_plain(text.encode("latin-1"))))
    assert again["signer"] == found["signer"]
    for key in ("parts", "assignments", "obligations", "recipients", "documents"):
        assert len(again[key]) == len(found[key])
    assert [(d["number"], d["date"]) for d in again["documents"]] == [
        (d["number"], d["date"]) for d in found["documents"]
    ]


def test_the_child_reads_it_as_the_program_does(seed):
    assert read_in_child(seed) == read_paper(extract(seed))
