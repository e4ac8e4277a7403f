"""A year of an imported plan through the real window: what stands on the screen, in the books and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
STEPS = 22
PATIENCE = 110
"""Seconds; the year takes a quarter of it where the machine is not busy."""


def pages_of(path: Path) -> list[tuple[tuple[int, int], str]]:
    """Size in millimetres and words of each page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        words = page.get_textpage()
        width, height = (round(side / 72 * 25.4) for side in page.get_size())
        found.append(((width, height), " ".join(words.get_text_range().split())))
        words.close()
        page.close()
    document.close()
    return found


@pytest.mark.walk
@pytest.mark.slow
def test_an_officer_lives_through_a_year_of_the_plan(tmp_path, lived):
    result = lived("year", PATIENCE, "2023-01-09", paper=str(HERE / "ke-hoach-nam.txt"))
    assert len(result["steps"]) >= STEPS, result["steps"]
    check_the_monday_sheet(tmp_path / "giao-ban.pdf")
    check_the_slips(tmp_path / "phieu.pdf")
    check_the_progress(tmp_path / "tien-do.pdf", result["counted"])


def check_the_monday_sheet(path: Path) -> None:
    """One A4 sheet; the report that a village still owes is on it."""
    ((size, words),) = pages_of(path)
    assert size == (210, 297)
    assert "PHIẾU GIAO BAN ĐẦU TUẦN Thứ Hai, ngày 19 tháng 6 năm 2023" in words
    assert "Quá hạn (7)" in words
    assert "1 thôn chưa gửi: Gửi báo cáo 6 tháng về Văn phòng UBND xã" in words
    assert "quá 7 ngày" in words


def check_the_slips(path: Path) -> None:
    """One slip, for the village that is late, and none for those that are not."""
    ((_size, words),) = pages_of(path)
    assert "Kính gửi: Thôn Xóm Núi" in words
    assert "quá hạn 7 ngày, chưa nhận được" in words
    assert "Bến Đá" not in words


def check_the_progress(path: Path, counted: int) -> None:
    """As many tasks as the books hold, the late village by name, and the old deadline beside the new one."""
    words = " ".join(page for _size, page in pages_of(path))
    assert counted == 23
    assert f"Tổng số {counted} việc: xong 1, đang làm 0, quá hạn 7, chưa làm 15;" in words
    assert "thôn Xóm Núi Gửi báo cáo 6 tháng về Văn phòng UBND xã Văn phòng UBND xã trước 13/06/2023 7" in words
    assert "Trong kỳ nhận 3 lượt nộp" in words
    moved = "Kiểm tra việc niêm yết ở bốn thôn (mục III.2) trước 30/06/2023 trước 31/07/2023 Mưa lũ"
    assert moved in words
