"""From a document to claims. The page to open first: the steps mark the text, a reader codes it, the anchor checks every quote.

from foedus.reading.pipeline import read
from foedus.reading.readers.registry import reader

reading = read(document, reader("cues"))
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from foedus.model.reading import Gap, GapKind, Reading
from foedus.model.source import Document
from foedus.reading import anchor
from foedus.reading.prepared import Prepared
from foedus.reading.readers.protocol import Reader
from foedus.reading.steps import actors, apparatus, certainty, citations, dates, numbers, places, sentences
from foedus.reading.steps.told import one_line
from foedus.reading.unsettled import unsettled


def prepare(document: Document) -> Prepared:
    """The document with everything the steps mark in it."""
    text, published = document.text, document.published
    aside = apparatus.find(text)
    found_sentences = _outside(sentences.split(text), aside)
    found_citations = _outside(citations.find(text, published), aside)
    found_places = places.find(text, found_sentences)
    ignored = [*aside, *((found.start, found.end) for found in found_citations)]
    return Prepared(
        document=document,
        sentences=found_sentences,
        dates=_outside(dates.find(text, published), aside),
        counts=_outside(numbers.find(text), aside),
        citations=found_citations,
        cues=certainty.find(text, found_sentences),
        places=found_places,
        actors=actors.find(document, found_sentences, found_places, ignore=ignored),
    )


class _Marked(Protocol):
    @property
    def start(self) -> int: ...


Mark = TypeVar("Mark", bound=_Marked)


def _outside(marks: Iterable[Mark], aside: Sequence[tuple[int, int]]) -> tuple[Mark, ...]:
    """The marks that do not stand in what is set aside."""
    return tuple(mark for mark in marks if not any(start <= mark.start < end for start, end in aside))


def read(document: Document, reader: Reader, notes: Iterable[str] = ()) -> Reading:
    """The reading of one document by one reader. `notes` name parts of the file that gave no text; they become gaps.

    Same document and reader version, same reading. Raises ReadingFailed where the reader broke down.
    """
    prepared = prepare(document)
    draft = reader.read(prepared)
    claims, unplaced = anchor.place(document, draft.claims)
    unread = (*_unreadable(document, notes), *_aside(document))
    missing = (*unread, *_undated(prepared), *unsettled(prepared.places, claims, document))
    gaps = (*missing, *draft.gaps, *unplaced)
    return Reading(document, reader.name, reader.version, draft.actors, claims, gaps)


def _unreadable(document: Document, notes: Iterable[str]) -> list[Gap]:
    return [Gap(document.id, GapKind.UNREADABLE_PART, note) for note in notes]


def _aside(document: Document) -> list[Gap]:
    """What tells who wrote the document, set aside with its words."""
    return [
        Gap(document.id, GapKind.AUTHORS_NOTE, f"not read: {one_line(document.text[start:end])!r}", start, end)
        for start, end in apparatus.find(document.text)
    ]


def _undated(prepared: Prepared) -> list[Gap]:
    """A missing publication date, and every date expression without a value."""
    document = prepared.document
    gaps = []
    if document.published is None:
        detail = "the document has no publication date, so its relative dates cannot be resolved; give one with --published"
        gaps.append(Gap(document.id, GapKind.NO_PUBLICATION_DATE, detail))
    for found in prepared.dates:
        if found.span is None:
            words = one_line(document.text[found.start : found.end])
            gaps.append(Gap(document.id, GapKind.UNRESOLVED_DATE, f"{words!r}: {found.reason}", found.start, found.end))
    return gaps
