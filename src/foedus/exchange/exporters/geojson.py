"""GeoJSON (RFC 7946): claims as features, a point only where the gazetteer settled the place, its precision beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foedus.exchange.exporters.json_text import listed
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.tables import Cell, claim_row
from foedus.ledger.entries import Entry
from foedus.model.place import PlacePrecision


def geojson(told: Selection, report: Report) -> Iterator[str]:
    """A feature a claim; the geometry is null where no place is told or settled. `precision` says what a point stands for."""
    yield from listed({"type": "FeatureCollection"}, "features", (_feature(entry, report) for entry in told.claims()))


def _feature(entry: Entry, report: Report) -> dict[str, Any]:
    claim = entry.claim
    at = claim.place.location if claim.place else None
    if claim.place is not None and at is None:
        report.reduce(claim.id, "coordinates, as the place is not settled: its geometry is null")
    elif at is not None and at.precision is not PlacePrecision.POINT:
        report.reduce(claim.id, "the outline of an area: its point is the middle of it, as `precision` says")
    properties: dict[str, Any] = {name: _plain(value) for name, value in claim_row(entry, report).items() if value is not None}
    document = entry.document
    published = document.published.edtf if document.published else None
    properties |= {"precision": at.precision.value if at else None, "source": document.label, "source_published": published}
    if claim.citations:
        properties["citations"] = [one.to_json() for one in claim.citations]
    geometry = {"type": "Point", "coordinates": [at.longitude, at.latitude]} if at else None
    return {"type": "Feature", "id": claim.id, "geometry": geometry, "properties": properties}


def _plain(value: Cell) -> str | int | float | bool | None:
    return value if value is None or isinstance(value, (str, int, float, bool)) else value.isoformat()
