"""Readings of the record: what may be so, given what is told with reserve, denied, vaguely dated or in dispute.

A reading takes every claim for true or false, gives every vague date a day, and decides every dispute. Drawing many of them, as
multiple imputation does with imprecise events (Croicu and Hegre's practice for the UCDP data), shows how far an answer hangs
on what is not sure. The draws depend on the seed and on the claim alone: the same ledger gives the same readings, and a claim
more or less leaves the draws of all others as they were.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from foedus.analysis.bearings import AGAINST, Bearing, Moment, Voice
from foedus.analysis.grounds import Grounds, Pair
from foedus.analysis.standings import Standing, standing_of
from foedus.model.claim import Certainty
from foedus.model.dates import DateSpan
from foedus.model.judgement import Verdict

READINGS = 200
SEED = 1
EVEN = 0.5  # the chance of a hedged claim, of a denial, and of either side of a dispute: the record does not weigh them


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a pair stands in each of many readings, a bit for each: whether it has a sign, and whether that is enmity."""

    signed: int
    against: int

    @property
    def hostile(self) -> bool:
        """Whether enmity is the commoner sign."""
        return 2 * self.against.bit_count() > self.signed.bit_count()


@dataclass(frozen=True)
class Sampler:
    """Draws `count` readings with a seed and says how each pair stands in each of them at a day."""

    told: Grounds
    at: date
    count: int = READINGS
    seed: int = SEED
    _known: dict[tuple[Pair, str | None], Drawn] = field(default_factory=dict)
    _draws: dict[str, tuple[float, ...]] = field(default_factory=dict)

    def drawn(self, pair: Pair, without: str | None = None) -> Drawn:
        """The readings of a pair, as if the claim `without` were not made."""
        key = (pair, without)
        if key not in self._known:
            bearings = [one for one in self.told.pairs.get(pair, ()) if one.entry.claim.id != without]
            self._known[key] = self._read(pair, bearings)
        return self._known[key]

    def unbalanced(self, pairs: Iterable[Pair], without: str | None = None) -> float:
        """The share of readings in which all three pairs have a sign and an odd number of them is hostile."""
        signed, odd = (1 << self.count) - 1, 0
        for pair in pairs:
            one = self.drawn(pair, without)
            signed &= one.signed
            odd ^= one.against
        return (signed & odd).bit_count() / self.count

    def _read(self, pair: Pair, bearings: Sequence[Bearing]) -> Drawn:
        doubts = [_doubt(one, self.at) for one in bearings]
        unsure = [position for position, doubt in enumerate(doubts) if doubt.any]
        columns = [self._choices(bearings[position], doubts[position]) for position in unsure]
        known: dict[tuple[object, ...], tuple[Standing | None, bool]] = {}
        signed = against = 0
        for number, chosen in enumerate(zip(*columns, strict=True) if columns else [()] * self.count):
            if chosen not in known:
                found = self._standing(bearings, unsure, chosen)
                known[chosen] = found, found is not None and found.disputed
            standing, disputed = known[chosen]
            if standing is None:
                continue
            sign = _decided(standing, self._coin(pair, number)) if disputed else standing.sign
            signed |= 1 << number
            against |= (sign == AGAINST) << number
        return Drawn(signed, against)

    def _standing(self, bearings: Sequence[Bearing], unsure: Sequence[int], chosen: tuple[object, ...]) -> Standing | None:
        choices: list[object] = [True] * len(bearings)
        for position, choice in zip(unsure, chosen, strict=True):
            choices[position] = choice
        return standing_of(_taken(bearings, choices), DateSpan.of_day(self.at), self.told)

    def _choices(self, bearing: Bearing, doubt: _Doubt) -> list[object]:
        return [self._choice(bearing, doubt, number) for number in range(self.count)]

    def _coin(self, pair: Pair, number: int) -> float:
        return self._uniform(f"dispute {' '.join(sorted(pair))}")[number]

    def _choice(self, bearing: Bearing, doubt: _Doubt, number: int) -> object:
        """What the reading makes of one bearing: left out (None), taken as it is (True), or with a day for its last."""
        claim = bearing.entry.claim.id
        if doubt.chance < 1 and self._uniform(claim)[number] >= doubt.chance:
            return None
        if doubt.start is not None and _day(doubt.start, self._uniform(f"start {claim}")[number]) > self.at:
            return None
        if doubt.finish is not None:
            last = _day(doubt.finish, self._uniform(f"end {claim}")[number])
            if last < self.at:
                return last
        return True

    def _uniform(self, name: str) -> tuple[float, ...]:
        if name not in self._draws:
            chance = random.Random(f"{self.seed} {name}")
            self._draws[name] = tuple(chance.random() for _ in range(self.count))
        return self._draws[name]


@dataclass(frozen=True, slots=True)
class _Doubt:
    """The chance that the bearing counts, and the vague bounds in which the day asked for lies."""

    chance: float
    start: DateSpan | None = None
    finish: DateSpan | None = None

    @property
    def any(self) -> bool:
        """Whether readings can differ in it at all."""
        return self.chance < 1 or self.start is not None or self.finish is not None


def chance_of(bearing: Bearing) -> float:
    """The chance, 0 to 1, that a reading takes the claim: even for what is hedged or denied, times the reader's confidence
    unless a person confirmed the claim. A plan or a forecast is in no reading a tie."""
    entry = bearing.entry
    if bearing.voice is Voice.HYPOTHETICAL:
        return 1.0  # it counts as what it is, which makes no tie
    confirmed = entry.judgement is not None and entry.judgement.verdict in (Verdict.ACCEPTED, Verdict.CORRECTED)
    confidence = 1.0 if confirmed or entry.claim.origin.confidence is None else entry.claim.origin.confidence
    reserve = bearing.voice is Voice.DENIED or entry.claim.certainty is Certainty.HEDGED
    return (EVEN if reserve else 1.0) * confidence


def _doubt(bearing: Bearing, at: date) -> _Doubt:
    return _Doubt(chance_of(bearing), _vague(bearing.first, at), _vague(bearing.last, at))


def _vague(moment: Moment | None, at: date) -> DateSpan | None:
    """The span of a date of more than a day that holds the day asked for."""
    if moment is None or moment.span.earliest is None or moment.span.latest is None:
        return None
    vague = moment.span.earliest < moment.span.latest and moment.span.contains(at)
    return moment.span if vague else None


def _day(span: DateSpan, draw: float) -> date:
    if span.earliest is None or span.latest is None:
        raise ValueError(f"date {span.edtf!r} is open; no day can be drawn from it")
    days = (span.latest - span.earliest).days + 1
    return span.earliest + timedelta(days=min(days - 1, int(draw * days)))


def _taken(bearings: Sequence[Bearing], chosen: Sequence[object]) -> list[Bearing]:
    """The bearings as this reading has them; a denial that is believed takes away what speaks for the same kind of tie."""
    taken = [
        replace(one, last=Moment(DateSpan.of_day(choice), one.last.basis)) if isinstance(choice, date) and one.last else one
        for one, choice in zip(bearings, chosen, strict=True)
        if choice is not None
    ]
    denied = {(one.type, one.sign) for one in taken if one.voice is Voice.DENIED}
    return [one for one in taken if one.voice is not Voice.FOR or (one.type, one.sign) not in denied]


def _decided(standing: Standing, coin: float) -> str:
    """The sign that the coin decides for a pair in dispute."""
    told = {tie.sign for tie in standing.ties} | {one.sign for tie in standing.ties for one in tie.opposed}
    sides = [AGAINST, *sorted(told - {AGAINST})]
    return sides[min(len(sides) - 1, int(coin * len(sides)))]
