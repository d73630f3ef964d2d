"""The frustration index and the camps that attain it, proven optimal or with honest bounds.

The frustration index is the least weight of ties that must be ignored for the rest to fall into camps: positive ties within
camps, negative ties between them. With two camps it is Harary's line index of balance ("On the measurement of structural
balance", Behavioral Science 4, 1959); with k camps it is the criterion of Doreian and Mrvar ("A partitioning approach to
structural balance", Social Networks 18, 1996) for the weak balance of Davis (1967).

It is found as an integer programme in the manner of Aref, Mason and Wilson ("Computing the line index of balance using integer
programming optimisation", 2018), solved by SciPy's HiGHS: `programme.py`. Camps can be renamed in each block (a part that no
single node's removal disconnects) without touching the others, so each block is solved alone, and what lies in no cycle costs
nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from foedus.analysis.programme import Solved, solve
from foedus.analysis.signed import NEGATIVE, POSITIVE, SignedEdge, SignedGraph
from foedus.errors import BadInput

SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Camps:
    """A partition into camps and how far from the best it can be.

    `camp` gives each node's camp, numbered from 0 within its component; between components the numbers mean nothing.
    `components` are the connected sets of nodes, `frustrated` the ties that the camps leave frustrated. The frustration index
    lies between `lower` and `upper`, the weight of `frustrated`.
    """

    k: int
    camp: Mapping[str, int]
    components: tuple[tuple[str, ...], ...]
    frustrated: tuple[SignedEdge, ...]
    lower: int
    upper: int

    @property
    def proven(self) -> bool:
        """Whether no camps can do better."""
        return self.lower == self.upper

    def members(self, component: Sequence[str]) -> list[list[str]]:
        """The camps of one component, without empty ones."""
        found = [[node for node in component if self.camp[node] == number] for number in range(self.k)]
        return [camp for camp in found if camp]

    def sides(self) -> list[list[str]]:
        """All nodes in k lists, the camps of the same number of each component together, though nothing ties those."""
        return [sorted(node for node, number in self.camp.items() if number == one) for one in range(self.k)]


def is_frustrated(edge: SignedEdge, camp: Mapping[str, int]) -> bool:
    """Whether the camps put friends apart or enemies together."""
    together = camp[edge.a] == camp[edge.b]
    return (edge.sign == POSITIVE and not together) or (edge.sign == NEGATIVE and together)


def camps(graph: SignedGraph, k: int = 2, seconds: float = SECONDS) -> Camps:
    """The k camps with the least frustrated weight; what is not proven within the seconds comes with bounds.

    Raises BadInput where k is less than 2.
    """
    if k < 2:
        raise BadInput(f"camps were asked to number {k}; two is the least")
    until = time.monotonic() + seconds
    camp: dict[str, int] = {}
    lower = 0
    for block in _blocks(graph):
        solved = solve(block, k, max(0.0, until - time.monotonic()))
        lower += solved.lower
        _join(camp, solved, k)
    components = tuple(graph.components())
    for component in components:
        _number(camp, component, k)
    frustrated = tuple(edge for edge in graph.signed if is_frustrated(edge, camp))
    return Camps(k, camp, components, frustrated, lower, sum(edge.weight for edge in frustrated))


def swinging(graph: SignedGraph, found: Camps, seconds: float = SECONDS) -> tuple[str, ...]:
    """Those who could as well stand in the other of two camps: some other partition with as little frustration puts them there.

    Asked of each node anew, against the node with the most ties in its part; only where two camps are proven optimal, and
    for as many as can be asked within the seconds.
    """
    if found.k != 2 or not found.proven:
        return ()
    until = time.monotonic() + seconds
    uneasy = {end for edge in found.frustrated for end in edge.pair}
    parts = (part for part in found.components if uneasy & set(part))
    return tuple(node for part in parts for node in _swinging(graph.within(part), found, until))


def _swinging(part: SignedGraph, found: Camps, until: float) -> Iterator[str]:
    anchor = min(part.nodes, key=lambda node: (-len(part.neighbours[node]), node))
    least = sum(edge.weight for edge in part.signed if is_frustrated(edge, found.camp))
    heavy = sum(edge.weight for edge in part.signed) + 1
    for node in part.nodes:
        left = until - time.monotonic()
        if node == anchor or left <= 0:
            continue
        turned = NEGATIVE if found.camp[node] == found.camp[anchor] else POSITIVE
        forced = SignedEdge(anchor, node, turned, heavy)
        told = part.edge(anchor, node)
        cost = told.weight if told is not None and told.sign != turned else 0
        other = camps(part.changed([forced]), 2, left)
        if other.upper + cost <= least:
            yield node


def _blocks(graph: SignedGraph) -> Iterator[SignedGraph]:
    """The biconnected parts, each after one that it shares a node with, so that camps can be carried over."""
    import networkx as nx

    plain = nx.Graph()
    plain.add_edges_from(edge.pair for edge in graph.signed)
    found = [tuple(sorted(nodes)) for nodes in nx.biconnected_components(plain)]
    at: dict[str, list[int]] = {}
    for number, nodes in enumerate(found):
        for node in nodes:
            at.setdefault(node, []).append(number)
    seen: set[int] = set()
    for first in sorted(range(len(found)), key=lambda number: found[number]):
        queue = [] if first in seen else [first]
        seen.add(first)
        while queue:
            number = queue.pop()
            yield graph.within(found[number])
            beside = sorted({other for node in found[number] for other in at[node]} - seen, key=lambda other: found[other])
            seen.update(beside)
            queue.extend(reversed(beside))


def _join(camp: dict[str, int], solved: Solved, k: int) -> None:
    """Takes over a block's camps, renamed so that the node it shares with earlier blocks keeps its camp."""
    renamed = list(range(k))
    shared = [node for node in solved.camp if node in camp]
    if shared:
        node = shared[0]
        ours, theirs = camp[node], solved.camp[node]
        renamed[ours], renamed[theirs] = theirs, ours
    for node, number in solved.camp.items():
        camp.setdefault(node, renamed[number])


def _number(camp: dict[str, int], component: Iterable[str], k: int) -> None:
    """Numbers the camps of a component by size, the largest first, then by their first name."""
    groups: list[list[str]] = [[] for _ in range(k)]
    for node in component:
        groups[camp.setdefault(node, 0)].append(node)
    for number, group in enumerate(sorted(groups, key=lambda group: (-len(group), group))):
        camp.update(dict.fromkeys(group, number))
