"""Garbage is collected when a generation is due, what lasts is set aside, and at the lock all of it is looked at."""

from __future__ import annotations

import gc
import weakref

import pytest

from ui.kit.collecting import collect_all, collect_if_due


class Knot:
    """Something that only the collector can free."""

    def __init__(self):
        self.myself = self


@pytest.fixture
def counts(monkeypatch):
    """How many allocations, and collections, each generation is said to have seen."""
    told = [0, 0, 0]
    monkeypatch.setattr(gc, "get_count", lambda: tuple(told))
    return told


def over(generation):
    return gc.get_threshold()[generation] + 1


def test_nothing_is_collected_before_it_is_due(counts):
    knot = weakref.ref(Knot())
    collect_if_due()
    assert knot() is not None


@pytest.mark.parametrize("generation", [0, 1, 2])
def test_what_is_due_is_collected(counts, generation):
    knot = weakref.ref(Knot())
    counts[generation] = over(generation)
    collect_if_due()
    assert knot() is None


@pytest.mark.parametrize(("generation", "aside"), [(1, False), (2, True)])
def test_what_survives_a_full_collection_is_set_aside(counts, generation, aside):
    lasting = Knot()
    counts[generation] = over(generation)
    collect_if_due()
    there = any(thing is lasting for thing in gc.get_objects())
    assert there is not aside


def test_what_was_set_aside_is_looked_at_when_nobody_waits(counts):
    lasting = Knot()
    knot = weakref.ref(lasting)
    counts[2] = over(2)
    collect_if_due()
    del lasting
    collect_if_due()
    assert knot() is not None
    collect_all()
    assert knot() is None
