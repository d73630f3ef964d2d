"""Claims and their quotes as records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foedus.ledger.entries import Entry


def claim_record(entry: Entry) -> dict[str, Any]:
    """A claim as it stands, with its document, the canonical ids of its actors and the last judgement."""
    from foedus.exchange.exporters.claims import claim_json

    document = entry.document
    judged = entry.judgement
    return {
        **claim_json(entry.claim),
        "document": document.id,
        "document_title": document.title,
        "published": document.published.edtf if document.published else None,
        "origin": document.origin,
        "who": dict(entry.who),
        "judgement": {"id": judged.id, "verdict": judged.verdict.value, "by": judged.by} if judged else None,
    }


def quote_record(entry: Entry) -> dict[str, Any]:
    """The words of a claim and where they stand."""
    claim, document = entry.claim, entry.document
    return {
        "claim": claim.id,
        "type": claim.type,
        "certainty": claim.certainty.value,
        "attribution": claim.attribution,
        "quote": claim.quote.text,
        "document": document.id,
        "document_title": document.title,
        "published": document.published.edtf if document.published else None,
        "start_offset": claim.quote.start,
        "end_offset": claim.quote.end,
    }


def quote_records(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The words of these claims, each claim once."""
    return [quote_record(entry) for entry in each_once(entries)]


def each_once(entries: Iterable[Entry]) -> list[Entry]:
    """The claims, each once, in their order."""
    return list({entry.claim.id: entry for entry in entries}.values())
