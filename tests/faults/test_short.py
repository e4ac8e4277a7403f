"""The short version of `make faults`: a few trials of each kind, always the same ones."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

SEED = 20260504


@pytest.fixture(scope="module")
def trials():
    """The trials that `make faults` runs."""
    spec = importlib.util.spec_from_file_location("fault_trials", Path(__file__).with_name("trials.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules["fault_trials"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["fault_trials"]


def kept(outcome) -> None:
    if outcome.not_run:
        pytest.skip(outcome.not_run)
    assert outcome.ran
    assert outcome.wrong == []


def test_what_was_acknowledged_survives_a_kill_at_a_random_moment(trials):
    kept(trials.killed_at_random(1, SEED))


@pytest.mark.skipif(os.name == "nt", reason="strace is a thing of Linux")
def test_what_was_acknowledged_survives_a_kill_before_a_system_call(trials):
    kept(trials.killed_before_calls(2, SEED))


def test_a_full_disk_loses_nothing(trials):
    kept(trials.full_disk((520_000,)))


def test_a_flipped_bit_is_always_noticed(trials):
    kept(trials.flipped_bits(3, SEED))
