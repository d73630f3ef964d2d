"""What stands right beside a toponym and says in what it lies: "Wana, South Waziristan", "Paris (Texas)", "Mali's Kidal"."""

from __future__ import annotations

import re
from functools import lru_cache

from foedus.reading.steps.gazetteer.entries import Entry, tables
from foedus.reading.steps.gazetteer.folding import fold
from foedus.reading.steps.gazetteer.store import bearers, distance_km

Containers = tuple[tuple[Entry, ...], ...]
"""For each container named beside the toponym, all broad entries that bear its name."""

_WORD = r"[^\W\d_](?:[\w'’ʻ]|\.(?=\w))*\.?"
_BEHIND = re.compile(rf"\s*(?:,|\(|\bin\b(?: the)?|\bof\b)\s*((?:{_WORD})(?:[ -]{_WORD}){{0,4}})")
_BEFORE = re.compile(rf"((?:{_WORD}[ -]){{0,3}}{_WORD})['’]s? (?:[a-z]+ ){{0,3}}$")
_REACH_KM = {"province": 350.0, "area": 250.0, "district": 100.0}
_AT_MOST = 3
_BROAD = frozenset({"country", "province", "district", "area"})  # regions are named beside countries in lists


def containers_of(text: str, start: int, end: int) -> Containers:
    """The containers named right behind `text[start:end]`, or right before it with a possessive."""
    found: list[tuple[Entry, ...]] = []
    position = end
    while len(found) < _AT_MOST:
        match = _BEHIND.match(text, position)
        if match is None:
            break
        length, broad = _longest(match[1])
        if not broad:
            break
        found.append(broad)
        position = match.start(1) + length
    window = text[max(0, start - 60) : start]
    before = _BEFORE.search(window) if "'" in window or "’" in window else None
    if before:
        words = before[1]
        for first in (word.start() for word in re.finditer(r"\S+", words)):
            broad = _broad(words[first:])
            if broad:
                found.append(broad)
                break
    return tuple(found)


def _longest(words: str) -> tuple[int, tuple[Entry, ...]]:
    """The length of the longest beginning of the words that names a container, and what bears it."""
    ends = [match.end() for match in re.finditer(r"[\w.'’]+", words)]
    for end in reversed(ends):
        name = words[:end]
        if name[:1].isupper():
            for form in (name, name.rstrip(".")):
                broad = _broad(form)
                if broad:
                    return len(form), broad
    return 0, ()


@lru_cache(maxsize=4096)
def _broad(name: str) -> tuple[Entry, ...]:
    folded = fold(re.sub(r"['’]s?$", "", name))
    found = tuple(entry for entry in bearers(folded) if entry.kind in _BROAD)
    # Abbreviations are capitals or closed by a dot: "Dublin, GA", but not "Dublin, in the".
    if name.isupper() or name.endswith(".") or not found:
        found += tuple(entry for entry in tables().behind.get(folded, ()) if name[:1].isupper() and entry not in found)
    return found


def lies_in(entry: Entry, container: Entry) -> bool:
    """Whether the entry lies in the container, judged by country, division code and distance."""
    if container.kind == "country":
        return entry.country == container.country and entry.kind != "country"
    if entry.kind == "country" or entry.key == container.key:
        return False
    if container.country and entry.country and container.country != entry.country:
        return False
    if container.kind == "province" and container.admin1 and entry.admin1:
        return container.admin1 == entry.admin1 and entry.kind != "province"
    return distance_km(entry, container) <= _REACH_KM[container.kind]
