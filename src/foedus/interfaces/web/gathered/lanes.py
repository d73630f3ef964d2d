"""What a timeline shows of one actor, or of two: lanes of spells and events, and who led.

Everything is read of the claims about the actor alone, so that a timeline costs no more in a large ledger than in a small one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from foedus.analysis.bearings import NO_ONE, UNSIGNED, Bearing, moment
from foedus.analysis.ends import ends_of
from foedus.analysis.grounds import Grounds, grounds_from
from foedus.analysis.rollup import LEADS, NO_ROLLUP, Level, Rollup, rollup
from foedus.analysis.spells import Spell, label, spells_of
from foedus.interfaces.records.claims import each_once
from foedus.ledger.entries import ClaimFilter, Entry
from foedus.ledger.view import View
from foedus.model.claim import EventClaim
from foedus.model.vocabulary import vocabulary

MOST_LANES, MOST_SPELLS, MOST_EVENTS, MOST_LEADERS, MOST_CLAIMS, MOST_ENDS = 40, 60, 120, 30, 8_000, 200


@dataclass(frozen=True)
class Lane:
    """One row of the timeline: the ties and events with one actor, or those of one kind. `other` is that actor's canonical id,
    None for events that name no other actor; `words` names the kind where the lane is one kind of a pair's ties."""

    other: str | None
    words: str
    spells: Sequence[Spell]
    events: Sequence[Entry]

    @property
    def claims(self) -> int:
        """How many claims it rests on."""
        told = {one.entry.claim.id for spell in self.spells for one in spell.evidence}
        return len(told | {entry.claim.id for entry in self.events})

    @property
    def begins(self) -> date:
        """The first day of which anything is told, the last of all days where nothing is dated."""
        days = [day for spell in self.spells for day in (spell.start.earliest, spell.start.latest) if day]
        days += [claim.date.earliest for _, claim in dated(self.events) if claim.date and claim.date.earliest]
        return min(days, default=date.max)


@dataclass(frozen=True)
class Told:
    """The claims about an actor and about whoever counts as it. `cut` is whether there are more than were read; `grounds` are
    raised to the bodies, `plain` as the texts name the actors."""

    actor: str
    entries: Sequence[Entry]
    cut: bool
    raising: Rollup
    grounds: Grounds
    plain: Grounds


def told_of(view: View, actor: str, level: Level, most: int = MOST_CLAIMS) -> Told:
    """What is told of an actor, by its canonical id."""
    raising = NO_ROLLUP if level is Level.NONE else rollup(view, level, view.actors())
    asked = [actor, *sorted(raising.below(actor))]
    found = list(islice((entry for one in asked for entry in view.claims(ClaimFilter(actors=(one,)))), most + 1))
    entries = sorted(each_once(found[:most]), key=lambda one: (one.document.id, one.claim.quote.start, one.claim.id))
    named = Counter(name for entry in entries for name in set(entry.who.values()))
    # Whose death is told matters only for lanes that are drawn: for those of whom most is told.
    often = sorted(sorted(named), key=lambda name: -named[name])[:MOST_ENDS]
    ends = ends_of(view, view.actors_of(often)) if often else {}
    raised = grounds_from(entries, ends, NO_ONE, raising)
    plain = raised if raising is NO_ROLLUP else grounds_from(entries, ends, NO_ONE, NO_ROLLUP)
    return Told(actor, entries, len(found) > most, raising, raised, plain)


def lanes_of(told: Told) -> list[Lane]:
    """A lane for each other actor, in order of time; events that name no other actor come last."""
    events = _events(told)
    spells: dict[str | None, list[Spell]] = defaultdict(list)
    for pair, bearings in told.grounds.pairs.items():
        if told.actor in pair:
            (other,) = pair - {told.actor}
            spells[other] += [one for one in spells_of(bearings, told.grounds.ends) if not _leads(one, told.actor)]
    found = [Lane(other, "", _in_time(spells[other]), events.get(other, [])) for other in {**spells, **events}]
    shown = [lane for lane in found if lane.spells or lane.events]
    return sorted(shown, key=lambda lane: (lane.other is None, lane.begins, lane.other or ""))


def lanes_of_pair(told: Told, other: str) -> list[Lane]:
    """A lane for each kind of tie of the two, in order of time, and one for the events that name both."""
    kinds: dict[str, list[Spell]] = defaultdict(list)
    for spell in spells_of(told.grounds.pairs.get(frozenset((told.actor, other)), ()), told.grounds.ends):
        kinds[words_of(spell, told.actor)].append(spell)
    found = [Lane(other, words, _in_time(spells), ()) for words, spells in kinds.items()]
    found.sort(key=lambda lane: (lane.begins, lane.words))
    events = _events(told).get(other, [])
    return [*found, Lane(other, "events", (), events)] if events else found


def leaders_of(told: Told) -> list[Spell]:
    """The spells in which persons led the actor, in order of time."""
    pairs = (bearings for pair, bearings in told.plain.pairs.items() if told.actor in pair)
    led = (bearings for bearings in pairs if any(one.type == LEADS for one in bearings))
    found = (one for bearings in led for one in spells_of(bearings, told.plain.ends))
    return _in_time(one for one in found if _leads(one, told.actor))


def words_of(spell: Spell, actor: str) -> str:
    """How the actor stands to the other by this spell: "supports", "is supported by", "attack by the other"."""
    if not spell.derived and spell.a != actor:
        return vocabulary().relation(spell.kind).inverse
    return f"{label(spell)} by the other" if spell.derived and spell.directed and spell.a != actor else label(spell)


def _events(told: Told) -> dict[str | None, list[Entry]]:
    """The events by the other actor, None for those without one."""
    found: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in told.entries:
        if isinstance(entry.claim, EventClaim):
            for other in _others(told, entry):
                found[other].append(entry)
    return {other: sorted(entries, key=_when) for other, entries in found.items()}


def _others(told: Told, entry: Entry) -> set[str | None]:
    """Whom the event names besides the actor, as the bodies that they count as."""
    when = moment(entry)
    names = sorted(set(entry.who.values()))
    found: set[str | None] = set()
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            raised = told.raising.raised(Bearing(one, other, UNSIGNED, entry, True, False, when, when))
            if raised is not None and told.actor in raised.pair:
                found |= raised.pair - {told.actor}
    alone = told.actor in names or len(names) == 1
    return found or ({None} if alone else set())


def _leads(spell: Spell, actor: str) -> bool:
    return spell.kind == LEADS and spell.b == actor


def _in_time(spells: Iterable[Spell]) -> list[Spell]:
    return sorted(spells, key=lambda one: (one.start.earliest or one.start.latest or date.max, one.kind, one.a, one.b))


def _when(entry: Entry) -> tuple[date, str]:
    told = entry.claim.date if isinstance(entry.claim, EventClaim) else None
    return (told.earliest or told.latest or date.max) if told else date.max, entry.claim.id


def dated(entries: Iterable[Entry]) -> Iterator[tuple[Entry, EventClaim]]:
    """The events whose date a text tells."""
    for entry in entries:
        if isinstance(entry.claim, EventClaim) and entry.claim.date is not None:
            yield entry, entry.claim
