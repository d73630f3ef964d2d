"""What reading one document yields: actors, claims and gaps. A Reading with a quote that is not verbatim cannot exist."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from foedus.errors import ReadingFailed
from foedus.model.actor import Actor
from foedus.model.claim import Claim
from foedus.model.ids import content_id
from foedus.model.source import Document


class GapKind(StrEnum):
    """What could not be read, settled or placed."""

    NO_PUBLICATION_DATE = "no publication date"  # relative dates of the document cannot be resolved
    UNRESOLVED_DATE = "unresolved date"  # words that are a date, without a value
    UNRESOLVED_PLACE = "unresolved place"  # a place name no gazetteer entry was settled for
    UNPLACED_QUOTE = "unplaced quote"  # a claim whose words do not stand in the text
    REFUSED_CLAIM = "refused claim"  # a claim the vocabulary does not allow
    NOT_TAKEN_OVER = "not taken over"  # a column, code or cell of a dataset that has no equal among claims
    UNREADABLE_PART = "unreadable part"  # a page or part of the file that gave no text
    AUTHORS_NOTE = "author's note"  # a paragraph about who wrote the document, which is not read as what it reports
    FAILED_STEP = "failed step"  # a step that broke down; the rest was read


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the reading knows it did not get. `start` and `end` point at the words, None where it is about the whole."""

    document: str
    kind: GapKind
    detail: str
    start: int | None = None
    end: int | None = None

    @property
    def id(self) -> str:
        """Content-hash id."""
        return content_id(
            "gap",
            {
                "document": self.document,
                "kind": self.kind.value,
                "detail": self.detail,
                "start": self.start,
                "end": self.end,
            },
        )


@dataclass(frozen=True)
class Reading:
    """One document read by one reader.

    Raises ReadingFailed when a claim's quote does not stand in the document (promise 1).
    """

    document: Document
    reader: str
    version: str
    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def __post_init__(self) -> None:
        for claim in self.claims:
            if not claim.quote.stands_in(self.document):
                raise ReadingFailed(
                    f"reader {self.reader!r} gave a {claim.type} claim whose quote {claim.quote.text[:60]!r} does not stand at "
                    f"{claim.quote.start}-{claim.quote.end} of {self.document.origin or self.document.id}; "
                    f"pass it through anchor.place"
                )

    @property
    def id(self) -> str:
        """Content-hash id: this document read by this reader and version."""
        return content_id("rdg", {"document": self.document.id, "reader": self.reader, "version": self.version})
