"""FollowTheMoney entities, one a line, for OpenAleph and tools like it: actors, documents, events, and links between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from foedus.exchange.exporters.json_text import one_line
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.shaped import codes
from foedus.ledger.entries import DocumentInfo, Entry
from foedus.model.claim import COUNT_SLOTS, EventClaim, RelationClaim
from foedus.model.dates import DateSpan, Precision
from foedus.model.vocabulary import vocabulary

Properties = dict[str, list[str]]

_PREFIX = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")
_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$")
_ID = re.compile(r"[^A-Za-z0-9.+-]")


def ftm(told: Selection, report: Report) -> Iterator[str]:
    """The entities as JSON lines; `recordId` holds the id of the claim, `summary` the quote, `proof` leads to the document."""
    known = codes("ftm")
    report.note("offsets of quotes, and numbers of people as numbers: `description` has them in words")
    report.note("the direction of a relation that has no schema of its own: an UnknownLink has a subject and an object")
    for one in told.cast():
        names = [name for name in one.names if name != one.name and name.strip()]
        properties = {"name": [one.name], "alias": names, "description": [f"Foedus actor kind: {one.kind}"]}
        yield _line(one.id, known["kinds"][one.kind], properties)
    for document in told.documents():
        yield _line(document.id, "Article", _document(document, report))
    for entry in told.claims():
        if any(one.place or one.date for one in entry.claim.citations):
            report.reduce(entry.claim.id, "the places and dates of its sources apart from their names")
        made = _event(entry, report) if isinstance(entry.claim, EventClaim) else _link(told, entry, report, known)
        if made is not None:
            yield _line(entry.claim.id, *made)


def entity_id(id_: str) -> str:
    """An id as FollowTheMoney allows them: letters, digits, and a few signs."""
    return _ID.sub("-", id_)


def _line(id_: str, schema: str, properties: Mapping[str, list[str]]) -> str:
    told = {name: list(dict.fromkeys(values)) for name, values in properties.items() if any(values)}
    return one_line({"id": entity_id(id_), "schema": schema, "properties": told}) + "\n"


def _document(one: DocumentInfo, report: Report) -> Properties:
    day = _date(one.published)
    if one.published is not None and day is None:
        report.note(f"the date of document {one.id}, {one.published.edtf}, which is not a year, month or day")
    return {
        "title": [one.title] if one.title else [],
        "publisher": [one.publisher] if one.publisher else [],
        "author": [one.author] if one.author else [],
        "sourceUrl": [one.url] if one.url and "://" in one.url else [],
        "fileName": [one.origin] if one.origin else [],
        "mimeType": [one.media_type],
        "publishedAt": [day] if day else [],
    }


def _event(entry: Entry, report: Report) -> tuple[str, Properties] | None:
    claim = entry.claim
    if not isinstance(claim, EventClaim):
        return None
    who = {slot: _ids(entry, getattr(claim, slot)) for slot in ("initiators", "targets", "participants")}
    numbers = [f"{slot}: {getattr(claim, slot)}" for slot in COUNT_SLOTS if getattr(claim, slot) is not None]
    sides = [f"{slot}: {', '.join(getattr(claim, slot))}" for slot in who if getattr(claim, slot)]
    shared = _shared(entry)
    shared["description"] += [*sides, *numbers, f"status: {claim.status.value}"]
    place = claim.place
    return "Event", {
        **shared,
        **_dates(entry, claim.date, claim.date, report),
        "name": [_title(claim)],
        "keywords": [claim.type],
        "organizer": who["initiators"],
        "involved": [*who["targets"], *who["participants"]],
        "location": [place.name] if place and place.name.strip() else [],
        "country": [claim.country.lower()] if claim.country else [],
    }


def _title(claim: EventClaim) -> str:
    where = f", {claim.place.name}" if claim.place and claim.place.name.strip() else ""
    return vocabulary().event(claim.type).label + where


def _link(told: Selection, entry: Entry, report: Report, known: Mapping[str, Any]) -> tuple[str, Properties] | None:
    claim = entry.claim
    if not isinstance(claim, RelationClaim):
        return None
    a, b = _ids(entry, (claim.a,)), [] if claim.type == "present_in" else _ids(entry, (claim.b,))
    if not a or not b:
        report.omit(claim.id, "a relation of which one end is no actor of the ledger, such as a presence in a place")
        return None
    schema = known["relations"].get(claim.type, known["otherwise"])
    kind = told.kind(entry, claim.b) or "group"
    if schema["b"] == "organization" and known["kinds"][kind] not in known["organizations"]:
        schema = known["otherwise"]
    return schema["schema"], {
        **_shared(entry),
        **_dates(entry, claim.start, claim.end, report),
        "role": [claim.role or vocabulary().relation(claim.type).label],
        schema["a"]: a,
        schema["b"]: b,
    }


def _shared(entry: Entry) -> Properties:
    claim, document = entry.claim, entry.document
    told = [f"type: {claim.type}", f"certainty: {claim.certainty.value}"]
    told += [f"according to: {claim.attribution}"] if claim.attribution else []
    told += [f"cites: {', '.join(filter(None, (one.publisher, one.place)))}" for one in claim.citations]
    # A link has no `proof` in FollowTheMoney, but every interval has the address and publisher of its source.
    return {
        "recordId": [claim.id],
        "summary": [claim.quote.text],
        "description": [*told, f"document: {document.id}"],
        "sourceUrl": [document.url] if document.url and "://" in document.url else [],
        "publisher": [document.publisher] if document.publisher else [],
        **({"proof": [entity_id(document.id)]} if isinstance(claim, EventClaim) else {}),
    }


def _dates(entry: Entry, start: DateSpan | None, end: DateSpan | None, report: Report) -> Properties:
    claim = entry.claim
    if start is not None and start is end and start.start == start.end:
        told = {"date": _date(start)}
    else:
        told = {"startDate": _date(start.start) if start else None, "endDate": _date(end.end) if end else None}
    spans = [span for span in (start, end) if span is not None]
    if isinstance(claim, RelationClaim) and any(span.precision is Precision.INTERVAL for span in spans):
        report.reduce(claim.id, "that its start or end lies somewhere in a span")
    if any(not _is_exact(half) for span in spans for half in (span.start, span.end) if half is not None):
        report.reduce(claim.id, "a date that is no plain year, month or day, or that is approximate")
    return {name: [day] for name, day in told.items() if day}


def _is_exact(half: DateSpan) -> bool:
    return bool(_DATE.match(half.edtf))


def _date(span: DateSpan | None) -> str | None:
    """The year, month or day that the date begins with, as FollowTheMoney writes dates; None for a decade."""
    found = _PREFIX.match(span.edtf) if span is not None else None
    return found[0] if found else None


def _ids(entry: Entry, names: tuple[str, ...]) -> list[str]:
    return [entity_id(entry.who[name]) for name in names if name in entry.who]
