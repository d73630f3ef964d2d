"""Recording what was read: one document in one transaction, each thing once, nothing overwritten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from foedus.errors import BadInput, NotFound, ReadingFailed
from foedus.ledger import tables
from foedus.ledger.claims import Berth, Cast, add_claims
from foedus.ledger.columns import in_utc
from foedus.ledger.corrections import HUMAN
from foedus.ledger.identity import join_to_lexicon
from foedus.ledger.rows import Row as Fields
from foedus.ledger.rows import actor_row, document_row, name_rows, sha256
from foedus.ledger.scope import among
from foedus.ledger.search_index import index_document
from foedus.ledger.store import Store, next_seq
from foedus.model.actor import Actor
from foedus.model.claim import Claim
from foedus.model.reading import Gap, Reading
from foedus.model.source import Document

NO_LEXICON: Mapping[str, str] = {}


class Intake(StrEnum):
    """What recording a reading came to."""

    NEW = "new"                    # a document not seen before
    NEW_VERSION = "new version"    # another text than was last found at this origin, which it supersedes
    REREAD = "re-read"             # a known document, read by another reader or version, whose reading is now the current one
    SEEN_ELSEWHERE = "seen elsewhere"  # a known document and reading, at a new origin
    KNOWN = "known"                # nothing to add
    CURRENT_AGAIN = "current again"  # a known document and reading, which a person asked for again after another reader


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """What was added. `superseded` is the id of the document that this one replaces at its origin, if any; `joined` the
    number of actors the machine judged to be an entry of the lexicon."""

    document: str
    outcome: Intake
    superseded: str | None = None
    actors: int = 0
    claims: int = 0
    gaps: int = 0
    joined: int = 0


def record(
    ledger: Store, reading: Reading, *, raw: bytes | None = None, fetched_at: datetime | None = None, now: datetime,
    lexicon: Mapping[str, str] = NO_LEXICON,
) -> IntakeReport:
    """Records a document and its reading, all of it or nothing.

    The same again adds nothing. Another document from the same origin supersedes the one last found there; another
    reading of the document, by whatever reader or version, supersedes the current one. Readings by "human" are a person's:
    they supersede nothing and nothing supersedes them. `raw` are the bytes as fetched at `fetched_at`, `now` the time of
    recording, `lexicon` shows each key of the lexicon by its name.

    Raises ReadingFailed where actors or gaps belong to another document, BadInput for what no ledger can hold, Refused
    where the ledger cannot be written.
    """
    _check_one_document(reading)
    now = in_utc(now)
    with ledger.writing() as connection:
        document, is_new = _document(connection, reading.document, now)
        seen_here, superseded = _sight(connection, document, reading.document.origin, now, _Fetch.of(raw, fetched_at))
        number = _reading(connection, document, reading, now)
        if number is None:
            outcome = Intake.KNOWN if seen_here else Intake.NEW_VERSION if superseded else Intake.SEEN_ELSEWHERE
            return IntakeReport(reading.document.id, outcome, superseded)
        cast = _actors(connection, number, reading.actors, lexicon)
        claims = _claims(connection, reading, Berth(number, document, now, cast))
        gaps = _gaps(connection, number, reading.gaps)
        joined = join_to_lexicon(connection, number, now)
    outcome = Intake.NEW_VERSION if superseded else Intake.NEW if is_new else Intake.REREAD
    return IntakeReport(reading.document.id, outcome, superseded, len(reading.actors), claims, gaps, joined)


def prefer(ledger: Store, reading: Reading, now: datetime) -> bool:
    """Makes a recorded reading the current one of its document again; whether it was not. For a person who asks for it.

    Raises NotFound where the ledger has no such reading, Refused where it cannot be written.
    """
    with ledger.writing() as connection:
        row = connection.execute(select(tables.reading).where(tables.reading.c.id == reading.id)).first()
        if row is None:
            by = f"{reading.reader} {reading.version}"
            raise NotFound(f"the ledger has no reading of document {reading.document.id} by {by}; record it first")
        standing = select(tables.turn.c.seq).where(tables.turn.c.reading == row.seq, tables.turn.c.superseded_at.is_(None))
        if connection.scalar(standing) is not None:
            return False
        _take_turn(connection, row, in_utc(now))
    return True


def let_go(ledger: Store, begin: str, found: Collection[str], now: datetime) -> int:
    """Supersedes what stands at origins that begin like this, but for those where something was `found`; how many there were.

    For a source that is many documents and was read to its end: what it no longer holds is then current no more. Raises
    Refused where the ledger cannot be written.
    """
    sighting = tables.sighting
    wanted = select(sighting.c.seq, sighting.c.origin).where(sighting.c.origin.startswith(begin, autoescape=True))
    with ledger.writing() as connection:
        standing = connection.execute(wanted.where(sighting.c.superseded_at.is_(None)))
        gone = [row.seq for row in standing if row.origin not in found]
        if gone:
            passed = sighting.update().where(among(connection, sighting.c.seq, gone)).values(superseded_at=in_utc(now))
            connection.execute(passed)
    return len(gone)


@dataclass(frozen=True, slots=True)
class _Fetch:
    raw: bytes | None
    at: datetime | None

    @classmethod
    def of(cls, raw: bytes | None, at: datetime | None) -> _Fetch:
        if raw is not None and at is None:
            raise BadInput("fetched bytes were given without the time of fetching; give fetched_at too")
        return cls(raw, at)


def _check_one_document(reading: Reading) -> None:
    parts: Iterable[Actor | Gap] = (*reading.actors, *reading.gaps)
    strays = {part.document for part in parts} - {reading.document.id}
    if strays:
        raise ReadingFailed(
            f"reader {reading.reader!r} gave actors or gaps of document {min(strays)} in a reading of {reading.document.id}; "
            "make them with the id of the document that is read"
        )


def _document(connection: Connection, document: Document, now: datetime) -> tuple[int, bool]:
    known = connection.scalar(select(tables.document.c.seq).where(tables.document.c.id == document.id))
    if known is not None:
        return known, False
    seq = next_seq(connection, tables.document.c.seq)
    connection.execute(tables.document.insert(), {"seq": seq, "recorded_at": now, **document_row(document)})
    index_document(connection, seq, document.title, document.text)
    return seq, True


def _sight(connection: Connection, document: int, origin: str | None, now: datetime, fetch: _Fetch) -> tuple[bool, str | None]:
    """Whether this document was the last one found at this origin anyway, and the id of the one it replaces there."""
    sighting = tables.sighting
    standing = select(sighting.c.seq, sighting.c.document, tables.document.c.id).join_from(sighting, tables.document)
    if origin is None:
        last = connection.execute(standing.where(sighting.c.document == document)).first()
    else:
        last = connection.execute(standing.where(sighting.c.origin == origin, sighting.c.superseded_at.is_(None))).first()
    if last is not None and last.document == document:
        return True, None
    if last is not None:
        connection.execute(sighting.update().where(sighting.c.seq == last.seq).values(superseded_at=now))
    connection.execute(sighting.insert(), {
        "seq": next_seq(connection, sighting.c.seq), "document": document, "origin": origin, "recorded_at": now,
        "fetched_at": fetch.at, "original": _original(connection, fetch.raw),
    })
    return False, last.id if last is not None else None


def _original(connection: Connection, raw: bytes | None) -> str | None:
    if raw is None:
        return None
    digest = sha256(raw)
    if connection.scalar(select(tables.original.c.sha256).where(tables.original.c.sha256 == digest)) is None:
        connection.execute(tables.original.insert(), {"sha256": digest, "bytes": raw})
    return digest


def _reading(connection: Connection, document: int, reading: Reading, now: datetime) -> int | None:
    """The seq of the reading, None where the ledger has it already."""
    table = tables.reading
    if connection.scalar(select(table.c.seq).where(table.c.id == reading.id)) is not None:
        return None
    seq = next_seq(connection, table.c.seq)
    connection.execute(table.insert(), {
        "seq": seq, "id": reading.id, "document": document, "reader": reading.reader, "version": reading.version,
        "recorded_at": now,
    })
    _take_turn(connection, connection.execute(select(table).where(table.c.seq == seq)).one(), now)
    return seq


def _take_turn(connection: Connection, row: Row[Any], now: datetime) -> None:
    """Makes this row of `reading` the current reading of its document, beside which only a person's own stand."""
    table, turn = tables.reading, tables.turn
    if row.reader != HUMAN:
        others = select(table.c.seq).where(table.c.document == row.document, table.c.reader != HUMAN)
        standing = (turn.c.reading.in_(others), turn.c.superseded_at.is_(None))
        connection.execute(turn.update().where(*standing).values(superseded_at=now))
    connection.execute(turn.insert(), {"seq": next_seq(connection, turn.c.seq), "reading": row.seq, "recorded_at": now})


def _actors(connection: Connection, reading: int, actors: tuple[Actor, ...], lexicon: Mapping[str, str]) -> Cast:
    first = next_seq(connection, tables.actor.c.seq)
    rows: dict[str, Fields] = {}
    names: list[Fields] = []
    for position, actor in enumerate(actors):
        row = actor_row(actor, lexicon.get(actor.lexicon, actor.name) if actor.lexicon else None)
        if row["id"] in rows:
            raise ReadingFailed(f"actor {actor.name!r} ({actor.kind}) stands twice in one reading; give it once, with aliases")
        rows[row["id"]] = {"seq": first + position, "reading": reading, "position": position, **row}
        names.extend({"actor": first + position, **row} for row in name_rows(actor))
    if rows:
        connection.execute(tables.actor.insert(), list(rows.values()))
        connection.execute(tables.actor_name.insert(), names)
    return Cast((row["actor"], row["form"], row["name"]) for row in names)


def _claims(connection: Connection, reading: Reading, berth: Berth) -> int:
    """How many were added: claims that say the very same of the very same words count once."""
    unlike: dict[str, Claim] = {}
    for claim in reading.claims:
        unlike.setdefault(claim.id, claim)
    add_claims(connection, list(unlike.values()), berth)
    return len(unlike)


def _gaps(connection: Connection, reading: int, gaps: tuple[Gap, ...]) -> int:
    unlike = {gap.id: gap for gap in gaps}
    first = next_seq(connection, tables.gap.c.seq)
    rows = [
        {
            "seq": first + n, "id": gap_id, "reading": reading, "kind": gap.kind.value, "detail": gap.detail,
            "text_start": gap.start, "text_end": gap.end,
        }
        for n, (gap_id, gap) in enumerate(unlike.items())
    ]
    if rows:
        connection.execute(tables.gap.insert(), rows)
    return len(rows)
