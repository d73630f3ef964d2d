"""Claims as JSON in the codebook's form: what gold files look like, with the offsets of every quote added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from foedus.model.actor import Actor
from foedus.model.claim import Claim, EventClaim
from foedus.model.reading import Reading
from foedus.model.source import Document


def reading_json(reading: Reading, name: str) -> dict[str, Any]:
    """One reading under the id `name`, usually the stem of the file it came from."""
    return document_json(reading.document, reading.actors, reading.claims, name)


def document_json(document: Document, actors: Iterable[Actor], claims: Iterable[Claim], name: str) -> dict[str, Any]:
    """A document's actors and claims: keys `actors`, `events`, `relations` as in the codebook, `start` and `end` half-open."""
    events: list[dict[str, Any]] = []
    relations: list[dict[str, Any]] = []
    for claim in claims:
        (events if isinstance(claim, EventClaim) else relations).append(claim_json(claim))
    return {
        "id": name,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.edtf if document.published else None,
        "url": document.url,
        "actors": [{"name": actor.name, "kind": actor.kind, "aliases": list(actor.aliases)} for actor in actors],
        "events": events,
        "relations": relations,
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """One claim with the offsets of its quote, the reader that made it, and its id."""
    origin = claim.origin
    return {
        **claim.to_json(),
        "start_offset": claim.quote.start,
        "end_offset": claim.quote.end,
        "claim": claim.id,
        "reader": f"{origin.reader}/{origin.version}",
        "rule": origin.rule,
        "confidence": origin.confidence,
    }
