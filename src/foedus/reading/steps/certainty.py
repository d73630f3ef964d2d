"""Certainty and attribution cues with their scope (codebook, "Certainty and attribution"; ruling 2).

The cue words are data: `cues/certainty.yml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from foedus.model.claim import Certainty
from foedus.reading.steps import told
from foedus.reading.steps.sentences import Sentence

# Of several cues over one claim the strongest departure from plain statement counts.
_STRENGTH = {Certainty.STATED: 0, Certainty.HEDGED: 1, Certainty.HYPOTHETICAL: 2, Certainty.DENIED: 3}

_SPEAKER_BEFORE = re.compile(r"(?:^|[,;:—–]|\b(?:and|but|that|while|as)\b)\s*((?:[^,;:—–()\"“”]){3,80}?)\s*$")
_SPEAKER_AFTER = re.compile(r"\s*((?:[^,;:—–()\"“”.]|\.(?=[A-Z]\.|\w)){3,80})")
_CLOSES = re.compile(r"\s*[,.;:\"”]|\s*$")
_WEAK_SPEAKER = re.compile(
    r"^(?:he|she|it|they|who|which|this|that|these|those|also|later|then|and|but|there|was|were|is|has|had)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cue:
    """`text[start:end]` makes what stands in `text[scope_start:scope_end]` less than plainly stated, or says who says so.

    `certainty` is STATED for a plain speech verb ("said"); `speaker` is who speaks, as `told.speaker` gives it, or None.
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


def negated(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` holds a word that denies something, whatever it reaches ("Not so", "has nothing to do with")."""
    return _rules().negation.search(text, start, end) is not None


@dataclass(frozen=True, slots=True)
class _Rules:
    plain: tuple[tuple[Certainty, str, re.Pattern[str]], ...]   # certainty, scope, pattern
    speech: tuple[tuple[Certainty, re.Pattern[str]], ...]
    negation: re.Pattern[str]
    according: re.Pattern[str]
    boundary: re.Pattern[str]
    phrase_end: re.Pattern[str]
    phrase_ends: re.Pattern[str]   # every place where phrase_end matches, also inside another match


@cache
def _rules() -> _Rules:
    source = files("foedus.reading.steps").joinpath("cues", "certainty.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(source)
    plain = tuple(
        (Certainty(name), scope, _words(patterns))
        for name in ("hedged", "denied", "hypothetical")
        for scope, patterns in data[name].items()
    )
    speech = tuple((Certainty(name), _words(patterns, 0)) for name, patterns in data["speech"].items())
    negation, according = _words(data["negation"]), _words(data["according"])
    return _Rules(plain, speech, negation, according, _marks(data["boundaries"]), *_phrase_ends(data["phrase_ends"]))


def _phrase_ends(marks: Sequence[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    one = _marks(marks)
    return one, re.compile(f"(?={one.pattern})")


def _marks(marks: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(mark) for mark in marks))


def _words(patterns: Sequence[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Speech verbs are matched in lower case only: "the United States" says nothing."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", flags)


def _in_sentence(text: str, sentence: Sentence) -> Iterator[Cue]:
    words = text[sentence.start : sentence.end]
    rules = _rules()
    cuts = [0, *(found.start() for found in rules.boundary.finditer(words)), len(words)]
    stops = [found.start() for found in rules.phrase_ends.finditer(words)]
    for certainty, scope, pattern in rules.plain:
        for found in pattern.finditer(words):
            clause = bisect_right(cuts, found.start())
            begin, end = found.start(), cuts[min(clause, len(cuts) - 1)]
            if scope == "clause":
                begin = cuts[clause - 1]
            elif scope == "phrase":
                end = _phrase_end(words, stops, found.end(), end)
            yield _cue(sentence, found, (begin, end), certainty)
    whole = (0, len(words))
    for certainty, pattern in rules.speech:
        for found in pattern.finditer(words):
            speaker = _speaker_before(words, found.start())
            if speaker is not None:
                yield _cue(sentence, found, _reported(words, found), certainty, speaker)
    for found in rules.according.finditer(words):
        said = _SPEAKER_AFTER.match(words, found.end())
        yield _cue(sentence, found, whole, Certainty.STATED, told.speaker(said[1]) if said else None)


def _phrase_end(words: str, stops: Sequence[int], start: int, end: int) -> int:
    """Where the phrase that begins at `start` ends: at the first of the stops that lies before `end` with all its words."""
    index = bisect_left(stops, start)
    while index < len(stops) and stops[index] < end:
        if _rules().phrase_end.match(words, stops[index], end):
            return stops[index]
        index += 1
    return end


def _reported(words: str, verb: re.Match[str]) -> tuple[int, int]:
    """What is reported: the words from the verb on, or the whole sentence where it closes its clause ("X, Y said, ...")."""
    closes = _CLOSES.match(words, verb.end(), verb.end() + 4)
    return (0, len(words)) if closes else (verb.start(), len(words))


def _cue(
    sentence: Sentence, found: re.Match[str], scope: tuple[int, int], certainty: Certainty, speaker: str | None = None
) -> Cue:
    at = sentence.start
    return Cue(at + found.start(), at + found.end(), at + scope[0], at + scope[1], certainty, speaker)


def _speaker_before(words: str, at: int) -> str | None:
    """The noun phrase before a speech verb; None where it is only a pronoun or no phrase at all."""
    found = _SPEAKER_BEFORE.search(words, max(0, at - 120), at)
    if found is None:
        return None
    words_of_it = found[1].strip()
    weak = _WEAK_SPEAKER.match(words_of_it) or not re.search(r"[A-Za-z]{3}", words_of_it)
    return None if weak else told.speaker(words_of_it)
