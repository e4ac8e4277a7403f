"""Collects garbage on the GUI thread only.

Python collects on whichever thread allocates. On a worker that would destroy widgets off the GUI thread, and Qt
crashes then or later; so automatic collection is off and a timer does it where widgets may die.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000


class Collector(QObject):
    """Runs the collector when a generation is due; the thresholds are Python's own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_if_due)
        self._timer.start(EVERY_MS)


def collect_if_due() -> None:
    """Collect the oldest generation that is over its threshold."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation] > 0:
            gc.collect(generation)
            return
