"""Ties in words: how two stand, on how many quotes it rests, from when to when, and who counts as whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from foedus.analysis.bearings import Bearing, Voice
from foedus.analysis.ties import EndKind, State, Tie
from foedus.interfaces.wording.plain import short
from foedus.model.vocabulary import vocabulary

if TYPE_CHECKING:
    from foedus.analysis.bearings import Link
    from foedus.interfaces.wording.dates import Dates


def phrase(tie: Tie) -> str:
    """How `a` stands to `b`, in the vocabulary's words: "is allied with; joint attack"."""
    speaking = [one for one in tie.evidence if one.voice is Voice.FOR] or tie.evidence
    return "; ".join(dict.fromkeys(_label(one, tie) for one in speaking))


def _label(bearing: Bearing, tie: Tie) -> str:
    words = vocabulary()
    if not bearing.derived:
        relation = words.relation(bearing.type)
        return relation.label if bearing.a == tie.a else relation.inverse
    label = words.event(bearing.type).label
    if bearing.directed and bearing.a != tie.a:
        return f"{label} by the other"
    return f"joint {label}" if tie.sign == "+" else label


def quotes(tie: Tie) -> str:
    """How many quotes speak for it and against it: "3, 1 hedged; 1 denial"."""
    words = f"{tie.quotes_for}" + (f", {tie.hedged} hedged" if tie.hedged else "")
    denials = f"{tie.quotes_against} {'denial' if tie.quotes_against == 1 else 'denials'}" if tie.quotes_against else ""
    imagined = f"{tie.hypothetical} hypothetical" if tie.hypothetical else ""
    return "; ".join(filter(None, (words, denials, imagined)))


def ending(tie: Tie, dates: Dates) -> str:
    """The end and how it is known: "stated 2013-01-02", "last seen 2013-03-08"."""
    return f"{tie.end.kind.value} {dates(tie.end.at)}".strip()


def standing(tie: Tie, dates: Dates) -> str:
    """The state and the time of the evidence: "held; summer 2009 to 2010-11-15, last seen"."""
    first, end = dates(tie.first), ending(tie, dates)
    if tie.first is None:
        return tie.state.value
    if tie.end.kind is EndKind.LAST_SEEN:
        span = first if dates(tie.last) == first else f"{first} to {dates(tie.last)}"
        return f"{tie.state.value} {span}" if tie.state is State.LAST_SEEN else f"{tie.state.value}; evidence {span}"
    return f"{tie.state.value}; from {first}, end {end}"


def counted_as(links: Iterable[Link], names: Mapping[str, str]) -> Iterator[str]:
    """Who was counted as whom, and by what right, each once."""
    said: dict[str, None] = {}
    for link in links:
        right = "by the lexicon" if link.claim is None else f"{link.type}, {short(link.claim)}"
        said[f"{names.get(link.child, link.child)} as {names.get(link.parent, link.parent)} ({right})"] = None
    yield from sorted(said)
