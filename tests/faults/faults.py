"""What the program keeps when it is killed, when the disk is full, when the power goes, when bits flip (`make faults`).

Every action that was acknowledged must be there afterwards, whole, and the office must open without help.
Exits 1 when something was lost; says "not run" for what this machine does not permit.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import power
import trials


def main() -> int:
    """Run every kind of fault and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=40, help="trials of each kind")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000, help="what chance is told by")
    options = parser.parse_args()
    count, seed = options.trials, options.seed
    print(f"seed {seed}, {count} trials of each kind", flush=True)
    kinds = (
        lambda: trials.killed_at_random(count, seed),
        lambda: trials.killed_before_calls(count, seed),
        lambda: trials.killed_before_calls(count, seed, founding=True),
        lambda: trials.full_disk(tuple(300_000 + 60_000 * step for step in range(max(2, count // 5)))),
        lambda: power.cut_at_random(max(2, count // 4), seed),
        lambda: trials.flipped_bits(count, seed),
    )
    lost = False
    for kind in kinds:
        outcome = kind()
        verdict = "not run" if outcome.not_run else "LOST" if outcome.wrong else "kept"
        print(f"{verdict:8} {outcome.name} ({outcome.not_run or f'{outcome.ran} trials'})", flush=True)
        for line in outcome.wrong[:20]:
            print(f"         {line}", flush=True)
        lost = lost or bool(outcome.wrong)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
