"""Letters and cases through the real window: from the visit to the archive, in time, split, by a crowd, all printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcapp.rules.forms import shipped_forms

PATIENCE = 240
"""Seconds; the walk takes a sixth of it where the machine is not busy."""
STEPS = 9


@pytest.mark.walk
@pytest.mark.slow
def test_a_complaint_a_petition_ten_contents_and_a_crowd_go_their_ways(tmp_path, lived, words_of):
    result = lived("cases", PATIENCE, "2026-12-21")
    assert len(result["steps"]) >= STEPS, result["steps"]
    papers = {name.split("-", 1)[1].removesuffix(".pdf"): tmp_path / name for name in reversed(result["papers"])}
    check_that_all_were_printed(result["forms"])
    check_what_they_say(papers, words_of)


@pytest.mark.walk
@pytest.mark.slow
def test_a_denunciation_is_handled_by_one_officer_and_seen_by_nobody_else(tmp_path, lived, words_of):
    result = lived("sealed", PATIENCE, "2026-12-21")
    papers = {name.split("-", 1)[1].removesuffix(".pdf"): tmp_path / name for name in reversed(result["papers"])}
    assert {key for key in shipped_forms().keys if key.startswith("tc")} <= set(papers)
    assert "UBND tỉnh Mẫu" in words_of(papers["xld05"])
    canary, first = result["canary"], result["canary"].split()[-1]
    for name in result["papers"]:
        assert canary not in words_of(tmp_path / name), name
    for path in sorted((tmp_path / "office").rglob("*")):
        written = path.read_bytes() if path.is_file() else b""
        for coded in (canary.encode(), canary.encode("utf-16-le"), first.encode()):
            assert coded not in written, path


def check_that_all_were_printed(forms: dict[str, list[str]]) -> None:
    """Every form of complaints and petitions, and of letters that do not become a case."""
    every = set(shipped_forms().keys)
    printed = {key for keys in forms.values() for key in keys}
    assert {key for key in every if key.startswith(("kn", "pa"))} <= printed
    assert {"xld01", "xld02", "xld03", "xld04", "xld06", "xld07"} <= printed


def check_what_they_say(papers: dict[str, Path], words_of) -> None:
    """The papers that were issued carry their numbers and what was said at the steps."""
    accepted = words_of(papers["kn03"])
    assert "01/TB-UBND" in accepted
    assert "Nguyễn Văn Tám" in accepted
    assert "Chờ kết luận thanh tra" in words_of(papers["kn14a"])
    decision = words_of(papers["kn15"])
    assert "Đo lại thửa đất" in decision
    assert "QĐ-UBND" in decision
    assert "Đã khơi mương ngày 9/11" in words_of(papers["pa01"])
