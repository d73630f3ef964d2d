"""The page of disputes: what sources differ on, forecasts, reports of one origin, and silences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from foedus.analysis.disputes import Dispute, Matter
from foedus.analysis.forecasts import Forecast
from foedus.analysis.origins import SameOrigin
from foedus.interfaces.web.api.analyses.doubts import (
    About,
    Days,
    Found,
    FromText,
    ToText,
    find_coverage,
    find_disputes,
    find_forecasts,
    find_origins,
)
from foedus.interfaces.web.api.analyses.reading import ActorText, DayText, Scene, TheScene
from foedus.interfaces.web.asking import TheSession
from foedus.interfaces.web.pages.analyses.frame import answered, guesses, leaf
from foedus.interfaces.web.pages.analyses.pieces import Names, quoted, unfolding
from foedus.interfaces.wording.claims import sentence
from foedus.interfaces.wording.dates import in_words
from foedus.interfaces.wording.plain import clean
from foedus.ledger.entries import Entry

router = APIRouter()


class Show(StrEnum):
    """The parts of the page."""

    DISPUTES = "disputes"
    FORECASTS = "forecasts"
    ORIGINS = "origins"
    SILENCES = "silences"


TABS = (
    (Show.DISPUTES, "Disputes"),
    (Show.FORECASTS, "Forecasts"),
    (Show.ORIGINS, "One origin"),
    (Show.SILENCES, "Silences"),
)
MATTERS = {
    Matter.NUMBERS: "Numbers differ",
    Matter.DATE: "Dates differ",
    Matter.AUTHORSHIP: "Perpetrators differ",
    Matter.DENIED: "Denied",
    Matter.TIE: "Told of two ways at the same time",
}
PageNumber = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/disputes")
def disputes_page(
    request: Request,
    scene: TheScene,
    _: TheSession,
    show: Show = Show.DISPUTES,
    actor: ActorText = None,
    other: ActorText = None,
    matter: str = "",
    first: FromText = None,
    last: ToText = None,
    at: DayText = None,
    days: Days = 365,
    page: PageNumber = 1,
) -> HTMLResponse:
    """The page, or the answer alone."""
    about = About(actor, first, last)

    def gather() -> Mapping[str, Any]:
        if show is Show.SILENCES:
            return _silences(scene, [actor or "", other or ""], at, days)
        if show is Show.FORECASTS:
            return _listed(request, find_forecasts(scene, about), page, _forecast)
        if show is Show.ORIGINS:
            return _listed(request, find_origins(scene, about), page, _origin)
        wanted = Matter(matter) if matter in set(Matter) else None
        return _listed(request, find_disputes(scene, about, wanted), page, _dispute)

    return answered(request, scene, "disputes", gather, title="Disputes", show=show, tabs=TABS, matters=MATTERS, days=days)


def _listed(request: Request, found: Found[Any], number: int, show: Any) -> Mapping[str, Any]:
    return {
        "list": leaf(request, found.items, number, lambda one: show(one, found.names)),
        "notes": [*guesses(found.meant), *found.notes],
    }


def _dispute(one: Dispute, names: Names) -> Mapping[str, Any]:
    """Sides that say the same stand under one heading."""
    sides: dict[str, list[Entry]] = {}
    for said, entry in one.sides:
        sides.setdefault(said, []).append(entry)
    pair = [names.get(actor, actor) for actor in one.pair] if one.pair else []
    first = one.sides[0][1]
    return {
        "matter": one.matter.value,
        "heading": MATTERS[one.matter] + (f": {one.slot}" if one.matter is Matter.NUMBERS else ""),
        "about": " and ".join(pair) if one.matter is Matter.TIE and pair else clean(sentence(first, names, in_words)),
        "sides": [(_side(one, said), unfolding(entries, names)) for said, entries in sides.items()],
    }


def _side(one: Dispute, said: str) -> str:
    return one.slot + " " + said if one.matter is Matter.NUMBERS and one.slot else clean(said)


def _forecast(one: Forecast, names: Names) -> Mapping[str, Any]:
    return {
        "outcome": one.outcome.value,
        "made": in_words(one.made),
        "told": clean(sentence(one.entry, names, in_words)),
        "forecast": quoted(one.entry, names),
        "evidence": unfolding(one.evidence, names),
    }


def _origin(one: SameOrigin, names: Names) -> Mapping[str, Any]:
    documents = {entry.document.id: clean(entry.document.label) for entry in one.entries}
    return {"documents": documents, "why": [clean(why) for why in one.reasons], "rests": unfolding(one.entries, names, 20)}


def _silences(scene: Scene, names: list[str], at: str | None, days: int) -> Mapping[str, Any]:
    """What is known of whom is named; who is not named yet is asked for."""
    if not any(clean(name) for name in names):
        return {"coverage": None, "notes": []}
    found = find_coverage(scene, names, at, days)
    one = found.items[0]
    who = " and ".join(clean(name) for name in one.actors)
    stretches = [_stretch(silence.first, silence.last) for silence in one.silences if silence.first is not None]
    return {"coverage": one, "who": who, "stretches": stretches, "notes": [*guesses(found.meant), *found.notes]}


def _stretch(first: date | None, last: date | None) -> str:
    return f"{first} to {last}" if last else f"after {first}, to the day asked for"
