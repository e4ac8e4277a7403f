"""Where things stand: the top level is the customer's, packages are packages, nothing of one machine is kept."""

from __future__ import annotations

import re

import pytest

TOP_LEVEL = {
    "main.py", "dcapp", "ui", "resources", "data", "tests", "installer", "pyproject.toml",
    "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "docs",
}  # fmt: skip
LINES = 400
MADE_BY_OTHERS = {".ttf", ".otf", ".woff", ".woff2", ".whl", ".so", ".dll", ".exe", ".qm", ".mo"}
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X{3}|NotImplemented" + r"Error)\b|pragma: no" + r" cover")
MACHINE = re.compile(
    "|".join([
        "/wor" + "k/", r"\." + "library", "index" + "-url", "registry" + "=", "fa" + "rm-",
        r"(?<![\w.])/ro" + r"ot/", r"(?<![\w.])/ho" + r"me/\w", r"/op" + r"t/\w", r"C:\\Us" + r"ers",
    ])
)  # fmt: skip
FOREIGN_INDEX = re.compile(r"https?://(?!pypi\.org/)[^ \"]*(?:simple|npm|proxy|pythonhosted)")
TEXTS = {".py", ".sh", ".md", ".toml", ".txt", ".po", ".cfg", ".ini", ".json", ".spec", ".nsi", ".qss", ".svg", ""}


def text_of(path) -> str:
    return path.read_text("utf-8") if path.suffix in TEXTS else ""


def test_the_top_level_holds_only_what_the_customer_asked_for(root, our_files):
    found = {path.relative_to(root).parts[0] for path in our_files}
    assert {name for name in found if not name.startswith(".")} <= TOP_LEVEL


def test_what_a_checkout_must_have_is_there(root):
    wanted = ["Makefile", ".ci/run", "pyproject.toml", "main.py", "README.md", "LICENSE", "CHANGELOG.md"]
    wanted += ["docs/principles.md", "docs/glossary.md", "docs/status.md"]
    assert [name for name in wanted if not (root / name).exists()] == []


def test_every_folder_of_code_is_a_package(root):
    folders = {path.parent for room in ("dcapp", "ui") for path in (root / room).rglob("*.py")}
    folders |= {folder.parent for folder in folders if folder.parent != root}
    assert sorted(str(folder) for folder in folders if not (folder / "__init__.py").exists()) == []


def test_tests_are_no_package(root):
    assert list((root / "tests").rglob("__init__.py")) == []


def test_no_file_of_code_is_longer_than_a_person_reads_at_once(sources):
    lengths = {source.name: source.text.count("\n") for source in sources}
    assert {name: lines for name, lines in lengths.items() if lines > LINES} == {}


def test_nothing_is_left_unfinished(root, our_files):
    left = [
        f"{path.relative_to(root)}:{number}: {line.strip()}"
        for path in our_files
        if path.suffix in {".py", ".sh"} or path.name == "Makefile"
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert left == []


@pytest.mark.parametrize(("pattern", "what"), [(MACHINE, "a machine"), (FOREIGN_INDEX, "a package index")])
def test_no_file_remembers(root, our_files, pattern, what):
    found = [
        f"{path.relative_to(root)}:{number}: {line.strip()[:120]}"
        for path in our_files
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == [], what


def test_nothing_made_by_others_is_committed(root, our_files):
    kept = [path for path in our_files if path.suffix.lower() in MADE_BY_OTHERS]
    assert [str(path.relative_to(root)) for path in kept] == []
