"""What the encoder is told of each word besides its letters: case, and the marks the steps made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from foedus.model.claim import Certainty
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.reading.prepared import Prepared
from foedus.reading.readers.trained.labels import ACTOR_KINDS
from foedus.reading.readers.trained.words import TITLE_WORDS, Window, Word, split_words, windows

SHAPES = 8
TITLE_PIECES = 40


class Mark(IntEnum):
    """Yes-or-no marks of a word; the order is part of the weights."""

    IN_PLACE = 0
    IN_DATE = 1
    IN_COUNT = 2
    IN_CITATION = 3
    IN_LEXICON = 4
    STARTS_SENTENCE = 5
    HEDGED = 6
    DENIED = 7
    HYPOTHETICAL = 8
    SPEECH = 9


@dataclass(frozen=True, slots=True)
class DateHere:
    """A date expression over words `first:last` of the window; `span` as resolved, `role` "since", "until" or None."""

    first: int
    last: int
    span: DateSpan
    role: str | None


@dataclass(frozen=True, slots=True)
class CountHere:
    """A number of people over words `first:last` of the window."""

    first: int
    last: int
    count: Count


@dataclass(frozen=True, slots=True)
class WindowInput:
    """One encoder pass: the title as context, then the window's words with their features.

    `pieces` are the wordpiece ids of each word, `title_pieces` those of the title. `shapes`, `kinds`, `marks`, `sentence_of`
    and `rule_actors` hold one number a word: its case, 0 or 1 + the index of the actor kind the rules gave, its `Mark`s as
    bits, the running number of its sentence, and 0 or 1 + the index of the actor the rules see there. The last is not shown
    to the network; it helps to tell who is the same.
    """

    window: Window
    words: tuple[Word, ...]
    pieces: tuple[tuple[int, ...], ...]
    title_pieces: tuple[int, ...]
    shapes: tuple[int, ...]
    kinds: tuple[int, ...]
    marks: tuple[int, ...]
    sentence_of: tuple[int, ...]
    rule_actors: tuple[int, ...]
    dates: tuple[DateHere, ...]
    counts: tuple[CountHere, ...]


def inputs(prepared: Prepared, pieces_of: Callable[[list[str]], list[tuple[int, ...]]]) -> list[WindowInput]:
    """The document as windows for the encoder; `pieces_of` gives the wordpiece ids of each word."""
    document = prepared.document
    words = [word for sentence in prepared.sentences for word in split_words(document.text, sentence.start, sentence.end)]
    pieces = pieces_of([word.text for word in words])
    title = pieces_of([word.text for word in split_words(document.title or "")[:TITLE_WORDS]])
    title_pieces = tuple(piece for word in title for piece in word)[:TITLE_PIECES]
    marks, (kinds, rule_actors) = _marks(prepared, words), _rule_actors(prepared, words)
    sentence_of = _sentences_of(prepared, words)
    out = []
    for window in windows([len(piece) for piece in pieces], words, prepared.sentences):
        here = slice(window.first, window.last)
        out.append(
            WindowInput(
                window,
                tuple(words[here]),
                tuple(pieces[here]),
                title_pieces,
                tuple(shape(word.text) for word in words[here]),
                tuple(kinds[here]),
                tuple(marks[here]),
                tuple(sentence_of[here]),
                tuple(rule_actors[here]),
                _dates(prepared, words, window),
                _counts(prepared, words, window),
            )
        )
    return out


def shape(word: str) -> int:
    """The case of a word in eight classes, since the encoder itself is uncased."""
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) == 1 else 3
    if word[:1].isupper():
        return 4 if word[1:].islower() else 5
    if word.isdigit():
        return 6
    return 7 if any(c.isalnum() for c in word) else 0


def covered(words: Sequence[Word], start: int, end: int, base: int = 0) -> tuple[int, int] | None:
    """The words that `text[start:end]` touches, as a range counted from `base`; None where it touches none."""
    first = _first_ending_after(words, start)
    last = first
    while last < len(words) and words[last].start < end:
        last += 1
    return (first - base, last - base) if last > first else None


def _first_ending_after(words: Sequence[Word], offset: int) -> int:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return low


def _marks(prepared: Prepared, words: Sequence[Word]) -> list[int]:
    marks = [0] * len(words)

    def put(mark: Mark, spans: Iterable[tuple[int, int]]) -> None:
        for start, end in spans:
            for index in range(*(covered(words, start, end) or (0, 0))):
                marks[index] |= 1 << mark

    put(Mark.IN_PLACE, ((f.start, f.end) for f in prepared.places))
    put(Mark.IN_DATE, ((f.start, f.end) for f in prepared.dates))
    put(Mark.IN_COUNT, ((f.start, f.end) for f in prepared.counts))
    put(Mark.IN_CITATION, ((f.start, f.end) for f in prepared.citations))
    put(Mark.IN_LEXICON, (span for actor in prepared.actors if actor.lexicon for span in actor.mentions))
    put(Mark.STARTS_SENTENCE, ((s.start, s.start + 1) for s in prepared.sentences))
    for certainty, mark in (
        (Certainty.HEDGED, Mark.HEDGED),
        (Certainty.DENIED, Mark.DENIED),
        (Certainty.HYPOTHETICAL, Mark.HYPOTHETICAL),
    ):
        put(mark, ((c.start, c.end) for c in prepared.cues if c.certainty is certainty))
    put(Mark.SPEECH, ((c.start, c.end) for c in prepared.cues if c.speaker))
    return marks


def _rule_actors(prepared: Prepared, words: Sequence[Word]) -> tuple[list[int], list[int]]:
    """For each word the kind and the running number of the actor that the rules see there, both from 1; 0 for none."""
    kinds, numbers = [0] * len(words), [0] * len(words)
    for number, actor in enumerate(prepared.actors, 1):
        kind = 1 + ACTOR_KINDS.index(actor.kind) if actor.kind in ACTOR_KINDS else 0  # 0: a kind newer than the weights
        for start, end in actor.mentions:
            for index in range(*(covered(words, start, end) or (0, 0))):
                kinds[index], numbers[index] = kind, number
    return kinds, numbers


def _sentences_of(prepared: Prepared, words: Sequence[Word]) -> list[int]:
    out, number = [], 0
    sentences = prepared.sentences
    for word in words:
        while number + 1 < len(sentences) and word.start >= sentences[number].end:
            number += 1
        out.append(number)
    return out


def _dates(prepared: Prepared, words: Sequence[Word], window: Window) -> tuple[DateHere, ...]:
    cited = [(f.start, f.end) for f in prepared.citations]
    out = []
    for found in prepared.dates:
        here = covered(words, found.start, found.end, window.first)
        if here is None or found.span is None or here[0] < 0 or here[1] > window.last - window.first:
            continue
        if not any(start <= found.start < end for start, end in cited):
            out.append(DateHere(*here, found.span, found.role))
    return tuple(out)


def _counts(prepared: Prepared, words: Sequence[Word], window: Window) -> tuple[CountHere, ...]:
    out = []
    for found in prepared.counts:
        here = covered(words, found.start, found.end, window.first)
        if here is not None and here[0] >= 0 and here[1] <= window.last - window.first:
            out.append(CountHere(*here, found.count))
    return tuple(out)
