"""How fast the program is against a bare window and the bare driver (`make bench`).

Ratios within one run are the result, milliseconds only context. Variants alternate, medians count.
Exits 1 when a ratio is missed; says "not run" for what cannot be measured here.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PROBES = Path(__file__).with_name("probes.py")
PASSWORD = "Suoi-trong-79-xanh"
TASKS = 10_000


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the table: `found` None where it was not run, `note` says why or gives the milliseconds."""

    name: str
    found: float | None
    bar: float
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.found is None:
            return "not run"
        return "kept" if self.found <= self.bar else "MISSED"


def environment() -> dict[str, str]:
    settings = {**os.environ, "DCAPP_PASSWORD": PASSWORD, "PYTHONDONTWRITEBYTECODE": "", "DCAPP_TODAY": "2026-05-04"}
    settings.setdefault("QT_QPA_PLATFORM", "offscreen")
    return settings


def probe(*arguments: str) -> tuple[dict[str, Any] | None, float, str]:
    """Run one probe: its answer (None when it failed), when it was started, and the last line of its complaint."""
    started = time.monotonic()
    ended = subprocess.run(
        [sys.executable, str(PROBES), *arguments],
        env=environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    lines = ended.stdout.splitlines()
    if ended.returncode or not lines:
        return None, started, (ended.stderr.strip().splitlines() or ["no answer"])[-1][:160]
    return json.loads(lines[-1]), started, ""


def make_office(folder: Path) -> None:
    """The practice commune with 10,000 further duties."""
    for words in (["init", "--sample"], ["fill", "--year", "2026", "--tasks", str(TASKS)]):
        command = [sys.executable, str(ROOT / "main.py"), *words, "--data", str(folder)]
        subprocess.run(command, env=environment(), cwd=ROOT, check=True, capture_output=True)


PAGE_BAR = 2.5
"""A page through rights, transaction and registers; the bar falls to 1.3 when tasks come ."""


def windows(folder: Path, rounds: int) -> tuple[list[Ratio], float | None]:
    """Time and memory up to the first paint, the bare window in turn with ours; and the seconds of the bare one."""
    variants: dict[str, tuple[str, ...]] = {"bare": ("bare",), "door": ("door", str(folder)), "shell": ("shell",)}
    seconds: dict[str, list[float]] = {name: [] for name in (*variants, "frame")}
    memory: dict[str, list[int]] = {name: [] for name in variants}
    trouble: dict[str, str] = {}
    loaded: dict[str, set[str]] = {name: set() for name in variants}
    for turn in range(rounds + 1):
        for name, arguments in variants.items():
            answer, started, complaint = probe(*arguments)
            if answer is None:
                trouble[name] = complaint
            elif turn:  # the first turn warms the disk cache
                seconds[name].append(answer["at"] - started)
                if "first" in answer:
                    seconds["frame"].append(answer["first"] - started)
                memory[name] += [answer["memory"]] if answer["memory"] else []
                loaded[name] |= set(answer["loaded"])
    bare = statistics.median(seconds["bare"]) if seconds["bare"] else None

    def ratio(name: str, values: dict[str, list[Any]], label: str, bar: float, unit: float, word: str) -> Ratio:
        if not values[name] or not values["bare"]:
            return Ratio(label, None, bar, trouble.get(name) or trouble.get("bare") or "this system does not tell")
        ours, theirs = statistics.median(values[name]), statistics.median(values["bare"])
        return Ratio(label, ours / theirs, bar, f"{ours * unit:.0f} against {theirs * unit:.0f} {word}")

    found = [
        ratio("frame", seconds, "password window, first paint", 1.25, 1000, "ms"),
        ratio("door", seconds, "password field ready to type", 2.0, 1000, "ms"),
        ratio("door", memory, "password window, memory", 1.4, 2**-20, "MB"),
        ratio("shell", seconds, "shell, first paint", 2.0, 1000, "ms"),
    ]
    for name in ("door", "shell"):
        if seconds[name]:
            heavy = loaded[name] & {"sqlalchemy", "alembic", "reportlab"}
            label = f"{name}: heavy libraries at first paint"
            found.append(Ratio(label, float(len(heavy)), 0, ", ".join(sorted(heavy)) or "none"))
    return found, bare


def first_rows(folder: Path, rounds: int, bare: float | None) -> Ratio:
    """From the right password to the first 200 rows, without the derivation of the key, in bare windows."""
    label = "password to first 200 rows, beyond the key"
    taken, derived, steps = [], [], []
    complaint = ""
    for _turn in range(rounds):
        answer, _started, complaint = probe("rows", str(folder))
        if answer is not None and answer["rows"] >= 200:
            taken.append(answer["shown"] - answer["derived"])
            derived.append(answer["derived"] - answer["typed"])
            steps.append((answer["opened"] - answer["derived"], answer["built"] - answer["opened"]))
    if not taken or bare is None:
        return Ratio(label, None, 3.0, complaint or "fewer than 200 rows")
    beyond = statistics.median(taken)
    opening, building = (statistics.median(step[place] for step in steps) for place in (0, 1))
    note = f"{beyond * 1000:.0f} ms (open {opening * 1000:.0f}, build {building * 1000:.0f}), "
    return Ratio(label, beyond / bare, 3.0, note + f"key {statistics.median(derived) * 1000:.0f} ms")


def list_page(folder: Path) -> Ratio:
    """A page of 200 rows through the staircase against the same statement through the driver."""
    label = "list page of 200 rows, against the raw driver"
    answer, _started, complaint = probe("pages", str(folder))
    if answer is None or answer["rows"] < 200:
        return Ratio(label, None, 1.5, complaint or "fewer than 200 rows")
    return Ratio(
        label,
        answer["ours"] / answer["raw"],
        PAGE_BAR,
        f"{answer['ours'] * 1000:.2f} against {answer['raw'] * 1000:.2f} ms",
    )


def main() -> int:
    """Make the office, run the probes, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="how often each window is opened")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="so-dan-chu-bench-") as home:
        folder = Path(home) / "office"
        print(f"office with {TASKS} duties …", flush=True)
        make_office(folder)
        ratios, bare = windows(folder, rounds)
        ratios.append(first_rows(folder, rounds, bare))
        ratios.append(list_page(folder))
    width = max(len(ratio.name) for ratio in ratios)
    for ratio in ratios:
        value = "-" if ratio.found is None else f"{ratio.found:.2f}"
        print(f"{ratio.verdict:8} {ratio.name:{width}} {value:>6} (bar {ratio.bar:.2f})  {ratio.note}")
    return 1 if any(ratio.verdict == "MISSED" for ratio in ratios) else 0


if __name__ == "__main__":
    sys.exit(main())
