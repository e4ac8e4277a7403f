"""What a window remembers between starts: sizes, theme, font scale; never anything about people."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

_file: list[QSettings] = []
_kept: dict[str, str] = {}


def use_file(path: Path) -> None:
    """Keep things in an INI file from now on; before, they last only while the program runs."""
    _file[:] = [QSettings(str(path), QSettings.Format.IniFormat)]


def remember(key: str, value: str | QByteArray) -> None:
    """Keep a value under a key."""
    text = bytes(value.toBase64().data()).decode("ascii") if isinstance(value, QByteArray) else value
    _kept[key] = text
    if _file:
        _file[0].setValue(key, text)


def recall(key: str, otherwise: str = "") -> str:
    """The value kept under a key."""
    if _file:
        return str(_file[0].value(key, otherwise))
    return _kept.get(key, otherwise)


def recall_bytes(key: str) -> QByteArray:
    """A window state kept under a key; empty when there is none."""
    return QByteArray.fromBase64(QByteArray(recall(key).encode("ascii")))


def forget_all() -> None:
    """Start anew, for tests."""
    _file.clear()
    _kept.clear()
