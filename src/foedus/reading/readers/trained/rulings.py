"""What the codebook's rulings add to claims already made: dates that a tie takes from the event told with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedus.model.claim import EventClaim, RelationClaim, Status
from foedus.model.dates import DateSpan

# Rulings 1 and 17: a truce, a pledge, a split or a merger told as happening is also a tie from that date.
_BEGINS = {
    "truce_with": "agreement",
    "allied_with": "agreement",
    "pledged_to": "organisation",
    "split_from": "organisation",
    "merged_with": "organisation",
    "designates": "designation",
}
# Ruling 8: a person's dated death, arrest or removal ends what he leads and belongs to.
_ENDS = ("assassination", "air_strike", "execution", "arrest")
_OFFICES = ("leads", "member_of")


def with_event_dates(relations: Sequence[RelationClaim], events: Sequence[EventClaim]) -> list[RelationClaim]:
    """The relations, those without a start or an end dated by an event between the same actors."""
    return [_dated(relation, events) for relation in relations]


def _dated(relation: RelationClaim, events: Sequence[EventClaim]) -> RelationClaim:
    start, end = relation.start, relation.end
    if start is None and relation.type in _BEGINS:
        start = _first_date(relation, events, _BEGINS[relation.type])
    if end is None and relation.type in _OFFICES:
        end = next((_told(e) for e in events if e.type in _ENDS and relation.a in e.targets and _happened(e)), None)
    if _ends_before(start, end):
        end = None  # one of the two dates is another's; no end is told rather than a wrong one
    return replace(relation, start=start, end=end) if (start, end) != (relation.start, relation.end) else relation


def _ends_before(start: DateSpan | None, end: DateSpan | None) -> bool:
    return bool(start and end and start.earliest and end.latest and end.latest < start.earliest)


def _first_date(relation: RelationClaim, events: Sequence[EventClaim], kind: str) -> DateSpan | None:
    """The date of the first event of that type that names both ends."""
    ends = {relation.a, relation.b}
    return next((_told(e) for e in events if e.type == kind and ends <= set(e.actors) and _happened(e)), None)


def _happened(event: EventClaim) -> bool:
    return event.status is Status.COMPLETED and event.date is not None


def _told(event: EventClaim) -> DateSpan | None:
    return event.date.start if event.date else None
