from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given

from foedus.analysis.balance import census, triads
from foedus.analysis.signed import SignedGraph
from tests.analysis.signed_graphs import graph, graphs


@pytest.mark.parametrize(
    ("edges", "kind", "balanced", "weakly"),
    [
        (("a+b", "a+c", "b+c"), "+++", True, True),
        (("a+b", "a+c", "b-c"), "++-", False, False),
        (("a+b", "a-c", "b-c"), "+--", True, True),
        (("a-b", "a-c", "b-c"), "---", False, True),
    ],
)
def test_a_triad_is_balanced_if_the_product_of_its_signs_is_positive(
    edges: tuple[str, ...], kind: str, balanced: bool, weakly: bool
) -> None:
    (triad,) = triads(graph(*edges))
    assert (triad.kind, triad.balanced, triad.weakly_balanced) == (kind, balanced, weakly)


def test_a_neutral_edge_makes_no_triad() -> None:
    assert list(triads(graph("a+b", "a+c", "b0c"))) == []


def test_without_a_triad_there_is_no_share() -> None:
    counted = census(graph("a+b"))
    assert (counted.triads, counted.balanced_share, counted.weakly_balanced_share) == (0, None, None)


@given(graphs())
def test_triads_are_all_threes_of_connected_nodes_each_once(made: SignedGraph) -> None:
    expected = [nodes for nodes in combinations(made.nodes, 3) if all(made.edge(a, b) for a, b in combinations(nodes, 2))]
    assert [triad.nodes for triad in triads(made)] == expected
    counted = census(made)
    assert counted.triads == len(expected)
    if counted.triads:
        assert counted.balanced_share == sum(triad.balanced for triad in triads(made)) / counted.triads
