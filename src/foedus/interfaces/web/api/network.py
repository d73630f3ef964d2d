"""The JSON API: the network through all time, and the camps, the strain and the changes of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from foedus.analysis.bearings import Bearing, Voice
from foedus.analysis.camps import CampsAsked, camps_at
from foedus.analysis.change import change
from foedus.analysis.grounds import Pair
from foedus.analysis.phases import Phase, counts_from
from foedus.analysis.standings import bodies
from foedus.analysis.strain import strain
from foedus.errors import BadInput
from foedus.interfaces.records.balance import camps_record, strain_record
from foedus.interfaces.records.changes import change_record
from foedus.interfaces.web.api.analyses.reading import within
from foedus.interfaces.web.asking import TheSession, day
from foedus.interfaces.web.gathered.networks import Network, TheNetwork
from foedus.ledger.entries import DocumentInfo
from foedus.model.claim import EventClaim
from foedus.model.vocabulary import vocabulary

router = APIRouter(prefix="/api/network", tags=["network"])

_SECONDS = 6.0  # that a search for camps may take while somebody waits
_DAY = "A day: 2013-01-01; of 2013-01 or 2013 the last."
_MOST_CHANGES = 400


class Actor(BaseModel):
    """An actor that is drawn."""

    id: str
    name: str
    kind: str


class Standing(BaseModel):
    """How a pair stands from `since` until its next phase."""

    since: date
    state: str = Field(description="held or last seen; ended or unfounded where nothing is known to stand")
    sign: str | None = Field(description="+, 0 or -; null in dispute, and where nothing stands")
    hedged: bool = Field(description="everything that speaks for it does so with reserve")
    disputed: bool = Field(description="another sign is told of the same time")
    quotes: int
    documents: int
    seen: str | None = Field(description="the last time of which anything tells it, EDTF")


class Told(BaseModel):
    """A claim that speaks for a tie of the pair: from when it counts (null: always), and positions in the lists of the answer."""

    since: date | None
    sign: str
    type: int
    source: int
    place: int | None


class Tie(BaseModel):
    """Two actors, positions in `actors`, the phases of how they stood, and what they rest on."""

    a: int
    b: int
    phases: list[Standing]
    told: list[Told]


class Drawn(BaseModel):
    """The network through all time: foremost actors first. `left_out` says what is not in it, null where all is."""

    actors: list[Actor]
    ties: list[Tie]
    types: list[str]
    sources: list[str]
    places: list[str]
    first: date | None
    last: date | None
    left_out: str | None


@router.get("")
def network(drawn: TheNetwork, _: TheSession) -> Drawn:
    """The ties of all time between the foremost actors, as phases: what stands at a day is the last phase that began by then."""
    at = {actor: position for position, actor in enumerate(drawn.chosen.actors)}
    known = drawn.look.actors
    lists = _Lists()
    ties = [_tie(pair, drawn, at, lists) for pair in sorted(drawn.phases, key=lambda pair: sorted(at[actor] for actor in pair))]
    return Drawn(
        actors=[Actor(id=one, name=known[one].name, kind=known[one].kind) for one in drawn.chosen.actors],
        ties=ties,
        types=list(lists.types),
        sources=list(lists.sources),
        places=list(lists.places),
        first=drawn.first,
        last=drawn.last,
        left_out=_left_out(drawn),
    )


@router.get("/camps")
def camps(
    drawn: TheNetwork, _: TheSession, at: Annotated[str, Query(description=_DAY)],
    k: Annotated[int, Query(ge=2, le=6)] = 2, truces_positive: bool = False, communities: bool = False,
) -> dict[str, Any]:
    """The camps at a day that leave the fewest ties frustrated, with the ids of their members as `members`."""
    when = _day(at, "at")
    among = bodies(drawn.look.actors.values(), communities)
    found = camps_at(drawn.chosen.grounds, when, among, CampsAsked(k, truces_positive, _SECONDS))
    members = [found.camps.members(part) for part in found.camps.components if len(part) > 1]
    frustrated = [sorted(one.pair) for one in found.frustrated]
    return {**camps_record(found, when, drawn.look.names), "members": members, "frustrated_pairs": frustrated}


@router.get("/strain")
def strained(
    drawn: TheNetwork, _: TheSession, at: Annotated[str, Query(description=_DAY)],
    most: Annotated[int, Query(ge=1, le=50)] = 20, communities: bool = False,
) -> list[dict[str, Any]]:
    """The strained triads at a day, most telling first, with the ids of the three as `ids`."""
    among = bodies(drawn.look.actors.values(), communities)
    found = strain(drawn.chosen.grounds, _day(at, "at"), among, most=most)
    return [{**strain_record(one, drawn.look.names), "ids": list(one.actors)} for one in found]


@router.get("/changes")
def changes(
    drawn: TheNetwork, _: TheSession,
    before: Annotated[str, Query(description=_DAY)], after: Annotated[str, Query(description=_DAY)],
) -> dict[str, Any]:
    """What began, ended, turned, went quiet or was seen again between two days, with the ids of the two as `ids`."""
    found = change(drawn.chosen.grounds, _day(before, "before"), _day(after, "after"))
    records = [{**change_record(one, drawn.look.names), "ids": sorted(one.pair)} for one in found[:_MOST_CHANGES]]
    return {"changes": records, "of": len(found)}


class _Lists:
    """The words that claims point to, each once, in the order in which they come up."""

    def __init__(self) -> None:
        self.types: dict[str, int] = {}
        self.sources: dict[str, int] = {}
        self.places: dict[str, int] = {}


def _at(words: dict[str, int], word: str) -> int:
    return words.setdefault(word, len(words))


def _tie(pair: Pair, drawn: Network, at: dict[str, int], lists: _Lists) -> Tie:
    a, b = sorted(at[actor] for actor in pair)
    told = [_told(one, lists) for one in drawn.chosen.grounds.pairs[pair] if one.voice is Voice.FOR and _counts(one)]
    return Tie(a=a, b=b, phases=_standings(drawn.phases[pair]), told=told)


def _standings(phases: Sequence[Phase]) -> list[Standing]:
    return [
        Standing(
            since=one.since, state=one.state.value, sign=one.sign, hedged=one.hedged, disputed=one.disputed,
            quotes=one.quotes, documents=one.documents, seen=one.seen.edtf if one.seen else None,
        )
        for one in phases
    ]  # fmt: skip


def _counts(one: Bearing) -> bool:
    """Whether it ever counts: what is undated always does, what has no beginning never."""
    return one.first is None or counts_from(one) is not None


def _told(one: Bearing, lists: _Lists) -> Told:
    claim = one.entry.claim
    words = vocabulary()
    label = words.event(one.type).label if one.derived else words.relation(one.type).label
    place = claim.place.name if isinstance(claim, EventClaim) and claim.place else None
    return Told(
        since=counts_from(one),
        sign=one.sign,
        type=_at(lists.types, label),
        source=_at(lists.sources, source_of(one.entry.document)),
        place=_at(lists.places, place) if place else None,
    )


def source_of(document: DocumentInfo) -> str:
    """Who says so: the publisher of a document where it is known, else the document."""
    return document.publisher or document.label


def _left_out(drawn: Network) -> str | None:
    chosen = drawn.chosen
    if len(chosen.actors) == chosen.of_actors and len(drawn.phases) == chosen.pairs:
        return None
    counted = "by a rough count " if drawn.rough else ""
    return (
        f"{counted}the {len(chosen.actors):,} actors of whom most is told, of {chosen.of_actors:,}, "
        f"and {len(drawn.phases):,} of {chosen.pairs:,} pairs; the rest is left out"
    )


def _day(text: str, name: str) -> date:
    found = within(day(text, name), name)
    if found is None:
        raise BadInput(f"{name} is empty; give a day such as 2013-01-01")
    return found
