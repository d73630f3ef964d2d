"""The pairs of which most is told, in a ledger too large to judge every pair: all claims are counted, few are read.

Which pairs are shown rests on counts of what readers claimed, denials and forecasts included; a person's judgement on a claim may
shift a count, not an answer: each pair shown is judged by all its evidence, read from the view as `ties.py` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.analysis.bearings import NO_ONE, UNSIGNED
from foedus.analysis.ends import ends_of
from foedus.analysis.grounds import Grounds, Pair, grounds, grounds_from
from foedus.analysis.rollup import NO_ROLLUP, Level
from foedus.analysis.ties import Tie, begun, span_of, ties
from foedus.ledger.entries import ClaimFilter
from foedus.ledger.marks import claim_ids, holds_more
from foedus.ledger.outlines import outlines
from foedus.ledger.packing import ACROSS, ASIDE, ENDS, NEVER, TOGETHER
from foedus.ledger.view import View
from foedus.model.dates import DateSpan
from foedus.model.vocabulary import vocabulary

MOST = 200
SMALL = 2_000  # claims that a ledger may hold to be read whole
_SIDES: Mapping[str, tuple[int, ...]] = {"against": (ACROSS, ASIDE), "together": (TOGETHER,)}


@dataclass(frozen=True, slots=True)
class Foremost:
    """The ties of the pairs of which most is told, of so many `pairs` in all of which anything is told by then; `names` shows
    their actors, by canonical id."""

    ties: list[Tie]
    shown: int
    pairs: int
    names: Mapping[str, str]


def foremost(
    view: View, at: DateSpan | date | None = None, most: int = MOST, level: Level = Level.NONE, small: int = SMALL
) -> Foremost:
    """As `ties_at` of all actors, but of at most so many pairs: those with most claims that begin by the time, by name where
    equally many do.

    With a roll-up, or up to `small` claims, everything is read and counted as judged.
    """
    time = span_of(at)
    if level is not Level.NONE or not holds_more(view.store, small):
        told = grounds(view, level=level)
        counts = {pair: count for pair, told_of in told.pairs.items() if (count := len(begun(told_of, time)))}
        chosen = sorted(counts, key=lambda pair: (-counts[pair], sorted(pair)))[:most]
        names = {actor.id: actor.name for actor in view.actors()}
        return Foremost(ties(_only(told, chosen), time), len(chosen), len(counts), names)
    return _looked_over(view, time, most)


def _looked_over(view: View, time: DateSpan | None, most: int) -> Foremost:
    import numpy as np

    told = outlines(view, _kinds())
    by_then = told.begins <= _last_day(time)
    code = told.a * len(told.actors) + told.b
    pairs, counts = np.unique(code[by_then], return_counts=True)
    chosen = pairs[np.lexsort((pairs, -counts))[:most]]
    bodies = [(told.actors[a], told.actors[b]) for a, b in zip(*np.divmod(chosen, max(1, len(told.actors))), strict=True)]
    numbers = np.unique(told.claim[np.isin(code, chosen)]).tolist()
    involved = view.actors_of(sorted({actor for pair in bodies for actor in pair}))
    ids = tuple(claim_ids(view.store, numbers))
    entries = list(view.claims(ClaimFilter(claims=ids))) if ids else []
    found = grounds_from(entries, ends_of(view, involved), NO_ONE, NO_ROLLUP)
    names = {actor.id: actor.name for actor in involved}
    return Foremost(ties(_only(found, map(frozenset, bodies)), time), len(bodies), len(pairs), names)


def _only(told: Grounds, pairs: Iterable[Pair]) -> Grounds:
    return Grounds({pair: told.pairs[pair] for pair in pairs if pair in told.pairs}, told.ends)


def _kinds() -> dict[str, Sequence[int]]:
    """For each type that has a sign, which two actors of a claim it is about."""
    words = vocabulary()
    relations = {name: (ENDS,) for name, relation in words.relations.items() if relation.sign != UNSIGNED}
    return relations | {name: _SIDES[event.sides] for name, event in words.events.items() if event.sides in _SIDES}


def _last_day(time: DateSpan | None) -> int:
    """The last day of the time as an ordinal; of no time, so that whatever is told has begun."""
    if time is None:
        return NEVER
    return (time.latest or date.max).toordinal()
