"""Windows in shuffled batches, varied anew in every epoch."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch

from training.augment import Donors, augmented, cast_met, donors
from training.examples import Example
from training.mixing import hidden, mixed
from training.targets import collate

PARTIAL_SHARE = 0.25  # of the partly labelled windows, how many are shown in one epoch


def batches(data: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Shuffled batches of windows of like length; partly labelled windows take turns."""
    shown = [i for i, example in enumerate(data) if not example.partial or rng.random() < PARTIAL_SHARE]
    order = sorted(shown, key=lambda i: len(data[i].input.words) + rng.random() * 60)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    for group in groups:
        yield [data[i] for i in group]


def epoch_steps(data: Sequence[Example], size: int) -> int:
    """About how many batches an epoch has."""
    partial = sum(bool(example.partial) for example in data)
    return -(-int(len(data) - partial * (1 - PARTIAL_SHARE)) // size)


def loader(data: Sequence[Example], rng: random.Random, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Collated batches, made by worker processes where there are some."""
    workers = options.workers
    groups = [(group, rng.random()) for group in batches(data, options.batch, rng)]
    make = partial(_varied, donors(data), Variety(options.augment, options.mix, options.hide))
    if not workers:
        return map(make, groups)
    return iter(torch.utils.data.DataLoader(groups, batch_size=None, collate_fn=make, num_workers=workers, prefetch_factor=4))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Variety:
    """The shares of windows shown with other names and half of another passage, and of words hidden in half the windows."""

    names: float
    mix: float
    hide: float


def _varied(pool: Donors, variety: Variety, job: tuple[Sequence[Example], float]) -> dict[str, Any]:
    """A collated batch, its windows varied and with entities as they may be met, drawn with the job's own seed."""
    group, seed = job
    rng = random.Random(seed)
    if not variety.names:
        return collate(group)
    shown = [mixed(example, rng.choice(group), rng) if rng.random() < variety.mix else example for example in group]
    shown = [augmented(example, pool, rng, variety.names) for example in shown]
    casts = [cast_met(example, rng, variety.names) for example in shown]
    return collate([hidden(example, rng, variety.hide) if rng.random() < 0.5 else example for example in shown], casts)
