"""Invented files that prove invented work: a small picture for a photograph, a page of words for minutes."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

WIDTH, HEIGHT = 160, 120
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def evidence_called(name: str, about: str) -> bytes:
    """What a file of this name holds; the same name always gives the same bytes."""
    if Path(name).suffix.lower() == ".png":
        return _picture(zlib.crc32(name.encode()))
    return f"MẪU. Tệp minh chứng của xã mẫu, không có thật.\r\n\r\n{about}\r\n".encode()


def _picture(seed: int) -> bytes:
    """A picture of sky and ground in colours of its own (PNG, RGB)."""
    sky = (150 + seed % 90, 180 + seed // 90 % 60, 225)
    ground = (90 + seed // 7 % 80, 120 + seed // 11 % 80, 60 + seed // 13 % 50)
    horizon = HEIGHT // 3 + seed % (HEIGHT // 3)
    rows = (bytes((0, *(sky if row < horizon else ground) * WIDTH)) for row in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
