"""Who is in a camp with whom at a day, so that the fewest ties are frustrated, and which ties those are.

Only ties connect: between actors that no chain of ties connects nothing is said, so camps are given for each connected part.
Truces and talks are neutral here unless asked otherwise; disputed pairs are left out and listed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from foedus.analysis.balance import Census, census
from foedus.analysis.bearings import NEITHER
from foedus.analysis.frustration import SECONDS, Camps, camps, swinging
from foedus.analysis.grounds import Grounds
from foedus.analysis.signed import NEUTRAL, POSITIVE, SignedGraph
from foedus.analysis.standings import Standing, graph_of, standings


@dataclass(frozen=True, slots=True)
class CampsAsked:
    """How many camps, whether truces and talks count as positive, and how long to work on it."""

    k: int = 2
    truces_positive: bool = False
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class CampsAt:
    """The camps at a day, with the graph they are of.

    `swinging` are those whom other camps, as good as these, put on the other side (of two camps that are proven best).
    `frustrated` are the standings that the camps put on the wrong side, `neutral` those that count for neither, `disputed`
    those left out as friendship or truce and enmity are told of the same time.
    """

    graph: SignedGraph
    camps: Camps
    census: Census
    swinging: tuple[str, ...]
    frustrated: tuple[Standing, ...]
    neutral: tuple[Standing, ...]
    disputed: tuple[Standing, ...]

    def together(self, a: str, b: str) -> bool | None:
        """Whether two are in one camp; None where no chain of ties connects them."""
        part = next((nodes for nodes in self.camps.components if a in nodes), ())
        return self.camps.camp[a] == self.camps.camp[b] if b in part else None


def camps_at(told: Grounds, at: date, among: Collection[str], asked: CampsAsked | None = None) -> CampsAt:
    """The camps of these actors at a day; one pair's sign is the sum of what is told of it, see `standings.py`."""
    wanted = asked or CampsAsked()
    found = standings(told, at, among)
    graph = graph_of(found.values(), POSITIVE if wanted.truces_positive else NEUTRAL)
    made = camps(graph, wanted.k, wanted.seconds)
    return CampsAt(
        graph,
        made,
        census(graph),
        swinging(graph, made, wanted.seconds),
        tuple(found[frozenset(edge.pair)] for edge in made.frustrated),
        tuple(one for one in found.values() if one.sign == NEITHER and not wanted.truces_positive),
        tuple(one for one in found.values() if one.sign is None),
    )
