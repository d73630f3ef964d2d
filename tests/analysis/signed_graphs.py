"""Signed graphs for tests: written as words, or made up."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import strategies as st

from foedus.analysis.signed import SignedEdge, SignedGraph

_SIGNS = {"+": 1, "0": 0, "-": -1}


def graph(*edges: str) -> SignedGraph:
    """Edges such as "a+b", "a-c" and "b0c" between nodes of one letter."""
    return SignedGraph.of(SignedEdge(edge[0], edge[2], _SIGNS[edge[1]]) for edge in edges)


@st.composite
def graphs(draw: st.DrawFn, most: int = 7) -> SignedGraph:
    """Small graphs with any signs and weights."""
    nodes = [chr(ord("a") + number) for number in range(draw(st.integers(2, most)))]
    edges = []
    for a, b in combinations(nodes, 2):
        sign = draw(st.sampled_from([None, 1, -1, 0]))
        if sign is not None:
            edges.append(SignedEdge(a, b, sign, draw(st.integers(1, 3))))
    return SignedGraph.of(edges, nodes)


def least_frustration(of: SignedGraph, k: int) -> int:
    """By trying every partition: what the solver must agree with."""
    return min(
        sum(edge.weight for edge in of.signed if (camp[edge.a] == camp[edge.b]) != (edge.sign == 1))
        for camp in (dict(zip(of.nodes, numbers, strict=True)) for numbers in product(range(k), repeat=len(of.nodes)))
    )
