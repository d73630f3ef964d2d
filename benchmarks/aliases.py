"""Name suggestions on pairs of UCDP and GTD group names that were graded by hand, from the Terrorism in Armed Conflict project.

All UCDP names are one document of a ledger, all GTD names another, and `foedus suggestions` is asked who may be the same: its
pairs of one from each, and those that the lexicon joined by itself, are found. Only graded pairs of the file count. The grades as
its rows show them: 0 is the same group, be it under another name; 1 to 4 are wings, umbrellas, factions and affiliates; from 5 on
come generic names and other groups; what was left undecided is below 0 and left out. So a pair is right if its grade is 0, near
if 1 to 4, wrong from 5 on.

`names alone` has the names as the file has them, of which most of UCDP's are acronyms; `full names` adds those that the UCDP
Actor dataset gives each group, as `foedus import ucdp-actor` does; `as imported` lets the lexicon settle names first, as
importers do.

    python benchmarks/aliases.py NAMES.csv --actors ucdp-actor.csv [--json]
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from foedus.exchange.importers.naming import Naming
from foedus.exchange.importers.ucdp_actor import import_ucdp_actor
from foedus.ledger.intake import record
from foedus.ledger.names import fold
from foedus.ledger.session import Ledger
from foedus.ledger.suggestions import suggestions
from foedus.model.actor import Actor
from foedus.model.reading import Reading
from foedus.model.source import Document
from foedus.reading.steps.lexicon import lexicon

NOW = datetime(2024, 1, 1, tzinfo=UTC)
SAME, RELATED = "0", ("1", "2", "3", "4")
Pair = tuple[str, str]
Figures = dict[str, float | int]


def graded(file: Path) -> dict[Pair, str]:
    """The decided pairs with their grades; of several grades of one pair the lowest."""
    grades: dict[Pair, str] = {}
    with file.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            pair, grade = (row["sideb"].strip(), row["gtd_gname"].strip()), row["gname_match"]
            if all(pair) and grade.isdigit():
                grades[pair] = min(grades.get(pair, grade), grade, key=int)
    return grades


def full_names(file: Path) -> Mapping[str, tuple[str, ...]]:
    """What else UCDP calls an actor, by each of its folded names that one actor alone bears."""
    bearers: dict[str, set[Actor]] = defaultdict(set)
    for reading in import_ucdp_actor(file):
        for actor in reading.actors:
            for name in actor.names:
                bearers[fold(name)].add(actor)
    return {name: next(iter(found)).names for name, found in bearers.items() if len(found) == 1}


def found_pairs(grades: Collection[Pair], names: Mapping[str, tuple[str, ...]], settled: bool) -> dict[Pair, float]:
    """The pairs that are suggested, with their scores; 101 for those that the machine joined."""
    ucdp, gtd = sorted({a for a, _ in grades}), sorted({b for _, b in grades})
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "names.sqlite") as ledger:
        sides = [_listed("UCDP", ucdp, names, settled), _listed("GTD", gtd, {}, settled)]
        keys = {key: entry.name for key, entry in lexicon().entries.items()}
        for side in sides:
            record(ledger, side, now=NOW, lexicon=keys)
        ids = [{actor.name: actor.id for actor in side.actors} for side in sides]
        same = ledger.view().identities
        made: dict[frozenset[str], float] = {}
        for one in suggestions(ledger):
            made[frozenset((same.of(one.actor_a), same.of(one.actor_b)))] = one.score
        return dict(_scored(grades, ids, made, same.of))


def _scored(
    grades: Collection[Pair], ids: list[dict[str, str]], made: Mapping[frozenset[str], float], of: Callable[[str], str]
) -> Iterator[tuple[Pair, float]]:
    for a, b in grades:
        one, other = (of(ids[at][name]) for at, name in enumerate((a, b)))
        score = 101.0 if one == other else made.get(frozenset((one, other)))
        if score is not None:
            yield (a, b), score


def _listed(title: str, names: list[str], also: Mapping[str, tuple[str, ...]], settled: bool) -> Reading:
    document = Document("\n".join(names), title)
    naming = Naming.of({})
    actors = []
    for name in names:
        kind, key = naming.settled(name) if settled else ("group", None)
        aliases = tuple(one for one in also.get(fold(name), ()) if one != name)
        actors.append(Actor(document.id, name, kind, aliases, lexicon=key))
    return Reading(document, "names", "1", tuple(actors))


def figures(grades: Mapping[Pair, str], found: Mapping[Pair, float], least: float = 0.0) -> Figures:
    """Precision and recall among the graded pairs, of suggestions of at least a score."""
    kept = {pair for pair, score in found.items() if score >= least}
    told = Counter("same" if grades[pair] == SAME else "near" if grades[pair] in RELATED else "wrong" for pair in kept)
    same = sum(grade == SAME for grade in grades.values())
    total = len(kept) or 1
    return {
        "found": len(kept),
        "same": told["same"],
        "near": told["near"],
        "wrong": told["wrong"],
        "precision": told["same"] / total,
        "precision, near counted": (told["same"] + told["near"]) / total,
        "recall": told["same"] / same,
    }


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", type=Path)
    parser.add_argument("--actors", type=Path, required=True, help="the UCDP Actor dataset")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="list what was wrong or missed")
    arguments = parser.parse_args()
    grades, also = graded(arguments.names), full_names(arguments.actors)
    ways = {
        "names alone": found_pairs(grades, {}, settled=False),
        "full names": found_pairs(grades, also, settled=False),
        "as imported": found_pairs(grades, also, settled=True),
    }
    plain = {pair: 100.0 for pair in grades if fold(pair[0]) == fold(pair[1])}
    told = {"equal names": figures(grades, plain)} | {name: figures(grades, found) for name, found in ways.items()}
    if arguments.json:
        print(json.dumps({"pairs": len(grades), "same": sum(grade == SAME for grade in grades.values()), "ways": told}, indent=2))
        return
    print(f"{len(grades)} graded pairs, {sum(grade == SAME for grade in grades.values())} of them the same group")
    for name, one in told.items():
        shown = (f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in one.items())
        print(f"{name:12} " + "  ".join(shown))
    if arguments.wrong:
        last = ways["as imported"]
        print("wrong:", *(f"\n  {a} = {b} ({grades[a, b]}, {score})" for (a, b), score in last.items() if grades[a, b] != SAME))
        print("missed:", *(f"\n  {a} = {b}" for (a, b), grade in grades.items() if grade == SAME and (a, b) not in last))


if __name__ == "__main__":
    main()
