"""TimelineJS JSON: dated events and relations as slides, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from foedus.exchange.exporters.json_text import listed
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.ledger.entries import Entry
from foedus.model.claim import EventClaim, RelationClaim
from foedus.model.dates import DateSpan, Precision
from foedus.model.vocabulary import vocabulary


def timelinejs(told: Selection, report: Report) -> Iterator[str]:
    """A slide a dated claim. Its dates are those told and no finer: a year stays a year."""
    report.note("numbers, places and actors as fields of their own: a slide has a headline and a text")
    report.note("attribution and citations; export json and csv have them")
    yield from listed({}, "events", _slides(told, report))


def _slides(told: Selection, report: Report) -> Iterator[dict[str, Any]]:
    for entry in told.claims():
        claim = entry.claim
        span = claim.date if isinstance(claim, EventClaim) else claim.start or claim.end
        start = _start(claim.date if isinstance(claim, EventClaim) else claim.start)
        if span is None:
            report.omit(claim.id, "nothing dates it, and a slide needs a date")
        elif start is None:
            report.omit(claim.id, "when it began is not told, and a slide needs a first date")
        else:
            yield _slide(told, entry, start)


def _slide(told: Selection, entry: Entry, start: dict[str, int]) -> dict[str, Any]:
    claim = entry.claim
    end = _end(claim.date if isinstance(claim, EventClaim) else claim.end)
    span = claim.date if isinstance(claim, EventClaim) else claim.start
    quote = f"<blockquote>{escape(claim.quote.text)}</blockquote><p>{escape(entry.document.label)}</p>"
    certainty = "" if claim.certainty.value == "stated" else f"<p>{claim.certainty.value}</p>"
    slide: dict[str, Any] = {
        "unique_id": claim.id,
        "start_date": start,
        "text": {"headline": escape(_headline(told, entry)), "text": quote + certainty},
        "group": claim.type,
    }
    if end is not None and end != start:
        slide["end_date"] = end
    if span is not None and (span.approximate or span.uncertain or span.precision is Precision.SEASON):
        slide["display_date"] = span.words or span.edtf
    return slide


def _headline(told: Selection, entry: Entry) -> str:
    claim = entry.claim
    if isinstance(claim, RelationClaim):
        return f"{_shown(told, entry, claim.a)} {vocabulary().relation(claim.type).label} {_shown(told, entry, claim.b)}"
    sides = (", ".join(_shown(told, entry, name) for name in names) for names in (claim.initiators, claim.targets))
    who = " / ".join(filter(None, sides)) or ", ".join(_shown(told, entry, name) for name in claim.participants)
    what = vocabulary().event(claim.type).label
    where = f", {claim.place.name}" if claim.place else ""
    return (f"{who}: {what}" if who else what) + where


def _shown(told: Selection, entry: Entry, name: str) -> str:
    return told.name(entry.who[name]) if name in entry.who else name


def _start(span: DateSpan | None) -> dict[str, int] | None:
    first = span.start if span else None
    return _date(first, first.earliest) if first and first.earliest else None


def _end(span: DateSpan | None) -> dict[str, int] | None:
    last = span.end if span else None
    if last is None or last.latest is None or (span is not None and span.start == last and last.precision is Precision.DAY):
        return None
    return _date(last, last.latest)


def _date(span: DateSpan, day: date) -> dict[str, int]:
    told = {"year": day.year}
    if span.precision in (Precision.DAY, Precision.MONTH, Precision.SEASON):
        told["month"] = day.month
    if span.precision is Precision.DAY:
        told["day"] = day.day
    return told
