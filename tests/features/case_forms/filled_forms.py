"""Forms with every blank filled in by its own label, and how papers are read back."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pypdfium2

from dcapp.features.case_forms.filling import _whole
from dcapp.features.case_forms.layout import BASES, Filled, form_document, lines_filled, spelled_day
from dcapp.features.office.queries import OfficeCard
from dcapp.features.office.terms import OfficeKind
from dcapp.printing.model import Signature
from dcapp.printing.text import plain_text
from dcapp.rules.form_terms import BlankKind
from dcapp.rules.forms import bases_on, form_on

GOLDEN = Path(__file__).parent / "golden"
OFFICE = OfficeCard(
    "UBND xã Thử", OfficeKind.COMMUNE, "", "tỉnh Thử", "Thử", "UBND", "Lê Văn Thử", is_remote=False, is_sample=False
)
DAY = date(2026, 8, 5)
BEFORE = date(2026, 6, 30)
SIGNATURE = Signature(titles=("CHỦ TỊCH",), name="Lê Văn Thử")


def value_of(blank, choice=0):
    """A value that shows where the blank stands."""
    if blank.kind is BlankKind.DATE:
        return "2026-08-05"
    if blank.kind is BlankKind.CHOICE:
        return blank.choices[choice][0]
    name = f"{blank.label.split(',')[0].split(';')[0].split(':')[0]} của {blank.key}"
    return f"{name} một\n{name} hai" if blank.kind is BlankKind.PEOPLE else name


def full(key, day=DAY, choice=0):
    """The form with every blank filled in."""
    form = _whole(form_on(key, day))
    values = {one.key: value_of(one, choice) for one in form.blanks}
    cited = [f"Căn cứ {one.words}" for one in bases_on(form, day)]
    values[BASES] = "\n".join([*cited, *lines_filled(form, values, form.grounds)])
    values["recipients"] = "\n".join(lines_filled(form, values, form.recipients))
    return form, values


def drawn(key, day=DAY, choice=0, values=None):
    """The paper of a form that is full, or that holds only these values."""
    form, filled = full(key, day, choice)
    number = f"05/{form.abbreviation}-UBND" if form.abbreviation else "05/UBND"
    return form_document(
        Filled(
            form=form,
            values=filled if values is None else values,
            signature=SIGNATURE,
            symbol=number if form.takes_number else "",
            issued_on=day,
            year=day.year,
        ),
        OFFICE,
    )


def shown(blank, value):
    """The words of a value as they stand on paper: all of them, in pieces."""
    if blank.kind is BlankKind.DATE:
        return [spelled_day(value)]
    if blank.kind is BlankKind.CHOICE:
        return []
    return value.splitlines()


def squeezed(text):
    """Text without blanks, as a PDF may break it anywhere."""
    return "".join(text.replace("\x02", "-").replace("\ufffe", "-").split())


def golden_text(document):
    """Every word of a paper, an element on a line, no-break spaces as plain ones."""
    return "\n".join(" ".join(line.split()) for line in plain_text(document).splitlines()) + "\n"


def pdf_words(pdf):
    """Every word of a PDF."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return squeezed("".join(page.get_textpage().get_text_range() for page in opened))


def docx_words(content):
    """Every word of a Word file."""
    paper = docx.Document(io.BytesIO(content))
    return squeezed("".join(node.text or "" for node in paper.element.body.iter() if node.tag.endswith("}t")))
