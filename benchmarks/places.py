"""Toponym resolution on LGL and GeoVirus, with the gold toponyms given.

    python benchmarks/places.py FOLDER [--json]

FOLDER holds `lgl.xml` (Lieberman, Samet and Sankaranarayanan 2010) and `GeoVirus.xml` (Gritta, Pilehvar and Collier 2018).
Counted are the toponyms with gold coordinates: the share placed within 161 km (100 miles), the mean and the median error in km.
A toponym left open counts as wrong by 20,039 km, about the largest distance there is. Beside it stands the baseline that takes
the most populous place of the name. The halves of each corpus (even and odd documents, counted from 0) are given apart, since
the weights were set on the even ones.
"""

from __future__ import annotations

import argparse
import json
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from statistics import fmean, median
from typing import NamedTuple

from foedus.model.place import Location
from foedus.reading.steps.gazetteer.entries import tables
from foedus.reading.steps.gazetteer.folding import fold
from foedus.reading.steps.gazetteer.store import bearers
from foedus.reading.steps.places import Toponym, resolve

FARTHEST_KM = 20_039.0
NEAR_KM = 161.0


class Gold(NamedTuple):
    """A toponym with its gold coordinates, None where the corpus gives none."""

    toponym: Toponym
    point: tuple[float, float] | None


class Article(NamedTuple):
    """A text and its toponyms."""

    text: str
    gold: list[Gold]


Placer = Callable[[Sequence[Toponym], str], Sequence[Location | None]]


def read_lgl(path: Path) -> Iterator[Article]:
    """The articles of LGL."""
    for article in ET.parse(path).getroot():
        gold = [
            Gold(_toponym(node, "phrase", 0), _point(node.find("gaztag"))) for node in article.iter("toponym")
        ]
        yield Article(article.findtext("text") or "", gold)


def read_geovirus(path: Path) -> Iterator[Article]:
    """The articles of GeoVirus, whose offsets count from 1."""
    for article in ET.parse(path).getroot():
        gold = [Gold(_toponym(node, "name", 1), _point(node)) for node in article.iter("location")]
        yield Article(article.findtext("text") or "", gold)


def _toponym(node: ET.Element, name: str, first: int) -> Toponym:
    start, end = (int(node.findtext(field) or 0) - first for field in ("start", "end"))
    return Toponym(node.findtext(name) or "", start, end)


def _point(node: ET.Element | None) -> tuple[float, float] | None:
    latitude, longitude = (node.findtext("lat"), node.findtext("lon")) if node is not None else (None, None)
    return (float(latitude), float(longitude)) if latitude and longitude else None


def by_context(toponyms: Sequence[Toponym], text: str) -> list[Location | None]:
    """Foedus."""
    return [place.location for place in resolve(toponyms, text)]


def by_population(toponyms: Sequence[Toponym], _text: str) -> list[Location | None]:
    """The most populous bearer of the name (or of the demonym)."""
    found: list[Location | None] = []
    for toponym in toponyms:
        entries = bearers(fold(toponym.name)) or tables().demonyms.get(fold(toponym.name), ())
        found.append(max(entries, key=lambda entry: entry.population).location() if entries else None)
    return found


def error_km(gold: tuple[float, float], found: Location | None) -> float:
    """Great-circle distance; the largest there is where nothing was found."""
    if found is None:
        return FARTHEST_KM
    (la1, lo1), la2, lo2 = map(radians, gold), radians(found.latitude), radians(found.longitude)
    half = sin((la2 - la1) / 2) ** 2 + cos(la1) * cos(la2) * sin((lo2 - lo1) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))


def errors(articles: Sequence[Article], placer: Placer) -> list[list[float]]:
    """The errors of each article's toponyms."""
    found = []
    for article in articles:
        places = placer([gold.toponym for gold in article.gold], article.text)
        found.append([error_km(gold.point, place) for gold, place in zip(article.gold, places, strict=True) if gold.point])
    return found


def figures(groups: Sequence[Sequence[float]]) -> dict[str, float]:
    """Accuracy, mean and median over all toponyms of the articles."""
    flat = [error for group in groups for error in group]
    return {
        "toponyms": len(flat), "accuracy_161km": round(fmean(error <= NEAR_KM for error in flat), 4),
        "mean_km": round(fmean(flat), 1), "median_km": round(median(flat), 1),
        "unresolved": sum(error == FARTHEST_KM for error in flat),
    }


def measure(folder: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Corpus → system and half → figures."""
    corpora = {"LGL": read_lgl(folder / "lgl.xml"), "GeoVirus": read_geovirus(folder / "GeoVirus.xml")}
    result: dict[str, dict[str, dict[str, float]]] = {}
    for name, articles in ((name, list(found)) for name, found in corpora.items()):
        result[name] = {}
        for system, placer in (("foedus", by_context), ("population", by_population)):
            groups = errors(articles, placer)
            result[name][system] = figures(groups)
            result[name][f"{system}, even documents (set on)"] = figures(groups[0::2])
            result[name][f"{system}, odd documents (held out)"] = figures(groups[1::2])
    return result


def main() -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description="Toponym resolution on LGL and GeoVirus, gold toponyms given.")
    parser.add_argument("folder", type=Path, help="holds lgl.xml and GeoVirus.xml")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()
    result = measure(arguments.folder)
    if arguments.json:
        print(json.dumps(result, indent=2))
        return 0
    for corpus, systems in result.items():
        for system, values in systems.items():
            print(f"{corpus:9} {system:42} " + "  ".join(f"{key} {value}" for key, value in values.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
