"""Ties as a table, and as a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.interfaces.library.table import Table
from foedus.interfaces.library.tie_records import TieRecord

if TYPE_CHECKING:
    import networkx

SIGNS = {"+": 1, "0": 0, "-": -1}


class Ties(Table[TieRecord]):
    """A table of ties, which is also a network.

    >>> ledger.ties("imu").to_networkx().size()
    2
    """

    def to_networkx(self) -> networkx.MultiGraph:
        """The ties as an undirected multigraph of networkx: a pair has an edge for each sign, whose key is the sign.

        Nodes are canonical ids with a `name`. An edge has `sign` (1 with, 0 at truce, -1 against), `state`, `types`, `first` and
        `last` (EDTF or None), `end` (how its end is known), `quotes_for`, `hedged`, `quotes_against` and `claims`.

        >>> graph = ledger.ties("imu").to_networkx()
        >>> graph.number_of_nodes(), sorted(sign for _, _, sign in graph.edges(data="sign"))
        (3, [-1, 1])
        """
        import networkx as nx

        graph = nx.MultiGraph()
        for tie in self:
            for end, name in ((tie["a"], tie["a_name"]), (tie["b"], tie["b_name"])):
                graph.add_node(end, name=name or end)
            first, last = tie["first"], tie["last"]
            graph.add_edge(
                tie["a"],
                tie["b"],
                key=tie["sign"],
                sign=SIGNS[tie["sign"]],
                state=tie["state"],
                types=tie["types"],
                first=first["edtf"] if first else None,
                last=last["edtf"] if last else None,
                end=tie["end"]["kind"],
                quotes_for=tie["quotes_for"],
                hedged=tie["hedged"],
                quotes_against=tie["quotes_against"],
                claims=tie["claims"],
            )
        return graph
