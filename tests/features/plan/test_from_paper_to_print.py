"""A signed paper is read, kept, shown and printed: what went in comes out, word for word, of both kinds of file."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from builders import an_app

from dcapp.features.papers.issuing import marks_of
from dcapp.features.plan.prints import due_in_print, obligations_document, plan_document
from dcapp.features.plan.queries import plan_of, signed_plan
from dcapp.features.plan.service import take_in_plan
from dcapp.features.plan.showing import plan_answer
from dcapp.features.plan.taking_in import KEPT, form_of
from dcapp.printing.layout_check import check_layout
from dcapp.reading.extracting import extract
from dcapp.reading.reader import read_paper
from dcapp.reading.result import to_json

PAPERS = Path(__file__).parents[2] / "reading" / "papers"
NAMES = sorted(path.stem for path in PAPERS.glob("*.txt"))
WORD = re.compile(r"\w+")
SEED = "ke-hoach-2023"


@pytest.fixture(scope="module")
def office():
    app = an_app()
    yield app
    app.close()


@pytest.fixture(scope="module", params=[*NAMES, SEED])
def kept(request, office):
    """One paper as it was read, and as the office has kept it."""
    if request.param == SEED:
        path = request.getfixturevalue("shared_dir") / "seeds" / f"{SEED}.txt"
        if not path.exists():
            pytest.skip("no signed plan beside the checkout")
    else:
        path = PAPERS / f"{request.param}.txt"
    reading = read_paper(extract(path))
    plan_id = office.run(take_in_plan, form_of(reading), path.name)
    return reading, office.run(signed_plan, plan_id)


def squeezed(text):
    """The letters alone: where lines break is the printer's business."""
    text = text.replace("\x02", "-").replace("\ufffe", "-")  # how a PDF says that a line broke at a hyphen
    return re.sub(r"[\s\u00ad\u200b]+", "", unicodedata.normalize("NFC", text)).casefold()


def pdf_text(content):
    """All words of a PDF without the numbers of its pages."""
    import pypdfium2

    pages = []
    with pypdfium2.PdfDocument(content) as opened:
        for number in range(len(opened)):
            lines = opened[number].get_textpage().get_text_range().splitlines()
            pages.append("\n".join(line for line in lines if line.strip() != str(number + 1)))
    return "\n".join(pages)


def docx_text(content):
    import docx

    document = docx.Document(BytesIO(content))
    texts = []

    def walk(parent):
        for block in parent.iter_inner_content():
            if hasattr(block, "rows"):
                seen = set()
                for row in block.rows:
                    for cell in row.cells:
                        if cell._tc not in seen:
                            seen.add(cell._tc)
                            walk(cell)
            else:
                texts.append(block.text)

    walk(document)
    return "\n".join(texts)


@pytest.fixture(scope="module")
def printed(kept, office):
    from dcapp.printing.docx import write_docx
    from dcapp.printing.pdf import write_pdf

    document = plan_document(kept[1], office.office, marks_of(office.office))
    pdf = write_pdf(document)
    return document, pdf, {"pdf": pdf_text(pdf), "docx": docx_text(write_docx(document))}


def test_the_kept_plan_answers_as_the_reading_did(kept):
    reading, plan = kept
    read, shown = to_json(reading), plan_answer(plan)
    for key in read:
        if key not in ("warnings", "year", "title"):
            assert shown[key] == read[key], key
    assert shown["year"] == (read["year"] or 2023)
    assert [line["where"] for line in shown["warnings"]] == [due.what for due in reading.obligations if due.doubt]


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_every_sentence_that_went_in_comes_out(kept, printed, kind):
    reading, plan = kept
    out = squeezed(printed[2][kind])
    missing = []
    for passage in reading.passages:
        if passage.kind not in KEPT:
            continue
        pieces = [cell for row in passage.cells for cell in row] if passage.cells else [passage.text]
        if not passage.cells and passage.marker:
            pieces.append(f"{passage.marker}{passage.text}")
        missing += [piece for piece in pieces if squeezed(piece).strip(".;") not in out and not passage.cells]
        if passage.cells:
            counted = Counter(WORD.findall(printed[2][kind]))
            short = Counter(word for cell in pieces for word in WORD.findall(cell)) - counted
            missing += sorted(short)
    for recipient in reading.recipients:
        missing += [recipient.text] if squeezed(recipient.text).rstrip(".;,") not in out else []
    kind = "" if plan.type_name == "Công văn" else plan.type_name  # a letter has no name of type
    heads = (plan.subject, kind, plan.number, plan.issuer, plan.parent_body)
    signed = (*plan.signer_authority.split("\n"), *plan.signer_title.split("\n"), plan.signer_name)
    missing += [words for words in (*heads, *signed, *plan.addressees) if squeezed(words).rstrip(".;,") not in out]
    assert missing == []


def test_nothing_that_the_paper_does_not_say_is_printed_twice(kept, printed):
    """Each paragraph stands in the print as often as in the paper."""
    reading, _plan = kept
    out = squeezed(printed[2]["docx"])
    read = squeezed(reading.text)
    for passage in reading.passages:
        words = squeezed(passage.text)
        if passage.kind in KEPT and len(words) > 60 and not passage.cells:
            assert out.count(words) == max(1, read.count(words)), passage.text


def test_the_print_keeps_the_layout_of_the_decree(printed):
    document, pdf, _texts = printed
    assert check_layout(pdf, document) == ()


def test_the_list_of_obligations_has_every_obligation(kept, office):
    from dcapp.printing.pdf import write_pdf

    _reading, plan = kept
    document = obligations_document(plan, office.office, marks_of(office.office))
    pdf = write_pdf(document)
    words = Counter(WORD.findall(unicodedata.normalize("NFC", pdf_text(pdf))))
    wanted = Counter()
    for due in plan.obligations:
        for part in (due.title, *due.who, *due.addressees, due_in_print(due)):
            wanted.update(WORD.findall(part))
    assert wanted - words == Counter()
    assert check_layout(pdf, document) == ()


def test_of_several_plans_of_a_year_the_last_is_meant_or_the_one_with_the_number(office, kept):
    _reading, plan = kept
    assert office.run(signed_plan, office.run(plan_of, plan.year)).year == plan.year
    if plan.number:
        assert office.run(signed_plan, office.run(plan_of, plan.year, f" {plan.number} ")).number == plan.number
