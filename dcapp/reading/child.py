"""Reads a foreign file in a child process, so that a bad file can neither hang nor bring down the program."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from dcapp.kernel.errors import EnvironmentFault, UserError
from dcapp.kernel.i18n import N_, _, language
from dcapp.reading import codec, worker
from dcapp.reading.result import PaperReading

CANCELLED = N_("Đã dừng đọc tệp “{name}”. Chưa ghi gì vào sổ.")
TOO_LONG = N_(
    "Đọc tệp “{name}” lâu quá {seconds} giây nên đã dừng. Tách tệp thành phần nhỏ hơn, hoặc lưu lại bằng Word "
    "rồi chọn lại."
)
TOO_BIG = N_(
    "Tệp “{name}” cần quá nhiều bộ nhớ nên đã dừng đọc. Bớt ảnh hoặc tách tệp thành phần nhỏ hơn rồi chọn lại."
)
CRASHED = N_("Không đọc được tệp “{name}” vì nội dung tệp bị hỏng. Mở bằng Word, lưu lại rồi chọn lại.")
NOT_STARTED = N_("Không mở được tiến trình đọc tệp.")
RESTART = N_("Đóng bớt chương trình khác, rồi thử lại.")
LIMIT_KILLS = {-9, -24, 137, 152}
"""Exit codes of a process that met a limit: SIGKILL and SIGXCPU."""
TICK = 0.1


class Cancelled(UserError):
    """The officer stopped the reading."""


def read_in_child(
    path: Path,
    *,
    timeout: float = 60,
    memory_mb: int = 768,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[str], None] | None = None,
) -> PaperReading:
    """What a signed paper says; `timeout` in seconds, `progress` is told each step in words.

    Raises UserError for a file that cannot be read, Cancelled (a UserError) when `cancelled` says so, EnvironmentFault
    where the disk or the system stand in the way.
    """
    request = {"path": str(path), "memory_mb": memory_mb, "seconds": int(timeout) + 5, "language": language()}
    with _started() as process:
        answers: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=_collect, args=(process.stdout, answers), daemon=True).start()
        try:
            _ask(process, request)
            answer = _waited(answers, time.monotonic() + timeout, cancelled, progress)
        except TimeoutError:
            raise UserError(_(TOO_LONG).format(name=path.name, seconds=round(timeout))) from None
        except InterruptedError:
            raise Cancelled(_(CANCELLED).format(name=path.name)) from None
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
    return _read(answer, process.returncode, path.name)


def command() -> list[str]:
    """How the child is started: the program itself, built or from its source."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", "reading"]
    return [sys.executable, str(Path(__file__).resolve().parents[2] / "main.py"), "--worker", "reading"]


def _started() -> subprocess.Popen[str]:
    flags: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.Popen(
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            creationflags=flags,
        )
    except OSError as fault:
        raise EnvironmentFault(_(NOT_STARTED), advice=_(RESTART), technical=str(fault)) from fault


def _ask(process: subprocess.Popen[str], request: dict[str, Any]) -> None:
    with contextlib.suppress(BrokenPipeError):  # it died at once; its answer is missing and says so
        assert process.stdin is not None  # opened as a pipe above
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.close()


def _collect(stream: IO[str] | None, answers: queue.Queue[str | None]) -> None:
    if stream is not None:
        with contextlib.suppress(ValueError):  # closed while the process is being stopped
            for line in stream:
                answers.put(line)
    answers.put(None)


def _waited(
    answers: queue.Queue[str | None],
    until: float,
    cancelled: Callable[[], bool] | None,
    progress: Callable[[str], None] | None,
) -> dict[str, Any]:
    """The last word of the child; TimeoutError or InterruptedError when it is not waited for."""
    while True:
        if cancelled is not None and cancelled():
            raise InterruptedError
        if time.monotonic() > until:
            raise TimeoutError
        try:
            line = answers.get(timeout=TICK)
        except queue.Empty:
            continue
        if line is None:
            return {}
        answer: dict[str, Any] = json.loads(line)
        if answer["kind"] != worker.STEP:
            return answer
        if progress is not None:
            progress(str(answer["message"]))


def _read(answer: dict[str, Any], code: int, name: str) -> PaperReading:
    kind = answer.get("kind")
    if kind == worker.DONE:
        return codec.loads(answer["reading"])
    if kind == worker.REFUSED:
        raise UserError(answer["message"])
    if kind == worker.FAULT:
        raise EnvironmentFault(answer["message"], advice=answer["advice"], technical=answer["technical"])
    if kind == worker.MEMORY or code in LIMIT_KILLS:
        raise UserError(_(TOO_BIG).format(name=name))
    raise UserError(_(CRASHED).format(name=name))
