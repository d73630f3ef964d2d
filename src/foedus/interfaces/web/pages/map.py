"""The page: map."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from foedus.interfaces.web.asking import TheSession
from foedus.interfaces.web.showing import page
from foedus.model.claim import Certainty
from foedus.model.vocabulary import vocabulary

router = APIRouter(include_in_schema=False)


@router.get("/map")
def places(request: Request, _: TheSession) -> HTMLResponse:
    """The frame; the script asks for what the address names."""
    events = {event.name: event.label for event in vocabulary().events.values()}
    certainties = [certainty.value for certainty in Certainty]
    return page(request, "map.html", title="Map", events=events, certainties=certainties)
