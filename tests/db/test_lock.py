"""One window per office."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dcapp.db import lock as room
from dcapp.db.folder import OfficeFolder
from dcapp.db.lock import Busy, OfficeLock, brief_lock
from dcapp.kernel.errors import EnvironmentFault

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from pathlib import Path
from dcapp.db.lock import OfficeLock
lock = OfficeLock(Path(sys.argv[1])); lock.acquire(); print("held", flush=True); sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def end(process: subprocess.Popen[bytes], how: int = signal.SIGTERM) -> None:
    process.send_signal(how)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        pipe.close()


def test_a_second_window_is_told_where_the_first_is(tmp_path):
    with OfficeLock(tmp_path) as first:
        assert first.held
        with pytest.raises(Busy) as caught:
            OfficeLock(tmp_path).acquire()
        assert socket.gethostname() in caught.value.message
        assert caught.value.advice
        words = json.loads(OfficeFolder(tmp_path).lock.read_bytes())
        assert words["pid"] == os.getpid()
    assert not first.held
    with OfficeLock(tmp_path):
        pass


def test_another_program_holds_it_and_a_kill_leaves_no_stale_lock(tmp_path):
    for _round in range(3):
        process = holder(tmp_path)
        try:
            with pytest.raises(Busy, match=socket.gethostname()):
                OfficeLock(tmp_path).acquire()
        finally:
            end(process, signal.SIGKILL)
        with OfficeLock(tmp_path):
            pass


def test_a_writing_command_waits_for_the_one_before(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "LOOK_AGAIN", 0.01)
    first = OfficeLock(tmp_path)
    first.acquire()
    timer = threading.Timer(0.1, first.release)
    timer.start()
    second = OfficeLock(tmp_path)
    second.acquire(wait=20)
    timer.join()
    assert second.held
    second.release()
    second.release()  # twice does no harm


def test_words_that_nobody_can_read_still_mean_busy(tmp_path):
    with OfficeLock(tmp_path):
        OfficeFolder(tmp_path).lock.write_bytes(b"\xff{")
        with pytest.raises(Busy, match="chương trình khác"):
            OfficeLock(tmp_path).acquire()


def test_a_lock_file_left_behind_is_no_lock(tmp_path):
    OfficeFolder(tmp_path).lock.write_text('{"host": "MAY-CU", "pid": 1, "since": "2020-01-01T00:00:00+00:00"}')
    with OfficeLock(tmp_path) as lock:
        lock.acquire()  # again does no harm


def test_a_folder_that_is_gone_says_so(tmp_path):
    with pytest.raises(EnvironmentFault):
        OfficeLock(tmp_path / "gone").acquire()


def test_a_brief_lock_is_given_back_after_an_error(tmp_path):
    with pytest.raises(ZeroDivisionError), brief_lock(tmp_path / "x.lock"):
        raise ZeroDivisionError
    with brief_lock(tmp_path / "x.lock"), pytest.raises(Busy), brief_lock(tmp_path / "x.lock", wait=0):
        pass
