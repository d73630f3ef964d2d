"""What was feared, planned or expected, and what later evidence says of it: borne out, contradicted, or open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foedus.analysis.bearings import AGAINST, NO_ONE, UNSIGNED, Voice, bearings, moment, voice
from foedus.ledger.entries import Entry
from foedus.ledger.names import fold
from foedus.model.claim import Certainty, EventClaim, RelationClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.vocabulary import vocabulary


class Outcome(StrEnum):
    """What became of a forecast."""

    BORNE_OUT = "borne out"
    CONTRADICTED = "contradicted"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Forecast:
    """A hypothetical claim, when it was published, what became of it by later evidence, and that evidence in order of time."""

    entry: Entry
    made: DateSpan
    outcome: Outcome
    evidence: tuple[Entry, ...]


def forecasts(entries: Iterable[Entry], as_one: Mapping[str, str] = NO_ONE) -> list[Forecast]:
    """The hypothetical claims of dated documents, in order of publication, each with its outcome.

    A tie that may come is borne out by a plain claim of the same sign for the same pair, contradicted by one of a sign that
    excludes it or by a denial; an event is borne out by a completed one of its type with the same initiators, contradicted
    by one that failed or is denied. Only what a text dates after the forecast counts, or a standing tie that a later report
    tells of; hedged claims decide nothing.
    """
    told = sorted(entries, key=_published)
    found = []
    for entry in told:
        made = entry.document.published
        if voice(entry) is Voice.HYPOTHETICAL and made is not None:
            later = [other for other in told if _is_later(other, made)]
            for_it = [other for other in later if _same(entry, other, as_one) and voice(other) is Voice.FOR]
            against = [other for other in later if _contradicts(entry, other, as_one)]
            found.append(Forecast(entry, made, *_outcome(for_it, against)))
    return found


def _outcome(for_it: Sequence[Entry], against: Sequence[Entry]) -> tuple[Outcome, tuple[Entry, ...]]:
    if for_it:
        return Outcome.BORNE_OUT, tuple(for_it)
    return (Outcome.CONTRADICTED, tuple(against)) if against else (Outcome.OPEN, ())


def _is_later(other: Entry, made: DateSpan) -> bool:
    """Whether it plainly tells of a time after the forecast."""
    when = moment(other)
    if other.claim.certainty is Certainty.HEDGED or when is None or when.span.earliest is None or made.latest is None:
        return False
    if isinstance(other.claim, RelationClaim) and other.document.published is not None:
        told_later = (other.document.published.earliest or date.min) > made.latest
        ended = other.claim.end is not None and (other.claim.end.latest or date.max) <= made.latest
        return told_later and not ended
    return when.span.earliest > made.latest


def _same(forecast: Entry, other: Entry, as_one: Mapping[str, str]) -> bool:
    claim, later = forecast.claim, other.claim
    if isinstance(claim, EventClaim):
        return isinstance(later, EventClaim) and later.status is Status.COMPLETED and _same_event(forecast, other, as_one)
    if vocabulary().relation(claim.type).sign == UNSIGNED:
        return isinstance(later, RelationClaim) and _same_presence(forecast, other, as_one)
    return bool(_signs(forecast, as_one) & _signs(other, as_one))


def _contradicts(forecast: Entry, other: Entry, as_one: Mapping[str, str]) -> bool:
    claim, later = forecast.claim, other.claim
    denied = voice(other) is Voice.DENIED
    if isinstance(claim, EventClaim):
        fails = isinstance(later, EventClaim) and (denied or later.status is Status.FAILED)
        return fails and _same_event(forecast, other, as_one)
    if denied:
        return _same(forecast, other, as_one)
    if voice(other) is not Voice.FOR:
        return False
    hoped, told = _signs(forecast, as_one), _signs(other, as_one)
    return any(one[0] == two[0] and one[1] != two[1] and AGAINST in (one[1], two[1]) for one in hoped for two in told)


def _signs(entry: Entry, as_one: Mapping[str, str]) -> set[tuple[frozenset[str], str]]:
    return {(one.pair, one.sign) for one in bearings(entry, as_one)}


def _same_event(forecast: Entry, other: Entry, as_one: Mapping[str, str]) -> bool:
    """The same type by one of the same initiators, on one of the same targets and at the same place where both are told."""
    claim, later = forecast.claim, other.claim
    if not isinstance(claim, EventClaim) or not isinstance(later, EventClaim) or claim.type != later.type:
        return False
    if not set(_ids(forecast, claim.initiators, as_one)) & set(_ids(other, later.initiators, as_one)):
        return False
    aims, struck = set(_ids(forecast, claim.targets, as_one)), set(_ids(other, later.targets, as_one))
    elsewhere = claim.place is not None and later.place is not None and fold(claim.place.name) != fold(later.place.name)
    return (not aims or not struck or bool(aims & struck)) and not elsewhere


def _same_presence(forecast: Entry, other: Entry, as_one: Mapping[str, str]) -> bool:
    claim, later = forecast.claim, other.claim
    if not isinstance(claim, RelationClaim) or not isinstance(later, RelationClaim) or claim.type != later.type:
        return False
    same_actor = set(_ids(forecast, (claim.a,), as_one)) & set(_ids(other, (later.a,), as_one))
    return bool(same_actor) and fold(claim.b) == fold(later.b)


def _ids(entry: Entry, names: Iterable[str], as_one: Mapping[str, str]) -> Iterator[str]:
    return (as_one.get(entry.who[name], entry.who[name]) for name in names if name in entry.who)


def _published(entry: Entry) -> tuple[date, str, int, str]:
    published = entry.document.published
    first = published.earliest if published and published.earliest else date.max
    return first, entry.document.id, entry.claim.quote.start, entry.claim.id
