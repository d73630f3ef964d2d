"""A STIX 2.1 bundle: actors, relations as relationships, events as incidents, documents as reports.

Source of the objects: OASIS, "STIX Version 2.1" (2021). Ids are UUIDs of version 5 of the ledger's ids. `created` and `modified`
are when the document was published, as the time of the machine is no property of a claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from foedus.exchange.exporters.claims import claim_json
from foedus.exchange.exporters.json_text import listed, without_none
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.shaped import codes
from foedus.exchange.exporters.urns import uuid
from foedus.ledger.entries import ActorCluster, DocumentInfo, Entry
from foedus.model.claim import Certainty, EventClaim, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.vocabulary import vocabulary

Object = dict[str, Any]

_UNDATED = "1970-01-01T00:00:00Z"
_MAKER = f"identity--{uuid('stix:maker')}"
_EXTENSION = f"extension-definition--{uuid('stix:extension')}"
_SURE = (Certainty.STATED, Certainty.HEDGED)


def stix(told: Selection, report: Report) -> Iterator[str]:
    """The bundle. A claim that is denied or hypothetical is a note on its actors and no relationship, as that would assert it.
    The whole claim is in the extension of its object."""
    report.note("when things were made: `created` and `modified` are the publication of the document, 1970-01-01 where unknown")
    report.note("names and gaps of each document, and judgements; export json has them")
    yield from listed({"type": "bundle", "id": f"bundle--{uuid('stix:bundle')}"}, "objects", _objects(told, report))


def _objects(told: Selection, report: Report) -> Iterator[Object]:
    yield _made("identity", _MAKER, _UNDATED, name="Foedus", identity_class="system")
    yield _made(
        "extension-definition",
        _EXTENSION,
        _UNDATED,
        name="Foedus claim",
        created_by_ref=_MAKER,
        schema="The claim in the form of the Foedus codebook, with the offsets of its quote in the document's text.",
        version="1.0.0",
        extension_types=["property-extension"],
    )
    refs = {one.id: _actor_ref(one) for one in told.cast()}
    for one in told.cast():
        yield _actor(one, refs[one.id])
    of_document: dict[str, list[str]] = defaultdict(list)
    for entry in told.claims():
        for made in _claim(entry, refs, report):
            of_document[entry.document.id].append(made["id"])
            yield made
    for document in told.documents():
        if of_document[document.id]:
            yield _report(document, of_document[document.id])


def _claim(entry: Entry, refs: dict[str, str], report: Report) -> Iterator[Object]:
    claim = entry.claim
    who = list(dict.fromkeys(refs[one] for one in entry.who.values()))
    if claim.certainty not in _SURE or (isinstance(claim, EventClaim) and claim.status.value == "planned"):
        yield _note(entry, who)
    elif isinstance(claim, EventClaim):
        yield from _incident(entry, claim, refs)
    elif claim.type == "present_in" or claim.a not in entry.who or claim.b not in entry.who:
        yield _note(entry, who)
        report.reduce(claim.id, "a relationship, as one end is no actor, such as a place: it is a note")
    else:
        yield _relationship(entry, claim, refs)


def _relationship(entry: Entry, claim: RelationClaim, refs: dict[str, str]) -> Object:
    return _about(entry, "relationship") | without_none(
        {
            "relationship_type": claim.type.replace("_", "-"),
            "description": claim.quote.text,
            "source_ref": refs[entry.who[claim.a]],
            "target_ref": refs[entry.who[claim.b]],
            **_times(claim.start, claim.end),
        }
    )


def _incident(entry: Entry, claim: EventClaim, refs: dict[str, str]) -> Iterator[Object]:
    where = f", {claim.place.name}" if claim.place else ""
    name = vocabulary().event(claim.type).label + where
    made = _about(entry, "incident") | {"name": name, "description": claim.quote.text}
    yield made
    roles = (("attributed-to", claim.initiators), ("targets", claim.targets), ("related-to", claim.participants))
    for role, names in roles:
        for ref in dict.fromkeys(refs[entry.who[name]] for name in names if name in entry.who):
            id_ = f"relationship--{uuid(f'{entry.claim.id} {role} {ref}')}"
            linked = {"relationship_type": role, "source_ref": made["id"], "target_ref": ref, **_times(claim.date, claim.date)}
            yield _made("relationship", id_, _created(entry.document), **linked)


def _note(entry: Entry, who: Iterable[str]) -> Object:
    claim = entry.claim
    abstract = f"{claim.certainty.value}: {claim.type}"
    return _about(entry, "note") | {"abstract": abstract, "content": claim.quote.text, "object_refs": list(who) or [_MAKER]}


def _about(entry: Entry, type_: str) -> Object:
    claim = entry.claim
    confidence = claim.origin.confidence
    return without_none(
        _made(type_, f"{type_}--{uuid(claim.id)}", _created(entry.document), created_by_ref=_MAKER)
        | {
            "confidence": round(confidence * 100) if confidence is not None else None,
            "external_references": _references(entry),
            "extensions": {_EXTENSION: {"extension_type": "property-extension", "claim": claim_json(claim)}},
        }
    )


def _references(entry: Entry) -> list[Object]:
    document = entry.document
    first = _reference(document, entry.claim.id)
    cited = entry.claim.citations
    return [first, *({"source_name": one.publisher, "description": f"cited, {one.date or 'undated'}"} for one in cited)]


def _reference(document: DocumentInfo, id_: str) -> Object:
    told = {"source_name": document.publisher or document.label, "description": document.title, "external_id": id_}
    return without_none({**told, "url": document.url if document.url and "://" in document.url else None})


def _report(document: DocumentInfo, objects: list[str]) -> Object:
    id_, created = f"report--{uuid(document.id)}", _created(document)
    made = _made("report", id_, created, name=document.label, published=created, object_refs=objects, created_by_ref=_MAKER)
    return made | {"external_references": [_reference(document, document.id)]}


def _actor_ref(one: ActorCluster) -> str:
    return f"{codes('stix')['kinds'][one.kind]['type']}--{uuid(one.id)}"


def _actor(one: ActorCluster, ref: str) -> Object:
    coded = codes("stix")["kinds"][one.kind]
    names = [name for name in one.names if name != one.name]
    told: Object = {"name": one.name, "external_references": [{"source_name": "Foedus", "external_id": one.id}]}
    if coded["type"] == "identity":
        told |= {"identity_class": coded["class"], "sectors": [coded["sector"]] if "sector" in coded else None}
        told["description"] = f"Also: {'; '.join(names)}" if names else None
    else:
        told["aliases"] = names
    return _made(coded["type"], ref, _UNDATED, **without_none(told))


def _made(type_: str, id_: str, created: str, **told: Any) -> Object:
    return {"type": type_, "spec_version": "2.1", "id": id_, "created": created, "modified": created, **told}


def _created(document: DocumentInfo) -> str:
    day = document.published.earliest if document.published else None
    return f"{day.isoformat()}T00:00:00Z" if day else _UNDATED


def _times(start: DateSpan | None, end: DateSpan | None) -> Object:
    """From the first second of the earliest start to the last of the latest end, so that the start is always before the stop."""
    first, last = start.earliest if start else None, end.latest if end else None
    if first is not None and last is not None and first > last:
        first = None
    return without_none({"start_time": _second(first, "00:00:00"), "stop_time": _second(last, "23:59:59")})


def _second(day: date | None, time: str) -> str | None:
    return f"{day.isoformat()}T{time}Z" if day else None
