"""Units, branches, outlets and leaders counted as the body they belong to, and by what right.

The ties that say so are the vocabulary's ``part_of``, ``media_arm_of`` and ``leads``, where a report states them plainly; for
forces and outlets without such a claim, the lexicon's word, or a force's name that begins with its state's ("Pakistani army").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from foedus.analysis.bearings import NO_ONE, Bearing, Link, Moment, Voice, bearings
from foedus.ledger.entries import ActorCluster, ClaimFilter, Entry
from foedus.ledger.view import View
from foedus.model.claim import Certainty

BY_LEXICON = "lexicon"
LEADS = "leads"
UP = ("part_of", "media_arm_of", LEADS)
_NEVER_PARENTS = ("bloc", "community", "person")
_DEEPEST = 8  # a chain of command longer than this is a fault of the record


class Level(StrEnum):
    """Who counts as the body they belong to; each level takes in the one before."""

    NONE = "none"
    LEADERS = "leaders"  # persons count as what they lead
    UNITS = "units"  # units, outlets and forces too
    BRANCHES = "branches"  # groups that are part of another group too


_KINDS: Mapping[Level, frozenset[str]] = {
    Level.NONE: frozenset(),
    Level.LEADERS: frozenset({"person"}),
    Level.UNITS: frozenset({"person", "unit", "media", "force"}),
    Level.BRANCHES: frozenset({"person", "unit", "media", "force", "group"}),
}


class Rollup:
    """Raises bearings to the bodies that their actors belong to. An actor with two bodies at a time is left as it is."""

    def __init__(self, links: Iterable[Link] = ()) -> None:
        self._links: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            self._links[link.child].append(link)

    def raised(self, bearing: Bearing) -> Bearing | None:
        """The bearing between the bodies, None where both ends are one body."""
        a, of_a = self._top(bearing.a, bearing)
        b, of_b = self._top(bearing.b, bearing)
        via = (*of_a, *of_b)
        if a == b:
            return None
        if not via:
            return bearing
        # What ends with a leader is the leader's tie, not the body's.
        end = None if any(link.type == LEADS for link in via) else bearing.end
        return replace(bearing, a=a, b=b, via=via, end=end)

    def below(self, actor: str) -> set[str]:
        """Every actor that may at some time count as this one."""
        found = {actor}
        grown = True
        while grown:
            more = {child for child, links in self._links.items() if any(link.parent in found for link in links)} - found
            found |= more
            grown = bool(more)
        return found - {actor}

    def _top(self, actor: str, bearing: Bearing) -> tuple[str, tuple[Link, ...]]:
        steps: list[Link] = []
        while len(steps) < _DEEPEST:
            link = self._parent(actor, bearing)
            if link is None or link.parent in {actor, *(step.child for step in steps)}:
                break
            steps.append(link)
            actor = link.parent
        return actor, tuple(steps)

    def _parent(self, actor: str, bearing: Bearing) -> Link | None:
        links = [link for link in self._links.get(actor, ()) if _applies(link, bearing)]
        parents = {link.parent for link in links}
        if len(parents) > 1:  # of a body and the body above it, the nearer one
            parents -= {above.parent for parent in parents for above in self._links.get(parent, ())}
        return next((link for link in links if link.parent in parents), None) if len(parents) == 1 else None


NO_ROLLUP = Rollup()


def rollup(view: View, level: Level, actors: Iterable[ActorCluster], as_one: Mapping[str, str] = NO_ONE) -> Rollup:
    """The roll-up of a view's actors to this level."""
    if level is Level.NONE:
        return NO_ROLLUP
    return rollup_from(view.claims(ClaimFilter(form="relation", types=UP)), level, actors, as_one)


def rollup_from(
    entries: Iterable[Entry], level: Level, actors: Iterable[ActorCluster], as_one: Mapping[str, str] = NO_ONE
) -> Rollup:
    """As `rollup`, of the claims that say who belongs to whom."""
    known = {actor.id: actor for actor in actors}
    told = [link for link in _told(entries, as_one) if may_rise(link, known, level)]
    settled = {link.child for link in told}
    by_lexicon = (link for link in lexicon_links(known.values()) if link.child not in settled and may_rise(link, known, level))
    return Rollup([*told, *by_lexicon])


def _told(entries: Iterable[Entry], as_one: Mapping[str, str]) -> Iterator[Link]:
    for entry in entries:
        for one in bearings(entry, as_one):
            if one.type in UP and one.voice is Voice.FOR and entry.claim.certainty is Certainty.STATED:
                told_start = one.first if one.first and one.begins_told else None
                told_end = one.last if one.end else None
                yield Link(one.a, one.b, one.type, told_start, told_end, entry.claim.id)


def may_rise(link: Link, known: Mapping[str, ActorCluster], level: Level) -> bool:
    """Whether actors of these kinds count as one at this level."""
    child, parent = known.get(link.child), known.get(link.parent)
    if child is None or parent is None or child.id == parent.id:
        return False
    return child.kind in _KINDS[level] and parent.kind not in _NEVER_PARENTS


def lexicon_links(actors: Iterable[ActorCluster]) -> Iterator[Link]:
    """Which forces and outlets belong to whom by the lexicon, or by a name that begins with that of a state."""
    from foedus.reading.steps.lexicon import key, lexicon

    known = {actor.id: actor for actor in actors}
    by_name = {
        name: actor.id for actor in known.values() for name in (*actor.names, actor.name) if actor.kind in ("state", "group")
    }
    words = lexicon()
    for actor in known.values():
        if actor.kind not in ("force", "media"):
            continue
        entry = words.entries.get(actor.id)
        body = entry.of if entry is not None else None
        parent = body if body in known else by_name.get(body or "")
        if parent is None and actor.kind == "force":
            compared = key(actor.name)
            states = {form.entry.key for size in range(1, len(compared)) for form in words.forms(compared[:size])}
            near = sorted(state for state in states if state in known and known[state].kind == "state")
            parent = near[0] if len(near) == 1 else None
        if parent is not None:
            yield Link(actor.id, parent, BY_LEXICON)


def _applies(link: Link, bearing: Bearing) -> bool:
    """Whether the link may have held at the time of the bearing; what is undated may."""
    return not _before(bearing.last, link.first) and not _before(link.last, bearing.first)


def _before(one: Moment | None, other: Moment | None) -> bool:
    if one is None or other is None:
        return False
    return one.span.latest is not None and other.span.earliest is not None and one.span.latest < other.span.earliest
