"""Papers built from a known structure: whatever the numbering, width and spacing, the structure comes back."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcapp.reading.plain import read_plain
from dcapp.reading.reader import read_paper
from dcapp.reading.result import to_json

ROMAN = ("I", "II", "III", "IV", "V", "VI")
PLACES = ("xã Phú Lộc", "phường Hòa Bình", "xã Ea Tam", "đặc khu Cô Tô", "thị trấn Yên Định")
TASKS = (
    "Tuyên truyền, phổ biến pháp luật về dân chủ ở cơ sở đến cán bộ, công chức và Nhân dân trên địa bàn",
    "Công khai kịp thời, đầy đủ những nội dung Nhân dân cần biết; địa điểm công khai thuận tiện cho người dân theo dõi",
    "Đối thoại trực tiếp với người dân, giải quyết dứt điểm kiến nghị chính đáng ngay từ cơ sở",
    "Rà soát, sửa đổi hương ước, quy ước của từng khu dân cư cho phù hợp với thực tế địa phương",
    "Nâng cao chất lượng phục vụ, rút ngắn thời gian giải quyết thủ tục hành chính cho tổ chức, cá nhân",
    "Xây dựng và nhân rộng mô hình hay, cách làm sáng tạo trong vận động Nhân dân",
)
OFFICERS = (
    "Văn phòng HĐND và UBND",
    "Phòng Văn hóa - Xã hội",
    "Công chức Tư pháp - Hộ tịch",
    "Công an xã",
    "Ban Chỉ huy Quân sự xã",
    "Trưởng các thôn",
    "Các tổ dân phố",
    "Ủy ban MTTQ Việt Nam xã",
    "Trạm Y tế xã",
    "Kế toán ngân sách xã",
)
DUTIES = (
    "Chủ trì, phối hợp với các đơn vị liên quan tổ chức thực hiện các nội dung của Kế hoạch này",
    "Tham mưu bố trí kinh phí, hướng dẫn sử dụng và thanh quyết toán đúng quy định",
    "Theo dõi, đôn đốc, kiểm tra việc thực hiện; kịp thời tháo gỡ khó khăn, vướng mắc phát sinh",
    "Vận động hội viên, đoàn viên tham gia giám sát, góp ý xây dựng chính quyền",
)
KINDS = (
    ("Nghị định", "NĐ-CP", "Chính phủ", "/", True),
    ("Quyết định", "QĐ-UBND", "UBND tỉnh", "/", False),
    ("Chỉ thị", "CT-TTg", "Thủ tướng Chính phủ", "/", False),
    ("Kế hoạch", "KH/ĐU", "Đảng ủy", "-", False),
    ("Kết luận", "KL/TW", "Ban Bí thư", "-", False),
    ("Chương trình", "CTr/TU", "Ban Thường vụ Tỉnh ủy", "-", False),
)
SUBJECTS = ("về công tác dân vận", "ban hành Quy chế phối hợp", "về thực hiện dân chủ ở cơ sở")
NAMES = ("Nguyễn Văn An", "Lê Thị Thu Hà", "Y Bhem Niê", "Đỗ Quang Vinh")
RECEIVERS = ("UBND tỉnh (b/c)", "TT Đảng ủy, TT HĐND xã", "Các phòng, đơn vị", "Các thôn", "CT, các PCT UBND xã")

days = st.dates(date(2026, 3, 1), date(2026, 12, 28))


@dataclass(frozen=True)
class Cited:
    kind: tuple
    number: int
    day: date
    subject: str
    spaced: bool
    comma: bool
    long: bool

    @property
    def key(self):
        _type, symbol, _issuer, mark, has_year = self.kind
        year = f"/{self.day.year}" if has_year else ""
        return f"{self.number:02d}{year}{mark}{symbol}", self.day.isoformat()

    def words(self):
        type_name, symbol, issuer, mark, has_year = self.kind
        year = f"/{self.day.year}" if has_year else ""
        space = " " if self.spaced else ""
        d = self.day
        day = f"{d.day:02d} tháng {d.month} năm {d.year}" if self.long else f"{d.day:02d}/{d.month}/{d.year}"
        comma = "," if self.comma else ""
        return (
            f"{type_name} số {self.number:02d}{year}{space}{mark}{symbol}{comma} ngày {day} của {issuer} {self.subject}"
        )


cited = st.builds(
    Cited,
    st.sampled_from(KINDS),
    st.integers(1, 2999),
    st.dates(date(2012, 1, 1), date(2025, 12, 31)),
    st.sampled_from(SUBJECTS),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
when = st.one_of(
    st.none(),
    days.map(lambda d: (f"; hoàn thành trước ngày {d.day:02d}/{d.month}/{d.year}", (d.isoformat(), True, None, None))),
    days.map(lambda d: (f", xong trước {d.day}/{d.month}/{d.year}", (d.isoformat(), True, None, None))),
    days.map(
        lambda d: (f", chậm nhất ngày {d.day:02d} tháng {d.month:02d} năm {d.year}", (d.isoformat(), False, None, None))
    ),
    st.just((", hoàn thành trong tháng 6/2026", ("2026-06-30", False, None, None))),
    st.just((" trong Quý III/2026", ("2026-09-30", False, None, None))),
    st.integers(1, 28).map(lambda d: (f"; báo cáo UBND xã trước ngày {d:02d} hằng tháng", (None, True, d, "monthly"))),
    st.just(("; định kỳ hằng quý báo cáo UBND xã", (None, False, None, "quarterly"))),
)
duty = st.tuples(st.sampled_from(DUTIES), when)


@dataclass(frozen=True)
class Shape:
    part_mark: str
    item_mark: str
    officer_colon: str
    width: int
    blank_lines: int
    page_numbers: bool
    side_by_side: bool
    indent: int


shapes = st.builds(
    Shape,
    st.sampled_from((".", "-", "/")),
    st.sampled_from((".", "-", "/", ")")),
    st.sampled_from(("", ":", " có trách nhiệm:")),
    st.sampled_from((0, 68, 76, 84, 95)),
    st.sampled_from((0, 0, 1)),
    st.booleans(),
    st.booleans(),
    st.sampled_from((0, 0, 5)),
)


@st.composite
def structures(draw):
    return {
        "number": draw(st.integers(1, 400)),
        "day": draw(st.dates(date(2026, 1, 1), date(2026, 2, 28))),
        "place": draw(st.sampled_from(PLACES)),
        "basis": draw(st.lists(cited, min_size=1, max_size=4, unique_by=lambda c: c.key[0])),
        "parts": draw(
            st.lists(st.lists(st.tuples(st.sampled_from(TASKS), when), min_size=1, max_size=5), min_size=1, max_size=3)
        ),
        "charges": draw(
            st.lists(
                st.tuples(st.sampled_from(OFFICERS), st.lists(duty, min_size=1, max_size=3)),
                min_size=1,
                max_size=5,
                unique_by=lambda charge: charge[0],
            )
        ),
        "receivers": draw(st.lists(st.sampled_from(RECEIVERS), min_size=1, max_size=5, unique=True)),
        "name": draw(st.sampled_from(NAMES)),
    }


def typed(what, shape):
    """The paper as a typist leaves it."""
    unit = what["place"].upper()
    number = f"Số: {what['number']:02d}/KH-UBND"
    d = what["day"]
    dated = f"Phú Lộc, ngày {d.day:02d} tháng {d.month:02d} năm {d.year}"
    left, right = (
        ["ỦY BAN NHÂN DÂN", unit, number],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", dated],
    )
    head = [f"{a:<34}{b}" for a, b in zip(left, right, strict=True)] if shape.side_by_side else [*left, *right]
    body = [f"Căn cứ {one.words()};" for one in what["basis"]]
    body.append(f"Ủy ban nhân dân {what['place']} ban hành Kế hoạch như sau:")
    for index, tasks in enumerate(what["parts"]):
        body.append(f"{ROMAN[index]}{shape.part_mark} NHIỆM VỤ NHÓM {ROMAN[index]}")
        for place, (task, due) in enumerate(tasks, start=1):
            body.append(f"{place}{shape.item_mark} {task}{due[0] if due else ''}.")
    body.append(f"{ROMAN[len(what['parts'])]}{shape.part_mark} TỔ CHỨC THỰC HIỆN")
    for place, (officer, duties) in enumerate(what["charges"], start=1):
        body.append(f"{place}{shape.item_mark} {officer}{shape.officer_colon}")
        body += [f"- {words}{due[0] if due else ''}." for words, due in duties]
    body.append("Trên đây là Kế hoạch thực hiện dân chủ ở cơ sở, yêu cầu các đơn vị nghiêm túc triển khai./.")
    tail_left = ["Nơi nhận:", *(f"- {one};" for one in what["receivers"]), "- Lưu: VT."]
    tail_right = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", what["name"]]
    lines = [*head, "", "KẾ HOẠCH", "Thực hiện dân chủ ở cơ sở năm 2026", ""]
    for number_of, paragraph in enumerate(body):
        wrapped = (
            textwrap.wrap(paragraph, shape.width, break_on_hyphens=False, initial_indent=" " * shape.indent)
            if shape.width
            else [paragraph]
        )
        for line in wrapped:
            lines += [line, *[""] * shape.blank_lines]
        if shape.page_numbers and number_of % 9 == 8:
            lines += ["", str(number_of // 9 + 2), ""]
    if shape.side_by_side:
        height = max(len(tail_left), len(tail_right))
        pairs = zip(
            tail_left + [""] * (height - len(tail_left)), tail_right + [""] * (height - len(tail_right)), strict=True
        )
        lines += [f"{a:<40}{b}".rstrip() for a, b in pairs]
    else:
        lines += [*tail_left, *tail_right]
    return "\n".join(lines) + "\n"


def obliged(what):
    tasks = [due for part in what["parts"] for _task, due in part if due]
    duties = [(due, officer) for officer, given_ in what["charges"] for _words, due in given_ if due]
    return [(*due[1], ()) for due in tasks] + [(*due[1], (officer,)) for due, officer in duties]


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(structures(), shapes)
def test_the_structure_of_a_paper_comes_back(what, shape):
    found = to_json(read_paper(read_plain(typed(what, shape).encode())))
    assert found["number"] == f"{what['number']:02d}/KH-UBND"
    assert found["date"] == what["day"].isoformat()
    assert found["issuer"] == f"ỦY BAN NHÂN DÂN {what['place'].upper()}"
    assert [(one["number"], one["date"]) for one in found["documents"]] == [one.key for one in what["basis"]]
    assert all(one["basis"] for one in found["documents"])
    counted = [(part["number"], len(part["items"])) for part in found["parts"]]
    assert counted == [(ROMAN[i], len(tasks)) for i, tasks in enumerate(what["parts"])] + [
        (ROMAN[len(what["parts"])], 0)
    ]
    assert [[item["text"] for item in part["items"]] for part in found["parts"]][:-1] == [
        [f"{task}{due[0] if due else ''}." for task, due in tasks] for tasks in what["parts"]
    ]
    assert [(given_["officer"], given_["duties"]) for given_ in found["assignments"]] == [
        (officer, [f"{words}{due[0] if due else ''}." for words, due in duties]) for officer, duties in what["charges"]
    ]
    dues = [(due["due"], due["before"], due["day"], due["every"], tuple(due["who"])) for due in found["obligations"]]
    assert dues == obliged(what)
    assert found["recipients"] == [*what["receivers"], "Lưu: VT"]
    assert found["signer"] == {
        "authority": "TM. ỦY BAN NHÂN DÂN",
        "title": "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "name": what["name"],
    }
