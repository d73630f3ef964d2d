"""Scores a trained network on prepared passages with the gold scorer.

PYTHONPATH=src:.:benchmarks python -m training.evaluate dev.pkl --run RUN --scorer ../shared/gold/score.py
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from gold import MEASURES, beside_each_other, load_scorer, macro_certainty, tie_dates

from foedus.exchange.exporters.claims import document_json
from foedus.model.claim import Origin
from foedus.reading.readers.trained.assemble import assemble
from foedus.reading.readers.trained.brain import Brain, Cast, FirstLook, Floats, SecondLook
from foedus.reading.readers.trained.calibration import Calibration
from foedus.reading.readers.trained.decode import decode
from foedus.reading.readers.trained.features import WindowInput
from foedus.reading.readers.trained.thresholds import Thresholds
from training.examples import Record
from training.torch_brain import TorchBrain, load_network


class Remembering:
    """A brain that answers the same question only once, so that thresholds can be tried at no cost."""

    def __init__(self, brain: Brain) -> None:
        self.brain = brain
        self.known: dict[Any, Any] = {}
        self.asked: list[object] = []  # kept, so that no later object gets the id of an earlier one

    def _ask(self, about: object, key: tuple[Any, ...], answer: Callable[[], Any]) -> Any:
        whole = (id(about), *key)
        if whole not in self.known:
            self.asked.append(about)
            self.known[whole] = answer()
        return self.known[whole]

    def first_look(self, window: WindowInput) -> FirstLook:
        return self._ask(window, ("first",), lambda: self.brain.first_look(window))  # type: ignore[no-any-return]

    def same(self, look: FirstLook, mentions: tuple[tuple[int, int, int], ...]) -> Floats:
        return self._ask(look, ("same", mentions), lambda: self.brain.same(look, mentions))  # type: ignore[no-any-return]

    def second_look(self, look: FirstLook, window: WindowInput, cast: Cast) -> SecondLook:
        return self._ask(look, ("second", cast), lambda: self.brain.second_look(look, window, cast))  # type: ignore[no-any-return]

    def when(self, second: SecondLook, relations: tuple[tuple[int, int, int], ...], standing: Floats) -> Floats:
        return self._ask(second, ("when", relations), lambda: self.brain.when(second, relations, standing))  # type: ignore[no-any-return]


def predict(record: Record, brain: Brain, bars: Thresholds) -> dict[str, Any]:
    """The claims of one passage in the gold form."""
    windows = [(example.input, decode(record.prepared, example.input, brain, bars)) for example in record.examples]
    actors, claims = assemble(record.prepared, windows, Origin("trained", "training"), Calibration(), bars.listed)
    return document_json(record.prepared.document, actors, claims, record.id)


def write_pairs(records: Sequence[Record], predictions: dict[str, dict[str, Any]], folder: Path) -> tuple[Path, Path]:
    """Gold and predictions as the folders of files that the scorer reads."""
    gold, guess = folder / "gold", folder / "guess"
    gold.mkdir()
    guess.mkdir()
    for record in records:
        (gold / f"{record.id}.txt").write_text(record.prepared.document.text, encoding="utf-8")
        (gold / f"{record.id}.json").write_text(json.dumps(record.gold), encoding="utf-8")
        (guess / f"{record.id}.json").write_text(json.dumps(predictions[record.id]), encoding="utf-8")
    return gold, guess


def score(records: Sequence[Record], predictions: dict[str, dict[str, Any]], scorer: ModuleType) -> dict[str, Any]:
    """The scorer's figures, with certainty and the dates of ties as `benchmarks/gold.py` gives them."""
    with tempfile.TemporaryDirectory() as folder:
        gold, guess = write_pairs(records, predictions, Path(folder))
        pairs = list(beside_each_other(scorer, gold, guess))
        result: dict[str, Any] = scorer.score(gold, guess)
    return {**result, "certainty": macro_certainty(pairs), "tie dates": tie_dates(pairs)}


def run_score(records: Sequence[Record], brain: Brain, bars: Thresholds, scorer: ModuleType) -> dict[str, Any]:
    return score(records, {r.id: predict(r, brain, bars) for r in records}, scorer)


def summary(result: dict[str, Any]) -> str:
    """One line of F1 figures and agreements."""
    agree = {k: v["share"] for k, v in result["agreement"].items()}
    return (
        " ".join(f"{m} {result[m]['f1']:.3f} ({result[m]['precision']:.2f}/{result[m]['recall']:.2f})" for m in MEASURES)
        + f" {agree} certainty {result['certainty']['macro']} tie start F1 {result['tie dates']['start']['f1']}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    options = parser.parse_args()
    records: list[Record] = pickle.loads(options.records.read_bytes())
    scorer, brain = load_scorer(options.scorer), Remembering(TorchBrain(load_network(options.run)))
    settings = options.run / "reader.json"
    bars = Thresholds.from_json(json.loads(settings.read_text())["thresholds"]) if settings.exists() else Thresholds()
    print(bars)
    print(summary(run_score(records, brain, bars, scorer)))


if __name__ == "__main__":
    main()
