"""Whether a reader's confidence says how often it is right, on hand-coded passages.

    python benchmarks/calibration.py ../shared/gold --set dev [--reader trained] [--json]

FOLDER is as for gold.py. A claim is right if the gold scorer pairs it with a gold claim of its type: a relation by its two
ends, an event by its quote, actors, date and place; details beyond that do not count. The expected calibration error is the
difference between mean confidence and share right, averaged over the bins by the claims in them (Naeini et al. 2015).
Claims that carry no confidence are counted apart.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from gold import load_scorer, predict

from foedus.reading.readers.registry import DEFAULT, names

BINS = 10
# The gold scorer's floors for taking two claims for the same.
_SAME_RELATION, _SAME_EVENT = 0.5, 0.15
_QUOTES_MEET = 0.3


class Judged(NamedTuple):
    """A claim of the reader: its confidence, None where it gives none, and whether it is right."""

    confidence: float | None
    right: bool


def judged(scorer: Any, gold_folder: Path, pred_folder: Path) -> dict[str, list[Judged]]:
    """Every predicted claim of the passages, events and relations apart."""
    out: dict[str, list[Judged]] = {"events": [], "relations": []}
    for path in sorted(gold_folder.glob("*.json")):
        gold, guess = (json.loads((folder / path.name).read_text(encoding="utf-8")) for folder in (gold_folder, pred_folder))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        who = scorer.Names(gold, guess)
        right_ones = {
            "events": right_events(scorer, who, gold, guess, text), "relations": right_relations(scorer, who, gold, guess),
        }
        for what, right in right_ones.items():
            out[what] += [Judged(claim.get("confidence"), number in right) for number, claim in enumerate(guess[what])]
    return out


def right_relations(scorer: Any, who: Any, gold: dict[str, Any], guess: dict[str, Any]) -> set[int]:
    """The indices of the predicted relations that the scorer pairs with a gold one."""

    def like(one: Any, other: Any) -> float:
        (kind, a, _), (other_kind, other_a, _) = one[0], other[0]
        if one[0] == other[0]:
            return 1.0
        near = kind == other_kind == "present_in" and a == other_a
        return 0.9 if near and scorer.same_place(one[1].get("b", ""), other[1].get("b", "")) else 0.0

    pairs = scorer.pair_up(scorer.relations(gold, who.gold), scorer.relations(guess, who.predicted), like, _SAME_RELATION)
    return {predicted for _, predicted in pairs}


def right_events(scorer: Any, who: Any, gold: dict[str, Any], guess: dict[str, Any], text: str) -> set[int]:
    """The indices of the predicted events that the scorer pairs with a gold one."""

    def close(one: dict[str, Any], other: dict[str, Any]) -> float:
        if one["type"] != other["type"]:
            return 0.0
        shared = bool(scorer.event_actors(one, who.gold) & scorer.event_actors(other, who.predicted))
        quotes = float(scorer.overlap(text, one["quote"], other["quote"]))
        date = bool(scorer.same_date(one.get("date"), other.get("date")))
        place = bool(scorer.same_place(one.get("place") or "", other.get("place") or ""))
        if quotes > _QUOTES_MEET or (shared and (date or place)):
            return 0.5 * quotes + 0.2 * shared + 0.15 * date + 0.15 * place
        return 0.0

    return {predicted for _, predicted in scorer.pair_up(gold["events"], guess["events"], close, _SAME_EVENT)}


def bins(claims: Sequence[Judged]) -> Iterator[dict[str, Any]]:
    """The claims by confidence, ten bins of equal width from 0 to 1; the last holds 1 itself."""
    by_bin: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for claim in claims:
        if claim.confidence is not None:
            by_bin[min(int(claim.confidence * BINS), BINS - 1)].append((claim.confidence, claim.right))
    for number, held in enumerate(by_bin):
        count = len(held)
        yield {
            "from": number / BINS, "to": (number + 1) / BINS, "claims": count,
            "confidence": round(sum(c for c, _ in held) / count, 3) if count else None,
            "right": round(sum(r for _, r in held) / count, 3) if count else None,
        }


def summary(claims: Sequence[Judged]) -> dict[str, Any]:
    """The bins, the expected calibration error (None without confidences), and the claims that carry no confidence."""
    table = list(bins(claims))
    told = sum(row["claims"] for row in table)
    gaps = [row["claims"] * abs(row["confidence"] - row["right"]) for row in table if row["claims"]]
    silent = [claim for claim in claims if claim.confidence is None]
    return {
        "claims": len(claims), "right": _share(claims), "bins": table,
        "expected calibration error": round(sum(gaps) / told, 3) if told else None,
        "without confidence": {"claims": len(silent), "right": _share(silent)},
    }


def _share(claims: Sequence[Judged]) -> float | None:
    return round(sum(claim.right for claim in claims) / len(claims), 3) if claims else None


def measure(scorer: Any, folder: Path, reader_name: str) -> dict[str, Any]:
    """The summaries for events, relations and both together."""
    with tempfile.TemporaryDirectory() as target:
        predict(folder, reader_name, Path(target))
        claims = judged(scorer, folder, Path(target))
    claims["all"] = [*claims["events"], *claims["relations"]]
    return {what: summary(of_kind) for what, of_kind in claims.items()}


def _print(title: str, result: dict[str, Any]) -> None:
    for what, told in result.items():
        error = told["expected calibration error"]
        print(f"== {title}, {what}: {told['claims']} claims, {told['right']} right, expected calibration error {error}")
        for row in told["bins"]:
            if row["claims"]:
                shares = f"mean confidence {row['confidence']:.3f}  right {row['right']:.3f}"
                print(f"  {row['from']:.1f}-{row['to']:.1f}  claims {row['claims']:5}  {shares}")
        silent = told["without confidence"]
        if silent["claims"]:
            print(f"  no confidence  claims {silent['claims']:5}  right {silent['right']:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", action="append", dest="sets", help="a sub-folder to score; may be repeated (default: dev)")
    parser.add_argument("--reader", action="append", dest="readers", choices=names(), help=f"repeatable (default: {DEFAULT})")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    scorer = load_scorer(options.folder / "score.py")
    report = {
        f"{name} {part}": measure(scorer, options.folder / part, name)
        for name in options.readers or [DEFAULT]
        for part in options.sets or ["dev"]
    }
    if options.json:
        print(json.dumps(report, indent=1))
        return
    for title, result in report.items():
        _print(title, result)


if __name__ == "__main__":
    main()
