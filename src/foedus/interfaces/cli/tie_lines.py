"""Ties and their evidence as lines for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from foedus.analysis.bearings import Bearing, Moment, Voice
from foedus.analysis.evidence import Evidence
from foedus.analysis.ties import EndKind, State, Tie
from foedus.interfaces.cli.claims import cited, record, sentence, surety
from foedus.interfaces.cli.dates import told
from foedus.interfaces.cli.output import clean
from foedus.model.vocabulary import vocabulary

SIGNS: Mapping[str, str] = {"+": "with", "0": "at truce or in talks with", "-": "against"}


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


def ending(tie: Tie) -> str:
    """The end and how it is known: "stated 2013-01-02", "last seen 2013-03-08"."""
    return f"{tie.end.kind.value} {told(tie.end.at)}".strip()


def standing(tie: Tie) -> str:
    """The state and the time of the evidence: "held; summer 2009 to 2010-11-15, last seen"."""
    first, end = told(tie.first), ending(tie)
    if tie.first is None:
        return tie.state.value
    if tie.end.kind is EndKind.LAST_SEEN:
        span = first if told(tie.last) == first else f"{first} to {told(tie.last)}"
        return f"{tie.state.value} {span}" if tie.state is State.LAST_SEEN else f"{tie.state.value}; evidence {span}"
    return f"{tie.state.value}; from {first}, end {end}"


def tie_record(tie: Tie, names: Mapping[str, str]) -> dict[str, Any]:
    """A tie with the ids of the claims it rests on."""
    return {
        "a": tie.a,
        "a_name": names.get(tie.a),
        "b": tie.b,
        "b_name": names.get(tie.b),
        "sign": tie.sign,
        "state": tie.state.value,
        "types": list(tie.types),
        "quotes_for": tie.quotes_for,
        "hedged": tie.hedged,
        "quotes_against": tie.quotes_against,
        "hypothetical": tie.hypothetical,
        "first": _moment(tie.first),
        "last": _moment(tie.last),
        "end": {
            "kind": tie.end.kind.value,
            "at": _moment(tie.end.at) if tie.end.kind is not EndKind.LAST_SEEN else _moment(tie.last),
        },
        "claims": list(dict.fromkeys(one.entry.claim.id for one in tie.evidence)),
    }


def evidence_record(one: Evidence) -> dict[str, Any]:
    """A claim with its place in time, the signs it speaks of, and its page."""
    return {**record(one.entry), "when": _moment(one.when), "voice": one.voice.value, "signs": list(one.signs), "page": one.page}


def _moment(moment: Moment | None) -> dict[str, str] | None:
    return {"edtf": moment.span.edtf, "basis": moment.basis.value} if moment else None


def evidence_lines(one: Evidence, names: Mapping[str, str], width: int) -> Iterable[str]:
    """One piece of evidence over several lines: when and what, the quote, the source."""
    from textwrap import wrap

    entry = one.entry
    claim, document = entry.claim, entry.document
    when = told(one.when) + ("" if one.when.basis.value == "told" else " (published)") if one.when else "undated"
    sure = surety(entry)
    head = f"{when}  {clean(sentence(entry, names))}" + (f"  [{sure}]" if sure else "")
    yield from wrap(head, width, subsequent_indent="    ")
    yield from wrap(f"“{clean(claim.quote.text)}”", width, initial_indent="    ", subsequent_indent="    ")
    at = f"page {one.page}" if one.page is not None else f"characters {claim.quote.start}-{claim.quote.end}"
    source = ", ".join(filter(None, (clean(document.label), clean(document.publisher), told(document.published), at)))
    yield from wrap(source, width, initial_indent="    ", subsequent_indent="    ")
    said = [f"citing {cited(claim.citations)}"] if claim.citations else []
    said += [f"said by {clean(claim.attribution)}"] if claim.attribution else []
    if said:
        yield from wrap("; ".join(said), width, initial_indent="    ", subsequent_indent="    ")
    origin = claim.origin
    yield f"    {claim.id}, {origin.reader} {origin.version}" + (f", {origin.rule}" if origin.rule else "")
