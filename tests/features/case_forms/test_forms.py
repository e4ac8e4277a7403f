"""The official forms: every one the workflows name, what the law wants in it, its wording, well printed."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from filled_forms import BEFORE, DAY, GOLDEN, docx_words, drawn, full, golden_text, pdf_words, shown, squeezed

from dcapp.features.case_forms.sources import ISSUED, LOOSE, SOURCES
from dcapp.kernel.errors import RuleViolation
from dcapp.printing.docx import write_docx
from dcapp.printing.layout_check import check_layout
from dcapp.printing.pdf import write_pdf
from dcapp.printing.text import plain_text
from dcapp.rules.folio_kinds import OF_FORMS
from dcapp.rules.form_files import forms_in, places_in, texts_of
from dcapp.rules.form_terms import Naming
from dcapp.rules.forms import FOLDER, form_on, forms_of, shipped_forms
from dcapp.rules.workflow_terms import FORMS
from dcapp.rules.workflows import shipped_workflows

KEYS = shipped_forms().keys
DOCS = Path(__file__).parents[3] / "docs" / "forms.md"


def test_every_form_that_a_step_prints_is_there_on_every_day_of_its_workflow():
    assert set(KEYS) == FORMS >= set(OF_FORMS)
    for workflow in shipped_workflows():
        for on in {max(workflow.in_force_from, date(2021, 11, 15)), workflow.in_force_to or DAY}:
            for step in workflow.steps:
                assert [one.key for one in forms_of(step, on)] == list(step.forms), (workflow.key, step.key, on)


def test_blanks_take_their_words_from_what_the_file_knows():
    asks = {ask.key for one in shipped_workflows() for step in one.steps for ask in step.asks}
    steps = {step.key for one in shipped_workflows() for step in one.steps}
    for form in shipped_forms().editions:
        for path in (path for one in form.blanks for path in one.source.split("|") if path):
            lead, _point, name = path.partition(".")
            known = {"said": asks, "raw": {*asks, "side"}, "on": steps}.get(lead)
            assert (name in known) if known is not None else path in SOURCES, (form.key, path)
    assert {path.removeprefix("issued.") for path in SOURCES if path.startswith("issued.")} == set(ISSUED)
    assert all(path.endswith(".") for path in LOOSE)


@pytest.mark.parametrize("key", KEYS)
def test_a_form_says_what_was_approved(key):
    parts = [golden_text(drawn(key))]
    if full(key)[0].variant:
        parts.append(golden_text(drawn(key, choice=1)))
    assert "\n".join(parts) == (GOLDEN / f"{key}.txt").read_text("utf-8")


@pytest.mark.parametrize("key", KEYS)
def test_a_full_form_shows_everything_that_the_law_wants_in_it(key):
    for on in (DAY, BEFORE):
        try:
            form, values = full(key, on)
        except RuleViolation:
            continue  # not in use before
        document = drawn(key, on)
        words = " ".join(plain_text(document).split())
        parts = {
            "@day": bool(re.search(r"ngày \d\d tháng \d+ năm \d{4}", words)),
            "@signature": bool(document.signatures) and all(one.titles for one in document.signatures),
            "@addressee": bool(document.addressees),
            "@bases": bool(document.bases),
            "@recipients": bool(document.recipients),
        }
        assert form.elements
        for element in form.elements:
            for by in element.shown_by:
                if by.startswith("="):
                    assert by[1:] in words, (element.what, by)
                elif by.startswith("@"):
                    assert parts.get(by, True), (element.what, by)
                else:
                    assert all(" ".join(piece.split()) in words for piece in shown(form.blank(by), values[by])), by
        assert not re.search(r"[{}]|\bNone\b|\.\.|;\.|\?", words.replace("…", "")), words
        assert "…" not in words.replace("Công chứng, chứng thực", "") or key == "kn02"


def test_every_form_prints_the_same_in_pdf_and_word_and_nothing_leaves_its_place():
    for key in KEYS:
        document = drawn(key)
        pdf = write_pdf(document)
        assert check_layout(pdf, document) == (), key
        printed, typed = pdf_words(pdf), docx_words(write_docx(document))
        for line in plain_text(document).splitlines():
            words = squeezed(line)
            assert words in typed, (key, line)
            assert words in printed or {*words} <= set("…."), (key, line)


@pytest.mark.parametrize("key", KEYS)
def test_an_empty_form_leaves_room_to_write_and_no_gap_in_its_sentences(key):
    words = golden_text(drawn(key, values={}))
    assert "{" not in words
    assert "  " not in words
    assert " ," not in words
    assert " ." not in words


def test_what_a_paper_cites_follows_the_law_of_its_day():
    old, new = golden_text(drawn("kn05", BEFORE)), golden_text(drawn("kn05"))
    assert "136/2025/QH15" not in old
    assert "155/2026/NĐ-CP" not in old
    assert "136/2025/QH15" in new
    assert "155/2026/NĐ-CP" in new
    assert form_on("kn03", BEFORE).citation != form_on("kn03", DAY).citation
    with pytest.raises(RuleViolation, match="không dùng vào ngày"):
        form_on("kn14a", BEFORE)
    assert form_on("kn14a", BEFORE + timedelta(days=1)).number == "Mẫu số 14a"


def test_only_papers_for_the_denouncer_name_the_denouncer_and_the_accused_reads_the_content_alone():
    named = {one.key for one in shipped_forms().editions if one.naming is Naming.NAME and "denunciation" in one.kinds}
    assert named == {"tc02", "tc03", "tc05"}
    for form in shipped_forms().editions:
        if "denunciation" in form.kinds and form.key in ("tc06",):
            assert not {"sender", "sender_name", "code", "address"} & set(places_in(texts_of(form)))


def test_a_broken_form_is_named():
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")}
    first = files["petitions"]["form"][0]
    for change, said in (
        ({"text": "Xin chào {nobody}."}, "names blanks"),
        ({"blanks": [*first["blanks"], "phone"]}, "does not name"),
        ({"required": ["sender", "moon"]}, "requires blanks"),
        ({"bases": ["moon"]}, "rests on"),
        ({"moon": 1}, "unknown keys"),
        ({"signing": "moon"}, "moon"),
    ):
        with pytest.raises(ValueError, match=said):
            forms_in({**files, "petitions": {"form": [{**first, **change}]}})


def test_the_table_of_forms_in_the_docs_is_that_of_the_data():
    written = [line for line in DOCS.read_text("utf-8").splitlines() if re.match(r"\| `(?:xld|kn|tc|pa)\d", line)]
    assert written == [
        f"| `{one.key}` | {one.title} | {one.number} | {one.citation} | {one.in_force_from:%d/%m/%Y} | "
        f"{one.confidence}{'' if one.is_checked else ', cần kiểm tra'} | `golden/{one.key}.txt` |"
        for one in sorted(shipped_forms().editions, key=lambda one: (one.key, one.in_force_from))
    ]
