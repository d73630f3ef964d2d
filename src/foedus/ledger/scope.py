"""What counts at a time: which rows stood in the ledger, and which documents had been published."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, bindparam, exists, func, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from foedus.ledger.tables import actor, claim, document, gap, reading, sighting


@dataclass(frozen=True, slots=True)
class Scope:
    """The ledger as of a moment (None: as it is now), seen by somebody who knew what was published by a day (None: all)."""

    as_of: datetime | None = None
    known_by: date | None = None

    def holds(self, table: FromClause) -> ColumnElement[bool]:
        """Whether a sighting or reading stood: recorded by then, and not yet superseded."""
        if self.as_of is None:
            return table.c.superseded_at.is_(None)
        superseded_later = or_(table.c.superseded_at.is_(None), table.c.superseded_at > self.as_of)
        return and_(table.c.recorded_at <= self.as_of, superseded_later)

    def found(self) -> ColumnElement[bool]:
        """Whether a document was the last one found at some origin, whenever it was published."""
        return exists(select(sighting.c.seq).where(sighting.c.document == document.c.seq, self.holds(sighting)))

    def published(self) -> ColumnElement[bool]:
        """Whether a document was surely published by then; one without a date is not."""
        return true() if self.known_by is None else document.c.published_latest <= self.known_by

    def readings(self, wanted: Select[Any]) -> Select[Any]:
        """Restricts a query from `reading` joined with `document` to what counts."""
        return wanted.where(self.holds(reading), self.found(), self.published())

    def claims(self, wanted: Select[Any]) -> Select[Any]:
        """Restricts a query of claim columns to the readings that count, corrections made by then included."""
        joined = wanted.join(reading, reading.c.seq == claim.c.reading).join(document, document.c.seq == claim.c.document)
        made = true() if self.as_of is None else claim.c.recorded_at <= self.as_of
        return self.readings(joined).where(made)

    def actors(self, wanted: Select[Any]) -> Select[Any]:
        """Restricts a query from `actor` to the readings that count."""
        joined = wanted.join(reading, reading.c.seq == actor.c.reading).join(document, document.c.seq == reading.c.document)
        return self.readings(joined)

    def gaps(self, wanted: Select[Any]) -> Select[Any]:
        """Restricts a query from `gap` to the readings that count."""
        joined = wanted.join(reading, reading.c.seq == gap.c.reading).join(document, document.c.seq == reading.c.document)
        return self.readings(joined)


def among(connection: Connection, column: ColumnElement[Any], values: Collection[int] | Collection[str]) -> ColumnElement[bool]:
    """Whether the column is one of the values, however many: they travel as one parameter, where ``IN`` has a limit."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(list(values))).table_valued("value")
        return column.in_(select(listed.c.value))
    given = bindparam(None, list(values), type_=ARRAY(column.type))
    return column == func.any(given)
