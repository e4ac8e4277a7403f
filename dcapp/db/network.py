"""Whether a network is up: some offices open sealed identities only on a machine that is cut off."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

INTERFACES = Path("/sys/class/net")
FAR = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses kept for documents. A datagram socket that is connected to one sends nothing, but needs a way there."""
OWN = ("127.", "169.254.", "::1", "fe80:")


def network_is_up(look: Callable[[], bool] | None = None) -> bool:
    """True where an interface other than the machine's own is up; in doubt true. `look` stands in for it in tests."""
    if look is not None:
        return look()
    if sys.platform.startswith("linux") and INTERFACES.is_dir():
        return _has_carrier(INTERFACES)
    return _has_way_out() or _has_address()


def _has_carrier(interfaces: Path) -> bool:
    for interface in interfaces.iterdir():
        if interface.name == "lo":
            continue
        try:
            state = (interface / "operstate").read_text("ascii").strip()
            flags = int((interface / "flags").read_text("ascii"), 16)
        except (OSError, ValueError):
            continue
        # tunnels and some drivers say "unknown" while they carry packets; the lowest flag says that it is switched on
        if state == "up" or (state == "unknown" and flags & 1):
            return True
    return False


def _has_way_out() -> bool:
    for family, address in FAR:
        with suppress(OSError), closing(socket.socket(family, socket.SOCK_DGRAM)) as probe:
            probe.connect((address, 9))
            return True
    return False


def _has_address() -> bool:
    """True where the machine answers to an address of a network, even one without a way out."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None)
    except OSError:
        return False
    return any(not str(entry[4][0]).lower().startswith(OWN) for entry in found)
