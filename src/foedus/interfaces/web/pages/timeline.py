"""The page: timeline."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from foedus.analysis.rollup import Level
from foedus.interfaces.web.asking import TheSession
from foedus.interfaces.web.showing import page
from foedus.model.vocabulary import vocabulary

router = APIRouter(include_in_schema=False)
COUNTED = {
    Level.NONE: "nobody",
    Level.LEADERS: "leaders",
    Level.UNITS: "leaders, units and outlets",
    Level.BRANCHES: "leaders, units and branches",
}


@router.get("/timeline")
def timeline(request: Request, _: TheSession) -> HTMLResponse:
    """The frame; the script asks for what the address names."""
    levels = {level.value: words for level, words in COUNTED.items()}
    labels = {event.name: event.label for event in vocabulary().events.values()}
    return page(request, "timeline.html", title="Timeline", levels=levels, labels=labels)
