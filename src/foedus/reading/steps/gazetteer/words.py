"""The word lists of `words.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Words:
    """What each list means is said in `words.yml`."""

    never: frozenset[str]
    weak: frozenset[str]
    titles: frozenset[str]
    before: frozenset[str]
    heads_of_places: frozenset[str]
    behind: frozenset[str]
    tails: frozenset[str]
    actor_nouns: frozenset[str]
    place_cues: frozenset[str]
    either_cues: frozenset[str]
    parts: frozenset[str]
    lead_to_kind: frozenset[str]
    kinds_led_to: frozenset[str]


@cache
def words() -> Words:
    """The lists of the package, read once."""
    text = files("foedus.reading.steps.gazetteer").joinpath("words.yml").read_text(encoding="utf-8")
    return Words(**{name: frozenset(str(listed).split()) for name, listed in yaml.safe_load(text).items()})
