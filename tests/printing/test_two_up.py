"""Slips on half a sheet: pairs on one A4, long ones alone, any block of text measured."""

from __future__ import annotations

import pytest

from dcapp.printing.model import Dash, Heading, Image, KeyValue, Numbered, PageBreak, Paragraph, Spacer
from dcapp.printing.two_up import CUT, HALF_MM, height_mm, two_up

SHORT = (Heading("Phiếu", 1), Numbered("1.", "Một việc"), Dash("Một việc"), KeyValue(pairs=(("Ngày", "01/01/2026"),)))
LONG = tuple(Paragraph("Một việc rất dài, kể mãi không hết. " * 8) for _line in range(9))


def pages(blocks):
    return 1 + sum(isinstance(block, PageBreak) for block in blocks)


def cuts(blocks):
    return sum(isinstance(block, Paragraph) and block.words == CUT for block in blocks)


@pytest.mark.parametrize(("slips", "sheets", "lines"), [(1, 1, 0), (2, 1, 1), (3, 2, 1), (6, 3, 3)])
def test_short_slips_stand_in_pairs_with_a_line_to_cut(slips, sheets, lines):
    blocks = two_up([SHORT] * slips)
    assert (pages(blocks), cuts(blocks)) == (sheets, lines)


def test_a_slip_longer_than_half_a_sheet_stands_alone_after_the_short_ones():
    assert height_mm(LONG) > HALF_MM
    blocks = two_up([LONG, SHORT, SHORT])
    assert (pages(blocks), cuts(blocks)) == (2, 1)
    assert blocks[: len(SHORT)] == SHORT


def test_no_slips_are_no_blocks():
    assert two_up([]) == ()


def test_room_is_measured_and_what_no_slip_has_is_our_mistake():
    assert height_mm((Spacer(20.0),)) == pytest.approx(20.0)
    with pytest.raises(TypeError, match="Image"):
        height_mm((Image(png=b"", width_mm=10.0, alternative="ảnh"),))
