"""Invented papers, and builders that make the same paper as a Word, PDF or text file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

PAPERS = Path(__file__).parent / "papers"
FONTS = (
    Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path("C:/Windows/Fonts/times.ttf"),
)
LETTERHEAD_GAP = re.compile(r"\s{3,}")


def paragraphs_of_paper(path: Path) -> list[str]:
    """The paper as whole lines: what the margin cut is joined, columns stay."""
    from dcapp.reading.plain import read_plain
    from dcapp.reading.reader import read_paper

    reading = read_paper(read_plain(path.read_bytes()))
    lines: list[str] = []
    for passage in reading.passages:
        if passage.cells:
            lines += ["\t".join(cells) for cells in passage.cells]
        else:
            lines.append(f"{passage.marker} {passage.text}".strip())
    return lines


def make_docx(lines: Sequence[str], path: Path) -> Path:
    """A Word file with a paragraph per line and a table where lines hold tabs."""
    import docx

    document = docx.Document()
    rows: list[list[str]] = []

    def close_table() -> None:
        if rows:
            table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
            for row, cells in enumerate(rows):
                for column, words in enumerate(cells):
                    table.cell(row, column).text = words
            rows.clear()

    for line in lines:
        if line.count("\t") >= 2:
            rows.append(line.split("\t"))
            continue
        close_table()
        document.add_paragraph(line)
    close_table()
    document.save(str(path))
    return path


def make_pdf(lines: Sequence[str], path: Path) -> Path:
    """A PDF file of justified paragraphs with page numbers, and ruled tables where lines hold tabs."""
    from xml.sax.saxutils import escape

    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    font = next((file for file in FONTS if file.exists()), None)
    if font is None:
        pytest.skip("no font with Vietnamese letters on this machine")
    pdfmetrics.registerFont(TTFont("paper", str(font)))
    body = ParagraphStyle("body", fontName="paper", fontSize=13, leading=17, alignment=TA_JUSTIFY, firstLineIndent=28)
    cell = ParagraphStyle("cell", fontName="paper", fontSize=9, leading=11)
    story: list[object] = []
    rows: list[list[object]] = []

    def close_table() -> None:
        if rows:
            story.append(Table(list(rows), style=[("GRID", (0, 0), (-1, -1), 0.5, "black")], repeatRows=1))
            rows.clear()

    for line in lines:
        if line.count("\t") >= 2:
            rows.append([Paragraph(escape(words), cell) for words in line.split("\t")])
            continue
        close_table()
        story.append(Paragraph(escape(line), body))
    close_table()

    def number_page(canvas: object, document: object) -> None:
        if document.page > 1:
            canvas.setFont("paper", 13)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 40, str(document.page))

    SimpleDocTemplate(str(path), pagesize=A4).build(story, onLaterPages=number_page, onFirstPage=number_page)
    return path


@pytest.fixture
def docx_of(tmp_path: Path) -> Callable[[Sequence[str]], Path]:
    """Makes a Word file of some lines."""
    return lambda lines: make_docx(lines, tmp_path / "van-ban.docx")


@pytest.fixture
def pdf_of(tmp_path: Path) -> Callable[[Sequence[str]], Path]:
    """Makes a PDF file of some lines."""
    return lambda lines: make_pdf(lines, tmp_path / "van-ban.pdf")


@pytest.fixture
def papers() -> Path:
    """The folder of invented papers."""
    return PAPERS


@pytest.fixture
def paragraphs() -> Callable[[Path], list[str]]:
    """The paragraphs of an invented paper."""
    return paragraphs_of_paper
