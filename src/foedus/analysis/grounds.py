"""All there is to go on: what every claim says of every pair of actors, and which of them ceased to be.

Every question about ties starts here. The work over the ledger is done once; what follows from it are pure values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from foedus.analysis.bearings import NO_ONE, Basis, Bearing, Moment, bearings, claims_about, counted_as
from foedus.analysis.ends import ActorEnd, ended, ends_of
from foedus.analysis.rollup import NO_ROLLUP, Level, Rollup, rollup
from foedus.ledger.entries import ActorCluster, Entry
from foedus.ledger.view import View

Pair = frozenset[str]


@dataclass(frozen=True)
class Grounds:
    """The bearings of each pair in order of time, and the ends of actors, all by canonical ids."""

    pairs: Mapping[Pair, Sequence[Bearing]]
    ends: Mapping[str, ActorEnd]

    def without(self, claims: Iterable[str]) -> Grounds:
        """The same if these claims had not been made."""
        gone = set(claims)
        pairs = {pair: [one for one in told if one.entry.claim.id not in gone] for pair, told in self.pairs.items()}
        ends = {actor: end for actor, end in self.ends.items() if end.entry.claim.id not in gone}
        return Grounds({pair: told for pair, told in pairs.items() if told}, ends)


def grounds(view: View, as_one: Mapping[str, str] = NO_ONE, level: Level = Level.NONE) -> Grounds:
    """Everything in the view. `as_one` maps ids to the id they count as, `level` says who else counts as another."""
    actors = view.actors()
    raising = rollup(view, level, actors, as_one)
    entries = list(view.claims())
    persons = {actor.id: actor.name for actor in actors if actor.kind == "person"}
    return grounds_from(entries, ended(entries, persons, as_one), as_one, raising)


def grounds_of(view: View, actor: str, as_one: Mapping[str, str] = NO_ONE, level: Level = Level.NONE) -> Grounds:
    """What concerns one actor, by its canonical id, and those that count as it."""
    raising = NO_ROLLUP if level is Level.NONE else rollup(view, level, view.actors(), as_one)
    asked = [name for one in (actor, *sorted(raising.below(actor))) for name in counted_as(one, as_one)]
    entries = claims_about(view, asked)
    others = {name for entry in entries for name in entry.who.values()}
    ends = ends_of(view, view.actors_of(sorted(others)), as_one) if others else {}
    made = grounds_from(entries, ends, as_one, raising)
    return Grounds({pair: told for pair, told in made.pairs.items() if actor in pair}, made.ends)


def in_order(evidence: Iterable[Bearing]) -> list[Bearing]:
    """By time, the undated last; then by document and place in it."""
    return sorted(evidence, key=_order)


def clusters_by_id(actors: Iterable[ActorCluster]) -> dict[str, ActorCluster]:
    """The actors by canonical id."""
    return {actor.id: actor for actor in actors}


def grounds_from(entries: Iterable[Entry], ends: Mapping[str, ActorEnd], as_one: Mapping[str, str], raising: Rollup) -> Grounds:
    """The grounds that these claims give, with these deaths and this roll-up."""
    pairs: dict[Pair, list[Bearing]] = defaultdict(list)
    for entry in entries:
        for bearing in _raised(entry, ends, as_one, raising):
            pairs[bearing.pair].append(bearing)
    return Grounds({pair: in_order(told) for pair, told in pairs.items()}, ends)


def _raised(entry: Entry, ends: Mapping[str, ActorEnd], as_one: Mapping[str, str], raising: Rollup) -> Iterator[Bearing]:
    """What the claim says of each pair of bodies, each told once however many of their members the claim names."""
    seen: set[tuple[str, str, str]] = set()
    for told in bearings(entry, as_one):
        bearing = raising.raised(_until_death(told, ends))
        if bearing is not None and (key := (bearing.a, bearing.b, bearing.sign)) not in seen:
            seen.add(key)
            yield bearing


def _until_death(bearing: Bearing, ends: Mapping[str, ActorEnd]) -> Bearing:
    """A bearing dated only by its report holds no longer than those it is about."""
    died = [end.at for actor in (bearing.a, bearing.b) if (end := ends.get(actor)) is not None]
    if not died:
        return bearing
    first_death = min(died, key=lambda at: at.latest or date.max)
    ceased = Moment(first_death, Basis.CEASED)
    first, last = (ceased if _after(moment, ceased) else moment for moment in (bearing.first, bearing.last))
    return replace(bearing, first=first, last=last)


def _after(moment: Moment | None, death: Moment) -> bool:
    if moment is None or moment.basis is not Basis.PUBLISHED:
        return False
    seen, died = moment.span.earliest, death.span.latest
    return seen is not None and died is not None and seen > died


def _order(one: Bearing) -> tuple[date, str, int, str]:
    claim = one.entry.claim
    start = one.first.span.earliest or date.min if one.first else date.max
    return start, one.entry.document.id, claim.quote.start, claim.id
