"""Words that people read: calm Vietnamese, whole sentences for the translator, a complete English catalogue."""

from __future__ import annotations

import ast
import importlib.util
import re
import unicodedata

import pytest

MARKERS = {"_", "N_", "ngettext"}
ENGLISH = "OK|Okay|Error|Errors|Backup|Oops|Dashboard|Filter|Cancel|Login|Warning|Save"
BANNED = re.compile(rf"\b(?:{ENGLISH})\b|thành công", re.IGNORECASE)
ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")


@pytest.fixture(scope="module")
def catalogue(root):
    """The script behind `make catalogue`."""
    spec = importlib.util.spec_from_file_location("catalogue_script", root / "installer" / "catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def texts(catalogue):
    """Every text that is marked for people, with where it stands."""
    messages = [message for message in catalogue.texts_of_the_program() if message.id]
    return [(form, message.locations[0]) for message in messages for form in catalogue.forms(message)[0]]


def marked(tree: ast.AST):
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS
    ]


def test_the_english_catalogue_is_complete(catalogue):
    assert catalogue.problems("en") == []


def test_the_program_has_texts(texts):
    assert len(texts) > 100


def test_no_text_shouts_boasts_or_speaks_english(texts):
    assert [entry for entry in texts if "!" in entry[0] or BANNED.search(entry[0])] == []


def test_every_text_is_composed_unicode_without_stray_spaces(texts):
    odd = [t for t in texts if unicodedata.normalize("NFC", t[0]) != t[0] or "  " in t[0]]
    assert odd == []


def test_dates_in_texts_are_written_as_officers_write_them(texts):
    assert [entry for entry in texts if ISO_DATE.search(entry[0])] == []


def test_texts_are_marked_whole_and_filled_in_afterwards(sources):
    def built(argument: ast.expr) -> bool:
        if isinstance(argument, ast.JoinedStr):
            return True
        joined = isinstance(argument, ast.BinOp) and any(
            isinstance(part, ast.Constant | ast.JoinedStr) for part in ast.walk(argument)
        )
        call = isinstance(argument, ast.Call) and getattr(argument.func, "attr", "") == "format"
        return joined or call

    found = [
        f"{source.name}:{call.lineno}"
        for source in sources
        for call in marked(source.tree)
        if any(built(argument) for argument in call.args[: 2 if call.func.id == "ngettext" else 1])
    ]
    assert found == []


def test_no_vietnamese_stands_unmarked_on_a_screen(sources):
    found = []
    for source in sources:
        if source.room != "ui" and source.name != "dcapp/cli.py":
            continue
        allowed = {id(node) for call in marked(source.tree) for node in ast.walk(call)}
        strings = [node for node in ast.walk(source.tree) if isinstance(node, ast.Constant)]
        expressions = [node.value for node in ast.walk(source.tree) if isinstance(node, ast.Expr)]
        allowed |= {id(node) for node in expressions}  # docstrings
        found += [
            f"{source.name}:{node.lineno}: {node.value[:60]!r}"
            for node in strings
            if isinstance(node.value, str) and id(node) not in allowed and VIETNAMESE.search(node.value)
        ]
    assert found == []


def fault(catalogue, source: str, translated: str) -> list[str]:
    from babel.messages.catalog import Message

    return catalogue.faults_of(Message(source, translated))


def test_the_check_of_the_catalogue_sees_each_fault(catalogue):
    assert fault(catalogue, "Lưu {name}", "Save {name}") == []
    assert fault(catalogue, "Lưu {name}", "") == ["not translated"]
    assert fault(catalogue, "Lưu {name}", "Save {names}") == ["placeholders differ: ['name']"]
    assert "the same as the source" in fault(catalogue, "Xem", "Xem")
    assert "Vietnamese letters are left" in fault(catalogue, "Lưu", "Lưu it")
    assert fault(catalogue, "{a} – {b}", "{a} – {b}") == []
