"""The papers of a visit: word for word as they were approved, the same in PDF and Word, nothing of a denouncer."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from visit_papers import (
    CARD,
    CROWD,
    DENOUNCER,
    FORWARDED,
    GOLDEN,
    GUIDED,
    MEET,
    OFFICE,
    REFUSED,
    SECRETS,
    assert_prints_well,
    docx_words,
    golden_text,
    numbered,
    pdf_words,
    squeezed,
)

from dcapp.features.people.terms import IdPaper
from dcapp.features.visits.numbering import TYPES
from dcapp.features.visits.prints_papers import SIGNED, papers_of, usual_signer, visit_document
from dcapp.features.visits.prints_parts import PaperDetails, is_draft
from dcapp.features.visits.terms import Capacity, Matter, Outcome, VisitPaper
from dcapp.kernel.i18n import use_language
from dcapp.printing.docx import write_docx
from dcapp.printing.model import NO_MARKS, Marks, PageBreak, Signature
from dcapp.printing.pdf import write_pdf

PAPERS = {
    "receipt": (CARD, VisitPaper.RECEIPT, PaperDetails()),
    "refusal": (numbered(REFUSED, VisitPaper.REFUSAL, "07/TB-UBND"), VisitPaper.REFUSAL, PaperDetails()),
    "minutes": (numbered(CROWD, VisitPaper.MINUTES, "03/BB-UBND"), VisitPaper.MINUTES, PaperDetails(ended_at="08:15")),
    "guidance": (numbered(GUIDED, VisitPaper.GUIDANCE, "02/PHD-UBND"), VisitPaper.GUIDANCE, PaperDetails()),
    "forwarding": (numbered(FORWARDED, VisitPaper.FORWARDING, "05/PC-UBND"), VisitPaper.FORWARDING, PaperDetails()),
    "appointment": (CARD, VisitPaper.APPOINTMENT, MEET),
    "invitation": (numbered(CARD, VisitPaper.INVITATION, "11/GM-UBND"), VisitPaper.INVITATION, MEET),
    "representatives": (CROWD, VisitPaper.REPRESENTATIVES, PaperDetails()),
    "answer": (
        numbered(CARD, VisitPaper.ANSWER, "120/UBND"),
        VisitPaper.ANSWER,
        replace(MEET, words="Đã nạo vét mương ngày 14/07/2026."),
    ),
}


def drawn(card, paper, details=None, marks=NO_MARKS):
    return visit_document(card, paper, OFFICE, marks, details or PaperDetails())


def text(card, paper, details=None):
    return golden_text(drawn(card, paper, details))


def test_every_paper_of_a_visit_is_tried_here():
    assert {paper for _card, paper, _details in PAPERS.values()} == set(VisitPaper)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_what_was_approved(name):
    assert text(*PAPERS[name]) == (GOLDEN / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_the_same_in_pdf_and_word(name):
    assert_prints_well(drawn(*PAPERS[name], marks=Marks(draft=True)))


@pytest.mark.parametrize("paper", VisitPaper)
def test_papers_are_vietnamese_whatever_the_screen_speaks(paper):
    said = text(CARD, paper)
    use_language("en")
    try:
        assert text(CARD, paper) == said
    finally:
        use_language("vi")


@pytest.mark.parametrize("paper", VisitPaper)
def test_a_paper_of_a_denouncer_shows_the_code_and_nothing_that_was_said(paper):
    refused = replace(DENOUNCER, outcome=Outcome.REFUSED, ground="ltcd-9-3")
    for card in (DENOUNCER, refused, replace(DENOUNCER, outcome=Outcome.FORWARDED, sent_to="Thanh tra tỉnh Thử")):
        document = drawn(card, paper, MEET)
        for words in (pdf_words(write_pdf(document)), docx_words(write_docx(document)), squeezed(text(card, paper))):
            assert [secret for secret in SECRETS if squeezed(secret) in words] == []
            assert paper is VisitPaper.REPRESENTATIVES or "TC001/2026" in words


@pytest.mark.parametrize("paper", VisitPaper)
def test_a_bare_visit_leaves_room_to_write(paper):
    bare = replace(
        CARD,
        received_at="",
        receiver="",
        recorder="",
        place="",
        id_number="",
        address="",
        village="",
        request="",
        earlier="",
        reply="",
        documents=(),
        has_documents=False,
        sent_to="",
        ground="",
    )
    assert "…" in text(bare, paper)
    assert_prints_well(drawn(bare, paper))


@pytest.mark.parametrize("paper", VisitPaper)
def test_only_a_paper_with_a_number_of_its_own_is_a_draft_before_it_has_one(paper):
    assert is_draft(CARD, paper) == (paper in TYPES)
    assert not is_draft(numbered(CARD, paper, "01/TB-UBND"), paper)


def test_a_number_waits_for_the_registry_until_it_is_taken():
    head = drawn(REFUSED, VisitPaper.REFUSAL).letterhead
    assert "".join(head.number.split()) == "Số:/TB-UBND"
    assert "08" not in head.place_date
    assert drawn(CARD, VisitPaper.ANSWER).letterhead.number.endswith("/UBND")
    assert drawn(CARD, VisitPaper.RECEIPT).letterhead.number == ""


def test_the_point_that_a_refusal_cites_is_the_office_s_to_choose():
    assert "điểm h khoản 1 Điều 4 Nghị định 154/2026/NĐ-CP" in text(REFUSED, VisitPaper.REFUSAL)
    chosen = text(REFUSED, VisitPaper.REFUSAL, PaperDetails(point="g"))
    assert "điểm g khoản 1 Điều 4 Nghị định 154/2026/NĐ-CP" in chosen
    by_law = text(replace(REFUSED, ground="ltcd-9-3"), VisitPaper.REFUSAL, PaperDetails(point="g"))
    assert "Căn cứ khoản 3 Điều 9 Luật Tiếp công dân 42/2013/QH13, Ủy ban" in by_law


def test_before_july_2026_no_paper_cites_the_decree_of_that_month():
    old = date(2026, 6, 30)
    for card, paper, details in PAPERS.values():
        earlier = replace(card, received_on=old, papers=(), ground="ltcd-9-3" if card.ground else "")
        assert "154/2026" not in text(earlier, paper, details)


def test_the_head_himself_signs_a_refusal_and_the_chairman_for_the_committee_the_others():
    assert drawn(REFUSED, VisitPaper.REFUSAL).signatures[0].authority == ()
    for paper in SIGNED - {VisitPaper.REFUSAL, VisitPaper.INVITATION}:
        assert drawn(CARD, paper).signatures == (usual_signer(paper, OFFICE),)
        assert usual_signer(paper, OFFICE).authority == ("TM. ỦY BAN NHÂN DÂN",)
    other = Signature(authority=("KT. CHỦ TỊCH",), titles=("PHÓ CHỦ TỊCH",), name="Đỗ Văn Phó")
    for paper in SIGNED:
        assert "Đỗ Văn Phó" in text(CARD, paper, PaperDetails(signature=other))


def test_a_body_that_is_no_committee_signs_by_its_head():
    school = replace(OFFICE, name="Trường Tiểu học Thử", superior="UBND xã Thử")
    document = visit_document(REFUSED, VisitPaper.REFUSAL, school, NO_MARKS)
    assert document.signatures[0].titles == ("THỦ TRƯỞNG CƠ QUAN",)
    assert document.letterhead.parent_body == "UBND XÃ THỬ"


def test_who_cannot_write_signs_with_a_fingerprint_after_it_was_read_back():
    said = text(CARD, VisitPaper.MINUTES)
    assert "đã đọc lại cho người trình bày nghe" in said
    assert "Ký tên hoặc điểm chỉ" in said


def test_somebody_who_speaks_for_another_shows_by_what_right():
    card = replace(CARD, capacity=Capacity.AUTHORISED, on_behalf_of="Trần Văn Cha", authority="Giấy ủy quyền số 5")
    said = text(card, VisitPaper.MINUTES)
    assert "Tư cách: người được ủy quyền của Trần Văn Cha; giấy tờ chứng minh: Giấy ủy quyền số 5" in said


def test_a_time_that_is_no_time_stands_as_it_was_typed():
    assert "Hẹn 14h, ngày 15 tháng 7" in text(CARD, VisitPaper.APPOINTMENT, replace(MEET, meet_at="14h"))
    assert "kết thúc vào …… giờ …… cùng ngày" in text(CARD, VisitPaper.MINUTES)


def test_a_number_is_named_by_the_paper_it_stands_on():
    card = replace(CARD, id_paper=IdPaper.PASSPORT, id_number="B1234567")
    assert "Số hộ chiếu: B1234567" in text(card, VisitPaper.RECEIPT)


def test_slips_stand_twice_on_one_sheet():
    for paper in (VisitPaper.APPOINTMENT, VisitPaper.INVITATION):
        document = drawn(CARD, paper, MEET)
        assert not any(isinstance(block, PageBreak) for block in document.blocks)
        with_pages = write_pdf(document)
        assert with_pages.count(b"/Type /Page\n") == 1 or b"/Count 1" in with_pages


def test_an_invitation_too_long_for_half_a_sheet_has_sheets_of_its_own():
    document = drawn(CARD, VisitPaper.INVITATION, replace(MEET, words="Việc rất dài, kể mãi. " * 150))
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 1
    assert_prints_well(document)


def test_a_long_story_is_told_in_whole_sentences_and_slips_stay_half_a_sheet():
    told = replace(CARD, content="Mương bị lấp. " * 60 + "Câu cuối.")
    said = text(told, VisitPaper.ANSWER)
    assert "Câu cuối" not in said
    assert "Mương bị lấp (lượt tiếp số 12/2026)." in said
    assert "…" in text(replace(CARD, content="mương " * 200), VisitPaper.ANSWER)
    for paper in (VisitPaper.APPOINTMENT, VisitPaper.INVITATION):
        assert not any(isinstance(block, PageBreak) for block in drawn(told, paper, MEET).blocks)


def test_everybody_of_a_group_has_a_line_to_sign():
    said = text(CROWD, VisitPaper.REPRESENTATIVES).splitlines()
    table = drawn(CROWD, VisitPaper.REPRESENTATIVES).blocks[-2]
    assert len(table.rows) == 3 + 5
    assert sum(line.startswith("Ông (bà) Trần Thị An") for line in said) == 1
    alone = drawn(replace(CROWD, people_count=3), VisitPaper.REPRESENTATIVES).blocks[-2]
    assert len(alone.rows) == 3 + 2


def test_several_kinds_in_one_story_are_to_be_split():
    assert "thành đơn riêng" in text(replace(GUIDED, matter=Matter.SEVERAL), VisitPaper.GUIDANCE)
    assert "thành đơn riêng" not in text(GUIDED, VisitPaper.GUIDANCE)


def test_a_visit_offers_the_papers_that_its_outcome_asks_for():
    assert papers_of(REFUSED)[0] is VisitPaper.REFUSAL
    assert papers_of(GUIDED)[0] is VisitPaper.GUIDANCE
    assert papers_of(FORWARDED)[0] is VisitPaper.FORWARDING
    assert papers_of(CROWD)[0] is VisitPaper.REPRESENTATIVES
    plain = papers_of(CARD)
    assert VisitPaper.REFUSAL not in plain
    assert VisitPaper.REPRESENTATIVES not in plain
    assert len(set(plain)) == len(plain)
    assert VisitPaper.REPRESENTATIVES not in papers_of(replace(DENOUNCER, people_count=9))
