"""The program's day can be set, and the moment follows it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dcapp.kernel.clock import now, today


def test_the_day_is_the_one_that_was_set(monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", "2024-02-29")
    assert today() == date(2024, 2, 29)
    assert now().date() == date(2024, 2, 29)
    assert now().tzinfo is UTC


def test_without_a_set_day_the_clock_of_the_pc_counts(monkeypatch):
    monkeypatch.delenv("DCAPP_TODAY")
    before = datetime.now(UTC)
    assert before <= now() <= datetime.now(UTC)
    assert abs((today() - before.date()).days) <= 1


def test_a_day_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", "hôm nay")
    with pytest.raises(ValueError, match="isoformat"):
        today()
