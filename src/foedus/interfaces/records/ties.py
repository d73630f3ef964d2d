"""Ties, spells and the evidence for them as records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from foedus.analysis.ties import EndKind
from foedus.interfaces.records.claims import claim_record, quote_record

if TYPE_CHECKING:
    from foedus.analysis.bearings import Bearing, Moment
    from foedus.analysis.dossier import Dossier
    from foedus.analysis.evidence import Evidence
    from foedus.analysis.spells import Bound, Spell
    from foedus.analysis.standings import Standing
    from foedus.analysis.ties import Tie


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
        "claims": _claims(tie.evidence),
    }


def short_tie_record(tie: Tie, names: Mapping[str, str]) -> dict[str, Any]:
    """A tie by names, with its claims, as part of another record."""
    return {
        "a": names.get(tie.a, tie.a),
        "b": names.get(tie.b, tie.b),
        "sign": tie.sign,
        "types": list(tie.types),
        "state": tie.state.value,
        "first": tie.first.span.edtf if tie.first else None,
        "last": tie.last.span.edtf if tie.last else None,
        "hedged": tie.hedged == tie.quotes_for,
        "disputed": tie.disputed,
        "independent_sources": tie.sources,
        "counted_as": [f"{names.get(link.child, link.child)} as {names.get(link.parent, link.parent)}" for link in tie.via],
        "claims": _claims(tie.speaking),
    }


def standing_record(standing: Standing, names: Mapping[str, str]) -> dict[str, Any]:
    """How two actors stand, with the ties that it comes from."""
    a, b = sorted(standing.pair, key=lambda actor: names.get(actor, actor))
    return {
        "a": names.get(a, a),
        "b": names.get(b, b),
        "sign": standing.sign,
        "disputed": standing.disputed,
        "ties": [short_tie_record(tie, names) for tie in standing.ties],
    }


def evidence_record(one: Evidence) -> dict[str, Any]:
    """A claim with its place in time, the signs it speaks of, and its page."""
    return {
        **claim_record(one.entry),
        "when": _moment(one.when),
        "voice": one.voice.value,
        "signs": list(one.signs),
        "page": one.page,
    }


def spell_record(one: Spell, names: Mapping[str, str]) -> dict[str, Any]:
    """From when to when a kind of tie lasted, with the claims that each bound rests on."""
    return {
        "a": one.a,
        "a_name": names.get(one.a),
        "b": one.b,
        "b_name": names.get(one.b),
        "type": one.kind,
        "sign": one.sign,
        "directed": one.directed,
        "from_event": one.derived,
        "start": _bound(one.start),
        "end": _bound(one.end),
        "disputed": one.disputed,
        "claims": _claims(one.evidence),
        "denials": _claims(one.denials),
        "opposed": _claims(one.opposed),
        "via": [{"child": link.child, "parent": link.parent, "type": link.type, "claim": link.claim} for link in one.via],
    }


def dossier_record(found: Dossier, names: Mapping[str, str]) -> dict[str, Any]:
    """Everything on two actors: how they stood, what speaks for and against it, and what would flip the answer."""

    def quotes(part: Iterable[Evidence]) -> list[dict[str, Any]]:
        return [{**quote_record(one.entry), "signs": list(one.signs)} for one in part]

    speaking = (*found.stated, *found.hedged)
    return {
        "a": names.get(found.a, found.a),
        "b": names.get(found.b, found.b),
        "at": found.at.isoformat(),
        "standing": standing_record(found.standing, names) if found.standing else None,
        "independent_sources": found.sources,
        "ties": [short_tie_record(tie, names) for tie in found.ties],
        "for": quotes(one for one in speaking if found.agrees(one)),
        "against": quotes(one for one in speaking if not found.agrees(one)),
        "hedged": quotes(found.hedged),
        "denied": quotes(found.denied),
        "hypothetical": quotes(found.imagined),
        "other": quotes(found.others),
        "first": _edge(speaking, 0),
        "last": _edge(speaking, -1),
        "same_origin": [{"documents": one.documents, "why": one.reasons} for one in found.copied],
        "flip": {"claims": list(found.flip.claims), "then": found.flip.sign, "smallest": found.flip.smallest}
        if found.flip
        else None,
    }


def _moment(moment: Moment | None) -> dict[str, str] | None:
    return {"edtf": moment.span.edtf, "basis": moment.basis.value} if moment else None


def _claims(bearings: Iterable[Bearing]) -> list[str]:
    return list(dict.fromkeys(one.entry.claim.id for one in bearings))


def _bound(bound: Bound) -> dict[str, Any]:
    return {
        "earliest": bound.earliest.isoformat() if bound.earliest else None,
        "latest": bound.latest.isoformat() if bound.latest else None,
        "known": bound.known.value,
        "claims": list(bound.claims),
    }


def _edge(speaking: Iterable[Evidence], position: int) -> str | None:
    """The first (0) or last (-1) date of evidence that speaks for a tie."""
    times = [one.when.span for one in speaking if one.when is not None]
    dated = sorted((span.earliest or span.latest, span.edtf) for span in times if span.earliest or span.latest)
    return dated[position][1] if dated else None
