"""A `ClaimFilter` as conditions in SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from foedus.ledger.entries import ClaimFilter
from foedus.ledger.rows import EVENT, PRESENT_IN, RELATION, looked_up
from foedus.ledger.scope import among
from foedus.ledger.tables import claim, claim_actor, document
from foedus.model.dates import DateSpan


def conditions(
    connection: Connection, asked: ClaimFilter, actor_seqs: Iterable[Collection[int]]
) -> Iterator[ColumnElement[bool]]:
    """The conditions on `claim` joined with `document`. `actor_seqs` has, for each actor asked for, the seqs of its actors."""
    told = claim.c
    if asked.form is not None:
        yield told.form == asked.form
    if asked.types:
        yield told.type.in_(asked.types)
    if asked.certainties:
        yield told.certainty.in_([certainty.value for certainty in asked.certainties])
    if asked.country is not None:
        there = and_(told.type == PRESENT_IN, told.place_country == asked.country)
        yield or_(told.country == asked.country, there)
    if asked.place is not None:
        folded = looked_up(asked.place)
        yield or_(told.place_folded == folded, told.place_label_folded == folded, told.place_key == asked.place)
    if asked.span is not None:
        yield _overlaps(asked.span, asked.undated)
    if asked.documents:
        yield among(connection, document.c.id, asked.documents)
    if asked.claims:
        yield among(connection, told.id, asked.claims)
    if asked.lethal:
        yield told.killed_min >= 1
    for seqs in actor_seqs:
        yield told.seq.in_(select(claim_actor.c.claim).where(among(connection, claim_actor.c.actor, seqs)))


def _overlaps(span: DateSpan, undated: bool) -> ColumnElement[bool]:
    """Whether a claim's time can overlap the span; a side that is open or not told bounds nothing."""
    told = claim.c
    event = and_(
        told.form == EVENT, told.date_edtf.is_not(None), *_meet(told.date_earliest, told.date_latest, span)
    )
    relation = and_(
        told.form == RELATION, or_(told.start_edtf.is_not(None), told.end_edtf.is_not(None)),
        *_meet(told.start_earliest, told.end_latest, span),
    )
    if not undated:
        return or_(event, relation)
    return or_(event, relation, and_(told.date_edtf.is_(None), told.start_edtf.is_(None), told.end_edtf.is_(None)))


def _meet(earliest: ColumnElement[Any], latest: ColumnElement[Any], span: DateSpan) -> Iterator[ColumnElement[bool]]:
    if span.latest is not None:
        yield or_(earliest.is_(None), earliest <= span.latest)
    if span.earliest is not None:
        yield or_(latest.is_(None), latest >= span.earliest)
