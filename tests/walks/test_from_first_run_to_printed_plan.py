"""A real window on a virtual screen, driven by keys from the first run to the plan on paper."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
EDITED = "Việc này cán bộ đã sửa lại khi xem trước"
STEPS = 34
PATIENCE = 60
"""Seconds; the walk takes a third of it where the machine is not busy."""


@pytest.fixture
def plan_text(root: Path) -> str:
    """A signed plan without number and date: the commune's own where it is at hand, else the practice commune's."""
    own = root.parent / "shared" / "seeds" / "ke-hoach-2023.txt"
    if own.is_file():
        return own.read_text("utf-8")
    text = (root / "data" / "sample" / "ke-hoach-2025.txt").read_text("utf-8")
    text = re.sub(r"(?m)^Số: .*\n", "", text)
    return re.sub(r"(?m)^.*, ngày \d+ tháng \d+ năm \d+\n", "", text)


def write_docx(lines: list[str], path: Path) -> None:
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))


def write_pdf(lines: list[str], path: Path) -> None:
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    from dcapp.printing.fonts import face_name, load_faces

    load_faces()
    face = face_name(bold=False, italic=False)
    canvas, y = Canvas(str(path)), 780.0
    canvas.setFont(face, 13)
    for line in lines:
        for piece in simpleSplit(line, face, 13, 450):
            if y < 70:
                canvas.showPage()
                canvas.setFont(face, 13)
                y = 780.0
            canvas.drawString(85, y, piece)
            y -= 18
        y -= 6
    canvas.save()


def papers(text: str, folder: Path) -> dict[str, dict[str, object]]:
    """The plan as three files, and what the preview should offer to keep of each."""
    from dcapp.features.plan.preview import EntryKind, preview_of
    from dcapp.reading.extracting import extract
    from dcapp.reading.reader import read_paper

    told = {}
    lines: list[str] = []
    for ending in ("txt", "docx", "pdf"):
        path = folder / f"Kế hoạch đã ký.{ending}"
        match ending:
            case "txt":
                path.write_text(text, encoding="utf-8")
            case "docx":
                write_docx(lines, path)
            case "pdf":
                write_pdf(lines, path)
        preview = preview_of(read_paper(extract(path)))
        lines = lines or [line for line in preview.reading.text.splitlines() if line.strip()]
        counts = preview.counts()
        duties, documents, due = (counts[kind] for kind in (EntryKind.CHARGE, EntryKind.DOCUMENT, EntryKind.OBLIGATION))
        told[ending] = {
            "path": str(path),
            "save": f"Lưu {duties} việc, {documents} văn bản, {due} nghĩa vụ báo cáo",
            "save_without_one": f"Lưu {duties - 1} việc, {documents} văn bản, {due} nghĩa vụ báo cáo",
            "doubts": len(preview.doubtful()),
            "year": preview.form.year,
        }
    return told


def text_of_pdf(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pages = []
    for page in document:
        words = page.get_textpage()
        pages.append(re.sub(r"(?m)^\s*\d+\s*$", "", words.get_text_range()))  # the page's own number
        words.close()
        page.close()
    document.close()
    return " ".join(" ".join(pages).split())


def text_of_docx(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(line.text for line in document.paragraphs), *cells]).split())


@pytest.mark.walk
@pytest.mark.slow
def test_an_officer_goes_from_the_first_run_to_the_printed_plan(tmp_path, lived, plan_text):
    files = papers(plan_text, tmp_path)
    assert files["txt"]["save"] == files["docx"]["save"]
    result = lived("walk", PATIENCE, papers=files, year=files["docx"]["year"])
    assert len(result["steps"]) >= STEPS, result["steps"]
    for words in (text_of_pdf(tmp_path / "ke-hoach.pdf"), text_of_docx(tmp_path / "ke-hoach.docx")):
        assert "Số: 59/KH-UBND" in words
        assert "ngày 05 tháng 01 năm 2023" in words
        assert "MẪU" not in words.split()[:3]
        assert missing(lines_of(files), words) == []
    check_the_office(tmp_path / "office", result["dropped"])


def lines_of(files: dict[str, dict[str, object]]) -> list[str]:
    """The sentences of the signed paper, without its head and its foot."""
    from docx import Document

    lines = [line.text for line in Document(str(files["docx"]["path"])).paragraphs]
    return [part for line in lines for part in re.split(r"(?<=[.;:])\s", line) if len(part) > 40]


def missing(sentences: list[str], words: str) -> list[str]:
    """Sentences that went in and did not come out; marks and spaces may be set otherwise."""
    shown = letters(words)
    return [sentence for sentence in sentences if letters(sentence) not in shown]


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", unicodedata.normalize("NFC", text).casefold()))


def check_the_office(folder: Path, dropped: str) -> None:
    """What was walked is in the file, whole, and the audit book holds."""
    from dcapp.checking import findings_of
    from dcapp.db.keys import cost
    from dcapp.door import Door
    from dcapp.features.plan.queries import plans, signed_plan

    cost.use(cost.Cost(64, 1, 1))
    door = Door(folder)
    account = door.cards()[0].name
    app = door.open(door.unlock(account, "Suoi-trong-79-xanh"), account)
    try:
        (line,) = app.run(plans)
        plan = app.run(signed_plan, line.id)
        assert plan.number == "59/KH-UBND"
        duties = [duty.text for given in plan.assignments for duty in given.duties]
        assert EDITED in duties
        assert dropped not in duties
        assert findings_of(app) == []
    finally:
        app.close()
        cost.use(None)
