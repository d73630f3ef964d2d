"""Exact frustration of published signed networks: python benchmarks/balance.py FOLDER [--seconds N] [--json].

Every CSV file of the folder (columns a, b, sign and, for several graphs, slice) is solved twice in one run: as Foedus does it
(block by block, triangle cuts, one side fixed) and by the plain formulation (the whole graph, neither cuts nor a fixed side).
Seconds are wall clock on one thread of control; the libraries are loaded before the first is timed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from foedus.analysis.balance import census
from foedus.analysis.frustration import camps
from foedus.analysis.programme import solve
from foedus.analysis.signed import SignedEdge, SignedGraph
from foedus.exchange.importers.signed_edges import read_signed_edges


def measure(folder: Path, seconds: float) -> Iterator[dict[str, Any]]:
    """A row for each file: slices, how many each way proved optimal, total and slowest time, and whether the two agree."""
    for library in ("networkx", "scipy.optimize"):
        import_module(library)
    for file in sorted(folder.glob("*.csv")):
        slices = [SignedGraph.of(SignedEdge(row.a, row.b, row.sign) for row in rows) for rows in read_signed_edges(file).values()]
        ours = [_timed(lambda graph=graph: camps(graph, 2, seconds)) for graph in slices]
        plain = [_timed(lambda graph=graph: solve(graph, 2, seconds, cuts=False)) for graph in slices]
        counted = [census(graph) for graph in slices]
        proven = [found.upper for found, _ in plain if found.lower == found.upper]
        agreed = [ours[at][0].upper for at, (found, _) in enumerate(plain) if found.lower == found.upper]
        triads = sum(one.triads for one in counted)
        balanced = sum(one.counts["+++"] + one.counts["+--"] for one in counted)
        yield {
            "file": file.name,
            "slices": len(slices),
            "nodes": max(len(graph.nodes) for graph in slices),
            "edges": max(len(graph.signed) for graph in slices),
            "frustration": [found.upper for found, _ in ours],
            "balanced_share": balanced / triads if triads else None,
            "proven": sum(found.proven for found, _ in ours),
            "seconds": sum(spent for _, spent in ours),
            "slowest": max(spent for _, spent in ours),
            "plain_proven": len(proven),
            "plain_seconds": sum(spent for _, spent in plain),
            "plain_slowest": max(spent for _, spent in plain),
            "plain_agrees": proven == agreed,
        }


def _timed(solving: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    found = solving()
    return found, time.perf_counter() - started


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0, help="time limit for each graph and way")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rows = list(measure(given.folder, given.seconds))
    if given.json:
        print(json.dumps(rows, indent=2))
        return
    for row in rows:
        share = "no triad" if row["balanced_share"] is None else f"{row['balanced_share']:.6f} of triads balanced"
        print(
            f"{row['file']}: {row['slices']} graphs, at most {row['nodes']} nodes and {row['edges']} edges, {share}\n"
            f"  ours:  {row['proven']} proven in {row['seconds']:.2f} s, slowest {row['slowest']:.2f} s\n"
            f"  plain: {row['plain_proven']} proven in {row['plain_seconds']:.2f} s, slowest {row['plain_slowest']:.2f} s, "
            f"{'same optima' if row['plain_agrees'] else 'OTHER OPTIMA'}"
        )


if __name__ == "__main__":
    main()
