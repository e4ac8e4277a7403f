"""Writes a paper as PDF in the layout of the profile in force."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dcapp.printing.fonts import face_name, load_faces
from dcapp.printing.model import Appendix, Block, Document, Image, KeyValue, PageBreak, Spacer, Table
from dcapp.printing.official import PRODUCER
from dcapp.printing.profile import POINTS_PER_MM, Profile, profile_for

if TYPE_CHECKING:
    from dcapp.printing.pdf_flow import NewPage, Piece, Placed
    from dcapp.printing.pdf_text import Stack


def write_pdf(document: Document, *, profile: Profile | None = None) -> bytes:
    """The paper as the bytes of a PDF file; the same paper always gives the same bytes.

    Raises EnvironmentFault when the system has no font with all Vietnamese letters.
    """
    import io

    from reportlab.pdfgen.canvas import Canvas

    from dcapp.printing.composing import author_of, clean

    load_faces()
    used = profile or profile_for(document.house)
    out = io.BytesIO()
    canvas = Canvas(
        out, pageCompression=1, invariant=1, initialFontName=face_name(bold=False, italic=False), lang=document.language
    )
    canvas.setTitle(clean(document.title))
    canvas.setAuthor(author_of(document.letterhead))
    canvas.setCreator(PRODUCER)
    _draw_main(canvas, document, used)
    for appendix in document.appendices:
        _draw_appendix(canvas, document, appendix, used)
    canvas.save()
    return out.getvalue()


def _draw_main(canvas: Any, document: Document, profile: Profile) -> None:
    from dcapp.printing.pdf_end import ending_piece
    from dcapp.printing.pdf_flow import Flow
    from dcapp.printing.pdf_margins import contact_piece

    width, height = profile.text_size(landscape=document.landscape)
    contact = contact_piece(document, width, profile)
    foot = contact.height + contact.before if contact else 0.0
    flow = Flow(lambda page: height - foot if page == 0 else height)
    pieces = [*_opening(document, width, profile), *_pieces(document.body, (width, height - foot), profile)]
    flow.add(pieces, ending=ending_piece(document, width, profile))
    _draw_pages(canvas, flow.pages, document, profile, landscape=document.landscape, contact=contact)


def _draw_appendix(canvas: Any, document: Document, appendix: Appendix, profile: Profile) -> None:
    from dcapp.printing.composing import appendix_lines
    from dcapp.printing.pdf_flow import Flow
    from dcapp.printing.pdf_text import text_piece

    size = profile.text_size(landscape=appendix.landscape)
    flow = Flow(lambda _page: size[1])
    head = [text_piece(line, size[0], profile) for line in appendix_lines(appendix, profile)]
    flow.add([*head, *_pieces(appendix.blocks, size, profile)])
    _draw_pages(canvas, flow.pages, document, profile, landscape=appendix.landscape)


def _opening(document: Document, width: float, profile: Profile) -> list[Piece]:
    from dcapp.printing.composing import brief_head, opening_lines
    from dcapp.printing.pdf_head import addressee_pieces, head_piece, title_pieces
    from dcapp.printing.pdf_text import text_piece

    pieces: list[Piece] = []
    if document.letterhead is not None and document.letterhead.brief:
        pieces.append(text_piece(brief_head(document.letterhead, profile), width, profile))
    elif document.letterhead is not None:
        pieces.append(head_piece(document, document.letterhead, width, profile))
    pieces += title_pieces(document, width, profile)
    pieces += addressee_pieces(document, width, profile)
    pieces += [text_piece(line, width, profile) for line in opening_lines(document, profile)]
    return pieces


def _pieces(blocks: Iterable[Block], size: tuple[float, float], profile: Profile) -> list[Piece | NewPage]:
    from dcapp.printing.composing import Line, lines_of, styled
    from dcapp.printing.model import Align
    from dcapp.printing.pdf_flow import NewPage
    from dcapp.printing.pdf_table import key_value_piece, table_piece
    from dcapp.printing.pdf_text import Blank, picture, text_piece

    width, height = size
    pieces: list[Piece | NewPage] = []
    for block in blocks:
        match block:
            case PageBreak():
                pieces.append(NewPage())
            case Spacer():
                pieces.append(Blank(block.height_mm * POINTS_PER_MM))
            case Image():
                pieces.append(picture(block.png, block.width_mm * POINTS_PER_MM, block.align, size))
            case KeyValue():
                pieces.append(key_value_piece(block, width, height, profile))
            case Table():
                if block.caption:
                    style = profile.style("caption")
                    runs = styled(block.caption, style)
                    caption = Line(runs=runs, style=style, align=Align.CENTER, after=2.0, keep=True, role="caption")
                    pieces.append(text_piece(caption, width, profile))
                pieces.append(table_piece(block, width, height, profile))
            case _:
                pieces += [text_piece(line, width, profile) for line in lines_of(block, profile)]
    return pieces


def _draw_pages(
    canvas: Any,
    pages: list[list[Placed]],
    document: Document,
    profile: Profile,
    *,
    landscape: bool,
    contact: Stack | None = None,
) -> None:
    from dcapp.printing.pdf_margins import draw_marks, draw_page_number

    page_size = profile.page_size(landscape=landscape)
    left, top = profile.margin("left"), page_size[1] - profile.margin("top")
    for index, placed in enumerate(pages):
        canvas.setPageSize(page_size)
        for item in placed:
            item.piece.draw(canvas, left, top - item.down)
        if contact is not None and index == 0:
            contact.draw(canvas, left, profile.margin("bottom") + contact.height)
        draw_page_number(canvas, index + 1, page_size, profile)
        draw_marks(canvas, document.marks, page_size, profile)
        canvas.showPage()
