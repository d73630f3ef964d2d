"""Looks names up in the compact gazetteer and our tables, and makes one entry of what stands in both."""

from __future__ import annotations

import atexit
import os
import sqlite3
import sys
import threading
from array import array
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import as_file, files
from math import cos, hypot, radians
from typing import Any
from urllib.parse import quote

from foedus.errors import ReadingFailed
from foedus.reading.steps.gazetteer.compact import DEGREE, DISTRICT, FILE_NAME
from foedus.reading.steps.gazetteer.entries import Entry, article_variants, tables
from foedus.reading.steps.gazetteer.folding import fold

_KINDS = ("point", "province", "district")
_MOST = 60  # of the bearers of a name, the most populous; none further down was ever meant without a nearer hint
_SAME_PLACE_KM = {"point": 30.0, "district": 120.0, "area": 150.0, "province": 700.0}
_DISTRICT_SIZE = 3e4


def distance_km(a: Entry, b: Entry) -> float:
    """Distance on a sphere flattened to the mean latitude: good to a few per cent below 1,000 km, where it is used."""
    east = (a.longitude - b.longitude + 180.0) % 360.0 - 180.0
    return 111.2 * hypot(a.latitude - b.latitude, east * cos(radians((a.latitude + b.latitude) / 2)))


class Gazetteer:
    """Name to entries. Opened read-only; one connection a process, since reading may run in threads and forked workers."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._process = -1
        self._connection: sqlite3.Connection | None = None

    def _rows(self, sql: str, values: Iterable[object]) -> list[Any]:
        with self._lock:
            rows: list[Any] = self._opened().execute(sql, tuple(values)).fetchall()
        return rows

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None or self._process != os.getpid():
            address = f"file:{quote(self._path)}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._process = os.getpid()
            atexit.register(self._connection.close)
        return self._connection

    def knows(self, folded: str) -> bool:
        """Whether anything bears the folded name."""
        return bool(self.bare(folded))

    def bare(self, folded: str) -> tuple[int, ...]:
        """What the compact file holds for the name: twice the id, plus one for an alternate name."""
        return _bare(self, folded)

    def geonames(self, folded: str) -> list[Entry]:
        """The entries of the compact file that bear the folded name."""
        packed = self.bare(folded)
        if not packed:
            return []
        alternate = {number >> 1: bool(number & 1) for number in packed}
        ids = list(alternate)
        found: list[Entry] = []
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            marks = ",".join("?" * len(some))
            for row in self._rows(f"SELECT * FROM place WHERE id IN ({marks}) ORDER BY id", some):
                found.append(_entry(row, alternate))
        return found

    def read_bare(self, folded: str) -> tuple[int, ...]:
        """`bare` without the cache."""
        rows = self._rows("SELECT places FROM name WHERE folded = ?", (folded,))
        if not rows:
            return ()
        packed = array("I")
        packed.frombytes(rows[0][0])
        if sys.byteorder == "big":
            packed.byteswap()
        return tuple(packed)


@lru_cache(maxsize=20_000)
def _bare(gazetteer: Gazetteer, folded: str) -> tuple[int, ...]:
    return gazetteer.read_bare(folded)


def _entry(row: tuple[int, str, int, int, str, str, int, int], alternate: dict[int, bool]) -> Entry:
    geonameid, name, latitude, longitude, country, admin1, kind, population = row
    size = float(population) or (_DISTRICT_SIZE if kind == DISTRICT else 0.0)
    return Entry(
        f"geonames:{geonameid}", name, latitude / DEGREE, longitude / DEGREE, country, _KINDS[kind], admin1, size,
        alternate[geonameid],
    )


@cache
def gazetteer() -> Gazetteer:
    """The bundled gazetteer. Raises ReadingFailed where the compact file was not built."""
    with as_file(files("foedus.reading.steps.gazetteer").joinpath(FILE_NAME)) as path:
        if not path.is_file():
            raise ReadingFailed(
                f"the gazetteer {FILE_NAME} is missing from the installed package; install Foedus again with pip, which builds it"
            )
        return Gazetteer(str(path))


@lru_cache(maxsize=4096)
def bearers(folded: str) -> tuple[Entry, ...]:
    """All entries that bear the folded name, our tables first and merged with what GeoNames has on the same place."""
    if not folded:
        return ()
    found = _merged(tables().entries.get(folded, ()), gazetteer().geonames(folded))
    if not found:
        for variant in article_variants(folded):
            found = _merged(tables().entries.get(variant, ()), gazetteer().geonames(variant))
            if found:
                break
    found.sort(key=lambda entry: (-entry.overlay, -entry.population, entry.key))
    return tuple(found[:_MOST])


def known(folded: str) -> bool:
    """Whether any entry bears the folded name: `bearers` without the cost of loading them."""
    return folded in tables().entries or gazetteer().knows(folded)


def _merged(ours: Iterable[Entry], theirs: list[Entry]) -> list[Entry]:
    rest = [_with_capital(entry) for entry in theirs]
    found: list[Entry] = []
    for own in ours:
        same = [entry for entry in rest if _same(own, entry)]
        rest = [entry for entry in rest if entry not in same]
        if not same and own.overlay:  # the name is one of the overlay's spellings only
            same = [entry for entry in gazetteer().geonames(fold(own.name)) if _same(own, entry)]
        if same:
            first = max(same, key=lambda entry: entry.population)
            own = replace(  # noqa: PLW2901
                own, admin1=first.admin1, population=first.population or own.population, capital=first.capital or own.capital
            )
        found.append(_with_capital(own))
    return found + rest


def _same(own: Entry, other: Entry) -> bool:
    kinds_fit = own.kind == other.kind or {own.kind, other.kind} <= {"province", "area", "district"}
    return kinds_fit and own.country == other.country and distance_km(own, other) <= _SAME_PLACE_KM.get(own.kind, 0.0)


def _with_capital(entry: Entry) -> Entry:
    is_capital = entry.kind == "point" and tables().capitals.get(fold(entry.name)) == entry.country and entry.population > 3e4
    return replace(entry, capital=True) if is_capital else entry
