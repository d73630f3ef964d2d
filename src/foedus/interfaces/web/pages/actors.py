"""The pages: the list of actors, who may be the same, and one actor with all that is known of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from foedus.interfaces.web.api.actors import (
    PAGE,
    Asked,
    IdOfPath,
    Order,
    PageNumber,
    Words,
    directory_of,
    listed,
    suggestions_of,
)
from foedus.interfaces.web.asking import TheDesk, TheScope, TheSession, day
from foedus.interfaces.web.desk import Desk, Scope
from foedus.interfaces.web.gathered import joining
from foedus.interfaces.web.gathered.actor_parts import parts_of
from foedus.interfaces.web.gathered.keeping import kept_of, revision_of_actors
from foedus.interfaces.web.gathered.portrait import Portrait, last_report, portrait
from foedus.interfaces.web.gathered.titles import titles
from foedus.interfaces.web.sessions import Role
from foedus.interfaces.web.showing import page
from foedus.ledger.entries import ActorCluster
from foedus.ledger.marks import holds_more
from foedus.ledger.suggestions import Suggestion
from foedus.model.vocabulary import vocabulary

router = APIRouter(include_in_schema=False)

SMALL = 20_000  # claims up to which all actors are listed before the page is sent
_DOCUMENTS = 6  # documents named of one name
_MEMBERS, _JOINS, _OTHERS = 40, 40, 40
PIECES = ("ties", "belonging", "events", "places", "coverage")
NumberOfPage = Annotated[int, Query(alias="page", ge=1, le=1_000_000)]
Day = Annotated[str, Query(max_length=40, pattern=r"^[^\x00]*$")]


@router.get("/actors")
def actors(
    request: Request, desk: TheDesk, _: TheSession, q: Words = "", kind: Words = "", order: Order = "name",
    page_: NumberOfPage = 1,
) -> HTMLResponse:  # fmt: skip
    """The list; of a large ledger the page comes first and asks for its list."""
    asked = Asked(q, kind, order, page_)
    waits = "hx-request" not in request.headers and holds_more(desk.ledger, SMALL) and not _is_kept(request, desk)
    values: dict[str, Any] = {"asked": asked, "waits": waits, "found": None, "kinds": {}}
    if not waits:
        values |= {"found": listed(request, desk, asked), "kinds": directory_of(request, desk).kinds}
    labels = {name: one.label for name, one in vocabulary().kinds.items()}
    return page(request, "actors.html", title="Actors", labels=labels, **values)


@router.get("/actors/suggestions")
def suggested(
    request: Request, desk: TheDesk, session: TheSession, page_: NumberOfPage = 1
) -> HTMLResponse:
    """Pairs of actors that may be the same, to be judged one after the other."""
    if "hx-request" not in request.headers and holds_more(desk.ledger, SMALL) and not _is_kept(request, desk, "suggestions"):
        return page(request, "actors_suggestions.html", title="Same actors?", waits=True, may_judge=False)
    found = suggestions_of(request, desk)
    pages = max(1, -(-len(found) // PAGE))
    number = min(page_, pages)
    pairs = _pairs(desk, found[(number - 1) * PAGE : number * PAGE])
    values: dict[str, Any] = {"pairs": pairs, "of": len(found), "number": number, "pages": pages}
    values["may_judge"] = session.role >= Role.REVIEWER
    return page(request, "actors_suggestions.html", title="Same actors?", waits=False, **values)


@router.get("/actors/{actor}")
def actor(
    request: Request, desk: TheDesk, session: TheSession, scope: TheScope, actor: IdOfPath, at: Day = "",
    events: PageNumber = 1,
) -> Response:  # fmt: skip
    """One actor; of a large ledger the page comes first and asks for its parts. An id that was joined leads to its actor."""
    view = desk.view(scope)
    found = joining.actor_now(view, actor)
    if found.id != actor:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/actors/{quote(found.id, safe='')}{query}", 303)
    seen_from = _day(desk, scope, at)
    waits = holds_more(desk.ledger, SMALL)
    parts: dict[str, Any] = {}
    if not waits:
        drawn = _portrait(request, desk, scope, found.id, seen_from)
        for name in PIECES:
            parts |= parts_of(name, drawn, events)
        parts |= _same(request, desk, found)
    names = [(name, used[:_DOCUMENTS], len(used)) for name, used in found.names.items()]
    values: dict[str, Any] = {
        "actor": found, "at": at, "day": seen_from, "waits": waits, "kind": vocabulary().kinds[found.kind].label,
        "names": names, "titles": titles(view, (one for _, used, _ in names for one in used)),
        "members": joining.members(view, found, _MEMBERS), "joins": joining.joins(view, found, _JOINS),
        "may_judge": session.role >= Role.REVIEWER and scope.as_of is None, "query": request.url.query,
        "given_scope": _given_scope(request),
    }  # fmt: skip
    return page(request, "actors_one.html", title=found.name, **values, **parts)


@router.get("/actors/{actor}/same")
def same(request: Request, desk: TheDesk, session: TheSession, actor: IdOfPath) -> HTMLResponse:
    """The piece: who may be the same as the actor, and why."""
    found = desk.view().actor(actor)
    values: dict[str, Any] = {"actor": found, "may_judge": session.role >= Role.REVIEWER, **_same(request, desk, found)}
    return page(request, "actors_same.html", **values)


@router.get("/actors/{actor}/{piece}")
def piece(
    request: Request, desk: TheDesk, _: TheSession, scope: TheScope, actor: IdOfPath,
    piece: Literal["ties", "belonging", "events", "places", "coverage"], at: Day = "", events: PageNumber = 1,
) -> HTMLResponse:  # fmt: skip
    """A part of the actor's page."""
    seen_from = _day(desk, scope, at)
    drawn = _portrait(request, desk, scope, actor, seen_from)
    values: dict[str, Any] = {"actor": drawn.actor, "day": seen_from, "at": at, "given_scope": _given_scope(request)}
    return page(request, f"actors_{piece}.html", **values, **parts_of(piece, drawn, events))


def _portrait(request: Request, desk: Desk, scope: Scope, actor: str, seen_from: date) -> Portrait:
    key = ("portrait", actor, scope, seen_from)
    return kept_of(request).get(key, desk.revision(), lambda: portrait(desk.view(scope), actor, seen_from))


def _day(desk: Desk, scope: Scope, at: str) -> date:
    return day(at, "at") or last_report(desk.view(scope)) or date.today()


def _given_scope(request: Request) -> dict[str, str]:
    """The state of the ledger that the address asks for, to be kept in links."""
    return {name: request.query_params[name] for name in ("known_by", "as_of") if request.query_params.get(name)}


def _is_kept(request: Request, desk: Desk, name: str = "directory") -> bool:
    return kept_of(request).holds(name, revision_of_actors(desk))


def _same(request: Request, desk: Desk, found: ActorCluster) -> dict[str, Any]:
    own = set(found.actors)
    about = [one for one in suggestions_of(request, desk) if own & {one.actor_a, one.actor_b}]
    return {"pairs": _pairs(desk, about[:_OTHERS], own), "pairs_of": len(about)}


def _pairs(desk: Desk, shown: Sequence[Suggestion], own: Collection[str] = ()) -> list[dict[str, Any]]:
    """The pairs as shown, of an actor's own it first; with the documents that name each."""
    view = desk.view()
    members = [member for one in shown for member in (one.actor_a, one.actor_b)]
    view.identities.look_up(members)
    clusters = {one.id: one for one in view.actors_of(sorted({view.identities.of(one) for one in members}))} if members else {}
    pairs: list[dict[str, Any]] = []
    for one in shown:
        ids = (one.actor_b, one.actor_a) if one.actor_b in own else (one.actor_a, one.actor_b)
        sides = [clusters[view.identities.of(member)] for member in ids]
        pairs.append({"a": ids[0], "b": ids[1], "sides": sides, "why": one.why})
    used = {side.id: _documents(side) for pair in pairs for side in pair["sides"]}
    called = titles(view, (document for listed_ in used.values() for document in listed_))
    told = joining.contexts(view, members)
    for pair in pairs:
        pair["contexts"] = [told.get(pair["a"], ""), told.get(pair["b"], "")]
        pair["documents"] = [[(document, called[document]) for document in used[side.id]] for side in pair["sides"]]
    return pairs


def _documents(side: ActorCluster) -> list[str]:
    return list(dict.fromkeys(document for named_in in side.names.values() for document in named_in))[:3]
