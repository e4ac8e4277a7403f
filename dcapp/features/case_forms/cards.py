"""What is read of the forms of a case or letter, and what is filled in, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dcapp.features.sealed.service import Sealed
from dcapp.kernel.ids import CaseId, FolioId, IssuedId, LetterId


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuestion:
    """Which form of which case or letter (exactly one of the two).

    `position` counts the papers of a form that is made more than once; `day` is that of the paper, today if empty.
    """

    form: str
    case_id: CaseId | None = None
    letter_id: LetterId | None = None
    position: int = 1
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsQuestion:
    """A case or a letter whose forms are asked for."""

    case_id: CaseId | None = None
    letter_id: LetterId | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DraftForm:
    """The blanks of a form as they were edited; days as 2026-08-03, choices by their value."""

    question: DraftQuestion
    blanks: Mapping[str, str]

    def __repr__(self) -> str:
        return f"DraftForm({self.question.form})"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PaperQuestion:
    """A paper to be drawn: with these blanks, or with what was saved.

    `identity` is given only where it was opened for this paper, which goes to the denouncer.
    """

    question: DraftQuestion
    blanks: Mapping[str, str] | None = None
    identity: Sealed | None = None

    def __repr__(self) -> str:
        return f"PaperQuestion({self.question.form})"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class IssueForm:
    """What a paper is issued with; `pages` is how many sheets it takes in the dossier."""

    question: DraftQuestion
    issued_on: date
    signer: str = ""
    recipients: str = ""
    pages: int = 1
    blanks: Mapping[str, str] | None = None

    def __repr__(self) -> str:
        return f"IssueForm({self.question.form})"


@dataclass(frozen=True, slots=True)
class Issued:
    """What was issued: number and symbol ("" for a form without), its line in the book, its paper in the dossier."""

    symbol: str
    issued_id: IssuedId | None
    folio_id: FolioId | None


@dataclass(frozen=True, slots=True, repr=False)
class BlankCard:
    """A blank with its words; `from_file` is what the file says, `is_changed` that somebody wrote otherwise."""

    key: str
    label: str
    kind: str
    value: str
    hint: str
    is_required: bool
    choices: tuple[tuple[str, str], ...]
    from_file: str
    is_changed: bool

    def __repr__(self) -> str:
        return f"BlankCard({self.key})"


@dataclass(frozen=True, slots=True)
class FormNotice:
    """Something about a form that has to be looked at, and what helps."""

    text: str
    hint: str


@dataclass(frozen=True, slots=True, repr=False)
class DraftCard:
    """A form of a case or letter as it stands: its blanks, what is missing, what is doubtful, whether it was issued.

    `needs_identity`: it goes to the denouncer and names them; `is_code_only`: this is a denunciation and the paper
    shows the code.
    """

    form: str
    title: str
    type_name: str
    number: str
    citation: str
    confidence: str
    is_checked: bool
    day: date
    position: int
    positions: tuple[int, ...]
    repeats: bool
    blanks: tuple[BlankCard, ...]
    missing: tuple[str, ...]
    doubtful: tuple[FormNotice, ...]
    takes_number: bool
    symbol: str
    issued_id: IssuedId | None
    issued_on: date | None
    is_saved: bool
    needs_identity: bool
    is_code_only: bool

    def __repr__(self) -> str:
        return f"DraftCard({self.form})"

    def value(self, key: str) -> str:
        """The words of a blank, "" where the form does not have it."""
        return next((one.value for one in self.blanks if one.key == key), "")


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in the list of those that a case or letter can print; `is_now`: the steps taken or possible print it."""

    form: str
    title: str
    number: str
    is_now: bool
    repeats: bool
    has_draft: bool
    symbol: str
    issued_on: date | None
