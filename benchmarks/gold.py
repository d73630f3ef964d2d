"""How well a reader codes gold passages, by the gold folder's own scorer.

    python benchmarks/gold.py ../shared/gold --set seed --set dev [--reader cues] [--json]

FOLDER holds `score.py` and one folder of `<id>.txt` / `<id>.json` pairs for each set.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from foedus.exchange.exporters.claims import reading_json
from foedus.model.dates import DateSpan
from foedus.model.source import Document
from foedus.reading.pipeline import read
from foedus.reading.readers.registry import DEFAULT, names, reader

Claim = dict[str, Any]
MEASURES = ("actors", "ties", "relations", "events", "slots")


def load_scorer(path: Path) -> Any:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is no Python file; give the folder that holds score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(gold_folder: Path, reader_name: str, target: Path) -> None:
    """Reads every passage of the folder as a reader is given it and writes the claims beside each other."""
    coder = reader(reader_name)
    for path in sorted(gold_folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = Document(
            path.with_suffix(".txt").read_text(encoding="utf-8"),
            title=gold.get("title"),
            publisher=gold.get("publisher"),
            published=DateSpan.parse(gold["published"]) if gold.get("published") else None,
        )
        (target / path.name).write_text(
            json.dumps(reading_json(read(document, coder), path.stem), ensure_ascii=False), encoding="utf-8"
        )


def beside_each_other(scorer: Any, gold_folder: Path, pred_folder: Path) -> Iterator[tuple[Claim, Claim]]:
    """The claims of every passage that the scorer's own rules pair, the gold one first."""
    for path in sorted(gold_folder.glob("*.json")):
        gold, guess = (json.loads((folder / path.name).read_text(encoding="utf-8")) for folder in (gold_folder, pred_folder))
        yield from _matched(scorer, gold, guess, path.with_suffix(".txt").read_text(encoding="utf-8"))


def macro_certainty(pairs: Iterable[tuple[Claim, Claim]]) -> dict[str, float]:
    """F1 of each label but `stated` over the claims that match, since always answering `stated` is right nine times in ten."""
    counts = {label: [0, 0, 0] for label in ("hedged", "denied", "hypothetical")}  # right, gold, predicted
    for one, other in pairs:
        for label, count in counts.items():
            count[0] += one["certainty"] == other["certainty"] == label
            count[1] += one["certainty"] == label
            count[2] += other["certainty"] == label
    figures = {label: round(2 * r / (g + p), 3) if g + p else 0.0 for label, (r, g, p) in counts.items()}
    return {**figures, "macro": round(sum(figures.values()) / len(figures), 3)}


def tie_dates(pairs: Iterable[tuple[Claim, Claim]]) -> dict[str, dict[str, float]]:
    """Of the ties that match: how often the year of the start, and of the end, is right, told in gold, and given by the reader.

    The scorer counts right starts among those in gold; a reader that dates every tie does well there and makes dates up.
    """
    found = list(pairs)
    out = {}
    for side in ("start", "end"):
        years = [((one[side] or "")[:4], (other[side] or "")[:4]) for one, other in found if "a" in one]
        right = sum(bool(one) and one == other for one, other in years)
        told, given = sum(bool(one) for one, _ in years), sum(bool(other) for _, other in years)
        out[side] = {
            "right": right,
            "told": told,
            "given": given,
            "f1": round(2 * right / (told + given), 3) if told + given else 0.0,
        }
    return out


def found_by_certainty(relations: Iterable[Claim], pairs: Iterable[tuple[Claim, Claim]]) -> dict[str, dict[str, int]]:
    """Of the gold relations of each certainty: how many there are, how many of them the reader gives with any certainty, and how
    many with the same. Claims are paired as the scorer pairs them, by type and ends: of a tie that gold tells with two
    certainties a reader that gives it once has found the first."""
    found = [(one["certainty"], other["certainty"]) for one, other in pairs if "a" in one]
    told = Counter(one["certainty"] for one in relations)
    return {
        label: {
            "told": count,
            "found": sum(one == label for one, _ in found),
            "same": sum(one == other == label for one, other in found),
        }
        for label, count in sorted(told.items())
    }


def _gold_relations(folder: Path) -> Iterator[Claim]:
    for path in sorted(folder.glob("*.json")):
        yield from json.loads(path.read_text(encoding="utf-8"))["relations"]


def _matched(scorer: Any, gold: dict[str, Any], guess: dict[str, Any], text: str) -> list[tuple[Claim, Claim]]:
    who = scorer.Names(gold, guess)
    gold_relations, relations = scorer.relations(gold, who.gold), scorer.relations(guess, who.predicted)
    pairs = scorer.pair_up(gold_relations, relations, lambda g, p: float(g[0] == p[0]), 0.5)
    out = [(gold_relations[i][1], relations[j][1]) for i, j in pairs]

    def close(one: Claim, other: Claim) -> float:
        if one["type"] != other["type"]:
            return 0.0
        shared = scorer.event_actors(one, who.gold) & scorer.event_actors(other, who.predicted)
        return 0.5 * float(scorer.overlap(text, one["quote"], other["quote"])) + 0.2 * bool(shared)

    pairs = scorer.pair_up(gold["events"], guess["events"], close, 0.15)
    return out + [(gold["events"][i], guess["events"][j]) for i, j in pairs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", action="append", dest="sets", help="a sub-folder to score; may be repeated (default: seed, dev)")
    parser.add_argument(
        "--reader", action="append", dest="readers", choices=names(), help=f"may be repeated (default: {DEFAULT})"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    scorer = load_scorer(options.folder / "score.py")
    report: dict[str, Any] = {}
    for name in options.readers or [DEFAULT]:
        for part in options.sets or ["seed", "dev"]:
            with tempfile.TemporaryDirectory() as target:
                started = time.perf_counter()
                predict(options.folder / part, name, Path(target))
                result = scorer.score(options.folder / part, target)
                pairs = list(beside_each_other(scorer, options.folder / part, Path(target)))
                result |= {"certainty": macro_certainty(pairs), "tie dates": tie_dates(pairs)}
                result["found by certainty"] = found_by_certainty(_gold_relations(options.folder / part), pairs)
                report[f"{name} {part}"] = {**result, "seconds": round(time.perf_counter() - started, 1)}
    if options.json:
        print(json.dumps(report, indent=1))
        return
    for title, result in report.items():
        print(f"== {title}  ({result['seconds']} s)")
        for measure in MEASURES:
            figures = result[measure]
            print(f"  {measure:10} P {figures['precision']:.3f}  R {figures['recall']:.3f}  F1 {figures['f1']:.3f}")
        for what, agreed in result["agreement"].items():
            print(f"  {what:22} {agreed['right']}/{agreed['of']}")
        print(f"  certainty F1           {result['certainty']}")
        for label, counts in result["found by certainty"].items():
            print(f"  {'ties ' + label:22} {counts['found']} of {counts['told']} found, {counts['same']} told so")
        for side, dates in result["tie dates"].items():
            share = f"{dates['right']} right of {dates['given']} given and {dates['told']} told"
            print(f"  {'tie ' + side:22} {share}, F1 {dates['f1']:.3f}")
        print(f"  quotes verbatim        {result['quotes verbatim']['right']}/{result['quotes verbatim']['of']}")


if __name__ == "__main__":
    main()
