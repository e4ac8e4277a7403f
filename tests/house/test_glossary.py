"""docs/glossary.md binds the words of the office to the words of the code."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

import pytest

CODE = re.compile(r"`([^`]+)`")
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
IN_BRACKETS = re.compile(r"\(([^()]+)\)")
ENUMS = {"Enum", "StrEnum", "IntEnum", "Flag", "IntFlag"}


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the glossary."""

    vietnamese: str
    identifiers: frozenset[str]
    never: frozenset[str]


def rows(text: str) -> list[list[str]]:
    lines = [line.strip() for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if not set(row[0]) <= set("-: ")]


@pytest.fixture(scope="module")
def glossary(root):
    return rows((root / "docs" / "glossary.md").read_text("utf-8"))


@pytest.fixture(scope="module")
def terms(glossary):
    return [
        Term(row[0], frozenset(CODE.findall(row[1])), frozenset(CODE.findall(row[4])))
        for row in glossary
        if len(row) == 5 and CODE.search(row[1])
    ]


@pytest.fixture(scope="module")
def codes(glossary):
    """Enumerations: name of the class → members that are explained."""
    found = [(CODE.findall(row[0]), CODE.findall(row[1])) for row in glossary if len(row) == 2]
    return {names[0]: set(members) for names, members in found if names}


def classes(sources, room="dcapp/"):
    inside = [source for source in sources if source.name.startswith(room)]
    return [(s.name, node) for s in inside for node in ast.walk(s.tree) if isinstance(node, ast.ClassDef)]


def is_mapped(node: ast.ClassDef) -> bool:
    targets = [t for item in node.body if isinstance(item, ast.Assign) for t in item.targets]
    return any(isinstance(target, ast.Name) and target.id == "__tablename__" for target in targets)


def members(node: ast.ClassDef) -> set[str]:
    assigned = [item for item in node.body if isinstance(item, ast.Assign)]
    return {t.id.lower() for item in assigned for t in item.targets if isinstance(t, ast.Name) and t.id.isupper()}


def identifiers(tree: ast.AST):
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.arg(arg=name):
                yield name


def words_of(identifier: str) -> str:
    return "_".join(word.lower() for word in WORD.findall(identifier))


def test_every_term_has_all_five_columns(glossary):
    assert [row for row in glossary if len(row) not in (2, 5) or not all(row)] == []


def test_no_term_is_explained_twice(terms):
    every = [identifier for term in terms for identifier in sorted(term.identifiers)]
    assert sorted({identifier for identifier in every if every.count(identifier) > 1}) == []


def test_every_slice_stands_in_the_glossary(root, terms):
    slices = {path.parent.name for path in (root / "dcapp" / "features").glob("*/__init__.py")}
    assert slices - {identifier for term in terms for identifier in term.identifiers} == set()


def test_every_mapped_class_stands_in_the_glossary(sources, terms):
    mapped = {node.name for _, node in classes(sources) if is_mapped(node)}
    assert mapped, "no mapped class was found"
    assert mapped - {identifier for term in terms for identifier in term.identifiers} == set()


def test_the_docstring_of_a_mapped_class_says_it_in_vietnamese(sources, terms):
    silent = []
    for name, node in classes(sources):
        if is_mapped(node):
            first = (ast.get_docstring(node) or "").split("\n", 1)[0].lower()
            wanted = [term.vietnamese.lower() for term in terms if node.name in term.identifiers]
            said = " ".join(IN_BRACKETS.findall(first))
            if not any(part.strip() in said for line in wanted for part in line.split(",")):
                silent.append(f"{name}: {node.name}")
    assert silent == []


def test_every_member_of_an_enumeration_stands_in_the_glossary(sources, codes):
    missing = {}
    for name, node in classes(sources):
        bases = {ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases}
        if bases & ENUMS and not node.name.startswith("_"):
            unexplained = members(node) - codes.get(node.name, set())
            if unexplained:
                missing[f"{name}: {node.name}"] = sorted(unexplained)
    assert missing == {}


def test_no_word_is_used_that_the_glossary_rules_out(sources, terms):
    banned = {words_of(word): word for term in terms for word in term.never}
    found = set()
    for source in sources:
        for identifier in identifiers(source.tree):
            spelled = f"_{words_of(identifier)}_"
            found |= {(source.name, identifier, word) for key, word in banned.items() if f"_{key}_" in spelled}
    assert sorted(found) == []
