"""What is told of places: events and presence, gathered by place, with how exactly each place is known.

Up to `SMALL` claims everything is read as judged, once for as long as the view is kept. Above that the database counts what
readers claimed, so that a correction may shift a count; whoever opens a place still reads its claims from the view. Persons are
left out: where a person is or was is not mapped.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from weakref import WeakKeyDictionary

from foedus.ledger.entries import ClaimFilter, Entry
from foedus.ledger.view import View
from foedus.model.claim import Certainty, EventClaim
from foedus.model.dates import DateSpan
from foedus.model.place import Location, PlacePrecision

SMALL = 20_000
PRESENT_IN, PERSON = "present_in", "person"
COUNTRY = "country:"  # how the gazetteer's keys of countries begin


@dataclass(frozen=True, slots=True)
class Asked:
    """Which claims are mapped; every condition given must hold. `first` and `last` bound a time, `actor` is a canonical id."""

    types: frozenset[str] = frozenset()
    certainties: frozenset[Certainty] = frozenset()
    actor: str | None = None
    first: date | None = None
    last: date | None = None

    @property
    def timed(self) -> bool:
        """Whether a time is asked for."""
        return self.first is not None or self.last is not None


@dataclass(frozen=True, slots=True)
class Sited:
    """A claim of an event or of presence: who takes part, persons left out, when it was or was told of, and where."""

    claim: str
    type: str
    certainty: Certainty
    actors: frozenset[str]
    first: date | None
    last: date | None
    name: str | None
    location: Location | None
    country: str | None


@dataclass(frozen=True)
class Gathered:
    """All that is mapped, and how many claims are left out as they say where a person is."""

    sited: tuple[Sited, ...]
    persons: int


@dataclass
class Site:
    """A place with what is told of it. `told` are the names by which texts call it, most used first once ordered."""

    id: str
    location: Location | None
    country: str | None
    precision: PlacePrecision
    events: int = 0
    presence: int = 0
    unsure: int = 0
    types: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)

    def add(self, one: Sited) -> None:
        """Counts a claim in."""
        if one.type == PRESENT_IN:
            self.presence += 1
        else:
            self.events += 1
        self.types[one.type] += 1
        self.unsure += one.certainty is not Certainty.STATED
        if one.name:
            self.told[one.name] += 1


@dataclass
class Mapped:
    """What was asked for: places, names that no place was found for, events of which no place is told, and claims without any
    date, which no span of time holds."""

    sites: list[Site]
    unresolved: Counter[str]
    unstated: int
    undated: int
    years: Mapping[int, int]
    first: date | None
    last: date | None


_kept: WeakKeyDictionary[View, Gathered] = WeakKeyDictionary()
_lock = threading.Lock()


def gathered(view: View) -> Gathered:
    """Everything in the view that is mapped."""
    with _lock:
        if view not in _kept:
            _kept[view] = _gather(view)
        return _kept[view]


def _gather(view: View) -> Gathered:
    persons = {one.id for one in view.actors() if one.kind == PERSON}
    found: list[Sited] = []
    left_out = 0
    for entry in _claims(view):
        if _tells_of_person(entry, persons):
            left_out += 1
        else:
            found.append(_sited(entry, persons))
    return Gathered(tuple(found), left_out)


def _claims(view: View) -> Iterator[Entry]:
    yield from view.claims(ClaimFilter(form="event"))
    yield from view.claims(ClaimFilter(types=(PRESENT_IN,)))


def _tells_of_person(entry: Entry, persons: set[str]) -> bool:
    return entry.claim.type == PRESENT_IN and any(actor in persons for actor in entry.who.values())


def _sited(entry: Entry, persons: set[str]) -> Sited:
    claim = entry.claim
    place = claim.place
    name = place.name if place else None
    if isinstance(claim, EventClaim):
        country = claim.country
        first, last = _bounds(claim.date or entry.document.published)
    else:
        country, name = None, name or claim.b
        published = entry.document.published
        first = _bounds(claim.start or claim.end or published)[0]
        last = _bounds(claim.end or published or claim.start)[1]
    actors = frozenset(entry.who.values()) - persons
    location = place.location if place else None
    return Sited(claim.id, claim.type, claim.certainty, actors, first, last, name, location, country)


def _bounds(span: DateSpan | None) -> tuple[date | None, date | None]:
    return (span.earliest, span.latest) if span else (None, None)


def chosen(sited: Iterable[Sited], asked: Asked) -> Iterator[Sited]:
    """Those that are asked for, whenever they were."""
    for one in sited:
        of_type = not asked.types or one.type in asked.types
        sure = not asked.certainties or one.certainty in asked.certainties
        if of_type and sure and (asked.actor is None or asked.actor in one.actors):
            yield one


def within(one: Sited, asked: Asked) -> bool:
    """Whether it can lie in the time asked for; what has no date at all lies in none."""
    if not asked.timed:
        return True
    if one.first is None and one.last is None:
        return False
    after = one.last is None or asked.first is None or one.last >= asked.first
    return after and (one.first is None or asked.last is None or one.first <= asked.last)


def site_of(one: Sited) -> str | None:
    """The id of the place it is drawn at; None where it is not drawn. A country alone serves where no place is told."""
    if one.location is not None:
        return f"{one.location.key} {one.location.precision.value}"
    return f"{COUNTRY}{one.country} {PlacePrecision.COUNTRY.value}" if one.country and not one.name else None


def mapped(view: View, asked: Asked) -> Mapped:
    """What is told of each place."""
    sites: dict[str, Site] = {}
    unresolved: Counter[str] = Counter()
    unstated = undated = 0
    found = list(chosen(gathered(view).sited, asked))
    for one in found:
        if not within(one, asked):
            undated += one.first is None and one.last is None
            continue
        where = site_of(one)
        if where is not None:
            sites.setdefault(where, _site(where, one)).add(one)
        elif one.name:
            unresolved[one.name] += 1
        else:
            unstated += 1
    days = [day for one in found for day in (one.first, one.last) if day is not None]
    ordered = sorted(sites.values(), key=lambda site: (-site.events - site.presence, site.id))
    return Mapped(ordered, unresolved, unstated, undated, _years(found), min(days, default=None), max(days, default=None))


def _site(where: str, one: Sited) -> Site:
    location = one.location
    if location is None:
        return Site(where, None, one.country, PlacePrecision.COUNTRY)
    return Site(where, location, location.country, location.precision)


def _years(found: Iterable[Sited]) -> dict[int, int]:
    """How many of them surely lie in each year."""
    told: dict[int, int] = defaultdict(int)
    for one in found:
        if one.first is not None and one.last is not None and one.first.year == one.last.year:
            told[one.first.year] += 1
    return dict(sorted(told.items()))
