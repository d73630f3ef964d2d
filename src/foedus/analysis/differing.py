"""In what two accounts of one incident differ, each aspect by itself: contradicting is one thing, being less exact another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from foedus.analysis.matching import FAR_KM, NEAR_KM, kilometres
from foedus.analysis.pairing import SAME_KM, WITHIN, Pairing, Told, bounds, coarser
from foedus.analysis.parties import place_key
from foedus.model.place import Location, Place


class Aspect(StrEnum):
    """What is compared."""

    DATE = "date"
    PLACE = "place"
    ACTORS = "actors"
    DEATHS = "deaths"


class How(StrEnum):
    """How the accounts stand to each other in it."""

    DIFFER = "differ"
    WE_LESS = "we are less exact"  # or do not tell it at all
    THEY_LESS = "they are less exact"


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect in which two accounts are not the same, with what each says ("" for nothing)."""

    aspect: Aspect
    how: How
    ours: str
    theirs: str


def differences(ours: Told, theirs: Told, pairing: Pairing) -> Iterator[Difference]:
    """The differences, in the order of the aspects."""
    found = (
        (Aspect.DATE, _dates(ours, theirs)),
        (Aspect.PLACE, _places(ours.place, theirs.place)),
        (Aspect.ACTORS, _actors(ours, theirs, pairing)),
        (Aspect.DEATHS, _deaths(ours, theirs)),
    )
    for aspect, how in found:
        if how is not None:
            yield Difference(aspect, how, said(ours, aspect), said(theirs, aspect))


def said(told: Told, aspect: Aspect) -> str:
    """What an account says of an aspect; "" for nothing."""
    if aspect is Aspect.DATE:
        return told.date.edtf if told.date else ""
    if aspect is Aspect.PLACE:
        at = told.place.location if told.place else None
        return f"{told.place.name} ({at.precision.value})" if told.place and at else told.place.name if told.place else ""
    if aspect is Aspect.ACTORS:
        return " / ".join(", ".join(party.name for party in side) for side in told.sides if side)
    return str(told.killed) if told.killed else ""


def _absent(ours: object, theirs: object) -> How | None:
    """Where one of the two says nothing."""
    return How.WE_LESS if ours is None and theirs is not None else How.THEY_LESS if theirs is None and ours is not None else None


def _ranged(ours: tuple[float, float], theirs: tuple[float, float]) -> How | None:
    """Two ranges: the same, one within the other, or neither."""
    if ours == theirs:
        return None
    if ours[0] <= theirs[0] and theirs[1] <= ours[1]:
        return How.WE_LESS
    return How.THEY_LESS if theirs[0] <= ours[0] and ours[1] <= theirs[1] else How.DIFFER


def _dates(ours: Told, theirs: Told) -> How | None:
    mine, other = ours.date, theirs.date
    if mine is None or other is None:
        return _absent(mine, other)
    low, high = float("-inf"), float("inf")
    spans = [
        (one.earliest.toordinal() if one.earliest else low, one.latest.toordinal() if one.latest else high)
        for one in (mine, other)
    ]
    found = _ranged(spans[0], spans[1])
    if found is None and mine.approximate != other.approximate:
        return How.WE_LESS if mine.approximate else How.THEY_LESS
    return found


def _places(ours: Place | None, theirs: Place | None) -> How | None:
    if ours is None or theirs is None:
        return _absent(ours, theirs)
    here, there = ours.location, theirs.location
    if here is None or there is None:
        return None if place_key(ours.name) == place_key(theirs.name) else _absent(here, there) or How.DIFFER
    if here.precision is not there.precision:
        least = coarser(here.precision, there.precision)
        near = kilometres(here, there) <= WITHIN.get(least, (0.0, FAR_KM))[1]
        return (How.WE_LESS if here.precision is least else How.THEY_LESS) if near else How.DIFFER
    return None if _one_place(here, there, ours.name, theirs.name) else How.DIFFER


def _one_place(here: Location, there: Location, name: str, other: str) -> bool:
    if here.key == there.key or kilometres(here, there) <= SAME_KM:
        return True
    return place_key(name) == place_key(other) and (here.precision in WITHIN or kilometres(here, there) <= NEAR_KM)


def _actors(ours: Told, theirs: Told, pairing: Pairing) -> How | None:
    """People at large contradict nobody: whom one calls policemen the other may name."""
    mine = [one for one in pairing.unshared(ours.parties, theirs.parties) if not one.crowd]
    others = [one for one in pairing.unshared(theirs.parties, ours.parties) if not one.crowd]
    if mine and others:
        return How.DIFFER
    if mine or others:
        return How.THEY_LESS if mine else How.WE_LESS
    return None


def _deaths(ours: Told, theirs: Told) -> How | None:
    if ours.killed is None or theirs.killed is None:
        return _absent(ours.killed, theirs.killed)
    if ours.killed == theirs.killed:
        return None
    return _ranged(bounds(ours.killed), bounds(theirs.killed))
