"""The ledger against a dataset, event by event: what both have, what only one has, and in what they differ.

Each event is taken for at most one of the other side, the pairs of most points first. What is left over and tells an incident
that is paired already is told again, not told alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from foedus.analysis.differing import Difference, How, differences
from foedus.analysis.pairing import ENOUGH, WINDOW, Pair, Pairing, Told
from foedus.analysis.parties import Parties

PairOf = Collection[tuple[str, str]]
NONE: frozenset[tuple[str, str]] = frozenset()


class Kind(StrEnum):
    """What came of an event."""

    BOTH = "both have"
    DIFFER = "differ"
    AGAIN = "told again"  # of one incident, when another account of the same side is paired already
    ONLY_THEY = "only they"
    ONLY_WE = "only we"


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one or two events: as the ledger tells it, as the dataset does (None where it does not), the points for
    their being one (None where a person judged them one), and in what the two differ or are less exact."""

    kind: Kind
    ours: Told | None
    theirs: Told | None
    points: float | None = None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of claims, ours first, that people judged one incident or two."""

    same: PairOf = NONE
    apart: PairOf = NONE


def reconcile(
    ours: Sequence[Told], theirs: Iterable[Told], parties: Parties, judged: Judged | None = None, window: int = WINDOW
) -> list[Finding]:
    """The findings, in order of date. An event without a date, or with one vaguer than a quarter, is never paired by itself."""
    made = judged or Judged()
    pairing = Pairing(ours, parties, window)
    rows: list[Told] = []
    pairs: list[Pair] = []
    for position, row in enumerate(theirs):
        rows.append(row)
        pairs.extend(pairing.of(row, position))
    chosen, sure = _chosen(ours, rows, pairs, made)
    return sorted(_findings(ours, rows, (chosen, sure, pairs), pairing), key=_in_order)


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each kind, and of each difference, in their order."""
    told = list(findings)
    kinds = Counter(one.kind for one in told)
    aspects = Counter(
        one.aspect for found in told if found.kind is Kind.DIFFER for one in found.differences if one.how is How.DIFFER
    )
    return {kind.value: kinds[kind] for kind in Kind} | {
        f"differ in {aspect.value}": aspects[aspect] for aspect in sorted(aspects)
    }


def paired(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """The claims, ours and theirs, that the findings take for one incident and nobody judged yet."""
    return [(one.ours.id, one.theirs.id) for one in findings if one.ours and one.theirs and one.points is not None]


def _chosen(
    ours: Sequence[Told], rows: Sequence[Told], pairs: Sequence[Pair], made: Judged
) -> tuple[dict[int, Pair], set[tuple[int, int]]]:
    """One pair at most for each event, ours by position; and which of these people judged."""
    mine = {one.id: position for position, one in enumerate(ours)}
    other = {one.id: position for position, one in enumerate(rows)}
    points = {(pair.ours, pair.theirs): pair.points for pair in pairs}
    # Judging all that was found changes nothing: of several pairs judged one incident, that of most points is shown.
    given = sorted(
        ((mine[a], other[b]) for a, b in made.same if a in mine and b in other), key=lambda one: (-points.get(one, 0.0), one)
    )
    chosen: dict[int, Pair] = {}
    taken: set[int] = set()
    for a, b in given:
        if a not in chosen and b not in taken:
            chosen[a] = Pair(a, b, 2 * ENOUGH)
            taken.add(b)
    sure = {(pair.ours, pair.theirs) for pair in chosen.values()}
    apart = {(mine[a], other[b]) for a, b in made.apart if a in mine and b in other}
    left = [
        pair for pair in pairs if pair.ours not in chosen and pair.theirs not in taken and (pair.ours, pair.theirs) not in apart
    ]
    chosen.update((pair.ours, pair) for pair in _best(left))
    return chosen, sure | set(given)


def _best(pairs: Sequence[Pair]) -> list[Pair]:
    """One pair at most for each event, those of most points first. An optimal assignment measured no better."""
    mine: set[int] = set()
    others: set[int] = set()
    kept = []
    for pair in sorted(pairs, key=lambda pair: (-pair.points, pair.ours, pair.theirs)):
        if pair.ours not in mine and pair.theirs not in others:
            kept.append(pair)
            mine.add(pair.ours)
            others.add(pair.theirs)
    return kept


def _findings(
    ours: Sequence[Told],
    rows: Sequence[Told],
    found: tuple[Mapping[int, Pair], set[tuple[int, int]], Sequence[Pair]],
    pairing: Pairing,
) -> Iterator[Finding]:
    chosen, sure, pairs = found
    of_row = {pair.theirs: pair for pair in chosen.values()}
    for pair in chosen.values():
        points = None if (pair.ours, pair.theirs) in sure else pair.points
        yield _compared(ours[pair.ours], rows[pair.theirs], points, pairing)
    candidates: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.ours not in chosen and pair.theirs in of_row:
            candidates[pair.ours].append(pair)
    for position, one in enumerate(ours):
        if position not in chosen:
            yield _left_of_ours(one, candidates.get(position, ()), (ours, rows, of_row), (pairing, sure))
    paired = {
        (rows[pair.theirs].source, *_facts(rows[pair.theirs])): pair
        for pair in sorted(chosen.values(), key=lambda one: -one.theirs)
    }
    for position, row in enumerate(rows):
        if position not in of_row:
            same = paired.get((row.source, *_facts(row)))
            if same is None:
                yield Finding(Kind.ONLY_THEY, None, row)
            else:
                yield replace(_compared(ours[same.ours], row, same.points, pairing), kind=Kind.AGAIN)


def _left_of_ours(
    one: Told,
    candidates: Iterable[Pair],
    known: tuple[Sequence[Told], Sequence[Told], Mapping[int, Pair]],
    about: tuple[Pairing, set[tuple[int, int]]],
) -> Finding:
    """An event of ours that is not paired: told again, where a row it could be is paired with another report's account."""
    ours, rows, of_row = known
    pairing, sure = about
    for pair in sorted(candidates, key=lambda pair: (-pair.points, pair.theirs)):
        first = ours[of_row[pair.theirs].ours]
        if first.source != one.source or _facts(first) == _facts(one):
            points = None if (pair.ours, pair.theirs) in sure else pair.points
            return replace(_compared(one, rows[pair.theirs], points, pairing), kind=Kind.AGAIN)
    return Finding(Kind.ONLY_WE, one, None)


def _compared(ours: Told, theirs: Told, points: float | None, pairing: Pairing) -> Finding:
    told = tuple(differences(ours, theirs, pairing))
    kind = Kind.DIFFER if any(one.how is How.DIFFER for one in told) else Kind.BOTH
    return Finding(kind, ours, theirs, points, told)


def _facts(told: Told) -> tuple[object, ...]:
    """What an incident is told as; two events of one dataset with the same facts are taken for one that stands there twice."""
    place = told.place
    at = (place.name, place.location.key if place.location else None) if place else None
    sides = tuple(tuple(party.number for party in side) for side in told.sides)
    return told.type, told.date.edtf if told.date else None, told.country, at, sides, str(told.killed)


def _in_order(one: Finding) -> tuple[str, str, str]:
    told = one.ours or one.theirs
    when = told.date.earliest if told and told.date else None
    return str(when), one.ours.id if one.ours else "", one.theirs.id if one.theirs else ""
