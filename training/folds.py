"""Ten-fold cross-validation by genre: each passage is read by a network that was trained without it.

    PYTHONPATH=src:.:benchmarks python -m training.folds gold.pkl --start BASE/network.pt --encoder ENCODER --out DIR \\
        --scorer ../shared/gold/score.py [--epochs 2]

`BASE` is a network trained without any of these passages; each fold goes on from it with the other nine tenths. The claims
of a fold are kept in DIR, so that a broken-off run goes on where it stopped. Thresholds are those of the shipped reader.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from foedus.reading.readers.trained.thresholds import Thresholds
from training.calibrate import SETTINGS
from training.evaluate import load_scorer, predict, score, summary
from training.examples import Record
from training.torch_brain import TorchBrain
from training.train import parser as training_options
from training.train import train

FOLDS = 10
GENRES = {"history": "encyclopaedic", "country": "country reports"}  # as `examples.genre_of` tells them; the rest is own text


def fold_of(passage_id: str) -> int:
    """Which fold a passage falls into, the same on every machine."""
    return int(hashlib.sha256(passage_id.encode()).hexdigest(), 16) % FOLDS


def read_fold(number: int, records: Sequence[Record], options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The claims on the passages of one fold, read by a network trained on the others."""
    argv = ["-", "--encoder", str(options.encoder), "--out", str(options.out), "--start", str(options.start)]
    argv += ["--epochs", str(options.epochs), "--batch", "8", "--rate", "1.5e-4", "--head-rate", "6e-4", "--ema", "0.99"]
    seen = [example for record in records if fold_of(record.id) != number for example in record.examples]
    brain = TorchBrain(train(seen, options.encoder, None, training_options().parse_args(argv)))
    bars = Thresholds.from_json(json.loads(SETTINGS.read_text())["thresholds"])
    return {record.id: predict(record, brain, bars) for record in records if fold_of(record.id) == number}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path, help="what training.prepare wrote of the reference passages alone")
    parser.add_argument("--start", type=Path, required=True, help="the network.pt to go on from, trained without these passages")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    records: list[Record] = pickle.loads(options.records.read_bytes())
    claims: dict[str, dict[str, Any]] = {}
    for number in range(FOLDS):
        kept = options.out / f"fold-{number}.json"
        if not kept.exists():
            kept.write_text(json.dumps(read_fold(number, records, options)))
            print(f"fold {number + 1} of {FOLDS} read", flush=True)
        claims |= json.loads(kept.read_text())
    scorer = load_scorer(options.scorer)
    for genre in ("all", *dict.fromkeys(GENRES.get(r.genre, "own text") for r in records)):
        chosen = [r for r in records if genre in ("all", GENRES.get(r.genre, "own text"))]
        print(f"{genre} ({len(chosen)} passages): {summary(score(chosen, claims, scorer))}")


if __name__ == "__main__":
    main()
