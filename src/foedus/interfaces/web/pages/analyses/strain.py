"""The page of strain: triads whose ties pull apart, the balance of the day, and its camps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from foedus.analysis.balance import KINDS, Triad
from foedus.analysis.camps import CampsAsked, CampsAt
from foedus.analysis.rollup import Level
from foedus.analysis.standings import Standing
from foedus.analysis.strain import Sampling, Strain
from foedus.interfaces.naming import sorted_names
from foedus.interfaces.web.api.analyses.balance import (
    SECONDS,
    Day,
    Readings,
    Seed,
    find_camps,
    find_standings,
    find_strain,
    find_triads,
)
from foedus.interfaces.web.api.analyses.reading import DayText, RollUp, Scene, TheScene
from foedus.interfaces.web.asking import TheSession
from foedus.interfaces.web.pages.analyses.disputes import PageNumber
from foedus.interfaces.web.pages.analyses.frame import answered, leaf
from foedus.interfaces.web.pages.analyses.pieces import Names, counted, mark_of, quoted, standing_shown
from foedus.interfaces.web.pages.analyses.triangle import triangle
from foedus.interfaces.web.showing import page as shown
from foedus.interfaces.wording.plain import clean

router = APIRouter()
MOST, MOST_ROUGH = 200, 50  # triads under strain that the page looks for, the fewer in a large ledger
_TRIADS = 40  # triads under a number of the census
_ON_PAGE = 10

KIND_WORDS = {
    "+++": "three with each other",
    "++-": "one between two who are against each other",
    "+--": "two with each other against a third",
    "---": "three against each other",
}
Communities = Annotated[bool, Query()]


@router.get("/strain")
def strain_page(
    request: Request,
    scene: TheScene,
    _: TheSession,
    level: RollUp = Level.UNITS,
    at: DayText = None,
    communities: Communities = False,
    readings: Readings = 200,
    seed: Seed = 1,
    page: PageNumber = 1,
) -> HTMLResponse:
    """The page, or the answer alone."""

    def gather() -> Mapping[str, Any]:
        day = Day(scene.day(at), level, communities)
        most = MOST_ROUGH if scene.large else MOST
        found = find_strain(scene, day, Sampling(readings, seed), most)
        camps = None if scene.large else find_camps(scene, day, CampsAsked(seconds=SECONDS))
        return {
            "at": day.at,
            "latest": not at,
            "list": leaf(request, found.items, page, lambda one: _triad(one, found.names), _ON_PAGE),
            "most": most,
            "notes": found.notes,
            "camps": _camps(camps, scene.look.names) if camps else None,
            "counted": counted((link for one in found.items for tie in one.ties for link in tie.via), found.names),
        }

    return answered(
        request, scene, "strain", gather, title="Strain", level=level, readings=readings, seed=seed, communities=communities
    )


@router.get("/strain/triads")
def triads_piece(
    request: Request,
    scene: TheScene,
    _: TheSession,
    kind: Annotated[str, Query(max_length=3)],
    level: RollUp = Level.UNITS,
    at: DayText = None,
    communities: Communities = False,
) -> HTMLResponse:
    """The triads that one number of the census counts, with their quotes."""
    day = Day(scene.day(at), level, communities)
    found, stands = find_triads(scene, day, kind), find_standings(scene, day)
    listed = [_counted(scene, one, stands) for one in found[:_TRIADS]]
    return shown(request, "pieces/strain_triads.html", triads=listed, left=len(found) - len(listed))


def _triad(one: Strain, names: Names) -> Mapping[str, Any]:
    told = {entry.claim.id: entry for entry in (bearing.entry for bearing in one.evidence)}
    decides = told.get(one.decisive.claim) if one.decisive else None
    return {
        "sentence": clean(one.sentence(names)),
        "kind": one.kind,
        "share": one.share,
        "between": one.kind == "++-",
        "drawing": triangle([clean(names.get(actor, actor)) for actor in one.actors], [mark_of(each) for each in one.standings]),
        "ties": [standing_shown(each, names) for each in one.standings],
        "evidence": len(told),
        "decides": quoted(decides, names) if decides else None,
        "without": one.decisive.share_without if one.decisive else None,
    }


def _counted(scene: Scene, one: Triad, stands: Mapping[Any, Standing]) -> Mapping[str, Any]:
    names = scene.look.names
    return {
        "names": [clean(name) for name in sorted_names(one.nodes, names)],
        "ties": [standing_shown(stands[frozenset(edge.pair)], names) for edge in one.edges],
    }


def _camps(found: CampsAt, names: Names) -> Mapping[str, Any]:
    made = found.camps
    parts = [
        [[clean(names.get(one, one)) for one in camp] for camp in made.members(part)] for part in made.components if len(part) > 1
    ]
    return {
        "parts": parts,
        "lower": made.lower,
        "upper": made.upper,
        "proven": made.proven,
        "ties": len(found.graph.signed),
        "census": [(kind, KIND_WORDS[kind], found.census.counts[kind]) for kind in KINDS],
        "triads": found.census.triads,
        "share": found.census.balanced_share,
        "swinging": [clean(names.get(one, one)) for one in found.swinging],
        "frustrated": [standing_shown(one, names) for one in found.frustrated],
        "neutral": [standing_shown(one, names) for one in found.neutral],
        "disputed": [standing_shown(one, names) for one in found.disputed],
    }
