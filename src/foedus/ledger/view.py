"""Looking at the ledger, never changing it: what it held and judged at a moment, from what had been published by a day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, func, select

from foedus.errors import NotFound
from foedus.ledger import clusters, tables
from foedus.ledger.columns import in_utc
from foedus.ledger.entries import (
    ActorCluster,
    ClaimFilter,
    ClaimHistory,
    DocumentInfo,
    Entry,
    GapEntry,
    document_columns,
    document_info,
    documents,
)
from foedus.ledger.filters import conditions
from foedus.ledger.identity import standing
from foedus.ledger.lazy_identities import LazyIdentities
from foedus.ledger.restore import CLAIM_COLUMNS, Recorded, claims_from, document_from, gap_from, judgement_from
from foedus.ledger.scope import Scope, among
from foedus.ledger.store import Store, batches
from foedus.model.claim import EventClaim, RelationClaim
from foedus.model.judgement import Judgement, Verdict
from foedus.model.source import Document

EVERYTHING = ClaimFilter()
Said = tuple[str, int, str]  # document, where the quote begins, and the rest in the codebook's form


class View:
    """A read-only look at a ledger; make a new one to see what was recorded since.

    `as_of` is a moment with a time zone (None: now): only what was recorded, judged and not undone by then. `known_by` is
    a day (None: no limit): only documents surely published by then; those without a date are left out and counted in
    `undated`.
    """

    def __init__(self, store: Store, as_of: datetime | None = None, known_by: date | None = None) -> None:
        self.store = store
        self.scope = Scope(in_utc(as_of) if as_of is not None else None, known_by)
        self._seqs: dict[str, list[int]] = {}
        self._documents: dict[int, DocumentInfo] = {}

    @cached_property
    def identities(self) -> LazyIdentities:
        """Who is the same as whom, read from the ledger as asked for."""
        return LazyIdentities(self.store, self.scope.as_of)

    @cached_property
    def undated(self) -> int:
        """How many documents are left out because their date of publication is unknown or open; 0 without `known_by`."""
        if self.scope.known_by is None:
            return 0
        wanted = select(func.count()).select_from(tables.document)
        with self.store.reading() as connection:
            dateless = tables.document.c.published_latest.is_(None)
            return connection.scalar(wanted.where(self.scope.found(), dateless)) or 0

    def documents(self) -> Iterator[DocumentInfo]:
        """The documents, in order of recording."""
        with self.store.reading() as connection:
            for rows in batches(connection, documents(self.scope)):
                yield from map(document_info, rows)

    def document(self, document: str) -> Document:
        """A document with its text, superseded or not. Raises NotFound."""
        with self.store.reading() as connection:
            row = connection.execute(select(tables.document).where(tables.document.c.id == document)).first()
        if row is None:
            raise NotFound(f"there is no document {document!r} in the ledger; foedus documents lists them")
        return document_from(row)

    def original(self, document: str) -> bytes | None:
        """The bytes of a document as last fetched, None where it was not fetched."""
        sighting, original = tables.sighting, tables.original
        wanted = select(original.c.bytes).join_from(sighting, original).join(tables.document)
        with self.store.reading() as connection:
            return connection.scalar(wanted.where(tables.document.c.id == document).order_by(sighting.c.seq.desc()).limit(1))

    def actors(self) -> list[ActorCluster]:
        """The actors, joined as judged, sorted by name."""
        with self.store.reading() as connection:
            return clusters.clusters(connection, self.scope, self.identities.whole)

    def actor(self, canonical: str) -> ActorCluster:
        """The actor of a canonical id, or of the id of one of its actors. Raises NotFound."""
        return self.actors_of([canonical])[0]

    def actors_of(self, canonical: Sequence[str]) -> list[ActorCluster]:
        """The actors of these canonical ids, in their order. Raises NotFound for one that this view does not show."""
        wanted = [self.identities.of(name) for name in canonical]
        members = [member for name in wanted for member in self.identities.actors(name)]
        self.identities.look_up(members)
        with self.store.reading() as connection:
            found = {one.id: one for one in clusters.clusters(connection, self.scope, self.identities, members)}
        missing = [name for name in wanted if name not in found]
        if missing:
            raise NotFound(f"there is no actor {missing[0]!r} in this view; foedus actors lists them")
        return [found[name] for name in wanted]

    def claims(self, asked: ClaimFilter = EVERYTHING) -> Iterator[Entry]:
        """The claims as they stand, in order of recording: rejected ones left out, corrected ones as corrected.

        Of the readings of a document only the current one counts, but what a person accepted or corrected stays, and stands
        for a claim of the current reading that says the very same of the very same words.
        """
        with self.store.reading() as connection:
            seqs = [self._actor_seqs(connection, name) for name in asked.actors]
            wanted = self.scope.claims(select(*CLAIM_COLUMNS, tables.claim.c.recorded_at))
            wanted = wanted.where(*conditions(connection, asked, seqs)).order_by(tables.claim.c.seq)
            for rows in batches(connection, wanted):
                yield from self._entries(connection, [row for row in rows if self._shows(row)])

    def gaps(self, documents: Sequence[str] = ()) -> Iterator[GapEntry]:
        """The gaps, in order of recording, of these documents or of all."""
        read = tables.reading.c
        wanted = self.scope.gaps(select(tables.gap, read.document, read.reader, read.version))
        with self.store.reading() as connection:
            if documents:
                wanted = wanted.where(among(connection, tables.document.c.id, documents))
            for rows in batches(connection, wanted.order_by(tables.gap.c.seq)):
                infos = self._infos(connection, {row.document for row in rows})
                for row in rows:
                    info = infos[row.document]
                    yield GapEntry(gap_from(row, info.id), info, row.reader, row.version)

    def history(self, claim: str) -> ClaimHistory:
        """What became of a claim, named by its id or by that of a correction; superseded claims too. Raises NotFound."""
        told = tables.claim
        with self.store.reading() as connection:
            rows = connection.execute(select(told).where(told.c.id == _original_of(connection, claim))).all()
            if not rows:
                raise NotFound(f"there is no claim {claim!r} in the ledger; foedus events --json shows the ids")
            row = rows[0]
            judged = connection.execute(
                select(tables.judgement).where(tables.judgement.c.subject == row.id).order_by(tables.judgement.c.seq)
            ).all()
            made = select(told).where(told.c.judgement.in_([judgement.seq for judgement in judged])).order_by(told.c.seq)
            corrections = connection.execute(made).all()
            info = self._infos(connection, {row.document})[row.document]
            first, *others = [_either(one) for one in claims_from(connection, [row, *corrections], {row.document: info.id})]
            return ClaimHistory(
                first, info, row.recorded_at, _superseded_at(connection, row), tuple(judgement_from(one) for one in judged),
                {correction.origin.version: correction for correction in others},
            )

    @cached_property
    def _judged(self) -> dict[str, Judgement]:
        """The last standing judgement of each claim."""
        table = tables.judgement
        about_claims = table.c.other.is_(None)
        with self.store.reading() as connection:
            rows = connection.execute(select(table).where(about_claims, standing(self.scope.as_of)).order_by(table.c.seq))
            return {row.subject: judgement_from(row) for row in rows}

    @cached_property
    def _corrections(self) -> dict[str, Judgement]:
        """The last standing correction of each claim, by its id: the version that the corrected claim bears."""
        table = tables.judgement
        corrected = table.c.verdict == Verdict.CORRECTED
        with self.store.reading() as connection:
            rows = connection.execute(select(table).where(corrected, standing(self.scope.as_of)).order_by(table.c.seq))
            last = {row.subject: judgement_from(row) for row in rows}
        return {judgement.id: judgement for judgement in last.values()}

    @cached_property
    def _reworded(self) -> frozenset[str]:
        """The claims that stand as corrected."""
        return frozenset(judgement.subject for judgement in self._corrections.values())

    @cached_property
    def _settled(self) -> dict[Said, str]:
        """What kept claims of readings that are no longer current say, as read and as corrected, with the id of each."""
        right = (Verdict.ACCEPTED, Verdict.CORRECTED)
        subjects = [judgement.subject for judgement in self._judged.values() if judgement.verdict in right]
        if not subjects:
            return {}
        wanted = self.scope.claims(select(*CLAIM_COLUMNS)).where(~self.scope.current()).order_by(tables.claim.c.seq)
        with self.store.reading() as connection:
            # Only their documents can have such claims; without that, every claim of the ledger would be looked at.
            theirs = select(tables.claim.c.document).where(among(connection, tables.claim.c.id, subjects))
            rows = connection.execute(wanted.where(tables.claim.c.document.in_(theirs))).all()
            infos = self._infos(connection, {row.document for row in rows})
            told = claims_from(connection, rows, {seq: infos[seq].id for seq in infos})
            return {_said(one): one.claim.id for one in told}

    def _shows(self, row: Row[Any]) -> bool:
        corrected = self._corrections.get(row.version) if row.judgement is not None else None
        if row.judgement is not None and corrected is None:
            return False
        if corrected is None and row.id in self._reworded:
            return False
        judgement = self._judged.get(corrected.subject if corrected else row.id)
        return judgement is None or judgement.verdict is not Verdict.REJECTED

    def _entries(self, connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[Entry]:
        infos = self._infos(connection, {row.document for row in rows})
        ids = {seq: infos[seq].id for seq in infos}
        originals = self._originals(connection, rows, ids)
        restored = list(claims_from(connection, rows, ids))
        self.identities.look_up((actor for told in restored for actor in told.actors.values()), connection)
        for row, told in zip(rows, restored, strict=True):
            if self._settled and self._settled.get(_said(told), row.id) != row.id:
                continue
            who = {name: self.identities.of(actor) for name, actor in told.actors.items()}
            corrected = self._corrections.get(row.version) if row.judgement is not None else None
            judgement = self._judged.get(corrected.subject if corrected else row.id)
            original = originals[corrected.subject] if corrected else None
            yield Entry(_either(told), infos[row.document], who, judgement, row.recorded_at, original)

    def _originals(
        self, connection: Connection, rows: Sequence[Row[Any]], ids: dict[int, str]
    ) -> dict[str, EventClaim | RelationClaim]:
        subjects = [self._corrections[row.version].subject for row in rows if row.judgement is not None]
        if not subjects:
            return {}
        found = connection.execute(select(*CLAIM_COLUMNS).where(tables.claim.c.id.in_(subjects))).all()
        return {told.claim.id: _either(told) for told in claims_from(connection, found, ids)}

    def _infos(self, connection: Connection, seqs: set[int]) -> dict[int, DocumentInfo]:
        unknown = [seq for seq in seqs if seq not in self._documents]
        if unknown:
            wanted = select(*document_columns(self.scope)).where(tables.document.c.seq.in_(unknown))
            self._documents.update((row.seq, document_info(row)) for row in connection.execute(wanted))
        return {seq: self._documents[seq] for seq in seqs}  # not all of them: another thread may be adding to those

    def _actor_seqs(self, connection: Connection, canonical: str) -> list[int]:
        name = self.identities.of(canonical)
        if name not in self._seqs:
            members = self.identities.actors(name)
            wanted = select(tables.actor.c.seq).where(among(connection, tables.actor.c.id, members))
            self._seqs[name] = list(connection.scalars(wanted))
        return self._seqs[name]


def _said(told: Recorded) -> Said:
    quote = told.claim.quote
    return quote.document, quote.start, json.dumps(told.claim.to_json(), sort_keys=True)


def _either(told: Recorded) -> EventClaim | RelationClaim:
    if isinstance(told.claim, (EventClaim, RelationClaim)):
        return told.claim
    raise TypeError(f"{type(told.claim).__name__} is neither an event nor a relation")


def _original_of(connection: Connection, claim: str) -> str:
    corrected = select(tables.judgement.c.subject).join_from(tables.claim, tables.judgement).where(tables.claim.c.id == claim)
    return connection.scalar(corrected) or claim


def _superseded_at(connection: Connection, row: Row[Any]) -> datetime | None:
    """When the reading's last turn ended, or the document at the last origin that still had it, whichever came first."""
    turns = select(tables.turn.c.superseded_at).where(tables.turn.c.reading == row.reading)
    sightings = select(tables.sighting.c.superseded_at).where(tables.sighting.c.document == row.document)
    ends = (_last(connection.scalars(wanted).all()) for wanted in (turns, sightings))
    return min((moment for moment in ends if moment is not None), default=None)


def _last(ends: Sequence[datetime | None]) -> datetime | None:
    """The last of these ends, None where one of them is still open."""
    over = [moment for moment in ends if moment is not None]
    return max(over) if over and len(over) == len(ends) else None
