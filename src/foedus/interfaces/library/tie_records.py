"""The fields of every answer on ties, spells, camps, strain and change; see `records.py`."""

from __future__ import annotations

from typing import TypedDict

from foedus.interfaces.library.records import ClaimRecord, Day, Edtf, MomentRecord, QuoteRecord


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
