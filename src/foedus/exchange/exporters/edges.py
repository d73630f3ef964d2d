"""Ties as edges of a graph: one edge for each kind of tie of a pair, with the spells in which it lasted and what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.analysis.bearings import Bearing, Voice
from foedus.analysis.spells import Known, Spell
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.tables import SIGNS
from foedus.model.claim import EventClaim
from foedus.model.vocabulary import vocabulary

_Key = tuple[str, str, str, str]  # a, b, kind, sign


@dataclass(frozen=True, slots=True)
class Edge:
    """One kind of tie of one pair; `a` does it where `directed`. `sign` is 1, 0 or -1, `claims` the ids of what says so."""

    a: str
    b: str
    kind: str
    label: str
    sign: int
    directed: bool
    derived: bool
    claims: tuple[str, ...]
    hedged: int
    spells: tuple[Spell, ...]
    disputed: bool

    @property
    def id(self) -> str:
        """The same for the same pair, kind and sign."""
        return f"{self.a} {self.kind} {self.sign} {self.b}"


def edges(told: Selection, report: Report) -> list[Edge]:
    """The edges that chosen claims speak for, sorted. Claims that make none are named in the report."""
    spells: dict[_Key, list[Spell]] = defaultdict(list)
    for spell in told.spells:
        spells[spell.a, spell.b, spell.kind, spell.sign].append(spell)
    speaking: dict[_Key, list[Bearing]] = defaultdict(list)
    for pair in told.grounds.pairs.values():
        for one in pair:
            if one.voice is Voice.FOR and one.entry.claim.id in told.chosen:
                a, b = (one.a, one.b) if one.directed else sorted((one.a, one.b))
                speaking[a, b, one.type, one.sign].append(one)
    made = [_edge(key, speaking[key], spells[key]) for key in sorted(speaking)]
    _report(told, report, {claim for edge in made for claim in edge.claims})
    return made


def lasted(spell: Spell) -> tuple[date | None, date | None]:
    """From when to when there is evidence for it: the told start, else the first evidence, to the told end, else the last
    evidence. None for a side that a text tells to be open. What is told only of a year has that year."""
    start = spell.start.earliest if spell.start.known is Known.STATED else spell.start.latest
    end = spell.end.latest if spell.end.known is Known.STATED else spell.end.earliest
    if start is None and spell.start.known is Known.FIRST_SEEN:
        start = spell.start.earliest
    if end is None and spell.end.known is not Known.STATED:
        end = spell.end.latest
    return (end, start) if start is not None and end is not None and end < start else (start, end)


def known(spell: Spell) -> str:
    """How the bounds are known: "stated 2009-06-01/2009-08-31, last seen 2010-11-15"."""
    return ", ".join(f"{one.known.value} {_days(one.earliest, one.latest)}" for one in (spell.start, spell.end))


def times_of(edge: Edge) -> tuple[date | None, date | None]:
    """From the start of its first spell to the end of its last; None for what is open or undated."""
    bounds = [lasted(spell) for spell in edge.spells]
    if not bounds:
        return None, None
    starts, ends = [start for start, _ in bounds], [end for _, end in bounds]
    return (
        min((day for day in starts if day is not None), default=None) if None not in starts else None,
        max((day for day in ends if day is not None), default=None) if None not in ends else None,
    )


def bounds_of(edge: Edge) -> str:
    """How the bounds of all of its spells are known."""
    return "; ".join(known(spell) for spell in edge.spells)


def report_loss(told: Selection, report: Report, *more: str) -> None:
    """What no graph holds: the words and their offsets. `more` names what this format lacks besides."""
    report.note("the quotes; each edge names the claims it rests on, which export json and csv hold")
    left = told.ended_before()
    if left:
        report.note(f"{left} ties last seen before the date, with no end known; that is unknown, not a no")
    for sentence in more:
        report.note(sentence)


def _edge(key: _Key, told: Sequence[Bearing], spells: Sequence[Spell]) -> Edge:
    a, b, kind, sign = key
    one = told[0]
    words = vocabulary()
    named = words.event(kind).label if one.derived else words.relation(kind).label
    return Edge(
        a,
        b,
        kind,
        f"joint {named}" if one.derived and sign == "+" else named,
        SIGNS[sign],
        one.directed,
        one.derived,
        tuple(dict.fromkeys(bearing.entry.claim.id for bearing in told)),
        sum(bearing.hedged for bearing in told),
        tuple(spells),
        any(spell.disputed for spell in spells),
    )


def _report(told: Selection, report: Report, drawn: set[str]) -> None:
    voices = _voices(told)
    for entry in told.claims():
        claim = entry.claim
        if claim.id in drawn:
            continue
        if voices.get(claim.id) is Voice.DENIED:
            report.omit(claim.id, "a denial makes no tie")
        elif voices.get(claim.id) is Voice.HYPOTHETICAL:
            report.omit(claim.id, "a plan, threat or forecast makes no tie")
        elif isinstance(claim, EventClaim):
            report.omit(claim.id, "an event from which no tie between two actors follows")
        else:
            report.omit(claim.id, "a relation without a sign, or not between two actors of the ledger")


def _voices(told: Selection) -> dict[str, Voice]:
    return {one.entry.claim.id: one.voice for one in _all(told)}


def _all(told: Selection) -> Iterator[Bearing]:
    return (one for pair in told.grounds.pairs.values() for one in pair)


def _days(earliest: date | None, latest: date | None) -> str:
    if earliest == latest:
        return str(earliest) if earliest else "…"
    return "/".join(str(day) if day else "…" for day in (earliest, latest))
