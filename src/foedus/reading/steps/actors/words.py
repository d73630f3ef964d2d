"""The word lists of this step (`words.yml`, `given_names.txt`), folded and ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from foedus.reading.steps.lexicon import fold


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words and two- or three-word phrases, found by their first word."""

    by_first: dict[str, tuple[tuple[str, ...], ...]]

    def longest(self, words: list[str], at: int) -> int:
        """How many words the longest phrase has that stands at this place; 0 if none does."""
        return next((len(p) for p in self.by_first.get(words[at], ()) if tuple(words[at : at + len(p)]) == p), 0)


@dataclass(frozen=True)
class Words:
    """See words.yml for what each list is for."""

    heads: dict[str, str]
    small_heads: dict[str, str]
    sets: dict[str, frozenset[str]]
    phrases: dict[str, Phrases]
    references: dict[str, frozenset[str]]
    given_names: frozenset[str]
    peoples: Phrases

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


_PHRASES = ("force_nouns", "state_nouns", "community_nouns", "rebel_nouns", "bare_forces", "bare_states", "collectives")


@cache
def words() -> Words:
    """All lists, loaded once."""
    folder = files(__package__)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is seven times as fast where the wheel has it
    data: dict[str, Any] = yaml.load(folder.joinpath("words.yml").read_text(encoding="utf-8"), loader)
    heads, small_heads = _kinds(data.pop("heads")), _kinds(data.pop("small_heads"))
    references = {kind: frozenset(map(fold, nouns)) for kind, nouns in data.pop("back_references").items()}
    pronouns = {kind: frozenset(nouns) for kind, nouns in data.pop("pronouns").items()}
    phrases = {name: _phrases(data[name]) for name in _PHRASES}
    sets = {name: frozenset(map(fold, listed)) for name, listed in data.items()}
    sets |= {f"pronouns_{kind}": listed for kind, listed in pronouns.items()}
    given = frozenset(map(fold, _listed("given_names.txt")))
    peoples = _phrases([form for line in _listed("peoples.txt") for form in line.split("\t")])
    return Words(heads, small_heads, sets, phrases, references, given, peoples)


def _kinds(listed: dict[str, list[str]]) -> dict[str, str]:
    """Noun to kind; a noun of two kinds has the first."""
    kinds: dict[str, str] = {}
    for kind, nouns in listed.items():
        for noun in nouns:
            kinds.setdefault(fold(noun), kind)
    return kinds


def _listed(name: str) -> list[str]:
    lines = files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _phrases(listed: list[str]) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in listed:
        parts = tuple(fold(p) for p in phrase.replace("-", " ").split())
        found.setdefault(parts[0], []).append(parts)
    return Phrases({first: tuple(sorted(set(options), key=lambda p: (-len(p), p))) for first, options in found.items()})
