"""Writes a paper as a Word file: the same words and layout as its PDF, with styles that an officer can edit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dcapp.kernel.clock import now
from dcapp.printing.model import Appendix, Block, Document, Image, KeyValue, PageBreak, Paragraph, Spacer, Table, flat
from dcapp.printing.official import PRODUCER
from dcapp.printing.profile import POINTS_PER_MM, Profile, profile_for

if TYPE_CHECKING:
    from dcapp.printing.docx_parts import Styles

WORD_URI = "http://schemas.microsoft.com/office/word"
AFTER_COMPAT = ("rsids", "themeFontLang", "clrSchemeMapping", "shapeDefaults", "decimalSymbol", "listSeparator")
"""Elements of Word's settings that must stand behind the compatibility mode."""
_ABOUT_ONE_LINE = 70
"""Letters of body text that surely make more than one line."""


def write_docx(document: Document, *, profile: Profile | None = None) -> bytes:
    """The paper as the bytes of a .docx file.

    Raises EnvironmentFault when the system has no font to measure the head with.
    """
    import io

    import docx

    from dcapp.printing.docx_parts import Styles

    used = profile or profile_for(document.house)
    word = docx.Document()
    styles = Styles(word, used)
    _prepare(word, document, used)
    _fill_main(word, document, styles)
    for appendix in document.appendices:
        _fill_appendix(word, document, appendix, styles)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _prepare(word: Any, document: Document, profile: Profile) -> None:
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    from dcapp.printing.composing import author_of, clean
    from dcapp.printing.docx_parts import element, use_font

    normal = word.styles["Normal"]
    use_font(normal, profile.style("body"), document.language)
    layout = normal.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
    layout.widow_control = True
    modern = element("compatSetting", name="compatibilityMode", uri=WORD_URI, val=15)
    compat = element("compat")
    compat.append(modern)
    settings = word.settings.element
    for older in settings.findall(compat.tag):
        settings.remove(older)
    followers = [child for child in settings if child.tag in {element(name).tag for name in AFTER_COMPAT}]
    if followers:
        followers[0].addprevious(compat)
    else:
        settings.append(compat)
    properties = word.core_properties
    properties.title, properties.language = clean(document.title)[:255], document.language
    properties.author = author_of(document.letterhead)[:255]
    properties.last_modified_by, properties.comments = PRODUCER, ""
    moment: datetime = now().replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = moment


def _set_section(word: Any, section: Any, document: Document, styles: Styles, *, landscape: bool, main: bool) -> float:
    """Page, margins, header and footer of a section; returns the width of its text in points."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    from dcapp.printing.docx_margins import fill_margins

    profile = styles.profile
    width, height = profile.page_size(landscape=landscape)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.top_margin, section.bottom_margin = Pt(profile.margin("top")), Pt(profile.margin("bottom"))
    section.left_margin, section.right_margin = Pt(profile.margin("left")), Pt(profile.margin("right"))
    text_width = profile.text_size(landscape=landscape)[0]
    fill_margins(section, document, styles, text_width, contact=document.stamps.contact if main else "")
    return text_width


def _fill_main(word: Any, document: Document, styles: Styles) -> None:
    from dcapp.printing.composing import brief_head, opening_lines
    from dcapp.printing.docx_head import add_ending, add_head, add_title
    from dcapp.printing.docx_parts import add_line
    from dcapp.printing.geometry import addressee_lines

    profile = styles.profile
    width = _set_section(word, word.sections[0], document, styles, landscape=document.landscape, main=True)
    if document.letterhead is not None and document.letterhead.brief:
        add_line(word, brief_head(document.letterhead, profile), styles, width)
    elif document.letterhead is not None:
        add_head(word, document, document.letterhead, styles, width)
    add_title(word, document, styles, width)
    for line in (*addressee_lines(document, width, profile), *opening_lines(document, profile)):
        add_line(word, line, styles, width)
    ends = bool(document.recipients or document.signatures or document.stamps.drafter)
    _add_blocks(word, tuple(document.body), styles, width, held=ends)
    if ends:
        add_ending(word, document, styles, width)


def _fill_appendix(word: Any, document: Document, appendix: Appendix, styles: Styles) -> None:
    from docx.enum.section import WD_SECTION

    from dcapp.printing.composing import appendix_lines
    from dcapp.printing.docx_margins import restart_numbers
    from dcapp.printing.docx_parts import add_line

    section = word.add_section(WD_SECTION.NEW_PAGE)
    width = _set_section(word, section, document, styles, landscape=appendix.landscape, main=False)
    restart_numbers(section)
    for line in appendix_lines(appendix, styles.profile):
        add_line(word, line, styles, width)
    _add_blocks(word, appendix.blocks, styles, width, held=False)


def _held(blocks: tuple[Block, ...]) -> set[int]:
    """Which of the last blocks must stand on the page of the signature so that two lines precede it."""
    kept: set[int] = set()
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        kept.add(index)
        long = isinstance(block, Paragraph) and len(flat(block.words)) > _ABOUT_ONE_LINE
        if long or isinstance(block, Table | PageBreak) or len(kept) > 1:
            break
    return kept


def _add_blocks(word: Any, blocks: Iterable[Block], styles: Styles, width: float, *, held: bool) -> None:
    from dataclasses import replace

    from dcapp.printing.composing import Line, lines_of, styled
    from dcapp.printing.docx_parts import add_line, empty_line
    from dcapp.printing.docx_tables import add_key_values, add_table
    from dcapp.printing.model import Align

    listed = tuple(blocks)
    kept = _held(listed) if held else set()
    for index, block in enumerate(listed):
        match block:
            case PageBreak():
                word.add_page_break()
            case Spacer():
                empty_line(word, height=block.height_mm * POINTS_PER_MM)
            case Image():
                _add_image(word, block, width)
            case KeyValue():
                add_key_values(word, block, styles, width)
                empty_line(word, height=styles.profile.space_after.size)
            case Table():
                if block.caption:
                    style = styles.profile.style("caption")
                    runs = styled(block.caption, style)
                    caption = Line(runs=runs, style=style, align=Align.CENTER, after=2.0, keep=True, role="caption")
                    add_line(word, caption, styles, width)
                add_table(word, block, styles, width, held_rows=2 if index in kept else 0)
                after = empty_line(word, height=styles.profile.space_after.size + 2)
                after.paragraph_format.keep_with_next = index in kept
            case _:
                for line in lines_of(block, styles.profile):
                    add_line(word, replace(line, keep=line.keep or index in kept), styles, width)


def _add_image(word: Any, block: Image, width: float) -> None:
    import io

    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = word.add_paragraph()
    sides = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT}
    paragraph.alignment = sides.get(block.align.value, WD_ALIGN_PARAGRAPH.CENTER)
    across = min(block.width_mm * POINTS_PER_MM, width)
    picture = paragraph.add_run().add_picture(io.BytesIO(block.png), width=Pt(across))
    picture._inline.docPr.set("descr", block.alternative)  # noqa: SLF001 - no other door to the alternative text
