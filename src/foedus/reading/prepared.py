"""A document with everything the steps mark in it: what every reader is given."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.model.actor import Actor
from foedus.model.source import Document
from foedus.reading.steps.certainty import Cue
from foedus.reading.steps.citations import FoundCitation
from foedus.reading.steps.dates import FoundDate
from foedus.reading.steps.numbers import FoundCount
from foedus.reading.steps.places import FoundPlace
from foedus.reading.steps.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Prepared:
    """The document and its marks, each in order of the text. `actors` are what the rules find; a reader may find its own."""

    document: Document
    sentences: tuple[Sentence, ...]
    dates: tuple[FoundDate, ...]
    counts: tuple[FoundCount, ...]
    citations: tuple[FoundCitation, ...]
    cues: tuple[Cue, ...]
    places: tuple[FoundPlace, ...]
    actors: tuple[Actor, ...]
