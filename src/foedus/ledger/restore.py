"""From rows back to the model: exactly the document, actor, claim and gap that were recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from foedus.ledger.rows import ACRONYM, EVENT, NAME, parsed
from foedus.ledger.store import batches
from foedus.ledger.tables import actor, actor_name, citation, claim, claim_actor, gap
from foedus.model.actor import Actor
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Certainty, Claim, EventClaim, Origin, RelationClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.judgement import Judgement, Verdict
from foedus.model.numbers import Count
from foedus.model.place import Location, Place, PlacePrecision
from foedus.model.reading import Gap, GapKind
from foedus.model.source import Citation, Document, Page, Quote

# What a claim is made of; the other columns only serve filters and follow from these.
CLAIM_COLUMNS = tuple(column for column in claim.c if not column.name.endswith(("_earliest", "_latest", "_folded")))

Slots = Mapping[str, Sequence[str]]


def document_from(row: Row[Any]) -> Document:
    """The document of a row of `document`."""
    return Document(
        text=row.text, title=row.title, publisher=row.publisher, author=row.author,
        published=span_from(row.published_edtf, row.published_words, row.published_anchor),
        url=row.url, origin=row.origin, media_type=row.media_type, pages=tuple(Page(*page) for page in row.pages),
    )


@dataclass(frozen=True, slots=True)
class Recorded:
    """A claim with the actor ids of the names in it that are actors of its reading."""

    claim: Claim
    actors: Mapping[str, str]


def claims_from(connection: Connection, rows: Sequence[Row[Any]], documents: Mapping[int, str]) -> Iterator[Recorded]:
    """The claims of rows of `CLAIM_COLUMNS`, in their order. `documents` gives the id of each document by its seq.

    Two look-ups fetch the slots and citations of all of them, so hand over some hundreds at a time.
    """
    seqs = [row.seq for row in rows]
    slots: dict[int, dict[str, list[str]]] = {seq: {} for seq in seqs}
    people: dict[int, dict[str, str]] = {seq: {} for seq in seqs}
    for seq, slot, name, actor_id in connection.execute(_slots(seqs)):
        slots[seq].setdefault(slot, []).append(name)
        if actor_id is not None:
            people[seq][name] = actor_id
    citations = _citations(connection, seqs)
    for row in rows:
        told = _claim(row, documents[row.document], slots[row.seq], citations.get(row.seq, ()))
        yield Recorded(told, people[row.seq])


def actors_from(connection: Connection, reading: int, document: str) -> tuple[Actor, ...]:
    """The actors of a reading, in its order."""
    named = select(actor_name).where(actor_name.c.actor.in_(select(actor.c.seq).where(actor.c.reading == reading)))
    aliases: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(named.order_by(actor_name.c.actor, actor_name.c.position)):
        if row.form not in (NAME, ACRONYM):
            aliases[row.actor].append(row.name)
    rows = connection.execute(select(actor).where(actor.c.reading == reading).order_by(actor.c.position))
    return tuple(
        Actor(
            document, row.name, row.kind, tuple(aliases[row.seq]),
            tuple((start, end) for start, end in row.mentions), row.lexicon,
        )
        for row in rows
    )


def reading_claims(connection: Connection, reading: int, document: tuple[int, str]) -> tuple[Claim, ...]:
    """The claims as the reader gave them, in its order, without people's corrections. `document` is its seq and id."""
    read = select(*CLAIM_COLUMNS).where(claim.c.reading == reading, claim.c.judgement.is_(None)).order_by(claim.c.position)
    parts = batches(connection, read)
    return tuple(told.claim for rows in parts for told in claims_from(connection, rows, dict([document])))


def gaps_from(connection: Connection, reading: int, document: str) -> tuple[Gap, ...]:
    """The gaps of a reading, in its order."""
    rows = connection.execute(select(gap).where(gap.c.reading == reading).order_by(gap.c.seq))
    return tuple(gap_from(row, document) for row in rows)


def gap_from(row: Row[Any], document: str) -> Gap:
    """The gap of a row of `gap`."""
    return Gap(document, GapKind(row.kind), row.detail, row.text_start, row.text_end)


def judgement_from(row: Row[Any]) -> Judgement:
    """The judgement of a row of `judgement`."""
    return Judgement(
        verdict=Verdict(row.verdict), subject=row.subject, by=row.judged_by, at=row.judged_at, why=row.why, other=row.other,
        correction=row.correction, undone_at=row.undone_at, undone_by=row.undone_by, undone_why=row.undone_why,
    )


def span_from(edtf: str | None, words: str | None, anchor: str | None) -> DateSpan | None:
    """The date, None where there is none."""
    return None if edtf is None else parsed(edtf, words, anchor)


def _slots(seqs: Iterable[int]) -> Select[Any]:
    stands = claim_actor.c
    wanted = select(stands.claim, stands.slot, stands.name, actor.c.id).join_from(claim_actor, actor, isouter=True)
    return wanted.where(stands.claim.in_(seqs)).order_by(stands.claim, stands.slot, stands.position)


def _citations(connection: Connection, seqs: Iterable[int]) -> dict[int, list[Citation]]:
    citations: dict[int, list[Citation]] = {}
    wanted = select(citation).where(citation.c.claim.in_(seqs)).order_by(citation.c.claim, citation.c.position)
    for row in connection.execute(wanted):
        date = span_from(row.date_edtf, row.date_words, row.date_anchor)
        citations.setdefault(row.claim, []).append(Citation(row.publisher, row.place, date))
    return citations


def _claim(row: Row[Any], document: str, slots: Slots, citations: Sequence[Citation]) -> Claim:
    shared: dict[str, Any] = {
        "type": row.type, "quote": Quote(document, row.quote_start, row.quote_end, row.quote),
        "origin": Origin(row.reader, row.version, row.rule, row.confidence),
        "certainty": Certainty(row.certainty), "attribution": row.attribution,
        "citations": tuple(citations), "place": _place(row),
    }
    if row.form == EVENT:
        shared |= {slot: tuple(slots.get(slot, ())) for slot in PEOPLE_SLOTS}
        shared |= {slot: _count(row, slot) for slot in COUNT_SLOTS}
        date = span_from(row.date_edtf, row.date_words, row.date_anchor)
        return EventClaim(**shared, date=date, country=row.country, status=Status(row.status))
    return RelationClaim(
        **shared, a=slots["a"][0], b=slots["b"][0], role=row.role,
        start=span_from(row.start_edtf, row.start_words, row.start_anchor),
        end=span_from(row.end_edtf, row.end_words, row.end_anchor),
    )


def _count(row: Row[Any], slot: str) -> Count | None:
    approximate = getattr(row, f"{slot}_approx")
    return None if approximate is None else Count(getattr(row, f"{slot}_min"), getattr(row, f"{slot}_max"), bool(approximate))


def _place(row: Row[Any]) -> Place | None:
    if row.place_name is None:
        return None
    location = None
    if row.place_key is not None:
        location = Location(
            row.place_key, row.place_label, row.place_latitude, row.place_longitude, row.place_country,
            PlacePrecision(row.place_precision),
        )
    return Place(row.place_name, location, tuple(_location(candidate) for candidate in row.place_candidates or ()))


def _location(told: Mapping[str, Any]) -> Location:
    return Location(**{**told, "precision": PlacePrecision(told["precision"])})
