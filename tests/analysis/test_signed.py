from __future__ import annotations

import pytest

from foedus.analysis.signed import SignedEdge, SignedGraph
from foedus.errors import BadInput
from tests.analysis.signed_graphs import graph


def test_the_ends_of_an_edge_are_in_alphabetical_order_whichever_way_it_is_given() -> None:
    assert SignedEdge("b", "a", 1) == SignedEdge("a", "b", 1)
    assert SignedEdge("b", "a", -1).pair == ("a", "b")


@pytest.mark.parametrize(
    ("a", "b", "sign", "weight", "sentence"),
    [
        ("a", "a", 1, 1, "'a' is tied to itself; a tie is between two"),
        ("a", "b", 2, 1, "the sign of 'a' and 'b' is 2; write 1, 0 or -1"),
        ("a", "b", 1, 0, "the weight of 'a' and 'b' is 0; a tie weighs 1 or more"),
    ],
)
def test_what_is_no_edge_is_refused(a: str, b: str, sign: int, weight: int, sentence: str) -> None:
    with pytest.raises(BadInput) as fault:
        SignedEdge(a, b, sign, weight)
    assert str(fault.value) == sentence


def test_a_pair_has_one_sign() -> None:
    with pytest.raises(BadInput, match=r"^'a' and 'b' are tied twice; give one sign for the pair$"):
        SignedGraph.of([SignedEdge("a", "b", 1), SignedEdge("b", "a", -1)])


def test_neutral_edges_neither_count_as_signed_nor_connect() -> None:
    made = graph("a+b", "b0c", "c-d")
    assert [edge.pair for edge in made.signed] == [("a", "b"), ("c", "d")]
    assert list(made.components()) == [("a", "b"), ("c", "d")]
    assert made.edge("b", "c") is None


def test_nodes_without_edges_are_components_of_their_own() -> None:
    assert list(SignedGraph.of([SignedEdge("a", "b", 1)], ["z"]).components()) == [("a", "b"), ("z",)]


def test_changing_a_graph_replaces_the_edges_of_the_same_pairs_and_drops_nodes_with_their_edges() -> None:
    made = graph("a+b", "b-c", "c+d").changed([SignedEdge("b", "a", -1)], without=["d"])
    assert made.nodes == ("a", "b", "c")
    assert [(edge.pair, edge.sign) for edge in made.edges] == [(("a", "b"), -1), (("b", "c"), -1)]
