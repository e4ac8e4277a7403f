"""A stored plan with the keys of `plan import --dry-run`, so that both can be compared line by line."""

from __future__ import annotations

from datetime import date
from typing import Any

from dcapp.features.plan.queries import SignedPlan
from dcapp.features.plan.terms import PassageKind
from dcapp.reading.outline import bare_number, title_of
from dcapp.reading.wordings import ORGANISING

BELOW_ITEM = (PassageKind.SUBITEM, PassageKind.DUTY, PassageKind.PARAGRAPH)


def plan_answer(plan: SignedPlan) -> dict[str, Any]:
    """The plan as JSON: English keys, dates as YYYY-MM-DD, null for what the paper does not say."""
    return {
        "title": plan.title or None,
        "number": plan.number or None,
        "date": _day(plan.signed_on),
        "year": plan.year,
        "issuer": plan.issuer or None,
        "place": plan.place or None,
        "documents": [
            {
                "type": cited.type_name or None,
                "number": cited.number or None,
                "date": _day(cited.issued_on),
                "issuer": cited.issuer or None,
                "subject": cited.subject or None,
                "basis": cited.is_basis,
            }
            for cited in plan.citations
        ],
        "parts": _parts(plan),
        "assignments": [
            {
                "number": given.number or None,
                "officer": given.officer,
                "duties": [duty.text for duty in given.duties],
            }
            for given in plan.assignments
        ],
        "obligations": [
            {
                "what": due.what,
                "who": list(due.who),
                "to": list(due.addressees),
                "due": _day(due.due_on),
                "before": due.is_before,
                "day": due.day,
                "every": due.every.value if due.every else None,
                "wording": due.wording,
            }
            for due in plan.obligations
        ],
        "recipients": list(plan.recipients),
        "signer": {
            "authority": plan.signer_authority.replace("\n", " ") or None,
            "title": plan.signer_title.replace("\n", " ") or None,
            "name": plan.signer_name or None,
        },
        "warnings": [{"where": due.what, "text": due.doubt} for due in plan.obligations if due.doubt],
    }


def _parts(plan: SignedPlan) -> list[dict[str, Any]]:
    """Parts and items by the rule of the reader: a part that says who does what has charges instead of items."""
    parts: list[dict[str, Any]] = []
    is_charging = False
    for passage in plan.passages:
        if passage.kind is PassageKind.PART:
            parts.append({"number": passage.part or None, "title": title_of(passage.text) or None, "items": []})
            is_charging = bool(plan.assignments) and bool(ORGANISING.search(passage.text))
        elif passage.kind is PassageKind.ITEM and not is_charging:
            if not parts:
                parts.append({"number": None, "title": None, "items": []})
            parts[-1]["items"].append({"number": bare_number(passage.marker), "text": passage.text})
        elif passage.kind in BELOW_ITEM and passage.item and parts and parts[-1]["items"]:
            parts[-1]["items"][-1]["text"] += "\n" + f"{passage.marker} {passage.text}".strip()
    return parts


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
