"""How fast questions are answered on a made-up ledger, and how that grows: python benchmarks/analysis.py [--claims N ...].

The ledger holds `--actors` actors in theatres of twenty; each report tells a hundred claims about a dozen actors of one theatre
and one from elsewhere. Those of one theatre stand in two camps: ties within a camp are mostly positive, those between mostly
negative, one in ten the other way round; a fifth of the claims is hedged, a twentieth denied. Half are relations, with a start or
without, half events. For each size a fresh ledger is recorded, then each question is asked in a process of its own, so that
memory is that of the question. `--plot FILE.svg` draws the growth; `--keep FOLDER` keeps the ledgers, to ask again.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from foedus.analysis.dossier import dossier
from foedus.analysis.evidence import evidence
from foedus.analysis.foremost import foremost
from foedus.analysis.screening import Asked, strain_at
from foedus.analysis.ties import ties_at
from foedus.ledger.intake import record
from foedus.ledger.session import Ledger
from foedus.ledger.view import View
from foedus.model.actor import Actor
from foedus.model.claim import Certainty, Claim, EventClaim, Origin, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.reading import Reading
from foedus.model.source import Document, Quote

NOW = datetime(2024, 1, 1, tzinfo=UTC)
FIRST_DAY, DAYS = date(2000, 1, 1), 7300
AT = date(2012, 6, 1)
THEATRE, CAST, PER_REPORT = 20, 12, 100
KINDS = ("group", "group", "group", "state", "unit", "force", "group", "group", "person", "group")
WITH, AGAINST = ("allied_with", "supports", "cooperates_with"), ("fights", "opposes", "attack", "bombing", "clash")
QUESTIONS = ("ties", "most told", "all ties", "why", "dossier", "strain")


def readings(claims: int, actors: int, seed: int = 1) -> Iterator[Reading]:
    """The made-up reports."""
    chance = random.Random(seed)
    for number in range(max(1, claims // PER_REPORT)):
        theatre = chance.randrange(max(1, actors // THEATRE))
        cast = [theatre * THEATRE + one for one in chance.sample(range(THEATRE), CAST)] + [chance.randrange(actors)]
        told = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        lines = [f"Report {number}, line {line}." for line in range(min(claims, PER_REPORT))]
        document = Document(" ".join(lines), f"Report {number}", published=DateSpan.of_day(told), origin=f"{number}.txt")
        made: list[Claim] = []
        start = 0
        for line in lines:
            quote = Quote(document.id, start, start + len(line), line)
            start += len(line) + 1
            made.append(_claim(chance, quote, cast, told))
        people = tuple(
            Actor(document.id, f"Band {one}", KINDS[one % len(KINDS)], lexicon=f"made:{one}") for one in dict.fromkeys(cast)
        )
        yield Reading(document, "made", "1", people, tuple(made))


def _claim(chance: random.Random, quote: Quote, cast: Sequence[int], told: date) -> Claim:
    a, b = chance.sample(cast, 2)
    friendly = (a % 2 == b % 2) != (chance.random() < 0.1)
    kind = chance.choice(WITH if friendly else AGAINST)
    certainty = chance.choices((Certainty.STATED, Certainty.HEDGED, Certainty.DENIED), (75, 20, 5))[0]
    when = DateSpan.of_day(told - timedelta(days=chance.randrange(400)))
    shared: dict[str, Any] = {"type": kind, "quote": quote, "origin": Origin("made", "1"), "certainty": certainty}
    if kind in ("attack", "bombing", "clash"):
        return EventClaim(**shared, date=when, initiators=(f"Band {a}",), targets=(f"Band {b}",))
    begun = when if chance.random() < 0.5 else None
    return RelationClaim(**shared, a=f"Band {a}", b=f"Band {b}", start=begun)


def ask(question: str, view: View) -> object:
    """Asks one question, all of its work from a fresh view included."""
    busiest = "made:2"
    if question == "ties":
        return len(ties_at(view, AT, busiest))
    if question == "most told":
        return len(foremost(view, AT).ties)
    if question == "all ties":
        return len(ties_at(view, AT))
    if question == "why":
        return len(evidence(view, busiest, "made:3"))
    if question == "dossier":
        return len(dossier(view, (busiest, "made:3"), AT).entries)
    return len(strain_at(view, Asked(AT)))


def answer(question: str, path: str) -> None:
    """Prints what one question costs, as JSON."""
    with Ledger.open(path) as ledger:
        view = ledger.view()
        started, worked = time.perf_counter(), time.process_time()
        found = ask(question, view)
        seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu_seconds": cpu, "memory_mb": memory, "found": found}))


def measure(claims: int, actors: int, path: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Records a ledger of so many claims, unless it stands there already, and asks the questions."""
    figures: dict[str, Any] = {"claims": claims, "actors": actors}
    if not path.exists():
        with Ledger.open(path) as ledger:
            names = {f"made:{one}": f"Band {one}" for one in range(actors)}
            figures["record_seconds"] = timed(
                lambda: [record(ledger, reading, now=NOW, lexicon=names) for reading in readings(claims, actors)]
            )
    figures["disk_mb"] = path.stat().st_size / 2**20
    for question in questions:
        command = [sys.executable, __file__, "--ask", question, "--ledger", str(path)]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        figures[question] = json.loads(ran.stdout)
    return figures


def timed(work: Callable[[], object]) -> float:
    """Seconds the work took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def plot(rows: Sequence[dict[str, Any]], file: Path) -> None:
    """Draws seconds over claims, both on logarithmic scales."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 4))
    for question in QUESTIONS:
        told = [(row["claims"], row[question]["seconds"]) for row in rows if question in row]
        if told:
            axes.plot(*zip(*told, strict=True), marker="o", label=question)
    axes.set(xscale="log", yscale="log", xlabel="claims in the ledger", ylabel="seconds")
    axes.grid(True, which="both", alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(file)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--actors", type=int, default=10_000)
    parser.add_argument("--questions", nargs="+", choices=QUESTIONS, default=list(QUESTIONS))
    parser.add_argument("--keep", type=Path, help="a folder for the ledgers; a temporary one if left out")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg")
    parser.add_argument("--ask", choices=QUESTIONS, help=argparse.SUPPRESS)
    parser.add_argument("--ledger", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.ask:
        answer(given.ask, given.ledger)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        rows = [measure(claims, given.actors, folder / f"{claims}.sqlite", given.questions) for claims in given.claims]
    if given.plot:
        plot(rows, given.plot)
    if given.json:
        print(json.dumps(rows, indent=2))
        return
    for row in rows:
        recorded = f", recorded in {row['record_seconds']:.1f} s" if "record_seconds" in row else ""
        print(f"{row['claims']} claims, {row['actors']} actors, {row['disk_mb']:.0f} MB{recorded}")
        for question in given.questions:
            one = row[question]
            print(
                f"  {question:9} {one['seconds']:8.3f} s ({one['cpu_seconds']:.3f} s of work) {one['memory_mb']:7.0f} MB, "
                f"{one['found']} found"
            )


if __name__ == "__main__":
    main()
