"""A power cut: the office lies on a small disk of its own, which loses everything that was never flushed.

The disk is an ext4 image on a loop device, mounted by root. While the clerk works, the image file is copied: what the
copy holds is what a disk holds whose power went at that instant, since the cache of the mounted file system is not
in it. The copy is mounted (its journal is played back) and looked at.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import trials
from trials import Outcome

NEEDED = ("mkfs.ext4", "mount", "umount", "losetup")
MEGABYTES = 48


def cut_at_random(count: int, seed: int) -> Outcome:
    """Copy the disk at random moments of the work and start from the copy."""
    outcome = Outcome("power cut")
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    if os.name == "nt" or os.geteuid() != 0 or missing:
        outcome.not_run = f"needs root and {', '.join(missing or NEEDED)}"
        return outcome
    choose = random.Random(seed)
    for trial in range(count):
        with tempfile.TemporaryDirectory() as home:
            image, copy = Path(home) / "disk.img", Path(home) / "copy.img"
            if not _made(image):
                outcome.not_run = "the disk could not be made"
                return outcome
            with _mounted(image, Path(home) / "disk") as place:
                if place is None:
                    outcome.not_run = "loop devices cannot be mounted here"
                    return outcome
                process = trials.start(place / "office", f"p{trial}")
                time.sleep(choose.uniform(0.8, 3.0))
                os.set_blocking(process.stdout.fileno(), False)
                heard = trials.acknowledged(process.stdout.read() or b"")
                process.send_signal(signal.SIGSTOP)  # else the copy would mix two moments
                subprocess.run(["cp", "--sparse=always", str(image), str(copy)], check=True)
                process.kill()
                process.communicate(timeout=60)
            with _mounted(copy, Path(home) / "after") as place:
                problems = (
                    ["the disk does not mount again"] if place is None else trials.problems_of(place / "office", heard)
                )
                outcome.note(f"cut {trial}", problems)
    return outcome


def _made(image: Path) -> bool:
    with image.open("wb") as file:
        file.truncate(MEGABYTES * 1024 * 1024)
    return subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], capture_output=True, check=False).returncode == 0


@contextmanager
def _mounted(image: Path, place: Path):
    place.mkdir()
    ended = subprocess.run(["mount", "-o", "loop", str(image), str(place)], capture_output=True, check=False)
    try:
        yield place if ended.returncode == 0 else None
    finally:
        if ended.returncode == 0:
            subprocess.run(["umount", str(place)], check=False, capture_output=True)
