"""Trials with the scenario: hurt it, open the office again, compare with what was acknowledged."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SCENARIO = Path(__file__).with_name("scenario.py")
MUTATING = ("write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "ftruncate")
DUTIES = 20


@dataclass
class Outcome:
    """How many trials ran, and what was wrong; `not_run` says why nothing ran."""

    name: str
    ran: int = 0
    wrong: list[str] = field(default_factory=list)
    not_run: str = ""

    def note(self, where: str, problems: list[str]) -> None:
        self.ran += 1
        self.wrong += [f"{where}: {problem}" for problem in problems]


def start(folder: Path, seed: str, *, before: tuple[str, ...] = (), **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*before, sys.executable, "-B", str(SCENARIO), "work", str(folder), seed],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )


def acknowledged(output: bytes) -> list[dict[str, Any]]:
    """Whole lines only: a line cut off by the kill was not heard."""
    return [json.loads(line) for line in output.split(b"\n")[:-1] if line.startswith(b"{")]


def problems_of(folder: Path, heard: list[dict[str, Any]]) -> list[str]:
    """Open the office again and say what is missing, half there, or damaged."""
    ended = subprocess.run(
        [sys.executable, "-B", str(SCENARIO), "check", str(folder)], capture_output=True, check=False, timeout=120
    )
    if ended.returncode:
        if not any(said["kind"] == "founded" for said in heard):
            return [f"a founding that broke off stands in the way: {ended.stderr.decode()[-200:]}"]
        return [f"does not open: {ended.stderr.decode()[-300:]}"]
    kept = json.loads(ended.stdout.splitlines()[-1])
    problems = [*kept["findings"], *(f"left behind: {name}" for name in kept["stray"])]
    for said in heard:
        match said["kind"]:
            case "paper" | "incoming" if said["name"] not in kept[said["kind"]]:
                problems.append(f"{said['kind']} {said['name']} was acknowledged and is gone")
            case "attachment" if kept["attachment"].get(f"{said['name']}.pdf") != said["digest"]:
                problems.append(f"attachment {said['name']} was acknowledged and is gone or changed")
            case "plan" if said["name"] not in kept["plan"]:
                problems.append(f"plan {said['name']} was acknowledged and is gone")
    problems += [f"plan {number} is half there: {count}" for number, count in kept["plan"].items() if count != DUTIES]
    problems += [f"{name} twice" for name in kept["incoming"] if kept["incoming"].count(name) > 1]
    return problems


def killed_at_random(trials: int, seed: int) -> Outcome:
    """kill -9 after a random time, the same office worked on again and again."""
    outcome = Outcome("killed at random moments")
    choose = random.Random(seed)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "office"
        whole = start(folder, "first")
        heard = acknowledged(whole.communicate(timeout=120)[0])
        outcome.note("first", problems_of(folder, heard))
        for trial in range(trials):
            process = start(folder, f"k{trial}")
            first = process.stdout.readline() if process.stdout else b""
            time.sleep(choose.uniform(0, 0.35))
            process.kill()
            heard += acknowledged(first + process.communicate(timeout=60)[0])
            outcome.note(f"kill {trial}", problems_of(folder, heard))
    return outcome


def killed_before_calls(trials: int, seed: int, *, founding: bool = False) -> Outcome:
    """kill -9 just before the k-th system call that changes something: at work, or while the office is founded."""
    outcome = Outcome("killed before a system call, " + ("while founding" if founding else "at work"))
    if shutil.which("strace") is None:
        outcome.not_run = "strace is not installed"
        return outcome
    choose = random.Random(seed)
    with tempfile.TemporaryDirectory() as home:
        origin = Path(home) / "origin"
        heard = [] if founding else acknowledged(start(origin, "first").communicate(timeout=120)[0])
        for trial in range(trials):
            call = choose.choice(MUTATING)
            place = choose.choice((1, 2, 3, 5, 8, choose.randrange(1, 40), choose.randrange(1, 400)))
            folder = Path(home) / f"office{trial}"
            if not founding:
                shutil.copytree(origin, folder)
            inject = f"--inject={call}:signal=KILL:when={place}"
            log = str(Path(home) / "strace.log")
            process = start(folder, f"s{trial}", before=("strace", "-f", "-qq", "-o", log, f"--trace={call}", inject))
            out, err = process.communicate(timeout=180)
            if b"PTRACE" in err or b"ptrace" in err:
                outcome.not_run = "tracing is not permitted here"
                return outcome
            outcome.note(f"{call} {place}", problems_of(folder, [*heard, *acknowledged(out)]))
    return outcome


def full_disk(sizes: tuple[int, ...]) -> Outcome:
    """A disk that takes no more beyond some size: a sentence, nothing lost, and work goes on when there is room."""
    outcome = Outcome("full disk")
    if os.name == "nt":
        outcome.not_run = "a limit of file sizes is a thing of POSIX"
        return outcome
    for size in sizes:
        with tempfile.TemporaryDirectory() as home:
            folder = Path(home) / "office"
            heard = acknowledged(start(folder, "room").communicate(timeout=120)[0])
            process = start(folder, "full", FAULT_FILE_SIZE=str(size))
            out, err = process.communicate(timeout=120)
            heard += acknowledged(out)
            problems = problems_of(folder, heard)
            if process.returncode not in (0, 3) or b"Traceback" in err:
                problems.append(f"ended with {process.returncode}: {err.decode()[-200:]}")
            again = start(folder, "again")
            heard += acknowledged(again.communicate(timeout=120)[0])
            if again.returncode:
                problems.append("work does not go on once there is room")
            outcome.note(f"limit {size}", [*problems, *problems_of(folder, heard)])
    return outcome


def flipped_bits(trials: int, seed: int) -> Outcome:
    """One bit of the data file, of the key slots or of an attachment: always noticed."""
    outcome = Outcome("flipped bits")
    choose = random.Random(seed)
    with tempfile.TemporaryDirectory() as home:
        origin = Path(home) / "office"
        start(origin, "bits").communicate(timeout=120)
        for trial in range(trials):
            folder = Path(shutil.copytree(origin, Path(home) / f"copy{trial}"))
            files = [folder / "main.db", folder / "keyslots.json", folder / "keyslots.json.1"]
            blobs = sorted(path for path in (folder / "blobs").rglob("*") if path.is_file())
            path = choose.choice([files[0], files[0], choose.choice(files[1:]), choose.choice(blobs)])
            content = bytearray(path.read_bytes())
            place, bit = choose.randrange(len(content)), choose.randrange(8)
            content[place] ^= 1 << bit
            path.write_bytes(content)
            problem = [] if _noticed(folder) else ["nobody noticed"]
            outcome.note(f"{path.name} byte {place} bit {bit}", problem)
            shutil.rmtree(folder)
    return outcome


def _noticed(folder: Path) -> bool:
    ended = subprocess.run(
        [sys.executable, "-B", str(SCENARIO), "check", str(folder)], capture_output=True, check=False, timeout=120
    )
    return ended.returncode == 3 or bool(json.loads(ended.stdout.splitlines()[-1])["findings"])
