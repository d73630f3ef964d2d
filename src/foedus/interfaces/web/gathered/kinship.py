"""Where an organisation comes from and what became of it: splits, mergers, bodies and parts, and events that changed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from foedus.analysis.bearings import Voice, voice
from foedus.ledger.entries import ActorCluster, ClaimFilter, Entry
from foedus.ledger.view import View
from foedus.model.claim import Certainty, EventClaim, RelationClaim
from foedus.model.dates import DateSpan

PART, SPLIT, MERGED = "part_of", "split_from", "merged_with"
KIN = (PART, SPLIT, MERGED)
ORGANISATION = "organisation"
MOST_BODIES, MOST_STEPS, MOST_EACH = 60, 4, 400

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Descent:
    """A line of the tree: `child` is part of, or split from, `parent`; of a merger the two are in order of their ids."""

    parent: str
    child: str
    kind: str
    entries: Sequence[Entry]

    @property
    def hedged(self) -> bool:
        """Whether every claim tells it with reserve."""
        return all(one.claim.certainty is Certainty.HEDGED for one in self.entries)

    @property
    def when(self) -> DateSpan | None:
        """When it began, by the claim that tells the earliest date."""
        told = [one.claim.start for one in self.entries if isinstance(one.claim, RelationClaim) and one.claim.start]
        return min(told, key=lambda span: (span.earliest or span.latest or date.max, span.edtf), default=None)


@dataclass
class Kinship:
    """The bodies around one, the lines between them, the events that founded, renamed or dissolved them, and how many bodies
    the lines lead to that are not shown."""

    bodies: dict[str, ActorCluster] = field(default_factory=dict)
    lines: list[Descent] = field(default_factory=list)
    events: list[Entry] = field(default_factory=list)
    left_out: int = 0


def kinship(view: View, actor: str, most: int = MOST_BODIES) -> Kinship:
    """The kin of an actor, by its canonical id, to the fourth degree; at most so many bodies, the nearest first."""
    told: dict[Key, dict[str, Entry]] = defaultdict(dict)
    events: dict[str, Entry] = {}
    known, edge, left_out = {actor: 0}, [actor], set[str]()
    for step in range(MOST_STEPS + 1):
        found: dict[str, None] = {}
        for one in edge:
            events.update((entry.claim.id, entry) for entry in _told(view, ClaimFilter(types=(ORGANISATION,), actors=(one,))))
            for entry in _told(view, ClaimFilter(types=KIN, actors=(one,))):
                for key in _lines(entry):
                    told[key][entry.claim.id] = entry
                    found.update(dict.fromkeys(other for other in key[:2] if other not in known))
        room = most - len(known) if step < MOST_STEPS else 0
        edge = sorted(found)[:room]
        left_out |= set(found) - set(edge)
        known |= dict.fromkeys(edge, step + 1)
    lines = [Descent(*key, list(entries.values())) for key, entries in sorted(told.items()) if {*key[:2]} <= known.keys()]
    bodies = {one.id: one for one in view.actors_of(list(known))}
    return Kinship(bodies, lines, sorted(events.values(), key=_when), len(left_out - known.keys()))


def _told(view: View, asked: ClaimFilter) -> Iterator[Entry]:
    return (entry for entry in islice(view.claims(asked), MOST_EACH) if voice(entry) is Voice.FOR)


def _lines(entry: Entry) -> Iterator[Key]:
    claim = entry.claim
    if not isinstance(claim, RelationClaim):
        return
    a, b = entry.who.get(claim.a), entry.who.get(claim.b)
    if a is None or b is None or a == b:
        return
    yield (min(a, b), max(a, b), MERGED) if claim.type == MERGED else (b, a, claim.type)


def _when(entry: Entry) -> tuple[date, str]:
    told = entry.claim.date if isinstance(entry.claim, EventClaim) else None
    return (told.earliest or told.latest or date.max) if told else date.max, entry.claim.id
