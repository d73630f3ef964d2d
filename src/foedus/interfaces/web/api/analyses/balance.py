"""Strain, camps and the census of triads at a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from foedus.analysis.balance import KINDS, Triad, triads
from foedus.analysis.camps import CampsAsked, CampsAt, camps_at
from foedus.analysis.grounds import Pair
from foedus.analysis.rollup import Level
from foedus.analysis.screening import SMALL, strain_at
from foedus.analysis.screening import Asked as Screened
from foedus.analysis.standings import Standing, bodies, standings
from foedus.analysis.strain import Sampling, Strain
from foedus.errors import BadInput, Refused
from foedus.interfaces.records.balance import camps_record, strain_record
from foedus.interfaces.web.api.analyses import shapes
from foedus.interfaces.web.api.analyses.reading import WHOLE, DayText, Limit, Offset, RollUp, Scene, TheScene
from foedus.interfaces.web.asking import TheSession
from foedus.ledger.marks import holds_more

router = APIRouter()
MOST_TRIADS = 500
SECONDS = 5.0  # for seeking camps, so that a page is not kept waiting

Readings = Annotated[int, Query(ge=1, le=1_000, description="How many readings of the record are drawn.")]
Seed = Annotated[int, Query(ge=0, le=2**31, description="The seed of the draws; the same gives the same answer.")]
Communities = Annotated[bool, Query(description="Peoples and populations too.")]


@dataclass(frozen=True, slots=True)
class Day:
    """The day asked for, and who takes part."""

    at: date
    level: Level = Level.UNITS
    communities: bool = False


@dataclass(frozen=True, slots=True)
class StrainFound:
    """The triads under strain, the most telling first, of at most so many as were asked for."""

    items: list[Strain]
    names: Mapping[str, str]
    notes: tuple[str, ...]


def find_strain(scene: Scene, day: Day, sampling: Sampling, most: int = 50) -> StrainFound:
    """The triads under strain at a day."""
    asked = Screened(day.at, day.level, day.communities, most)
    found = scene.kept(("strain", asked, sampling), lambda: strain_at(scene.view, asked, sampling))
    rough = (
        (
            f"This ledger holds more than {SMALL:,} claims: a rough look at all of them chose the triads that were then judged "
            "exactly. One that it ranks far down may be missed.",
        )
        if holds_more(scene.view.store, SMALL)
        else ()
    )
    return StrainFound(found, _names(scene, found), (*scene.notes, *rough))


def find_camps(scene: Scene, day: Day, asked: CampsAsked) -> CampsAt:
    """The camps at a day. Raises Refused for a large ledger."""
    if scene.large:
        raise Refused(f"camps are made of all ties, and this ledger holds more than {WHOLE:,} claims; foedus camps finds them")

    def made() -> CampsAt:
        among = bodies(scene.look.actors.values(), day.communities)
        return camps_at(scene.look.grounds(day.level), day.at, among, asked)

    return scene.kept(("camps", day, asked), made)


def find_standings(scene: Scene, day: Day) -> dict[Pair, Standing]:
    """How each pair stood at the day; only for a ledger that is not large."""

    def made() -> dict[Pair, Standing]:
        return standings(scene.look.grounds(day.level), day.at, bodies(scene.look.actors.values(), day.communities))

    return scene.kept(("standings", day), made)


def find_triads(scene: Scene, day: Day, kind: str) -> list[Triad]:
    """The triads of a kind, such as "++-", in the graph of the camps. Raises BadInput for another kind."""
    if kind not in KINDS:
        raise BadInput(f"{kind!r} is no kind of triad; choose one of {', '.join(KINDS)}")
    graph = find_camps(scene, day, CampsAsked(seconds=SECONDS)).graph
    return [one for one in triads(graph) if one.kind == kind]


def _names(scene: Scene, found: list[Strain]) -> Mapping[str, str]:
    if not scene.large:
        return scene.look.names
    ids = {actor for one in found for actor in one.actors}
    ids |= {actor for one in found for told in one.evidence for actor in told.entry.who.values()}
    ids |= {end for one in found for tie in one.ties for link in tie.via for end in (link.child, link.parent)}
    return {one.id: one.name for one in scene.view.actors_of(sorted(ids))} if ids else {}


@router.get("/strain", response_model=shapes.Many[shapes.Strained])
def get_strain(
    scene: TheScene,
    _: TheSession,
    level: RollUp = Level.UNITS,
    at: DayText = None,
    communities: Communities = False,
    readings: Readings = 200,
    seed: Seed = 1,
    limit: Limit = 50,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Triads whose ties pull apart, the most telling first: a theory's reading, no forecast."""
    most = min(limit + offset, MOST_TRIADS)
    found = find_strain(scene, Day(scene.day(at), level, communities), Sampling(readings, seed), most)
    records = [strain_record(one, found.names) for one in found.items[offset : offset + limit]]
    return {"total": len(found.items), "offset": offset, "notes": found.notes, "records": records}


@router.get("/camps", response_model=shapes.One[shapes.Camps])
def get_camps(
    scene: TheScene,
    _: TheSession,
    level: RollUp = Level.UNITS,
    at: DayText = None,
    communities: Communities = False,
    k: Annotated[int, Query(ge=2, le=6, description="How many camps; above 2, in Davis's weak sense.")] = 2,
    truces_positive: Annotated[bool, Query(description="Count truces and talks as positive ties.")] = False,
) -> dict[str, Any]:
    """The camps at a day that leave the fewest ties frustrated, proven or with bounds, and those ties."""
    day = Day(scene.day(at), level, communities)
    found = find_camps(scene, day, CampsAsked(k, truces_positive, SECONDS))
    return {"notes": scene.notes, "record": camps_record(found, day.at, scene.look.names)}
