"""The JSON API: documents, their text with its claims, and claims that the reader missed."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from foedus.errors import BadInput
from foedus.interfaces.records.claims import claim_record
from foedus.interfaces.records.ledger import document_record, gap_record
from foedus.interfaces.reviewing.context import anchored, passage
from foedus.interfaces.reviewing.listing import listed, one_document
from foedus.interfaces.reviewing.missed import Missed, add, cast
from foedus.interfaces.web.api.reviewing import DOCUMENT_ID, Fields, Strict, Text, Words
from foedus.interfaces.web.asking import TheDesk, TheReviewer, TheSession, TheView, signature
from foedus.ledger.entries import ClaimFilter

router = APIRouter(prefix="/api/documents", tags=["documents"])

CLAIMS = 500  # handed out at once
DocumentPath = Annotated[str, Path(pattern=DOCUMENT_ID)]
Offset = Annotated[int, Field(ge=0, le=1_000_000_000)]


class Documents(BaseModel):
    """Documents, with the number of claims of each and, where words were looked for, the words around the first of them."""

    documents: list[dict[str, Any]]
    total: int


class Whole(BaseModel):
    """A document without its text, with its claims and gaps; `claims_left_out` counts claims beyond the first 500."""

    document: dict[str, Any]
    claims: list[dict[str, Any]]
    claims_left_out: bool
    gaps: list[dict[str, Any]]
    actors: list[dict[str, Any]]


class Passage(BaseModel):
    """`text` stands at `start` in a document of `length` characters."""

    start: int
    text: str
    length: int


class Chosen(Strict):
    """Words chosen in a document: by their offsets, or by themselves, near an offset."""

    start: Offset | None = None
    end: Offset | None = None
    quote: Text | None = None
    near: Offset = 0


class Anchor(BaseModel):
    """Where words stand, at how many places in all, and in which sentence."""

    start: int
    end: int
    quote: str
    places: int
    sentence: str


class NewClaim(Strict):
    """A claim that the reader missed: its words by offset, its fields, and kinds of actors that the document has not yet."""

    start: Offset
    end: Offset
    fields: Fields
    kinds: Annotated[dict[Words, Words], Field(max_length=100, default_factory=dict)]


class Added(BaseModel):
    """The claim as recorded."""

    claim: str


@router.get("")
def documents(
    view: TheView,
    _: TheSession,
    q: Words = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Documents:
    """The documents, the last recorded first; or those that hold words, best first."""
    found = listed(view, q, offset, limit)
    records = [
        {**document_record(one.document), "claims": one.claims, "snippet": one.snippet, "found_in": list(one.found_in)}
        for one in found.rows
    ]
    return Documents(documents=records, total=found.total)


@router.get("/{document}")
def document(desk: TheDesk, view: TheView, _: TheSession, document: DocumentPath) -> Whole:
    """A document with its claims and gaps."""
    info = one_document(view, document)
    entries = list(islice(view.claims(ClaimFilter(documents=(document,))), CLAIMS + 1))
    return Whole(
        document=document_record(info),
        claims=[claim_record(entry) for entry in entries[:CLAIMS]],
        claims_left_out=len(entries) > CLAIMS,
        gaps=[gap_record(one) for one in islice(view.gaps((document,)), CLAIMS)],
        actors=[
            {"name": one.name, "kind": one.kind, "aliases": list(one.aliases)} for one in cast(desk.ledger, document)[:CLAIMS]
        ],
    )


@router.get("/{document}/text")
def text(desk: TheDesk, _: TheSession, document: DocumentPath, start: Offset = 0, end: Offset = 20_000) -> Passage:
    """Some of the text, at most 20,000 characters."""
    found = passage(desk.ledger, document, start, end)
    return Passage(start=found.start, text=found.text, length=found.length)


@router.post("/{document}/anchor")
def anchor(desk: TheDesk, _: TheSession, document: DocumentPath, told: Chosen) -> Anchor:
    """Whether chosen words stand in the text, and where; 422 where they do not."""
    words, near = told.quote or "", told.near
    if told.start is not None and told.end is not None:
        if told.end - told.start > 5_000:
            raise BadInput("the words chosen are longer than 5,000 characters; a quote is a sentence or a clause")
        words, near = passage(desk.ledger, document, told.start, told.end).text, told.start
    found = anchored(desk.ledger, document, words, near)
    return Anchor(start=found.start, end=found.end, quote=found.words, places=found.places, sentence=found.sentence)


@router.post("/{document}/claims")
def claims(desk: TheDesk, session: TheReviewer, document: DocumentPath, told: NewClaim) -> Added:
    """Adds a claim that the reader missed, signed by who asks."""
    made = add(desk.ledger, Missed(document, told.start, told.end, told.fields.told(), told.kinds), signature(session))
    return Added(claim=made.id)
