"""How long ``foedus --help`` takes: the best, middle and worst of several runs, and of Python doing nothing beside it.

python benchmarks/startup.py [--runs 20] [--json]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

COMMANDS = {"foedus --help": [sys.executable, "-m", "foedus", "--help"], "python alone": [sys.executable, "-c", "pass"]}


def seconds(command: Sequence[str], runs: int) -> list[float]:
    """How long each run took; one more goes before them, so that files are in the system's cache."""
    taken = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - start)
    return taken[1:]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Start-up time of the command line.")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = {}
    for name, command in COMMANDS.items():
        taken = seconds(command, given.runs)
        figures[name] = {"best": min(taken), "median": statistics.median(taken), "worst": max(taken)}
    if given.json:
        print(json.dumps(figures, indent=2))
        return
    for name, times in figures.items():
        print(f"{name}: " + ", ".join(f"{which} {value:.3f} s" for which, value in times.items()))


if __name__ == "__main__":
    main()
