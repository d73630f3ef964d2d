"""Spells: from when to when each kind of tie between two actors lasted, repeated spells apart.

A spell is the time in which a tie of one kind held, as event-history analysis uses the word. Its start and its end are bounds,
each with the earliest and the latest day it can be and with how it is known; between the latest start and the earliest end the
tie held by all accounts, outside the two outer days by none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foedus.analysis.bearings import AGAINST, NO_ONE, Bearing, Link, Moment, Voice
from foedus.analysis.ends import ActorEnd
from foedus.analysis.grounds import Grounds, grounds, grounds_of, in_order
from foedus.analysis.rollup import Level
from foedus.analysis.ties import starts_after, turns
from foedus.ledger.view import View
from foedus.model.vocabulary import vocabulary


class Known(StrEnum):
    """How a bound is known."""

    STATED = "stated"  # a text tells it
    INFERRED = "inferred"  # it follows from a later tie of another sign, or from the death of one of the two
    FIRST_SEEN = "first seen"  # a start: the tie is told of from then on, and may be older
    LAST_SEEN = "last seen"  # an end: the evidence stops there, and the tie may have lasted


@dataclass(frozen=True, slots=True)
class Bound:
    """A start or an end: the days between which it lies (None where nothing bounds that side), how it is known, and the ids
    of the claims it follows from."""

    earliest: date | None
    latest: date | None
    known: Known
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spell:
    """One spell of one kind of tie; `a` is the one who does it where `directed`.

    `kind` is a relation or event type, `evidence` what speaks for it in order of time. `denials` are claims that it was not so,
    `opposed` those that tell another sign of the same time: with either, the spell is in dispute.
    """

    a: str
    b: str
    kind: str
    sign: str
    directed: bool
    derived: bool
    start: Bound
    end: Bound
    evidence: tuple[Bearing, ...]
    denials: tuple[Bearing, ...] = ()
    opposed: tuple[Bearing, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether some claim denies it or tells another sign of the same time."""
        return bool(self.denials or self.opposed)

    @property
    def via(self) -> tuple[Link, ...]:
        """By which ties those named in the evidence count as the two."""
        return tuple(dict.fromkeys(link for one in self.evidence for link in one.via))

    def surely(self, day: date) -> bool:
        """Whether the day lies between the latest start and the earliest end."""
        return _within(self.start.latest, day, self.end.earliest, False)

    def possibly(self, day: date) -> bool:
        """Whether the day lies between the earliest start and the latest end; a side that nothing bounds is possible."""
        return _within(self.start.earliest, day, self.end.latest, True)


def spells(view: View, actor: str | None = None, as_one: Mapping[str, str] = NO_ONE, level: Level = Level.NONE) -> list[Spell]:
    """The spells of one actor, by its canonical id, or of all, sorted by pair, start and kind.

    `as_one` maps ids to the id they count as; `level` raises units, branches and leaders, which each spell's `via` tells.
    """
    told = grounds(view, as_one, level) if actor is None else grounds_of(view, actor, as_one, level)
    return spells_in(told)


def spells_in(told: Grounds) -> list[Spell]:
    """As `spells`, of what was gathered before."""
    found = [spell for pair in told.pairs.values() for spell in spells_of(pair, told.ends)]
    return sorted(found, key=lambda spell: (sorted((spell.a, spell.b)), _began(spell), spell.sign, spell.kind, spell.a))


def spells_of(pair: Sequence[Bearing], ends: Mapping[str, ActorEnd]) -> Iterator[Spell]:
    """The spells of one pair, of the bearings of that pair. Claims that nothing dates make no spell."""
    kinds: dict[tuple[str, str, str, str], list[Bearing]] = defaultdict(list)
    for bearing in pair:
        if bearing.first is not None and bearing.last is not None:
            a, b = (bearing.a, bearing.b) if bearing.directed else sorted((bearing.a, bearing.b))
            kinds[a, b, bearing.type, bearing.sign].append(bearing)
    for (a, b, _, sign), own in kinds.items():
        others = [other for other in pair if other.sign != sign]
        died = [end for actor in (a, b) if (end := ends.get(actor)) is not None]
        speaking = in_order(one for one in own if one.voice is Voice.FOR)
        denials = [one for one in own if one.voice is Voice.DENIED]
        runs = list(_runs(speaking, others))
        for position, run in enumerate(runs):
            following = runs[position + 1][0] if position + 1 < len(runs) else None
            yield _spell((a, b), run, _Around(others, denials, died, following))


@dataclass(frozen=True, slots=True)
class _Around:
    """What else is told of the pair: other signs, denials, deaths, and the first evidence of the next spell of the kind."""

    others: Sequence[Bearing]
    denials: Sequence[Bearing]
    died: Sequence[ActorEnd]
    following: Bearing | None


def _runs(speaking: Sequence[Bearing], others: Sequence[Bearing]) -> Iterator[list[Bearing]]:
    """Cuts the evidence where an end was told, or the two surely stood differently in between."""
    run: list[Bearing] = []
    for bearing in speaking:
        if run and _apart(run, bearing, others):
            yield run
            run = []
        run.append(bearing)
    if run:
        yield run


def _apart(run: Sequence[Bearing], bearing: Bearing, others: Sequence[Bearing]) -> bool:
    if any(one.end is not None and _after(bearing.first, one.end.latest) for one in run):
        return True
    last = _last(run)
    between = (other for other in others if turns(other) and _opposite(other, bearing) and starts_after(other, last))
    return any(_after(bearing.first, other.first.span.earliest) for other in between if other.first is not None)


def _spell(ends: tuple[str, str], run: Sequence[Bearing], around: _Around) -> Spell:
    one = run[0]
    start, end = _start(run), _end(run, around)
    return Spell(
        *ends,
        kind=one.type,
        sign=one.sign,
        directed=one.directed,
        derived=one.derived,
        start=start,
        end=end,
        evidence=tuple(run),
        denials=tuple(in_order(denial for denial in around.denials if _during(denial, start, end))),
        opposed=tuple(in_order(other for other in around.others if _contradicts(other, one) and _during(other, start, end))),
    )


def _start(run: Sequence[Bearing]) -> Bound:
    told = [one for one in run if one.begins_told and one.first is not None]
    if told:
        first = min(told, key=lambda one: _moment(one.first).span.earliest or date.min)
        return _bound(first, _moment(first.first), Known.STATED)
    first = min(run, key=lambda one: _moment(one.first).span.latest or date.max)
    return Bound(None, _moment(first.first).span.latest, Known.FIRST_SEEN, (first.entry.claim.id,))


def _end(run: Sequence[Bearing], around: _Around) -> Bound:
    last = _last(run)
    seen = last.span.earliest
    told = [one for one in run if one.end is not None and one.end == last.span]
    if told:
        return _bound(told[0], last, Known.STATED)
    causes = [
        (other.first.span.latest, other.entry.claim.id)
        for other in around.others
        if other.first is not None and turns(other) and _opposite(other, run[0]) and starts_after(other, last)
    ]
    causes += [(end.at.latest, end.entry.claim.id) for end in around.died]
    if causes:
        latest, claim = min(causes, key=lambda cause: (cause[0] or date.max, cause[1]))
        return Bound(seen, latest, Known.INFERRED, (claim,))
    seen_in = tuple(one.entry.claim.id for one in run if one.last == last)
    latest = _moment(around.following.first).span.latest if around.following is not None else None
    return Bound(seen, latest, Known.LAST_SEEN, seen_in)


def _bound(bearing: Bearing, moment: Moment, known: Known) -> Bound:
    return Bound(moment.span.earliest, moment.span.latest, known, (bearing.entry.claim.id,))


def _last(run: Sequence[Bearing]) -> Moment:
    return max((_moment(one.last) for one in run), key=lambda moment: moment.span.latest or date.max)


def _moment(moment: Moment | None) -> Moment:
    if moment is None:
        raise ValueError("a bearing without a time stands in no spell")
    return moment


def _opposite(other: Bearing, one: Bearing) -> bool:
    """Whether the other sign ends this one: friends become enemies, a truce ends a war, a war ends a truce."""
    return other.sign != one.sign and AGAINST in (other.sign, one.sign)


def _contradicts(other: Bearing, one: Bearing) -> bool:
    return other.voice is Voice.FOR and _opposite(other, one)


def _during(other: Bearing, start: Bound, end: Bound) -> bool:
    """Whether it is told of a time that surely lies within the spell; a denial without a date is of any time."""
    if other.first is None or other.last is None:
        return other.voice is Voice.DENIED
    begins, ends = other.first.span.earliest, other.last.span.latest
    after_start = start.latest is None or ends is None or ends >= start.latest
    return after_start and (end.earliest is None or begins is None or begins <= end.earliest)


def _after(moment: Moment | None, day: date | None) -> bool:
    if moment is None or day is None:
        return False
    return moment.span.earliest is not None and moment.span.earliest > day


def _within(first: date | None, day: date, last: date | None, unbounded: bool) -> bool:
    after = unbounded if first is None else first <= day
    return after and (unbounded if last is None else day <= last)


def _began(spell: Spell) -> date:
    return spell.start.earliest or spell.start.latest or date.min


def label(spell: Spell) -> str:
    """The vocabulary's words for the kind, from `a` to `b`: "is at truce with", "joint attack"."""
    words = vocabulary()
    if not spell.derived:
        return words.relation(spell.kind).label
    named = words.event(spell.kind).label
    return f"joint {named}" if spell.sign == "+" else named


def evidence_ids(found: Iterable[Spell]) -> list[str]:
    """The claims that these spells rest on, each once."""
    return list(dict.fromkeys(one.entry.claim.id for spell in found for one in spell.evidence))
