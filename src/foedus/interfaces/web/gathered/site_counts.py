"""What is told of places in a large ledger, counted by the database in one pass. See `sites.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Row, and_, case, exists, func, null, or_, select, type_coerce

from foedus.interfaces.web.gathered.sites import COUNTRY, PERSON, Asked, Mapped, Site
from foedus.ledger.entries import ClaimFilter
from foedus.ledger.filters import conditions
from foedus.ledger.rows import EVENT, PRESENT_IN
from foedus.ledger.scope import among
from foedus.ledger.tables import actor, claim, claim_actor, document
from foedus.ledger.view import View
from foedus.model.claim import Certainty
from foedus.model.place import Location, PlacePrecision

_told = claim.c


def counted(view: View, asked: Asked) -> Mapped:
    """As `sites.mapped`, but for what people rejected or corrected; names that texts use and years are not counted."""
    country = case((_told.place_name.is_(None), _told.country), else_=null())
    unplaced = case((_told.place_key.is_(None), _told.place_name), else_=null())
    by = (
        _told.place_key, _told.place_label, _told.place_latitude, _told.place_longitude, _told.place_country,
        _told.place_precision, country.label("told_country"), unplaced.label("unplaced"), _told.type, _told.certainty,
    )  # fmt: skip
    first, last = _times()
    columns = (*by, func.count().label("claims"))
    sites: dict[str, Site] = {}
    unresolved: Counter[str] = Counter()
    unstated = 0
    with view.store.reading() as connection:
        wanted = view.scope.claims(select(*columns)).where(*_conditions(connection, view, asked))
        rows = connection.execute(wanted.where(*_within(asked, first, last)).group_by(*by)).all()
        undated = connection.scalar(_undated(connection, view, asked)) or 0 if asked.timed else 0
        days = connection.execute(_extent(connection, view, asked)).one()
    for row in rows:
        where = _site_of(row)
        if where is not None:
            _add(sites.setdefault(where, _site(where, row)), row)
        elif row.unplaced:
            unresolved[row.unplaced] += row.claims
        else:
            unstated += row.claims
    ordered = sorted(sites.values(), key=lambda site: (-site.events - site.presence, site.id))
    return Mapped(ordered, unresolved, unstated, undated, {}, days.first, days.last)


def claims_at(view: View, asked: Asked, site: str | None, name: str | None, most: int) -> tuple[list[str], int]:
    """The ids of the first claims of a place, of an unsettled name or, without either, of events without a place; and how many
    there are."""
    first, last = _times()
    with view.store.reading() as connection:
        told = (*_conditions(connection, view, asked), *_within(asked, first, last), *_there(site, name))
        ids = view.scope.claims(select(_told.id)).where(*told).order_by(_told.date_earliest, _told.seq).limit(most)
        many = view.scope.claims(select(func.count(_told.seq))).where(*told)
        return list(connection.scalars(ids)), connection.scalar(many) or 0


def _there(site: str | None, name: str | None) -> Iterator[ColumnElement[bool]]:
    if site is None:
        yield _told.place_key.is_(None)
        yield _told.place_name == name if name is not None else and_(_told.place_name.is_(None), _told.country.is_(None))
        return
    key, _, precision = site.rpartition(" ")
    settled = and_(_told.place_key == key, _told.place_precision == precision)
    if key.startswith(COUNTRY) and precision == PlacePrecision.COUNTRY.value:
        alone = and_(_told.place_name.is_(None), _told.country == key.removeprefix(COUNTRY))
        yield or_(settled, alone)
    else:
        yield settled


def _conditions(connection: Connection, view: View, asked: Asked) -> Iterator[ColumnElement[bool]]:
    yield or_(_told.form == EVENT, _told.type == PRESENT_IN)
    of_person = (
        select(claim_actor.c.claim)
        .join(actor, actor.c.seq == claim_actor.c.actor)
        .where(claim_actor.c.claim == _told.seq, actor.c.kind == PERSON)
    )
    yield or_(_told.type != PRESENT_IN, ~exists(of_person))
    seqs = []
    if asked.actor is not None:
        members = view.identities.actors(view.identities.of(asked.actor))
        seqs = [list(connection.scalars(select(actor.c.seq).where(among(connection, actor.c.id, members))))]
    wanted = ClaimFilter(types=tuple(sorted(asked.types)), certainties=tuple(sorted(asked.certainties)))
    yield from conditions(connection, wanted, seqs)


def _times() -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The first and the last day of a claim: as told, else of its report."""
    published_first, published_last = document.c.published_earliest, document.c.published_latest
    started, ended = _told.start_edtf.is_not(None), _told.end_edtf.is_not(None)
    first = case(
        (_told.date_edtf.is_not(None), _told.date_earliest), (started, _told.start_earliest), (ended, _told.end_earliest),
        else_=published_first,
    )  # fmt: skip
    last = case(
        (_told.date_edtf.is_not(None), _told.date_latest), (ended, _told.end_latest),
        else_=func.coalesce(published_last, _told.start_latest),
    )  # fmt: skip
    return type_coerce(first, Date), type_coerce(last, Date)


def _within(asked: Asked, first: ColumnElement[Any], last: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    if asked.timed:
        yield or_(first.is_not(None), last.is_not(None))
    if asked.first is not None:
        yield or_(last.is_(None), last >= asked.first)
    if asked.last is not None:
        yield or_(first.is_(None), first <= asked.last)


def _undated(connection: Connection, view: View, asked: Asked) -> Any:
    first, last = _times()
    wanted = view.scope.claims(select(func.count(_told.seq))).where(*_conditions(connection, view, asked))
    return wanted.where(and_(first.is_(None), last.is_(None)))


def _extent(connection: Connection, view: View, asked: Asked) -> Any:
    first, last = _times()
    columns = (func.min(first).label("first"), func.max(last).label("last"))
    return view.scope.claims(select(*columns)).where(*_conditions(connection, view, asked))


def _site_of(row: Row[Any]) -> str | None:
    if row.place_key is not None:
        return f"{row.place_key} {row.place_precision}"
    return f"{COUNTRY}{row.told_country} {PlacePrecision.COUNTRY.value}" if row.told_country else None


def _site(where: str, row: Row[Any]) -> Site:
    if row.place_key is None:
        return Site(where, None, row.told_country, PlacePrecision.COUNTRY)
    precision = PlacePrecision(row.place_precision)
    location = Location(
        row.place_key, row.place_label, row.place_latitude, row.place_longitude, row.place_country, precision
    )
    return Site(where, location, location.country, precision)


def _add(site: Site, row: Row[Any]) -> None:
    if row.type == PRESENT_IN:
        site.presence += row.claims
    else:
        site.events += row.claims
    site.types[row.type] += row.claims
    site.unsure += row.claims if row.certainty != Certainty.STATED.value else 0
