"""Where sources disagree: numbers, dates, authorship, denials and ties, side by side, with nothing resolved away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from foedus.analysis.bearings import AGAINST, NEITHER, WITH, Voice, voice
from foedus.analysis.grounds import Grounds
from foedus.analysis.matching import Incident
from foedus.analysis.ties import ties
from foedus.ledger.entries import Entry
from foedus.ledger.names import fold
from foedus.model.claim import COUNT_SLOTS, EventClaim
from foedus.model.numbers import Count


@dataclass(frozen=True, slots=True)
class RivalCounts:
    """Claims of one incident, in the order given, that put other numbers into `slot`, one of the count slots."""

    slot: str
    told: tuple[tuple[Entry, Count], ...]


def rival_counts(entries: Iterable[Entry]) -> list[RivalCounts]:
    """Events of one type at one place whose dates overlap and whose numbers differ. Undated and unplaced ones are left out,
    as nothing shows that they are the same incident."""
    alike: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        claim = entry.claim
        if isinstance(claim, EventClaim) and claim.place is not None and claim.date is not None:
            alike[claim.type, fold(claim.place.name)].append(entry)
    return [rivals for group in alike.values() for incident in _incidents(group) for rivals in _rivals(incident)]


def _incidents(group: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Each event with those later in the list that may have happened at the same time, no event twice."""
    left = list(group)
    while left:
        first = left[0]
        same = [entry for entry in left if _overlap(first, entry)]
        left = [entry for entry in left if entry not in same]
        yield same


def _overlap(one: Entry, other: Entry) -> bool:
    left, right = one.claim, other.claim
    if not isinstance(left, EventClaim) or not isinstance(right, EventClaim) or left.date is None or right.date is None:
        return False
    return left.date.overlaps(right.date)


def _rivals(incident: Sequence[Entry]) -> Iterator[RivalCounts]:
    for slot in COUNT_SLOTS:
        told = [(entry, count) for entry in incident if isinstance(count := getattr(entry.claim, slot), Count)]
        if len({count for _, count in told}) > 1:
            yield RivalCounts(slot, tuple(told))


class Matter(StrEnum):
    """What sources differ on."""

    NUMBERS = "numbers"
    DATE = "date"
    AUTHORSHIP = "authorship"
    DENIED = "denied"
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Dispute:
    """Something on which sources differ: what each says, side by side, in the order of time. `slot` is the count slot of
    numbers, the sign of a tie, else None; `pair` are the two of a tie, by canonical id, else None."""

    matter: Matter
    sides: tuple[tuple[str, Entry], ...]
    slot: str | None = None
    pair: tuple[str, str] | None = None


def disputes(entries: Iterable[Entry], told: Grounds, found: Iterable[Incident], names: Mapping[str, str]) -> list[Dispute]:
    """Everything in dispute: numbers, dates and authorship within one incident, denied claims, and ties told of two ways.

    `found` are the incidents that several claims tell (`matching.py`); `names` shows actors by canonical id.
    """
    listed = [dispute for incident in found for dispute in _in_incident(incident, names)]
    listed += _denials(entries)
    listed += _of_ties(told)
    return listed


def _in_incident(incident: Incident, names: Mapping[str, str]) -> Iterator[Dispute]:
    speaking = [entry for entry in incident.entries if voice(entry) is Voice.FOR]
    for rivals in _rivals(speaking):
        yield Dispute(Matter.NUMBERS, tuple((str(count), entry) for entry, count in rivals.told), rivals.slot)
    dates = [(entry.claim.date, entry) for entry in speaking if isinstance(entry.claim, EventClaim) and entry.claim.date]
    if any(not one.overlaps(other) for one, _ in dates for other, _ in dates):
        yield Dispute(Matter.DATE, tuple((when.edtf, entry) for when, entry in dates))
    authors = [(_initiators(entry), entry) for entry in speaking if _initiators(entry)]
    if any(not one & other for one, _ in authors for other, _ in authors):
        yield Dispute(Matter.AUTHORSHIP, tuple((_shown(who, names), entry) for who, entry in authors))


def _denials(entries: Iterable[Entry]) -> Iterator[Dispute]:
    """Denied events and relations, each with what speaks for the same of the same actors."""
    by_actors: dict[tuple[str, frozenset[str]], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_actors[entry.claim.type, frozenset(entry.who[name] for name in entry.claim.actors if name in entry.who)].append(entry)
    for (_, who), own in sorted(by_actors.items(), key=lambda item: (item[0][0], sorted(item[0][1]))):
        denied = [entry for entry in own if voice(entry) is Voice.DENIED]
        if denied:
            claimed = [entry for entry in own if voice(entry) is Voice.FOR and any(_may_be_same(entry, one) for one in denied)]
            sides = [("claimed", entry) for entry in claimed] + [("denied", entry) for entry in denied]
            pair = _pair(who)
            yield Dispute(Matter.DENIED, tuple(sides), None, pair)


def _of_ties(told: Grounds) -> Iterator[Dispute]:
    shown = {WITH: "with", NEITHER: "at truce or in talks with", AGAINST: "against"}
    for tie in ties(told):
        if tie.opposed and tie.sign != AGAINST and tie.speaking:
            other = [one.entry for one in tie.opposed]
            sides = [(shown[tie.sign], one.entry) for one in tie.speaking] + [(shown[AGAINST], entry) for entry in other]
            yield Dispute(Matter.TIE, tuple(sides), tie.sign, (tie.a, tie.b))


def _initiators(entry: Entry) -> frozenset[str]:
    claim = entry.claim
    return frozenset(entry.who.get(name, name) for name in claim.initiators) if isinstance(claim, EventClaim) else frozenset()


def _shown(who: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(sorted(names.get(actor, actor) for actor in who))


def _pair(who: frozenset[str]) -> tuple[str, str] | None:
    if len(who) != 2:
        return None
    a, b = sorted(who)
    return a, b


def _may_be_same(one: Entry, other: Entry) -> bool:
    """Whether the two may speak of the same time; what is undated may be of any."""
    left, right = one.claim, other.claim
    if isinstance(left, EventClaim) and isinstance(right, EventClaim):
        return left.date is None or right.date is None or left.date.overlaps(right.date)
    return True
