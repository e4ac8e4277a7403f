"""Collects garbage on the GUI thread only, and shortly.

Python collects on whichever thread allocates. On a worker that would destroy widgets off the GUI thread, and Qt
crashes then or later; so automatic collection is off and a timer does it where widgets may die.

A full collection walks all that the program and its libraries are made of: long enough to be felt. What survives one
is therefore set aside and not walked again until somebody locks the screen: then nobody waits.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000
OLDEST = 2


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
    for generation in (OLDEST, 1, 0):
        if counts[generation] > thresholds[generation] > 0:
            gc.collect(generation)
            if generation == OLDEST:
                gc.freeze()
            return


def collect_all() -> None:
    """Collect what was set aside too; for moments in which nobody waits for the window."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
