"""The page: what is in the ledger, what waits, what changed, and adding documents; an empty ledger gets a first-run page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from foedus.errors import BadInput
from foedus.interfaces.web.api.actors import directory_of, suggestions_of
from foedus.interfaces.web.api.intake import taking
from foedus.interfaces.web.asking import TheDesk, TheSession, moment
from foedus.interfaces.web.desk import Desk
from foedus.interfaces.web.gathered.drawing import Bars, bars
from foedus.interfaces.web.gathered.keeping import kept_of, revision_of_actors
from foedus.interfaces.web.gathered.news import news
from foedus.interfaces.web.gathered.tallies import gaps_by_kind, holdings, is_empty
from foedus.interfaces.web.sessions import Role
from foedus.interfaces.web.showing import page
from foedus.ledger.marks import holds_more
from foedus.model.vocabulary import vocabulary

router = APIRouter(include_in_schema=False)

SMALL = 20_000  # claims up to which all is counted before the page is sent
_WIDTH, _HEIGHT = 640, 72
_TYPES = 6  # types named before the rest is folded away


@router.get("/")
def overview(request: Request, desk: TheDesk, session: TheSession) -> HTMLResponse:
    """The page. What takes long to count in a large ledger is asked for by the page itself."""
    first_run = is_empty(desk.view())
    at_once = not first_run and not holds_more(desk.ledger, SMALL)
    parts = {**_holdings(request, desk), **_waiting(request, desk)} if at_once else {}
    values = {"taking": taking().model_dump(), "may_add": session.role >= Role.REVIEWER, "at_once": at_once, **parts}
    return page(request, "overview_first.html" if first_run else "overview.html", title="Overview", **values)


@router.get("/overview/holdings")
def held(request: Request, desk: TheDesk, _: TheSession) -> HTMLResponse:
    """The piece: what is in the ledger."""
    return page(request, "overview_holdings.html", **_holdings(request, desk))


@router.get("/overview/waiting")
def waiting(request: Request, desk: TheDesk, _: TheSession) -> HTMLResponse:
    """The piece: what waits."""
    return page(request, "overview_waiting.html", **_waiting(request, desk))


@router.get("/overview/actors")
def actors(request: Request, desk: TheDesk, _: TheSession) -> HTMLResponse:
    """The piece: how many actors there are."""
    return page(request, "overview_actors.html", actors=len(directory_of(request, desk).actors))


@router.get("/overview/pairs")
def pairs(request: Request, desk: TheDesk, _: TheSession) -> HTMLResponse:
    """The piece: how many pairs of actors may be one."""
    return page(request, "overview_pairs.html", pairs=len(suggestions_of(request, desk)))


@router.get("/overview/changes")
def changes(
    request: Request, desk: TheDesk, _: TheSession, since: Annotated[str, Query(max_length=40)] = ""
) -> HTMLResponse:
    """The piece: what was recorded and judged since a moment. Raises BadInput for what is none."""
    begins = _since(since)
    found = news(desk.view(), begins) if begins is not None else None
    return page(request, "overview_changes.html", since=begins, news=found)


def _since(text: str) -> datetime | None:
    found = moment(text)
    if found is not None and not 1970 < found.year < 9000:
        raise BadInput(f"since {text!r} is no time of a visit; write 2026-03-01 or 2026-03-01T12:00Z")
    return found.astimezone(UTC) if found else None


def _holdings(request: Request, desk: Desk) -> dict[str, Any]:
    kept, revision = kept_of(request), desk.revision()
    found = kept.get("holdings", revision, lambda: holdings(desk.view()))
    words = vocabulary()
    signs = {name: relation.sign for name, relation in words.relations.items()}
    labels: Mapping[str, str] = {name: one.label for name, one in {**words.events, **words.relations}.items()}
    return {
        "held": found, "actors": _number(request, desk, "directory"), "labels": labels, "signs": signs, "shown": _TYPES,
        "years": _years(found.years),
    }  # fmt: skip


def _waiting(request: Request, desk: Desk) -> dict[str, Any]:
    kept, revision = kept_of(request), desk.revision()
    view = desk.view()
    return {
        "held": kept.get("holdings", revision, lambda: holdings(view)),
        "pairs": _number(request, desk, "suggestions"),
        "gaps": kept.get("gaps", revision, lambda: gaps_by_kind(view)),
        "clashes": view.identities.contradictions,
    }


def _number(request: Request, desk: Desk, name: str) -> int | None:
    """How many there are, None where a large ledger takes long to tell and the page asks for it by itself."""
    if holds_more(desk.ledger, SMALL) and not kept_of(request).holds(name, revision_of_actors(desk)):
        return None
    return len(directory_of(request, desk).actors) if name == "directory" else len(suggestions_of(request, desk))


def _years(years: Mapping[int, int]) -> Bars | None:
    return bars(years, _WIDTH, _HEIGHT) if years else None
