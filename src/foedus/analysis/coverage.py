"""What is not known: for a pair or an actor, the stretches of time of which no report tells. Unknown is not "no"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foedus.analysis.bearings import moment
from foedus.ledger.entries import Entry

YEAR = 365


@dataclass(frozen=True, slots=True)
class Silence:
    """Days, first and last included, of which no claim tells; `first` None before all evidence, `last` None after all."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How well a pair or an actor is covered.

    `claims` and `documents` count what there is; `first` and `last` bound the time that claims tell of; `reported` and
    `last_reported` are the first and last day of publication; `silences` the stretches of at least so many days in
    between, and what lies after the last day; `undated` counts claims that nothing dates.
    """

    actors: tuple[str, ...]
    claims: int
    documents: int
    first: date | None
    last: date | None
    reported: date | None
    last_reported: date | None
    silences: tuple[Silence, ...]
    undated: int


def coverage(actors: Sequence[str], entries: Iterable[Entry], until: date, least: int = YEAR) -> Coverage:
    """The coverage of these actors by claims in which all of them take part, as known until a day.

    A claim covers the days of its date; a relation those from its start, or its report, to its end or its report.
    """
    told = list(entries)
    spans = sorted(span for entry in told if (span := _span(entry)) is not None)
    published = sorted(
        entry.document.published.latest for entry in told if entry.document.published and entry.document.published.latest
    )
    return Coverage(
        tuple(actors),
        len(told),
        len({entry.document.id for entry in told}),
        spans[0][0] if spans else None,
        max(last for _, last in spans) if spans else None,
        published[0] if published else None,
        published[-1] if published else None,
        tuple(_silences(spans, until, least)),
        len(told) - len(spans),
    )


def _span(entry: Entry) -> tuple[date, date] | None:
    """The days a claim tells of."""
    claim, report = entry.claim, entry.document.published
    when = moment(entry)
    if when is None:
        return None
    first = when.span.earliest or when.span.latest
    end = getattr(claim, "end", None)
    lasting = end if end is not None else report if hasattr(claim, "start") else when.span
    last = lasting.latest if lasting is not None and lasting.latest is not None else when.span.latest or first
    if first is None or last is None:
        return None
    return min(first, last), max(first, last)


def _silences(spans: Sequence[tuple[date, date]], until: date, least: int) -> Iterator[Silence]:
    day = timedelta(days=1)
    reached: date | None = None
    for first, last in spans:
        if reached is not None and (first - reached).days > least:
            yield Silence(reached + day, first - day)
        reached = last if reached is None else max(reached, last)
    if reached is None:
        yield Silence(None, None)
    elif (until - reached).days > least:
        yield Silence(reached + day, None)
