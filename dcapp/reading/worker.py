"""What the child process does: reads one foreign file inside its limits and answers in JSON lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from dcapp.kernel.errors import EnvironmentFault, UserError
from dcapp.kernel.i18n import N_, _, use_language

OPENING = N_("Đang mở tệp…")
READING = N_("Đang đọc nội dung…")
REFUSED, FAULT, MEMORY, DONE, STEP = "refused", "fault", "memory", "done", "step"
LIMITS_MISSING = 2


def main() -> int:
    """Read the request from standard input; each line of the answer is one JSON object with "kind"."""
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a real stream in a child process
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a real stream in a child process
    request = json.loads(sys.stdin.readline() or "{}")
    if not isinstance(request, dict) or "path" not in request:
        return LIMITS_MISSING
    use_language(str(request.get("language", "vi")))
    _limit(int(request.get("memory_mb", 0)), int(request.get("seconds", 0)))
    try:
        _answer(DONE, reading=_read(Path(str(request["path"]))))
    except UserError as refusal:
        _answer(REFUSED, message=str(refusal))
    except EnvironmentFault as fault:
        _answer(FAULT, message=fault.message, advice=fault.advice, technical=fault.technical)
    except (MemoryError, RecursionError):
        _answer(MEMORY)
    return 0


def _read(path: Path) -> str:
    from dcapp.reading.codec import dumps
    from dcapp.reading.extracting import extract
    from dcapp.reading.reader import read_paper

    _answer(STEP, message=_(OPENING))
    paper = extract(path)
    _answer(STEP, message=_(READING))
    return dumps(read_paper(paper))


def _answer(kind: str, **rest: Any) -> None:
    print(json.dumps({"kind": kind, **rest}, ensure_ascii=False), flush=True)


def _limit(memory_mb: int, seconds: int) -> None:
    """Limits of memory and computing time where the system knows them; on Windows only the parent's clock stands."""
    try:
        import resource
    except ImportError:
        return
    for kind, amount in ((resource.RLIMIT_AS, memory_mb * 1024**2), (resource.RLIMIT_CPU, seconds)):
        hard = resource.getrlimit(kind)[1]
        if amount > 0 and (hard == resource.RLIM_INFINITY or amount <= hard):
            resource.setrlimit(kind, (amount, hard))
