"""Opens the program's window; without a display in a virtual one, and a picture of it goes to build/run.png."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "build" / "run.png"
PATIENCE = 60.0  # seconds until the window must be painted
STILL = 1.0  # seconds without a change that count as painted
SCREEN = "1366x768x24"
PROBE = "import sys; from PySide6.QtGui import QGuiApplication; QGuiApplication(sys.argv)"


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


def display_answers() -> bool:
    """Whether Qt can open a window here: always off Linux; on Linux when the display that is named answers."""
    if sys.platform in ("win32", "darwin"):
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    probe = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, timeout=30, check=False)
    return probe.returncode == 0


def picture_of(framebuffer: Path) -> Image.Image:
    """The virtual screen as it is now, read from the XWD file that Xvfb keeps (32 bits a pixel)."""
    raw = framebuffer.read_bytes()
    fields = struct.unpack(">25I", raw[:100])
    header_size, width, height, bytes_per_line, colours = fields[0], fields[4], fields[5], fields[12], fields[19]
    pixels = raw[header_size + 12 * colours :]
    return Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", bytes_per_line, 1).copy()


def is_painted(picture: Image.Image) -> bool:
    """More than the empty root window: several colours are on the screen."""
    colours = picture.getcolors(maxcolors=16)
    return colours is None or len(colours) > 4


def wait_until_painted(framebuffer: Path, program: subprocess.Popen[bytes]) -> Image.Image | None:
    """The first picture that stays the same for a while; None when the program ends or patience does."""
    give_up = time.monotonic() + PATIENCE
    last, since = b"", time.monotonic()
    while time.monotonic() < give_up and program.poll() is None:
        picture = picture_of(framebuffer)
        now = picture.tobytes()
        if now != last:
            last, since = now, time.monotonic()
        elif is_painted(picture) and time.monotonic() - since >= STILL:
            return picture
        time.sleep(0.1)
    return None


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a program that we started, gently first."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def show_in_virtual_display(arguments: list[str]) -> int:
    """Open the window in Xvfb, keep a picture, close it again; 0 when the window was painted."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        say("Máy này không có màn hình và chưa có Xvfb để mở màn hình ảo.")
        say("Cài rồi chạy lại: sudo apt-get install --no-install-recommends xvfb xauth")
        return 1
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="so-dan-chu-") as folder:
        reads, writes = os.pipe()
        server = subprocess.Popen(
            [xvfb, "-displayfd", str(writes), "-screen", "0", SCREEN, "-fbdir", folder, "-nolisten", "tcp", "-noreset"],
            pass_fds=[writes],
            stderr=subprocess.DEVNULL,
        )
        os.close(writes)
        try:
            with os.fdopen(reads) as answer:
                number = answer.readline().strip()
            if not number:
                say("Không mở được màn hình ảo (Xvfb).")
                return 1
            environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
            environment.pop("WAYLAND_DISPLAY", None)
            program = subprocess.Popen([sys.executable, "main.py", *arguments], cwd=ROOT, env=environment)
            try:
                picture = wait_until_painted(Path(folder) / "Xvfb_screen0", program)
                ended = program.poll()
            finally:
                stop(program)
        finally:
            stop(server)
    if picture is None:
        stopped = "Chương trình đã dừng trước khi vẽ xong cửa sổ."
        say(stopped if ended is not None else "Cửa sổ chưa vẽ xong sau 60 giây.")
        return 1
    picture.save(PICTURE)
    say(f"Máy này không có màn hình: đã mở cửa sổ trong màn hình ảo và chụp lại ở {PICTURE.relative_to(ROOT)}")
    return 0


def main(arguments: list[str]) -> int:
    """Open the window where a person can see it, else in a virtual display."""
    if display_answers():
        return subprocess.run([sys.executable, "main.py", *arguments], cwd=ROOT, check=False).returncode
    return show_in_virtual_display(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
