"""What an official form of letters and cases is made of (mẫu văn bản): number, article, blanks, text, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _

MINUTES = "Biên bản"


class BlankKind(StrEnum):
    """With what a place of a form is filled (loại ô của mẫu)."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    PEOPLE = "people"
    MONEY = "money"
    CHOICE = "choice"


class Signing(StrEnum):
    """Who signs a form (người ký mẫu): the chairman himself, for the committee, or the people it is made by."""

    CHAIRMAN = "chairman"
    BODY = "body"
    PEOPLE = "people"


class Naming(StrEnum):
    """What a form may say of who denounces (mức nêu danh tính): nothing at all, the code, or the name."""

    NOBODY = "nobody"
    CODE = "code"
    NAME = "name"


class TextKind(StrEnum):
    """What a line of the text of a form becomes."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    DASH = "dash"
    ARTICLE = "article"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to fill in (chỗ điền). `source` is a path of what the file knows of the case, "" for what is typed.

    `is_private`: it tells who denounces; of a denunciation it is filled only where the form may name them.
    """

    key: str
    label: str
    kind: BlankKind
    source: str = ""
    is_required: bool = False
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the text; `only` names the variant that has it; `is_optional`: left out where a blank is empty."""

    kind: TextKind
    mark: str
    words: str
    only: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs with others: the title, the blank with the name, the note below the title."""

    title: str
    blank: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """Something that the law wants in the form: what, by which article, shown by which blanks or fixed words."""

    what: str
    citation: str
    shown_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficialForm:
    """One form as it is worded on a day.

    `is_checked` False: number, article or content has not been compared with the gazette ("cần kiểm tra").
    `abbreviation` "" with `takes_number` is an official letter. `by_citizen`: the citizen writes it, it has no head of
    the office. `grounds` are bases that the case
    itself gives. `variant` is the blank that chooses between wordings, `subjects` the subject of each.
    """

    key: str
    kinds: tuple[str, ...]
    title: str
    type_name: str
    abbreviation: str
    takes_number: bool
    subject: str
    number: str
    citation: str
    confidence: str
    is_checked: bool
    in_force_from: date
    in_force_to: date | None
    addressees: tuple[str, ...]
    bases: tuple[str, ...]
    grounds: tuple[str, ...]
    blanks: tuple[Blank, ...]
    lines: tuple[TextLine, ...]
    closing: str
    recipients: tuple[str, ...]
    signing: Signing
    signers: tuple[Signer, ...]
    elements: tuple[Element, ...]
    naming: Naming
    by_citizen: bool
    variant: str
    subjects: tuple[tuple[str, str], ...]
    repeats: bool

    @property
    def is_minutes(self) -> bool:
        """Minutes say hour and place in their text and have neither number nor day in the head."""
        return self.type_name == MINUTES

    def blank(self, key: str) -> Blank | None:
        """The blank with this key."""
        return next((one for one in self.blanks if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal document that forms rest on, as one edition cites it."""

    key: str
    words: str
    is_checked: bool
    in_force_from: date
    in_force_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it is cited so on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class FormBook:
    """Every form in every edition, and the legal documents they rest on."""

    editions: tuple[OfficialForm, ...]
    bases: tuple[Basis, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The forms there are, in the order of the files."""
        return tuple(dict.fromkeys(one.key for one in self.editions))

    def form_on(self, key: str, day: date) -> OfficialForm:
        """A form as it is worded on a day; RuleViolation where it is not in use then."""
        known = [one for one in self.editions if one.key == key]
        for one in known:
            if one.in_force_from <= day and (one.in_force_to is None or day <= one.in_force_to):
                return one
        if not known:
            raise RuleViolation(_("Bộ quy tắc không có mẫu {key}.").format(key=key))
        message = _("Mẫu “{title}” không dùng vào ngày {day}. Chọn ngày khác hoặc mẫu khác.")
        raise RuleViolation(message.format(title=known[-1].title, day=vn_date(day)))

    def forms_on(self, day: date) -> tuple[OfficialForm, ...]:
        """The forms in use on a day."""
        return tuple(
            one
            for one in self.editions
            if one.in_force_from <= day and (one.in_force_to is None or day <= one.in_force_to)
        )

    def bases_on(self, form: OfficialForm, day: date) -> tuple[Basis, ...]:
        """The legal documents of a form in force on a day, as they are cited then."""
        found = (next((one for one in self.bases if one.key == key and one.holds_on(day)), None) for key in form.bases)
        return tuple(one for one in found if one is not None)
