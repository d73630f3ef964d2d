"""Certainty and attribution cues with their scope (codebook, "Certainty and attribution"; ruling 2).

The cue words are data: `cues/certainty.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from foedus.model.claim import Certainty
from foedus.reading.steps.sentences import Sentence

# Of several cues over one claim the strongest departure from plain statement counts.
_STRENGTH = {Certainty.STATED: 0, Certainty.HEDGED: 1, Certainty.HYPOTHETICAL: 2, Certainty.DENIED: 3}

_SPEAKER_BEFORE = re.compile(r"(?:^|[,;:—–]|\b(?:and|but|that|while|as)\b)\s*((?:[^,;:—–()\"“”]){3,80}?)\s*$")
_SPEAKER_AFTER = re.compile(r"\s*((?:[^,;:—–()\"“”.]|\.(?=[A-Z]\.|\w)){3,80})")
_WEAK_SPEAKER = re.compile(r"^(?:he|she|it|they|who|which|this|that|these|those|also|later|then|and|but|there|was|were|is|has|had)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """`text[start:end]` makes what stands in `text[scope_start:scope_end]` less than plainly stated, or says who says so.

    `certainty` is STATED for a plain speech verb ("said"); `speaker` is who speaks, as named in the text, or None.
    """

    start: int
    end: int
    scope_start: int
    scope_end: int
    certainty: Certainty
    speaker: str | None = None


def find(text: str, sentences: Sequence[Sentence]) -> tuple[Cue, ...]:
    """Every cue of the text, in order."""
    cues = [cue for sentence in sentences for cue in _in_sentence(text, sentence)]
    return tuple(sorted(cues, key=lambda cue: (cue.start, cue.end, cue.certainty)))


def judge(cues: Sequence[Cue], start: int, end: int) -> tuple[Certainty, str | None]:
    """The certainty of what stands in `text[start:end]` and who says it, from the cues whose scope covers its start or end."""
    certainty, speaker = Certainty.STATED, None
    for cue in cues:
        if cue.scope_start <= start < cue.scope_end or cue.scope_start < end <= cue.scope_end:
            if _STRENGTH[cue.certainty] > _STRENGTH[certainty]:
                certainty = cue.certainty
            speaker = cue.speaker or speaker
    return certainty, speaker


@dataclass(frozen=True, slots=True)
class _Rules:
    plain: tuple[tuple[Certainty, bool, re.Pattern[str]], ...]   # certainty, whether the whole clause is in scope, pattern
    speech: tuple[tuple[Certainty, re.Pattern[str]], ...]
    according: re.Pattern[str]
    boundary: re.Pattern[str]


@cache
def _rules() -> _Rules:
    source = files("foedus.reading.steps").joinpath("cues", "certainty.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(source)
    plain = tuple(
        (Certainty(name), scope == "clause", _words(patterns))
        for name in ("hedged", "denied", "hypothetical")
        for scope, patterns in data[name].items()
    )
    speech = tuple((Certainty(name), _words(patterns)) for name, patterns in data["speech"].items())
    boundary = re.compile("|".join(re.escape(mark) for mark in data["boundaries"]))
    return _Rules(plain, speech, _words(data["according"]), boundary)


def _words(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


def _in_sentence(text: str, sentence: Sentence) -> Iterator[Cue]:
    words = text[sentence.start : sentence.end]
    rules = _rules()
    bounds = _clauses(words, rules.boundary)
    for certainty, whole_clause, pattern in rules.plain:
        for found in pattern.finditer(words):
            clause_start, clause_end = _clause_of(bounds, found.start())
            begin = clause_start if whole_clause else found.start()
            yield _cue(sentence, found, begin, clause_end, certainty)
    for certainty, pattern in rules.speech:
        for found in pattern.finditer(words):
            speaker = _speaker_before(words, found.start())
            if speaker is not None:
                yield _cue(sentence, found, 0, len(words), certainty, speaker)
    for found in rules.according.finditer(words):
        said = _SPEAKER_AFTER.match(words, found.end())
        yield _cue(sentence, found, 0, len(words), Certainty.STATED, said[1].strip() if said else None)


def _cue(
    sentence: Sentence, found: re.Match[str], begin: int, end: int, certainty: Certainty, speaker: str | None = None
) -> Cue:
    at = sentence.start
    return Cue(at + found.start(), at + found.end(), at + begin, at + end, certainty, speaker)


def _clauses(words: str, boundary: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts = [0, *(found.start() for found in boundary.finditer(words)), len(words)]
    return list(zip(cuts, cuts[1:], strict=False))


def _clause_of(bounds: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    return next((start, end) for start, end in bounds if start <= at < end)


def _speaker_before(words: str, at: int) -> str | None:
    """The noun phrase before a speech verb; None where it is only a pronoun or no phrase at all."""
    found = _SPEAKER_BEFORE.search(words, max(0, at - 120), at)
    if found is None:
        return None
    speaker = found[1].strip()
    return None if _WEAK_SPEAKER.match(speaker) or not re.search(r"[A-Za-z]{3}", speaker) else speaker
