"""Gazetteer entries, and those of them that stand in our own tables: countries and the overlay of conflict toponyms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from foedus.model.place import Location, PlacePrecision
from foedus.reading.steps.gazetteer.folding import ARTICLES, fold

_SIZE = {"region": 3e7, "province": 5e5, "area": 3e5, "district": 1e5, "point": 5e4}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place a name may mean. `kind` is "country", "region", "area", "province", "district" or "point".

    `admin1` is the GeoNames code of the first-order division it lies in (or is), empty where unknown. `population` ranks:
    inhabitants where counted, else what is usual for the kind. `alternate` says that the looked-up name is not its chief one.
    """

    key: str
    name: str
    latitude: float
    longitude: float
    country: str | None
    kind: str
    admin1: str = ""
    population: float = 0.0
    alternate: bool = False
    overlay: bool = False
    capital: bool = False

    def location(self, precision: PlacePrecision | None = None) -> Location:
        """The entry as the model's value, with another precision where the words name only a part of it."""
        return Location(self.key, self.name, self.latitude, self.longitude, self.country, precision or PlacePrecision(self.kind))


@dataclass(frozen=True, slots=True)
class Tables:
    """Our own tables by folded name. `behind` holds names that count only behind another ("Dublin, GA")."""

    entries: Mapping[str, tuple[Entry, ...]]
    behind: Mapping[str, tuple[Entry, ...]]
    demonyms: Mapping[str, tuple[Entry, ...]]
    countries: Mapping[str, Entry]
    capitals: Mapping[str, str]


@cache
def tables() -> Tables:
    """The tables of the package, read once."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    behind: dict[str, list[Entry]] = defaultdict(list)
    demonyms: dict[str, list[Entry]] = defaultdict(list)
    countries: dict[str, Entry] = {}
    capitals: dict[str, str] = {}
    for iso, name, latitude, longitude, cities, aliases, adjectives in _lines("countries.tsv"):
        country = Entry(f"country:{iso}", name, float(latitude), float(longitude), iso, "country", "", 1e8)
        countries[iso] = country
        for alias in (name, *_split(aliases)):
            _add(entries, fold(alias), country)
        for adjective in _split(adjectives):
            for form in _inflected(adjective):
                _add(demonyms, fold(form), country)
        for city in _split(cities):
            capitals.setdefault(fold(city), iso)
    for entry, alternates in _overlay():
        for alternate in (entry.name, *alternates):
            _add(behind if alternate.startswith(",") else entries, fold(alternate), entry)
    return Tables(
        _frozen(entries), _frozen(behind), _frozen(demonyms), MappingProxyType(countries), MappingProxyType(capitals)
    )


def _overlay() -> Iterator[tuple[Entry, tuple[str, ...]]]:
    for name, kind, country, latitude, longitude, alternates, _source in _lines("overlay.tsv"):
        key = "-".join(("overlay:" + fold(name).replace(" ", "-"), kind, country.lower() or "x"))
        yield Entry(
            key, name, float(latitude), float(longitude), country or None, kind, "", _SIZE[kind], overlay=True,
        ), _split(alternates)


def _inflected(adjective: str) -> Iterator[str]:
    """The demonym and its plural ("Afghan", "Afghans")."""
    yield adjective
    if not adjective.endswith(("s", "sh", "ch", "ese", "men")):
        yield adjective + "s"


def _add(table: dict[str, list[Entry]], folded: str, entry: Entry) -> None:
    if entry not in table[folded]:
        table[folded].append(entry)


def _frozen(table: dict[str, list[Entry]]) -> Mapping[str, tuple[Entry, ...]]:
    return MappingProxyType({name: tuple(found) for name, found in table.items()})


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _lines(name: str) -> Iterator[list[str]]:
    """The rows of a tab-separated table behind its header, without comments."""
    text = files("foedus.reading.steps.gazetteer").joinpath(name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    next(rows)
    yield from rows


def country_of(name: str) -> str | None:
    """ISO 3166 alpha-2 code of the country with this name, older name, demonym or capital ("Afghans", "Islamabad", "Zaire").

    None where the name is none of these. Of two countries with one demonym ("Congolese") the first in the table is meant.
    """
    own, folded = tables(), fold(name)
    for found in (own.entries.get(folded, ()), own.demonyms.get(folded, ())):
        for entry in found:
            if entry.kind == "country":
                return entry.country
    return own.capitals.get(folded)


def article_variants(folded: str) -> tuple[str, ...]:
    """The name with and without an Arabic article, for a second look-up ("al fashir", "el fashir", "fashir")."""
    first, _, rest = folded.partition(" ")
    bare = rest if first in ARTICLES and rest else folded
    return tuple(variant for variant in (f"al {bare}", f"el {bare}", bare) if variant != folded and len(bare) >= 3)
