"""Who takes part, made comparable between the ledger and a dataset that names its actors in a way of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from foedus.ledger.names import acronym, fold, forms
from foedus.reading.steps.gazetteer.entries import country_of
from foedus.reading.steps.lexicon import lexicon

LIKE = 84.0  # similarity of two full names, of 100, from which they count as one; as for suggestions
NO_ACTOR = ""  # the kind of a target that the ledger does not keep as an actor
_OF_STATES = ("state", "force")
_LEAST_WORDS = 2  # a single word that is nearly another is another name


@dataclass(frozen=True, slots=True, eq=False)
class Party:
    """One who takes part. `keys` are what two namings of one party have in common: an id, a folded name, initials, a state of
    which it is a body; `spellings` are folded names that may be spelt a little differently. A `crowd` is people at large, such as
    civilians, or no actor at all, who tell little of which incident it was. Each party is made once, by `Parties`."""

    number: int
    name: str
    kind: str
    keys: frozenset[str]
    spellings: tuple[str, ...]
    crowd: bool


class Parties:
    """Every party once, and whether two of them are one, worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str | None], Party] = {}
        self._alike: dict[tuple[int, int], bool] = {}

    def of(self, name: str, kind: str, id_: str | None = None, names: Iterable[str] = ()) -> Party:
        """The party of a name; `id_` is its canonical id or its key in the lexicon, `names` what else it is called."""
        asked = (name, kind, id_)
        if asked not in self._known:
            told = list(dict.fromkeys(form for one in (name, *names) for form in forms(one)))
            keys = {folded for one in told if (folded := fold(one))} | {short for one in told if (short := acronym(one))}
            keys |= {id_} if id_ else set()
            keys |= set(_states(told, kind, id_))
            spellings = tuple(folded for one in told if len((folded := fold(one)).split()) >= _LEAST_WORDS)
            crowd = kind == NO_ACTOR or (kind == "community" and bool(_crowds().match(name)))
            self._known[asked] = Party(len(self._known), name, kind, frozenset(keys), spellings, crowd)
        return self._known[asked]

    def alike(self, one: Party, other: Party) -> bool:
        """Whether the two are one party, or bodies of one state."""
        pair = (one.number, other.number)
        found = self._alike.get(pair)
        if found is None:
            found = self._alike[pair] = not one.keys.isdisjoint(other.keys) or _spelt_alike(one, other)
        return found


def _states(names: Iterable[str], kind: str, id_: str | None) -> Iterator[str]:
    entry = lexicon().entries.get(id_) if id_ else None
    if entry is not None and entry.kind in _OF_STATES:
        yield from (f"state:{country}" for country in entry.countries[:1])
    for name in names:
        found = next((match[1] for pattern in _patterns() if (match := pattern.match(name))), name if kind in _OF_STATES else "")
        words = found.split()
        tried = (" ".join(words[:length]) for length in range(len(words), 0, -1)) if kind == "force" else (found,)
        country = next((code for one in tried if one and (code := country_of(one))), None)
        if country is not None:
            yield f"state:{country}"


def _spelt_alike(one: Party, other: Party) -> bool:
    from rapidfuzz import fuzz

    return any(fuzz.token_sort_ratio(a, b, score_cutoff=LIKE) > 0 for a in one.spellings for b in other.spellings)


@cache
def place_key(name: str) -> str:
    """A place name as it is compared: folded, without words that say what sort of place it is ("Wana town" is "wana")."""
    words = fold(name).split()
    return " ".join(word for word in words if word not in _sorts()) or " ".join(words)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _data()["of_state"])


@cache
def _crowds() -> re.Pattern[str]:
    return re.compile("|".join(_data()["crowds"]), re.IGNORECASE)


@cache
def _sorts() -> frozenset[str]:
    return frozenset(_data()["sorts_of_place"])


@cache
def _data() -> dict[str, Any]:
    text = files("foedus.analysis").joinpath("parties.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded
