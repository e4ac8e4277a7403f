"""The contract of the command line: exit codes, the password, the language, no screen."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from dcapp.db.keys import cost


@pytest.fixture
def main_py(root, tmp_path):
    """Runs main.py in a process of its own, standard input closed."""

    def command(*arguments, **environment: str) -> subprocess.CompletedProcess[str]:
        settings = {key: value for key, value in os.environ.items() if key != "DCAPP_PASSWORD"}
        return subprocess.run(
            [sys.executable, str(root / "main.py"), *map(str, arguments)],
            cwd=tmp_path,
            env={**settings, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    return command


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        ("list", "--no-such-option"),
        ("init",),
        ("init", "--sample", "--profile", "x.toml"),
        ("plan",),
        ("plan", "show", "this year"),
        ("export", "papers"),
        ("fill",),
        ("list", "--password", "x"),
        ("list", "--lang", "fr"),
    ],
)
def test_wrong_usage_ends_with_two(run, arguments):
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "--help" in ended.err


def test_a_folder_without_an_office_is_the_environment_and_stays_as_it_was(run, tmp_path):
    for command in (("list",), ("check",), ("plan", "show", "2025"), ("fill", "--year", "2026")):
        ended = run(*command, data=tmp_path / "none")
        assert (ended.code, ended.out) == (3, "")
    assert not (tmp_path / "none").exists()


def test_a_wrong_password_ends_with_three(run, office, monkeypatch):
    monkeypatch.setenv("DCAPP_PASSWORD", "Not-the-one-at-all-1")
    ended = run("list", data=office)
    assert (ended.code, ended.out) == (3, "")


def test_an_unknown_account_ends_like_a_wrong_password(run, office):
    assert run("list", "--account", "nobody", data=office).code == 3


def test_a_password_file_is_read(run, office, monkeypatch, tmp_path, password):
    monkeypatch.delenv("DCAPP_PASSWORD")
    secret = tmp_path / "secret"
    secret.write_text(password + "\n", "utf-8")
    assert run("list", "--password-file", secret, data=office).code == 0
    assert run("list", "--password-file", tmp_path / "none", data=office).code == 3


def test_nobody_is_asked_where_nobody_can_answer(main_py, office):
    ended = main_py("list", "--data", office)
    assert ended.returncode == 3
    assert "DCAPP_PASSWORD" in ended.stderr


def test_main_py_runs_a_command_without_a_window(main_py, office, password):
    ended = main_py("list", "villages", "--json", "--data", office, DCAPP_PASSWORD=password, QT_QPA_PLATFORM="none")
    assert ended.returncode == 0, ended.stderr
    assert '"total": 2' in ended.stdout
    assert "Đông" in ended.stdout


def test_a_command_runs_where_the_terminal_knows_no_vietnamese(main_py, office, password):
    ended = main_py("list", "villages", "--data", office, DCAPP_PASSWORD=password, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert ended.returncode == 0, ended.stderr
    assert "Đông" in ended.stdout


def test_no_command_imports_qt(program, office, password):
    code = (
        "import sys\nfrom dcapp import cli\n"
        f"for words in (['list'], ['list', 'papers'], ['check'], ['plan', 'show', '2025']):\n"
        f"    cli.main([*words, '--data', {str(office)!r}])\n"
        "assert not {'PySide6', 'shiboken6', 'ui'} & {name.split('.')[0] for name in sys.modules}"
    )
    program(code, DCAPP_PASSWORD=password)


@pytest.fixture(scope="module")
def program(root):
    def run_code(code: str, **environment: str) -> None:
        settings = {**os.environ, **environment}
        ended = subprocess.run([sys.executable, "-c", code], cwd=root, env=settings, capture_output=True, check=False)
        assert ended.returncode == 0, ended.stderr.decode()

    return run_code


def test_the_way_to_the_window_loads_no_command_line(program):
    program(
        "import sys\nimport main, dcapp.door\n"
        "heavy = {'argparse', 'sqlalchemy', 'dcapp.cli', 'dcapp.commands', 'tomllib', 'alembic'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )


def test_main_py_is_short(root):
    assert (root / "main.py").read_text("utf-8").count("\n") <= 40


def test_messages_are_vietnamese_unless_english_is_asked_for(run, tmp_path, root):
    spoken = run("list", data=tmp_path / "none").err
    assert "đơn vị" in spoken
    english = run("list", "--lang", "en", data=tmp_path / "none").err
    if (root / "resources" / "translations" / "en" / "LC_MESSAGES" / "dcapp.po").exists():
        assert english != spoken
    assert run("list", data=tmp_path / "none").err == spoken


def test_an_answer_in_json_is_one_object_and_messages_stand_apart(run, office):
    ended = run("check", "--json", data=office)
    assert ended.answer == {"ok": True, "findings": []}
    assert ended.out.count("\n") == 1
    assert ended.err


def test_an_account_that_may_not_is_refused(run, office, password):
    from dcapp.db.keys.cost import Cost
    from dcapp.door import Door
    from dcapp.features.accounts.service import AccountForm, add_account

    cost.use(Cost(64, 1, 1))
    door = Door(office)
    app = door.open(door.unlock("thu", password), "thu")
    app.run(add_account, AccountForm(display_name="Phạm Thị Xem", roles=("BC",), name="xem"), password)
    app.close()
    assert run("list", "papers", "--account", "xem", data=office).code == 0
    assert run("check", "--account", "xem", data=office).code == 1
    assert run("fill", "--year", "2026", "--tasks", "5", "--account", "xem", data=office).code == 1
    assert run("list", "duties", "--json", data=office).answer["total"] == 0
