"""Actors that only common nouns name: "civilians", "the army", "Nazir's fighters"."""

from __future__ import annotations

from foedus.reading.steps.actors.marks import Line, Mark
from foedus.reading.steps.actors.words import Words

_LISTS = (("bare_forces", "force"), ("rebel_nouns", "community"), ("community_nouns", "community"), ("bare_states", "state"))


def mark_followers(line: Line, words: Words) -> None:
    """ "Nazir's fighters", "Duarte's faction": part of what the name before stands for."""
    for mark in list(line.marks):
        at = mark.last
        if mark.kind in ("person", "group") and line.tokens[mark.last - 1].owns and line.word(at) in words["followers"] and line.free(at, at + 1):
            line.take(Mark(mark.first, at + 1, "unit"))


def mark_common(line: Line, words: Words) -> None:
    """Collective nouns that act or suffer as one."""
    folded = [token.folded for token in line.tokens]
    at = 0
    while at < len(folded):
        length = 0
        for name, kind in _LISTS:
            length = words.phrases[name].longest(folded, at)
            if length and line.free(at, at + length) and _stands_alone(line, at, at + length):
                line.take(Mark(at, at + length, kind, common=True))
                break
        at += max(length, 1)


def _stands_alone(line: Line, first: int, last: int) -> bool:
    """Not the first part of a compound ("police station", "civilian-led"), not capitalised inside a sentence."""
    token = line.tokens[last - 1]
    if first and line.tokens[first].capital and line.tokens[first].glued:
        return False
    if token.owns:
        return True
    follows = last < len(line.tokens) and line.tokens[last].hyphened
    return not follows and not line.tokens[first].hyphened
