"""Kumu JSON: actors as elements, ties as connections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foedus.exchange.exporters.edges import Edge, bounds_of, edges, report_loss, times_of
from foedus.exchange.exporters.json_text import one_line, without_none
from foedus.exchange.exporters.labels import labels
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection


def kumu(told: Selection, report: Report) -> Iterator[str]:
    """The map. Kumu joins connections to elements by label, so that actors of one name get their id behind it."""
    drawn = edges(told, report)
    report_loss(told, report, "gaps between repeated spells: a connection has one start and one end, and all bounds in `bounds`")
    named = labels(told)
    yield '{"elements": ['
    for position, one in enumerate(told.cast()):
        names = [name for name in one.names if name != one.name]
        element = {"id": one.id, "label": named[one.id], "type": one.kind, "aliases": names}
        yield ("," if position else "") + "\n" + one_line(without_none(element))
    yield '],\n"connections": ['
    for position, edge in enumerate(drawn):
        yield ("," if position else "") + "\n" + one_line(_connection(edge, named))
    yield "]}\n"


def _connection(edge: Edge, named: dict[str, str]) -> dict[str, Any]:
    start, end = times_of(edge)
    return without_none(
        {
            "id": edge.id,
            "from": named[edge.a],
            "to": named[edge.b],
            "direction": "directed" if edge.directed else "undirected",
            "type": edge.kind,
            "label": edge.label,
            "sign": edge.sign,
            "start date": start.isoformat() if start else None,
            "end date": end.isoformat() if end else None,
            "bounds": bounds_of(edge),
            "disputed": edge.disputed,
            "strength": len(edge.claims),
            "hedged": edge.hedged,
            "claims": list(edge.claims),
        }
    )
