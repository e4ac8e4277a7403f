"""Habits of the code that a reader relies on: few places catch everything, one place writes, readers ask no names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

CATCH_ALL_ALLOWED = {"ui/kit/tasks.py", "ui/bootstrap.py"}
WRITES = {"insert", "update", "delete", "text"}
BANNED_ENDINGS = ("Manager", "Helper", "Helpers", "Util", "Utils")
EXPLAINED_IGNORE = re.compile(r"# type: ignore\[[\w\-, ]+\]\s+# \S+")


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called_name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def caught(handler: ast.ExceptHandler) -> set[str]:
    if handler.type is None:
        return {"BaseException"}
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {kind.id for kind in kinds if isinstance(kind, ast.Name)}


def test_everything_is_caught_in_two_places_only(sources):
    found = {
        f"{source.name}:{node.lineno}"
        for source in sources
        if source.name not in CATCH_ALL_ALLOWED
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and caught(node) & {"Exception", "BaseException"}
    }
    assert found == set()


def sqlalchemy_words(tree: ast.AST) -> set[str]:
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in imports if (node.module or "").startswith("sqlalchemy")]
    return {alias.asname or alias.name for node in ours for alias in node.names if alias.name in WRITES}


def test_statements_that_write_stand_in_db_or_go_through_bulk(sources):
    found = []
    for source in sources:
        words = sqlalchemy_words(source.tree)
        if not words or source.name.startswith("dcapp/db/"):
            continue
        bulk = [call for call in calls(source.tree) if called_name(call) == "bulk"]
        handed_over = {id(node) for call in bulk for node in ast.walk(call)}
        found += [
            f"{source.name}:{call.lineno}: {called_name(call)}"
            for call in calls(source.tree)
            if isinstance(call.func, ast.Name) and call.func.id in words and id(call) not in handed_over
        ]
    assert found == []


def test_no_reader_asks_which_register_it_serves(sources):
    def asks(node: ast.AST) -> bool:
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        sides += [node.subject] if isinstance(node, ast.Match) else []
        attributes = [side for side in sides if isinstance(side, ast.Attribute) and side.attr == "key"]
        return any("register" in ast.unparse(attribute.value).lower() for attribute in attributes)

    rooms = ("dcapp/registers/", "ui/registers/", "ui/kit/", "dcapp/printing/")
    readers = [source for source in sources if source.name.startswith(rooms)]
    found = [f"{s.name}:{node.lineno}" for s in readers for node in ast.walk(s.tree) if asks(node)]
    assert found == []


def test_the_thread_of_the_window_never_pumps_events(sources):
    every = [(source.name, call) for source in sources for call in calls(source.tree)]
    assert [f"{name}:{call.lineno}" for name, call in every if called_name(call) == "processEvents"] == []


def test_classes_are_named_for_what_they_are(sources):
    classes = [(s.name, node.name) for s in sources for node in ast.walk(s.tree) if isinstance(node, ast.ClassDef)]
    assert [pair for pair in classes if pair[1].endswith(BANNED_ENDINGS)] == []


def test_every_ignored_type_says_why(sources):
    lines = [(s.name, number, line) for s in sources for number, line in enumerate(s.text.splitlines(), 1)]
    ignored = [entry for entry in lines if "# type: ignore" in entry[2]]
    assert [entry for entry in ignored if not EXPLAINED_IGNORE.search(entry[2])] == []


def test_nothing_is_printed_outside_the_command_line(sources):
    faces = ("dcapp/cli", "main.py", "dcapp/reading/worker", "dcapp/db/migrations/make.py")
    quiet = [source for source in sources if not source.name.startswith(faces)]
    found = [
        f"{s.name}:{call.lineno}"
        for s in quiet
        for call in calls(s.tree)
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]
    assert found == []
