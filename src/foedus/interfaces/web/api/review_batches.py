"""The JSON API: many claims judged alike by a pattern, looked at first, and taken back as a whole."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, Field

from foedus.interfaces.records.claims import claim_record
from foedus.interfaces.reviewing import judging
from foedus.interfaces.reviewing.asked import State
from foedus.interfaces.web.api.reviewing import Filter, Strict, TheFilter, Words, asked_of
from foedus.interfaces.web.asking import TheDesk, TheReviewer, TheSession, signature
from foedus.interfaces.wording.claims import sentence
from foedus.interfaces.wording.dates import in_words
from foedus.ledger.entries import ClaimFilter
from foedus.model.judgement import Verdict

router = APIRouter(prefix="/batches")


class Preview(BaseModel):
    """What a pattern means: how many open claims (`more` where there are still more), how many of each type among those that one
    batch would judge, and examples spread over them."""

    count: int
    at_once: int
    types: dict[str, int]
    examples: list[dict[str, Any]]


class Pattern(Strict, Filter):
    """A batch: a pattern, the decision, and the count that was shown for it."""

    decision: Literal["accept", "reject"]
    count: Annotated[int, Field(ge=1, le=1_000_000)]
    why: Words = ""


class Done(BaseModel):
    """What a batch came to: `judged` claims, `passed` over because somebody judged them meanwhile. `at` names it for undoing."""

    by: str
    at: datetime
    judged: int
    passed: int


class Batch(BaseModel):
    """A batch of before."""

    by: str
    at: datetime
    verdict: str
    why: str
    count: int
    standing: int


class UndoBatch(Strict):
    """A batch to take back."""

    by: Annotated[Words, Field(min_length=1)]
    at: AwareDatetime


class Undone(BaseModel):
    """How many judgements were taken back."""

    undone: int


@router.get("/preview")
def preview(desk: TheDesk, session: TheSession, told: TheFilter) -> Preview:
    """How many open claims a pattern means, with examples."""
    view = desk.view()
    asked = asked_of(told.model_copy(update={"state": State.OPEN}), desk, session)
    count, ids, types = judging.examples(desk.ledger, view, asked)
    found = {entry.claim.id: entry for entry in view.claims(ClaimFilter(claims=tuple(ids)))} if ids else {}
    who = sorted({actor for entry in found.values() for actor in entry.who.values()})
    names = {actor.id: actor.name for actor in view.actors_of(who)} if who else {}
    shown = [{**claim_record(found[one]), "sentence": sentence(found[one], names, in_words)} for one in ids if one in found]
    return Preview(count=count, at_once=judging.AT_ONCE, types=types, examples=shown)


@router.post("")
def decide(desk: TheDesk, session: TheReviewer, told: Pattern) -> Done:
    """Judges all open claims of a pattern alike. Refused where not as many claims fit it as were shown."""
    signed = signature(session, told.why or "batch")
    verdict = Verdict.ACCEPTED if told.decision == "accept" else Verdict.REJECTED
    asked = asked_of(told, desk, session)
    made, passed = judging.judge_all(desk.ledger, asked, verdict, told.count, signed)
    return Done(by=signed.by, at=signed.at, judged=len(made), passed=passed)


@router.get("")
def batches(desk: TheDesk, _: TheSession) -> list[Batch]:
    """The newest batches."""
    return [
        Batch(by=one.by, at=one.at, verdict=one.verdict, why=one.why, count=one.count, standing=one.standing)
        for one in judging.batches(desk.ledger)
    ]


@router.post("/undo")
def undo(desk: TheDesk, session: TheReviewer, told: UndoBatch) -> Undone:
    """Takes back what stands of a batch."""
    made = judging.take_back_all(desk.ledger, told.by, told.at, signature(session, "batch taken back"))
    return Undone(undone=len(made))
