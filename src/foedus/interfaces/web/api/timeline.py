"""The JSON API: spells, events and leaders of an actor or a pair along time, and where organisations come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated

from fastapi import APIRouter, Query

from foedus.analysis.foremost import foremost
from foedus.analysis.rollup import Level
from foedus.analysis.spells import Bound, Spell
from foedus.errors import BadInput
from foedus.interfaces.naming import named
from foedus.interfaces.web.asking import TheSession, TheView, level_of
from foedus.interfaces.web.gathered.kinship import kinship
from foedus.interfaces.web.gathered.lanes import (
    MOST_EVENTS,
    MOST_LANES,
    MOST_LEADERS,
    MOST_SPELLS,
    Lane,
    Told,
    lanes_of,
    lanes_of_pair,
    leaders_of,
    told_of,
    words_of,
)
from foedus.interfaces.web.gathered.quoted import MOST_QUOTES, ClaimId, Id, Quotes, names_in, quotes_of
from foedus.interfaces.web.gathered.timeline_answers import (
    Body,
    Change,
    Edge,
    EventMark,
    Genealogy,
    LeftOut,
    Line,
    Row,
    SpellBar,
    Timeline,
    Who,
)
from foedus.interfaces.wording.claims import sentence
from foedus.interfaces.wording.dates import in_words
from foedus.ledger.entries import ActorCluster, ClaimFilter, Entry
from foedus.ledger.marks import holds_more
from foedus.ledger.view import View
from foedus.model.claim import EventClaim, RelationClaim
from foedus.model.vocabulary import vocabulary

router = APIRouter(prefix="/api/timeline", tags=["timeline"])
SMALL = 50_000  # claims up to which leaders count as their group unless asked otherwise; above, that would read too much
PERSON = "person"


@router.get("/suggested")
def suggested(view: TheView, _: TheSession) -> list[Who]:
    """Actors of which much is told, persons left out: something to begin with."""
    ties = foremost(view, None, 40).ties
    told = Counter(actor for tie in ties for actor in (tie.a, tie.b))
    found = view.actors_of(sorted(told, key=lambda one: (-told[one], one))[:30])
    return [_who(one) for one in found if one.kind not in (PERSON, "community")][:12]


@router.get("/who")
def who(
    view: TheView, _: TheSession, actor: Annotated[Id | None, Query()] = None, name: Annotated[Id | None, Query()] = None
) -> Who:
    """The actor of an id, or the one that a name, also an alias, means best."""
    if actor is None and name is None:
        raise BadInput("nobody is asked for; give an actor or a name")
    return _who(view.actor(actor) if actor is not None else named(view, name or "").actors[0])


@router.get("")
def timeline(
    view: TheView, _: TheSession, actor: Annotated[Id, Query()], other: Annotated[Id | None, Query()] = None,
    roll_up: Annotated[str, Query(description="none, leaders, units or branches; by default what suits the actor")] = "",
) -> Timeline:
    """The lanes of an actor, one for each other actor; with `other`, of the two alone, one for each kind of tie."""
    one, two = view.actor(actor), view.actor(other) if other else None
    if two is not None and one.id == two.id:
        raise BadInput(f"{one.name!r} and {two.name!r} are the same actor; name two that differ")
    level = level_of(roll_up) if roll_up else _default(view, (one, two))
    told = told_of(view, one.id, level)
    lanes = lanes_of_pair(told, two.id) if two else lanes_of(told)
    kept = {id(lane) for lane in sorted(lanes, key=lambda lane: -lane.claims)[:MOST_LANES]}
    shown = [lane for lane in lanes if id(lane) in kept]
    led = [] if two else leaders_of(told)
    names = _names(view, shown, led, (one, two))
    return Timeline(
        actor=_who(one), other=_who(two) if two else None, roll_up=level.value,
        lanes=[_row(lane, told, names) for lane in shown],
        leaders=[_bar(spell, one.id, names) for spell in led[:MOST_LEADERS]],
        left_out=LeftOut(
            lanes=len(lanes) - len(shown), marks=sum(map(_over, shown)), leaders=max(0, len(led) - MOST_LEADERS), claims=told.cut
        ),
    )


@router.get("/genealogy")
def genealogy(view: TheView, _: TheSession, actor: Annotated[Id, Query()]) -> Genealogy:
    """What an organisation is part of, split from or merged with, and so on from there."""
    found = kinship(view, view.actor(actor).id)
    names = {one.id: one.name for one in found.bodies.values()} | names_in(view, found.events)
    words = vocabulary()
    return Genealogy(
        bodies=[Body(**_who(one).model_dump(), names=sorted(set(one.names) - {one.name})[:8]) for one in found.bodies.values()],
        lines=[
            Line(
                parent=line.parent, child=line.child, kind=line.kind, words=words.relation(line.kind).label,
                when=in_words(line.when), hedged=line.hedged, claims=[entry.claim.id for entry in line.entries][:MOST_QUOTES],
            )
            for line in found.lines
        ],
        changes=[
            Change(actors=sorted(set(entry.who.values()) & found.bodies.keys()), event=_mark(entry, claim, names))
            for entry in found.events[:MOST_EVENTS] if isinstance(claim := entry.claim, EventClaim)
        ],
        left_out=found.left_out,
    )  # fmt: skip


@router.get("/quotes")
def quotes(view: TheView, _: TheSession, claim: Annotated[list[ClaimId], Query(max_length=MOST_QUOTES)]) -> Quotes:
    """The quotes of these claims, in the order asked."""
    found = {entry.claim.id: entry for entry in view.claims(ClaimFilter(claims=tuple(claim)))} if claim else {}
    return quotes_of(view, [found[one] for one in dict.fromkeys(claim) if one in found])


def _default(view: View, actors: Iterable[ActorCluster | None]) -> Level:
    """Leaders count as their group, but not where a person is asked for, or in a large ledger."""
    persons = any(one is not None and one.kind == PERSON for one in actors)
    return Level.NONE if persons or holds_more(view.store, SMALL) else Level.LEADERS


def _names(
    view: View, lanes: Iterable[Lane], leaders: Iterable[Spell], asked: Iterable[ActorCluster | None]
) -> Mapping[str, ActorCluster]:
    ids = {lane.other for lane in lanes if lane.other} | {spell.a for spell in leaders} | {one.id for one in asked if one}
    ids |= {actor for lane in lanes for entry in lane.events for actor in entry.who.values()}
    return {one.id: one for one in view.actors_of(sorted(ids))}


def _row(lane: Lane, told: Told, actors: Mapping[str, ActorCluster]) -> Row:
    names = {one.id: one.name for one in actors.values()}
    other = actors.get(lane.other) if lane.other else None
    marks = [_mark(entry, entry.claim, names) for entry in lane.events[:MOST_EVENTS] if isinstance(entry.claim, EventClaim)]
    alone = "nobody else named"
    spells = [_bar(one, told.actor, actors) for one in lane.spells[:MOST_SPELLS]]
    return Row(
        key=lane.words or lane.other or "", name=lane.words or (other.name if other else alone), other=lane.other,
        kind=other.kind if other and not lane.words else "", spells=spells, events=marks, left_out=_over(lane),
    )  # fmt: skip


def _over(lane: Lane) -> int:
    return max(0, len(lane.spells) - MOST_SPELLS) + max(0, len(lane.events) - MOST_EVENTS)


def _bar(spell: Spell, actor: str, actors: Mapping[str, ActorCluster]) -> SpellBar:
    evidence = list(dict.fromkeys(one.entry.claim.id for one in spell.evidence))
    against = dict.fromkeys(one.entry.claim.id for one in (*spell.denials, *spell.opposed))
    ends = (*spell.start.claims, *spell.end.claims)
    told = [one.entry.claim for one in spell.evidence]
    roles = [claim.role for claim in told if isinstance(claim, RelationClaim) and claim.role]
    other = spell.b if spell.a == actor else spell.a
    return SpellBar(
        a=_shown(actor, actors), b=_shown(other, actors), words=words_of(spell, actor), sign=spell.sign,
        from_event=spell.derived, hedged=all(one.hedged for one in spell.evidence), disputed=spell.disputed,
        start=_edge(spell.start), end=_edge(spell.end), role=roles[0] if roles else None, told=len(evidence),
        claims=list(dict.fromkeys((*evidence[: MOST_QUOTES // 2], *ends)))[: MOST_QUOTES // 2 + 10],
        speaking_against=list(against)[: MOST_QUOTES // 3],
    )  # fmt: skip


def _shown(actor: str, actors: Mapping[str, ActorCluster]) -> str:
    return actors[actor].name if actor in actors else actor


def _edge(bound: Bound) -> Edge:
    return Edge(earliest=bound.earliest, latest=bound.latest, known=bound.known.value)


def _mark(entry: Entry, claim: EventClaim, names: Mapping[str, str]) -> EventMark:
    kind = vocabulary().event(claim.type)
    return EventMark(
        claim=claim.id, type=claim.type, label=kind.label, sides=kind.sides, certainty=claim.certainty.value,
        status=claim.status.value, sentence=sentence(entry, names, in_words), date=in_words(claim.date),
        earliest=claim.date.earliest if claim.date else None, latest=claim.date.latest if claim.date else None,
    )  # fmt: skip


def _who(one: ActorCluster) -> Who:
    return Who(id=one.id, name=one.name, kind=one.kind)
