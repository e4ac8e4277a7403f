"""Dates, rhythms, documents and names in single sentences."""

from __future__ import annotations

from datetime import date

import pytest

from dcapp.reading.citations import mentions_in, merged
from dcapp.reading.due_dates import Frame
from dcapp.reading.names import name_at
from dcapp.reading.obligations import Place, obligations_in

PLAN = Frame(2026, date(2026, 1, 15), is_plan=True)
LETTER = Frame(2026, date(2025, 11, 7))


def dues(text, frame=PLAN):
    found = obligations_in(Place(text, 0, (), ""), frame)
    return [(str(due.due or ""), due.before, due.day, due.every) for due in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gửi báo cáo trước ngày 15/5/2026.", [("2026-05-15", True, None, "")]),
        ("Gửi báo cáo trước ngày 15.5.2026.", [("2026-05-15", True, None, "")]),
        ("Gửi báo cáo trước 17h00 ngày 15/5/2026.", [("2026-05-15", True, None, "")]),
        ("Rà soát, chậm nhất ngày 05 tháng 6 năm 2026 phải xong.", [("2026-06-05", False, None, "")]),
        ("Rà soát, hoàn thành trong tháng 6/2026.", [("2026-06-30", False, None, "")]),
        ("Rà soát xong trước 30/6.", [("2026-06-30", True, None, "")]),
        ("Tập huấn (Quý II/2026).", [("2026-06-30", False, None, "")]),
        ("Tập huấn trong quý 4 năm 2026.", [("2026-12-31", False, None, "")]),
        ("Thời gian: tháng 02/2028.", [("2028-02-29", False, None, "")]),
        ("Báo cáo trước ngày 23 hàng tháng.", [("", True, 23, "monthly")]),
        ("Hằng tháng báo cáo UBND xã trước ngày 25.", [("", True, 25, "monthly")]),
        ("Báo cáo vào ngày 20 tháng cuối quý.", [("", False, 20, "quarterly")]),
        ("Tổng kết, báo cáo trước ngày 10/12 hằng năm.", [("2026-12-10", True, None, "annual")]),
        ("Báo cáo 06 tháng, hàng năm về UBND xã.", [("", False, None, "semiannual"), ("", False, None, "annual")]),
        (
            "Báo cáo định kỳ hàng tháng, quý, 6 tháng, 9 tháng, 01 năm.",
            [("", False, None, rhythm) for rhythm in ("monthly", "quarterly", "semiannual", "nine-month", "annual")],
        ),
        (
            "Báo cáo tháng, quý, 6 tháng và năm.",
            [("", False, None, r) for r in ("monthly", "quarterly", "semiannual", "annual")],
        ),
        ("Báo cáo kết quả khi có yêu cầu.", [("", False, None, "on-request")]),
        ("Báo cáo theo yêu cầu của cấp trên.", [("", False, None, "on-request")]),
        ("Họp giao ban mỗi quý một lần.", [("", False, None, "quarterly")]),
        ("Báo cáo gửi trước ngày 20/6 và 20/11.", [("2026-06-20", True, None, ""), ("2026-11-20", True, None, "")]),
        (
            "Báo cáo 6 tháng (trước ngày 15/6) và năm (trước ngày 15/12).",
            [("2026-06-15", True, None, "semiannual"), ("2026-12-15", True, None, "annual")],
        ),
        ("Tuyên truyền từ ngày 01/6/2026 đến ngày 30/6/2026.", [("2026-06-30", False, None, "")]),
        ("Từ ngày 01/01/2025 đến ngày 31/12/2025 đã tiếp 40 lượt.", []),
        ("Tỷ lệ đạt 98,5%; 2/3 số hộ đồng ý; 24/24 giờ.", []),
        ("Kinh phí 15.000.000 đồng, thu nhập bình quân hằng năm tăng 5%.", []),
        ("Thực hiện theo chức năng, nhiệm vụ được giao.", []),
        ("Quyết định có hiệu lực từ ngày 01/7/2026.", []),
        ("Họp giao ban đánh giá công tác tháng 3/2026 của các thôn.", []),
        ("Nộp trước ngày 31/02/2026.", []),
    ],
)
def test_when_something_is_due(text, expected):
    assert dues(text) == expected


def test_a_letter_means_the_next_such_day_and_marks_it():
    found = obligations_in(Place("Gửi phiếu trước ngày 20/11; tổng kết trước ngày 05/01.", 0, (), ""), LETTER)
    assert [str(due.due) for due in found] == ["2025-11-20", "2026-01-05"]
    assert all(due.doubt for due in found)


def test_a_date_without_any_year_in_the_paper_is_not_guessed():
    assert dues("Gửi báo cáo trước ngày 15/5.", Frame()) == []


@pytest.mark.parametrize(
    ("text", "addressees"),
    [
        ("Báo cáo về UBND xã (qua Văn phòng) trước ngày 5/6/2026.", ("UBND xã (qua Văn phòng)",)),
        ("Báo cáo UBND tỉnh qua Sở Nội vụ trước ngày 5/6/2026.", ("UBND tỉnh (qua Sở Nội vụ)",)),
        ("Gửi về Khối Dân vận và gửi 01 bản về UBND xã trước 5/6/2026.", ("Khối Dân vận", "UBND xã")),
        ("Báo cáo Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh trước 5/6/2026.", ("Sở Nội vụ",)),
        ("Rà soát hương ước trước ngày 5/6/2026.", ()),
    ],
)
def test_to_whom_something_is_sent(text, addressees):
    assert [due.to for due in obligations_in(Place(text, 0, (), ""), PLAN)] == [addressees]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kế hoạch số 59-KH/ĐU ngày\n05/01/2026 của Đảng ủy".replace("\n", " "),
            [("Kế hoạch", "59-KH/ĐU", "2026-01-05")],
        ),
        ("Kết luận số 120 -KL/TW, ngày 07/01/2016", [("Kết luận", "120-KL/TW", "2016-01-07")]),
        ("Nghị định 145/2020/NĐ-CP ngày 14/12/2020", [("Nghị định", "145/2020/NĐ-CP", "2020-12-14")]),
        ("Luật số 10/2022/QH15 về dân chủ", [("Luật", "10/2022/QH15", "")]),
        ("theo 29/2022/QĐ-UBND đã ban hành", [("Quyết định", "29/2022/QĐ-UBND", "")]),
        (
            "các Quyết định số 12/QĐ-UBND, số 13/QĐ-UBND ngày 1/2/2026 và 14/QĐ-UBND",
            [
                ("Quyết định", "12/QĐ-UBND", ""),
                ("Quyết định", "13/QĐ-UBND", "2026-02-01"),
                ("Quyết định", "14/QĐ-UBND", ""),
            ],
        ),
        ("ngày 15/5/2026, tỷ lệ 2/3, trang 5/10", []),
        ("phục vụ 24/24 giờ, 3/4 số hộ, đường 5/8", []),
    ],
)
def test_documents_in_a_sentence(text, expected):
    found = merged(mentions_in(text, 0, is_basis=False, section=""), "")
    assert [(cited.type_name, cited.number, str(cited.date or "")) for cited in found] == expected


def test_a_document_is_listed_once_with_what_all_its_places_say():
    text = "Quyết định số 5/QĐ-UBND của UBND tỉnh; Quyết định số 5/QĐ-UBND ngày 01/02/2026 về đối thoại"
    (cited,) = merged(mentions_in(text, 0, is_basis=False, section=""), "")
    assert (cited.issuer, str(cited.date), cited.subject, len(cited.spans)) == (
        "UBND tỉnh",
        "2026-02-01",
        "đối thoại",
        2,
    )


def test_the_own_number_of_a_paper_is_not_cited():
    text = "(Kèm theo Kế hoạch số 142/KH-UBND ngày 15/01/2026 của UBND tỉnh)"
    assert merged(mentions_in(text, 0, is_basis=False, section=""), "142/KH-UBND") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Văn phòng - Thống kê chuẩn bị hội trường", "Văn phòng - Thống kê"),
        ("Các tổ dân phố vận động Nhân dân", "Các tổ dân phố"),
        ("Phòng Nội vụ tổ chức hội nghị", "Phòng Nội vụ"),
        ("Ban Tổ chức Đảng ủy tham mưu", "Ban Tổ chức Đảng ủy"),
        (
            "Công chức Địa chính - xây dựng - đô thị và môi trường xây dựng kế hoạch",
            "Công chức Địa chính - xây dựng - đô thị và môi trường",
        ),
        (
            "Ủy ban MTTQ Việt Nam xã và các tổ chức chính trị - xã hội xã giám sát",
            "Ủy ban MTTQ Việt Nam xã và các tổ chức chính trị - xã hội xã",
        ),
        ("đồng chí Nguyễn Văn A, Phó Chủ tịch UBND xã chỉ đạo", "đồng chí Nguyễn Văn A, Phó Chủ tịch UBND xã"),
        ("Trưởng các thôn và đại diện 120 hộ", "Trưởng các thôn"),
        ("Ban hành quy chế", ""),
        ("Tổ chức hội nghị", ""),
        ("Các nội dung công khai", ""),
        ("Thời gian thực hiện", ""),
        ("Báo cáo kết quả", ""),
    ],
)
def test_where_the_name_of_an_office_ends(text, name):
    assert name_at(text) == name
