"""Proof that a ledger is what it says: every hash, quote and row is checked, and every reading repeated if wished."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, exists, select

from foedus.ledger import tables
from foedus.ledger.corrections import HUMAN
from foedus.ledger.recheck import UNREADABLE, Difference, Fault, reading_differences, unlike
from foedus.ledger.rereading import Reread, rereading_differences
from foedus.ledger.restore import claims_from, document_from, judgement_from
from foedus.ledger.rows import document_row, sha256
from foedus.ledger.store import Store
from foedus.model.judgement import Verdict


def verify(ledger: Store, reread: Reread | None = None) -> list[Difference]:
    """Everything in the ledger that is not as it should be, and notes (`is_note`) on what was not compared; none for a sound
    ledger that was read again in full.

    Documents and fetched bytes are hashed again, ids worked out again, quotes looked up in their document, columns derived
    again, rows without their parents sought. With `reread`, which reads a document anew, the current reading is compared with
    what it gives; where that is None, or by another reader or version, a note says that the document was not re-read. What a
    person added is not read again.
    """
    with ledger.reading() as connection:
        return [*_database(connection), *_originals(connection), *_documents(connection, reread), *_judgements(connection)]


def _database(connection: Connection) -> Iterator[Difference]:
    if connection.dialect.name == "sqlite":
        for said, *_ in connection.exec_driver_sql("PRAGMA integrity_check").all():
            if said != "ok":
                yield Difference(Fault.DATABASE, "file", f"SQLite finds the file damaged: {said}")
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            yield Difference(Fault.DATABASE, table, f"row {row} of table {table} points at a row of {parent} that is not there")
    for child in (tables.sighting, tables.reading):
        lone = select(tables.document.c.id).where(~exists().where(child.c.document == tables.document.c.seq))
        for found in connection.scalars(lone.order_by(tables.document.c.seq)):
            yield Difference(Fault.DATABASE, found, f"document {found} has no {child.name}")
    lone = select(tables.reading.c.id).where(~exists().where(tables.turn.c.reading == tables.reading.c.seq))
    for found in connection.scalars(lone.order_by(tables.reading.c.seq)):
        yield Difference(Fault.DATABASE, found, f"reading {found} was never the current one of its document")


def _originals(connection: Connection) -> Iterator[Difference]:
    original = tables.original.c
    unused = ~exists().where(tables.sighting.c.original == original.sha256)
    for digest, lone in connection.execute(select(original.sha256, unused).order_by(original.sha256)).all():
        kept = sha256(connection.scalar(select(original.bytes).where(original.sha256 == digest)) or b"")
        if kept != digest:
            yield Difference(Fault.ORIGINAL, digest, f"the fetched bytes kept as {digest} have another hash, {kept}")
        if lone:
            yield Difference(Fault.ORIGINAL, digest, f"the fetched bytes kept as {digest} belong to no document")


def _documents(connection: Connection, reread: Reread | None) -> Iterator[Difference]:
    table, reading = tables.document, tables.reading
    current = set(connection.scalars(select(tables.turn.c.reading).where(tables.turn.c.superseded_at.is_(None))))
    for seq in connection.scalars(select(table.c.seq).order_by(table.c.seq)).all():
        row = connection.execute(select(table).where(table.c.seq == seq)).one()
        try:
            document = document_from(row)
        except UNREADABLE as fault:
            yield Difference(Fault.DOCUMENT, row.id, f"document {row.id} cannot be made from its row: {fault}")
            continue
        for column in unlike(row, document_row(document)):
            yield Difference(Fault.DOCUMENT, row.id, f"document {row.id}: {column} is not what its text and data give")
        readings = connection.execute(select(reading).where(reading.c.document == seq).order_by(reading.c.seq)).all()
        for one in readings:
            yield from reading_differences(connection, one, document, row.id)
        if reread is not None:
            by_machine = [one for one in readings if one.seq in current and one.reader != HUMAN]
            if by_machine:
                yield from rereading_differences(connection, by_machine, document, reread)


def _judgements(connection: Connection) -> Iterator[Difference]:
    table = tables.judgement
    known = exists().where(tables.claim.c.id == table.c.subject) | exists().where(tables.actor.c.id == table.c.subject)
    for row in connection.execute(select(table, known.label("known")).order_by(table.c.seq)).all():
        try:
            made = judgement_from(row)
        except UNREADABLE as fault:
            yield Difference(Fault.JUDGEMENT, row.id, f"judgement {row.id} cannot be made from its row: {fault}")
            continue
        if made.id != row.id:
            yield Difference(Fault.JUDGEMENT, row.id, f"judgement {row.id}: its id is not that of its content")
        if not row.known:
            yield Difference(Fault.JUDGEMENT, row.id, f"judgement {row.id} is about {row.subject}, which is not in the ledger")
        if made.verdict is Verdict.CORRECTED and not _borne_out(connection, row):
            yield Difference(Fault.JUDGEMENT, row.id, f"judgement {row.id}: the corrected claim is not what the correction says")


def _borne_out(connection: Connection, judgement: Row[Any]) -> bool:
    """Whether the claim that a correction made says what the correction says."""
    rows = connection.execute(select(tables.claim).where(tables.claim.c.judgement == judgement.seq)).all()
    try:
        made = [told.claim for told in claims_from(connection, rows, {row.document: "" for row in rows})]
    except UNREADABLE:
        return False
    return [claim.to_json() for claim in made] == [judgement.correction]
