"""Who stood with, against or at truce with whom at a time, and what each tie rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foedus.analysis.bearings import (
    NO_ONE,
    Basis,
    Bearing,
    Moment,
    Voice,
    bearings,
    claims_about,
    counted_as,
)
from foedus.ledger.view import View
from foedus.model.claim import Certainty
from foedus.model.dates import DateSpan
from foedus.model.vocabulary import vocabulary


class EndKind(StrEnum):
    """How the end of a tie is known: three different things (unknown is not "no")."""

    STATED = "stated"        # a text tells the end
    INFERRED = "inferred"    # a standing tie of another sign, or an agreement, is told from later on
    LAST_SEEN = "last seen"  # nothing tells an end; this is where the evidence stops


class State(StrEnum):
    """What is known of a tie at the time asked for; with no time given, at the end of all evidence."""

    HELD = "held"              # evidence covers the time
    LAST_SEEN = "last seen"    # there is evidence from before and no end is known
    ENDED = "ended"            # its end, stated or inferred, came before
    UNFOUNDED = "unfounded"    # there are only denials, plans, threats or forecasts
    UNDATED = "undated"        # neither its claims nor their documents are dated


@dataclass(frozen=True, slots=True)
class End:
    """The end of a tie and how it is known; `at` None where nothing is dated."""

    kind: EndKind
    at: Moment | None


@dataclass(frozen=True, slots=True)
class Tie:
    """One sign between one pair: "+" with, "0" at truce or in talks, "-" against. A pair may have several at a time.

    `a` and `b` are canonical ids, `a` the one who acts where the first evidence has a direction. `quotes_for` counts the
    claims that say it is so, `hedged` those of them that say so with reserve, `quotes_against` the denials, `hypothetical`
    the plans, threats and forecasts; the last two never make a tie. `first` and `last` bound the evidence for it.
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


def ties_at(
    view: View, at: DateSpan | date | None = None, actor: str | None = None, as_one: Mapping[str, str] = NO_ONE
) -> list[Tie]:
    """The ties at a day or in a span of days, of one actor or of all; with no time, all there ever were.

    Only evidence that begins by then counts, so that later reports change the past only by what they tell of it. `actor`
    is a canonical id; `as_one` maps ids to the id they count as, for a name that several actors bear. Sorted by pair and
    sign; ended and unfounded ties are in the list, marked as such.
    """
    time = DateSpan.of_day(at) if isinstance(at, date) else at
    entries = view.claims() if actor is None else claims_about(view, counted_as(actor, as_one))
    by_pair: dict[frozenset[str], list[Bearing]] = defaultdict(list)
    for entry in entries:
        for bearing in bearings(entry, as_one):
            if actor is None or actor in bearing.pair:
                by_pair[bearing.pair].append(bearing)
    ties = [tie for pair in by_pair.values() for tie in _ties_of(pair, time)]
    return sorted(ties, key=lambda tie: (sorted((tie.a, tie.b)), tie.sign))


def in_order(evidence: Iterable[Bearing]) -> list[Bearing]:
    """By time, the undated last; then by document and place in it."""
    return sorted(evidence, key=lambda one: (
        one.first.span.earliest or date.min if one.first else date.max,
        one.entry.document.id, one.entry.claim.quote.start, one.entry.claim.id,
    ))


def _ties_of(pair: Sequence[Bearing], time: DateSpan | None) -> Iterable[Tie]:
    counting = [bearing for bearing in pair if time is None or bearing.first is None or _begun(bearing, time)]
    for sign in sorted({bearing.sign for bearing in counting}):
        own = in_order(bearing for bearing in counting if bearing.sign == sign)
        yield _tie(own, [bearing for bearing in counting if bearing.sign != sign], time)


def _begun(bearing: Bearing, time: DateSpan) -> bool:
    return bearing.begun_by(time.latest or date.max)


def _tie(own: Sequence[Bearing], others: Collection[Bearing], time: DateSpan | None) -> Tie:
    voices = [bearing.voice for bearing in own]
    speaking = [bearing for bearing in own if bearing.voice is Voice.FOR]
    dated = [bearing for bearing in speaking if bearing.first is not None]
    end = _end(dated, others)
    leading = next((bearing for bearing in speaking or own if bearing.directed), own[0])
    return Tie(
        leading.a, leading.b, own[0].sign, _state(speaking, dated, end, time),
        types=tuple(dict.fromkeys(bearing.type for bearing in speaking or own)),
        quotes_for=len(speaking), hedged=sum(bearing.hedged for bearing in speaking),
        quotes_against=voices.count(Voice.DENIED), hypothetical=voices.count(Voice.HYPOTHETICAL),
        first=dated[0].first if dated else None, last=_last(dated), end=end, evidence=tuple(own),
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


def _end(dated: Sequence[Bearing], others: Iterable[Bearing]) -> End:
    last = _last(dated)
    if last is None:
        return End(EndKind.LAST_SEEN, None)
    if last.basis is Basis.TOLD and any(bearing.end == last.span for bearing in dated):
        return End(EndKind.STATED, last)
    turns = in_order(bearing for bearing in others if _turns(bearing) and _starts_after(bearing, last))
    return End(EndKind.INFERRED, turns[0].first) if turns else End(EndKind.LAST_SEEN, last)


def _turns(bearing: Bearing) -> bool:
    """Whether it says surely that the two stand differently: a relation, or an agreement; a single blow does not."""
    together = bearing.derived and vocabulary().event(bearing.type).sides == "together"
    return bearing.entry.claim.certainty is Certainty.STATED and bearing.voice is Voice.FOR and (together or not bearing.derived)


def _starts_after(bearing: Bearing, last: Moment) -> bool:
    if bearing.first is None or bearing.first.basis is not Basis.TOLD:
        return False
    start, finish = bearing.first.span.earliest, last.span.latest
    return start is not None and finish is not None and start > finish
