"""How two actors stood at a day, all told: one sign for each pair, or a dispute. What camps and strain are made of.

Unknown is not neutral: a pair without a standing tie has no standing at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from foedus.analysis.bearings import AGAINST, NEITHER, WITH, Bearing
from foedus.analysis.grounds import Grounds, Pair
from foedus.analysis.signed import NEGATIVE, NEUTRAL, POSITIVE, SignedEdge, SignedGraph
from foedus.analysis.ties import State, Tie, ties_of
from foedus.ledger.entries import ActorCluster
from foedus.model.dates import DateSpan

BODIES = frozenset({"group", "unit", "media", "state", "force", "bloc"})
LIVE = (State.HELD, State.LAST_SEEN)

_SIGNED: Mapping[str, int] = {WITH: POSITIVE, NEITHER: NEUTRAL, AGAINST: NEGATIVE}


@dataclass(frozen=True, slots=True)
class Standing:
    """The ties of one pair that count at a day, and the sign they come to: None where enmity and friendship, or enmity and
    truce, are told of the same time and nothing decides."""

    ties: tuple[Tie, ...]
    sign: str | None

    @property
    def pair(self) -> Pair:
        """Both actors, in no order."""
        return self.ties[0].pair

    @property
    def disputed(self) -> bool:
        """Whether another sign is told of the same time."""
        return self.sign is None or any(tie.opposed for tie in self.ties)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that it rests on, each once."""
        return tuple(dict.fromkeys(one.entry.claim.id for tie in self.ties for one in tie.speaking))


def standings(told: Grounds, at: date, among: Collection[str] | None = None) -> dict[Pair, Standing]:
    """The standing of each pair that has one; only of pairs among these actors if given."""
    time = DateSpan.of_day(at)
    found: dict[Pair, Standing] = {}
    for pair, bearings in told.pairs.items():
        if among is None or pair <= set(among):
            standing = standing_of(bearings, time, told)
            if standing is not None:
                found[pair] = standing
    return found


def standing_of(bearings: Iterable[Bearing], time: DateSpan, told: Grounds) -> Standing | None:
    """The standing that these bearings of one pair come to; None where no tie counts at the time.

    What is held goes before what was only last seen; of ties that were last seen, the latest counts. An alliance with a truce
    is an alliance.
    """
    live = [tie for tie in ties_of(list(bearings), time, told.ends) if tie.state in LIVE]
    counting = [tie for tie in live if tie.state is State.HELD] or _latest(live)
    if not counting:
        return None
    signs = {tie.sign for tie in counting}
    if len(signs) == 1:
        return Standing(tuple(counting), counting[0].sign)
    return Standing(tuple(counting), None if AGAINST in signs else WITH)


def graph_of(found: Iterable[Standing], truces: int = NEUTRAL) -> SignedGraph:
    """The signed graph of these standings; disputed pairs have no edge. `truces` is the sign that truces and talks count as."""
    edges = []
    for one in found:
        if one.sign is not None:
            a, b = sorted(one.pair)
            edges.append(SignedEdge(a, b, truces if one.sign == NEITHER else _SIGNED[one.sign], evidence=one.claims))
    return SignedGraph.of(edges)


def bodies(actors: Iterable[ActorCluster], communities: bool = False) -> set[str]:
    """The actors that camps and strain are about: organisations and states; persons count only as what they lead, peoples
    and populations on request."""
    kinds = BODIES | {"community"} if communities else BODIES
    return {actor.id for actor in actors if actor.kind in kinds}


def _latest(seen: Collection[Tie]) -> list[Tie]:
    """Of ties last seen, the latest, and those that were last seen in the same time."""
    ends = {id(tie): tie.last.span for tie in seen if tie.last is not None}
    dated = [tie for tie in seen if id(tie) in ends]
    if not dated:
        return []
    newest = max(dated, key=lambda tie: (ends[id(tie)].latest or date.max, ends[id(tie)].earliest or date.min))
    return [tie for tie in dated if ends[id(tie)].overlaps(ends[id(newest)])]
