"""Vietnamese is the source text; other languages are catalogues read from resources/translations."""

from __future__ import annotations

import gettext
import io
from functools import lru_cache
from pathlib import Path

TRANSLATIONS = Path(__file__).parents[2] / "resources" / "translations"
SOURCE_LANGUAGE = "vi"

_current: list[str] = [SOURCE_LANGUAGE]


@lru_cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    """The catalogue of a language; compiled in memory so that no built file is shipped or stale."""
    path = TRANSLATIONS / lang / "LC_MESSAGES" / "dcapp.po"
    if lang == SOURCE_LANGUAGE or not path.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path.open("rb") as po:
        write_mo(compiled, read_po(po, locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def use_language(lang: str) -> None:
    """Speak `lang` ("vi" or "en") from now on."""
    _current[0] = lang


def language() -> str:
    """The language spoken now."""
    return _current[0]


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools know
    """Mark a text at import time; translate it with `_` when it is shown."""
    return message


def _(message: str) -> str:
    """The text in the language spoken now."""
    return _catalogue(_current[0]).gettext(message) if message else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """The text for a count; Vietnamese has one form, English two."""
    return _catalogue(_current[0]).ngettext(singular, plural, number)
