"""The JSON API: actors, who may be the same, and joining them and taking them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field

from foedus.errors import BadInput, NotFound
from foedus.interfaces.records.doubts import coverage_record
from foedus.interfaces.records.ledger import actor_record, judgement_record, suggestion_record
from foedus.interfaces.web.asking import TheDesk, TheReviewer, TheSession, TheView, day, signature
from foedus.interfaces.web.desk import Desk
from foedus.interfaces.web.gathered import joining
from foedus.interfaces.web.gathered.directory import PERSON, Directory, claims_of, directory, mentions
from foedus.interfaces.web.gathered.joining import Changed
from foedus.interfaces.web.gathered.keeping import kept_of, revision_of_actors
from foedus.interfaces.web.gathered.portrait import last_report, portrait
from foedus.ledger.suggestions import Suggestion, suggestions

router = APIRouter(prefix="/api/actors", tags=["actors"])

PAGE = 50
MOST_JOINS = 200
_NAMES = 6  # other names shown in the list
_TEXT = r"^[^\x00]*$"
Id = Annotated[str, Field(min_length=1, max_length=200, pattern=_TEXT)]
IdOfPath = Annotated[str, Path(max_length=200, pattern=_TEXT)]
Why = Annotated[str, Field(max_length=1000, pattern=_TEXT)]
Words = Annotated[str, Query(max_length=200, pattern=_TEXT)]
Order = Literal["name", "claims"]
PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]


class ActorLine(BaseModel):
    """An actor in the list, with its other names and the number of claims it takes part in."""

    id: str
    name: str
    kind: str
    others: list[str]
    claims: int


class ActorPage(BaseModel):
    """A page of the list, of how many actors."""

    actors: list[ActorLine]
    of: int
    page: int
    pages: int


class SuggestionPage(BaseModel):
    """A page of the pairs that may be the same, likeliest first."""

    suggestions: list[dict[str, Any]]
    of: int
    page: int
    pages: int


class Pair(BaseModel):
    """Two actors, by canonical id or by that of an actor of one document, and why they are judged so."""

    a: Id
    b: Id
    why: Why = ""


class OfOne(BaseModel):
    """An actor of one document to take out of those it is joined with, and why."""

    actor: Id
    why: Why = ""


class OfJudgement(BaseModel):
    """A judgement to take back, and why."""

    judgement: Id
    why: Why = ""


class Judged(BaseModel):
    """What was judged and what taken back; `clashes` tells judgements that cannot both hold; `actor` is the canonical id now of
    the first that was named."""

    made: list[dict[str, Any]]
    undone: list[dict[str, Any]]
    clashes: list[str]
    actor: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which actors are listed, and in which order."""

    text: str = ""
    kind: str = ""
    order: Order = "name"
    page: int = 1


def directory_of(request: Request, desk: Desk) -> Directory:
    """The actors of this ledger as they are now."""
    return kept_of(request).get("directory", revision_of_actors(desk), lambda: directory(desk.view()))


def suggestions_of(request: Request, desk: Desk) -> list[Suggestion]:
    """All pairs that may be the same."""
    return kept_of(request).get("suggestions", revision_of_actors(desk), lambda: suggestions(desk.ledger))


def listed(request: Request, desk: Desk, asked: Asked) -> ActorPage:
    """A page of the list; in order of claims, persons come last and by name, as no person is ranked."""
    found = directory_of(request, desk).found(asked.text, asked.kind)
    view = desk.view()
    if asked.order == "claims":
        most = kept_of(request).get("mentions", revision_of_actors(desk), lambda: mentions(view))
        persons = [one for one in found if one.kind == PERSON]
        bodies = [one for one in found if one.kind != PERSON]
        found = sorted(bodies, key=lambda one: -sum(most.get(row, 0) for row in one.rows)) + persons
    pages = max(1, -(-len(found) // PAGE))
    page = min(asked.page, pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    told = claims_of(view, shown)
    lines = [
        ActorLine(id=one.id, name=one.name, kind=one.kind, others=list(one.others[:_NAMES]), claims=told[one.id]) for one in shown
    ]
    return ActorPage(actors=lines, of=len(found), page=page, pages=pages)


@router.get("")
def actors(
    request: Request, desk: TheDesk, _: TheSession, q: Words = "", kind: Words = "", order: Order = "name", page: PageNumber = 1
) -> ActorPage:
    """Actors by name, or by the number of claims they take part in; `q` looks in all their names."""
    return listed(request, desk, Asked(q, kind, order, page))


@router.get("/suggestions")
def suggested(request: Request, desk: TheDesk, _: TheSession, page: PageNumber = 1) -> SuggestionPage:
    """Pairs of actors of different documents that may be the same; nothing is joined until somebody says so."""
    found = suggestions_of(request, desk)
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    names = names_of_members(desk, [member for one in shown for member in (one.actor_a, one.actor_b)])
    return SuggestionPage(suggestions=[suggestion_record(one, names) for one in shown], of=len(found), page=page, pages=pages)


@router.post("/same")
def same(desk: TheDesk, session: TheReviewer, pair: Pair) -> Judged:
    """Judges two actors the same."""
    return _judged(desk, joining.merge(desk.ledger, pair.a, pair.b, signature(session, pair.why)), pair.a)


@router.post("/not-same")
def not_same(desk: TheDesk, session: TheReviewer, pair: Pair) -> Judged:
    """Judges two actors not the same, so that they are neither joined nor suggested."""
    return _judged(desk, joining.part(desk.ledger, pair.a, pair.b, signature(session, pair.why)), pair.a)


@router.post("/split")
def split(desk: TheDesk, session: TheReviewer, one: OfOne) -> Judged:
    """Takes an actor of one document out of those it is joined with."""
    return _judged(desk, joining.split(desk.ledger, one.actor, signature(session, one.why)), one.actor)


@router.post("/undo")
def undo(desk: TheDesk, session: TheReviewer, one: OfJudgement) -> Judged:
    """Takes back a judgement on two actors."""
    changed = joining.take_back(desk.ledger, one.judgement, signature(session, one.why))
    return _judged(desk, changed, changed.undone[0].subject)


@router.get("/{actor}")
def actor(view: TheView, _: TheSession, actor: IdOfPath) -> dict[str, Any]:
    """An actor: its names with the documents that use them, the actors it joins, and the judgements that join them."""
    found = joining.actor_now(view, actor)
    return {**actor_record(found), "joins": [judgement_record(one) for one in joining.joins(view, found, MOST_JOINS)]}


@router.get("/{actor}/coverage")
def covered(
    view: TheView, _: TheSession, actor: IdOfPath, at: Annotated[str, Query(max_length=40, pattern=_TEXT)] = ""
) -> dict[str, Any]:
    """How much is told of an actor until a day (that of the latest report), and of which stretches of time nothing is."""
    until = day(at, "at") or last_report(view)
    if until is None:
        raise BadInput("no report in the ledger is dated; name a day: at=2013-01-01")
    return coverage_record(portrait(view, actor, until).coverage)


def names_of_members(desk: Desk, members: Sequence[str]) -> dict[str, str]:
    """How to show actors of documents, each as the actor it is joined into."""
    view = desk.view()
    view.identities.look_up(members)
    canonical = {member: view.identities.of(member) for member in members}
    found = {one.id: one.name for one in view.actors_of(sorted(set(canonical.values())))} if canonical else {}
    return {member: found[one] for member, one in canonical.items()}


def _judged(desk: Desk, changed: Changed, first: str) -> Judged:
    return Judged(
        made=[judgement_record(one) for one in changed.made],
        undone=[judgement_record(one) for one in changed.undone],
        clashes=list(changed.clashes),
        actor=_now(desk, first),
    )


def _now(desk: Desk, name: str) -> str:
    """The canonical id of an actor; its own where only readings that no longer count name it."""
    try:
        return joining.actor_now(desk.view(), name).id
    except NotFound:
        return name
