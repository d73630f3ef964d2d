"""Where reports disagree: the same incident with different numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
