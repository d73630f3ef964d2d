"""When an actor ceased to be: a named person killed, as reports tell it. What ended has no ties afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foedus.analysis.bearings import NO_ONE, Voice, voice
from foedus.ledger.entries import ActorCluster, ClaimFilter, Entry
from foedus.ledger.view import View
from foedus.model.claim import Certainty, EventClaim, Status
from foedus.model.dates import DateSpan

AIMED = ("assassination", "execution")  # completed, these are the death of the target
CROWDED = ("attack", "bombing", "clash", "operation")  # these kill whoever is there
LETHAL = ("assassination", "air_strike", "execution", "attack", "bombing", "clash", "operation")
PERSON = "person"


@dataclass(frozen=True, slots=True)
class ActorEnd:
    """The end of an actor, when, and the claim that tells it."""

    actor: str
    at: DateSpan
    entry: Entry


def ended(entries: Iterable[Entry], persons: Mapping[str, str], as_one: Mapping[str, str] = NO_ONE) -> dict[str, ActorEnd]:
    """The persons that these claims tell were killed, by canonical id; of several reports the first by date.

    A killing counts where it is stated, dated, completed, told to have killed, and every target is dead by the numbers. Where
    some were wounded, or an attack on many killed more than its targets, the numbers do not tell whether the target is among
    the dead, unless the killing was aimed at it. `persons` gives the ids of those who are persons.
    """
    found: dict[str, ActorEnd] = {}
    for entry in entries:
        for actor, at in _killed(entry, persons, as_one):
            known = found.get(actor)
            if known is None or _order(ActorEnd(actor, at, entry)) < _order(known):
                found[actor] = ActorEnd(actor, at, entry)
    return found


def ends_of(view: View, actors: Iterable[ActorCluster], as_one: Mapping[str, str] = NO_ONE) -> dict[str, ActorEnd]:
    """As `ended`, looking up the claims about these actors."""
    persons = {actor.id: actor.name for actor in actors if actor.kind == PERSON}
    entries: dict[str, Entry] = {}
    for person in persons:
        asked = ClaimFilter(form="event", types=LETHAL, actors=(person,), lethal=True)
        entries.update((entry.claim.id, entry) for entry in view.claims(asked))
    return ended(entries.values(), persons, as_one)


def _killed(entry: Entry, persons: Mapping[str, str], as_one: Mapping[str, str]) -> Iterable[tuple[str, DateSpan]]:
    claim = entry.claim
    if not isinstance(claim, EventClaim) or claim.type not in LETHAL or claim.date is None or claim.killed is None:
        return
    told = voice(entry) is Voice.FOR and claim.certainty is Certainty.STATED and claim.status is Status.COMPLETED
    if not told or (claim.killed.min or 0) < len(claim.targets):
        return
    others_dead = claim.type in CROWDED and claim.killed.max != len(claim.targets)
    if claim.type not in AIMED and (others_dead or claim.wounded is not None):
        return
    for name in claim.targets:
        actor = entry.who.get(name, "")
        if actor in persons:
            yield as_one.get(actor, actor), claim.date


def _order(end: ActorEnd) -> tuple[str, str, str]:
    return str(end.at.latest), end.entry.document.id, end.entry.claim.id
