"""Writes the trained network as int8 ONNX for the reader: `python -m training.export RUN --tokenizer FILE --out DIR`.

Four graphs, a file each: `encoder.onnx` (first look), `same.onnx` (sameness), `cast.onnx` (second look), `dates.onnx`.
Weights are quantised per channel with seven bits, so that processors with and without VNNI agree. Before, the encoder is
smoothed over some passages of the corpus. The widest layers keep their inputs as floats.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from foedus.reading.pipeline import prepare
from foedus.reading.readers.trained.features import Mark, inputs
from foedus.reading.readers.trained.timing import FACTS
from training import passages
from training.examples import document_of
from training.losses import second_look
from training.model import Network
from training.scorers import WIDTH, apart, crossed, gaps
from training.smooth import smooth
from training.tensors import collate_input
from training.tokens import pieces_of
from training.torch_brain import load_network

Axes = dict[str, dict[int, str]]

# Layers whose inputs are not rounded to eight bits, only their weights: most of what rounding costs comes from them.
EXACT = {"inner", "outer"}


class First(nn.Module):
    """Words, span probabilities, trigger probabilities, facts and trigger vectors of one window."""

    def __init__(self, model: Network) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, ids: Tensor, segments: Tensor, shapes: Tensor, kinds: Tensor, marks: Tensor, first: Tensor
    ) -> tuple[Tensor, ...]:
        batch = {"ids": ids, "segments": segments, "shapes": shapes, "kinds": kinds, "marks": marks, "first": first}
        words = self.model.encode(batch)
        trigger, facts, hidden = self.model.triggers(words)
        return words, self.model.spans(words).softmax(-1), trigger.sigmoid(), facts, hidden


class Same(nn.Module):
    """Whether two mentions name the same entity."""

    def __init__(self, model: Network) -> None:
        super().__init__()
        self.model = model

    def forward(self, words: Tensor, sentence_of: Tensor, firsts: Tensor, lasts: Tensor, kinds: Tensor) -> Tensor:
        mentions = self.model.pool(words, firsts, lasts, kinds)
        return self.model.same(mentions, apart(*gaps(firsts, firsts, sentence_of)))[..., 0].sigmoid()


CAST = (
    "mention_first",
    "mention_last",
    "mention_kind",
    "member",
    "date_first",
    "date_last",
    "count_first",
    "count_last",
    "trigger_at",
    "trigger_type",
)


class Second(nn.Module):
    """Slots, relations, certainty, evidence, pair vectors and date vectors over a cast."""

    def __init__(self, model: Network) -> None:
        super().__init__()
        self.model = model

    def forward(self, words: Tensor, hidden: Tensor, sentence_of: Tensor, *cast: Tensor) -> tuple[Tensor, ...]:
        batch: dict[str, Any] = dict(zip(CAST, cast, strict=True))
        batch["word_mask"], batch["sentence_of"] = torch.ones_like(words[..., 0]), sentence_of
        out = second_look(self.model, words, hidden, batch)
        return (
            out["slots"].sigmoid(),
            out["relations"].sigmoid(),
            out["certainty"].softmax(-1),
            out["attention"],
            out["pairs"],
            out["dates"],
        )


class Dated(nn.Module):
    """Start and end of relations."""

    def __init__(self, model: Network) -> None:
        super().__init__()
        self.model = model

    def forward(self, pairs: Tensor, dates: Tensor, standing: Tensor) -> Tensor:
        return self.model.dated(crossed(pairs, dates), standing).sigmoid()


def _write(module: nn.Module, inputs: tuple[Tensor, ...], names: tuple[list[str], list[str]], axes: Axes, path: Path) -> None:
    plain = path.with_suffix(".fp32.onnx")
    torch.onnx.export(
        module.eval(),
        inputs,
        str(plain),
        input_names=names[0],
        output_names=names[1],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    products = (node for node in onnx.load(str(plain)).graph.node if node.op_type == "MatMul")
    exact = [node.name for node in products if set(node.name.split("/")) & EXACT]
    quantize_dynamic(
        str(plain), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, nodes_to_exclude=exact
    )
    _weights_in_eight_bits(path, exact)
    plain.unlink()


def _weights_in_eight_bits(path: Path, exact: Sequence[str]) -> None:
    """Keeps the weights of these layers in eight bits, a scale for each column; the runtime makes them floats as it loads."""
    model = onnx.load(str(path))
    graph, of_name = model.graph, {one.name: one for one in model.graph.initializer}
    for node in [node for node in graph.node if node.name in exact]:
        name = node.input[1]
        weights = numpy_helper.to_array(of_name[name])
        scale = (np.abs(weights).max(0) / 127).clip(1e-8).astype(np.float32)
        graph.initializer.remove(of_name[name])
        graph.initializer.append(numpy_helper.from_array(np.rint(weights / scale).astype(np.int8), f"{name}_8"))
        graph.initializer.append(numpy_helper.from_array(scale, f"{name}_scale"))
        made = onnx.helper.make_node("DequantizeLinear", [f"{name}_8", f"{name}_scale"], [name], axis=1)
        graph.node.insert(0, made)
    onnx.save(model, str(path))


def windows(tokenizer: Path) -> Iterator[dict[str, Tensor]]:
    """The first window of every fortieth passage of the corpus."""
    pieces = pieces_of(tokenizer)
    for _, passage in islice(passages.load(), 0, None, 40):
        ready = prepare(document_of(passage["text"] + "\n", passages.to_gold(passage)))
        yield collate_input(inputs(ready, pieces)[:1])


def export(model: Network, out: Path) -> None:
    """Writes the graphs of a network in single precision, on the processor and not training, into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        _write_encoder(model, out / "encoder.onnx")
        _write_same(model, out / "same.onnx")
        _write_cast(model, out / "cast.onnx")
        _write_dates(model, out / "dates.onnx")


# The sizes of the made-up input that a graph is traced with (`member` below has as many columns as there are mentions).
_PIECES, _WORDS, _MENTIONS = 11, 9, 3


def _write_encoder(model: Network, path: Path) -> None:
    ids = torch.ones(1, _PIECES, dtype=torch.long)
    shown, told = ["ids", "segments", "shapes", "kinds", "marks"], ["words", "spans", "triggers", "facts", "hidden"]
    axes = {name: {1: "pieces"} for name in shown} | {name: {1: "words"} for name in ("first", *told)}
    given = (ids, ids, ids, ids, torch.zeros(1, _PIECES, len(Mark)), torch.arange(_WORDS)[None])
    _write(First(model), given, ([*shown, "first"], told), axes, path)


def _words_and_sentences() -> tuple[Tensor, Tensor]:
    return torch.randn(1, _WORDS, WIDTH), torch.arange(_WORDS)[None] // 4


def _write_same(model: Network, path: Path) -> None:
    at = torch.arange(_MENTIONS)[None]
    axes = {name: {1: "words"} for name in ("words", "sentence_of")}
    axes |= {name: {1: "mentions"} for name in ("firsts", "lasts", "kinds")} | {"same": {1: "mentions", 2: "mentions"}}
    names = (["words", "sentence_of", "firsts", "lasts", "kinds"], ["same"])
    _write(Same(model), (*_words_and_sentences(), at, at, at), names, axes, path)


def _write_cast(model: Network, path: Path) -> None:
    words, sentences = _words_and_sentences()
    at, two = torch.arange(_MENTIONS)[None], torch.arange(2)[None]  # two dates, two counts, two triggers
    member = torch.tensor([[[1.0, 0, 0], [0, 1, 1]]])
    told = ["slots", "relations", "certainty", "evidence", "pairs", "dates"]
    given = (words, words, sentences, at, at, at, member, two, two, two, two, two, two)
    _write(Second(model), given, (["words", "hidden", "sentence_of", *CAST], told), _cast_axes(), path)


def _write_dates(model: Network, path: Path) -> None:
    given = (torch.randn(4, model.sizes.pair), torch.randn(3, WIDTH), torch.randn(4, 3, FACTS))
    axes = {"pairs": {0: "pairs"}, "dates": {0: "dates"}} | {name: {0: "pairs", 1: "dates"} for name in ("standing", "when")}
    _write(Dated(model), given, (["pairs", "dates", "standing"], ["when"]), axes, path)


def _cast_axes() -> Axes:
    axes: Axes = {name: {1: "words"} for name in ("words", "hidden", "sentence_of")}
    axes["member"] = {1: "entities", 2: "mentions"}
    axes |= {name: {1: "mentions"} for name in ("mention_first", "mention_last", "mention_kind")}
    axes |= {name: {1: "date_count"} for name in ("date_first", "date_last")}
    axes |= {name: {1: "count_count"} for name in ("count_first", "count_last")}
    axes |= {name: {1: "triggers"} for name in ("trigger_at", "trigger_type")}
    axes |= {
        "slots": {1: "triggers", 2: "candidates"},
        "evidence": {1: "entities", 2: "entities", 3: "words"},
        "dates": {1: "date_count"},
    }
    return axes | {name: {1: "entities", 2: "entities"} for name in ("relations", "certainty", "pairs")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    model = load_network(options.run).cpu().float().eval()
    smooth(model, windows(options.tokenizer))
    export(model, options.out)
    shutil.copy(options.tokenizer, options.out / "tokenizer.json")


if __name__ == "__main__":
    main()
