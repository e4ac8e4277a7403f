"""PDF, Word file and plain text of a paper say the same words in the same order."""

from __future__ import annotations

from datetime import date

import pytest

from dcapp.printing.docx import write_docx
from dcapp.printing.model import (
    Appendix,
    Article,
    Division,
    Heading,
    House,
    KeyValue,
    Letterhead,
    Numbered,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Spacer,
    Stamps,
)
from dcapp.printing.pdf import write_pdf
from dcapp.printing.text import plain_text
from dcapp.printing.wording import addressed, ended, listed, place_date, state_number

TABLE_HEAD = "TT Nội dung việc Chủ trì Thời hạn"

LETTER = {
    "type_name": "",
    "subject": "V/v lấy ý kiến Nhân dân về dự thảo hương ước của các thôn trên địa bàn xã",
    "addressees": ("Ủy ban Mặt trận Tổ quốc Việt Nam xã;", "Trưởng các thôn."),
    "bases": (),
    "stamps": Stamps(urgency="Hỏa tốc", circulation="Lưu hành nội bộ", drafter="PL.(20)"),
}
DECISION = {
    "type_name": "Quyết định",
    "issuer_line": "Chủ tịch Ủy ban nhân dân xã Tân Lộc",
    "blocks": (
        Heading("QUYẾT ĐỊNH:", level=1),
        Article("1", words="Thành lập Tổ công tác gồm các ông, bà có tên sau đây."),
        Article("2", title="Hiệu lực", words="Quyết định có hiệu lực từ ngày ký."),
        Division("Chương I", "Quy định chung"),
        Division("Mục 1"),
        Numbered("1.", title="Phạm vi"),
        Numbered("a)", "Các thôn <trong> xã & “ngoài” xã."),
        Heading("Tiểu mục nghiêng", level=3),
        KeyValue(pairs=(("Họ và tên:", "Trần Thị Thử"), ("Chức vụ:", (Run("Trưởng thôn", bold=True),)))),
        Spacer(10),
        PageBreak(),
        Paragraph("Trang sau.", indented=False),
    ),
}
PARTY = {
    "letterhead": Letterhead(
        parent_body="Tỉnh ủy An Bình",
        issuing_body="Đảng ủy xã Tân Lộc",
        number="Số 36-QĐ/ĐU",
        place_date="Tân Lộc, ngày 27 tháng 4 năm 2026",
        house=House.PARTY,
    )
}
MINUTES = {
    "signatures": (
        Signature(titles=("Thư ký",), name="Lê Văn Ghi"),
        Signature(titles=("Chủ trì",), name="Trần Thị Thử", note="(Ký, ghi rõ họ tên)"),
    )
}


@pytest.mark.parametrize(
    "changed", [{}, LETTER, DECISION, PARTY, MINUTES], ids=["plan", "letter", "decision", "party", "minutes"]
)
def test_pdf_word_and_text_say_the_same(changed, a_plan, squeezed, pdf_words, docx_words):
    paper = a_plan(**changed)
    wanted = squeezed(plain_text(paper))

    assert pdf_words(write_pdf(paper)) == wanted
    assert docx_words(write_docx(paper)) == wanted


def test_long_tables_say_every_cell_once_and_repeat_their_head(
    a_plan, a_table, squeezed, pdf_pages, pdf_words, docx_words
):
    paper = a_plan(blocks=(Paragraph("Mở đầu."), a_table(90)))
    wanted = squeezed(plain_text(paper))
    pages = pdf_pages(write_pdf(paper))

    assert len(pages) > 3
    assert all(squeezed(page).startswith(squeezed(TABLE_HEAD)) for page in pages[1:-1])
    assert pdf_words(write_pdf(paper), TABLE_HEAD) == wanted
    assert docx_words(write_docx(paper)) == wanted


def test_appendices_follow_with_their_own_head(a_plan, a_table, squeezed, pdf_pages, docx_words):
    appendix = Appendix(
        mark="Phụ lục I", title="Danh mục", reference="(Kèm theo Kế hoạch)", blocks=(a_table(3),), landscape=True
    )
    paper = a_plan(appendices=(appendix,))
    wanted = squeezed(plain_text(paper))
    last = squeezed(pdf_pages(write_pdf(paper))[-1])

    assert wanted.endswith(last)
    assert last.startswith(squeezed("Phụ lục I DANH MỤC (Kèm theo Kế hoạch)"))
    assert docx_words(write_docx(paper)) == wanted


def test_decomposed_letters_and_unprintable_signs_come_out_whole(a_plan, squeezed, pdf_words, docx_words):
    paper = a_plan(blocks=(Paragraph("Tie\u0302\u0301ng Vie\u0323\u0302t\u200b, \x07chuông\tdài"),))

    for words in (pdf_words(write_pdf(paper)), docx_words(write_docx(paper))):
        assert squeezed("Tiếng Việt, chuông dài") in words


def test_the_same_paper_gives_the_same_pdf_bytes(a_plan):
    assert write_pdf(a_plan()) == write_pdf(a_plan())


def test_wording_writes_numbers_dates_and_endings_as_the_decree_does():
    assert state_number(5, "KH-UBND") == "Số: 05/KH-UBND"
    assert state_number(120, "KH-UBND") == "Số: 120/KH-UBND"
    assert state_number(None, "KH-UBND").split() == ["Số:", "/KH-UBND"]
    assert place_date("Tân Lộc", date(2026, 2, 5)) == "Tân Lộc, ngày 05 tháng 02 năm 2026"
    assert place_date("Tân Lộc", date(2026, 3, 15)) == "Tân Lộc, ngày 15 tháng 3 năm 2026"
    assert place_date("Tân Lộc", None, year=2026).endswith("năm 2026")
    assert listed(["Căn cứ Luật,", " ", "Căn cứ Nghị định;"]) == ("Căn cứ Luật;", "Căn cứ Nghị định.")
    assert addressed(["Bộ Nội vụ"]) == ("Bộ Nội vụ",)
    assert addressed(["Bộ Nội vụ", "Bộ Tài chính"]) == ("Bộ Nội vụ;", "Bộ Tài chính.")
    assert ended("Thực hiện nghiêm túc.") == "Thực hiện nghiêm túc./."
    assert ended("Thực hiện./.") == "Thực hiện./."


def test_plain_text_reads_like_the_paper_line_by_line(a_plan):
    paper = a_plan(blocks=(Numbered("1.", "Họp dân."),), closing="Hết./.", recipients=listed(["Như trên", "Lưu: VT"]))

    assert plain_text(paper).splitlines() == [
        "UBND TỈNH AN BÌNH",
        "ỦY BAN NHÂN DÂN XÃ TÂN LỘC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/KH-UBND",
        "Tân Lộc, ngày 05 tháng 02 năm 2026",
        "KẾ HOẠCH",
        "Thực hiện dân chủ ở cơ sở năm 2026",
        "Căn cứ Luật Thực hiện dân chủ ở cơ sở;",
        "Xét đề nghị của Văn phòng.",
        "1. Họp dân.",
        "Hết./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "(Đã ký)",
        "Trần Thị Thử",
    ]
