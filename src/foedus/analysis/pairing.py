"""Which events of two sources may be one: found by blocks of time and place or time and actor, and weighed.

The weights stand for how much likelier an agreement is between two accounts of one incident than between two incidents, in the
manner of Fellegi and Sunter ("A theory for record linkage", Journal of the American Statistical Association 64, 1969), in steps
of about a factor of two; windows of time and space as in MELTT (Donnay et al., 2019). The finer of two precisions is never
demanded of the coarser.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor

from foedus.analysis.matching import FAR_KM, LONGEST, NEAR_KM, kilometres, kin
from foedus.analysis.parties import Parties, Party, place_key
from foedus.ledger.names import fold
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place, PlacePrecision

ENOUGH = 5.0  # points from which two events are taken for one
WINDOW = 5  # days by which two accounts of one incident may be apart
SAME_KM = 2.0
_WEEK, _MONTH = 7, 31
_BLOCK = 4  # days
_FINE = (PlacePrecision.POINT, PlacePrecision.AREA)
# By the coarser of two precisions: points where both name one place or one lies in the other, and within how many kilometres.
_SHARED = {
    PlacePrecision.POINT: 3.0,
    PlacePrecision.AREA: 3.0,
    PlacePrecision.DISTRICT: 2.0,
    PlacePrecision.PROVINCE: 1.0,
    PlacePrecision.COUNTRY: 0.25,
    PlacePrecision.REGION: 0.25,
}
WITHIN = {
    PlacePrecision.DISTRICT: (1.0, 75.0),
    PlacePrecision.PROVINCE: (0.5, 300.0),
    PlacePrecision.COUNTRY: (0.25, 4000.0),
    PlacePrecision.REGION: (0.25, 20_000.0),
}
_ORDER = tuple(_SHARED)


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one source tells it, with what comparing needs.

    `id` is that of its claim; `source` names what keeps its own incidents apart: a dataset, or a single report. `where` says in
    which document, `quote` are the words. `first` and `last` are ordinals of days, None where no date or too vague a one is told.
    """

    id: str
    source: str
    where: str
    quote: str
    type: str
    sides: tuple[tuple[Party, ...], ...]
    date: DateSpan | None = None
    place: Place | None = None
    country: str | None = None
    killed: Count | None = None

    @property
    def parties(self) -> tuple[Party, ...]:
        """All who take part."""
        return tuple(party for side in self.sides for party in side)

    @property
    def days(self) -> tuple[int, int] | None:
        """The ordinals of the first and last day it can have been on; None where that is open or vaguer than a quarter."""
        span = self.date
        if span is None or span.earliest is None or span.latest is None or (span.latest - span.earliest).days > LONGEST:
            return None
        return span.earliest.toordinal(), span.latest.toordinal()


@dataclass(frozen=True, slots=True)
class Pair:
    """One event of ours and one of theirs, by their positions, that may be one; the points that speak for it."""

    ours: int
    theirs: int
    points: float


class Pairing:
    """Our events, ready to be asked which of them an event of theirs may be. `window` is in days."""

    def __init__(self, ours: Sequence[Told], parties: Parties, window: int = WINDOW) -> None:
        self._ours, self._parties, self._window = ours, parties, window
        self._days = [one.days for one in ours]
        self._blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for position, one in enumerate(ours):
            days = self._days[position]
            for block in _blocks(days, 0) if days is not None else ():
                for key in _keys(one):
                    self._blocks[(block, *key)].append(position)

    def of(self, theirs: Told, position: int) -> Iterator[Pair]:
        """The pairs of one of their events, which stands at this position, with ours."""
        days = theirs.days
        if days is None:
            return
        found: set[int] = set()
        for block in _blocks(days, self._window):
            for key in _asked(theirs):
                found.update(self._blocks.get((block, *key), ()))
        for one in sorted(found):
            points = self.points(one, theirs, days)
            if points is not None:
                yield Pair(one, position, points)

    def points(self, position: int, theirs: Told, days: tuple[int, int]) -> float | None:
        """What speaks for one of ours being theirs, which is on these days; None where that is too little."""
        ours, own_days = self._ours[position], self._days[position]
        if (
            own_days is None
            or not kin(ours.type, theirs.type)
            or (ours.country and theirs.country and ours.country != theirs.country)
        ):
            return None
        when = _when(own_days, days, self._window)
        if when is None:
            return None
        where = _where(ours.place, theirs.place)
        if where is None:
            return None
        who = self._who(ours.parties, theirs.parties)
        total = when + where + who + _dead(ours.killed, theirs.killed) + (0.5 if ours.type == theirs.type else 0.0)
        return total if total >= ENOUGH and (where > 0 or who > 0) else None

    def _who(self, ours: Sequence[Party], theirs: Sequence[Party]) -> float:
        mine, others = self.unshared(ours, theirs), self.unshared(theirs, ours)
        shared = [one for one in ours if one not in mine]
        points = min(3.0, sum(0.75 if one.crowd else 1.5 for one in shared))
        return points - 1.5 * min(sum(not one.crowd for one in mine), sum(not one.crowd for one in others), 2)

    def unshared(self, some: Iterable[Party], others: Sequence[Party]) -> list[Party]:
        """Those of some parties that are none of the others."""
        return [one for one in some if not any(self._parties.alike(one, other) for other in others)]


def _when(ours: tuple[int, int], theirs: tuple[int, int], window: int) -> float | None:
    apart = max(ours[0], theirs[0]) - min(ours[1], theirs[1])
    if apart > window:
        return None
    if ours == theirs:
        return 3.0 if ours[0] == ours[1] else 2.5
    if apart > 0:
        return 2.0 - 1.5 * apart / max(window, 1)
    longest = max(ours[1] - ours[0], theirs[1] - theirs[0]) + 1
    return 2.0 if longest <= _WEEK else 1.5 if longest <= _MONTH else 1.0


def coarser(one: PlacePrecision, other: PlacePrecision) -> PlacePrecision:
    """The coarser of two precisions."""
    return max(one, other, key=_ORDER.index)


def _where(ours: Place | None, theirs: Place | None) -> float | None:
    """Points for the places; None where they keep the events apart."""
    if ours is None or theirs is None:
        return 0.0
    here, there = ours.location, theirs.location
    if here is None or there is None:
        known = here or there
        return (
            _SHARED[known.precision if known else PlacePrecision.POINT] if place_key(ours.name) == place_key(theirs.name) else 0.0
        )
    least = coarser(here.precision, there.precision)
    if here.key == there.key or (here.precision is there.precision and fold(ours.name) == fold(theirs.name)):
        return _SHARED[least]
    distance = kilometres(here, there)
    if least in _FINE:
        if distance <= SAME_KM:
            return 3.0
        return 2.0 if distance <= NEAR_KM else 0.5 if distance <= FAR_KM else None
    points, most = WITHIN[least]
    return points if distance <= most else None


def _dead(ours: Count | None, theirs: Count | None) -> float:
    if ours is None or theirs is None:
        return 0.0
    mine, other = bounds(ours), bounds(theirs)
    if mine == other:
        return 1.0
    if mine[0] <= other[1] and other[0] <= mine[1]:
        return 0.5
    low, high = sorted((sum(mine) / 2, sum(other) / 2))
    return -0.25 if high <= 2 * low else -0.75


def bounds(count: Count) -> tuple[float, float]:
    """The least and the greatest number that a count allows; one that says "about" allows half as many and twice as many."""
    low = 0.0 if count.min is None else float(count.min)
    high = float("inf") if count.max is None else float(count.max)
    return (low / 2, high * 2) if count.approx else (low, high)


def _blocks(days: tuple[int, int], window: int) -> range:
    return range((days[0] - window) // _BLOCK, (days[1] + window) // _BLOCK + 1)


def _keys(told: Told) -> Iterator[tuple[object, ...]]:
    """Under what an event is kept: its square degree or its parties, and the name of its place."""
    for key in _who_keys(told):
        yield ("any", key)
    at = told.place.location if told.place else None
    if at is not None and at.precision in _FINE:
        yield ("cell", floor(at.latitude), floor(at.longitude))
    else:
        for key in _who_keys(told):
            yield ("vague", key)
    if told.place is not None:
        yield ("name", place_key(told.place.name))


def _asked(told: Told) -> Iterator[tuple[object, ...]]:
    """Where those are kept that may be one with an event: of exact places those of the squares around, of others by party."""
    at = told.place.location if told.place else None
    if at is not None and at.precision in _FINE:
        latitude, longitude = floor(at.latitude), floor(at.longitude)
        for up in (-1, 0, 1):
            for right in (-1, 0, 1):
                yield ("cell", latitude + up, longitude + right)
    for key in _who_keys(told):
        yield ("vague" if at is not None and at.precision in _FINE else "any", key)
    if told.place is not None:
        yield ("name", place_key(told.place.name))


def _who_keys(told: Told) -> set[str]:
    return {key for party in told.parties if not party.crowd for key in party.keys}
