"""The catalogues of other languages: collect the Vietnamese texts of the program, update and check what is translated.

catalogue.py extract   counts the texts and writes build/dcapp.pot
catalogue.py update    brings resources/translations/en/LC_MESSAGES/dcapp.po up to the code; new texts stay empty
catalogue.py check     exits 1 and lists what is missing, the same as the source, or has other placeholders
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en",)
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}
UNTRANSLATABLE = re.compile(r"[\W\d_]*(?:\{\w*[^}]*\}[\W\d_]*)*")
QT_PLACE = re.compile(r"%(?:\d|n\b)")
OWN_NAMES = re.compile("Sổ Dân Chủ|Tiếng Việt")
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ]|[\u1ea0-\u1ef9]")


def po_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return ROOT / "resources" / "translations" / language / "LC_MESSAGES" / "dcapp.po"


def sources() -> list[Path]:
    """The files whose texts a person may read."""
    rooms = (ROOT / "dcapp", ROOT / "ui")
    files = [path for room in rooms for path in room.rglob("*.py") if "versions" not in path.parts]
    return sorted([ROOT / "main.py", *files] if (ROOT / "main.py").exists() else files)


def texts_of_the_program() -> Catalog:
    """Every text marked with _, N_ or ngettext, with the file it stands in."""
    catalogue = Catalog(locale=None, project="so-dan-chu", charset="utf-8", fuzzy=False)
    for path in sources():
        for line, message, _comments, context in extract_from_file("python", str(path), keywords=KEYWORDS):
            place = path.relative_to(ROOT).as_posix()
            catalogue.add(message, locations=[(place, line)], context=context)
    return catalogue


def catalogue_of(language: str) -> Catalog:
    """The translated texts as they lie on disk."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, header_comment=f"# Sổ Dân Chủ: {language}", charset="utf-8", fuzzy=False)
    with path.open("rb") as po:
        return read_po(po, locale=language)


def forms(message: Message) -> tuple[list[str], list[str]]:
    """Source and translated forms of a text: one of each, or one for each plural."""
    source = [message.id] if isinstance(message.id, str) else list(message.id)
    string = message.string or ""
    return source, [string] if isinstance(string, str) else list(string)


def placeholders(text: str) -> set[str]:
    """Names in braces and Qt's %1, %n; a text whose braces do not close has the placeholder "?"."""
    qt = set(QT_PLACE.findall(text))
    try:
        return qt | {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return qt | {"?"}


def faults_of(message: Message) -> list[str]:
    """What is wrong with one translated text, in words."""
    source, translated = forms(message)
    if not all(text.strip() for text in translated) or len(translated) < len(source):
        return ["not translated"]
    faults = []
    wanted = placeholders(source[-1])
    if any(placeholders(text) - wanted for text in translated) or placeholders(translated[-1]) != wanted:
        faults.append(f"placeholders differ: {sorted(wanted)}")
    if any(old == new and not UNTRANSLATABLE.fullmatch(old) for old, new in zip(source, translated, strict=False)):
        faults.append("the same as the source")
    if any(VIETNAMESE.search(OWN_NAMES.sub("", text)) for text in translated):
        faults.append("Vietnamese letters are left")
    if any(unicodedata.normalize("NFC", text) != text for text in translated):
        faults.append("not NFC")
    return faults


def problems(language: str) -> list[str]:
    """Every reason why the catalogue of a language is not complete; an empty list when it is."""
    wanted, have = texts_of_the_program(), catalogue_of(language)
    found = []
    for message in wanted:
        if message.id:
            translated = have.get(message.id)
            faults = faults_of(translated) if translated else ["missing"]
            first = forms(message)[0][0]
            found += [f"{message.locations[0][0]}: {first!r}: {fault}" for fault in faults]
    found += [f"no longer used: {forms(m)[0][0]!r}" for m in have if m.id and m.id not in wanted]
    return found


def update(language: str) -> None:
    """Bring the catalogue up to the code: new texts empty, unused ones gone, nothing guessed."""
    catalogue = catalogue_of(language)
    catalogue.update(texts_of_the_program(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as po:
        write_po(po, catalogue, width=0, omit_header=False, sort_output=True, include_lineno=False)
    drop_dates(path)


def drop_dates(path: Path) -> None:
    """Leave out the header lines that change with every run or say nothing."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    volatile = ('"POT-Creation', '"PO-Revision', '"Last-Translator', '"Language-Team', '"Report-Msgid', '"Generated-By')
    path.write_text("".join(line for line in lines if not line.startswith(volatile)), "utf-8")


def main(arguments: list[str]) -> int:
    """Run one of the three commands."""
    command = arguments[0] if arguments else "check"
    if command == "extract":
        template = ROOT / "build" / "dcapp.pot"
        template.parent.mkdir(exist_ok=True)
        texts = texts_of_the_program()
        with template.open("wb") as pot:
            write_po(pot, texts, width=0, sort_output=True)
        print(f"{len(texts)} texts → {template.relative_to(ROOT)}")
    elif command == "update":
        for language in LANGUAGES:
            update(language)
            print(f"{language}: {len(problems(language))} open")
    elif command == "check":
        found = [f"{language}: {problem}" for language in LANGUAGES for problem in problems(language)]
        print("\n".join(found) if found else "catalogues complete")
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
