"""What the JSON API answers about a timeline."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel


class Who(BaseModel):
    """An actor."""

    id: str
    name: str
    kind: str


class Edge(BaseModel):
    """A start or an end: the days between which it lies (null where nothing bounds that side), and how it is known."""

    earliest: dt.date | None
    latest: dt.date | None
    known: str


class SpellBar(BaseModel):
    """A spell as it is drawn, told from the actor asked for: `a` is that actor, `words` how it stands to `b`. `claims` are the
    first of the `told` claims it rests on."""

    a: str
    b: str
    words: str
    sign: str
    from_event: bool
    hedged: bool
    disputed: bool
    start: Edge
    end: Edge
    role: str | None
    told: int
    claims: list[str]
    speaking_against: list[str]


class EventMark(BaseModel):
    """An event as it is drawn; a day is null where the told date is open on that side, both where no date is told."""

    claim: str
    type: str
    label: str
    sides: str
    certainty: str
    status: str
    sentence: str
    date: str
    earliest: dt.date | None
    latest: dt.date | None


class Row(BaseModel):
    """A lane: `key` is the other actor's id, or names the kind of tie; `left_out` counts spells and events that are not sent."""

    key: str
    name: str
    kind: str
    other: str | None
    spells: list[SpellBar]
    events: list[EventMark]
    left_out: int


class LeftOut(BaseModel):
    """What there is but is not sent: lanes, spells and events beyond the most that are drawn; `claims` is whether even the
    claims about the actor were too many to read them all."""

    lanes: int
    marks: int
    leaders: int
    claims: bool


class Timeline(BaseModel):
    """The lanes of an actor or of a pair."""

    actor: Who
    other: Who | None
    roll_up: str
    lanes: list[Row]
    leaders: list[SpellBar]
    left_out: LeftOut


class Body(Who):
    """An organisation with its other names."""

    names: list[str]


class Line(BaseModel):
    """A line of the tree from `parent` to `child`; of a merger the two stand side by side."""

    parent: str
    child: str
    kind: str
    words: str
    when: str
    hedged: bool
    claims: list[str]


class Change(BaseModel):
    """An event that founded, split, merged, renamed or dissolved some of the bodies."""

    actors: list[str]
    event: EventMark


class Genealogy(BaseModel):
    """The tree around an actor; `left_out` counts bodies that it leads on to."""

    bodies: list[Body]
    lines: list[Line]
    changes: list[Change]
    left_out: int
