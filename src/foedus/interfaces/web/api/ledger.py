"""The JSON API: the ledger as a whole, and the words its claims are made of."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from foedus import __version__
from foedus.interfaces.web.asking import TheDesk, TheLook, TheSession
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Certainty, Status
from foedus.model.vocabulary import vocabulary

router = APIRouter(prefix="/api", tags=["ledger"])


class Self(BaseModel):
    """Who asks, and what they may do."""

    name: str
    role: str
    version: str


class Revision(BaseModel):
    """Numbers that change whenever anything is recorded, judged or undone."""

    revision: list[int]


class Words(BaseModel):
    """The vocabulary that forms offer."""

    events: list[str]
    relations: list[str]
    kinds: list[str]
    certainties: list[str]
    statuses: list[str]
    people_slots: list[str]
    count_slots: list[str]


class Name(BaseModel):
    """An actor to choose from."""

    id: str
    name: str
    kind: str


@router.get("/me")
def me(session: TheSession) -> Self:
    """Who asks."""
    return Self(name=session.name, role=session.role.name.lower(), version=__version__)


@router.get("/revision")
def revision(desk: TheDesk, _: TheSession) -> Revision:
    """Whether anything has changed."""
    return Revision(revision=list(desk.revision()))


@router.get("/vocabulary")
def words(_: TheSession) -> Words:
    """The types, kinds and slots of the codebook."""
    known = vocabulary()
    return Words(
        events=sorted(known.events),
        relations=sorted(known.relations),
        kinds=sorted(known.kinds),
        certainties=[one.value for one in Certainty],
        statuses=[one.value for one in Status],
        people_slots=list(PEOPLE_SLOTS),
        count_slots=list(COUNT_SLOTS),
    )


@router.get("/names")
def names(look: TheLook, _: TheSession, q: str = "", limit: int = 20) -> list[Name]:
    """Actors whose name, or another name, holds these letters; those that begin with them first."""
    wanted = q.strip().casefold()
    found = [one for one in look.actors.values() if any(wanted in name.casefold() for name in (one.name, *one.names))]
    found.sort(key=lambda one: (not one.name.casefold().startswith(wanted), one.name.casefold(), one.id))
    return [Name(id=one.id, name=one.name, kind=one.kind) for one in found[: max(1, min(limit, 200))]]
