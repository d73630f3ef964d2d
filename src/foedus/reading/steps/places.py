"""Place names in running text, resolved against the bundled gazetteer and its overlay of conflict toponyms.

`find` marks the names of a document and resolves them; `resolve` resolves toponyms that are given; `country_of` gives the code of
a country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from foedus.model.place import Location, Place
from foedus.reading.steps.gazetteer.entries import country_of
from foedus.reading.steps.gazetteer.folding import fold
from foedus.reading.steps.gazetteer.qualified import readings
from foedus.reading.steps.gazetteer.spotting import Cue, Spot, spoken_of, spots, tokens
from foedus.reading.steps.gazetteer.store import bearers
from foedus.reading.steps.gazetteer.toponyms import Toponym, resolve
from foedus.reading.steps.sentences import Sentence
from foedus.reading.steps.told import one_line

__all__ = ["FoundPlace", "Toponym", "country_of", "find", "resolve"]

_KNOWN_ANYWHERE = 100_000  # inhabitants from which a name with a sign beside it is the town's, whatever the document is about
_KNOWN_THERE = 10_000  # inhabitants from which a bare name is the town's, where the document is about its country


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """`text[start:end]` names a place."""

    start: int
    end: int
    place: Place


def find(text: str, sentences: Sequence[Sentence]) -> tuple[FoundPlace, ...]:
    """The place names in the sentences, in order, with the places they mean.

    A name that only small places bear counts where a sign (a preposition, a kind word, a container) stands beside it, here or at
    another mention. `location` is None for such a name if it is in no list, or borne only by small places in countries that
    the document does not speak of.
    """
    line = tokens(text, [(sentence.start, sentence.end) for sentence in sentences])
    likely = spots(text, line)
    places = resolve([Toponym(spot.name, spot.start, spot.end) for spot in likely], text)
    countries = spoken_of(line) | frozenset(
        place.location.country for spot, place in zip(likely, places, strict=True)
        if place.location and (spot.sure or (spot.cue and _inhabitants(place) >= _KNOWN_ANYWHERE))
    )
    signed: dict[str, Cue] = {}
    for spot in likely:
        signed[spot.name] = max(spot.cue, signed.get(spot.name, Cue.NONE))
    found = []
    for spot, place in zip(likely, places, strict=True):
        fits = spot.sure or _fits(place, countries)
        cue = signed[spot.name]
        if not (spot.sure or cue is Cue.PLACE or (cue is Cue.EITHER and fits) or _known_there(spot, place, countries)):
            continue
        named = replace(place, name=one_line(place.name))
        found.append(FoundPlace(spot.start, spot.end, named if fits else replace(named, location=None, candidates=_all(place))))
    return tuple(found)


def _known_there(spot: Spot, place: Place, countries: frozenset[str | None]) -> bool:
    near = place.location is not None and place.location.country in countries
    return near and not spot.weak and not spot.name.isupper() and _inhabitants(place, chief=True) >= _KNOWN_THERE


def _fits(place: Place, countries: frozenset[str | None]) -> bool:
    if place.location is None:
        return False
    return place.location.country in countries or _inhabitants(place) >= _KNOWN_ANYWHERE


def _all(place: Place) -> tuple[Location, ...]:
    return (place.location, *place.candidates)[:5] if place.location else place.candidates


def _inhabitants(place: Place, chief: bool = False) -> float:
    """Of the place chosen, by the gazetteer; 0 where none is, or where only its chief name is asked for and this is another."""
    if place.location is None:
        return 0.0
    key = place.location.key
    for reading in readings(place.name):
        for entry in bearers(fold(reading.base)):
            if entry.key == key:
                return 0.0 if chief and entry.alternate else entry.population
    return 0.0
