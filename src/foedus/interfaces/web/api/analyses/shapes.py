"""The shapes of what the analyses answer: the records that the commands print with ``--json``, and a frame around them."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, Field

from foedus.interfaces.web.gathered.quoted import Quote

R = TypeVar("R")


class Many(BaseModel, Generic[R]):
    """Some of what was found: `total` is how many there are, `notes` what was left out and why."""

    total: int
    offset: int
    notes: list[str]
    records: list[R]


class One(BaseModel, Generic[R]):
    """What was found; `notes` say what was left out and why."""

    notes: list[str]
    record: R


class Side(Quote):
    """What one claim says of something in dispute."""

    says: str


class Dispute(BaseModel):
    """What sources differ on."""

    matter: str
    slot: str | None
    actors: list[str] | None
    sides: list[Side]


class Forecast(BaseModel):
    """What was feared, planned or expected, and what became of it."""

    outcome: str
    made: str
    sentence: str
    forecast: Quote
    evidence: list[Quote]


class Origin(BaseModel):
    """Reports that carry one source's words."""

    documents: list[str]
    why: list[str]
    quotes: list[Quote]


class Silence(BaseModel):
    """Days of which no claim tells; None where nothing bounds them."""

    first: str | None
    last: str | None


class Coverage(BaseModel):
    """How well an actor, or two together, are covered."""

    actors: list[str]
    claims: int
    documents: int
    first: str | None
    last: str | None
    reported: str | None
    last_reported: str | None
    undated: int
    silences: list[Silence]


class Tie(BaseModel):
    """A tie by names, with its claims."""

    a: str
    b: str
    sign: str
    types: list[str]
    state: str
    first: str | None
    last: str | None
    hedged: bool
    disputed: bool
    independent_sources: int
    counted_as: list[str]
    claims: list[str]


class Standing(BaseModel):
    """How two actors stand."""

    a: str
    b: str
    sign: str | None
    disputed: bool
    ties: list[Tie]


class Decisive(BaseModel):
    """The claim on which most hangs, and the share without it."""

    claim: str
    share_without: float


class Strained(BaseModel):
    """A triad whose ties pull apart."""

    actors: list[str]
    ties: list[Standing]
    share: float
    sentence: str
    quotes: list[Quote]
    kind: str
    decisive: Decisive | None


class Component(BaseModel):
    """A connected part with its camps."""

    camps: list[list[str]]


class Frustrated(Standing):
    """A tie that the camps leave frustrated."""

    quotes: list[Quote]


class Camps(BaseModel):
    """The camps at a day."""

    at: str
    k: int
    nodes: int
    edges: int
    triangles: int
    balanced_share: float | None
    frustration: int
    bounds: list[int]
    proven: bool
    components: list[Component]
    swinging: list[str]
    frustrated: list[Frustrated]
    neutral: list[Standing]
    disputed: list[Standing]


class Before(BaseModel):
    """Triads and camps, before or after."""

    triads: dict[str, int]
    balanced_share: float | None
    frustration: int
    proven: bool
    components: list[Component]


class Pressed(BaseModel):
    """A tie that comes under pressure."""

    tie: list[str]
    sign: int
    triads: int


class WhatIf(BaseModel):
    """What balance theory makes of what is supposed."""

    before: Before
    after: Before
    strained: list[list[str]]
    relieved: list[list[str]]
    moved: list[str]
    pressed: list[Pressed]
    reading: str


class Change(BaseModel):
    """A tie that began, ended, turned or went quiet."""

    change: str
    before: Tie | None
    after: Tie | None
    quotes: list[Quote]


class Killed(BaseModel):
    """Whom the event killed."""

    actor: str
    quote: Quote


class Succession(BaseModel):
    """A body that lost its leader."""

    body: str
    leader: str
    successors: list[str]
    quotes: list[Quote]


class Orphaned(Tie):
    """A tie that lost one of its two."""

    quotes: list[Quote]


class Aftermath(BaseModel):
    """What followed an event."""

    event: Quote
    since: str = Field(alias="from")
    to: str
    killed: list[Killed]
    successions: list[Succession]
    lost_an_end: list[Orphaned]
    changes: list[Change]
    elsewhere: list[Change]


class Line(BaseModel):
    """A sentence of a brief, with the numbers of its footnotes."""

    text: str
    notes: list[int]


class Section(BaseModel):
    """A part of a brief."""

    heading: str
    lines: list[Line]
    figure: str | None


class Footnote(BaseModel):
    """The words that sentences of a brief rest on."""

    number: int
    quote: str
    source: str
    where: str


class Brief(BaseModel):
    """A brief."""

    title: str
    about: str
    sections: list[Section]
    footnotes: list[Footnote]
