"""How everybody stands by all claims, kept current while people judge, so that what hangs on a claim is known at once.

A small ledger is held whole. Of a large one the pairs of which most is told are held, and others are read when a claim is about
them; triads are then sought among the pairs that are held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, or_, select

from foedus.analysis.bearings import NO_ONE, Bearing
from foedus.analysis.consequence import DISPUTED, Sign, sign_at
from foedus.analysis.ends import PERSON, ActorEnd, ended, ends_of
from foedus.analysis.foremost import foremost
from foedus.analysis.grounds import Grounds, Pair, grounds, grounds_from, in_order
from foedus.analysis.rollup import NO_ROLLUP
from foedus.analysis.standings import BODIES
from foedus.ledger import tables
from foedus.ledger.entries import ActorCluster, ClaimFilter, Entry
from foedus.ledger.marks import holds_more
from foedus.ledger.scope import among
from foedus.ledger.store import Store
from foedus.ledger.view import View

SMALL = 12_000  # claims up to which a ledger is held whole
PAIRS = 200  # held of a larger one

Read = tuple[int, ...]
Judged = tuple[int, int]


@dataclass
class Picture:
    """The bearings of the pairs that are held, by canonical ids; `at` is the day of the latest report."""

    at: date
    whole: bool
    told: dict[Pair, list[Bearing]]
    ends: dict[str, ActorEnd]
    actors: dict[str, ActorCluster]
    judged: Judged
    pairs_of: dict[str, set[Pair]] = field(default_factory=dict)
    signs: dict[Pair, Sign] = field(default_factory=dict)
    beside: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def names(self) -> Mapping[str, str]:
        """The names of the actors that are held."""
        return {actor.id: actor.name for actor in self.actors.values()}

    def holds(self, entry: Entry, view: View) -> set[Pair]:
        """The pairs that a claim says something of, read now where they are not held yet."""
        if entry.claim.id not in self.pairs_of:
            made = grounds_from([entry], self.ends, NO_ONE, NO_ROLLUP)
            for pair in made.pairs:
                if pair not in self.told:
                    self._read(pair, view)
            self.pairs_of.setdefault(entry.claim.id, set(made.pairs))
        return self.pairs_of[entry.claim.id]

    def thirds(self, pair: Pair) -> set[str]:
        """Who stands in some way with or against both, organisations and states only."""
        a, b = pair
        if not self._body(a) or not self._body(b):
            return set()
        return (self.beside[a] & self.beside[b]) - pair

    def replace(self, claims: Iterable[str], entries: Iterable[Entry]) -> None:
        """Takes these claims out and puts in what is now said in their stead."""
        touched: set[Pair] = set()
        for claim in claims:
            for pair in self.pairs_of.pop(claim, set()):
                self.told[pair] = [one for one in self.told.get(pair, ()) if one.entry.claim.id != claim]
                touched.add(pair)
        made = grounds_from(list(entries), self.ends, NO_ONE, NO_ROLLUP)
        for pair, bearings in made.pairs.items():
            if self.whole or pair in self.told:
                self.told[pair] = in_order([*self.told.get(pair, ()), *bearings])
                touched.add(pair)
        for pair in touched:
            self.index(pair)

    def forget(self, actors: Collection[str]) -> None:
        """Lets go of all pairs of these actors, to be read anew when a claim is about them."""
        for pair in [pair for pair in self.told if not pair.isdisjoint(actors)]:
            for one in self.told.pop(pair):
                self.pairs_of.pop(one.entry.claim.id, None)
            self.signs.pop(pair, None)
            a, b = pair
            self.beside[a].discard(b)
            self.beside[b].discard(a)
        for actor in actors:
            self.actors.pop(actor, None)
            self.ends.pop(actor, None)

    def index(self, pair: Pair) -> None:
        """Works out anew how a pair stands, and who stands beside whom."""
        a, b = pair
        for told in self.told[pair]:
            self.pairs_of.setdefault(told.entry.claim.id, set()).add(pair)
        sign = sign_at(self.told[pair], self.ends, self.at)
        self.signs[pair] = sign
        for one, other in ((a, b), (b, a)):
            if sign not in (None, DISPUTED) and self._body(one) and self._body(other):
                self.beside[one].add(other)
            else:
                self.beside[one].discard(other)

    def _body(self, actor: str) -> bool:
        return actor in self.actors and self.actors[actor].kind in BODIES

    def _read(self, pair: Pair, view: View) -> None:
        unknown = [actor for actor in sorted(pair) if actor not in self.actors]
        found = view.actors_of(unknown) if unknown else []
        self.actors.update((actor.id, actor) for actor in found)
        self.ends.update(ends_of(view, found))
        entries = list(view.claims(ClaimFilter(actors=tuple(sorted(pair)))))
        made = grounds_from(entries, self.ends, NO_ONE, NO_ROLLUP).pairs.get(pair, ())
        self.told[pair] = list(made)
        self.index(pair)


def picture(view: View, small: int = SMALL) -> Picture:
    """The picture of a ledger as it is now."""
    judged = judged_by_now(view.store)
    if holds_more(view.store, small):
        found = foremost(view, None, PAIRS)
        told: dict[Pair, list[Bearing]] = defaultdict(list)
        for tie in found.ties:
            told[tie.pair].extend(tie.evidence)
        actors = view.actors_of(sorted({actor for pair in told for actor in pair}))
        made = Grounds({pair: in_order(one) for pair, one in told.items()}, ends_of(view, actors))
        whole = False
    else:
        made, actors, whole = grounds(view), view.actors(), True
    by_id = {actor.id: actor for actor in actors}
    drawn = Picture(
        latest_report(view), whole, {pair: list(one) for pair, one in made.pairs.items()}, dict(made.ends), by_id, judged
    )
    for pair in drawn.told:
        drawn.index(pair)
    return drawn


def bare(view: View) -> Picture:
    """A picture that holds nothing yet: it reads each pair when a claim is about it."""
    return Picture(latest_report(view), False, {}, {}, {}, judged_by_now(view.store))


def follow(held: Picture, view: View) -> Picture:
    """The picture with everything judged about claims since it was drawn; where a death hangs on one of them,
    drawn anew or, of a large ledger, read anew as asked for."""
    now = judged_by_now(view.store)
    if now == held.judged:
        return held
    subjects, claims = _touched(view.store, held.judged)
    entries = list(view.claims(ClaimFilter(claims=tuple(sorted(claims))))) if subjects else []
    persons = {actor.id: actor.name for actor in held.actors.values() if actor.kind == PERSON}
    dead = {end.actor for end in held.ends.values() if end.entry.claim.id in claims} | set(ended(entries, persons))
    if dead and held.whole:
        return picture(view)
    held.forget(dead)
    held.replace(claims, entries)
    held.judged = now
    return held


def read_by_now(store: Store) -> Read:
    """Numbers that change when anything is read, or actors are judged the same or not."""
    judged = tables.judgement.c
    pairs = (func.coalesce(func.max(judged.seq), 0), func.count(judged.undone_at))
    asked = select(
        *(select(func.coalesce(func.max(table.c.seq), 0)).scalar_subquery()
          for table in (tables.document, tables.sighting, tables.turn)),
        *(select(number).where(judged.other.is_not(None)).scalar_subquery() for number in pairs),
    )  # fmt: skip
    with store.reading() as connection:
        return tuple(connection.execute(asked).one())


def judged_by_now(store: Store) -> Judged:
    """The last judgement about a claim by number, and how many of these were undone."""
    judged = tables.judgement.c
    asked = select(func.coalesce(func.max(judged.seq), 0), func.count(judged.undone_at)).where(judged.other.is_(None))
    with store.reading() as connection:
        last, undone = connection.execute(asked).one()
    return int(last), int(undone)


def latest_report(view: View) -> date:
    """The last day on which a report was published; the last of all days where none is dated."""
    asked = select(func.max(tables.document.c.published_latest)).where(view.scope.found())
    with view.store.reading() as connection:
        found: date | None = connection.scalar(asked)
    return found or date.max


def _touched(store: Store, known: Judged) -> tuple[set[str], set[str]]:
    """The claims judged, or whose judgement was undone, since; and these with all their corrections."""
    judged, told = tables.judgement.c, tables.claim.c
    about_claims = (judged.other.is_(None), or_(judged.seq > known[0], judged.undone_at.is_not(None)))
    with store.reading() as connection:
        subjects = set(connection.scalars(select(judged.subject).where(*about_claims)))
        made = select(told.id).join_from(tables.claim, tables.judgement, told.judgement == judged.seq)
        corrections = set(connection.scalars(made.where(among(connection, judged.subject, sorted(subjects)))))
    return subjects, subjects | corrections


