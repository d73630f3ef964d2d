from __future__ import annotations

import csv
from collections import defaultdict
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.analysis.balance import census
from foedus.analysis.frustration import camps, is_frustrated, swinging
from foedus.analysis.programme import descend, solve, weigh
from foedus.analysis.signed import SignedEdge, SignedGraph
from foedus.errors import BadInput
from tests.analysis.signed_graphs import graph, graphs, least_frustration


def test_friends_of_enemies_frustrate_one_tie() -> None:
    found = camps(graph("a+b", "a+c", "b-c"))
    assert (found.lower, found.upper, found.proven, len(found.frustrated)) == (1, 1, True, 1)


def test_two_camps_of_friends_frustrate_nothing() -> None:
    found = camps(graph("a+b", "c+d", "a-c", "b-d"))
    assert found.upper == 0
    assert found.members(("a", "b", "c", "d")) == [["a", "b"], ["c", "d"]]


def test_three_enemies_need_three_camps() -> None:
    enemies = graph("a-b", "a-c", "b-c")
    assert camps(enemies, 2).upper == 1
    assert camps(enemies, 3).upper == 0


def test_camps_are_carried_over_the_node_that_two_blocks_share() -> None:
    found = camps(graph("a+b", "b-c", "a-c", "c+d", "d-e", "c-e"))
    assert found.members(("a", "b", "c", "d", "e")) == [["a", "b", "e"], ["c", "d"]]


def test_weights_decide_which_tie_is_ignored() -> None:
    made = SignedGraph.of([SignedEdge("a", "b", 1, 5), SignedEdge("a", "c", 1, 2), SignedEdge("b", "c", -1, 5)])
    (frustrated,) = camps(made).frustrated
    assert frustrated.pair == ("a", "c")


def test_a_graph_without_edges_has_no_frustration() -> None:
    found = camps(SignedGraph.of([], ["a", "b"]))
    assert (found.upper, found.proven, found.components) == (0, True, (("a",), ("b",)))


def test_less_than_two_camps_are_refused() -> None:
    with pytest.raises(BadInput, match=r"^camps were asked to number 1; two is the least$"):
        camps(graph("a+b"), 1)


def test_without_time_the_bounds_are_honest() -> None:
    found = camps(graph("a+b", "a+c", "b-c"), seconds=0)
    assert (found.lower, found.upper, found.proven) == (0, 1, False)


@settings(max_examples=60)
@given(graphs(), st.sampled_from([2, 3]))
def test_the_frustration_is_that_of_the_best_of_all_partitions(made: SignedGraph, k: int) -> None:
    found = camps(made, k)
    assert found.proven
    assert found.upper == least_frustration(made, k)
    assert sum(edge.weight for edge in made.signed if is_frustrated(edge, found.camp)) == found.upper
    assert sorted(node for side in found.sides() for node in side) == list(made.nodes)


@settings(max_examples=30)
@given(graphs())
def test_cuts_and_decomposition_change_nothing_but_the_time(made: SignedGraph) -> None:
    assert solve(made, 2, 60.0, cuts=False).upper == camps(made).upper


@given(graphs(), st.sampled_from([2, 3]))
def test_the_descent_never_beats_the_optimum(made: SignedGraph, k: int) -> None:
    assert weigh(made, descend(made, k)) >= least_frustration(made, k)


@given(graphs())
def test_switching_the_sides_of_a_node_keeps_the_frustration(made: SignedGraph) -> None:
    node = made.nodes[0]
    switched = SignedGraph.of(
        (SignedEdge(edge.a, edge.b, -edge.sign if node in edge.pair else edge.sign, edge.weight) for edge in made.edges),
        made.nodes,
    )
    assert camps(switched).upper == camps(made).upper


@settings(max_examples=40)
@given(graphs(6))
def test_those_who_swing_are_those_whom_some_best_partition_puts_elsewhere(made: SignedGraph) -> None:
    found = camps(made)
    expected = set()
    for part in found.components:
        inner = made.within(part)
        anchor = min(part, key=lambda node: (-len(inner.neighbours[node]), node))
        best = least_frustration(inner, 2)
        for sides in product(range(2), repeat=len(part)):
            camp = dict(zip(part, sides, strict=True))
            if best and sum(edge.weight for edge in inner.signed if is_frustrated(edge, camp)) == best:
                together = {node: camp[node] == camp[anchor] for node in part}
                expected |= {node for node in part if together[node] != (found.camp[node] == found.camp[anchor])}
    assert set(swinging(made, found)) == expected


def _slices(path: Path) -> dict[str, SignedGraph]:
    found = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row.get("slice", "")].append(SignedEdge(row["a"], row["b"], int(row["sign"])))
    return {name: SignedGraph.of(edges) for name, edges in found.items()}


@pytest.mark.shared
def test_the_highland_tribes_have_the_published_figures(shared: Path) -> None:
    made = _slices(shared / "data/signed/highland_tribes.csv")[""]
    found = camps(made)
    assert (len(made.nodes), len(made.signed), found.upper, found.proven) == (16, 58, 7, True)
    assert census(made).balanced_share == pytest.approx(0.867647, abs=5e-7)


@pytest.mark.shared
def test_every_slice_of_correlates_of_war_is_proven(shared: Path) -> None:
    slices = _slices(shared / "data/signed/cow_signed.csv")
    assert len(slices) == 51
    assert all(camps(made).proven for made in slices.values())
