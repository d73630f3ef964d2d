"""What if: one organisation or tie taken out of the picture, or one tie turned, and what balance theory makes of the rest.

It is a theory's reading of the record, not a forecast, and it is about organisations and states only: a named person is never the
thing removed. Truces and talks count as positive, as in strain, so that ending one can be asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from foedus.analysis.balance import Census, Triad, census, triads
from foedus.analysis.frustration import SECONDS, Camps, camps
from foedus.analysis.grounds import Grounds
from foedus.analysis.signed import POSITIVE, SignedEdge, SignedGraph
from foedus.analysis.standings import BODIES, graph_of, standings
from foedus.errors import NotFound, Refused
from foedus.ledger.entries import ActorCluster


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is supposed: actors gone, pairs whose tie is over, pairs whose tie is turned; canonical ids."""

    without: tuple[str, ...] = ()
    ended: tuple[tuple[str, str], ...] = ()
    flipped: tuple[tuple[str, str], ...] = ()

    @property
    def actors(self) -> tuple[str, ...]:
        """Everyone it names."""
        return (*self.without, *(actor for pair in (*self.ended, *self.flipped) for actor in pair))


@dataclass(frozen=True, slots=True)
class Side:
    """The graph before or after, with its triads counted and its camps."""

    graph: SignedGraph
    census: Census
    camps: Camps


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Before and after. `strained` are triads that are unbalanced only after, `relieved` those that were so only before;
    `moved` are those that change camps; `pressed` are the ties that stand in newly unbalanced triads or are frustrated
    only after, with the number of such triads, the most pressed first."""

    before: Side
    after: Side
    strained: tuple[Triad, ...]
    relieved: tuple[Triad, ...]
    moved: tuple[str, ...]
    pressed: tuple[tuple[SignedEdge, int], ...]


def whatif(told: Grounds, at: date, actors: Mapping[str, ActorCluster], supposed: Supposed, seconds: float = SECONDS) -> WhatIf:
    """The reading of what is supposed at a day. `actors` are those of the view by canonical id.

    Raises Refused where what is named is a person, or no organisation or state; NotFound where the two have no tie then.
    """
    for actor in supposed.actors:
        _check_body(actors[actor])
    found = standings(told, at, {one.id for one in actors.values() if one.kind in BODIES})
    before = graph_of(found.values(), POSITIVE)
    after = _supposed(before, supposed, {one.id: one.name for one in actors.values()})
    then, now = _side(before, seconds), _side(after, seconds)
    was, becomes = _unbalanced(before), _unbalanced(after)
    strained = tuple(triad for nodes, triad in becomes.items() if nodes not in was)
    relieved = tuple(triad for nodes, triad in was.items() if nodes not in becomes)
    return WhatIf(then, now, strained, relieved, tuple(_moved(then.camps, now.camps)), tuple(_pressed(then, now, strained)))


def _check_body(actor: ActorCluster) -> None:
    if actor.kind == "person":
        raise Refused(
            f"{actor.name!r} is a person; foedus whatif asks only about organisations and states, such as the group that "
            "a person leads"
        )
    if actor.kind not in BODIES:
        raise Refused(f"{actor.name!r} is a {actor.kind}; foedus whatif asks only about organisations and states")


def _supposed(graph: SignedGraph, supposed: Supposed, names: Mapping[str, str]) -> SignedGraph:
    turned = [replace(edge, sign=-edge.sign) for edge in _edges(graph, supposed.flipped, names)]
    over = {edge.pair for edge in _edges(graph, supposed.ended, names)}
    rest = SignedGraph.of((edge for edge in graph.edges if edge.pair not in over), graph.nodes)
    return rest.changed([edge for edge in turned if edge.pair not in over], supposed.without)


def _edges(graph: SignedGraph, pairs: Iterable[tuple[str, str]], names: Mapping[str, str]) -> list[SignedEdge]:
    found = []
    for a, b in pairs:
        edge = graph.edge(a, b)
        if edge is None:
            raise NotFound(
                f"no tie of {names.get(a, a)!r} and {names.get(b, b)!r} is known for that day, or it is in dispute; "
                "foedus ties --at shows what is known"
            )
        found.append(edge)
    return found


def _side(graph: SignedGraph, seconds: float) -> Side:
    return Side(graph, census(graph), camps(graph, 2, seconds))


def _unbalanced(graph: SignedGraph) -> dict[tuple[str, str, str], Triad]:
    return {triad.nodes: triad for triad in triads(graph) if not triad.balanced}


def _moved(then: Camps, now: Camps) -> Iterable[str]:
    """Those that change camps, the names of camps in each connected part being chosen so that the fewest do."""
    for part in now.components:
        known = [node for node in part if node in then.camp]
        same = [node for node in known if then.camp[node] == now.camp[node]]
        other = [node for node in known if then.camp[node] != now.camp[node]]
        yield from min(same, other, key=len) if len(part) > 1 else ()


def _pressed(then: Side, now: Side, strained: Iterable[Triad]) -> Iterable[tuple[SignedEdge, int]]:
    counts = Counter(edge.pair for triad in strained for edge in triad.edges)
    before = {edge.pair for edge in then.camps.frustrated}
    counts.update({edge.pair: 0 for edge in now.camps.frustrated if edge.pair not in before})
    edges = {edge.pair: edge for edge in now.graph.edges}
    for pair in sorted(counts, key=lambda pair: (-counts[pair], pair)):
        yield edges[pair], counts[pair]
