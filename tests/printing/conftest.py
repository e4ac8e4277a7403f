"""A plan of an invented commune, and the ways tests read printed papers back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dcapp.printing.model import (
    Align,
    Column,
    Dash,
    Document,
    Letterhead,
    Numbered,
    Paragraph,
    Part,
    Row,
    RowKind,
    Run,
    Signature,
    Table,
)

SENTENCE = (
    "Cán bộ thôn phối hợp với các đoàn thể đưa nội dung ra họp dân, ghi biên bản và gửi về văn phòng trong tuần; "
    "việc nào dân chưa rõ thì giải thích lại cho rõ. "
)


def _table(rows: int = 6) -> Table:
    group = Row(("Nhóm việc chung",), RowKind.GROUP)
    data = tuple(Row((SENTENCE[: 30 + 9 * at], "Văn phòng", f"{at + 1:02d}/9/2026")) for at in range(rows))
    total = Row(("Cộng", "", str(rows)), RowKind.TOTAL)
    return Table(
        columns=(Column("Nội dung việc", 3), Column("Chủ trì", 1.4), Column("Thời hạn", 1, Align.CENTER)),
        rows=(group, *data, total),
        caption="Bảng phân công",
        number_title="TT",
    )


def _plan(items: int = 3, **changed: Any) -> Document:
    blocks: list[Any] = [Paragraph(SENTENCE), Part("I.", "Mục đích, yêu cầu")]
    for at in range(items):
        blocks.append(Numbered(f"{at + 1}.", title="Việc cần làm", words=(Run(SENTENCE), Run("Làm ngay.", bold=True))))
        blocks.append(Dash(SENTENCE))
    values: dict[str, Any] = {
        "letterhead": Letterhead(
            parent_body="UBND tỉnh An Bình",
            issuing_body="Ủy ban nhân dân xã Tân Lộc",
            number="Số: 05/KH-UBND",
            place_date="Tân Lộc, ngày 05 tháng 02 năm 2026",
        ),
        "type_name": "Kế hoạch",
        "subject": "Thực hiện dân chủ ở cơ sở năm 2026",
        "bases": ("Căn cứ Luật Thực hiện dân chủ ở cơ sở;", "Xét đề nghị của Văn phòng."),
        "blocks": tuple(blocks),
        "closing": SENTENCE + "Các thôn gửi kết quả về văn phòng./.",
        "recipients": (*(f"Ban, ngành số {at};" for at in range(4)), "Lưu: VT."),
        "signatures": (
            Signature(authority=("TM. Ủy ban nhân dân",), titles=("Chủ tịch",), name="Trần Thị Thử", note="(Đã ký)"),
        ),
    }
    return Document(**{**values, **changed})


@pytest.fixture(scope="session")
def a_table() -> Callable[..., Table]:
    """Builds a table of assignments."""
    return _table


@pytest.fixture(scope="session")
def a_plan() -> Callable[..., Document]:
    """Builds a plan; keyword arguments replace its parts."""
    return _plan


def _squeezed(text: str) -> str:
    return "".join(text.replace("\x02", "-").replace("\ufffe", "-").split())


@pytest.fixture(scope="session")
def squeezed() -> Callable[[str], str]:
    """A text without its blanks, so that line breaks do not matter."""
    return _squeezed


def _pdf_pages(pdf: bytes) -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


@pytest.fixture(scope="session")
def pdf_pages() -> Callable[[bytes], list[str]]:
    """The words of each page of a PDF, in the order in which they were drawn."""
    return _pdf_pages


@pytest.fixture(scope="session")
def pdf_words() -> Callable[[bytes, str], str]:
    """All words of a PDF without blanks, page numbers and repeated table heads."""

    def read(pdf: bytes, repeated: str = "") -> str:
        pages = []
        for number, page in enumerate(_pdf_pages(pdf), start=1):
            words = _squeezed(page)
            words = words.removesuffix(str(number)) if number > 1 else words
            pages.append(words.removeprefix(_squeezed(repeated)) if number > 1 else words)
        return "".join(pages)

    return read


def _docx_texts(holder: Any) -> Iterator[str]:
    from docx.table import Table as WordTable

    for item in holder.iter_inner_content():
        if isinstance(item, WordTable):
            seen: set[Any] = set()  # a cell merged over several rows is named in each of them
            for row in item.rows:
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.add(cell._tc)
                        yield from _docx_texts(cell)
        else:
            yield item.text


@pytest.fixture(scope="session")
def docx_words() -> Callable[[bytes], str]:
    """All words of the body of a Word file without blanks."""

    def read(content: bytes) -> str:
        import docx

        return _squeezed("\n".join(_docx_texts(docx.Document(io.BytesIO(content)))))

    return read
