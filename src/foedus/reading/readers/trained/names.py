"""Whether two actors of a text are one, told by their names: "Col. Ramiro Tejada" and later "Tejada", "the Red Front" and later
"the Front".

Names are compared as `normal` gives them. A person's name is full if it has two parts or more, titles apart; "al-Baghdadi" and
"Abu Bakr" are one part. The words this needs are in `names.yml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import yaml

from foedus.reading.readers.trained.roles import ranks
from foedus.reading.steps.actors.words import words

_SHORT = 4  # letters from which a name by itself may tell a person
_BEFORE = 4  # words before a name among which a rank may stand ("the U.S. foreign minister")

Parts = tuple[str, ...]


def normal(name: str) -> str:
    """Lower case, no accents, articles or possessives: the form in which names are compared."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    text = re.sub(r"\s*[’'´]s\b", "", text)
    text = re.sub(r"[^\w\s]", " ", text)
    return re.sub(r"^(?:the|a|an)\s+", "", " ".join(text.split()))


def surely_same(left: set[str], right: set[str], person: bool) -> bool:
    """Whether names within a window show it: one is the acronym of the other, or a person's surname."""
    for one in sorted(left):
        for other in sorted(right):
            short, long = sorted((one, other), key=len)
            if _is_acronym(short, long) or (person and len(short) >= _SHORT and short == long.split()[-1] != long):
                return True
    return False


def troops_of(names: Iterable[str]) -> set[str]:
    """Whose troops these are: of "three Nigerian soldiers" and "Nigerian military" alike "nigerian"; nothing for "soldiers", "his
    forces" and "armed forces"."""
    parted = (name.rpartition(" ") for name in names)
    owners = (_owner(before.split()) for before, _, noun in parted if noun in _words("troops"))
    return {owner for owner in owners if owner}


def _owner(before: Sequence[str]) -> str:
    """The words before a noun for troops that tell whose they are."""
    return " ".join(word for word in before if word not in _words("no_owners") and not word.isdigit())


def of_troops(forms: Sequence[str]) -> str:
    """The name for a force: the first of its forms or, where that speaks of somebody's troops, what names these best ("Nigerian
    army" before "Nigerian soldiers")."""
    owner, nouns = troops_of([normal(forms[0])]), _words("troops")
    alike = [form for form in forms if owner & troops_of([normal(form)])]
    return min(alike, key=lambda form: nouns.index(normal(form).rpartition(" ")[2]), default=forms[0])


def has_full_name(names: Iterable[str]) -> bool:
    """Whether one of a person's names is full."""
    return bool(_full(names))


def same_person(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether two have full names that are one: the same first and last part, of which the first may be an initial."""
    others = _full(right)
    return any(one[-1] == other[-1] and _alike(one[0], other[0]) for one in _full(left) for other in others)


def are_kin(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether two have full names with the same last part and other first ones: "Akhmad Kadyrov" and "Ramzan Kadyrov"."""
    ones, others = _full(left), _full(right)
    related = any(one[-1] == other[-1] and not _alike(one[0], other[0]) for one in ones for other in others)
    return related and not same_person(left, right)


def shares_a_name(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether they may be one person: a full name begins or ends the other's full name, or the only name of one is the other's or
    begins or ends the other's full name. Others may bear it too."""
    left, right = ({parts for parts in map(_parts, names) if parts} for names in (one, other))
    longest = max(map(len, left), default=0), max(map(len, right), default=0)
    if 1 not in longest:
        return any(_within(a, b) or _within(b, a) for a in left if len(a) > 1 for b in right if len(b) > 1)
    short, long = (left, right) if longest[0] == 1 else (right, left)
    single = {name[0] for name in short if len(name[0]) >= _SHORT}
    return any(single & {name[0], name[-1]} for name in long)


def is_only_a_noun(names: Iterable[str]) -> bool:
    """Whether a body is known by nothing but a noun for such bodies ("front")."""
    return all(name in words().heads for name in names)


def has_noun(noun: Iterable[str], names: Iterable[str]) -> bool:
    """Whether a noun that is all a body is known by stands in a longer one of these names."""
    parts = {part for name in names if len(name.split()) > 1 for part in name.split()}
    return bool(parts & set(noun))


def acronym(name: str) -> str:
    """The first letters of its words, without the small ones."""
    return "".join(word[0] for word in name.split() if word not in _words("small"))


def ends(name: str) -> set[str]:
    """The first and the last part of a person's name."""
    return {part for parts in [_parts(name)] if parts for part in (parts[0], parts[-1])}


def _is_acronym(short: str, long: str) -> bool:
    letters = acronym(long)
    return len(letters) > 2 and short.replace(" ", "") == letters


@cache
def _words(part: str) -> tuple[str, ...]:
    source = files("foedus.reading.readers.trained").joinpath("names.yml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(source)[part])


def _full(names: Iterable[str]) -> list[Parts]:
    return [parts for parts in map(_parts, names) if len(parts) > 1]


@cache
def _titles() -> frozenset[str]:
    return words()["titles"] | ranks()


def _parts(name: str) -> Parts:
    """The parts of a person's name without the titles before it."""
    told = name.split()
    offices = [number for number, word in enumerate(told[:-1][:_BEFORE]) if word in ranks()]
    told = told[offices[-1] + 1 :] if offices else told
    while len(told) > 1 and told[0] in _titles():
        told = told[1:]
    parts, open_part = list[str](), ""
    for word in told:
        open_part += word
        if word not in _words("particles"):
            parts.append(open_part)
            open_part = ""
    return tuple([*parts, open_part] if open_part else parts)


def _alike(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _within(short: Parts, long: Parts) -> bool:
    return len(short) < len(long) and (long[-len(short) :] == short or long[: len(short)] == short)
