"""What hangs on one claim: which ties, triads, ends and tolls would be otherwise if it had not been made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foedus.analysis.bearings import NEITHER, Bearing, Voice, voice
from foedus.analysis.ends import ActorEnd
from foedus.analysis.grounds import Grounds
from foedus.analysis.matching import incidents
from foedus.analysis.signed import NEGATIVE, POSITIVE
from foedus.analysis.standings import standing_of
from foedus.analysis.ties import EndKind, State, Tie, ties_of
from foedus.ledger.entries import Entry
from foedus.model.claim import EventClaim
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count

Sign = str | None
DISPUTED = "?"  # where enmity and friendship, or enmity and truce, are told of the same time


class Turn(StrEnum):
    """What becomes of a tie without the claim."""

    GONE = "gone"  # nothing else speaks for it
    ENDS_OTHERWISE = "ends otherwise"  # its end is not told, or another
    SEEN_LESS = "seen less"  # the evidence spans less time
    SETTLED = "settled"  # nothing else denies it, or tells another sign of the same time


@dataclass(frozen=True, slots=True)
class TieTurn:
    """A tie with the claim and without it; `after` is None where the pair has none of that sign then."""

    turn: Turn
    before: Tie
    after: Tie | None


@dataclass(frozen=True, slots=True)
class PairTurn:
    """How one pair stands with the claim and without: its signs at the day (None: unknown) and the ties that
    differ."""

    pair: frozenset[str]
    before: Sign
    after: Sign
    ties: tuple[TieTurn, ...]

    @property
    def turned(self) -> bool:
        """Whether the two stand otherwise at the day."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class TriadTurn:
    """Three actors whose ties pull apart only with the claim (`relieved`), or only without it."""

    actors: tuple[str, str, str]
    relieved: bool


@dataclass(frozen=True, slots=True)
class Toll:
    """The number of people told to be killed, each incident once, with the claim and without; `reports` is how many claims tell
    the claim's own incident."""

    before: Count
    after: Count
    reports: int


@dataclass(frozen=True, slots=True)
class Before:
    """How a pair stands at a day with all claims: its ties by their signs, and its sign."""

    ties: Mapping[str, Tie]
    sign: Sign


def before(bearings: Sequence[Bearing], ends: Mapping[str, ActorEnd], at: date) -> Before:
    """How a pair stands by all its bearings."""
    return Before({tie.sign: tie for tie in ties_of(bearings, None, ends)}, sign_at(bearings, ends, at))


def pair_turn(
    bearings: Sequence[Bearing], claim: str, ends: Mapping[str, ActorEnd], at: date, known: Before | None = None
) -> PairTurn:
    """How a pair would stand at a day if a claim had not been made; `bearings` are all of that pair, at least one, and `known`
    what `before` gives for them, where that is asked for many claims."""
    left = [one for one in bearings if one.entry.claim.id != claim]
    without = {actor: end for actor, end in ends.items() if end.entry.claim.id != claim}
    then = known or before(bearings, ends, at)
    now = {tie.sign: tie for tie in ties_of(left, None, without)} if left else {}
    turns = [found for sign, tie in then.ties.items() if (found := _turn(tie, now.get(sign))) is not None]
    return PairTurn(bearings[0].pair, then.sign, sign_at(left, without, at), tuple(turns))


def sign_at(bearings: Sequence[Bearing], ends: Mapping[str, ActorEnd], at: date) -> Sign:
    """The sign that a pair's bearings come to at a day, `DISPUTED` where nothing decides, None where it is unknown."""
    standing = standing_of(bearings, DateSpan.of_day(at), Grounds({}, ends)) if bearings else None
    if standing is None:
        return None
    return standing.sign or DISPUTED


def triad_turns(changed: PairTurn, signs: Mapping[frozenset[str], Sign], thirds: Collection[str]) -> Iterator[TriadTurn]:
    """The triads of a pair with these third actors that are unbalanced only with the claim, or only without it.

    Truces count as positive, as in `strain.py`; `signs` are those of all other pairs.
    """
    a, b = sorted(changed.pair)
    for third in sorted(thirds):
        sides = [_weight(signs.get(frozenset((one, third)))) for one in (a, b)]
        if 0 in sides:
            continue
        before, after = (_weight(sign) * sides[0] * sides[1] == NEGATIVE for sign in (changed.before, changed.after))
        if before != after:
            yield TriadTurn((a, b, third), before)


def toll(entries: Iterable[Entry], claim: str) -> Toll | None:
    """What becomes of the number of dead that these events tell; None where the claim is none of them or tells no dead."""
    lethal = [entry for entry in entries if _killed(entry) is not None]
    if all(entry.claim.id != claim for entry in lethal):
        return None
    groups = [list(incident.entries) for incident in incidents(lethal)]
    told = {entry.claim.id for group in groups for entry in group}
    groups += [[entry] for entry in lethal if entry.claim.id not in told]
    own = next(group for group in groups if any(entry.claim.id == claim for entry in group))
    left = [[entry for entry in group if entry.claim.id != claim] for group in groups]
    return Toll(_sum(groups), _sum([group for group in left if group]), len(own))


def _turn(before: Tie, after: Tie | None) -> TieTurn | None:
    if before.state is State.UNFOUNDED:
        return None
    if after is None or after.state is State.UNFOUNDED:
        return TieTurn(Turn.GONE, before, after)
    if before.end.kind is not EndKind.LAST_SEEN and before.end != after.end:
        return TieTurn(Turn.ENDS_OTHERWISE, before, after)
    if before.disputed and not after.disputed:
        return TieTurn(Turn.SETTLED, before, after)
    if (before.first, before.last) != (after.first, after.last):
        return TieTurn(Turn.SEEN_LESS, before, after)
    return None


def _weight(sign: Sign) -> int:
    if sign in (None, DISPUTED):
        return 0
    return POSITIVE if sign in ("+", NEITHER) else NEGATIVE


def _killed(entry: Entry) -> Count | None:
    claim = entry.claim
    return claim.killed if isinstance(claim, EventClaim) and voice(entry) is Voice.FOR else None


def _sum(groups: Sequence[Sequence[Entry]]) -> Count:
    """From the least that any report of each incident tells to the most; no upper bound where one of them has none."""
    least, most, approximate = 0, 0, False
    unbounded = False
    for group in groups:
        counts = [count for entry in group if (count := _killed(entry)) is not None]
        least += min(count.min or 0 for count in counts)
        highest = [count.max for count in counts]
        unbounded = unbounded or None in highest
        most += max((value for value in highest if value is not None), default=0)
        approximate = approximate or any(count.approx for count in counts)
    return Count(least, None if unbounded else most, approximate)
