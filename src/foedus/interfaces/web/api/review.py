"""The JSON API: review. What waits, one claim with all that bears on it, and judging it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, Field, model_validator

from foedus.interfaces.records.ledger import judgement_record
from foedus.interfaces.reviewing.asked import Order
from foedus.interfaces.reviewing.card import card as card_of
from foedus.interfaces.reviewing.judging import Clash, Decision, judge, take_back
from foedus.interfaces.web.api.review_batches import router as batches
from foedus.interfaces.web.api.reviewing import (
    CLAIM_ID,
    ClaimId,
    Fields,
    JudgementId,
    Strict,
    TheFilter,
    TheQueue,
    Words,
    asked_of,
)
from foedus.interfaces.web.asking import TheDesk, TheReviewer, TheSession, signature
from foedus.model.judgement import Verdict

router = APIRouter(prefix="/api/review", tags=["review"])
router.include_router(batches)

_VERDICTS = {"accept": Verdict.ACCEPTED, "reject": Verdict.REJECTED, "correct": Verdict.CORRECTED}


class Waiting(BaseModel):
    """Claims in order. `more` where there are still more than `total`."""

    ids: list[str]
    total: int
    more: bool
    note: str


class Card(BaseModel):
    """One claim: as it stands, on which words, what hangs on it, and what speaks for and against it. `expected` must come with a
    judgement: the id of the last one that stands, null if there is none."""

    id: str
    claim: dict[str, Any]
    original: dict[str, Any] | None
    sentence: str
    dates: dict[str, str]
    expected: str | None
    judgements: list[dict[str, Any]]
    superseded: bool
    context: dict[str, Any]
    page: int | None
    consequence: dict[str, Any] | None
    agree: list[dict[str, Any]]
    disagree: list[dict[str, Any]]
    others_left_out: int


class Verdicts(Strict):
    """A decision about a claim. `expected` is the id of the last judgement that was seen on it, null if there was none."""

    claim: ClaimId
    decision: Literal["accept", "reject", "correct"]
    expected: JudgementId | None
    correction: Fields | None = None
    why: Words = ""

    @model_validator(mode="after")
    def _fits(self) -> Verdicts:
        if (self.decision == "correct") != (self.correction is not None):
            raise ValueError("a correction comes with the decision to correct, and only with that")
        return self


class Judged(BaseModel):
    """A judgement as recorded."""

    judgement: dict[str, Any]


class Clashed(BaseModel):
    """Why nothing was recorded: somebody judged the claim since; `judgement` is what stands last now."""

    error: str
    claim: str
    judgement: dict[str, Any] | None


class Undo(Strict):
    """A judgement to take back."""

    judgement: JudgementId
    why: Words = ""


@router.get("/queue")
def queue(
    desk: TheDesk,
    session: TheSession,
    queued: TheQueue,
    asked: TheFilter,
    order: Order = Order.CONSEQUENCE,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 25,
) -> Waiting:
    """Which claims wait, in order."""
    found = queued.waiting(desk.view(), asked_of(asked, desk, session), order, offset, limit)
    return Waiting(ids=list(found.ids), total=found.total, more=found.more, note=found.note)


@router.get("/claims/{claim}")
def claim(
    desk: TheDesk,
    session: TheSession,
    queued: TheQueue,
    claim: Annotated[str, Path(pattern=CLAIM_ID)],
    blind: bool = False,
    more: Annotated[int, Query(ge=0, le=8_000)] = 0,
) -> Card:
    """One claim. `blind` hides what others judged; `more` gives so many more characters of the text on either side."""
    with queued.lock:
        view = queued.seeing(desk.view())
        return Card(**card_of(desk.ledger, view, queued.drawn(view), claim, session.name if blind else None, more))


@router.post("/judgements", response_model=Judged, responses={409: {"model": Clashed}})
def judgements(desk: TheDesk, session: TheReviewer, told: Verdicts) -> Judged | Response:
    """Judges a claim. Where somebody judged it since it was seen, nothing is recorded and the answer says who, what and when."""
    correction = told.correction.told() if told.correction else None
    decided = Decision(told.claim, _VERDICTS[told.decision], told.expected, correction)
    made = judge(desk.ledger, decided, signature(session, told.why))
    if isinstance(made, Clash):
        last = judgement_record(made.last) if made.last else None
        return JSONResponse(Clashed(error=made.sentence, claim=made.claim, judgement=last).model_dump(), 409)
    return Judged(judgement=judgement_record(made))


@router.post("/undo")
def undo(desk: TheDesk, session: TheReviewer, told: Undo) -> Judged:
    """Takes a judgement about a claim back; it stays in the ledger with who undid it, when and why."""
    return Judged(judgement=judgement_record(take_back(desk.ledger, told.judgement, signature(session, told.why))))


@router.get("/passages", response_class=StreamingResponse)
def passages(desk: TheDesk, _: TheSession, partly: bool = False) -> Response:
    """What was decided, as training passages in the corpus format: the documents of which every claim was judged, or with
    `partly` also those of which some were."""
    from foedus.exchange.exporters.passages import passages_yaml
    from foedus.interfaces.reviewing.taught import reviewed

    head = "# Passages as people reviewed them, in the corpus format (corpus/README.md). Rejected claims are left out.\n"
    pieces = (piece for part in ([head], passages_yaml(reviewed(desk.ledger, partly))) for piece in part)
    return StreamingResponse(
        pieces, media_type="application/yaml", headers={"content-disposition": 'attachment; filename="reviewed-passages.yml"'}
    )


class Share(BaseModel):
    """Agreement on claims of one type, or on all under an empty `type`. `kappa` is null where chance explains everything."""

    type: str
    count: int
    observed: float
    expected: float
    kappa: float | None
    low: float | None
    high: float | None


class Difference(BaseModel):
    """A claim on which people differ. `settled` is the judgement made after they did, null while the case is open."""

    claim: str
    ballots: list[dict[str, str]]
    settled: dict[str, str] | None


class Agreement(BaseModel):
    """How far two people judge alike, and where people differ."""

    reviewers: dict[str, int]
    shares: list[Share]
    differences: Annotated[list[Difference], Field(description="At most 200, the open ones first.")]


@router.get("/agreement")
def agreement(desk: TheDesk, _: TheSession, a: Words = "", b: Words = "") -> Agreement:
    """Agreement of two people over the claims that both judged, each before the other's decision was there to be seen."""
    from foedus.interfaces.reviewing.differences import agreeing

    found = agreeing(desk.ledger, a, b)
    shares = [
        Share(
            type=kind,
            count=one.count,
            observed=one.observed,
            expected=one.expected,
            kappa=one.value,
            low=one.low,
            high=one.high,
        )
        for kind, one in found.kappas.items()
    ]
    return Agreement(
        reviewers=dict(found.reviewers),
        shares=shares,
        differences=[
            Difference(
                claim=case.subject,
                ballots=[{"by": one.by, "verdict": one.verdict} for one in case.ballots],
                settled={"by": case.settled.by, "verdict": case.settled.verdict} if case.settled else None,
            )
            for case in found.cases[:200]
        ],
    )
