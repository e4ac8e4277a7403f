"""Slow work off the GUI thread; its outcome comes back as one call on it.

Two lanes serve the database: one writer, one reader. A read that a newer one with the same key replaces is interrupted.
Other slow work (keys, files) has lanes of its own. The lanes are Python's threads, not Qt's: a QThreadPool that is
destroyed waits for its thread while it holds the interpreter's lock that the thread needs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
Done = Callable[[T], object]
Failed = Callable[[Exception], object]


class Staircase(Protocol):
    """What Tasks needs of `dcapp.app.App`."""

    def run(self, use_case: Callable[..., T], *args: Any) -> T:
        """Carry out one use case in one transaction."""
        ...

    def interrupt_read(self) -> None:
        """Stop the statement that the reader runs now."""
        ...


class Job(QObject):
    """One piece of work under way: its progress, and the token by which it is stopped."""

    progress = Signal(int, int, str)  # on the GUI thread: done, of how many (0 = unknown), what is being done
    ended = Signal()
    _told = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = False
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def is_stopped(self) -> bool:
        """True once nobody wants the outcome any more; long work looks here between its steps."""
        return self._stopped

    def stop(self) -> None:
        """Ask the work to end at its next step; its outcome is dropped."""
        self._stopped = True

    def tell(self, done: int, total: int = 0, what: str = "") -> None:
        """Called by the work from its own thread: how far it is."""
        if isValid(self):
            self._told.emit(done, total, what)

    @Slot(int, int, str)
    def _tell(self, done: int, total: int, what: str) -> None:
        if not self._stopped:
            self.progress.emit(done, total, what)


class _Courier(QObject):
    """Carries calls to the GUI thread; lives as long as the program, whatever happens to windows meanwhile."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        call()


@cache
def _courier() -> _Courier:
    return _Courier()


class Tasks(QObject):
    """Runs use cases and other slow work, and brings their outcomes to the GUI thread."""

    busy = Signal(bool)

    def __init__(self, app: Staircase | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._courier = _courier()
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._futures: set[Future[None]] = set()
        self._lock = Lock()
        self._reading: Job | None = None
        self._latest: dict[str, Job] = {}
        self._open: set[Job] = set()

    def run(
        self,
        use_case: Callable[..., T],
        *args: Any,
        done: Done[T] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        key: str | None = None,
    ) -> Job:
        """Carry out a use case on the writer, or on the reader when it only reads.

        `done` and `failed` are called on the GUI thread, unless `owner` (default: the object whose method `done` is)
        was destroyed meanwhile. A read with a `key` replaces an unfinished one with the same key.
        """
        app = self._app
        if app is None:
            raise RuntimeError("no office is open")
        job = Job(self)
        reads = bool(getattr(use_case, "reads", False))
        if reads and key is not None:
            self._supersede(key, job)
        work = partial(app.run, use_case, *args)
        self._queue("reader" if reads else "writer", job, work, done, failed, owner, reads=reads)
        return job

    def start(
        self,
        work: Callable[[], T],
        done: Done[T] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> Job:
        """Do other slow work (keys, files) beside the database lanes."""
        job = Job(self)
        self._queue("others", job, work, done, failed, owner)
        return job

    def follow(
        self,
        work: Callable[[Job], T],
        done: Done[T] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> Job:
        """Do slow work that tells its progress and can be stopped; it is handed its own `Job`."""
        job = Job(self)
        self._queue("others", job, partial(work, job), done, failed, owner)
        return job

    def finish(self, milliseconds: int = 10_000) -> bool:
        """Drop what is still wanted and wait for the lanes to end; False when one did not in time."""
        from concurrent.futures import wait

        for job in tuple(self._open):
            job.stop()
        if self._app is not None:
            with self._lock:
                if self._reading is not None:
                    self._app.interrupt_read()
        ended = not wait(self._futures, milliseconds / 1000).not_done
        for lane in self._lanes.values():  # or each lock of the window and each test would leave idle threads behind
            lane.shutdown(wait=False)
        self._lanes.clear()
        return ended

    @property
    def is_busy(self) -> bool:
        """True while any outcome is still to come."""
        return bool(self._open)

    def _supersede(self, key: str, job: Job) -> None:
        old = self._latest.get(key)
        self._latest[key] = job
        if old is None:
            return
        old.stop()
        with self._lock:  # held while interrupting, so that no innocent read can have begun
            if self._reading is old and self._app is not None:
                self._app.interrupt_read()

    def _queue(
        self,
        lane: str,
        job: Job,
        work: Callable[[], T],
        done: Done[T] | None,
        failed: Failed | None,
        owner: QObject | None,
        *,
        reads: bool = False,
    ) -> None:
        courier, wanted_by = self._courier, owner if owner is not None else _owner_of(done)
        self._open.add(job)
        if len(self._open) == 1:
            self.busy.emit(True)

        def carry_out() -> None:
            if job.is_stopped:
                courier.arrived.emit(partial(self._deliver, job, wanted_by, _nothing, None))
                return
            if reads:
                with self._lock:
                    self._reading = job
            try:
                result = work()
            except Exception as error:
                outcome: tuple[Callable[[Any], object], Any] = (failed or partial(_present, wanted_by), error)
            else:
                outcome = (done or _nothing, result)
            finally:
                if reads:
                    with self._lock:
                        self._reading = None
            courier.arrived.emit(partial(self._deliver, job, wanted_by, *outcome))

        self._futures = {future for future in self._futures if not future.done()}
        self._futures.add(self._lane(lane).submit(carry_out))

    def _lane(self, name: str) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # not before the first window is painted

        if name not in self._lanes:
            self._lanes[name] = ThreadPoolExecutor(2 if name == "others" else 1, name)
        return self._lanes[name]

    def _deliver(self, job: Job, owner: QObject | None, call: Callable[[Any], object], value: Any) -> None:
        if not isValid(self):
            return
        self._open.discard(job)
        self._latest = {key: other for key, other in self._latest.items() if other is not job}
        if not self._open:
            self.busy.emit(False)
        job.ended.emit()
        job.deleteLater()
        if not job.is_stopped and (owner is None or isValid(owner)):
            call(value)


def on_gui_thread() -> bool:
    """True when called on the thread that owns the windows."""
    app = QCoreApplication.instance()
    return app is not None and QThread.currentThread() is app.thread()


def _nothing(_value: object) -> None:
    """The outcome that nobody asked for."""


def _owner_of(call: Callable[..., object] | None) -> QObject | None:
    owner = getattr(call, "__self__", None)
    return owner if isinstance(owner, QObject) else None


def _present(owner: QObject | None, error: Exception) -> None:
    from ui.kit import errors

    parent = owner if isinstance(owner, QWidget) else QApplication.activeWindow()
    errors.present(parent, error)
