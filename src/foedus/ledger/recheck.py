"""One reading checked against its document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from foedus.errors import FoedusError
from foedus.ledger import tables
from foedus.ledger.restore import Recorded, actors_from, claims_from, gaps_from
from foedus.ledger.rows import Row as Fields
from foedus.ledger.rows import claim_row
from foedus.ledger.store import batches
from foedus.model.reading import Reading
from foedus.model.source import Document

# What making a model value from a tampered row may raise: a word that is none, a missing slot, a date that does not exist.
UNREADABLE = (FoedusError, ValueError, KeyError, TypeError, IndexError)


class Fault(StrEnum):
    """What a difference is about."""

    DATABASE = "database"        # the file itself, or rows that point at nothing
    DOCUMENT = "document"
    ORIGINAL = "original"        # bytes as fetched
    READING = "reading"
    ACTOR = "actor"
    CLAIM = "claim"
    GAP = "gap"
    JUDGEMENT = "judgement"
    REREADING = "re-reading"     # reading the document again gives something else
    NOT_REREAD = "not re-read"   # the reader at hand is not the one, or the version, that the document was read by


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it should be, about a row by its id, in a sentence."""

    fault: Fault
    subject: str
    sentence: str

    @property
    def is_note(self) -> bool:
        """Whether it only says what was not compared, where nothing is known to be wrong."""
        return self.fault is Fault.NOT_REREAD


def unlike(row: Row[Any], given: Fields) -> list[str]:
    """The columns that hold something else than they should."""
    return [name for name, value in given.items() if getattr(row, name) != value]


def reading_differences(connection: Connection, row: Row[Any], document: Document, known_as: str) -> Iterator[Difference]:
    """What is wrong in a recorded reading. `known_as` is the id that the ledger has for the document."""
    if Reading(document, row.reader, row.version).id != row.id:
        by = f"reader {row.reader} {row.version} on document {document.id}"
        yield Difference(Fault.READING, row.id, f"reading {row.id}: its id is not that of {by}")
    yield from _actors(connection, row.seq, document, known_as)
    wanted = select(tables.claim).where(tables.claim.c.reading == row.seq).order_by(tables.claim.c.seq)
    for rows in batches(connection, wanted):
        for one, told in _readable(connection, rows, row.document, known_as):
            yield from _claim(one, told, document)
    yield from _gaps(connection, row.seq, document, known_as)


def _actors(connection: Connection, reading: int, document: Document, known_as: str) -> Iterator[Difference]:
    ids = connection.scalars(select(tables.actor.c.id).where(tables.actor.c.reading == reading).order_by(tables.actor.c.position))
    for actor, actor_id in zip(actors_from(connection, reading, known_as), ids.all(), strict=True):
        if actor.id != actor_id:
            sentence = f"actor {actor_id} ({actor.name!r}): its id is not that of its name and kind"
            yield Difference(Fault.ACTOR, actor_id, sentence)
        if any(not 0 <= start < end <= len(document.text) for start, end in actor.mentions):
            sentence = f"actor {actor_id} ({actor.name!r}): a mention lies outside of document {known_as}"
            yield Difference(Fault.ACTOR, actor_id, sentence)


def _readable(
    connection: Connection, rows: Sequence[Row[Any]], document: int, known_as: str
) -> Iterator[tuple[Row[Any], Recorded | Difference]]:
    """Each claim row with its claim, or with why it cannot be made."""
    names = {document: known_as}
    try:
        yield from zip(rows, list(claims_from(connection, rows, names)), strict=True)
        return
    except UNREADABLE:
        pass  # one of them is at fault; each is tried alone
    for row in rows:
        try:
            yield row, next(claims_from(connection, [row], names))
        except UNREADABLE as fault:
            sentence = f"claim {row.id} cannot be made from its row: {type(fault).__name__} {fault}"
            yield row, Difference(Fault.CLAIM, row.id, sentence)


def _claim(row: Row[Any], told: Recorded | Difference, document: Document) -> Iterator[Difference]:
    if isinstance(told, Difference):
        yield told
        return
    quote = told.claim.quote
    if document.text[quote.start : quote.end] != quote.text or not quote.text:
        where = f"{quote.start}-{quote.end} of document {quote.document}"
        yield Difference(Fault.CLAIM, row.id, f"claim {row.id}: the quote {quote.text[:60]!r} does not stand at {where}")
    for column in unlike(row, claim_row(told.claim)):
        yield Difference(Fault.CLAIM, row.id, f"claim {row.id}: {column} is not what its content gives")


def _gaps(connection: Connection, reading: int, document: Document, known_as: str) -> Iterator[Difference]:
    ids = connection.scalars(select(tables.gap.c.id).where(tables.gap.c.reading == reading).order_by(tables.gap.c.seq))
    for gap, gap_id in zip(gaps_from(connection, reading, known_as), ids.all(), strict=True):
        if gap.id != gap_id:
            yield Difference(Fault.GAP, gap_id, f"gap {gap_id}: its id is not that of its content")
        if gap.start is not None and gap.end is not None and not 0 <= gap.start <= gap.end <= len(document.text):
            yield Difference(Fault.GAP, gap_id, f"gap {gap_id} lies outside of document {known_as}")
