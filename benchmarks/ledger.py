"""How fast the ledger records and answers, on made-up readings: python benchmarks/ledger.py [--documents N] [--claims N]."""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from foedus.errors import NotFound
from foedus.ledger.entries import ClaimFilter
from foedus.ledger.intake import record
from foedus.ledger.resolve import resolve
from foedus.ledger.search import search
from foedus.ledger.session import Ledger
from foedus.ledger.suggestions import suggestions
from foedus.ledger.view import View
from foedus.model.actor import Actor
from foedus.model.claim import Claim, EventClaim, Origin, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Location, Place, PlacePrecision
from foedus.model.reading import Reading
from foedus.model.source import Citation, Document, Quote

NOW = datetime(2024, 1, 1, tzinfo=UTC)
FIRST_DAY = date(2000, 1, 1)
CAST = 6
BUSY = 5  # actors that stand in a third of all documents


def readings(documents: int, claims: int, actors: int, seed: int = 1) -> Iterator[Reading]:
    """Made-up readings: each of a few actors, some of them everywhere, most of them rare."""
    chance = random.Random(seed)
    place = Location("geonames:1", "Ada", 33.5, 70.25, "PK", PlacePrecision.POINT)
    for number in range(documents):
        names = [chance.randrange(BUSY if chance.random() < 1 / 3 else actors) for _ in range(CAST)]
        cast = [f"Band number {name} of the hills" for name in dict.fromkeys(names)]
        day = FIRST_DAY + timedelta(days=chance.randrange(8000))
        struck = [f"{chance.choice(cast)} struck {chance.choice(cast)} near Ada." for _ in range(claims)]
        sentences = [f"Report {number}, line {line}: {words}" for line, words in enumerate(struck)]
        document = Document(" ".join(sentences), f"Report {number}", published=DateSpan.of_day(day), origin=f"{number}.txt")
        made: list[Claim] = []
        start = 0
        for line, sentence in enumerate(sentences):
            quote = Quote(document.id, start, start + len(sentence), sentence)
            start += len(sentence) + 1
            a, b = chance.choice(cast), chance.choice(cast)
            if line % 3:
                made.append(EventClaim(
                    type="attack", quote=quote, origin=Origin("made", "1", "strike"), date=DateSpan.of_day(day), country="PK",
                    place=Place("Ada", place), initiators=(a,), targets=(b,), killed=Count(2, 2), citations=(Citation("Dawn"),),
                ))
            else:
                made.append(RelationClaim(type="fights", quote=quote, origin=Origin("made", "1", "tie"), a=a, b=b))
        people = tuple(Actor(document.id, name, "group", lexicon=name.split()[2]) for name in cast)
        yield Reading(document, "made", "1", people, tuple(made))


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds the work took, and what it gave."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def unknown(view: View, name: str) -> str:
    """What is said of a name that nobody bears."""
    try:
        return resolve(view, name).how
    except NotFound as fault:
        return str(fault)


def measure(address: str, arguments: argparse.Namespace) -> dict[str, float]:
    """The figures, in seconds but for counts and megabytes."""
    figures: dict[str, float] = {}
    with Ledger.open(address) as ledger:
        made = readings(arguments.documents, arguments.claims, arguments.actors)
        figures["record"] = 0.0
        for reading in made:
            took, _ = timed(lambda: record(ledger, reading, now=NOW))  # noqa: B023, called at once
            figures["record"] += took
        view = ledger.view()
        figures["identities"], _ = timed(lambda: view.identities)
        pair = ClaimFilter(actors=("0", "1"))
        figures["claims of the busiest pair, first"], found = timed(lambda: sum(1 for _ in view.claims(pair)))
        figures["claims of the busiest pair, count"] = float(str(found))
        rare = ClaimFilter(actors=("0", str(arguments.actors // 2)))
        figures["claims of a rare pair"], _ = timed(lambda: list(view.claims(rare)))
        figures["resolve a name"], _ = timed(lambda: resolve(view, "band number 1 of the hills"))
        figures["answer an unknown name"], _ = timed(lambda: unknown(view, "bands of the valley"))
        figures["search"], _ = timed(lambda: search(view, '"report 77" ada'))
        figures["actors"], _ = timed(view.actors)
        figures["all claims"], count = timed(lambda: sum(1 for _ in ledger.view().claims()))
        figures["all claims, count"] = float(str(count))
        figures["suggestions"], _ = timed(lambda: suggestions(ledger))
    figures["peak memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--claims", type=int, default=20, help="claims in each document")
    parser.add_argument("--actors", type=int, default=10_000)
    parser.add_argument("--ledger", help="a PostgreSQL address or a file; a file in a temporary folder if left out")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        figures = measure(arguments.ledger or str(path), arguments)
        if path.exists():
            figures["size on disk, MB"] = path.stat().st_size / 2**20
    if arguments.json:
        print(json.dumps(figures, indent=2))
        return
    for name, value in figures.items():
        print(f"{name:36} {value:12.3f}")


if __name__ == "__main__":
    main()
