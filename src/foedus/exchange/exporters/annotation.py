"""W3C Web Annotation (JSON-LD): an annotation a claim, on the words it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foedus.exchange.exporters.claims import claim_json
from foedus.exchange.exporters.json_text import listed, one_line, without_none
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.urns import urn
from foedus.ledger.entries import Entry

_CONTEXT = 32  # characters of the text before and after a quote, as the standard's own examples have about as many


def web_annotation(told: Selection, report: Report) -> Iterator[str]:
    """A page of annotations: each body is the claim in the codebook's form, each target the quote by its words
    (TextQuoteSelector) and its offsets (TextPositionSelector). With `texts`, the words around a quote too."""
    report.note("judgements and identities of actors; export json has them")
    head = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:foedus:annotations", "type": "AnnotationPage"}
    yield from listed(head, "items", (_annotation(told, entry, report) for entry in told.claims()))


def _annotation(told: Selection, entry: Entry, report: Report) -> dict[str, Any]:
    claim, document = entry.claim, entry.document
    if claim.place is not None and claim.place.location is not None:
        report.reduce(claim.id, "what the gazetteer settled the place to be")
    words: dict[str, Any] = {"type": "TextQuoteSelector", "exact": claim.quote.text}
    if told.texts:
        text = told.view.document(document.id).text
        words["prefix"] = text[max(0, claim.quote.start - _CONTEXT) : claim.quote.start]
        words["suffix"] = text[claim.quote.end : claim.quote.end + _CONTEXT]
    place = {"type": "TextPositionSelector", "start": claim.quote.start, "end": claim.quote.end}
    return {
        "id": urn(claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "creator": {"type": "Person" if claim.origin.reader == "human" else "Software", "name": claim.origin.reader},
        "body": {
            "type": "TextualBody",
            "format": "application/json",
            "purpose": "describing",
            "value": one_line(claim_json(claim)),
        },
        "target": {
            "source": without_none(
                {
                    "id": document.url if document.url and "://" in document.url else urn(document.id),
                    "type": "Text",
                    "format": "text/plain",
                    "title": document.title,
                    "identifier": document.id,
                    "publisher": document.publisher,
                    "published": document.published.edtf if document.published else None,
                }
            ),
            "selector": [words, place],
        },
    }
