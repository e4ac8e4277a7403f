"""The slip that explains a deadline: word for word as on the screen, the same in PDF and Word, Vietnamese always."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import docx
import pypdfium2
import pytest

from dcapp.features.office.prints_deadline import deadline_document, moved_document
from dcapp.features.office.queries import OfficeCard
from dcapp.features.office.recounting import MovedLine
from dcapp.features.office.terms import OfficeKind
from dcapp.kernel.i18n import use_language
from dcapp.printing.docx import write_docx
from dcapp.printing.layout_check import check_layout
from dcapp.printing.model import NO_MARKS, Marks
from dcapp.printing.pdf import write_pdf
from dcapp.printing.text import plain_text
from dcapp.rules.counting import PLAIN, Case, Pausing, reckon
from dcapp.rules.sentences import as_written
from dcapp.rules.telling import told_notes, told_steps
from dcapp.rules.working_days import built_in_calendar

OFFICE = OfficeCard(
    "UBND xã Thử", OfficeKind.COMMUNE, "", "", "Thử", "UBND", "Lê Văn Thử", is_remote=False, is_sample=False
)
ON = date(2026, 6, 25)
CALENDAR = built_in_calendar()
PAUSED = Case(pausing=Pausing(date(2026, 8, 13), date(2026, 9, 14)))
CASES = [
    ("KN-02", date(2026, 6, 22), PLAIN),
    ("KN-03", date(2026, 8, 3), PAUSED),
    ("TC-01", date(2024, 2, 2), PLAIN),
    ("TCD-11", date(2026, 11, 30), PLAIN),
    ("KN-11", date(2026, 10, 1), PLAIN),
    ("KN-01", date(2026, 1, 5), PLAIN),
]
GOLDEN = """\
ỦY BAN NHÂN DÂN
XÃ THỬ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Thử, ngày 25 tháng 6 năm 2026
PHIẾU GIẢI TRÌNH THỜI HẠN
Thụ lý hoặc không thụ lý khiếu nại, thông báo bằng văn bản có nêu lý do
Việc:
Đơn của bà Hoa
Quy định:
KN-02-old-D, khoản 1 Điều 16 Nghị định 124/2020/NĐ-CP
Mốc tính:
Thứ Hai, 22/06/2026 (ngày nhận khiếu nại)
Hạn cuối:
Thứ Hai, 06/07/2026
Nhắc việc từ:
Thứ Tư, 01/07/2026
Vì sao đến hạn ngày này
1. Bắt đầu đếm từ Thứ Ba, 23/06/2026. Mốc tính là ngày nhận khiếu nại, Thứ Hai, 22/06/2026; ngày này không tính. \
[khoản 2, khoản 3 Điều 147 Bộ luật Dân sự 91/2015/QH13]
2. Thời hạn 10 ngày làm việc. Thụ lý hoặc không thụ lý khiếu nại, thông báo bằng văn bản có nêu lý do. \
Thứ Bảy, Chủ Nhật và ngày nghỉ lễ không tính. [khoản 1 Điều 16 Nghị định 124/2020/NĐ-CP]
3. Ngày làm việc thứ 10 là Thứ Hai, 06/07/2026. Đếm từng ngày làm việc: (1) 23/06, (2) 24/06, (3) 25/06, \
(4) 26/06, (5) 29/06, (6) 30/06, (7) 01/07, (8) 02/07, (9) 03/07, (10) 06/07. \
[khoản 6 Điều 148 Bộ luật Dân sự 91/2015/QH13]
Cách hiểu khác và điều cần kiểm tra
Cách hiểu khác (KN-02-old-L): Thứ Năm, 02/07/2026. Điều 27, khoản 1 Điều 36 Luật Khiếu nại 02/2011/QH13
Cách hiểu khác (KN-02): Thứ Tư, 01/07/2026. Quy định mới có hiệu lực từ 01/07/2026, luật không nói việc đang dở \
theo bản nào.
Nhắc việc theo ngày sớm nhất: Thứ Tư, 01/07/2026.
NGƯỜI LẬP PHIẾU
Lê Thị Thử"""


@pytest.fixture(autouse=True)
def vietnamese():
    yield
    use_language("vi")


def slip(case, marks=NO_MARKS):
    name, start, of = case
    found = reckon(name, start, CALENDAR, of)
    return found, deadline_document(found, OFFICE, marks, "Đơn của bà Hoa", on=ON, maker="Lê Thị Thử")


def squeezed(text):
    return "".join(text.replace("\x02", "-").replace("\ufffe", "-").split())


def pdf_words(pdf):
    with pypdfium2.PdfDocument(pdf) as opened:
        return squeezed("".join(page.get_textpage().get_text_range() for page in opened))


def docx_words(content):
    paper = docx.Document(io.BytesIO(content))
    return squeezed("".join(node.text or "" for node in paper.element.body.iter() if node.tag.endswith("}t")))


def test_the_slip_word_for_word():
    _found, document = slip(CASES[0])
    lines = [" ".join(line.split()) for line in plain_text(document).splitlines() if line.strip()]
    assert "\n".join(lines) == GOLDEN


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_pdf_and_word_hold_every_sentence_and_keep_the_layout(case):
    found, document = slip(case, Marks(sample=True))
    pdf = write_pdf(document)
    assert check_layout(pdf, document) == ()
    in_pdf, in_word = pdf_words(pdf), docx_words(write_docx(document))
    for sentence in (*told_steps(found, as_written), *told_notes(found, as_written)):
        assert squeezed(sentence) in in_pdf
        assert squeezed(sentence) in in_word


def test_the_slip_is_vietnamese_whatever_the_screens_speak():
    _found, vietnamese = slip(CASES[0])
    use_language("en")
    _found, again = slip(CASES[0])
    assert plain_text(again) == plain_text(vietnamese)


def test_the_list_of_moved_deadlines():
    at = datetime(2026, 6, 25, tzinfo=UTC)
    lines = [
        MovedLine(
            2, "Commitment", 7, "Trả lời bà Hoa", "TCD-06", date(2026, 6, 30), date(2026, 7, 1), "Thêm ngày nghỉ", at
        ),
        MovedLine(
            1, "Commitment", 8, "Trả lời ông Tư", "TCD-06", date(2026, 7, 2), date(2026, 7, 3), "Thêm ngày nghỉ", at
        ),
    ]
    document = moved_document(lines, OFFICE, NO_MARKS, on=ON)
    pdf = write_pdf(document)
    assert check_layout(pdf, document) == ()
    for words in ("Trả lời bà Hoa", "30/06/2026", "01/07/2026", "Thêm ngày nghỉ", "Hạn cũ"):
        assert squeezed(words) in pdf_words(pdf)
