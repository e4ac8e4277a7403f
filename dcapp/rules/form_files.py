"""Reads the files of resources/rules/forms; whatever does not fit is refused with the name of the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dcapp.rules.form_terms import (
    Basis,
    Blank,
    BlankKind,
    Element,
    FormBook,
    Naming,
    OfficialForm,
    Signer,
    Signing,
    TextKind,
    TextLine,
)
from dcapp.rules.rulebook import editions_of
from dcapp.rules.workflow_terms import CONFIDENCES, KINDS

BASES, BLANKS = "bases", "blanks"
"""Files that hold no form."""
PLACE = re.compile(r"\{([a-z_0-9]+)\}")
"""A blank inside a text."""
_TEXT_KEYS = frozenset(
    {"title", "type_name", "abbreviation", "subject", "text", "closing", "signing", "naming", "variant"}
)
_LIST_KEYS = frozenset({"kinds", "addressees", "bases", "grounds", "blanks", "required", "recipients"})
_ROW_KEYS = frozenset({"signers", "elements", "subjects"})
_FLAGS = frozenset({"takes_number", "by_citizen", "repeats"})
_EDITION = frozenset({"number", "citation", "in_force_from", "in_force_to", "confidence", "checked"})
_FORM = _TEXT_KEYS | _LIST_KEYS | _ROW_KEYS | _FLAGS | {"key", "edition", "elements_by"}
_BLANK = frozenset({"key", "label", "kind", "source", "hint", "choices", "private"})
_HEADING = re.compile(r"^#\s*((?:\d+|[IVX]+|[a-zđ])[.)])?\s*(.+)$")
_ARTICLE = re.compile(r"^Điều (\d+)\.\s*(.+)$")
_ONLY = re.compile(r"^\[([a-z_]+)\]\s*")


def forms_in(files: Mapping[str, Mapping[str, Any]]) -> FormBook:
    """The forms of files that were read, by name of file. ValueError says what in which form does not fit."""
    bases = _bases(files.get(BASES, {}))
    shared = {row["key"]: row for row in files.get(BLANKS, {}).get("blank", ())}
    for key, row in shared.items():
        _known(row, _BLANK, f"{BLANKS}: {key}")
    editions: list[OfficialForm] = []
    for name, data in files.items():
        if name in (BASES, BLANKS):
            continue
        _known(data, frozenset({"form"}), name)
        for row in data["form"]:
            editions += _editions(name, row, shared)
    keys = [(one.key, one.in_force_from) for one in editions]
    if len(set(keys)) != len(keys):
        raise ValueError("a form stands in the files twice")
    known = {one.key for one in bases}
    for one in editions:
        if strange := set(one.bases) - known:
            raise ValueError(f"{one.key}: rests on what {BASES}.toml does not have: {sorted(strange)}")
    return FormBook(tuple(editions), bases)


def _bases(data: Mapping[str, Any]) -> tuple[Basis, ...]:
    found: list[Basis] = []
    for row in data.get("basis", ()):
        _known(row, frozenset({"key", "edition"}), BASES)
        for edition in editions_of(row["key"], [{"citation": "", **one} for one in row["edition"]]):
            words = edition.values["words"]
            found.append(Basis(row["key"], words, edition.checked, edition.in_force_from, edition.in_force_to))
    return tuple(found)


def _editions(file: str, row: Mapping[str, Any], shared: Mapping[str, Mapping[str, Any]]) -> list[OfficialForm]:
    where = f"{file}: form {row.get('key', '?')}"
    _known(row, _FORM, where)
    found = []
    try:
        for edition in editions_of(row["key"], row["edition"]):
            _known(edition.values, (_FORM | _EDITION) - {"key", "edition"}, where)
            whole = {**row, **edition.values}
            found.append(
                _form(
                    where,
                    whole,
                    shared,
                    (edition.in_force_from, edition.in_force_to),
                    edition.citation,
                    is_checked=edition.checked,
                )
            )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{where}: {error!r}") from error
    return found


def _form(
    where: str,
    row: Mapping[str, Any],
    shared: Mapping[str, Mapping[str, Any]],
    force: tuple[date, date | None],
    citation: str,
    *,
    is_checked: bool,
) -> OfficialForm:
    required = frozenset(row.get("required", ()))
    form = OfficialForm(
        key=row["key"],
        kinds=tuple(row["kinds"]),
        title=row["title"],
        type_name=row.get("type_name", ""),
        abbreviation=row.get("abbreviation", ""),
        takes_number=row.get("takes_number", True),
        subject=row.get("subject", ""),
        number=row["number"],
        citation=citation,
        confidence=row["confidence"],
        is_checked=is_checked,
        in_force_from=force[0],
        in_force_to=force[1],
        addressees=tuple(row.get("addressees", ())),
        bases=tuple(row.get("bases", ())),
        grounds=tuple(row.get("grounds", ())),
        blanks=tuple(_blank(where, one, shared, required) for one in row["blanks"]),
        lines=lines_of(row["text"]),
        closing=row.get("closing", ""),
        recipients=tuple(row.get("recipients", ())),
        signing=Signing(row.get("signing", "chairman")),
        signers=tuple(
            Signer(one["title"], one.get("blank", ""), one.get("note", "")) for one in row.get("signers", ())
        ),
        elements=tuple(
            Element(one["what"], one.get("citation", row.get("elements_by", citation)), tuple(one["by"]))
            for one in row.get("elements", ())
        ),
        naming=Naming(row.get("naming", "code")),
        by_citizen=row.get("by_citizen", False),
        variant=row.get("variant", ""),
        subjects=tuple((one["value"], one["words"]) for one in row.get("subjects", ())),
        repeats=row.get("repeats", False),
    )
    _check(where, form, required)
    return form


def _blank(where: str, given: Any, shared: Mapping[str, Mapping[str, Any]], required: frozenset[str]) -> Blank:
    if isinstance(given, str) and given not in shared:
        raise ValueError(f"{where}: no shared blank {given}")
    row = shared[given] if isinstance(given, str) else {**shared.get(given["key"], {}), **given}
    _known(row, _BLANK, where)
    return Blank(
        key=row["key"],
        label=row["label"],
        kind=BlankKind(row.get("kind", "text")),
        source=row.get("source", ""),
        is_required=row["key"] in required,
        hint=row.get("hint", ""),
        choices=tuple((one["value"], one["words"]) for one in row.get("choices", ())),
        is_private=row.get("private", False),
    )


def lines_of(text: str) -> tuple[TextLine, ...]:
    """The blocks of a text: "# 1. title", "- dash", "Điều 1. words", a blank alone, or a paragraph.

    "[variant] " before a line keeps it for one variant, "? " leaves it out where one of its blanks is empty.
    """
    found: list[TextLine] = []
    for raw in text.strip().splitlines():
        line = raw.strip()
        if not line:
            continue
        only = ""
        if chosen := _ONLY.match(line):
            only, line = chosen[1], line[chosen.end() :]
        is_optional = line.startswith("? ")
        line = line[2:].strip() if is_optional else line
        found.append(_line(line, only, is_optional))
    return tuple(found)


def _line(line: str, only: str, is_optional: bool) -> TextLine:
    if heading := _HEADING.match(line):
        return TextLine(TextKind.HEADING, heading[1] or "", heading[2], only, is_optional)
    if article := _ARTICLE.match(line):
        return TextLine(TextKind.ARTICLE, article[1], article[2], only, is_optional)
    if line.startswith("- "):
        return TextLine(TextKind.DASH, "-", line[2:].strip(), only, is_optional)
    if PLACE.fullmatch(line):
        return TextLine(TextKind.BLANK, "", line, only, is_optional)
    return TextLine(TextKind.PARAGRAPH, "", line, only, is_optional)


def places_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The blanks that texts name, each once, in their order."""
    return tuple(dict.fromkeys(key for text in texts for key in PLACE.findall(text)))


def texts_of(form: OfficialForm) -> tuple[str, ...]:
    """Every text of a form that may name a blank."""
    subjects = tuple(words for _value, words in form.subjects)
    lines = tuple(line.words for line in form.lines)
    titles = tuple(one.title for one in form.signers)
    return (form.subject, *titles, *subjects, *form.addressees, *form.grounds, *lines, form.closing, *form.recipients)


def _check(where: str, form: OfficialForm, required: frozenset[str]) -> None:
    if form.confidence not in CONFIDENCES:
        raise ValueError(f"{where}: confidence {form.confidence}")
    if strange := set(form.kinds) - set(KINDS):
        raise ValueError(f"{where}: kinds {sorted(strange)}")
    keys = [one.key for one in form.blanks]
    if len(set(keys)) != len(keys):
        raise ValueError(f"{where}: a blank stands twice")
    used = {*places_in(texts_of(form)), *(one.blank for one in form.signers if one.blank)}
    if form.variant:
        used.add(form.variant)
    if unknown := used - set(keys):
        raise ValueError(f"{where}: the text names blanks that it does not have: {sorted(unknown)}")
    if idle := set(keys) - used:
        raise ValueError(f"{where}: blanks that the text does not name: {sorted(idle)}")
    if absent := required - set(keys):
        raise ValueError(f"{where}: requires blanks that it does not have: {sorted(absent)}")
    for one in form.blanks:
        if (one.kind is BlankKind.CHOICE) != bool(one.choices):
            raise ValueError(f"{where}: {one.key}: choices do not fit")
    for element in form.elements:
        for shown in element.shown_by:
            if not shown.startswith("=") and shown not in keys and shown not in PARTS:
                raise ValueError(f"{where}: {element.what}: shown by {shown}")
    chosen = form.blank(form.variant) if form.variant else None
    values = {value for value, _words in chosen.choices} if chosen is not None else set()
    if foreign := {line.only for line in form.lines if line.only} - values:
        raise ValueError(f"{where}: lines of variants that it does not have: {sorted(foreign)}")


PARTS = frozenset({"@day", "@number", "@signature", "@addressee", "@bases", "@recipients"})
"""Parts of the paper itself by which an element may be shown, besides blanks and "=fixed words"."""


def _known(row: Mapping[str, Any], allowed: frozenset[str], where: str) -> None:
    if unknown := set(row) - allowed:
        raise ValueError(f"{where}: unknown keys {sorted(unknown)}")
