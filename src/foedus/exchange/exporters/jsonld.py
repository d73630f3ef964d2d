"""JSON-LD with PROV-O: claims, documents, actors and judgements as entities, and by whom each was made from what.

The terms are those of W3C PROV-O (2013) and Dublin Core; what these lack is in the namespace urn:foedus:term:.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foedus.exchange.exporters.json_text import listed, without_none
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.tables import report_candidates
from foedus.exchange.exporters.urns import urn
from foedus.ledger.entries import Entry
from foedus.ledger.identity import MACHINE
from foedus.model.claim import COUNT_SLOTS, EventClaim, RelationClaim
from foedus.model.place import Place

_LINK = {"@type": "@id"}
_CONTEXT: dict[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "foedus": "urn:foedus:term:",
    **{
        name: {"@id": f"prov:{name}", **_LINK}
        for name in ("wasDerivedFrom", "wasGeneratedBy", "wasAssociatedWith", "wasAttributedTo", "wasRevisionOf", "used")
    },
    **{name: {"@id": f"foedus:{name}", **_LINK} for name in ("initiators", "targets", "participants", "a", "b")},
}


def json_ld(told: Selection, report: Report) -> Iterator[str]:
    """The graph: a node for each document, reading, actor, claim, quote and judgement."""
    report.note("judgements on who is the same, in detail: an actor is one node with all its names")
    yield from listed({"@context": _CONTEXT}, "@graph", _nodes(told, report))


def _nodes(told: Selection, report: Report) -> Iterator[dict[str, Any]]:
    yield from _sources(told)
    readings: dict[str, dict[str, Any]] = {}
    for entry in told.claims():
        reader = f"{entry.claim.origin.reader}/{entry.claim.origin.version}"
        if reader not in readings:
            readings[reader] = {}
            kind = "prov:Person" if entry.claim.origin.reader == "human" else "prov:SoftwareAgent"
            yield {"@id": urn(f"reader:{reader}"), "@type": ["prov:Agent", kind], "rdfs:label": reader}
        reading = f"reading:{reader}:{entry.document.id}"
        if reading not in readings:
            readings[reading] = {}
            yield {
                "@id": urn(reading),
                "@type": "prov:Activity",
                "used": urn(entry.document.id),
                "wasAssociatedWith": urn(f"reader:{reader}"),
            }
        report_candidates(entry, report)
        yield _claim(entry, urn(reading), urn(f"reader:{reader}"))
        yield from _judgement(entry)


def _sources(told: Selection) -> Iterator[dict[str, Any]]:
    for one in told.documents():
        yield without_none(
            {
                "@id": urn(one.id),
                "@type": "prov:Entity",
                "dcterms:title": one.title,
                "dcterms:publisher": one.publisher,
                "dcterms:creator": one.author,
                "dcterms:issued": one.published.edtf if one.published else None,
                "dcterms:source": one.url or one.origin,
                "dcterms:format": one.media_type,
                "foedus:textSha256": one.text_sha256,
            }
        )
    for actor in told.cast():
        names = list(actor.names)
        yield {"@id": urn(actor.id), "@type": f"foedus:{actor.kind}", "rdfs:label": actor.name, "foedus:name": names}


def _claim(entry: Entry, reading: str, reader: str) -> dict[str, Any]:
    claim = entry.claim
    known = claim.to_json()
    node: dict[str, Any] = {
        "@id": urn(claim.id),
        "@type": ["prov:Entity", f"foedus:{claim.type}"],
        "wasDerivedFrom": urn(entry.document.id),
        "wasGeneratedBy": reading,
        "wasAttributedTo": reader,
        "wasRevisionOf": urn(entry.original.id) if entry.original else None,
        "prov:value": claim.quote.text,
        "foedus:start_offset": claim.quote.start,
        "foedus:end_offset": claim.quote.end,
        "foedus:certainty": claim.certainty.value,
        "foedus:attribution": claim.attribution,
        "foedus:rule": claim.origin.rule,
        "foedus:confidence": claim.origin.confidence,
        "foedus:citation": [without_none(one) for one in known["sources"]],
        "foedus:place": _place(claim.place),
    }
    if isinstance(claim, EventClaim):
        node |= {slot: _who(entry, getattr(claim, slot)) for slot in ("initiators", "targets", "participants")}
        plain: tuple[str, ...] = ("date", "country", *COUNT_SLOTS, "status")
    else:
        node |= _ends(entry, claim)
        plain = ("start", "end", "role")
    node |= {f"foedus:{name}": without_none(known[name]) if isinstance(known[name], dict) else known[name] for name in plain}
    return without_none(node)


def _ends(entry: Entry, claim: RelationClaim) -> dict[str, Any]:
    b = urn(f"name:{claim.b}") if claim.type == "present_in" else _who(entry, (claim.b,))[0]
    return {"a": _who(entry, (claim.a,))[0], "b": b, "foedus:aName": claim.a, "foedus:bName": claim.b}


def _who(entry: Entry, names: tuple[str, ...]) -> list[str]:
    return [urn(entry.who[name]) if name in entry.who else urn(f"name:{name}") for name in names]


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    at = place.location
    told: dict[str, Any] = {"rdfs:label": place.name}
    if at is not None:
        told |= {"@id": urn(at.key), "geo:lat": at.latitude, "geo:long": at.longitude, "foedus:precision": at.precision.value}
    return told


def _judgement(entry: Entry) -> Iterator[dict[str, Any]]:
    one = entry.judgement
    if one is None:
        return
    told: dict[str, Any] = {
        "@id": urn(one.id),
        "@type": "prov:Activity",
        "used": urn(entry.original.id if entry.original else entry.claim.id),
        "foedus:verdict": one.verdict.value,
        "foedus:by": one.by,
        "foedus:why": one.why or None,
    }
    if one.by != MACHINE:
        told["prov:endedAtTime"] = {"@value": one.at.isoformat(), "@type": "xsd:dateTime"}
    yield without_none(told)
