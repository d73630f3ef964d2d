"""Reconciling a UCDP GED file with a copy of itself that has known edits, beside exact matching on date and place.

Of each row in the copy, independently and by the seed: the days are moved by 1 to 5, the place is coarsened to its district or
province, the dead are changed, side b becomes another group of the file, the row is dropped from the copy or from the original,
or it stands in the copy twice. So many rows have several edits. The copy is shuffled, and its ids are used for counting alone.

A match is right if it is between a row and its edited self (of a row that stands twice, either). A difference is right if that
field was edited, whether it is said to differ or to be less exact; edits of pairs that were not found count as missed, and
differences of wrong pairs as wrong. Exact matching pairs rows of the same days and place name, in the order of the files.

    python benchmarks/reconcile.py FILE [--seed N] [--seeds N] [--json]
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from foedus.analysis.pairing import Told
from foedus.analysis.reconciling import Finding, Kind
from foedus.exchange.importers.ucdp_ged import import_ucdp_ged
from foedus.exchange.reconcile import reconciled, rows_of
from foedus.interfaces.batch import Outcome, record_all
from foedus.ledger.session import Ledger
from foedus.reading.documents.sources import source_of

SHARES = {"date": 0.08, "place": 0.08, "deaths": 0.08, "actors": 0.04, "dropped": 0.08, "added": 0.08, "doubled": 0.04}
DAYS, ODDS = (1, 2, 3, 4, 5), (40, 25, 15, 10, 10)
Row = dict[str, str]
Middles = Mapping[str, Mapping[str, tuple[float, float]]]
FIELDS: tuple[str, ...] = ("date", "place", "deaths", "actors")


def edited(rows: list[Row], chance: random.Random) -> tuple[list[Row], list[Row], dict[str, set[str]]]:
    """What we have, what they have, and which fields of which row were edited; a row that stands twice has "+" behind its id."""
    middles = {name: _middle(rows, name) for name in ("adm_1", "adm_2")}
    groups = sorted({row["side_b"] for row in rows} - {"Civilians"})
    ours, theirs, edits = [], [], {}
    for row in rows:
        drawn = {name for name, share in SHARES.items() if chance.random() < share}
        if "added" not in drawn:
            ours.append(row)
        if "dropped" in drawn:
            continue
        made = dict(row)
        edits[row["id"]] = {field for field in FIELDS if field in drawn and _edit(field, made, chance, (middles, groups))}
        theirs.append(made)
        if "doubled" in drawn:
            theirs.append({**made, "id": f"{row['id']}+"})
    chance.shuffle(theirs)
    return ours, theirs, edits


def _edit(field: str, row: Row, chance: random.Random, known: tuple[Middles, list[str]]) -> bool:
    """Edits a field; False where the row does not allow of it."""
    middles, groups = known
    if field == "date":
        days = timedelta(chance.choices(DAYS, ODDS)[0] * chance.choice((-1, 1)))
        for column in ("date_start", "date_end"):
            row[column] = (date.fromisoformat(row[column][:10]) + days).isoformat()
    elif field == "place":
        level, code = chance.choice((("adm_2", "3.0"), ("adm_1", "4.0")))
        if not row[level] or float(row["where_prec"]) not in (1, 2):
            return False
        latitude, longitude = middles[level][row[level]]
        row |= {"where_prec": code, "where_coordinates": row[level]}
        row |= {"latitude": f"{latitude:.6f}", "longitude": f"{longitude:.6f}"}
    elif field == "deaths":
        low, high = (int(float(row[column])) for column in ("low", "high"))
        new_low = max(0, round(low * chance.uniform(0.3, 2.5)) + chance.choice((-2, -1, 1, 2)))
        new_high = max(new_low, round(high * chance.uniform(0.5, 2.5)))
        if (new_low, new_high) == (low, high):
            return False
        row |= {"low": str(new_low), "high": str(new_high), "best": str(new_low)}
    else:
        row["side_b"] = chance.choice([name for name in groups if name != row["side_b"]])
        row["side_b_new_id"] = ""
    return True


def _middle(rows: list[Row], level: str) -> dict[str, tuple[float, float]]:
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        points[row[level]].append((float(row["latitude"]), float(row["longitude"])))
    return {name: (sum(p[0] for p in told) / len(told), sum(p[1] for p in told) / len(told)) for name, told in points.items()}


def exact(ours: list[Row], theirs: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Pairs of the same days and the same place name."""
    waiting: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in theirs:
        waiting[_when_where(row)].append(row)
    for row in ours:
        if waiting[_when_where(row)]:
            yield row, waiting[_when_where(row)].pop(0)


def _when_where(row: Row) -> tuple[str, ...]:
    return row["date_start"][:10], row["date_end"][:10], row["where_coordinates"]


class Count:
    """Right, wrong and missed, by what is counted."""

    def __init__(self, ours: list[Row], theirs: list[Row], edits: dict[str, set[str]]) -> None:
        self.found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        own, others = {row["id"] for row in ours}, {row["id"].removesuffix("+") for row in theirs}
        doubled = {row["id"][:-1] for row in theirs if row["id"].endswith("+")}
        self.true: dict[str, set[tuple[str, str]]] = {
            "matches": {(one, one) for one in own & others},
            "only we": {(one, "") for one in own - others},
            "only they": {("", one) for one in others - own} | {("", f"{one}+") for one in doubled - own},
            "told again": {("", one) for one in doubled & own},
        }
        self.true |= {field: {(one, field) for one in own & others if field in edits[one]} for field in FIELDS}

    def pair(self, ours: str, theirs: str, differ: set[str]) -> None:
        """Takes a pair that was found, with the fields in which it differs."""
        bare = theirs.removesuffix("+")
        self.found["matches"].add((ours, bare))
        for field in differ:
            self.found[field].add((ours if ours == bare else f"{ours} wrong", field))

    def figures(self) -> dict[str, tuple[float, float, int]]:
        """Precision, recall and how many there are."""
        made = {}
        for name, true in self.true.items():
            found = self.found[name]
            right = len(found & true)
            made[name] = (right / len(found) if found else 0.0, right / len(true) if true else 0.0, len(true))
        return made


def measure(file: Path, seed: int) -> dict[str, dict[str, tuple[float, float, int]] | float]:
    """The figures of both ways, by name, and the seconds and megabytes it took."""
    rows = [row for row in csv.DictReader(file.open(encoding="utf-8", newline="")) if not row["year"].startswith("#")]
    ours, theirs, edits = edited(rows, random.Random(seed))
    with tempfile.TemporaryDirectory() as folder:
        own, copy = Path(folder) / "ours.csv", Path(folder) / "copy.csv"
        _write(own, ours)
        _write(copy, theirs)
        with Ledger.open(Path(folder) / "ledger.sqlite") as ledger:
            for _ in record_all(ledger, (Outcome(source_of(str(own)), one) for one in import_ucdp_ged(own))):
                pass
            start = time.perf_counter()
            findings = reconciled(ledger.view(), "ucdp-ged", rows_of("ucdp-ged", copy), copy, whole=True).findings
            took = time.perf_counter() - start
    count = Count(ours, theirs, edits)
    columns = list(rows[0])
    for one in findings:
        _take(count, one, columns)
    plain = Count(ours, theirs, edits)
    paired: set[str] = set()
    for a, b in exact(ours, theirs):
        plain.pair(a["id"], b["id"], {"deaths"} if (a["low"], a["high"]) != (b["low"], b["high"]) else set())
        paired |= {f"a{a['id']}", f"b{b['id']}"}
    plain.found["only we"] = {(row["id"], "") for row in ours if f"a{row['id']}" not in paired}
    plain.found["only they"] = {("", row["id"]) for row in theirs if f"b{row['id']}" not in paired}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"foedus": count.figures(), "exact": plain.figures(), "seconds": took, "peak memory, MB": memory}


def _take(count: Count, one: Finding, columns: list[str]) -> None:
    ours, theirs = (_id(told, columns) if told else "" for told in (one.ours, one.theirs))
    if one.kind in (Kind.BOTH, Kind.DIFFER):
        count.pair(ours, theirs, {known.aspect.value for known in one.differences})
    elif one.kind is Kind.AGAIN:
        count.found["told again"].add(("", theirs.removesuffix("+")))
    else:
        count.found[one.kind.value].add((ours, theirs))


def _id(told: Told, columns: list[str]) -> str:
    return next(csv.reader(StringIO(told.quote)))[columns.index("id")]


def _write(file: Path, rows: list[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.DictWriter(opened, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def main() -> None:
    """Prints the figures of each seed, and their means."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--seeds", type=int, default=1, help="how many")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    runs = {seed: measure(arguments.file, seed) for seed in range(arguments.seed, arguments.seed + arguments.seeds)}
    if arguments.json:
        print(json.dumps(runs, indent=2))
        return
    first = next(iter(runs.values()))
    for way in ("foedus", "exact"):
        print(way)
        told = first[way]
        assert isinstance(told, dict)
        for name in told:
            figures = [run[way][name] for run in runs.values()]  # type: ignore[index]
            precision, recall, number = (sum(one[at] for one in figures) / len(figures) for at in range(3))
            print(f"  {name:12} precision {precision:.3f}  recall {recall:.3f}  of {number:,.0f}")
    print(f"seconds {sum(run['seconds'] for run in runs.values()) / len(runs):.1f}")  # type: ignore[misc]


if __name__ == "__main__":
    main()
