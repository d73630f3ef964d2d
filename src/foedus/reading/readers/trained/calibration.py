"""From the network's scores to the share of such claims that are right, measured on passages it was not trained on.

Isotonic regression by pooling adjacent violators (Zadrozny & Elkan 2002), kept as a few points; between them a straight line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Calibration:
    """Score → share right, for events and for relations; no points leave a score as it is."""

    event: Points = ()
    relation: Points = ()

    def of_event(self, score: float) -> float:
        """The confidence of an event with this score."""
        return _on(self.event, score)

    def of_relation(self, score: float) -> float:
        """The confidence of a relation with this score."""
        return _on(self.relation, score)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """From the file beside the weights."""
        return cls(event=_points(value.get("event", ())), relation=_points(value.get("relation", ())))


def _points(rows: Sequence[Sequence[float]]) -> Points:
    return tuple((float(score), float(share)) for score, share in rows)


def _on(points: Points, score: float) -> float:
    if not points:
        return score
    return float(np.interp(score, [x for x, _ in points], [y for _, y in points]))


def fit(scores: Sequence[float], right: Sequence[bool], least: int = 25) -> Points:
    """The points of a rising step function through (score, right), each step of at least `least` claims."""
    order = np.argsort(np.array(scores), kind="stable")
    blocks: list[list[float]] = []  # sum of scores, sum of right, count
    for start in range(0, len(order), least):
        part = order[start : start + least]
        blocks.append([float(np.array(scores)[part].sum()), float(np.array(right)[part].sum()), float(len(part))])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    return tuple((round(s / n, 4), round(r / n, 4)) for s, r, n in blocks)
