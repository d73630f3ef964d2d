"""Actors that only common nouns name: "civilians", "the army", "Dadi's fighters"."""

from __future__ import annotations

from foedus.reading.steps.actors.marks import Line, Mark
from foedus.reading.steps.actors.nameless import follows_a_noun
from foedus.reading.steps.actors.words import Words

_LISTS = (("bare_forces", "force"), ("collectives", "community"), ("bare_states", "state"))


def mark_followers(line: Line, words: Words) -> None:
    """ "Dadi's fighters", "Salas's faction": part of what the name before stands for."""
    for mark in list(line.marks):
        at = mark.last
        if (
            mark.kind in ("person", "group")
            and line.tokens[mark.last - 1].owns
            and line.word(at) in words["followers"]
            and line.free(at, at + 1)
        ):
            line.take(Mark(mark.first, at + 1, "unit"))


def mark_common(line: Line, words: Words) -> None:
    """Collective nouns that act or suffer as one."""
    folded = [token.folded for token in line.tokens]
    at = 0
    while at < len(folded):
        length = 0
        for name, kind in _LISTS:
            length = words.phrases[name].longest(folded, at)
            if length and line.free(at, at + length) and _stands_alone(line, at, at + length, words):
                first = _with_colour(line, at, words) if kind == "community" else at
                line.take(Mark(first, at + length, kind, common=True))
                break
        at += max(length, 1)


def _stands_alone(line: Line, first: int, last: int, words: Words) -> bool:
    """Not part of a compound ("police station", "military coup", "civilian-led"), not capitalised inside a sentence."""
    if first and (line.tokens[first].hyphened or (line.tokens[first].capital and line.tokens[first].glued)):
        return False
    if line.tokens[last - 1].owns or last == len(line.tokens) or not line.tokens[last].glued:
        return True
    ahead = line.tokens[last]
    return not ahead.capital and not ahead.hyphened and follows_a_noun(ahead.folded, words)


def _with_colour(line: Line, at: int, words: Words) -> int:
    """Takes in the adjective before: "Tuareg rebels", "Catholic civilians", "armed militants"."""
    first = at
    while first and line.tokens[first].glued and line.free(first - 1, first) and line.word(first - 1) in words["colours"]:
        first -= 1
    capital = first > 1 and line.tokens[first].glued and line.free(first - 1, first) and line.tokens[first - 1].capital
    return first - 1 if capital and line.word(first - 1) not in words["plain"] else first
