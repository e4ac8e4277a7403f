"""QR codes for sheets that are read back with a phone (recovery sheet)."""

from __future__ import annotations


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """The text as a QR picture (PNG, medium error correction, four modules of quiet zone)."""
    import io

    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=scale, border=4)
    return out.getvalue()
