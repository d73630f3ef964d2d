"""Whether two actors of a text are one, told by their names: "Col. Ramiro Tejada" and later "Tejada", or "the Front" where only
one bears such a name.

Names are compared as `normal` gives them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from foedus.reading.steps.actors.words import words

_SMALL = frozenset({"of", "the", "and", "for", "in", "de", "e", "al", "el"})  # words that an acronym leaves out
_SHORT = 4  # letters from which a name by itself may tell a person


def normal(name: str) -> str:
    """Lower case, no accents, articles or possessives: the form in which names are compared."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    text = re.sub(r"\s*[’'´]s\b", "", text)
    text = re.sub(r"[^\w\s]", " ", text)
    return re.sub(r"^(?:the|a|an)\s+", "", " ".join(text.split()))


def surely_same(left: set[str], right: set[str], person: bool) -> bool:
    """Whether names (as `normal` writes them) show it: one is the acronym of the other, or a person's surname."""
    for one in sorted(left):
        for other in sorted(right):
            short, long = sorted((one, other), key=len)
            if _is_acronym(short, long) or (person and len(short) > 3 and short == long.split()[-1] != long):
                return True
    return False


def same_person(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether the names show two persons to be one: where both have a full name, of two or more words without
    titles, the one ends or begins the other; else they share a name."""
    left, right = set(left), set(right)
    ones, others = _full(left), _full(right)
    if ones and others:
        return any(_within(one, other) or _within(other, one) for one in ones for other in others)
    return bool(left & right) or bool({*map(_untitled, left)} & {*map(_untitled, right)})


def shares_a_name(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether one is known by a single name that is the first or last of the other's full name. Never so where both have a full
    name, for those tell two persons apart."""
    left, right = set(left), set(right)
    ones, others = _full(left), _full(right)
    if bool(ones) == bool(others):
        return False
    single = {name[0] for name in map(_untitled, right if ones else left) if len(name) == 1 and len(name[0]) >= _SHORT}
    return any(single & {name[0], name[-1]} for name in ones or others)


def are_kin(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether two persons have full names that end alike and are not one: "Akhmad Kadyrov" and "Ramzan Kadyrov"."""
    ones, others = _full(left), _full(right)
    alike = any(one[-1] == other[-1] for one in ones for other in others)
    return alike and not any(_within(one, other) or _within(other, one) for one in ones for other in others)


def is_short_for(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether one is known only by a noun for a body ("front") that stands in a longer name of the other."""
    left, right = set(left), set(right)
    return _only_noun_of(left, right) or _only_noun_of(right, left)


def _only_noun_of(short: set[str], long: set[str]) -> bool:
    parts = {part for name in long if len(name.split()) > 1 for part in name.split()}
    return len(short) == 1 and all(name in words().heads and name in parts for name in short)


def _full(names: Iterable[str]) -> list[tuple[str, ...]]:
    return [name for name in map(_untitled, names) if len(name) > 1]


def _untitled(name: str) -> tuple[str, ...]:
    """Its words without the titles before it."""
    parts = name.split()
    while len(parts) > 1 and parts[0] in words()["titles"]:
        parts = parts[1:]
    return tuple(parts)


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return long[-len(short) :] == short or long[: len(short)] == short


def acronyms(name: str) -> tuple[str, str]:
    """What it may be as an acronym, and the acronym of its words: two names of which one is short for the other share one."""
    return name.replace(" ", ""), "".join(word[0] for word in name.split() if word not in _SMALL)


def _is_acronym(short: str, long: str) -> bool:
    letters = "".join(word[0] for word in long.split() if word not in _SMALL)
    return len(letters) > 2 and short.replace(" ", "") == letters
