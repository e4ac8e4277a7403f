"""The papers of a check: its plan, the minutes of a visit, the list of shortcomings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dcapp.features.checks.prints import check_plan_document, shortcomings_document, visit_minutes_document
from dcapp.features.checks.queries import CheckCard, FindingLine, VisitLine
from dcapp.features.checks.terms import CheckKind, CheckState
from dcapp.features.office.queries import OfficeCard
from dcapp.features.office.terms import OfficeKind
from dcapp.kernel.i18n import use_language
from dcapp.printing.docx import write_docx
from dcapp.printing.layout_check import check_layout
from dcapp.printing.model import NO_MARKS, RowKind, Table
from dcapp.printing.pdf import write_pdf
from dcapp.printing.text import plain_text

OFFICE = OfficeCard(
    "UBND xã Thử", OfficeKind.COMMUNE, "", "", "Thử", "UBND", "Lê Văn Thử", is_remote=False, is_sample=False
)


def finding(number, words, **values):
    made = FindingLine(
        id=number,
        visit_id=1,
        check_id=1,
        check="Kiểm tra",
        place="Nhà văn hóa thôn Một",
        visited_on=date(2023, 5, 4),
        words=words,
        is_shortcoming=True,
        remedy="",
        owner="",
        fix_by=None,
        fixed_on=None,
        result="",
    )
    return replace(made, **values)


FOUND = (
    finding(1, "Niêm yết rõ ràng", is_shortcoming=False),
    finding(2, "Thiếu sổ theo dõi", remedy="Lập sổ", owner="Trưởng thôn", fix_by=date(2023, 5, 20)),
    finding(3, "Bảng tin hỏng", fixed_on=date(2023, 5, 9), result="đã thay"),
)
VISIT = VisitLine(
    id=1,
    visited_on=date(2023, 5, 4),
    starts_at="08:00",
    ends_at="10:30",
    place="Nhà văn hóa thôn Một",
    village_id=None,
    met_with="Trần Thị An, Trưởng thôn\nHội Nông dân",
    summary="Đoàn xem bảng tin.\n- Xem sổ.",
    findings=FOUND,
)
CARD = CheckCard(
    id=1,
    kind=CheckKind.CHECK,
    title="Kiểm tra việc công khai ở các thôn",
    scope="Việc niêm yết, công khai.",
    head="Lê Văn Thử",
    team="Võ Thị Én\nPhạm Văn Cường",
    starts_on=date(2023, 5, 2),
    ends_on=date(2023, 5, 31),
    basis="Căn cứ Kế hoạch số 05/KH-UBND\nCăn cứ tình hình thực tế",
    state=CheckState.RUNNING,
    conclusion="",
    concluded_on=None,
    symbol="07/KH-UBND",
    issued_on=date(2023, 5, 2),
    task_id=None,
    task="",
    visits=(VISIT,),
)


def squeezed(text):
    return "".join(text.split())


def in_order(document, *said):
    """The sentences stand in the paper, one after the other."""
    words = squeezed(plain_text(document))
    at = -1
    for sentence in said:
        found = words.find(squeezed(sentence), at + 1)
        assert found > at, sentence
        at = found


def test_the_plan_says_what_when_who_and_where():
    in_order(
        check_plan_document(CARD, OFFICE, NO_MARKS),
        "Số: 07/KH-UBND",
        "Thử, ngày 02 tháng 5 năm 2023",
        "KẾ HOẠCH",
        "Kiểm tra việc công khai ở các thôn",
        "Căn cứ Kế hoạch số 05/KH-UBND;",
        "Căn cứ tình hình thực tế.",
        "1. Nội dung, phạm vi",
        "Việc niêm yết, công khai.",
        "2. Thời gian",
        "Từ ngày 02/05/2023 đến ngày 31/05/2023.",
        "3. Thành phần đoàn kiểm tra",
        "- Trưởng đoàn: Lê Văn Thử.",
        "- Thành viên: Võ Thị Én; Phạm Văn Cường.",
        "4. Lịch kiểm tra",
        "Nhà văn hóa thôn Một",
        "5. Tổ chức thực hiện",
        "thực hiện./.",
        "CHỦ TỊCH",
    )


def test_a_plan_without_visits_and_number_leaves_no_gap_in_its_figures():
    bare = replace(CARD, visits=(), symbol="", issued_on=None, team="", ends_on=None)
    document = check_plan_document(bare, OFFICE, NO_MARKS)
    in_order(document, "3. Thành phần đoàn kiểm tra", "4. Tổ chức thực hiện")
    assert "Thành viên" not in plain_text(document)
    assert " ".join(document.letterhead.number.split()) == "Số: /KH-UBND"


def test_the_minutes_of_a_visit_name_both_sides_and_what_is_to_be_put_right():
    document = visit_minutes_document(CARD, VISIT, OFFICE, NO_MARKS)
    in_order(
        document,
        "BIÊN BẢN",
        "Kiểm tra việc công khai ở các thôn",
        "tại Nhà văn hóa thôn Một",
        "Thời gian bắt đầu: 08 giờ 00, Thứ Năm, ngày 04 tháng 5 năm 2023.",
        "Địa điểm: Nhà văn hóa thôn Một.",
        "- Trưởng đoàn kiểm tra: Lê Văn Thử;",
        "- Thành viên: Võ Thị Én; Phạm Văn Cường;",
        "- Đại diện nơi được kiểm tra: Trần Thị An, Trưởng thôn; Hội Nông dân.",
        "Đoàn xem bảng tin.",
        "Nhận xét:",
        "- Niêm yết rõ ràng.",
        "Tồn tại và yêu cầu khắc phục:",
        "Thiếu sổ theo dõi",
        "Lập sổ",
        "20/05/2023",
        "Bảng tin hỏng",
        "Buổi kiểm tra kết thúc vào 10 giờ 30, ngày 04 tháng 5 năm 2023; biên bản được đọc lại để các bên cùng ký./.",
    )
    assert len(document.signatures) == 3
    assert document.signatures[2].name == "Lê Văn Thử"


def test_a_visit_without_shortcomings_says_so():
    document = visit_minutes_document(CARD, replace(VISIT, findings=FOUND[:1]), OFFICE, NO_MARKS)
    assert "Không ghi nhận tồn tại phải khắc phục." in plain_text(document)
    assert not [block for block in document.blocks if isinstance(block, Table)]


def test_the_list_of_shortcomings_counts_and_tells_what_became_of_each():
    document = shortcomings_document(CARD, OFFICE, NO_MARKS)
    in_order(document, "DANH MỤC", "Có 2 tồn tại, đã khắc phục 1, còn 1.")
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    assert [row.kind for row in table.rows] == [RowKind.GROUP, RowKind.DATA, RowKind.DATA]
    assert [row.cells[-1] for row in table.rows[1:]] == ["Chưa khắc phục", "Đã khắc phục 09/05/2023: đã thay"]
    nothing = shortcomings_document(replace(CARD, visits=()), OFFICE, NO_MARKS)
    assert "Có 0 tồn tại" in plain_text(nothing)
    assert not [block for block in nothing.blocks if isinstance(block, Table)]


DRAW = {
    "plan": lambda card: check_plan_document(card, OFFICE, NO_MARKS),
    "minutes": lambda card: visit_minutes_document(card, card.visits[0], OFFICE, NO_MARKS),
    "shortcomings": lambda card: shortcomings_document(card, OFFICE, NO_MARKS),
}


@pytest.mark.parametrize("paper", DRAW)
@pytest.mark.parametrize("count", [1, 40])
def test_long_papers_keep_the_layout_and_word_says_the_same(paper, count):
    import io

    import docx

    found = tuple(replace(FOUND[1], id=at, words=f"Tồn tại thứ {at} " + "chưa làm " * 9) for at in range(count))
    document = DRAW[paper](replace(CARD, visits=(replace(VISIT, findings=found),)))
    assert check_layout(write_pdf(document), document) == ()
    body = docx.Document(io.BytesIO(write_docx(document))).element.body
    words = squeezed("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))
    for block in document.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            assert all(squeezed(cell) in words for cell in row.cells)
        assert squeezed(getattr(block, "words", "") or "") in words


@pytest.mark.parametrize("paper", DRAW)
def test_papers_are_vietnamese_whatever_the_screens_speak(paper):
    said = []
    for language in ("vi", "en"):
        use_language(language)
        said.append(DRAW[paper](CARD))
    use_language("vi")
    assert said[0] == said[1]
