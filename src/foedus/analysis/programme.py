"""One block's camps as an integer programme, for SciPy's HiGHS solver, and a quick descent where time runs out.

Two camps: a binary for each node (its side) and, for each edge, whether it is frustrated. The linear relaxation alone says
nothing (every node at one half frustrates no edge), so every unbalanced triangle adds the cut that one of its edges must be
frustrated; the node with the most edges is put on side 0, as sides can be swapped. With k camps there is a binary for each
node and camp, and only triangles with one negative edge add a cut; the first node is in camp 0, the second in camp 0 or 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from foedus.analysis.balance import triads
from foedus.analysis.signed import POSITIVE, SignedEdge, SignedGraph

# What the solver's bound may lie above the true one; the true one is whole, so that rounding up after taking it off is safe.
_TOLERANCE = 1e-4


@dataclass(frozen=True, slots=True)
class Solved:
    """A block's camps, with the least frustration that was proven and the one these camps have."""

    camp: Mapping[str, int]
    lower: int
    upper: int


@dataclass
class Rows:
    """Rows of a sparse matrix, each with its lower bound."""

    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    least: list[float] = field(default_factory=list)

    def add(self, least: float, *terms: tuple[int, float]) -> None:
        """The sum of the terms (column, factor) is at least this."""
        for column, value in terms:
            self.row.append(len(self.least))
            self.column.append(column)
            self.value.append(value)
        self.least.append(least)


@dataclass(frozen=True, slots=True)
class Programme:
    """Minimise the weight of frustrated edges. Columns: the nodes' binaries, then the edges; `upper` bounds each from above."""

    rows: Rows
    cost: Sequence[float]
    upper: Sequence[float]
    binaries: int


def solve(block: SignedGraph, k: int, seconds: float, cuts: bool = True) -> Solved:
    """The best k camps of a block that were found in the seconds. `cuts` false leaves out the
    triangle cuts and fixes no side, for comparison."""
    descended = descend(block, k)
    found = weigh(block, descended)
    if found == 0 or seconds <= 0:
        return Solved(descended, 0, found)
    programme = two_camps(block, cuts) if k == 2 else many_camps(block, k, cuts)
    values, bound = _optimise(programme, seconds)
    camp = _camp_of(block, k, values) if values is not None else descended
    weight = weigh(block, camp)
    if weight > found:
        camp, weight = descended, found
    return Solved(camp, min(weight, max(0, math.ceil(bound - _TOLERANCE))), weight)


def weigh(block: SignedGraph, camp: Mapping[str, int]) -> int:
    """The weight of the edges that these camps frustrate."""
    return sum(edge.weight for edge in block.signed if (camp[edge.a] == camp[edge.b]) != (edge.sign == POSITIVE))


def two_camps(block: SignedGraph, cuts: bool = True) -> Programme:
    """The programme for two camps."""
    number = {node: position for position, node in enumerate(block.nodes)}
    columns = {edge.pair: len(number) + position for position, edge in enumerate(block.signed)}
    rows = Rows()
    for edge in block.signed:
        a, b, frustrated = number[edge.a], number[edge.b], columns[edge.pair]
        if edge.sign == POSITIVE:
            rows.add(0, (frustrated, 1), (a, -1), (b, 1))
            rows.add(0, (frustrated, 1), (a, 1), (b, -1))
        else:
            rows.add(-1, (frustrated, 1), (a, -1), (b, -1))
            rows.add(1, (frustrated, 1), (a, 1), (b, 1))
    upper = [1.0] * (len(number) + len(columns))
    if cuts:
        for triad in triads(block):
            if not triad.balanced:
                rows.add(1, *((columns[edge.pair], 1) for edge in triad.edges))
        upper[number[_busiest_first(block)[0]]] = 0
    return Programme(rows, _cost(block, len(number)), upper, len(number))


def many_camps(block: SignedGraph, k: int, cuts: bool = True) -> Programme:
    """The programme for k camps."""
    order = _busiest_first(block)
    number = {node: position * k for position, node in enumerate(order)}
    binaries = len(order) * k
    columns = {edge.pair: binaries + position for position, edge in enumerate(block.signed)}
    rows = Rows()
    for start in number.values():
        rows.add(1, *((start + camp, 1) for camp in range(k)))
        rows.add(-1, *((start + camp, -1) for camp in range(k)))
    for edge in block.signed:
        _edge_rows(rows, edge, (number[edge.a], number[edge.b], columns[edge.pair]), k)
    upper = [1.0] * (binaries + len(columns))
    if cuts:
        for triad in triads(block):
            if not triad.weakly_balanced:
                rows.add(1, *((columns[edge.pair], 1) for edge in triad.edges))
        for position in range(min(len(order), k)):
            for camp in range(position + 1, k):
                upper[position * k + camp] = 0
    return Programme(rows, _cost(block, binaries), upper, binaries)


def _edge_rows(rows: Rows, edge: SignedEdge, at: tuple[int, int, int], k: int) -> None:
    a, b, frustrated = at
    for camp in range(k):
        if edge.sign == POSITIVE:
            rows.add(0, (frustrated, 1), (a + camp, -1), (b + camp, 1))
            rows.add(0, (frustrated, 1), (a + camp, 1), (b + camp, -1))
        else:
            rows.add(-1, (frustrated, 1), (a + camp, -1), (b + camp, -1))


def _cost(block: SignedGraph, binaries: int) -> list[float]:
    return [0.0] * binaries + [float(edge.weight) for edge in block.signed]


def _optimise(programme: Programme, seconds: float) -> tuple[Sequence[float] | None, float]:
    """The values found, if any, and a proven lower bound."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    rows = programme.rows
    columns = len(programme.cost)
    matrix = csr_array((rows.value, (rows.row, rows.column)), shape=(len(rows.least), columns))
    whole = [1] * programme.binaries + [0] * (columns - programme.binaries)
    result = milp(
        programme.cost,
        constraints=LinearConstraint(matrix, rows.least),
        bounds=Bounds(0, programme.upper),
        integrality=whole,
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    bound = result.mip_dual_bound
    values = None if result.x is None else [float(value) for value in result.x]
    return values, 0.0 if bound is None or not math.isfinite(bound) else float(bound)


def _camp_of(block: SignedGraph, k: int, values: Sequence[float]) -> dict[str, int]:
    if k == 2:
        return {node: round(values[position]) for position, node in enumerate(block.nodes)}
    order = _busiest_first(block)
    rows = {node: values[position * k : (position + 1) * k] for position, node in enumerate(order)}
    return {node: max(range(k), key=rows[node].__getitem__) for node in block.nodes}


def _busiest_first(block: SignedGraph) -> list[str]:
    return sorted(block.nodes, key=lambda node: (-len(block.neighbours[node]), node))


def descend(block: SignedGraph, k: int) -> dict[str, int]:
    """Camps by walking from the busiest node, each next one where it frustrates least, then moving nodes while that helps."""
    camp: dict[str, int] = {}
    busy = _busiest_first(block)
    waiting = dict.fromkeys(busy)
    while waiting:
        stack = [next(iter(waiting))]
        while stack:
            node = stack.pop()
            if node not in waiting:
                continue
            waiting.pop(node)
            camp[node] = _best(block, node, camp, k)
            stack.extend(other for other in block.neighbours[node] if other in waiting)
    moved = True
    while moved:
        moved = False
        for node in busy:
            best = _best(block, node, camp, k)
            if best != camp[node] and _cost_of(block, node, camp, best) < _cost_of(block, node, camp, camp[node]):
                camp[node], moved = best, True
    return {node: camp[node] for node in block.nodes}


def _best(block: SignedGraph, node: str, camp: Mapping[str, int], k: int) -> int:
    return min(range(k), key=lambda choice: (_cost_of(block, node, camp, choice), choice))


def _cost_of(block: SignedGraph, node: str, camp: Mapping[str, int], choice: int) -> int:
    """What the node's edges to those with a camp would cost in this one."""
    return sum(
        edge.weight
        for other, edge in block.neighbours[node].items()
        if other in camp and (camp[other] == choice) != (edge.sign == POSITIVE)
    )
