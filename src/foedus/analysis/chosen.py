"""The foremost actors of a ledger and what is told of each two of them: as much of a large network as can be drawn and read.

Actors are ranked by how many claims with a sign they take part in, denials and forecasts included: a count of what is told, which
says nothing of their weight. Each pair chosen is judged by all its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from foedus.analysis.bearings import NO_ONE
from foedus.analysis.ends import ends_of
from foedus.analysis.grounds import Grounds, Pair, grounds_from
from foedus.analysis.rollup import Level, rollup_from
from foedus.ledger.entries import ClaimFilter, Entry
from foedus.ledger.marks import claim_ids, marks
from foedus.ledger.view import View

if TYPE_CHECKING:
    from foedus.analysis.glance import Glance


@dataclass(frozen=True, slots=True)
class Room:
    """How much there is room for: actors, pairs, and claims to be read for them in a large ledger."""

    actors: int = 300
    pairs: int = 2_000
    claims: int = 30_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """The grounds of the pairs chosen, of so many `pairs` in all; `actors` in order, of so many `of_actors`."""

    grounds: Grounds
    actors: tuple[str, ...]
    of_actors: int
    pairs: int


def chosen_from(told: Grounds, room: Room) -> Chosen:
    """Of what was gathered before, whose claims need no more reading."""
    counts = {pair: len(found) for pair, found in told.pairs.items()}
    kept = _foremost(counts, room.actors)[: room.pairs]
    return _chosen(Grounds({pair: told.pairs[pair] for pair in kept}, told.ends), counts)


def chosen_by_count(view: View, level: Level, room: Room) -> Chosen:
    """Of a ledger too large to be read whole: all claims are counted roughly (`glance.py`), and those of the pairs chosen are
    read, pair after pair for as long as there is room for its claims."""
    import numpy as np

    from foedus.analysis.glance import Glance, Look

    actors = view.actors()
    glance = Glance(marks(view), view.identities.whole, actors, Look(date.max, level))
    size = max(1, len(glance.ids))
    codes, found = np.unique(glance.said.a * size + glance.said.b, return_counts=True)
    counts = {
        frozenset((glance.ids[code // size], glance.ids[code % size])): count
        for code, count in zip(codes.tolist(), found.tolist(), strict=True)
    }
    kept = _within(_foremost(counts, room.actors)[: room.pairs], counts, room.claims)
    named = glance if level is Level.NONE else Glance(glance.marks, view.identities.whole, actors, Look(date.max, Level.NONE))
    entries = _entries(view, named.claims_of(_named(kept, glance.bodies() if level is not Level.NONE else {})))
    involved = {actor for entry in entries for actor in entry.who.values()}
    raising = rollup_from(_memberships(view, glance, involved), level, actors)
    ends = ends_of(view, [actor for actor in actors if actor.id in involved])
    made = grounds_from(entries, ends, NO_ONE, raising)
    return _chosen(Grounds({pair: made.pairs[pair] for pair in kept if pair in made.pairs}, made.ends), counts)


def _named(pairs: Iterable[Pair], bodies: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """The pairs of actors whose claims may count as those of these pairs: each two that may at some time count as the two."""
    members: dict[str, set[str]] = defaultdict(set)
    for child, parents in bodies.items():
        for parent in parents:
            members[parent].add(child)
    for pair in pairs:
        one, other = (_below(body, members) for body in sorted(pair))
        yield from ((a, b) for a in one for b in other if a != b)


def _below(body: str, members: Mapping[str, set[str]]) -> list[str]:
    found, waiting = {body}, [body]
    while waiting:
        fresh = members.get(waiting.pop(), set()) - found
        found |= fresh
        waiting.extend(sorted(fresh))
    return sorted(found)


def _memberships(view: View, glance: Glance, involved: Collection[str]) -> list[Entry]:
    """The claims that say to whom these actors belong, to whom those belong, and so on."""
    found: dict[str, Entry] = {}
    known: set[str] = set()
    while involved:
        known |= set(involved)
        fresh = _entries(view, glance.memberships_of(involved))
        found.update((entry.claim.id, entry) for entry in fresh)
        involved = {actor for entry in fresh for actor in entry.who.values()} - known
    return list(found.values())


def _foremost(counts: Mapping[Pair, int], most: int) -> list[Pair]:
    """The pairs among the foremost actors, those of which most is told first."""
    foremost = set(_ranked(counts)[:most])
    return sorted((pair for pair in counts if pair <= foremost), key=lambda pair: (-counts[pair], sorted(pair)))


def _within(pairs: Sequence[Pair], counts: Mapping[Pair, int], claims: int) -> list[Pair]:
    """The first pairs, at least one, that together have no more claims than that."""
    sums = accumulate(counts[pair] for pair in pairs)
    return [pair for position, (pair, total) in enumerate(zip(pairs, sums, strict=True)) if not position or total <= claims]


def _ranked(counts: Mapping[Pair, int]) -> list[str]:
    told: dict[str, int] = defaultdict(int)
    for pair, count in counts.items():
        for actor in pair:
            told[actor] += count
    return sorted(told, key=lambda actor: (-told[actor], actor))


def _chosen(told: Grounds, counts: Mapping[Pair, int]) -> Chosen:
    ranked = _ranked(counts)
    shown = {actor for pair in told.pairs for actor in pair}
    return Chosen(told, tuple(actor for actor in ranked if actor in shown), len(ranked), len(counts))


def _entries(view: View, numbers: Sequence[int]) -> list[Entry]:
    ids = claim_ids(view.store, numbers)
    return list(view.claims(ClaimFilter(claims=tuple(ids)))) if ids else []
