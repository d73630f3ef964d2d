"""The JSON API: a dataset of the user's sent in, and how the ledger compares with it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from foedus.analysis.reconciling import counts, paired
from foedus.exchange.reconcile import csv_text
from foedus.exchange.reconcile_html import html_text
from foedus.interfaces.records.reconciling import finding_record
from foedus.interfaces.web.asking import TheDesk, TheReviewer, TheSession, desk_of, signature
from foedus.interfaces.web.desk import Desk
from foedus.interfaces.web.sent.comparing import OVER, Comparison, Comparisons, Shown, State, signature_for, taken_in
from foedus.ledger.entries import ClaimFilter

router = APIRouter(prefix="/api/reconcile", tags=["reconcile"])
_making = threading.Lock()
SIZE = 50  # findings on a page

Format = Literal["ucdp-ged", "acled", "gtd"]
Kind = Annotated[Shown, Query(description="Which findings.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]


class Compared(BaseModel):
    """A dataset against the ledger. `counts` are the findings of each kind and of each difference; beside them, what was not
    compared: rows `beyond` the ledger's times and countries, claims `not_held`, and rows `refused` by the importer."""

    id: str
    by: str
    file: str
    format: str
    whole: bool
    state: State
    over: bool
    fault: str | None
    counts: dict[str, int] = Field(default_factory=dict)
    beyond: int = 0
    not_held: int = 0
    refused: int = 0
    first_refused: str | None = None
    coverage: str | None = None
    matches: int = Field(default=0, description="Pairs that nobody judged yet.")
    recorded: int = Field(default=0, description="Judgements that were recorded from it.")


class Rows(BaseModel):
    """Findings of a kind, a page of them; `documents` has for each claim of ours the document in which its quote stands."""

    total: int
    offset: int
    rows: list[dict[str, Any]]
    documents: dict[str, str]


def comparisons_of(request: Request) -> Comparisons:
    """The comparisons of this server."""
    state = request.app.state
    with _making:
        if not hasattr(state, "comparisons"):
            state.comparisons = Comparisons(desk_of(request).ledger)
            state.closing.callback(state.comparisons.close)
        found: Comparisons = state.comparisons
        return found


@router.get("")
def comparisons(request: Request, _: TheSession) -> list[Compared]:
    """The comparisons that this server remembers, the newest first."""
    return [compared(one) for one in comparisons_of(request).all()]


@router.post("", status_code=202)
def send(
    request: Request,
    session: TheReviewer,
    file: Annotated[UploadFile, File(description="Your copy of the dataset; .gz is unpacked.")],
    format: Annotated[Format, Form()],
    whole: Annotated[bool, Form(description="Also rows from times and countries of which the ledger has no event.")] = False,
) -> Compared:
    """Sends in a file; it is compared in the background, and nothing is recorded."""
    one = taken_in(file.filename or "", file.file, format, session.name, whole)
    return compared(comparisons_of(request).add(one))


@router.get("/{job}")
def comparison(request: Request, _: TheSession, job: str) -> Compared:
    """How far a comparison is, and what came of it."""
    return compared(comparisons_of(request).one(job))


@router.get("/{job}/rows")
def rows(request: Request, desk: TheDesk, _: TheSession, job: str, kind: Kind = Shown.ALL, offset: Offset = 0) -> Rows:
    """What was found, 50 findings at a time."""
    return rows_shown(desk, comparisons_of(request).one(job), kind, offset)


@router.get("/{job}/findings.csv", response_class=StreamingResponse)
def as_csv(request: Request, _: TheSession, job: str, kind: Kind = Shown.ALL) -> StreamingResponse:
    """The findings as CSV, with the quotes of both."""
    found = comparisons_of(request).one(job).findings(kind)
    return _file(csv_text(found), "text/csv", "reconciled.csv")


@router.get("/{job}/findings.html", response_class=StreamingResponse)
def as_html(request: Request, _: TheSession, job: str, kind: Kind = Shown.ALL) -> StreamingResponse:
    """The findings as one HTML file that needs nothing else."""
    one = comparisons_of(request).one(job)
    found = one.findings(kind)
    return _file(html_text(found, f"The ledger and {one.label}", counts(found)), "text/html", "reconciled.html")


@router.post("/{job}/record", status_code=202)
def record(request: Request, session: TheReviewer, job: str) -> Compared:
    """Imports the file and judges each pair one incident, in the background; that can be taken back."""
    known = comparisons_of(request)
    return compared(known.record(job, signature_for(known.one(job), session.name)))


@router.post("/{job}/undo", status_code=202)
def undo(request: Request, session: TheReviewer, job: str) -> Compared:
    """Takes the judgements back that were recorded from a comparison, in the background; the imported rows stay."""
    return compared(comparisons_of(request).take_back(job, signature(session, "taken back on the page")))


def compared(one: Comparison) -> Compared:
    """A comparison as the API tells it."""
    made = one.made
    told = Compared(
        id=one.id, by=one.by, file=one.label, format=one.format, whole=one.whole, state=one.state, over=one.state in OVER,
        fault=one.fault, recorded=len(one.judgements),
    )  # fmt: skip
    if made is None:
        return told
    return told.model_copy(
        update={
            "counts": counts(made.findings),
            "beyond": made.beyond,
            "not_held": made.not_held,
            "refused": len(made.refused),
            "first_refused": made.refused[0] if made.refused else None,
            "coverage": f"{made.coverage.first} to {made.coverage.last}" if made.coverage else None,
            "matches": len(paired(made.findings)),
        }
    )


def rows_shown(desk: Desk, one: Comparison, kind: Shown, offset: int) -> Rows:
    """A page of the findings, with the documents of our claims."""
    found = one.findings(kind)
    page = found[offset : offset + SIZE]
    ours = tuple(found.ours.id for found in page if found.ours)
    entries = desk.view().claims(ClaimFilter(claims=ours)) if ours else ()
    documents = {entry.claim.id: entry.document.id for entry in entries}
    return Rows(total=len(found), offset=offset, rows=[finding_record(one) for one in page], documents=documents)


def _file(pieces: Iterator[str], media_type: str, name: str) -> StreamingResponse:
    return StreamingResponse(pieces, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
