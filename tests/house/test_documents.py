"""The papers that go with the program: changes for officers, decisions with their reasons, one page of principles."""

from __future__ import annotations

import re
import unicodedata

VERSION = re.compile(r"^## (?:Chưa phát hành|\d+\.\d+\.\d+ – \d{2}/\d{2}/\d{4})$")
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
DECISION = re.compile(r"^\d{4}-[a-z0-9-]+\.md$")
HEADINGS = ["Context", "Decision", "Consequences"]
DECISION_LINES = 40


def test_the_changelog_tells_officers_in_their_words_what_changed(root):
    lines = (root / "CHANGELOG.md").read_text("utf-8").splitlines()
    sections = [line for line in lines if line.startswith("## ")]
    told = [line for line in lines if line.startswith("- ")]
    assert sections
    assert [line for line in sections if not VERSION.match(line)] == []
    assert told
    assert [line for line in told if not VIETNAMESE.search(line) or "!" in line or not line.endswith(".")] == []


def test_the_version_of_the_program_is_told_in_the_changelog(root):
    version = re.search(r'^version = "([^"]+)"', (root / "pyproject.toml").read_text("utf-8"), re.MULTILINE)[1]
    changelog = (root / "CHANGELOG.md").read_text("utf-8")
    assert f"## {version} – " in changelog or "## Chưa phát hành" in changelog


def test_every_decision_has_its_reason_and_what_follows(root):
    records = sorted((root / "docs" / "decisions").glob("*"))
    assert records
    for record in records:
        assert DECISION.match(record.name), record.name
        lines = record.read_text("utf-8").splitlines()
        headings = [line[3:] for line in lines if line.startswith("## ")]
        assert headings[:3] == HEADINGS, record.name
        assert lines[0].startswith(f"# {record.name[:4]} "), record.name
        assert len(lines) <= DECISION_LINES, record.name


def test_decisions_are_numbered_without_gaps(root):
    numbers = [int(record.name[:4]) for record in sorted((root / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_slice_has_its_plaque(root):
    slices = [path.parent for path in (root / "dcapp" / "features").glob("*/__init__.py")]
    assert sorted(folder.name for folder in slices if not (folder / "README.md").exists()) == []


def test_what_people_read_is_composed_unicode(root, our_files):
    papers = [path for path in our_files if path.suffix in {".md", ".toml", ".po"}]
    odd = [path for path in papers if not unicodedata.is_normalized("NFC", path.read_text("utf-8"))]
    assert [str(path.relative_to(root)) for path in odd] == []


def test_the_readme_names_both_commands_and_shows_a_screen(root):
    readme = (root / "README.md").read_text("utf-8")
    assert "make run" in readme
    assert "make test" in readme
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme)
    assert pictures
    assert [name for name in pictures if not (root / name).exists()] == []
