"""Capitalised sequences: where one begins, what joins its words, where it ends."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.reading.steps.actors.marks import Line
from foedus.reading.steps.actors.words import Words

_PARTICLES_AT_MOST = 3
_LONGEST_ORDINAL = 3  # digits; a longer number is a year or a count


def sequences(line: Line, words: Words) -> Iterator[tuple[int, int]]:
    """The sequences of untaken tokens, as half-open ranges, in order."""
    at = 0
    while at < len(line.tokens):
        last = run(line, at, words)
        if last > at:
            yield at, last
        at = max(last, at + 1)


def run(line: Line, at: int, words: Words) -> int:
    """The end of the capitalised sequence beginning here; `at` itself where none does."""
    if line.taken[at] or not _begins(line, at, words):
        return at
    last = at + 1
    while last < len(line.tokens) and not line.taken[last] and _joined(line, last, words):
        step = _step(line, last, words)
        if not step:
            break
        last += step
    return last


def is_ordinal(text: str) -> bool:
    """Whether it numbers a unit: "36th", "9th", "27"."""
    if text.isdigit():
        return len(text) <= _LONGEST_ORDINAL
    return text[0].isdigit() and text[-2:] in ("st", "nd", "rd", "th")


def _begins(line: Line, at: int, words: Words) -> bool:
    token = line.tokens[at]
    if token.capital:
        return True
    if token.folded in words["particles"]:
        return at + 1 < len(line.tokens) and line.tokens[at + 1].hyphened and line.tokens[at + 1].capital
    return is_ordinal(token.text) and _numbers_unit(line, at, words)


def _numbers_unit(line: Line, at: int, words: Words) -> bool:
    """Whether a number counts units ("36th Front", "27 Brigade"), not people or days."""
    following = line.tokens[at + 1 : at + 4]
    return (
        bool(following)
        and following[0].capital
        and any(t.capital and words.heads.get(t.folded) in ("unit", "group") for t in following)
    )


def _joined(line: Line, at: int, words: Words) -> bool:
    """Whether the word may go on the name before it, over an 's only where the name is of the kind "People's Army"."""
    token = line.tokens[at]
    if line.tokens[at - 1].owns:
        return token.owned and token.capital and line.word(at - 1) in words["owning"]
    return token.glued


def _step(line: Line, at: int, words: Words) -> int:
    """How many words the sequence goes on by: 1 for a capitalised word, more over particles, 0 for its end."""
    tokens = line.tokens
    if tokens[at].capital or (tokens[at].text.isdigit() and len(tokens[at].text) <= _LONGEST_ORDINAL and not tokens[at].hyphened):
        return 1
    reach = at
    while (
        reach < len(tokens)
        and reach < at + _PARTICLES_AT_MOST
        and tokens[reach].folded in words["particles"]
        and tokens[reach].glued
    ):
        reach += 1
    over = at < reach < len(tokens) and tokens[reach].capital and tokens[reach].glued and not line.taken[reach]
    return reach - at + 1 if over else 0
