"""Names with a word that says which part of a place, or what kind of place, is meant: "northern Mali", "Idlib province"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PART = re.compile(
    r"^(?:the )?(?:far |extreme )?(?:(?:north|south|east|west|central|upper|lower|mid|inner|outer|greater|rural|coastal|mainland)"
    r"(?:[ -]?(?:north|south|east|west|central))?(?:ern|ernmost)?[ -]+){1,2}(?=\S)",
    re.IGNORECASE,
)
_PART_ABBREVIATED = re.compile(r"^(?:N|S|E|W|NE|NW|SE|SW)\.? (?=[A-Z])")
_PROVINCES = (
    "province|governorate|state|region|oblast|krai|wilayat|wilaya|muhafazah|department|emirate|prefecture|territory|republic"
)
_DISTRICTS = "district|county|agency|tehsil|subdistrict|raion|rayon|municipality|parish|borough|township|canton"
_AREAS = (
    "area|areas|valley|mountains|hills|desert|basin|peninsula|forest|plain|plains|delta|corridor|countryside|suburbs|border|coast"
)
_POINTS = "city|town|village|airport|base|camp|port"
_KIND_WORD = re.compile(
    rf"^(?P<base>.+?)[ -](?:(?P<province>{_PROVINCES})|(?P<district>{_DISTRICTS})|(?P<area>{_AREAS})|(?P<point>{_POINTS}))$",
    re.IGNORECASE,
)
_KIND_FIRST = re.compile(
    r"^(?:the )?(?:(?P<province>province|governorate|state|region)|(?P<district>district|county)"
    r"|(?P<point>city|town|village|port)|(?P<area>area|valley|gulf|island)) of (?P<base>.+)$", re.IGNORECASE
)
KIND_WORDS = {word: kind for words, kind in ((_PROVINCES, "province"), (_DISTRICTS, "district"), (_POINTS, "point"))
              for word in words.split("|")}


@dataclass(frozen=True, slots=True)
class Qualified:
    """`base` is the name to look up; `kind` the kind the words ask for, or None; `part` whether only a part is meant."""

    base: str
    kind: str | None = None
    part: bool = False


def readings(name: str) -> tuple[Qualified, ...]:
    """The ways to read the name, to be tried in order.

    As it stands; without its kind, its part, both; as the people of a place ("Minnesotans"); as a county called without the word.
    """
    found = [Qualified(name)]
    found.extend(_without_kind(name))
    part = _PART.match(name) or _PART_ABBREVIATED.match(name)
    if part:
        rest = name[part.end() :]
        found.append(Qualified(rest, None, True))
        found.extend(Qualified(inner.base, inner.kind, True) for inner in _without_kind(rest))
    found.extend(Qualified(land) for land in _lands_of(name))
    found.append(Qualified(f"{name} County"))
    return tuple(found)


def _lands_of(people: str) -> Iterator[str]:
    """What a demonym in -n may be formed from ("South Ossetians" → "South Ossetia", "Ohioan" → "Ohio")."""
    stem = people.removesuffix("s")
    while len(stem) > 4 and stem[-1] in ("nai" if stem.endswith("n") else "ai"):
        stem = stem[:-1]
        yield stem


def _without_kind(name: str) -> list[Qualified]:
    for pattern in (_KIND_WORD, _KIND_FIRST):
        match = pattern.match(name)
        if match:
            kind = next(kind for kind, word in match.groupdict().items() if kind != "base" and word)
            return [Qualified(match["base"], kind)]
    return []


def kind_asked(name: str, behind: str) -> str | None:
    """The kind that the word right behind the name asks for ("Idlib | province"), None where there is no such word."""
    word = re.match(r"[ -]([a-zA-Z]+)\b", behind)
    return KIND_WORDS.get(word[1].lower()) if word and not name.lower().endswith(word[1].lower()) else None
