"""Scores a trained network on prepared passages with the gold scorer.

python -m training.evaluate dev.pkl --run RUN --scorer ../shared/gold/score.py [--tune]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import pickle
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import torch

from foedus.exchange.exporters.claims import document_json
from foedus.model.claim import Origin
from foedus.reading.readers.trained.assemble import assemble
from foedus.reading.readers.trained.brain import Brain, Cast, FirstLook, Floats, SecondLook
from foedus.reading.readers.trained.calibration import Calibration
from foedus.reading.readers.trained.decode import decode
from foedus.reading.readers.trained.features import WindowInput
from foedus.reading.readers.trained.thresholds import Thresholds
from training.examples import Record
from training.model import Network, Sizes
from training.torch_brain import TorchBrain

MEASURES = ("actors", "ties", "relations", "events", "slots")


def load_scorer(path: Path) -> ModuleType:
    """The gold scorer as a module."""
    spec = importlib.util.spec_from_file_location("gold_scorer", path)
    if spec is None or spec.loader is None:
        raise ValueError(f"{path} is no Python file; give the scorer of the gold folder")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_network(run: Path) -> Network:
    """A trained network from its run folder."""
    saved = torch.load(run / "network.pt", map_location="cuda" if torch.cuda.is_available() else "cpu", weights_only=False)
    model = Network(Sizes(**saved["sizes"]))
    model.load_state_dict(saved["state"])
    return model.to("cuda" if torch.cuda.is_available() else "cpu").eval()


class Remembering:
    """A brain that answers the same question only once, so that thresholds can be tried at no cost."""

    def __init__(self, brain: Brain) -> None:
        self.brain = brain
        self.known: dict[Any, Any] = {}

    def _ask(self, key: Any, answer: Callable[[], Any]) -> Any:
        if key not in self.known:
            self.known[key] = answer()
        return self.known[key]

    def first_look(self, window: WindowInput) -> FirstLook:
        return self._ask(("first", id(window)), lambda: self.brain.first_look(window))  # type: ignore[no-any-return]

    def same(self, look: FirstLook, mentions: tuple[tuple[int, int, int], ...]) -> Floats:
        return self._ask(("same", id(look), mentions), lambda: self.brain.same(look, mentions))  # type: ignore[no-any-return]

    def second_look(self, look: FirstLook, window: WindowInput, cast: Cast) -> SecondLook:
        return self._ask(("second", id(look), cast), lambda: self.brain.second_look(look, window, cast))  # type: ignore[no-any-return]

    def when(self, second: SecondLook, relations: tuple[tuple[int, int, int], ...]) -> Floats:
        return self._ask(("when", id(second), relations), lambda: self.brain.when(second, relations))  # type: ignore[no-any-return]


def predict(record: Record, brain: Brain, bars: Thresholds) -> dict[str, Any]:
    """The claims of one passage in the gold form."""
    windows = [(example.input, decode(example.input, brain, bars)) for example in record.examples]
    actors, claims = assemble(record.prepared, windows, Origin("trained", "training"), Calibration())
    return document_json(record.prepared.document, actors, claims, record.id)


def score(records: Sequence[Record], predictions: dict[str, dict[str, Any]], scorer: ModuleType) -> dict[str, Any]:
    """The scorer's figures."""
    with tempfile.TemporaryDirectory() as folder:
        gold, pred = Path(folder) / "gold", Path(folder) / "pred"
        gold.mkdir(), pred.mkdir()
        for record in records:
            (gold / f"{record.id}.txt").write_text(record.prepared.document.text, encoding="utf-8")
            (gold / f"{record.id}.json").write_text(json.dumps(record.gold), encoding="utf-8")
            (pred / f"{record.id}.json").write_text(json.dumps(predictions[record.id]), encoding="utf-8")
        result: dict[str, Any] = scorer.score(gold, pred)
    return result


def run_score(records: Sequence[Record], brain: Brain, bars: Thresholds, scorer: ModuleType) -> dict[str, Any]:
    return score(records, {r.id: predict(r, brain, bars) for r in records}, scorer)


GRID: dict[str, tuple[float, ...]] = {
    "mention": (0.4, 0.5, 0.6, 0.7),
    "same": (0.3, 0.5, 0.7),
    "trigger": (0.25, 0.35, 0.45, 0.55),
    "slot": (0.2, 0.3, 0.4, 0.5),
    "slots.date": (0.05, 0.1, 0.2, 0.3),
    "slots.place": (0.15, 0.25, 0.35, 0.5),
    "relation": (0.2, 0.3, 0.4, 0.5),
    "when": (0.03, 0.06, 0.1, 0.2, 0.3),
}


def _actors(result: dict[str, Any]) -> float:
    return float(result["actors"]["f1"] + 0.5 * result["relations"]["f1"] + 0.5 * result["ties"]["f1"])


def _events(result: dict[str, Any]) -> float:
    return float(result["events"]["f1"] + result["slots"]["f1"])


def _slots(result: dict[str, Any]) -> float:
    return float(result["slots"]["f1"] + 0.3 * result["ties"]["f1"] + 0.1 * (result["agreement"]["event date"]["share"] or 0))


def _relations(result: dict[str, Any]) -> float:
    return float(
        result["relations"]["f1"] + 0.5 * result["ties"]["f1"] + 0.3 * (result["agreement"]["relation start year"]["share"] or 0)
    )


AIM: dict[str, Callable[[dict[str, Any]], float]] = {
    "mention": _actors,
    "same": _actors,
    "trigger": _events,
    "slot": _slots,
    "slots.date": _slots,
    "slots.place": _slots,
    "relation": _relations,
    "when": _relations,
}


def _with(bars: Thresholds, name: str, value: float) -> Thresholds:
    if name.startswith("slots."):
        return replace(bars, slots={**bars.slots, name.removeprefix("slots."): value})
    return replace(bars, **{name: value})


def tune(records: Sequence[Record], brain: Brain, scorer: ModuleType, bars: Thresholds | None = None) -> Thresholds:
    """Each common threshold in turn set to what scores best on these passages."""
    bars = bars or Thresholds(mention=0.5, same=0.5, trigger=0.4, slot=0.3, relation=0.35, when=0.1, slots={"date": 0.15})
    for name, values in GRID.items():
        scored = [(AIM[name](run_score(records, brain, _with(bars, name, value), scorer)), value) for value in values]
        bars = _with(bars, name, max(scored)[1])
    return bars


def summary(result: dict[str, Any]) -> str:
    """One line of F1 figures and agreements."""
    agree = {k: v["share"] for k, v in result["agreement"].items()}
    return (
        " ".join(f"{m} {result[m]['f1']:.3f} ({result[m]['precision']:.2f}/{result[m]['recall']:.2f})" for m in MEASURES)
        + f" {agree}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--tune", action="store_true")
    options = parser.parse_args()
    records: list[Record] = pickle.loads(options.records.read_bytes())
    scorer, brain = load_scorer(options.scorer), Remembering(TorchBrain(load_network(options.run)))
    path = options.run / "thresholds.json"
    bars = Thresholds.from_json(json.loads(path.read_text())) if path.exists() else Thresholds()
    if options.tune:
        bars = tune(records, brain, scorer)
        path.write_text(json.dumps(asdict(bars), indent=1))
    print(bars)
    print(summary(run_score(records, brain, bars, scorer)))


if __name__ == "__main__":
    main()
