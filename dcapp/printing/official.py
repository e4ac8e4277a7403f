"""Fixed words of official papers: Vietnamese, whatever language the screens speak.

Everything that stands on an official paper is either data, or passes through here; `_` of the screens never does.
"""

from __future__ import annotations

from typing import Any

PRODUCER = "Sổ Dân Chủ"
"""The program's name in the properties of a file; nothing of the machine or its user stands there."""


def official(text: str, /, **values: Any) -> str:
    """A fixed text of a paper with its values filled in; never translated (decree 30/2020, Annex I: tiếng Việt)."""
    return text.format(**values) if values else text
