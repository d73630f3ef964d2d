"""The edges as a networkx graph, from which its writers make files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from foedus.exchange.exporters.edges import Edge
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.tables import BETWEEN
from foedus.exchange.exporters.xml_text import fit


def graph_of(told: Selection, drawn: Iterable[Edge], more: Callable[[Edge], dict[str, Any]]) -> Any:
    """A directed multigraph: actors as nodes, by canonical id, edges with kind, sign and what they rest on. `more` adds
    attributes to an edge. Text is without what XML cannot hold."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    for one in told.cast():
        names = [name for name in one.names if name != one.name]
        graph.add_node(fit(one.id), label=fit(one.name), kind=one.kind, names=fit(BETWEEN.join(names)))
    for number, edge in enumerate(drawn):
        attributes: dict[str, Any] = {
            "label": edge.label,
            "kind": edge.kind,
            "sign": edge.sign,
            "directed": edge.directed,
            "from_event": edge.derived,
            "weight": len(edge.claims),
            "hedged": edge.hedged,
            "disputed": edge.disputed,
            "claims": BETWEEN.join(edge.claims),
        }
        graph.add_edge(fit(edge.a), fit(edge.b), key=number, **attributes, **more(edge))
    return graph
