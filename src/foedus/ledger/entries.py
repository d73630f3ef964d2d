"""What a view hands out: documents without their text, sets of actors, and claims as judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from foedus.ledger.restore import span_from
from foedus.ledger.scope import Scope
from foedus.ledger.tables import document, sighting
from foedus.model.claim import Certainty, EventClaim, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.judgement import Judgement
from foedus.model.reading import Gap


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document without its text. `characters` is the length of that, `recorded_at` when the ledger learnt of it,
    `fetched_at` when it was last fetched from its address, None for a file; both in UTC."""

    id: str
    title: str | None
    publisher: str | None
    author: str | None
    published: DateSpan | None
    url: str | None
    origin: str | None
    media_type: str
    characters: int
    text_sha256: str
    recorded_at: datetime
    fetched_at: datetime | None

    @property
    def label(self) -> str:
        """What to call it: its title, else where it came from, else its id."""
        return self.title or self.origin or self.url or self.id

    def to_json(self, times: bool = True) -> dict[str, Any]:
        """Everything known of it; without `times`, only what does not depend on when it was recorded."""
        told: dict[str, Any] = {
            "id": self.id,
            "title": self.title,
            "publisher": self.publisher,
            "author": self.author,
            "published": self.published.edtf if self.published else None,
            "url": self.url,
            "origin": self.origin,
            "media_type": self.media_type,
            "characters": self.characters,
            "text_sha256": self.text_sha256,
        }
        if times:
            told["recorded_at"] = self.recorded_at.isoformat()
            told["fetched_at"] = self.fetched_at.isoformat() if self.fetched_at else None
        return told


@dataclass(frozen=True, slots=True)
class ActorCluster:
    """Actors of one or more documents that standing judgements hold to be the same.

    `id` is canonical, `name` how to show it, `kind` the commonest of its actors, `names` each name with the ids of the
    documents that use it, `actors` the actor ids.
    """

    id: str
    name: str
    kind: str
    names: Mapping[str, tuple[str, ...]]
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as it stands: as corrected where a person corrected it, with what the reader claimed as `original`.

    `who` gives the canonical id of each name in it that is an actor, `judgement` the last standing one on it.
    """

    claim: EventClaim | RelationClaim
    document: DocumentInfo
    who: Mapping[str, str]
    judgement: Judgement | None
    recorded_at: datetime
    original: EventClaim | RelationClaim | None = None


@dataclass(frozen=True, slots=True)
class GapEntry:
    """A gap, the document it is in, and the reader that left it."""

    gap: Gap
    document: DocumentInfo
    reader: str
    version: str


@dataclass(frozen=True, slots=True)
class ClaimHistory:
    """Everything that became of a claim: when it was recorded and, if so, superseded by another reading or version of the
    document, every judgement on it in order, undone ones included, and what each correction made it say, by judgement id."""

    claim: EventClaim | RelationClaim
    document: DocumentInfo
    recorded_at: datetime
    superseded_at: datetime | None
    judgements: tuple[Judgement, ...]
    corrections: Mapping[str, EventClaim | RelationClaim]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims are asked for; every condition given must hold.

    `form` is "event" or "relation"; `actors` are canonical ids, all of which must take part; `place` a place name or
    gazetteer key; `country` ISO 3166 alpha-2; `span` a time that the claim's own time must be able to overlap, where a
    claim without any date counts only if `undated` is true; `documents` and `claims` are ids; `lethal` asks for events told to
    have killed somebody.
    """

    form: str | None = None
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    span: DateSpan | None = None
    undated: bool = False
    certainties: tuple[Certainty, ...] = ()
    documents: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    lethal: bool = False


def document_columns(scope: Scope) -> tuple[ColumnElement[Any], ...]:
    """The columns that `document_info` reads, of queries from `document`."""
    told = document.c
    at_origins = select(func.max(sighting.c.fetched_at)).where(sighting.c.document == told.seq, scope.holds(sighting))
    return (
        told.seq, told.id, told.title, told.publisher, told.author,
        told.published_edtf, told.published_words, told.published_anchor,
        told.url, told.origin, told.media_type, told.characters, told.text_sha256, told.recorded_at,
        at_origins.scalar_subquery().label("fetched_at"),
    )


def documents(scope: Scope) -> Select[Any]:
    """The documents that count, in order of recording."""
    return select(*document_columns(scope)).where(scope.found(), scope.published()).order_by(document.c.seq)


def document_info(row: Row[Any]) -> DocumentInfo:
    """The document of a row of `document_columns`."""
    return DocumentInfo(
        row.id, row.title, row.publisher, row.author, span_from(row.published_edtf, row.published_words, row.published_anchor),
        row.url, row.origin, row.media_type, row.characters, row.text_sha256, row.recorded_at, row.fetched_at,
    )
