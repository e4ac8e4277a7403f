"""The papers of a meeting: what the forms of decree 30/2020 ask for, word for word, the same in PDF and Word."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest

from dcapp.features.meetings.prints import (
    invitation_document,
    meeting_document,
    minutes_document,
    notice_document,
    sign_in_document,
)
from dcapp.features.meetings.queries import GuestLine, MeetingCard, PaperLine, PointLine
from dcapp.features.meetings.terms import MeetingKind, MeetingPaper, MeetingState
from dcapp.features.office.queries import OfficeCard
from dcapp.features.office.terms import OfficeKind
from dcapp.kernel.i18n import use_language
from dcapp.printing.docx import write_docx
from dcapp.printing.layout_check import check_layout
from dcapp.printing.model import NO_MARKS, Marks, Signature, Table
from dcapp.printing.pdf import write_pdf
from dcapp.printing.text import plain_text

OFFICE = OfficeCard(
    "UBND xã Thử", OfficeKind.COMMUNE, "", "", "Thử", "UBND", "Lê Văn Thử", is_remote=False, is_sample=False
)
GUESTS = (
    GuestLine(1, "Trần Thị An", "Trưởng thôn Một", True),
    GuestLine(2, "Hội Nông dân", "", True),
    GuestLine(3, "Phạm Văn Cường", "Công an xã", False),
)


def point(number, words, owner="", due_on=None):
    return PointLine(number, 1, "Hội nghị đối thoại", words, owner, due_on, None, None)


CARD = MeetingCard(
    id=1,
    kind=MeetingKind.CONFERENCE,
    title="Hội nghị đối thoại với Nhân dân",
    held_on=date(2023, 5, 8),
    starts_at="07:30",
    ends_at="10:15",
    place="Hội trường xã",
    chair="Lê Văn Thử",
    secretary="Võ Thị Én",
    agenda="- Nghe ý kiến;\n- Trả lời.",
    minutes="Chủ trì nêu nội dung.\n- Bà An hỏi về mương.\n- Địa chính trả lời.",
    conclusion="Nạo vét mương trước mùa mưa.",
    state=MeetingState.HELD,
    reason="",
    owner_kind="",
    owner_id=None,
    task_id=None,
    task="",
    guests=GUESTS,
    points=(point(1, "Nạo vét mương.", "Địa chính", date(2023, 5, 30)), point(2, "Thay đèn")),
    papers=(PaperLine(MeetingPaper.INVITATION, "05/GM-UBND", 5, date(2023, 5, 3), "Lê Văn Thử"),),
)


def squeezed(text):
    return "".join(text.replace("\x02", "-").replace("\ufffe", "-").split())


def pdf_words(pdf):
    with pypdfium2.PdfDocument(pdf) as opened:
        return squeezed("".join(page.get_textpage().get_text_range() for page in opened))


def docx_words(content):
    paper = docx.Document(io.BytesIO(content))
    return squeezed("".join(node.text or "" for node in paper.element.body.iter() if node.tag.endswith("}t")))


def body_of(document):
    return plain_text(document).splitlines()


def in_order(document, *said):
    """The sentences stand in the paper, one after the other."""
    words = squeezed(plain_text(document))
    at = -1
    for sentence in said:
        found = words.find(squeezed(sentence), at + 1)
        assert found > at, sentence
        at = found


def test_an_invitation_says_what_form_1_7_asks_for_in_its_order():
    in_order(
        invitation_document(CARD, OFFICE, NO_MARKS),
        "ỦY BAN NHÂN DÂN",
        "XÃ THỬ",
        "Số: 05/GM-UBND",
        "Thử, ngày 03 tháng 5 năm 2023",
        "GIẤY MỜI",
        "Tham dự Hội nghị đối thoại với Nhân dân",
        "Ủy ban nhân dân xã Thử trân trọng kính mời:",
        "- Trần Thị An, Trưởng thôn Một;",
        "- Hội Nông dân;",
        "- Phạm Văn Cường, Công an xã.",
        "Tới dự: Hội nghị đối thoại với Nhân dân.",
        "Chủ trì: Lê Văn Thử.",
        "Thời gian: 07 giờ 30, Thứ Hai, ngày 08 tháng 5 năm 2023.",
        "Địa điểm: Hội trường xã.",
        "Nội dung:",
        "- Nghe ý kiến;",
        "Đề nghị các đại biểu đến dự đúng thành phần và thời gian./.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Lê Văn Thử",
    )


def test_one_guest_is_named_in_the_sentence_and_a_number_waits_for_the_registry():
    document = invitation_document(replace(CARD, guests=GUESTS[:1], papers=()), OFFICE, NO_MARKS)
    in_order(document, "Ủy ban nhân dân xã Thử trân trọng kính mời: Trần Thị An, Trưởng thôn Một", "Tới dự:")
    head = " ".join(document.letterhead.number.split())
    assert head == "Số: /GM-UBND"
    assert "tháng" in document.letterhead.place_date
    assert "08" not in document.letterhead.place_date


def test_what_is_not_known_yet_leaves_room_to_write():
    bare = replace(CARD, guests=(), chair="", place="", starts_at="", agenda="", papers=())
    in_order(
        invitation_document(bare, OFFICE, NO_MARKS),
        "trân trọng kính mời: …",
        "Chủ trì: …",
        "Thời gian: Thứ Hai, ngày 08 tháng 5 năm 2023.",
        "Địa điểm: …",
    )


def test_another_signer_signs_in_the_words_given():
    signature = Signature(authority=("TL. CHỦ TỊCH",), titles=("VĂN PHÒNG",), name="Võ Thị Én")
    for draw in (invitation_document, notice_document):
        assert draw(CARD, OFFICE, NO_MARKS, signature).signatures == (signature,)


def test_the_sign_in_list_has_a_row_for_each_guest_and_room_for_more():
    document = sign_in_document(CARD, OFFICE, NO_MARKS)
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    assert [column.title for column in table.columns] == ["Họ và tên", "Chức vụ, đơn vị", "Ký tên", "Ghi chú"]
    assert [row.cells[:2] for row in table.rows[:3]] == [(guest.name, guest.unit) for guest in GUESTS]
    assert len(table.rows) == 8
    assert all(row.cells[2] == "" for row in table.rows)
    in_order(document, "DANH SÁCH", "Đại biểu ký tên dự Hội nghị", "tại Hội trường xã", "STT", "THƯ KÝ", "Võ Thị Én")


def test_minutes_say_what_form_1_9_asks_for_and_are_signed_by_two():
    document = minutes_document(CARD, OFFICE, NO_MARKS)
    in_order(
        document,
        "BIÊN BẢN",
        "Hội nghị đối thoại với Nhân dân",
        "Thời gian bắt đầu: 07 giờ 30, Thứ Hai, ngày 08 tháng 5 năm 2023.",
        "Địa điểm: Hội trường xã.",
        "Thành phần tham dự (2 người):",
        "- Trần Thị An, Trưởng thôn Một;",
        "- Hội Nông dân.",
        "Vắng mặt (1 người):",
        "- Phạm Văn Cường, Công an xã.",
        "Chủ trì (chủ tọa): Lê Văn Thử.",
        "Thư ký (người ghi biên bản): Võ Thị Én.",
        "Nội dung (theo diễn biến cuộc họp):",
        "Chủ trì nêu nội dung.",
        "- Bà An hỏi về mương.",
        "Kết luận của chủ trì:",
        "Nạo vét mương trước mùa mưa.",
        "Việc cần làm sau cuộc họp:",
        "- Địa chính: Nạo vét mương, hoàn thành chậm nhất ngày 30/05/2023;",
        "- Thay đèn.",
        "Cuộc họp kết thúc vào 10 giờ 15, ngày 08 tháng 5 năm 2023./.",
    )
    assert [(sign.titles, sign.name) for sign in document.signatures] == [
        (("THƯ KÝ",), "Võ Thị Én"),
        (("CHỦ TỌA",), "Lê Văn Thử"),
    ]
    assert document.letterhead.place_date == ""  # the form has none: the day stands in the text


def test_minutes_without_ticks_name_all_who_were_invited():
    guests = tuple(replace(guest, attended=None) for guest in GUESTS)
    document = minutes_document(replace(CARD, guests=guests), OFFICE, NO_MARKS)
    in_order(document, "Thành phần tham dự:", "- Phạm Văn Cường, Công an xã.")
    assert "Vắng mặt" not in plain_text(document)


def test_the_notice_gives_conclusion_and_charges_and_goes_to_those_who_are_charged():
    document = notice_document(CARD, OFFICE, NO_MARKS)
    in_order(
        document,
        "THÔNG BÁO",
        "Kết luận của Lê Văn Thử tại Hội nghị đối thoại với Nhân dân",
        "Ngày 08 tháng 5 năm 2023, tại Hội trường xã, Lê Văn Thử đã chủ trì Hội nghị đối thoại với Nhân dân. "
        "Dự họp có 2 đại biểu.",
        "Nạo vét mương trước mùa mưa.",
        "1. Địa chính: Nạo vét mương, hoàn thành chậm nhất ngày 30/05/2023.",
        "2. Thay đèn.",
        "biết, thực hiện./.",
    )
    assert document.recipients == ("Thành phần dự họp;", "Địa chính;", "Lưu: VT.")


@pytest.mark.parametrize("paper", list(MeetingPaper))
@pytest.mark.parametrize("guests", [1, 60])
def test_pdf_and_word_say_the_same_and_keep_the_layout(paper, guests):
    many = tuple(GuestLine(at, f"Nguyễn Văn Khách {at}", "Trưởng ban công tác Mặt trận", True) for at in range(guests))
    document = meeting_document(replace(CARD, guests=many), paper, OFFICE, Marks(draft=True))
    pdf = write_pdf(document)
    assert check_layout(pdf, document) == ()
    in_pdf, in_word = pdf_words(pdf), docx_words(write_docx(document))
    for guest in many if paper is not MeetingPaper.NOTICE else ():
        assert squeezed(guest.name) in in_pdf
        assert squeezed(guest.name) in in_word
    for block in document.blocks:
        words = squeezed(getattr(block, "words", "") or "")
        assert words in in_word
    assert squeezed(document.type_name) in in_pdf
    assert squeezed(document.type_name) in in_word


@pytest.mark.parametrize("paper", list(MeetingPaper))
def test_papers_are_vietnamese_whatever_the_screens_speak(paper):
    said = []
    for language in ("vi", "en"):
        use_language(language)
        said.append(meeting_document(CARD, paper, OFFICE, NO_MARKS))
    use_language("vi")
    assert said[0] == said[1]
