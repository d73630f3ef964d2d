"""What the document as a whole shows about its words: which are also written small, which end a person's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from foedus.reading.steps.actors.tokens import Token


@dataclass(frozen=True, slots=True)
class Habits:
    """Folded words: `lower` written small somewhere, `capital` capitalised inside a sentence, `surnames` last words of
    persons' full names."""

    lower: frozenset[str]
    capital: frozenset[str]
    surnames: frozenset[str]


def habits(lines: Iterable[list[Token]]) -> Habits:
    """Reads the habits off the tokens; surnames are added once persons are known."""
    lower: set[str] = set()
    capital: set[str] = set()
    for line in lines:
        for at, token in enumerate(line):
            if not token.capital:
                lower.add(token.folded)
            elif at and token.glued:
                capital.add(token.folded)
    return Habits(frozenset(lower), frozenset(capital), frozenset())


_HEADING_WORDS = 3  # fewer words show nothing
_MOSTLY = 0.8
_LONG = 4  # letters from which a heading capitalises a word


def is_heading(line: list[Token], text: str) -> bool:
    """Whether the sentence has no full stop and nearly all its longer words are capitalised, so that capitals show no names."""
    long = [token for token in line if len(token.text) >= _LONG and token.text[0].isalpha()]
    stops = text.rstrip("\"'”’)]").endswith((".", "!", "?"))
    return not stops and len(long) > _HEADING_WORDS and sum(token.capital for token in long) >= _MOSTLY * len(long)
