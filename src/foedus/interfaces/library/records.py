"""The fields of every answer but those on ties: mappings equal to what the commands print with ``--json``.

A date told as text is EDTF ("2009-22" is the summer of 2009), a day as text is ISO ("2009-06-01").
"""

from __future__ import annotations

from typing import Annotated, Any, TypedDict

EDTF, DAY = "edtf", "day"
Edtf = Annotated[str, EDTF]
Day = Annotated[str, DAY]


class MomentRecord(TypedDict):
    """A date and where it comes from: told, published, before its end, or ceased."""

    edtf: Edtf
    basis: str


class DocumentRecord(TypedDict):
    """A document that was read. `characters` is the length of its text; times are moments in UTC."""

    id: str
    title: str | None
    publisher: str | None
    author: str | None
    published: Edtf | None
    url: str | None
    origin: str | None
    media_type: str
    characters: int
    text_sha256: str
    recorded_at: str
    fetched_at: str | None


class ActorRecord(TypedDict):
    """An actor, joined as judged: `names` gives each name with the ids of the documents that use it, `actors` what it joins."""

    id: str
    name: str
    kind: str
    names: dict[str, list[str]]
    actors: list[str]


class CitationRecord(TypedDict):
    """A source that the text itself attaches to a claim."""

    publisher: str
    place: str | None
    date: Edtf | None


class CountRecord(TypedDict):
    """A number of people; a side that is not told is None."""

    min: int | None
    max: int | None
    approx: bool


class VerdictRecord(TypedDict):
    """The last judgement on a claim that stands."""

    id: str
    verdict: str
    by: str


class _ClaimRecord(TypedDict):
    """What events and relations share."""

    type: str
    certainty: str
    attribution: str | None
    sources: list[CitationRecord]
    quote: str
    start_offset: int
    end_offset: int
    claim: str
    reader: str
    rule: str | None
    confidence: float | None
    document: str
    document_title: str | None
    published: Edtf | None
    origin: str | None
    who: dict[str, str]
    judgement: VerdictRecord | None


class EventRecord(_ClaimRecord):
    """An event claim; `claim` is its id, `who` gives the canonical id of each actor named in it."""

    date: Edtf | None
    place: str | None
    country: str | None
    initiators: list[str]
    targets: list[str]
    participants: list[str]
    killed: CountRecord | None
    wounded: CountRecord | None
    captured: CountRecord | None
    freed: CountRecord | None
    displaced: CountRecord | None
    status: str


class RelationRecord(_ClaimRecord):
    """A relation claim; `a` and `b` are its ends as the text names them."""

    a: str
    b: str
    start: Edtf | None
    end: Edtf | None
    role: str | None


class ClaimRecord(EventRecord, RelationRecord, total=False):
    """A claim of either form: an event has the fields of `EventRecord`, a relation those of `RelationRecord`."""


class QuoteRecord(TypedDict):
    """The words of a claim and where they stand."""

    claim: str
    type: str
    certainty: str
    attribution: str | None
    quote: str
    document: str
    document_title: str | None
    published: Edtf | None
    start_offset: int
    end_offset: int


class SaidRecord(QuoteRecord):
    """A quote and what it says on the matter in dispute."""

    says: str


class DisputeRecord(TypedDict):
    """What sources differ on: numbers, date, authorship, denied or tie, with what each says."""

    matter: str
    slot: str | None
    actors: list[str] | None
    sides: list[SaidRecord]


class GapRecord(TypedDict):
    """What reading knows it did not get."""

    id: str
    kind: str
    detail: str
    document: str
    start_offset: int | None
    end_offset: int | None
    reader: str


class SuggestionRecord(TypedDict):
    """Two actors that may be the same, and why; the score orders the list and is no probability."""

    a: str
    a_name: str
    b: str
    b_name: str
    score: float
    why: str


class JudgementRecord(TypedDict):
    """What a person, or the machine, judged, and who undid it."""

    id: str
    verdict: str
    subject: str
    other: str | None
    by: str
    at: str
    why: str
    correction: dict[str, Any] | None
    undone_at: str | None
    undone_by: str | None
    undone_why: str | None


class ReadRecord(TypedDict):
    """What became of a document: `became` is what the ledger made of it, None where `fault` says why it was not read."""

    source: str
    became: str | None
    document: str | None
    published: Edtf | None
    actors: int
    claims: int
    gaps: int
    fault: str | None


class SilenceRecord(TypedDict):
    """Days, both included, of which nothing is told; None for what is open."""

    first: Day | None
    last: Day | None


class CoverageRecord(TypedDict):
    """How much is told of one actor or of two together, and of which stretches of time nothing is."""

    actors: list[str]
    claims: int
    documents: int
    first: Day | None
    last: Day | None
    reported: Day | None
    last_reported: Day | None
    undated: int
    silences: list[SilenceRecord]
