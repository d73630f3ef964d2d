"""Signed graphs: who is tied to whom by a positive, a negative or a neutral tie. Pure values, no ledger.

The vocabulary is that of signed graph theory: Harary, "On the notion of balance of a signed graph", Michigan Mathematical
Journal 2 (1953); Cartwright and Harary, "Structural balance: a generalization of Heider's theory", Psychological Review 63
(1956).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Self

from foedus.errors import BadInput

POSITIVE, NEUTRAL, NEGATIVE = 1, 0, -1
SIGNS = (POSITIVE, NEUTRAL, NEGATIVE)


@dataclass(frozen=True, slots=True)
class SignedEdge:
    """One tie without a direction, `a` before `b`. `weight` is what it costs to leave it frustrated, a whole number so
    that bounds can be rounded; `evidence` are ids of what it rests on."""

    a: str
    b: str
    sign: int
    weight: int = 1
    evidence: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise BadInput(f"{self.a!r} is tied to itself; a tie is between two")
        if self.sign not in SIGNS:
            raise BadInput(f"the sign of {self.a!r} and {self.b!r} is {self.sign!r}; write 1, 0 or -1")
        if self.weight < 1:
            raise BadInput(f"the weight of {self.a!r} and {self.b!r} is {self.weight}; a tie weighs 1 or more")
        if self.a > self.b:
            first, second = self.b, self.a
            object.__setattr__(self, "a", first)
            object.__setattr__(self, "b", second)

    @property
    def pair(self) -> tuple[str, str]:
        """Both ends, in alphabetical order."""
        return self.a, self.b

    def other(self, node: str) -> str:
        """The end that is not this one."""
        return self.b if node == self.a else self.a


@dataclass(frozen=True)
class SignedGraph:
    """Nodes and edges in alphabetical order, at most one edge a pair. Make it with `SignedGraph.of`."""

    nodes: tuple[str, ...]
    edges: tuple[SignedEdge, ...]

    @classmethod
    def of(cls, edges: Iterable[SignedEdge], nodes: Iterable[str] = ()) -> Self:
        """The graph of these edges, with further nodes that have none. Raises BadInput for a pair given twice."""
        ordered = sorted(edges, key=lambda edge: edge.pair)
        for one, other in pairwise(ordered):
            if one.pair == other.pair:
                raise BadInput(f"{one.a!r} and {one.b!r} are tied twice; give one sign for the pair")
        ends = {end for edge in ordered for end in edge.pair}
        return cls(tuple(sorted(ends.union(nodes))), tuple(ordered))

    @cached_property
    def signed(self) -> tuple[SignedEdge, ...]:
        """The positive and negative edges: only these can be frustrated."""
        return tuple(edge for edge in self.edges if edge.sign != NEUTRAL)

    @cached_property
    def neighbours(self) -> Mapping[str, Mapping[str, SignedEdge]]:
        """For each node the nodes it has a positive or negative edge with, alphabetically, and that edge."""
        found: dict[str, dict[str, SignedEdge]] = defaultdict(dict)
        for edge in self.signed:
            found[edge.a][edge.b] = edge
            found[edge.b][edge.a] = edge
        return {node: dict(sorted(found[node].items())) for node in self.nodes}

    def edge(self, a: str, b: str) -> SignedEdge | None:
        """The edge of a pair, None where there is none or it is neutral."""
        return self.neighbours.get(a, {}).get(b)

    def components(self) -> Iterator[tuple[str, ...]]:
        """The sets of nodes that positive and negative edges connect, the largest first, each in alphabetical order."""
        unseen = dict.fromkeys(self.nodes)
        found = []
        while unseen:
            start = next(iter(unseen))
            unseen.pop(start)
            reached, stack = [start], [start]
            while stack:
                for neighbour in self.neighbours[stack.pop()]:
                    if neighbour in unseen:
                        unseen.pop(neighbour)
                        reached.append(neighbour)
                        stack.append(neighbour)
            found.append(tuple(sorted(reached)))
        yield from sorted(found, key=lambda nodes: (-len(nodes), nodes))

    def within(self, nodes: Iterable[str]) -> SignedGraph:
        """The graph of these nodes and the edges among them."""
        chosen = set(nodes)
        return SignedGraph(
            tuple(node for node in self.nodes if node in chosen),
            tuple(edge for edge in self.edges if edge.a in chosen and edge.b in chosen),
        )

    def changed(self, edges: Iterable[SignedEdge] = (), without: Iterable[str] = ()) -> SignedGraph:
        """The graph with these edges in place of those of the same pairs, and without these nodes."""
        gone = set(without)
        by_pair = {edge.pair: edge for edge in (*self.edges, *edges) if not gone & set(edge.pair)}
        return SignedGraph.of(by_pair.values(), (node for node in self.nodes if node not in gone))
