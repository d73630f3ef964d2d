"""Sets the thresholds and the calibration of the exported weights on passages they were not trained on.

    PYTHONPATH=src:.:benchmarks python -m training.calibrate train.pkl --scorer score.py --passages IDS.txt --version 2

Writes reader.json beside the weights. The graphs as shipped are asked, not the network they were made from, for 8 bits shift
its scores.
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from calibration import judged

from foedus.reading.readers.trained.brain import Brain
from foedus.reading.readers.trained.calibration import fit
from foedus.reading.readers.trained.network import OnnxBrain
from foedus.reading.readers.trained.thresholds import Thresholds
from training.evaluate import Remembering, load_scorer, predict, run_score, summary, write_pairs
from training.examples import Record

SETTINGS = Path(__file__).parents[1] / "src/foedus/reading/weights/reader.json"
Aim = Callable[[dict[str, Any]], float]

GRID: dict[str, tuple[float, ...]] = {
    "mention": (0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8),
    "listed": (0.5, 0.6, 0.7, 0.8, 0.9),
    "same": (0.3, 0.5, 0.7),
    "trigger": (0.25, 0.35, 0.45, 0.55),
    "slot": (0.2, 0.3, 0.4, 0.5, 0.6),
    "slots.date": (0.02, 0.05, 0.1, 0.2),
    "slots.place": (0.15, 0.25, 0.35, 0.5),
    "agreement": (0.0, 1.0, 2.0, 3.0, 4.0),
    "relation": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6),
    "when": (0.05, 0.1, 0.15, 0.2, 0.3, 0.4),
}


def _actors(result: dict[str, Any]) -> float:
    return float(result["actors"]["f1"] + 0.5 * result["relations"]["f1"] + 0.5 * result["ties"]["f1"])


def _events(result: dict[str, Any]) -> float:
    return float(result["events"]["f1"] + result["slots"]["f1"])


def _slots(result: dict[str, Any]) -> float:
    return float(result["slots"]["f1"] + 0.3 * result["ties"]["f1"] + 0.1 * (result["agreement"]["event date"]["share"] or 0))


def _relations(result: dict[str, Any]) -> float:
    return float(result["relations"]["f1"] + 0.5 * result["ties"]["f1"])


def _dates(result: dict[str, Any]) -> float:
    return float(result["tie dates"]["start"]["f1"] + result["tie dates"]["end"]["f1"])


AIM: dict[str, Aim] = {
    "mention": _actors,
    "listed": _actors,
    "same": _actors,
    "trigger": _events,
    "slot": _slots,
    "slots.date": _slots,
    "slots.place": _slots,
    "agreement": _relations,
    "relation": _relations,
    "when": _dates,
}


def _with(bars: Thresholds, name: str, value: float) -> Thresholds:
    if name.startswith("slots."):
        return replace(bars, slots={**bars.slots, name.removeprefix("slots."): value})
    return replace(bars, **{name: value})


def tune(records: Sequence[Record], brain: Brain, scorer: ModuleType, bars: Thresholds | None = None) -> Thresholds:
    """Each threshold in turn set to what scores best on these passages. Thresholds by type gained nothing on other passages."""
    bars = bars or Thresholds(mention=0.5, same=0.5, trigger=0.4, slot=0.3, relation=0.35, when=0.1, slots={"date": 0.15})
    for name, values in GRID.items():
        scored = [(AIM[name](run_score(records, brain, _with(bars, name, value), scorer)), value) for value in values]
        bars = _with(bars, name, max(scored)[1])
    return bars


def calibration(records: Sequence[Record], brain: Brain, bars: Thresholds, scorer: ModuleType) -> dict[str, Any]:
    """The points from score to share right, for events and relations."""
    with tempfile.TemporaryDirectory() as folder:
        gold, guess = write_pairs(records, {r.id: predict(r, brain, bars) for r in records}, Path(folder))
        claims = judged(scorer, gold, guess)
    return {
        kind: fit([c.confidence or 0.0 for c in claims[name]], [c.right for c in claims[name]])
        for kind, name in (("event", "events"), ("relation", "relations"))
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--passages", type=Path, required=True, help="a file with the ids of the passages to use")
    parser.add_argument("--thresholds", type=Path, help="take these instead of searching")
    parser.add_argument("--version", required=True, help="the version of the weights, such as 1")
    options = parser.parse_args()
    wanted = set(options.passages.read_text().split())
    records = [r for r in pickle.loads(options.records.read_bytes()) if r.id in wanted]
    scorer, brain = load_scorer(options.scorer), Remembering(OnnxBrain())
    given = options.thresholds
    bars = Thresholds.from_json(json.loads(given.read_text())) if given else tune(records, brain, scorer)
    settings = {"version": options.version, "thresholds": asdict(bars), "calibration": calibration(records, brain, bars, scorer)}
    SETTINGS.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    print(summary(run_score(records, brain, bars, scorer)))


if __name__ == "__main__":
    main()
