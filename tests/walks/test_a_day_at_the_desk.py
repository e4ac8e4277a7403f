"""Days at the reception desk through the real window: visits, a card, a crowd, a refusal, a late answer, the book."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

HERE = Path(__file__).resolve().parent
STEPS = 8
PATIENCE = 100
"""Seconds; the days take a fifth of it where the machine is not busy."""
NEW_COLUMNS, OLD_COLUMNS = 13, 12


@pytest.mark.walk
@pytest.mark.slow
def test_an_officer_spends_two_days_at_the_desk(tmp_path, lived, words_of):
    result = lived("desk", PATIENCE, "2026-06-29")
    assert len(result["steps"]) >= STEPS, result["steps"]
    check_the_papers(tmp_path, result["papers"], words_of)
    check_the_books(tmp_path, words_of)


def check_the_papers(folder: Path, papers: list[str], words_of) -> None:
    """Every paper was printed; refusal and answer carry their numbers and grounds."""
    assert len(papers) == 6
    assert all((folder / name).stat().st_size for name in papers)
    refusal = words_of(folder / "tu-choi.pdf")
    assert "Số: 01/TB-UBND" in refusal
    assert "Nghị định 154/2026/NĐ-CP" in refusal
    assert "Mương đã khơi thông ngày 18/7/2026." in words_of(folder / "tra-loi.pdf")
    assert "Võ Thanh Hải" in words_of(folder / "representatives.pdf")


def check_the_books(folder: Path, words_of) -> None:
    """June in the columns of its time, July in those of form 03/TCD; PDF and Excel say the same."""
    old, new = words_of(folder / "so-cu.pdf"), words_of(folder / "so-moi.pdf")
    assert "Lê Thị Mười" in old
    assert "Phan Văn Nài" not in old
    assert "Phan Văn Nài" in new
    assert "Thuộc thẩm quyền" in new
    assert "Thuộc thẩm quyền" not in old
    widths = {}
    for name in ("so-cu", "so-moi"):
        sheet = load_workbook(folder / f"{name}.xlsx").worksheets[0]
        widths[name] = sum(1 for cell in sheet[1] if cell.value)
    assert widths == {"so-cu": OLD_COLUMNS, "so-moi": NEW_COLUMNS}
