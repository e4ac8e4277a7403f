"""Whatever is typed and wherever it points: a sentence and an exit code, never a traceback, nothing changed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from dcapp.db.keys import door as keys_door
from dcapp.door import Door, DoorState
from dcapp.kernel.errors import EnvironmentFault


def one_sentence(ended, code):
    assert ended.code == code, ended.err
    assert ended.out == ""
    assert ended.err.strip()
    assert "Traceback" not in ended.err


OF_AN_OFFICE = (
    ("check",),
    ("list",),
    ("list", "papers"),
    ("plan", "show", "2026"),
    ("export", "papers", "--out", "x.xlsx"),
    ("fill", "--year", "2026"),
)


@pytest.mark.parametrize("command", OF_AN_OFFICE)
@pytest.mark.parametrize("where", ["missing", "empty", "file"])
def test_a_place_without_an_office_is_the_environment(run, tmp_path, command, where):
    place = tmp_path / where
    if where == "empty":
        place.mkdir()
    if where == "file":
        place.write_bytes(b"x")
    one_sentence(run(*command, data=place), 3)
    assert where == "file" or not place.exists() or list(place.iterdir()) == []


@pytest.mark.parametrize("where", ["file", "file/below"])
def test_an_office_cannot_be_founded_where_a_file_is(run, tmp_path, where):
    (tmp_path / "file").write_bytes(b"x")
    ended = run("init", "--sample", data=tmp_path / where)
    one_sentence(ended, 3)
    assert "đường dẫn" in ended.err


@pytest.mark.parametrize("command", OF_AN_OFFICE)
def test_a_wrong_password_and_an_unknown_account_are_the_same_refusal(run, office, command, monkeypatch):
    unknown = run(*command, "--account", "khong-co", data=office)
    monkeypatch.setenv("DCAPP_PASSWORD", "sai-mat-khau-roi")
    wrong = run(*command, data=office)
    one_sentence(unknown, 3)
    assert (wrong.code, wrong.err) == (unknown.code, unknown.err)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff", "folder"])
def test_a_password_file_that_cannot_be_read(run, office, tmp_path, monkeypatch, content):
    monkeypatch.delenv("DCAPP_PASSWORD")
    path = tmp_path / "password"
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    one_sentence(run("check", "--password-file", path, data=office), 3)


def test_without_a_password_and_without_a_terminal_nothing_is_asked(run, office, monkeypatch, capsys):
    import io

    monkeypatch.delenv("DCAPP_PASSWORD")
    asked = io.StringIO("Suoi-trong-79-xanh\n")
    monkeypatch.setattr("sys.stdin", asked)
    one_sentence(run("check", data=office), 3)
    assert asked.tell() == 0


@pytest.mark.parametrize("year", ["99999999999999999999", "-99999999999999999999"])
def test_a_number_beyond_all_measure_is_refused(run, office, year):
    ended = run("plan", "show", year, data=office)
    assert ended.code in (1, 2)
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("day", ["hôm nay", "2026-13-01", "1"])
def test_a_day_that_is_none_is_refused(run, office, monkeypatch, day):
    monkeypatch.setenv("DCAPP_TODAY", day)
    one_sentence(run("list", data=office), 1)


@pytest.mark.parametrize(
    "words",
    [
        ("init",),
        ("init", "--sample", "--profile", "x"),
        ("list", "papers", "--limit", "vài"),
        ("plan",),
        ("plan", "show", "năm"),
        ("fill",),
        ("check", "--jso"),
        ("nothing",),
        ("check", "--password", "x"),
    ],
)
def test_wrong_usage(run, office, words):
    ended = run(*words, data=office)
    assert ended.code == 2
    assert "Lệnh chưa đúng" in ended.err


def test_a_cabinet_without_a_readable_account_is_damage(run, office):
    for name in ("keyslots.json", "keyslots.json.1"):
        path = office / name
        path.write_bytes(path.read_bytes().replace(b'"kind":"account"', b'"kind":"nothing"'))
    ended = run("list", data=office)
    one_sentence(ended, 4)


def test_a_failed_init_leaves_no_office_whose_code_nobody_saw(run, tmp_path, monkeypatch, profile):
    def full(_app):
        raise EnvironmentFault("Ổ đĩa đã đầy.")

    monkeypatch.setattr("dcapp.sample.furnish_sample", full)
    folder = tmp_path / "office"
    one_sentence(run("init", "--sample", data=folder), 3)
    assert Door(folder).state() is DoorState.EMPTY
    monkeypatch.undo()
    monkeypatch.setenv("DCAPP_PASSWORD", "Suoi-trong-79-xanh")
    made = run("init", "--profile", profile, "--json", data=folder)
    assert set(json.loads(made.out)) == {"account", "recovery_code"}
    assert run("check", data=folder).code == 0


def test_the_right_password_a_moment_early_is_waited_for(run, office, monkeypatch):
    waited = []
    monkeypatch.setattr(keys_door, "pause", waited.append)
    monkeypatch.setattr(keys_door, "clocks", lambda: (100.0 + len(waited), 100.0 + len(waited)))
    monkeypatch.setenv("DCAPP_PASSWORD", "sai-mat-khau-roi")
    run("list", data=office)
    monkeypatch.setattr(keys_door, "clocks", lambda: (100.5 + len(waited), 100.5 + len(waited)))
    monkeypatch.setenv("DCAPP_PASSWORD", "Suoi-trong-79-xanh")
    assert run("list", data=office).code == 0
    assert waited == [0.5]


def test_a_reader_who_goes_away_is_no_fault(root, office):
    command = [sys.executable, "main.py", "list", "--data", str(office), "--json"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        told = running.stderr.read().decode()
        assert running.wait(60) == 0
    assert "Traceback" not in told
    assert "BrokenPipe" not in told


def test_no_window_opens_where_there_is_no_screen(root, tmp_path, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    command = [sys.executable, "main.py", "--data", str(tmp_path)]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == (3 if sys.platform.startswith("linux") else 0)
    assert "make run" in ended.stderr
