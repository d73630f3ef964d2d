"""What counts at a time: which rows stood in the ledger, and which documents had been published."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, bindparam, exists, func, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from foedus.ledger.identity import standing
from foedus.ledger.tables import actor, claim, claim_actor, document, gap, judgement, reading, sighting, turn
from foedus.model.judgement import Verdict


@dataclass(frozen=True, slots=True)
class Scope:
    """The ledger as of a moment (None: as it is now), seen by somebody who knew what was published by a day (None: all)."""

    as_of: datetime | None = None
    known_by: date | None = None

    def holds(self, table: FromClause) -> ColumnElement[bool]:
        """Whether a sighting or turn stood: recorded by then, and not yet superseded."""
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

    def current(self) -> ColumnElement[bool]:
        """Whether a reading was the current one of its document, or a person's own."""
        return exists(select(turn.c.seq).where(turn.c.reading == reading.c.seq, self.holds(turn)))

    def kept(self) -> ColumnElement[bool]:
        """Whether a person's last judgement holds a claim right, as it was read or as corrected, whoever reads it later."""
        judged = judgement.c
        last = select(func.max(judged.seq)).where(judged.other.is_(None), standing(self.as_of)).group_by(judged.subject)
        right = select(judged.subject).where(judged.seq.in_(last), judged.verdict.in_([Verdict.ACCEPTED, Verdict.CORRECTED]))
        corrections = select(judged.seq).where(judged.verdict == Verdict.CORRECTED, judged.subject.in_(right))
        return or_(claim.c.id.in_(right), claim.c.judgement.in_(corrections))

    def claims(self, wanted: Select[Any]) -> Select[Any]:
        """Restricts a query of claim columns to current readings and what is kept, corrections made by then included."""
        joined = wanted.join(reading, reading.c.seq == claim.c.reading).join(document, document.c.seq == claim.c.document)
        made = true() if self.as_of is None else claim.c.recorded_at <= self.as_of
        return joined.where(or_(self.current(), self.kept()), self.found(), self.published(), made)

    def actors(self, wanted: Select[Any]) -> Select[Any]:
        """Restricts a query from `actor` to those of current readings and of claims that are kept."""
        joined = wanted.join(reading, reading.c.seq == actor.c.reading).join(document, document.c.seq == reading.c.document)
        taking_part = select(claim_actor.c.actor).join_from(claim_actor, claim, claim.c.seq == claim_actor.c.claim)
        counts = or_(self.current(), actor.c.seq.in_(taking_part.where(self.kept())))
        return joined.where(counts, self.found(), self.published())

    def gaps(self, wanted: Select[Any]) -> Select[Any]:
        """Restricts a query from `gap` to current readings."""
        joined = wanted.join(reading, reading.c.seq == gap.c.reading).join(document, document.c.seq == reading.c.document)
        return joined.where(self.current(), self.found(), self.published())


def among(connection: Connection, column: ColumnElement[Any], values: Collection[int] | Collection[str]) -> ColumnElement[bool]:
    """Whether the column is one of the values, however many: they travel as one parameter, where ``IN`` has a limit."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(list(values))).table_valued("value")
        return column.in_(select(listed.c.value))
    given = bindparam(None, list(values), type_=ARRAY(column.type))
    return column == func.any(given)
