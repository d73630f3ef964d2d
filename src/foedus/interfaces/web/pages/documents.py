"""The pages: the list of documents with search, one document with its claims in place, and its original."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from foedus.errors import NotFound
from foedus.interfaces.reviewing.listing import actors_named, is_current, listed, one_document
from foedus.interfaces.reviewing.originals import HTML, PDF, POLICY, page_picture, safe_html
from foedus.interfaces.reviewing.segments import Kind, Mark, parts, segments
from foedus.interfaces.web.asking import TheSession, TheView
from foedus.interfaces.web.showing import page
from foedus.interfaces.wording.claims import cited, sentence, surety, toll
from foedus.interfaces.wording.dates import in_words
from foedus.ledger.entries import ClaimFilter, DocumentInfo, Entry
from foedus.ledger.view import View
from foedus.model.claim import EventClaim
from foedus.model.source import Document
from foedus.model.vocabulary import vocabulary
from foedus.reading.steps import citations

router = APIRouter(include_in_schema=False)

SIZE = 30  # documents on a page of the list
PART = 60_000  # characters of a document on a page
CLAIMS = 600  # shown in one part
_SIGNS = {"+": "with", "-": "against", "0": "truce", ".": "plain"}
_SIDES = {"against": "against", "together": "truce", "none": "plain"}
_MARKS = {"with": "+", "against": "−", "truce": "0", "plain": "·"}


@router.get("/documents")
def documents(
    request: Request, view: TheView, _: TheSession, q: Annotated[str, Query(max_length=500)] = "",
    part: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> HTMLResponse:  # fmt: skip
    """The list, or what words find."""
    found = listed(view, q, (part - 1) * SIZE, SIZE)
    return page(
        request, "documents.html", title="Documents", q=q, found=found, part=part, size=SIZE,
        actors=actors_named(view, q) if q.strip() and part == 1 else [], in_words=in_words,
    )  # fmt: skip


@router.get("/documents/{document}")
def document(
    request: Request, view: TheView, _: TheSession, document: Annotated[str, Path(max_length=64)],
    part: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    claim: Annotated[str, Query(max_length=64)] = "",
    beside: bool = False,
) -> HTMLResponse:  # fmt: skip
    """One document. `claim` chooses the part in which that claim is, `beside` shows the original beside the text."""
    info = one_document(view, document)
    whole = view.document(document)
    cut = parts(whole.text, PART)
    entries = list(view.claims(ClaimFilter(documents=(document,))))
    at = _part_of(cut, entries, claim) if claim else min(part, len(cut)) - 1
    start, end = cut[at]
    here = sorted((one for one in entries if start <= one.claim.quote.start < end), key=_in_text)[:CLAIMS]
    shown = _Shown(view, whole, here, (start, end))
    original = _original_kind(view, info)
    return page(
        request, "documents_one.html", title=info.label, document=info, in_words=in_words,
        current=is_current(view, document), part=at + 1, parts=len(cut), segments=shown.segments(), claims=shown.claims(),
        total=len(entries), gaps=shown.gaps, citations=shown.cited, original=original, beside=beside and bool(original),
        pages=[{"number": one.number, "start": one.start, "end": one.end} for one in whole.pages],
        review=claim,
    )  # fmt: skip


@router.get("/documents/{document}/original")
def original(view: TheView, _: TheSession, document: Annotated[str, Path(max_length=64)]) -> Response:
    """The original web page, made harmless, for a frame without any rights."""
    data = _bytes(view, document, HTML)
    return HTMLResponse(safe_html(data), headers={"content-security-policy": POLICY})


@router.get("/documents/{document}/original/{number}.png")
def original_page(
    request: Request, view: TheView, _: TheSession, document: Annotated[str, Path(max_length=64)],
    number: Annotated[int, Path(ge=1, le=100_000)],
) -> Response:  # fmt: skip
    """A page of the original PDF as a picture."""
    data = _bytes(view, document, PDF)
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}-{number}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(page_picture(data, number), media_type="image/png", headers=headers)


class _Shown:
    """What is marked in a part of a document, and how its claims are listed."""

    def __init__(self, view: View, document: Document, entries: list[Entry], part: tuple[int, int]) -> None:
        self.entries = entries
        self.start, end = part
        self.text = document.text[self.start : end]
        who = sorted({actor for entry in entries for actor in entry.who.values()})
        self.names = {actor.id: actor.name for actor in view.actors_of(who)} if who else {}
        found = list(islice(view.gaps((document.id,)), CLAIMS))
        inside = [one for one in found if one.gap.start is None or self.start <= one.gap.start < end]
        self.gaps: list[dict[str, Any]] = [
            {"id": one.gap.id, "kind": one.gap.kind.value, "detail": one.gap.detail, "start": one.gap.start, "end": one.gap.end}
            for one in inside
        ]
        self.cited: dict[str, str] = {}
        self.marks = [Mark(one.claim.quote.start, one.claim.quote.end, Kind.CLAIM, one.claim.id) for one in entries]
        self.marks += [Mark(one["start"], one["end"], Kind.GAP, one["id"]) for one in self.gaps if one["start"] is not None]
        for number, one in enumerate(citations.find(self.text, document.published)):
            self.cited[str(number)] = cited(one.citations, in_words)
            self.marks.append(Mark(self.start + one.start, self.start + one.end, Kind.CITATION, str(number)))

    def segments(self) -> list[dict[str, Any]]:
        """The pieces of the text, with the classes that show what holds in each."""
        signs = {entry.claim.id: _sign(entry) for entry in self.entries}
        details = {one["id"]: f"{one['kind']}: {one['detail']}" for one in self.gaps}
        return [
            {
                "start": one.start,
                "text": one.text,
                "claims": " ".join(one.claims),
                "opens": one.opens,
                "sign": _strongest([signs[claim] for claim in one.claims]),
                "many": len(one.claims) > 1,
                "gap": "; ".join(details[gap] for gap in one.gaps),
                "cited": "; ".join(self.cited[number] for number in one.citations),
            }
            for one in segments(self.text, self.start, self.marks)
        ]

    def claims(self) -> list[dict[str, Any]]:
        """The claims as the list beside the text has them."""
        return [_listed(entry, self.names) for entry in self.entries]


def _listed(entry: Entry, names: dict[str, str]) -> dict[str, Any]:
    claim = entry.claim
    told = in_words(claim.date) if isinstance(claim, EventClaim) else ""
    return {
        "id": claim.id,
        "sentence": sentence(entry, names, in_words),
        "type": claim.type,
        "sign": _sign(entry),
        "mark": _MARKS[_sign(entry)],
        "when": told,
        "toll": toll(claim) if isinstance(claim, EventClaim) else "",
        "certainty": claim.certainty.value,
        "surety": surety(entry),
        "attribution": claim.attribution,
        "cited": cited(claim.citations, in_words),
        "start": claim.quote.start,
        "by_hand": claim.origin.reader == "human" and entry.original is None,
    }


def _sign(entry: Entry) -> str:
    claim = entry.claim
    if isinstance(claim, EventClaim):
        return _SIDES[vocabulary().event(claim.type).sides]
    return _SIGNS[vocabulary().relation(claim.type).sign]


def _strongest(signs: list[str]) -> str:
    return next((sign for sign in ("against", "with", "truce", "plain") if sign in signs), "")


def _in_text(entry: Entry) -> tuple[int, int, str]:
    return entry.claim.quote.start, -entry.claim.quote.end, entry.claim.id


def _part_of(cut: list[tuple[int, int]], entries: list[Entry], claim: str) -> int:
    wanted = (one for one in entries if claim in (one.claim.id, one.original.id if one.original else ""))
    start = next((one.claim.quote.start for one in wanted), None)
    if start is None:
        return 0
    return next((at for at, (first, last) in enumerate(cut) if first <= start < last), 0)


def _original_kind(view: View, info: DocumentInfo) -> str:
    if info.media_type not in (HTML, PDF) or view.original(info.id) is None:
        return ""
    return "html" if info.media_type == HTML else "pdf"


def _bytes(view: View, document: str, media_type: str) -> bytes:
    info = one_document(view, document)
    data = view.original(document) if info.media_type == media_type else None
    if data is None:
        raise NotFound(f"the ledger keeps no original of {info.label!r} that can be shown; its text is at /documents/{document}")
    return data
