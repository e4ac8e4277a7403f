"""Decision 11: reading commands run beside an open window, writing ones wait and then say who holds the office."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HOLD = """
import sys
from pathlib import Path
from dcapp.db.keys import cost
cost.use(cost.Cost(64, 1, 1))
from dcapp.door import Door
door = Door(Path(sys.argv[1]))
account = door.cards()[0].name
app = door.open(door.unlock(account, sys.argv[2]), account)
print("open", flush=True)
sys.stdin.readline()
app.close()
"""


@pytest.fixture
def window(root, office, password):
    """Another program that holds the office open, as the window does."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(office), password],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "open\n"
    yield holder
    if holder.poll() is None:
        holder.communicate("\n", timeout=20)
    else:
        holder.stdin.close()
        holder.stdout.close()


@pytest.fixture
def short_wait(monkeypatch):
    monkeypatch.setattr("dcapp.door.WRITER_WAIT", 0.2)


@pytest.mark.usefixtures("window")
def test_reading_commands_run_beside_an_open_window(run, office, tmp_path):
    assert run("list", "papers", data=office).code == 0
    assert run("export", "papers", "--out", tmp_path / "book.xlsx", data=office).code == 0
    assert run("check", data=office).code == 0


@pytest.mark.usefixtures("window", "short_wait")
def test_a_writing_command_waits_and_then_says_who_holds_the_office(run, office):
    import socket

    ended = run("fill", "--year", "2026", "--tasks", "5", data=office)
    assert (ended.code, ended.out) == (3, "")
    assert socket.gethostname() in ended.err
    assert run("list", "duties", "--json", data=office).answer["total"] == 0


def test_a_writing_command_goes_on_once_the_window_is_closed(run, office, window, monkeypatch):
    from dcapp.db import lock

    take, tried = lock._take, []

    def closing_the_window_meanwhile(handle: int) -> bool:
        tried.append(take(handle))
        if not tried[-1] and window.poll() is None:
            window.communicate("\n", timeout=20)
        return tried[-1]

    monkeypatch.setattr(lock, "_take", closing_the_window_meanwhile)
    assert run("fill", "--year", "2026", "--tasks", "5", data=office).code == 0
    assert False in tried
    assert window.returncode == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the rights of files do not bind this user")
def test_a_folder_without_the_right_to_write_is_the_environment(run, office):
    office.chmod(0o500)
    try:
        assert run("fill", "--year", "2026", "--tasks", "5", data=office).code == 3
    finally:
        office.chmod(0o700)


def test_a_folder_that_is_a_file_is_the_environment(run, tmp_path, profile):
    (tmp_path / "file").write_text("x")
    assert run("init", "--profile", profile, data=tmp_path / "file").code == 3
    assert run("init", "--profile", profile, data=tmp_path / "file" / "below").code == 3


FULL = """
import resource, sys
from dcapp.db.keys import cost
cost.use(cost.Cost(64, 1, 1))
import dcapp.opening, dcapp.filling, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))
from dcapp import cli
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="a limit of file sizes is a thing of POSIX")
def test_a_full_disk_is_the_environment_and_nothing_is_lost(run, root, office, password):
    ended = subprocess.run(
        [sys.executable, "-c", FULL, "fill", "--year", "2026", "--tasks", "5000", "--data", str(office)],
        cwd=root,
        env={**os.environ, "DCAPP_PASSWORD": password},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 3, ended.stderr
    assert "Traceback" not in ended.stderr
    assert run("check", "--json", data=office).answer == {"ok": True, "findings": []}
    assert run("list", "duties", "--json", data=office).answer["total"] == 0
    assert run("fill", "--year", "2026", "--tasks", "5", data=office).code == 0
