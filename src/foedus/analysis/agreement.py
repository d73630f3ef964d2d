"""How far two people judge alike: observed agreement and Cohen's kappa, and the claims on which they differ.

Kappa is agreement beyond what two people who judge at their own rates would reach by chance: Cohen, "A coefficient of agreement
for nominal scales", Educational and Psychological Measurement 20 (1960), whose standard error gives the interval.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

_WIDTH = 1.96  # standard errors on either side of an interval that holds the value 19 times of 20


@dataclass(frozen=True, slots=True)
class Ballot:
    """A standing judgement of one person on one claim: `verdict`, and `says` what it corrects the claim to ("" otherwise).
    `order` grows with the time of recording."""

    subject: str
    by: str
    verdict: str
    order: int
    says: str = ""

    @property
    def decision(self) -> tuple[str, str]:
        """What was decided: two corrections that read differently are two decisions."""
        return self.verdict, self.says


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement on `count` claims: the shares observed and expected by chance. `value` is None where both judged
    everything in one way, as chance then explains it all; the interval also where they agreed on all or on none, as Cohen's
    error would then be nought whatever the number of claims."""

    count: int
    observed: float
    expected: float
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A claim that people judged differently. `ballots` are each person's, made before the difference was there; `settled` is
    the last judgement made after it, by whomever, None while the case is open."""

    subject: str
    ballots: tuple[Ballot, ...]
    settled: Ballot | None


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> Kappa | None:
    """The agreement of two people by the verdicts that they gave to the same claims, in one order; None without a claim."""
    count = len(pairs)
    if not count:
        return None
    observed = sum(one == other for one, other in pairs) / count
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(first[verdict] * second[verdict] for verdict in first)
    if by_chance == count * count:
        return Kappa(count, observed, 1.0, None)
    expected = by_chance / (count * count)
    value = (observed - expected) / (1 - expected)
    if observed in (0.0, 1.0):
        return Kappa(count, observed, expected, value)
    error = sqrt(observed * (1 - observed) / count) / (1 - expected)
    return Kappa(count, observed, expected, value, max(-1.0, value - _WIDTH * error), min(1.0, value + _WIDTH * error))


def people(ballots: Iterable[Ballot]) -> dict[str, int]:
    """Everybody who judged, with on how many claims; the busiest first."""
    subjects: dict[str, set[str]] = defaultdict(set)
    for one in ballots:
        subjects[one.by].add(one.subject)
    return {name: len(subjects[name]) for name in sorted(subjects, key=lambda name: (-len(subjects[name]), name))}


def independent(ballots: Iterable[Ballot], a: str, b: str) -> dict[str, tuple[Ballot, Ballot]]:
    """For each claim that both judged the judgement of each, by claim: the last one made before both had judged.

    What either decides later may follow from seeing the other's, and says nothing of agreement.
    """
    found = {}
    for subject, own in _by_subject(one for one in ballots if one.by in (a, b)).items():
        if {one.by for one in own} == {a, b}:
            both = max(min(one.order for one in own if one.by == name) for name in (a, b))
            last = {one.by: one for one in own if one.order <= both}
            found[subject] = last[a], last[b]
    return found


def agreement(pairs: Mapping[str, tuple[Ballot, Ballot]], kinds: Mapping[str, str]) -> dict[str, Kappa]:
    """The agreement over all claims, under "", and by kind of claim; `kinds` gives the kind of each."""
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, (one, other) in sorted(pairs.items()):
        for kind in {"", kinds.get(subject, "")}:
            told[kind].append((one.verdict, other.verdict))
    made = {kind: cohens_kappa(verdicts) for kind, verdicts in sorted(told.items())}
    return {kind: kappa for kind, kappa in made.items() if kappa is not None}


def cases(ballots: Iterable[Ballot]) -> list[Case]:
    """The claims on which people differ, those still open first, then in the order in which they came to differ."""
    found = []
    for subject, own in _by_subject(ballots).items():
        last: dict[str, Ballot] = {}
        for position, one in enumerate(own):
            last[one.by] = one
            if len({ballot.decision for ballot in last.values()}) > 1:
                later = own[position + 1 :]
                found.append((one.order, Case(subject, tuple(last.values()), later[-1] if later else None)))
                break
    return [case for _, case in sorted(found, key=lambda item: (item[1].settled is not None, item[0]))]


def _by_subject(ballots: Iterable[Ballot]) -> dict[str, list[Ballot]]:
    found: dict[str, list[Ballot]] = defaultdict(list)
    for one in sorted(ballots, key=lambda one: one.order):
        found[one.subject].append(one)
    return found
