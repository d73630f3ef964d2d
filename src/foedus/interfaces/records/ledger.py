"""What the ledger holds besides claims, as records: documents, actors, gaps, words found, and what people judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foedus.ledger.entries import ActorCluster, DocumentInfo, GapEntry
    from foedus.ledger.search import Hit
    from foedus.ledger.suggestions import Suggestion
    from foedus.model.judgement import Judgement


def document_record(one: DocumentInfo) -> dict[str, Any]:
    """A document that was read."""
    return one.to_json()


def actor_record(one: ActorCluster) -> dict[str, Any]:
    """An actor, joined as judged: its names with the documents that use them, and the actors it joins."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "names": {name: list(used) for name, used in one.names.items()},
        "actors": list(one.actors),
    }


def gap_record(one: GapEntry) -> dict[str, Any]:
    """What reading knows it did not get, and where."""
    return {
        "id": one.gap.id,
        "kind": one.gap.kind.value,
        "detail": one.gap.detail,
        "document": one.document.id,
        "start_offset": one.gap.start,
        "end_offset": one.gap.end,
        "reader": f"{one.reader}/{one.version}",
    }


def hit_record(hit: Hit) -> dict[str, Any]:
    """A document that holds the words looked for, with those around the first."""
    return {
        "document": hit.document.id,
        "title": hit.document.title,
        "start_offset": hit.start,
        "end_offset": hit.end,
        "snippet": hit.snippet,
        "claims": list(hit.claims),
    }


def suggestion_record(one: Suggestion, names: Mapping[str, str]) -> dict[str, Any]:
    """Two actors that may be the same. `names` are those of the actors suggested, by their own ids."""
    return {
        "a": one.actor_a,
        "a_name": names[one.actor_a],
        "b": one.actor_b,
        "b_name": names[one.actor_b],
        "score": one.score,
        "why": one.why,
    }


def judgement_record(one: Judgement) -> dict[str, Any]:
    """A judgement, and who undid it, when and why, if anyone did."""
    return {
        "id": one.id,
        "verdict": one.verdict.value,
        "subject": one.subject,
        "other": one.other,
        "by": one.by,
        "at": one.at.isoformat(),
        "why": one.why,
        "correction": dict(one.correction) if one.correction else None,
        "undone_at": one.undone_at.isoformat() if one.undone_at else None,
        "undone_by": one.undone_by,
        "undone_why": one.undone_why,
    }
