"""What a claim rests on, gathered around the words that triggered it: quote, certainty, attribution, citations, dates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol, TypeVar

from foedus.model.claim import Certainty, Origin
from foedus.model.source import Citation, Quote
from foedus.reading.prepared import Prepared
from foedus.reading.readers.cues.encode import Encoded
from foedus.reading.steps import certainty as certainty_step
from foedus.reading.steps import citations as citations_step
from foedus.reading.steps.dates import FoundDate

NAME = "cues"
VERSION = "1"

_BESIDE = 25             # characters before a title within which a hedge is about the title itself
_SENTENCES_AFTER = 4     # how many sentences further a citation may stand that covers this one


class _Marked(Protocol):
    @property
    def start(self) -> int: ...


Mark = TypeVar("Mark", bound=_Marked)


class Reach(Enum):
    """Which cues of certainty bear on a claim."""

    SENTENCE = auto()   # those whose scope holds it
    BESIDE = auto()     # of these only the ones beside it: what the sentence goes on to say of "its leader, X" is another matter
    OUTSIDE = auto()    # not those in the trigger itself: an accusation is doubtful in what it says, not in that it was made


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words and their circumstances; `dates` are those of the sentence, the one nearest the trigger first."""

    quote: Quote
    certainty: Certainty
    attribution: str | None
    citations: tuple[Citation, ...]
    dates: tuple[FoundDate, ...]

    def origin(self, rule: str) -> Origin:
        """The origin of a claim made by this rule."""
        return Origin(NAME, VERSION, rule)


def evidence(prepared: Prepared, sentence: Encoded, begin: int, end: int, reach: Reach = Reach.SENTENCE) -> Evidence:
    """What stands around `sentence.text[begin:end]`. The quote is the sentence (ruling 16), without a citation that closes it."""
    document, bounds = prepared.document, sentence.sentence
    start_at, end_at = sentence.at(begin), sentence.at(end)
    cues = within(prepared.cues, bounds.start, bounds.end)
    if reach is Reach.BESIDE:
        cues = [cue for cue in cues if start_at - _BESIDE <= cue.start < end_at]
    elif reach is Reach.OUTSIDE:
        cues = [cue for cue in cues if not start_at <= cue.start < end_at]
    certainty, speaker = certainty_step.judge(cues, start_at, end_at)
    cited = within(prepared.citations, bounds.start, bounds.end)
    closing = [mark.start for mark in cited if mark.start > end_at and 0 <= bounds.end - mark.end <= 2]
    text = document.text[bounds.start : min(closing, default=bounds.end)].rstrip()
    dates = [
        found for found in within(prepared.dates, bounds.start, bounds.end)
        if not any(mark.start <= found.start < mark.end for mark in cited)
    ]
    dates.sort(key=lambda found: (max(found.start - end_at, start_at - found.end, 0), found.start))
    quote = Quote(document.id, bounds.start, bounds.start + len(text), text)
    return Evidence(quote, certainty, speaker, _citations(prepared, bounds.start, bounds.end), tuple(dates))


def within(marks: Sequence[Mark], start: int, end: int) -> Sequence[Mark]:
    """The marks, given in order of the text, that begin in `text[start:end]`."""
    return marks[bisect_left(marks, start, key=_start) : bisect_left(marks, end, key=_start)]


def _start(mark: _Marked) -> int:
    return mark.start


def _citations(prepared: Prepared, start: int, end: int) -> tuple[Citation, ...]:
    """The citations that cover these words, looked for only as far as one may stand."""
    first = bisect_left(prepared.sentences, start, key=_start)
    near = prepared.sentences[first : first + _SENTENCES_AFTER]
    marks = within(prepared.citations, start, near[-1].end) if near else ()
    return citations_step.attach(marks, near, start, end)
