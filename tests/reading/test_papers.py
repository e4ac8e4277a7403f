"""Invented papers of many shapes: what must be read in each stands beside it, line by line."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from dcapp.reading.extracting import extract
from dcapp.reading.plain import read_plain
from dcapp.reading.reader import read_paper
from dcapp.reading.reflow import RULE_LINE
from dcapp.reading.result import PassageKind, to_json
from dcapp.reading.wordings import PAGE_NUMBER

FOLDER = Path(__file__).parent / "papers"
NAMES = sorted(file.stem for file in FOLDER.glob("*.txt"))
WORD = re.compile(r"\w+")


def said(reading):
    found = to_json(reading)
    lines = [f"{key}: {found[key]}" for key in ("title", "number", "date", "year", "issuer", "place")]
    for cited in found["documents"]:
        basis = "basis" if cited["basis"] else "-"
        lines.append(f"cites: {cited['type']} | {cited['number']} | {cited['date']} | {cited['issuer']} | {basis}")
    for part in found["parts"]:
        numbers = " ".join(item["number"] or "-" for item in part["items"])
        lines.append(f"part: {part['number']} | {part['title']} | {numbers}")
    for given in found["assignments"]:
        lines.append(f"charge: {given['number']} | {given['officer']} | {len(given['duties'])}")
    for due in found["obligations"]:
        bound = "before" if due["before"] else "by"
        who, to = "; ".join(due["who"]), "; ".join(due["to"])
        lines.append(f"due: {due['due']} | {bound} | {due['day']} | {due['every']} | {who} | {to} | {due['what']}")
    lines += [f"to: {recipient}" for recipient in found["recipients"]]
    signer = found["signer"]
    return [*lines, f"signed: {signer['authority']} | {signer['title']} | {signer['name']}"]


def words_of(reading):
    counted = Counter()
    for passage in reading.passages:
        counted.update(WORD.findall(passage.marker))
        counted.update(WORD.findall(passage.text))
    return counted


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_says_what_stands_beside_it(name):
    reading = read_paper(extract(FOLDER / f"{name}.txt"))
    expected = (FOLDER / f"{name}.expected").read_text(encoding="utf-8").splitlines()
    assert [line.rstrip() for line in said(reading)] == [line.rstrip() for line in expected]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_paper_comes_out_again(name):
    raw = (FOLDER / f"{name}.txt").read_bytes()
    lines = [line for line in raw.decode().splitlines() if not RULE_LINE.match(line) and not PAGE_NUMBER.match(line)]
    put_in = Counter(WORD.findall("\n".join(line for line in lines if not re.fullmatch(r"[\s_|-]+", line))))
    assert words_of(read_paper(read_plain(raw))) == put_in


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_word_pdf_and_text_say_the_same(name, kind, docx_of, pdf_of, paragraphs):
    file = FOLDER / f"{name}.txt"
    lines = paragraphs(file)
    other = extract(docx_of(lines) if kind == "docx" else pdf_of(lines))

    def plain(paper):
        found = to_json(read_paper(paper))
        found["warnings"] = [doubt["text"] for doubt in found["warnings"]]
        return json.dumps(found, ensure_ascii=False, indent=1)

    assert plain(other) == plain(extract(file))


@pytest.mark.parametrize("name", NAMES)
def test_every_span_points_at_its_words(name):
    reading = read_paper(extract(FOLDER / f"{name}.txt"))

    def words(span):
        return reading.text[span.start : span.end]

    for passage in reading.passages:
        assert words(passage.span) == passage.text
        assert passage.line >= 1
    for due in reading.obligations:
        assert words(due.span)
        assert reading.line_of(due.span) >= 1
    for cited in reading.documents:
        for span in cited.spans:
            assert not cited.number or cited.number in words(span).replace(" ", "")
    for recipient in reading.recipients:
        assert words(recipient.span) == recipient.text
    for given in reading.assignments:
        assert words(given.span)


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_paper_has_its_zones(name):
    kinds = [passage.kind for passage in read_paper(extract(FOLDER / f"{name}.txt")).passages]
    assert {PassageKind.HEADER, PassageKind.TITLE, PassageKind.RECIPIENT, PassageKind.SIGNER} <= set(kinds)
