"""The words the sentence rules know, from `sentences.yml`, which says what each list means."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """The lists of `sentences.yml` by name."""

    open: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    starters: frozenset[str]
    speech: frozenset[str]
    dangling: frozenset[str]


@cache
def sentence_words() -> SentenceWords:
    """The bundled lists."""
    text = files("foedus.reading.steps").joinpath("sentences.yml").read_text(encoding="utf-8")
    # BaseLoader reads every scalar as text: "No" and "On" are words here, not truth values.
    lists = yaml.load(text, Loader=yaml.BaseLoader)
    return SentenceWords(**{item.name: frozenset(lists[item.name]) for item in fields(SentenceWords)})
