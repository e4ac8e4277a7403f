"""Whatever stands in a file, reading ends, loses no word and points where it says."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from dcapp.reading import codec
from dcapp.reading.reader import read_paper
from dcapp.reading.result import to_json
from dcapp.reading.source import LineKind, PaperText, SourceLine

PIECES = (
    "KẾ HOẠCH",
    "QUYẾT ĐỊNH:",
    "I.",
    "II-",
    "1.",
    "1.1.",
    "a)",
    "-",
    "+",
    "Điều 1.",
    "Phần thứ nhất",
    "PHỤ LỤC",
    "Nơi nhận:",
    "Kính gửi:",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Nguyễn Văn An",
    "Số: 12/KH-UBND",
    "Hòa An, ngày 05 tháng 02 năm 2026",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Căn cứ Luật Tiếp công dân",
    "số 5/QĐ-UBND",
    "Giao Văn phòng",
    "báo cáo",
    "các thôn",
    "trước ngày 15/5/2026",
    "hằng tháng",
    "6 tháng, 01 năm",
    "khi có yêu cầu",
    "tổ chức thực hiện",
    "TỔ CHỨC THỰC HIỆN",
    ";",
    ".",
    ":",
    ",",
    "(",
    ")",
    "“",
    "\t",
    "     ",
    "./.",
    "|",
    "Quý II",
    "gửi UBND xã",
    "qua Phòng Nội vụ",
    "và",
    "3",
    "ngày",
    "năm 2026",
    "Lưu: VT.",
    "Về việc",
    "V/v",
    "*",
    "----",
    "Các ông (bà):",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "T/M",
    "chịu trách nhiệm",
    "thi hành",
)
lines = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)
cells = st.lists(
    st.sampled_from(("STT", "Nội dung", "Chủ trì", "Thời gian", "Quý I/2026", "Các thôn", "\u2063", "")),
    min_size=1,
    max_size=5,
)
sources = st.lists(
    st.one_of(
        lines.map(SourceLine),
        lines.map(lambda text: SourceLine(text, paragraph=True)),
        lines.map(lambda text: SourceLine(text, LineKind.FOOTNOTE)),
        lines.map(lambda text: SourceLine(text, LineKind.HEADER)),
        cells.map(lambda row: SourceLine(" ".join(row), LineKind.TABLE, tuple(row))),
    ),
    max_size=30,
)
WORD = re.compile(r"[^\W_]+")


def counted(text):
    return Counter(WORD.findall(text))


@settings(max_examples=250)
@given(sources)
def test_reading_ends_and_points_where_it_says(source):
    reading = read_paper(PaperText(tuple(source)))
    for passage in reading.passages:
        assert reading.text[passage.span.start : passage.span.end] == passage.text
    for part in (*reading.obligations, *reading.recipients, *reading.assignments):
        assert 0 <= part.span.start <= part.span.end <= len(reading.text)
    assert codec.loads(codec.dumps(reading)) == reading
    assert set(to_json(reading)) >= {"title", "documents", "obligations", "signer", "warnings"}


@settings(max_examples=250)
@given(sources)
def test_no_word_is_lost(source):
    put_in = Counter()
    for line in source:
        words = " ".join(line.cells) if line.kind is LineKind.TABLE else line.text
        may_be_a_page_number = not line.paragraph and line.kind in (LineKind.TEXT, LineKind.HEADER)
        if not (words.strip().isdigit() and may_be_a_page_number):
            put_in.update(counted(words.replace("\u2063", "")))
    read = counted(read_paper(PaperText(tuple(source))).text)
    assert put_in <= read
    assert all(word.isdigit() for word in read - put_in), "only what may be a page number is read beyond"


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_any_signs_at_all_can_be_read(text):
    read_paper(PaperText(tuple(SourceLine(line) for line in text.split("\n"))))
