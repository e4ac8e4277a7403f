"""Shapes that offices write now and then: each once read wrongly, each in the smallest paper that shows it."""

from __future__ import annotations

import time
from datetime import date

import pytest

from dcapp.reading.citations import mentions_in, merged
from dcapp.reading.due_dates import Frame
from dcapp.reading.names import name_at
from dcapp.reading.obligations import Place, obligations_in
from dcapp.reading.plain import read_plain
from dcapp.reading.reader import read_paper

PLAN = Frame(2026, date(2026, 1, 15), is_plan=True)


def read(text):
    return read_paper(read_plain(text.encode()))


def dues(text):
    found = obligations_in(Place(text, 0, (), ""), PLAN)
    return [(str(due.due or ""), due.day, due.every, due.what) for due in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Họp rà soát vào ngày làm việc cuối của tháng.", [("", None, "monthly", "Họp rà soát")]),
        ("Đối thoại định kỳ trong tháng 6/2026.", [("2026-06-30", None, "", "Đối thoại định kỳ")]),
        ("Công khai trong tháng đầu tiên của mỗi quý.", [("", None, "quarterly", "Công khai")]),
        ("Nộp số liệu trước 15 hàng tháng.", [("", 15, "monthly", "Nộp số liệu")]),
        (
            "Gửi phiếu trước ngày 12/6 và ngày 12/12/2027.",
            [("2027-06-12", None, "", "Gửi phiếu")] * 1 + [("2027-12-12", None, "", "Gửi phiếu")],
        ),
        (
            "Rà soát hộ khó khăn, hoàn thành trong 6 tháng đầu năm 2026.",
            [("2026-06-30", None, "", "Rà soát hộ khó khăn")],
        ),
        ("Rà soát xong trước ngày cuối cùng của tháng 6/2026.", [("2026-06-30", None, "", "Rà soát")]),
        ("Hằng năm, trước ngày 30 tháng 11, gửi bản tự chấm.", [("2026-11-30", None, "annual", "gửi bản tự chấm")]),
        ("Phấn đấu đạt 95% vào cuối năm 2026.", []),
        ("Chất vấn giữa năm và cuối năm 2026.", []),
        (
            "Trước ngày 10/6 (đối với báo cáo 6 tháng) và trước ngày 10/12 (đối với báo cáo năm) nộp về xã.",
            [
                ("2026-06-10", None, "semiannual", "nộp về xã (đối với báo cáo 6 tháng)"),
                ("2026-12-10", None, "annual", "nộp về xã (đối với báo cáo năm)"),
            ],
        ),
    ],
)
def test_when_and_what(text, expected):
    assert dues(text) == expected


def test_a_week_of_a_month_ends_on_its_seventh_day_and_is_marked():
    (due,) = obligations_in(Place("Niêm yết trong tuần đầu tháng 4/2026.", 0, (), ""), PLAN)
    assert (due.due, bool(due.doubt)) == (date(2026, 4, 7), True)


@pytest.mark.parametrize(
    "words",
    [
        "Trả lời trong thời hạn 15 ngày kể từ ngày nhận được kiến nghị.",
        "Gửi đề cương trước ngày kiểm tra ít nhất 05 ngày làm việc.",
        "Chiều thứ Sáu hằng tuần báo cáo Chủ tịch UBND xã.",
    ],
)
def test_a_term_that_no_date_can_hold_is_marked_with_its_line(words):
    reading = read(f"KẾ HOẠCH\nKiểm tra năm 2026\nI. VIỆC LÀM\n1. {words}")
    assert not reading.obligations
    assert [doubt.line for doubt in reading.doubts if doubt.where in words and doubt.where] == [4]


def test_a_date_without_year_in_a_paper_without_date_is_marked():
    reading = read("Kính gửi: Các thôn.\nĐề nghị nộp danh sách trước ngày 10/4.")
    assert not reading.obligations
    assert any("10/4" in doubt.where for doubt in reading.doubts)


@pytest.mark.parametrize(
    "title",
    [
        "Giám sát",
        "Cải cách hành chính",
        "Công khai, minh bạch",
        "Thanh tra, kiểm tra",
        "Đối thoại định kỳ",
        "Lãnh đạo chính quyền, Mặt trận",
        "Tài chính công",
        "Đoàn kết toàn dân",
    ],
)
def test_what_an_item_is_about_is_nobody(title):
    reading = read(f"KẾ HOẠCH\nDân vận năm 2026\nI. NỘI DUNG\n1. {title}\n- Niêm yết trước ngày 5/6/2026.")
    assert reading.assignments == ()
    assert [due.who for due in reading.obligations] == [()]


def test_a_basis_ends_where_the_issuer_speaks():
    reading = read(
        "KẾ HOẠCH\nDân vận năm 2026\nThực hiện Kế hoạch số 03/KH-UBND ngày 05/01/2026 của UBND tỉnh;\n"
        "UBND xã An Hòa lập Kế hoạch như sau:\nI. MỤC ĐÍCH\n1. Gần dân."
    )
    assert [passage.kind.value for passage in reading.passages[2:4]] == ["basis", "lead_in"]


def test_work_given_without_any_number():
    reading = read(
        "Số: 5/UBND-VP\nV/v chuẩn bị đối thoại\nHòa An, ngày 3 tháng 4 năm 2026\nKính gửi: Các thôn.\n"
        "UBND xã phân công:\nĐ/c Vũ Hải, Phó Chủ tịch UBND xã: duyệt tài liệu.\n"
        "Phòng Kinh tế chuẩn bị hội trường xong trước ngày 5/5/2026.\n"
        "Các phòng, ban:\n- Cử người dự.\n- Gửi tham luận."
    )
    assert [(given.officer, len(given.duties)) for given in reading.assignments] == [
        ("Đ/c Vũ Hải, Phó Chủ tịch UBND xã", 1),
        ("Phòng Kinh tế", 1),
        ("Các phòng, ban", 2),
    ]


def test_a_title_that_cites_gives_its_date_but_not_its_year():
    reading = read(
        "ĐẢNG ỦY XÃ A\nSố 5-KH/ĐU\nKẾ HOẠCH\nthực hiện Chỉ thị số 12-CT/TU ngày 20/10/2025 của Tỉnh ủy\n"
        "Thực hiện Chỉ thị 12-CT/TU, Đảng ủy xã lập kế hoạch như sau:\nI- MỤC ĐÍCH\n1. Gần dân."
    )
    assert reading.subject.startswith("thực hiện Chỉ thị số 12-CT/TU")
    assert [(str(cited.date), cited.is_basis) for cited in reading.documents] == [("2025-10-20", True)]
    assert reading.year is None


def test_recipients_and_signer_that_a_pdf_glued_together():
    reading = read(
        "KẾ HOẠCH\nDân vận năm 2026\nI. VIỆC\n1. Làm.\nNơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; KT. CHỦ TỊCH\n"
        "- Sở Nội vụ; PHÓ CHỦ TỊCH\n- Lưu: VT. Đoàn Thị Giang"
    )
    assert [recipient.text for recipient in reading.recipients] == ["Như trên", "Sở Nội vụ", "Lưu: VT"]
    assert reading.signer.title.split("\n") == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert reading.signer.name == "Đoàn Thị Giang"


def test_a_name_with_an_apostrophe_and_a_post_in_small_letters():
    head = "KẾ HOẠCH\nDân vận của buôn năm 2026\nI. VIỆC\n1, Họp buôn.\n"
    assert read(head + "Trưởng buôn\nH’Lan Bkrông").signer.name == "H’Lan Bkrông"
    assert read(head + "Trưởng buôn\nH’Lan Bkrông").signer.title == "Trưởng buôn"


def test_a_motto_broken_over_two_lines_is_no_issuer():
    reading = read(
        "ỦY BAN NHÂN DÂN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nXÃ PHÚ MỸ            VIỆT NAM\nSố: 1/KH-UBND\nKẾ HOẠCH\nDân vận"
    )
    assert reading.issuer == "ỦY BAN NHÂN DÂN XÃ PHÚ MỸ"


def test_an_appendix_belongs_to_no_article():
    reading = read(
        "QUYẾT ĐỊNH\nVề kiện toàn\nĐiều 1. Kiện toàn.\nĐiều 2. Thi hành./.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\n"
        "Lê An\nPHỤ LỤC\n(Kèm theo Quyết định)"
    )
    assert [item.text for item in reading.parts[-1].items] == ["Kiện toàn.", "Thi hành./."]


def test_a_citation_does_not_run_through_the_cells_of_a_table():
    reading = read(
        "KẾ HOẠCH\nDân vận năm 2026\nI. VIỆC\nSTT\tNội dung\tChủ trì\n"
        "1\tPhổ biến Luật Tiếp công dân\tTư pháp - Hộ tịch\n"
    )
    assert [cited.subject for cited in reading.documents] == ["Tiếp công dân"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Quyết định số 1211 ngày 02/11/2022 của UBND tỉnh", ("1211", "2022-11-02", "UBND tỉnh")),
        ("Quyết định số 12/QĐ-UBND (ngày 05/01/2026)", ("12/QĐ-UBND", "2026-01-05", "")),
        ("Công văn số 12/SNV-XD,TN ngày 5/1/2026 của Sở Nội vụ", ("12/SNV-XD,TN", "2026-01-05", "Sở Nội vụ")),
        ("Ngày 10/7/2025, UBND tỉnh ban hành Công văn số 25/UBND-NC", ("25/UBND-NC", "2025-07-10", "UBND tỉnh")),
    ],
)
def test_numbers_and_dates_written_otherwise(text, expected):
    (cited,) = merged(mentions_in(text, 0, is_basis=False, section=""), "")
    assert (cited.number, str(cited.date), cited.issuer) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chủ tịch UBND xã tiếp công dân vào các ngày 10", "Chủ tịch UBND xã"),
        ("Ban Tiếp công dân", "Ban Tiếp công dân"),
        ("Đoàn kiểm tra báo cáo", "Đoàn kiểm tra"),
        ("Các Trưởng bản phổ biến", "Các Trưởng bản"),
        ("Hộ gia đình, cá nhân", "Hộ gia đình, cá nhân"),
        ("Hội viên, đoàn viên", ""),
    ],
)
def test_names_that_were_cut(text, name):
    assert name_at(text) == name


@pytest.mark.parametrize(
    "words",
    ["trước ngày 1/1/2026, ab ", "Phòng Kinh tế, ", "Luật Phòng, chống ", "vào ngày làm việc cuối ", "(", "các "],
)
@pytest.mark.parametrize("joint", ["", "\n"])
def test_hostile_lengths_are_read_quickly(words, joint):
    start = time.perf_counter()
    read("KẾ HOẠCH\nDân vận\nI. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- " + (words + joint) * 800)
    assert time.perf_counter() - start < 5
