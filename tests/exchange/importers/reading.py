"""Reading made-up rows with an importer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from foedus.exchange.importers.registry import importer
from foedus.model.claim import EventClaim, RelationClaim
from foedus.model.reading import Reading
from tests.exchange.importers.samples import Cells, table, written


def read_rows(name: str, folder: Path, rows: Iterable[Cells], delimiter: str = ",") -> Reading:
    """The one reading of a file with these rows; each may have columns of its own."""
    told = list(rows)
    columns = list(dict.fromkeys(column for row in told for column in row))
    (reading,) = importer(name)(written(folder, "rows.csv", table(told, columns, delimiter)))
    return reading


def event_of(reading: Reading) -> EventClaim:
    """Its only claim, an event."""
    (claim,) = reading.claims
    assert isinstance(claim, EventClaim)
    return claim


def relations_of(reading: Reading) -> list[tuple[str, str, str]]:
    """Its relations as type and ends."""
    return [(one.type, one.a, one.b) for one in reading.claims if isinstance(one, RelationClaim)]


def details(reading: Reading) -> list[str]:
    """What its gaps say of rows, without the remarks on the whole file."""
    return [gap.detail for gap in reading.gaps if gap.start is not None]


def kinds(reading: Reading) -> dict[str, str]:
    """The kind of each actor by its name."""
    return {actor.name: actor.kind for actor in reading.actors}
