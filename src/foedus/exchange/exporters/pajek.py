"""Pajek .net: actors as vertices; what has a direction as arcs, what has none as edges; the sign as value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from foedus.exchange.exporters.edges import Edge, edges, report_loss
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection


def pajek(told: Selection, report: Report) -> Iterator[str]:
    """The network, a relation of its own for each kind of tie (Pajek, "multiple relations").

    Written here, as networkx neither escapes quotation marks in names nor writes arcs and edges of several relations.
    """
    drawn = edges(told, report)
    report_loss(told, report, "times and claims: a line has a value only, which is its sign", "kinds and other names of actors")
    report.note("quotation marks and line breaks in names, which are written as apostrophes and blanks")
    for edge in drawn:
        for claim in edge.claims:
            report.reduce(claim, "which claims a line rests on, when it held, and whether it is hedged or disputed")
    actors = told.cast()
    numbers = {one.id: number for number, one in enumerate(actors, 1)}
    yield f"*Vertices {len(actors)}\n"
    for number, one in enumerate(actors, 1):
        yield f'{number} "{_label(one.name)}"\n'
    kinds = sorted({edge.kind for edge in drawn})
    lines = sorted(drawn, key=lambda edge: (not edge.directed, kinds.index(edge.kind)))
    for (undirected, kind), of_kind in groupby(lines, key=lambda edge: (not edge.directed, edge.kind)):
        yield f'{"*Edges" if undirected else "*Arcs"} :{kinds.index(kind) + 1} "{kind}"\n'
        yield from _lines(of_kind, numbers)


def _lines(of_kind: Iterable[Edge], numbers: dict[str, int]) -> Iterator[str]:
    for edge in of_kind:
        yield f"{numbers[edge.a]} {numbers[edge.b]} {edge.sign}\n"


def _label(name: str) -> str:
    return " ".join(name.replace('"', "'").split())
