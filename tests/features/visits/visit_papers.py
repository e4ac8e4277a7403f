"""A visit with everything a paper can say, and how papers are read back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pypdfium2

from dcapp.features.commitments.queries import CommitmentCard
from dcapp.features.commitments.terms import CommitmentKind, CommitmentState
from dcapp.features.office.queries import OfficeCard
from dcapp.features.office.terms import OfficeKind
from dcapp.features.people.terms import IdPaper, Sex
from dcapp.features.visits.forms import DocumentForm, MemberForm
from dcapp.features.visits.prints_parts import PaperDetails
from dcapp.features.visits.queries import NumberedPaper, VisitCard
from dcapp.features.visits.terms import Capacity, DocumentCopy, Matter, Outcome, ReceptionKind
from dcapp.printing.docx import write_docx
from dcapp.printing.layout_check import check_layout
from dcapp.printing.pdf import write_pdf
from dcapp.printing.text import plain_text

GOLDEN = Path(__file__).parent / "golden"
OFFICE = OfficeCard(
    "UBND xã Thử", OfficeKind.COMMUNE, "", "", "Thử", "UBND", "Lê Văn Thử", is_remote=False, is_sample=False
)
DAY = date(2026, 7, 8)
SECRETS = ("Bùi Thị Kín", "051090000321", "0905123456", "Thôn Kín", "kể tên ông Sáu", "Đơn tố cáo ông Sáu", "ghi kín")
"""What a denouncer's line might hold by mistake, and no paper may show."""

CARD = VisitCard(
    id=1,
    year=2026,
    number=12,
    received_on=DAY,
    received_at="07:30",
    kind=ReceptionKind.REGULAR,
    is_online=False,
    session_id=None,
    receiver_id=None,
    receiver="Võ Thị Én",
    recorder="Phạm Văn Ghi",
    place="Phòng tiếp công dân UBND xã Thử",
    person_id=1,
    code="",
    name="Trần Thị An",
    birth_year=1968,
    birth_date=None,
    sex=Sex.FEMALE,
    id_number="051168000123",
    id_paper=IdPaper.CARD,
    phone="0912345678",
    address="Số 5, thôn Một",
    village_id=1,
    village="thôn Một",
    capacity=Capacity.SELF,
    on_behalf_of="",
    authority="",
    people_count=1,
    appointed_on=None,
    matter=Matter.FEEDBACK,
    field="land",
    content="Mương thoát nước trước nhà bị lấp, mỗi lần mưa nước tràn vào sân.",
    request="Nạo vét mương trước mùa mưa.",
    earlier="UBND xã đã trả lời miệng tháng 3/2026",
    has_documents=True,
    follows_id=None,
    outcome=Outcome.NOTED,
    is_competent=True,
    reply="Ghi nhận, kiểm tra thực tế trong tuần.",
    sent_to="",
    sent_paper="",
    ground="",
    ground_words="",
    result="",
    note="",
    is_opening=False,
    keep_until=None,
    destroyed_on=None,
    destruction="",
    is_sealed=False,
    members=(),
    documents=(
        DocumentForm(name="Đơn kiến nghị", pages=2, copy=DocumentCopy.ORIGINAL, condition="còn rõ"),
        DocumentForm(name="Ảnh chụp mương", pages=3, copy=DocumentCopy.COPY),
    ),
    commitments=(),
    papers=(),
)
DENOUNCER = replace(
    CARD,
    code="TC001/2026",
    matter=Matter.DENUNCIATION,
    name=SECRETS[0],
    id_number=SECRETS[1],
    phone=SECRETS[2],
    address=SECRETS[3],
    village=SECRETS[3],
    content=SECRETS[4],
    request=SECRETS[4],
    earlier=SECRETS[4],
    reply=SECRETS[4],
    result=SECRETS[4],
    note=SECRETS[6],
    ground_words=SECRETS[4],
    authority=SECRETS[0],
    on_behalf_of=SECRETS[0],
    documents=(DocumentForm(name=SECRETS[5], pages=2, condition=SECRETS[6]),),
    members=(MemberForm(name=SECRETS[0], address=SECRETS[3], is_representative=True),),
)
"""More than the book ever keeps of a denouncer: the papers have to hold back by themselves."""
CROWD = replace(
    CARD,
    people_count=8,
    appointed_on=DAY,
    members=(
        MemberForm(name="Trần Thị An", birth_year=1968, address="thôn Một", is_representative=True),
        MemberForm(name="Ngô Văn Bé", birth_year=1971, id_number="051071000456", address="thôn Một"),
        MemberForm(name="Lý Thị Cúc", address="thôn Hai", is_representative=True),
    ),
)
REFUSED = replace(CARD, outcome=Outcome.REFUSED, ground="nd154-4-1-h", is_competent=None)
FORWARDED = replace(CARD, outcome=Outcome.FORWARDED, sent_to="Công ty Thủy nông tỉnh Thử", is_competent=False)
GUIDED = replace(
    CARD, matter=Matter.COMPLAINT, outcome=Outcome.GUIDED, sent_to="Chủ tịch UBND tỉnh Thử", is_competent=False
)
MEET = PaperDetails(
    meet_on=date(2026, 7, 15),
    meet_at="14:00",
    meet_place="Phòng tiếp công dân UBND xã Thử",
    meet_with="Lê Văn Thử, Chủ tịch UBND xã",
    bring="giấy chứng nhận quyền sử dụng đất",
    contact="Võ Thị Én, điện thoại 0255 3 111 222",
)


def numbered(card, paper, symbol, day=date(2026, 7, 9)):
    """The same visit with a number for a paper."""
    return replace(card, papers=(*card.papers, NumberedPaper(paper, symbol, day, "Lê Văn Thử")))


def owed(**values):
    """Something the office owes the citizen."""
    made = CommitmentCard(
        id=1,
        kind=CommitmentKind.ANSWER,
        book="visits",
        record_id=1,
        title="Trả lời lượt tiếp số 12/2026",
        to_whom="Trần Thị An",
        owner_id=None,
        owner="Địa chính",
        made_on=DAY,
        rule="TCD-06",
        start_on=DAY,
        due_on=date(2026, 7, 22),
        warn_on=date(2026, 7, 22),
        state=CommitmentState.OPEN,
        met_on=None,
        answer="",
        answer_paper="",
        reason="",
        is_opening=False,
    )
    return replace(made, **values)


def squeezed(text):
    """Text without blanks, as a PDF may break it anywhere."""
    return "".join(text.replace("\x02", "-").replace("\ufffe", "-").split())


def pdf_words(pdf):
    """Every word of a PDF."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return squeezed("".join(page.get_textpage().get_text_range() for page in opened))


def docx_words(content):
    """Every word of a Word file."""
    paper = docx.Document(io.BytesIO(content))
    return squeezed("".join(node.text or "" for node in paper.element.body.iter() if node.tag.endswith("}t")))


def golden_text(document):
    """Every word of a paper, an element on a line, no-break spaces as plain ones."""
    return "\n".join(" ".join(line.split()) for line in plain_text(document).splitlines()) + "\n"


def assert_prints_well(document):
    """PDF and Word hold every word of the paper, and nothing in the PDF leaves its place."""
    pdf = write_pdf(document)
    assert check_layout(pdf, document) == ()
    printed, typed = pdf_words(pdf), docx_words(write_docx(document))
    for line in plain_text(document).splitlines():
        words = squeezed(line)
        assert words in typed, line
        assert words in printed or {*words} <= set("…."), line
