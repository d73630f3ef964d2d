"""Quotes and ties in answers of the analysis commands: short lines for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from foedus.interfaces.cli.dates import told
from foedus.interfaces.cli.output import clean, short

if TYPE_CHECKING:
    from foedus.analysis.bearings import Link
    from foedus.analysis.standings import Standing
    from foedus.analysis.ties import Tie
    from foedus.ledger.entries import Entry

_LONGEST = 240  # characters of a quote on one line


def quote_record(entry: Entry) -> dict[str, Any]:
    """The words of a claim and where they stand."""
    claim, document = entry.claim, entry.document
    return {
        "claim": claim.id,
        "type": claim.type,
        "certainty": claim.certainty.value,
        "attribution": claim.attribution,
        "quote": claim.quote.text,
        "document": document.id,
        "document_title": document.title,
        "published": document.published.edtf if document.published else None,
        "start_offset": claim.quote.start,
        "end_offset": claim.quote.end,
    }


def quote_line(entry: Entry) -> str:
    """A quote with its source on one line."""
    claim, document = entry.claim, entry.document
    words = clean(claim.quote.text)
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    reserve = "" if claim.certainty.value == "stated" else f", {claim.certainty.value}"
    said = f", said by {clean(claim.attribution)}" if claim.attribution else ""
    return f"“{shown}” ({clean(document.label)}, {told(document.published) or 'undated'}{reserve}{said}; {short(claim.id)})"


def each_once(entries: Iterable[Entry]) -> list[Entry]:
    """The claims, each once, in their order."""
    return list({entry.claim.id: entry for entry in entries}.values())


def standing_record(standing: Standing, names: Mapping[str, str]) -> dict[str, Any]:
    """How two actors stand, with the ties that it comes from."""
    a, b = sorted(standing.pair, key=lambda actor: names.get(actor, actor))
    return {
        "a": names.get(a, a),
        "b": names.get(b, b),
        "sign": standing.sign,
        "disputed": standing.disputed,
        "ties": [short_tie(tie, names) for tie in standing.ties],
    }


def short_tie(tie: Tie, names: Mapping[str, str]) -> dict[str, Any]:
    """A tie by names, with its claims."""
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
        "claims": list(dict.fromkeys(one.entry.claim.id for one in tie.speaking)),
    }


def counted_as(links: Iterable[Link], names: Mapping[str, str]) -> Iterator[str]:
    """Who was counted as whom, and by what right, each once."""
    said: dict[str, None] = {}
    for link in links:
        right = "by the lexicon" if link.claim is None else f"{link.type}, {short(link.claim)}"
        said[f"{names.get(link.child, link.child)} as {names.get(link.parent, link.parent)} ({right})"] = None
    yield from sorted(said)
