"""The page of what if: who is supposed gone, which tie over or turned, and what balance theory makes of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from foedus.analysis.balance import KINDS, Triad
from foedus.analysis.rollup import Level
from foedus.analysis.signed import NEGATIVE, NEUTRAL, POSITIVE, SignedEdge
from foedus.analysis.whatif import Side
from foedus.errors import BadInput, FoedusError
from foedus.interfaces.naming import sorted_names
from foedus.interfaces.web.api.analyses.reading import ActorText, DayText, RollUp, Scene, TheScene
from foedus.interfaces.web.api.analyses.supposing import (
    Ended,
    Flipped,
    Told,
    WhatIfFound,
    Without,
    find_standings_of,
    find_whatif,
    material_for,
    supposed,
)
from foedus.interfaces.web.asking import TheSession
from foedus.interfaces.web.pages.analyses.frame import answered, here
from foedus.interfaces.web.pages.analyses.pieces import Mark, Names, TieShown, counted, mark, mark_of, standing_shown
from foedus.interfaces.web.pages.analyses.strain import KIND_WORDS
from foedus.interfaces.web.pages.analyses.triangle import triangle
from foedus.interfaces.wording.plain import clean

router = APIRouter()
_MOST = 40  # triads or ties of one list
_SIGNS = {POSITIVE: "+", NEUTRAL: "0", NEGATIVE: "-"}


class Kind(StrEnum):
    """What can be supposed."""

    WITHOUT = "without"
    END = "end"
    FLIP = "flip"


@router.get("/what-if")
def whatif_page(
    request: Request,
    scene: TheScene,
    _: TheSession,
    level: RollUp = Level.UNITS,
    at: DayText = None,
    without: Without = None,
    end: Ended = None,
    flip: Flipped = None,
    add: Kind | None = None,
    a: ActorText = None,
    b: ActorText = None,
    of: ActorText = None,
) -> Response:
    """The page, or the answer alone; what the form adds is put into the address by the ids of the actors."""
    told = Told(tuple(without or ()), tuple(end or ()), tuple(flip or ()))
    fault = ""
    if add is not None and (clean(a) or clean(b)):
        try:
            return RedirectResponse(_with(request, scene, add, (a, b)), 303)
        except FoedusError as refused:
            fault = clean(refused)

    def gather() -> Mapping[str, Any]:
        if fault:
            raise BadInput(fault)
        day = scene.day(at)
        found = find_whatif(scene, day, level, told) if told else None
        return {
            "at": day,
            "latest": not at,
            "result": _result(found) if found else None,
            "supposed": _supposed(request, scene, told),
            "ties": _choices(request, scene, (day, level), (of, told)),
            "notes": found.material.notes if found else scene.notes,
        }

    return answered(request, scene, "whatif", gather, title="What if", level=level, kinds=list(Kind))


def _with(request: Request, scene: Scene, add: Kind, pair: tuple[str | None, str | None]) -> str:
    """The address with one thing more supposed. Raises BadInput and NotFound."""
    a, b = (clean(text) for text in pair)
    if not a or (add is not Kind.WITHOUT and not b):
        raise BadInput("name an organisation or state" if add is Kind.WITHOUT else "name both of the two whose tie is meant")
    ids = [scene.meant(text)[0].id for text in ((a,) if add is Kind.WITHOUT else (a, b))]
    kept = request.query_params.getlist(add.value)
    now = ",".join(ids)
    return here(request, add=None, a=None, b=None, **{add.value: [*kept, *([now] if now not in kept else [])]})


def _supposed(request: Request, scene: Scene, told: Told) -> list[tuple[str, str]]:
    """In words what is supposed, each with the address without it."""
    parts = ((Kind.WITHOUT, told.without), (Kind.END, told.ended), (Kind.FLIP, told.flipped))
    return [(_words(scene, kind, text), _less(request, kind, text)) for kind, texts in parts for text in texts]


def _words(scene: Scene, kind: Kind, text: str) -> str:
    meant = supposed(scene, Told(without=[part for part in text.split(",") if part.strip()]))[1]
    who = " and ".join(clean(one.name) for one in meant.values())
    return {Kind.WITHOUT: f"{who} gone", Kind.END: f"the tie of {who} over", Kind.FLIP: f"the tie of {who} turned"}[kind]


def _less(request: Request, kind: Kind, text: str) -> str:
    return here(request, **{kind.value: [one for one in request.query_params.getlist(kind.value) if one != text]})


def _choices(request: Request, scene: Scene, when: tuple[date, Level], whose: tuple[str | None, Told]) -> Mapping[str, Any]:
    """The ties of the day, each to be supposed over or turned; of a large ledger those of whom is asked about."""
    (day, level), (of, told) = when, whose
    meant = scene.meant(of)
    named = [one.id for one in meant] or list(supposed(scene, told)[0].actors)
    if scene.large and not named:
        return {"ties": [], "total": 0}
    material = material_for(scene, level, named)
    ids = {one.id for each in meant for one in each.actors}
    found = [one for pair, one in find_standings_of(material, day).items() if one.sign is not None and (not ids or pair & ids)]
    found.sort(key=lambda one: sorted_names(one.pair, material.names))

    def choice(tie: TieShown) -> Mapping[str, Any]:
        both = ",".join(sorted(tie.pair))
        return {
            "tie": tie,
            "over": here(request, add=None, a=None, b=None, end=[*told.ended, both]),
            "turned": here(request, add=None, a=None, b=None, flip=[*told.flipped, both]),
        }

    return {"ties": [choice(standing_shown(one, material.names)) for one in found[:_MOST]], "total": len(found)}


def _result(found: WhatIfFound) -> Mapping[str, Any]:
    one, names = found.item, found.material.names
    return {
        "sides": [("Before", _side(one.before)), ("After", _side(one.after))],
        "rows": [(kind, KIND_WORDS[kind], one.before.census.counts[kind], one.after.census.counts[kind]) for kind in KINDS],
        "strained": [_triad(triad, found, turned=True) for triad in one.strained[:_MOST]],
        "strained_total": len(one.strained),
        "relieved": [_triad(triad, found, turned=False) for triad in one.relieved[:_MOST]],
        "relieved_total": len(one.relieved),
        "moved": [clean(names.get(node, node)) for node in one.moved],
        "pressed": [(_edge(edge, found, True), count) for edge, count in one.pressed[:_MOST]],
        "pressed_total": len(one.pressed),
        "camps": [(title, _members(side, names)) for title, side in (("Before", one.before), ("After", one.after))],
        "counted": counted((link for each in found.standings.values() for tie in each.ties for link in tie.via), names),
    }


def _side(one: Side) -> Mapping[str, Any]:
    return {
        "triads": one.census.triads,
        "share": one.census.balanced_share,
        "lower": one.camps.lower,
        "upper": one.camps.upper,
        "ties": len(one.graph.signed),
    }


def _members(one: Side, names: Names) -> list[list[list[str]]]:
    parts = (part for part in one.camps.components if len(part) > 1)
    return [[[clean(names.get(node, node)) for node in camp] for camp in one.camps.members(part)] for part in parts]


def _triad(one: Triad, found: WhatIfFound, turned: bool) -> Mapping[str, Any]:
    names = found.material.names
    edges = [_edge(edge, found, turned) for edge in one.edges]
    return {
        "names": [clean(names.get(node, node)) for node in one.nodes],
        "kind": one.kind,
        "drawing": triangle([clean(names.get(node, node)) for node in one.nodes], [edge["mark"] for edge in edges]),
        "ties": edges,
    }


def _edge(edge: SignedEdge, found: WhatIfFound, turned: bool) -> Mapping[str, Any]:
    """A tie of the graph: as it is told, or as it is supposed to have turned."""
    names = found.material.names
    pairs = {frozenset(pair) for pair in found.supposed.flipped}
    standing = found.standings.get(frozenset(edge.pair))
    is_turned = turned and frozenset(edge.pair) in pairs
    seen = mark_of(standing) if standing else None
    shown: Mark = mark(_SIGNS[edge.sign]) if is_turned or seen is None else seen
    return {
        "mark": shown,
        "turned": is_turned,
        "both": " and ".join(clean(name) for name in sorted_names(edge.pair, names)),
        "tie": standing_shown(standing, names) if standing else None,
    }
