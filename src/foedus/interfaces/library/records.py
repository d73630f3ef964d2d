"""The fields of every answer: mappings equal to what the commands print with ``--json``.

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


class EvidenceRecord(ClaimRecord, total=False):
    """A claim with its place in time, whether it speaks for a tie (for, denied, hypothetical), for which signs, its page."""

    when: MomentRecord | None
    voice: str
    signs: list[str]
    page: int | None


class EndRecord(TypedDict):
    """How the end of a tie is known (stated, inferred, last seen), and when it was."""

    kind: str
    at: MomentRecord | None


class TieRecord(TypedDict):
    """One sign between two actors: "+" with, "0" at truce or in talks, "-" against, with the ids of the claims it rests on."""

    a: str
    a_name: str | None
    b: str
    b_name: str | None
    sign: str
    state: str
    types: list[str]
    quotes_for: int
    hedged: int
    quotes_against: int
    hypothetical: int
    first: MomentRecord | None
    last: MomentRecord | None
    end: EndRecord
    claims: list[str]


class BoundRecord(TypedDict):
    """A start or an end: the days between which it lies, how it is known, the claims it follows from."""

    earliest: Day | None
    latest: Day | None
    known: str
    claims: list[str]


class LinkRecord(TypedDict):
    """By which tie a child counts as its parent."""

    child: str
    parent: str
    type: str
    claim: str | None


class SpellRecord(TypedDict):
    """From when to when one kind of tie lasted."""

    a: str
    a_name: str | None
    b: str
    b_name: str | None
    type: str
    sign: str
    directed: bool
    from_event: bool
    start: BoundRecord
    end: BoundRecord
    disputed: bool
    claims: list[str]
    denials: list[str]
    opposed: list[str]
    via: list[LinkRecord]


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


class ShortTieRecord(TypedDict):
    """A tie by names, as part of another record."""

    a: str
    b: str
    sign: str
    types: list[str]
    state: str
    first: Edtf | None
    last: Edtf | None
    hedged: bool
    disputed: bool
    independent_sources: int
    counted_as: list[str]
    claims: list[str]


class StandingRecord(TypedDict):
    """How two actors stand, all told; `sign` is None where that is in dispute."""

    a: str
    b: str
    sign: str | None
    disputed: bool
    ties: list[ShortTieRecord]


class ChangeRecord(TypedDict):
    """A tie that began, ended, flipped, went quiet, was seen again or first reported."""

    change: str
    before: ShortTieRecord | None
    after: ShortTieRecord | None
    quotes: list[QuoteRecord]


class DecisiveRecord(TypedDict):
    """The claim on which most hangs, and the share of readings without it."""

    claim: str
    share_without: float


class StrainRecord(TypedDict):
    """Three actors whose ties pull apart; `share` is that of readings of the record in which they do."""

    actors: list[str]
    ties: list[StandingRecord]
    share: float
    sentence: str
    quotes: list[QuoteRecord]
    kind: str
    decisive: DecisiveRecord | None


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


class PartRecord(TypedDict):
    """The camps of one connected part of the network."""

    camps: list[list[str]]


class QuotedStandingRecord(StandingRecord):
    """How two actors stand, with the quotes."""

    quotes: list[QuoteRecord]


class CampsRecord(TypedDict):
    """The camps at a day. `frustration` is the least number of ties to be ignored for the rest to fall into camps."""

    at: Day
    k: int
    nodes: int
    edges: int
    triangles: int
    balanced_share: float | None
    frustration: int
    bounds: list[int]
    proven: bool
    components: list[PartRecord]
    swinging: list[str]
    frustrated: list[QuotedStandingRecord]
    neutral: list[StandingRecord]
    disputed: list[StandingRecord]


class SignedQuoteRecord(QuoteRecord):
    """A quote and the signs that it speaks of."""

    signs: list[str]


class OriginRecord(TypedDict):
    """Documents that carry one source's words, and why they seem to."""

    documents: list[str]
    why: list[str]


class FlipRecord(TypedDict):
    """Claims without which the pair would stand otherwise."""

    claims: list[str]
    then: str | None
    smallest: bool


DossierRecord = TypedDict(
    "DossierRecord",
    {
        "a": str,
        "b": str,
        "at": Day,
        "standing": StandingRecord | None,
        "independent_sources": int,
        "ties": list[ShortTieRecord],
        "for": list[SignedQuoteRecord],
        "against": list[SignedQuoteRecord],
        "hedged": list[SignedQuoteRecord],
        "denied": list[SignedQuoteRecord],
        "hypothetical": list[SignedQuoteRecord],
        "other": list[SignedQuoteRecord],
        "first": Edtf | None,
        "last": Edtf | None,
        "same_origin": list[OriginRecord],
        "flip": FlipRecord | None,
    },
)
DossierRecord.__doc__ = "Everything on two actors: how they stood, what speaks for and against it, what would flip the answer."
