"""From the model to rows. `restore.py` is the way back, and a property test holds the two inverse."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from foedus.errors import BadInput
from foedus.ledger.columns import LARGEST
from foedus.ledger.names import acronym, fold
from foedus.ledger.tables import SPANS
from foedus.model.actor import Actor
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Claim, EventClaim, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Location, Place
from foedus.model.source import Citation, Document

EVENT, RELATION = "event", "relation"
PRESENT_IN = "present_in"
NAME, ALIAS, ACRONYM = "name", "alias", "acronym"
FOLDED_LENGTH = 200
_UNNAMED_BY_INITIALS = ("person", "community", "state")

Row = dict[str, Any]


def sha256(content: bytes) -> str:
    """The SHA-256 as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def looked_up(name: str) -> str:
    """The folded name as look-ups compare it: at most 200 characters."""
    return fold(name)[:FOLDED_LENGTH]


def document_row(document: Document) -> Row:
    """The row of a document, but for its `seq` and `recorded_at`."""
    return {
        "id": document.id, "text": document.text, "text_sha256": sha256(document.text.encode("utf-8", "surrogatepass")),
        "characters": len(document.text), "title": document.title, "publisher": document.publisher, "author": document.author,
        **_span_row("published", document.published), "url": document.url, "origin": document.origin,
        "media_type": document.media_type, "pages": [[page.number, page.start, page.end] for page in document.pages],
    }


def actor_row(actor: Actor, shown_as: str | None) -> Row:
    """The row of an actor, but for `seq`, `reading` and `position`. `shown_as` is the lexicon's name of its entry."""
    return {
        "id": actor.id, "name": actor.name, "kind": actor.kind, "mentions": [list(mention) for mention in actor.mentions],
        "lexicon": actor.lexicon, "lexicon_name": shown_as if actor.lexicon else None,
    }


def name_rows(actor: Actor) -> Iterator[Row]:
    """The rows of an actor's names but for `actor`: the name, the aliases, and the initials if the text has not got them."""
    told = [(NAME, actor.name), *((ALIAS, alias) for alias in actor.aliases)]
    initials = None if actor.kind in _UNNAMED_BY_INITIALS else acronym(actor.name)
    if initials and initials not in {looked_up(name) for _, name in told}:
        told.append((ACRONYM, initials))
    for position, (form, name) in enumerate(told):
        yield {"position": position, "form": form, "name": name, "folded": looked_up(name)}


def claim_row(claim: Claim) -> Row:
    """The row of a claim, but for what places it in the ledger: seq, reading, document, judgement, position, recorded_at.

    Raises BadInput for a date that is not what its own EDTF text says, or a number beyond 63 bits.
    """
    row = {
        "id": claim.id, "type": claim.type, "certainty": claim.certainty.value, "attribution": claim.attribution,
        "quote_start": claim.quote.start, "quote_end": claim.quote.end, "quote": claim.quote.text,
        "reader": claim.origin.reader, "version": claim.origin.version, "rule": claim.origin.rule,
        "confidence": claim.origin.confidence,
    }
    match claim:
        case EventClaim():
            told_place = claim.place.name if claim.place else None
            row |= {"form": EVENT, "status": claim.status.value, "role": None, "country": claim.country}
            spans: dict[str, DateSpan | None] = {"date": claim.date}
        case RelationClaim():
            told_place = claim.b if claim.type == PRESENT_IN else claim.place.name if claim.place else None
            row |= {"form": RELATION, "status": None, "role": claim.role, "country": None}
            spans = {"start": claim.start, "end": claim.end}
        case _:
            raise TypeError(f"{type(claim).__name__} is neither an event nor a relation")
    for prefix in SPANS:
        row |= _span_row(prefix, spans.get(prefix))
    for slot in COUNT_SLOTS:
        row |= _count_row(slot, getattr(claim, slot, None))
    return row | _place_row(claim.place) | {"place_folded": looked_up(told_place) if told_place is not None else None}


def slot_rows(claim: Claim) -> Iterator[Row]:
    """Who stands in which slot, but for `claim` and `actor`."""
    for slot, names in slots_of(claim).items():
        for position, name in enumerate(names):
            yield {"slot": slot, "position": position, "name": name}


def slots_of(claim: Claim) -> dict[str, tuple[str, ...]]:
    """The names in each slot of a claim: initiators, targets, participants of an event, a and b of a relation."""
    if isinstance(claim, RelationClaim):
        return {"a": (claim.a,), "b": (claim.b,)}
    return {slot: getattr(claim, slot) for slot in PEOPLE_SLOTS}


def citation_row(citation: Citation) -> Row:
    """The row of a citation, but for `claim` and `position`."""
    return {"publisher": citation.publisher, "place": citation.place, **_span_row("date", citation.date)}


def location_json(locations: tuple[Location, ...]) -> list[dict[str, Any]] | None:
    """The candidates of a place; None for none."""
    return [location.to_json() for location in locations] or None


def _span_row(prefix: str, span: DateSpan | None) -> Row:
    if span is None:
        return _no_span(prefix)
    if parsed(span.edtf, span.words, span.anchor) != span:
        raise BadInput(f"date {span.edtf!r} has other bounds than its EDTF text says; make it with DateSpan.parse")
    return {
        f"{prefix}_edtf": span.edtf, f"{prefix}_earliest": span.earliest, f"{prefix}_latest": span.latest,
        f"{prefix}_words": span.words, f"{prefix}_anchor": span.anchor,
    }


@cache
def _no_span(prefix: str) -> Row:
    return dict.fromkeys(f"{prefix}_{part}" for part in ("edtf", "earliest", "latest", "words", "anchor"))


@lru_cache(maxsize=16384)
def parsed(edtf: str, words: str | None, anchor: str | None) -> DateSpan:
    """The date of these words; the same few dates recur all through a ledger."""
    return DateSpan.parse(edtf, words, anchor)


def _count_row(slot: str, count: Count | None) -> Row:
    if count is None:
        return {f"{slot}_min": None, f"{slot}_max": None, f"{slot}_approx": None}
    if max(count.min or 0, count.max or 0) > LARGEST:
        raise BadInput(f"{slot} counts {count}, more than a ledger can hold ({LARGEST}); such a number is no count of people")
    return {f"{slot}_min": count.min, f"{slot}_max": count.max, f"{slot}_approx": count.approx}


def _place_row(place: Place | None) -> Row:
    location = place.location if place else None
    return {
        "place_name": place.name if place else None,
        "place_key": location.key if location else None,
        "place_label": location.name if location else None,
        "place_label_folded": looked_up(location.name) if location else None,
        "place_latitude": location.latitude if location else None,
        "place_longitude": location.longitude if location else None,
        "place_country": location.country if location else None,
        "place_precision": location.precision.value if location else None,
        "place_candidates": location_json(place.candidates) if place else None,
    }
