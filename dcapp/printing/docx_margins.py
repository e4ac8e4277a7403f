"""Headers and footers of the Word writer: page number, marks, the office's address below page one."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Pt

from dcapp.printing.composing import Line, clean, styled
from dcapp.printing.docx_parts import Styles, add_line, add_page_field, border, element
from dcapp.printing.geometry import AUDIT_DOWN, FOOT_UP
from dcapp.printing.model import Align, Document, Marks
from dcapp.printing.profile import SINGLE


def restart_numbers(section: Any) -> None:
    """Number the pages of an appendix from 1."""
    properties = section._sectPr  # noqa: SLF001 - python-docx has no page numbering
    numbering = element("pgNumType", start=1)
    columns = properties.find(element("cols").tag)
    if columns is not None:
        columns.addprevious(numbering)
    else:
        properties.append(numbering)


def fill_margins(section: Any, document: Document, styles: Styles, width: float, *, contact: str) -> None:
    """Header and footer of a section; its first page shows no number (Annex I, I.7)."""
    marks = document.marks
    section.different_first_page_header_footer = True
    section.header_distance = Pt(AUDIT_DOWN - styles.profile.style("mark").size)
    section.footer_distance = Pt(FOOT_UP - 4)
    for header, numbered in ((section.first_page_header, False), (section.header, True)):
        header.is_linked_to_previous = False
        _fill_header(header, marks, styles, width, numbered=numbered)
    for footer, address in ((section.first_page_footer, contact), (section.footer, "")):
        footer.is_linked_to_previous = False
        _fill_footer(footer, marks, styles, width, address)


def _mark_line(text: str, styles: Styles, align: Align) -> Line:
    style = styles.profile.style("mark")
    words = clean(text).replace("\n", " ")
    return Line(runs=styled(words, style), style=style, align=align, single=True, role="mark")


def _fill_header(header: Any, marks: Marks, styles: Styles, width: float, *, numbered: bool) -> None:
    first = header.paragraphs[0]
    add_line(header, _mark_line(marks.audit_head, styles, Align.LEFT), styles, width, fresh=first)
    paragraph = header.add_paragraph(style=styles.named("page_number"))
    letters = styles.profile.style("page_number")
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(letters.size * SINGLE)
    stops = layout.tab_stops
    stops.add_tab_stop(Pt(width / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Pt(width), WD_TAB_ALIGNMENT.RIGHT)
    small = Pt(styles.profile.style("mark").size)
    left = paragraph.add_run(clean(marks.left_head))
    left.bold, left.font.size = True, small
    paragraph.add_run("\t")
    if numbered:
        add_page_field(paragraph)
    right = paragraph.add_run("\t" + clean(marks.copy_number))
    right.font.size = small


def _fill_footer(footer: Any, marks: Marks, styles: Styles, width: float, address: str) -> None:
    paragraph = footer.paragraphs[0]
    if address:
        style = styles.profile.style("contact")
        line = Line(runs=styled(address, style), style=style, align=Align.CENTER, single=True, after=6, role="contact")
        add_line(footer, line, styles, width, fresh=paragraph)
        border(paragraph, ("top",), styles.profile.rule_thickness, space=3)
        paragraph = footer.add_paragraph()
    add_line(footer, _mark_line(marks.footer, styles, Align.CENTER), styles, width, fresh=paragraph)
