"""Reads a foreign file in a child process, so that a hostile file can only kill the child."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dcapp.kernel.errors import EnvironmentFault, UserError
from dcapp.kernel.i18n import _
from dcapp.reading.codec import from_plain
from dcapp.reading.result import PaperReading

MAIN = Path(__file__).parents[2] / "main.py"
LOOK_AGAIN = 0.05


class Cancelled(UserError):
    """The officer stopped the reading."""


def command() -> list[str]:
    """How the worker is started: a frozen program starts itself."""
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, str(MAIN)]
    return [*own, "--worker"]


def read_in_child(
    path: Path,
    *,
    timeout: float = 60,
    memory_mb: int = 1024,
    cancelled: Callable[[], bool] | None = None,
) -> PaperReading:
    """Read a signed paper.

    Raises UserError with what to do (also when time or memory ran out), Cancelled, EnvironmentFault.
    """
    request = {"path": str(path.absolute()), "memory_mb": memory_mb, "seconds": max(1, round(timeout))}
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    child = subprocess.Popen(
        command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, creationflags=flags
    )
    try:
        output = _output(child, json.dumps(request).encode(), timeout, cancelled, path)
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()
    return _reading(output, child.returncode, path)


def _output(
    child: subprocess.Popen[bytes], request: bytes, timeout: float, cancelled: Callable[[], bool] | None, path: Path
) -> bytes:
    until = time.monotonic() + timeout
    pending: bytes | None = request
    while True:
        try:
            output, _errors = child.communicate(pending, timeout=LOOK_AGAIN)
        except subprocess.TimeoutExpired:
            pending = None
            if cancelled is not None and cancelled():
                raise Cancelled(_("Đã dừng đọc tệp “{name}”.").format(name=path.name)) from None
            if time.monotonic() > until:
                raise UserError(
                    _("Đọc tệp “{name}” quá lâu nên đã dừng. Mở bằng Word, lưu lại thành .docx rồi chọn lại.").format(
                        name=path.name
                    )
                ) from None
        else:
            return output


def _reading(output: bytes, code: int, path: Path) -> PaperReading:
    answer = _answer(output)
    if "reading" in answer:
        try:
            return from_plain(PaperReading, answer["reading"])
        except (ValueError, TypeError, KeyError):
            answer = {}
    if "refused" in answer:
        raise UserError(str(answer["refused"]))
    if "fault" in answer:
        message, advice, technical = answer["fault"]
        raise EnvironmentFault(message, advice=advice, technical=technical)
    if "too_big" in answer:
        raise UserError(
            _("Tệp “{name}” cần quá nhiều bộ nhớ để đọc. Bớt ảnh trong tệp, lưu lại rồi chọn lại.").format(
                name=path.name
            )
        )
    raise UserError(
        _("Tệp “{name}” làm chương trình đọc dừng giữa chừng (mã {code}). Mở bằng Word, lưu lại rồi chọn lại.").format(
            name=path.name, code=code
        )
    )


def _answer(output: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(output.decode())
    except (ValueError, UnicodeDecodeError):
        return {}
    return answer if isinstance(answer, dict) else {}
