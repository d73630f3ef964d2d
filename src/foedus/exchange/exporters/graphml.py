"""GraphML for yEd, igraph, Cytoscape and networkx."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from foedus.exchange.exporters.edges import Edge, bounds_of, edges, report_loss, times_of
from foedus.exchange.exporters.graph import graph_of
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection


def graphml(told: Selection, report: Report) -> Iterator[bytes]:
    """The graph as XML. Every edge is written as directed, as readers refuse a mixed graph; the attribute `directed` tells."""
    from networkx.readwrite.graphml import write_graphml_xml

    drawn = edges(told, report)
    report_loss(told, report, "gaps between repeated spells: an edge has one start and one end, and all bounds in `bounds`")
    made = BytesIO()
    write_graphml_xml(graph_of(told, drawn, _attributes), made, named_key_ids=False)
    yield made.getvalue()


def _attributes(edge: Edge) -> dict[str, Any]:
    start, end = times_of(edge)
    return {"start": str(start or ""), "end": str(end or ""), "bounds": bounds_of(edge)}
