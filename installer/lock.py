"""Writes the hashed pins from pyproject.toml: requirements.txt, requirements-dev.txt, and wheels.txt behind them.

Only the public index is asked, whatever the settings of this PC say, and no address is written down.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "installer"
RESOLVER = "uv==0.13.9"  # only this script needs it, so it is no pin of the project
PUBLIC_INDEX = "https://pypi.org/simple"
OURS = re.compile(r"(none-any|win_amd64|manylinux\w*_x86_64|manylinux\w*_aarch64)")
PYTHONS = re.compile(r"-(py3|py2\.py3|cp311-cp311|cp312-cp312|cp313-cp313|cp3\d+-abi3|py3-none)-")


def compile_pins(into: Path, *options: str) -> None:
    """Resolve pyproject.toml for every platform with uv, which reads nobody's pip settings."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml"]
    command += ["--universal", "--python-version", "3.11"]
    command += ["--no-config", "--default-index", PUBLIC_INDEX, "--no-header", "--no-annotate"]
    subprocess.run([*command, "--quiet", *options, "-o", str(into)], cwd=ROOT, check=True)


def wheels(lock: Path) -> list[str]:
    """Lines "sha256 file name" of the wheels that our platforms may install."""
    found = set()
    for package in tomllib.loads(lock.read_text("utf-8"))["packages"]:
        for wheel in package.get("wheels", ()):
            name = wheel["url"].rsplit("/", 1)[1]
            if OURS.search(name) and PYTHONS.search(name):
                found.add(f"{name} {wheel['hashes']['sha256']}")
    return sorted(found)


def main() -> None:
    """Write the three files beside this script."""
    if find_spec("uv") is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", RESOLVER], check=True)
    runtime = HERE / "requirements.txt"
    compile_pins(runtime, "--generate-hashes")
    compile_pins(HERE / "requirements-dev.txt", "--generate-hashes", "--extra", "dev", "-c", str(runtime))
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "pylock.toml"
        compile_pins(lock, "--format", "pylock.toml")
        (HERE / "wheels.txt").write_text("\n".join(wheels(lock)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
