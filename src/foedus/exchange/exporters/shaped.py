"""What the row formats of other event datasets share: which events fit, days, sides, dead, and their codes as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from foedus.exchange.countries import Country, countries
from foedus.exchange.datafiles import knowledge
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.ledger.entries import Entry
from foedus.model.claim import Certainty, EventClaim, Status
from foedus.model.numbers import Count

ARMED = ("state", "force", "bloc", "group", "unit")
STATE = ("state", "force")
_COUNTED = ("wounded", "captured", "freed", "displaced")


@dataclass(frozen=True, slots=True)
class Told:
    """An event that fits: its entry and claim, and the first and last day it can have been on."""

    entry: Entry
    claim: EventClaim
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it can have been on."""
        return (self.last - self.first).days + 1


@cache
def codes(name: str) -> Mapping[str, Any]:
    """The data file of a format: its columns and codes."""
    return knowledge(name, "exporters")


def events(told: Selection, report: Report, fitting: Mapping[str, Any], format_: str, most_days: int) -> Iterator[Told]:
    """The events that happened, are dated within `most_days`, and whose type is in `fitting`; all else goes into the report."""
    for entry in told.claims():
        claim = entry.claim
        why = _unfit(entry, fitting, format_, most_days)
        if why is not None:
            report.omit(claim.id, why)
        elif isinstance(claim, EventClaim) and claim.date and claim.date.earliest and claim.date.latest:
            yield Told(entry, claim, claim.date.earliest, claim.date.latest)


def report_numbers(claim: EventClaim, report: Report, format_: str, carried: tuple[str, ...] = ()) -> None:
    """Names the numbers for which the format has no column."""
    for slot in _COUNTED:
        if slot not in carried and getattr(claim, slot) is not None:
            report.reduce(claim.id, f"the number {slot}, for which {format_} has no column")


def country_of(claim: EventClaim) -> Country | None:
    """The country as told, else that of the settled place."""
    place = claim.place.location if claim.place else None
    return countries().get(claim.country or (place.country if place else None) or "")


def bounds(count: Count) -> tuple[int, int]:
    """The least and the greatest number told; where one is open, the other stands for both."""
    low = count.min if count.min is not None else count.max
    high = count.max if count.max is not None else count.min
    return low or 0, high or 0


def sources(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Who reports it, when, under which headline: the document itself, then what its text cites."""
    document = entry.document
    day = document.published.edtf if document.published else ""
    yield document.publisher or document.url or document.origin or document.id, day, document.title or ""
    for one in entry.claim.citations:
        yield one.publisher, one.date.edtf if one.date else "", ""


def number(id_: str) -> int:
    """A content-hash id as a whole number that every program can hold exactly (52 bits)."""
    return int(id_.rpartition("-")[2][:13], 16)


def _unfit(entry: Entry, fitting: Mapping[str, Any], format_: str, most_days: int) -> str | None:
    claim = entry.claim
    if not isinstance(claim, EventClaim):
        return f"a relation: {format_} holds events"
    if claim.certainty in (Certainty.DENIED, Certainty.HYPOTHETICAL) or claim.status is Status.PLANNED:
        return f"denied, planned or hypothetical: {format_} holds what happened"
    if claim.type not in fitting:
        return f"an event of type {claim.type}, which has no equal in {format_}"
    if claim.date is None:
        return "an event without a date"
    if claim.date.earliest is None or claim.date.latest is None:
        return "an event whose date is open on one side"
    if (claim.date.latest - claim.date.earliest).days + 1 > most_days:
        return f"an event dated more coarsely than {format_} allows"
    return None
