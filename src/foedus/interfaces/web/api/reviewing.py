"""What the review API takes and gives, and the queue of this server."""

from __future__ import annotations

import threading
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from foedus.interfaces.naming import named
from foedus.interfaces.reviewing.asked import Asked, State
from foedus.interfaces.reviewing.differences import shared_ballots
from foedus.interfaces.reviewing.waiting import Queue
from foedus.interfaces.web.asking import TheDesk, TheSession
from foedus.model.claim import Certainty
from foedus.model.numbers import Count

CLAIM_ID = r"^clm-[0-9a-f]{24}$"
JUDGEMENT_ID = r"^jdg-[0-9a-f]{24}$"
DOCUMENT_ID = r"^doc-[0-9a-f]{24}$"

ClaimId = Annotated[str, StringConstraints(pattern=CLAIM_ID)]
JudgementId = Annotated[str, StringConstraints(pattern=JUDGEMENT_ID)]
DocumentId = Annotated[str, StringConstraints(pattern=DOCUMENT_ID)]
Words = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
Text = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]
Number = Annotated[int, Field(ge=0, le=1_000_000_000)]

_lock = threading.Lock()


class Strict(BaseModel):
    """A body in which nothing unknown may stand."""

    model_config = ConfigDict(extra="forbid")


class People(Strict):
    """A number of people."""

    min: Number | None = None
    max: Number | None = None
    approx: bool = False


class Source(Strict):
    """A citation."""

    publisher: Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
    place: Words | None = None
    date: Words | None = None


class Fields(Strict):
    """A claim in the codebook's form; of a correction, only what should read otherwise."""

    type: Words | None = None
    certainty: Words | None = None
    attribution: Words | None = None
    sources: Annotated[list[Source], Field(max_length=50)] | None = None
    quote: Text | None = None
    date: Words | None = None
    place: Words | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    initiators: Annotated[list[Words], Field(max_length=100)] | None = None
    targets: Annotated[list[Words], Field(max_length=100)] | None = None
    participants: Annotated[list[Words], Field(max_length=100)] | None = None
    killed: People | None = None
    wounded: People | None = None
    captured: People | None = None
    freed: People | None = None
    displaced: People | None = None
    status: Words | None = None
    a: Words | None = None
    b: Words | None = None
    start: Words | None = None
    end: Words | None = None
    role: Words | None = None

    def told(self) -> dict[str, Any]:
        """What was given, and only that. Raises BadInput for a number of people that none can be."""
        given = self.model_dump(exclude_unset=True)
        for name, value in given.items():
            if isinstance(value, dict):
                given[name] = Count.from_json(value).to_json()
        return given


class Filter(BaseModel):
    """Which claims are asked for."""

    state: State = State.OPEN
    type: Words | None = None
    certainty: Certainty | None = None
    actor: Annotated[Words | None, Field(description="An actor's id, or a name.")] = None
    document: DocumentId | None = None
    reader: Words | None = None
    rule: Words | None = None
    quote: Annotated[Words | None, Field(description="Words of the quote; * stands for any letters.")] = None
    confidence_from: Annotated[float, Field(ge=0, le=1)] | None = None
    confidence_to: Annotated[float, Field(ge=0, le=1)] | None = None


def asked_of(told: Filter, desk: TheDesk, session: TheSession) -> Asked:
    """The claims that a filter means. Raises NotFound for an unknown actor."""
    from foedus.analysis.agreement import cases

    differing: tuple[str, ...] = ()
    if told.state is State.DIFFER:
        differing = tuple(case.subject for case in cases(shared_ballots(desk.ledger)) if case.settled is None)
    return Asked(
        state=told.state,
        person=session.name,
        type=told.type or None,
        certainty=told.certainty.value if told.certainty else None,
        actor=named(desk.view(), told.actor).id if told.actor else None,
        document=told.document,
        reader=told.reader or None,
        rule=told.rule or None,
        quote=told.quote or None,
        confidence_from=told.confidence_from,
        confidence_to=told.confidence_to,
        differing=differing,
    )


def filter_of(
    state: State = State.OPEN,
    type: Words | None = None,
    certainty: Annotated[Certainty | Literal[""] | None, Query()] = None,
    actor: Words | None = None,
    document: Annotated[str, StringConstraints(pattern=rf"{DOCUMENT_ID}|^$")] | None = None,
    reader: Words | None = None,
    rule: Words | None = None,
    quote: Words | None = None,
    confidence_from: Annotated[float, Query(ge=0, le=1)] | None = None,
    confidence_to: Annotated[float, Query(ge=0, le=1)] | None = None,
) -> Filter:
    """The filter in the address."""
    return Filter(
        state=state, type=type, certainty=certainty or None, actor=actor, document=document or None, reader=reader, rule=rule,
        quote=quote, confidence_from=confidence_from, confidence_to=confidence_to,
    )  # fmt: skip


def queue_of(request: Request, desk: TheDesk) -> Queue:
    """The queue of this server, made when first asked for."""
    with _lock:
        state = request.app.state
        if not hasattr(state, "review_queue"):
            state.review_queue = Queue(desk.ledger)
        found: Queue = state.review_queue
        return found


TheFilter = Annotated[Filter, Depends(filter_of)]
TheQueue = Annotated[Queue, Depends(queue_of)]
