"""Structural balance: the triads of a signed graph, and whether each is balanced.

A triad is balanced if the product of its signs is positive: three friends, or two friends against a common enemy (Cartwright
and Harary 1956). In the weak sense three mutual enemies are balanced as well (Davis, "Clustering and structural balance in
graphs", Human Relations 20, 1967).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from foedus.analysis.signed import POSITIVE, SignedEdge, SignedGraph

KINDS = ("+++", "++-", "+--", "---")


@dataclass(frozen=True, slots=True)
class Triad:
    """Three nodes of which each two have a positive or negative edge; `edges` are those of ab, ac and bc."""

    nodes: tuple[str, str, str]
    edges: tuple[SignedEdge, SignedEdge, SignedEdge]

    @property
    def kind(self) -> str:
        """How many edges are positive and negative: "+++", "++-", "+--" or "---"."""
        positive = sum(edge.sign == POSITIVE for edge in self.edges)
        return "+" * positive + "-" * (3 - positive)

    @property
    def balanced(self) -> bool:
        """Whether the product of the signs is positive."""
        return self.edges[0].sign * self.edges[1].sign * self.edges[2].sign > 0

    @property
    def weakly_balanced(self) -> bool:
        """Whether it is not the friends of one's friend being enemies: all but "++-" (Davis 1967)."""
        return self.kind != "++-"


@dataclass(frozen=True, slots=True)
class Census:
    """How many triads of each kind a graph has."""

    counts: Mapping[str, int]

    @property
    def triads(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def balanced_share(self) -> float | None:
        """The share of balanced triads, 0 to 1; None where there is no triad, as then there is nothing to share."""
        return (self.counts["+++"] + self.counts["+--"]) / self.triads if self.triads else None

    @property
    def weakly_balanced_share(self) -> float | None:
        """As `balanced_share`, with three mutual enemies counted as balanced."""
        return 1 - self.counts["++-"] / self.triads if self.triads else None


def triads(graph: SignedGraph) -> Iterator[Triad]:
    """Every triad once, in alphabetical order."""
    neighbours = graph.neighbours
    for a in graph.nodes:
        later = [b for b in neighbours[a] if b > a]
        for position, b in enumerate(later):
            to_b = neighbours[b]
            for c in later[position + 1 :]:
                if c in to_b:
                    yield Triad((a, b, c), (neighbours[a][b], neighbours[a][c], to_b[c]))


def census(graph: SignedGraph) -> Census:
    """Counts the triads of each kind."""
    found = Counter(triad.kind for triad in triads(graph))
    return Census({kind: found[kind] for kind in KINDS})
