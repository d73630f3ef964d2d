"""Where actors and their names go in the drawing of a network: actors by their ties, names where they cover least.

Actors are placed by Kamada and Kawai (1989), which wants distances on paper to be those in the network and starts from a circle,
so that the same ties give the same drawing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from foedus.exchange.exporters.drawn import LEADING, SIZE, Anchor, Words, text_width

Place = tuple[float, float]
Box = tuple[float, float, float, float]

_WIDTH, _SIDE, _END = 640.0, 110.0, 34.0
_LEAST, _EACH, _MOST = 150.0, 22.0, 620.0  # height of the drawing: at least, for each actor, at most
_LONGEST = 22  # characters of a line of a name
_ROUNDS = 5  # in which each name may move aside for the others
_STEPS = 40  # points of a tie that are asked whether a name covers them


@dataclass(frozen=True, slots=True)
class Plan:
    """Where each actor is, and its name beside it."""

    width: float
    height: float
    places: Mapping[str, Place]
    labels: tuple[Words, ...]


def placed(ties: Sequence[tuple[str, str]], names: Mapping[str, str]) -> Plan:
    """The plan of a network of these ties; every actor in a tie needs a name."""
    height = min(_MOST, _LEAST + _EACH * len(names))
    places = _places(ties, height)
    return Plan(_WIDTH, height, places, tuple(_labels(ties, places, names, height)))


def _places(ties: Sequence[tuple[str, str]], height: float) -> dict[str, Place]:
    import networkx as nx

    graph = nx.Graph(sorted(ties))
    if not graph:
        return {}
    far = dict(nx.all_pairs_shortest_path_length(graph))
    apart = 1.5 + max(steps for reached in far.values() for steps in reached.values())
    distances = {a: {b: far[a].get(b, apart) for b in graph} for a in graph}
    found = nx.kamada_kawai_layout(graph, dist=distances)
    return dict(zip(found, _stretched(list(found.values()), height), strict=True))


def _stretched(found: Iterable[Sequence[float]], height: float) -> list[Place]:
    """The places, stretched to the drawing."""
    axes = []
    for values, start, end in zip(zip(*found, strict=True), (_SIDE, _END), (_WIDTH - _SIDE, height - _END), strict=True):
        low, wide = min(values), max(values) - min(values)
        axes.append([start + (end - start) * ((float(each) - low) / wide if wide > 1e-6 else 0.5) for each in values])
    return list(zip(*axes, strict=True))


def _labels(
    ties: Sequence[tuple[str, str]], places: Mapping[str, Place], names: Mapping[str, str], height: float
) -> Iterable[Words]:
    covered = [_along(places[a], places[b]) for a, b in ties]
    points = [point for line in covered for point in line]
    tried: dict[str, list[tuple[Words, Box]]] = {}
    still: dict[str, list[float]] = {}  # what each place for a name covers, names apart
    for actor in sorted(places, key=lambda actor: (-sum(actor in tie for tie in ties), actor)):
        lines = tuple(textwrap.wrap(names[actor], _LONGEST, max_lines=2, placeholder="…")) or (actor,)
        others = [place for other, place in places.items() if other != actor]
        tried[actor] = [_beside(places[actor], lines, anchor, up) for anchor, up in _SIDES]
        still[actor] = [_cost(box, height, others, points) for _, box in tried[actor]]
    chosen: dict[str, int] = {}
    for _ in range(_ROUNDS):
        for actor, sides in tried.items():
            taken = [tried[other][choice][1] for other, choice in chosen.items() if other != actor]
            costs = [own + _overlap(box, taken) for own, (_, box) in zip(still[actor], sides, strict=True)]
            chosen[actor] = costs.index(min(costs))
    return [tried[actor][choice][0] for actor, choice in chosen.items()]


# Of the dot: the side of the name, and by how much of its height the name lies above.
_SIDES: tuple[tuple[Anchor, float], ...] = (
    ("start", 0.0), ("end", 0.0), ("middle", 1.0), ("middle", -1.0), ("start", 0.8), ("end", 0.8), ("start", -0.8), ("end", -0.8),
)  # fmt: skip


def _beside(place: Place, lines: tuple[str, ...], anchor: Anchor, up: float) -> tuple[Words, Box]:
    wide, high = max(map(text_width, lines)), LEADING * len(lines)
    x = place[0] + {"start": 8, "middle": 0, "end": -8}[anchor]
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    top = place[1] - high / 2 - up * (high / 2 + 7)
    return Words(x, top + SIZE, lines, anchor), (left, top, left + wide, top + high)


def _overlap(box: Box, taken: Iterable[Box]) -> float:
    cost = 0.0
    for one in taken:
        wide, high = min(box[2], one[2]) - max(box[0], one[0]), min(box[3], one[3]) - max(box[1], one[1])
        cost += 100 + wide * high if wide > 0 and high > 0 else 0.0
    return cost


def _cost(box: Box, height: float, others: Iterable[Place], points: Iterable[Place]) -> float:
    left, top, right, bottom = box
    cost = 1000.0 * (max(0.0, -left) + max(0.0, right - _WIDTH) + max(0.0, -top) + max(0.0, bottom - height))
    cost += 200 * sum(left - 5 <= x <= right + 5 and top - 5 <= y <= bottom + 5 for x, y in others)
    return cost + 8 * sum(left <= x <= right and top <= y <= bottom for x, y in points)


def _along(start: Place, end: Place) -> list[Place]:
    parts = [step / _STEPS for step in range(1, _STEPS)]
    return [(start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part) for part in parts]
