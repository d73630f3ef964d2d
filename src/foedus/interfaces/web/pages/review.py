"""The pages: review of claims one by one, in batches, and how far reviewers agree."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import select

from foedus.analysis.agreement import Case
from foedus.interfaces.reviewing import judging
from foedus.interfaces.reviewing.asked import Order, State
from foedus.interfaces.reviewing.differences import agreeing
from foedus.interfaces.web.asking import TheDesk, TheSession
from foedus.interfaces.web.desk import Desk
from foedus.interfaces.web.sessions import Role
from foedus.interfaces.web.showing import page
from foedus.interfaces.wording.claims import sentence
from foedus.interfaces.wording.dates import in_words
from foedus.ledger import tables
from foedus.ledger.entries import ClaimFilter
from foedus.model.claim import COUNT_SLOTS, Certainty
from foedus.model.vocabulary import vocabulary

router = APIRouter(include_in_schema=False)

SHOWN = 60  # differences on the page
STATES = {
    State.OPEN: "that nobody judged",
    State.MINE: "that I did not judge",
    State.DIFFER: "people differ on",
    State.JUDGED: "judged so far",
    State.ALL: "all",
}
ORDERS = {Order.CONSEQUENCE: "what hangs on it", Order.DOUBT: "doubt", Order.DOCUMENT: "document"}


@router.get("/review")
def review(request: Request, desk: TheDesk, session: TheSession) -> HTMLResponse:
    """The queue, one card a claim; the script asks for what it shows."""
    return page(request, "review.html", title="Review", tab="cards", states=STATES, orders=ORDERS, **_choices(desk),
                given={"may": session.role >= Role.REVIEWER, "me": session.name, "terms": _terms()})  # fmt: skip


@router.get("/review/batch")
def batch(request: Request, desk: TheDesk, _: TheSession) -> HTMLResponse:
    """Many claims at once by a pattern, and the batches of before."""
    made = judging.batches(desk.ledger)
    return page(request, "review_batch.html", title="Review in batches", tab="batch", batches=made, **_choices(desk))


@router.get("/review/agreement")
def agreement(
    request: Request, desk: TheDesk, _: TheSession,
    a: Annotated[str, Query(max_length=500)] = "", b: Annotated[str, Query(max_length=500)] = "",
) -> HTMLResponse:  # fmt: skip
    """How far two people judge alike, and the claims on which people differ."""
    found = agreeing(desk.ledger, a, b)
    wanted = [case for case in found.cases if not a or not b or {a, b} <= {one.by for one in case.ballots}]
    sentences = _sentences(desk, wanted[:SHOWN])
    return page(
        request, "review_agreement.html", title="Agreement", tab="agreement", found=found, cases=wanted[:SHOWN],
        left_out=max(0, len(wanted) - SHOWN), sentences=sentences, open=sum(case.settled is None for case in wanted),
    )  # fmt: skip


def _choices(desk: Desk) -> dict[str, Any]:
    """What the filters offer."""
    words = vocabulary()
    with desk.ledger.reading() as connection:
        readers = list(connection.scalars(select(tables.reading.c.reader).distinct().order_by(tables.reading.c.reader)))
    return {
        "events": sorted(words.events), "relations": sorted(words.relations), "certainties": [one.value for one in Certainty],
        "readers": readers,
    }  # fmt: skip


def _terms() -> dict[str, Any]:
    """The words of the codebook with what they mean, for the form that corrects."""
    words = vocabulary()
    return {
        "events": {name: {"label": one.label, "means": one.means} for name, one in words.events.items()},
        "relations": {
            name: {"label": one.label, "means": one.means, "sign": one.sign, "directed": one.directed}
            for name, one in words.relations.items()
        },
        "certainties": list(words.certainties),
        "statuses": list(words.statuses),
        "kinds": list(words.kinds),
        "counts": list(COUNT_SLOTS),
    }


def _sentences(desk: Desk, cases: list[Case]) -> dict[str, str]:
    """What the claims say, as far as they count."""
    view = desk.view()
    ids = tuple(case.subject for case in cases)
    entries = {}
    for entry in view.claims(ClaimFilter(claims=_with_corrections(desk, ids))) if ids else ():
        entries[entry.original.id if entry.original else entry.claim.id] = entry
    who = sorted({actor for entry in entries.values() for actor in entry.who.values()})
    names = {actor.id: actor.name for actor in view.actors_of(who)} if who else {}
    found = {claim: sentence(entry, names, in_words) for claim, entry in entries.items()}
    for claim in ids:
        if claim not in found:
            told = view.history(claim).claim
            found[claim] = f"{told.type}: {told.quote.text[:120]}"
    return found


def _with_corrections(desk: Desk, ids: tuple[str, ...]) -> tuple[str, ...]:
    told, judged = tables.claim.c, tables.judgement.c
    made = select(told.id).join_from(tables.claim, tables.judgement, told.judgement == judged.seq)
    with desk.ledger.reading() as connection:
        return (*ids, *connection.scalars(made.where(judged.subject.in_(ids))))
