"""Whether a date lies ahead of the report, by the words around it: "will begin in April", "In April the talks will begin"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

from foedus.reading.steps.dates.tokens import Token

_SCOPE = 25        # words from a date to a word such as "will" that makes it lie ahead
_SPEAKING = 4      # words after "said" in which a date tells when it was said
_SHORTEST = 5      # letters of a past verb in -ed; "need" and "feed" are none


@cache
def _cues() -> Mapping[str, frozenset[str]]:
    text = files("foedus.reading.steps.dates").joinpath("cues.yml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = yaml.safe_load(text)
    return {name: frozenset(words) for name, words in table.items()}


def looks_ahead(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether the clause of the date at tokens `first` to `last` (half-open) speaks of the future."""
    if first + 1 < len(words) and words[first + 1].kind in "'’":
        return False  # "Wednesday's attack" is past
    return _announced(words, first) or (_opens_clause(words, first) and _followed(words, last))


def _announced(words: Sequence[Token], first: int) -> bool:
    """Whether a word before the date, in its sentence, puts it ahead."""
    cues = _cues()
    later = ""
    for distance, token in enumerate(reversed(words[max(0, first - _SCOPE) : first]), start=1):
        word = _lower(token)
        if token.kind in ".|" or (word in cues["reporting"] and distance <= _SPEAKING):
            return False
        if (word in cues["ahead"] and later not in cues["perfect"]) or f"{word} {later}" in cues["phrases"]:
            return True
        later = word
    return False


def _opens_clause(words: Sequence[Token], first: int) -> bool:
    """Whether nothing but small words stands between the date and the beginning of its sentence or clause."""
    cues = _cues()
    at = first - 1
    while at >= 0 and _lower(words[at]) in cues["fronting"]:
        at -= 1
    return at < 0 or words[at].kind in ".|" or _lower(words[at]) in cues["openers"]


def _followed(words: Sequence[Token], last: int) -> bool:
    """Whether the verb of the clause that the date opens is one of the future."""
    cues = _cues()
    before = ""
    for at in range(last, min(len(words), last + _SCOPE)):
        word = _lower(words[at])
        if (word in cues["future"] and before not in cues["nouns_before"]) or f"{before} {word}" in cues["future_phrases"]:
            return True
        if _ends_clause(words, at) or word in cues["closers"] or _is_past(words, at, before):
            return False
        before = word
    return False


def _is_past(words: Sequence[Token], at: int, before: str) -> bool:
    """Whether the word is the past verb of the clause; not as in "the divided council", "a UN-backed force"."""
    word, cues = words[at].word, _cues()
    if word in cues["past"] or word in cues["reporting"]:
        return True
    adjective = before in cues["articles"] or before.endswith("ly") or before == "," or words[at - 1].kind == "-"
    return word.islower() and word.endswith("ed") and len(word) >= _SHORTEST and word not in cues["adjectives"] and not adjective


def _ends_clause(words: Sequence[Token], at: int) -> bool:
    """Whether a stop, a bracket or a dash stands here; not a hyphen, nor the full stop of "U.S."."""
    token = words[at]
    if token.kind == "-":
        return token.word == "—" or (at > 0 and words[at - 1].end < token.start)
    if token.word == "." and at and words[at - 1].end == token.start and len(words[at - 1].word) == 1:
        return False
    return token.kind in ".|()"


def _lower(token: Token) -> str:
    return token.word if token.kind == "M" else token.word.lower()  # "may", not "May"
