"""The page of the brief: shown as it will be printed, and taken away as a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote as escaped
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from foedus.exchange.exporters.drawn import svg
from foedus.exchange.exporters.page import Page, Section
from foedus.interfaces.web.api.analyses.briefs import Form, find_brief, missing, undrawn
from foedus.interfaces.web.api.analyses.reading import ActorText, DayText, Scene, TheScene
from foedus.interfaces.web.asking import TheSession
from foedus.interfaces.web.pages.analyses.frame import answered, guesses
from foedus.ledger.entries import ClaimFilter

router = APIRouter()
_CLAIM = re.compile(r"clm-[0-9a-f]+")
FORMS = {Form.MARKDOWN: "Markdown", Form.HTML: "HTML", Form.WORD: "Word", Form.PDF: "PDF"}


@router.get("/brief")
def brief_page(
    request: Request, scene: TheScene, _: TheSession, actor: ActorText = None, other: ActorText = None, at: DayText = None
) -> HTMLResponse:
    """The page, or the answer alone."""

    def gather() -> Mapping[str, Any]:
        day = scene.day(at)
        made = find_brief(scene, day, actor, other)
        asked = {"actor": actor, "other": other, "at": day.isoformat(), "known_by": request.query_params.get("known_by")}
        taken = urlencode({name: value for name, value in asked.items() if value})
        return {
            "at": day,
            "latest": not at,
            "page": made,
            "sections": [_section(one) for one in made.sections],
            "notes": [*guesses(scene.meant(actor, other)), *scene.notes],
            "footnotes": _footnotes(scene, made),
            "files": [(form.value, name, f"/api/brief/file?form={form.value}&{taken}") for form, name in FORMS.items()],
            "missing": missing(Form.PDF),
            "undrawn": [name for form, name in FORMS.items() if undrawn(form)],
        }

    return answered(request, scene, "brief", gather, title="Brief")


def _section(one: Section) -> Mapping[str, Any]:
    # Our own drawing, its words escaped where it is made.
    drawing = Markup(svg(one.figure.drawing)) if one.figure else None
    return {"heading": one.heading, "lines": one.lines, "drawing": drawing, "caption": one.figure.caption if one.figure else ""}


def _footnotes(scene: Scene, made: Page) -> list[Mapping[str, Any]]:
    """The notes, each with the address of its quote."""
    first = {note.number: found[0] for note in made.footnotes if (found := _CLAIM.findall(note.where))}
    wanted = ClaimFilter(claims=tuple(first.values()))
    standing = {entry.claim.id: entry.document.id for entry in scene.view.claims(wanted)} if first else {}
    return [
        {"note": note, "href": _address(standing.get(claim), claim) if (claim := first.get(note.number)) else None}
        for note in made.footnotes
    ]


def _address(document: str | None, claim: str) -> str | None:
    return f"/documents/{escaped(document, safe='')}#claim-{claim}" if document else None
