"""Resolves the toponyms of one document together: which of the places that bear a name is meant.

Each toponym is scored by what is said beside it ("Wana, South Waziristan"), by how big and well known the candidate is, and
by how well it sits with the other toponyms: in the same country, the same division, the same neighbourhood. The scores of
the others are taken in as expectations and settled in a few rounds, so that sure toponyms decide the unsure ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, exp, floor, log, log10, radians, sqrt

from foedus.model.place import Place, PlacePrecision
from foedus.reading.steps.gazetteer.beside import Containers, containers_of, lies_in
from foedus.reading.steps.gazetteer.entries import Entry, tables
from foedus.reading.steps.gazetteer.folding import fold
from foedus.reading.steps.gazetteer.qualified import Qualified, kind_asked, readings
from foedus.reading.steps.gazetteer.store import bearers, distance_km

_ROUNDS = 4
_SHOWN = 5
_CELL = 1.5  # degrees; with the eight cells around it a neighbourhood of about 250 km

# Weights in units of a tenfold population; set on half of LGL and GeoVirus, checked on the other half.
_KIND = {"country": 2.0, "region": 1.0, "province": 1.2, "area": 0.8, "district": 0.4, "point": 0.0}
_CAPITAL = 1.0
_OVERLAY = 0.7
_ALTERNATE = -1.2
_BESIDE = 6.0
_TOWN, _TOWN_OF_IT = 50_000, -2.0
_ASKED = 3.0
_NOT_ASKED = -2.0
_COUNTRY, _DIVISION, _NEAR = 0.7, 0.8, 0.9
_SHARPNESS = 2.0


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
    """Whether the division has a town of its name: the bare name is then taken for the town."""
    return entry.kind in ("province", "district") and any(
        other.kind == "point" and other.population >= _TOWN and not other.alternate and other.country == entry.country
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

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[tuple[str, str]] = field(default_factory=Counter)
    cells: dict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))

    def add(self, sense: _Sense, sign: float = 1.0) -> None:
        weight = sign * sqrt(sense.mentions)
        for entry, belief in zip(sense.candidates, sense.belief, strict=True):
            if belief < 0.01:
                continue
            if entry.country:
                self.countries[entry.country] += weight * belief  # type: ignore[assignment]
                if entry.admin1:
                    self.divisions[entry.country, entry.admin1] += weight * belief  # type: ignore[assignment]
            if entry.kind in ("point", "district", "area"):
                self.cells[_cell(entry)] += weight * belief

    def of(self, entry: Entry) -> float:
        score = 0.0
        if entry.country:
            score += _COUNTRY * log(1 + max(0.0, self.countries[entry.country]))
            if entry.admin1:
                score += _DIVISION * log(1 + max(0.0, self.divisions[entry.country, entry.admin1]))
        if entry.kind not in ("country", "region"):
            score += _NEAR * log(1 + max(0.0, sum(self.cells.get(cell, 0.0) for cell in _around(_cell(entry)))))
        return score


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
        sense.belief = _beliefs(sense.base)
    for _ in range(_ROUNDS):
        support = _Support()
        for sense in senses:
            support.add(sense)
        fresh = []
        for sense in senses:
            support.add(sense, -1.0)
            fresh.append(_beliefs([base + support.of(entry) for base, entry in zip(sense.base, sense.candidates, strict=True)]))
            support.add(sense)
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


