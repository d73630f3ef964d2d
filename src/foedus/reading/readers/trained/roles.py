"""The titles of persons: the one that ties a person to a body, as the words have it, and those that are no part of a name."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

_REACH = 70  # characters on either side of the name in which a title is looked for


def role_near(sentence: str, start: int, end: int) -> str | None:
    """The title nearest to `sentence[start:end]`, the person's name; None where there is none within reach."""
    best: tuple[int, str] | None = None
    for found in _pattern().finditer(sentence, max(0, start - _REACH), min(len(sentence), end + _REACH)):
        distance = start - found.end() if found.end() <= start else found.start() - end
        if distance >= 0 and (best is None or distance < best[0]):
            best = (distance, found.group())
    return best[1] if best else None


def without_rank(name: str) -> str:
    """The name without ranks and offices before it, where two words are left: "Col. Ramiro Tejada" is Ramiro Tejada."""
    parts = name.split()
    first = next((number for number, part in enumerate(parts) if part.lower().rstrip(".") not in ranks()), len(parts))
    return " ".join(parts[first:]) if len(parts) - first > 1 else name


@cache
def _words() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load(
        files("foedus.reading.readers.trained").joinpath("roles.yml").read_text(encoding="utf-8")
    )
    return loaded


@cache
def ranks() -> frozenset[str]:
    """The words of ranks and offices, in small letters."""
    return frozenset(_words()["ranks"])


@cache
def _pattern() -> re.Pattern[str]:
    titles, modifiers, verbs = (
        "|".join(sorted(map(re.escape, _words()[key]), key=len, reverse=True)) for key in ("titles", "modifiers", "verbs")
    )
    return re.compile(rf"\b(?:(?:(?:{modifiers})[ -]){{0,3}}(?:{titles})|{verbs})\b", re.IGNORECASE)
