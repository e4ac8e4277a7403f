"""Pages of a finished PDF as pictures, for the preview and the printer."""

from __future__ import annotations

import atexit
import threading
import weakref
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

POINTS_PER_INCH = 72
PDFIUM = threading.RLock()
"""PDFium serves one thread at a time; whoever calls it holds this lock."""
_ending = threading.Event()


def _end() -> None:
    """Wait for the page under way and draw no more: PDFium must not be taken apart while it draws."""
    _ending.set()
    with PDFIUM:
        pass


@lru_cache(maxsize=1)
def _end_in_order() -> None:
    """Have `_end` called first of all when the program ends, so it is registered after PDFium's own last steps."""
    atexit.register(_end)


def _close(opened: Any) -> None:
    with PDFIUM:
        opened.close()


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in pixels, four bytes each (blue, green, red, unused), rows from the top."""

    width: int
    height: int
    stride: int
    pixels: bytes


class Pages:
    """An opened PDF; safe to use from several threads."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self.pdf = pdf
        with PDFIUM:
            self._opened: Any = pypdfium2.PdfDocument(pdf)
            count = len(self._opened)
            self.sizes = tuple(self._opened.get_page_size(index) for index in range(count))
        self._finalizer = weakref.finalize(self, _close, self._opened)
        _end_in_order()

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, index: int, pixels_per_point: float) -> Picture:
        """One page drawn at a scale; RuntimeError when the program is ending."""
        with PDFIUM:
            if _ending.is_set() or not self._finalizer.alive:
                raise RuntimeError("the file is closed")
            page = self._opened[index]
            bitmap = page.render(scale=pixels_per_point, prefer_bgrx=True)
            drawn = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            page.close()
        return drawn

    def close(self) -> None:
        """Let go of the file, once a page under way is drawn; forgotten pages do so by themselves."""
        self._finalizer()
