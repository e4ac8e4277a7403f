"""A preview as a draft: the lock or a power cut must not cost the corrections made between reading and keeping."""

from __future__ import annotations

from typing import Any

from dcapp.features.plan.preview import ChargedDuty, Entry, EntryKind, Preview
from dcapp.features.plan.service import CitationForm, DueForm, PlanForm
from dcapp.reading.codec import from_plain, to_plain
from dcapp.reading.result import PaperReading, Span

FORM = "plan.import"
"""Name of the draft; an account corrects one paper at a time."""
VALUES: dict[str, type[Any]] = {"citation": CitationForm, "duty": ChargedDuty, "due": DueForm}


def to_payload(preview: Preview, path: str) -> dict[str, Any]:
    """Reading, head and entries as plain JSON, and where the paper came from."""
    return {
        "path": path,
        "reading": to_plain(preview.reading),
        "form": to_plain(preview.form),
        "entries": [_plain(entry) for entry in preview.entries],
    }


def from_payload(payload: dict[str, Any]) -> tuple[Preview, str]:
    """The preview as it was left. Raises ValueError, TypeError or KeyError for a payload of another shape."""
    preview = Preview(
        from_plain(PaperReading, payload["reading"]),
        from_plain(PlanForm, payload["form"]),
        [_entry(plain) for plain in payload["entries"]],
    )
    return preview, str(payload["path"])


def _plain(entry: Entry) -> dict[str, Any]:
    name = next((name for name, kind in VALUES.items() if isinstance(entry.value, kind)), "text")
    return {
        "key": entry.key,
        "kind": entry.kind.value,
        "is": name,
        "value": to_plain(entry.value),
        "spans": to_plain(entry.spans),
        "section": entry.section,
        "doubt": entry.doubt,
        "is_dropped": entry.is_dropped,
    }


def _entry(plain: dict[str, Any]) -> Entry:
    kind = VALUES.get(plain["is"])
    value = from_plain(kind, plain["value"]) if kind is not None else str(plain["value"])
    return Entry(
        int(plain["key"]),
        EntryKind(plain["kind"]),
        value,
        tuple(from_plain(Span, span) for span in plain["spans"]),
        str(plain["section"]),
        str(plain["doubt"]),
        bool(plain["is_dropped"]),
    )
