"""What other claims say to a claim: the same pair or incident told elsewhere, denials, rival counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from foedus.analysis.bearings import AGAINST, Bearing, Voice, bearings, voice
from foedus.analysis.matching import compare
from foedus.interfaces.reviewing.picture import Picture
from foedus.ledger.entries import ClaimFilter, Entry
from foedus.ledger.view import View
from foedus.model.claim import EventClaim, RelationClaim

READ = 300  # claims looked at for each actor of an event
SHOWN = 8  # of those that agree, and of those that do not


@dataclass(frozen=True, slots=True)
class Other:
    """Another claim, whether it agrees, and in words why it is shown."""

    entry: Entry
    agrees: bool
    why: str


@dataclass(frozen=True, slots=True)
class Others:
    """What agrees and what disagrees, claims of other documents first; `left_out` counts those beyond what is shown."""

    agree: tuple[Other, ...]
    disagree: tuple[Other, ...]
    left_out: int


def others(view: View, held: Picture, entry: Entry) -> Others:
    """The claims that speak to this one, whether or not it counts itself; its own is not among them."""
    told = [*_of_pairs(view, held, entry), *_of_incident(view, entry), *_of_presence(view, entry)]
    found: dict[str, Other] = {}
    for one in told:
        if one.entry.claim.id != entry.claim.id:
            known = found.get(one.entry.claim.id)
            if known is None or (known.agrees and not one.agrees):
                found[one.entry.claim.id] = one
    ranked = sorted(found.values(), key=lambda one: _rank(one, entry))
    agree, disagree = ([one for one in ranked if one.agrees is side] for side in (True, False))
    left = max(0, len(agree) - SHOWN) + max(0, len(disagree) - SHOWN)
    return Others(tuple(agree[:SHOWN]), tuple(disagree[:SHOWN]), left)


def _of_pairs(view: View, held: Picture, entry: Entry) -> Iterator[Other]:
    held.holds(entry, view)
    for own in bearings(entry):
        for other in held.told.get(own.pair, ()):
            if (found := _said(own, other)) is not None:
                yield Other(other.entry, *found)


def _said(own: Bearing, other: Bearing) -> tuple[bool, str] | None:
    """Whether what another claim says of the pair agrees, and why; None where it says nothing to it."""
    if Voice.HYPOTHETICAL in (own.voice, other.voice):
        return None
    if own.sign == other.sign:
        if own.voice is other.voice:
            return True, "the same two, the same sign" if own.type != other.type else f"the same two, {own.type} too"
        return False, "denies it" if other.voice is Voice.DENIED else "says that it is so"
    both_for = own.voice is Voice.FOR and other.voice is Voice.FOR
    if both_for and AGAINST in (own.sign, other.sign) and _meet(own, other):
        return False, "another sign, of the same time"
    return None


def _meet(own: Bearing, other: Bearing) -> bool:
    bounds = []
    for one in (own, other):
        if one.first is None or one.last is None or one.first.span.earliest is None or one.last.span.latest is None:
            return False
        bounds.append((one.first.span.earliest, one.last.span.latest))
    return bounds[0][0] <= bounds[1][1] and bounds[1][0] <= bounds[0][1]


def _of_incident(view: View, entry: Entry) -> Iterator[Other]:
    claim = entry.claim
    if not isinstance(claim, EventClaim) or claim.date is None:
        return
    asked = [ClaimFilter(form="event", span=claim.date, actors=(actor,)) for actor in list(dict.fromkeys(entry.who.values()))[:4]]
    if claim.place is not None:
        asked.append(ClaimFilter(form="event", span=claim.date, place=claim.place.name))
    for one in asked:
        for other in islice(view.claims(one), READ):
            match = compare(entry, other) if other.claim.id != entry.claim.id else None
            if match is None or other.document.id == entry.document.id:
                continue
            differs = [reason for reason in match.reasons if "differ" in reason or reason.startswith("other ")]
            denied = voice(other) is not voice(entry)
            why = "denies the incident" if denied else "; ".join(differs or match.reasons)
            yield Other(other, not differs and not denied, why)


def _of_presence(view: View, entry: Entry) -> Iterator[Other]:
    claim = entry.claim
    if not isinstance(claim, RelationClaim) or claim.type != "present_in" or claim.a not in entry.who:
        return
    asked = ClaimFilter(types=("present_in",), actors=(entry.who[claim.a],), place=claim.b)
    for other in islice(view.claims(asked), READ):
        same = voice(other) is voice(entry)
        yield Other(other, same, "the same actor and place" if same else "says otherwise of the same actor and place")


def _rank(one: Other, own: Entry) -> tuple[bool, str, int, str]:
    document = one.entry.document
    return document.id == own.document.id, str(document.published), one.entry.claim.quote.start, one.entry.claim.id
