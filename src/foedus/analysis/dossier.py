"""The dossier of two actors: how they stood at a day, what speaks for and against it, who says so, and what would flip it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import comb

from foedus.analysis.bearings import NO_ONE, Bearing, Voice
from foedus.analysis.evidence import Evidence, evidence
from foedus.analysis.grounds import Grounds, grounds_of
from foedus.analysis.origins import SameOrigin, independent, same_origins
from foedus.analysis.rollup import Level
from foedus.analysis.spells import Spell, spells_of
from foedus.analysis.standings import Standing, standing_of
from foedus.analysis.ties import Tie, ties_of
from foedus.ledger.entries import Entry
from foedus.ledger.view import View
from foedus.model.dates import DateSpan

_WORK = 50_000  # quotes looked at in all the sets that are tried for the smallest one that flips the answer


@dataclass(frozen=True, slots=True)
class Flip:
    """The quotes without which the pair stands otherwise, and how it stands then (None: nothing is known).

    `smallest` is false where a smaller set may exist, as too many would have had to be tried.
    """

    claims: tuple[str, ...]
    sign: str | None
    smallest: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything on two actors.

    `standing` is how they stood at the day asked for, None where nothing is known; `ties` all their ties by then; `spells`
    all of their spells. The claims are sorted into those that speak plainly for a tie, with reserve, that deny one, and
    that only imagine one; `others` name both without telling a signed tie. `sources` counts the independent sources of
    the standing, `copied` warns of reports with one origin, `flip` is what would change the answer.
    """

    a: str
    b: str
    at: date
    standing: Standing | None
    ties: tuple[Tie, ...]
    spells: tuple[Spell, ...]
    stated: tuple[Evidence, ...]
    hedged: tuple[Evidence, ...]
    denied: tuple[Evidence, ...]
    imagined: tuple[Evidence, ...]
    others: tuple[Evidence, ...]
    sources: int
    copied: tuple[SameOrigin, ...]
    flip: Flip | None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All claims on the two, plain ones first."""
        parts = (self.stated, self.hedged, self.denied, self.imagined, self.others)
        return tuple(one.entry for part in parts for one in part)

    def agrees(self, one: Evidence) -> bool:
        """Whether it speaks for the sign that the two stand in; with nothing standing, all speaks for something."""
        return self.standing is None or self.standing.sign is None or self.standing.sign in one.signs


def dossier(
    view: View, pair: tuple[str, str], at: date, as_one: Mapping[str, str] = NO_ONE, level: Level = Level.NONE
) -> Dossier:
    """The dossier of two actors, by canonical ids, at a day."""
    a, b = pair
    told = grounds_of(view, a, as_one, level)
    bearings = told.pairs.get(frozenset(pair), ())
    time = DateSpan.of_day(at)
    standing = standing_of(bearings, time, told)
    found = evidence(view, a, b, as_one)
    seen = {one.entry.claim.id for one in found}
    raised = [_raised(one) for one in bearings if one.entry.claim.id not in seen]  # told of those who count as the two
    listed = [*found, *{one.entry.claim.id: one for one in raised}.values()]
    signed = [one for one in listed if one.signs]
    plain = [one for one in signed if one.voice is Voice.FOR]
    return Dossier(
        a,
        b,
        at,
        standing,
        tuple(ties_of(bearings, time, told.ends)) if bearings else (),
        tuple(spells_of(bearings, told.ends)),
        tuple(one for one in plain if one.entry.claim.certainty.value == "stated"),
        tuple(one for one in plain if one.entry.claim.certainty.value != "stated"),
        tuple(one for one in signed if one.voice is Voice.DENIED),
        tuple(one for one in signed if one.voice is Voice.HYPOTHETICAL),
        tuple(one for one in listed if not one.signs),
        independent(one.entry for tie in standing.ties for one in tie.speaking) if standing else 0,
        tuple(same_origins(one.entry for one in listed)),
        flip(bearings, time, told),
    )


def flip(bearings: Sequence[Bearing], time: DateSpan, told: Grounds) -> Flip | None:
    """The smallest set of quotes without which the standing changes; None where there is no standing to change."""
    standing = standing_of(bearings, time, told)
    if standing is None:
        return None
    claims = list(dict.fromkeys(one.entry.claim.id for one in bearings if one.voice is Voice.FOR))
    tried = 0
    for size in range(1, len(claims) + 1):
        tried += comb(len(claims), size)
        if tried * len(bearings) > _WORK:
            return _roughly(bearings, (time, told, standing))
        for chosen in combinations(claims, size):
            changed, sign = _without(bearings, set(chosen), (time, told, standing))
            if changed:
                return Flip(chosen, sign, True)
    return None


def _roughly(bearings: Sequence[Bearing], asked: tuple[DateSpan, Grounds, Standing]) -> Flip | None:
    """A small set that flips the answer: the newest of what the standing rests on, as many as it takes."""
    claims = asked[2].claims[::-1]
    low, high = 1, len(claims)
    if not _without(bearings, set(claims), asked)[0]:
        return None
    while low < high:
        middle = (low + high) // 2
        if _without(bearings, set(claims[:middle]), asked)[0]:
            high = middle
        else:
            low = middle + 1
    return Flip(claims[:low], _without(bearings, set(claims[:low]), asked)[1], False)


def _without(bearings: Sequence[Bearing], gone: set[str], asked: tuple[DateSpan, Grounds, Standing]) -> tuple[bool, str | None]:
    time, told, standing = asked
    left = standing_of([one for one in bearings if one.entry.claim.id not in gone], time, told)
    sign = left.sign if left is not None else None
    return (left is None or sign != standing.sign), sign


def _raised(bearing: Bearing) -> Evidence:
    return Evidence(bearing.entry, bearing.first, bearing.voice, (bearing.sign,), None)
