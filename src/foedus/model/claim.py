"""What a claim is: an event or a relation, said by somebody, how surely, resting on verbatim words (codebook).

Actors are named by their `name` within the document; the ledger resolves names to identities.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from foedus.model.dates import DateSpan
from foedus.model.ids import content_id
from foedus.model.numbers import Count
from foedus.model.place import Place
from foedus.model.source import Citation, Quote


class Certainty(StrEnum):
    """How surely the report says it; covers the whole claim, authorship included (ruling 2)."""

    STATED = "stated"
    HEDGED = "hedged"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Status(StrEnum):
    """What became of an event."""

    COMPLETED = "completed"
    FAILED = "failed"
    PLANNED = "planned"


PEOPLE_SLOTS = ("initiators", "targets", "participants")
COUNT_SLOTS = ("killed", "wounded", "captured", "freed", "displaced")


@dataclass(frozen=True, slots=True)
class Origin:
    """Who coded the claim: the reader and its version, the rule that fired (None for a reader without rules), and the
    reader's confidence from 0 to 1 (None where it gives none). A person who adds a claim is reader "human"."""

    reader: str
    version: str
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What events and relations share. `attribution` is who is said to say so, None for the report's own author."""

    type: str
    quote: Quote
    origin: Origin
    certainty: Certainty = Certainty.STATED
    attribution: str | None = None
    citations: tuple[Citation, ...] = ()

    def _evidence(self) -> dict[str, Any]:
        return {
            "certainty": self.certainty.value,
            "attribution": self.attribution,
            "sources": [citation.to_json() for citation in self.citations],
            "quote": self.quote.text,
        }

    def to_json(self) -> dict[str, Any]:
        """The codebook's form, as in the gold files."""
        raise NotImplementedError

    @cached_property
    def id(self) -> str:
        """Content-hash id over everything but the confidence, which is an opinion about the claim, not part of it."""
        where = {"document": self.quote.document, "start": self.quote.start, "end": self.quote.end}
        who = {"reader": self.origin.reader, "version": self.origin.version, "rule": self.origin.rule}
        return content_id("clm", {**self.to_json(), **where, **who})


@dataclass(frozen=True, kw_only=True)
class EventClaim(Claim):
    """Something that happened, was tried, planned or denied, once. Numbers are of people; `country` is ISO 3166 alpha-2."""

    date: DateSpan | None = None
    place: Place | None = None
    country: str | None = None
    initiators: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    killed: Count | None = None
    wounded: Count | None = None
    captured: Count | None = None
    freed: Count | None = None
    displaced: Count | None = None
    status: Status = Status.COMPLETED

    @property
    def actors(self) -> tuple[str, ...]:
        """Every name in it once, in the order initiators, targets, participants."""
        return tuple(dict.fromkeys((*self.initiators, *self.targets, *self.participants)))

    def to_json(self) -> dict[str, Any]:
        return {
            "type": self.type,
            "date": self.date.edtf if self.date else None,
            "place": self.place.name if self.place else None,
            "country": self.country,
            **{slot: list(getattr(self, slot)) for slot in PEOPLE_SLOTS},
            **{slot: count.to_json() if (count := getattr(self, slot)) else None for slot in COUNT_SLOTS},
            "status": self.status.value,
            **self._evidence(),
        }


@dataclass(frozen=True, kw_only=True)
class RelationClaim(Claim):
    """How two actors stand to each other over a time. `b` is a place name for ``present_in`` (then `place` holds it).

    `start` and `end` are None where the text does not say; a missing end is not an end.
    """

    a: str
    b: str
    start: DateSpan | None = None
    end: DateSpan | None = None
    role: str | None = None
    place: Place | None = field(default=None)

    @property
    def actors(self) -> tuple[str, ...]:
        """Both ends, or only `a` where `b` is a place."""
        return (self.a,) if self.type == "present_in" else (self.a, self.b)

    def to_json(self) -> dict[str, Any]:
        return {
            "type": self.type,
            "a": self.a,
            "b": self.b,
            "start": self.start.edtf if self.start else None,
            "end": self.end.edtf if self.end else None,
            "role": self.role,
            **self._evidence(),
        }
