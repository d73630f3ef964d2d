"""The same incident in several reports: matched by date, place, actors, type and numbers, each with its precision, and explained.

In the manner of MELTT (Donnay et al., "Integrating conflict event data", Journal of Conflict Resolution 63, 2019): events are
compared in windows of time and space, the finer of two precisions never being demanded of the coarser. A match is never made
by type alone; it is a proposal, which a person's judgement confirms or undoes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

import yaml

from foedus.analysis.bearings import NO_ONE, Voice, voice
from foedus.ledger.entries import Entry
from foedus.ledger.names import fold
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, EventClaim
from foedus.model.dates import DateSpan, Precision
from foedus.model.judgement import Judgement, Verdict
from foedus.model.place import Location, PlacePrecision

ENOUGH = 4.0  # points from which two claims are proposed to tell one incident; a shared day and place make exactly that
LONGEST = 92  # days; a vaguer date is of too many incidents to say anything
NEAR_KM, FAR_KM = 15.0, 60.0  # between two points: near enough to be one place, too far to be
_EARTH_KM = 6371.0
_FINE = (PlacePrecision.POINT,)


@dataclass(frozen=True, slots=True)
class Match:
    """Two claims that may tell one incident: the points for and against, and in words what they agree and differ in.

    `judged` is the judgement on the pair, None if nobody judged.
    """

    one: Entry
    other: Entry
    points: float
    reasons: tuple[str, ...]
    judged: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """Claims that tell one incident, by the matches between them."""

    entries: tuple[Entry, ...]
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """An event claim with what comparing needs."""

    entry: Entry
    claim: EventClaim
    first: date
    last: date
    people: Mapping[str, frozenset[str]]


Judged = Mapping[frozenset[str], Judgement]
NONE_JUDGED: Judged = {}


def incidents(entries: Iterable[Entry], judged: Judged = NONE_JUDGED, as_one: Mapping[str, str] = NO_ONE) -> list[Incident]:
    """The incidents that more than one claim tells, by date. Claims judged not to tell one incident never stand in one."""
    told = list(entries)
    matches = [*_confirmed(told, judged), *_proposed(told, judged, as_one)]
    apart = {pair for pair, made in judged.items() if made.verdict is Verdict.NOT_SAME}
    groups = _Groups(apart)
    kept = [match for match in matches if groups.join(match)]
    by_root: dict[str, list[Match]] = {}
    for match in kept:
        by_root.setdefault(groups.find(match.one.claim.id), []).append(match)
    found = []
    for own in by_root.values():
        members = {entry.claim.id: entry for match in own for entry in (match.one, match.other)}
        found.append(Incident(tuple(sorted(members.values(), key=_in_order)), tuple(own)))
    return sorted(found, key=lambda one: _in_order(one.entries[0]))


def matches(entries: Iterable[Entry], as_one: Mapping[str, str] = NO_ONE) -> list[Match]:
    """The pairs of claims of different documents that may tell one incident, most points first."""
    return sorted(_proposed(list(entries), NONE_JUDGED, as_one), key=_strength)


def compare(one: Entry, other: Entry, as_one: Mapping[str, str] = NO_ONE) -> Match | None:
    """The match of two event claims; None where date, place or type keep them apart, or too little speaks for it."""
    left, right = _told(one, as_one), _told(other, as_one)
    return _match(left, right) if left is not None and right is not None else None


def _proposed(entries: Sequence[Entry], judged: Judged, as_one: Mapping[str, str]) -> Iterator[Match]:
    """Sweeps over time: only claims whose dates may touch are compared."""
    dated = [told for entry in entries if (told := _told(entry, as_one)) is not None]
    dated.sort(key=lambda told: (told.first, told.entry.claim.id))
    found = []
    open_ones: list[_Told] = []
    for told in dated:
        open_ones = [before for before in open_ones if before.last + timedelta(days=1) >= told.first]
        for before in open_ones:
            pair = frozenset((before.entry.claim.id, told.entry.claim.id))
            if _comparable(before, told) and pair not in judged and (match := _match(before, told)) is not None:
                found.append(match)
        open_ones.append(told)
    yield from sorted(found, key=_strength)


def _confirmed(entries: Sequence[Entry], judged: Judged) -> Iterator[Match]:
    known = {entry.claim.id: entry for entry in entries}
    for pair, made in judged.items():
        one, other = sorted(pair)
        if made.verdict is Verdict.SAME_AS and one in known and other in known:
            yield Match(known[one], known[other], ENOUGH, (f"judged one incident by {made.by}",), made)


def _comparable(one: _Told, other: _Told) -> bool:
    """Of one document only a denial and what it denies: an incident told twice there is one claim already."""
    if one.entry.document.id != other.entry.document.id:
        return True
    return Voice.DENIED in (voices := (voice(one.entry), voice(other.entry))) and voices[0] is not voices[1]


def _match(one: _Told, other: _Told) -> Match | None:
    if not kin(one.claim.type, other.claim.type):
        return None
    compared = (_dates(one, other), _places(one.claim, other.claim), _people(one, other), _numbers(one.claim, other.claim))
    if any(part is None for part in compared):
        return None
    when, where, who, numbers = (part for part in compared if part is not None)
    total = when[0] + where[0] + who[0] + numbers[0] + (0.5 if one.claim.type == other.claim.type else 0.0)
    if total < ENOUGH or when[0] <= 0 or (where[0] <= 0 and who[0] <= 0):
        return None
    kind = "both " + one.claim.type if one.claim.type == other.claim.type else f"{one.claim.type} and {other.claim.type}"
    reasons = (kind, *when[1], *where[1], *who[1], *numbers[1])
    return Match(one.entry, other.entry, total, reasons)


Part = tuple[float, tuple[str, ...]]


def _dates(one: _Told, other: _Told) -> Part | None:
    left, right = one.claim.date, other.claim.date
    if left is None or right is None:
        return None
    if left.overlaps(right):
        if left.precision is Precision.DAY and right.precision is Precision.DAY:
            return 2.5, (f"both on {left.edtf}" if left.edtf == right.edtf else f"{left.edtf} and {right.edtf}",)
        return 1.0, (f"dates agree: {left.edtf}, {right.edtf}",)
    apart = max(one.first, other.first) - min(one.last, other.last)
    if apart <= timedelta(days=1):
        return 1.0, (f"a day apart: {left.edtf}, {right.edtf}",)
    return None


def _places(one: EventClaim, other: EventClaim) -> Part | None:
    if one.country and other.country and one.country != other.country:
        return None
    if one.place is None or other.place is None:
        return 0.0, ()
    here, there = one.place.location, other.place.location
    if fold(one.place.name) == fold(other.place.name) or (here and there and here.key == there.key):
        return 2.0, (f"both at {one.place.name}",)
    if here is None or there is None:
        return 0.0, ()
    distance = kilometres(here, there)
    if here.precision in _FINE and there.precision in _FINE:
        if distance <= NEAR_KM:
            return 1.5, (f"{one.place.name} and {other.place.name}, {distance:.0f} km apart",)
        return None if distance > FAR_KM else (-0.5, (f"{one.place.name} and {other.place.name}, {distance:.0f} km apart",))
    return 0.5, (f"{one.place.name} and {other.place.name}, one of them an area",)


def _people(one: _Told, other: _Told) -> Part | None:
    points, reasons = 0.0, []
    for slot in PEOPLE_SLOTS:
        mine, theirs = one.people[slot], other.people[slot]
        shared = mine & theirs
        if shared:
            points += min(2, len(shared))
            reasons.append(f"{len(shared)} of the same {slot}")
        elif mine and theirs:
            points -= 1
            reasons.append(f"other {slot}")
    swapped = one.people["initiators"] & other.people["targets"] and one.people["targets"] & other.people["initiators"]
    if swapped:
        return 1.5, ("the same two sides, named the other way round",)
    return points, tuple(reasons)


def _numbers(one: EventClaim, other: EventClaim) -> Part | None:
    points, reasons = 0.0, []
    for slot in COUNT_SLOTS:
        mine, theirs = getattr(one, slot), getattr(other, slot)
        if mine is None or theirs is None:
            continue
        if (mine.max is None or theirs.min is None or theirs.min <= mine.max) and (
            theirs.max is None or mine.min is None or mine.min <= theirs.max
        ):
            points += 0.5
            reasons.append(f"{slot} agree")
        else:
            reasons.append(f"{slot} differ: {mine}, {theirs}")
    return points, tuple(reasons)


def kilometres(here: Location, there: Location) -> float:
    """The great-circle distance."""
    lat, lat2 = radians(here.latitude), radians(there.latitude)
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin(radians(there.longitude - here.longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


@cache
def _families() -> tuple[frozenset[str], ...]:
    text = files("foedus.analysis").joinpath("kin.yml").read_text(encoding="utf-8")
    return tuple(frozenset(family) for family in yaml.safe_load(text)["kin"])


def kin(one: str, other: str) -> bool:
    """Whether reports call one incident by either of two types of event."""
    return one == other or any({one, other} <= family for family in _families())


def _told(entry: Entry, as_one: Mapping[str, str]) -> _Told | None:
    claim = entry.claim
    if not isinstance(claim, EventClaim) or voice(entry) is Voice.HYPOTHETICAL:
        return None
    bounds = _bounds(claim.date)
    if bounds is None:
        return None
    people = {
        slot: frozenset(as_one.get(entry.who[name], entry.who[name]) for name in getattr(claim, slot) if name in entry.who)
        for slot in PEOPLE_SLOTS
    }
    return _Told(entry, claim, *bounds, people)


def _bounds(span: DateSpan | None) -> tuple[date, date] | None:
    if span is None or span.earliest is None or span.latest is None or (span.latest - span.earliest).days > LONGEST:
        return None
    return span.earliest, span.latest


def _strength(match: Match) -> tuple[float, str, str]:
    return -match.points, match.one.claim.id, match.other.claim.id


def _in_order(entry: Entry) -> tuple[str, str, int, str]:
    claim = entry.claim
    when = claim.date.earliest if isinstance(claim, EventClaim) and claim.date else None
    return str(when), entry.document.id, claim.quote.start, claim.id


class _Groups:
    """Sets of claims that grow by matches, the strongest first, and never over a judgement that keeps two apart."""

    def __init__(self, apart: Iterable[frozenset[str]]) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart = list(apart)

    def find(self, claim: str) -> str:
        """The representative of the set."""
        while self._parent.get(claim, claim) != claim:
            claim = self._parent[claim]
        return claim

    def join(self, match: Match) -> bool:
        """Joins the two of a match; False where a judgement forbids it."""
        one, other = sorted((self.find(match.one.claim.id), self.find(match.other.claim.id)))
        if one == other:
            return True
        joined = self._members.get(one, {one}) | self._members.get(other, {other})
        if any(pair <= joined for pair in self._apart):
            return False
        self._parent[other] = one
        self._members[one] = joined
        return True
