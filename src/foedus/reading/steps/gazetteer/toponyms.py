"""Resolves the toponyms of one document together: which of the places that bear a name is meant.

Each toponym is scored by what is said beside it ("Wana, South Waziristan"), by how big and well known the candidate is, and
by how well it sits with the other toponyms: in the same country, the same division, the same neighbourhood. The scores of
the others are taken in as expectations and settled in a few rounds, so that sure toponyms decide the unsure ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, exp, floor, log, log10, radians, sqrt
from typing import Self, TypeVar

from foedus.model.place import Place, PlacePrecision
from foedus.reading.steps.gazetteer.beside import Containers, containers_of, lies_in
from foedus.reading.steps.gazetteer.entries import Entry, tables
from foedus.reading.steps.gazetteer.folding import fold
from foedus.reading.steps.gazetteer.qualified import Qualified, kind_asked, readings
from foedus.reading.steps.gazetteer.store import bearers, distance_km

_ROUNDS = 5
_SHOWN = 5
_CELL = 0.7  # degrees; with the eight cells around it a neighbourhood of about 120 km

# Weights in units of a tenfold population; set on half of LGL and GeoVirus, checked on the other half.
_KIND = {"country": 1.5, "region": 1.0, "province": 1.2, "area": 0.8, "district": 0.4, "point": 0.0}
_CAPITAL = 1.0
_OVERLAY = 0.9
_ALTERNATE = -1.2
_BESIDE = 4.0
_TOWN, _TOWN_SHARE, _TOWN_OF_IT = 50_000, 0.3, -2.0
_ASKED = 3.0
_NOT_ASKED = -2.0
_COUNTRY, _DIVISION, _NEAR = 1.8, 1.3, 1.1
_SHARPNESS = 1.2
_LEAST_ACRONYM = 4
_NEGLIGIBLE = 0.01

_LOCAL = frozenset({"point", "district", "area"})

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name that stands at `text[start:end]`."""

    name: str
    start: int
    end: int


@dataclass(slots=True)
class _Sense:
    """A name as it is used in the document: with what stands beside it. `belief` is how likely each candidate is."""

    reading: Qualified
    candidates: list[Entry]
    base: list[float]
    mentions: int = 1
    cells: list[tuple[int, int]] = field(default_factory=list)
    belief: list[float] = field(default_factory=list)


def resolve(toponyms: Sequence[Toponym], text: str) -> tuple[Place, ...]:
    """The place of each toponym, in the order given. `location` is None where the gazetteer has no such name."""
    senses: dict[tuple[str, Containers, str | None], _Sense | None] = {}
    keys = []
    for toponym in toponyms:
        beside = containers_of(text, toponym.start, toponym.end)
        asked = kind_asked(toponym.name, text[toponym.end : toponym.end + 24])
        key = (toponym.name, beside, asked)
        keys.append(key)
        if key not in senses:
            senses[key] = _sense(toponym.name, beside, asked)
        elif (sense := senses[key]) is not None:
            sense.mentions += 1
    _settle([sense for sense in senses.values() if sense is not None])
    return tuple(_place(toponym.name, senses[key]) for toponym, key in zip(toponyms, keys, strict=True))


def _sense(name: str, beside: Containers, asked: str | None) -> _Sense | None:
    for reading in readings(name):
        folded = fold(reading.base)
        candidates = list(bearers(folded)) or list(tables().demonyms.get(folded, ()))
        if name.isupper() and len(folded) < _LEAST_ACRONYM:  # "EU" is not the town of Eu
            candidates = [entry for entry in candidates if not entry.key.startswith("geonames:")]
        candidates = candidates or list(tables().behind.get(folded, ()))
        if candidates:
            kind = reading.kind or asked
            base = [_prior(entry) + _said(entry, beside, kind) for entry in candidates]
            if kind is None:
                base = [score + _TOWN_OF_IT * _has_town(entry, candidates) for score, entry in zip(base, candidates, strict=True)]
            return _Sense(reading, candidates, base)
    return None


def _prior(entry: Entry) -> float:
    score = log10(entry.population + 100.0) + _KIND[entry.kind]
    return score + _CAPITAL * entry.capital + _OVERLAY * entry.overlay + _ALTERNATE * entry.alternate


def _has_town(entry: Entry, candidates: Sequence[Entry]) -> bool:
    """Whether a town of its name makes up much of the division: the bare name is then taken for the town."""
    least = max(_TOWN, _TOWN_SHARE * entry.population)
    return entry.kind in ("province", "district") and any(
        other.kind == "point" and other.population >= least and other.country == entry.country
        and distance_km(entry, other) < 300 for other in candidates
    )


def _said(entry: Entry, beside: Containers, kind: str | None) -> float:
    score = _BESIDE * sum(any(lies_in(entry, container) for container in bearers) for bearers in beside)
    if kind is not None:
        fits = entry.kind == kind or {entry.kind, kind} <= {"province", "area", "district"}
        score += _ASKED if fits else _NOT_ASKED
    return score


@dataclass(slots=True)
class _Support:
    """How much of the document's toponyms, by belief and mentions, lies in each country, division and cell."""

    countries: dict[str | None, float] = field(default_factory=lambda: defaultdict(float))
    divisions: dict[tuple[str | None, str], float] = field(default_factory=lambda: defaultdict(float))
    cells: dict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))

    @classmethod
    def of(cls, senses: Sequence[_Sense]) -> Self:
        """What the senses lend together."""
        support = cls()
        for sense in senses:
            weight = sqrt(sense.mentions)
            for entry, cell, belief in zip(sense.candidates, sense.cells, sense.belief, strict=True):
                if belief < _NEGLIGIBLE:
                    continue
                support.countries[entry.country] += weight * belief
                if entry.admin1:
                    support.divisions[entry.country, entry.admin1] += weight * belief
                if entry.kind in _LOCAL:
                    support.cells[cell] += weight * belief
        return support

    def scores(self, sense: _Sense) -> list[float]:
        """What the document, less the sense itself, lends to each candidate of the sense."""
        own = _Support.of((sense,))
        found = []
        for entry, cell in zip(sense.candidates, sense.cells, strict=True):
            score = 0.0
            if entry.country:
                score += _COUNTRY * _gain(self.countries, own.countries, entry.country)
            if entry.admin1:
                division = (entry.country, entry.admin1)
                score += _DIVISION * _gain(self.divisions, own.divisions, division)
            if entry.kind not in ("country", "region"):
                near = sum(self.cells.get(other, 0.0) - own.cells.get(other, 0.0) for other in _around(cell))
                score += _NEAR * log(1 + max(0.0, near))
            found.append(score)
        return found


def _gain(all_of: Mapping[K, float], own: Mapping[K, float], key: K) -> float:
    return log(1 + max(0.0, all_of.get(key, 0.0) - own.get(key, 0.0)))


def _cell(entry: Entry) -> tuple[int, int]:
    """The grid cell of the entry; cells grow in degrees of longitude towards the poles, so that they stay about square."""
    band = floor(entry.latitude / _CELL)
    width = _CELL / max(0.1, cos(radians((band + 0.5) * _CELL)))
    return band, floor(entry.longitude / width)


def _around(cell: tuple[int, int]) -> Iterator[tuple[int, int]]:
    band, column = cell
    return ((band + up, column + right) for up in (-1, 0, 1) for right in (-1, 0, 1))


def _settle(senses: Sequence[_Sense]) -> None:
    for sense in senses:
        sense.cells = [_cell(entry) for entry in sense.candidates]
        sense.belief = _beliefs(sense.base)
    for _ in range(_ROUNDS):
        support = _Support.of(senses)
        fresh = [
            _beliefs([base + lent for base, lent in zip(sense.base, support.scores(sense), strict=True)]) for sense in senses
        ]
        for sense, belief in zip(senses, fresh, strict=True):
            sense.belief = belief


def _beliefs(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    weights = [exp(_SHARPNESS * (score - top)) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]


def _place(name: str, sense: _Sense | None) -> Place:
    if sense is None:
        return Place(name)
    order = sorted(range(len(sense.candidates)), key=lambda index: (-sense.belief[index], index))
    chosen = [sense.candidates[index] for index in order[: _SHOWN + 1]]
    precision = _part_of(chosen[0]) if sense.reading.part else None
    return Place(name, chosen[0].location(precision), tuple(entry.location() for entry in chosen[1:]))


def _part_of(entry: Entry) -> PlacePrecision:
    return PlacePrecision.REGION if entry.kind == "region" else PlacePrecision.AREA


