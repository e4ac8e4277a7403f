"""A year of an imported plan through the real window: what stands on the screen, in the books and on paper."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
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
def test_an_officer_lives_through_a_year_of_the_plan(tmp_path, root, display):
    pictures = root / "build" / "walk-year"
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    told = {
        "data": str(tmp_path / "office"),
        "out": str(tmp_path),
        "pictures": str(pictures),
        "paper": str(HERE / "ke-hoach-nam.txt"),
        "patience": PATIENCE,
    }
    order = tmp_path / "year.json"
    order.write_text(json.dumps(told), encoding="utf-8")
    found_in = os.pathsep.join(folder for folder in (str(root), os.environ.get("PYTHONPATH", "")) if folder)
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": found_in}
    environment["DCAPP_TODAY"] = "2023-01-09"
    environment.pop("WAYLAND_DISPLAY", None)
    lived = subprocess.run(
        [sys.executable, str(HERE / "year.py"), str(order)],
        cwd=root, env=environment, capture_output=True, text=True, timeout=PATIENCE + 30, check=False,
    )  # fmt: skip
    kept = tmp_path / "result.json"
    result = json.loads(kept.read_text("utf-8")) if kept.exists() else {"problem": "no result", "steps": []}
    assert not result["problem"], f"{result['problem']}\n{lived.stderr}"
    assert lived.returncode == 0, lived.stderr
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
