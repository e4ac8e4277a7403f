"""The child process that opens foreign files: one request on standard input, one answer on standard output.

Limits of memory and time are set before any library that parses is imported.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from dcapp.kernel.errors import EnvironmentFault, UserError

MEGABYTE = 1024 * 1024


def main() -> int:
    """Answer one request; the exit code is 0 also for a refusal."""
    request = json.loads(sys.stdin.buffer.read().decode())
    limit(request["memory_mb"], request["seconds"])
    answer = answer_to(request)
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())
    sys.stdout.buffer.flush()
    return 0


def limit(memory_mb: int, seconds: int) -> None:
    """Bound memory and processor time of this process; Windows has no such calls, there the parent kills it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE, memory_mb * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer_to(request: dict[str, Any]) -> dict[str, Any]:
    """The reading, or the sentence that says why there is none."""
    from dcapp.reading.codec import to_plain
    from dcapp.reading.extracting import extract
    from dcapp.reading.reader import read_paper

    try:
        return {"reading": to_plain(read_paper(extract(Path(request["path"]))))}
    except UserError as refusal:
        return {"refused": str(refusal)}
    except EnvironmentFault as fault:
        return {"fault": [fault.message, fault.advice, fault.technical]}
    except MemoryError:
        return {"too_big": True}
