"""Place names in running text, resolved against the bundled gazetteer and its overlay of conflict toponyms.

`find` marks the names of a document and resolves them; `resolve` resolves toponyms that are given; `country_of` names a country's code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from foedus.model.place import Place
from foedus.reading.steps.gazetteer.entries import country_of
from foedus.reading.steps.gazetteer.spotting import Spot, spots, tokens
from foedus.reading.steps.gazetteer.store import bearers
from foedus.reading.steps.gazetteer.folding import fold
from foedus.reading.steps.gazetteer.toponyms import Toponym, resolve
from foedus.reading.steps.sentences import Sentence

__all__ = ["FoundPlace", "Toponym", "country_of", "find", "resolve"]

_TOWN = 100_000  # inhabitants from which a name alone is taken for the town's, whatever the document is about


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """`text[start:end]` names a place."""

    start: int
    end: int
    place: Place


def find(text: str, sentences: Sequence[Sentence]) -> tuple[FoundPlace, ...]:
    """The place names in the sentences, in order, with the places they mean (`location` None where none is known).

    A name that only small places bear counts where a sign stands beside it and one of them lies in a country the document
    names; so does a name that is in no list but has its kind beside it ("Matara District").
    """
    line = tokens(text, [(sentence.start, sentence.end) for sentence in sentences])
    likely = spots(text, line)
    places = resolve([Toponym(spot.name, spot.start, spot.end) for spot in likely], text)
    countries = _countries(likely, places)
    return tuple(
        FoundPlace(spot.start, spot.end, place)
        for spot, place in zip(likely, places, strict=True)
        if _holds(spot, place, countries)
    )


def _countries(likely: Sequence[Spot], places: Sequence[Place]) -> Counter[str]:
    """The countries of what is surely a place."""
    return Counter(
        place.location.country
        for spot, place in zip(likely, places, strict=True)
        if place.location and place.location.country and (spot.sure or _is_town(spot, place))
    )


def _holds(spot: Spot, place: Place, countries: Counter[str]) -> bool:
    if place.location is None:
        return spot.cued
    if spot.sure or (_is_town(spot, place) and (spot.cued or place.location.country in countries)):
        return True
    return spot.cued and place.location.country in countries


def _is_town(spot: Spot, place: Place) -> bool:
    assert place.location is not None
    return any(
        entry.key == place.location.key and entry.population >= _TOWN and not entry.alternate for entry in bearers(fold(spot.name))
    )
