"""Shows every screen and every print (`make tour`): pictures and files in build/tour, listed in index.md.

It needs no display. It ends with 1 when a screen or a print could not be shown; the rest is made all the same.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "tour"
README_PICTURE = ROOT / "docs" / "man-hinh.png"
TODAY = "2026-05-13"  # a Wednesday in the years that the practice commune tells of
MADE = {".png", ".pdf", ".docx", ".md"}


def prepare(room: Path) -> None:
    """Fix the day, take a home of our own, and a screen that no monitor shows unless one was asked for."""
    for name in [name for name in os.environ if name.startswith("DCAPP_")]:
        del os.environ[name]
    os.environ["DCAPP_TODAY"] = TODAY
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "APPDATA"):
        folder = room / "home" / name.lower()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[name] = str(folder)
    if os.environ.get("QT_QPA_PLATFORM", "offscreen").startswith("offscreen"):
        screen = {"name": "tour", "x": 0, "y": 0, "width": 1366, "height": 768, "dpr": 1}
        settings = room / "screen.json"
        settings.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96}]}))
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={settings}"
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]


def clear(folder: Path) -> None:
    """Take away what an earlier tour made, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.is_file() and path.suffix in MADE:
            path.unlink()


def pass_on(_kind: object, _context: object, message: str) -> None:
    """Qt's own words; what a platform without a screen cannot do is no news."""
    if "does not support" not in message:
        print(f"Qt: {message}", file=sys.stderr)


def attempt(what: str, work: Callable[[], object], failures: list[str]) -> None:
    """Do a part of the tour; when it fails, say why and go on."""
    try:
        work()
    except Exception:
        failures.append(what)
        print(f"-- {what}: could not be shown", file=sys.stderr)
        traceback.print_exc()


def walk(room: Path, out: Path, only: str) -> tuple[dict[str, str], list[str], list[str]]:
    """Show everything and write it to `out`; (file → what it is, remarks, failures)."""
    import around
    import at_letters
    import at_reception
    import at_tasks
    import at_the_door
    import at_today
    import at_work
    import in_books
    from camera import Camera
    from in_print import photograph_pages, print_everything
    from PySide6.QtCore import qInstallMessageHandler
    from stage import PASSWORD, Stage, found_sample

    from dcapp.door import Door
    from ui import bootstrap
    from ui.kit.collecting import Collector

    failures: list[str] = []
    qapp = bootstrap.make_application()
    qapp.setQuitOnLastWindowClosed(False)
    Collector(qapp)  # as in the program: on a worker it would destroy widgets off the GUI thread
    bootstrap.count_in_vietnamese()
    hooks = bootstrap.Hooks(qapp)
    hooks.caught.disconnect()
    hooks.caught.connect(lambda error: failures.append(f"uncaught: {error!r}"))
    sys.excepthook = lambda kind, error, trace: (
        failures.append(f"uncaught: {error!r}"),
        traceback.print_exception(kind, error, trace),
    )
    qInstallMessageHandler(pass_on)
    office = room / "office"
    code = found_sample(office)
    camera = Camera(out)
    parts = (
        at_the_door.login,
        at_the_door.first_run,
        at_the_door.messages_of_the_house,
        at_today.today,
        at_today.today_for_others,
        at_tasks.tasks,
        at_tasks.task_dialogs,
        in_books.books_of_the_year,
        in_books.meetings_to_come,
        at_reception.reception_entry,
        at_reception.reception_books,
        at_reception.reception_papers,
        at_letters.letter_books,
        at_letters.letter_entry,
        at_letters.cases,
        at_work.plan,
        at_work.reading,
        at_work.papers,
        around.administration,
        around.administration_sizes,
        around.window_itself,
        at_work.states,
        at_today.today_sizes,
        at_tasks.task_sizes,
        in_books.book_sizes,
        at_reception.reception_sizes,
        at_letters.case_sizes,
        at_work.sizes,
    )
    for camera.look in ("light", "dark"):
        for part in parts:
            if only and only not in part.__name__:
                continue
            stage = Stage(qapp, camera, office, room / f"{camera.look}-{part.__name__}", code)
            attempt(f"{part.__name__} ({camera.look})", lambda part=part, stage=stage: part(stage), failures)
            attempt(f"{part.__name__} ({camera.look}), closing", stage.close_all, failures)
    printed: dict[str, str] = {}

    def print_all() -> None:
        door = Door(office)
        account = door.cards()[0].name
        app = door.open(door.unlock(account, PASSWORD), account)
        try:
            printed.update(print_everything(app, code, out))
        finally:
            app.close()
        photograph_pages(out, list(printed), camera)

    if not only or only == "print":
        attempt("prints", print_all, failures)
    return {**camera.pictures, **printed}, camera.remarks, failures


def write_index(out: Path, made: dict[str, str], remarks: list[str], failures: list[str]) -> None:
    """List what was made, with a row for light and dark together."""
    rows: dict[str, list[str]] = {}
    said: dict[str, str] = {}
    for name, what in made.items():
        key = name.removesuffix("-sang.png").removesuffix("-toi.png")
        rows.setdefault(key, []).append(name)
        said[key] = what
    lines = ["# Màn hình và bản in", "", f"Xã mẫu, ngày {TODAY}.", "", "| Nội dung | Tệp |", "| --- | --- |"]
    lines += [f"| {said[key]} | {' · '.join(f'[{name}]({name})' for name in names)} |" for key, names in rows.items()]
    for title, found in (("Chữ bị cắt hoặc tràn", remarks), ("Chưa hiện được", failures)):
        if found:
            lines += ["", f"## {title}", "", *(f"- {line}" for line in found)]
    (out / "index.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Make the tour."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true", help="also renew the picture of the README")
    parser.add_argument("--only", default="", help="only the parts whose name holds these letters")
    parser.add_argument("--out", type=Path, default=OUT, help="where the pictures go (default: build/tour)")
    options = parser.parse_args()
    started = time.monotonic()
    out = options.out.resolve()
    clear(out)
    with tempfile.TemporaryDirectory(prefix="so-dan-chu-tour-") as room:
        prepare(Path(room))
        made, remarks, failures = walk(Path(room), out, options.only)
        write_index(out, made, remarks, failures)
    if options.readme:
        shown = next((name for name in made if re.fullmatch(r"\d+-ke-hoach-sang\.png", name)), "")
        if shown:
            shutil.copyfile(out / shown, README_PICTURE)
    print(f"{len(made)} pictures and prints in {out} ({time.monotonic() - started:.0f} s)")
    for failure in failures:
        print(f"could not be shown: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # Qt's and pdfium's own farewells need not be waited for
