"""What a claim rests on, gathered around the words that triggered it: quote, certainty, attribution, citations, dates."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.claim import Certainty, Origin
from foedus.model.source import Citation, Quote
from foedus.reading.prepared import Prepared
from foedus.reading.readers.cues.encode import Encoded
from foedus.reading.steps import certainty as certainty_step
from foedus.reading.steps import citations as citations_step
from foedus.reading.steps.dates import FoundDate

NAME = "cues"
VERSION = "1"


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


def evidence(prepared: Prepared, sentence: Encoded, begin: int, end: int) -> Evidence:
    """What stands around `sentence.text[begin:end]`. The quote is the sentence (ruling 16), without a citation that closes it."""
    document, bounds = prepared.document, sentence.sentence
    start_at, end_at = sentence.at(begin), sentence.at(end)
    certainty, speaker = certainty_step.judge(prepared.cues, start_at, end_at)
    quote_end = bounds.end
    for found in prepared.citations:
        if found.start > end_at and bounds.start < found.start and found.end <= bounds.end and bounds.end - found.end <= 2:
            quote_end = found.start
    text = document.text[bounds.start : quote_end].rstrip()
    dates = [found for found in prepared.dates if bounds.start <= found.start < bounds.end and not _in_citation(prepared, found)]
    dates.sort(key=lambda found: (max(found.start - end_at, start_at - found.end, 0), found.start))
    return Evidence(
        Quote(document.id, bounds.start, bounds.start + len(text), text),
        certainty, speaker,
        citations_step.attach(prepared.citations, prepared.sentences, bounds.start, bounds.end),
        tuple(dates),
    )


def _in_citation(prepared: Prepared, found: FoundDate) -> bool:
    return any(citation.start <= found.start < citation.end for citation in prepared.citations)
