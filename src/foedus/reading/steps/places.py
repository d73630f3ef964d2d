"""Place names in running text, resolved against the bundled gazetteer and its overlay of conflict toponyms."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.place import Place
from foedus.reading.steps.gazetteer.entries import country_of
from foedus.reading.steps.gazetteer.toponyms import Toponym, resolve

__all__ = ["FoundPlace", "Toponym", "country_of", "resolve"]


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """`text[start:end]` names a place."""

    start: int
    end: int
    place: Place
