"""The network in torch: what is shipped can be trained on, and training, smoothing and exporting do what they say."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch")
pytest.importorskip("onnx", reason="training needs onnx")
pytest.importorskip("safetensors", reason="training needs safetensors")

from training.examples import Example, document_of, examples  # noqa: E402
from training.export import export  # noqa: E402
from training.losses import WEIGHTS, losses  # noqa: E402
from training.model import Network  # noqa: E402
from training.shipped import shipped  # noqa: E402
from training.smooth import Smooth, smooth  # noqa: E402
from training.targets import collate  # noqa: E402
from training.torch_brain import TorchBrain  # noqa: E402
from training.train import parser, train  # noqa: E402
from training.triggers import choose_triggers  # noqa: E402

from foedus.reading.pipeline import prepare  # noqa: E402
from foedus.reading.readers.trained.brain import Cast  # noqa: E402
from foedus.reading.readers.trained.labels import RELATIONS  # noqa: E402
from foedus.reading.readers.trained.network import OnnxBrain, pieces_of  # noqa: E402
from foedus.reading.readers.trained.timing import FACTS  # noqa: E402
from training import passages  # noqa: E402


@pytest.fixture(scope="module")
def windows() -> list[Example]:
    """The first windows of some corpus passages."""
    found = []
    for _, passage in islice(passages.load(), 0, 90, 15):
        text, gold = passage["text"] + "\n", passages.to_gold(passage)
        found += examples(passage["id"], prepare(document_of(text, gold)), gold, pieces_of)[:1]
    choose_triggers(found)
    return found


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Several threads add up in any order, and a run is the same for a seed on one thread only."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def network() -> Network:
    return shipped()


def test_the_network_of_the_shipped_weights_answers_as_the_graphs_do(network: Network, windows: list[Example]) -> None:
    ours, theirs = TorchBrain(network), OnnxBrain()
    for example in windows:
        window, first, other = example.input, ours.first_look(example.input), theirs.first_look(example.input)
        assert np.abs(first.spans - other.spans).mean() < 2e-4
        assert np.abs(first.triggers - other.triggers).mean() < 2e-4
        mentions = tuple((one, last, entity.kind) for entity in example.entities for one, last in entity.mentions)
        assert np.abs(ours.same(first, mentions) - theirs.same(other, mentions)).max() < 0.05
        owners = tuple(n for n, entity in enumerate(example.entities) for _ in entity.mentions)
        cast = Cast(mentions, owners, tuple((event.trigger, event.type) for event in example.events))
        second, likewise = ours.second_look(first, window, cast), theirs.second_look(other, window, cast)
        assert np.abs(second.relations - likewise.relations).mean() < 2e-3
        assert np.abs(second.slots - likewise.slots).mean() < 2e-3
        ties = tuple((tie.a, tie.b, tie.type) for tie in example.relations)
        if ties and window.dates:
            where = np.zeros((len(ties), len(window.dates), FACTS), np.float32)
            assert np.abs(ours.when(second, ties, where) - theirs.when(likewise, ties, where)).mean() < 2e-2


def test_ties_that_a_training_passage_tells_cost_far_less_than_others(network: Network, windows: list[Example]) -> None:
    def cost(example: Example) -> float:
        with torch.no_grad():
            return float(losses(network, collate([example]), WEIGHTS)["relations"])

    example = max(windows, key=lambda one: len(one.relations))
    others = [replace(one, type=(one.type + 5) % len(RELATIONS)) for one in example.relations]
    assert cost(example) < cost(replace(example, relations=others)) / 10


def test_smoothing_divides_the_inputs_and_leaves_what_the_network_computes(network: Network, windows: list[Example]) -> None:
    batch = collate([windows[0]])
    with torch.no_grad():
        before = network.encode(batch)
        smooth(network, [batch])
        after = network.encode(batch)
    inner = network.encoder.layers[0].inner
    assert isinstance(inner, Smooth)
    assert not torch.allclose(inner.inverse, torch.ones_like(inner.inverse))
    assert torch.allclose(before, after, atol=1e-3)


def _options(out: Path, epochs: int) -> list[str]:
    """A short run from the shipped weights, saved beside it."""
    start = out.parent / "start.pt"
    torch.save({"state": shipped().state_dict()}, start)
    plain = ["--no-bf16", "--batch", "2", "--ema", "0.5", "--augment", "0.5"]
    return ["none.pkl", "--encoder", "none", "--start", str(start), "--out", str(out), "--epochs", str(epochs), *plain]


def _run(windows: list[Example], out: Path, epochs: int) -> Network:
    out.mkdir(exist_ok=True)
    options = parser().parse_args(_options(out, epochs))
    return train(windows, options.encoder, out, options)


def test_training_is_the_same_for_a_seed_and_moves_all_but_the_word_embeddings(windows: list[Example], tmp_path: Path) -> None:
    one, other = (_run(windows[:4], tmp_path / name, 1).cpu().state_dict() for name in ("one", "other"))
    assert all(torch.equal(one[name], other[name]) for name in one)
    begun = shipped().state_dict()
    assert not torch.equal(one["relations.out.weight"], begun["relations.out.weight"])
    assert torch.equal(one["encoder.word.weight"], begun["encoder.word.weight"])


def test_a_run_that_stopped_goes_on_from_its_checkpoint(
    windows: list[Example], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = _run(windows[:4], tmp_path / "run", 1).cpu().state_dict()
    again = _run(windows[:4], tmp_path / "run", 1).cpu().state_dict()
    assert all(torch.equal(done[name], again[name]) for name in done)
    _run(windows[:4], tmp_path / "run", 2)
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == ["1", "2"]


def test_weights_of_another_network_are_refused(windows: list[Example], tmp_path: Path) -> None:
    options = parser().parse_args(_options(tmp_path / "run", 1))
    torch.save({"state": {"nothing.weight": torch.zeros(1)}}, options.start)
    with pytest.raises(SystemExit, match="is of another network"):
        train(windows[:2], options.encoder, None, options)


def test_exported_graphs_are_the_network(network: Network, windows: list[Example], tmp_path: Path) -> None:
    smooth(network, [collate([example]) for example in windows[:2]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own future
        export(network, tmp_path)
    again = shipped(tmp_path)
    for example in windows[:2]:
        ours, theirs = TorchBrain(network).first_look(example.input), TorchBrain(again).first_look(example.input)
        assert np.abs(ours.spans - theirs.spans).mean() < 2e-4
