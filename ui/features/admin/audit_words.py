"""The audit book in words of the office: what was done, to what, and which field went from what to what."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from dcapp.db.audit import STANDS_FOR
from dcapp.features.office.settings import SETTINGS
from dcapp.features.office.terms import OFFICE_KINDS
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from dcapp.rules.permissions import GRANTS, ROLES
from ui.features.admin.audit_terms import ACTIONS, FIELDS, KINDS, SPECIAL_FIELDS, UNSHOWN

_REGISTERS: dict[str, dict[str, Mapping[Any, str]]] = {}
NOTHING = "–"


def action_words(action: str) -> str:
    """What was done, such as "Sửa cán bộ"; what nobody named here says what its undo step says, else its own name."""
    if action.endswith(".take_in"):
        return _("Nhập từ Excel")
    if action.startswith("number_") and action not in ACTIONS:
        return _("Lấy số văn bản")
    words = ACTIONS.get(action) or _undo_words().get(action)
    return _(words) if words else action


@cache
def _undo_words() -> dict[str, str]:
    """Name of a use case → its undo step in words, from what each slice declares of itself."""
    import dcapp.catalogue  # noqa: F401 - loads every slice

    modules = [module for name, module in tuple(sys.modules.items()) if name.startswith("dcapp.features.")]
    found = ((name, getattr(member, "undo", None)) for module in modules for name, member in vars(module).items())
    return {name: undo for name, undo in found if isinstance(undo, str) and undo}


def object_words(kind: str, record_id: int | None) -> str:
    """What it was done to, such as "Cán bộ, số 12"."""
    name = _(KINDS[kind]) if kind in KINDS else kind
    return name if record_id is None else _("{kind}, số {number}").format(kind=name, number=record_id)


def summary(kind: str, content: str) -> str:
    """One line for the list: the name of what was written, or the fields that changed."""
    read = _read(content)
    before, after = read.get("before"), read.get("after")
    if before is None and after is None:
        return "; ".join(f"{name}: {value}" for name, value in _noted(read))
    if before is not None and after is not None:
        return ", ".join(name for name, _values in changes_in_words(kind, content))
    row = after if after is not None else before or {}
    named = ("full_name", "display_name", "name", "title", "subject", "text", "what", "role", "day", "key")
    shown = next((key for key in named if row.get(key)), None)
    return "" if shown is None else value_words(kind, shown, row[shown], row)


def changes_in_words(kind: str, content: str) -> list[tuple[str, str]]:
    """Field → "old → new" of one record of the book; for a new or a removed row only what stood there."""
    read = _read(content)
    before, after = read.get("before"), read.get("after")
    if before is None and after is None:
        return list(_noted(read))
    found = []
    for key in dict.fromkeys((*(before or {}), *(after or {}))):
        if key in UNSHOWN:
            continue
        old = value_words(kind, key, (before or {}).get(key), before)
        new = value_words(kind, key, (after or {}).get(key), after)
        if before is not None and after is not None:
            if old == new:  # an empty field that was set to nothing
                continue
            found.append((field_words(kind, key), f"{old} → {new}"))
        elif (new if after is not None else old) != NOTHING:
            found.append((field_words(kind, key), new if after is not None else old))
    if absent := read.get(STANDS_FOR):
        found.append((_("Làm thay"), str(absent)))
    return found


def field_words(kind: str, key: str) -> str:
    """How the office calls a field."""
    words = SPECIAL_FIELDS.get((kind, key)) or FIELDS.get(key) or _labels_of(kind).get(key)
    return _(words) if words else key


def value_words(kind: str, key: str, value: Any, row: Mapping[str, Any] | None = None) -> str:
    """A stored value as people read it."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, str):
        if value.startswith("hmac:"):
            return _("(niêm phong)")
        if kind == "StoredSetting" and key == "key":
            return next((_(setting.label) for setting in SETTINGS if setting.key == value), value)
        return _coded(kind, key, value) or _dated(value) or value
    if isinstance(value, list):
        return ", ".join(value_words(kind, key, part, row) for part in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {value_words(kind, name, part)}" for name, part in value.items())
    return str(value)


def _coded(kind: str, key: str, value: str) -> str:
    """The words of a code: a role, a grant, a choice of a book."""
    if key in ("role", "roles"):
        return _(ROLES.get(value, value))
    if key == "grant":
        return _(GRANTS.get(value, value))
    if kind == "Office" and key == "kind":
        return next((_(words) for code, words in OFFICE_KINDS.items() if code.value == value), "")
    words = _choices_of(kind).get(key, {}).get(value, "")
    return _(words) if words else ""


def _choices_of(kind: str) -> dict[str, Mapping[Any, str]]:
    """Field → code → words, from the book that shows records of this kind."""
    if not _REGISTERS:
        from dcapp.catalogue import REGISTERS

        for register in REGISTERS:
            labels = {field.key: field.labels for field in register.fields if field.labels}
            if register.record is not None:
                _REGISTERS.setdefault(register.record.__name__, {}).update(labels)
    return _REGISTERS.get(kind, {})


def _labels_of(kind: str) -> dict[str, str]:
    """Field → what the book of such records calls it."""
    from dcapp.catalogue import REGISTERS

    books = [book for book in REGISTERS if book.record is not None and book.record.__name__ == kind]
    return {field.key: field.label for book in books for field in book.fields}


def _dated(value: str) -> str:
    """A stored date or moment as officers write it."""
    try:
        if len(value) == 10:
            return vn_date(date.fromisoformat(value))
        if len(value) > 18 and value[10:11] == "T":
            return datetime.fromisoformat(value).astimezone().strftime("%d/%m/%Y %H:%M")
    except ValueError:
        return ""
    return ""


def _read(content: str) -> dict[str, Any]:
    try:
        read = json.loads(content)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


_NOTES = {
    "count": N_("Số dòng"),
    "digest": N_("Dấu kiểm tra"),
    "label": N_("Nội dung"),
    "attempt": N_("Lần thử"),
    "failed_attempts": N_("Lần gõ sai trước đó"),
    "notices": N_("Điều cần biết"),
    "account": N_("Tài khoản"),
    "words": N_("Lời giải trình"),
    "by_recovery_code": N_("Mở bằng mã khôi phục"),
}


def _noted(read: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in read.items():
        words = _NOTES.get(key)
        if value not in (None, "", [], {}):
            yield (_(words) if words else key), value_words("", key, value)
