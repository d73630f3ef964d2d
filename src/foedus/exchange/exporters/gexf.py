"""GEXF 1.2 for Gephi: a dynamic graph whose edges carry the spells in which a tie lasted."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from foedus.exchange.exporters.edges import Edge, bounds_of, edges, lasted, report_loss
from foedus.exchange.exporters.graph import graph_of
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection


def gexf(told: Selection, report: Report) -> Iterator[bytes]:
    """The graph as XML. A spell runs from the told start, else the first evidence, to the told end, else the last evidence;
    the attribute `bounds` says which it is."""
    from networkx.readwrite.gexf import GEXFWriter

    drawn = edges(told, report)
    report_loss(told, report, "a spell has one first and one last day; the days between which it began and ended are in `bounds`")
    for edge in drawn:
        if not edge.spells:
            for claim in edge.claims:
                report.reduce(claim, "a time: neither the claim nor its document is dated, and its edge has no spell")
    graph = graph_of(told, drawn, _attributes)
    graph.graph["mode"] = "dynamic"
    writer = GEXFWriter(graph, version="1.2draft")
    meta = writer.xml.find("meta")
    meta.attrib.clear()  # the day of writing
    meta.find("creator").text = "Foedus"  # without the library's version
    _without_keys(writer.xml)
    made = BytesIO()
    writer.write(made)
    yield made.getvalue()


def _without_keys(xml: Any) -> None:
    """Takes out the keys by which the library tells edges of one pair apart."""
    for attributes in xml.iter("attributes"):
        for key in attributes.findall("attribute[@title='networkx_key']"):
            attributes.remove(key)
            for values in xml.iter("attvalues"):
                for value in values.findall(f"attvalue[@for='{key.get('id')}']"):
                    values.remove(value)


def _attributes(edge: Edge) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "directed" if edge.directed else "undirected"}
    spells = [tuple(str(day) if day else None for day in lasted(spell)) for spell in edge.spells]
    if spells:
        told["spells"] = spells
    return told | {"bounds": bounds_of(edge)}
