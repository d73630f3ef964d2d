"""The page: who stands with whom at a date, and the dossier of two actors that opens beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from foedus.analysis.bearings import Bearing
from foedus.analysis.dossier import Dossier, dossier
from foedus.analysis.evidence import Evidence
from foedus.analysis.rollup import Level
from foedus.analysis.spells import Spell, label
from foedus.errors import BadInput
from foedus.interfaces.records.claims import each_once
from foedus.interfaces.web.asking import TheLook, TheSession, day
from foedus.interfaces.web.gathered.networks import TheLevelAsked
from foedus.interfaces.web.showing import page
from foedus.interfaces.wording import ties as wording
from foedus.interfaces.wording.dates import in_words
from foedus.ledger.entries import Entry

router = APIRouter(include_in_schema=False)

STANDS = {"+": "stand with each other", "0": "are at truce or in talks", "-": "stand against each other"}
DISPUTE, UNKNOWN = "are told to stand with and against each other at the same time", "unknown"
_ID = Query(max_length=200, pattern=r"^[^\x00]+$")
Quoted = list[tuple[str, Entry]]  # when, and the claim


@router.get("/network")
def network(request: Request, _: TheSession) -> HTMLResponse:
    """The page; what it draws is asked for by its script."""
    levels = (
        (Level.LEADERS, "leaders as their groups"),
        (Level.UNITS, "units and forces too"),
        (Level.BRANCHES, "branches too"),
        (Level.NONE, "nobody: each as named"),
    )
    return page(request, "network.html", title="Network", levels=levels)


@router.get("/network/tie")
def tie(
    request: Request, look: TheLook, _: TheSession, level: TheLevelAsked,
    a: Annotated[str, _ID], b: Annotated[str, _ID], at: Annotated[str, Query(max_length=40)],
) -> HTMLResponse:
    """The dossier of two actors at a day, as a piece of the page. Raises NotFound for an actor that is none."""
    when = day(at, "at")
    if when is None:
        raise BadInput("at is empty; give a day such as 2013-01-01")
    one, other = look.view.actors_of([a, b])
    if one.id == other.id:
        raise BadInput(f"{one.name} is no pair with itself; give two actors")
    found = dossier(look.view, (one.id, other.id), when, level=level)
    named = {one.id: one, other.id: other}
    standing = found.standing
    return page(
        request,
        "network_tie.html",
        a=named[found.a],
        b=named[found.b],
        at=when,
        stands=UNKNOWN if standing is None else STANDS.get(standing.sign or "", DISPUTE),
        sign=None if standing is None else standing.sign or "?",
        state=None if standing is None else standing.ties[0].state.value,
        rests_on=_rests_on(found),
        sources=found.sources,
        parts=_parts(found),
        ties=[(one.sign, wording.phrase(one), wording.standing(one, in_words), _of_bearings(one.evidence)) for one in found.ties],
        spells=[(one, label(one), _bounds(one), _of_bearings(one.evidence)) for one in found.spells],
        copied=found.copied,
        counted_as=sorted({line for one in found.ties for line in wording.counted_as(one.via, look.names)}),
        flip=_flip(found),
    )


def _rests_on(found: Dossier) -> Quoted:
    if found.standing is None:
        return []
    return [(in_words(one.first), one.entry) for tie in found.standing.ties for one in tie.speaking]


def _parts(found: Dossier) -> list[tuple[str, Quoted]]:
    speaking = (*found.stated, *found.hedged)
    parts: tuple[tuple[str, Iterable[Evidence]], ...] = (
        ("for it, of all time" if found.standing else "for a tie", [one for one in speaking if found.agrees(one)]),
        ("for another sign", [one for one in speaking if not found.agrees(one)]),
        ("with reserve", found.hedged),
        ("denying it", found.denied),
        ("only fearing, planning or expecting it", found.imagined),
        ("naming both without a tie", found.others),
    )
    return [(words, [(in_words(one.when) or "undated", one.entry) for one in listed]) for words, listed in parts if listed]


def _of_bearings(evidence: Iterable[Bearing]) -> Quoted:
    return [("", entry) for entry in each_once(one.entry for one in evidence)]


def _bounds(one: Spell) -> tuple[str, str]:
    return _between(one.start.earliest, one.start.latest, one.start.known.value), _between(
        one.end.earliest, one.end.latest, one.end.known.value
    )


def _between(earliest: date | None, latest: date | None, known: str) -> str:
    if earliest == latest or earliest is None or latest is None:
        told = f"{earliest or latest or ''}"
        side = "by " if earliest is None and latest else "after " if latest is None and earliest else ""
        return f"{known} {side}{told}".strip() if known != "stated" else f"{side}{told}"
    return f"{earliest} to {latest}" if known == "stated" else f"{known} {earliest} to {latest}"


def _flip(found: Dossier) -> tuple[str, Quoted, bool] | None:
    if found.flip is None:
        return None
    by_id = {entry.claim.id: entry for entry in found.entries}
    quoted = [("", by_id[claim]) for claim in found.flip.claims if claim in by_id]
    then = "nothing would be known" if found.flip.sign is None else f"the two would {STANDS[found.flip.sign]}"
    return then, quoted, found.flip.smallest
