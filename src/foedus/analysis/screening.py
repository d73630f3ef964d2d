"""Strain in a large ledger: all claims are looked at roughly, and what looks strained is then read and judged exactly.

The rough look takes claims as independent, roll-up without time, and an end only where a text tells one; by it triads are ranked,
and several times as many as are asked for are read from the ledger and ranked anew by `strain.py`. In a very large ledger a triad
that the rough look ranks far down may be missed. A small ledger is read whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.analysis.bearings import NO_ONE
from foedus.analysis.ends import ends_of
from foedus.analysis.glance import Glance, Look
from foedus.analysis.grounds import Grounds, grounds, grounds_from
from foedus.analysis.rollup import Level, rollup_from
from foedus.analysis.standings import bodies
from foedus.analysis.strain import Sampling, Strain, strain
from foedus.ledger.entries import ActorCluster, ClaimFilter, Entry
from foedus.ledger.marks import claim_ids, count_claims, marks
from foedus.ledger.view import View

SMALL = 5_000  # claims up to which a ledger is read whole
MARGIN = 3  # times as many triads are read exactly as are asked for


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the day, who counts as whom, whether peoples take part, and how many triads at most."""

    at: date
    level: Level = Level.UNITS
    communities: bool = False
    most: int = 50


def strain_at(view: View, asked: Asked, sampling: Sampling | None = None, small: int = SMALL) -> list[Strain]:
    """The triads under strain at a day, most telling first; see the module for what is exact."""
    actors = view.actors()
    among = bodies(actors, asked.communities)
    if count_claims(view) <= small:
        return strain(grounds(view, level=asked.level), asked.at, among, sampling, asked.most)
    glance = Glance(marks(view), view.identities.whole, actors, Look(asked.at, asked.level))
    told = _exactly(view, glance, actors, asked, glance.strained(among, asked.most * MARGIN))
    return strain(told, asked.at, among, sampling, asked.most)


def _exactly(
    view: View, glance: Glance, actors: Sequence[ActorCluster], asked: Asked, pairs: Iterable[tuple[str, str]]
) -> Grounds:
    """The grounds of these pairs, read from the ledger."""
    entries = _entries(view, glance.claims_of(pairs))
    involved = {actor for entry in entries for actor in entry.who.values()}
    raising = rollup_from(_entries(view, glance.memberships_of(involved)), asked.level, actors)
    ends = ends_of(view, [actor for actor in actors if actor.id in involved])
    return grounds_from(entries, ends, NO_ONE, raising)


def _entries(view: View, numbers: Sequence[int]) -> list[Entry]:
    ids = claim_ids(view.store, numbers)
    return list(view.claims(ClaimFilter(claims=tuple(ids)))) if ids else []
