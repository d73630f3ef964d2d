"""What changed between two days, or after an event: ties that began, ended, turned, went quiet or were seen again.

Only what a text dates within the time has begun or ended in it. A tie that is first told of by a report of that time, without a
date of its own, is listed as first reported: it may be older.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from foedus.analysis.bearings import Basis, Bearing, Voice
from foedus.analysis.ends import ActorEnd
from foedus.analysis.grounds import Grounds, Pair
from foedus.analysis.standings import LIVE, Standing, standings
from foedus.analysis.ties import State, Tie, ties
from foedus.errors import BadInput
from foedus.ledger.entries import Entry
from foedus.model.claim import EventClaim

LEADS = "leads"


class Turn(StrEnum):
    """What became of a tie."""

    FLIPPED = "flipped"  # the pair stands on another side
    ENDED = "ended"  # an end is stated or inferred
    BEGAN = "began"  # a text dates its beginning, or its first event, within the time
    RENEWED = "seen again"  # told of again after its evidence had stopped
    FIRST_REPORTED = "first reported"  # told of for the first time, without a beginning
    QUIET = "went quiet"  # nothing tells of it any more, and nothing tells an end


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one pair. `before` and `after` are the tie then and now, None where there was none."""

    turn: Turn
    before: Tie | None
    after: Tie | None

    @property
    def pair(self) -> Pair:
        """Both actors, in no order."""
        return self.tie.pair

    @property
    def tie(self) -> Tie:
        """The tie it is about: as it is now, else as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of a tie")
        return found

    @property
    def evidence(self) -> tuple[Bearing, ...]:
        """The quotes that tell of the change: new ones, or the last ones of what stopped."""
        now = self.after.speaking if self.after else ()
        known = {one.entry.claim.id for one in self.before.speaking} if self.before else set()
        fresh = tuple(one for one in now if one.entry.claim.id not in known)
        return fresh or (self.tie.speaking[-1:] if self.turn is not Turn.ENDED else self.tie.speaking)


@dataclass(frozen=True, slots=True)
class Succession:
    """A body that lost a leader, and those told to lead it from then on."""

    body: str
    leader: str
    led: Bearing
    successors: tuple[Bearing, ...]


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What changed after an event: who died in it, who succeeded them, the ties that lost one of their two, and the rest,
    that of the event's own actors and the bodies they led first."""

    event: Entry
    since: date
    until: date
    dead: tuple[ActorEnd, ...]
    successions: tuple[Succession, ...]
    orphaned: tuple[Tie, ...]
    near: tuple[Change, ...]
    elsewhere: tuple[Change, ...]


def change(told: Grounds, before: date, after: date) -> list[Change]:
    """The changes from one day to a later one, by turn, then by pair. Raises BadInput where the days run backwards."""
    if after <= before:
        raise BadInput(f"{after} does not lie after {before}; give the earlier day first")
    then, now = (_by_sign(told, day) for day in (before, after))
    found = [*_flips(told, before, after, then, now)]
    flipped = {one.pair for one in found}
    for key in sorted({*then, *now}, key=lambda key: (sorted(key[0]), key[1])):
        turn = _turn(then.get(key), now.get(key), before)
        if turn is not None and key[0] not in flipped:
            found.append(Change(turn, then.get(key), now.get(key)))
    order = list(Turn)
    return sorted(found, key=lambda one: (order.index(one.turn), sorted(one.pair), one.tie.sign))


def aftermath(told: Grounds, event: Entry, days: int) -> Aftermath:
    """What changed from the day before an event until so many days after it. Raises BadInput where it is no dated event."""
    claim = event.claim
    if not isinstance(claim, EventClaim) or claim.date is None or claim.date.earliest is None or claim.date.latest is None:
        raise BadInput(f"claim {claim.id} is no event with a date; foedus events lists those that are")
    since, until = claim.date.earliest - timedelta(days=1), claim.date.latest + timedelta(days=days)
    dead = tuple(end for actor, end in sorted(told.ends.items()) if _died_in(end, event))
    successions = tuple(one for end in dead for one in _successions(told, end, until))
    gone = {end.actor for end in dead}
    changes = change(told, since, until)
    orphaned = tuple(tie for tie in ties(told, since) if tie.state in LIVE and tie.pair & gone)
    own = {*event.who.values(), *(one.body for one in successions)}
    others = [one for one in changes if not one.pair & gone]
    return Aftermath(
        event,
        since,
        until,
        dead,
        successions,
        orphaned,
        tuple(one for one in others if one.pair & own),
        tuple(one for one in others if not one.pair & own),
    )


Signs = Mapping[tuple[Pair, str], Tie]


def _by_sign(told: Grounds, day: date) -> Signs:
    return {(tie.pair, tie.sign): tie for tie in ties(told, day) if tie.state not in (State.UNFOUNDED, State.UNDATED)}


def _flips(told: Grounds, before: date, after: date, then: Signs, now: Signs) -> Iterator[Change]:
    """Pairs whose standing changed its sign; a dispute is no sign."""
    was, became = standings(told, before), standings(told, after)
    for pair in sorted(was.keys() & became.keys(), key=sorted):
        old, new = was[pair], became[pair]
        if old.sign is not None and new.sign is not None and old.sign != new.sign and not _same_evidence(old, new):
            yield Change(Turn.FLIPPED, then.get((pair, old.sign)), now.get((pair, new.sign)))


def _same_evidence(old: Standing, new: Standing) -> bool:
    return set(new.claims) <= set(old.claims)


def _turn(then: Tie | None, now: Tie | None, before: date) -> Turn | None:
    if now is None:
        return None
    was_live = then is not None and then.state in LIVE
    if now.state is State.ENDED:
        return Turn.ENDED if was_live or (then is None and _dated_after(now, before)) else None
    if not was_live:
        return Turn.BEGAN if _dated_after(now, before) else Turn.FIRST_REPORTED
    if then is not None and then.state is State.HELD and now.state is State.LAST_SEEN:
        return Turn.QUIET
    if then is not None and then.state is State.LAST_SEEN and _more(then, now):
        return Turn.RENEWED
    return None


def _dated_after(tie: Tie, day: date) -> bool:
    """Whether a text dates evidence of the tie after the day."""
    dated = [one.first for one in tie.speaking if one.first is not None and (one.derived or one.begins_told)]
    return any(moment.basis is Basis.TOLD and (moment.span.earliest or date.min) > day for moment in dated)


def _more(then: Tie, now: Tie) -> bool:
    return {one.entry.claim.id for one in now.speaking} > {one.entry.claim.id for one in then.speaking}


def _died_in(end: ActorEnd, event: Entry) -> bool:
    """Whether the death is told by this claim, or by another of the same day and killer."""
    if end.entry.claim.id == event.claim.id:
        return True
    mine, other = event.claim, end.entry.claim
    if not isinstance(mine, EventClaim) or not isinstance(other, EventClaim) or mine.date is None or end.actor not in _ids(event):
        return False
    return mine.date.overlaps(end.at) and mine.type == other.type


def _ids(entry: Entry) -> Collection[str]:
    claim = entry.claim
    return {entry.who[name] for name in claim.targets if name in entry.who} if isinstance(claim, EventClaim) else ()


def _successions(told: Grounds, end: ActorEnd, until: date) -> Iterator[Succession]:
    led = [one for pair, found in told.pairs.items() if end.actor in pair for one in found if _leading(one, end.actor)]
    for body in sorted({one.b for one in led}):
        yield Succession(body, end.actor, next(one for one in led if one.b == body), tuple(_heirs(_of(told, body), end, until)))


def _of(told: Grounds, body: str) -> Iterator[Bearing]:
    return (one for pair, found in told.pairs.items() if body in pair for one in found)


def _heirs(found: Iterable[Bearing], end: ActorEnd, until: date) -> Iterator[Bearing]:
    """Those told to lead from about the death on; who led before is no successor by that."""
    for one in found:
        starts = one.first.span if one.first is not None and one.begins_told else None
        if one.type != LEADS or one.a == end.actor or one.voice is not Voice.FOR or starts is None:
            continue
        after = end.at.earliest is None or (starts.latest or date.max) >= end.at.earliest
        if after and (starts.earliest or date.min) <= until:
            yield one


def _leading(one: Bearing, person: str) -> bool:
    return one.type == LEADS and one.a == person and one.voice is Voice.FOR
