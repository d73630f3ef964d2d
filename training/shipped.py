"""The network of the shipped weights, so that a run can go on from them: `python -m training.shipped --encoder DIR --out RUN`.

The graphs hold weights of seven or eight bits, so what comes back differs from what was exported by what rounding took. Word
embeddings, which training leaves as they are, can be taken whole from the pretrained encoder.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.model import Network

GRAPHS = ("encoder", "same", "cast", "dates")
WEIGHTS = Path(__file__).parents[1] / "src/foedus/reading/weights"

Floats = np.ndarray[Any, np.dtype[np.float32]]


def shipped(weights: Path = WEIGHTS, encoder: Path | None = None) -> Network:
    """A network with the weights of the graphs in a folder, its word embeddings those of the pretrained encoder where one is
    given. Raises FileNotFoundError where a graph is missing, RuntimeError where the graphs are of another network and
    ValueError where the encoder is."""
    model = Network()
    # What two graphs hold is taken from the later one, which keeps it in single precision.
    state = {name: value for graph in GRAPHS for name, value in _state(weights / f"{graph}.onnx")}
    if encoder:
        model.encoder.load(encoder)
        state["encoder.word.weight"] = model.encoder.word.weight.detach()
    model.load_state_dict(state)
    return model.eval()


def _state(path: Path) -> Iterator[tuple[str, Tensor]]:
    """Every weight of a graph under its name in the network."""
    graph = onnx.load(str(path)).graph
    known = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    for name in sorted({name.removesuffix("_quantized") for name in known if name.startswith("model.")}):
        if not re.search(r"(_scale|_zero_point|\.inverse)$", name):
            yield name.removeprefix("model."), torch.from_numpy(_floats(known, name))
    for node in graph.node:
        at = re.fullmatch(r"/(.+?)/MatMul(_quant)?", node.name)
        name = re.sub(r"_(quantized|8)$", "", node.input[1]) if at else ""
        if at and {name, f"{name}_quantized", f"{name}_8"} & known.keys():
            module = at[1].replace("/", ".")
            columns = known.get(f"model.{module}.inverse", np.float32(1))  # undoes what `training.smooth` multiplied in
            yield f"{module}.weight", torch.from_numpy(np.ascontiguousarray(_floats(known, name).T * columns))


def _floats(known: dict[str, Any], name: str) -> Floats:
    """A weight in single precision, however the graph keeps it."""
    if name in known:
        return np.array(known[name], np.float32)
    if f"{name}_8" in known:
        return np.array(known[f"{name}_8"] * known[f"{name}_scale"], np.float32)
    whole = known[f"{name}_quantized"].astype(np.float32) - known[f"{name}_zero_point"].astype(np.float32)
    return np.array(whole * known[f"{name}_scale"], np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, help="the folder of the pretrained encoder, for its word embeddings")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="a folder of graphs (default: those of the package)")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    model = shipped(options.weights, options.encoder)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save({"state": model.state_dict(), "sizes": vars(model.sizes)}, options.out / "network.pt")


if __name__ == "__main__":
    main()
