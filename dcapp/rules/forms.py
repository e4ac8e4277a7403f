"""The official forms of letters and cases (mẫu văn bản) as data: by key and day, by kind of case.

Files: resources/rules/forms/*.toml. The text of a form is written a block to a line (`TextLine`); `{key}` is a blank.
`bases.toml` holds the legal documents that forms rest on, each as it is cited on a day; `blanks.toml` the blanks that
several forms share. A file that does not fit is refused when it is read.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

from dcapp.rules.form_files import forms_in
from dcapp.rules.form_terms import Basis, FormBook, OfficialForm
from dcapp.rules.rulebook import RULES
from dcapp.rules.workflow_terms import Step

FOLDER = RULES / "forms"


@cache
def shipped_forms() -> FormBook:
    """The forms as shipped; ValueError says which form is broken and where."""
    return forms_in({path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))})


def form_on(key: str, day: date) -> OfficialForm:
    """A form as it is worded on a day; RuleViolation where it is not in use then."""
    return shipped_forms().form_on(key, day)


def bases_on(form: OfficialForm, day: date) -> tuple[Basis, ...]:
    """The legal documents of a form as they are cited on a day."""
    return shipped_forms().bases_on(form, day)


def forms_of(step: Step, day: date) -> tuple[OfficialForm, ...]:
    """The forms that a step prints, those of them in use on a day."""
    in_use = {one.key: one for one in shipped_forms().forms_on(day)}
    return tuple(in_use[key] for key in step.forms if key in in_use)
