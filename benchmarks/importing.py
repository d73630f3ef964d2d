"""Rows per second and peak memory of an import: a made-up UCDP GED file, the same for the same seed, into a fresh ledger.

Three steps, each over the whole file: making claims of the rows, recording them, and importing the file a second time, which adds
nothing. Peak memory is that of the process so far; a file that is read in blocks needs no more for being longer.

    python benchmarks/importing.py [--rows N] [--seed N] [--json]
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import tempfile
import time
from collections.abc import Container, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from foedus.exchange.importers.ucdp_ged import import_ucdp_ged
from foedus.interfaces.batch import NONE_KNOWN, Outcome, known_readings, record_all
from foedus.ledger.session import Ledger
from foedus.reading.documents.sources import source_of

COLUMNS = (
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_name",
    "dyad_name",
    "side_a_new_id",
    "side_a",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
)
COUNTRIES = ("Nigeria", "Syria", "Afghanistan", "Colombia", "DR Congo (Zaire)", "India", "Somalia", "Ukraine")
OFFICES = ("Reuters", "Agence France Presse", "All Africa", "The Daily Wire", "SOHR")
FIRST_DAY = date(1989, 1, 1)
DAYS = 12_000
GROUPS = 900
PLACES = 6_000


def write(file: Path, rows: int, seed: int) -> None:
    """A made-up GED file."""
    chance = random.Random(seed)
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.DictWriter(opened, COLUMNS, restval="")
        table.writeheader()
        table.writerows(_row(number, chance) for number in range(1, rows + 1))


def _row(number: int, chance: random.Random) -> dict[str, object]:
    violence = chance.choices((1, 2, 3), (7, 1, 2))[0]
    country = chance.choice(COUNTRIES)
    band = f"Band {chance.randrange(GROUPS)} of {country}"
    sides = {
        1: (f"Government of {country}", band),
        2: (band, f"Band {chance.randrange(GROUPS)} of {country}"),
        3: (band, "Civilians"),
    }
    side_a, side_b = sides[violence]
    precision = chance.choices((1, 2, 4, 5), (85, 10, 3, 2))[0]
    start = FIRST_DAY + timedelta(chance.randrange(DAYS))
    end = start if precision == 1 else start + timedelta(chance.randrange(1, 6))
    place = chance.randrange(PLACES)
    low = chance.randrange(20)
    office, printed = chance.choice(OFFICES), (end + timedelta(1)).isoformat()
    headline = f"Report {number}: fighting between {side_a} and {side_b}, {low} dead"
    latitude, longitude = f"{place % 90:.6f}", f"{place % 180:.6f}"
    return {
        "id": number,
        "relid": f"X-{number}",
        "year": start.year,
        "active_year": 1,
        "code_status": "Clear",
        "type_of_violence": violence,
        "conflict_name": f"{country}: Government",
        "dyad_name": f"{side_a} - {side_b}",
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": 1,
        "source_article": f'"{office},{printed},{headline}"',
        "source_office": office,
        "source_date": printed,
        "source_headline": headline,
        "source_original": chance.choice(("army statement", "police", "")),
        "where_prec": chance.choices((1, 2, 3, 4, 6), (50, 20, 15, 10, 5))[0],
        "where_coordinates": f"Place {place}",
        "where_description": f"in the hills behind Place {place}",
        "adm_1": f"Province {place % 40}",
        "adm_2": f"District {place % 400}",
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT ({longitude} {latitude})",
        "country": country,
        "region": "Somewhere",
        "event_clarity": 1,
        "date_prec": precision,
        "date_start": f"{start} 00:00:00.000",
        "date_end": f"{end} 00:00:00.000",
        "best": low + chance.randrange(3),
        "low": low,
        "high": low + 2 + chance.randrange(9),
    }


def measure(rows: int, seed: int) -> dict[str, float]:
    """The figures: seconds, rows per second and megabytes."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "GEDEvent.csv"
        write(file, rows, seed)
        figures["file, MB"] = file.stat().st_size / 2**20
        figures["memory before, MB"] = _peak()
        _timed(figures, "claims", rows, lambda: sum(len(reading.claims) for reading in import_ucdp_ged(file)))
        address = str(Path(folder) / "ledger.sqlite")
        with Ledger.open(address) as ledger:
            _timed(figures, "recorded", rows, lambda: _record(ledger, file, NONE_KNOWN))
        figures["ledger, MB"] = Path(address).stat().st_size / 2**20
        with Ledger.open(address) as ledger:
            _timed(figures, "again", 0, lambda: _record(ledger, file, known_readings(ledger)))
            figures["again, rows/s"] = rows / figures["again, s"]
    return figures


def _record(ledger: Ledger, file: Path, known: Container[str]) -> int:
    """How many claims an import adds."""

    def outcomes() -> Iterator[Outcome]:
        for reading in import_ucdp_ged(file, known):
            yield Outcome(source_of(str(file)), reading)

    return sum(taken.report.claims for taken in record_all(ledger, outcomes(), preferred=True) if taken.report)


def _timed(figures: dict[str, float], step: str, expected: int, work: object) -> None:
    start = time.perf_counter()
    found = work() if callable(work) else None
    took = time.perf_counter() - start
    if found != expected:
        raise SystemExit(f"{step}: {found} claims, expected {expected}")
    figures[f"{step}, s"] = took
    figures[f"{step}, rows/s"] = expected / took
    figures[f"{step}, peak memory, MB"] = _peak()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=400_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    started = datetime.now(UTC)
    figures = measure(arguments.rows, arguments.seed)
    figures["whole run, s"] = (datetime.now(UTC) - started).total_seconds()
    if arguments.json:
        print(json.dumps(figures, indent=2))
        return
    for name, value in figures.items():
        print(f"{name:28} {value:12,.1f}")


if __name__ == "__main__":
    main()
