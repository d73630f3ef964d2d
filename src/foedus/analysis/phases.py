"""How each pair stood through all time: the standing of every day, worked out by going through the evidence in order of time.

The rules are those of `ties.py` and `standings.py`, which answer for one day; between two phases nothing changes, so that whoever
moves a date along the ledger needs no more than the phases.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from foedus.analysis.bearings import AGAINST, WITH, Basis, Bearing, Moment, Voice
from foedus.analysis.ends import ActorEnd
from foedus.analysis.ties import State, turns
from foedus.model.dates import DateSpan

_DAY = timedelta(days=1)
Cause = tuple[date, str, date]  # from when another sign is told, the claim, and the latest day of that


@dataclass(frozen=True, slots=True)
class Phase:
    """How a pair stands from `since` until the next phase.

    `state` is held or last seen where the pair has a standing, else ended or unfounded; `sign` is that of the standing, None
    where it is in dispute and where there is none. `hedged` is whether everything that speaks for it does so with reserve,
    `disputed` whether another sign is told of the same time, `quotes` and `documents` count what speaks for it, `seen` is the
    last time of which anything tells it.
    """

    since: date
    state: State
    sign: str | None = None
    hedged: bool = False
    disputed: bool = False
    quotes: int = 0
    documents: int = 0
    seen: DateSpan | None = None

    @property
    def stands(self) -> bool:
        """Whether the pair has a standing."""
        return self.state in (State.HELD, State.LAST_SEEN)


def phases_of(pair: Sequence[Bearing], ends: Mapping[str, ActorEnd]) -> list[Phase]:
    """The phases of one pair, of its bearings in order of time, in order; before the first there is no standing."""
    found: list[Phase] = []
    for phase in _Sweep(pair, ends).run():
        before = found[-1] if found else None
        if before is None and phase.state is State.UNFOUNDED:
            continue
        if before is None or _without_day(before) != _without_day(phase):
            found.append(phase)
    return found


def phase_at(phases: Sequence[Phase], day: date) -> Phase | None:
    """The phase of a day, None before the first."""
    position = bisect_right(phases, day, key=lambda phase: phase.since)
    return phases[position - 1] if position else None


def counts_from(bearing: Bearing) -> date | None:
    """The first day on which its evidence has begun (see `Bearing.begun_by`); None where it never surely has."""
    if bearing.first is None:
        return None
    if bearing.first.basis is Basis.BEFORE_END and bearing.last is not None:
        seen = bearing.last.span.earliest
        return seen if seen is None or seen == date.min else seen - _DAY
    return bearing.first.span.earliest


@dataclass
class _Track:
    """What has begun of one sign of a pair."""

    sign: str
    claims: set[str] = field(default_factory=set)
    surely: int = 0
    documents: set[str] = field(default_factory=set)
    last: Moment | None = None
    rank: tuple[date, int] = (date.min, 0)
    told_ends: set[DateSpan] = field(default_factory=set)
    dated: list[Bearing] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)  # by which this sign ends others
    opposed: bool = False
    over: date | None = None  # the last day on which it may have held, where an end is known

    @property
    def finish(self) -> date:
        """The last day that evidence covers."""
        return _latest(self.last)

    def add(self, one: Bearing, position: int) -> None:
        """Takes in a bearing that has begun; `position` is its place in the order of evidence."""
        if one.voice is not Voice.FOR:
            return
        self.claims.add(one.entry.claim.id)
        self.surely += not one.hedged
        self.documents.add(one.entry.document.id)
        if one.first is None or one.last is None:
            return
        self.dated.append(one)
        rank = (_latest(one.last), -position)
        if self.last is None or rank > self.rank:
            self.last, self.rank = one.last, rank
        if one.end is not None:
            self.told_ends.add(one.end)
        if turns(one) and one.first.basis is Basis.TOLD and one.first.span.earliest is not None:
            insort(self.causes, (one.first.span.earliest, one.entry.claim.id, _latest(one.first)))

    def state(self, day: date) -> State:
        """As `ties.py` judges it at a day; unfounded where nothing dated speaks for it."""
        if self.last is None:
            return State.UNFOUNDED
        if day <= self.finish:
            return State.HELD
        return State.ENDED if self.over is not None and self.over < day else State.LAST_SEEN


class _Sweep:
    """Goes through the bearings of one pair by the day from which each counts."""

    def __init__(self, pair: Sequence[Bearing], ends: Mapping[str, ActorEnd]) -> None:
        self.tracks = {sign: _Track(sign) for sign in sorted({one.sign for one in pair})}
        self.joining: dict[date, list[tuple[int, Bearing]]] = defaultdict(list)
        for position, one in enumerate(pair):
            day = date.min if one.first is None else counts_from(one)
            if day is not None:
                self.joining[day].append((position, one))
        died = [end for actor in (pair[0].a, pair[0].b) if (end := ends.get(actor)) is not None] if pair else []
        self.deaths = [(end.at.earliest or date.min, end.entry.claim.id, end.at.latest or date.max) for end in died]

    def run(self) -> Iterator[Phase]:
        """The phase of each day on which something may change."""
        days = sorted(self.joining)
        for day, following in pairwise([*days, date.max]):
            for position, one in self.joining[day]:
                self._join(one, position)
            for track in self.tracks.values():
                track.over = self._over(track)
            for turn in sorted({day, *(turn for turn in self._turns() if day < turn < following)}):
                yield self._phase(turn)

    def _join(self, one: Bearing, position: int) -> None:
        track = self.tracks[one.sign]
        track.add(one, position)
        if one.voice is not Voice.FOR or one.first is None or one.last is None:
            return
        for other in self.tracks.values():
            if other.sign != one.sign and AGAINST in (other.sign, one.sign) and not (other.opposed and track.opposed) and _meets(
                one, other
            ):
                other.opposed = track.opposed = True

    def _over(self, track: _Track) -> date | None:
        """The latest day of the end, where a text tells it or it follows from another sign or a death."""
        if track.last is None:
            return None
        if track.last.basis is Basis.TOLD and track.last.span in track.told_ends:
            return track.finish
        causes = list(self.deaths)
        for other in self.tracks.values():
            position = bisect_right(other.causes, track.finish, key=lambda cause: cause[0])
            if other.sign != track.sign and track.last.span.latest is not None and position < len(other.causes):
                causes.append(other.causes[position])
        return min(causes, key=lambda cause: cause[:2])[2] if causes else None

    def _turns(self) -> Iterator[date]:
        for track in self.tracks.values():
            for day in (track.finish if track.last is not None else None, track.over):
                if day is not None and day < date.max:
                    yield day + _DAY

    def _phase(self, day: date) -> Phase:
        states = {sign: track.state(day) for sign, track in self.tracks.items()}
        standing = [self.tracks[sign] for sign, state in states.items() if state is State.HELD]
        state = State.HELD if standing else State.LAST_SEEN
        standing = standing or _latest_of([self.tracks[sign] for sign, state in states.items() if state is State.LAST_SEEN])
        if not standing:
            return Phase(day, State.ENDED if State.ENDED in states.values() else State.UNFOUNDED)
        signs = {track.sign for track in standing}
        sign = standing[0].sign if len(signs) == 1 else None if AGAINST in signs else WITH
        newest = max(standing, key=lambda track: track.rank[0])
        return Phase(
            day,
            state,
            sign,
            hedged=not any(track.surely for track in standing),
            disputed=sign is None or any(track.opposed for track in standing),
            quotes=len(set[str]().union(*(track.claims for track in standing))) if len(standing) > 1 else len(standing[0].claims),
            documents=len(set[str]().union(*(track.documents for track in standing))),
            seen=newest.last.span if newest.last else None,
        )


def _latest_of(seen: Sequence[_Track]) -> list[_Track]:
    """Of signs last seen, the latest, and those last seen in the same time."""
    spans = [(track, track.last.span) for track in seen if track.last is not None]
    if not spans:
        return []
    _, newest = max(spans, key=lambda found: (found[1].latest or date.max, found[1].earliest or date.min))
    return [track for track, span in spans if span.overlaps(newest)]


def _meets(one: Bearing, track: _Track) -> bool:
    """Whether a dated bearing that just began is told of a time of which the track tells something too."""
    start = one.first.span.earliest or date.min if one.first is not None else date.min
    if start <= _latest(one.last):  # whatever began before starts by its end, so that the last of that decides
        return track.last is not None and track.finish >= start
    spans = (DateSpan("", told.first.span.earliest, told.last.span.latest, told.first.span.precision)
             for told in track.dated if told.first is not None and told.last is not None)  # fmt: skip
    return any(one.covers(span) for span in spans)


def _latest(moment: Moment | None) -> date:
    return moment.span.latest or date.max if moment is not None else date.min


def _without_day(phase: Phase) -> tuple[object, ...]:
    return phase.state, phase.sign, phase.hedged, phase.disputed, phase.quotes, phase.documents, phase.seen
