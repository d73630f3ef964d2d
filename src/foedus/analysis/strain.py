"""Triads under strain: three actors whose ties do not go together, and how sure that is.

Balance theory (Heider 1946; Cartwright and Harary 1956) expects the friends of a friend to be friends. Where one actor stands
with two that stand against each other, something is expected to give; three enemies of each other are less telling, since each
may stand alone (Davis 1967). Truces and talks count as positive here: who is at truce with an ally's enemy is pulled both ways.
It is a theory's reading of the record, not a forecast.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from foedus.analysis.balance import Triad, triads
from foedus.analysis.bearings import NEITHER, Bearing, Voice
from foedus.analysis.grounds import Grounds, Pair
from foedus.analysis.readings import READINGS, SEED, Sampler, chance_of
from foedus.analysis.signed import POSITIVE, SignedEdge, SignedGraph
from foedus.analysis.standings import Standing, standings
from foedus.analysis.telling import best_evidence, told_triad
from foedus.analysis.ties import State, Tie

MOST = 20  # triads whose decisive quote is sought; that costs a resampling for each claim


@dataclass(frozen=True, slots=True)
class Decisive:
    """The claim without which the share of unbalanced readings changes most, and what it is then."""

    claim: str
    share_without: float


@dataclass(frozen=True, slots=True)
class Strain:
    """One unbalanced triad.

    `actors` are canonical ids, first the one who stands with both others if there is one; `standings` are those of its
    pairs, in the order of the sentence; `share` is the share, 0 to 1, of readings of the record in which it is unbalanced.
    `kind` is "++-" or "---". `decisive` is None for triads far down the list.
    """

    actors: tuple[str, str, str]
    kind: str
    standings: tuple[Standing, Standing, Standing]
    share: float
    decisive: Decisive | None = None

    @property
    def ties(self) -> tuple[Tie, ...]:
        """The ties of all three pairs."""
        return tuple(tie for standing in self.standings for tie in standing.ties)

    @property
    def evidence(self) -> tuple[Bearing, ...]:
        """What speaks for the three ties, in the order of the sentence."""
        return tuple(one for tie in self.ties for one in tie.speaking)

    @property
    def telling(self) -> tuple[Bearing, ...]:
        """For each pair the evidence by which the sentence tells it."""
        first, second, third = self.actors
        between = self.kind == "++-"
        told = zip(self.standings, (first, first, third if between else second), (not between, not between, True), strict=True)
        return tuple(best_evidence(standing, subject, against) for standing, subject, against in told)

    def sentence(self, names: Mapping[str, str]) -> str:
        """The triad in one sentence: "Pakistan is at truce with X and aids Y, which strikes them"."""
        return told_triad(self.actors, self.standings, self.kind == "++-", names)


@dataclass(frozen=True, slots=True)
class Sampling:
    """How many readings are drawn, with which seed."""

    count: int = READINGS
    seed: int = SEED


def strain(
    told: Grounds, at: date, among: Collection[str], sampling: Sampling | None = None, most: int | None = None
) -> list[Strain]:
    """The triads of these actors that are unbalanced at a day in some reading, the most telling first; at most so many.

    First those with one actor between two enemies, by the share of readings in which they are unbalanced; then three enemies
    of each other. Among equals those come first whose ties are all held, then those whose evidence is newest.
    """
    drawing = sampling or Sampling()
    sampler = Sampler(told, at, drawing.count, drawing.seed)
    plain = standings(told, at, among)
    found = [one for triad in triads(_possible(plain)) if (one := _strain(triad, plain, sampler)) is not None]
    ordered = sorted(found, key=_telling)[:most]
    return [_with_decisive(one, sampler) for one in ordered[:MOST]] + ordered[MOST:]


def _possible(plain: Mapping[Pair, Standing]) -> SignedGraph:
    """An edge for each pair with a standing; the sign is of no account here."""
    return SignedGraph.of(SignedEdge(min(pair), max(pair), POSITIVE) for pair in plain)


def _strain(triad: Triad, plain: Mapping[Pair, Standing], sampler: Sampler) -> Strain | None:
    pairs = [frozenset(edge.pair) for edge in triad.edges]
    share = sampler.unbalanced(pairs)
    if share == 0:
        return None
    hostile = [pair for pair in pairs if sampler.drawn(pair).hostile]
    if len(hostile) == 1:
        (between,) = set(triad.nodes) - hostile[0]
        first, second = sorted(hostile[0], key=lambda node: _weight(plain[frozenset((between, node))]))
        order = [frozenset((between, first)), frozenset((between, second)), hostile[0]]
        return Strain((between, first, second), "++-", _three(plain[pair] for pair in order), share)
    kind = "+" * (3 - len(hostile)) + "-" * len(hostile)
    return Strain(triad.nodes, kind, _three(plain[frozenset(pair)] for pair in combinations(triad.nodes, 2)), share)


def _three(found: Iterable[Standing]) -> tuple[Standing, Standing, Standing]:
    first, second, third = found
    return first, second, third


def _weight(standing: Standing) -> tuple[bool, bool, tuple[str, ...]]:
    """Truces before alliances, as the sentence is easier to follow so; then what is held."""
    return standing.sign != NEITHER, standing.ties[0].state is not State.HELD, tuple(sorted(standing.pair))


def _telling(one: Strain) -> tuple[object, ...]:
    held = sum(standing.ties[0].state is State.HELD for standing in one.standings)
    newest = max((tie.last.span.latest or date.max for tie in one.ties if tie.last is not None), default=date.min)
    return one.kind == "---", -one.share, -held, -newest.toordinal(), one.actors


def _with_decisive(one: Strain, sampler: Sampler) -> Strain:
    """Seeks the claim that changes the share most; of equals the one that is least sure."""
    pairs = [standing.pair for standing in one.standings]
    bearings = [told for pair in pairs for told in sampler.told.pairs[pair] if told.voice is not Voice.HYPOTHETICAL]
    chances = {told.entry.claim.id: chance_of(told) for told in bearings}
    best: tuple[float, float, str] | None = None
    decisive = None
    for claim, chance in chances.items():
        without = sampler.unbalanced(pairs, claim)
        rank = (-abs(without - one.share), chance, claim)
        if best is None or rank < best:
            best, decisive = rank, Decisive(claim, without)
    return Strain(one.actors, one.kind, one.standings, one.share, decisive)
