"""The JSON API: what is told of places, and how exactly each place is known. Persons are not mapped."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from foedus.errors import BadInput
from foedus.interfaces.web.asking import TheLook, TheSession, TheView
from foedus.interfaces.web.gathered.quoted import MOST_QUOTES, DayText, Id, Quotes, quotes_of
from foedus.interfaces.web.gathered.site_counts import claims_at, counted
from foedus.interfaces.web.gathered.sites import (
    COUNTRY,
    PERSON,
    PRESENT_IN,
    SMALL,
    Asked,
    Mapped,
    Site,
    Sited,
    chosen,
    gathered,
    mapped,
    site_of,
    within,
)
from foedus.ledger.entries import ClaimFilter
from foedus.ledger.marks import holds_more
from foedus.model.claim import Certainty
from foedus.model.dates import DateSpan
from foedus.model.vocabulary import vocabulary

router = APIRouter(prefix="/api/map", tags=["map"])
MOST_SITES, MOST_NAMES = 1500, 100


class Kind(BaseModel):
    """How many claims of a type."""

    type: str
    label: str
    claims: int


class Spot(BaseModel):
    """A place. `precision` says how exactly it is known; where that is a country or a part of one, only `country` (ISO 3166
    alpha-2) is known and the coordinates are not sent. `told` are names that texts use for it."""

    id: str
    name: str
    told: list[str]
    latitude: float | None
    longitude: float | None
    country: str | None
    precision: str
    events: int
    presence: int
    unsure: int
    kinds: list[Kind]


class Unplaced(BaseModel):
    """A name of a place that could not be settled."""

    name: str
    claims: int


class Shelf(BaseModel):
    """What is not drawn, and why: events of which no place is told; names that no place was found for; claims without any date
    while a time is asked for; presence of persons, which is not mapped."""

    unstated: int
    unresolved: list[Unplaced]
    more_unresolved: int
    undated: int
    persons: int | None


class Year(BaseModel):
    """How many claims surely lie in a year."""

    year: int
    claims: int


class Places(BaseModel):
    """The map. `rough` is whether the ledger is so large that what people rejected or corrected is counted as it was read."""

    spots: list[Spot]
    more_spots: int
    shelf: Shelf
    first: date | None
    last: date | None
    years: list[Year]
    rough: bool


def asked_of(
    view: TheView,
    first: Annotated[DayText | None, Query(alias="from", description="Told of that day or later.")] = None,
    last: Annotated[DayText | None, Query(alias="to", description="Told of that day or earlier.")] = None,
    actor: Annotated[Id | None, Query(description="Only where this actor takes part; persons are not mapped.")] = None,
    kind: Annotated[list[str] | None, Query(max_length=40, description="Event types, and present_in.")] = None,
    certainty: Annotated[list[Certainty] | None, Query(max_length=4)] = None,
) -> Asked:
    """Which claims are asked for. Raises BadInput for a person, a time that ends before it starts, and BadVocabulary."""
    since, until = _bound(first, start=True), _bound(last, start=False)
    if since and until and since > until:
        raise BadInput(f"the time from {since} to {until} ends before it starts; give the earlier date as from")
    for one in kind or []:
        if one != PRESENT_IN:
            vocabulary().event(one)
    who = view.actor(actor) if actor else None
    if who is not None and who.kind == PERSON:
        raise BadInput(f"{who.name!r} is a person, and where persons were is not mapped; choose an organisation")
    return Asked(frozenset(kind or ()), frozenset(certainty or ()), who.id if who else None, since, until)


TheAsked = Annotated[Asked, Depends(asked_of)]


@router.get("")
def places(look: TheLook, asked: TheAsked, _: TheSession) -> Places:
    """What is told of each place."""
    rough = holds_more(look.view.store, SMALL)
    found = counted(look.view, asked) if rough else mapped(look.view, asked)
    names = sorted(found.unresolved.items(), key=lambda item: (-item[1], item[0]))
    return Places(
        spots=[_spot(site) for site in found.sites[:MOST_SITES]],
        more_spots=max(0, len(found.sites) - MOST_SITES),
        shelf=Shelf(
            unstated=found.unstated,
            unresolved=[Unplaced(name=name, claims=claims) for name, claims in names[:MOST_NAMES]],
            more_unresolved=max(0, len(names) - MOST_NAMES),
            undated=found.undated,
            persons=None if rough else gathered(look.view).persons,
        ),
        first=found.first, last=found.last, years=_years(found), rough=rough,
    )  # fmt: skip


@router.get("/quotes")
def quotes(
    look: TheLook, asked: TheAsked, _: TheSession,
    site: Annotated[Id | None, Query(description="The id of a place on the map.")] = None,
    name: Annotated[Id | None, Query(description="A name of a place that could not be settled.")] = None,
) -> Quotes:
    """The quotes of a place, of an unsettled name, or, without either, of the events of which no place is told."""
    if holds_more(look.view.store, SMALL):
        ids, of = claims_at(look.view, asked, site, name, MOST_QUOTES)
    else:
        told = (one for one in chosen(gathered(look.view).sited, asked) if within(one, asked))
        there = [one for one in told if _at(one, site, name)]
        there.sort(key=lambda one: (one.first or one.last or date.max, one.claim))
        ids, of = [one.claim for one in there[:MOST_QUOTES]], len(there)
    entries = {entry.claim.id: entry for entry in look.view.claims(ClaimFilter(claims=tuple(ids)))} if ids else {}
    return quotes_of(look.view, [entries[one] for one in ids if one in entries], of)


def _at(one: Sited, site: str | None, name: str | None) -> bool:
    """Whether the claim is of the place, or bears the unsettled name, that is asked for."""
    where = site_of(one)
    return where == site if site is not None else where is None and one.name == name


def _bound(text: str | None, start: bool) -> date | None:
    if not text:
        return None
    span = DateSpan.parse(text)
    found = span.earliest if start else span.latest
    if found is None:
        name = "from" if start else "to"
        raise BadInput(f"{name} {text!r} is open on that side; leave it out or write 2013-01-01, 2013-01 or 2013")
    return found


def _spot(site: Site) -> Spot:
    location = site.location
    drawn = location if location is not None and not site.id.startswith(COUNTRY) else None
    name = location.name if location else site.country or ""
    return Spot(
        id=site.id, name=name, told=[told for told, _ in site.told.most_common(6) if told != name],
        latitude=drawn.latitude if drawn else None, longitude=drawn.longitude if drawn else None, country=site.country,
        precision=site.precision.value, events=site.events, presence=site.presence, unsure=site.unsure, kinds=_kinds(site.types),
    )  # fmt: skip


def _kinds(types: Counter[str]) -> list[Kind]:
    labels = {name: event.label for name, event in vocabulary().events.items()}
    return [Kind(type=one, label=labels.get(one, "presence"), claims=many) for one, many in types.most_common(8)]


def _years(found: Mapped) -> list[Year]:
    return [Year(year=year, claims=claims) for year, claims in found.years.items()]


