"""Questions that sort a letter (câu hỏi sàng lọc đơn): kind, eligibility, competence, admissibility, with articles.

They are asked in the order of the file until an answer comes to an outcome. What the book of letters knows already
(`FACTS`) is answered by it and may be corrected.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dcapp.kernel.i18n import N_
from dcapp.rules.rulebook import RULES

FILE = RULES / "triage.toml"
YES, NO = "yes", "no"
WORDS_OF = {YES: N_("Có"), NO: N_("Không")}
FACTS = frozenset(
    {"kind", "named", "signed", "about_leader", "open_case", "forwarded", "appointed", "in_person", "group"}
)
"""What the book of letters may know of a letter; "kind" is answered with the kind, everything else with yes or no."""
FACT = "fact:"
"""`only_if` may ask for a fact instead of an answer."""
KINDS = frozenset({"complaint", "denunciation", "petition", "several"})
HANDLINGS = frozenset({"accept", "join", "guide", "forward", "return", "split", "file", "refuse", "above"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer comes to: how the letter is handled, why, by which article, on which form, by which clock.

    `form` is the key of a form, `rule` of a deadline; either may be empty.
    """

    handling: str
    ground: str
    citation: str
    form: str
    rule: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: it ends the questions (`outcome`), names another kind of letter (`becomes`), or neither."""

    key: str
    words: str
    outcome: Outcome | None
    becomes: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of one edition. `is_checked` False: nobody has compared it with the source ("cần kiểm tra")."""

    key: str
    kinds: frozenset[str]
    words: str
    choices: tuple[Choice, ...]
    citation: str
    confidence: str
    is_checked: bool
    in_force_from: date
    in_force_to: date | None
    fact: str
    only_if: Mapping[str, frozenset[str]]

    def holds_on(self, day: date) -> bool:
        """Whether it is asked of a letter that came in on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def choice(self, key: str) -> Choice | None:
        """The answer of this key; None where it has no such answer."""
        return next((one for one in self.choices if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer; `is_known`: the book of letters gave it."""

    question: Question
    choice: Choice
    is_known: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """How far the questions have come: what was answered, what is asked next, what it comes to.

    `next` is None as soon as there is an `outcome` or the letter `becomes` one of another kind, and for a day on which
    there are no questions.
    """

    answered: tuple[Answered, ...]
    next: Question | None
    outcome: Outcome | None
    becomes: str

    @property
    def answers(self) -> dict[str, str]:
        """The answers as they are kept: question to answer."""
        return {one.question.key: one.choice.key for one in self.answered}


def ask(kind: str, day: date, answers: Mapping[str, str], facts: Mapping[str, str] | None = None) -> Asked:
    """Walk through the questions of a letter of this kind that came in on this day.

    An answer that a question does not have counts as none. Answers to questions that are not asked are left out.
    """
    known = facts or {}
    done: list[Answered] = []
    said: dict[str, str] = {}
    for question in questions_on(kind, day):
        if not _is_asked(question, said, known):
            continue
        given = question.choice(answers.get(question.key, ""))
        told = question.choice(known.get(question.fact, "")) if question.fact else None
        choice = given or told
        if choice is None:
            return Asked(tuple(done), question, None, "")
        done.append(Answered(question, choice, is_known=given is None or given is told))
        said[question.key] = choice.key
        if choice.outcome is not None:
            return Asked(tuple(done), None, choice.outcome, "")
        if choice.becomes and choice.becomes != kind:
            return Asked(tuple(done), None, None, choice.becomes)
    return Asked(tuple(done), None, None, "")


def questions_on(kind: str, day: date) -> tuple[Question, ...]:
    """The questions of a kind of letter on a day, in order; none before the law that they rest on."""
    sheets, questions = shipped_questions()
    if kind not in sheets or day < sheets[kind]:
        return ()
    return tuple(one for one in questions if kind in one.kinds and one.holds_on(day))


@cache
def shipped_questions() -> tuple[Mapping[str, date], tuple[Question, ...]]:
    """The first day of each kind, and every question; ValueError names the entry of a broken file."""
    return read(tomllib.loads(FILE.read_text("utf-8")))


def read(data: Mapping[str, Any]) -> tuple[Mapping[str, date], tuple[Question, ...]]:
    """The content of the file, checked: every way through the questions comes to an end."""
    sheets = {row["kind"]: row["in_force_from"] for row in data["sheet"]}
    questions = tuple(_question(row) for row in data["question"])
    for kind, first in sheets.items():
        edges = {first, *(one.in_force_from for one in questions if one.in_force_from > first)}
        for day in sorted(edges):
            mine = [one for one in questions if kind in one.kinds and one.holds_on(day)]
            keys = [one.key for one in mine]
            if len(set(keys)) != len(keys):
                raise ValueError(f"{FILE.name}: {kind} on {day} asks a question twice")
            for way in _ways(kind, tuple(mine), {}, {}):
                raise ValueError(f"{FILE.name}: {kind} on {day} comes to no end after {way}")
    return sheets, questions


def _ways(
    kind: str, left: tuple[Question, ...], said: dict[str, str], known: dict[str, str]
) -> Iterator[dict[str, str]]:
    """Every way through the questions that ends without an outcome."""
    if not left:
        yield said
        return
    question, rest = left[0], left[1:]
    if facts := {one.removeprefix(FACT) for one in question.only_if if one.startswith(FACT)} - known.keys():
        fact = min(facts)
        for value in (YES, NO):
            yield from _ways(kind, left, said, known | {fact: value})
        return
    if not _is_asked(question, said, known):
        yield from _ways(kind, rest, said, known)
        return
    going_on = [one for one in question.choices if one.outcome is None and one.becomes in ("", kind)]
    asked_for = any(question.key in one.only_if for one in rest)
    for choice in going_on if asked_for else going_on[:1]:
        yield from _ways(kind, rest, said | {question.key: choice.key}, known)


def _is_asked(question: Question, said: Mapping[str, str], known: Mapping[str, str]) -> bool:
    for key, wanted in question.only_if.items():
        value = known.get(key.removeprefix(FACT), NO) if key.startswith(FACT) else said.get(key)
        if value not in wanted:
            return False
    return True


def _question(row: Mapping[str, Any]) -> Question:
    name = f"{FILE.name}: {row.get('key', '?')}"
    try:
        question = Question(
            key=row["key"],
            kinds=frozenset(row["kinds"]),
            words=row["words"],
            choices=tuple(_choice(one, row["citation"]) for one in row["answers"]),
            citation=row["citation"],
            confidence=row["confidence"],
            is_checked=row.get("checked", True),
            in_force_from=row["in_force_from"],
            in_force_to=row.get("in_force_to"),
            fact=row.get("fact", ""),
            only_if={key: frozenset(values) for key, values in row.get("only_if", {}).items()},
        )
    except KeyError as missing:
        raise ValueError(f"{name} has no {missing.args[0]}") from None
    facts = {one.removeprefix(FACT) for one in question.only_if if one.startswith(FACT)} | {question.fact} - {""}
    handlings = {one.outcome.handling for one in question.choices if one.outcome}
    kinds = question.kinds | {one.becomes for one in question.choices} - {""}
    if unknown := facts - FACTS | handlings - HANDLINGS | kinds - KINDS:
        raise ValueError(f"{name} names what is not known: {sorted(unknown)}")
    if question.confidence == "M" and question.is_checked:
        raise ValueError(f"{name} is from memory and says that it was checked")
    return question


def _choice(row: Mapping[str, Any], citation: str) -> Choice:
    outcome = None
    if "handling" in row:
        outcome = Outcome(
            handling=row["handling"],
            ground=row["ground"],
            citation=row.get("citation", citation),
            form=row.get("form", ""),
            rule=row.get("rule", ""),
        )
    return Choice(row["key"], row.get("words") or WORDS_OF[row["key"]], outcome, row.get("becomes", ""))
