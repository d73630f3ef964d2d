"""A rough look at every claim at once, in arrays: how likely each pair stands with or against each other at a day.

It follows the rules of `bearings.py` and `standings.py` without their fine points, and serves only to choose what to read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from foedus.analysis.bearings import AGAINST, UNSIGNED, Link
from foedus.analysis.marked import EVER, NEVER, Array, chances, firsts, is_named, lasts
from foedus.analysis.readings import EVEN
from foedus.analysis.rollup import UP, Level, lexicon_links, may_rise
from foedus.ledger.entries import ActorCluster
from foedus.ledger.identity import Identities
from foedus.ledger.marks import SLOTS, Marks
from foedus.model.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

_A, _B, _INITIATORS, _TARGETS, _PARTICIPANTS = range(len(SLOTS))
_ALMOST = 1 - 1e-12  # so that the logarithm of what is left of certainty is finite


@dataclass(frozen=True, slots=True)
class Look:
    """The day, and who counts as whom."""

    at: date
    level: Level


@dataclass(frozen=True)
class _Said:
    """What claims say of pairs: row in the marks, both ends as positions of actors (a before b), and whether against."""

    row: NDArray[Any]
    a: NDArray[Any]
    b: NDArray[Any]
    against: NDArray[Any]


class Glance:
    """The rough look; positions number the actors of the view."""

    def __init__(self, told: Marks, same: Identities, actors: Sequence[ActorCluster], look: Look) -> None:
        self.marks, self.look = told, look
        self.actors = {actor.id: actor for actor in actors}
        self.ids = list(self.actors)
        self._at = {actor: position for position, actor in enumerate(self.ids)}
        self._position = self._positions(same)
        self._raised = self._roll_up()
        self.said = self._bearings()

    def strained(self, among: Collection[str], most: int) -> list[tuple[str, str]]:
        """The pairs of the triads that look most strained, by canonical ids; at most so many triads."""
        import numpy as np

        edges = _Edges.of(self, among)
        triads = np.array(list(edges.triads()), dtype=np.int64).reshape(-1, 3)
        if not len(triads):
            return []
        chosen = triads[edges.telling(triads)[:most]].ravel()
        return sorted({(self.ids[edges.a[edge]], self.ids[edges.b[edge]]) for edge in chosen})

    def claims_of(self, pairs: Iterable[tuple[str, str]]) -> list[int]:
        """The numbers of all claims that say something of these pairs, denials and forecasts included."""
        import numpy as np

        size = len(self.ids)
        wanted = [min(a, b) * size + max(a, b) for a, b in ((self._at[one], self._at[other]) for one, other in pairs)]
        rows = self.said.row[np.isin(self.said.a * size + self.said.b, wanted)]
        return [int(number) for number in np.unique(self.marks.claim[rows])]

    def memberships_of(self, actors: Collection[str]) -> list[int]:
        """The numbers of the claims that say to whom these actors belong."""
        wanted = {self._at[actor] for actor in actors if actor in self._at}
        found = zip(*self._memberships(), strict=True)
        return sorted({int(self.marks.claim[row]) for row, child, _ in found if int(child) in wanted})

    def bodies(self) -> dict[str, set[str]]:
        """For each actor that may at some time count as part of a body, by claims or by the lexicon, those bodies."""
        return {self.ids[child]: {self.ids[one] for one in found} for child, found in self._bodies().items()}

    def _positions(self, same: Identities) -> Array:
        """The position of each actor of a document; -1 for one that the view does not show."""
        import numpy as np

        numbers = self.marks.actor_ids
        found = np.full(max(numbers, default=0) + 1, -1, dtype=np.int64)
        for number, actor in numbers.items():
            found[number] = self._at.get(same.of(actor), -1)
        return found

    def _slot(self, slot: int) -> tuple[Array, Array]:
        """The rows of claims that have takers of a slot, and the takers."""
        import numpy as np

        told = self.marks
        mask = told.slot == slot
        numbers, who = told.taken[mask], self._position[told.who[mask]]
        row = np.searchsorted(told.claim, numbers)
        row[row == len(told.claim)] = 0
        keep = (told.claim[row] == numbers) & (who >= 0) if len(told.claim) else np.zeros(len(row), dtype=bool)
        return row[keep], who[keep]

    def _memberships(self) -> tuple[Array, Array, Array]:
        """Row, child and body of the relations that say who belongs to whom."""
        import numpy as np

        row, child, parent = _joined(self._slot(_A), self._slot(_B))
        up = np.isin(self.marks.type[row], [position for position, name in enumerate(self.marks.types) if name in UP])
        stated = is_named(self.marks.certainty[row], self.marks.certainties, "stated")
        return row[up & stated], child[up & stated], parent[up & stated]

    def _roll_up(self) -> Array:
        """For each actor the body that it counts as, at all times; itself if none or several claim it."""
        import numpy as np

        top = np.arange(len(self.ids))
        if self.look.level is Level.NONE:
            return top
        parents = self._bodies()
        for child_at, bodies in parents.items():
            if len(bodies) == 1:
                top[child_at] = min(bodies)
        for _ in UP:  # a chain of command is seldom longer, and the exact look follows it to its end
            top = top[top]
        return top

    def _bodies(self) -> dict[int, set[int]]:
        """The bodies of each actor that has one at any time."""
        parents: dict[int, set[int]] = defaultdict(set)
        row, child, parent = self._memberships()
        for number, one, other in zip(row, child, parent, strict=True):
            kind = self.marks.types[self.marks.type[number]]
            if may_rise(Link(self.ids[one], self.ids[other], kind), self.actors, self.look.level):
                parents[int(one)].add(int(other))
        for link in lexicon_links(self.actors.values()):
            if self._at[link.child] not in parents and may_rise(link, self.actors, self.look.level):
                parents[self._at[link.child]].add(self._at[link.parent])
        return parents

    def _bearings(self) -> _Said:
        """What every claim says of every pair in it."""
        import numpy as np

        words = vocabulary()
        signs = [words.relations[name].sign if name in words.relations else words.events[name].sides for name in self.marks.types]
        by_slots = {slot: self._slot(slot) for slot in range(len(SLOTS))}
        parts = []
        for left, right, kinds, against in (
            (_A, _B, {"+", "0"}, False),
            (_A, _B, {AGAINST}, True),
            (_INITIATORS, _TARGETS, {"against"}, True),
            (_INITIATORS, _INITIATORS, {"against"}, False),
            (_PARTICIPANTS, _PARTICIPANTS, {"together"}, False),
        ):
            row, a, b = _joined(by_slots[left], by_slots[right])
            fits = np.isin(self.marks.type[row], [at for at, sign in enumerate(signs) if sign in kinds - {UNSIGNED}])
            a, b = self._raised[a[fits]], self._raised[b[fits]]
            apart = a != b if left != right else a < b
            row = row[fits][apart]
            parts.append((row, np.minimum(a, b)[apart], np.maximum(a, b)[apart], np.full(len(row), against)))
        return _Said(*(np.concatenate([part[column] for part in parts]) for column in range(4)))


@dataclass(frozen=True)
class _Edges:
    """The pairs with a likely sign: their ends, how likely they stand with and against each other, whether evidence covers
    the day, and the last day of evidence."""

    a: Array
    b: Array
    friendly: Array
    hostile: Array
    held: Array
    newest: Array

    @classmethod
    def of(cls, glance: Glance, among: Collection[str]) -> _Edges:
        """The pairs among these actors."""
        import numpy as np

        told, said = glance.marks, glance.said
        day = np.datetime64(glance.look.at, "D")
        first, last, chance = firsts(told, said.row), lasts(told, said.row), chances(told, said.row)
        body = np.array([actor in among for actor in glance.ids], dtype=bool)
        counts = (chance > 0) & (first <= day) & body[said.a] & body[said.b]
        row_a, row_b, against = said.a[counts], said.b[counts], said.against[counts]
        last, chance = last[counts], np.minimum(chance[counts], _ALMOST)
        pair, at = np.unique(row_a * len(glance.ids) + row_b, return_inverse=True)
        sides = (against == side for side in (False, True))
        tally = _Tally(at, len(pair), chance, last)
        friendly, hostile, held = tally.signs(tuple(sides), first[counts], last >= day)
        newest = np.full(len(pair), np.datetime64(NEVER, "D"))
        np.maximum.at(newest, at, last)
        return cls(pair // len(glance.ids), pair % len(glance.ids), friendly, hostile, held, newest)

    def triads(self) -> Iterator[tuple[int, int, int]]:
        """Every three pairs that close a triangle."""
        later: dict[int, dict[int, int]] = defaultdict(dict)
        for edge, (a, b) in enumerate(zip(self.a.tolist(), self.b.tolist(), strict=True)):
            later[a][b] = edge
        nothing: dict[int, int] = {}
        for beyond in list(later.values()):
            for b, edge in beyond.items():
                onward = later.get(b, nothing)
                for c in beyond.keys() & onward.keys():
                    yield edge, beyond[c], onward[c]

    def telling(self, triads: Array) -> Array:
        """The order of `strain.py`: one between two enemies first, then by the share of readings, held ties, and news."""
        import numpy as np

        friendly, hostile = self.friendly[triads], self.hostile[triads]
        signed, odds = (friendly + hostile).prod(axis=1), (friendly - hostile).prod(axis=1)
        share = np.round((signed - odds) / 2, 3)
        enmity = (hostile > friendly).sum(axis=1)
        newest = self.newest[triads].max(axis=1).astype(np.int64)
        order = np.lexsort((-newest, -self.held[triads].sum(axis=1), -share, enmity == 3))
        return order[share[order] > 0]


@dataclass(frozen=True)
class _Tally:
    """Counts chances by pair: `at` is the pair of each bearing, of `size` pairs, `last` its last day."""

    at: Array
    size: int
    chance: Array
    last: Array

    def signs(self, sides: tuple[Array, Array], first: Array, covers: Array) -> tuple[Array, Array, Array]:
        """The chances that a pair is friendly and hostile, and whether anything covers the day.

        `sides` say which bearings are friendly and which hostile, `first` when they begin, `covers` which cover the day. What
        covers the day goes before what was last seen; where both are told of one time, a reading decides for either.
        """
        import numpy as np

        now = [self.any(covers & side) for side in sides]
        newest = np.full(self.size, np.datetime64(NEVER, "D"))
        np.maximum.at(newest, self.at[~covers], self.last[~covers])
        latest = ~covers & (self.last == newest[self.at])
        then = [self.any(latest & side) for side in sides]
        nothing = (1 - now[0]) * (1 - now[1])
        found = []
        for mine, other in ((0, 1), (1, 0)):
            alone, theirs = now[mine] * (1 - now[other]), now[other] * (1 - now[mine])
            disputed = self._opposed(sides[mine] & covers, first, sides[other] & ~covers)
            contested = self._opposed(sides[other] & covers, first, sides[mine] & ~covers)
            both = now[0] * now[1] + nothing * then[0] * then[1]
            last_seen = nothing * then[mine] * (1 - then[other])
            found.append(alone * (1 - EVEN * disputed) + theirs * EVEN * contested + EVEN * both + last_seen)
        return found[0], found[1], nothing < 1

    def any(self, which: Array) -> Array:
        """The chance that at least one of these bearings on a pair is taken."""
        import numpy as np

        return -np.expm1(np.bincount(self.at[which], weights=np.log1p(-self.chance[which]), minlength=self.size))

    def _opposed(self, held: Array, first: Array, others: Array) -> Array:
        """The chance that one of the others falls into the time of what is held."""
        import numpy as np

        begun = np.full(self.size, np.datetime64(EVER, "D"))
        np.minimum.at(begun, self.at[held], first[held])
        return self.any(others & (self.last >= begun[self.at]))


def _joined(left: tuple[Array, Array], right: tuple[Array, Array]) -> tuple[Array, Array, Array]:
    """Every taker of one slot with every taker of another of the same claim; rows are in ascending order."""
    import numpy as np

    start, stop = (np.searchsorted(right[0], left[0], side=side) for side in ("left", "right"))
    counts = stop - start
    row, a = np.repeat(left[0], counts), np.repeat(left[1], counts)
    within = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    return row, a, right[1][np.repeat(start, counts) + within]
