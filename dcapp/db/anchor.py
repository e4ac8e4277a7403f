"""The head of the audit book as it was last seen, kept outside the data file.

A record cut off the end of the chain leaves no trace inside it; the anchor does. It is sealed with the audit key.
"""

from __future__ import annotations

import hmac
import json
from pathlib import Path

from dcapp.db.audit import Head
from dcapp.db.faults import file_faults
from dcapp.db.folder import write_atomically

NAME = "audit-head.json"


def write_anchor(folder: Path, head: Head, key: bytes) -> None:
    """Keep the head; replaces the earlier one."""
    body = json.dumps([head.seq, head.hash])
    write_atomically(folder / NAME, json.dumps({"head": body, "seal": _seal(key, body)}).encode())


def read_anchor(folder: Path, key: bytes) -> Head | None:
    """The head last kept; None where there is none or its seal does not hold."""
    if not (folder / NAME).exists():
        return None
    with file_faults():
        kept = (folder / NAME).read_bytes()
    try:
        stored = json.loads(kept)
        if not hmac.compare_digest(str(stored["seal"]), _seal(key, stored["head"])):
            return None
        seq, digest = json.loads(stored["head"])
        return Head(int(seq), str(digest))
    except (ValueError, KeyError, TypeError):
        return None


def _seal(key: bytes, body: str) -> str:
    return hmac.digest(key, b"anchor:" + body.encode(), "sha256").hex()
