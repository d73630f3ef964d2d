"""``foedus balance``: structural balance of any signed edge list, without a ledger."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.interfaces.cli.asking import CampsOption, TimeLimit
from foedus.interfaces.cli.common import JsonOption
from foedus.interfaces.cli.output import Table, columns, listing, note, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.analysis.signed import SignedGraph
    from foedus.exchange.importers.signed_edges import EdgeRow

File = Annotated[
    Path,
    typer.Argument(metavar="FILE.csv", help="Columns a, b, sign (1, 0, -1), and slice for several graphs.", show_default=False),
]

_EPILOG = """\b
Examples:
  foedus balance alliances.csv
  foedus balance alliances.csv --camps 3 --json
"""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("balance", epilog=_EPILOG)(balance)


def balance(file: File, camps: CampsOption = 2, time_limit: TimeLimit = 60.0, as_json: JsonOption = False) -> None:
    """Counts balanced triangles of a signed graph and finds its frustration index, with the camps that attain it.

    The frustration index is the least number of ties to be ignored for the rest to fall into camps, friends within and
    enemies between them. It is proven least, or given with the bounds that were proven within the time limit.
    """
    from importlib import import_module

    from foedus.exchange.importers.signed_edges import read_signed_edges

    for library in ("networkx", "scipy.optimize"):
        import_module(library)  # loaded now, so that the first slice is not charged with it
    records = [_record(name, rows, camps, time_limit) for name, rows in read_signed_edges(file).items()]
    lines = [_line(record) for record in records]
    headings = columns("!slice", "!nodes", "!edges", "!triangles", "!balanced", "!frustration", "!proven", "!seconds")
    show(listing(Table(headings, lines), records, "no edge"), as_json)
    open_ones = sum(not record["proven"] for record in records)
    if open_ones:
        note(f"not proven within {time_limit:g} seconds: {open_ones} of {len(records)}; --time-limit gives more")


def _record(name: str | None, rows: Sequence[EdgeRow], k: int, seconds: float) -> dict[str, Any]:
    from foedus.analysis.balance import census
    from foedus.analysis.frustration import camps

    graph = _graph(rows)
    counted = census(graph)
    started = time.perf_counter()
    found = camps(graph, k, seconds)
    return {
        "slice": name,
        "nodes": len(graph.nodes),
        "edges": len(graph.signed),
        "triangles": counted.triads,
        "balanced_share": counted.balanced_share,
        "frustration": found.upper,
        "proven": found.proven,
        "seconds": round(time.perf_counter() - started, 4),
        "camps": found.sides(),
        "bounds": [found.lower, found.upper],
        "frustrated": [[edge.a, edge.b, edge.sign] for edge in found.frustrated],
        "components": len(found.components),
        "triads": dict(counted.counts),
    }


def _graph(rows: Sequence[EdgeRow]) -> SignedGraph:
    from foedus.analysis.signed import SignedEdge, SignedGraph

    return SignedGraph.of(SignedEdge(row.a, row.b, row.sign) for row in rows)


def _line(record: dict[str, Any]) -> tuple[object, ...]:
    share, (lower, upper) = record["balanced_share"], record["bounds"]
    return (
        record["slice"],
        record["nodes"],
        record["edges"],
        record["triangles"],
        "" if share is None else f"{share:.6f}",
        f"{upper}" if lower == upper else f"{lower} to {upper}",
        "yes" if record["proven"] else "no",
        f"{record['seconds']:.2f}",
    )
