"""Who stood with, against or at truce with whom at a time, and what each tie rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foedus.analysis.bearings import AGAINST, NEITHER, NO_ONE, WITH, Basis, Bearing, Link, Moment, Voice
from foedus.analysis.ends import ActorEnd
from foedus.analysis.grounds import Grounds, grounds, grounds_of, in_order
from foedus.analysis.origins import independent
from foedus.analysis.rollup import Level
from foedus.ledger.view import View
from foedus.model.claim import Certainty
from foedus.model.dates import DateSpan
from foedus.model.vocabulary import vocabulary


class EndKind(StrEnum):
    """How the end of a tie is known: three different things (unknown is not "no")."""

    STATED = "stated"  # a text tells the end
    INFERRED = "inferred"  # a standing tie of another sign, an agreement, or the death of one of the two is told from later on
    LAST_SEEN = "last seen"  # nothing tells an end; this is where the evidence stops


class State(StrEnum):
    """What is known of a tie at the time asked for; with no time given, at the end of all evidence."""

    HELD = "held"  # evidence covers the time
    LAST_SEEN = "last seen"  # there is evidence from before and no end is known
    ENDED = "ended"  # its end, stated or inferred, came before
    UNFOUNDED = "unfounded"  # there are only denials, plans, threats or forecasts
    UNDATED = "undated"  # neither its claims nor their documents are dated


@dataclass(frozen=True, slots=True)
class End:
    """The end of a tie and how it is known; `at` None where nothing is dated. `cause` is the claim from which an inferred end
    follows, such as the truce after a war or the death of one of the two."""

    kind: EndKind
    at: Moment | None
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """One sign between one pair: "+" with, "0" at truce or in talks, "-" against. A pair may have several at a time.

    `a` and `b` are canonical ids, `a` the one who acts where the first evidence has a direction. `quotes_for` counts the
    claims that say it is so, `hedged` those of them that say so with reserve, `quotes_against` the denials, `hypothetical`
    the plans, threats and forecasts; the last two never make a tie. `first` and `last` bound the evidence for it. `opposed`
    is evidence of another sign for the same time: a dispute, or a tie with two sides, never averaged away.
    """

    a: str
    b: str
    sign: str
    state: State
    types: tuple[str, ...]
    quotes_for: int
    hedged: int
    quotes_against: int
    hypothetical: int
    first: Moment | None
    last: Moment | None
    end: End
    evidence: tuple[Bearing, ...]
    opposed: tuple[Bearing, ...] = ()

    @property
    def pair(self) -> frozenset[str]:
        """Both actors, in no order."""
        return frozenset((self.a, self.b))

    @property
    def speaking(self) -> tuple[Bearing, ...]:
        """The evidence that says it is so."""
        return tuple(one for one in self.evidence if one.voice is Voice.FOR)

    @property
    def disputed(self) -> bool:
        """Whether it is denied, or another sign is told of the same time."""
        return self.quotes_against > 0 or bool(self.opposed)

    @property
    def sources(self) -> int:
        """How many independent sources say it is so (see `origins.py`)."""
        return independent(one.entry for one in self.speaking)

    @property
    def via(self) -> tuple[Link, ...]:
        """By which ties those named in the evidence count as the two."""
        return tuple(dict.fromkeys(link for one in self.evidence for link in one.via))

    @property
    def band(self) -> tuple[date | None, date | None, date | None, date | None]:
        """The uncertainty of its bounds: earliest and latest start, earliest and latest end; None where nothing bounds it.

        Where the start is not told, the first evidence is the latest it can be; the earliest end is the last evidence.
        """
        told = [one for one in self.speaking if one.first is not None]
        if self.first is None or self.last is None or not told:
            return None, None, None, None
        start = self.first.span.earliest if any(one.begins_told and one.first == self.first for one in told) else None
        seen = self.last.span.earliest
        until = self.end.at.span.latest if self.end.at and self.end.kind is not EndKind.LAST_SEEN else None
        return start, self.first.span.latest, seen, until


def ties_at(
    view: View,
    at: DateSpan | date | None = None,
    actor: str | None = None,
    as_one: Mapping[str, str] = NO_ONE,
    level: Level = Level.NONE,
) -> list[Tie]:
    """The ties at a day or in a span of days, of one actor or of all; with no time, all there ever were.

    Only evidence that begins by then counts, so that later reports change the past only by what they tell of it. `actor`
    is a canonical id; `as_one` maps ids to the id they count as, for a name that several actors bear; `level` raises units,
    branches and leaders to the body they belong to, which each tie's `via` tells. Sorted by pair and sign; ended and
    unfounded ties are in the list, marked as such.
    """
    return ties(grounds(view, as_one, level) if actor is None else grounds_of(view, actor, as_one, level), at)


def ties(told: Grounds, at: DateSpan | date | None = None) -> list[Tie]:
    """As `ties_at`, of what was gathered before."""
    time = span_of(at)
    found = [tie for pair in told.pairs.values() for tie in ties_of(pair, time, told.ends)]
    return sorted(found, key=lambda tie: (sorted((tie.a, tie.b)), tie.sign))


def span_of(at: DateSpan | date | None) -> DateSpan | None:
    """A day as a span of one day."""
    return DateSpan.of_day(at) if isinstance(at, date) else at


def ties_of(pair: Sequence[Bearing], time: DateSpan | None, ends: Mapping[str, ActorEnd]) -> Iterator[Tie]:
    """The ties of one pair, of the bearings of that pair."""
    counting = begun(pair, time)
    died = [end for actor in (counting[0].a, counting[0].b) if (end := ends.get(actor)) is not None] if counting else []
    for sign in sorted({bearing.sign for bearing in counting}):
        own = in_order(bearing for bearing in counting if bearing.sign == sign)
        yield _tie(own, [bearing for bearing in counting if bearing.sign != sign], time, died)


def begun(pair: Iterable[Bearing], time: DateSpan | None) -> list[Bearing]:
    """The bearings that count at the time: those that begin by its end, and those that nothing dates."""
    if time is None:
        return list(pair)
    return [bearing for bearing in pair if bearing.first is None or bearing.begun_by(time.latest or date.max)]


def _tie(own: Sequence[Bearing], others: Collection[Bearing], time: DateSpan | None, died: Sequence[ActorEnd]) -> Tie:
    voices = [bearing.voice for bearing in own]
    speaking = [bearing for bearing in own if bearing.voice is Voice.FOR]
    dated = [bearing for bearing in speaking if bearing.first is not None]
    first, last = dated[0].first if dated else None, _last(dated)
    end = _end(dated, others, died)
    leading = next((bearing for bearing in speaking or own if bearing.directed), own[0])
    return Tie(
        leading.a,
        leading.b,
        own[0].sign,
        _state(speaking, dated, end, time),
        types=tuple(dict.fromkeys(bearing.type for bearing in speaking or own)),
        quotes_for=len(speaking),
        hedged=sum(bearing.hedged for bearing in speaking),
        quotes_against=voices.count(Voice.DENIED),
        hypothetical=voices.count(Voice.HYPOTHETICAL),
        first=first,
        last=last,
        end=end,
        evidence=tuple(own),
        opposed=tuple(in_order(other for other in others if _opposes(other, own[0].sign) and _meets(other, dated))),
    )


def _state(speaking: Sequence[Bearing], dated: Sequence[Bearing], end: End, time: DateSpan | None) -> State:
    if not speaking:
        return State.UNFOUNDED
    if not dated:
        return State.UNDATED
    if time is not None and any(bearing.covers(time) for bearing in dated):
        return State.HELD
    over = end.kind is not EndKind.LAST_SEEN and (time is None or _over_before(end, time))
    return State.ENDED if over else State.LAST_SEEN


def _over_before(end: End, time: DateSpan) -> bool:
    finish = end.at.span.latest if end.at else None
    return finish is not None and time.earliest is not None and finish < time.earliest


def _last(dated: Sequence[Bearing]) -> Moment | None:
    moments = [bearing.last for bearing in dated if bearing.last is not None]
    return max(moments, key=_finish, default=None)


def _finish(moment: Moment) -> date:
    return moment.span.latest or date.max


def _end(dated: Sequence[Bearing], others: Iterable[Bearing], died: Sequence[ActorEnd]) -> End:
    last = _last(dated)
    if last is None:
        return End(EndKind.LAST_SEEN, None)
    if last.basis is Basis.TOLD and any(bearing.end == last.span for bearing in dated):
        return End(EndKind.STATED, last)
    causes = [(one.first, one.entry.claim.id) for one in others if one.first and turns(one) and starts_after(one, last)]
    causes += [(Moment(end.at, Basis.CEASED), end.entry.claim.id) for end in died]
    if causes:
        at, cause = min(causes, key=lambda found: (found[0].span.earliest or date.min, found[1]))
        return End(EndKind.INFERRED, at, cause)
    return End(EndKind.LAST_SEEN, last)


def turns(bearing: Bearing) -> bool:
    """Whether it says surely that the two stand differently: a relation, or an agreement; a single blow does not."""
    together = bearing.derived and vocabulary().event(bearing.type).sides == "together"
    return bearing.entry.claim.certainty is Certainty.STATED and bearing.voice is Voice.FOR and (together or not bearing.derived)


def starts_after(bearing: Bearing, last: Moment) -> bool:
    """Whether a text tells that it began surely after the moment."""
    if bearing.first is None or bearing.first.basis is not Basis.TOLD:
        return False
    start, finish = bearing.first.span.earliest, last.span.latest
    return start is not None and finish is not None and start > finish


def _opposes(bearing: Bearing, sign: str) -> bool:
    """Whether it speaks for a sign that cannot hold together with this one; a truce and an alliance can."""
    return bearing.voice is Voice.FOR and AGAINST in (bearing.sign, sign) and bearing.sign in (WITH, NEITHER, AGAINST)


def _meets(other: Bearing, dated: Sequence[Bearing]) -> bool:
    if other.first is None or other.last is None:
        return False
    span = DateSpan("", other.first.span.earliest, other.last.span.latest, other.first.span.precision)
    return any(bearing.covers(span) for bearing in dated)
