"""A virtual screen for the walks."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

SCREEN = "1366x768x24"


@pytest.fixture
def display():
    """A virtual screen of our own; its name."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        pytest.skip("not run: Xvfb")
    reads, writes = os.pipe()
    server = subprocess.Popen(
        [xvfb, "-displayfd", str(writes), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    with os.fdopen(reads) as answer:
        number = answer.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait(10)
