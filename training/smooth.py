"""Makes an encoder ready for eight bits: where some columns of a layer's input are far larger than the others, rounding to
one scale loses the small ones. Each column is divided by a number and its weights multiplied by it, so that the network
computes the same and its inputs lie closer together (SmoothQuant, Xiao et al. 2023)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.model import Network

SHARE = 0.75  # how much of the spread goes from the inputs into the weights; of .4 to 1 the one with the smallest error
LINEAR = ("query", "key", "value", "out", "inner", "outer")


class Smooth(nn.Module):
    """A linear layer that divides each column of its input by `scale` and has multiplied its weights by it."""

    def __init__(self, linear: nn.Linear, scale: Tensor) -> None:
        super().__init__()
        self.register_buffer("inverse", 1 / scale)
        self.weight = nn.Parameter(linear.weight.detach() * scale[None])
        self.bias = linear.bias

    def forward(self, x: Tensor) -> Tensor:
        return functional.linear(x * self.inverse, self.weight, self.bias)


def smooth(model: Network, batches: Iterable[dict[str, Any]]) -> None:
    """Puts a `Smooth` in place of each linear layer of the encoder, by the largest inputs seen in these batches."""
    linear = {(layer, name): getattr(layer, name) for layer in model.encoder.layers for name in LINEAR}
    largest = {key: torch.zeros(one.in_features) for key, one in linear.items()}

    def see(key: tuple[nn.Module, str], x: Tensor) -> None:
        largest[key] = torch.maximum(largest[key], x.detach().abs().flatten(0, -2).amax(0))

    hooks = [one.register_forward_pre_hook(lambda _, x, key=key: see(key, x[0])) for key, one in linear.items()]
    with torch.no_grad():
        for batch in batches:
            model.encode(batch)
    for hook in hooks:
        hook.remove()
    for (layer, name), one in linear.items():
        # The bounds keep a column that is never used, in inputs or weights, from a scale of 0.
        seen = largest[layer, name].clamp(min=1e-3) ** SHARE
        scale = seen / one.weight.detach().abs().amax(0).clamp(min=1e-4) ** (1 - SHARE)
        setattr(layer, name, Smooth(one, scale.clamp(1e-2, 1e3)))
