"""Reading speed on one and two processes, peak memory, and the size of an installation.

    python benchmarks/speed.py FOLDER [--reader cues] [--repeat 3] [--json]

FOLDER holds documents; each is read `--repeat` times, as if it were several. Sentences are those of our own splitter; loading
and reading count, recording does not. Peak memory is that of the largest single process. The installed size is that of the
packages that foedus needs in this environment, itself included.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

JOBS = (1, 2)
_KIB = 1 if sys.platform == "darwin" else 1024


def measure(folder: Path, reader: str, repeat: int, jobs: int) -> dict[str, Any]:
    """Reads the folder in this process (and others, if `jobs` is more than one)."""
    from foedus.interfaces.batch import Task, read_all
    from foedus.reading.documents.load import LoadOptions
    from foedus.reading.documents.sources import expand
    from foedus.reading.documents.web import WebPolicy
    from foedus.reading.steps import sentences

    tasks = [Task(source, LoadOptions(), WebPolicy(), source.where) for source in expand([folder])] * repeat
    start = time.perf_counter()
    count = claims = documents = 0
    for outcome in read_all(tasks, reader, jobs):
        if outcome.reading is not None:
            documents += 1
            claims += len(outcome.reading.claims)
            count += len(sentences.split(outcome.reading.document.text))
    taken = time.perf_counter() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "jobs": jobs, "documents": documents, "sentences": count, "claims": claims, "seconds": round(taken, 2),
        "sentences_per_second": round(count / taken, 1), "peak_megabytes": round(peak * _KIB / 1e6, 1),
    }


def installed_megabytes(name: str = "foedus") -> float | None:
    """What the package and everything it needs take on disk, in megabytes; None where it is not installed."""
    found: dict[str, Distribution] = {}
    waiting = [name]
    while waiting:
        wanted = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if wanted in found:
            continue
        try:
            found[wanted] = distribution(wanted)
        except PackageNotFoundError:
            continue
        needs = [need for need in found[wanted].requires or [] if "extra ==" not in need]
        waiting += [match[0] for need in needs if (match := re.match(r"[\w.-]+", need))]
    if name not in found:
        return None
    paths = {Path(str(one.locate_file(file))) for one in found.values() for file in one.files or []}
    return round(sum(path.stat().st_size for path in paths if path.is_file()) / 1e6, 1)


def main() -> None:
    """Measures each number of processes in a process of its own, so that peaks are apart, and prints."""
    parser = argparse.ArgumentParser(description="Speed, memory and size of reading.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reader", default="cues")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--jobs", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.jobs is not None:
        print(json.dumps(measure(given.folder, given.reader, given.repeat, given.jobs)))
        return
    again = [sys.executable, __file__, str(given.folder), "--reader", given.reader, "--repeat", str(given.repeat)]
    runs = [json.loads(subprocess.run([*again, "--jobs", str(jobs)], check=True, stdout=subprocess.PIPE).stdout) for jobs in JOBS]
    figures = {"reader": given.reader, "runs": runs, "installed_megabytes": installed_megabytes()}
    if given.json:
        print(json.dumps(figures, indent=2))
        return
    for run in runs:
        print(
            f"{run['jobs']} process(es): {run['sentences_per_second']} sentences/s ({run['sentences']} sentences, "
            f"{run['documents']} documents, {run['claims']} claims, {run['seconds']} s), peak {run['peak_megabytes']} MB"
        )
    size = figures["installed_megabytes"]
    print(f"installed: {size} MB" if size is not None else "installed: foedus is not installed here; pip install . and run again")


if __name__ == "__main__":
    main()
